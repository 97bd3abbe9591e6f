"""Makes ready for chapters when it is imported: in the process that worker processes are forked from.

What a process does but once (the engine loaded, style sheets read, dictionaries and fonts opened) is then
done for all of them.
"""

from __future__ import annotations

import contextlib
import gc
import os
from pathlib import Path

gc.disable()  # loading makes much and drops nothing

from roa_dossier import forked, layout  # noqa: E402
from roa_dossier.build import alone, given  # noqa: E402
from roa_dossier.build.stock import Stock  # noqa: E402
from roa_dossier.build.workers import limited  # noqa: E402
from roa_dossier.layout.job import Run  # noqa: E402
from roa_dossier.world import Disk, Memory, World  # noqa: E402

_SECONDS, _MEMORY = 20, 4_000_000_000


def example(world: World) -> Run:
    """Give a few lines: in the styles of the last book of a project, or in its usual ones."""
    return Stock(world, {}).example() or layout.example(given.usual(world))


project = os.environ.pop(forked.PROJECT, "")
with contextlib.suppress(Exception):  # what is missing or wrong, the work itself says
    alone.ready()
    limited(alone.warm, (example(Disk(Path(project)) if project else Memory({})),), _SECONDS, _MEMORY)
gc.freeze()
gc.enable()
