"""A document, sentence by sentence."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import altair as alt

from reportedly._visible import one_line
from reportedly._words import STATUS_SIGNS, counted
from reportedly.plots import style
from reportedly.plots.rows import of_one_text, rows

if TYPE_CHECKING:
    from narwhals.typing import IntoDataFrame

    from reportedly._native import Document, Table
    from reportedly.plots.rows import Row

MOST_SIGNS = 60
"""More bars have no room for a sign on top."""
STEP = 24
"""Pixels a bar, while there are few."""


def certainty(doc: Document | Table | IntoDataFrame) -> alt.LayerChart:
    """How sure the writer is through a text: a bar a sentence, coloured by status.

    Args:
        doc: a document, or its table of sentences, as a `Table` or a data frame.

    Raises:
        ValueError: where claims were not read, which give a sentence its status; for a table of several
            texts; for more than 5,000 sentences.
        TypeError: for what is none of these.

    Examples:
        >>> import reportedly as rp
        >>> rp.plots.certainty(rp.analyze("Police said the fire may have been set.")).title.subtitle
        '1 sentence, mean certainty 0.22: 100% hedged'
    """
    read = rows(doc, "sentences", ("text", "status", "certainty"), ("row", "doc"))
    found = of_one_text([row for row in read if row["text"] is not None])
    if found and all(row["status"] is None for row in found):
        message = "no sentence has a status; it comes with the layer claims, which was not read"
        raise ValueError(message)
    bars = [
        {
            "sentence": number,
            "status": row["status"],
            "sign": STATUS_SIGNS.get(row["status"], ""),
            "certainty": round(row["certainty"], 4),
            "text": one_line(row["text"], 300),
        }
        for number, row in enumerate(found, 1)
        if row["certainty"] is not None
    ]
    few = len(found) <= MOST_SIGNS
    base = alt.Chart(style.data(bars)).encode(
        x=alt.X("sentence:O", axis=style.axis(title="sentence", labelAngle=0, labelOverlap=True)).scale(
            domain=list(range(1, len(found) + 1)), paddingInner=0.15 if few else 0
        ),
        tooltip=["text:N", "status:N", alt.Tooltip("certainty:Q", format=".2f"), "sentence:O"],
    )
    up = alt.Y("certainty:Q", axis=style.shares(title="certainty of the writer", format=".2~f")).scale(
        domain=[0, 1]
    )
    colour = alt.Color("status:N", scale=style.colours(style.STATUS_COLOURS), legend=_legend(few=few))
    layers = [
        base.mark_bar(color=style.PLAIN, opacity=style.FAINT / 2).encode(
            y=alt.YDatum(1)
        ),  # hovered over where bars are low
        base.mark_bar().encode(y=up, color=colour),
    ]
    if few:
        signs = style.words(base, fontSize=13, align="center", baseline="bottom")
        layers.append(signs.encode(y=alt.value(-2), text="sign:N"))
    width = alt.Step(STEP) if len(found) * STEP <= style.WIDTH else style.WIDTH
    chart = style.layers(*layers, width=width, height=180)
    return style.titled(chart, "How sure the writer is, sentence by sentence", _subtitle(bars))


def _legend(*, few: bool) -> alt.Legend:
    """The statuses with their signs, above those on the bars."""
    signs = " : ".join(
        f"datum.label == '{status}' ? '{sign} {status}'" for status, sign in STATUS_SIGNS.items()
    )
    return style.legend(labelExpr=f"{signs} : datum.label", offset=24 if few else 8)


def _subtitle(bars: list[Row]) -> str:
    if not bars:
        return "no sentences"
    mean = sum(bar["certainty"] for bar in bars) / len(bars)
    statuses = Counter(bar["status"] for bar in bars)
    parts = ", ".join(
        f"{statuses[s] / len(bars):.0%} {name}" for s, name in style.STATUSES.items() if statuses[s]
    )
    return f"{counted(len(bars), 'sentence')}, mean certainty {mean:.2f}: {parts}"
