"""The documentation builds without a warning, names everything public, and loads nothing from elsewhere."""

from __future__ import annotations

import importlib
import inspect
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

import reportedly as rp

pytest.importorskip("mkdocs", reason="the documentation needs the extra docs")
pytest.importorskip("mkdocstrings_handlers.python", reason="the documentation needs the extra docs")

ROOT = Path(__file__).parents[2]
MODULES = ["comparison", "display", "explanations", "labels", "plots", "pandas", "polars", "sklearn", "spark"]
LOADING = {"script": "src", "img": "src", "iframe": "src", "link": "href", "source": "src", "video": "src"}


class Page(HTMLParser):
    """The anchors of a page, its links, and what it loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes what the tag says."""
        values = {name: value for name, value in attrs if value is not None}
        if "id" in values:
            self.ids.add(values["id"])
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        if tag in LOADING and LOADING[tag] in values:
            self.loads.append(values[LOADING[tag]])


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built pages."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, Page]:
    """Each page by its path."""
    found = site.rglob("*.html")
    return {path.relative_to(site).as_posix(): Page(path.read_text(encoding="utf-8")) for path in found}


def public_names() -> set[str]:
    """Everything that a user may name: functions, classes and what they have, labels, modules."""
    names: set[str] = set()
    for module in ["", *MODULES]:
        home = f"reportedly.{module}".rstrip(".")
        found = importlib.import_module(home)
        for name in found.__all__:
            item = getattr(found, name)
            if inspect.ismodule(item) or name.startswith("__"):
                continue
            names.add(f"{home}.{name}")
            if inspect.isclass(item) and home != "reportedly.sklearn":  # scikit-learn adds its own
                own = [base for base in item.__mro__ if base.__module__.startswith("reportedly")]
                members = {member for base in own for member in vars(base)}
                members |= set(getattr(item, "__dataclass_fields__", {}))
                names |= {f"{home}.{name}.{member}" for member in members if not member.startswith("_")}
    return names - {"reportedly.comparison.compare", "reportedly.display.render"}  # shown without the module


def test_every_public_name_is_on_a_page_of_the_api(pages: dict[str, Page]) -> None:
    anchors = {anchor for path, page in pages.items() if path.startswith("api/") for anchor in page.ids}
    names = public_names()
    assert {"reportedly.Hedge.scope", "reportedly.labels.Status", "reportedly.spark.table"} <= names
    assert names - anchors == set()


def test_submodules_and_the_version_are_named(site: Path) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (site / "api").glob("*.html"))
    for name in rp.__all__:
        assert re.search(rf"reportedly\.{name}\b", text), name


def test_nothing_is_loaded_from_elsewhere(site: Path, pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        assert [url for url in page.loads if re.match(r"(\w+:)?//", url)] == [], path
    for sheet in site.rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert not re.search(r"@import|url\(\s*[\"']?(\w+:)?//", text), sheet


def test_links_lead_somewhere(site: Path, pages: dict[str, Page]) -> None:
    broken = []
    for path, page in pages.items():
        for link in page.links:
            if re.match(r"\w+:", link) or path == "404.html":
                continue
            target, _, anchor = link.partition("#")
            file = (site / path).parent / target if target else site / path
            name = Path(os.path.normpath(file)).relative_to(site).as_posix()
            known = name in pages or Path(file).is_file()
            if not known or (anchor and name in pages and anchor not in pages[name].ids):
                broken.append(f"{path}: {link}")
    assert broken == []


def test_sentences_are_read_when_the_pages_are_built(site: Path) -> None:
    page = (site / "how-it-reads.html").read_text(encoding="utf-8")
    for kind in ("reportative", "epistemic", "doxastic", "conditional", "investigation", "booster"):
        assert re.search(rf'<mark class="[^"]*rp-{kind}', page), kind
    command = (site / "command.html").read_text(encoding="utf-8")
    assert "$ reportedly --help\nUsage: reportedly" in command
