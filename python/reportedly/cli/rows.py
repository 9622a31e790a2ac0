"""What was found in a document as flat rows, a row a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportedly import Attribution, Claim, Document, Hedge, Mention, Sentence, Span

Value: TypeAlias = "str | int | float | bool | list[str | None] | None"
Row: TypeAlias = "dict[str, Value]"


def rows(doc: Document, of: str) -> Iterator[Row]:
    """The rows of one layer, in the order of the text. Offsets are code points."""
    return (_ROWS[of](found) for found in getattr(doc, of))


def _sentence(found: Sentence) -> Row:
    return {
        "start": found.start,
        "end": found.end,
        "text": found.text,
        "status": found.status,
        "certainty": found.certainty,
    }


def _mention(found: Mention) -> Row:
    return {
        "start": found.start,
        "end": found.end,
        "text": found.text,
        "id": found.id,
        "label": found.label,
        "name": found.name,
        "via": found.via,
        "candidates": list(found.candidates),
    }


def _hedge(found: Hedge) -> Row:
    return {
        "start": found.start,
        "end": found.end,
        "text": found.text,
        "type": found.type,
        "strength": found.strength,
        "negated": found.negated,
        "probability": found.probability,
        "scope": _text(found.scope),
    }


def _attribution(found: Attribution) -> Row:
    return {
        "start": found.start,
        "end": found.end,
        "source": _text(found.source),
        "cue": _text(found.cue),
        "content": [piece.text for piece in found.content],
        "type": found.type,
        "stance": found.stance,
        "chain": [_text(source) for source in found.chain],
        "resolved": _text(found.resolved),
        "source_entity": found.source_entity.id if found.source_entity else None,
        "confidence": found.confidence,
    }


def _claim(found: Claim) -> Row:
    return {
        "start": found.start,
        "end": found.end,
        "text": found.text,
        "head": found.head.text,
        "chain": [_text(source) for source in found.chain],
        "factuality": found.factuality,
        "certainty": found.certainty,
        "negated": found.negated,
        "hedges": [hedge.text for hedge in found.hedges],
        "about": found.about.id if found.about else None,
        "entities": [mention.id for mention in found.entities],
    }


def _text(span: Span | None) -> str | None:
    return span.text if span else None


_ROWS: dict[str, Callable[..., Row]] = {
    "sentences": _sentence,
    "entities": _mention,
    "hedges": _hedge,
    "attributions": _attribution,
    "claims": _claim,
}

LAYERS = tuple(_ROWS)
"""The layers that there are rows of."""
