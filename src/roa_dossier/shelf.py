"""Frozen values of ours in the cache of a project: what one process made, the next need not make again."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from roa_dossier import plain, program, store
from roa_dossier.world import World

FOLDER = "parts"
_ELSEWHERE = ("audit", "bind", "cli", "diff", "doctor.py", "impose", "layout", "pdf", "preview", "starter")
"""Rooms whose code makes nothing that is kept here."""


class Shelf:
    """Values by their names; one that cannot be read, or was put there by other code, is as good as none."""

    def __init__(self, world: World) -> None:
        self._store: store.Store[list[Any]] = store.Store(world, FOLDER, list[Any])

    def get(self, name: str) -> Any:
        """Give the value that was put under a name by the same code."""
        data = self._store.get(store.key(code(), name))
        if data is None:
            return None
        try:
            return plain.made_up(data)
        except plain.NotPlain:
            return None

    def put(self, name: str, value: object) -> None:
        """Put a value under a name, unless it is none that can be kept."""
        try:
            data = plain.laid_out(value)
        except plain.NotPlain:
            return
        self._store.put(store.key(code(), name), data)

    @property
    def damaged(self) -> tuple[str, ...]:
        """The names of entries that were damaged, and are made again."""
        return tuple(self._store.damaged)

    def tidy(self) -> None:
        """Let what was not used for longest make room, where there is too much."""
        self._store.tidy()


@lru_cache(maxsize=1)
def code() -> str:
    """Name all of our own code but what only lays out or shows."""
    return program.code(lambda name: name.split("/")[0] not in _ELSEWHERE)
