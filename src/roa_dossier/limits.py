"""Limits of processor time and memory for work whose end nobody can promise."""

from __future__ import annotations

import os
import pickle
import resource
import select
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Generic, TypeVar

T = TypeVar("T")

GRACE = 5
"""Seconds between being asked to stop and being killed."""


class OutOfTime(Exception):
    """The time allowed is used up: raised in the midst of the work, so that its trace tells where."""


class Died(Exception):
    """The work ended without an answer: it could not be stopped in time, or was killed from without."""


def limit(seconds: int, memory: int, *, for_good: bool = True) -> None:
    """Limit this process: seconds of processor time, and bytes of address space where that can be done.

    At the limit of time the process gets SIGXCPU, and some seconds later it is killed; beyond the limit of
    memory an allocation raises MemoryError. What is not `for_good` can be called again with more, and leaves
    out the killing.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _limit(resource.RLIMIT_CPU, seconds, seconds + GRACE if for_good else None)
    if sys.platform == "linux":
        _limit(resource.RLIMIT_AS, memory, memory if for_good else None)


def unlimited() -> None:
    """Take limits back that are not for good."""
    for what in (resource.RLIMIT_CPU, resource.RLIMIT_AS):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (hard, hard))


def _limit(what: int, soft: int, hard: int | None) -> None:
    """Set a limit; without a `hard` one, that of this process stays."""
    if hard is None:
        hard = resource.getrlimit(what)[1]
        soft = soft if hard == resource.RLIM_INFINITY else min(soft, hard)
    resource.setrlimit(what, (soft, hard))


class Fork(Generic[T]):
    """Work that is done in a forked child within limits.

    Args:
        work: reads what it likes, changes nothing outside itself; what it gives can be pickled.
        seconds: of processor time; then `OutOfTime` is raised inside the work.
        memory: how many bytes it may take beyond what this process has.

    """

    def __init__(self, work: Callable[[], T], seconds: int, memory: int) -> None:
        self._reading, writing = os.pipe()
        self._child: int | None = os.fork()
        if not self._child:
            os.close(self._reading)
            _answer(work, writing, seconds, memory)
        os.close(writing)

    def answer(self, patience: float | None = None) -> T:
        """Wait for what the work gives.

        Args:
            patience: for how many seconds of silence; None for ever.

        Raises:
            Died: it gave no answer.

        An exception of the work is raised here too.

        """
        assert self._child is not None
        try:
            answer = b"".join(self._read(patience))
        except BaseException:
            self.end()
            raise
        status = self._waited()
        if status or not answer:
            raise Died(f"signal {status & 0x7F}" if status & 0x7F else "no answer")
        done, given = pickle.loads(answer)
        if not done:
            raise given
        found: T = given
        return found

    def _read(self, patience: float | None) -> Iterator[bytes]:
        while True:
            if patience is not None and not select.select([self._reading], [], [], patience)[0]:
                raise Died(f"silent for {patience:g} s")
            if not (piece := os.read(self._reading, 1 << 20)):
                return
            yield piece

    def end(self) -> None:
        """End the work, if nobody waited for it."""
        if self._child is not None:
            os.kill(self._child, signal.SIGKILL)
            self._waited()

    def _waited(self) -> int:
        assert self._child is not None
        _, status = os.waitpid(self._child, 0)
        os.close(self._reading)
        self._child = None
        return status


def forked(work: Callable[[], T], seconds: int, memory: int) -> T:
    """Do work as a `Fork` does, and wait for it."""
    return Fork(work, seconds, memory).answer()


def _answer(work: Callable[[], T], writing: int, seconds: int, memory: int) -> None:
    """Work in the child, answer, and end without what the parent does at its end."""
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this process
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGXCPU, out_of_time)
        limit(seconds, _address_space() + memory)
        try:
            answer = pickle.dumps((True, work()), protocol=5)
        except Exception as fault:
            answer = pickle.dumps((False, fault), protocol=5)
        with os.fdopen(writing, "wb") as answers:
            answers.write(answer)
        status = 0
    finally:
        os._exit(status)


def out_of_time(number: int, frame: FrameType | None) -> None:
    """Handle the signal that says so."""
    raise OutOfTime


def _address_space() -> int:
    """Give the bytes of address space that this process has."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    except OSError:
        return 0
