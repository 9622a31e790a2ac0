"""Hedging as features for scikit-learn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from reportedly._extras import extra
from reportedly._reading import analyzer_for

with extra("sklearn"):
    import numpy as np
    from sklearn.base import BaseEstimator, TransformerMixin

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from reportedly import Analyzer

__all__ = ["HedgeFeatures"]

_WHOLE = ("certainty", "asserted_share", "attributed_share", "hedged_share", "questions_share")
"""Columns of the table of documents that are taken as they are."""

_COUNTS = (
    "hedges",
    "reportative",
    "epistemic",
    "doxastic",
    "conditional",
    "investigation",
    "approximator",
    "weasel",
    "booster",
    "attributions",
    "claims",
)
"""Columns that count, and so grow with the text."""


class HedgeFeatures(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """How sure texts are and whom they quote, a row of numbers a text.

    The features are the mean certainty of the sentences, the share of the sentences of each status, and the
    number of hedge cues (in all and by type), attributions and claims. Learns nothing from the data.

    A missing text is a row of NaN; a text without a sentence has NaN for certainty and shares.

    Args:
        analyzer: who reads, with the layer `claims`; the default one if not given.
        per_sentence: whether counts are divided by the number of sentences.

    Examples:
        >>> from sklearn.linear_model import LogisticRegression
        >>> from sklearn.pipeline import make_pipeline
        >>> from reportedly.sklearn import HedgeFeatures
        >>> texts = ["The port closed.", "The port may close.", "It reportedly closed.", "It is open."]
        >>> model = make_pipeline(HedgeFeatures(), LogisticRegression()).fit(texts, [0, 1, 1, 0])
        >>> model.predict(["The gate might open."]).tolist()
        [1]
    """

    def __init__(self, analyzer: Analyzer | None = None, *, per_sentence: bool = True) -> None:
        self.analyzer = analyzer
        self.per_sentence = per_sentence

    def fit(self, X: Iterable[str | None], y: object = None) -> Self:  # noqa: ARG002
        """Does nothing: there is nothing to learn."""
        return self

    def transform(self, X: Iterable[str | None]) -> NDArray[np.float64]:
        """Features of the texts of `X`, an iterable or a column: an array of shape (texts, features).

        Raises:
            TypeError: for what is no column of texts, and for what is no text, with its row.
            ValueError: with the row of a text that cannot be read, and where the analyzer reads no claims.
        """
        analyzer = self.analyzer or analyzer_for("documents")
        if "claims" not in analyzer.layers:
            message = f"HedgeFeatures needs the layer claims; the analyzer reads {', '.join(analyzer.layers)}"
            raise ValueError(message)
        rows = analyzer.table(X, "documents").to_pylist()
        names = ("sentences", *_WHOLE, *_COUNTS)
        cells = np.array([[row[name] for name in names] for row in rows], dtype=float).reshape(-1, len(names))
        sentences, features = cells[:, :1], cells[:, 1:]
        if self.per_sentence:
            features[:, len(_WHOLE) :] /= np.maximum(sentences, 1)
        return features

    def get_feature_names_out(self, input_features: object = None) -> NDArray[Any]:  # noqa: ARG002
        """Names of the features: those of the table of documents, with `_per_sentence` where that is so."""
        ending = "_per_sentence" if self.per_sentence else ""
        return np.array([*_WHOLE, *(name + ending for name in _COUNTS)], dtype=object)

    def __sklearn_is_fitted__(self) -> bool:
        return True

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.one_d_array = True
        tags.input_tags.two_d_array = False
        tags.input_tags.allow_nan = True
        tags.requires_fit = False
        return tags
