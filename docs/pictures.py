"""Writes docs/pictures/*.png: a picture of each chart (`make pictures`).

Needs Pillow, which makes the files small.
"""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

import reportedly as rp

if TYPE_CHECKING:
    from collections.abc import Iterator

    import altair as alt

ROOT = Path(__file__).parents[1]
NOTEBOOKS = ROOT / "docs" / "notebooks"
PICTURES = ROOT / "docs" / "pictures"
SCALE = 2
COLOURS = 128
WIRE = (
    "A fire destroyed a grain store in the Greek harbour of Kessandra on Saturday night. "
    "Two firefighters were hurt, a spokesman said. The fire may have been started on purpose, according to "
    "police. The burnt wheat reportedly belonged to Ukraine. A night guard had left his post. "
    "The mayor denied that the store was badly guarded."
)
PAPER = (
    "Fire destroyed a grain store in Kessandra on Saturday night. Two firefighters were hurt. The fire was "
    "started on purpose. The burnt wheat belonged to Ukraine. A night guard had left his post, according to "
    "neighbours. The store was badly guarded."
)


def charts() -> Iterator[tuple[str, alt.TopLevelMixin]]:
    """Each chart with the name of its picture."""
    article = rp.analyze((ROOT / "examples" / "article.txt").read_text(encoding="utf-8"))
    yield "certainty", rp.plots.certainty(article)
    anchor = rp.analyze((NOTEBOOKS / "anchor.txt").read_text(encoding="utf-8"))
    yield "who_says_what", rp.plots.who_says_what(anchor)
    yield "chains", rp.plots.chains(anchor)
    lines = (NOTEBOOKS / "news.jsonl").read_text(encoding="utf-8").splitlines()
    news = [json.loads(line) for line in lines]
    docs = list(rp.Analyzer().pipe(story["body"] for story in news))
    yield "hedging", rp.plots.hedging(docs, by=[story["outlet"] for story in news])
    days = [date.fromisoformat(story["date"]) for story in news]
    yield "hedging_over_time", rp.plots.hedging(docs, by=days, every="week")
    yield "comparison", rp.plots.comparison(rp.analyze(WIRE), rp.analyze(PAPER))


def main() -> None:
    """Draws all charts."""
    PICTURES.mkdir(exist_ok=True)
    for name, chart in charts():
        drawn = BytesIO()
        chart.save(drawn, format="png", scale_factor=SCALE)
        picture = (
            Image.open(drawn)
            .convert("RGB")
            .quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        )
        picture.save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
