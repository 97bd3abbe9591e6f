"""From HTML to the finished PDF: what passes between render, layout, bind and audit."""

from __future__ import annotations

from roa_dossier.diagnostics import Span
from roa_dossier.frozen import Frozen, Placed, field
from roa_dossier.model.chapter import letter
from roa_dossier.model.lines import LineCount, LineRules
from roa_dossier.model.numbered import Numbered
from roa_dossier.model.outline import NOWHERE
from roa_dossier.model.withheld import Withheld


class ExpectedNote(Placed):
    """A note that must stand in the PDF.

    Attributes:
        number: its number in its series.
        anchor: the id of its body.
        call_anchor: the id of its call.
        text: its words as printed, without its number, white space folded; a page number, which only the
            layout knows, stands as U+FFFC.
        span: its place in the outline.
        lettered: whether its series is that of the letters.

    """

    number: int
    anchor: str
    call_anchor: str
    text: str
    span: Span = NOWHERE
    lettered: bool = False

    @property
    def sign(self) -> str:
        """The number as printed: `7`, or `g`."""
        return letter(self.number) if self.lettered else str(self.number)


class ExpectedPicture(Frozen):
    """A picture that must stand in the PDF.

    Attributes:
        digest: names it on the way to the layout.
        words: what it shows, for those who do not see it; white space folded.
        vector: whether it is made of lines, and so drawn without a name.

    """

    digest: str
    words: str
    vector: bool = False


class Mention(Frozen):
    """A place in a manuscript that an index, a table of sources or an appendix may name by its page.

    Attributes:
        anchor: the id at its first character.
        kind: "name" (a printed mention of a name), "cite" (a citation of a source or a work) or "passage"
            (printed words of a source, or a value or cell taken from them; a long one has a second mention
            where it ends).
        key: the id in `names.yaml`, or the key of the source or work.
        text: the words as printed there: a name, or the first or the last words of a passage; "" for a
            citation.
        ranges: for a passage, its ranges in the source's text.
        printed: those ranges of it that are printed: all of them, or for a value taken from a passage the
            value's own words, as far as they stand there letter for letter.
        role: where it stands: "note" (in a note), "contested" (in a contested point), "excerpt" (a passage
            set as a block), "entry" (at the head of an entry on a person); "" elsewhere.

    """

    anchor: str
    kind: str
    key: str
    text: str = ""
    ranges: tuple[tuple[int, int], ...] = ()
    role: str = ""
    printed: tuple[tuple[int, int], ...] = ()


class Claim(Frozen):
    """What an entry of a list of pages asserts of the pages before it.

    Attributes:
        anchor: the id of the entry.
        text: the entry as printed, white space folded, its page numbers among it.
        pages: the pages it names, from 0, ranges written out.
        forms: words of which each of these pages holds one; empty where nothing can be sought there.

    """

    anchor: str
    text: str
    pages: tuple[int, ...]
    forms: tuple[str, ...] = ()


class Place(Frozen):
    """Where an anchor fell: the page from 0, and its number as printed."""

    page: int
    label: str


class Manuscript(Placed):
    """One chapter, or a part of the front or back matter, as HTML.

    Attributes:
        id: its anchor.
        title: its head, for bookmarks and messages.
        html: one `<section>` element, well formed; no neighbour is looked at.
        notes: the notes it must print.
        images: the pictures it must print, each as often as it does.
        span: its place in the outline.
        mentions: what lists of pages may name in it, in order.
        claims: what its own lists of pages assert.

    """

    id: str
    title: str
    html: str
    notes: tuple[ExpectedNote, ...] = ()
    images: tuple[ExpectedPicture, ...] = ()
    span: Span = NOWHERE
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()


class Typesetting(Frozen):
    """All that a layout depends on besides the manuscripts.

    Attributes:
        title: the document's title (metadata).
        language: BCP 47.
        authors: the editors (metadata).
        date: ISO date of the edition; "" for none. Also the PDF's dates: no clock is read.
        css: the style sheets' text, in the order they apply.
        images: the bytes of every image, by digest, with the media type.
        draft: whether every page is watermarked.
        remedies: for manuscripts that lost a note, how far to go to keep it, by id: 1 lets rows and
            quotations break over pages, 2 lets heads and single lines stand apart too, 3 sets the notes at
            the section's end.
        lines: how lines are broken.

    """

    title: str
    language: str
    css: tuple[tuple[str, str], ...]
    authors: tuple[str, ...] = ()
    date: str = ""
    images: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    draft: bool = False
    remedies: dict[str, int] = field(default_factory=dict)
    lines: LineRules = field(default_factory=LineRules)


class Attachment(Frozen):
    """A file inside the PDF."""

    name: str
    data: bytes
    description: str
    media_type: str = "text/plain"


class Early(Frozen):
    """A chapter that was edited, to be looked at before the book is bound.

    Attributes:
        chapter: the id of its first manuscript.
        pdf: its pages; numbers that only binding knows are those of the last book.

    """

    chapter: str
    pdf: bytes


class Pages(Frozen):
    """A laid-out run of manuscripts: a PDF, and what the engine said while making it.

    Attributes:
        pdf: the bytes.
        first_pages: the page (from 0) on which each manuscript begins, by id.
        messages: the engine's warnings, as (level, text).
        lines: how many paragraphs had their breaks chosen together, and why others had not.
        numbers: where numbers of pages stand.

    """

    pdf: bytes
    first_pages: dict[str, int] = field(default_factory=dict)
    messages: tuple[tuple[str, str], ...] = ()
    lines: LineCount = field(default_factory=LineCount)
    numbers: tuple[Numbered, ...] = ()


class Book(Frozen):
    """The finished PDF and what must be in it.

    Attributes:
        pdf: the bytes.
        manuscripts: what it was made from.
        first_pages: the page (from 0) on which each manuscript begins, by id.
        end_notes: ids of the manuscripts whose notes stand at their end, not beneath their calls.
        withheld: what must not be in it; None for nothing.
        alone: whether these are pages of a book that are bound alone, without what is of the whole book.
        numbers: where numbers of pages stand; of a book that was bound from chapters nothing is said here.

    """

    pdf: bytes
    manuscripts: tuple[Manuscript, ...]
    first_pages: dict[str, int] = field(default_factory=dict)
    end_notes: tuple[str, ...] = ()
    withheld: Withheld | None = None
    alone: bool = False
    numbers: tuple[Numbered, ...] = ()
