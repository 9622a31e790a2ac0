"""Which analyzer reads where the user gave none: made once a table, with no more layers than that needs."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from reportedly import Analyzer

if TYPE_CHECKING:
    from reportedly._native import _Of as Of


@lru_cache
def analyzer_for(of: Of) -> Analyzer:
    """The default analyzer for the table `of`; `documents` and `sentences` tell of all layers."""
    layer = "attributions" if of == "sources" else of
    return Analyzer(layers=None if of in {"documents", "sentences"} else [layer])
