"""The engines on which corpora are read: Spark, Daft, DuckDB give the rows of a single machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import reportedly as rp

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

EXAMPLES = Path(__file__).parents[2] / "examples"
JAVA = shutil.which("java") or os.environ.get("JAVA_HOME")


NEWS = [
    (f"u{n}", n, None if n % 7 == 3 else f"Report {n}: the port of Oslo may close, Ana Ruiz said. " * (n % 5))
    for n in range(300)
]


@pytest.fixture(scope="module")
def news(spark: SparkSession) -> DataFrame:
    return spark.createDataFrame(NEWS, "url string, n int, body string").repartition(5)


def rows(frame: DataFrame) -> list[dict[str, Any]]:
    return sorted(
        (row.asDict() for row in frame.collect()), key=lambda row: (row["doc"], row.get("start") or 0)
    )


def expected(of: str, ids: list[Any], analyzer: rp.Analyzer) -> list[dict[str, Any]]:
    found = analyzer.table([body for _, _, body in NEWS], of, ids).to_pylist()  # type: ignore[arg-type]
    for row in found:
        del row["row"]
    return sorted(found, key=lambda row: (row["doc"], row.get("start") or 0))


@pytest.mark.spark
@pytest.mark.parametrize("of", ["documents", "sentences", "entities", "hedges", "attributions", "claims"])
def test_spark_gives_the_rows_of_a_single_machine(of: Any, news: DataFrame) -> None:
    from reportedly.spark import table  # noqa: PLC0415

    found = table(news, "body", of, ids="url")
    assert rows(found) == expected(of, [url for url, _, _ in NEWS], rp.Analyzer())


@pytest.mark.spark
def test_spark_takes_an_analyzer_and_ids_that_are_numbers(news: DataFrame) -> None:
    from reportedly.spark import table  # noqa: PLC0415

    analyzer = rp.Analyzer(gazetteer=rp.Gazetteer(["Ana Ruiz"]), layers=["entities"])
    found = table(news, "body", "entities", ids="n", analyzer=analyzer)
    assert dict(found.dtypes)["doc"] == "bigint"
    assert rows(found) == expected("entities", [n for _, n, _ in NEWS], analyzer)
    again = table(news, "body", "entities", analyzer=analyzer)
    assert again.count() == found.count()
    assert again.select("doc").distinct().count() > 200


@pytest.mark.spark
def test_spark_opens_the_analyzer_once_a_process(
    spark: SparkSession, news: DataFrame, tmp_path: Path
) -> None:
    from reportedly.spark import table  # noqa: PLC0415

    analyzer = rp.Analyzer(gazetteer=rp.Gazetteer(["Bo Tern"]), layers=["entities"])
    found = table(news.repartition(16), "body", "entities", ids="url", analyzer=analyzer)

    def opened(_: Iterable[int]) -> Iterable[tuple[int, int]]:
        from reportedly.spark import _shipped  # noqa: PLC0415

        yield os.getpid(), _shipped.cache_info().misses

    found.count()
    misses = dict(spark.sparkContext.parallelize(range(8), 8).mapPartitions(opened).collect())
    # A few analyzers were shipped by the tests above; 16 tasks did not open ours 16 times.
    assert max(misses.values()) <= 10
    assert not list(tmp_path.iterdir())


@pytest.mark.spark
def test_spark_rows_that_fail_and_rows_that_are_huge(spark: SparkSession) -> None:
    from reportedly.spark import table  # noqa: PLC0415

    texts = ["It may.", "The port may close. " * 40_000, None, ""] + ["He fled."] * 50
    frame = spark.createDataFrame(list(enumerate(texts)), "n int, body string")
    found = table(frame, "body", "hedges", ids="n", on_error="null").groupBy("doc").count().collect()
    assert {row["doc"]: row["count"] for row in found} == {0: 1, 1: 40_000, 2: 1}


@pytest.mark.spark
def test_spark_says_what_is_wrong_before_any_task_runs(news: DataFrame) -> None:
    from reportedly.spark import table  # noqa: PLC0415

    with pytest.raises(ValueError, match="claims"):
        table(news, "body", "claims", analyzer=rp.Analyzer(layers=["hedges"]))
    with pytest.raises(TypeError, match="column of strings"):
        table(news, "n", "claims")
    with pytest.raises(ValueError, match="did you mean"):
        table(news, "body", "claim")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "equal"),
    [("duckdb_claims.py", 1), ("daft_claims.py", 1), ("people.py", 2), ("roads.py", 5 if JAVA else 4)],
)
def test_examples_give_the_rows_of_a_single_machine(name: str, equal: int, tmp_path: Path) -> None:
    if name == "roads.py" and sys.platform == "win32":
        pytest.skip("one of the roads is Spark")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [sys.executable, str(EXAMPLES / name), "60"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env=environment,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert len(re.findall("equal.*: True", done.stdout)) == equal
    assert "False" not in done.stdout
