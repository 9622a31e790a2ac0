"""From a Parquet file of generated articles to the table of their claims, by every road, with the times.

    pip install 'reportedly[cli,arrow,pandas,polars,spark]' duckdb
    python examples/roads.py 100000

The roads: a column of pandas, a lazy query of polars from file to file, SQL of DuckDB, Spark on this machine,
and the command. Each must give the same rows. Spark needs Java 17 or newer and is left out without one.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

import reportedly as rp

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))
import articles

COLUMNS = ["doc", "sentence", "start", "end", "text", "chain", "factuality", "certainty", "about"]


def by_pandas(news: Path) -> pa.Table:
    """A data frame in memory; findings join by the index."""
    import pandas as pd

    import reportedly.pandas

    frame = pd.read_parquet(news, dtype_backend="pyarrow")
    claims = frame[["url"]].join(frame["body"].reportedly.claims()).dropna(subset="text")
    return pa.Table.from_pandas(claims.rename(columns={"url": "doc"})[COLUMNS], preserve_index=False)


def by_polars(news: Path) -> pa.Table:
    """From file to file, streaming: the corpus may be larger than memory."""
    import polars as pl

    import reportedly.polars

    out = news.with_name("polars.parquet")
    (
        pl.scan_parquet(news)
        .select(pl.col("url").alias("doc"), pl.col("body").reportedly.claims().alias("claim"))
        .explode("claim", empty_as_null=False, keep_nulls=False)
        .unnest("claim")
        .sink_parquet(out)
    )
    return pq.read_table(out)


def by_duckdb(news: Path) -> pa.Table:
    """A function that SQL calls, batch by batch."""
    import duckdb

    analyzer = rp.Analyzer()

    def claims_of(texts: pa.ChunkedArray) -> pa.ChunkedArray:
        return pa.table(analyzer.table(texts, "claims", nested=True)).column("claims")

    empty = analyzer.table([], "claims", nested=True)
    connection = duckdb.connect()
    (claims,) = connection.sql("select claims from empty").types
    connection.create_function("claims_of", claims_of, ["varchar"], claims, type="arrow")
    query = f"select url as doc, unnest(claims_of(body), max_depth := 2) from '{news}'"
    return connection.sql(query).to_arrow_table()


def by_spark(news: Path) -> pa.Table:
    """Data frame in, data frame out, a task a core."""
    from pyspark.sql import SparkSession

    import reportedly.spark

    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    spark = builder.config("spark.log.level", "OFF").getOrCreate()
    frame = spark.read.parquet(str(news)).repartition(16)
    out = news.with_name("spark")
    reportedly.spark.table(frame, "body", "claims", ids="url").write.parquet(str(out))
    spark.stop()
    return pq.read_table(out)


def by_command(news: Path) -> pa.Table:
    """The shell; interrupted, it goes on with --resume."""
    out = news.with_name("command.parquet")
    command = [
        sys.executable,
        "-m",
        "reportedly",
        str(news),
        "--field",
        "body",
        "--id",
        "url",
        "--of",
        "claims",
    ]
    subprocess.run([*command, "-o", str(out)], check=True)
    return pq.read_table(out)


def comparable(claims: pa.Table) -> pa.Table:
    """The same columns, types and order for all."""
    types = {"sentence": pa.int32(), "start": pa.int32(), "end": pa.int32(), "certainty": pa.float32()}
    types["chain"] = pa.list_(pa.string())
    arrays = [claims[name].cast(types.get(name, pa.string())) for name in COLUMNS]
    order = [("doc", "ascending"), ("sentence", "ascending"), ("start", "ascending"), ("end", "ascending")]
    return pa.table(arrays, COLUMNS).sort_by(order).combine_chunks()


def main() -> None:
    """Makes the articles, takes each road, and compares."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        news = Path(folder) / "news.parquet"
        articles.write(count, news)
        size = pc.sum(pc.binary_length(pq.read_table(news)["body"])).as_py()
        print(f"{count:,} articles, {size / 1e6:.1f} MB of text")
        first = None
        for road in (by_pandas, by_polars, by_duckdb, by_spark, by_command):
            name = road.__name__.removeprefix("by_")
            if name == "spark" and not shutil.which("java"):
                print(f"{name:8} left out: no Java")
                continue
            start = time.perf_counter()
            claims = road(news)
            seconds = time.perf_counter() - start
            rows = comparable(claims)
            first = rows if first is None else first
            print(f"{name:8} {len(rows):9,} claims {seconds:7.1f} s  equal: {rows == first}", flush=True)


if __name__ == "__main__":
    main()
