"""Two documents side by side: which claims they have in common, and what has become of the hedges.

Examples:
    >>> import reportedly as rp
    >>> wire = rp.analyze("Turkish police reportedly foiled a bomb plot in Ankara.")
    >>> paper = rp.analyze("Turkish police foiled a bomb plot in Ankara on Monday.")
    >>> rp.compare(wire, paper)
    Comparison: 1 pair, 1 hardened
      hardened (hedged → asserted), score 0.92
        Turkish police … foiled a bomb plot in Ankara
        Turkish police foiled a bomb plot in Ankara on Monday
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from reportedly._native import _compare
from reportedly._visible import one_line, visible
from reportedly._words import counted

if TYPE_CHECKING:
    from reportedly._native import Claim, Document, Table
    from reportedly.labels import Change, Standing

__all__ = ["Comparison", "Pair", "compare"]

_SHOWN = 10
"""Pairs that the `repr` shows."""
_MOST = 300
"""Rows of the table in a notebook."""


@dataclass(frozen=True, repr=False)
class Pair:
    """Two claims that say much the same of the same."""

    first: Claim
    """The claim of the first document."""
    second: Claim
    """The claim of the second document."""
    score: float
    """How much of what the two say is shared, 0 to 1."""
    words: tuple[str, ...]
    """What they share, heaviest first: names of entities, and stems of words."""
    change: Change
    """What has become of the claim: `hardened` where the second document stands by what the first hedges or
    attributes, or attributes what it hedges; `softened` the other way round; `reversed` where one says that
    it is so and the other that it is not."""
    standing: tuple[Standing, Standing]
    """How the first and the second document stand to it: `hedged`, `attributed` or `asserted`."""

    def __repr__(self) -> str:
        head = f"{self.change} ({' → '.join(self.standing)}), score {self.score:.2f}"
        return "\n".join((head, *(f"  {one_line(claim.text, 100)}" for claim in (self.first, self.second))))


@dataclass(frozen=True, repr=False)
class Comparison:
    """What two documents both claim, pair by pair. Frozen; compares by value and pickles."""

    first: Document
    """The first document."""
    second: Document
    """The second document."""
    pairs: tuple[Pair, ...]
    """In the order of the first document's claims, then of the second's."""
    _table: Table = field(compare=False)

    @property
    def changed(self) -> tuple[Pair, ...]:
        """The pairs that the two documents do not stand to alike."""
        return tuple(pair for pair in self.pairs if pair.change != "same")

    def table(self) -> Table:
        """The pairs as a `Table`, a row each; the columns are in docs/tables.md."""
        return self._table

    def __repr__(self) -> str:
        """The number of pairs by change, and the first that have changed."""
        changed = self.changed
        counts = Counter(pair.change for pair in changed)
        head = ", ".join(
            (counted(len(self.pairs), "pair"), *(f"{n} {change}" for change, n in counts.items()))
        )
        lines = [f"Comparison: {head}"]
        for pair in changed[:_SHOWN]:
            lines += (f"  {line}" for line in repr(pair).splitlines())
        if len(changed) > _SHOWN:
            lines.append(f"  … and {len(changed) - _SHOWN} more")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        """The pairs as a table, those that have changed first: what a notebook shows."""
        pairs = sorted(self.pairs, key=lambda pair: pair.change == "same")
        rows = "".join(map(_row, pairs[:_MOST]))
        more = f"<p>… and {len(pairs) - _MOST:,} more</p>" if len(pairs) > _MOST else ""
        head = "".join(f"<th>{name}</th>" for name in ("change", "score", "first", "second"))
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{more}"


def _row(pair: Pair) -> str:
    claims = (
        f"<td>{escape(visible(claim.text))}<br><small>{standing}</small></td>"
        for claim, standing in zip((pair.first, pair.second), pair.standing, strict=True)
    )
    words = escape(visible(", ".join(pair.words)), quote=True)
    return f'<tr><td>{pair.change}</td><td title="{words}">{pair.score:.2f}</td>{"".join(claims)}</tr>'


def compare(first: Document, second: Document, *, least: float = 0.5) -> Comparison:
    """What two documents both claim, and where one asserts what the other hedges or attributes.

    "Reportedly foiled" in a wire story and "foiled" in the paper that prints it: a hedge has been laundered.

    A claim is its content words: entities (by id, so that "Turkish" and "Turkey" are one), names, nouns,
    verbs, numbers and adjectives, by stem, weighted by kind (entities and the claim's verb 2, names 1.5,
    nouns, numbers and verbs 1, adjectives 0.5). Hedges and function words are left out. The score is the
    weight of what two claims share against their mean weight. Words do not count as shared where who acts
    in one claim is acted on in the other. Two claims are no pair if both name entities and share none, if
    both have subjects and these share no word, or if they share less than three words that are not just
    the verb and who does or suffers it; with different verbs the score is cut to 0.7 of it. Each claim is
    paired with the most alike claim of the other document, so that one may stand in several pairs.

    Limits: it compares words, not meanings. It does not see through synonyms ("police", "officers"),
    pronouns, irregular forms ("flee", "fled") or names in two spellings that the gazetteer does not know.
    It takes two like events that differ in their place or number alone for one. It does not join one
    sentence to a claim that two make. And a hedge may have been dropped for good reason: between the two
    texts somebody may have confirmed it.

    Args:
        first: a document whose claims were read.
        second: another.
        least: the least score of a pair, 0 to 1.

    Raises:
        ValueError: if the claims of a document were not read, or `least` is out of range.
        TypeError: if one is no `Document`.

    Examples:
        >>> import reportedly as rp
        >>> wire = rp.analyze("The tanker may have sunk off Cyprus, officials said.")
        >>> paper = rp.analyze("Oil reached the shore on Monday. The tanker had sunk off Cyprus.")
        >>> [(pair.change, pair.standing, pair.words) for pair in rp.compare(wire, paper).pairs]
        [('hardened', ('hedged', 'asserted'), ('Cyprus', 'sunk', 'tanker'))]
    """
    rows, table = _compare(first, second, least)
    pairs = (
        Pair(one, other, score, words, change, (here, there))
        for one, other, score, words, change, here, there in rows
    )
    return Comparison(first, second, tuple(pairs), table)
