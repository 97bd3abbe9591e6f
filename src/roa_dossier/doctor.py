"""What this machine has and lacks of what the program needs, and what to type to get it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from roa_dossier import pandoc
from roa_dossier.frozen import Frozen
from roa_dossier.world import ToolMissing, built_in

_NEEDED = (3, 11)


class Finding(Frozen):
    """One thing that is needed.

    Attributes:
        what: its name.
        found: whether it is there.
        said: its version, or what is wrong with it.
        remedy: what to type when it is not there; "" when it is.

    """

    what: str
    found: bool
    said: str
    remedy: str = ""


def examine(root: Path) -> tuple[Finding, ...]:
    """Look at everything that building the project at `root` needs."""
    return (_python(), _pandoc(), _built_in(), *_engine_and_fonts(), _output(root))


def _python() -> Finding:
    said = ".".join(str(part) for part in sys.version_info[:3])
    return Finding("Python", sys.version_info >= _NEEDED, said, "apt-get install python3")


def _pandoc() -> Finding:
    remedy = "pip install pypandoc_binary"
    try:
        return Finding("pandoc", True, pandoc.version())
    except (pandoc.ToolMissing, pandoc.Failed) as fault:
        return Finding("pandoc", False, str(fault), remedy)


def _built_in() -> Finding:
    try:
        built_in()
    except ToolMissing as missing:
        return Finding("templates and styles", False, str(missing), missing.remedy)
    return Finding("templates and styles", True, "built in")


def _engine_and_fonts() -> Iterator[Finding]:
    from roa_dossier.layout import HOUSE_FONTS

    try:
        from roa_dossier.layout import engine
    except (OSError, ImportError) as fault:
        remedy = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig"
        yield Finding("layout engine and Pango", False, str(fault).splitlines()[0], remedy)
        return
    yield Finding("layout engine and Pango", True, f"WeasyPrint {version('weasyprint')}")
    absent = engine.absent(tuple(HOUSE_FONTS))
    for family, package in HOUSE_FONTS.items():
        said = "not installed" if family in absent else "installed"
        yield Finding(f"font {family}", family not in absent, said, f"apt-get install {package}")


def _output(root: Path) -> Finding:
    folder = root / "build"
    nearest = folder if folder.is_dir() else root
    writable = nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)
    said = "writable" if writable else "not writable"
    return Finding("output folder build/", writable, said, f"chmod u+w {nearest.name or '.'}")
