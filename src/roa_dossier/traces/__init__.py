"""The trace of a dossier: everything printed that rests on a source, as plain data to keep and compare."""

from __future__ import annotations

from roa_dossier.traces.form import (
    FORMAT,
    NAME,
    Dispute,
    Fact,
    Note,
    Passage,
    Quotation,
    Reading,
    Rest,
    Snapshot,
    Trace,
    Untraceable,
    read,
)
from roa_dossier.traces.gathered import of, printed, shown_only, written

__all__ = [
    "FORMAT",
    "NAME",
    "Dispute",
    "Fact",
    "Note",
    "Passage",
    "Quotation",
    "Reading",
    "Rest",
    "Snapshot",
    "Trace",
    "Untraceable",
    "of",
    "printed",
    "read",
    "shown_only",
    "written",
]
