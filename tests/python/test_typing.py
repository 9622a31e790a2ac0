"""What a user writes type-checks: mypy reads this file strictly, pytest runs it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, assert_type, get_args

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import reportedly as rp
from reportedly import labels
from reportedly.explanations import (
    AttributionExplanation,
    AttributionStep,
    ClaimExplanation,
    ClaimStep,
    HedgeExplanation,
)
from reportedly.labels import Factuality, HedgeType, Layer, Stance, Standing, Status, TableName

TEXT = (
    "Turkish police said Ana Ruiz may have fled. “It was empty,” she told Reuters. "
    "The Harbour Workers Union (HWU) met."
)


def test_documents() -> None:
    doc = rp.analyze(TEXT, layers=["claims"])
    assert_type(doc, rp.Document)
    assert_type(doc.text, str)
    assert_type(doc.layers, list[Layer])
    assert_type(doc.sentences, tuple[rp.Sentence, ...])
    assert_type(doc.entities, tuple[rp.Mention, ...])
    assert_type(doc.aliases, tuple[rp.Alias, ...])
    assert_type(doc.hedges, tuple[rp.Hedge, ...])
    assert_type(doc.attributions, tuple[rp.Attribution, ...])
    assert_type(doc.claims, tuple[rp.Claim, ...])
    assert_type(doc.tokens, tuple[rp.Token, ...])
    assert_type(doc.summary(), str)
    assert_type(doc.to_dict(), dict[str, Any])
    assert_type(rp.Document.from_json(doc.to_json()), rp.Document)
    assert_type(doc.sources(), rp.Table)
    for found in doc.at(0):
        assert_type(found, rp.Sentence | rp.Claim | rp.Attribution | rp.Hedge | rp.Mention)
        assert found.text[: found.end - found.start]
    assert_type(doc.render("claims"), str)
    assert_type(rp.sentences(TEXT), list[str])
    assert_type(rp.sentences(TEXT, offsets=True), list[tuple[int, int]])


def test_findings() -> None:
    doc = rp.analyze(TEXT)
    sentence, hedge, attribution, claim = doc.sentences[0], doc.hedges[0], doc.attributions[0], doc.claims[0]
    mention, alias, token = doc.entities[0], doc.aliases[0], doc.tokens[0]
    assert_type(sentence.status, Status | None)
    assert_type(sentence.certainty, float | None)
    assert_type(hedge.type, HedgeType)
    assert_type(hedge.scope, rp.Span | None)
    assert_type(hedge.explain(), HedgeExplanation)
    assert_type(attribution.stance, Stance)
    assert_type(attribution.content, tuple[rp.Span, ...])
    assert_type(attribution.parent, rp.Attribution | None)
    assert_type(attribution.chain, tuple[rp.Span | None, ...])
    assert_type(attribution.source_entity, rp.Mention | None)
    assert_type(attribution.explain(), AttributionExplanation)
    assert_type(attribution.explain().steps, tuple[AttributionStep, ...])
    assert_type(claim.factuality, Factuality)
    assert_type(claim.head, rp.Span)
    assert_type(claim.sentence, rp.Sentence)
    assert_type(claim.about, rp.Mention | None)
    assert_type(claim.explain(), ClaimExplanation)
    assert_type(claim.explain().steps, tuple[ClaimStep, ...])
    assert_type(mention.candidates, tuple[str, ...])
    assert_type(alias.stands_for, str)
    assert_type(token.tag, labels.Tag)
    assert_type(len(rp.Span(0, 2, "ab")), int)


def table_of(analyzer: rp.Analyzer, texts: Sequence[str], of: TableName) -> rp.Table:
    """A function of a user's own that passes a label on."""
    return analyzer.table(texts, of)


def test_many_texts(tmp_path: Path) -> None:
    own = rp.Gazetteer([{"id": "p1", "name": "Ana Ruiz", "label": "PERSON"}, "Northern Front"])
    assert_type(own | rp.Gazetteer.builtin(), rp.Gazetteer)
    assert_type(own.lookup("Ana Ruiz"), list[rp.Entry])
    assert_type([entry.case for entry in own], list[labels.Case])
    analyzer = rp.Analyzer(
        gazetteer=own,
        layers=["claims", "entities"],
        lexicons={"hedges": ["word on the street\treportative\tlow"], "abbreviations": []},
        domain="wiki",
        newlines="never",
        hedge_threshold=0.5,
        threads=1,
    )
    assert_type(analyzer.pipe([TEXT, None]), Iterator[rp.Document | None])
    pairs = analyzer.pipe([(TEXT, 1)], as_tuples=True)
    assert_type(pairs, Iterator[tuple[rp.Document | None, int]])
    assert next(pairs)[1] == 1
    table = table_of(analyzer, [TEXT], "hedges")
    assert_type(table.shape, tuple[int, int])
    assert_type(table.head(), rp.Table)
    assert_type(table.to_pandas(), pd.DataFrame)
    assert_type(table.to_polars(), pl.DataFrame)
    assert_type(table.to_pylist(), list[dict[str, Any]])
    assert_type(table.errors, list[tuple[int, str]])
    table.write_parquet(tmp_path / "hedges.parquet")
    for column in (pd.Series([TEXT]), pl.Series([TEXT]), pa.array([TEXT]), (text for text in [TEXT])):
        assert analyzer.table(column, "hedges", ids=["a"], on_error="null", nested=True).shape[0] == 1


def test_two_texts(tmp_path: Path) -> None:
    doc = rp.analyze(TEXT)
    comparison = rp.compare(doc, doc, least=0.6)
    assert_type(comparison, rp.comparison.Comparison)
    assert_type(comparison.pairs, tuple[rp.comparison.Pair, ...])
    assert_type(comparison.pairs[0].standing, tuple[Standing, Standing])
    assert_type(comparison.table(), rp.Table)
    rp.render([doc], tmp_path / "page.html", title="Mine", names=["one"])
    assert_type(rp.display.page(doc), str)


def test_what_is_wrong_is_an_error_of_types_too() -> None:
    with pytest.raises(ValueError, match="unknown layer"):
        rp.analyze(TEXT, layers=["hedge"])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="text must be str"):
        rp.analyze(None)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="unknown table"):
        rp.analyze(TEXT).table("claim")  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        rp.analyze(TEXT).hedges[0].text = "might"  # type: ignore[misc]


KNOWN = [
    ("Layer", lambda: rp.Analyzer(layers=["-"])),  # type: ignore[list-item]
    ("TableName", lambda: rp.analyze(TEXT).table("-")),  # type: ignore[arg-type]
    ("Style", lambda: rp.analyze(TEXT).render("-")),  # type: ignore[call-overload]
    ("Domain", lambda: rp.Analyzer(domain="-")),  # type: ignore[arg-type]
    ("Newlines", lambda: rp.Analyzer(newlines="-")),  # type: ignore[arg-type]
    ("OnError", lambda: rp.Analyzer().table([], "hedges", on_error="-")),  # type: ignore[arg-type]
    ("Case", lambda: rp.Gazetteer([{"name": "Ana", "case": "-"}])),
    ("Tag", lambda: rp.Token(0, 1, "a", "-", 0, "root")),
    ("Relation", lambda: rp.Token(0, 1, "a", "NOUN", 0, "-")),
    ("HedgeType", lambda: altered('"type":"epistemic"', '"type":"-"')),
    ("Strength", lambda: altered('"strength":"low"', '"strength":"-"')),
    ("Stance", lambda: altered('"stance":"neutral"', '"stance":"-"')),
    ("AttributionType", lambda: altered('"type":"indirect"', '"type":"-"')),
    ("Status", lambda: altered('"status":"hedged"', '"status":"-"')),
    ("Reason", lambda: altered('"reason":"stop"', '"reason":"-"')),
    ("Factuality", lambda: altered('"factuality":"PS+"', '"factuality":"-"')),
    ("Tense", lambda: altered('"tense":"past"', '"tense":"-"')),
    ("Via", lambda: altered('"via":"demonym"', '"via":"-"')),
]


def altered(old: str, new: str) -> rp.Document:
    json = rp.analyze(TEXT).to_json()
    assert old in json
    return rp.Document.from_json(json.replace(old, new, 1))


@pytest.mark.parametrize(("label", "call"), KNOWN, ids=[label for label, _ in KNOWN])
def test_labels_are_those_that_the_package_knows(label: str, call: Any) -> None:
    """An unknown one is an error that lists the known ones."""
    with pytest.raises(ValueError, match=r"known are|expected one of") as error:
        call()
    message = re.sub(r" \(did you mean .*| at line .*|`", "", str(error.value))
    known = re.split(r"known are |expected one of:? ", message)[1].split(", ")
    assert tuple(known) == get_args(getattr(labels, label))
