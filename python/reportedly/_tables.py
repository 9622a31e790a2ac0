"""Tables below a marked text, and tables of columns in a notebook, as HTML."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from reportedly._marks import steps
from reportedly._visible import one_line
from reportedly._words import FACTUALITY, counted, who

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly._native import Claim, Document, Mention, Table
    from reportedly.explanations import AttributionExplanation

MOST_ROWS = 300
"""Rows of a table of findings."""
OPEN_ROWS = 60
"""A longer table of findings starts folded."""
FIRST_ROWS = 10
"""Rows of a table of columns."""

_FIRST_ITEMS = 4
"""Items of a list in a cell of such a table."""
_WIDE = 24
"""Code points of a cell that may take several lines."""

_NONE = '<span class="rp-none">–</span>'


def note(text: str) -> str:
    """A remark below something that was cut; `text` is HTML."""
    return f'<p class="rp-note" role="note">{text}</p>'


def findings(doc: Document, text: str, style: str) -> str:
    """What was marked as a table that keyboard and screen reader reach: what it is, its values, and why."""
    if style == "entities":
        return _entities(doc)
    if style == "hedges":
        return _hedges(doc)
    if style == "attributions":
        return _attributions(doc, text)
    return _claims(doc, text) if "claims" in doc.layers else ""


def columns(table: Table, types: Sequence[tuple[str, str]]) -> str:
    """The first rows of a table of columns, each column with its type."""
    head = "".join(f'<th scope="col">{escape(name)}<sup>{escape(kind)}</sup></th>' for name, kind in types)
    rows = "".join(
        "<tr>" + "".join(_cell(row[name]) for name, _ in types) + "</tr>"
        for row in table.head(FIRST_ROWS).to_pylist()
    )
    size = f"{counted(len(table), 'row')}, {counted(len(types), 'column')}"
    cut = f"; the first {FIRST_ROWS} are shown" if len(table) > FIRST_ROWS else ""
    return (
        f'<div class="rp-columns" role="region" aria-label="Table" tabindex="0"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>{note(size + cut)}"
    )


def _cell(value: object) -> str:
    if value is None or value == []:
        return f"<td>{_NONE}</td>"
    if isinstance(value, float):
        return f"<td>{value:.3g}</td>"
    if isinstance(value, list):
        items = ["–" if item is None else one_line(str(item), 60) for item in value[:_FIRST_ITEMS]]
        value = ", ".join(items + ["…"] * (len(value) > _FIRST_ITEMS))
    shown = one_line(str(value), 120)
    wide = ' class="rp-wide"' if len(shown) > _WIDE else ""
    return f"<td{wide}>{escape(shown)}</td>"


def _rows(
    heads: Sequence[str], rows: Iterable[Sequence[str]], total: int, one: str, several: str = ""
) -> str:
    """A table of findings; on a narrow page each row is a block, and the heads stand before the cells."""
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    body = "".join(
        f"<tr><td>{first}</td>"
        + "".join(f'<td data-of="{name}:">{cell}</td>' for name, cell in zip(heads[1:], cells, strict=True))
        + "</tr>"
        for first, *cells in rows
    )
    size = counted(total, one, several)
    cut = note(f"The first {MOST_ROWS} of {size} are shown.") if total > MOST_ROWS else ""
    return (
        f"<details{' open' if total <= OPEN_ROWS else ''}><summary>{size}</summary>"
        f'<table class="rp-found"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{cut}</details>'
    )


def _numbered(number: int, words: str) -> str:
    return f'<span class="rp-number">{number}</span> {escape(words)}'


def _sure(label: str, share: float, why: str) -> str:
    """A label with a number from 0 to 1 and its bar; the reasons unfold below it."""
    shown = (
        f'{escape(label)} <span class="rp-number">{share:.2f}</span>'
        f'<span class="rp-meter" style="--rp-c:{share:.2f}"></span>'
    )
    if not why:
        return shown
    return f'<details class="rp-why"><summary>{shown}</summary><pre>{escape(why)}</pre></details>'


def _claims(doc: Document, text: str) -> str:
    """What is claimed, by whom, how surely, about whom."""
    shown = doc.claims[:MOST_ROWS]
    whys = [_unheaded(why) for why in doc._explain("claims", len(shown))] or [""] * len(shown)
    rows = (
        (
            _numbered(number, " … ".join(one_line(text[s.start : s.end], 400) for s in claim.spans)),
            escape(who(claim.chain, text)) if claim.chain else '<span class="rp-none">the writer</span>',
            _sure(FACTUALITY.get(claim.factuality, claim.factuality), claim.certainty, why),
            _whom(claim),
        )
        for number, (claim, why) in enumerate(zip(shown, whys, strict=True), 1)
    )
    return _rows(("Claim", "Who says so", "How sure", "About"), rows, len(doc.claims), "claim")


def _whom(claim: Claim) -> str:
    about = claim.about.name if claim.about else ""
    others = dict.fromkeys(mention.name for mention in claim.entities if mention.name != about)
    names = [f"<b>{escape(one_line(about, 60))}</b>"] if about else []
    names += [escape(one_line(name, 60)) for name in list(others)[:6]]
    return ", ".join(names) or _NONE


def _hedges(doc: Document) -> str:
    shown = doc.hedges[:MOST_ROWS]
    whys = [_unheaded(why) for why in doc._explain("hedges", len(shown))] or [""] * len(shown)
    rows = (
        (
            _numbered(number, one_line(hedge.text, 80)),
            escape(", ".join(filter(None, (hedge.type, hedge.strength, "negated" if hedge.negated else "")))),
            escape(one_line(hedge.scope.text, 200)) if hedge.scope else _NONE,
            _sure("", hedge.probability, why),
        )
        for number, (hedge, why) in enumerate(zip(shown, whys, strict=True), 1)
    )
    return _rows(("Cue", "Kind", "Reaches over", "Probability"), rows, len(doc.hedges), "hedge cue")


def _attributions(doc: Document, text: str) -> str:
    shown = doc.attributions[:MOST_ROWS]
    found: list[AttributionExplanation] = doc._explain("attributions", len(shown))
    whys = [steps(why) for why in found] or [""] * len(shown)
    rows = (
        (
            _numbered(number, who(said.chain, text)),
            escape(one_line(said.cue.text, 80)) if said.cue else _NONE,
            escape(" … ".join(one_line(piece.text, 300) for piece in said.content)),
            _sure(f"{said.type}, {said.stance}", said.confidence, why),
        )
        for number, (said, why) in enumerate(zip(shown, whys, strict=True), 1)
    )
    return _rows(("Who", "Cue", "What", "Confidence"), rows, len(doc.attributions), "attribution")


def _entities(doc: Document) -> str:
    """An entity a row, in the order in which the text names them."""
    groups: dict[str, list[Mention]] = {}
    for mention in doc.entities:
        groups.setdefault(mention.id, []).append(mention)
    rows = (
        (
            escape(one_line(mentions[0].name, 80)),
            escape(one_line(mentions[0].label, 40)),
            escape(one_line(entity, 60)),
            str(len(mentions)),
            escape(one_line(", ".join(dict.fromkeys(mention.text for mention in mentions)), 200)),
        )
        for entity, mentions in list(groups.items())[:MOST_ROWS]
    )
    heads = ("Entity", "Kind", "Id", "Mentions", "Named as")
    return _rows(heads, rows, len(groups), "entity", "entities")


def _unheaded(why: object) -> str:
    """An explanation without its first line, which says again what the row says."""
    return repr(why).partition("\n")[2].replace("\n  ", "\n").removeprefix("  ")
