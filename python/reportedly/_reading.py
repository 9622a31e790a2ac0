"""Which analyzer reads where the user gave none: made once a table, with no more layers than that needs."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from reportedly import Analyzer

if TYPE_CHECKING:
    from reportedly.labels import TableName


@lru_cache
def analyzer_for(of: TableName) -> Analyzer:
    """The default analyzer for the table `of`; `documents` and `sentences` tell of all layers."""
    match of:
        case "documents" | "sentences":
            return Analyzer()
        case "sources":
            return Analyzer(layers=["attributions"])
        case _:
            return Analyzer(layers=[of])
