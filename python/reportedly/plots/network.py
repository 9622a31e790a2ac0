"""Chains of sources as a network: source → source → claim."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import altair as alt

from reportedly._visible import one_line
from reportedly._words import FACTUALITY, HELD, counted
from reportedly.plots import style
from reportedly.plots.rows import documents, first, rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportedly._native import Document
    from reportedly.plots.rows import Findings, Row

WRITER, UNNAMED = "the writer", "somebody unnamed"

KINDS = {  # the marks of claims in a notebook: what they are called here, colour, shape
    "so": ("so", style.FIRM, "circle"),
    "likely": ("perhaps so", style.CUE, "diamond"),
    "open": ("open", style.PLAIN, "square"),
    "unlikely": ("not so, or hardly", style.NOT, "cross"),
}

NAME, LETTER, LINK, CLAIM = 30, 6.2, 60, 310
"""Letters of a source's name, at most; pixels of a letter, of a link, and of the words of a claim."""


def chains(docs: Findings, *, most: int = 40) -> alt.LayerChart:
    """Who passes on whose words: from the outermost source to the innermost, and from there to the claims.

    Sources are parted by the way that their words came: what officials say, and what the Globe says that they
    say, stand apart. The mark of a claim tells what its innermost source commits to.

    Args:
        docs: a document or several, or a table of claims, as a `Table` or a data frame. Documents alone know
            whom "she" or "the ministry" means.
        most: claims that are shown: the first ones.

    Raises:
        ValueError: where claims were not read, and for columns that are missing.
        TypeError: for what is none of these.

    Examples:
        >>> import reportedly as rp
        >>> doc = rp.analyze("The Globe reported officials as saying that the port was shut. It rained.")
        >>> rp.plots.chains(doc).title.subtitle
        '2 claims: 1 of the writer, 1 at second hand'
    """
    read = documents(docs)
    found = list(_of_table(docs) if read is None else _of_documents(read))
    network = _Network()
    for root in _tree(first(found, most)):
        network.place(root)
    return style.titled(_chart(network), "Through whom the claims come", _subtitle(found, most))


def _of_documents(read: Sequence[Document | None]) -> Iterator[Row]:
    for doc in filter(None, read):
        claims = doc.claims
        if "claims" not in doc.layers:
            doc.table("claims")  # says what is missing
        said = doc.attributions
        names = {
            said[number].source: row["source"]
            for row in doc.sources().to_pylist()
            for number in row["attributions"]
        }
        for claim in claims:
            chain = [names.get(span, span.text) if span else UNNAMED for span in claim.chain]
            yield _claim(chain, claim.text, claim.factuality, claim.certainty)


def _of_table(given: Findings) -> Iterator[Row]:
    for row in rows(given, "claims", ("chain", "text", "factuality", "certainty")):
        if row["text"] is not None:  # that of a missing text
            chain = [name or UNNAMED for name in row["chain"]]
            yield _claim(chain, row["text"], row["factuality"], row["certainty"])


def _claim(chain: list[str], text: str, factuality: str, certainty: float) -> Row:
    return {
        "chain": chain or [WRITER],
        "by": " → ".join(one_line(name, 80) for name in chain) or WRITER,
        "claim": one_line(text, 300),
        "factuality": FACTUALITY[factuality],
        "kind": KINDS[HELD[factuality]][0],
        "certainty": round(certainty, 4),
    }


@dataclass
class Node:
    """A source, with all that is said through it."""

    name: str
    """All its words."""
    claims: list[Row] = field(default_factory=list)
    parts: dict[str, Node] = field(default_factory=dict)
    """The sources that it passes on, by their folded name."""


def _tree(claims: Sequence[Row]) -> list[Node]:
    """The outermost sources, in the order in which they come."""
    top = Node("")
    for claim in claims:
        node = top
        for name in claim["chain"]:
            node = node.parts.setdefault(name.casefold(), Node(name))
        node.claims.append(claim)
    return list(top.parts.values())


@dataclass
class _Network:
    """Where everything stands: across in pixels, down in rows, of which each claim has one."""

    claims: list[Row] = field(default_factory=list)
    sources: list[Row] = field(default_factory=list)
    links: list[Row] = field(default_factory=list)

    def place(self, node: Node, x: float = 0) -> float:
        """Gives what hangs on a source its rows, and the source the middle of them, which is returned."""
        ends: list[tuple[float | None, float]] = []
        for claim in node.claims:
            ends.append((None, float(len(self.claims))))
            self.claims.append({**claim, "row": len(self.claims)})
        for part in node.parts.values():
            right = x + LINK + NAME * LETTER
            label = len(style.name(part.name, NAME)) * LETTER
            ends.append((right - label - 16, self.place(part, right)))
        y = (ends[0][1] + ends[-1][1]) / 2
        shown = style.name(node.name, NAME)
        self.sources.append({"source": shown, "name": one_line(node.name), "x": x, "row": y})
        self.links += ({"x": x, "row": y, "to_x": to_x, "to_row": to_row} for to_x, to_row in ends)
        return y

    @property
    def width(self) -> float:
        """Where the claims stand."""
        return max((source["x"] for source in self.sources), default=0) + LINK

    def curves(self) -> Iterator[Row]:
        """Five points a link, which leaves and arrives on the level."""
        for number, link in enumerate(self.links):
            left, right = link["x"], self.width if link["to_x"] is None else link["to_x"]
            half, level = left + LINK / 2, min(left + LINK, right)
            above = ((left, "row"), (half, "row"))
            below = ((half, "to_row"), (level, "to_row"), (right, "to_row"))
            for step, (x, end) in enumerate((*above, *below)):
                yield {"link": number, "step": step, "x": x, "row": link[end]}


def _chart(network: _Network) -> alt.LayerChart:
    count = len(network.claims)
    words = (claim["claim"] for claim in network.claims)
    beside = {"orient": "right", "values": list(range(count)), "labelLimit": CLAIM, "labelPadding": 10}
    texts = style.listed(words, **beside)
    down = alt.Y("row:Q", axis=texts).scale(domain=[count - 0.5, -0.5], nice=False)
    across = alt.X("x:Q", axis=None).scale(domain=[0, network.width], nice=False)
    links = alt.Chart(style.data(network.curves())).mark_line(
        interpolate="basis", color=style.PLAIN, opacity=0.45, strokeWidth=1.5
    )
    sources = alt.Chart(style.data(network.sources)).encode(
        x=across, y=down, tooltip=alt.Tooltip("name:N", title="source")
    )
    claims = alt.Chart(style.data(network.claims)).mark_point(filled=True, size=70, opacity=1)
    colours = {kind: colour for kind, colour, _ in KINDS.values()}
    shapes = alt.Scale(domain=list(colours), range=[shape for _, _, shape in KINDS.values()])
    tooltip = ["claim:N", alt.Tooltip("by:N", title="who says so"), "factuality:N", "certainty:Q"]
    return style.layers(
        links.encode(x=across, y=down, detail="link:N", order="step:Q"),
        sources.mark_circle(color=style.PLAIN, opacity=1, size=40),
        style.words(sources, align="right", dx=-8).encode(text="source:N"),
        claims.encode(
            x=alt.XDatum(network.width),
            y=down,
            color=alt.Color("kind:N", scale=style.colours(colours), legend=style.legend()),
            shape=alt.Shape("kind:N", scale=shapes, legend=style.legend()),
            tooltip=tooltip,
        ),
        width=network.width,
        height=style.ROW * max(count, 1),
    )


def _subtitle(found: Sequence[Row], most: int) -> str:
    if not found:
        return "no claims"
    parts = {
        "of the writer": sum(claim["chain"] == [WRITER] for claim in found),
        "at first hand": sum(claim["chain"] != [WRITER] and len(claim["chain"]) == 1 for claim in found),
        "at second hand": sum(len(claim["chain"]) > 1 for claim in found),
    }
    said = ", ".join(f"{count} {how}" for how, count in parts.items() if count)
    cut = f"; the first {most} are shown" if len(found) > most else ""
    return f"{counted(len(found), 'claim')}: {said}{cut}"
