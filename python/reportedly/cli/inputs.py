"""What the command reads: text files and standard input."""

from __future__ import annotations

import codecs
import sys
from pathlib import Path

STDIN = "-"


class InputError(Exception):
    """An input that cannot be read; the message says why, and does not name the input."""


def name_of(source: str) -> str:
    """How reports call an input."""
    return "standard input" if source == STDIN else source


def read(source: str, encoding: str) -> str:
    """The text of a file, or of standard input for `-`; its offsets are those of the decoded file.

    Line ends stay as they are. A byte order mark at the start is left out.

    Raises:
        InputError: if it cannot be read or decoded.
    """
    try:
        data = sys.stdin.buffer.read() if source == STDIN else Path(source).read_bytes()
    except OSError as error:
        raise InputError(_reason(error)) from error
    except ValueError as error:  # a NUL in the name
        raise InputError(str(error)) from error
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise InputError(_undecodable(data, error)) from error


def _reason(error: OSError) -> str:
    if isinstance(error, IsADirectoryError):
        return "is a folder; expected a text file"
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
