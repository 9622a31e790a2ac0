"""The command, run as a user runs it."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import reportedly as rp

LAYERS = ["sentences", "entities", "hedges", "attributions", "claims"]
ENVIRONMENT = {**os.environ, "COLUMNS": "100", "PYTHONUTF8": "0"}
for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
    ENVIRONMENT.pop(name, None)


def run(
    *arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "reportedly", *map(str, arguments)],
        input=stdin,
        cwd=cwd,
        capture_output=True,
        env={**ENVIRONMENT, **environment},
        check=False,
        timeout=60,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def squeezed(text: str) -> str:
    return re.sub(r"[\s\[\]]+", "", text)


def test_the_report_shows_each_sentence_with_its_status(article_path: Path, doc: rp.Document) -> None:
    done = run(article_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert str(article_path) in done.stdout
    report = squeezed(done.stdout)
    for sentence in doc.sentences:
        assert sentence.status is not None
        assert sentence.status in report
        assert squeezed(sentence.text)[:18] in report
    for hedge in doc.hedges:
        assert squeezed(hedge.text) in report
    assert f"[{doc.hedges[0].text}]" in done.stdout
    assert "\x1b" not in done.stdout


def test_a_summary_instead_of_the_report(article_path: Path, doc: rp.Document) -> None:
    done = run("--summary", article_path)
    name, *lines = done.stdout.splitlines()
    assert name == str(article_path)
    assert [line.strip() for line in lines if line] == [line.strip() for line in doc.summary().splitlines()]
    assert run("--summary", "--json", article_path).returncode == 2


def test_sources_as_rows(article_path: Path, doc: rp.Document) -> None:
    done = run("--of", "sources", "--json", article_path)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["source"] for row in rows] == [row["source"] for row in doc.sources().to_pylist()]
    assert run("--of", "sources", article_path).returncode == 0


def test_version() -> None:
    done = run("--version")
    assert done.stdout == f"reportedly {rp.__version__}\n"


def test_documents_as_json_lines(article_path: Path, article: str) -> None:
    done = run("--json", article_path, article_path)
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert len(lines) == 2
    assert json.loads(lines[0])["doc"] == str(article_path)
    assert rp.Document.from_json(lines[0]) == rp.analyze(article)


@pytest.mark.parametrize("of", LAYERS)
def test_rows_in_every_form(of: str, article_path: Path, doc: rp.Document) -> None:
    expected = len(getattr(doc, of))
    assert expected > 5
    rows = [json.loads(line) for line in run("--of", of, "--json", article_path).stdout.splitlines()]
    assert len(rows) == expected
    records = list(csv.DictReader(io.StringIO(run("--of", of, "--csv", article_path).stdout)))
    assert len(records) == expected
    assert list(records[0]) == list(rows[0])
    for row, found in zip(rows, getattr(doc, of), strict=True):
        assert row["doc"] == str(article_path)
        assert (row["start"], row["end"]) == (found.start, found.end)
    table = run("--of", of, article_path, COLUMNS="400")
    assert table.returncode == 0
    assert set(table.stdout.splitlines()[0].split()) < set(rows[0])


@pytest.mark.parametrize("arguments", [(), ("-",)])
def test_standard_input(arguments: tuple[str, ...], article: str) -> None:
    done = run(*arguments, "--of", "hedges", "--json", stdin=article.encode())
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["text"] for row in rows] == [hedge.text for hedge in rp.analyze(article).hedges]
    assert {row["doc"] for row in rows} == {"standard input"}


def test_a_byte_order_mark_is_left_out_and_line_ends_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfHe fled.\r\n\r\nShe may return.\r\n")
    rows = [json.loads(line) for line in run("--of", "sentences", "--json", path).stdout.splitlines()]
    assert [(row["start"], row["text"]) for row in rows] == [(0, "He fled."), (12, "She may return.")]


def test_a_file_that_fails_is_named_and_the_others_are_read(tmp_path: Path, article_path: Path) -> None:
    latin = tmp_path / "latin.txt"
    latin.write_bytes("Fine.\nThe café may close.\n".encode("latin-1"))
    empty = tmp_path / "empty"
    empty.mkdir()
    done = run("--json", latin, tmp_path / "missing.txt", empty, article_path)
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    complaints = done.stderr.splitlines()
    assert len(complaints) == 3
    assert f"{latin}: byte 0xe9 at line 2, byte 8 is not valid utf-8" in complaints[0]
    assert "--encoding" in complaints[0]
    assert f"{tmp_path / 'missing.txt'}: there is no such file" in complaints[1]
    assert f"{empty}: is a folder without files to read" in complaints[2]
    assert run("--encoding", "latin-1", "--json", latin).returncode == 0


def test_binary_and_utf_16_files_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("He may flee.".encode("utf-16"))
    assert "--encoding utf-16" in run(path).stderr
    assert run("--encoding", "utf-16", path).returncode == 0
    path.write_bytes(b"%PDF-1.7\n%\xc3\x28\x00")
    assert "binary" in run(path).stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--of", "hedge"], "hedges"),
        (["--csv"], "--of"),
        (["--csv", "--json", "--of", "claims"], "exclude"),
        (["--layers", "hedgs"], "hedges"),
        (["--of", "claims", "--layers", "hedges"], "add it to --layers"),
        (["--domain", "newz"], "news"),
        (["--encoding", "utf-99"], "utf-99"),
        (["--nonsense"], "--nonsense"),
        (["--gazetteer", "no-such-file.csv"], "no-such-file.csv"),
        (["--gazetteer", __file__], "ends in .csv, .tsv, .jsonl"),
    ],
)
def test_wrong_usage_says_what_would_be_right(arguments: list[str], said: str, article_path: Path) -> None:
    done = run(*arguments, article_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_a_broken_gazetteer_is_named_with_line_and_column(tmp_path: Path, article_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("id,name\n1,Ada Quill\n2,\n", encoding="utf-8")
    done = run("--gazetteer", path, article_path)
    assert done.returncode == 2
    assert re.search(r"people\.csv:3:2", done.stderr)


def test_gazetteers_add_names(tmp_path: Path) -> None:
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    one.write_text("id,name,label\nq1,Ada Quill,PERSON\n", encoding="utf-8")
    two.write_text("id,name,label\nq2,Bo Tern,PERSON\n", encoding="utf-8")
    done = run(
        *("--gazetteer", one, "--gazetteer", two, "--of", "entities", "--json"),
        stdin=b"Ada Quill met Bo Tern in Norway.",
    )
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()][:2] == ["q1", "q2"]
    assert len(done.stdout.splitlines()) == 3


def test_layers_alone(article_path: Path) -> None:
    document = json.loads(run("--layers", "hedges", "--json", article_path).stdout)
    assert document["hedges"]
    assert not document["claims"]
    assert run("--layers", "hedges", article_path).returncode == 0


def test_the_page_is_written_beside_the_report(tmp_path: Path, article_path: Path) -> None:
    page = tmp_path / "page.html"
    done = run(article_path, "--html", page)
    assert done.returncode == 0
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_what_exists_is_kept_unless_forced(tmp_path: Path, article_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_text("mine", encoding="utf-8")
    arguments = ("--of", "claims", "--json", "-o", path, article_path)
    done = run(*arguments)
    assert done.returncode == 1
    assert "--force" in done.stderr
    assert path.read_text(encoding="utf-8") == "mine"
    assert run(*arguments, "--force").returncode == 0
    assert json.loads(path.read_text(encoding="utf-8").splitlines()[0])["chain"] is not None
    assert [path.name for path in tmp_path.iterdir()] == ["claims.jsonl"]


def test_an_output_that_cannot_be_written_leaves_nothing(tmp_path: Path, article_path: Path) -> None:
    done = run("--json", "-o", tmp_path / "no-folder" / "a.jsonl", article_path)
    assert done.returncode == 1
    assert "no-folder" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_said(article_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "reportedly", str(article_path)],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )
    assert done.returncode == 1
    assert b"no space left" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("form", [["--json"], ["--of", "claims"], []])
def test_a_closed_pipe_is_quiet(form: list[str], article_path: Path) -> None:
    files = [str(article_path)] * 60
    command = subprocess.Popen(
        [sys.executable, "-m", "reportedly", *form, *files], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert command.stdout is not None
    assert command.stderr is not None
    command.stdout.read(10)
    command.stdout.close()
    errors = command.stderr.read()
    command.stderr.close()
    assert command.wait(timeout=60) == 0
    assert errors == b""


@pytest.mark.parametrize("form", [["--json"], ["--of", "claims"], []])
def test_a_page_is_whole_though_the_pipe_is_closed(
    form: list[str], article_path: Path, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    files = [str(article_path)] * 60
    command = subprocess.Popen(
        [sys.executable, "-m", "reportedly", *form, "--html", str(page), *files],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert command.stdout is not None
    command.stdout.close()
    assert command.stderr is not None
    assert command.stderr.read() == b""
    command.stderr.close()
    assert command.wait(timeout=60) == 0
    assert page.read_text(encoding="utf-8").count('<section id="d') == 60


@pytest.mark.parametrize("start", ["=HYPERLINK(A1)&", "+1+cmd|' /C calc'!A0 ", "-2+3 ", "@SUM(A1) "])
def test_no_cell_of_a_csv_is_a_formula(tmp_path: Path, start: str) -> None:
    path = tmp_path / "=evil.txt"
    path.write_text(f"{start}the port may close.\n", encoding="utf-8")
    done = run(path.name, "--of", "sentences", "--csv", cwd=tmp_path)
    (row,) = csv.DictReader(io.StringIO(done.stdout))
    assert row["text"] == f"'{start}the port may close."
    assert row["doc"] == "'=evil.txt"
    assert float(row["certainty"]) < 1


HOSTILE = "He \x1b[31m may\x1b]0;title\x07 flee\x9b2J, \u202eit is said\u2066.\n"


@pytest.mark.parametrize("form", [[], ["--json"], ["--of", "hedges"], ["--of", "sentences", "--json"]])
def test_what_steers_a_terminal_is_neutralised(form: list[str], tmp_path: Path) -> None:
    path = tmp_path / "evil\x1b[2J\u202e.txt"
    path.write_text(HOSTILE, encoding="utf-8")
    done = run(*form, path, tmp_path / "missing\x1b[2J.txt")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u2066]", done.stdout + done.stderr)
    if "--json" in form:
        document = json.loads(done.stdout.splitlines()[0])
        assert document["text"].rstrip() == HOSTILE.rstrip()  # the data are untouched
    assert "may" in done.stdout


def on_terminal(*arguments: str, **environment: str) -> str:
    """What the command prints on a terminal."""
    import pty  # noqa: PLC0415 - there is none on Windows

    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.clear()
        os.environ.update(ENVIRONMENT, TERM="xterm-256color", **environment)
        os.execv(sys.executable, [sys.executable, "-m", "reportedly", *arguments])
    printed = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:
            break
        if not piece:
            break
        printed += piece
    os.close(terminal)
    _, status = os.waitpid(pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    return printed.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_colour_on_a_terminal_unless_it_is_refused(article_path: Path) -> None:
    colour = re.compile(r"\x1b\[[\d;]*3[0-7]m")
    assert colour.search(on_terminal(str(article_path)))
    plain = on_terminal(str(article_path), NO_COLOR="1")
    assert not colour.search(plain)
    assert "[reportedly]" in re.sub(r"\x1b\[[\d;]*m", "", plain)


@pytest.mark.parametrize("missing", ["click", "rich"])
def test_a_missing_extra_is_named(missing: str) -> None:
    code = f"import sys; sys.modules[{missing!r}] = None; from reportedly.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "pip install 'reportedly[cli]'" in done.stderr
    assert "Traceback" not in done.stderr
