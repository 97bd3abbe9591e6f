"""Loads the layout engine when it is imported: in the process that worker processes are forked from."""

from __future__ import annotations

import contextlib

from roa_dossier.build import alone

with contextlib.suppress(OSError):  # where a library is missing, the work itself says so
    alone.ready()
