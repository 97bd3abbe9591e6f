"""The one door to pikepdf and pypdfium2: what stands in a PDF, as plain values, and the writing of one."""

from __future__ import annotations

from roa_dossier.pdf import raw
from roa_dossier.pdf.drawn import Drawing, Drawn, drawing
from roa_dossier.pdf.figures import Figure, figures
from roa_dossier.pdf.imposed import Origin, PageShape, Placed, Side, arranged, origin
from roa_dossier.pdf.nouns import Anatomy, Attached, Bookmark, Box, Encrypted, Font, Link, Place, Unreadable
from roa_dossier.pdf.parts import anatomy, attachment
from roa_dossier.pdf.strings import strings
from roa_dossier.pdf.structure import Marked, Structure, structure
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
    "arranged",
    "attachment",
    "drawing",
    "figures",
    "finish",
    "origin",
    "strings",
    "structure",
]
