"""A strict reading of the HTML that the package writes."""

from __future__ import annotations

from html.parser import HTMLParser

TAGS = {
    *("html", "head", "meta", "title", "style", "body", "main", "nav", "section", "footer"),
    *("div", "p", "span", "mark", "cite", "sup", "b", "h1", "h2", "ol", "li", "a"),
    *("details", "summary", "table", "thead", "tbody", "tr", "th", "td", "pre"),
}
VOID = {"meta"}
ATTRIBUTES = {
    *("class", "title", "role", "aria-label", "style", "scope", "data-of", "open", "id", "href"),
    *("lang", "charset", "name", "content", "http-equiv", "tabindex"),
}


class Reader(HTMLParser):
    """Asserts that the HTML is well formed and inert; gathers what a reader sees."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.shown: list[str] = []
        """The document's own text: paragraphs without the signs beside the marks."""
        self.titles: list[str] = []
        self.classes: list[str] = []
        self._signs = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, tag
        for name, value in attrs:
            assert name in ATTRIBUTES, (tag, name)
            if name == "href":
                assert value is not None
                assert value.startswith("#d")
            if name == "style":
                assert value is not None
                assert value.startswith("--rp-c:")
                float(value.removeprefix("--rp-c:"))
            if name == "title":
                self.titles.append(value or "")
            if name == "class":
                self.classes += (value or "").split()
        if tag not in VOID:
            self.open.append(tag)
        if self._signs or tag == "sup" or ("class", "rp-chip") in [(n, (v or "")[:7]) for n, v in attrs]:
            self._signs += 1

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag
        if self._signs:
            self._signs -= 1

    def handle_data(self, data: str) -> None:
        if self._signs or {"style", "summary"} & {*self.open} or "p" not in self.open:
            return
        self.shown.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"comment: {data}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"instruction: {data}")


def read(html: str) -> Reader:
    """Reads a whole piece of HTML; fails where it is malformed or could do something."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert not reader.open, f"left open: {reader.open}"
    return reader
