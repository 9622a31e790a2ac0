"""Any texts in any column, with any option: the same rows; buffers that lie are told by their row."""

from __future__ import annotations

import contextlib
import struct
from collections.abc import Callable
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reportedly as rp
from test_properties import TEXTS
from test_results import check_offsets

ANALYZER = rp.Analyzer(threads=2)
OF = ["documents", "sentences", "entities", "hedges", "attributions", "claims", "sources"]
COLUMNS = st.lists(st.one_of(st.none(), TEXTS), max_size=6)

Texts = list[str | None]


def sliced(texts: Texts) -> pa.Array:
    return pa.array(["before", *texts, None, "after"], pa.string()).slice(1, len(texts))


def chunked(texts: Texts) -> pa.ChunkedArray:
    pieces = [texts[:1], [], texts[1:3], texts[3:]]
    return pa.chunked_array([pa.array(piece, pa.large_string()) for piece in pieces])


def dictionary(index: pa.DataType, value: pa.DataType) -> Callable[[Texts], pa.Array]:
    def encoded(texts: Texts) -> pa.Array:
        values = list(dict.fromkeys(t for t in texts if t is not None))
        keys = pa.array([None if t is None else values.index(t) for t in texts], index)
        return pa.DictionaryArray.from_arrays(keys, pa.array(values, value))

    return encoded


def null_in_dictionary(texts: Texts) -> pa.Array:
    values = [*dict.fromkeys(t for t in texts if t is not None), None]
    keys = pa.array([values.index(t) for t in texts], pa.int16())
    return pa.DictionaryArray.from_arrays(keys, pa.array(values, pa.string()))


LAYOUTS: dict[str, Callable[[Texts], Any]] = {
    "tuple": tuple,
    "generator": lambda texts: (text for text in texts),
    "string": lambda texts: pa.array(texts, pa.string()),
    "large_string": lambda texts: pa.array(texts, pa.large_string()),
    "string_view": lambda texts: pa.array(texts, pa.string_view()),
    "sliced": sliced,
    "chunked": chunked,
    "dictionary int8": dictionary(pa.int8(), pa.string()),
    "dictionary uint32": dictionary(pa.uint32(), pa.large_string()),
    "dictionary int64": dictionary(pa.int64(), pa.string()),
    "null in dictionary": null_in_dictionary,
    "sliced dictionary": lambda texts: dictionary(pa.int8(), pa.string())([None, *texts]).slice(1),
    "pandas object": lambda texts: pd.Series(texts, dtype=object),
    "pandas string": lambda texts: pd.Series(texts, dtype="string"),
    "pandas arrow": lambda texts: pd.Series(texts, dtype=pd.ArrowDtype(pa.string())),
    "pandas backwards": lambda texts: pd.Series(texts[::-1], dtype=object)[::-1],
    "polars": lambda texts: pl.Series(texts, dtype=pl.String),
    "polars chunks": lambda texts: pl.Series(texts[:2], dtype=pl.String).append(
        pl.Series(texts[2:], dtype=pl.String)
    ),
    "polars categorical": lambda texts: pl.Series(texts, dtype=pl.Categorical),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@given(COLUMNS)
@settings(max_examples=25, deadline=None)
def test_any_column_gives_the_rows_of_its_texts(layout: str, texts: Texts) -> None:
    assert ANALYZER.table(LAYOUTS[layout](texts), "claims") == ANALYZER.table(texts, "claims")


OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "layers": st.lists(st.sampled_from(["sentences", "entities", "hedges", "attributions", "claims"])),
        "domain": st.sampled_from(["news", "wiki", "bio"]),
        "newlines": st.sampled_from(["auto", "always", "never"]),
        "hedge_threshold": st.floats(0, 1, width=32),
        "attribution_threshold": st.floats(0, 1, width=32),
        "threads": st.integers(1, 3),
        "gazetteer": st.just(rp.Gazetteer(["Ana Ruiz", "Norway"])),
        "lexicons": st.just({"hedges": ["she\tepistemic\tlow"], "abbreviations": ["said"]}),
    },
)


@given(COLUMNS, OPTIONS, st.sampled_from(OF), st.booleans(), st.booleans())
@settings(max_examples=60, deadline=None)
def test_any_option_reads_any_texts(
    texts: Texts,
    options: dict[str, Any],
    of: Any,
    nested: bool,
    named: bool,
) -> None:
    analyzer = rp.Analyzer(**options)
    docs = list(analyzer.pipe(texts, batch_size=2))
    for doc in filter(None, docs):
        check_offsets(doc)
        assert rp.Document.from_json(doc.to_json()) == doc
    ids = [f"id {n}" for n in range(len(texts))] if named else None
    if of != "documents" and {"sources": "attributions"}.get(of, of) not in analyzer.layers:
        with pytest.raises(ValueError, match="was not read"):
            analyzer.table(texts, of, ids=ids, nested=nested)
        return
    table = analyzer.table(texts, of, ids=ids, nested=nested)
    if not nested:
        rows = [
            {**row, "row": n, "doc": ids[n] if ids else n}
            for n, doc in enumerate(docs)
            for row in (doc.table(of).to_pylist() if doc else [dict.fromkeys(table.columns)])
        ]
        assert table.to_pylist() == rows
    assert table.to_arrow().to_pylist() == table.to_pylist()


ANY_STR = st.text(st.characters(exclude_categories=()), max_size=80)


@given(st.lists(ANY_STR, min_size=1, max_size=5))
@settings(max_examples=150, deadline=None)
def test_any_str_is_read_or_named_with_its_surrogate(texts: list[str]) -> None:
    table = ANALYZER.table(texts, "documents", on_error="null")
    broken = []
    for row, text in enumerate(texts):
        at = next((at for at, c in enumerate(text) if "\ud800" <= c <= "\udfff"), None)
        if at is not None:
            broken.append(row)
            with pytest.raises(ValueError, match=rf"surrogate at offset {at}\b"):
                rp.analyze(text)
            with pytest.raises(ValueError, match=rf"surrogate at offset {at}\b"):
                rp.sentences(text)
    assert [row for row, _ in table.errors] == broken
    assert [row["row"] for row in table.to_pylist() if row["characters"] is None] == broken


@given(ANY_STR, ANY_STR)
@settings(max_examples=150, deadline=None)
def test_any_str_as_any_other_argument_is_taken_or_refused(text: str, other: str) -> None:
    """Whatever a string is given for, nothing but the errors that are promised comes out."""
    people = rp.Gazetteer(["Ana Ruiz"])
    for call in (
        lambda: rp.analyze("He may.", layers=[text]),  # type: ignore[list-item]
        lambda: rp.Analyzer(lexicons={"hedges": [text]}),
        lambda: rp.Analyzer(lexicons={"abbreviations": [text, other]}),
        lambda: rp.Analyzer(domain=text),  # type: ignore[arg-type]
        lambda: rp.Gazetteer([text, {"name": other, "aliases": [text], text: other}]),
        lambda: people.lookup(text),
        lambda: text in people,
        lambda: people.near(text),
        lambda: rp.Document.from_json(text),
        lambda: ANALYZER.table(["He may."], "claims", ids=[text]).to_pylist(),
        lambda: rp.analyze("He may.").table(text),  # type: ignore[arg-type]
    ):
        with contextlib.suppress(ValueError, UnicodeEncodeError):
            call()


def strings(offsets: list[int], values: bytes, data_type: pa.DataType) -> pa.Array:
    width = "i" if data_type == pa.string() else "q"
    buffers = [None, pa.py_buffer(struct.pack(f"<{len(offsets)}{width}", *offsets)), pa.py_buffer(values)]
    return pa.Array.from_buffers(data_type, len(offsets) - 1, buffers)


@pytest.mark.parametrize("data_type", [pa.string(), pa.large_string()])
def test_bytes_that_are_no_utf8_are_named_with_row_and_byte(data_type: pa.DataType) -> None:
    column = strings([0, 7, 14, 21], b"He may.He \xff\xfe..He may.", data_type)
    with pytest.raises(ValueError, match=r"row 1: .*no valid UTF-8 at byte 3"):
        ANALYZER.table(column, "hedges")
    table = ANALYZER.table(column, "hedges", on_error="null")
    assert [row["text"] for row in table.to_pylist()] == ["may", None, "may"]
    assert [row for row, _ in table.errors] == [1]


@pytest.mark.parametrize("data_type", [pa.string(), pa.large_string()])
@pytest.mark.parametrize("offsets", [[0, 90, 14], [9, 3, 14], [0, -5, 14]])
def test_offsets_that_leave_the_column_are_named_with_their_row(
    data_type: pa.DataType, offsets: list[int]
) -> None:
    with pytest.raises(ValueError, match=r"row 0: .*lead out of the column"):
        ANALYZER.table(strings(offsets, b"He may.He may.", data_type), "hedges")


def test_views_that_leave_their_buffers_are_named_with_their_row() -> None:
    text = b"The port of Oslo may close."
    for buffer, start in ((0, 0), (0, 9), (7, 0), (0, 2**31 - 9)):
        view = struct.pack("<i4sii", len(text), text[:4], buffer, start)
        column = pa.Array.from_buffers(pa.string_view(), 1, [None, pa.py_buffer(view), pa.py_buffer(text)])
        if (buffer, start) == (0, 0):
            assert ANALYZER.table(column, "hedges").to_pylist()[0]["text"] == "may"
        else:
            with pytest.raises(ValueError, match=r"row 0: .*lead out of the column"):
                ANALYZER.table(column, "hedges")


def test_a_dictionary_without_words_is_a_column_of_missing_texts() -> None:
    column = pa.DictionaryArray.from_arrays(pa.array([None, None], pa.int8()), pa.array([], pa.string()))
    assert ANALYZER.table(column, "claims") == ANALYZER.table([None, None], "claims")


def test_a_key_that_is_in_no_dictionary_is_named_with_its_row() -> None:
    words = pa.array(["He may."])
    column = pa.DictionaryArray.from_arrays(pa.array([0, 5, -1], pa.int8()), words, safe=False)
    table = ANALYZER.table(column, "hedges", on_error="null")
    assert [row["text"] for row in table.to_pylist()] == ["may", None, None]
    assert [row for row, _ in table.errors] == [1, 2]
