"""Many texts: order, laziness, tables, threads, forks."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import reportedly as rp

TABLES = ("documents", "sentences", "entities", "hedges", "attributions", "claims")
ANALYZER = rp.Analyzer()


def texts(count: int) -> list[str]:
    return [f"Report {n}: the port of Oslo may close by {n} June, Ana Ruiz said." for n in range(count)]


def test_pipe_keeps_the_order() -> None:
    given = texts(700)
    assert [doc.text for doc in ANALYZER.pipe(given, batch_size=64) if doc] == given


def test_pipe_gives_what_analyze_gives(article: str, doc: rp.Document) -> None:
    for threads in (1, 2, 8):
        assert list(rp.Analyzer(threads=threads).pipe([article] * 5, batch_size=2)) == [doc] * 5


def test_pipe_is_lazy() -> None:
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        for taken in itertools.count(1):
            yield f"He may flee {taken}."

    pipe = ANALYZER.pipe(endless(), batch_size=10)
    assert taken == 0
    assert next(pipe) is not None
    assert taken <= 20


def test_pipe_hands_context_back() -> None:
    pairs = [(text, {"n": n}) for n, text in enumerate(texts(30))]
    for n, (doc, context) in enumerate(ANALYZER.pipe(pairs, batch_size=7, as_tuples=True)):
        assert context is pairs[n][1]
        assert doc is not None
        assert doc.text == pairs[n][0]


def test_what_the_caller_s_iterator_raises_comes_through_after_what_it_gave() -> None:
    def broken() -> Iterator[str]:
        yield "He may flee."
        raise KeyError("mine")

    pipe = ANALYZER.pipe(broken())
    assert next(pipe) == rp.analyze("He may flee.")
    with pytest.raises(KeyError, match="mine"):
        next(pipe)


@pytest.mark.parametrize("of", TABLES)
def test_tables_convert(of: str, article: str) -> None:
    table = ANALYZER.table([article, None, "He may flee."], of, ids=["a", "b", "c"])  # type: ignore[arg-type]
    rows = table.to_pylist()
    assert len(rows) == len(table) == table.shape[0]
    assert table.columns == list(rows[0])
    assert table.columns[:2] == ["row", "doc"]
    arrow = table.to_arrow()
    assert arrow.to_pylist() == rows
    assert pa.table(table) == arrow
    frame = table.to_polars()
    assert isinstance(frame, pl.DataFrame)
    assert frame.rows(named=True) == rows
    pandas = table.to_pandas()
    assert isinstance(pandas, pd.DataFrame)
    assert list(pandas.columns) == table.columns
    assert len(pandas) == len(rows)
    assert repr(table).startswith(f"Table({len(rows)} rows × {len(table.columns)} columns)")
    assert {row["doc"] for row in rows} >= {"a", "b"}


@pytest.mark.parametrize("of", TABLES[1:])
def test_a_table_holds_what_the_document_holds(of: str, article: str, doc: rp.Document) -> None:
    rows = doc.table(of).to_pylist()  # type: ignore[arg-type]
    found = getattr(doc, of)
    assert len(rows) == len(found)
    for row, item in zip(rows, found, strict=True):
        assert (row["start"], row["end"]) == (item.start, item.end)
        if "text" in row:
            assert row["text"] == item.text
    assert ANALYZER.table([article], of).to_pylist() == rows  # type: ignore[arg-type]


def test_offsets_of_pieces_in_tables(doc: rp.Document) -> None:
    for row, attribution in zip(doc.table("attributions").to_pylist(), doc.attributions, strict=True):
        pieces = zip(row["content_starts"], row["content_ends"], strict=True)
        assert [doc.text[start:end] for start, end in pieces] == row["content"]
        assert row["content"] == [piece.text for piece in attribution.content]
        assert row["chain"] == [source.text if source else None for source in attribution.chain]


@pytest.mark.parametrize(
    "column",
    [
        pd.Series(["He may flee.", None, "They might."]),
        pd.Series(["He may flee.", None, "They might."], dtype="string"),
        pd.Series(["He may flee.", pd.NA, "They might."], dtype=object),
        pd.Series(["He may flee.", float("nan"), "They might."], dtype="category"),
        pl.Series(["He may flee.", None, "They might."]),
        pl.Series(["He may flee.", None, "They might."], dtype=pl.Categorical),
        pa.array(["He may flee.", None, "They might."]),
        pa.array(["He may flee.", None, "They might."], pa.large_string()),
        pa.array(["He may flee.", None, "They might."], pa.string_view()),
        pa.array(["He may flee.", None, "They might."]).dictionary_encode(),
        pa.array(["x", "He may flee.", None, "They might."]).slice(1),
        pa.chunked_array([["He may flee."], [], [None, "They might."]]),
        ("He may flee.", None, "They might."),
        (text for text in ("He may flee.", None, "They might.")),
    ],
    ids=lambda column: (
        f"{type(column).__module__.partition('.')[0]}-{getattr(column, 'dtype', getattr(column, 'type', ''))}"
    ),
)
def test_columns_of_all_kinds_are_read(column: object) -> None:
    rows = ANALYZER.table(column, "hedges").to_pylist()  # type: ignore[arg-type]
    assert [(row["row"], row["text"]) for row in rows] == [(0, "may"), (1, None), (2, "might")]


def test_columns_of_something_else_are_type_errors() -> None:
    for column in (pl.Series([1, 2]), pa.array([1.5]), pl.DataFrame({"a": ["b"]})):
        with pytest.raises(TypeError, match="column of strings"):
            ANALYZER.table(column, "hedges")  # type: ignore[arg-type]


def test_no_texts_give_a_table_without_rows_and_with_all_columns() -> None:
    for of in TABLES:
        empty = ANALYZER.table([], of)  # type: ignore[arg-type]
        assert len(empty) == 0
        assert empty.columns == ANALYZER.table(["He may."], of).columns  # type: ignore[arg-type]
        assert empty.to_polars().height == 0


def test_the_same_rows_for_any_number_of_threads(article: str) -> None:
    given = [article, *texts(300), None, article] * 3
    one = rp.Analyzer(threads=1).table(given, "claims")
    for threads in (2, 8):
        assert rp.Analyzer(threads=threads).table(given, "claims") == one


def test_the_caller_s_strings_keep_their_size() -> None:
    given = [f"“Ports {n} may close,” said Ana Ruiz." for n in range(500)]
    sizes = [sys.getsizeof(text) for text in given]
    ANALYZER.table(given, "hedges")
    list(ANALYZER.pipe(given))
    rp.analyze(given[0])
    assert [sys.getsizeof(text) for text in given] == sizes


def test_one_analyzer_in_many_threads(article: str, doc: rp.Document) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert all(found == doc for found in pool.map(ANALYZER.analyze, [article] * 64))
        tables = list(pool.map(lambda _: ANALYZER.table([article] * 20, "hedges"), range(16)))
    assert all(table == tables[0] for table in tables)


def test_one_pipe_pulled_by_many_threads() -> None:
    given = texts(500)
    pipe = ANALYZER.pipe(given, batch_size=16)
    seen: list[str] = []

    def pull() -> None:
        seen.extend(doc.text for doc in pipe if doc)

    threads = [threading.Thread(target=pull) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(seen) == sorted(given)


def count_hedges(given: list[str]) -> int:
    return len(ANALYZER.table(given, "hedges"))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_forked_processes_do_not_hang() -> None:
    given = texts(200)
    expected = count_hedges(given)  # the pool of this process has its threads now
    context = multiprocessing.get_context("fork")
    with context.Pool(3) as pool:
        assert pool.map_async(count_hedges, [given] * 6).get(timeout=60) == [expected] * 6


def test_spawned_processes_give_the_same() -> None:
    given = texts(50)
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        found = pool.apply_async(read_with, (ANALYZER, given)).get(timeout=60)
    assert found == list(ANALYZER.pipe(given))


def read_with(analyzer: rp.Analyzer, given: list[str]) -> list[rp.Document | None]:
    return list(analyzer.pipe(given))


def test_tables_pickle(article: str) -> None:
    import pickle  # noqa: PLC0415

    table = ANALYZER.table([article, None], "attributions")
    assert pickle.loads(pickle.dumps(table)) == table


def test_other_threads_run_while_texts_are_read(article: str) -> None:
    ticks = 0
    done = threading.Event()

    def tick() -> None:
        nonlocal ticks
        while not done.wait(0.001):
            ticks += 1

    thread = threading.Thread(target=tick)
    thread.start()
    ANALYZER.analyze(article * 300)
    done.set()
    thread.join()
    assert ticks > 0
