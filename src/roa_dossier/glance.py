"""Whether a project's files look as they did: by size and time of the last change, before anything is loaded.

It is a guess, which nothing may depend on.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def taken(folder: Path, paths: Iterable[str]) -> bytes:
    """Give a line about each file of a folder that is there: its size, the time, and its path from there."""
    lines = (_line(folder, path) for path in paths)
    return "".join(filter(None, lines)).encode("utf-8", "surrogateescape")


def changed(folder: Path, kept: Path) -> int | None:
    """Count the files that are not as they were when a glance was taken; None where that cannot be read.

    Args:
        folder: from which paths are.
        kept: where it lies, that `taken` gave.

    """
    try:
        with kept.open(encoding="utf-8", errors="surrogateescape") as file:
            return sum(line != _line(folder, line.rstrip("\n").split(" ", 2)[2]) for line in file)
    except (OSError, IndexError):
        return None


def _line(folder: Path, path: str) -> str:
    try:
        status = (folder / path).stat()
    except (OSError, ValueError):
        return ""
    return f"{status.st_size} {status.st_mtime_ns} {path}\n"
