"""The one door to pikepdf and pypdfium2: what stands in a PDF, as plain values, and the writing of one.

What needs these libraries is loaded when it is asked for: a book that is bound anew from chapters known
before is made without them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from roa_dossier.pdf.nouns import Anatomy, Attached, Bookmark, Box, Encrypted, Font, Link, Place, Unreadable

if TYPE_CHECKING:
    from roa_dossier.pdf.drawn import Drawing, Drawn, drawing
    from roa_dossier.pdf.figures import Figure, figures
    from roa_dossier.pdf.imposed import Origin, PageShape, Placed, Side, arranged, origin
    from roa_dossier.pdf.parts import anatomy, attachment
    from roa_dossier.pdf.strings import strings
    from roa_dossier.pdf.structure import Marked, Structure, apart, structure
    from roa_dossier.pdf.written import Described, finish

__all__ = [
    "Anatomy",
    "Attached",
    "Bookmark",
    "Box",
    "Described",
    "Drawing",
    "Drawn",
    "Encrypted",
    "Figure",
    "Font",
    "Link",
    "Marked",
    "Origin",
    "PageShape",
    "Place",
    "Placed",
    "Side",
    "Structure",
    "Unreadable",
    "anatomy",
    "apart",
    "arranged",
    "attachment",
    "drawing",
    "figures",
    "finish",
    "origin",
    "strings",
    "structure",
]

_ROOMS = {
    "drawn": ("Drawing", "Drawn", "drawing"),
    "figures": ("Figure", "figures"),
    "imposed": ("Origin", "PageShape", "Placed", "Side", "arranged", "origin"),
    "parts": ("anatomy", "attachment"),
    "strings": ("strings",),
    "structure": ("Marked", "Structure", "apart", "structure"),
    "written": ("Described", "finish"),
}
_ROOM = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> Any:
    """Load what is asked for (PEP 562)."""
    if name not in _ROOM:
        raise AttributeError(name)
    module = import_module(f"roa_dossier.pdf.{_ROOM[name]}")
    globals().update({each: getattr(module, each) for each in _ROOMS[_ROOM[name]]})
    return globals()[name]
