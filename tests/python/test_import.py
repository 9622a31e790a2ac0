"""Importing the package: quick, and nothing but itself."""

from __future__ import annotations

import subprocess
import sys
import time

import reportedly as rp

OURS = "import sys; before = set(sys.modules); import reportedly; print(*sorted(set(sys.modules) - before))"


def python(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_import_loads_nothing_else() -> None:
    assert python(OURS).split() == ["reportedly", "reportedly._native"]


def test_import_takes_at_most_30_ms() -> None:
    code = (
        "import time; t = time.perf_counter(); from reportedly import analyze; print(time.perf_counter() - t)"
    )
    assert min(float(python(code)) for _ in range(5)) <= 0.030


def test_the_first_result_takes_at_most_100_ms() -> None:
    code = (
        "import time; t = time.perf_counter(); import reportedly as rp; rp.analyze('He may flee.');"
        "print(time.perf_counter() - t)"
    )
    assert min(float(python(code)) for _ in range(5)) <= 0.100


def test_every_public_name_is_there() -> None:
    for name in rp.__all__:
        assert getattr(rp, name) is not None
    assert set(rp.__all__) == set(dir(rp))


def test_unknown_names_are_attribute_errors() -> None:
    assert not hasattr(rp, "nonsense")


def test_submodules_come_on_use() -> None:
    code = "import reportedly as rp, sys; rp.render; print('reportedly.display' in sys.modules)"
    assert python(code).strip() == "True"


def test_display_needs_no_extra() -> None:
    code = (
        "import sys\nfor extra in ('click', 'rich', 'pandas', 'polars', 'pyarrow'):\n"
        "    sys.modules[extra] = None\n"
        "import reportedly as rp; print(len(rp.analyze('He may flee.')._repr_html_()) > 100)"
    )
    assert python(code).strip() == "True"


def test_reading_is_quick_enough_to_feel_immediate(article: str) -> None:
    rp.analyze(article)
    start = time.perf_counter()
    rp.analyze(article)
    assert time.perf_counter() - start < 0.05
