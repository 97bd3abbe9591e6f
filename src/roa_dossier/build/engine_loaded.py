"""Makes ready for chapters when it is imported: in the process that worker processes are forked from."""

from __future__ import annotations

import gc
import os
from pathlib import Path

gc.disable()  # loading makes much and drops nothing

from roa_dossier import processes  # noqa: E402
from roa_dossier.build import readied  # noqa: E402

project = os.environ.pop(processes.PROJECT, "")
readied.for_all(Path(project) if project else None)
