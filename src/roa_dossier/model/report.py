"""What reading the finished PDF found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LateNote:
    """A note that stands on the page after its call; pages as printed."""

    chapter: str
    number: str
    call_page: str
    note_page: str


@dataclass(frozen=True, slots=True)
class Report:
    """The audit of one PDF.

    Attributes:
        pages: how many pages it has.
        notes: how many notes were found.
        late: the notes that came a page late.
        missing: ids of the manuscripts in which something is missing or cut: these are to be laid out again.

    """

    pages: int
    notes: int
    late: tuple[LateNote, ...] = ()
    missing: tuple[str, ...] = ()
