"""Loads the layout engine, whose libraries are opened by their names on machines that have them there.

The engine asks Python first where each library is, which asks the linker's cache, a compiler and a linker:
half of the time in which it is loaded. Where the dynamic linker knows the names, nobody else need be asked.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import sys

NAMES = (
    "libgobject-2.0.so.0",
    "libpango-1.0.so.0",
    "libharfbuzz.so.0",
    "libfontconfig.so.1",
    "libpangoft2-1.0.so.0",
)
"""As the engine tries them after what Python found."""


def load() -> None:
    """Load the layout engine.

    Raises:
        OSError: one of its libraries is missing.

    """
    if "weasyprint" in sys.modules:
        return
    asked = ctypes.util.find_library
    if sys.platform.startswith("linux") and all(map(_opens, NAMES)):
        ctypes.util.find_library = lambda name: None
    try:
        import weasyprint  # noqa: F401
    finally:
        ctypes.util.find_library = asked


def _opens(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
