"""Sentences alone: `rp.sentences`, the options, reasons, columns."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

import reportedly as rp

TEXT = "Erdoğan’s aide left at 6 p.m. Mr. Oduya stayed.\nHe will speak on Monday. 😀 Why?"
PARTS = ["Erdoğan’s aide left at 6 p.m.", "Mr. Oduya stayed.", "He will speak on Monday. 😀", "Why?"]


def parts(analyzer: rp.Analyzer, text: str) -> list[str]:
    return [sentence.text for sentence in analyzer.analyze(text).sentences]


def test_sentences_come_as_strings_as_offsets_as_objects_and_as_columns() -> None:
    analyzer = rp.Analyzer(layers=["sentences"])
    assert rp.sentences(TEXT) == PARTS
    assert [TEXT[start:end] for start, end in rp.sentences(TEXT, offsets=True)] == PARTS
    assert parts(analyzer, TEXT) == PARTS
    rows = analyzer.table([TEXT, None, ""], "sentences").to_pylist()
    assert [row["text"] for row in rows] == [*PARTS, None]
    assert [TEXT[row["start"] : row["end"]] for row in rows[:-1]] == PARTS


def test_a_sentence_says_why_it_ends() -> None:
    doc = rp.analyze(
        "At 6 p.m. Ana Ruiz left for the U.S. The board met.Who knows? Nobody", layers=["sentences"]
    )
    assert [s.reason for s in doc.sentences] == ["abbreviation", "glued", "question", "end"]
    assert repr(doc.sentences[2]) == "Sentence('Who knows?', question)"
    claims = rp.analyze("It rained. Nobody came.")
    assert (
        repr(claims.sentences[0])
        == f"Sentence('It rained.', stop, asserted, {claims.sentences[0].certainty:.2f})"
    )


@pytest.mark.parametrize("as_file", [False, True])
def test_abbreviations_of_the_users_end_no_sentence(tmp_path: Path, as_file: bool) -> None:
    text = "The 4th Bde. Commander Lunt cites Moss, loq. sup. Chapter two."
    entries = ["Bde.", "loq. sup."]
    path = tmp_path / "abbreviations.txt"
    path.write_text("# of the army, and of scholars\n" + "\n".join(entries), encoding="utf-8")
    analyzer = rp.Analyzer(layers=["sentences"], lexicons={"abbreviations": path if as_file else entries})
    assert len(rp.sentences(text)) == 4
    assert parts(analyzer, text) == [text]
    assert parts(pickle.loads(pickle.dumps(analyzer)), text) == [text]


def test_line_breaks_end_sentences_as_told() -> None:
    text = "The council met\nIn the old hall it agreed."
    counts = {
        newlines: len(parts(rp.Analyzer(layers=["sentences"], newlines=newlines), text))
        for newlines in ("auto", "always", "never")
    }
    assert counts == {"auto": 2, "always": 2, "never": 1}
