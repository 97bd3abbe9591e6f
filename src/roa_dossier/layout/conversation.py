"""The parent's side of the talk with the child process that lays out: no answer is an answer too."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Timer
from typing import IO

import roa_dossier
from roa_dossier.layout.job import Cause, Failure, Job, Laid, Late, Outcome

_SLACK = 10
"""Seconds by the clock that a child may take beyond twice its processor time."""


class Child:
    """A child process that lays out; it can end at any moment, and `ask` tells what became of it.

    Only one side talks at a time, and what the child says besides goes to a file: no pipe can fill up while
    nobody reads it.
    """

    def __init__(self, process: subprocess.Popen[bytes], remarks: IO[bytes]) -> None:
        self._process = process
        self._remarks = remarks

    def ask(self, what: Job | Late, seconds: int) -> Laid | Outcome:
        """Tell the child something and wait for its answer.

        Args:
            what: the job, or the late parts that it asked for.
            seconds: how much processor time it may have taken at the end.

        Returns:
            Its answer; an `Outcome` with a failure when it died or took too long.

        """
        assert self._process.stdin and self._process.stdout
        watch = Timer(seconds * 2 + _SLACK, self._process.kill)
        watch.daemon = True
        try:
            watch.start()  # here too an interruption must find the watch, and end it
            pickle.dump(what, self._process.stdin, protocol=5)
            self._process.stdin.flush()
            answer: Laid | Outcome = pickle.load(self._process.stdout)
            return answer
        except (BrokenPipeError, EOFError, pickle.UnpicklingError):
            return Outcome(failure=self._end(seconds))
        finally:
            watch.cancel()
            if watch.is_alive():
                watch.join()  # nothing may run beside a parent that forks for its templates

    def _end(self, seconds: int) -> Failure:
        """Say why there is no answer."""
        status = self._process.wait()
        # SIGXCPU, or SIGKILL when it took too long by the clock
        if status in (-24, -9):
            return Failure(Cause.TIME, str(seconds))
        self._remarks.seek(0)
        last = self._remarks.read().decode(errors="replace").strip().rpartition("\n")[2]
        cause = Cause.MEMORY if "MemoryError" in last else Cause.DIED
        return Failure(cause, last or f"signal {-status}")


@contextmanager
def child() -> Iterator[Child]:
    """Start the child process; it is gone when the block ends, whatever happens in it."""
    with (
        tempfile.TemporaryFile() as remarks,
        subprocess.Popen(
            # -P: the working folder is the author's, and no module of the program
            [sys.executable, "-P", "-m", "roa_dossier.layout.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=remarks,
            env=_environment(),
        ) as process,
    ):
        try:
            yield Child(process, remarks)
        finally:
            process.kill()
            assert process.stdin
            with suppress(BrokenPipeError):
                process.stdin.close()


def _environment() -> dict[str, str]:
    """Let the child find the program where the parent found it."""
    home = str(Path(roa_dossier.__file__).resolve().parent.parent)
    paths = [home, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
