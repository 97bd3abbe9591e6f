"""From a finished PDF to the sheets a printer takes: what is asked for, and what stands on each sheet."""

from __future__ import annotations

from enum import StrEnum

from roa_dossier.frozen import Frozen


class Scheme(StrEnum):
    """How pages share a sheet."""

    BOOKLET = "booklet"
    TWO_UP = "2-up"
    FOUR_UP = "4-up"


class Turn(StrEnum):
    """The edge of the sheet over which its back side is reached; none for sheets printed on one side."""

    LONG = "long"
    SHORT = "short"
    NONE = "none"


class Blanks(StrEnum):
    """Where a booklet's blank pages stand: after the last page, or before it, which keeps the back cover."""

    END = "end"
    BEFORE_LAST = "before-last"


class Paper(StrEnum):
    """A size of paper; it is turned as the pages need it."""

    A3 = "A3"
    A4 = "A4"
    A5 = "A5"
    A6 = "A6"
    LETTER = "Letter"
    LEGAL = "Legal"
    TABLOID = "Tabloid"

    @property
    def millimetres(self) -> tuple[float, float]:
        """Give the short edge, then the long one (ISO 216; ANSI Y14.1 for the American ones)."""
        return _SIZES[self]


_SIZES = {
    Paper.A3: (297.0, 420.0),
    Paper.A4: (210.0, 297.0),
    Paper.A5: (148.0, 210.0),
    Paper.A6: (105.0, 148.0),
    Paper.LETTER: (215.9, 279.4),
    Paper.LEGAL: (215.9, 355.6),
    Paper.TABLOID: (279.4, 431.8),
}


class Imposition(Frozen):
    """What is asked for.

    Attributes:
        scheme: how pages share a sheet.
        paper: what is printed on; None for twice the page (booklet) or the pages' own paper (2-up, 4-up).
        turn: the edge over which the sheet is turned; None for the one with which the back stands upright.
        signature: sheets folded into each other in a booklet; None for all of them.
        blanks: where a booklet's blank pages stand.
        creep: millimetres by which the pages of a signature's innermost sheet move towards the fold.
        crop_marks: whether the trimmed edges and the fold are marked outside the pages.
        bleed: millimetres shown beyond the trimmed edges, measured on the sheet.

    """

    scheme: Scheme = Scheme.BOOKLET
    paper: Paper | None = None
    turn: Turn | None = None
    signature: int | None = None
    blanks: Blanks = Blanks.END
    creep: float = 0.0
    crop_marks: bool = False
    bleed: float = 0.0


class Sheet(Frozen):
    """Which pages stand on a sheet, each side from left to right and downward, before the back is turned.

    Attributes:
        front: pages from 0; None for a blank.
        back: the same for the other side; empty where nothing is printed there.
        depth: how many sheets of its signature lie around it, 0 for the outermost.
        nested: how many sheets its signature has.

    """

    front: tuple[int | None, ...]
    back: tuple[int | None, ...] = ()
    depth: int = 0
    nested: int = 1


class Sheets(Frozen):
    """An imposed PDF, and what the person at the printer has to know.

    Attributes:
        pdf: the bytes.
        sheets: what stands on them.
        width: of a sheet, in millimetres.
        height: of a sheet, in millimetres.
        scale: of the pages, 1.0 for their own size.
        turn: the edge over which the sheets are turned.
        columns: of places on a side.
        rows: of places on a side.
        turned: whether the backs stand on their heads in the file.

    """

    pdf: bytes
    sheets: tuple[Sheet, ...]
    width: float
    height: float
    scale: float
    turn: Turn
    columns: int = 2
    rows: int = 1
    turned: bool = False

    @property
    def blanks(self) -> int:
        """Count the blank pages."""
        return sum(page is None for sheet in self.sheets for page in (*sheet.front, *sheet.back))
