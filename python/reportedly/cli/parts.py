"""An output file made of parts, a batch each, so that an interrupted run can go on where it was."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportedly._files import whole
from reportedly.cli.batches import Tally

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportedly.cli.batches import Batch


class PartsError(Exception):
    """Parts that are there and cannot be used; the message says why, and what can be done."""


class Parts:
    """The parts of `target`, in a hidden folder beside it.

    The folder holds a file for each batch that is done, and a journal: a line that says what is made of what,
    then one for each part, written after it.
    """

    def __init__(self, target: Path, job: dict[str, Any], *, resume: bool, replace: bool) -> None:
        self.target, self._replace = target, replace
        job = json.loads(json.dumps(job))
        self.folder = target.with_name(f".{target.name}.parts")
        self._journal = self.folder / "journal.jsonl"
        self.tally = Tally()
        self._count = 0
        if resume and self._journal.exists():
            self._go_on(job)
            return
        if self.folder.exists():
            if not replace:
                message = (
                    f"{self.folder} is left of another run; --resume goes on with it, --force starts anew"
                )
                raise PartsError(message)
            shutil.rmtree(self.folder)
        self.folder.mkdir()
        self._journal.write_text(json.dumps(job) + "\n", encoding="utf-8")

    def _go_on(self, job: dict[str, Any]) -> None:
        first, *lines = self._journal.read_text(encoding="utf-8").splitlines(keepends=True)
        before = json.loads(first)
        if changed := [name for name in job if before.get(name) != job[name]]:
            message = (
                f"cannot resume: other {', '.join(changed)} than when it was interrupted; --force starts anew"
            )
            raise PartsError(message)
        lines = [line for line in lines if line.endswith("\n")]  # the last one may be cut
        for line in lines:
            self.tally.add(Tally.of(json.loads(line)))
        self._count = len(lines)
        self._journal.write_text("".join([first, *lines]), encoding="utf-8")

    def add(self, batch: Batch, write: Callable[[Path, Batch, bool], int]) -> Tally:
        """Adds a part; `write` takes path, batch and whether it is the first part, and counts its rows."""
        with whole(self._part(self._count), replace=True) as path:
            rows = write(path, batch, self._count == 0)
        tally = batch.tally(rows)
        with self._journal.open("a", encoding="utf-8") as journal:
            journal.write(json.dumps(asdict(tally)) + "\n")
        self._count += 1
        return tally

    def finish(self) -> None:
        """Joins the parts into the target and removes them."""
        parts = [self._part(number) for number in range(self._count)]
        with whole(self.target, replace=self._replace) as path:
            if self.target.suffix.lower() == ".parquet":
                _join_parquet(parts, path)
            else:
                with path.open("wb") as joined:
                    for part in parts:
                        with part.open("rb") as file:
                            shutil.copyfileobj(file, joined, 1 << 20)
        shutil.rmtree(self.folder)

    def give_up(self) -> None:
        """Removes the parts."""
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def started(self) -> bool:
        """Whether a part is done."""
        return self._count > 0

    def _part(self, number: int) -> Path:
        return self.folder / f"{number:06}{self.target.suffix}"


def _join_parquet(parts: list[Path], path: Path) -> None:
    import pyarrow.parquet as pq  # noqa: PLC0415

    with pq.ParquetWriter(path, pq.read_schema(parts[0])) as joined:
        for part in parts:
            with pq.ParquetFile(part) as file:
                for number in range(file.num_row_groups):
                    joined.write_table(file.read_row_group(number))


def fingerprint(path: str) -> tuple[str, int, int] | str:
    """What tells that a file has not changed; its name alone where it is none."""
    file = Path(path)
    if not file.is_file():
        return path
    stat = file.stat()
    return (path, stat.st_size, stat.st_mtime_ns)
