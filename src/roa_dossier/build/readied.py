"""What a process does before there is a chapter to make, so that this need not wait for it.

What it does but once (the engine loaded, style sheets read, dictionaries and fonts opened) is then done.
"""

from __future__ import annotations

import gc
from contextlib import suppress
from pathlib import Path

from roa_dossier import layout
from roa_dossier.build import alone, given
from roa_dossier.build.stock import Stock
from roa_dossier.build.workers import limited, settle_in
from roa_dossier.layout.job import Run
from roa_dossier.world import Disk, Memory, World

_SECONDS, _MEMORY = 20, 4_000_000_000


def for_all(project: Path | None) -> None:
    """Make one ready from which others are forked: it sets a few lines.

    Args:
        project: the folder of the one that is worked for, where it is known.

    """
    with suppress(Exception):  # what is missing or wrong, the work itself says
        alone.ready()
        limited(alone.warm, (example(Disk(project) if project else Memory({})),), _SECONDS, _MEMORY)
    gc.freeze()
    gc.enable()


def for_one(project: Path) -> None:
    """Make one ready for a chapter of a project that comes soon: it reads style sheets, and sets nothing."""
    settle_in()
    with suppress(Exception):
        alone.ready()
        if (last := Stock(Disk(project), {}).example()) is not None:
            limited(alone.open_for, (last,), _SECONDS, _MEMORY)
    gc.freeze()
    gc.enable()


def example(world: World) -> Run:
    """Give a few lines: in the styles of the last book of a project, or in its usual ones."""
    return Stock(world, {}).example() or layout.example(given.usual(world))
