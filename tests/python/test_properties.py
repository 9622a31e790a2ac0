"""Any text at all: nothing raises, everything found stands where it says."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reportedly as rp
from html_check import read
from test_results import check_offsets

# Pieces that mean something to one room or another, in any order, with anything in between.
PIECES = [
    *("may", "might", "reportedly", "said to", "if", "whether", "not", "about 50", "critics", "in fact"),
    *("Ana Ruiz", "Norway", "the Northern Front (NF)", "NF", "it", "she", "who", "that"),
    *("said", "told", "according to", "denied", "accused", "of", "reported", "as saying", "claimed"),
    *("“", "”", '"', "'", "’", "(", ")", "[", "]", ",", ".", "?", "!", ":", ";", "—", "…", "-"),
    *(" ", "  ", "\n", "\n\n", "\r\n", "\t", "\u2028", "\u00a0", "\ufeff", "\x00"),
    *("é", "e\u0301", "李", "🏳️‍🌈", "شام", "\u202e", "ﬁ", "İ", "ß"),
]
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join),
)


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_any_text_is_read(text: str) -> None:
    doc = rp.analyze(text)
    assert doc.text == text
    check_offsets(doc)
    assert rp.Document.from_json(doc.to_json()) == doc


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_any_text_is_shown(text: str) -> None:
    read(rp.analyze(text)._repr_html_())


@given(st.lists(st.one_of(st.none(), TEXTS), max_size=6))
@settings(max_examples=60, deadline=None)
def test_batches_give_what_single_texts_give(texts: list[str | None]) -> None:
    analyzer = rp.Analyzer(threads=2)
    assert list(analyzer.pipe(texts, batch_size=2)) == [
        rp.analyze(t) if t is not None else None for t in texts
    ]


HOSTILE = [
    "(",
    "“",
    "”",
    "'",
    "‘",
    '"',
    "[",
    "-",
    ".",
    "A. ",
    "1. ",
    "\n",
    "a",
    "word ",
    "“(",
    "he said ",
    "if ",
    ", ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_is_linear_in_the_length(piece: str) -> None:
    def took(size: int) -> float:
        text = piece * (size // len(piece))
        start = time.perf_counter()
        rp.analyze(text)
        return time.perf_counter() - start

    small = min(took(1 << 15) for _ in range(3))
    large = took(1 << 18)  # eight times the length: quadratic time would be 64 times
    assert large < 20 * small + 0.1, f"{small:.3f} s for 32 KB, {large:.3f} s for 256 KB of {piece!r}"
