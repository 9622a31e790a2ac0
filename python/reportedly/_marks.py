"""The marks of a document: which element shows what was found, and what hovering over it says."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, TypeVar

from reportedly._layers import Mark
from reportedly._visible import one_line
from reportedly._words import CUE_SIGNS, STATUS_SIGNS, who

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportedly._native import Attribution, Document, Hedge, Mention, Sentence

    _Found = TypeVar("_Found", Sentence, Attribution, Mention, Hedge)

# Elements of a lower rank stand around those of a higher one.
_PARAGRAPH, _SENTENCE, _CONTENT, _SOURCE, _ENTITY, _CUE = range(6)

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")


def marks(doc: Document, text: str, end: int) -> Iterator[Mark]:
    """All marks that begin before code point `end` of `text`, which is the document's."""
    sentences = _before(doc.sentences, end)
    yield from _paragraphs(text, end, sentences)
    for sentence in sentences:
        sign = chip(sentence.status, sentence.certainty)
        yield Mark(sentence.start, sentence.end, _SENTENCE, "span", "rp-s", before=sign)
    yield from _attributions(_before(doc.attributions, end), text)
    seen: set[str] = set()
    for mention in _before(doc.entities, end):
        yield _entity(mention, first=mention.id not in seen)
        seen.add(mention.id)
    for hedge in _before(doc.hedges, end):
        yield _hedge(hedge)


def chip(status: str | None, certainty: float | None) -> str:
    """The sign before a sentence: its status, filled as far as the writer is certain."""
    if status is None:
        return ""
    label = status if certainty is None else f"{status}, certainty {certainty:.2f}"
    return (
        f'<span class="rp-chip rp-{status}" role="img" aria-label="{label}" title="{label}"'
        f' style="--rp-c:{certainty or 0:.2f}">{STATUS_SIGNS.get(status, "")}</span>'
    )


def _before(found: Sequence[_Found], end: int) -> list[_Found]:
    return [item for item in found if item.start < end]


def _paragraphs(text: str, end: int, sentences: Sequence[Sentence]) -> Iterator[Mark]:
    """What stands between blank lines; the first is a headline where it is one sentence without a stop."""
    start = 0
    for gap in [*_BLANK_LINE.finditer(text, 0, end), None]:
        stop = gap.start() if gap else end
        if text[start:stop].strip():
            inside = [s for s in sentences[:2] if s.start < stop] if start == 0 else []
            headline = gap and len(inside) == 1 and inside[0].reason in {"line", "paragraph"}
            yield Mark(start, stop, _PARAGRAPH, "p", "rp-head" if headline else "rp-p")
        start = gap.end() if gap else end


def _attributions(found: Sequence[Attribution], text: str) -> Iterator[Mark]:
    """Sources, cues and pieces of content, tied together by the number of their attribution."""
    sources: dict[tuple[int, int], list[tuple[int, str]]] = {}
    for number, attribution in enumerate(found, 1):
        cue, source = attribution.cue, attribution.source
        said = f"“{one_line(text[cue.start : cue.end], 40)}”" if cue else "no cue"
        title = f"{number}. {who(attribution.chain, text)}: {said}, {attribution.type}, {attribution.stance}"
        sign = f"<sup>{number}</sup>"
        if source:
            known = title + _identity(attribution, text)
            sources.setdefault((source.start, source.end), []).append((number, known))
        if cue:
            after = "" if source else sign
            yield Mark(cue.start, cue.end, _SOURCE, "span", "rp-verb", f"says so: {title}", after=after)
        for piece in attribution.content:
            classes = f"rp-content rp-{attribution.stance}"
            yield Mark(piece.start, piece.end, _CONTENT, "span", classes, title, before=sign)
    for (start, end), numbered in sources.items():  # one that says several things has all their numbers
        sign = f"<sup>{', '.join(str(number) for number, _ in numbered)}</sup>"
        title = " · ".join(title for _, title in numbered)
        yield Mark(start, end, _SOURCE, "cite", "rp-source", f"source {title}", after=sign)


def _identity(attribution: Attribution, text: str) -> str:
    """Whom a source means, as far as that is known."""
    meant = ""
    if resolved := attribution.resolved:
        meant = f" = {one_line(text[resolved.start : resolved.end], 60)}"
    if attribution.source_entity:
        meant += f" ({one_line(attribution.source_entity.name, 60)})"
    return meant


def _entity(mention: Mention, *, first: bool) -> Mark:
    parts = [one_line(mention.name, 80), one_line(mention.label, 40), one_line(mention.id, 60)]
    parts.append(f"by {mention.via}")
    if mention.candidates:
        parts.append(f"or {one_line(', '.join(mention.candidates[:5]), 80)}")
    label = f"<sup>{escape(one_line(mention.label, 12))}</sup>" if first else ""
    return Mark(mention.start, mention.end, _ENTITY, "span", "rp-name", " · ".join(parts), after=label)


def _hedge(hedge: Hedge) -> Mark:
    parts = [hedge.type, hedge.strength or "", "negated" if hedge.negated else ""]
    parts.append(f"probability {hedge.probability:.2f}")
    if hedge.scope:
        parts.append(f"reaches over “{one_line(hedge.scope.text, 90)}”")
    classes = f"rp-{hedge.type}" + (f" rp-{hedge.strength}" if hedge.strength else "")
    sign = ("¬" if hedge.negated else "") + CUE_SIGNS.get(hedge.type, hedge.type)
    title = " · ".join(filter(None, parts))
    return Mark(hedge.start, hedge.end, _CUE, "mark", classes, title, after=f"<sup>{sign}</sup>")
