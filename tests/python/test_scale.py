"""Many texts of any kind: what is missing, broken, empty or of another type; processes, memory."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import textwrap
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from joblib import Parallel, delayed

import reportedly as rp

ANALYZER = rp.Analyzer()
TEXTS = [f"Report {n}: the port of Oslo may close by {n} June, Ana Ruiz said." for n in range(60)]


def python(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("of", ["documents", "claims"])
@pytest.mark.parametrize("missing", [None, float("nan"), np.nan, pd.NA, pd.NaT, np.float64("nan")])
def test_every_kind_of_nothing_is_a_row_of_nulls(of: Any, missing: Any) -> None:
    table = ANALYZER.table([TEXTS[0], missing, TEXTS[1]], of, ids=[10, 11, 12])
    alone = [row for row in table.to_pylist() if row["row"] == 1]
    assert alone == [{**dict.fromkeys(table.columns), "row": 1, "doc": 11}]
    assert [doc is None for doc in ANALYZER.pipe([missing, TEXTS[0]])] == [True, False]


@pytest.mark.parametrize("value", [b"bytes", 7, 1.5, ["list"], ("pair",), {"a": 1}, object(), np.str_])
def test_what_is_no_text_is_named_with_its_row_and_its_type(value: Any) -> None:
    columns: list[Any] = [[TEXTS[0], value]]
    if not isinstance(value, bytes):  # pandas calls bytes beside a str a column of binary data
        columns.append(pd.Series([TEXTS[0], value], dtype=object))
    for column in columns:
        with pytest.raises(
            TypeError, match=rf"row 1: a text must be str or None, not {type(value).__name__}"
        ):
            ANALYZER.table(column, "claims")


@pytest.mark.parametrize(
    "column",
    [
        pd.Series([1, 2]),
        pd.Series([b"a", b"b"], dtype=pd.ArrowDtype(pa.binary())),
        pa.array([b"a"], pa.binary()),
        pa.array([["a"]]),
        pl.Series([b"a"]),
        pl.Series([["a"]]),
        pl.Series([{"a": "b"}]),
        pa.array([1, 2]).dictionary_encode(),
        pd.Series(pd.to_datetime(["2024-01-01"])),
    ],
    ids=lambda column: (
        f"{type(column).__module__.partition('.')[0]}-{getattr(column, 'dtype', None) or column.type}"
    ),
)
def test_columns_of_other_types_are_type_errors_that_name_the_type(column: Any) -> None:
    with pytest.raises(TypeError, match=r"column of strings|row 0: a text must be str"):
        ANALYZER.table(column, "claims")


def test_strings_of_numpy_are_strings() -> None:
    assert ANALYZER.table(np.array(TEXTS[:3]), "claims") == ANALYZER.table(TEXTS[:3], "claims")


@pytest.mark.parametrize(
    "frame", [pd.DataFrame({"body": []}), pl.DataFrame({"body": []}, schema={"body": pl.String})]
)
def test_columns_of_empty_frames(frame: Any) -> None:
    assert len(ANALYZER.table(frame["body"], "documents")) == 0
    assert ANALYZER.table(frame["body"], "documents").columns == ANALYZER.table(["a"], "documents").columns


def test_a_column_of_nan_alone_is_a_column_of_missing_texts() -> None:
    missing: list[Any] = [pd.Series([np.nan, np.nan]), pl.Series([None, float("nan")], dtype=pl.Float64)]
    for column in missing:
        assert ANALYZER.table(column, "claims") == ANALYZER.table([None, None], "claims")
    number: Any = pd.Series([np.nan, 1.5])
    with pytest.raises(TypeError, match="row 1: a text must be str or None, not float"):
        ANALYZER.table(number, "claims")


def test_a_million_empty_rows() -> None:
    million = 1_000_000
    texts = pa.array([None, ""] * (million // 2), pa.string())
    documents = rp.Analyzer(layers=["hedges"]).table(texts, "documents").to_arrow()
    assert documents.num_rows == million
    assert documents["sentences"].null_count == million // 2
    assert len(ANALYZER.table(texts, "claims")) == million // 2  # the missing ones
    nested = ANALYZER.table(texts, "claims", nested=True).to_arrow()
    assert nested.num_rows == million
    assert nested["claims"].null_count == million // 2


def hedges(texts: list[str]) -> list[dict[str, Any]]:
    return ANALYZER.table(texts, "hedges").to_pylist()


def read_with(analyzer: rp.Analyzer, texts: list[str]) -> rp.Table:
    return analyzer.table(texts, "claims")


def test_joblib_gives_the_same_by_processes_and_by_threads() -> None:
    expected = ANALYZER.table(TEXTS, "claims")
    for backend in ("loky", "threading"):
        found = Parallel(n_jobs=2, backend=backend)(delayed(read_with)(ANALYZER, TEXTS) for _ in range(4))
        assert all(table == expected for table in found), backend


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_processes_that_are_forked_while_threads_read_do_not_hang() -> None:
    expected = hedges(TEXTS)
    with ThreadPoolExecutor(2) as threads:
        running = [threads.submit(hedges, TEXTS * 20) for _ in range(6)]
        with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("fork")) as processes:
            found = list(processes.map(hedges, [TEXTS] * 6, timeout=60))
        assert all(len(future.result()) == 20 * len(expected) for future in running)
    assert found == [expected] * 6


def test_a_text_that_fails_hurts_neither_the_others_nor_what_comes_after() -> None:
    broken = [text if n % 10 else "\ud800" for n, text in enumerate(TEXTS)]
    table = ANALYZER.table(broken, "claims", on_error="null")
    assert [row for row, _ in table.errors] == [0, 10, 20, 30, 40, 50]
    good = [text if n % 10 else None for n, text in enumerate(TEXTS)]
    assert table.to_pylist() == ANALYZER.table(good, "claims").to_pylist()
    with pytest.raises(ValueError, match="row 0"):
        ANALYZER.table(broken, "claims")
    assert len(ANALYZER.table(TEXTS, "claims")) >= len(TEXTS)


def test_an_iterator_that_fails_or_is_dropped_leaves_the_analyzer_usable() -> None:
    def failing() -> Any:
        yield from TEXTS
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        ANALYZER.table(failing(), "claims")
    pipe = ANALYZER.pipe(TEXTS * 10)
    next(pipe)
    del pipe
    assert len(hedges(TEXTS)) == 60


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_memory_does_not_grow_and_the_caller_s_strings_stay_as_they_are() -> None:
    out = python("""
        import gc, sys, reportedly as rp
        analyzer = rp.Analyzer(threads=2)
        texts = [f"“Report {n}: the port may close,” Ana Ruiz said." for n in range(20_000)]
        sizes = sum(map(sys.getsizeof, texts))
        def resident():
            gc.collect()
            return int(open("/proc/self/statm").read().split()[1]) * 4096
        broken = ["\\ud800"] * 100_000
        def work():
            analyzer.table(texts, "claims")
            assert len(analyzer.table(broken, "claims", on_error="null").errors) == 100_000
            for _ in analyzer.pipe(texts): pass
        for _ in range(2):
            work()
        before = resident()
        for _ in range(4):
            work()
        print(resident() / before, sum(map(sys.getsizeof, texts)) == sizes)
    """)
    growth, same = out.split()
    assert same == "True"
    assert float(growth) < 1.25  # what the allocator keeps goes up and down


@pytest.mark.skipif(os.name == "nt", reason="needs a pipe that breaks")
def test_a_broken_pipe_in_rows_is_quiet() -> None:
    texts = "\n".join(f'{{"body": "Report {n}: the port may close."}}' for n in range(30_000))
    with subprocess.Popen(
        [sys.executable, "-m", "reportedly", "--field", "body", "--of", "hedges", "--csv"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as command:
        assert command.stdin is not None
        assert command.stdout is not None
        assert command.stderr is not None
        command.stdin.write(texts.encode())
        command.stdin.close()
        command.stdout.readline()
        command.stdout.close()
        assert command.stderr.read() == b""
        assert command.wait(timeout=60) == 0
