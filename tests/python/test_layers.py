"""Overlapping marks as nested elements."""

from __future__ import annotations

import re
from html import escape, unescape

from hypothesis import given
from hypothesis import strategies as st

from html_check import read
from reportedly._layers import MOST_OPEN, Mark, layered


def mark(start: int, end: int, rank: int, tag: str = "span", name: str = "m") -> Mark:
    return Mark(start, end, rank, tag, name)


def test_nested_marks_are_nested_elements() -> None:
    html, shown = layered("abcdef", [mark(0, 6, 0, "p"), mark(2, 4, 1, "b")], 6, 1000)
    assert shown == 6
    assert html == '<p class="m rp-opens rp-ends">ab<b class="m rp-opens rp-ends">cd</b>ef</p>'


def test_crossing_marks_are_cut_at_the_outer_border() -> None:
    html, _ = layered("abcdef", [mark(0, 4, 0, "b"), mark(2, 6, 1, "span")], 6, 1000)
    assert html == (
        '<b class="m rp-opens rp-ends">ab<span class="m rp-opens">cd</span></b>'
        '<span class="m rp-ends">ef</span>'
    )


def test_signs_stand_once_even_where_a_mark_is_cut() -> None:
    cut = Mark(2, 6, 1, "span", "m", before="<sup>1</sup>", after="<sup>e</sup>")
    html, _ = layered("abcdef", [mark(0, 4, 0, "b"), cut], 6, 1000)
    assert re.sub("</?(b|span)[^>]*>", "", html) == "ab<sup>1</sup>cdef<sup>e</sup>"


def test_titles_are_escaped() -> None:
    html, _ = layered("a", [Mark(0, 1, 0, "b", "m", title='"><script>')], 1, 1000)
    assert html == '<b class="m rp-opens rp-ends" title="&quot;&gt;&lt;script&gt;">a</b>'


def test_marks_beyond_the_limit_at_one_place_are_left_out() -> None:
    html, _ = layered("ab", [mark(0, 2, 0) for _ in range(1000)], 2, 10**9)
    assert html.count("<span") == MOST_OPEN


def test_the_budget_cuts_and_says_where() -> None:
    text = "word " * 1000
    html, shown = layered(text, [mark(i, i + 4, 0) for i in range(0, 5000, 5)], 5000, 2000)
    assert 0 < shown < 5000
    assert re.sub("<[^>]*>", "", html) == text[:shown]
    assert len(html) < 3000


marks = st.lists(
    st.builds(mark, st.integers(0, 30), st.integers(0, 40), st.integers(0, 5)), max_size=MOST_OPEN
)


@given(st.text(max_size=40), marks)
def test_any_marks_give_well_formed_html_and_the_whole_text(text: str, found: list[Mark]) -> None:
    whole = mark(0, len(text), -1, "p")
    html, shown = layered(text, [whole, *found], len(text), 10**9)
    assert shown == len(text)
    read(html)
    bare = re.sub("<[^>]*>", "", html)
    assert len(unescape(bare)) == len(text)
    assert escape(unescape(bare)) == bare


@given(st.text(max_size=40), marks)
def test_each_mark_covers_exactly_its_stretch(text: str, found: list[Mark]) -> None:
    named = [item._replace(classes=f"n{n}") for n, item in enumerate(found)]
    html, _ = layered(text, [mark(0, len(text), -1, "p"), *named], len(text), 10**9)
    covered = dict.fromkeys(range(len(named)), 0)
    stack: list[str] = []
    for piece in re.findall(r"<[^>]*>|[^<]+", html):
        if piece.startswith("</"):
            stack.pop()
        elif piece.startswith("<"):
            stack.append(piece)
        else:
            for tag in stack:
                if number := re.search(r'class="n(\d+)', tag):
                    covered[int(number[1])] += len(unescape(piece))
    for n, item in enumerate(named):
        assert covered[n] == max(0, min(item.end, len(text)) - item.start)
