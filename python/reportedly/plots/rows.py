"""What the plots take, made into plain rows: documents, a table, or a data frame made from one."""

from __future__ import annotations

from collections.abc import Iterable
from math import isnan
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import narwhals as nw

from reportedly._native import Document, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narwhals.typing import IntoDataFrame

    from reportedly.labels import TableName

    Documents: TypeAlias = Document | Iterable[Document | None]
    Findings: TypeAlias = Documents | Table | IntoDataFrame

Row: TypeAlias = dict[str, Any]
Item = TypeVar("Item")


def documents(given: object) -> list[Document | None] | None:
    """The documents among what was given, `None` for a missing text; `None` for what is no documents at all.

    Raises:
        TypeError: for an iterable that holds something else, with its place.
    """
    if isinstance(given, Document):
        return [given]
    if isinstance(given, (str, bytes, Table)) or not isinstance(given, Iterable) or _frame(given) is not None:
        return None
    found = []
    for number, item in enumerate(given):
        if item is not None and not isinstance(item, Document):
            message = f"expected documents, got {type(item).__name__} at place {number}"
            raise TypeError(f"{message}: texts have to be read first, by Analyzer.pipe(texts)")
        found.append(item)
    return found


def rows(given: Any, of: TableName, columns: Sequence[str], optional: Sequence[str] = ()) -> list[Row]:
    """The rows of a table of `of`, as dicts of `columns` and, where they are there, the `optional` ones.

    A missing text is a row of nulls.

    Raises:
        TypeError: for what is no document, table or data frame in memory.
        ValueError: for a table without one of the columns, and for documents in which `of` was not read.
    """
    if (docs := documents(given)) is not None:
        return [row for number, doc in enumerate(docs) for row in _of(doc, of, number, (*columns, *optional))]
    frame = _frame(given)
    if isinstance(given, Table):
        names = given.columns
    elif isinstance(frame, nw.DataFrame):
        names = frame.columns
    else:
        hint = ", which is not in memory: collect it first" if frame is not None else ""
        message = f"expected documents, a Table or a data frame, got {type(given).__name__}{hint}"
        raise TypeError(message)
    if missing := [name for name in columns if name not in names]:
        message = f"no column {', '.join(missing)}; expected those of Analyzer.table(texts, {of!r})"
        raise ValueError(message)
    wanted = [*columns, *(name for name in optional if name in names)]
    if isinstance(frame, nw.DataFrame):
        cells = [values_of(frame[name]) for name in wanted]
        return [dict(zip(wanted, row, strict=True)) for row in zip(*cells, strict=True)]
    return [{name: row[name] for name in wanted} for row in given.to_pylist()]


def of_one_text(found: list[Row]) -> list[Row]:
    """The same rows, if they are all of one text.

    Raises:
        ValueError: if they are not.
    """
    texts = {(row.get("row"), row.get("doc")) for row in found}
    if len(texts) > 1:
        message = (
            f"the table is of {len(texts)} texts; this chart shows one: choose its rows by the column doc"
        )
        raise ValueError(message)
    return found


def first(found: Sequence[Item], most: int) -> Sequence[Item]:
    """The first `most` of what was found.

    Raises:
        ValueError: if that is none.
    """
    if most < 1:
        message = f"most={most}; expected 1 or more"
        raise ValueError(message)
    return found[:most]


def _of(doc: Document | None, of: TableName, number: int, names: Sequence[str]) -> list[Row]:
    if doc is None:
        return [{**dict.fromkeys(names), "row": number, "doc": number}]
    return [
        {name: row.get(name) for name in names} | {"row": number, "doc": number}
        for row in doc.table(of).to_pylist()
    ]


def _frame(given: object) -> nw.DataFrame[Any] | nw.LazyFrame[Any] | None:
    """A data frame of pandas, polars, pyarrow or Spark; `None` for what is none."""
    frame = nw.from_native(given, pass_through=True)
    return frame if isinstance(frame, (nw.DataFrame, nw.LazyFrame)) else None


def values_of(column: Iterable[Any]) -> list[Any]:
    """The values of a column or a list: `None` for whatever its library has for it, lists for its arrays."""
    series = nw.from_native(column, allow_series=True, pass_through=True)
    if not isinstance(series, nw.Series):
        return [None if isinstance(value, float) and isnan(value) else value for value in column]
    nulls = series.is_null().to_list()
    values = series.to_list()
    return [None if null else _plain(value) for value, null in zip(values, nulls, strict=True)]


def _plain(value: Any) -> Any:
    return value.tolist() if hasattr(value, "tolist") else value
