"""Findings as columns of polars: `import reportedly.polars`, then `pl.col("body").reportedly.hedges()`.

Works in eager, lazy and streaming queries alike, so that a corpus larger than memory goes from file to file:
start with `pl.scan_parquet` and end with `sink_parquet`.

Examples:
    >>> import polars as pl
    >>> import reportedly.polars
    >>> news = pl.LazyFrame({"url": ["a", "b"], "body": ["It rains. It may snow.", "The port closed."]})
    >>> claims = news.select("url", pl.col("body").reportedly.claims().alias("claim")).explode("claim")
    >>> claims.unnest("claim").select("url", "text", "factuality").collect().rows()
    [('a', 'It rains', 'CT+'), ('a', 'It may snow', 'PS+'), ('b', 'The port closed', 'CT+')]
"""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING

from reportedly._extras import extra
from reportedly._reading import analyzer_for

with extra("polars"):
    import polars as pl

if TYPE_CHECKING:
    from reportedly import Analyzer
    from reportedly.labels import TableName

__all__ = ["ExprNamespace", "SeriesNamespace"]


def _read(texts: pl.Series, of: TableName, analyzer: Analyzer) -> pl.Series:
    """The findings of each text; the table knows the columns of an empty one too."""
    return pl.DataFrame(analyzer.table(texts, of, nested=True)).get_column(of).alias(texts.name)


@lru_cache
def _dtype(of: TableName) -> pl.DataType:
    return _read(pl.Series([], dtype=pl.String), of, analyzer_for(of)).dtype


@pl.api.register_expr_namespace("reportedly")
class ExprNamespace:
    """What `pl.col(…).reportedly` offers: for each text its findings.

    A missing text gives a null, a text without findings an empty list. Fields are the columns of the tables.
    Each method takes the `analyzer` that reads; a default one, with no more layers than needed, if not given.
    """

    def __init__(self, expr: pl.Expr) -> None:
        self._expr = expr

    def documents(self, analyzer: Analyzer | None = None) -> pl.Expr:
        """A struct a text: counts by status and type, shares, certainty, sources."""
        return self._map("documents", analyzer)

    def sentences(self, analyzer: Analyzer | None = None) -> pl.Expr:
        """A list of structs a text: its sentences."""
        return self._map("sentences", analyzer)

    def entities(self, analyzer: Analyzer | None = None) -> pl.Expr:
        """A list of structs a text: the mentions of entities."""
        return self._map("entities", analyzer)

    def hedges(self, analyzer: Analyzer | None = None) -> pl.Expr:
        """A list of structs a text: the hedge cues."""
        return self._map("hedges", analyzer)

    def attributions(self, analyzer: Analyzer | None = None) -> pl.Expr:
        """A list of structs a text: who says what."""
        return self._map("attributions", analyzer)

    def claims(self, analyzer: Analyzer | None = None) -> pl.Expr:
        """A list of structs a text: its claims."""
        return self._map("claims", analyzer)

    def sources(self, analyzer: Analyzer | None = None) -> pl.Expr:
        """A list of structs a text: who speaks how much."""
        return self._map("sources", analyzer)

    def _map(self, of: TableName, analyzer: Analyzer | None) -> pl.Expr:
        read = partial(_read, of=of, analyzer=analyzer or analyzer_for(of))
        return self._expr.map_batches(read, return_dtype=_dtype(of), is_elementwise=True)


@pl.api.register_series_namespace("reportedly")
class SeriesNamespace:
    """What `df["body"].reportedly` offers: as [`ExprNamespace`][reportedly.polars.ExprNamespace], at once."""

    def __init__(self, texts: pl.Series) -> None:
        self._texts = texts

    def documents(self, analyzer: Analyzer | None = None) -> pl.Series:
        """A struct a text: counts by status and type, shares, certainty, sources."""
        return _read(self._texts, "documents", analyzer or analyzer_for("documents"))

    def sentences(self, analyzer: Analyzer | None = None) -> pl.Series:
        """A list of structs a text: its sentences."""
        return _read(self._texts, "sentences", analyzer or analyzer_for("sentences"))

    def entities(self, analyzer: Analyzer | None = None) -> pl.Series:
        """A list of structs a text: the mentions of entities."""
        return _read(self._texts, "entities", analyzer or analyzer_for("entities"))

    def hedges(self, analyzer: Analyzer | None = None) -> pl.Series:
        """A list of structs a text: the hedge cues."""
        return _read(self._texts, "hedges", analyzer or analyzer_for("hedges"))

    def attributions(self, analyzer: Analyzer | None = None) -> pl.Series:
        """A list of structs a text: who says what."""
        return _read(self._texts, "attributions", analyzer or analyzer_for("attributions"))

    def claims(self, analyzer: Analyzer | None = None) -> pl.Series:
        """A list of structs a text: its claims."""
        return _read(self._texts, "claims", analyzer or analyzer_for("claims"))

    def sources(self, analyzer: Analyzer | None = None) -> pl.Series:
        """A list of structs a text: who speaks how much."""
        return _read(self._texts, "sources", analyzer or analyzer_for("sources"))
