"""The process that workers are forked from: it loads the layout engine, and sets a few lines with it, once.

Forks of this process would have its threads' locks.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from multiprocessing import forkserver, resource_tracker
from multiprocessing.context import ForkServerContext
from pathlib import Path

PROJECT = "ROA_DOSSIER_PROJECT"
"""The variable that tells it whose styles the lines are set in."""

_LOADS = "roa_dossier.build.engine_loaded"


def begin(project: Path | None = None) -> ForkServerContext:
    """Start it unless it runs; what it does first, it does while something else is done here.

    Args:
        project: the folder of the project that is worked for. One that was started anew, since it ended, is
            not told: there may be something about that project that it cannot bear.

    Returns:
        What makes processes that are forked from it.

    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([_LOADS])
    # it is born deaf to Ctrl-C, which would end it with a trace while it loads the engine
    resource_tracker.ensure_running()  # what it needs, and what is not deaf any more once that is started
    heard = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    if project is not None:
        os.environ[PROJECT] = str(project)
    try:
        forkserver.ensure_running()
    finally:
        os.environ.pop(PROJECT, None)
        signal.pthread_sigmask(signal.SIG_SETMASK, heard)
    return context
