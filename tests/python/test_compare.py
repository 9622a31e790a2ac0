"""What two documents both claim, seen from Python."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

import reportedly as rp
from reportedly.comparison import Comparison, Pair

WIRE = "Turkish police reportedly foiled a bomb plot in Ankara. The port of Odesa closed, Ana Ruiz said."
PAPER = "Turkish police foiled a bomb plot in Ankara on Monday. The port of Odesa closed, Ana Ruiz said."


@pytest.fixture(scope="module")
def found() -> Comparison:
    return rp.compare(rp.analyze(WIRE), rp.analyze(PAPER))


def test_a_dropped_hedge_is_found(found: Comparison) -> None:
    hardened, same = found.pairs
    assert found.changed == (hardened,)
    assert (hardened.change, hardened.standing) == ("hardened", ("hedged", "asserted"))
    assert hardened.first == found.first.claims[0]
    assert hardened.second == found.second.claims[0]
    assert {"Turkey", "foil", "plot"} <= set(hardened.words)
    assert 0.5 <= hardened.score <= 1
    assert (same.change, same.standing) == ("same", ("attributed", "attributed"))
    assert same.score == pytest.approx(1)


def test_the_other_way_round_it_is_softened(found: Comparison) -> None:
    back = rp.compare(found.second, found.first)
    assert [pair.change for pair in back.pairs] == ["softened", "same"]


def test_least_keeps_the_likest_alone(found: Comparison) -> None:
    assert len(rp.compare(found.first, found.second, least=0.999).pairs) == 1
    assert rp.compare(found.first, rp.analyze("It rained in Peru.")).pairs == ()


def test_it_prints_what_has_changed(found: Comparison) -> None:
    lines = repr(found).splitlines()
    assert lines[0] == "Comparison: 2 pairs, 1 hardened"
    assert lines[1].startswith("  hardened (hedged → asserted), score 0.")
    assert len(lines) == 4
    assert repr(rp.compare(found.first, found.first)) == "Comparison: 2 pairs"


def test_the_table(found: Comparison) -> None:
    table = found.table()
    rows = table.to_pylist()
    assert len(rows) == len(found.pairs)
    for row, pair in zip(rows, found.pairs, strict=True):
        assert (row["change"], row["words"]) == (pair.change, list(pair.words))
        assert (row["first_text"], row["second_text"]) == (pair.first.text, pair.second.text)
        assert (row["first_start"], row["second_end"]) == (pair.first.start, pair.second.end)
        assert (row["first_standing"], row["second_standing"]) == pair.standing
        assert found.first.claims[row["first"]] == pair.first
    assert list(table.to_pandas()["change"]) == ["hardened", "same"]
    assert pickle.loads(pickle.dumps(table)) == table


def test_html_is_static_and_escaped() -> None:
    doc = rp.analyze("The <b>mayor</b> of Oslo may resign on Monday.")
    html = rp.compare(doc, doc)._repr_html_()
    assert html.count("<tr>") == 1 + len(doc.claims)
    assert "<b>" not in html
    assert "<script" not in html


def test_frozen_equal_and_picklable(found: Comparison) -> None:
    again = rp.compare(rp.analyze(WIRE), rp.analyze(PAPER))
    assert again == found
    assert hash(again) == hash(found)
    assert pickle.loads(pickle.dumps(found)) == found
    assert isinstance(found.pairs[0], Pair)
    with pytest.raises(AttributeError):
        setattr(found, "pairs", ())  # noqa: B010 - mypy knows that it may not


def test_documents_read_back_compare_too(found: Comparison) -> None:
    back = rp.Document.from_json(found.first.to_json())
    assert rp.compare(back, found.second).pairs == found.pairs


def test_what_cannot_be_compared_is_said() -> None:
    doc = rp.analyze("He may flee.")
    with pytest.raises(ValueError, match=r"second document.*layers"):
        rp.compare(doc, rp.analyze("He may flee.", layers=["hedges"]))
    with pytest.raises(ValueError, match="0 to 1"):
        rp.compare(doc, doc, least=2)
    text: Any = "He may flee."
    with pytest.raises(TypeError):
        rp.compare(doc, text)
