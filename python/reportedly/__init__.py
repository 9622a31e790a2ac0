"""Reads English news and says what is claimed, who claims it, how sure they are, and about whom.

    import reportedly as rp

    doc = rp.analyze("Police said the fire may have been started on purpose.")
    for claim in doc.claims:
        print(claim.text, claim.chain, claim.factuality, claim.certainty)

Offsets are code points, half open: `doc.text[found.start:found.end] == found.text` for all that is found.
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
    "render",
    "sentences",
]

TYPE_CHECKING = False  # `typing` itself would cost a third of the import
if TYPE_CHECKING:
    from reportedly import comparison, display, explanations
    from reportedly import plots as plots  # not in `__all__`; see below
    from reportedly.comparison import compare
    from reportedly.display import render


def __getattr__(name: str) -> object:
    """What is imported on first use, so that `import reportedly` stays quick."""
    if name in {"display", "render"}:
        import reportedly.display as module  # noqa: PLC0415

        globals().update(display=module, render=module.render)
        return globals()[name]
    if name in {"compare", "comparison"}:
        import reportedly.comparison as comparison_module  # noqa: PLC0415

        globals().update(comparison=comparison_module, compare=comparison_module.compare)
        return globals()[name]
    if name == "explanations":
        import reportedly.explanations  # noqa: PLC0415

        return reportedly.explanations
    if name == "plots":  # not in `__all__`: it needs an extra, which a star or `help` shall not ask for
        import reportedly.plots  # noqa: PLC0415

        return reportedly.plots
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return __all__
