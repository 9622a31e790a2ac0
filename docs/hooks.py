"""What the pages take from the package when they are built: sentences that it reads, what its command prints.

A fence named `reads` shows its text as a notebook would; `hedges` and `attributions` show those marks alone;
`sentences` and `claims` add a table of what is said of each. A fence named `run` shows a command's output,
`html-output` what a notebook shows.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.structure.files import File

import reportedly as rp

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from reportedly.labels import Style

ROOT = Path(__file__).parents[1]
PAGES = {
    "contributing.md": "CONTRIBUTING.md",
    "training.md": "training/README.md",
    "changelog.md": "CHANGELOG.md",
}
STYLES: dict[str, Style] = {"hedges": "hedges", "attributions": "attributions", "claims": "claims"}
KINDS = ("reads", "hedges", "attributions", "sentences", "claims")
SCREEN = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1"}
FRAME = """<style>
svg { max-width: 100%; height: auto }
.dataframe { border-collapse: collapse; border: 0; font-size: .85em }
.dataframe :is(th, td) { border: 0; border-bottom: 1px solid #8886; padding: .3em 1em .3em 0 }
.dataframe :is(th, td) { text-align: left }
</style>"""
# One sentence needs no counts and no legend, and no status where that is not the point.
BARE = """<style>
.reportedly { max-width: none }
.reportedly p { margin: .2em 0 }
.rp-sum, .rp-legend, details { display: none }
</style>"""
UNJUDGED = "<style>.rp-chip { display: none }</style>"
SECTION = re.compile(r"guidelines, sections? (\d)(?: and (\d))?")
HEADING = re.compile(r"^## (\d)\. (.+)$", flags=re.MULTILINE)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Names the fences."""
    fences: list[dict[str, Any]] = [
        {"name": kind, "class": kind, "format": partial(read, kind)} for kind in KINDS
    ]
    fences.append({"name": "run", "class": "run", "format": run})
    fences.append({"name": "html-output", "class": "html-output", "format": framed})
    config.mdx_configs.setdefault("pymdownx.superfences", {})["custom_fences"] = fences
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Pages that live elsewhere in the repository."""
    for name, source in PAGES.items():
        text = (ROOT / source).read_text(encoding="utf-8")
        files.append(File.generated(config, name, content=re.sub(r"\]\((?:\.\./)?docs/", "](", text)))
    return files


def on_page_content(html: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """What docstrings say of other pages becomes a link."""
    if page.file.src_uri == "guidelines.md":
        return html
    root = "../" * page.url.count("/")
    guidelines = (Path(config.docs_dir) / "guidelines.md").read_text(encoding="utf-8")
    anchors = {number: slug(f"{number}. {title}") for number, title in HEADING.findall(guidelines)}

    def linked(match: re.Match[str]) -> str:
        links = [f'<a href="{root}guidelines.html#{anchors[n]}">section {n}</a>' for n in match.groups() if n]
        return f"guidelines, {' and '.join(links)}"

    html = SECTION.sub(linked, html)
    return html.replace("docs/tables.md", f'<a href="{root}tables.html">Tables</a>')


def slug(heading: str) -> str:
    """The anchor of a heading."""
    return re.sub(r"[\s]+", "-", re.sub(r"[^\w\s-]", "", heading.lower()))


def read(kind: str, source: str, *_: Any, **__: Any) -> str:
    """The text of a fence as the package reads it."""
    doc = rp.analyze(source.strip())
    bare = "" if kind == "reads" else BARE
    bare += UNJUDGED if kind in {"hedges", "attributions"} else ""
    shown = doc.render(STYLES.get(kind, "all"))
    html = framed(shown + bare)
    if kind == "sentences":
        rows = ((s.text, s.status, f"{s.certainty:.2f}") for s in doc.sentences)
        html += table(("sentence", "status", "certainty"), rows)
    if kind == "claims":
        claims = ((c.text, chain(c), c.factuality, f"{c.certainty:.2f}") for c in doc.claims)
        html += table(("claim", "chain", "factuality", "certainty"), claims)
    return html


def framed(html: str, *_: Any, **__: Any) -> str:
    """HTML out of reach of the style of the page."""
    return f'<div class="reading"><template shadowrootmode="open">{FRAME}{html}</template></div>'


def chain(claim: rp.Claim) -> str:
    """Who says so, outermost first."""
    return " → ".join(source.text if source else "(somebody)" for source in claim.chain) or "the writer"


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A table of plain text."""
    top = "".join(f"<th>{name}</th>" for name in head)
    body = "".join(f"<tr>{''.join(f'<td>{escape(str(cell))}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def run(source: str, *_: Any, **__: Any) -> str:
    """The command of a fence, run at the root of the repository, with what it prints."""
    command = shlex.split(source)
    assert command[0] == "reportedly", source
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT / "docs",
        capture_output=True,
        text=True,
        check=True,
        env=SCREEN,
    )
    shown = escape(f"$ {source.strip()}\n{done.stdout.rstrip()}")
    return f'<div class="highlight"><pre><code>{shown}</code></pre></div>'
