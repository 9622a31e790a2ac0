"""A document as a report in the terminal: its sentences with status, cues and speakers; then a summary."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from reportedly._visible import one_line, visible
from reportedly._words import STATUS_SIGNS, counted, who

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console, RenderableType

    from reportedly import Attribution, Document, Sentence

_STATUS_STYLES = {"asserted": "green", "attributed": "blue", "hedged": "yellow", "question": "magenta"}
_CUE_STYLES = {"booster": "bold green", "approximator": "bold", "weasel": "bold"}
_BAR = 5
"""Cells of a bar."""
_QUOTED = 60
"""Code points of what somebody says that stand under the sentence: enough to tell it from the rest."""


def print_report(console: Console, doc: Document, name: str) -> None:
    """Prints the report of one document. Cues are in colour, and in [brackets] where there is none."""
    console.print(Rule(Text(one_line(name), style="bold"), align="left", style="dim"))
    text = doc.text
    brackets = console.color_system is None or console.no_color
    judged = "claims" in doc.layers
    before = 0
    for number, sentence in enumerate(doc.sentences, 1):
        if text.count("\n", before, sentence.start) > 1:
            console.print()
        before = sentence.end
        grid = Table.grid(padding=(0, 1))
        grid.add_column(width=len(str(len(doc.sentences))), justify="right", style="dim")
        grid.add_column(width=2 + max(map(len, STATUS_SIGNS)) if judged else 0)
        grid.add_column(width=_BAR + 5 if judged else len("cues"))
        grid.add_column(ratio=1)
        grid.add_row(str(number), *_judged(sentence), _marked(sentence, brackets=brackets))
        for label, line in _details(sentence, text):
            grid.add_row("", "", Text(label, style="dim", justify="right"), line)
        console.print(grid)
    console.print()
    console.print(_summary(doc))
    console.print()


def _judged(sentence: Sentence) -> tuple[Text, Text]:
    """Status with its sign, and certainty as bar and number."""
    status, certainty = sentence.status, sentence.certainty
    if status is None or certainty is None:
        return Text(""), Text("")
    style = _STATUS_STYLES.get(status, "")
    return Text(f"{STATUS_SIGNS.get(status, '')} {status}", style=style), _bar(certainty, style)


def _bar(share: float, style: str) -> Text:
    filled = round(share * _BAR)
    return Text.assemble(("█" * filled, style), ("░" * (_BAR - filled), "dim"), f" {share:.2f}")


def _marked(sentence: Sentence, *, brackets: bool) -> Text:
    """The sentence with its entities, sources and cues."""
    start = sentence.start
    marked = Text(visible(sentence.text).replace("\n", " ").replace("\t", " "))
    for mention in sentence.entities:
        marked.stylize("cyan", mention.start - start, mention.end - start)
    for attribution in sentence.attributions:
        if source := attribution.source:
            marked.stylize("underline", max(0, source.start - start), max(0, source.end - start))
    borders: list[tuple[int, str]] = []
    for hedge in sentence.hedges:
        marked.stylize(_CUE_STYLES.get(hedge.type, "bold yellow"), hedge.start - start, hedge.end - start)
        borders += [(hedge.start - start, "["), (hedge.end - start, "]")]
    if not brackets:
        return marked
    pieces = marked.divide(sorted(at for at, _ in borders))
    with_brackets = Text()
    for piece, sign in zip(pieces, [*(sign for _, sign in sorted(borders)), ""], strict=False):
        with_brackets.append(piece).append(sign)
    return with_brackets


def _details(sentence: Sentence, text: str) -> Iterator[tuple[str, Text]]:
    """What stands under a sentence: its cues with their types, and who says what."""
    if sentence.hedges:
        line = Text()
        for hedge in sentence.hedges:
            line.append(" · " if line else "", style="dim")
            kind = ", ".join(filter(None, (hedge.type, hedge.strength, "negated" if hedge.negated else "")))
            line.append(one_line(hedge.text, 40), style=_CUE_STYLES.get(hedge.type, "yellow"))
            line.append(f" ({kind})", style="dim")
        yield "cues", line
    for attribution in sentence.attributions:
        yield "says", _saying(attribution, text)


def _saying(attribution: Attribution, text: str) -> Text:
    line = Text(who(attribution.chain, text), style="bold")
    if cue := attribution.cue:
        line.append(f" {one_line(text[cue.start : cue.end], 40)}", style="italic not bold")
    content = " … ".join(one_line(text[piece.start : piece.end], _QUOTED) for piece in attribution.content)
    line.append(f": {one_line(content, _QUOTED)}", style="dim not bold")
    if attribution.stance != "neutral":
        line.append(f" ({attribution.stance})", style="not bold")
    return line


def _summary(doc: Document) -> RenderableType:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold")
    grid.add_column(ratio=1)
    total = len(doc.sentences)
    grid.add_row("sentences", str(total))
    statuses: Counter[str | None] = Counter(sentence.status for sentence in doc.sentences)
    for status, sign in STATUS_SIGNS.items():
        if number := statuses[status]:
            bar = _bar(number / total, _STATUS_STYLES[status])
            grid.add_row(Text(f"{sign} {status}"), Text.assemble(bar, f"  {number}"))
    certainties = [sentence.certainty for sentence in doc.sentences if sentence.certainty is not None]
    if certainties:
        mean = sum(certainties) / len(certainties)
        grid.add_row("certainty", Text.assemble(_bar(mean, ""), "  on average: how far the writer vouches"))
    found: dict[str, tuple[str, Counter[str]]] = {
        "cues": (counted(len(doc.hedges), "hedge cue"), Counter(hedge.type for hedge in doc.hedges)),
        "sources": (counted(len(doc.attributions), "attribution"), _sources(doc)),
        "entities": (counted(len(doc.entities), "mention"), Counter(m.name for m in doc.entities)),
        "claims": (counted(len(doc.claims), "claim"), Counter(claim.factuality for claim in doc.claims)),
    }
    for label, (count, most) in found.items():
        if most:
            top = ", ".join(f"{one_line(name, 48)} {times}" for name, times in most.most_common(8))
            grid.add_row(label, Text.assemble(f"{count}: ", (top, "dim")))
    return grid


def _sources(doc: Document) -> Counter[str]:
    """How many statements each source makes."""
    if "attributions" not in doc.layers:
        return Counter()
    return Counter({row["source"]: row["statements"] for row in doc.sources().to_pylist()})
