"""What happens to bad input: a message that says what, where, and what was expected."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import pytest

import reportedly as rp

ANALYZER = rp.Analyzer()


@pytest.mark.parametrize("value", [b"He may flee.", 7, 1.5, ["He may flee."], object(), None, float("nan")])
def test_a_text_that_is_no_str_is_a_type_error_that_names_the_type(value: Any) -> None:
    for read in (rp.analyze, ANALYZER.analyze):
        with pytest.raises(TypeError, match=rf"text.*str.*{type(value).__name__}"):
            read(value)


@pytest.mark.parametrize("value", [b"He may flee.", 7, ["He may flee."], object()])
def test_in_a_batch_the_type_error_names_the_row_too(value: Any) -> None:
    texts = ["He may flee.", value]
    with pytest.raises(TypeError, match=rf"row 1.*{type(value).__name__}"):
        ANALYZER.table(texts, "hedges")
    with pytest.raises(TypeError, match=rf"row 1.*{type(value).__name__}"):
        list(ANALYZER.pipe(texts))


@pytest.mark.parametrize("texts", ["He may flee.", b"He may flee.", 7, None])
def test_what_is_no_column_of_texts_is_a_type_error(texts: Any) -> None:
    with pytest.raises(TypeError):
        ANALYZER.table(texts, "hedges")
    with pytest.raises(TypeError):
        list(ANALYZER.pipe(texts))


@pytest.mark.parametrize("missing", [None, float("nan")])
def test_missing_texts_give_null_rows_and_keep_ids_aligned(missing: Any) -> None:
    texts = ["He may flee.", missing, "They might."]
    rows = ANALYZER.table(texts, "hedges", ids=["a", "b", "c"]).to_pylist()
    assert [(row["doc"], row["text"]) for row in rows] == [("a", "may"), ("b", None), ("c", "might")]
    docs = list(ANALYZER.pipe(texts))
    assert docs[1] is None
    assert docs[0] == rp.analyze("He may flee.")


def test_a_lone_surrogate_is_a_value_error_with_its_offset() -> None:
    with pytest.raises(ValueError, match=r"surrogate.*offset 4"):
        rp.analyze("é ab\ud800cd")


def test_in_a_batch_the_row_is_said_too_or_left_null() -> None:
    texts = ["He may flee.", "bad \ud800", "They might."]
    with pytest.raises(ValueError, match=r"row 1.*surrogate.*offset 4"):
        ANALYZER.table(texts, "hedges")
    rows = ANALYZER.table(texts, "hedges", on_error="null").to_pylist()
    assert [(row["row"], row["text"]) for row in rows] == [(0, "may"), (1, None), (2, "might")]
    pipe = ANALYZER.pipe(texts)
    assert next(pipe) == rp.analyze("He may flee.")
    with pytest.raises(ValueError, match=r"row 1.*offset 4"):
        next(pipe)


@pytest.mark.skipif(sys.maxsize < 2**32, reason="needs a 64-bit machine")
def test_a_text_over_one_gib_is_a_value_error_that_says_the_limit() -> None:
    code = """
        import resource, reportedly as rp
        resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
        try:
            rp.analyze("a" * ((1 << 30) + 1))
        except ValueError as error:
            print(error)
    """
    if sys.platform == "win32":
        pytest.skip("needs setrlimit")
    done = run(code)
    assert "1 GiB" in done.stdout
    assert "1073741825" in done.stdout


def run(code: str, **kwargs: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        **kwargs,
    )


@pytest.mark.parametrize(
    ("call", "suggestion"),
    [
        (lambda: rp.analyze("a", layers=["hedgs"]), "hedges"),  # type: ignore[list-item]
        (lambda: rp.Analyzer(layers=["claim"]), "claims"),  # type: ignore[list-item]
        (lambda: rp.Analyzer(domain="newz"), "news"),  # type: ignore[arg-type]
        (lambda: rp.Analyzer(newlines="allways"), "always"),  # type: ignore[arg-type]
        (lambda: rp.Analyzer(lexicons={"hedge": ["maybe"]}), "hedges"),
        (lambda: ANALYZER.table(["a"], "hegdes"), "hedges"),  # type: ignore[arg-type]
        (lambda: ANALYZER.table(["a"], "hedges", on_error="nul"), "null"),  # type: ignore[arg-type]
        (lambda: rp.analyze("a").table("sentence"), "sentences"),  # type: ignore[arg-type]
    ],
)
def test_unknown_names_list_the_known_and_suggest_the_nearest(call: Any, suggestion: str) -> None:
    with pytest.raises(ValueError, match=rf"known.*did you mean .{suggestion}."):
        call()


def test_one_layer_as_a_str_says_how_to_write_it() -> None:
    with pytest.raises(TypeError, match=r'layers=\["hedges"\]'):
        rp.analyze("a", layers="hedges")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "options",
    [
        {"hedge_threshold": 1.5},
        {"hedge_threshold": float("nan")},
        {"attribution_threshold": -0.1},
        {"threads": 0},
        {"threads": -1},
        {"threads": 100_000},
    ],
)
def test_numbers_out_of_range_are_value_errors(options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"expected|between"):
        rp.Analyzer(**options)


def test_a_table_of_a_layer_that_was_not_read_says_how_to_get_it() -> None:
    with pytest.raises(ValueError, match=r'layers=\["claims"\]'):
        rp.Analyzer(layers=["hedges"]).table(["a"], "claims")
    with pytest.raises(ValueError, match="claims"):
        rp.analyze("a", layers=["hedges"]).table("claims")


@pytest.mark.parametrize("ids", [["a"], ["a", "b", "c"], [1]])
def test_more_or_fewer_ids_than_texts_are_a_value_error(ids: list[Any]) -> None:
    with pytest.raises(ValueError, match=f"{len(ids)} ids for 2 texts"):
        ANALYZER.table(["He may.", "They may."], "hedges", ids=ids)


@pytest.mark.parametrize("offset", [7, -1, 10**10])
def test_an_offset_beyond_the_text_is_an_index_error(offset: int) -> None:
    with pytest.raises(IndexError, match=rf"offset {offset}.*7 code points"):
        rp.analyze("He may.").at(offset)


WRONG: list[tuple[Any, str]] = [
    (lambda: rp.Analyzer(gazetteer="people.csv"), r"gazetteer must be a Gazetteer \(.*from_csv.*not str"),  # type: ignore[arg-type]
    (lambda: rp.analyze("a", layers=7), "layers must be a list of str, not int"),  # type: ignore[arg-type]
    (lambda: rp.analyze("a", layers=[7]), "a layer must be str, not int"),  # type: ignore[list-item]
    (lambda: rp.Analyzer(lexicons=["word"]), "lexicons must be a dict .*not list"),  # type: ignore[arg-type]
    (lambda: rp.Analyzer(lexicons={"hedges": 7}), r'lexicons\["hedges"\] must be a list of rows.*path'),  # type: ignore[dict-item]
    (lambda: rp.Analyzer(lexicons={"hedges": [7]}), r'row of lexicons\["hedges"\] must be str, not int'),  # type: ignore[list-item]
    (lambda: rp.Gazetteer("people.csv"), "entries must be a list of dict or str.*from_csv.*not str"),
    (lambda: rp.Gazetteer({"name": "Ana"}), "entries must be a list of dict.*not dict"),
    (lambda: rp.Gazetteer(7), "entries must be a list of dict.*not int"),  # type: ignore[arg-type]
    (lambda: rp.Document.from_json({}), "json must be str, as to_json gives it, not dict"),  # type: ignore[arg-type]
    (lambda: rp.display.page("a"), "docs must be a Document or several.*not str"),  # type: ignore[arg-type]
    (lambda: rp.display.page([rp.analyze("a"), None]), "docs must be .*not NoneType"),  # type: ignore[list-item]
    (lambda: rp.compare("a", rp.analyze("a")), "first must be a Document .*not str"),  # type: ignore[arg-type]
    (lambda: rp.compare(rp.analyze("a"), None), "second must be a Document .*not NoneType"),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("call", "said"), WRONG, ids=[said for _, said in WRONG])
def test_a_value_of_the_wrong_type_is_named_with_what_was_expected(call: Any, said: str) -> None:
    with pytest.raises(TypeError, match=said):
        call()


@pytest.mark.parametrize("start", [-1, 10**10])
def test_spans_and_tokens_have_code_points_from_0_up(start: int) -> None:
    with pytest.raises(ValueError, match=rf"code points from 0 up, not {start}:2"):
        rp.Span(start, 2, "ab")
    with pytest.raises(ValueError, match=rf"code points from 0 up, not {start}:2"):
        rp.Token(start, 2, "ab", "NOUN", 0, "root")


def test_files_that_cannot_be_opened_are_os_errors_of_their_kind(tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    reads: list[Any] = [rp.Gazetteer.from_csv, rp.Gazetteer.from_jsonl, rp.Gazetteer.load]
    reads.append(lambda path: rp.Analyzer(lexicons={"hedges": path}))
    for read in reads:
        with pytest.raises(FileNotFoundError, match="missing"):
            read(missing)
        with pytest.raises((IsADirectoryError, PermissionError), match=re.escape(str(tmp_path))):
            read(tmp_path)
    doc = rp.analyze("He may flee.")
    writes: list[Any] = [rp.Gazetteer(["Ana Ruiz"]).save, doc.table("hedges").write_parquet]
    writes.append(lambda path: rp.render(doc, path))
    for write in writes:
        with pytest.raises(FileNotFoundError, match=r"missing.{0,2}x'?(:|$)"):
            write(missing / "x")
        with pytest.raises((IsADirectoryError, PermissionError), match=re.escape(str(tmp_path))):
            write(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("module", ["pandas", "plots", "polars", "sklearn", "spark"])
def test_a_module_whose_extra_is_missing_names_it(module: str) -> None:
    package = {"plots": "altair", "spark": "pyspark"}.get(module, module)
    extra = module.removesuffix("s") if module == "plots" else module
    done = run(f"""
        import sys
        sys.modules[{package!r}] = None
        import reportedly.{module}
    """)
    assert f"ImportError: this needs {package}: pip install 'reportedly[{extra}]'" in done.stderr


def test_broken_lexicon_rows_say_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "hedges.txt"
    path.write_text("# mine\nit could well be\tepistemik\tlow\n", encoding="utf-8")
    with pytest.raises(rp.LexiconError, match=r"hedges\.txt:2:\d+.*epistemic"):
        rp.Analyzer(lexicons={"hedges": path})
    with pytest.raises(rp.LexiconError, match=r":1:\d+"):
        rp.Analyzer(lexicons={"hedges": ["perchance\tepistemik\tlow"]})
    with pytest.raises(rp.LexiconError, match=r":1:6: expected a type.*known are reportative, .*none"):
        rp.Analyzer(lexicons={"hedges": ["word"]})
    with pytest.raises(rp.LexiconError, match=r":1:8: expected frames.*known are that, to, "):
        rp.Analyzer(lexicons={"attributions": ["opine"]})
    with pytest.raises(rp.LexiconError, match=r":1:13: expected a stance.*known are neutral, "):
        rp.Analyzer(lexicons={"attributions": ["opine\t\tthat"]})
    path.write_bytes("# \ncafé\tepistemic\tlow\n".encode("latin-1"))
    with pytest.raises(rp.LexiconError, match=r"hedges\.txt:2: expected UTF-8.*byte 6.*save"):
        rp.Analyzer(lexicons={"hedges": path})


def saved() -> str:
    return rp.analyze("Ana Ruiz said the port may close.").to_json()


@pytest.mark.parametrize(
    ("altered", "said"),
    [
        (lambda json: json[: len(json) // 2], "EOF"),
        (lambda json: json.replace('"format":1', '"format":99'), "99"),
        (lambda json: json.replace("Ana Ruiz said the port may close.", "Ana"), "leaves the text"),
        (lambda json: "[]", "struct|object|map|length"),
        (lambda json: "", "EOF"),
        (lambda json: json.replace('"epistemic"', '"epistemik"'), "epistemik"),
        (lambda json: json.replace('"status":"hedged"', '"status":"hedgd"'), "hedgd"),
        (lambda json: json.replace('"status":"hedged",', ""), "certainty alone"),
    ],
)
def test_saved_documents_that_are_cut_or_altered_are_value_errors(altered: Any, said: str) -> None:
    json = altered(saved())
    assert json != saved()
    with pytest.raises(ValueError, match=said) as error:
        rp.Document.from_json(json)
    assert "saved document" in str(error.value)


def test_errors_are_value_errors() -> None:
    assert issubclass(rp.GazetteerError, ValueError)
    assert issubclass(rp.LexiconError, ValueError)
    assert issubclass(rp.InternalError, Exception)


@pytest.mark.skipif(os.name == "nt", reason="needs SIGINT")
@pytest.mark.parametrize(
    "call", ["rp.Analyzer().table(texts(), 'claims')", "list(rp.Analyzer().pipe(texts()))"]
)
def test_ctrl_c_stops_a_batch_within_a_second(call: str, article: str) -> None:
    code = f"""
        import sys, reportedly as rp
        article = sys.stdin.read()
        def texts():
            for number in range(10**9):
                if number == 100: print("started", flush=True)
                yield article
        try:
            {call}
        except KeyboardInterrupt:
            print("stopped", flush=True)
            assert rp.analyze(article).hedges
            print("usable", flush=True)
    """
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(article)
        process.stdin.close()
        assert process.stdout.readline() == "started\n"
        start = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.stdout.readline() == "stopped\n"
        assert time.monotonic() - start < 1.0
        assert process.stdout.readline() == "usable\n"
        assert process.wait(timeout=10) == 0
