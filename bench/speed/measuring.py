"""One command measured: seconds by the clock and of the processor, and the memory of all its processes."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

LONGEST = 1800
"""After how many seconds a command is given up."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a command took.

    `wall` and `processor` are seconds, the latter user's and system's of all its processes; `peak` is the
    greatest sum of proportional set sizes over its process tree, in MB; `pages` are those of the PDF it made;
    `parts` are seconds that it measured itself; `failed` says why there is no PDF, "" where there is one.
    """

    wall: float = 0.0
    processor: float = 0.0
    peak: float = 0.0
    pages: int = 0
    failed: str = ""
    parts: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A run, and what the command wrote to its standard output."""

    run: Run
    said: str


_looking = [False]


@contextmanager
def looked_at() -> Iterator[None]:
    """Look on at the memory of what is measured: it takes that a few hundredths of its time longer."""
    _looking[0] = True
    try:
        yield
    finally:
        _looking[0] = False


def measured(command: list[str], folder: Path) -> Spoken:
    """Run a command in a folder and measure it, modules of Python compiled as those of an installed one.

    Its memory, and the processor's seconds of what nobody waits for, are known only while it is looked at.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=errors, env=kept
        )
        watch = Watch(process.pid) if _looking[0] else None
        late = threading.Timer(LONGEST, process.kill)
        late.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        late.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        peak, seen = watch.ended() if watch else (0.0, 0.0)
        said, complained = text(out), text(errors)
    failed = "" if process.returncode == 0 else f"exit {process.returncode}: {last(complained or said)}"
    return Spoken(Run(wall, max(seen, used.ru_utime + used.ru_stime), peak, failed=failed), said)


class Watch:
    """Looks on at the memory and the processor time of a process and all that it starts, until told to stop.

    What is waited for by nobody, such as a worker that is ended with its book, has its time seen only here.

    Between two looks it waits twenty times as long as a look takes, so that it costs about a twentieth of one
    processor at most.
    """

    def __init__(self, process: int) -> None:
        self._peak = self._processor = 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, args=(process,), daemon=True)
        self._thread.start()

    def _look(self, process: int) -> None:
        wait = 0.02
        while not self._ended.wait(wait):
            start = time.perf_counter()
            self._peak = max(self._peak, memory(process))
            self._processor = max(self._processor, processor(process))
            wait = max(0.04, 20 * (time.perf_counter() - start))

    def ended(self) -> tuple[float, float]:
        """Stop looking and give the greatest memory seen, in MB, and the processor's seconds."""
        self._ended.set()
        self._thread.join()
        return self._peak, self._processor


def memory(process: int) -> float:
    """Sum the proportional set sizes of a process and all that it started, in MB."""
    return sum(map(proportional, tree(process))) / 1024


def tree(process: int) -> list[int]:
    """Give a process and those that it started, and they in turn, that still run."""
    started: list[int] = []
    for thread in Path(f"/proc/{process}/task").glob("*/children"):
        started += map(int, told(thread).split())
    return [process, *(each for one in started for each in tree(one))]


def proportional(process: int) -> int:
    """Give the proportional set size of a process in kB; 0 for one that is gone."""
    lines = told(Path(f"/proc/{process}/smaps_rollup")).splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def processor(process: int) -> float:
    """Give the seconds of the processor that a process and all that it started, ended or not, have used."""
    ticks = 0
    for one in tree(process):
        fields = told(Path(f"/proc/{one}/stat")).rpartition(")")[2].split()
        ticks += sum(map(int, fields[11:15]))  # user's and system's, its own and its ended children's
    return ticks / os.sysconf("SC_CLK_TCK")


def told(path: Path) -> str:
    """Read what the system tells of a process; nothing of one that is gone."""
    try:
        return path.read_text("utf-8", "replace")
    except OSError:
        return ""


def text(file: object) -> str:
    """Give what was written to a file."""
    file.seek(0)  # type: ignore[attr-defined]
    return file.read().decode("utf-8", "replace")  # type: ignore[attr-defined, no-any-return]


def last(words: str) -> str:
    """Give the last line that says something; of a box of lines, what stands in it."""
    lines = [line.strip("│╭╮╰╯─ ") for line in words.splitlines()]
    return next((line for line in reversed(lines) if line), "nothing said")[:160]
