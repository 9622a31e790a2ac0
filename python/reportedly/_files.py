"""Files written whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path


def write_whole(path: str | os.PathLike[str], text: str, *, replace: bool) -> None:
    """Writes `text` to `path` as UTF-8; no half-written file ever stands under that name.

    Raises:
        FileExistsError: if `path` exists and `replace` is false.
        OSError: if it cannot be written.
    """
    target = Path(path)
    if target.exists() and not replace:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    if target.exists() and not (target.is_file() or target.is_dir()):
        target.write_text(text, encoding="utf-8", newline="")  # a pipe or a device: nothing to rename onto
        return
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:80]}.", suffix=".part", dir=target.parent)
    part = Path(name)
    try:
        with open(handle, "w", encoding="utf-8", newline="") as file:  # noqa: PTH123 - an open descriptor has no path
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(_usual_mode(target))
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _usual_mode(target: Path) -> int:
    """The mode of the file that is replaced, or what a new file would get."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
