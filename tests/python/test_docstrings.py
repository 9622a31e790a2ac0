"""The examples in docstrings run, in Python and in the native module; conftest.py runs those of the pages."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import pytest

import reportedly as rp

MODULES = ["reportedly", *(found.name for found in pkgutil.walk_packages(rp.__path__, "reportedly."))]


def documented() -> Iterator[tuple[str, Any]]:
    """Modules, and the classes and functions that they define; the native ones as the package names them."""
    for name in MODULES:
        if name == "reportedly.__main__":
            continue
        module = importlib.import_module(name)
        yield name, module
        for own, item in vars(module).items():
            if (inspect.isclass(item) or inspect.isroutine(item)) and item.__module__ in {
                name,
                "reportedly._native",
            }:
                yield f"{name}.{own}", item


EXAMPLES = {
    example.name: example
    for name, item in documented()
    for example in doctest.DocTestFinder(exclude_empty=True, recurse=inspect.isclass(item)).find(
        item, name, globs={}
    )
    if example.examples
}


def test_there_are_examples_where_people_look() -> None:
    names = {f"reportedly.{name}" for name in rp.__all__ if inspect.isclass(getattr(rp, name))}
    errors = {f"reportedly.{name}" for name in ("GazetteerError", "LexiconError", "InternalError")}
    plain = {f"reportedly.{name}" for name in ("Entry", "Pipe", "Token")}  # shown where they are given
    assert names - errors - plain <= EXAMPLES.keys()
    functions = {"reportedly.analyze", "reportedly.sentences", "reportedly.comparison.compare"}
    modules = {"reportedly", "reportedly.pandas", "reportedly.polars", "reportedly.sklearn.HedgeFeatures"}
    assert functions | modules <= EXAMPLES.keys()


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_example_runs(name: str) -> None:
    report: list[str] = []
    flags = doctest.NORMALIZE_WHITESPACE
    results = doctest.DocTestRunner(optionflags=flags).run(EXAMPLES[name], out=report.append)
    assert results.failed == 0, "".join(report)


def test_no_example_is_left_out() -> None:
    """Code in a docstring stands behind >>>, so that it runs."""
    for name, item in documented():
        for line in (inspect.getdoc(item) or "").splitlines():
            assert not re.match(r"\s+(import|from) \w+|\s+(\w+ = )?rp\.", line), f"{name}: {line}"


@pytest.mark.parametrize("name", [name for name in rp.__all__ if inspect.isclass(getattr(rp, name))])
def test_help_says_of_everything_what_it_is(name: str) -> None:
    item = getattr(rp, name)
    assert inspect.getdoc(item)
    for member in vars(item):
        if not member.startswith("_"):
            doc = inspect.getdoc(getattr(item, member))
            assert doc, f"{name}.{member}"
            assert re.match(r"[^\n]+[.…](\n\n|$)", doc), f"{name}.{member}: the first line is a sentence"
