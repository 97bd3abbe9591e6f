"""What is known of a finished PDF: how its pages were set, and what reading them found."""

from __future__ import annotations

from dataclasses import dataclass, field

from roa_dossier.model.lines import LineCount, LineRules


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


@dataclass(frozen=True, slots=True)
class Setting:
    """How the pages of one PDF were set.

    Attributes:
        rules: how its edition wants its lines.
        lines: what came of it.
        again: ids of the manuscripts that were laid out again because something in them was lost, each once.

    """

    rules: LineRules = field(default_factory=LineRules)
    lines: LineCount = field(default_factory=LineCount)
    again: tuple[str, ...] = ()
