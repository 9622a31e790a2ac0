"""Spark data frames in, Spark data frames out, by Arrow: `reportedly.spark.table(df, "body", "claims")`.

The analyzer, with its gazetteer, travels once to each worker as a file, not with each task, and each Python
process of the worker opens it once. The package has to be installed there, with the extra `spark`.
"""

from __future__ import annotations

import hashlib
import pickle
import tempfile
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from reportedly._extras import extra
from reportedly._reading import analyzer_for

with extra("spark"):
    import pyarrow as pa
    from pyspark import SparkFiles
    from pyspark.sql import functions
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyspark.sql import DataFrame, SparkSession

    from reportedly import Analyzer
    from reportedly.labels import TableName

__all__ = ["table"]


def table(
    df: DataFrame,
    column: str,
    of: TableName,
    *,
    ids: str | None = None,
    analyzer: Analyzer | None = None,
    on_error: Literal["raise", "null"] = "raise",
) -> DataFrame:
    """The findings of the texts in a column, a row each: lazily, on the cluster.

    The rows and columns are those of `Analyzer.table`, but for `row`: rows of a cluster have no numbers.

    Args:
        df: a data frame; its partitions are the tasks. Where few texts are huge, `df.repartition(n)` parts
            them evenly.
        column: name of the column of strings. A missing text gives a row of nulls.
        of: "documents", "sentences", "entities", "hedges", "attributions", "claims" or "sources".
        ids: name of the column of strings or whole numbers that names the texts in the column `doc`; what
            `monotonically_increasing_id` says if not given.
        analyzer: who reads, on one thread a task unless it was given a number of threads; the default one,
            with no more layers than needed, if not given.
        on_error: what happens to a text that cannot be read: "raise" fails the job, "null" gives a
            row of nulls.

    Raises:
        ValueError: for an unknown table, and for a layer that the analyzer does not read.
        TypeError: if `column` holds no strings.
    """
    analyzer = _single(analyzer or analyzer_for(of))
    chosen = df.select(
        functions.col(column).alias("text"),
        (functions.col(ids) if ids else functions.monotonically_increasing_id()).alias("doc"),
    )
    text_type, doc_type = (to_arrow_type(field.dataType) for field in chosen.schema.fields)
    empty = analyzer.table(pa.array([], text_type), of, ids=pa.array([], doc_type)).to_arrow()
    schema = empty.drop_columns("row").schema
    if not pa.types.is_integer(doc_type):
        schema = schema.set(0, pa.field("doc", pa.string()))
    read = partial(_read, of=of, on_error=on_error, schema=schema, name=_ship(df.sparkSession, analyzer))
    return chosen.mapInArrow(read, from_arrow_schema(schema))


def _read(
    batches: Iterable[pa.RecordBatch],
    of: TableName,
    on_error: Literal["raise", "null"],
    schema: pa.Schema,
    name: str,
) -> Iterator[pa.RecordBatch]:
    """What a task does: Arrow batches of texts in, Arrow batches of findings out."""
    analyzer = _shipped(name)
    for batch in batches:
        found = analyzer.table(batch.column("text"), of, ids=batch.column("doc"), on_error=on_error)
        yield from found.to_arrow().drop_columns("row").cast(schema).to_batches()


@lru_cache(maxsize=4)
def _shipped(name: str) -> Analyzer:
    """The analyzer in a file that Spark brought to this worker, opened once a process."""
    analyzer: Analyzer = pickle.loads(Path(SparkFiles.get(name)).read_bytes())  # noqa: S301 - our own file
    return analyzer


@lru_cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Where analyzers lie until this process ends: Spark copies them from there when a worker asks."""
    return tempfile.TemporaryDirectory(prefix="reportedly-")


def _ship(spark: SparkSession, analyzer: Analyzer) -> str:
    """Gives the analyzer to the session's workers as a file, and says its name there."""
    data = pickle.dumps(analyzer)
    path = Path(_folder().name) / f"reportedly-{hashlib.sha256(data).hexdigest()[:32]}.analyzer"
    if not path.exists():
        path.write_bytes(data)
    spark.addArtifacts(str(path), file=True)  # the same file twice is the same file
    return path.name


def _single(analyzer: Analyzer) -> Analyzer:
    """The same analyzer with one thread, where no number was given: Spark runs a task a core."""
    restore, (arguments,) = cast("Any", analyzer).__reduce__()  # how it is pickled
    return cast("Analyzer", restore({**arguments, "threads": arguments["threads"] or 1}))
