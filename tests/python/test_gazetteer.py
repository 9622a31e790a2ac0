"""One's own names: given as entries, read from files, joined, saved."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest

import reportedly as rp

ENTRIES: list[dict[str, Any]] = [
    {"id": "q1", "name": "Johanna Solheim", "label": "PERSON", "aliases": ["J. Solheim"]},
    {"id": "q2", "name": "Northern Front", "label": "group"},
    {"id": "q3", "name": "Vessary", "label": "PLACE", "demonyms": ["Vessarian"]},
]
TEXT = "Vessarian police said the Northern Front may have met J. Solheim in Vessary."


def found(gazetteer: rp.Gazetteer, text: str = TEXT) -> list[tuple[str, str, str]]:
    doc = rp.Analyzer(gazetteer=gazetteer, layers=["entities"]).analyze(text)
    return [(mention.text, mention.id, mention.via) for mention in doc.entities]


EXPECTED = [
    ("Vessarian", "q3", "demonym"),
    ("Northern Front", "q2", "name"),
    ("J. Solheim", "q1", "alias"),
    ("Vessary", "q3", "name"),
]


def test_entries_as_dicts() -> None:
    assert found(rp.Gazetteer(ENTRIES)) == EXPECTED


def test_entries_as_data_frames() -> None:
    frames: list[Any] = [pd.DataFrame(ENTRIES), pd.DataFrame(ENTRIES).convert_dtypes(), pl.DataFrame(ENTRIES)]
    for frame in [*frames, pl.DataFrame(ENTRIES).to_arrow()]:
        assert found(rp.Gazetteer(frame)) == EXPECTED


def test_further_columns_come_back_as_attributes() -> None:
    columns = {
        "id": [1, 2],
        "name": ["Ana Ruiz", "Bo Tern"],
        "seats": pd.array([3, None], dtype="Int64"),
        "share": [0.5, float("nan")],
        "born": [pd.Timestamp("1970-01-01"), pd.NaT],
        "party": ["Red", None],
        "sits": [True, False],
    }
    frame = pd.DataFrame(columns)
    expected = {"seats": "3", "share": "0.5", "born": "1970-01-01 00:00:00", "party": "Red", "sits": "true"}
    given_as: list[Any] = [frame, frame.convert_dtypes(), frame.to_dict("records")]
    for given in given_as:
        gazetteer = rp.Gazetteer(given)
        assert [e.attributes for e in gazetteer] == [expected, {"sits": "false"}]
    assert rp.Gazetteer([{"name": "Ada", "born": date(1970, 1, 1)}]).lookup("Ada")[0].attributes == {
        "born": "1970-01-01"
    }


def test_entries_by_id() -> None:
    gazetteer = rp.Gazetteer(ENTRIES)
    mention = rp.Analyzer(gazetteer=gazetteer, layers=["entities"]).analyze(TEXT).entities[0]
    entry = gazetteer.get(mention.id)
    assert entry is not None
    assert (entry.id, entry.name) == ("q3", "Vessary")
    assert gazetteer.get("Vessary") is None
    joined = gazetteer | rp.Gazetteer.builtin()
    assert all(joined.get(e.id) == e for e in joined)


def test_overlapping_names() -> None:
    gazetteer = rp.Gazetteer(["New York", "York", "New York Times", "Times"])
    text = "The ‘New York Times’ of York."
    analyzer = rp.Analyzer(gazetteer=gazetteer, layers=["entities"], overlaps=True)
    for reader in (analyzer, pickle.loads(pickle.dumps(analyzer))):
        mentions = reader.analyze(text).entities
        assert all(text[m.start : m.end] == m.text for m in mentions)
        names = [m.text for m in mentions]
        assert names == ["New York", "New York Times", "York", "Times", "York"]
        assert [row["text"] for row in reader.table([text], "entities").to_pylist()] == names
    with pytest.raises(ValueError, match="overlaps"):
        rp.Analyzer(gazetteer=gazetteer, overlaps=True)


def test_a_list_described() -> None:
    table: list[dict[str, Any]] = [
        {"id": "1", "name": "Target"},
        {"id": "2", "name": "Ana Ruiz", "aliases": ["ANA RUÍZ"]},
        {"id": "3", "name": "Ana Ruiz"},
        {"id": "4", "name": "X"},
    ]
    description = rp.Gazetteer(table).describe()
    assert description["shared"] == {"ana ruiz": ["2", "3"]}
    assert description["duplicates"] == {"ANA RUÍZ": "2"}
    assert (description["common"], description["letters"]) == (["Target"], ["X"])
    assert rp.Gazetteer(table).near("Anna Ruis") == [("ANA RUÍZ", "2"), ("Ana Ruiz", "2"), ("Ana Ruiz", "3")]
    assert rp.Gazetteer(table).near("Somebody Else") == []


def test_names_alone() -> None:
    assert found(rp.Gazetteer(["Northern Front"])) == [("Northern Front", "Northern Front", "name")]


def test_entries_from_csv(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    rows = [
        "id,name,label,aliases,demonyms",
        "q1,Johanna Solheim,PERSON,J. Solheim,",
        "q2,Northern Front,group,,",
    ]
    path.write_text("\n".join([*rows, "q3,Vessary,PLACE,,Vessarian"]), encoding="utf-8")
    assert found(rp.Gazetteer.from_csv(path)) == EXPECTED
    assert found(rp.Gazetteer.from_csv(str(path))) == EXPECTED


def test_entries_from_jsonl(tmp_path: Path) -> None:
    path = tmp_path / "people.jsonl"
    pd.DataFrame(ENTRIES).to_json(path, orient="records", lines=True)
    path.write_text(
        path.read_text(encoding="utf-8").replace('"demonyms":null', '"demonyms":[]'), encoding="utf-8"
    )
    path.write_text(
        path.read_text(encoding="utf-8").replace('"aliases":null', '"aliases":[]'), encoding="utf-8"
    )
    assert found(rp.Gazetteer.from_jsonl(path)) == EXPECTED


def test_joined_with_the_builtin_one() -> None:
    joined = rp.Gazetteer.builtin() | rp.Gazetteer(ENTRIES)
    assert len(joined) == len(rp.Gazetteer.builtin()) + 3
    names = [name for name, _, _ in found(joined, "Solheim of Norway met the Northern Front.")]
    assert names == ["Norway", "Northern Front"]


def test_looking_names_up() -> None:
    gazetteer = rp.Gazetteer(ENTRIES)
    assert "Northern Front" in gazetteer
    assert "Southern Front" not in gazetteer
    entry = gazetteer.lookup("J. Solheim")[0]
    assert (entry.id, entry.label, entry.name, entry.aliases) == (
        "q1",
        "PERSON",
        "Johanna Solheim",
        ["J. Solheim"],
    )
    assert gazetteer.lookup("nobody") == []
    assert repr(gazetteer) == "Gazetteer(3 entities)"


def test_saved_and_loaded(tmp_path: Path) -> None:
    path = tmp_path / "people.gaz"
    rp.Gazetteer(ENTRIES).save(path)
    assert found(rp.Gazetteer.load(path)) == EXPECTED
    assert found(pickle.loads(pickle.dumps(rp.Gazetteer(ENTRIES)))) == EXPECTED


@pytest.mark.parametrize("cut", [0, 1, 7, 100, -1])
def test_a_saved_file_that_is_cut_is_a_value_error(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "people.gaz"
    rp.Gazetteer(ENTRIES).save(path)
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(ValueError, match=r"people\.gaz|saved|cut|short"):
        rp.Gazetteer.load(path)


def test_a_saved_file_that_is_altered_is_a_value_error(tmp_path: Path) -> None:
    path = tmp_path / "people.gaz"
    rp.Gazetteer(ENTRIES).save(path)
    data = bytearray(path.read_bytes())
    for at in range(0, len(data), max(1, len(data) // 97)):
        altered = bytearray(data)
        altered[at] ^= 0x41
        path.write_bytes(altered)
        with pytest.raises(ValueError):  # noqa: PT011 - which of the messages depends on the byte
            rp.Gazetteer.load(path)


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("a.csv", "id,name,label\nq1,Ada,PERSON\nq1,Bo,PERSON\n", r"a\.csv:3:"),
        ("a.csv", "id,label\nq1,PERSON\n", r"a\.csv:1:.*name"),
        ("a.csv", 'id,name,label\nq1,"Ada,PERSON\n', r"a\.csv:2:"),
        ("a.csv", "id,name,label\nq1,,PERSON\n", r"a\.csv:2:2"),
        ("a.csv", "", r"a\.csv:1:"),
        ("a.jsonl", '{"id": "q1", "name": "Ada", "label": "P"}\n{"id": \n', r"a\.jsonl:2:"),
        ("a.jsonl", '{"id": "q1", "label": "P"}\n', r"a\.jsonl:1:.*name"),
        ("a.jsonl", "[1, 2]\n", r"a\.jsonl:1:"),
    ],
)
def test_broken_files_say_file_line_and_column(tmp_path: Path, name: str, content: str, place: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    read = rp.Gazetteer.from_csv if name.endswith("csv") else rp.Gazetteer.from_jsonl
    with pytest.raises(rp.GazetteerError, match=place):
        read(path)


def test_files_that_are_not_there_are_os_errors(tmp_path: Path) -> None:
    for read in (rp.Gazetteer.from_csv, rp.Gazetteer.from_jsonl, rp.Gazetteer.load):
        with pytest.raises((OSError, ValueError), match="none"):
            read(tmp_path / "none.csv")


@pytest.mark.parametrize(
    "entries",
    [
        [{"id": "q1", "label": "P"}],
        [{"id": "q1", "name": "", "label": "P"}],
        [{"id": "q1", "name": "Ada", "label": "P", "case": "sometimes"}],
        [{"id": "q1", "name": "Ada", "label": "P"}, {"id": "q1", "name": "Bo", "label": "P"}],
    ],
)
def test_broken_entries_are_gazetteer_errors(entries: list[dict[str, Any]]) -> None:
    with pytest.raises(rp.GazetteerError, match="entries"):
        rp.Gazetteer(entries)


@pytest.mark.parametrize("entries", [[7], "people.csv", 7, [{"id": b"q1", "name": "Ada"}]])
def test_entries_of_another_type_are_type_errors(entries: Any) -> None:
    with pytest.raises(TypeError):
        rp.Gazetteer(entries)
