"""What the command reads: texts, and files of records with a text each, one after the other."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import json
import sys
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

STDIN = "-"

_RECORDS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv", ".parquet": "parquet"}
"""Kinds of files of records, by suffix; what has another is one text."""
_IN_FOLDERS = {".txt", *_RECORDS}
"""What is read of a folder."""
_LONGEST = 1 << 30
"""Bytes of a text or a line; more is an error before it fills the memory."""
_ROWS = 1024
"""Rows of a Parquet file decoded at a time."""


@dataclass(frozen=True, slots=True)
class Item:
    """A text of an input, or why it cannot be read; neither where the input says that there is none."""

    name: str
    text: str | None = None
    error: str | None = None
    alone: bool = False  # whether it is all that its file holds


@dataclass(frozen=True, slots=True)
class Fields:
    """Where in a record the text stands, and its name; the place of the record if there is no such field."""

    text: str | None
    name: str | None
    encoding: str


def kind_of(source: str, fields: Fields) -> str:
    """Text, jsonl, csv or parquet; standard input holds JSON lines where a field is asked for."""
    if source == STDIN:
        return "jsonl" if fields.text else "text"
    return _RECORDS.get(_suffix(Path(source)), "text")


def expanded(sources: tuple[str, ...]) -> list[str]:
    """The same, with the files in a folder, and in those below it, in the place of the folder."""
    files: list[str] = []
    for source in sources:
        if source != STDIN and Path(source).is_dir():
            inside = [
                path for path in Path(source).rglob("*") if _suffix(path) in _IN_FOLDERS and path.is_file()
            ]
            files += map(str, sorted(inside)) if inside else [source]
        else:
            files.append(source)
    return files


class Corpus:
    """The items of some files, in order, read as they are asked for."""

    def __init__(self, files: list[str], fields: Fields) -> None:
        self._files, self._fields = files, fields
        sizes = [path.stat().st_size for file in files if (path := Path(file)).is_file() and file != STDIN]
        self.size = None if STDIN in files else sum(sizes)
        self._passed = 0
        self._position: Callable[[], float] = lambda: 0.0

    @property
    def position(self) -> float:
        """Bytes read of the files, as they lie on the disk."""
        try:
            return self._passed + self._position()
        except ValueError:  # the file was closed in between
            return self._passed

    def __iter__(self) -> Iterator[Item]:
        """Yields texts and errors; nothing that is wrong with a file ends the others."""
        for file in self._files:
            read = {"text": self._text, "jsonl": self._jsonl, "csv": self._csv, "parquet": self._parquet}
            place = "standard input" if file == STDIN else file
            try:
                yield from read[kind_of(file, self._fields)](file, place)
            except OSError as error:
                yield Item(place, error=_reason(error), alone=True)
            except (EOFError, zlib.error, ValueError) as error:  # a cut archive, a NUL in the name
                yield Item(place, error=str(error), alone=True)
            self._position = lambda: 0.0
            if file != STDIN and Path(file).is_file():
                self._passed += Path(file).stat().st_size

    @contextmanager
    def _open(self, file: str) -> Iterator[IO[bytes]]:
        if file == STDIN:
            yield sys.stdin.buffer
            return
        with Path(file).open("rb") as raw:
            self._position = raw.tell
            if file.endswith(".gz"):
                with gzip.open(raw) as unpacked:
                    yield cast("IO[bytes]", unpacked)
            else:
                yield raw

    def _text(self, file: str, place: str) -> Iterator[Item]:
        with self._open(file) as opened:
            data = opened.read(_LONGEST + 1)
        if len(data) > _LONGEST:
            yield Item(place, error="is longer than 1 GiB", alone=True)
            return
        try:
            text = data.decode(self._fields.encoding).removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            yield Item(place, error=_undecodable(data, error), alone=True)
        else:
            yield Item(place, text, alone=True)

    def _jsonl(self, file: str, place: str) -> Iterator[Item]:
        with self._open(file) as opened:
            for number, line in enumerate(_lines(opened), 1):
                name = f"{place}:{number}"
                if line is None:
                    yield Item(name, error="is a line longer than 1 GiB")
                elif not line.isspace():
                    yield self._parsed(name, line)

    def _parsed(self, name: str, line: bytes) -> Item:
        try:
            record = json.loads(line.decode(self._fields.encoding).removeprefix("\ufeff"))
        except (ValueError, RecursionError) as error:
            return Item(name, error=f"is no JSON: {error}")
        if not isinstance(record, dict):
            return Item(name, error=f"expected a JSON object, found {type(record).__name__}")
        return self._item(name, record)

    def _csv(self, file: str, place: str) -> Iterator[Item]:
        csv.field_size_limit(min(_LONGEST, sys.maxsize))
        with self._open(file) as opened:
            lines = io.TextIOWrapper(opened, self._fields.encoding, newline="")
            number = 0
            try:
                header = lines.readline().removeprefix("\ufeff")
                names = next(csv.reader([header], delimiter=(delimiter := _delimiter(header))), [])
                for number, cells in enumerate(csv.reader(lines, delimiter=delimiter), 1):
                    if cells:
                        yield self._item(f"{place}:{number}", dict(zip(names, cells, strict=False)))
            except (csv.Error, UnicodeDecodeError) as error:
                yield Item(f"{place}:{number + 1}", error=f"{error}; what follows in this file is not read")
            finally:
                if not lines.closed:
                    lines.detach()

    def _parquet(self, file: str, place: str) -> Iterator[Item]:
        import pyarrow as pa  # noqa: PLC0415 - an extra; the command has looked for it
        import pyarrow.parquet as pq  # noqa: PLC0415

        number, size = 0, Path(file).stat().st_size
        try:
            with pq.ParquetFile(file) as opened:
                total = max(opened.metadata.num_rows, 1)
                self._position = lambda: size * number / total
                names = opened.schema_arrow.names
                columns = [name for name in (self._fields.text, self._fields.name) if name in names]
                if self._fields.text not in names:
                    columns = names  # for the message
                for batch in opened.iter_batches(_ROWS, columns=columns):
                    for record in batch.to_pylist():
                        number += 1
                        yield self._item(f"{place}:{number}", record)
        except pa.ArrowException as error:
            yield Item(place, error=f"is no Parquet file: {error}", alone=True)

    def _item(self, name: str, record: dict[str, object]) -> Item:
        for field in (self._fields.text, self._fields.name):
            if field is not None and field not in record:
                return Item(
                    name, error=f"has no field {field!r}; it has {', '.join(map(str, record)) or 'none'}"
                )
        text = record[self._fields.text or ""]
        named = record[self._fields.name] if self._fields.name else None
        if text is None or isinstance(text, str):
            return Item(name if named is None else str(named), text)
        return Item(
            name, error=f"the field {self._fields.text!r} holds {type(text).__name__}; expected a string"
        )


def _suffix(path: Path) -> str:
    return Path(path.stem if path.suffix == ".gz" else path.name).suffix.lower()


def _lines(opened: IO[bytes]) -> Iterator[bytes | None]:
    """The lines of a file; `None` for one that is too long, the rest of which is passed over."""
    while line := opened.readline(_LONGEST):
        if len(line) < _LONGEST or line.endswith(b"\n"):
            yield line
            continue
        yield None
        while (rest := opened.readline(1 << 20)) and not rest.endswith(b"\n"):
            pass


def _delimiter(header: str) -> str:
    """What parts the columns: the most frequent of those in use."""
    return max(",;\t", key=header.count)


def _reason(error: OSError) -> str:
    if isinstance(error, IsADirectoryError):
        return f"is a folder without files to read ({', '.join(sorted(_IN_FOLDERS))}, also with .gz)"
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    return (error.strerror or str(error)).lower()


def _undecodable(data: bytes, error: UnicodeDecodeError) -> str:
    at = error.start
    line = data.count(b"\n", 0, at) + 1
    column = at - (data.rfind(b"\n", 0, at) + 1) + 1
    message = f"byte 0x{data[at]:02x} at line {line}, byte {column} is not valid {error.encoding}"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return f"{message}; the file begins as UTF-16 does: try --encoding utf-16"
    if b"\0" in data[:1024] or data.startswith(b"%PDF"):
        return f"{message}; expected a text file, this one is binary"
    return f"{message}; expected text in that encoding: try --encoding windows-1252, or another"
