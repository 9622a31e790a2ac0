"""Two documents side by side: the claims that they share, and what has become of the certainty."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import altair as alt

from reportedly._native import Document
from reportedly._visible import one_line
from reportedly._words import counted
from reportedly.comparison import Comparison, compare
from reportedly.plots import style
from reportedly.plots.rows import first as first_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.comparison import Pair
    from reportedly.plots.rows import Row

CLAIM = 330
"""Pixels of the words of a claim."""


def comparison(
    first: Comparison | Document, second: Document | None = None, *, most: int = 40
) -> alt.LayerChart:
    """What two documents both claim, and how sure the writer of each is of it: a row a pair of claims.

    Args:
        first: what `compare` gave, or a document.
        second: the other document, where the first is one.
        most: pairs that are shown, those that have changed first.

    Raises:
        TypeError: for a document alone, or what is none.
        ValueError: where the claims of a document were not read.

    Examples:
        >>> import reportedly as rp
        >>> wire = rp.analyze("Turkish police reportedly foiled a bomb plot in Ankara.")
        >>> paper = rp.analyze("Turkish police foiled a bomb plot in Ankara on Monday.")
        >>> rp.plots.comparison(wire, paper).title.subtitle
        '1 claim in both: 1 hardened'
    """
    if isinstance(first, Document) and isinstance(second, Document):
        first = compare(first, second)
    elif not isinstance(first, Comparison) or second is not None:
        given = " and ".join(type(item).__name__ for item in (first, second) if item is not None)
        message = f"expected two documents, or what compare gave for them; got {given}"
        raise TypeError(message)
    pairs = sorted(first.pairs, key=lambda pair: list(style.CHANGES).index(pair.change))
    found = [_row(number, pair) for number, pair in enumerate(first_of(pairs, most))]
    return style.titled(_chart(found), "What became of the claims that both make", _subtitle(pairs, most))


def _row(number: int, pair: Pair) -> Row:
    return {
        "pair": number,
        "change": pair.change,
        "standing": " → ".join(pair.standing),
        "label": f"{pair.change}: {' → '.join(pair.standing)}",
        "first": one_line(pair.first.text, 300),
        "second": one_line(pair.second.text, 300),
        "before": round(pair.first.certainty, 4),
        "after": round(pair.second.certainty, 4),
        "score": round(pair.score, 4),
    }


def _chart(found: Sequence[Row]) -> alt.LayerChart:
    names = style.listed((row["first"] for row in found), labelLimit=CLAIM)
    base = alt.Chart(style.data(found)).encode(
        y=alt.Y("pair:O", axis=names).scale(domain=list(range(len(found)))),
        color=alt.Color(
            "change:N", scale=style.colours(style.CHANGES), legend=style.legend(symbolType="circle")
        ),
        tooltip=[
            "first:N",
            "second:N",
            "change:N",
            "standing:N",
            alt.Tooltip("before:Q", title="certainty before", format=".2f"),
            alt.Tooltip("after:Q", title="and after", format=".2f"),
            alt.Tooltip("score:Q", title="likeness", format=".2f"),
        ],
    )
    ends = alt.Scale(domain=[0, 1])
    axis = style.shares(title="certainty of the writer: ○ in the first, ● in the second", format=".2~f")
    before, after = alt.X("before:Q", axis=axis, scale=ends), alt.X("after:Q", axis=axis, scale=ends)
    return style.layers(
        base.mark_rule(strokeWidth=2).encode(x=before, x2="after:Q"),
        base.mark_point(filled=False, fill="white", size=80, strokeWidth=2, opacity=1).encode(x=before),
        base.mark_point(filled=True, size=90, opacity=1).encode(x=after),
        style.words(base, dx=13).encode(x=alt.XDatum(1), text="label:N", color=alt.value(style.PLAIN)),
        width=240,
        height=alt.Step(style.ROW),
    )


def _subtitle(pairs: Sequence[Pair], most: int) -> str:
    if not pairs:
        return "no claim in both"
    counts: Counter[str] = Counter(pair.change for pair in pairs)
    said = ", ".join(f"{counts[change]} {change}" for change in style.CHANGES if counts[change])
    cut = f"; {counted(most, 'row')} shown" if len(pairs) > most else ""
    return f"{counted(len(pairs), 'claim')} in both: {said}{cut}"
