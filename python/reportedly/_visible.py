"""Foreign text made safe to show: nothing that steers a terminal or turns the line around gets through."""

from __future__ import annotations

_KEPT = "\t\n"
_REPLACEMENT = 0xFFFD
# Marks, embeddings, overrides and isolates that reorder what a reader sees (Unicode TR 36, section 2.4).
_DIRECTION = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_TABLE = {
    **{c: 0x2400 + c for c in range(0x20) if chr(c) not in _KEPT},  # ESC becomes the picture of ESC
    0x7F: 0x2421,
    **dict.fromkeys(range(0x80, 0xA0), _REPLACEMENT),  # C1: 0x9b alone starts an escape sequence
    **dict.fromkeys(_DIRECTION, _REPLACEMENT),
    **dict.fromkeys((0x2028, 0x2029), 0x20),
    **dict.fromkeys(range(0xD800, 0xE000), _REPLACEMENT),  # lone surrogates, as in the names of odd files
}

# JSON itself escapes what is below the space.
_JSON_ESCAPES = {code: f"\\u{code:04x}" for code in _TABLE if code >= ord(" ")}


def visible(text: str) -> str:
    """`text` with control characters and direction marks replaced one for one, so that offsets still hold."""
    return text.translate(_TABLE)


def one_line(text: str, limit: int = 200) -> str:
    """`text` on one line, made visible, white space folded, cut at `limit` code points."""
    line = " ".join(visible(text[: 4 * limit]).split())
    return line if len(line) <= limit and len(text) <= 4 * limit else line[: limit - 1] + "…"


def visible_json(line: str) -> str:
    """The same JSON, with what [`visible`] replaces written as escapes."""
    return line.translate(_JSON_ESCAPES)
