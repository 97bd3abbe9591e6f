"""Numbering of a whole dossier: notes, labels, citations, lists and the bibliography.

Everything counts within its chapter, so a new note in one chapter disturbs no other.
"""

from __future__ import annotations

from roa_dossier.number.book import apparatus

__all__ = ["apparatus"]
