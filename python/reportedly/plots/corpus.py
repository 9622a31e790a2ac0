"""Many texts: how much of them is hedged, by outlet or whatever parts them, and over time."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import altair as alt

from reportedly._visible import one_line
from reportedly._words import counted
from reportedly.plots import style
from reportedly.plots.rows import documents, first, rows, values_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.labels import Period
    from reportedly.plots.rows import Findings, Row

STATUSES = ("hedged", "attributed", "question", "asserted")
"""From the axis on: what is hedged first, to be compared by eye."""
PERIODS = {"day": "%Y-%m-%d", "week": "%G-W%V", "month": "%Y-%m", "year": "%Y"}
"""Names of periods, which sort as they follow each other."""
EASY = 60
"""More columns are too thin to read: the next longer period is taken."""


def hedging(
    docs: Findings, by: str | Iterable[Any], *, every: Period | None = None, most: int = 40
) -> alt.LayerChart:
    """How many of the sentences are hedged, attributed, asserted: a bar an outlet, or a column a day.

    Texts are counted together by what `by` says of each. Dates make it a chart over time; anything else, one
    of groups, the most hedged on top. A long text weighs more than a short one: sentences are counted.

    Args:
        docs: documents, or a table of documents, as a `Table` or a data frame: that of a corpus, say, with
            `df.join(df["body"].reportedly.documents())`.
        by: the column with the outlet, the date, or whatever parts the texts; or one value for each text.
            Texts without a value, or without a sentence, are left out.
        every: the length of a period: "day", "week" (from Monday), "month" or "year"; the shortest that makes
            no more than 60 columns if not given.
        most: groups that are shown, those with most sentences first.

    Raises:
        ValueError: for a column that is not there, more or fewer values than texts, a period for what is no
            dates or with more than 640 columns, and where claims were not read.
        TypeError: for what is none of these.

    Examples:
        >>> import reportedly as rp
        >>> docs = [rp.analyze(text) for text in ("It may close.", "It shut.", "It will open, Ana said.")]
        >>> rp.plots.hedging(docs, by=["Globe", "Globe", "Wire"]).title.subtitle
        '3 sentences of 3 texts: 33% hedged, 33% attributed, 33% asserted'
    """
    if every is not None and every not in PERIODS:
        message = f"unknown period {every!r}; expected {', '.join(PERIODS)}"
        raise ValueError(message)
    read = [row for row in _texts(docs, by) if row["sentences"]]
    texts = [row for row in read if row["by"] is not None]
    if read and not texts:
        message = "by has no value for any text; expected an outlet, a date, or whatever parts the texts"
        raise ValueError(message)
    if any(row["hedged"] is None for row in texts):
        message = "no sentence has a status; it comes with the layer claims, which was not read"
        raise ValueError(message)
    dates = [row["by"] for row in texts if isinstance(row["by"], date)]
    if 0 < len(dates) < len(texts) or (every and texts and not dates):
        message = "expected dates in by (datetime.date, datetime, or a column of dates), got something else"
        raise ValueError(message)
    if dates:
        periods, names = _periods([date(day.year, day.month, day.day) for day in dates], every)
        chart = _over_time(_bars(periods, texts, names), names)
    else:
        groups = [one_line(str(row["by"])) for row in texts]
        sentences = Counter[str]()
        for group, row in zip(groups, texts, strict=True):
            sentences[group] += row["sentences"]
        chart = _by_group(_bars(groups, texts, [name for name, _ in first(sentences.most_common(), most)]))
    return style.titled(chart, "How much is hedged, how much attributed", _subtitle(texts))


def _texts(given: Findings, by: str | Iterable[Any]) -> list[Row]:
    """A row a text: its counts, and what `by` says of it."""
    counts = ("sentences", *style.STATUSES.values())
    if not isinstance(by, str):
        found, values = rows(given, "documents", counts), values_of(by)
    elif documents(given) is None:
        found = rows(given, "documents", (*counts, by))
        values = [row[by] for row in found]
    else:
        message = f"documents have no column {by!r}: give by one value for each document"
        raise ValueError(message)
    if len(values) != len(found):
        message = f"{len(found)} texts but {len(values)} values in by; expected one for each text"
        raise ValueError(message)
    whole = ({name: None if row[name] is None else int(row[name]) for name in counts} for row in found)
    return [{**row, "by": value} for row, value in zip(whole, values, strict=True)]


def _periods(days: Sequence[date], every: Period | None) -> tuple[list[str], list[str]]:
    """The period of each day, and all periods from the first to the last, also those without a text."""
    start = min(days)
    span = [start + timedelta(n) for n in range((max(days) - start).days + 1)]
    for form in [PERIODS[every]] if every else PERIODS.values():
        names = list(dict.fromkeys(day.strftime(form) for day in span))
        if len(names) <= EASY:
            break
    if len(names) > style.WIDTH:
        message = f"{len(names):,} columns; a chart has room for {style.WIDTH}: take a longer period"
        raise ValueError(message)
    return [day.strftime(form) for day in days], names


def _bars(groups: Sequence[str], texts: Sequence[Row], names: Sequence[str]) -> list[Row]:
    """A row for each status in each of the named groups; the most hedged groups first."""
    counts = {name: Counter[str]() for name in names}
    for group, row in zip(groups, texts, strict=True):
        if (count := counts.get(group)) is not None:
            count.update(
                {"texts": 1, **{name: row[name] for name in ("sentences", *style.STATUSES.values())}}
            )
    bars = [
        {
            "group": name,
            "status": status,
            "order": order,
            "count": count[style.STATUSES[status]],
            "share": round(count[style.STATUSES[status]] / count["sentences"], 4),
            "hedged": round(count["hedged"] / count["sentences"], 4),
            "sentences": count["sentences"],
            "texts": count["texts"],
            "label": f"{count['hedged'] / count['sentences']:.0%} hedged, {counted(count['texts'], 'text')}",
        }
        for name, count in counts.items()
        if count["sentences"]
        for order, status in enumerate(STATUSES)
    ]
    return sorted(bars, key=lambda bar: -bar["hedged"])


def _base(bars: Sequence[Row], what: str) -> alt.Chart:
    return alt.Chart(style.data(bars)).encode(
        order="order:Q",
        tooltip=[
            alt.Tooltip("group:N", title=what),
            "status:N",
            alt.Tooltip("count:Q", title="sentences"),
            alt.Tooltip("share:Q", format=".0%"),
            alt.Tooltip("sentences:Q", title="of sentences"),
            "texts:Q",
        ],
    )


def _colour() -> alt.Color:
    values = {status: style.STATUS_COLOURS[status] for status in STATUSES}
    return alt.Color("status:N", scale=style.colours(values), legend=style.legend())


def _by_group(bars: Sequence[Row]) -> alt.LayerChart:
    names = list(dict.fromkeys(bar["group"] for bar in bars))
    base = _base(bars, "texts of").encode(
        y=alt.Y("group:N", axis=style.axis()).scale(domain=names, paddingInner=0.25)
    )
    share = alt.X("share:Q", stack="zero", axis=style.shares(title="share of sentences", format="%"))
    stacked = base.mark_bar().encode(x=share.scale(domain=[0, 1]), color=_colour())
    labels = (
        style.words(base, dx=6).transform_filter("datum.order == 0").encode(x=alt.XDatum(1), text="label:N")
    )
    return style.layers(stacked, labels, width=440, height=alt.Step(style.ROW))


def _over_time(bars: Sequence[Row], names: Sequence[str]) -> alt.LayerChart:
    axis = style.axis(labelAngle=0, labelOverlap=True)
    base = _base(bars, "time").encode(x=alt.X("group:O", axis=axis).scale(domain=names, paddingInner=0.12))
    share = alt.Y("share:Q", stack="zero", axis=style.shares(title="share of sentences", format="%"))
    stacked = base.mark_bar().encode(y=share.scale(domain=[0, 1]), color=_colour())
    return style.layers(stacked, width=style.WIDTH, height=220)


def _subtitle(texts: Sequence[Row]) -> str:
    sentences = sum(row["sentences"] for row in texts)
    if not sentences:
        return "no sentences"
    parts = {style.STATUSES[s]: sum(row[style.STATUSES[s]] for row in texts) / sentences for s in STATUSES}
    said = ", ".join(f"{share:.0%} {name}" for name, share in parts.items() if share)
    return f"{counted(sentences, 'sentence')} of {counted(len(texts), 'text')}: {said}"
