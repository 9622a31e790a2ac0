"""The command on files of records: every format, interrupted and resumed, rows that cannot be read."""

from __future__ import annotations

import csv
import gzip
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import reportedly as rp

COMMAND = [sys.executable, "-m", "reportedly"]


def run(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    options = {"stdin": subprocess.DEVNULL, **options}
    command = [*COMMAND, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, **options)


BODIES: list[tuple[str, str | None]] = [
    (f"u{n}", f"Report {n}: the port of Oslo may close, “if it rains”, Ana Ruiz said.") for n in range(20)
]
BODIES += [("none", None), ("blank", "")]
RECORDS: list[dict[str, str | None]] = [{"url": url, "body": body} for url, body in BODIES]


def expected(of: str = "claims") -> list[dict[str, object]]:
    texts = [record["body"] for record in RECORDS]
    rows = rp.Analyzer().table(texts, of, [record["url"] for record in RECORDS]).to_pylist()  # type: ignore[arg-type]
    return [{name: value for name, value in row.items() if name != "row"} for row in rows]


def write_jsonl(path: Path, records: list[dict[str, str | None]] = RECORDS) -> Path:
    data = "".join(json.dumps(record) + "\n" for record in records).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def write_csv(path: Path, delimiter: str = ",") -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(["url", "body"])
        writer.writerows(record.values() for record in RECORDS if record["body"] is not None)
    return path


def write_parquet(path: Path) -> Path:
    pq.write_table(pa.Table.from_pylist(RECORDS), path, row_group_size=7)
    return path


@pytest.mark.parametrize("name", ["news.jsonl", "news.jsonl.gz", "news.ndjson", "news.parquet"])
@pytest.mark.parametrize("of", ["documents", "claims", "hedges"])
def test_records_of_every_format_give_what_a_table_gives(name: str, of: str, tmp_path: Path) -> None:
    source = tmp_path / name
    (write_parquet if source.suffix == ".parquet" else write_jsonl)(source)
    out = tmp_path / "out.parquet"
    done = run(source, "--field", "body", "--id", "url", "--of", of, "-o", out, "--threads", "2")
    assert done.returncode == 0, done.stderr
    assert pq.read_table(out).to_pylist() == expected(of)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, "out.parquet"])
    assert "21 texts" in done.stderr
    assert "1 text missing" in done.stderr
    assert f"{len(expected(of))} rows in {out}" in done.stderr


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_in_and_out(delimiter: str, tmp_path: Path) -> None:
    source, out = write_csv(tmp_path / "news.csv", delimiter), tmp_path / "out.csv"
    assert run(source, "--field", "body", "--id", "url", "--of", "hedges", "-o", out).returncode == 0
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    wanted = [row for row in expected("hedges") if row["text"] is not None]
    assert [(row["doc"], row["text"], row["start"]) for row in rows] == [
        (row["doc"], row["text"], str(row["start"])) for row in wanted
    ]


def test_json_lines_to_standard_output_and_from_standard_input(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "news.jsonl")
    arguments = ("--field", "body", "--id", "url", "--of", "claims", "--json")
    from_file = run(source, *arguments)
    with source.open("rb") as file:
        piped = run(*arguments, stdin=file)
    assert from_file.stdout == piped.stdout
    assert len(from_file.stdout.splitlines()) == len(expected())
    assert from_file.stderr == ""


def test_documents_as_json_lines(tmp_path: Path) -> None:
    source, out = write_jsonl(tmp_path / "news.jsonl"), tmp_path / "docs.jsonl"
    assert run(source, "--field", "body", "--json", "-o", out).returncode == 0
    lines = out.read_text(encoding="utf-8").splitlines()
    texts = [record["body"] for record in RECORDS if record["body"] is not None]
    assert [rp.Document.from_json(line).text for line in lines] == texts
    assert json.loads(lines[1])["doc"] == f"{source}:2"


def test_folders_and_several_files(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    (folder / "deep").mkdir(parents=True)
    (folder / "b.txt").write_text("He may flee.", encoding="utf-8")
    (folder / "deep" / "a.txt.gz").write_bytes(gzip.compress(b"They might."))
    (folder / "picture.png").write_bytes(b"\x89PNG")
    one = tmp_path / "one.txt"
    one.write_text("It could rain.", encoding="utf-8")
    done = run(folder, one, "--of", "hedges", "--json")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["doc"], row["text"]) for row in rows] == [
        (str(folder / "b.txt"), "may"),
        (str(folder / "deep" / "a.txt.gz"), "might"),
        (str(one), "could"),
    ]


BROKEN = [
    b'{"url": "a", "body": "He may flee."}',
    b'{"url": "b", "body": 7}',
    b"{not json",
    b'{"url": "c"}',
    b'["d"]',
    b'{"url": "e", "body": "bad \\ud800"}',
    b'{"url": "f", "body": "\xff"}',
    b"",
    b'{"url": "g", "body": "They might."}',
]


def test_rows_that_cannot_be_read_stop_the_run_or_are_left_out_and_listed(tmp_path: Path) -> None:
    source, out = tmp_path / "news.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(b"\n".join(BROKEN))
    arguments = (source, "--field", "body", "--id", "url", "--of", "hedges", "-o", out)
    stopped = run(*arguments)
    assert stopped.returncode == 1
    assert f"{source}:2: the field 'body' holds int" in stopped.stderr
    assert "--on-error skip" in stopped.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["news.jsonl"]
    done = run(*arguments, "--on-error", "skip")
    assert done.returncode == 0
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [(row["doc"], row["text"]) for row in rows] == [("a", "may"), ("g", "might")]
    assert "6 texts left out:" in done.stderr
    for said in (
        ":2: the field",
        ":3: is no JSON",
        ":4: has no field 'body'; it has url",
        ":5: expected a JSON object",
    ):
        assert f"{source}{said}" in done.stderr
    assert "e: text holds a lone surrogate at offset 4" in done.stderr
    assert f"{source}:7: is no JSON" in done.stderr


def test_files_that_cannot_be_read_are_left_out_too(tmp_path: Path) -> None:
    good = write_jsonl(tmp_path / "good.jsonl.gz")
    cut = tmp_path / "cut.jsonl.gz"
    cut.write_bytes(good.read_bytes()[:-20])
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(b"PAR1nonsense")
    out = tmp_path / "out.parquet"
    arguments = (
        cut,
        broken,
        tmp_path / "missing.jsonl",
        good,
        "--field",
        "body",
        "--of",
        "claims",
        "-o",
        out,
    )
    done = run(*arguments, "--on-error", "skip")
    assert done.returncode == 0
    assert "3 texts left out" in done.stderr
    rows = pq.read_table(out).to_pylist()
    assert sum(row["doc"].startswith(str(good)) for row in rows) == len(expected())
    failing = run(*arguments, "--force")
    assert failing.returncode == 1
    assert len(failing.stderr.splitlines()) == 5  # three files, the summary, the missing texts
    assert pq.read_table(out).to_pylist() == rows


def test_nothing_to_read_gives_a_file_without_rows(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "none.jsonl", [])
    for name in ("out.parquet", "out.csv", "out.jsonl"):
        assert run(source, "--field", "body", "--of", "claims", "-o", tmp_path / name).returncode == 0
    table = pq.read_table(tmp_path / "out.parquet")
    assert table.num_rows == 0
    assert table.column_names == list(expected()[0])
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").startswith("doc,sentence,")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["news.jsonl", "--of", "claims"], "--field"),
        (["news.parquet", "--of", "claims"], "--field"),
        (["news.jsonl", "--field", "body", "-o", "x.parquet"], "--of"),
        (["news.jsonl", "--field", "body", "--of", "claims", "--csv", "-o", "x.parquet"], "parquet"),
        (
            [
                "news.jsonl",
                "--field",
                "body",
                "--of",
                "claims",
                "-o",
                "x.csv",
                "--resume",
                "--html",
                "p.html",
            ],
            "--html",
        ),
        (["news.jsonl", "--field", "body", "--resume"], "-o"),
        (["news.jsonl", "--threads", "0"], "threads"),
        (["news.jsonl", "--field", "body", "--layers", "hedges", "--of", "claims"], "claims"),
    ],
)
def test_wrong_usage_says_what_would_be_right(arguments: list[str], said: str, tmp_path: Path) -> None:
    write_jsonl(tmp_path / "news.jsonl")
    write_parquet(tmp_path / "news.parquet")
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Several batches."""
    path = tmp_path_factory.mktemp("big") / "big.jsonl"
    bodies = [
        f"Report {n}: the port of Oslo may close by June, Ana Ruiz said on Monday. " * 60 for n in range(3600)
    ]
    return write_jsonl(path, [{"url": f"u{n}", "body": body} for n, body in enumerate(bodies)])


@pytest.mark.skipif(os.name == "nt", reason="needs SIGINT")
@pytest.mark.parametrize("ending", ["parquet", "csv", "jsonl"])
def test_an_interrupted_run_goes_on_where_it_was(ending: str, big: Path, tmp_path: Path) -> None:
    out, whole = tmp_path / f"out.{ending}", tmp_path / f"whole.{ending}"
    arguments = [str(big), "--field", "body", "--id", "url", "--of", "hedges", "-o"]
    assert run(*arguments, whole).returncode == 0
    parts = tmp_path / f".out.{ending}.parts"
    with subprocess.Popen([*COMMAND, *arguments, str(out)], stderr=subprocess.PIPE, text=True) as process:
        while not (parts / f"000001.{ending}").exists():
            assert process.poll() is None
            time.sleep(0.005)
        process.send_signal(signal.SIGINT)
        assert process.stderr is not None
        assert "interrupted; --resume goes on from there" in process.stderr.read()
        assert process.wait(timeout=60) == 130
    assert not out.exists()
    again = run(*arguments, out)
    assert again.returncode == 1
    assert "--resume" in again.stderr
    assert "--force" in again.stderr
    other = run(*arguments, out, "--resume", "--domain", "wiki")
    assert other.returncode == 1
    assert "other domain" in other.stderr
    done = parts.stat().st_mtime_ns, (parts / f"000000.{ending}").stat().st_mtime_ns
    assert run(*arguments, out, "--resume", "--threads", "1").returncode == 0
    assert out.read_bytes() == whole.read_bytes()
    assert not parts.exists()
    assert done[1] < out.stat().st_mtime_ns


@pytest.mark.skipif(os.name == "nt", reason="needs kill")
def test_a_killed_run_leaves_nothing_under_the_name_and_goes_on(big: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    arguments = [str(big), "--field", "body", "--of", "entities", "-o", str(out)]
    with subprocess.Popen([*COMMAND, *arguments]) as process:
        while not (tmp_path / ".out.jsonl.parts" / "000000.jsonl").exists():
            assert process.poll() is None
            time.sleep(0.005)
        process.kill()
    assert not out.exists()
    assert run(*arguments, "--resume").returncode == 0
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row["doc"] for row in rows] == sorted(
        (row["doc"] for row in rows), key=lambda doc: int(doc.rpartition(":")[2])
    )
    assert len({row["doc"] for row in rows}) == 3600


@pytest.mark.skipif(sys.platform == "win32", reason="needs setrlimit")
@pytest.mark.parametrize("ending", ["parquet", "csv"])
def test_a_full_disk_is_said_and_leaves_nothing_under_the_name(
    ending: str, big: Path, tmp_path: Path
) -> None:
    import resource  # noqa: PLC0415

    def small_disk() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    out = tmp_path / f"out.{ending}"
    arguments = (big, "--field", "body", "--of", "sentences", "-o", out)
    done = run(*arguments, preexec_fn=small_disk)
    assert done.returncode == 1
    assert "file too large" in done.stderr.lower()
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_memory_does_not_grow_with_the_corpus(tmp_path: Path) -> None:
    """Four times the corpus takes hardly more memory: what is read is written and forgotten."""

    def peak(times: int) -> int:
        source = tmp_path / f"{times}.jsonl"
        line = (
            json.dumps({"body": "The port of Oslo may close by June, Ana Ruiz said on Monday. " * 80}) + "\n"
        )
        source.write_text(line * (1000 * times), encoding="utf-8")
        code = (
            "import resource, sys; from reportedly.cli.command import command\n"
            "try: command(sys.argv[1:])\n"
            "finally: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
        )
        out = str(tmp_path / f"{times}.parquet")
        arguments = [str(source), "--field", "body", "--of", "hedges", "-o", out, "--threads", "2"]
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True, timeout=120
        )
        return int(re.findall(r"\d+", done.stdout)[-1])

    small, large = peak(4), peak(16)
    assert large < 1.25 * small


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_bar_on_a_terminal_shows_rate_and_time_left(big: Path, tmp_path: Path) -> None:
    from test_cli import on_terminal  # noqa: PLC0415

    out = str(tmp_path / "out.jsonl")
    printed = on_terminal(str(big), "--field", "body", "--of", "entities", "-o", out)
    plain = re.sub(r"\x1b\[[\d;?]*[a-zA-Z]", "", printed)
    assert re.search(r" [1-9]\d%.* texts, [\d,]+ texts/s, [\d.]+ MB/s \d:\d\d:\d\d", plain)


def test_a_bar_may_be_asked_for(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "news.jsonl")
    out = tmp_path / "o.csv"
    done = run(source, "--field", "body", "--of", "claims", "-o", out, "--progress")
    assert done.returncode == 0
    assert re.search(r"21 texts, [\d,]+ texts/s, [\d.]+ MB/s, [\d.]+ s; \d+ rows in ", done.stderr)
