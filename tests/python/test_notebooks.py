"""The notebooks in docs/notebooks run, warn of nothing, and print what is stored in them.

`pytest tests/python/test_notebooks.py --store` (`make notebooks`) stores what they show now.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[2] / "docs" / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
SPARK = [
    pytest.mark.spark,
    pytest.mark.skipif(sys.platform == "win32", reason="Spark on Windows needs more than Java"),
    pytest.mark.skipif(
        not (shutil.which("java") or os.environ.get("JAVA_HOME")), reason="Spark needs Java 17 or newer"
    ),
]

pytestmark = [
    pytest.mark.notebook,
    # On Windows zmq helps itself with a thread, and says so.
    pytest.mark.filterwarnings("ignore:Proactor event loop:RuntimeWarning"),
]


def printed(notebook: Any) -> list[str]:
    """What each cell prints. Tables and charts are left out: they change with the packages that draw them."""
    return [
        "".join(output["text"] for output in cell.get("outputs", ()) if output["output_type"] == "stream")
        for cell in notebook.cells
    ]


def test_there_are_notebooks() -> None:
    assert len(NOTEBOOKS) == 7


@pytest.mark.parametrize(
    "path", [pytest.param(path, id=path.stem, marks=SPARK * ("spark" in path.stem)) for path in NOTEBOOKS]
)
def test_the_notebook_runs_and_prints_what_is_stored(path: Path, request: pytest.FixtureRequest) -> None:
    notebook = nbformat.read(path, as_version=4)
    stored = printed(notebook)
    NotebookClient(
        notebook,
        timeout=300,
        kernel_name="python3",
        resources={"metadata": {"path": FOLDER}},
        record_timing=False,
    ).execute()
    errors = [
        output["text"]
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        if output.get("name") == "stderr"
    ]
    assert errors == []
    if request.config.getoption("--store"):
        notebook.metadata.language_info = {"name": "python"}
        nbformat.write(notebook, path)
    else:
        assert printed(notebook) == stored
