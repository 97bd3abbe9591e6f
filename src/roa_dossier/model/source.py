"""A source document as received, told apart into its parts."""

from __future__ import annotations

from enum import StrEnum

from roa_dossier.frozen import Frozen
from roa_dossier.locate import Lines
from roa_dossier.text import Text


class PartKind(StrEnum):
    """What a block of a source is, as its reader tells it."""

    CHROME = "chrome"  # navigation, forms, "Last updated": never quotable
    TITLE = "title"
    HEADING = "heading"
    BODY = "body"  # a paragraph of the running text; only these are numbered ¶
    INFOBOX = "infobox"
    CAPTION = "caption"
    TABLE = "table"  # one line of a flattened table
    LIST = "list"
    NOTE = "note"  # one of the source's own lettered notes
    REFERENCE = "reference"  # one of the source's own numbered references
    APPENDED_TITLE = "appended-title"
    APPENDED = "appended"  # a summary of another document, appended to this one


class MarkKind(StrEnum):
    """A mark that the source sets inside its text."""

    REFERENCE = "reference"  # [7]
    NOTE = "note"  # [lower-alpha 1]
    CITATION_NEEDED = "citation-needed"


class Block(Frozen):
    """One paragraph or line of a source.

    Attributes:
        kind: what it is.
        start: its first character in the source's text.
        stop: the character after its last.
        text: what may be quoted of it: without marks, markup residue and image file names; its origin is
            the source's text. Empty where nothing may be quoted (chrome).
        number: for a body paragraph its ¶ from 1; for a note or a reference its number in its list;
            for a table's line its row from 1 (the head lines have 0); otherwise None.
        section: the heading it stands under, as the source has it; "" before the first.
        label: the infobox label, or the title of the appended summary it belongs to; "" otherwise.
        icon: for a table's line the icon's file name that begins it; "" otherwise. Never printed.

    """

    kind: PartKind
    start: int
    stop: int
    text: Text
    number: int | None = None
    section: str = ""
    label: str = ""
    icon: str = ""


class Mark(Frozen):
    """A mark in the source's text.

    Attributes:
        kind: what it is.
        number: what it points to in the source's own list; None for "citation needed".
        start: its first character in the source's text.
        stop: the character after its last.
        reach: the range of the source's text it answers for: back over its sentence, or over the whole
            quotation whose closing mark it follows; adjacent marks share one reach (DESIGN.md §5).

    """

    kind: MarkKind
    number: int | None
    start: int
    stop: int
    reach: tuple[int, int]


class RecordFields(Frozen):
    """What can be told of a record from its raw words; "" or () where it does not stand there.

    Attributes:
        titles: what stands between double marks, or where a title is to be expected, as the source has it.
        authors: the words before the title that name people, as the source has them.
        year: the year of publication, four digits.
        isbn: digits and hyphens as found.
        doi: the DOI, without its address.
        signatures: archival signatures, each as the source has it.
        pages: page or leaf numbers as found.
        accessed: the day of access as found.

    """

    titles: tuple[str, ...] = ()
    authors: str = ""
    year: str = ""
    isbn: str = ""
    doi: str = ""
    signatures: tuple[str, ...] = ()
    pages: str = ""
    accessed: str = ""


class Record(Frozen):
    """One of the source's own notes or references, as it stands in the source.

    Attributes:
        kind: `MarkKind.REFERENCE` or `MarkKind.NOTE`.
        number: its number in its list, from 1.
        start: its first character in the source's text.
        stop: the character after its last.
        text: its words, without its number and the back-link digits before them.
        fields: what can be told of it from its words.

    """

    kind: MarkKind
    number: int
    start: int
    stop: int
    text: Text
    fields: RecordFields = RecordFields()


class Source(Frozen):
    """A snapshot of a document, byte for byte as received, decoded and told apart.

    Attributes:
        key: its id in `sources.yaml`.
        siglum: how notes and margins name it.
        path: its file, from the project's root.
        digest: SHA-256 of its bytes, in hexadecimal.
        text: its characters (without a byte-order mark; line ends as received).
        encoding: what it was decoded from, by Python's name.
        lines: where its lines begin.
        blocks: its parts in order; ranges ascend and do not overlap.
        marks: its marks in order.
        records: its notes and references in order.

    """

    key: str
    siglum: str
    path: str
    digest: str
    text: str
    encoding: str
    lines: Lines
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...] = ()
    records: tuple[Record, ...] = ()
