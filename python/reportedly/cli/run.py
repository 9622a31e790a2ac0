"""The way from inputs to outputs."""

from __future__ import annotations

import dataclasses
import io
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NoReturn, TextIO

import click

from reportedly import __version__, display
from reportedly._files import write_whole
from reportedly._visible import one_line
from reportedly.cli.batches import Batch, Tally, batches
from reportedly.cli.inputs import STDIN
from reportedly.cli.outputs import (
    CsvRows,
    JsonDocuments,
    JsonRows,
    Output,
    ParquetRows,
    Reports,
    Summaries,
    TableRows,
    WhileRead,
)
from reportedly.cli.parts import Parts, fingerprint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly import Analyzer, Document
    from reportedly.cli.inputs import Corpus, Item
    from reportedly.cli.progress import Meter
    from reportedly.labels import TableName

_FORMS = {".parquet": "parquet", ".csv": "csv", ".jsonl": "json", ".ndjson": "json", ".json": "json"}
"""The form of rows, by the suffix of the output."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the command was asked for."""

    files: tuple[str, ...]
    as_json: bool
    summary: bool
    of: TableName | None
    as_csv: bool
    output: str | None
    field: str | None
    id_field: str | None
    html: str | None
    force: bool
    gazetteers: tuple[str, ...]
    layers: str | None
    domain: Literal["news", "wiki", "bio"]
    encoding: str
    threads: int | None
    on_error: Literal["stop", "skip"] | None
    resume: bool
    progress: bool | None

    @cached_property
    def form(self) -> str:
        """The form of the output: json, csv, parquet, or screen for people."""
        suffix = Path(self.output).suffix.lower() if self.output else ""
        if suffix != ".parquet" and (self.as_json or self.as_csv):
            return "json" if self.as_json else "csv"
        return _FORMS.get(suffix, "screen") if self.of or suffix == ".parquet" else "screen"

    @property
    def in_parts(self) -> bool:
        """Whether the output is written batch by batch."""
        target = Path(self.output) if self.output else None
        return bool(target and self.form != "screen" and (target.is_file() or not target.exists()))


class Stop(Exception):  # noqa: N818 - the end of a run, not a bug
    """A text cannot be read, and nobody said to leave it out."""

    def __init__(self, item: Item) -> None:
        self.name, self.reason = item.name, f"{item.error}; --on-error skip leaves it out"


class Run:
    """One run of the command; `failed` says whether a file could not be read."""

    def __init__(
        self, asked: Asked, files: Sequence[str], analyzer: Analyzer, corpus: Corpus, meter: Meter
    ) -> None:
        self._asked, self._files, self._analyzer = asked, files, analyzer
        self._corpus, self._meter = corpus, meter
        self._parts: Parts | None = None
        self._pages: list[tuple[str, Document]] = []
        self._ahead = STDIN not in files
        self.failed = False

    def go(self) -> None:
        """Reads all and writes all."""
        if self._asked.in_parts:
            with self._meter.running():
                tally = self._in_parts(Path(self._asked.output or ""))
            unit = "row" if self._asked.of else "document"
            listed = self._asked.on_error == "skip"  # otherwise each was said at once
            for line in self._meter.summary(tally, str(self._asked.output), unit, listed=listed):
                click.echo(f"reportedly: {line}", err=True)
        else:
            with self._meter.running():
                self._at_once()
        if self._asked.html:
            names = [name for name, _ in self._pages]
            title = names[0] if len(names) == 1 else "reportedly"
            page = display.page([doc for _, doc in self._pages], title, names)
            _write(self._asked.html, page, force=self._asked.force)

    def how_to_go_on(self) -> str:
        """What can be done after an interruption."""
        return "; --resume goes on from there" if self._parts and self._parts.started else ""

    def _at_once(self) -> None:
        """To standard output, or to a file that is written in the end."""
        output = self._asked.output
        out = io.StringIO() if output else _stdout()
        sink = self._output(out, first=True)
        if self._asked.html:
            sink = WhileRead(sink)
        tally = Tally()
        for batch in batches(self._corpus, self._analyzer, ahead=self._ahead):
            tally.add(batch.tally(self._added(sink, batch)))
            self._meter.show(tally)
        sink.close()
        if output and isinstance(out, io.StringIO):
            _write(output, out.getvalue(), force=self._asked.force)
        if tally.errors and self._asked.on_error == "skip":
            for name, reason in tally.errors:
                complain(name, reason)

    def _in_parts(self, target: Path) -> Tally:
        """To a file, part by part."""
        asked = self._asked
        parts = self._parts = Parts(target, self._job(), resume=asked.resume, replace=asked.force)
        tally = parts.tally
        self._meter.resume(tally)
        try:
            for batch in batches(self._corpus, self._analyzer, skip=tally.items, ahead=self._ahead):
                tally.add(parts.add(batch, self._part))
                self._meter.show(tally)
            if not parts.started:
                parts.add(Batch([], self._analyzer), self._part)
            parts.finish()
        except BaseException:
            if STDIN in self._files or not parts.started:
                parts.give_up()
            raise
        return tally

    def _part(self, path: Path, batch: Batch, first: bool) -> int:
        if self._asked.form == "parquet":
            return self._closed(self._output(path, first=first), batch)
        with path.open("w", encoding="utf-8", newline="") as out:
            return self._closed(self._output(out, first=first), batch)

    def _closed(self, output: Output, batch: Batch) -> int:
        try:
            return self._added(output, batch)
        finally:
            output.close()

    def _added(self, output: Output, batch: Batch) -> int:
        rows = output.add(batch)
        if self._asked.html:
            self._pages += batch.documents
        for item in batch.errors:
            if self._asked.on_error == "skip":
                continue
            if self._asked.on_error == "stop" or not item.alone:
                raise Stop(item)
            complain(item.name, item.error or "")
            self.failed = True
        return rows

    def _output(self, out: TextIO | Path, *, first: bool) -> Output:
        asked = self._asked
        if isinstance(out, Path):
            assert asked.of  # noqa: S101 - checked with the options
            return ParquetRows(out, asked.of, self._named(asked.of))
        if asked.of is None:
            screen = Summaries(out) if asked.summary else Reports(out)
            return JsonDocuments(out) if asked.form == "json" else screen
        match asked.form:
            case "json":
                return JsonRows(out, asked.of)
            case "csv":
                return CsvRows(out, asked.of, self._named(asked.of).columns[1:] if first else None)
            case _:
                return TableRows(out, asked.of)

    def _named(self, of: TableName) -> Any:
        """A table with the columns that ours will have: texts are named by strings."""
        return self._analyzer.table([""], of, [""])

    def _job(self) -> dict[str, Any]:
        """What has to be the same for a run that goes on."""
        asked = dataclasses.asdict(self._asked)
        for other in ("files", "output", "html", "force", "threads", "on_error", "resume", "progress"):
            del asked[other]
        files = [fingerprint(file) for file in self._files]
        lists = [fingerprint(file) for file in self._asked.gazetteers]
        return {
            **asked,
            "version": __version__,
            "form": self._asked.form,
            "gazetteers": lists,
            "files": files,
        }


def _stdout() -> TextIO:
    """Standard output, in UTF-8 unless it is a terminal that wants something else."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        if sys.stdout.isatty():
            sys.stdout.reconfigure(errors="replace")
        else:
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    return sys.stdout


def _write(path: str, text: str, *, force: bool) -> None:
    try:
        write_whole(path, text, replace=force)
    except OSError as error:
        fail(path, (error.strerror or str(error)).lower())


def complain(name: str, reason: str) -> None:
    """Says on standard error what is wrong with an input or output."""
    click.echo(f"reportedly: {one_line(name)}: {one_line(reason, 1000)}", err=True)


def fail(name: str, reason: str) -> NoReturn:
    """Says it and ends the run."""
    complain(name, reason)
    sys.exit(1)
