"""Documents as HTML: the text with its marks, the table of claims, pages of several documents.

The HTML is static: no script, no link to anything outside, everything from the text escaped. Cues, sources,
contents and entities differ by form (fill, underline, brackets, frame, sign), not by colour alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from reportedly._files import write_whole
from reportedly._layers import layered
from reportedly._marks import chip, marks
from reportedly._native import __version__
from reportedly._visible import one_line
from reportedly._words import CUE_SIGNS, FACTUALITY, STATUS_SIGNS, counted, who

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from reportedly._native import Claim, Document

__all__ = ["document_html", "page", "render"]

MOST_CHARACTERS = 100_000
"""Code points of a document that are shown."""
MOST_HTML = 2_000_000
"""Code units of HTML after which a document's text is cut."""
MOST_CLAIMS = 300
"""Rows of the table of claims."""
OPEN_CLAIMS = 60
"""A longer table of claims starts folded."""


def _css(name: str) -> str:
    """A style sheet of the package, comments and indentation left out."""
    text = files("reportedly").joinpath(name).read_text(encoding="utf-8")
    return re.sub(r"/\*.*?\*/|\n\s*", "", text, flags=re.DOTALL)


_DISPLAY_CSS = _css("display.css")
_PAGE_CSS = _css("page.css")


def document_html(doc: Document) -> str:
    """One document as a piece of HTML with its style: what a notebook shows.

    Shows at most 100,000 code points, 2 MB of marked text and 300 claims, and says so where it cuts.
    """
    return f'<div class="reportedly"><style>{_DISPLAY_CSS}</style>{_body(doc)}</div>'


def page(
    docs: Document | Iterable[Document], title: str = "reportedly", names: Sequence[str] | None = None
) -> str:
    """A whole HTML page with one or more documents.

    Args:
        docs: the documents, or one alone.
        title: the page's title.
        names: a heading for each document.

    Raises:
        ValueError: if there are more or fewer names than documents.
    """
    docs = list(docs) if isinstance(docs, Iterable) else [docs]
    names = names or [f"Document {number}" for number in range(1, len(docs) + 1)]
    if len(names) != len(docs):
        message = f"{len(docs)} documents but {len(names)} names; expected one name for each document"
        raise ValueError(message)
    headings = [escape(one_line(name)) for name in names]
    sections = [f'<div class="reportedly">{_body(doc)}</div>' for doc in docs]
    contents = ""
    if len(docs) > 1:
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
) -> None:
    """Writes [`page`][reportedly.display.page] to `path`, whole or not at all; replaces a file that is there.

    Raises:
        OSError: if it cannot be written.
        ValueError: if there are more or fewer names than documents.
    """
    write_whole(path, page(docs, title, names), replace=True)


def _body(doc: Document) -> str:
    text = doc.text
    end = min(len(text), MOST_CHARACTERS)
    html, shown = layered(text, marks(doc, text, end), end, MOST_HTML)
    cut = shown < len(text)
    note = _note(f"The first {shown:,} of {len(text):,} characters are shown.") if cut else ""
    return (
        f'<p class="rp-sum">{_summary(doc)}</p>'
        f'<div role="group" aria-label="Text with its marks">{html}</div>{note}'
        f"{_legend(doc)}{_claims(doc, text)}"
    )


def _note(text: str) -> str:
    return f'<p class="rp-note" role="note">{text}</p>'


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


def _legend(doc: Document) -> str:
    """What the marks mean, for the layers of this document."""
    parts: list[str] = []
    if any(sentence.status for sentence in doc.sentences[:1]):
        parts += [f"{chip(status, 0.5)}{status}" for status in STATUS_SIGNS]
        parts.append("a chip is filled as far as the writer is certain")
    if "attributions" in doc.layers:
        parts.append('<cite>source<sup>1</sup></cite> <span class="rp-verb">says</span>')
        parts.append('<span class="rp-content rp-opens rp-ends"><sup>1</sup>what it says</span>')
    if "entities" in doc.layers:
        parts.append('<span class="rp-name">entity<sup>KIND</sup></span>')
    if "hedges" in doc.layers:
        parts += [
            f'<mark class="rp-{kind}">{kind}<sup>{sign}</sup></mark>' for kind, sign in CUE_SIGNS.items()
        ]
        strengths = [
            f'<mark class="rp-{strength}">{strength}</mark>' for strength in ("low", "medium", "high")
        ]
        parts.append(f"{' '.join(strengths)} strength")
    items = " ".join(f"<span>{part}</span>" for part in parts)
    return f'<div class="rp-legend" role="note" aria-label="Legend">{items}</div>' if parts else ""


def _claims(doc: Document, text: str) -> str:
    """The table of claims: what is claimed, by whom, how surely, about whom."""
    if "claims" not in doc.layers:
        return ""
    claims = doc.claims
    rows = "".join(_claim(claim, text) for claim in claims[:MOST_CLAIMS])
    cut = len(claims) > MOST_CLAIMS
    note = _note(f"The first {MOST_CLAIMS} of {len(claims):,} claims are shown.") if cut else ""
    return (
        f"<details{' open' if len(claims) <= OPEN_CLAIMS else ''}>"
        f"<summary>{counted(len(claims), 'claim')}</summary>"
        '<table><thead><tr><th scope="col">Claim</th><th scope="col">Who says so</th>'
        '<th scope="col">How sure</th><th scope="col">About</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>{note}</details>"
    )


def _claim(claim: Claim, text: str) -> str:
    said = " … ".join(one_line(text[span.start : span.end], 400) for span in claim.spans)
    source = escape(who(claim.chain, text)) if claim.chain else '<span class="rp-none">the writer</span>'
    sure = escape(FACTUALITY.get(claim.factuality, claim.factuality))
    about = claim.about.name if claim.about else ""
    others = dict.fromkeys(mention.name for mention in claim.entities if mention.name != about)
    names = [f"<b>{escape(one_line(about, 60))}</b>"] if about else []
    names += [escape(one_line(name, 60)) for name in list(others)[:6]]
    whom = ", ".join(names) or '<span class="rp-none">–</span>'
    return (
        f'<tr><td>{escape(said)}</td><td data-of="Who:">{source}</td>'
        f'<td data-of="How sure:">{sure} <span class="rp-number">{claim.certainty:.2f}</span>'
        f'<span class="rp-meter" style="--rp-c:{claim.certainty:.2f}"></span></td>'
        f'<td data-of="About:">{whom}</td></tr>'
    )
