"""Our own code, as a digest: what other code made is made again, so that nobody need count a version up."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path


def code(of: Callable[[str], bool] = lambda _: True) -> str:
    """Give a digest that changes with the program's files.

    A file is known by its size, the time of its last change and where it lies on its disk: to read them all
    takes longer than most of what a run has to do.

    Args:
        of: whether a file counts, by its name below the package, such as `layout/engine.py`.

    """
    found = hashlib.sha256()
    for name, stamp in _files():
        if of(name):
            found.update(f"{name} {stamp}\n".encode())
    return found.hexdigest()


@lru_cache(maxsize=1)
def _files() -> tuple[tuple[str, str], ...]:
    """Give the names of all files of code, with what each is known by."""
    root = str(Path(__file__).parent)
    found: list[tuple[str, str]] = []
    folders = [root]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.name.endswith(".py"):
                    status = entry.stat()
                    name = entry.path[len(root) + 1 :].replace(os.sep, "/")
                    found.append((name, f"{status.st_size} {status.st_mtime_ns} {status.st_ino}"))
                elif entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
    return tuple(sorted(found))
