"""What the command writes: a report, documents or rows, in the form that was asked for."""

from __future__ import annotations

import csv
import json
import textwrap
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from reportedly._visible import one_line, visible, visible_json
from reportedly.cli.report import print_report

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reportedly import Table
    from reportedly.cli.batches import Batch
    from reportedly.labels import TableName


SCREEN_COLUMNS: dict[TableName, list[str]] = {
    "documents": ["doc", "sentences", "hedged", "attributed", "claims", "certainty"],
    "sentences": ["sentence", "status", "certainty", "text"],
    "entities": ["sentence", "text", "name", "label", "id", "via"],
    "hedges": ["sentence", "text", "type", "strength", "negated", "scope"],
    "attributions": ["sentence", "source", "cue", "content", "type", "stance"],
    "claims": ["sentence", "text", "chain", "factuality", "certainty", "about"],
    "sources": ["source", "statements", "words", "hedged"],
}
"""The columns of each table that fit a screen; `--json` and `--csv` give them all."""


_GAP = 2
"""Between columns on a screen."""
_SHORT = 12
"""A column that needs no more gets it."""
_LEAST = 8
"""No column gets less, unless it needs less."""


class Output(ABC):
    """Takes batches one after the other."""

    @abstractmethod
    def add(self, batch: Batch) -> int:
        """Writes what is found in a batch, or keeps it for the end; says how many rows or documents."""

    def close(self) -> None:  # noqa: B027 - most keep nothing
        """Writes what was kept, if anything was."""


class WhileRead(Output):
    """Writes as long as the other end of the pipe is open, and lets the run go on for what else it writes."""

    def __init__(self, output: Output) -> None:
        self._output: Output | None = output

    def add(self, batch: Batch) -> int:
        """Says 0 once nobody reads any more."""
        return self._write(lambda output: output.add(batch)) or 0

    def close(self) -> None:
        """Writes what was kept, if anybody still reads."""
        self._write(lambda output: output.close())

    def _write(self, write: Callable[[Output], int | None]) -> int | None:
        try:
            return write(self._output) if self._output else None
        except BrokenPipeError:
            self._output = None
            return None


class Reports(Output):
    """A report for people."""

    def __init__(self, out: TextIO) -> None:
        self._console = _console(out)

    def add(self, batch: Batch) -> int:
        for name, doc in batch.documents:
            print_report(self._console, doc, name)
        return len(batch.documents)


class Summaries(Output):
    """A few lines a document, under its name."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def add(self, batch: Batch) -> int:
        for name, doc in batch.documents:
            self._out.write(f"{one_line(name)}\n{textwrap.indent(visible(doc.summary()), '  ')}\n\n")
        return len(batch.documents)


class JsonDocuments(Output):
    """A line a document: its name as `doc`, then all that `Document.to_json` gives."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def add(self, batch: Batch) -> int:
        for name, doc in batch.documents:
            self._out.write(visible_json(f'{{"doc":{json.dumps(name)},{doc.to_json()[1:]}') + "\n")
        return len(batch.documents)


class JsonRows(Output):
    """A line a finding."""

    def __init__(self, out: TextIO, of: TableName) -> None:
        self._out, self._of = out, of

    def add(self, batch: Batch) -> int:
        rows = _rows(batch.table(self._of))
        for row in rows:
            self._out.write(visible_json(json.dumps(row, ensure_ascii=False)) + "\n")
        return len(rows)


class CsvRows(Output):
    """A record a finding; several values in one field are parted by " | ".

    A text that a spreadsheet would run as a formula gets an apostrophe in front, which no spreadsheet shows.
    """

    def __init__(self, out: TextIO, of: TableName, columns: list[str] | None) -> None:
        self._writer = csv.writer(out, lineterminator="\n")
        self._of: TableName = of
        self._shown = visible if out.isatty() else str
        if columns:
            self._writer.writerow(columns)

    def add(self, batch: Batch) -> int:
        rows = _rows(batch.table(self._of))
        for row in rows:
            self._writer.writerow([self._shown(_harmless(value)) for value in row.values()])
        return len(rows)


class ParquetRows(Output):
    """A file of one batch, in the columns of the table."""

    def __init__(self, path: Path, of: TableName, table: Table) -> None:
        import pyarrow as pa  # noqa: PLC0415 - an extra; the command has looked for it
        import pyarrow.parquet as pq  # noqa: PLC0415

        self._of: TableName = of
        self._schema = pa.table(table).drop_columns("row").schema
        self._writer = pq.ParquetWriter(path, self._schema)

    def add(self, batch: Batch) -> int:
        table = batch.table(self._of)
        if table is None:
            return 0
        self._writer.write_table(table.to_arrow().drop_columns("row"))
        return len(table)

    def close(self) -> None:
        self._writer.close()


class TableRows(Output):
    """A table for people: the findings of all documents, in the columns that fit a screen."""

    def __init__(self, out: TextIO, of: TableName) -> None:
        self._console = _console(out)
        self._of: TableName = of
        self._rows: list[dict[str, object]] = []

    def add(self, batch: Batch) -> int:
        rows = _rows(batch.table(self._of))
        self._rows += rows
        return len(rows)

    def close(self) -> None:
        columns = SCREEN_COLUMNS[self._of]
        if "doc" not in columns and len({row["doc"] for row in self._rows}) > 1:
            columns = ["doc", *columns]
        cells = [[one_line(_cell(row[column]), 2000) for column in columns] for row in self._rows]
        grid = Grid(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="bold")
        for column, width in zip(columns, _widths(columns, cells, self._console.width), strict=True):
            grid.add_column(column, overflow="fold", width=width)
        for line in cells:
            grid.add_row(*map(Text, line))
        self._console.print(grid)


def _widths(columns: list[str], cells: list[list[str]], room: int) -> list[int]:
    """Cells for each column: short ones get what they need, long ones share the rest, texts twice as much."""
    needs = [max(map(len, column)) for column in zip(columns, *cells, strict=True)]
    wide = {"text", "content"}
    named = zip(columns, needs, strict=True)
    shares = [0 if need <= _SHORT else 2 if name in wide else 1 for name, need in named]
    rest = room - _GAP * len(columns) - sum(need for need in needs if need <= _SHORT)
    unit = max(rest // max(sum(shares), 1), _LEAST)
    return [min(need, share * unit) if share else need for need, share in zip(needs, shares, strict=True)]


def _rows(table: Table | None) -> list[dict[str, object]]:
    """The rows of a table, which are named and need no number."""
    rows = table.to_pylist() if table else []
    for row in rows:
        del row["row"]
    return rows


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Left to the command: rich would end the process, and with an error."""
        raise BrokenPipeError


def _console(out: TextIO) -> Console:
    return _Console(file=out, highlight=False, markup=False, emoji=False)


def _harmless(value: object) -> str:
    cell = _cell(value)
    is_formula = isinstance(value, str | list) and cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    return f"'{cell}" if is_formula else cell


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return f"{value:.3f}".rstrip("0").rstrip(".") or "0"
        case list():
            return " | ".join(_cell(item) or "–" for item in value)
        case _:
            return str(value)
