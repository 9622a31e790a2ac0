"""The examples in the documentation run."""

from __future__ import annotations

import doctest
import inspect

import pytest

import reportedly as rp
from reportedly import comparison, explanations, plots

PUBLIC = {
    **{name: getattr(rp, name) for name in rp.__all__},
    **{name: getattr(explanations, name) for name in explanations.__all__},
    **{f"plots.{name}": getattr(plots, name) for name in plots.__all__},
    "comparison": comparison,
    "plots": plots,
}
EXAMPLES = [
    example
    for name, item in PUBLIC.items()
    if inspect.isclass(item) or callable(item) or item in {comparison, plots}
    for example in doctest.DocTestFinder(exclude_empty=True).find(item, name, globs={})
    if example.examples
]


def test_there_are_examples() -> None:
    names = {example.name for example in EXAMPLES}
    assert names >= {"analyze", "sentences", "Hedge.explain", "Attribution.explain", "Claim.explain"}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example.name))
def test_the_example_runs(example: doctest.DocTest) -> None:
    report: list[str] = []
    results = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(example, out=report.append)
    assert results.failed == 0, "".join(report)
