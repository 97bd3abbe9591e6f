"""Before anything is loaded: what stops the program heard, and the engine begun where a build needs it."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from types import FrameType
from typing import NoReturn

from roa_dossier import glance

STOPPED = {signal.SIGINT: 130, signal.SIGTERM: 143}
"""What asks the program to end, and the exit status that says so."""

_LOOKED = "build/.cache/builds/looked"
_ELSEWHERE = {"-h", "--help", "--single"}


def listen() -> None:
    """End at once when that is asked for: nothing is opened yet that could be left in disorder."""
    for number in STOPPED:
        signal.signal(number, _end)


def _end(number: int, frame: FrameType | None) -> NoReturn:
    os._exit(STOPPED[signal.Signals(number)])


def begin(arguments: list[str]) -> None:
    """Let another process load the engine where a file of the project changed since it was built.

    Args:
        arguments: of the command line, without the program's name.

    """
    here = Path.cwd()
    if len(arguments) > 1 and arguments[0] in ("-C", "--project"):
        here, arguments = here / arguments[1], arguments[2:]
    if arguments[:1] != ["build"] or not _ELSEWHERE.isdisjoint(arguments):
        return
    if not (here / "dossier" / "dossier.yaml").is_file():
        return
    changed = glance.changed(here, here / _LOOKED)
    if changed == 0:
        return
    from roa_dossier import processes

    if changed == 1:
        processes.spare(here)  # most often one chapter
    else:
        processes.serve(here)
