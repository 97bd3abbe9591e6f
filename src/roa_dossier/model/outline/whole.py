"""A whole dossier as written."""

from __future__ import annotations

from datetime import date

from roa_dossier.frozen import Frozen, Placed, field
from roa_dossier.model.lines import LineRules
from roa_dossier.model.outline.blocks import ChapterOutline
from roa_dossier.model.outline.editions import Edition
from roa_dossier.model.outline.entries import FactEntry, NameEntry, SourceEntry, WorkEntry
from roa_dossier.model.outline.words import Words

ROMANISATIONS = ("bgn-pcgn", "ala-lc", "gost", "iso-9")
"""Romanisations of Russian that names can be held against."""


MARGIN_MARKS = ("uncited", "single-source")


BACK_MATTER = (
    "ledger",
    "glossary",
    "licences",
    "documents",
    "register",
    "index",
    "table-of-sources",
    "sources-as-quoted",
)
"""Parts of the back matter that are printed wherever they have content, unless left out."""


class Unread(Frozen):
    """What stands in the files but could not be read, so that its uses are no mistakes of their own.

    Attributes:
        ids: kind and id of what was left out: "source", "work", "fact", "name", or "target" for chapters
            and blocks.
        kinds: the kinds of which more may stand in a file that could not be read at all.

    """

    ids: frozenset[tuple[str, str]] = frozenset()
    kinds: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.ids or self.kinds)

    def holds(self, kind: str, name: object) -> bool:
        """Whether an id that is not known may be that of something left out."""
        return kind in self.kinds or (kind, str(name)) in self.ids


class Outline(Placed):
    """A whole dossier as written.

    Attributes:
        name: the PDF's file name, without its ending.
        language: what it is printed in, as a BCP 47 tag.
        style: a CSL style by name, or a path in the project ending in `.csl`.
        date: the edition's date; None prints none.
        files: the decoded text of every YAML file read, by path (for messages, and for attachments).
        refused: what could not be read, and is left out here.
        romanisation: the declared scheme, one of `ROMANISATIONS`; None holds no name against any.
        margin_marks: what is marked in the margin: "uncited", "single-source".
        lettering: how documents are counted within their chapter, one of `LETTERING`.
        leave_out: parts of the back matter that are not wanted, of `BACK_MATTER`.
        theme: the theme of editions that name none; None for the usual one.
        lines: how lines are broken in editions that do not say so.
        notes: where the edition's notes stand, one of `NOTES`.
        note_series: one of `NOTE_SERIES`.
        first_citations: one of `FIRST_CITATIONS`.
        bibliography: one of `BIBLIOGRAPHIES`.
        written: the language of facts, names and sources, where it is printed in another; "" elsewhere.

    """

    APART = ("files",)

    name: str
    title: Words
    language: str
    style: Words
    chapters: tuple[ChapterOutline, ...]
    sources: tuple[SourceEntry, ...]
    works: tuple[WorkEntry, ...] = ()
    facts: tuple[FactEntry, ...] = ()
    names: tuple[NameEntry, ...] = ()
    subtitle: Words | None = None
    date: date | None = None
    editors: tuple[Words, ...] = ()
    editions: tuple[Edition, ...] = ()
    files: dict[str, str] = field(default_factory=dict)
    refused: Unread = Unread()
    romanisation: Words | None = None
    margin_marks: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    notes: str = "foot"
    note_series: str = "one"
    first_citations: str = "chapter"
    bibliography: str = "book"
    written: str = ""
    lettering: str = "letters"
    theme: Words | None = None
    lines: LineRules = field(default_factory=LineRules)
