"""Loads the layout engine when it is imported: in the process that worker processes are forked from."""

from __future__ import annotations

import contextlib
import gc

gc.disable()  # loading makes much and drops nothing

from roa_dossier.build import alone  # noqa: E402

with contextlib.suppress(OSError):  # where a library is missing, the work itself says so
    alone.ready()
gc.freeze()
gc.enable()
