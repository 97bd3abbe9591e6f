"""What an author accepts of a lint, and why."""

from __future__ import annotations

from roa_dossier.frozen import Frozen
from roa_dossier.model.outline.words import Words

DEPARTURES = (
    "pack-document-long",
    "pack-document-unasked",
    "pack-document-untitled",
    "pack-modified",
    "pack-size",
    "pack-task-kinds",
)
"""The warnings of a pack of documents that a chapter may accept."""


class Departure(Frozen):
    """A warning that a chapter accepts: its code, one of `DEPARTURES`, and the reason."""

    what: Words
    because: Words
