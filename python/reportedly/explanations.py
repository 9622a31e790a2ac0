"""Why something was found and where its values come from: what `explain()` gives. Each prints as a few lines.

All of it is frozen, compares by value and pickles.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly._visible import one_line
from reportedly._words import FACTUALITY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportedly._native import Span
    from reportedly.labels import Factuality

__all__ = ["AttributionExplanation", "AttributionStep", "ClaimExplanation", "ClaimStep", "HedgeExplanation"]


@dataclass(frozen=True, repr=False)
class HedgeExplanation:
    """Why a phrase was taken for a hedge cue.

    Examples:
        >>> import reportedly as rp
        >>> why = rp.analyze("The port may close.").hedges[0].explain()
        >>> why.entry, len(why.features)
        ('may', 3)
    """

    cue: str
    """The words in the text."""
    entry: str
    """The phrase of the lexicon that they were found by."""
    lemma: str
    """The word whose inflection the entry is, or the entry again."""
    probability: float
    """How sure the detector is that this is a cue, 0 to 1."""
    features: tuple[tuple[str, float], ...]
    """What weighed most, heaviest first: its name (`next=that`: the word behind it), and by how much it moved
    the log-odds, up for a cue, down against one. Empty for an entry of the user's own."""

    def __repr__(self) -> str:
        entry = self.entry if self.entry == self.lemma else f"{self.entry}, a form of {self.lemma}"
        found = f"a cue by the lexicon's entry {entry!r}, probability {self.probability:.2f}"
        head = f"{one_line(self.cue)!r}: {found}"
        return "\n".join((head, *_weights(self.features, "  ")))


@dataclass(frozen=True, repr=False)
class AttributionStep:
    """One decision on the way to an attribution."""

    decision: str
    """What was decided: `source`, `shape`, `start before`, `start behind`, `end behind`, `confidence` or
    `speaker`."""
    taken: str
    """What was taken: words of the text, or a name such as `after`; empty for a source that nobody is."""
    probability: float
    """How probable it and its like were among the options, 0 to 1."""
    features: tuple[tuple[str, float], ...]
    """What weighed most, heaviest first: what was looked at, and by how much it moved the log-odds."""

    def __repr__(self) -> str:
        taken = repr(one_line(self.taken, 60)) if self.taken else "nobody"
        head = f"{self.decision}: {taken}, probability {self.probability:.2f}"
        return "\n".join((head, *_weights(self.features, "    ")))


@dataclass(frozen=True, repr=False)
class AttributionExplanation:
    """How an attribution was read, decision by decision.

    Examples:
        >>> import reportedly as rp
        >>> why = rp.analyze("Ana Ruiz said the port was closed.").attributions[0].explain()
        >>> why.shape, [step.decision for step in why.steps]
        ('after', ['source', 'shape', 'start behind', 'end behind', 'confidence'])
    """

    cue: str | None
    """The word that attributes; `None` for quotation marks or a headline's colon alone."""
    frames: tuple[str, ...]
    """What the cue can stand with, by its entry in the lexicon: `that`, `object` …; empty without a cue."""
    shape: str | None
    """Whether the content stands `before` the cue, `after` it or `around` it; `None` without a cue."""
    confidence: float
    """How sure the reader is that this is an attribution, 0 to 1."""
    steps: tuple[AttributionStep, ...]
    """The decisions, in their order."""

    def __repr__(self) -> str:
        cue = "no cue" if self.cue is None else repr(one_line(self.cue))
        frames = f", which can stand with: {', '.join(self.frames)}" if self.frames else ""
        head = f"an attribution by {cue}{frames}; confidence {self.confidence:.2f}"
        return "\n".join((head, *(f"  {step!r}" for step in self.steps)))


@dataclass(frozen=True, repr=False)
class ClaimStep:
    """One step on the way to a claim's values."""

    rule: str
    """The rule: `verb group`, `cue`, `opener`, `condition`, `question`, `governor` and `source` say what is
    left of a plain clause; `degree` and `writer's share` how far the writer goes along."""
    words: Span | None
    """The words that it looks at; `None` for a question mark, or an attribution without a cue."""
    scope: Span | None
    """How far they reach: the scope of that hedge, or what that attribution attributes."""
    leaves: Factuality | None
    """What is left of a plain clause for the innermost source, on FactBank's scale."""
    factor: float | None
    """By how much the writer's certainty is taken down."""
    signature: float | None
    """How far readers take a writer to hold what stands under this verb, 0 to 1 (MegaVeridicality, White &
    Rawlins 2018). The cue's stance bounds how far `factor` follows it."""

    def __repr__(self) -> str:
        parts = [self.rule]
        if self.words:
            parts.append(repr(one_line(self.words.text, 40)))
        if self.leaves:
            parts.append(f"leaves {self.leaves}")
        if self.factor is not None:
            parts.append(f"times {self.factor:.2f}")
        if self.signature is not None:
            parts.append(f"(signature {self.signature:.2f})")
        if self.scope:
            parts.append(f"over {one_line(self.scope.text, 60)!r}")
        return " ".join(parts)


@dataclass(frozen=True, repr=False)
class ClaimExplanation:
    """From which words and rules a claim's factuality and certainty follow.

    A plain clause is `CT+`, held with certainty 1; the steps take it down one after the other. The product of
    their factors is the certainty.

    Examples:
        >>> import reportedly as rp
        >>> rp.analyze("The port may close.").claims[0].explain()
        'The port may close': PS+ (possibly so), certainty 0.40
          verb group 'may' leaves PS+ over 'may close'
          degree times 0.40
    """

    claim: str
    """The clause."""
    factuality: Factuality
    """What the innermost source commits to, on FactBank's scale."""
    certainty: float
    """How far the writer commits to it, 0 to 1."""
    steps: tuple[ClaimStep, ...]
    """The steps, in the order in which they were weighed; none for a flat assertion."""

    def __repr__(self) -> str:
        held = f"{self.factuality} ({FACTUALITY[self.factuality]})"
        head = f"{one_line(self.claim, 80)!r}: {held}, certainty {self.certainty:.2f}"
        return "\n".join((head, *(f"  {step!r}" for step in self.steps)))


def _weights(features: Iterable[tuple[str, float]], indent: str) -> Iterator[str]:
    return (f"{indent}{weight:+.2f}  {name}" for name, weight in features)
