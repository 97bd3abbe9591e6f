"""What the page shows now, put up by the thread that builds and read by the one that serves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from threading import Lock
from typing import Any

PING = 15.0
"""Seconds of silence after which a sign of life is sent, so that a page that is gone is noticed."""

Piece = tuple[str, int, dict[str, Any]]


class Board:
    """The latest of each kind of piece (`status`, `choices`, `pages`, `messages`), with its version."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._pieces: dict[str, tuple[int, dict[str, Any]]] = {}
        self._version = 0
        self._readers: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()
        self._over = False

    def put(self, kind: str, piece: dict[str, Any]) -> None:
        """Put up a piece in place of the last of its kind."""
        with self._lock:
            if kind in self._pieces and self._pieces[kind][1] == piece:
                return
            self._version += 1
            self._pieces[kind] = (self._version, piece)
        self._wake()

    def get(self, kind: str) -> dict[str, Any]:
        """Give the last piece of a kind; empty before the first."""
        with self._lock:
            return self._pieces[kind][1] if kind in self._pieces else {}

    def close(self) -> None:
        """Let everyone who reads go home."""
        self._over = True
        self._wake()

    async def news(self) -> AsyncIterator[Piece | None]:
        """Give all pieces, then each that changes; None is a sign of life."""
        awake = asyncio.Event()
        reader = (asyncio.get_running_loop(), awake)
        with self._lock:
            self._readers.add(reader)
        try:
            seen = 0
            while not self._over:
                awake.clear()
                for kind, version, piece in self._since(seen):
                    seen = max(seen, version)
                    yield kind, version, piece
                try:
                    await asyncio.wait_for(awake.wait(), PING)
                except TimeoutError:
                    yield None
        finally:
            with self._lock:
                self._readers.discard(reader)

    def _since(self, version: int) -> list[Piece]:
        with self._lock:
            newer = [(kind, *one) for kind, one in self._pieces.items() if one[0] > version]
        return sorted(newer, key=lambda piece: piece[1])

    def _wake(self) -> None:
        with self._lock:
            readers = [*self._readers]
        for loop, awake in readers:
            with suppress(RuntimeError):  # that loop has just ended
                loop.call_soon_threadsafe(awake.set)
