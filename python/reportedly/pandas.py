"""Findings as data frames of pandas: `import reportedly.pandas`, then `df["body"].reportedly.hedges()`.

The index is that of the column, an entry for each finding, so that findings join the frame they come from.

Examples:
    >>> import pandas as pd
    >>> import reportedly.pandas
    >>> df = pd.DataFrame({"url": ["a", "b"], "body": ["It rains. It may snow.", "Oslo reportedly lost."]})
    >>> print(df[["url"]].join(df["body"].reportedly.hedges()[["text", "type"]]))
      url        text         type
    0   a         may    epistemic
    1   b  reportedly  reportative
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly._extras import extra
from reportedly._reading import analyzer_for

with extra("pandas"):
    import pandas as pd

if TYPE_CHECKING:
    from reportedly import Analyzer
    from reportedly.labels import TableName

__all__ = ["SeriesAccessor"]


@pd.api.extensions.register_series_accessor("reportedly")
class SeriesAccessor:
    """What `df["body"].reportedly` offers: a frame for each table, a row a finding.

    A missing text gives a row without values, a text without findings none. Each method takes the `analyzer`
    that reads; the default one, with no more layers than needed, if not given.
    """

    def __init__(self, texts: pd.Series[str]) -> None:
        self._texts = texts

    def documents(self, analyzer: Analyzer | None = None) -> pd.DataFrame:
        """A row a text: counts by status and type, shares, certainty, sources."""
        return self._table("documents", analyzer)

    def sentences(self, analyzer: Analyzer | None = None) -> pd.DataFrame:
        """A row a sentence."""
        return self._table("sentences", analyzer)

    def entities(self, analyzer: Analyzer | None = None) -> pd.DataFrame:
        """A row a mention."""
        return self._table("entities", analyzer)

    def hedges(self, analyzer: Analyzer | None = None) -> pd.DataFrame:
        """A row a hedge cue."""
        return self._table("hedges", analyzer)

    def attributions(self, analyzer: Analyzer | None = None) -> pd.DataFrame:
        """A row an attribution."""
        return self._table("attributions", analyzer)

    def claims(self, analyzer: Analyzer | None = None) -> pd.DataFrame:
        """A row a claim."""
        return self._table("claims", analyzer)

    def sources(self, analyzer: Analyzer | None = None) -> pd.DataFrame:
        """A row a source: who speaks how much."""
        return self._table("sources", analyzer)

    def _table(self, of: TableName, analyzer: Analyzer | None) -> pd.DataFrame:
        found = (analyzer or analyzer_for(of)).table(self._texts, of).to_pandas()
        found.index = self._texts.index.take(found["row"].to_numpy())
        return found.drop(columns=["row", "doc"])
