"""Findings in data frames: polars, pandas, scikit-learn, DuckDB, Parquet; nested tables."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sklearn.base import clone
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

import reportedly as rp
import reportedly.pandas
import reportedly.polars
from reportedly.sklearn import HedgeFeatures

TABLES = ("documents", "sentences", "entities", "hedges", "attributions", "claims", "sources")
ANALYZER = rp.Analyzer()
TEXTS = [
    "The port of Oslo may close by June, Ana Ruiz said. “It rains,” she told Reuters.",
    None,
    "",
    "It is so.",
    "Norway’s police reportedly found about 50 tons. Is it so?",
]


def by_text(of: str) -> list[Any]:
    """What each text holds: `None` for the missing one."""
    found: list[Any] = [None if text is None else [] for text in TEXTS]
    for row in ANALYZER.table(TEXTS, of).to_pylist():  # type: ignore[arg-type]
        number = row.pop("row")
        del row["doc"]
        if found[number] is not None:
            found[number].append(row)
    return [None if f is None else f[0] for f in found] if of == "documents" else found


@pytest.mark.parametrize("of", TABLES)
def test_nested_tables_hold_what_flat_ones_hold(of: str) -> None:
    table = ANALYZER.table(TEXTS, of, ids=list("abcde"), nested=True)  # type: ignore[arg-type]
    assert table.columns == ["row", "doc", of]
    assert [row[of] for row in table.to_pylist()] == by_text(of)
    assert [row["doc"] for row in table.to_pylist()] == list("abcde")
    assert table.to_arrow().to_pylist() == table.to_polars().rows(named=True) == table.to_pylist()
    table.to_arrow().validate(full=True)
    assert pickle.loads(pickle.dumps(table)) == table
    assert repr(table).startswith("Table(5 rows × 3 columns)")


@pytest.mark.parametrize("of", TABLES)
def test_polars_expressions_and_series(of: str) -> None:
    frame = pl.DataFrame({"body": TEXTS})
    found = frame.select(getattr(pl.col("body").reportedly, of)())  # type: ignore[attr-defined]
    assert found["body"].to_list() == by_text(of)
    series = getattr(frame["body"].reportedly, of)()  # type: ignore[attr-defined]
    assert series.name == "body"
    assert series.equals(found["body"])
    lazy = frame.lazy().select(getattr(pl.col("body").reportedly, of)().alias("found"))  # type: ignore[attr-defined]
    assert lazy.collect_schema()["found"] == found["body"].dtype
    assert lazy.collect(engine="streaming")["found"].to_list() == by_text(of)
    assert frame.clear().select(getattr(pl.col("body").reportedly, of)()).height == 0  # type: ignore[attr-defined]


def test_polars_takes_an_analyzer() -> None:
    analyzer = rp.Analyzer(gazetteer=rp.Gazetteer(["Ana Ruiz"]), layers=["entities"])
    found = pl.DataFrame({"body": TEXTS}).select(pl.col("body").reportedly.entities(analyzer))  # type: ignore[attr-defined]
    assert [[mention["id"] for mention in row] for row in found["body"].to_list() if row] == [["Ana Ruiz"]]


def test_polars_streams_from_file_to_file(tmp_path: Path) -> None:
    source, target = tmp_path / "news.parquet", tmp_path / "claims.parquet"
    texts = [f"Report {n}: the port may close, Ana Ruiz said." if n % 9 else None for n in range(5000)]
    pl.DataFrame({"url": [f"u{n}" for n in range(5000)], "body": texts}).write_parquet(
        source, row_group_size=500
    )
    (
        pl.scan_parquet(source)
        .select("url", pl.col("body").reportedly.claims().alias("claim"))  # type: ignore[attr-defined]
        .explode("claim")
        .unnest("claim")
        .sink_parquet(target)
    )
    expected = ANALYZER.table(texts, "claims", ids=[f"u{n}" for n in range(5000)]).to_polars()
    expected = expected.drop("row").rename({"doc": "url"})
    assert pl.read_parquet(target).equals(expected)


@pytest.mark.parametrize("of", TABLES)
@pytest.mark.parametrize("index", [range(5), list("abcde"), [7, 7, 8, 8, 9]])
def test_pandas_accessor(of: str, index: Any) -> None:
    series = pd.Series(TEXTS, index=index, name="body")
    found = getattr(series.reportedly, of)()
    table = ANALYZER.table(TEXTS, of).to_pandas()  # type: ignore[arg-type]
    assert list(found.index) == [list(index)[row] for row in table["row"]]
    pd.testing.assert_frame_equal(found.reset_index(drop=True), table.drop(columns=["row", "doc"]))


def test_pandas_findings_join_their_frame() -> None:
    frame = pd.DataFrame({"url": list("abcde"), "body": TEXTS})
    joined = frame.join(frame["body"].reportedly.hedges())
    assert joined.loc[joined["type"] == "approximator", "url"].tolist() == ["e"]


def test_parquet_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = ANALYZER.table(TEXTS, "claims")
    path = tmp_path / "claims.parquet"
    table.write_parquet(path)
    assert pq.read_table(path) == table.to_arrow()
    ANALYZER.table(TEXTS, "hedges").write_parquet(path)
    assert pq.read_table(path).num_rows == len(ANALYZER.table(TEXTS, "hedges"))
    monkeypatch.setattr("reportedly._files.find_spec", lambda name: name == "polars")
    table.write_parquet(path)
    assert pl.read_parquet(path).equals(table.to_polars())
    with pytest.raises(FileNotFoundError, match="missing"):
        table.write_parquet(tmp_path / "missing" / "claims.parquet")
    monkeypatch.setattr("reportedly._files.find_spec", lambda _: None)
    with pytest.raises(ImportError, match=r"reportedly\[arrow\]"):
        table.write_parquet(path)
    assert [file.name for file in tmp_path.iterdir()] == ["claims.parquet"]


def test_duckdb_reads_tables_by_their_name() -> None:
    claims = ANALYZER.table(TEXTS, "claims")
    assert claims.columns
    found = duckdb.sql("select factuality, count(*) as n from claims where row = 0 group by all")
    assert found is not None
    assert sum(n for _, n in found.fetchall()) == len(ANALYZER.table(TEXTS[:1], "claims"))


def test_documents_have_counts_shares_and_sources() -> None:
    row = ANALYZER.table(TEXTS, "documents").to_pylist()[0]
    doc = rp.analyze(str(TEXTS[0]))
    assert row["characters"] == len(doc.text)
    statuses = [sentence.status for sentence in doc.sentences]
    for status, column in {"asserted": "asserted", "hedged": "hedged", "question": "questions"}.items():
        assert row[column] == statuses.count(status)  # type: ignore[arg-type]
        assert row[f"{column}_share"] == pytest.approx(statuses.count(status) / len(statuses))  # type: ignore[arg-type]
    assert row["certainty"] == pytest.approx(np.mean([sentence.certainty for sentence in doc.sentences]))
    assert row["hedges"] == len(doc.hedges) == sum(row[kind] for kind in ("epistemic", "reportative"))
    assert len(row["sources"]) == len(row["source_counts"])
    top = doc.sources().to_pylist()[:3]
    assert row["sources"] == [source["source"] for source in top]
    assert row["source_counts"] == [source["statements"] for source in top]


def test_documents_count_nothing_that_was_not_read() -> None:
    row = rp.Analyzer(layers=["hedges"]).table(["It may rain."], "documents").to_pylist()[0]
    assert (row["hedges"], row["epistemic"], row["sentences"]) == (1, 1, 1)
    for column in ("asserted", "certainty", "hedged_share", "entities", "attributions", "claims", "sources"):
        assert row[column] is None
    empty = ANALYZER.table([""], "documents").to_pylist()[0]
    assert (empty["sentences"], empty["asserted"], empty["claims"], empty["sources"]) == (0, 0, 0, [])
    assert empty["asserted_share"] is None


def test_errors_of_a_table() -> None:
    table = ANALYZER.table(["It may.", "bad \ud800", None, "\udfff"], "hedges", on_error="null")
    assert [row for row, _ in table.errors] == [1, 3]
    assert "surrogate at offset 4" in table.errors[0][1]
    assert pickle.loads(pickle.dumps(table)).errors == table.errors
    assert ANALYZER.table(["It may.", None], "hedges").errors == []


def test_features_are_those_of_the_table_of_documents() -> None:
    features = HedgeFeatures(per_sentence=False)
    found = features.fit_transform(TEXTS)
    names = features.get_feature_names_out()
    rows = ANALYZER.table(TEXTS, "documents").to_pylist()
    expected = np.array([[row[name] for name in names] for row in rows], dtype=float)
    np.testing.assert_array_equal(found, expected)
    rates = HedgeFeatures()
    assert rates.get_feature_names_out()[-1] == "claims_per_sentence"
    sentences = np.array([row["sentences"] for row in rows], dtype=float)
    np.testing.assert_allclose(
        rates.transform(TEXTS)[[0, 4], -1], (expected[:, -1] / np.maximum(sentences, 1))[[0, 4]]
    )
    assert np.isnan(found[1]).all()
    assert HedgeFeatures().transform([]).shape == (0, len(names))


def test_features_stand_in_a_pipeline() -> None:
    sure = ["It rains.", "The port is open.", "The ship sank.", "He fled."]
    unsure = ["It may rain.", "The port could be open.", "The ship reportedly sank.", "Perhaps he fled."]
    pipeline = make_pipeline(HedgeFeatures(), SimpleImputer(), LogisticRegression(C=10))
    labels = [0] * 4 + [1] * 4
    copy = clone(pipeline).fit(pd.Series(sure + unsure), labels)
    assert copy.score(sure + unsure, labels) == 1
    assert pickle.loads(pickle.dumps(copy)).predict(["It might rain."]).tolist() == [1]
    analyzer = rp.Analyzer(threads=1)
    cloned = clone(HedgeFeatures(analyzer, per_sentence=False))
    assert not cloned.per_sentence
    frame = pd.DataFrame({"body": sure, "n": range(4)}, index=list("abcd"))
    columns = ColumnTransformer([("hedging", HedgeFeatures(), "body")], remainder="passthrough")
    out = columns.set_output(transform="pandas").fit_transform(frame)
    assert list(out.index) == list("abcd")
    assert "hedging__certainty" in out.columns
    assert HedgeFeatures().set_output(transform="polars").fit_transform(sure).columns[0] == "certainty"


def test_features_need_claims() -> None:
    with pytest.raises(ValueError, match="claims"):
        HedgeFeatures(rp.Analyzer(layers=["hedges"])).fit_transform(["It may."])
    with pytest.raises(TypeError, match="column of strings"):
        HedgeFeatures().fit_transform(pd.DataFrame({"a": ["It may."]}))


LAYOUTS: dict[str, Any] = {
    "string": pa.array(TEXTS),
    "large_string": pa.array(TEXTS, pa.large_string()),
    "string_view": pa.array(TEXTS, pa.string_view()),
    "dictionary": pa.array(TEXTS).dictionary_encode(),
    "dictionary with a null among its values": pa.DictionaryArray.from_arrays(
        [0, 1, None, 2], ["It may.", None, "So."]
    ),
    "sliced": pa.array(["x", *TEXTS, "y", "z"]).slice(1, 5),
    "sliced dictionary": pa.array(["x", *TEXTS, "x"]).dictionary_encode().slice(1, 5),
    "sliced view": pa.array(["x" * 20, *TEXTS], pa.string_view()).slice(1),
    "chunked": pa.chunked_array([TEXTS[:1], [], TEXTS[1:4], TEXTS[4:]], pa.string()),
    "chunked dictionary": pa.chunked_array(
        [pa.array(TEXTS[:3]).dictionary_encode(), pa.array(TEXTS[3:]).dictionary_encode()]
    ),
    "no chunks": pa.chunked_array([], pa.string()),
    "all null": pa.nulls(3),
    "pandas object": pd.Series(TEXTS, dtype=object),
    "pandas object with NaN": pd.Series([TEXTS[0], float("nan"), pd.NA, None, pd.NaT], dtype=object),
    "pandas string": pd.Series(TEXTS, dtype="string[python]"),
    "pandas pyarrow": pd.Series(TEXTS, dtype="string[pyarrow]"),
    "pandas ArrowDtype": pd.Series(TEXTS, dtype=pd.ArrowDtype(pa.large_string())),
    "pandas filtered": pd.Series(["x", *TEXTS], dtype="string[pyarrow]").iloc[1:],
    "pandas category": pd.Series(TEXTS, dtype="category"),
    "polars": pl.Series(TEXTS),
    "polars sliced": pl.Series(["x", *TEXTS])[1:],
    "polars categorical": pl.Series(TEXTS, dtype=pl.Categorical),
    "polars enum": pl.Series(TEXTS, dtype=pl.Enum(sorted({text for text in TEXTS if text is not None}))),
    "polars chunked": pl.concat([pl.Series(TEXTS[:2]), pl.Series(TEXTS[2:])], rechunk=False),
    "numpy": np.array(TEXTS, dtype=object),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("of", ["documents", "hedges", "claims"])
def test_every_layout_of_a_column_gives_the_rows_of_a_list(layout: str, of: Any) -> None:
    column = LAYOUTS[layout]
    values = column.to_pylist() if hasattr(column, "to_pylist") else list(column)
    texts = [value if isinstance(value, str) else None for value in values]
    assert ANALYZER.table(column, of) == ANALYZER.table(texts, of)
    assert [doc and doc.text for doc in ANALYZER.pipe(column)] == texts


def test_the_same_bytes_for_any_number_of_threads_and_any_chunks(article: str) -> None:
    texts = [article[: 200 * (n % 23)] if n % 11 else None for n in range(700)]

    def written(threads: int, column: Any) -> bytes:
        sink = pa.BufferOutputStream()
        table = rp.Analyzer(threads=threads).table(column, "claims").to_arrow()
        with pa.ipc.new_stream(sink, table.schema) as stream:
            stream.write_table(table)
        data: bytes = sink.getvalue().to_pybytes()
        return data

    one = written(1, texts)
    for threads, column in ((2, texts), (8, iter(texts)), (3, pa.array(texts)), (2, pl.Series(texts))):
        assert written(threads, column) == one
    for size in (1, 50, 699):
        chunks = [texts[at : at + size] for at in range(0, len(texts), size)]
        assert written(2, pa.chunked_array(chunks, pa.string())) == one
