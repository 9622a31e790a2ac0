"""Labels in a reader's words: what display and command both say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly._visible import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly._native import Span

CUE_SIGNS = {
    "reportative": "rep",
    "epistemic": "epi",
    "doxastic": "dox",
    "conditional": "if",
    "investigation": "?",
    "approximator": "≈",
    "weasel": "anon",
    "booster": "!",
}
"""The short sign of each type of cue, as it stands beside the cue."""

STATUS_SIGNS = {"asserted": "•", "attributed": "“", "hedged": "~", "question": "?"}
"""The sign of each status, as it stands before the sentence."""

FACTUALITY = {
    "CT+": "so",
    "PR+": "probably so",
    "PS+": "possibly so",
    "U": "open",
    "PS-": "possibly not so",
    "PR-": "probably not so",
    "CT-": "not so",
}
"""FactBank's scale."""

HELD = {
    "CT+": "so",
    "PR+": "likely",
    "PS+": "likely",
    "U": "open",
    "PS-": "unlikely",
    "PR-": "unlikely",
    "CT-": "unlikely",
}
"""The class of a claim's mark, by its value on FactBank's scale."""


def counted(number: int, one: str, several: str = "") -> str:
    """A number with its noun: "1 claim", "2 claims"."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def who(chain: Sequence[Span | None], text: str) -> str:
    """A chain of sources on one line, outermost first; each a span of `text`, or nobody named."""
    return " → ".join(one_line(text[s.start : s.end], 80) if s else "somebody unnamed" for s in chain)
