"""Reads English news and says what is claimed, who claims it, how sure they are, and about whom.

Offsets are code points, half open: `doc.text[found.start:found.end] == found.text` for all that is found.

Examples:
    >>> import reportedly as rp
    >>> doc = rp.analyze("Police said the fire may have been started on purpose.")
    >>> for claim in doc.claims:
    ...     print(claim.text, [source.text for source in claim.chain], claim.factuality)
    the fire may have been started on purpose ['Police'] PS+
"""

from reportedly._native import (
    Alias,
    Analyzer,
    Attribution,
    Claim,
    Document,
    Entry,
    Gazetteer,
    GazetteerError,
    Hedge,
    InternalError,
    LexiconError,
    Mention,
    Pipe,
    Sentence,
    Span,
    Table,
    Token,
    __version__,
    analyze,
    sentences,
)

__all__ = [
    "Alias",
    "Analyzer",
    "Attribution",
    "Claim",
    "Document",
    "Entry",
    "Gazetteer",
    "GazetteerError",
    "Hedge",
    "InternalError",
    "LexiconError",
    "Mention",
    "Pipe",
    "Sentence",
    "Span",
    "Table",
    "Token",
    "__version__",
    "analyze",
    "compare",
    "comparison",
    "display",
    "explanations",
    "labels",
    "render",
    "sentences",
]

TYPE_CHECKING = False  # `typing` itself would cost a third of the import
if TYPE_CHECKING:
    from reportedly import comparison, display, explanations, labels
    from reportedly import plots as plots  # not in `__all__`; see below
    from reportedly.comparison import compare
    from reportedly.display import render


# `plots` is not in `__all__`: it needs an extra, which a star or `help` shall not ask for.
_MODULES = {"comparison", "display", "explanations", "labels", "plots"}
_FUNCTIONS = {"compare": "comparison", "render": "display"}


def __getattr__(name: str) -> object:
    """What is imported on first use, so that `import reportedly` stays quick."""
    from importlib import import_module  # noqa: PLC0415

    if name in _MODULES:
        return import_module(f"reportedly.{name}")
    if name in _FUNCTIONS:
        globals()[name] = getattr(import_module(f"reportedly.{_FUNCTIONS[name]}"), name)
        return globals()[name]
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return __all__
