"""`doc.tokens`: offsets, trees, pickling, and documents that were loaded."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

import reportedly as rp

TEXT = "Erdoğan’s minister said “the port may close”. 😀 Police found nothing."


def test_tokens_stand_where_they_say(doc: rp.Document) -> None:
    for document in (doc, rp.analyze(TEXT)):
        assert all(document.text[t.start : t.end] == t.text for t in document.tokens)
        ends = [0, *(t.end for t in document.tokens)]
        assert all(end <= t.start for end, t in zip(ends, document.tokens, strict=False))
        missed = set(range(len(document.text))) - {i for t in document.tokens for i in range(t.start, t.end)}
        assert not "".join(document.text[i] for i in missed).strip()


def test_each_sentence_is_a_tree(doc: rp.Document) -> None:
    tokens = doc.tokens
    for sentence in doc.sentences:
        inside = {i for i, t in enumerate(tokens) if sentence.start <= t.start < sentence.end}
        assert [i for i in inside if tokens[i].head == i] == [
            i for i in inside if tokens[i].relation == "root"
        ]
        assert sum(tokens[i].head == i for i in inside) == 1
        for at in inside:
            seen = set()
            while tokens[at].head != at:
                assert at not in seen
                seen.add(at)
                at = tokens[at].head  # noqa: PLW2901
            assert at in inside


def test_what_hangs_on_what() -> None:
    tokens = rp.analyze("It rained. Police closed the road.").tokens
    assert [(t.text, t.tag, tokens[t.head].text, t.relation) for t in tokens[3:]] == [
        ("Police", "NOUN", "closed", "subject"),
        ("closed", "VERB-FIN", "closed", "root"),
        ("the", "DET", "road", "determiner"),
        ("road", "NOUN", "closed", "object"),
        (".", "PUNCT", "closed", "punctuation"),
    ]
    assert repr(tokens[3]) == "Token('Police', NOUN, head=4, subject)"
    assert str(tokens[3]) == "Police"
    assert len(tokens[3]) == len("Police")


def test_every_document_has_the_same_tokens_whatever_its_layers_and_where_it_came_from() -> None:
    doc = rp.analyze(TEXT)
    others: list[Any] = [
        rp.analyze(TEXT, layers=["sentences"]),
        rp.Document.from_json(doc.to_json()),
        pickle.loads(pickle.dumps(doc)),
    ]
    assert all(other.tokens == doc.tokens for other in others)


def test_tokens_follow_the_sentences_of_their_document() -> None:
    text = "The council met\nThe mayor left"
    roots = {
        newlines: sum(t.relation == "root" for t in rp.Analyzer(newlines=newlines).analyze(text).tokens)
        for newlines in ("always", "never")
    }
    assert roots == {"always": 2, "never": 1}


def test_tokens_are_made_once_and_are_values() -> None:
    doc = rp.analyze(TEXT)
    assert doc.tokens is doc.tokens
    copies = pickle.loads(pickle.dumps(doc.tokens))
    assert copies == doc.tokens
    assert hash(copies) == hash(doc.tokens)
    assert rp.Token(0, 2, "It", "PRON", 1, "expletive") != doc.tokens[0]
    with pytest.raises(AttributeError):
        doc.tokens[0].tag = "NOUN"  # type: ignore[misc]


def test_an_empty_text_has_none() -> None:
    assert rp.analyze("").tokens == ()
    assert rp.analyze(" \n\t").tokens == ()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((3, 1, "a", "NOUN", 0, "root"), "ends before it starts"),
        ((0, 1, "a", "NUON", 0, "root"), "NOUN"),
        ((0, 1, "a", "NOUN", 0, "rot"), "root"),
    ],
)
def test_a_token_that_cannot_be_is_refused(arguments: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        rp.Token(*arguments)
