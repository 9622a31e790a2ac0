"""What the command writes: a report, documents or rows, in the form that was asked for."""

from __future__ import annotations

import csv
import json
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from reportedly._visible import one_line, visible, visible_json
from reportedly.cli.report import print_report
from reportedly.cli.rows import Value, rows

if TYPE_CHECKING:
    from reportedly import Document


class Output(ABC):
    """Takes documents one after the other."""

    @abstractmethod
    def add(self, name: str, doc: Document) -> None:
        """Writes one document, or keeps it for the end."""

    def close(self) -> None:  # noqa: B027 - most keep nothing
        """Writes what was kept, if anything was."""


class Reports(Output):
    """A report for people."""

    def __init__(self, out: TextIO) -> None:
        self._console = _console(out)

    def add(self, name: str, doc: Document) -> None:
        print_report(self._console, doc, name)


class JsonDocuments(Output):
    """A line a document: its name as `file`, then all that `Document.to_json` gives."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def add(self, name: str, doc: Document) -> None:
        self._out.write(visible_json(f'{{"file":{json.dumps(name)},{doc.to_json().lstrip()[1:]}\n'))


class JsonRows(Output):
    """A line a finding."""

    def __init__(self, out: TextIO, of: str) -> None:
        self._out, self._of = out, of

    def add(self, name: str, doc: Document) -> None:
        for row in rows(doc, self._of):
            self._out.write(visible_json(json.dumps({"file": name, **row}, ensure_ascii=False)) + "\n")


class CsvRows(Output):
    """A record a finding, with one header; several values in one field are parted by " | "."""

    def __init__(self, out: TextIO, of: str) -> None:
        self._writer = csv.writer(out, lineterminator="\n")
        self._of = of
        self._shown = visible if out.isatty() else str
        self._header = False

    def add(self, name: str, doc: Document) -> None:
        for row in rows(doc, self._of):
            if not self._header:
                self._writer.writerow(["file", *row])
                self._header = True
            self._writer.writerow([self._shown(name), *(self._shown(_cell(value)) for value in row.values())])


class TableRows(Output):
    """A table for people, with the findings of all documents."""

    def __init__(self, out: TextIO, of: str) -> None:
        self._console = _console(out)
        self._of = of
        self._names: set[str] = set()
        self._rows: list[tuple[str, dict[str, Value]]] = []

    def add(self, name: str, doc: Document) -> None:
        self._names.add(name)
        self._rows += [(name, row) for row in rows(doc, self._of)]

    def close(self) -> None:
        if not self._rows:
            self._console.print(f"no {self._of}")
            return
        named = len(self._names) > 1
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
        for column in [*(["file"] if named else []), *self._rows[0][1]]:
            wide = column in {"text", "content", "scope"}
            table.add_column(
                column, overflow="fold", ratio=3 if wide else None, no_wrap=column in {"start", "end"}
            )
        for name, row in self._rows:
            cells = [*([name] if named else []), *(_cell(value) for value in row.values())]
            table.add_row(*(Text(one_line(cell, 2000)) for cell in cells))
        self._console.print(table)


def _console(out: TextIO) -> Console:
    return Console(file=out, highlight=False, markup=False, emoji=False)


def _cell(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return f"{value:.3f}".rstrip("0").rstrip(".") or "0"
        case list():
            return " | ".join(item or "" for item in value)
        case _:
            return str(value)
