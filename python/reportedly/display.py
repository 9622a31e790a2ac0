"""Documents and tables as HTML: the text with its marks, what was found, pages of several documents.

The HTML is static: no script, no link to anything outside, everything from the text escaped. Cues, sources,
contents and entities differ by form (fill, underline, brackets, frame, sign), not by colour alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from difflib import get_close_matches
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from reportedly._files import write_whole
from reportedly._layers import layered
from reportedly._marks import STYLES, chip, marks
from reportedly._native import Document, __version__
from reportedly._tables import columns, findings, note
from reportedly._visible import one_line
from reportedly._words import CUE_SIGNS, FACTUALITY, HELD, STATUS_SIGNS, counted

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from reportedly._native import Table
    from reportedly.labels import Style

__all__ = ["document_html", "in_notebook", "page", "render", "table_html"]

MOST_CHARACTERS = 100_000
"""Code points of a document that are shown."""
MOST_HTML = 2_000_000
"""Code units of HTML after which a document's text is cut."""


def _css(name: str) -> str:
    """A style sheet of the package, comments and indentation left out."""
    text = files("reportedly").joinpath(name).read_text(encoding="utf-8")
    return re.sub(r"/\*.*?\*/|\n\s*", "", text, flags=re.DOTALL)


_DISPLAY_CSS = _css("display.css")
_PAGE_CSS = _css("page.css")


def document_html(doc: Document, style: Style = "all") -> str:
    """One document as a piece of HTML with its style sheet: what a notebook shows.

    Shows at most 100,000 code points, 2 MB of marked text and 300 findings in its table, and says so where it
    cuts; folds what stands behind the first 8,000 code points.

    Args:
        doc: the document.
        style: what is marked: `all`, or `entities`, `hedges` (with their scopes), `attributions` or `claims`.

    Raises:
        ValueError: for an unknown style, or one whose layer was not read.
    """
    return _styled(_body(doc, style))


def table_html(table: Table, types: Sequence[tuple[str, str]]) -> str:
    """The first ten rows of a table as a piece of HTML; `types` are its columns, each with its type."""
    return _styled(columns(table, types))


def in_notebook(html: str) -> None:
    """Shows HTML in the notebook's cell.

    Raises:
        ImportError: if IPython is not installed.
    """
    try:
        from IPython.display import HTML, display  # noqa: PLC0415
    except ImportError as error:
        message = (
            "jupyter=True needs a notebook: pip install ipython, or take the string that jupyter=False gives"
        )
        raise ImportError(message) from error
    display(HTML(html))


def _styled(html: str) -> str:
    return f'<div class="reportedly"><style>{_DISPLAY_CSS}</style>{html}</div>'


def page(
    docs: Document | Iterable[Document],
    title: str = "reportedly",
    names: Sequence[str] | None = None,
    style: Style = "all",
) -> str:
    """A whole HTML page with one or more documents.

    Args:
        docs: the documents, or one alone.
        title: the page's title.
        names: a heading for each document.
        style: what is marked; see [`document_html`][reportedly.display.document_html].

    Raises:
        TypeError: for what is no document.
        ValueError: if there are more or fewer names than documents, for an unknown style, or one whose layer
            was not read.
    """
    given: list[Any] = list(docs) if isinstance(docs, Iterable) else [docs]
    for doc in given:
        if not isinstance(doc, Document):
            message = f"docs must be a Document or several, as analyze(text) gives, not {type(doc).__name__}"
            raise TypeError(message)
    names = names or [f"Document {number}" for number in range(1, len(given) + 1)]
    if len(names) != len(given):
        message = f"{len(given)} documents but {len(names)} names; expected one name for each document"
        raise ValueError(message)
    headings = [escape(one_line(name)) for name in names]
    sections = [f'<div class="reportedly">{_body(doc, style)}</div>' for doc in given]
    contents = ""
    if len(given) > 1:
        contents = "".join(f'<li><a href="#d{n}">{heading}</a></li>' for n, heading in enumerate(headings, 1))
        contents = f'<nav aria-label="Documents"><ol>{contents}</ol></nav>'
        sections = [
            f'<section id="d{n}"><h2>{heading}</h2>{section}</section>'
            for n, (heading, section) in enumerate(zip(headings, sections, strict=True), 1)
        ]
    return _PAGE.format(
        title=escape(one_line(title)),
        style=_DISPLAY_CSS + _PAGE_CSS,
        contents=contents,
        sections="\n".join(sections),
        version=escape(__version__),
    )


_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
<h1>{title}</h1>
{contents}
{sections}
</main>
<footer>Read by reportedly {version}. Marks are found by rules and models, and may be wrong.</footer>
</body>
</html>
"""


def render(
    docs: Document | Iterable[Document],
    path: str | os.PathLike[str],
    title: str = "reportedly",
    names: Sequence[str] | None = None,
    style: Style = "all",
) -> None:
    """Writes [`page`][reportedly.display.page] to `path`, whole or not at all; replaces a file that is there.

    Raises:
        OSError: if it cannot be written.
        TypeError, ValueError: as [`page`][reportedly.display.page] does.
    """
    write_whole(path, page(docs, title, names, style), replace=True)


def _body(doc: Document, style: Style) -> str:
    _check(doc, style)
    text = doc.text
    end = min(len(text), MOST_CHARACTERS)
    html, shown = layered(text, marks(doc, text, end, style), end, MOST_HTML)
    cut = note(f"The first {shown:,} of {len(text):,} characters are shown.") if shown < len(text) else ""
    return (
        f'<p class="rp-sum">{_summary(doc)}</p>'
        f'<div role="group" aria-label="Text with its marks">{html}</div>{cut}'
        f"{_legend(doc, style)}{findings(doc, text, style)}"
    )


def _check(doc: Document, style: Style) -> None:
    if style not in STYLES:
        near = get_close_matches(style, STYLES, n=1)
        meant = f" (did you mean {near[0]!r}?)" if near else ""
        message = f"unknown style {style!r}{meant}; expected one of: {', '.join(STYLES)}"
        raise ValueError(message)
    if style not in {"all", *doc.layers}:
        message = f'the layer {style} was not read: ask for it with layers=["{style}"]'
        raise ValueError(message)


def _summary(doc: Document) -> str:
    """Counts, on one line."""
    statuses: Counter[str | None] = Counter(sentence.status for sentence in doc.sentences)
    shares = ", ".join(f"{statuses[status]:,} {status}" for status in STATUS_SIGNS if statuses[status])
    parts = [counted(len(doc.sentences), "sentence") + (f" ({shares})" if shares else "")]
    found = {
        "hedge cue": (doc.hedges, "hedges"),
        "attribution": (doc.attributions, "attributions"),
        "mention": (doc.entities, "entities"),
        "claim": (doc.claims, "claims"),
    }
    parts += [counted(len(items), one) for one, (items, layer) in found.items() if layer in doc.layers]
    return " · ".join(parts)


def _legend(doc: Document, style: str) -> str:
    """What the marks mean: those of this style, for the layers of this document."""
    shown = {*doc.layers} if style == "all" else {style}
    parts: list[str] = []
    if style != "entities" and any(sentence.status for sentence in doc.sentences[:1]):
        parts += [f"{chip(status, 0.5)}{status}" for status in STATUS_SIGNS]
        parts.append("a chip is filled as far as the writer is certain")
    if "attributions" in shown:
        parts.append('<cite>source<sup>1</sup></cite> <span class="rp-verb">says</span>')
        stances = {"neutral": "what it says", "doubted": "doubted", "denied": "denied"}
        parts += [
            f'<span class="rp-content rp-{stance} rp-opens rp-ends"><sup>1</sup>{words}</span>'
            for stance, words in stances.items()
        ]
    if "entities" in shown:
        parts.append('<span class="rp-name">entity<sup>KIND</sup></span>')
    if "hedges" in shown:
        parts += [
            f'<mark class="rp-{kind}">{kind}<sup>{sign}</sup></mark>' for kind, sign in CUE_SIGNS.items()
        ]
        strengths = [
            f'<mark class="rp-{strength}">{strength}</mark>' for strength in ("low", "medium", "high")
        ]
        parts.append(f"{' '.join(strengths)} strength")
    if style == "hedges":
        parts.append('<span class="rp-scope rp-opens rp-ends">how far a cue reaches</span>')
    if style == "claims":
        for held in ("CT+", "PS+", "U", "CT-"):
            words = f"claim held to be {FACTUALITY[held]}<sup>{held}</sup>"
            parts.append(f'<span class="rp-claim rp-{HELD[held]} rp-opens rp-ends">{words}</span>')
    items = " ".join(f"<span>{part}</span>" for part in parts)
    return f'<div class="rp-legend" role="note" aria-label="Legend">{items}</div>' if parts else ""
