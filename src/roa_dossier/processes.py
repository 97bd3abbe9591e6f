"""Processes that make chapters, begun before anybody knows what is to be made.

Forks of this process would have its threads' locks: others are forked from one that does nothing else. Where
most likely one chapter was edited, a spare one makes ready for that alone, and is there sooner.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
import types
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from multiprocessing import forkserver, resource_tracker
from multiprocessing.context import ForkServerContext
from pathlib import Path

PROJECT = "ROA_DOSSIER_PROJECT"
"""The variable that tells the process that others are forked from whose styles it reads."""

_LOADS, _READY = "roa_dossier.build.engine_loaded", "roa_dossier.build.readied"
_spares: list[ProcessPoolExecutor] = []
_projects: list[Path] = []
_one_starts = threading.Lock()


def serve(project: Path | None = None) -> ForkServerContext:
    """Start the process that others are forked from, unless it runs.

    What it does first, it does while something else is done here.

    Args:
        project: the folder of the project that is worked for. One that was started anew, since it ended, is
            not told: there may be something about that project that it cannot bear.

    Returns:
        What makes processes that are forked from it.

    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([_LOADS])
    _track()  # who starts that is not deaf any more
    # it is born deaf to Ctrl-C, which would end it with a trace while it loads the engine
    heard = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    told = project or (_projects.pop() if _projects else None)  # after a spare one, that of the same
    if told is not None:
        os.environ[PROJECT] = str(told)
    try:
        forkserver.ensure_running()
    finally:
        os.environ.pop(PROJECT, None)
        signal.pthread_sigmask(signal.SIG_SETMASK, heard)
    return context


def spare(project: Path) -> None:
    """Start a process that makes ready for one chapter of a project.

    Args:
        project: its folder.

    """
    _track()
    made = ProcessPoolExecutor(
        1, multiprocessing.get_context("spawn"), initializer=_made_ready, initargs=(str(project),)
    )
    with starting():
        made.submit(os.getpid)  # a process is started when there is something to do
    _spares.append(made)
    _projects.append(project)


def _track() -> None:
    """Start what clears up after processes that are killed; it need not say each time that it did."""
    before = os.environ.get("PYTHONWARNINGS")
    os.environ["PYTHONWARNINGS"] = "ignore"
    try:
        resource_tracker.ensure_running()
    finally:
        os.environ.pop("PYTHONWARNINGS")
        if before is not None:
            os.environ["PYTHONWARNINGS"] = before


def are_begun() -> bool:
    """Whether a spare one is there, or was."""
    return bool(_projects)


def taken() -> ProcessPoolExecutor | None:
    """Give the process that is spare, once."""
    return _spares.pop() if _spares else None


def _made_ready(project: str) -> None:
    gc.disable()  # loading makes much and drops nothing
    import_module(_READY).for_one(Path(project))


@contextmanager
def starting() -> Iterator[None]:
    """Let processes that are started meanwhile not run the caller's main module: they have no use for it.

    What asks this process to end is heard afterwards: it could not end one that it knows nothing of yet.
    """
    heard = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        with _one_starts:
            main = sys.modules["__main__"]
            sys.modules["__main__"] = types.ModuleType("__main__")
            try:
                yield
            finally:
                sys.modules["__main__"] = main
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, heard)
