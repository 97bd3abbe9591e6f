"""Loads the layout engine, whose libraries are opened by their names on machines that have them there.

The engine asks Python first where each library is, which asks the linker's cache, a compiler and a linker:
half of the time in which it is loaded. Where the dynamic linker knows the names, nobody else need be asked.
Of what is left a fifth are the parts of fontTools that make fonts smaller or still: HarfBuzz does the one, no
font of the house needs the other, and they are loaded when they are asked for.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import sys
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import Any

NAMES = (
    "libgobject-2.0.so.0",
    "libpango-1.0.so.0",
    "libharfbuzz.so.0",
    "libfontconfig.so.1",
    "libpangoft2-1.0.so.0",
)
"""As the engine tries them after what Python found."""

LATER = {"fontTools.subset": (), "fontTools.varLib.instancer": ("instantiateVariableFont",)}
"""Modules that the engine seldom needs, with the functions that it takes from them at once."""


class _Later(ModuleType):
    """Stands for a module until something of it is asked for or called."""

    def __init__(self, name: str, functions: tuple[str, ...]) -> None:
        super().__init__(name)
        for each in functions:
            setattr(self, each, partial(self._called, each))

    def _loaded(self) -> ModuleType:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return import_module(self.__name__)

    def _called(self, function: str, *given: Any, **named: Any) -> Any:
        return getattr(self._loaded(), function)(*given, **named)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what is asked of it while it is imported
            raise AttributeError(name)
        return getattr(self._loaded(), name)


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
    for name, functions in LATER.items():
        sys.modules.setdefault(name, _Later(name, functions))
    try:
        from weasyprint.text.ffi import ffi
    finally:
        ctypes.util.find_library = asked
    from roa_dossier.layout import kinds

    kinds.keep(ffi)


def _opens(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
