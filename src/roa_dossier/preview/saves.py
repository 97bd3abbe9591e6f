"""Hearing of saves: the folders from which something was read are watched, and no others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

from watchfiles import DefaultFilter, watch

FOLDERS = ("dossier", "seeds", "templates", "styles")
"""The folders of a project that are watched whether something was read there or not."""

UNWATCHED = {"build"}
TOGETHER, STEP, AWHILE = 250, 25, 500
"""Milliseconds: how long saves are collected, how long it must be quiet, how often folders are asked for."""


def listen(
    root: Path, folders: Callable[[], frozenset[str]], saved: Callable[[frozenset[str]], None], over: Event
) -> None:
    """Tell of every save below the folders until it is over.

    Args:
        root: the project's folder.
        folders: gives the names of further folders to watch.
        saved: told the paths that changed, from the root.
        over: set when nobody listens any more.

    """
    while not over.is_set():
        watched = _there(root, folders())
        if not watched:
            over.wait(AWHILE / 1000)
            continue
        changes = watch(
            *(root / name for name in watched),
            watch_filter=DefaultFilter(),
            debounce=TOGETHER,
            step=STEP,
            stop_event=over,
            rust_timeout=AWHILE,
            yield_on_timeout=True,
            raise_interrupt=False,
        )
        for found in changes:
            if found:
                saved(frozenset(_from_root(root, path) for _, path in found))
            if watched != _there(root, folders()):
                break


def _there(root: Path, folders: frozenset[str]) -> tuple[str, ...]:
    """Give the folders that there are."""
    names = {*FOLDERS, *(name for name in folders if not name.startswith("."))} - UNWATCHED
    return tuple(sorted(name for name in names if (root / name).is_dir()))


def _from_root(root: Path, path: str) -> str:
    found = Path(path)
    return found.relative_to(root).as_posix() if found.is_relative_to(root) else found.as_posix()
