"""What several tests read."""

from __future__ import annotations

from pathlib import Path

import pytest

import reportedly as rp

ROOT = Path(__file__).parents[2]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--store", action="store_true", help="store what the notebooks show, rather than compare"
    )


@pytest.fixture(scope="session")
def article_path() -> Path:
    return ROOT / "examples" / "article.txt"


@pytest.fixture(scope="session")
def article(article_path: Path) -> str:
    return article_path.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def doc(article: str) -> rp.Document:
    return rp.analyze(article)
