"""What is known of a finished PDF: how its pages were set, and what reading them found."""

from __future__ import annotations

from roa_dossier.frozen import Frozen, field
from roa_dossier.model.lines import LineCount, LineRules


class LateNote(Frozen):
    """A note that stands on the page after its call; pages as printed."""

    chapter: str
    number: str
    call_page: str
    note_page: str


class Text(Frozen):
    """What of a printed page is the document's own text.

    Attributes:
        own: its characters in the order in which they are drawn, notes among them.
        flow: those of the text without notes, in reading order, as they are compared.

    """

    own: str
    flow: str


class Report(Frozen):
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


class Reading(Frozen):
    """What was read of a page, that need not be read again where the page stays as it is; boxes in points.

    Attributes:
        chars: its characters in the order in which they are drawn, with the line ends that PDFium adds.
        rotation: degrees by which it is turned clockwise when it is shown.
        bounds: left, bottom, right and top of all its text; none where it has none, or nobody asked.
        pictures: the boxes of its bitmaps; None where nobody asked.
        stretches: how many characters belong to one object, with the number of its marked content (None for
            those that are only inferred), in order; None where nobody asked.
        boxes: those of the characters that were asked for, by their indexes.

    """

    chars: str
    rotation: int = 0
    bounds: tuple[float, ...] | None = None
    pictures: tuple[tuple[float, ...], ...] | None = None
    stretches: tuple[tuple[int | None, int], ...] | None = None
    boxes: dict[int, tuple[float, ...] | None] = field(default_factory=dict)


class Alone(Frozen):
    """What reading a chapter's pages found that were bound alone.

    Attributes:
        report: its audit; pages are named by `audit.folio`.
        links: the anchors that its links lead to.
        texts: the own text of each page, where that was wanted.
        readings: what was read of each page.

    """

    report: Report
    links: tuple[str, ...] = ()
    texts: tuple[Text, ...] = ()
    readings: tuple[Reading, ...] = ()


class Setting(Frozen):
    """How the pages of one PDF were set.

    Attributes:
        rules: how its edition wants its lines.
        lines: what came of it.
        again: ids of the manuscripts that were laid out again because something in them was lost, each once.
        whole: why the book was laid out as one document; "" where it was bound from chapters.
        laid: ids of the chapters that were laid out now, and not known from before, each with the seconds it
            took; one may be there more than once.

    """

    rules: LineRules = field(default_factory=LineRules)
    lines: LineCount = field(default_factory=LineCount)
    again: tuple[str, ...] = ()
    whole: str = ""
    laid: tuple[tuple[str, float], ...] = ()
