"""Packages that an extra brings."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def extra(name: str) -> Iterator[None]:
    """Where a package cannot be imported within it, says which extra brings it.

    Raises:
        ImportError: if a package is not there.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        package = (error.name or "another package").partition(".")[0]
        message = f"this needs {package}: pip install 'reportedly[{name}]'"
        raise ImportError(message, name=error.name) from error
