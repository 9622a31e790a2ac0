"""What comes back: offsets, equality, hashing, pickling, JSON, printing."""

from __future__ import annotations

import copy
import itertools
import json
import pickle
from collections.abc import Iterator
from typing import Any

import pytest

import reportedly as rp

LISTS = ("sentences", "entities", "hedges", "attributions", "claims", "aliases")


def findings(doc: rp.Document) -> Iterator[Any]:
    return itertools.chain.from_iterable(getattr(doc, name) for name in LISTS)


def spans(doc: rp.Document) -> Iterator[rp.Span]:
    for hedge in doc.hedges:
        yield from filter(None, [hedge.scope])
    for attribution in doc.attributions:
        yield from filter(None, [attribution.source, attribution.cue, attribution.resolved])
        yield from attribution.content
        yield from filter(None, attribution.chain)
    for claim in doc.claims:
        yield claim.head
        yield from claim.spans
        yield from filter(None, claim.chain)


def check_offsets(doc: rp.Document) -> None:
    """Everything found stands where it says, in code points."""
    text = doc.text
    for found in findings(doc):
        if not isinstance(found, rp.Claim):
            assert text[found.start : found.end] == found.text
    for span in spans(doc):
        assert text[span.start : span.end] == span.text
    for claim in doc.claims:
        assert claim.text == " … ".join(span.text for span in claim.spans)
        assert (claim.start, claim.end) == (claim.spans[0].start, claim.spans[-1].end)
    for sentence in doc.sentences:
        assert all(sentence.start <= found.start < sentence.end for found in sentence.hedges)
        assert all(sentence.start <= found.start < sentence.end for found in sentence.entities)


def test_everything_is_found_in_the_example(doc: rp.Document) -> None:
    for name in LISTS:
        assert getattr(doc, name), name
    assert {hedge.type for hedge in doc.hedges} == {
        *("reportative", "epistemic", "doxastic", "conditional"),
        *("investigation", "approximator", "weasel", "booster"),
    }
    assert {sentence.status for sentence in doc.sentences} == {"hedged", "attributed", "question", "asserted"}
    assert doc.layers == ["sentences", "entities", "hedges", "attributions", "claims"]


def test_offsets_are_code_points(doc: rp.Document) -> None:
    assert not doc.text.isascii()
    check_offsets(doc)


ODD_TEXTS = [
    "“Жители 🏳️‍🌈 may flee,” said Ana Ruiz. It is said to be 𝒯rue — e\u0301tat.",
    "\ufeffHe may flee.\r\n\r\nShe\u2028might.\x00 They could.",
    "\u202eHe may\u202c flee to شام. \u200dPolice said 李 may.",
    "",
    " \n\t ",
    "\x00",
]


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_offsets_are_code_points_in_any_script(text: str) -> None:
    doc = rp.analyze(text)
    assert doc.text == text
    check_offsets(doc)
    assert rp.Document.from_json(doc.to_json()) == doc


def test_the_parts_hang_together(doc: rp.Document) -> None:
    assert [claim for sentence in doc.sentences for claim in sentence.claims] == list(doc.claims)
    assert [hedge for sentence in doc.sentences for hedge in sentence.hedges] == list(doc.hedges)
    for claim in doc.claims:
        assert claim in claim.sentence.claims
        assert all(hedge in doc.hedges for hedge in claim.hedges)
        assert claim.about is None or claim.about in doc.entities


def test_chains_go_from_the_outermost_source_to_the_innermost() -> None:
    doc = rp.analyze("Police said the mayor had told them that the gates were locked.")
    outer, inner = doc.attributions
    assert outer.parent is None
    assert inner.parent == outer
    assert [source.text for source in inner.chain if source] == ["Police", "the mayor"]
    assert inner.chain == (outer.source, inner.source)
    assert doc.claims[-1].chain == inner.chain


def test_at_an_offset_stands_what_covers_it(doc: rp.Document) -> None:
    hedge = doc.hedges[0]
    found = doc.at(hedge.start)
    assert isinstance(found[0], rp.Sentence)
    assert hedge in found
    assert all(item.start <= hedge.start < item.end for item in found)


def test_layers_hold_only_what_was_asked_for(article: str, doc: rp.Document) -> None:
    hedges = rp.analyze(article, layers=["hedges"])
    assert hedges.layers == ["sentences", "hedges"]
    assert hedges.hedges == doc.hedges
    assert hedges.claims == hedges.entities == hedges.attributions == ()
    assert hedges.sentences[0].status is None
    assert hedges.sentences[0].certainty is None


def test_equal_by_value(article: str, doc: rp.Document) -> None:
    again = rp.analyze(article)
    assert again == doc
    assert hash(again) == hash(doc)
    for one, other in zip(findings(again), findings(doc), strict=True):
        assert one == other
        assert hash(one) == hash(other)
    assert rp.analyze(article + " ") != doc
    assert doc.hedges[0] != doc.hedges[1]
    assert doc.hedges[0] != doc.entities[0]
    assert len(set(doc.hedges)) == len(doc.hedges)


def test_frozen(doc: rp.Document) -> None:
    for found in [doc, *findings(doc), rp.Span(0, 1, "a"), rp.Analyzer(), rp.Gazetteer.builtin()]:
        for name in ("start", "text", "nonsense"):
            with pytest.raises((AttributeError, TypeError)):
                setattr(found, name, 1)


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_pickles(doc: rp.Document, protocol: int) -> None:
    for found in [doc, *findings(doc), *spans(doc)]:
        assert pickle.loads(pickle.dumps(found, protocol)) == found
    several = pickle.dumps(doc.hedges, protocol)
    assert pickle.loads(several) == doc.hedges
    assert len(several) < 2 * len(pickle.dumps(doc, protocol))


def test_copies(doc: rp.Document) -> None:
    assert copy.copy(doc) == copy.deepcopy(doc) == doc
    assert copy.deepcopy(doc.claims) == doc.claims


def test_analyzers_pickle(article: str) -> None:
    gazetteer = rp.Gazetteer([{"id": "q1", "name": "Northern Front", "label": "group"}])
    analyzer = rp.Analyzer(gazetteer=gazetteer, layers=["entities"], newlines="always", threads=1)
    again = pickle.loads(pickle.dumps(analyzer))
    assert again.layers == analyzer.layers
    assert again.analyze(article) == analyzer.analyze(article)
    assert "q1" in {mention.id for mention in again.analyze(article).entities}


def test_json_round_trip(doc: rp.Document) -> None:
    assert rp.Document.from_json(doc.to_json()) == doc
    assert json.loads(doc.to_json()) == doc.to_dict()
    assert rp.Document.from_json(json.dumps(doc.to_dict())) == doc
    hedge = doc.to_dict()["hedges"][0]
    assert doc.text[hedge["start"] : hedge["end"]] == doc.hedges[0].text


def test_json_with_keys_of_one_s_own_is_read(doc: rp.Document) -> None:
    assert rp.Document.from_json(json.dumps({"url": "x", **doc.to_dict()})) == doc


def test_reprs_tell_a_person_what_it_is(doc: rp.Document) -> None:
    assert repr(doc).startswith("Document('Norwegian police")
    assert f"hedges={len(doc.hedges)}" in repr(doc)
    for found in findings(doc):
        assert repr(found).startswith(type(found).__name__ + "(")
        assert len(repr(found)) < 400
        assert "\n" not in repr(found)
    assert repr(doc.hedges[0]).startswith("Hedge('reportedly', reportative, medium")
    assert repr(rp.Span(2, 4, "ab")) == "Span(2, 4, 'ab')"


def test_spans_are_plain_values() -> None:
    assert rp.Span(2, 4, "ab") == rp.Span(2, 4, "ab") != rp.Span(2, 5, "abc")
    assert len(rp.Span(2, 4, "ab")) == 2
    with pytest.raises(ValueError, match="ends before"):
        rp.Span(4, 2, "ab")


def test_numbers_are_in_range(doc: rp.Document) -> None:
    assert all(0 <= claim.certainty <= 1 for claim in doc.claims)
    assert all(sentence.certainty is not None for sentence in doc.sentences)
    assert all(0 <= (sentence.certainty or 0) <= 1 for sentence in doc.sentences)
    assert all(0 <= hedge.probability <= 1 for hedge in doc.hedges)
    assert all(0 <= attribution.confidence <= 1 for attribution in doc.attributions)


def test_classes_say_where_they_live(doc: rp.Document) -> None:
    for found in [doc, *findings(doc)]:
        assert type(found).__module__ == "reportedly"
        assert getattr(rp, type(found).__name__) is type(found)
        assert type(found).__doc__
