"""Marks that overlap and nest, laid over a text as well-formed HTML."""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from reportedly._visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_OPEN = 12
"""Marks open at one place; further ones are left out there, so that hostile nesting stays linear."""


class Mark(NamedTuple):
    """A stretch of the text and the element that shows it."""

    start: int
    """First code point."""
    end: int
    """One past the last code point."""
    rank: int
    """Elements of a lower rank stand outside those of a higher one, and cut them where the two cross."""
    tag: str
    """Name of the element."""
    classes: str = ""
    """Its classes."""
    title: str = ""
    """What hovering shows; escaped here."""
    before: str = ""
    """HTML at the start of its first piece."""
    after: str = ""
    """HTML at the end of its last piece."""


def layered(text: str, marks: Iterable[Mark], end: int, budget: int) -> tuple[str, int]:
    """The first `end` code points of `text` with `marks` as elements around them.

    Where two marks cross, the one of the higher rank is cut into pieces at the border of the other. The first
    piece has the class `rp-opens`, the last `rp-ends`.

    Args:
        text: the text; the result holds it escaped and made visible.
        marks: the marks, in any order; what reaches over `end` is cut there.
        end: code points of the text to show.
        budget: code units of HTML after which no further stretch is begun.

    Returns:
        The HTML, and the code point where it stops: `end`, or less where the budget ran out.
    """
    waiting = sorted((m for m in marks if m.start < min(m.end, end)), key=_order, reverse=True)
    borders = sorted({0, end, *(m.start for m in waiting), *(min(m.end, end) for m in waiting)})
    out: list[str] = []
    size = 0
    pieces: list[_Piece] = []  # open now, outermost first
    for at, until in pairwise(borders):
        wanted = [piece.mark for piece in pieces if piece.mark.end > at]
        while waiting and waiting[-1].start <= at:
            mark = waiting.pop()
            if len(wanted) < MOST_OPEN:
                wanted.append(mark)
        wanted.sort(key=lambda mark: (mark.rank, mark.start, -mark.end))
        kept = _common(pieces, wanted)
        size += _close(out, pieces, kept, at)
        for mark in wanted[kept:]:
            pieces.append(_Piece(mark, mark.start == at, len(out)))
            out.append("")
        out.append(escape(visible(text[at:until])))
        size += len(out[-1])
        if size > budget:
            _close(out, pieces, 0, until)
            return "".join(out), until
    _close(out, pieces, 0, end)
    return "".join(out), end


class _Piece(NamedTuple):
    mark: Mark
    opens: bool
    slot: int
    """Place of the start tag in the output: written once it is known whether the piece is its mark's last."""


def _order(mark: Mark) -> tuple[int, int, int]:
    return mark.start, mark.rank, -mark.end


def _common(pieces: list[_Piece], wanted: list[Mark]) -> int:
    """How many of the open pieces, from outside, may stay open."""
    count = 0
    for piece, mark in zip(pieces, wanted, strict=False):
        if piece.mark is not mark:
            break
        count += 1
    return count


def _close(out: list[str], pieces: list[_Piece], kept: int, at: int) -> int:
    """Closes all but the first `kept` of the open pieces; gives the size of their tags."""
    size = 0
    while len(pieces) > kept:
        mark, opens, slot = pieces.pop()
        ends = mark.end <= at
        classes = mark.classes + (" rp-opens" if opens else "") + (" rp-ends" if ends else "")
        title = f' title="{escape(mark.title)}"' if mark.title else ""
        out[slot] = f'<{mark.tag} class="{classes}"{title}>' + (mark.before if opens else "")
        out.append((mark.after if ends else "") + f"</{mark.tag}>")
        size += len(out[slot]) + len(out[-1])
    return size
