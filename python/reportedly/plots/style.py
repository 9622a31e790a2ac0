"""What all charts look like: colours that mean something, axes, titles, a theme for light and dark."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

import altair as alt

from reportedly._visible import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    _Chart = TypeVar("_Chart", alt.LayerChart, alt.HConcatChart)

FIRM, SAID, CUE, PLAIN, NOT = "#2c8a63", "#3f7ad6", "#b8620b", "#7a7f87", "#b8433f"
"""The hues of display.css, which stand at 3.5:1 and more against white and near black. Where `CUE` and `NOT`
meet, which look much alike to some, shape or words say what the colour says."""

STATUS_COLOURS = {"asserted": FIRM, "attributed": SAID, "hedged": CUE, "question": PLAIN}
"""The colour of each status: that of its chip in a notebook."""
STATUSES = {status: "questions" if status == "question" else status for status in STATUS_COLOURS}
"""The name of each status where sentences are counted: that of its column in the table of documents."""
CHANGES = {"hardened": FIRM, "softened": CUE, "reversed": NOT, "same": PLAIN}
"""The colour of what became of a claim."""

WIDTH = 640
"""Pixels that a chart takes between its axes, at most: a notebook's column is some 800 wide."""
ROW = 24
"""Pixels from row to row."""
LABELS = 260
"""Pixels that the names of rows take, at most."""
MOST_ROWS = 5000
"""Altair's own limit."""
FAINT = 0.2
"""Opacity of what stands behind: grids, and the room that a bar leaves."""


def axis(**options: Any) -> alt.Axis:
    """An axis of small grey words, without a line of its own."""
    lines = {"domain": False, "ticks": False, "grid": False, "gridColor": PLAIN, "gridOpacity": FAINT}
    words = {"labelFontSize": 12, "labelPadding": 6, "labelLimit": LABELS, "titleFontWeight": "normal"}
    return alt.Axis(**{**lines, **words, "title": None, "titleFontSize": 12, **options})


def shares(**options: Any) -> alt.Axis:
    """An axis from 0 to 1."""
    return axis(**{"values": [0, 0.25, 0.5, 0.75, 1], "grid": True, **options})


def listed(texts: Iterable[str], **options: Any) -> alt.Axis:
    """An axis that has a text for each whole number from 0."""
    return axis(labelExpr=f"{json.dumps(list(texts))}[datum.value]", **options)


def legend(**options: Any) -> alt.Legend:
    """A legend between title and chart."""
    return alt.Legend(orient="top", title=None, labelFontSize=12, symbolOpacity=1, **{"offset": 8, **options})


def colours(values: dict[str, str]) -> alt.Scale:
    """The scale that gives each value its colour, whether it is there or not."""
    return alt.Scale(domain=list(values), range=list(values.values()))


def name(source: str, letters: int) -> str:
    """A source as it stands by its mark: without what explains it ("Ana Ruiz, a spokeswoman"), and cut."""
    head, _, rest = source.partition(", ")
    return one_line(head if rest[:1].islower() else source, letters)


def words(base: alt.Chart, **options: Any) -> alt.Chart:
    """Writing between the marks, in a grey for light and dark: themes do not reach it."""
    text: alt.Chart = base.mark_text(**{"color": PLAIN, "fontSize": 12, "align": "left", **options})
    return text


def layers(*parts: alt.Chart, **size: Any) -> alt.LayerChart:
    """The parts laid over each other, without a frame."""
    return alt.LayerChart(layer=list(parts), view=alt.ViewBackground(stroke=None), **size)


def titled(chart: _Chart, title: str, subtitle: str) -> _Chart:
    """The chart with its title, what it comes to on a line below, and both for those who cannot see it."""
    head = alt.Title(title, subtitle=subtitle, anchor="start", fontSize=15, subtitleFontSize=12, offset=12)
    head.subtitlePadding = 5
    return chart.properties(title=head, description=f"{title}. {subtitle}")


def data(found: Iterable[dict[str, Any]]) -> alt.InlineData:
    """Rows as data inside the chart.

    Raises:
        ValueError: for more than altair takes.
    """
    values = list(found)
    if len(values) > MOST_ROWS:
        message = f"{len(values):,} marks; a chart has room for {MOST_ROWS:,}: give it a part, or fewer"
        raise ValueError(message)
    return alt.InlineData(values=values)


@alt.theme.register("reportedly", enable=False)
def theme() -> alt.theme.ThemeConfig:
    """Grey writing on nothing: some 4:1 against white and against near black."""
    writing: Any = {"guide-label": {"fill": PLAIN}, "guide-title": {"fill": PLAIN}}
    return {
        "config": {
            "background": "transparent",
            "font": "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', 'DejaVu Sans', sans-serif",
            "style": writing,
            "title": {"color": PLAIN, "subtitleColor": PLAIN},
        }
    }
