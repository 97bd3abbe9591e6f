"""A store of plain values that were made before, found by all that they depend on."""

from __future__ import annotations

import hashlib
from typing import Generic, TypeVar

from roa_dossier.frozen import Packed, packed
from roa_dossier.world import World

T = TypeVar("T")

LIMIT = 500_000_000
"""Bytes that a folder of the store may hold; what was not used for longest makes room."""


class Store(Generic[T]):
    """Values of one type, in one folder of the cache.

    An entry is a digest and a MessagePack of the value, which is decoded by its type: nothing in an entry is
    run. One that is damaged, or of another type, is as good as none, and is remembered.
    """

    def __init__(self, world: World, folder: str, of: type[T]) -> None:
        self._world, self._folder = world, folder
        self._packed = Packed(of)
        self.damaged: dict[str, None] = {}

    def get(self, key: str) -> T | None:
        """Give what is kept under a key; None for nothing that can be used."""
        name = f"{self._folder}/{key}"
        data = self._world.kept(name)
        if data is None:
            return None
        body = memoryview(data)[32:]
        if data[:32] == _digest(key, body):
            try:
                found: T = self._packed.read(body)
                return found
            except ValueError:
                pass
        self.damaged[name] = None
        return None

    def has(self, key: str) -> bool:
        """Say whether something is kept under a key, be it damaged."""
        return self._world.keeps(f"{self._folder}/{key}")

    def put(self, key: str, value: T) -> None:
        """Keep a value under a key."""
        body = packed(value)
        self._world.keep(f"{self._folder}/{key}", _digest(key, body) + body, None)

    def tidy(self) -> None:
        """Let what was not used for longest make room, where there is too much."""
        self._world.make_room(self._folder, LIMIT)


def key(*parts: object) -> str:
    """Name what a value depends on.

    Args:
        parts: bytes, text, or values whose `repr` shows all of them.

    """
    digest = hashlib.sha256()
    for part in parts:
        data = (
            part
            if isinstance(part, bytes)
            else part.encode("utf-8", "surrogatepass")
            if isinstance(part, str)
            else repr(part).encode("utf-8", "surrogatepass")
        )
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


def _digest(key: str, body: bytes | memoryview) -> bytes:
    digest = hashlib.sha256(key.encode("ascii"))
    digest.update(body)
    return digest.digest()
