"""How far the command is, and what came of it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from reportedly._visible import one_line
from reportedly._words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from reportedly.cli.batches import Tally
    from reportedly.cli.inputs import Corpus

_LISTED = 20
"""Texts that were left out are listed up to so many."""


class Meter:
    """A bar on standard error with the rate and the time left; shows nothing if not asked to."""

    def __init__(self, corpus: Corpus, *, shown: bool) -> None:
        self._corpus = corpus
        self._progress = Progress(
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[said]}"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            disable=not shown,
            transient=True,
        )
        self._task = self._progress.add_task("", total=corpus.size, said="")
        self._start = time.monotonic()
        self._resumed = (0, 0)

    def running(self) -> AbstractContextManager[object]:
        """While the bar is shown."""
        return self._progress

    def resume(self, tally: Tally) -> None:
        """What was done before is not to count for the rate."""
        self._resumed = (tally.texts, tally.characters)

    def show(self, tally: Tally) -> None:
        """Moves the bar."""
        self._progress.update(self._task, completed=self._corpus.position, said=self._said(tally))

    def _said(self, tally: Tally) -> str:
        seconds = max(time.monotonic() - self._start, 1e-9)
        texts, characters = tally.texts - self._resumed[0], tally.characters - self._resumed[1]
        rate = f"{texts / seconds:,.0f} texts/s, {characters / seconds / 1e6:.1f} MB/s"
        return f"{counted(tally.texts, 'text')}, {rate}"

    def summary(self, tally: Tally, target: str, unit: str, *, listed: bool) -> Iterator[str]:
        """Lines that say what came of it; what was left out, too, where that is to be listed."""
        seconds = time.monotonic() - self._start
        yield f"{self._said(tally)}, {seconds:.1f} s; {counted(tally.rows, unit)} in {one_line(target)}"
        if tally.missing:
            yield f"{counted(tally.missing, 'text')} missing: rows without values"
        if tally.errors and listed:
            yield f"{counted(len(tally.errors), 'text')} left out:"
            for name, reason in tally.errors[:_LISTED]:
                yield f"  {one_line(name)}: {one_line(reason, 1000)}"
            if len(tally.errors) > _LISTED:
                yield f"  … and {len(tally.errors) - _LISTED:,} more"
