"""Charts: what is in them is what was read; what cannot be drawn says why; what is drawn can be read."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from datetime import date, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd
import polars as pl
import pytest

import reportedly as rp
import reportedly.pandas
from reportedly._words import FACTUALITY
from reportedly.plots import certainty, chains, comparison, hedging, style, who_says_what

if TYPE_CHECKING:
    from collections.abc import Callable

TEXTS = [
    "The port may close, Ana Ruiz said. She denied that it was mined. It rained.",
    None,
    "The Globe reported officials as saying that the tanker sank. Will it be raised?",
    "",
    "Norway’s police reportedly found 50 tons of salt.",
]
DOCS = list(rp.Analyzer().pipe(TEXTS))
WIRE = "Turkish police reportedly foiled a plot in Ankara. The tanker sank off Cyprus on Monday. It rained."
PAPER = "Turkish police foiled a plot in Ankara. The tanker probably sank off Cyprus, officials said."


def table(of: Any) -> rp.Table:
    return rp.Analyzer().table(TEXTS, of)


def spec(chart: alt.TopLevelMixin) -> dict[str, Any]:
    """The chart as vega-lite has it, which altair has checked against the schema."""
    return chart.to_dict(validate=True)


def marks(chart: alt.TopLevelMixin, *fields: str) -> list[tuple[Any, ...]]:
    """The distinct rows, as their values of `fields`, of all data in which each field is."""
    found = [
        tuple(row[field] for field in fields)
        for rows in spec(chart)["datasets"].values()
        for row in rows
        if set(fields) <= set(row)
    ]
    return list(dict.fromkeys(found))


def subtitle(chart: alt.TopLevelMixin) -> str:
    return str(spec(chart)["title"]["subtitle"])


def test_certainty_has_a_bar_a_sentence(doc: rp.Document) -> None:
    bars = marks(certainty(doc), "sentence", "status", "certainty", "text")
    assert [bar[0] for bar in bars] == list(range(1, len(doc.sentences) + 1))
    for (_, status, value, text), sentence in zip(bars, doc.sentences, strict=True):
        assert (status, value) == (sentence.status, pytest.approx(sentence.certainty, abs=1e-4))
        assert text == " ".join(sentence.text.split())
    assert subtitle(certainty(doc)).startswith(f"{len(doc.sentences)} sentences, mean certainty ")


@pytest.mark.parametrize("frame", [rp.Table.to_pandas, rp.Table.to_polars, rp.Table.to_arrow])
def test_frames_and_tables_draw_what_documents_draw(
    frame: Callable[[rp.Table], Any], doc: rp.Document
) -> None:
    draws: list[tuple[Callable[..., Any], rp.Table]] = [
        (certainty, doc.table("sentences")),
        (chains, doc.table("claims")),
        (who_says_what, doc.table("attributions")),
    ]
    for draw, made in draws:
        assert spec(draw(made)) == spec(draw(frame(made)))
    assert spec(certainty(doc)) == spec(certainty(frame(doc.table("sentences"))))
    documents = table("documents")
    assert spec(hedging(documents, by="row")) == spec(hedging(frame(documents), by="row"))


def test_who_says_what_counts_what_the_document_counts(doc: rp.Document) -> None:
    chart = who_says_what(doc, most=100)
    statements = Counter[str]()
    for source, _, count in marks(chart, "source", "stance", "statements"):
        statements[source] += count
    shares = dict(marks(chart, "source", "hedged"))
    for row, name in zip(doc.sources().to_pylist(), shares, strict=True):
        assert row["source"].startswith(name.rstrip("…"))
        assert (statements[name], shares[name]) == (row["statements"], pytest.approx(row["hedged"], abs=1e-4))


def test_who_says_what_of_several_documents_joins_sources() -> None:
    chart = who_says_what(DOCS)
    assert marks(chart, "source", "stance", "statements", "says")[:2] == [
        ("Ana Ruiz", "neutral", 1, "The port may close"),
        ("Ana Ruiz", "denied", 1, "it was mined"),
    ]
    twice = who_says_what([*DOCS, *DOCS])
    assert marks(twice, "source", "stance", "statements")[0] == ("Ana Ruiz", "neutral", 2)
    assert marks(twice, "source", "hedged") == marks(chart, "source", "hedged")
    assert subtitle(chart).endswith("; 1 more statement without a named source")


def test_who_says_what_of_a_table_knows_no_hedges() -> None:
    chart = who_says_what(table("attributions"))
    assert not marks(chart, "source", "hedged")
    assert ("Ana Ruiz", "denied", 1) in marks(chart, "source", "stance", "statements")


def test_the_sources_that_say_most_are_shown(doc: rp.Document) -> None:
    chart = who_says_what(doc, most=2)
    assert len(marks(chart, "source", "hedged")) == 2
    assert "shown: the 2 that say most" in subtitle(chart)


def test_names_cut_to_the_same_letters_stay_apart() -> None:
    long = "the spokeswoman for the committee on the harbours and the lighthouses of the "
    doc = rp.analyze(f"It shut, said {long}north. It opened, said {long}south.")
    assert len(doc.sources()) == 2
    names = [name for (name,) in marks(who_says_what(doc), "source")]
    assert len(names) == 2
    assert names[1] == f"{names[0]} (2)"


def test_hedging_by_group_counts_sentences() -> None:
    chart = hedging(DOCS, by=["A", "A", "B", "B", None])
    rows = table("documents").to_pylist()
    for name, members in {"A": rows[:1], "B": rows[2:3]}.items():
        for status, column in style.STATUSES.items():
            count = sum(row[column] for row in members)
            total = sum(row["sentences"] for row in members)
            found = marks(chart, "group", "status", "count", "share", "sentences")
            assert (name, status, count, pytest.approx(count / total, abs=1e-4), total) in found
    assert subtitle(chart).startswith("5 sentences of 2 texts: 20% hedged")


def test_the_most_hedged_group_is_on_top_and_the_largest_are_shown() -> None:
    docs = [
        rp.analyze(text) for text in ("It rained. " * 9, "It may rain. It rained. It rained.", "It may rain.")
    ]
    chart = hedging(docs, by=["dry", "half", "wet"], most=2)
    assert spec(chart)["layer"][0]["encoding"]["y"]["scale"]["domain"] == ["half", "dry"]


def test_hedging_of_a_frame_joined_with_its_texts() -> None:
    frame = pd.DataFrame({"body": TEXTS, "outlet": ["A", "A", "B", "B", "A"]})
    joined = frame.join(frame["body"].reportedly.documents())
    assert spec(hedging(joined, by="outlet")) == spec(hedging(DOCS, by=frame["outlet"]))
    assert spec(hedging(joined, by="outlet")) == spec(
        hedging(table("documents"), by=pl.Series(frame["outlet"]))
    )


DAY = date(2026, 12, 30)


@pytest.mark.parametrize(
    ("every", "columns"),
    [
        ("day", ["2026-12-30", "2026-12-31", "2027-01-01", "2027-01-02", "2027-01-03", "2027-01-04"]),
        ("week", ["2026-W53", "2027-W01"]),
        ("month", ["2026-12", "2027-01"]),
        ("year", ["2026", "2027"]),
    ],
)
def test_hedging_over_time_leaves_room_for_empty_periods(every: Any, columns: list[str]) -> None:
    days = [DAY, None, DAY + timedelta(2), DAY, DAY + timedelta(5)]
    chart = hedging(DOCS, by=days, every=every)
    assert spec(chart)["layer"][0]["encoding"]["x"]["scale"]["domain"] == columns
    assert {group for (group,) in marks(chart, "group")} <= set(columns)
    stamps = pd.Series([datetime(d.year, d.month, d.day, 17) if d else None for d in days])
    assert spec(hedging(DOCS, by=stamps, every=every)) == spec(chart)


def test_periods_grow_with_the_time() -> None:
    for days, first in ((59, "2026-12-30"), (60, "2026-W53"), (500, "2026-12"), (3000, "2026")):
        chart = hedging([DOCS[0], DOCS[4]], by=[DAY, DAY + timedelta(days)])
        assert spec(chart)["layer"][0]["encoding"]["x"]["scale"]["domain"][0] == first


def test_chains_lead_from_the_source_to_the_claim(doc: rp.Document) -> None:
    chart = chains(doc, most=1000)
    claims = marks(chart, "row", "claim", "factuality", "certainty", "by")
    assert [row for row, *_ in claims] == list(range(len(doc.claims)))
    assert {claim[1:4] for claim in claims} == {
        (" ".join(claim.text.split()), FACTUALITY[claim.factuality], round(claim.certainty, 4))
        for claim in doc.claims
    }
    assert {by for *_, by in claims if "→" not in by} >= {
        "the writer",
        "somebody unnamed",
        "Olav Brekke, its chairman",
    }
    assert [by for _, text, _, _, by in claims if text.startswith("two of the Latvians")] == [
        "Vessary Tidende → officials"
    ]


def test_chains_draw_a_tree_without_crossings(doc: rp.Document) -> None:
    chart = chains(doc, most=1000)
    sources = {name: (x, row) for name, x, row in marks(chart, "source", "x", "row")}
    assert sources["Vessary Tidende"][0] == 0 < sources["officials"][0]
    points: dict[int, list[tuple[float, float]]] = {}
    for link, _, x, row in sorted(marks(chart, "link", "step", "x", "row")):
        points.setdefault(link, []).append((x, row))
    links = [(ends[0], ends[-1]) for ends in points.values()]
    assert len(links) == len(doc.claims) + sum(x > 0 for _, x, _ in marks(chart, "source", "x", "row"))
    for (x, start), (_, end) in links:
        for (other_x, other_start), (_, other_end) in links:
            if x == other_x and start < other_start:
                assert end < other_end
    assert all(xs == sorted(xs) for xs in ([x for x, _ in ends] for ends in points.values()))


def test_a_pronoun_stands_with_its_name() -> None:
    chart = chains(DOCS[0] or [])
    assert [name for (name,) in marks(chart, "source")] == ["Ana Ruiz", "the writer"]
    assert subtitle(chart) == "3 claims: 1 of the writer, 2 at first hand"


def test_the_first_claims_are_shown(doc: rp.Document) -> None:
    chart = chains(doc, most=3)
    assert len(marks(chart, "row", "claim")) == 3
    assert subtitle(chart).endswith("; the first 3 are shown")


def test_comparison_has_a_row_a_pair() -> None:
    compared = rp.compare(rp.analyze(WIRE), rp.analyze(PAPER))
    chart = comparison(compared)
    assert marks(chart, "first", "second", "change", "before", "after") == [
        (p.first.text, p.second.text, p.change, round(p.first.certainty, 4), round(p.second.certainty, 4))
        for p in sorted(compared.pairs, key=lambda pair: list(style.CHANGES).index(pair.change))
    ]
    assert spec(comparison(rp.analyze(WIRE), rp.analyze(PAPER))) == spec(chart)
    assert subtitle(chart) == "2 claims in both: 1 hardened, 1 softened"
    assert subtitle(comparison(compared, most=1)).endswith("; 1 row shown")


def test_charts_of_nothing_say_so() -> None:
    empty = rp.analyze("")
    assert subtitle(certainty(empty)) == "no sentences"
    assert subtitle(who_says_what([])) == subtitle(who_says_what(empty)) == "no statements"
    assert subtitle(hedging([empty, None], by=["A", "B"])) == "no sentences"
    assert subtitle(chains([None])) == subtitle(chains(empty)) == "no claims"
    assert subtitle(comparison(empty, empty)) == "no claim in both"


@pytest.mark.parametrize("draw", [certainty, who_says_what, chains])
@pytest.mark.parametrize("given", ["a text", b"bytes", 3, None, object()])
def test_what_is_no_finding_is_a_type_error(draw: Callable[..., Any], given: object) -> None:
    with pytest.raises(TypeError, match=f"expected documents, .* got {type(given).__name__}"):
        draw(given)


def test_what_is_not_in_memory_has_to_be_collected() -> None:
    with pytest.raises(TypeError, match="got LazyFrame, which is not in memory: collect it first"):
        certainty(table("sentences").to_polars().lazy())  # type: ignore[arg-type]


def test_texts_have_to_be_read_first() -> None:
    for draw in (who_says_what, chains):
        with pytest.raises(TypeError, match="got str at place 1: texts have to be read first"):
            draw([DOCS[0], "a text"])  # type: ignore[list-item]
    with pytest.raises(
        TypeError, match="expected two documents, or what compare gave for them; got Document"
    ):
        comparison(DOCS[0])  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="got Comparison and Document"):
        comparison(rp.compare(rp.analyze(WIRE), rp.analyze(PAPER)), DOCS[0])


def test_what_was_not_read_is_named() -> None:
    unread = rp.analyze("It may close.", layers=["hedges"])
    for draw in (certainty, lambda doc: hedging([doc], by=["A"])):
        with pytest.raises(ValueError, match="comes with the layer claims, which was not read"):
            draw(unread)
    with pytest.raises(ValueError, match="attributions"):
        who_says_what(unread)
    with pytest.raises(ValueError, match="claims"):
        chains(unread)
    with pytest.raises(ValueError, match="no column status, certainty; expected those of Analyzer"):
        certainty(table("hedges"))
    with pytest.raises(ValueError, match="the table is of 3 texts"):
        certainty(table("sentences"))


def test_bad_groups_are_named() -> None:
    for by, error in {
        "outlet": "documents have no column 'outlet'",
        ("A",): "5 texts but 1 values in by",
        (DAY, DAY, "A", "A", DAY): "expected dates",
        (None, "A", float("nan"), "A", None): "by has no value for any text",
    }.items():
        with pytest.raises(ValueError, match=error):
            hedging(DOCS, by=by)
    with pytest.raises(ValueError, match="no column outlet"):
        hedging(table("documents"), by="outlet")
    with pytest.raises(ValueError, match="unknown period 'hour'; expected day, week"):
        hedging(DOCS, by=[DAY] * 5, every="hour")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="expected dates"):
        hedging(DOCS, by=list("ABCDE"), every="day")
    with pytest.raises(ValueError, match="1,001 columns"):
        hedging([DOCS[0], DOCS[0]], by=[DAY, DAY + timedelta(1000)], every="day")
    with pytest.raises(ValueError, match="most=0; expected 1 or more"):
        hedging(DOCS, by=list("ABCDE"), most=0)


def test_too_much_for_a_chart_is_an_error() -> None:
    with pytest.raises(ValueError, match="5,001 marks; a chart has room for 5,000"):
        certainty(rp.analyze("It rained. " * 5001))
    certainty(rp.analyze("It rained. " * 5000))


def test_what_a_text_says_is_never_code() -> None:
    doc = rp.analyze("The port \"+alert(1)+' </script> \\u0022 ${x} \u202e was shut.")
    for chart in (certainty(doc), who_says_what(doc), chains(doc), comparison(doc, doc)):
        assert "\u202e" not in chart.to_json()
        assert chart.to_html()
    import vl_convert  # noqa: PLC0415 - what saves pictures, and reads the expressions in a chart

    words = unescape(vl_convert.vegalite_to_svg(chains(doc).to_dict()))
    assert doc.claims[0].text.replace("\u202e", "\ufffd") in words


def test_charts_stand_side_by_side(doc: rp.Document) -> None:
    both = (certainty(doc) & who_says_what(doc)).resolve_scale(color="independent")
    assert len(spec(both)["vconcat"]) == 2


def test_the_colours_are_those_of_the_notebook() -> None:
    css = (Path(rp.display.__file__).parent / "display.css").read_text(encoding="utf-8")
    for name, colour in {
        "cue": style.CUE,
        "firm": style.FIRM,
        "plain": style.PLAIN,
        "said": style.SAID,
        "not": style.NOT,
    }.items():
        assert f"--rp-{name}: {colour}" in css


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("colour", [style.FIRM, style.SAID, style.CUE, style.PLAIN, style.NOT])
def test_colours_are_seen_on_white_and_on_black(colour: str) -> None:
    for page in ("#ffffff", "#111111"):
        dark, light = sorted((luminance(colour), luminance(page)))
        assert (light + 0.05) / (dark + 0.05) >= 3.5


def test_the_theme_is_there_and_does_nothing_by_itself(doc: rp.Document) -> None:
    plain = spec(certainty(doc))
    assert alt.theme.active == "default"
    with alt.theme.enable("reportedly"):
        themed = spec(certainty(doc))
    assert themed["config"]["background"] == "transparent"
    assert "background" not in plain["config"]


def test_altair_finds_the_theme_by_itself() -> None:
    script = "import altair, sys; altair.theme.enable('reportedly'); print(altair.theme.active)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "reportedly"


def test_pictures_are_saved(tmp_path: Path) -> None:
    path = tmp_path / "certainty.png"
    certainty(rp.analyze("It may close.")).save(path)
    assert path.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("code", ["rp.plots", "import reportedly.plots", "from reportedly import plots"])
def test_a_missing_extra_is_named(code: str) -> None:
    script = f"import sys; sys.modules['altair'] = None; import reportedly as rp; {code}"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stderr.rstrip().endswith("ImportError: this needs altair: pip install 'reportedly[plot]'")


def test_without_the_extra_the_rest_is_as_it_was() -> None:
    script = (
        "import sys; sys.modules['altair'] = None; from reportedly import *; import pydoc, reportedly;"
        "print(len(pydoc.render_doc(reportedly)) > 1000, 'plots' in dir(reportedly))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False"]
