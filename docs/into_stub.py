"""Writes the docstrings of the native module into its stub, where editors and the pages look for them.

They are written in Rust, where `help()` finds them; `--check` fails where the stub says something else.
"""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly import _native

if TYPE_CHECKING:
    from collections.abc import Iterator

STUB = Path(__file__).parents[1] / "python" / "reportedly" / "_native.pyi"


def documented(scope: ast.Module | ast.ClassDef, owner: object) -> Iterator[tuple[ast.stmt, str]]:
    """Classes, functions and properties of the stub, each with what the module says of it."""
    seen: set[str] = set()
    for node in scope.body:
        if (
            not isinstance(node, ast.ClassDef | ast.FunctionDef)
            or node.name.startswith("_")
            or node.name in seen
        ):
            continue
        seen.add(node.name)  # of overloads the first has the docstring
        item = getattr(owner, node.name)
        if isinstance(node, ast.ClassDef):
            yield from documented(node, item)
        if doc := inspect.getdoc(item):
            yield node, doc


def written(doc: str, indent: str) -> list[str]:
    """A docstring as lines of source."""
    first, *rest = doc.splitlines()
    if not rest:
        return [f'{indent}"""{first}"""']
    return [f'{indent}"""{first}', *(f"{indent}{line}".rstrip() for line in rest), f'{indent}"""']


def with_docstrings(source: str) -> str:
    """The stub with the docstrings of the module."""
    lines = source.splitlines()
    for node, doc in sorted(documented(ast.parse(source), _native), key=lambda pair: -pair[0].lineno):
        assert isinstance(node, ast.ClassDef | ast.FunctionDef)
        body = node.body[0]
        start, end = body.lineno - 1, body.end_lineno
        docstring = written(doc, " " * (node.col_offset + 4))
        if lines[start].endswith(": ..."):  # on the line of the signature
            lines[start : start + 1] = [lines[start].removesuffix(" ..."), *docstring]
        elif ast.get_docstring(node) is None:
            lines[start:start] = docstring
        else:
            lines[start:end] = docstring
    formatting = ["ruff", "format", "--stdin-filename", str(STUB), "-"]
    text = "\n".join(lines) + "\n"
    return subprocess.run(formatting, input=text, capture_output=True, text=True, check=True).stdout


def main() -> None:
    """Writes the stub, or compares it."""
    source = STUB.read_text(encoding="utf-8")
    right = with_docstrings(source)
    if sys.argv[1:] == ["--check"]:
        if source != right:
            sys.exit(f"{STUB}: docstrings differ from those of the native module; run make stub")
    elif source != right:
        STUB.write_text(right, encoding="utf-8")


if __name__ == "__main__":
    main()
