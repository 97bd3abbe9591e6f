"""Typed values read from words: numbers, dates and names, compared by what they mean."""

from __future__ import annotations

from roa_dossier.values.compare import differ, same
from roa_dossier.values.dates import MONTHS
from roa_dossier.values.figures import grain, rounded, shown, unit_of
from roa_dossier.values.forms import KINDS, Dates, Named, Names, Number, Phrase, Value, folded, names
from roa_dossier.values.reading import read, stands

__all__ = [
    "KINDS",
    "MONTHS",
    "Dates",
    "Named",
    "Names",
    "Number",
    "Phrase",
    "Value",
    "differ",
    "folded",
    "grain",
    "names",
    "read",
    "rounded",
    "same",
    "shown",
    "stands",
    "unit_of",
]
