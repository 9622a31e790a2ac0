"""The marks of a document: which element shows what was found, and what hovering over it says."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, TypeVar, get_args

from reportedly._layers import Mark
from reportedly._visible import one_line
from reportedly._words import CUE_SIGNS, HELD, STATUS_SIGNS, who
from reportedly.labels import Style

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportedly._native import Attribution, Claim, Document, Hedge, Mention, Sentence
    from reportedly.explanations import AttributionExplanation, ClaimExplanation, HedgeExplanation

    _Found = TypeVar("_Found", Sentence, Attribution, Mention, Hedge, Claim)

STYLES = get_args(Style)
"""What can be marked: a layer, or what of all of them can be told apart in one picture."""

FOLD_AT = 8_000
"""Code points after which the rest of a text is folded, at the next paragraph or sentence."""
_LEAST_FOLDED = 2_000
"""Code points of a rest that is worth folding."""

# Elements of a lower rank stand around those of a higher one.
_FOLD, _PARAGRAPH, _SENTENCE, _CONTENT, _SOURCE, _ENTITY, _CUE = range(7)

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")


def marks(doc: Document, text: str, end: int, style: str) -> Iterator[Mark]:
    """All marks of a style that begin before code point `end` of `text`, which is the document's."""
    sentences = _before(doc.sentences, end)
    paragraphs = list(_paragraphs(text, end, sentences))
    yield from _folded(paragraphs, sentences, end)
    yield from paragraphs
    for sentence in sentences:
        sign = "" if style == "entities" else chip(sentence.status, sentence.certainty)
        yield Mark(sentence.start, sentence.end, _SENTENCE, "span", "rp-s", before=sign)
    if style == "claims":
        yield from _claims(doc, _before(doc.claims, end))
    if style in {"all", "attributions"}:
        yield from _attributions(doc, _before(doc.attributions, end), text)
    if style in {"all", "entities"}:
        seen: set[str] = set()
        for mention in _before(doc.entities, end):
            yield _entity(mention, first=mention.id not in seen)
            seen.add(mention.id)
    if style in {"all", "hedges"}:
        yield from _hedges(doc, _before(doc.hedges, end), scopes=style == "hedges")


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


def _folded(paragraphs: Sequence[Mark], sentences: Sequence[Sentence], end: int) -> Iterator[Mark]:
    """A fold over the rest of a long text."""
    breaks = [
        next((p.start for p in paragraphs if FOLD_AT <= p.start < FOLD_AT + _LEAST_FOLDED), None),
        next((s.start for s in sentences if s.start >= FOLD_AT), None),
    ]
    start = next((at for at in breaks if at is not None), end)
    if end - start >= _LEAST_FOLDED:
        line = f"<summary>The rest of the text: {end - start:,} characters</summary>"
        yield Mark(start, end, _FOLD, "details", "rp-fold", before=line)


def _claims(doc: Document, found: Sequence[Claim]) -> Iterator[Mark]:
    """The pieces of each claim, with its number in the table and what its innermost source commits to."""
    whys: list[ClaimExplanation] = doc._explain("claims", len(found))
    for number, claim in enumerate(found, 1):
        title = str(whys[number - 1]) if whys else f"{claim.factuality}, certainty {claim.certainty:.2f}"
        classes = f"rp-claim rp-{HELD[claim.factuality]}"
        *others, last = claim.spans
        for piece in others:
            yield Mark(
                piece.start, piece.end, _CONTENT, "span", classes, title, before=f"<sup>{number}</sup>"
            )
        before, after = f"<sup>{number}</sup>", f"<sup>{claim.factuality}</sup>"
        yield Mark(last.start, last.end, _CONTENT, "span", classes, title, before, after)


def _attributions(doc: Document, found: Sequence[Attribution], text: str) -> Iterator[Mark]:
    """Sources, cues and pieces of content, tied together by the number of their attribution."""
    whys: list[AttributionExplanation] = doc._explain("attributions", len(found))
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
            why = f"\n{steps(whys[number - 1])}" if whys else ""
            yield Mark(cue.start, cue.end, _SOURCE, "span", "rp-verb", f"says so: {title}{why}", after=after)
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


def _hedges(doc: Document, found: Sequence[Hedge], *, scopes: bool) -> Iterator[Mark]:
    whys: list[HedgeExplanation] = doc._explain("hedges", len(found))
    for number, hedge in enumerate(found):
        parts = [hedge.type, hedge.strength or "", "negated" if hedge.negated else ""]
        parts.append(f"probability {hedge.probability:.2f}")
        if hedge.scope:
            parts.append(f"reaches over “{one_line(hedge.scope.text, 90)}”")
        title = " · ".join(filter(None, parts)) + (f"\n{whys[number]!r}" if whys else "")
        if scopes and hedge.scope:
            scope = hedge.scope
            yield Mark(scope.start, scope.end, _CONTENT, "span", f"rp-scope rp-{hedge.type}", title)
        classes = f"rp-{hedge.type}" + (f" rp-{hedge.strength}" if hedge.strength else "")
        sign = ("¬" if hedge.negated else "") + CUE_SIGNS.get(hedge.type, hedge.type)
        yield Mark(hedge.start, hedge.end, _CUE, "mark", classes, title, after=f"<sup>{sign}</sup>")


def steps(why: AttributionExplanation) -> str:
    """How an attribution was read: a line for each decision, with what weighed most."""
    lines = []
    for step in why.steps:
        weight = f": {step.features[0][1]:+.2f} {step.features[0][0]}" if step.features else ""
        lines.append(f"{step.decision}, probability {step.probability:.2f}{weight}")
    return "\n".join(lines)
