"""What several tests read; and the Python in README.md and the pages of docs/, which is run.

It runs block after block, and has to print what stands under it.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from sybil import Sybil
from sybil.evaluators.python import PythonEvaluator
from sybil.parsers.markdown import CodeBlockParser

import reportedly as rp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql import SparkSession
    from sybil import Example

ROOT = Path(__file__).parent
BODIES = [
    "The port of Oslo may close by June, Ana Ruiz said.",
    None,
    "The owners denied that they had sold the cargo.",
]
PEOPLE = "id,name,label,aliases,party\np1,Ana Ruiz,PERSON,A. Ruiz,Green\nP3,Elif Aydın,PERSON,,Centre\n"


def pytest_addoption(parser: pytest.Parser) -> None:
    """An option of the notebooks' test."""
    parser.addoption(
        "--store", action="store_true", help="store what the notebooks show, rather than compare"
    )


@pytest.fixture(scope="session")
def article_path() -> Path:
    """The article that many tests read."""
    return ROOT / "examples" / "article.txt"


@pytest.fixture(scope="session")
def article(article_path: Path) -> str:
    """Its text."""
    return article_path.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def doc(article: str) -> rp.Document:
    """All that is found in it."""
    return rp.analyze(article)


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:
    """A session of Spark on this machine; skips what needs it where there is no Java."""
    if sys.platform == "win32":
        pytest.skip("Spark on Windows needs more than Java")
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        pytest.skip("Spark needs Java 17 or newer: apt-get install openjdk-17-jre-headless")
    from pyspark.sql import SparkSession  # noqa: PLC0415

    patch = pytest.MonkeyPatch()
    patch.setenv("PYSPARK_PYTHON", sys.executable)
    patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
    builder: Any = SparkSession.builder
    options = {
        "spark.ui.enabled": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.log.level": "OFF",
        "spark.sql.shuffle.partitions": "2",
    }
    session = builder.master("local[2]").config(map=options).getOrCreate()
    yield session
    session.stop()
    patch.undo()


class Python(PythonEvaluator):
    """Runs a block and keeps what it prints."""

    def __call__(self, example: Example) -> None:
        """Runs it; a block on Spark needs a session, and so a Java."""
        if "spark_df" in example.parsed:
            spark = example.namespace["request"].getfixturevalue("spark")
            example.namespace["spark_df"] = spark.createDataFrame(example.namespace["df"])
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            super().__call__(example)
        example.namespace["printed"] = printed.getvalue()


def same(example: Example) -> None:
    """What stands under a block is what it prints."""
    printed = "\n".join(line.rstrip() for line in example.namespace["printed"].splitlines())
    assert printed == example.parsed.rstrip(), f"the block above prints:\n{printed}"


def place(namespace: dict[str, Any]) -> None:
    """Where blocks run: a folder with the files and the frame that they speak of."""
    folder = tempfile.TemporaryDirectory()
    namespace |= {"before": Path.cwd(), "folder": folder}
    os.chdir(folder.name)
    Path("people.csv").write_text(PEOPLE, encoding="utf-8")
    Path("news").mkdir()
    df = pd.DataFrame(
        {"url": ["a", "b", "c"], "outlet": ["Wire", "Wire", "Post"], "body": BODIES, "label": [1, 0, 0]}
    )
    df.to_parquet("news/1.parquet")
    namespace["df"] = df


def leave(namespace: dict[str, Any]) -> None:
    """Goes back."""
    os.chdir(namespace["before"])
    namespace["folder"].cleanup()


pytest_collect_file = Sybil(
    parsers=[CodeBlockParser("python", Python()), CodeBlockParser("text", same)],
    patterns=["README.md", "docs/*.md"],
    setup=place,
    teardown=leave,
    fixtures=["request"],
).pytest()
