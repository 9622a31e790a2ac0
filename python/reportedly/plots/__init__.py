"""Charts of what was read, made with altair: `rp.plots.certainty(doc)`. Needs the extra `plot`.

Each function gives a chart of altair, to be shown, changed, set beside another (`a & b`) or saved
(`chart.save("certainty.png")`). What a chart says is said by place, sign or shape as well as by colour, and
hovering shows the words. No chart has colours but those that mean something, so that a theme reaches all
the rest: `alt.theme.enable("reportedly")` makes backgrounds see-through and writing grey, to be read on
light and dark pages alike. Set side by side, each keeps its legend with
`(a & b).resolve_scale(color="independent")`.

Examples:
    >>> import reportedly as rp
    >>> doc = rp.analyze("The port may close, Ana Ruiz said. It was closed in May.")
    >>> chart = rp.plots.certainty(doc)
    >>> chart.title.subtitle
    '2 sentences, mean certainty 0.61: 50% asserted, 50% hedged'
"""

from reportedly._extras import extra

with extra("plot"):
    import altair as _altair  # noqa: F401 - looked for here, so that what is missing is said once

from reportedly.plots.corpus import hedging
from reportedly.plots.network import chains
from reportedly.plots.pairs import comparison
from reportedly.plots.sentences import certainty
from reportedly.plots.sources import who_says_what

__all__ = ["certainty", "chains", "comparison", "hedging", "who_says_what"]
