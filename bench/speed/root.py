"""The dossier at the root of the repository: how long a check takes, and a build in which nothing changed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from speed.contenders import PROGRAM
from speed.measuring import Run, measured

ROOT = Path(__file__).resolve().parent.parent.parent


def checked(repeat: int) -> Mapping[str, list[Run]]:
    """Check and build by turns, after a build that is not measured."""
    build = [str(PROGRAM), "-C", str(ROOT), "build"]
    if (first := measured(build, ROOT).run).failed:
        return {"build": [first]}
    taken: dict[str, list[Run]] = {"check": [], "build": []}
    for _ in range(repeat):
        taken["check"].append(measured([str(PROGRAM), "-C", str(ROOT), "check"], ROOT).run)
        taken["build"].append(measured(build, ROOT).run)
    return taken
