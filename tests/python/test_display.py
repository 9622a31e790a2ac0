"""What a notebook and a page show: inert, whole, legible without colour."""

from __future__ import annotations

import itertools
import pickle
import sys
from collections.abc import Callable
from html import unescape
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

import reportedly as rp
from html_check import Reader, read
from reportedly._marks import STYLES
from reportedly.display import MOST_CHARACTERS, document_html, page

if TYPE_CHECKING:
    from reportedly.labels import Style


def bare(text: str) -> str:
    return "".join(text.split())


def test_the_notebook_shows_the_whole_text(doc: rp.Document) -> None:
    reader = read(doc._repr_html_())
    shown = bare("".join(reader.shown))
    assert bare(doc.text) in shown


def test_every_finding_is_marked(doc: rp.Document) -> None:
    reader = read(document_html(doc))
    legend = 1
    assert sum(name == "rp-chip" for name in reader.classes) == len(doc.sentences) + 4 * legend
    for hedge in doc.hedges:
        assert any(title.startswith(hedge.type) for title in reader.titles)
    for mention in doc.entities:
        assert any(title.startswith(f"{mention.name} · {mention.label}") for title in reader.titles)
    for attribution in doc.attributions:
        if attribution.source:
            assert any(title.startswith("source") and attribution.stance in title for title in reader.titles)
    assert document_html(doc).count("<tr>") == len(doc.claims) + 1


COUNTED: dict[Style, tuple[str, Callable[[rp.Document], int]]] = {
    "hedges": ("<mark ", lambda doc: len(doc.hedges)),
    "attributions": ("says so: ", lambda doc: sum(a.cue is not None for a in doc.attributions)),
    "claims": ("rp-claim ", lambda doc: len(doc.claims)),
    "entities": ("rp-name", lambda doc: len(doc.entities)),
}


@pytest.mark.parametrize("style", COUNTED)
def test_a_style_marks_one_layer_and_lists_it(doc: rp.Document, style: Style) -> None:
    html = document_html(doc, style)
    read(html)
    text, _, rest = html.partition('aria-label="Legend"')
    text = text.partition("</style>")[2]
    for other, (sign, count) in COUNTED.items():
        if other == style:
            assert text.count(sign) >= count(doc)
        else:
            assert sign not in text, other
    rows = len({m.id for m in doc.entities}) if style == "entities" else COUNTED[style][1](doc)
    assert rest.count("<tr>") == rows + 1


def test_hovering_and_the_table_say_why(doc: rp.Document) -> None:
    listed: dict[Style, tuple[rp.Hedge | rp.Claim, ...]] = {"hedges": doc.hedges, "claims": doc.claims}
    for style, found in listed.items():
        html = unescape(document_html(doc, style))
        for item in found:
            why = repr(item.explain())
            assert why in html  # the title
            for line in why.splitlines()[1:]:
                assert html.count(line.strip()) >= 2  # and the table
    html = unescape(doc.render("attributions"))
    for attribution in doc.attributions:
        for step in attribution.explain().steps if attribution.cue else ():
            assert f"{step.decision}, probability {step.probability:.2f}" in html


def test_what_was_read_back_is_shown_without_reasons(doc: rp.Document) -> None:
    again = rp.Document.from_json(doc.to_json())
    html = again.render()
    read(html)
    assert "<mark" in html
    assert "rp-why" not in html.partition("</style>")[2]


def test_what_is_no_style_is_refused(doc: rp.Document) -> None:
    with pytest.raises(
        ValueError, match=r"unknown style 'hedge' \(did you mean 'hedges'\?\); expected one of: all,"
    ):
        doc.render("hedge")  # type: ignore[call-overload]
    with pytest.raises(ValueError, match="the layer claims was not read"):
        rp.analyze("He may flee.", layers=["hedges"]).render("claims")


def test_a_notebook_shows_it(doc: rp.Document, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    module = ModuleType("IPython.display")
    module.__dict__.update(HTML=lambda html: html, display=shown.append)
    monkeypatch.setitem(sys.modules, "IPython", ModuleType("IPython"))
    monkeypatch.setitem(sys.modules, "IPython.display", module)
    doc.render("hedges", jupyter=True)
    assert shown == [doc.render("hedges")]
    monkeypatch.setitem(sys.modules, "IPython.display", None)
    with pytest.raises(ImportError, match="pip install ipython"):
        doc.render(jupyter=True)


def test_long_texts_fold(article: str) -> None:
    assert (
        "<details class"
        not in document_html(rp.analyze(article[:3000], layers=["hedges"]))
        .partition('"group"')[2]
        .partition("Legend")[0]
    )
    for blank in ("\n\n", " "):
        doc = rp.analyze(blank.join([article] * 6).replace("\n\n", blank), layers=["hedges"])
        html = document_html(doc)
        reader = read(html)
        before, fold, after = html.partition('<details class="rp-fold')
        assert fold
        reader_of_head = Reader()
        reader_of_head.feed(before)
        assert 7_900 < len("".join(reader_of_head.shown)) < 10_000
        assert "The rest of the text: " in after
        assert bare(doc.text) in bare("".join(reader.shown))


def test_a_table_shows_its_first_rows(doc: rp.Document) -> None:
    table = doc.table("hedges")
    html = table._repr_html_()
    read(html)
    assert html.count("<tr>") == 11
    assert f"{len(table)} rows, {len(table.columns)} columns; the first 10 are shown" in html
    for name in table.columns:
        assert f'<th scope="col">{name}<sup>' in html
    for hedge in doc.hedges[:10]:
        assert f"<td>{hedge.text}</td>" in html
    for of in ("documents", "sentences", "entities", "attributions", "claims", "sources"):
        read(doc.table(of)._repr_html_())
    read(rp.Analyzer().table([], "claims")._repr_html_())


def test_the_head_of_a_table(doc: rp.Document) -> None:
    table = rp.Analyzer().table([doc.text, None, doc.text], "hedges")
    rows = table.to_pylist()
    for count in (0, 1, 5, 30, len(rows), len(rows) + 7):
        head = table.head(count)
        assert head.to_pylist() == rows[:count]
        assert head.columns == table.columns
        assert pickle.loads(pickle.dumps(head)) == head


def test_what_is_not_read_is_not_shown(article: str) -> None:
    html = document_html(rp.analyze(article, layers=["hedges"]))
    reader = read(html)
    assert "<table" not in html
    assert "rp-chip" not in reader.classes
    assert "rp-name" not in reader.classes


PAYLOADS = [
    "".join(parts)
    for parts in itertools.product(
        ("", '"', "'", '">', "'>", "</style>", "</title>", "--></p>", "]]>", "\\"),
        (
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            '" onmouseover="alert(1)',
            "' onfocus='alert(1)' autofocus='",
            "<svg/onload=alert(1)>",
            "<a href=javascript:alert(1)>x</a>",
            "<iframe srcdoc='<script>alert(1)</script>'>",
            "<!--<script>",
            "&lt;script&gt;alert(1)&lt;/script&gt;",
            "<style>*{background:url(//evil)}</style>",
            "{style}{0}{title}",
            "\x00<scr\x00ipt>",
            "\u202e<b>\u2066",
            "<math><mi xlink:href='data:x,<script>'>",
            "<x contenteditable onblur=alert(1)>",
            "${alert(1)}`{{7*7}}",
            "<table><tr><td></table>",
            "<plaintext>",
            "<base href=//evil>",
            "<meta http-equiv=refresh content=0>",
        ),
    )
]


def test_there_are_200_payloads() -> None:
    assert len(set(PAYLOADS)) == 200


@pytest.mark.parametrize("start", range(0, 200, 20))
def test_no_payload_is_live(start: int) -> None:
    for payload in PAYLOADS[start : start + 20]:
        name = "Vessary" + payload
        gazetteer = rp.Gazetteer(
            [{"id": payload, "name": "Port Vessary", "label": payload, "aliases": [name]}]
        )
        text = f"“{payload}” may flee, {payload} of Port Vessary said.\n\n{name} is said to be {payload}."
        doc = rp.Analyzer(gazetteer=gazetteer).analyze(text)
        assert any(mention.id == payload for mention in doc.entities)
        read(doc.table("entities")._repr_html_())
        shown = [document_html(doc, style) for style in STYLES]
        for html in (*shown, page([doc, doc], title=payload, names=[payload, payload])):
            reader = read(html)
            assert bare(
                payload.replace("\x00", "\u2400").translate({0x202E: "\ufffd", 0x2066: "\ufffd"})
            ) in bare("".join(reader.shown))


def test_long_documents_are_cut_and_say_so(article: str) -> None:
    doc = rp.analyze((article + "\n\n") * 60)
    assert len(doc.text) > MOST_CHARACTERS
    html = document_html(doc)
    read(html)
    assert f"The first 100,000 of {len(doc.text):,} characters are shown." in html
    assert "claims are shown" in html
    assert len(html) < 3_000_000


def test_densely_marked_documents_stay_small() -> None:
    gazetteer = rp.Gazetteer([{"id": "x" * 1000, "name": "&", "label": "&" * 1000, "case": "any"}])
    doc = rp.Analyzer(gazetteer=gazetteer).analyze("may & " * 20_000)
    html = document_html(doc)
    read(html)
    assert len(html) < 3_000_000


def test_the_html_is_not_much_larger_than_a_long_text(article: str) -> None:
    doc = rp.analyze((article + "\n\n") * 20, layers=["hedges", "entities"])
    assert len(document_html(doc)) < 7 * len(doc.text)  # half of it says why


def test_nothing_is_fetched(doc: rp.Document) -> None:
    html = page(doc)
    for outside in ("http:", "https:", "//", "url(", "@import", "<link", "<script"):
        assert outside not in html.replace(doc.text, "")


def test_pages_of_one_and_of_several(doc: rp.Document) -> None:
    one = page(doc, title="One & only")
    assert "<title>One &amp; only</title>" in one
    assert "<nav" not in one
    several = page([doc, doc], names=["a.txt", "b.txt"])
    assert several.count("<section") == 2
    assert 'href="#d2">b.txt' in several
    with pytest.raises(ValueError, match="2 documents but 1 names"):
        page([doc, doc], names=["a.txt"])


def test_empty_documents_are_shown() -> None:
    for text in ("", " ", "\n\n"):
        read(page(rp.analyze(text)))


def test_rendering_replaces_the_file_whole(tmp_path: Path, doc: rp.Document) -> None:
    path = tmp_path / "page.html"
    path.write_text("old", encoding="utf-8")
    rp.render(doc, path)
    assert path.read_text(encoding="utf-8") == page(doc)
    with pytest.raises(OSError, match="No such file"):
        rp.render(doc, tmp_path / "nowhere" / "page.html")
    assert [item.name for item in tmp_path.iterdir()] == ["page.html"]


def test_the_marks_differ_by_form() -> None:
    """Each kind of mark has something of its own that is no colour: see display.css."""
    css = (Path(rp.display.__file__).parent / "display.css").read_text(encoding="utf-8")
    for selector, form in {
        ".reportedly mark": "font-weight",
        ".reportedly cite": "double",
        ".reportedly .rp-verb": "italic",
        ".reportedly .rp-content.rp-opens": "border-inline-start",
        ".reportedly .rp-name": "border: 1px",
        ".reportedly .rp-low": "dotted",
        ".reportedly .rp-medium": "dashed",
        ".reportedly .rp-high": "solid",
    }.items():
        rule = css.partition(selector + " {")[2].partition("}")[0]
        assert form in rule, selector
