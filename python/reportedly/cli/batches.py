"""Texts gathered to be read together, and what came of them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from reportedly import InternalError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportedly import Analyzer, Document, Table
    from reportedly.cli.inputs import Item
    from reportedly.labels import TableName

_CHARACTERS = 4 << 20
"""A batch ends once its texts have that many."""
_ITEMS = 1 << 16
"""A batch has no more items."""


class Batch:
    """Items that are read together; `errors` are those that could not be, in order once all is read."""

    def __init__(self, items: list[Item], analyzer: Analyzer) -> None:
        self.items = items
        self.errors = [item for item in items if item.error is not None]
        self._texts = [item for item in items if item.error is None]
        self._analyzer = analyzer

    def table(self, of: TableName) -> Table | None:
        """The findings of the texts, which are named; `None` where there is no text."""
        while self._texts:
            texts = [item.text for item in self._texts]
            table = self._analyzer.table(texts, of, [item.name for item in self._texts], on_error="null")
            if not table.errors:
                return table
            self._leave_out(dict(table.errors))
        return None

    @cached_property
    def documents(self) -> list[tuple[str, Document]]:
        """The texts read, each with its name; those that are missing are left out."""
        pipe = self._analyzer.pipe([item.text for item in self._texts])
        read: list[tuple[str, Document]] = []
        reasons: dict[int, str] = {}
        for number, item in enumerate(self._texts):
            try:
                document = next(pipe)
            except (ValueError, InternalError) as error:
                reasons[number] = str(error).removeprefix(f"row {number}: ")
                continue
            if document is not None:
                read.append((item.name, document))
        self._leave_out(reasons)
        return read

    def _leave_out(self, reasons: dict[int, str]) -> None:
        for number, reason in reasons.items():
            item = self._texts[number]
            self.errors.append(type(item)(item.name, error=reason, alone=item.alone))
        self._texts = [item for number, item in enumerate(self._texts) if number not in reasons]

    def tally(self, rows: int) -> Tally:
        """What came of it."""
        texts = [item.text for item in self._texts if item.text is not None]
        return Tally(
            items=len(self.items),
            texts=len(texts),
            missing=len(self._texts) - len(texts),
            characters=sum(map(len, texts)),
            rows=rows,
            errors=[(item.name, item.error or "") for item in self.errors],
        )


@dataclass
class Tally:
    """What came of some items."""

    items: int = 0
    texts: int = 0
    missing: int = 0
    characters: int = 0
    rows: int = 0
    errors: list[tuple[str, str]] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Counts what came of others too."""
        for name, value in asdict(other).items():
            setattr(self, name, getattr(self, name) + value)

    @classmethod
    def of(cls, saved: dict[str, Any]) -> Tally:
        """The tally that was saved as a dict."""
        return cls(**{**saved, "errors": [(name, reason) for name, reason in saved["errors"]]})


def batches(items: Iterable[Item], analyzer: Analyzer, *, skip: int = 0, ahead: bool) -> Iterator[Batch]:
    """Gathers items into batches, the same ones whatever is skipped.

    With `ahead` the next one is gathered while its user works; not for inputs that may keep one waiting, as
    an interruption waits for it too.
    """

    def gather() -> Batch | None:
        gathered: list[Item] = []
        characters = 0
        for item in source:
            gathered.append(item)
            characters += len(item.text or "")
            if characters >= _CHARACTERS or len(gathered) >= _ITEMS:
                break
        return Batch(gathered, analyzer) if gathered else None

    source = islice(iter(items), skip, None)
    if not ahead:
        while batch := gather():
            yield batch
        return
    with ThreadPoolExecutor(1) as reader:
        following = reader.submit(gather)
        while batch := following.result():
            following = reader.submit(gather)
            yield batch
