"""The one door to pikepdf and pypdfium2: what stands in a PDF, as plain values, and the writing of one."""

from __future__ import annotations

from roa_dossier.pdf.drawn import Drawing, Drawn, drawing
from roa_dossier.pdf.imposed import Origin, PageShape, Placed, Side, arranged, origin
from roa_dossier.pdf.nouns import Anatomy, Attached, Bookmark, Box, Encrypted, Font, Link, Place, Unreadable
from roa_dossier.pdf.parts import anatomy, attachment, contents
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
    "contents",
    "drawing",
    "finish",
    "origin",
    "strings",
    "structure",
]
