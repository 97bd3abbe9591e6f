"""Arrays of C of one type each: the engine names another for each length, and each name is read by a parser.

Making a font smaller asks for three arrays, of as many numbers as it has glyphs; to read what one of them is
called takes longer than to make the font smaller.
"""

from __future__ import annotations

from typing import Any

import weasyprint
from weasyprint.pdf import fonts

from roa_dossier.layout.notes import ENGINE
from roa_dossier.patterns import regex

_SIZED = regex(r"(\w+)\[(\d+)\]")
_ffi: Any = getattr(fonts, "ffi", None)


def keep() -> bool:
    """Put what is here in place of the engine's own, once a process; whether it was put there."""
    if not weasyprint.__version__.startswith(ENGINE) or _ffi is None:
        return False
    fonts.ffi = _Door()
    return True


class _Door:
    """The engine's door to C, as far as fonts are embedded through it."""

    def __getattr__(self, name: str) -> Any:
        return getattr(_ffi, name)

    def new(self, kind: str, given: Any = None) -> Any:
        """Give what C is handed; an array that is filled at once is of a type without a length."""
        sized = _SIZED.fullmatch(kind) if isinstance(given, tuple | list) else None
        if sized is None or len(given) != int(sized[2]):
            return _ffi.new(kind, given)
        return _ffi.new(f"{sized[1]}[]", given)
