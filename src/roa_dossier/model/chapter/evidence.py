"""Where words were found, and what is quoted."""

from __future__ import annotations

from roa_dossier.frozen import Frozen
from roa_dossier.model.source import Mark, PartKind


class Locator(Frozen):
    """Where in a source something stands, computed, never typed.

    Attributes:
        siglum: the source's siglum.
        kind: the part of the source.
        number: ¶ of the body, row of a table, number of a note or reference; None elsewhere.
        section: the heading it stands under; "" before the first.
        label: infobox label or title of the appended summary; "" elsewhere.
        lines: first and last line of the snapshot, from 1.

    """

    siglum: str
    kind: PartKind
    number: int | None
    section: str
    label: str
    lines: tuple[int, int]

    @property
    def place(self) -> str:
        """The part without the lines: `¶ 9`, `infobox, ‘Size’`, `caption`, `note a`, `reference 7`."""
        match self.kind:
            case PartKind.BODY:
                return f"¶ {self.number}"
            case PartKind.INFOBOX:
                return f"infobox, ‘{self.label}’" if self.label else "infobox"
            case PartKind.CAPTION:
                return "caption"
            case PartKind.TABLE:
                return f"table, row {self.number}" if self.number else "table"
            case PartKind.LIST:
                return f"list, ‘{self.section}’" if self.section else "list"
            case PartKind.NOTE:
                return f"note {letter(self.number)}"
            case PartKind.REFERENCE:
                return f"reference {self.number}"
            case PartKind.APPENDED | PartKind.APPENDED_TITLE:
                return f"appended summary, ‘{self.label}’" if self.label else "appended summary"
            case PartKind.TITLE:
                return "title"
            case PartKind.HEADING:
                return "heading"
            case PartKind.CHROME:
                return "page furniture"

    @property
    def line_words(self) -> str:
        """`l. 45` or `ll. 45–46`."""
        first, last = self.lines
        return f"l. {first}" if first == last else f"ll. {first}–{last}"

    def __str__(self) -> str:
        return f"{self.place}, {self.line_words}"


def letter(number: int | None) -> str:
    """Give the letters of a lettered note, as encyclopaedias count: a for 1, z for 26, then aa, ab.

    A question mark for None.
    """
    found = "" if number else "?"
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("a") + rest) + found
    return found


class Passage(Frozen):
    """Where words were found.

    Attributes:
        source: the source's key.
        ranges: for each part (an omission divides), its range in the source's text.
        locator: the place of the whole.
        marks: the marks whose reach overlaps any of the ranges, in order.
        folds: what was folded to find it, by name ("quotation marks", "no-break space", …), sorted.

    """

    source: str
    ranges: tuple[tuple[int, int], ...]
    locator: Locator
    marks: tuple[Mark, ...] = ()
    folds: tuple[str, ...] = ()


class Verbatim(Frozen):
    """Words of the source, as typed and found; `sic`, `emphasised`: said of them by the author."""

    text: str
    emphasised: bool = False


class Omission(Frozen):
    """`[…]`; `after_sentence` when a sentence's end is swallowed: printed `. […]`."""

    text: str = "[…]"


class Insertion(Frozen):
    """`[word]` or the `[T]` of `[T]he`: ours, printed in its brackets (`text` holds them)."""

    text: str


class Uncited(Frozen):
    """The source's own "citation needed" mark, printed in its place."""

    text: str = "[citation needed]"


QuotedPiece = Verbatim | Omission | Insertion | Uncited


class Quotation(Frozen):
    """Words of a source, checked; `pieces` in order make the printed text (without outer marks)."""

    pieces: tuple[QuotedPiece, ...]
    passage: Passage
    language: str = ""
