"""The notebooks of docs/notebooks as pages, with what is stored in them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.structure.files import File

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

NOTEBOOKS = sorted((Path(__file__).parent / "notebooks").glob("*.ipynb"))
FENCE = "~" * 8
FOLDER = re.compile(r"\[([^\]]+)\]\([\w/]+\)")
"""A link to a folder, which has no page."""
AFTER = "Using it"
"""The section of the navigation that the notebooks come after."""
SHOWN = ("text/html", "image/svg+xml", "text/plain")
"""What of an output is shown, the best first."""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Names the pages in the navigation, each by its own heading."""
    if NOTEBOOKS and config.nav is not None:
        place = [AFTER in entry for entry in config.nav].index(True) + 1
        config.nav.insert(place, {"Notebooks": [address(path) for path in NOTEBOOKS]})
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds the pages."""
    for path in NOTEBOOKS:
        files.append(File.generated(config, address(path), content=page(path)))
    return files


def address(path: Path) -> str:
    """Where the page of a notebook stands."""
    return f"notebooks/{path.stem}.md"


def page(path: Path) -> str:
    """A notebook as Markdown."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    parts = [f"{part}\n" for cell in cells for part in cell_parts(cell)]
    parts.append(f"This page is [a notebook]({path.name}) that the tests run.\n")
    return "\n".join(parts)


def cell_parts(cell: dict[str, Any]) -> list[str]:
    """A cell, and what it shows."""
    source = "".join(cell["source"])
    if cell["cell_type"] == "markdown":
        return [FOLDER.sub(r"\1", source.replace(".ipynb)", ".md)"))]
    return [fenced("python", source), *map(output, cell["outputs"])]


def output(given: dict[str, Any]) -> str:
    """What a cell shows."""
    if given["output_type"] == "stream":
        return fenced("text", "".join(given["text"]))
    kind = next(kind for kind in SHOWN if kind in given["data"])
    return fenced("text" if kind == "text/plain" else "html-output", "".join(given["data"][kind]))


def fenced(name: str, text: str) -> str:
    """A block of code; longer than what a cell may hold itself."""
    return f"{FENCE}{name}\n{text.rstrip()}\n{FENCE}"
