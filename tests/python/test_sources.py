"""Who speaks and how much; a document in a few lines; the tables' columns as they are documented."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import reportedly as rp

ROOT = Path(__file__).parents[2]


def rows(text: str) -> list[dict[str, Any]]:
    return rp.analyze(text).sources().to_pylist()


def counted(text: str) -> dict[str, int]:
    return {row["source"]: row["statements"] for row in rows(text)}


def test_pronouns_and_surnames_count_with_whom_they_stand_for() -> None:
    text = (
        "Ana Ruiz, a spokeswoman for the port, said the crane fell. She said nobody was hurt. "
        "Ruiz said it may rain. Police said the road was open."
    )
    assert counted(text) == {"Ana Ruiz, a spokeswoman for the port": 3, "Police": 1}


def test_the_ministry_counts_with_its_full_name_and_small_words_do_not_part_sources() -> None:
    assert counted("The Ukrainian ministry said it won. The ministry said it lost.") == {
        "The Ukrainian ministry": 2
    }
    assert counted("The police said it rained. Police said it poured.") == {"The police": 2}


def test_an_entity_goes_by_its_name_and_id() -> None:
    first, *_ = rows(
        "The Reuters news agency fell silent. Reuters said the port closed. Reuters said it may open."
    )
    assert (first["source"], first["source_id"], first["statements"]) == ("Reuters", "outlet:reuters.com", 2)
    assert first["hedged"] == 0.5


def test_people_in_a_place_are_not_the_place() -> None:
    found = rows("Officials in Kyiv said the port was closed. Residents of Kyiv said it was open.")
    assert [(row["source"], row["source_id"]) for row in found] == [
        ("Officials in Kyiv", None),
        ("Residents of Kyiv", None),
    ]


def test_words_and_hedged_statements_are_counted() -> None:
    text = "Ana Ruiz said the port was closed. She said it may stay closed. She said about ten ships wait."
    (row,) = rows(text)
    assert (row["statements"], row["words"]) == (3, 12)
    assert row["hedged"] == pytest.approx(1 / 3)  # "about" hedges a number, not a statement
    assert row["attributions"] == [0, 1, 2]


def test_who_is_not_named_is_no_source() -> None:
    assert rows("It was reported that the ship sank. The crew reportedly fled.") == []


def test_the_loudest_stands_first(doc: rp.Document) -> None:
    found = doc.sources().to_pylist()
    assert [row["statements"] for row in found] == sorted((row["statements"] for row in found), reverse=True)
    assert sum(row["statements"] for row in found) == sum(a.source is not None for a in doc.attributions)
    assert all(0 <= row["hedged"] <= 1 for row in found)
    numbers = [number for row in found for number in row["attributions"]]
    assert sorted(numbers) == sorted(set(numbers))


def test_many_texts_at_once(doc: rp.Document) -> None:
    table = rp.Analyzer().table([doc.text, None, "Police said it rained."], "sources", ids=["a", "b", "c"])
    found = table.to_pylist()
    assert [row["source"] for row in found if row["doc"] == "a"] == [
        row["source"] for row in doc.sources().to_pylist()
    ]
    assert [row["source"] for row in found if row["doc"] == "b"] == [None]
    assert [row["source"] for row in found if row["doc"] == "c"] == ["Police"]


def test_sources_need_attributions() -> None:
    with pytest.raises(ValueError, match=r'layers=\["attributions"\]'):
        rp.analyze("He may flee.", layers=["hedges"]).sources()


def test_a_summary_in_a_few_lines() -> None:
    doc = rp.analyze(
        "The port closed on Monday. The crew may have fled, Ana Ruiz said. She said the ship was empty. "
        "The owners denied that they had sold the cargo. Who pays?"
    )
    assert doc.summary().splitlines() == [
        "5 sentences: 20% asserted, 40% attributed, 20% hedged, 20% questions; certainty 0.40 on average",
        "most used sources: Ana Ruiz (2); The owners (1)",
        "least certain claims:",
        "  0.05 CT-  they had sold the cargo (The owners)",
        "  0.22 PS+  The crew may have fled (Ana Ruiz)",
        "  0.55 CT+  the ship was empty (She)",
    ]


def test_a_summary_leaves_out_what_was_not_read() -> None:
    assert rp.analyze("He may flee. She left.", layers=["hedges"]).summary() == "2 sentences"
    assert rp.analyze("Police said it rained.", layers=["attributions"]).summary() == (
        "1 sentence\nmost used sources: Police (1)"
    )
    assert rp.analyze("").summary() == "0 sentences"


def test_a_summary_keeps_to_its_lines(doc: rp.Document) -> None:
    lines = rp.analyze("Police said\nthe " + "very " * 100 + "old man may have fled.").summary().splitlines()
    assert len(lines) == 4
    assert all(len(line) < 160 for line in lines)
    assert len(doc.summary().splitlines()) == 6


def test_claims_say_their_tense() -> None:
    doc = rp.analyze("The port has closed. The mayor is ill. The bridge will open. He would resign.")
    assert [claim.tense for claim in doc.claims] == ["past", "present", "future", "future"]
    assert [row["tense"] for row in doc.table("claims").to_pylist()] == [claim.tense for claim in doc.claims]
    assert [claim["tense"] for claim in doc.to_dict()["claims"]] == [claim.tense for claim in doc.claims]


def test_the_columns_are_documented(doc: rp.Document) -> None:
    """docs/tables.md lists each table's columns in order, with their types."""
    page = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", page, flags=re.MULTILINE | re.DOTALL))
    assert sorted(sections) == sorted(
        ["documents", "sentences", "entities", "hedges", "attributions", "claims", "sources", "pairs"]
    )
    for of, section in sections.items():
        documented = re.findall(r"^\| `(\w+)` \| (\S+) \|", section, flags=re.MULTILINE)
        table = rp.compare(doc, doc).table() if of == "pairs" else doc.table(of)
        arrow = table.to_arrow()
        names = {
            "halffloat": "float",
            "list<item: string>": "list[string]",
            "list<item: int32>": "list[int32]",
        }
        actual = [(field.name, names.get(str(field.type), str(field.type))) for field in arrow.schema]
        assert actual[0 if of == "pairs" else 2 :] == documented
