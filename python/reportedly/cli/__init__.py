"""The command `reportedly`."""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """Runs the command; says which extra to install where what it needs is missing."""
    try:
        from reportedly.cli.command import command  # noqa: PLC0415 - click and rich are an extra
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"click", "rich"}:
            raise
        sys.exit(
            f"reportedly: the command needs {error.name}; install it with: pip install 'reportedly[cli]'"
        )
    command(prog_name="reportedly")
