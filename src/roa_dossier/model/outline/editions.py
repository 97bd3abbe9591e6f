"""What is made of a dossier: its editions."""

from __future__ import annotations

from roa_dossier.diagnostics import Span
from roa_dossier.frozen import Frozen, Placed
from roa_dossier.model.outline.words import NOWHERE, Words

PAPERS = ("A4", "A5", "Letter", "Legal")

NOTES = ("foot", "chapter", "book")
"""Where notes may stand: at the foot of their page, at the end of their chapter or of the book."""

NOTE_SERIES = ("one", "two")
"""Whether all notes are numbered, or those that only say where something stands have letters."""

FIRST_CITATIONS = ("chapter", "book")
"""Where a work is cited in full: at first in each chapter, or at first in the book."""

BIBLIOGRAPHIES = ("book", "chapter")
"""Where a bibliography stands: after the last chapter alone, or at the end of each chapter, too."""

LINES = ("fitted", "greedy")
"""How lines are broken: a paragraph's all together, or one after another."""

IMPOSED = ("booklet", "2-up", "4-up")


class Selection(Frozen):
    """What one edition, not what it is derived from, says of what is shown.

    Attributes:
        edition: its key.
        show: kinds of block, and ids of blocks and chapters, that it shows though another hides them.
        hide: those that it hides.

    """

    edition: str
    show: tuple[Words, ...] = ()
    hide: tuple[Words, ...] = ()


class Edition(Placed):
    """One edition of `dossier.yaml`, with all that it inherits.

    Attributes:
        key: its name.
        paper: one of `PAPERS`.
        two_sided: printed on both sides of the paper.
        selections: what is shown and hidden, its own first, then those of the editions it is derived from.
        type_size: of the running text, in points; 0.0 for the usual size on its paper.
        greyscale: set without colour.
        chapters: ids of the only chapters it holds; empty for all.
        blank_gaps: whether gaps are left blank.
        notes: where notes stand, one of `NOTES`.
        note_series: one of `NOTE_SERIES`.
        first_citations: one of `FIRST_CITATIONS`.
        bibliography: one of `BIBLIOGRAPHIES`; None for what the dossier says.
        language: the language it is in, as a BCP 47 tag; None for that of the dossier.
        title: its title; None for that of the dossier.
        subtitle: its subtitle; None for that of the dossier.
        handouts: whether each chapter is made as a handout, too, when all editions are made.
        impose: how pages share a sheet in a second file, one of `IMPOSED`; "" for no such file.
        margin_marks: as of the dossier; None for the dossier's own.
        leave_out: as of the dossier; None for the dossier's own.
        theme: the theme it is set in; None for the dossier's own.
        fitted: whether the breaks of a paragraph are chosen together; None for what the dossier says.
        hyphenation: how readily words are broken, one of `HYPHENATIONS`; None for what the dossier says.
        hanging: whether light punctuation hangs into the margins; None for what the dossier says.
        span: its place in the file.

    """

    key: str
    paper: str = "A4"
    two_sided: bool = True
    selections: tuple[Selection, ...] = ()
    type_size: float = 0.0
    greyscale: bool = False
    chapters: tuple[Words, ...] = ()
    blank_gaps: bool = False
    notes: str = "foot"
    note_series: str = "one"
    first_citations: str = "chapter"
    bibliography: str | None = None
    language: Words | None = None
    title: Words | None = None
    subtitle: Words | None = None
    handouts: bool = False
    impose: str = ""
    margin_marks: tuple[str, ...] | None = None
    leave_out: tuple[str, ...] | None = None
    theme: Words | None = None
    fitted: bool | None = None
    hyphenation: str | None = None
    hanging: bool | None = None
    span: Span = NOWHERE
