"""A bug in any room, made on purpose: an exception that can be caught, with the row; nothing else is hurt."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import reportedly as rp
from reportedly import _native

arm: Any = getattr(_native, "_arm", None)
if arm is None:
    pytest.skip("a build without the feature `faults`, as released", allow_module_level=True)

ANALYZER = rp.Analyzer(threads=2)
NEEDLE = "Vessary"
TEXTS = [f"Report {n}: “Oslo may close by {n} June,” Ana Ruiz said." for n in range(40)]
ROW = 17
BROKEN = [f"{text} So did {NEEDLE}." if n == ROW else text for n, text in enumerate(TEXTS)]
ROOMS = ["text", "sentences", "quotes", "syntax", "entities", "hedges", "attribution", "claims"]
SAID = r"bug in reportedly \d+\.\d+\.\d+, please report it .*: a fault in"


@pytest.fixture(autouse=True)
def _disarmed() -> Iterator[None]:
    yield
    arm(None)


@pytest.mark.parametrize("room", ROOMS)
def test_a_bug_in_a_room_is_an_exception_with_the_row(room: str) -> None:
    expected = ANALYZER.table(TEXTS, "claims")
    arm(room, NEEDLE)
    with pytest.raises(rp.InternalError, match=SAID):
        ANALYZER.analyze(BROKEN[ROW])
    with pytest.raises(rp.InternalError, match=rf"row {ROW}: .*{SAID} {room}"):
        ANALYZER.table(BROKEN, "claims")
    # The other rows, the pool and the analyzer live on.
    assert ANALYZER.table(TEXTS, "claims") == expected
    assert ANALYZER.analyze(TEXTS[0]).claims


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("nested", [False, True])
def test_the_other_rows_live_on(room: str, nested: bool) -> None:
    missing = [None if n == ROW else text for n, text in enumerate(TEXTS)]
    expected = ANALYZER.table(missing, "claims", nested=nested).to_pylist()
    arm(room, NEEDLE)
    table = ANALYZER.table(BROKEN, "claims", on_error="null", nested=nested)
    assert table.to_pylist() == expected
    ((row, message),) = table.errors
    assert row == ROW
    assert f"a fault in {room}" in message


@pytest.mark.parametrize("room", ROOMS)
def test_a_pipe_goes_on_behind_the_row(room: str) -> None:
    expected = [ANALYZER.analyze(text) for text in TEXTS]
    arm(room, NEEDLE)
    pipe = ANALYZER.pipe(BROKEN, batch_size=8)
    assert [next(pipe) for _ in range(ROW)] == expected[:ROW]
    with pytest.raises(rp.InternalError, match=rf"row {ROW}: "):
        next(pipe)
    assert list(pipe) == expected[ROW + 1 :]


def test_a_bug_in_a_column_names_the_row_whatever_happens_to_errors() -> None:
    arm("columns", NEEDLE)
    for on_error in ("raise", "null"):
        with pytest.raises(rp.InternalError, match=rf"row {ROW}: .*{SAID} columns"):
            ANALYZER.table(BROKEN, "hedges", on_error=on_error)
    assert len(ANALYZER.table(TEXTS, "hedges")) == len(TEXTS)


DOC = ANALYZER.analyze("Ana Ruiz said the port may close. “It will,” she said.")
PEOPLE = rp.Gazetteer([{"id": "1", "name": "Ana Ruiz"}])


@pytest.mark.parametrize(
    ("room", "call"),
    [
        ("analyzer", rp.Analyzer),
        ("gazetteer", lambda: rp.Gazetteer(["Ana Ruiz"])),
        ("gazetteer", lambda: PEOPLE | PEOPLE),
        ("document", lambda: rp.Document.from_json(DOC.to_json())),
        ("text", lambda: rp.analyze("The port may close.")),
        ("text", lambda: rp.analyze("The port may close.", layers=["hedges"])),
        ("text", lambda: rp.sentences("The port may close.")),
        ("text", lambda: rp.Analyzer(lexicons={"hedges": ["perchance\tepistemic\tlow"]})),
        ("text", lambda: rp.Gazetteer(["Ana Ruiz"])),
        ("text", lambda: PEOPLE.lookup("Ana Ruiz")),
        ("text", lambda: "Ana Ruiz" in PEOPLE),
        ("text", DOC.hedges[0].explain),
        ("text", DOC.attributions[0].explain),
        ("text", DOC.claims[0].explain),
        ("text", lambda: ANALYZER.analyze("He may.").tokens),
        ("syntax", lambda: rp.Document.from_json(DOC.to_json()).tokens),
        ("columns", lambda: DOC.table("claims")),
        ("columns", DOC.sources),
        ("claims", DOC.claims[0].explain),
    ],
)
def test_a_bug_anywhere_else_is_an_exception_too(room: str, call: Callable[[], object]) -> None:
    call()
    arm(room)
    # `Exception` is what callers catch; PyO3's own PanicException is none.
    with pytest.raises(Exception, match=SAID) as caught:
        call()
    assert type(caught.value) is rp.InternalError
    arm(None)
    call()


def test_a_bug_while_the_package_loads_can_be_caught() -> None:
    code = """
        import reportedly as rp
        from reportedly import _native
        _native._arm("gazetteer")
        for call in (rp.Analyzer, lambda: rp.analyze("He may."), rp.Gazetteer.builtin, rp.Analyzer):
            try: call()
            except Exception as error: print(type(error).__name__)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stdout.split() == ["InternalError"] * 4, done.stderr
