"""Compares reading on Spark, two tasks at a time on this machine, with reading on two threads of our own.

    pip install 'reportedly[spark]'          # and Java 17 or newer
    python benchmarks/spark.py               # 400,000 short texts, claims; --texts 100000 --of hedges

Both read the same generated texts of a sentence or two; rates are by the clock, once Spark, its two Python processes and
their analyzers have started. Spark counts the rows that it found, so that nothing of its work is left out.
"""

import argparse
import os
import random
import sys
import time

import articles

import reportedly as rp


def short_texts(count):
    """Texts of one or two sentences, each other than the rest."""
    rng = random.Random(0)
    return [" ".join(articles.sentence(rng) for _ in range(rng.randint(1, 2))) for _ in range(count)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=400_000)
    parser.add_argument("--of", default="claims")
    args = parser.parse_args()
    import pyarrow as pa
    from pyspark.sql import SparkSession

    import reportedly.spark

    texts = short_texts(args.texts)
    size = sum(len(text.encode()) for text in texts)
    analyzer = rp.Analyzer(threads=2)
    analyzer.table(texts[:1000], args.of)
    start = time.perf_counter()
    own_rows = len(analyzer.table(texts, args.of))
    own = time.perf_counter() - start

    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.ui.showConsoleProgress", "false").config("spark.log.level", "OFF")
    spark = builder.getOrCreate()
    frame = spark.createDataFrame(pa.table({"body": texts})).repartition(16).cache()
    frame.count()
    reportedly.spark.table(frame.limit(1000).repartition(2), "body", args.of).count()
    start = time.perf_counter()
    rows = reportedly.spark.table(frame, "body", args.of).count()
    taken = time.perf_counter() - start
    spark.stop()

    assert rows == own_rows, f"{rows} rows by Spark, {own_rows} by two threads"
    for name, seconds in (("two threads", own), ("Spark, local[2]", taken)):
        print(f"{name:16} {len(texts) / seconds:9.0f} texts/s {size / seconds / 1e6:7.2f} MB/s")
    print(f"Spark : two threads: {own / taken:.2f}, {rows} rows each")


if __name__ == "__main__":
    main()
