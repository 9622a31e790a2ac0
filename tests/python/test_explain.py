"""Why a finding is what it is: lexicon entries, features, decisions and rules, printed as a few lines."""

from __future__ import annotations

import math
import pickle
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

import reportedly as rp

if TYPE_CHECKING:
    from reportedly.explanations import AttributionExplanation, ClaimExplanation, HedgeExplanation

# FactBank's scale as numbers: under a governor signs multiply, and the weaker of the two counts.
DEGREES = {"CT+": 3, "PR+": 2, "PS+": 1, "U": 0, "PS-": -1, "PR-": -2, "CT-": -3}


def explained(
    doc: rp.Document,
) -> Iterator[HedgeExplanation | AttributionExplanation | ClaimExplanation]:
    yield from (hedge.explain() for hedge in doc.hedges)
    yield from (attribution.explain() for attribution in doc.attributions)
    yield from (claim.explain() for claim in doc.claims)


def under(clause: int, governor: int) -> int:
    sign = (clause > 0) - (clause < 0)
    return min(abs(clause), abs(governor)) * sign * ((governor > 0) - (governor < 0))


def check_follows(why: ClaimExplanation) -> None:
    """The steps give the values."""
    left = 3
    for step in why.steps:
        if step.leaves is not None:
            left = under(left, DEGREES[step.leaves])
    assert left == DEGREES[why.factuality]
    product = math.prod(step.factor for step in why.steps if step.factor is not None)
    assert product == pytest.approx(why.certainty, abs=1e-6)


def test_every_finding_of_the_example_is_explained(doc: rp.Document) -> None:
    for hedge in doc.hedges:
        why = hedge.explain()
        assert (why.cue, why.probability) == (hedge.text, hedge.probability)
        assert why.entry == " ".join(hedge.text.lower().replace("’", "'").split())
        assert 1 <= len(why.features) <= 3
        weights = [abs(weight) for _, weight in why.features]
        assert weights == sorted(weights, reverse=True)
    for attribution in doc.attributions:
        how = attribution.explain()
        assert how.confidence == attribution.confidence
        assert how.cue == (attribution.cue.text if attribution.cue else None)
        assert (how.shape is None) == (how.cue is None)
        decisions = [step.decision for step in how.steps]
        assert decisions in (["speaker"], decisions) if how.cue is None else decisions[-1] == "confidence"
        if attribution.cue and attribution.source:
            assert (
                how.steps[0].taken in attribution.source.text or attribution.source.text in how.steps[0].taken
            )
    for claim in doc.claims:
        what = claim.explain()
        assert (what.claim, what.factuality, what.certainty) == (
            claim.text,
            claim.factuality,
            claim.certainty,
        )
        check_follows(what)


def test_an_entry_is_named_with_the_word_that_it_is_a_form_of() -> None:
    why = rp.analyze("Dockers feared that the port would close.").hedges[0].explain()
    assert (why.entry, why.lemma) == ("feared", "fear")
    assert "feared, a form of fear" in repr(why)
    assert any(name.startswith(("lemma", "phrase", "type")) for name, _ in why.features)


def test_an_entry_of_one_s_own_has_no_features() -> None:
    analyzer = rp.Analyzer(lexicons={"hedges": ["wobbly\tepistemic\tlow"]})
    (hedge,) = analyzer.analyze("The wobbly case fell apart.").hedges
    assert (hedge.explain().entry, hedge.explain().features) == ("wobbly", ())


def test_a_claim_tells_cue_scope_signature_and_rule() -> None:
    doc = rp.analyze("Police claim that the minister may have fled.")
    (claim,) = doc.claims
    why = claim.explain()
    check_follows(why)
    by_rule = {step.rule: step for step in why.steps}
    assert by_rule["verb group"].leaves == "PS+"
    assert by_rule["verb group"].scope == doc.hedges[-1].scope
    share = by_rule["writer's share"]
    assert share.words == doc.attributions[0].cue
    assert share.scope == doc.attributions[0].content[0]
    assert share.signature is not None
    assert 0 <= share.signature <= 1
    assert "'claim'" in repr(why)
    assert "signature" in repr(why)


@pytest.mark.parametrize(
    "text",
    [
        "The port closed.",
        "If the vote passes, the minister will resign.",
        "He denied that he had not paid.",
        "It is possible that the mayor reportedly fled.",
        "It is not clear whether the army may have left, she said.",
        "The minister is said to own a mine, and critics say he denied it.",
        "“We may leave,” said Ana Ruiz. “Nobody believes that the bridge is safe.”",
        "Izvestia reported sources as saying that the talks would probably fail.",
        "Will the talks resume?",
    ],
)
def test_the_values_of_a_claim_follow_from_its_steps(text: str) -> None:
    doc = rp.analyze(text)
    assert doc.claims
    for claim in doc.claims:
        check_follows(claim.explain())
    assert list(map(repr, explained(doc)))


def test_a_flat_assertion_needs_no_step() -> None:
    assert rp.analyze("The port closed on Monday.").claims[0].explain().steps == ()


def test_they_are_frozen_and_compare_and_pickle(doc: rp.Document) -> None:
    again = rp.analyze(doc.text)
    for one, other in zip(explained(doc), explained(again), strict=True):
        assert one == other
        assert hash(one) == hash(other)
        assert pickle.loads(pickle.dumps(one)) == one
        with pytest.raises(AttributeError):
            setattr(one, next(iter(vars(one))), "x")


def test_they_print_as_a_few_lines(doc: rp.Document) -> None:
    for why in explained(doc):
        lines = repr(why).splitlines()
        assert len(lines) < 40
        assert all(len(line) < 240 for line in lines)


def test_a_document_that_was_read_back_says_how_to_get_one_that_explains(doc: rp.Document) -> None:
    for back in (rp.Document.from_json(doc.to_json()), pickle.loads(pickle.dumps(doc))):
        for found in (back.hedges[0], back.attributions[0], back.claims[0]):
            with pytest.raises(ValueError, match=r"analyze\(doc\.text\)"):
                found.explain()
    assert rp.analyze(back.text).hedges[0].explain()


def test_documents_of_a_pipe_explain_by_their_own_analyzer() -> None:
    analyzer = rp.Analyzer(lexicons={"hedges": ["wobbly\tepistemic\tlow"]}, layers=["hedges"])
    (doc,) = analyzer.pipe(["The wobbly case fell apart."])
    assert doc is not None
    assert doc.hedges[0].explain().entry == "wobbly"
