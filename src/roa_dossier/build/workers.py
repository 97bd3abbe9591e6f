"""Work in other processes: as many as there are cores, each with the layout engine loaded once.

Any `concurrent.futures.Executor` will do in their place: what goes out and what comes back is plain.
"""

from __future__ import annotations

import contextlib
import gc
import itertools
import multiprocessing
import os
import resource
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from roa_dossier import limits, processes
from roa_dossier.depth import roomy
from roa_dossier.frozen import Frozen

T = TypeVar("T")

_SLACK = 10
"""Seconds by the clock that work may take beyond twice its processor time."""

_MANY = 1_000_000
"""Values that are made in a piece before a process looks meanwhile for what it no longer needs."""

_ALL = 64
"""After how many pieces it looks among all that it has, and not only among what is new."""

_ENDING = 0.2
"""Seconds in which a process that is ending has ended: only then another is started in its place."""

_FEW = 3
"""Pieces of which a process that is there does all, rather than wait for others."""

_NOTHING = object()
_pieces = itertools.count()


class Lost(Frozen):
    """Work that came to nothing, for its process ended: in time it was to have, or out of time."""

    out_of_time: bool
    seconds: int


def cores() -> int:
    """Give how many processes can work at once."""
    return max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


class Piece(Frozen):
    """A piece of work.

    Attributes:
        name: what it is called.
        given: what the work is given.
        seconds: of processor time that it may take.
        memory: bytes of address space that it may take.

    """

    name: Any
    given: tuple[Any, ...]
    seconds: int = 60
    memory: int = 4_000_000_000


class Workers:
    """Processes that are started when there is work, and kept until they are closed.

    Args:
        count: how many; None for one a core.
        executor: takes the place of the processes; it is not closed here, and knows no limits of time.

    """

    def __init__(self, count: int | None = None, executor: Executor | None = None) -> None:
        self.count = count or cores()
        self._given = executor
        self._executor: Executor | None = executor
        self._spare: Executor | None = None

    def begin(self) -> None:
        """Let the process that others are forked from load the engine, while something else is done here."""
        if self._given is None and self._executor is None:
            self._spare = self._spare or processes.taken()
            if self._spare is None:
                self._ready()  # to fork one now would be to wait until that is done

    def each(
        self,
        work: Callable[..., T],
        pieces: Iterator[Piece],
        meanwhile: Iterator[None] = iter(()),  # noqa: B008  (there is nothing in it)
    ) -> Iterator[tuple[Any, T | Lost, float]]:
        """Do work, one piece more of it at a time than there are processes, and give what is done.

        Args:
            work: a function of a module.
            pieces: the next is asked for when there is room for it.
            meanwhile: is gone on with here, step by step, while there is nothing to do but wait.

        Returns:
            Each name with what the work gave and the seconds it took, in the order in which it was done.

        """
        running: dict[Future[tuple[T, float]], tuple[Piece, float]] = {}
        lost: list[Piece] = []
        more = True
        if self._spare is not None:
            first = [*itertools.islice(pieces, _FEW + 1)]
            pieces = itertools.chain(first, pieces)
            if len(first) > _FEW:
                _end(self._spare)
                self._spare = None
        count = self.count if self._spare is None else 1
        while more or running:
            while more and len(running) <= count and not lost:
                piece = next(pieces, None)
                if piece is None:
                    more = False
                    break
                try:
                    running[self._submit(work, piece)] = (piece, time.monotonic())
                except BrokenProcessPool:
                    lost.append(piece)
            busy = bool(running) and next(meanwhile, _NOTHING) is not _NOTHING
            done, _ = wait(running, timeout=0 if busy else 1, return_when=FIRST_COMPLETED)
            for future in done:
                piece, _ = running.pop(future)
                try:
                    found, took = future.result()
                except BrokenProcessPool:
                    lost.append(piece)
                else:
                    yield piece.name, found, took
            now = time.monotonic()
            if any(now - begun > 2 * piece.seconds + _SLACK for piece, begun in running.values()):
                _kill(self._spare or self._executor)
            if lost and not running:
                self.close()
                for piece in lost:
                    yield piece.name, *_by_itself(work, piece)
                lost = []

    def one(self, work: Callable[..., T], *given: Any) -> T | Lost:
        """Do one piece of work and wait for it."""
        return next(found for _, found, _ in self.each(work, iter([Piece(None, given)])))

    def close(self) -> None:
        """End the processes at once."""
        if self._given is None:
            for pool in filter(None, (self._spare, self._executor)):
                _end(pool)
            self._spare = self._executor = None

    def _ready(self) -> Executor:
        if self._executor is None:
            self._executor = _pool(self.count)
        return self._executor

    def _submit(self, work: Callable[..., T], piece: Piece) -> Future[tuple[T, float]]:
        if self._given is not None:
            return self._given.submit(_timed, work, piece.given)
        pool = self._spare or self._ready()
        with processes.starting():
            try:
                return pool.submit(_many, work, piece.given, piece.seconds, piece.memory)
            except (EOFError, ConnectionError) as fault:  # what it is to be forked from ended
                time.sleep(_ENDING)
                raise BrokenProcessPool(str(fault)) from fault


def _by_itself(work: Callable[..., T], piece: Piece) -> tuple[T | Lost, float]:
    """Do work in a process of its own, which tells whose fault it was that a process ended."""
    pool = _pool(1)
    begun = time.monotonic()
    try:
        with processes.starting():
            future = pool.submit(limited, work, piece.given, piece.seconds, piece.memory)
        return future.result(timeout=2 * piece.seconds + _SLACK)
    except (BrokenProcessPool, TimeoutError):
        took = time.monotonic() - begun
        return Lost(took >= piece.seconds, piece.seconds), took
    finally:
        _end(pool)


def _end(pool: Executor) -> None:
    _kill(pool)
    pool.shutdown(wait=False, cancel_futures=True)


def _kill(pool: Executor | None) -> None:
    for process in list((getattr(pool, "_processes", None) or {}).values()):
        process.kill()


def _pool(count: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(count, processes.serve(), initializer=settle_in)


def settle_in() -> None:
    """Make a process ready for work; it ends when nobody is left to work for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this process
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    gc.set_threshold(_MANY, 50, 100)
    gc.freeze()
    threading.Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()  # it is gone as soon as it is killed, though nobody may have asked what became of it
        os._exit(1)


def _timed(work: Callable[..., T], given: tuple[Any, ...]) -> tuple[T, float]:
    begun = time.monotonic()
    return roomy(work, *given), time.monotonic() - begun


def limited(work: Callable[..., T], given: tuple[Any, ...], seconds: int, memory: int) -> tuple[T, float]:
    """Do work within limits of processor time and memory, and give what it gives with the seconds it took."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    signal.signal(signal.SIGXCPU, limits.out_of_time)
    limits.limit(int(used.ru_utime + used.ru_stime) + seconds + 1, memory, for_good=False)
    try:
        return _timed(work, given)
    finally:
        with contextlib.suppress(ValueError, OSError):
            limits.unlimited()


def _many(work: Callable[..., T], given: tuple[Any, ...], seconds: int, memory: int) -> tuple[T, float]:
    """Do one of many pieces of work, after letting go of what the one before left."""
    if before := next(_pieces):
        _tidy(all_of_it=before % _ALL == 0)
    return limited(work, given, seconds, memory)


def _tidy(*, all_of_it: bool = False) -> None:
    """Let go of what is no longer needed and knows itself, such as documents of HTML.

    What is left is kept for good, and not looked at again, until it is all looked at.
    """
    if all_of_it:
        gc.unfreeze()
    gc.collect()
    gc.freeze()
