"""Files written whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportedly import Table


@contextmanager
def whole(path: str | os.PathLike[str], *, replace: bool) -> Iterator[Path]:
    """A path to write to; what was written is called `path` once the block ends, and is gone where it fails.

    Raises:
        FileExistsError: if `path` exists and `replace` is false.
        OSError: if it cannot be written.
    """
    target = Path(path)
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    if target.exists() and not replace:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    if target.exists() and not target.is_file():
        yield target  # a pipe or a device: nothing to rename onto
        return
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:80]}.", suffix=".part", dir=target.parent)
    except OSError as error:
        error.filename = str(target)  # the name that the user knows
        raise
    os.close(handle)
    part = Path(name)
    try:
        yield part
        settle(part, target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def settle(part: Path, target: Path) -> None:
    """Gives a file that is written the name `target`, once it is on the disk."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.chmod(_usual_mode(target))
    part.replace(target)


def write_whole(path: str | os.PathLike[str], text: str, *, replace: bool) -> None:
    """Writes `text` to `path` as UTF-8; raises as `whole` does."""
    with whole(path, replace=replace) as part:
        part.write_text(text, encoding="utf-8", newline="")


def write_parquet(path: str | os.PathLike[str], table: Table) -> None:
    """Writes a table by pyarrow or polars, whichever is there; replaces a file of that name.

    Raises:
        ImportError: if neither is there.
        OSError: if it cannot be written.
    """
    if find_spec("pyarrow"):
        import pyarrow as pa  # noqa: PLC0415
        import pyarrow.parquet as pq  # noqa: PLC0415

        with whole(path, replace=True) as part:
            pq.write_table(pa.table(table), part)
    elif find_spec("polars"):
        import polars as pl  # noqa: PLC0415

        with whole(path, replace=True) as part:
            pl.DataFrame(table).write_parquet(part)
    else:
        message = "this needs pyarrow or polars: pip install 'reportedly[arrow]'"
        raise ImportError(message)


def _usual_mode(target: Path) -> int:
    """The mode of the file that is replaced, or what a new file would get."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
