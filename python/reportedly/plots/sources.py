"""Who says what: sources, the stance of the writer to what they say, and how much of it is hedged."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import altair as alt

from reportedly._visible import one_line
from reportedly._words import counted
from reportedly.plots import style
from reportedly.plots.rows import documents, first, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly._native import Document
    from reportedly.plots.rows import Findings

STANCES = ("neutral", "endorsed", "belief", "doubted", "denied")
"""From left to right: what the writer passes on, stands by, calls a belief, doubts, has denied."""
QUOTED = 3
"""Statements that hovering shows."""


@dataclass
class Source:
    """What one source is made to say."""

    name: str
    said: dict[str, list[str]] = field(default_factory=dict)
    """Its statements, by the writer's stance."""
    hedged: float | None = None
    """How many of them are hedged; `None` where that is not known."""

    @property
    def statements(self) -> int:
        """How many there are."""
        return sum(map(len, self.said.values()))


def who_says_what(docs: Findings, *, most: int = 15) -> alt.HConcatChart:
    """Who says how much, how the writer stands to it, and how much of it is hedged: a row a source.

    Of documents the sources are those of `doc.sources()`, joined by id or name where there are several. Of a
    table they are what stands in its columns `resolved` and `source`; it does not say what is hedged, so that
    part is left out.

    Args:
        docs: a document or several, or a table of attributions, as a `Table` or a data frame.
        most: sources that are shown, those with most statements first.

    Raises:
        ValueError: where attributions were not read, and for columns that are missing.
        TypeError: for what is none of these.

    Examples:
        >>> import reportedly as rp
        >>> doc = rp.analyze("Ana Ruiz said the port was shut. She said it may stay so. Bo Tern denied that.")
        >>> rp.plots.who_says_what(doc).title.subtitle
        '3 statements of 2 sources'
    """
    read = documents(docs)
    unnamed, found = _of_table(docs) if read is None else _of_documents(read)
    found.sort(key=lambda source: -source.statements)
    shown = first(found, most)
    names = _distinct([source.name for source in shown])
    cells = [
        {
            "source": name,
            "name": one_line(source.name),
            "stance": stance,
            "statements": len(source.said[stance]),
            "says": " · ".join(one_line(text, 160) for text in source.said[stance][:QUOTED]),
        }
        for name, source in zip(names, shown, strict=True)
        for stance in STANCES
        if stance in source.said
    ]
    parts = [_matrix(cells, names)]
    if read is not None:
        parts.append(_shares(shown, names))
    return style.titled(
        alt.hconcat(*parts, spacing=28),
        "Who says what, and how the writer takes it",
        _subtitle(found, shown, unnamed),
    )


def _matrix(cells: list[dict[str, object]], names: list[str]) -> alt.LayerChart:
    most = max((int(str(cell["statements"])) for cell in cells), default=1)
    base = alt.Chart(style.data(cells)).encode(
        y=alt.Y("source:N", axis=style.axis(grid=True)).scale(domain=names),
        x=alt.X("stance:N", axis=style.axis(orient="top", labelAngle=0)).scale(domain=STANCES),
        tooltip=[alt.Tooltip("name:N", title="source"), "stance:N", "statements:Q", "says:N"],
    )
    area = alt.Size("statements:Q", legend=None).scale(domain=[0, most], range=[0, 360])
    circles = base.mark_circle(color=style.SAID, opacity=1).encode(size=area)
    numbers = style.words(base, dx=13).encode(text="statements:Q")
    return style.layers(circles, numbers, width=310, height=alt.Step(style.ROW))


def _shares(shown: Sequence[Source], names: list[str]) -> alt.LayerChart:
    bars = [
        {"source": name, "hedged": round((source.hedged or 0) / source.statements, 4)}
        for name, source in zip(names, shown, strict=True)
    ]
    base = alt.Chart(style.data(bars)).encode(
        y=alt.Y("source:N", axis=None).scale(domain=names, paddingInner=0.35),
        x=alt.X(
            "hedged:Q", axis=style.axis(title="hedged", orient="top", labels=False, titlePadding=6)
        ).scale(domain=[0, 1]),
        tooltip=["source:N", alt.Tooltip("hedged:Q", format=".0%")],
    )
    numbers = style.words(base, dx=5).encode(text=alt.Text("hedged:Q", format=".0%"))
    return style.layers(base.mark_bar(color=style.CUE), numbers, width=120, height=alt.Step(style.ROW))


def _of_documents(read: Iterable[Document | None]) -> tuple[int, list[Source]]:
    """How many statements name nobody, and the sources of all documents."""
    unnamed = 0
    found: dict[str, Source] = {}
    for doc in filter(None, read):
        attributions = doc.attributions
        named = 0
        for row in doc.sources().to_pylist():
            source = found.setdefault(row["source_id"] or row["source"].casefold(), Source(row["source"]))
            source.hedged = (source.hedged or 0) + row["hedged"] * row["statements"]
            named += row["statements"]
            for number in row["attributions"]:
                attribution = attributions[number]
                text = " … ".join(piece.text for piece in attribution.content)
                source.said.setdefault(attribution.stance, []).append(text)
        unnamed += len(attributions) - named
    return unnamed, list(found.values())


def _of_table(given: Findings) -> tuple[int, list[Source]]:
    """The same of a table of attributions."""
    unnamed: Counter[bool] = Counter()
    found: dict[str, Source] = {}
    for row in rows(given, "attributions", ("source", "resolved", "source_id", "stance", "content")):
        if row["stance"] is None:
            continue  # a missing text
        name = row["resolved"] or row["source"]
        unnamed[name is None] += 1
        if name is not None:
            source = found.setdefault(row["source_id"] or name.casefold(), Source(name))
            source.said.setdefault(row["stance"], []).append(" … ".join(row["content"]))
    return unnamed[True], list(found.values())


def _distinct(names: Sequence[str]) -> list[str]:
    """Names that fit beside a row; a second one that would look the same has its number behind it."""
    seen: Counter[str] = Counter()
    distinct = []
    for name in names:
        short = style.name(name, 44)
        seen[short] += 1
        distinct.append(short if seen[short] == 1 else f"{short} ({seen[short]})")
    return distinct


def _subtitle(found: Sequence[Source], shown: Sequence[Source], unnamed: int) -> str:
    if not found and not unnamed:
        return "no statements"
    statements = counted(sum(source.statements for source in found), "statement")
    parts = [f"{statements} of {counted(len(found), 'source')}"]
    if len(shown) < len(found):
        parts.append(f"shown: the {len(shown)} that say most")
    if unnamed:
        parts.append(f"{counted(unnamed, 'more statement')} without a named source")
    return "; ".join(parts)
