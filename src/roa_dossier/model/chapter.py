"""A chapter with every quoted word found and every fact given its passage."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from roa_dossier.diagnostics import Span
from roa_dossier.model.outline import NOWHERE
from roa_dossier.model.source import Mark, PartKind

# ── evidence ────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Locator:
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
    """Give the letter of a lettered note, `a` for 1; a question mark for None."""
    return "?" if number is None else chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


@dataclass(frozen=True, slots=True)
class Passage:
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


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Words of the source, as typed and found; `sic`, `emphasised`: said of them by the author."""

    text: str
    emphasised: bool = False


@dataclass(frozen=True, slots=True)
class Omission:
    """`[…]`; `after_sentence` when a sentence's end is swallowed: printed `. […]`."""

    text: str = "[…]"


@dataclass(frozen=True, slots=True)
class Insertion:
    """`[word]` or the `[T]` of `[T]he`: ours, printed in its brackets (`text` holds them)."""

    text: str


@dataclass(frozen=True, slots=True)
class Uncited:
    """The source's own "citation needed" mark, printed in its place."""

    text: str = "[citation needed]"


QuotedPiece = Verbatim | Omission | Insertion | Uncited


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a source, checked; `pieces` in order make the printed text (without outer marks)."""

    pieces: tuple[QuotedPiece, ...]
    passage: Passage
    language: str = ""


# ── citations and notes ─────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class SourceCite:
    """A passage of a source cited.

    Attributes:
        passage: where it stands.
        quoted: whether the words printed are those of another work that the source quotes: that work is
            then "quoted in" the source. Words that are the source's own only rest on the works its marks
            name: these are "cited in" it.

    """

    passage: Passage
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class WorkCite:
    """A work without a snapshot cited, with the locator as typed ("p. 28"; "" for none)."""

    key: str
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """Cites at one place, in order; inline in a note of ours, or the body of a note.

    Attributes:
        id: unique within its chapter; counts from 0 in document order.
        cites: what is cited.
        bracketed: whether it stands in brackets within the words of a note of ours. A style that cites in
            the text brings its own.

    """

    id: int
    cites: tuple[SourceCite | WorkCite, ...]
    bracketed: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """The place of a note in the text and its body.

    Attributes:
        id: unique within its chapter; counts from 0 in document order.
        body: inlines; a note that only cites is one `Citation`.
        remarks: what the tool adds ("emphasis added", "our translation").
        span: its place in the outline.

    """

    id: int
    body: tuple[Inline, ...]
    remarks: tuple[str, ...] = ()
    span: Span = field(default=NOWHERE, compare=False)


# ── inlines ─────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Plain:
    """Words of ours."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasised:
    """Words set in italics, or in bold when `strong`."""

    inlines: tuple[Inline, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Linked:
    """Words that link out of the dossier."""

    target: str
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class RunIn:
    """A quotation inside a sentence; printed in the language's marks."""

    quotation: Quotation


@dataclass(frozen=True, slots=True)
class FactValue:
    """A fact's value inside a sentence.

    Attributes:
        fact: the fact's id.
        text: its value.
        unit: its unit; "" for none.
        attribution: the siglum of an opinion source that alone states it: printed "according to **B**".
        uncited: whether its passage is marked "citation needed" in its source.
        single_source: whether one source alone states it.
        passage: where it stands; None for a value of ours.

    """

    fact: str
    text: str
    unit: str = ""
    attribution: str = ""
    uncited: bool = False
    single_source: bool = False
    passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class NameForm:
    """A name; `original` with its language only at the first mention in a chapter.

    `editorial` when the original is ours and not a source's.
    """

    name: str
    text: str
    original: str = ""
    language: str = ""
    editorial: bool = False


@dataclass(frozen=True, slots=True)
class CrossRef:
    """A cross-reference to an id of the dossier, and its place in the outline."""

    target: str
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class ForeignRun:
    """Words in another language (BCP 47)."""

    language: str
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class GapRun:
    """Words left blank in a student's copy.

    Attributes:
        text: the words; "" where they are left blank.
        blank: the width of the blank, 1 (narrow) to 4; 0 where the words are printed.

    """

    text: str
    blank: int = 0


@dataclass(frozen=True, slots=True)
class Break:
    """A hard line break."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """What could not be resolved: printed in its place by a draft, never otherwise."""

    text: str
    code: str


Inline = (
    Plain
    | Emphasised
    | Linked
    | RunIn
    | FactValue
    | NameForm
    | CrossRef
    | ForeignRun
    | GapRun
    | Break
    | Call
    | Citation
    | Mistake
)


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[tuple[Flow, ...], ...]
    ordered: bool = False
    start: int = 1


Flow = Para | Items


# ── blocks ──────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class TextFlow:
    """Running text."""

    flow: tuple[Flow, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A head inside a chapter."""

    text: str


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A quotation set as a block, with its note and, where given, our translation."""

    quotation: Quotation | Mistake
    call: Call | None
    translation: str = ""


@dataclass(frozen=True, slots=True)
class StatedValue:
    """One reading of a fact.

    Attributes:
        id: the reading's id; "" where the fact has one only.
        value: the value as printed.
        quotation: the words it rests on; None when editorial.
        editorial: why it is ours; "" otherwise.
        call: its note.
        derived: how it follows from other values, in the dossier's words ("20,000 + 11,856"); "" otherwise.
        scope: what it holds for, where that is declared; "" otherwise.

    """

    id: str
    value: str
    quotation: Quotation | Mistake | None
    editorial: str = ""
    call: Call | None = None
    derived: str = ""
    scope: str = ""


@dataclass(frozen=True, slots=True)
class StatedFact:
    """A fact with its readings; more than one means contested."""

    key: str
    subject: str
    property: str
    readings: tuple[StatedValue, ...]
    when: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class FactSheet:
    """Facts as a table."""

    facts: tuple[StatedFact, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with the passage it was cut from; None for a cell of ours or an empty one."""

    text: str
    passage: Passage | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells; `group` is the editorial head it opens, "" otherwise."""

    cells: tuple[Cell, ...]
    group: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceTable:
    """A rank table or an order of battle: cells that use up the lines of a source.

    Attributes:
        kind: "ranks" or "order-of-battle".
        source: the source's key.
        columns: the heads; `editorial_columns` when they are ours and not the source's.
        rows: the rows.
        call: the note that cites the lines.
        uncited: whether the source itself marks the table "citation needed".
        grouped: whether any grouping is ours.
        icons: the distinct makers' prefixes of the icon names that were left out, for the source line.

    """

    kind: str
    source: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    call: Call | None
    uncited: bool = False
    grouped: bool = False
    editorial_columns: bool = False
    icons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnTable:
    """A table of our own making."""

    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Contested:
    """Readings side by side, neither preferred, with a remark of ours."""

    fact: StatedFact
    remark: tuple[Flow, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture from the project.

    Attributes:
        path: its file, from the project's root.
        digest: SHA-256 of its bytes, in hexadecimal; names it on the way to the layout.
        media_type: image/png, image/jpeg or image/svg+xml.
        width: pixels (user units for SVG).
        height: pixels (user units for SVG).

    """

    path: str
    digest: str
    media_type: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class FigureBox:
    """A figure."""

    picture: Picture | Mistake
    alt: str
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """One entry of a register."""

    name: NameForm
    excerpts: tuple[Excerpt, ...]
    flow: tuple[Flow, ...] = ()


@dataclass(frozen=True, slots=True)
class Register:
    """People, units or places in the order given."""

    entries: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class BibliographyPlace:
    """Where the bibliography stands; scope `all` or `chapter`."""

    scope: str = "all"


# ── figures made from facts ─────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Drawn:
    """One reading of a fact as a figure draws it.

    Attributes:
        fact: the fact's id.
        label: what stands at it.
        said: the reading; its call stands after its locator.
        text: the value or date that is drawn, as typed.
        unit: the unit of the value; "" for none, and for a date.
        approximate: whether its edges are not sharp.
        contested: whether other readings, or other facts, say otherwise.
        uncited: whether its passage is marked "citation needed" in its source.
        passages: all that it rests on.

    """

    fact: str
    label: str
    said: StatedValue
    text: str
    unit: str = ""
    approximate: bool = False
    contested: bool = False
    uncited: bool = False
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """A dated fact; the days are those of `values.Dates`."""

    drawn: Drawn
    first: date | None
    last: date | None
    span: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """Dated facts in order of time."""

    events: tuple[Event, ...]
    table: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A number or a range; None for an end that is open."""

    drawn: Drawn
    low: Fraction | None
    high: Fraction | None


@dataclass(frozen=True, slots=True)
class Strengths:
    """Numbers as bars, in the order given."""

    bars: tuple[Bar, ...]
    table: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of a tree.

    Attributes:
        name: its id in `names.yaml`.
        text: its printed form.
        of: the id of the unit above it; "" for the first.
        size: one of `UNIT_SIZES`; "" for none.
        kind: one of `UNIT_KINDS`; "" for none.
        place: the fact that puts it there; None for the first, and where that is ours.
        commanders: who commanded it, by every reading.
        strengths: its strength, by every reading.

    """

    name: str
    text: str
    of: str = ""
    size: str = ""
    kind: str = ""
    place: Drawn | None = None
    commanders: tuple[Drawn, ...] = ()
    strengths: tuple[Drawn, ...] = ()


@dataclass(frozen=True, slots=True)
class BattleTree:
    """Units as a tree, each after the one it belongs to; `editorial` says why a place in it is ours."""

    units: tuple[Unit, ...]
    editorial: str = ""
    table: bool = False


Content = (
    TextFlow
    | Heading
    | Excerpt
    | FactSheet
    | EvidenceTable
    | OwnTable
    | Contested
    | FigureBox
    | Register
    | BibliographyPlace
    | Timeline
    | Strengths
    | BattleTree
)


@dataclass(frozen=True, slots=True)
class ChapterBlock:
    """A block.

    Attributes:
        content: what it is.
        anchor: unique in the dossier; the author's id, or `<chapter id>-b<ordinal>`.
        named: whether the anchor is the author's id.
        title: its caption; "" for none.
        span: its place in the outline.
        kind: the key by which its kind is written.
        show: the only editions that show it; empty for all.
        hide: editions that hide it.

    """

    content: Content
    anchor: str
    named: bool = False
    title: str = ""
    span: Span = field(default=NOWHERE, compare=False)
    kind: str = ""
    show: tuple[str, ...] = ()
    hide: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter, resolved.

    Attributes:
        id: its anchor.
        number: its place in the dossier, from 1, given before anything is hidden.
        title: its head.
        path: its file.
        blocks: its blocks.

    """

    id: str
    number: int
    title: str
    path: str
    blocks: tuple[ChapterBlock, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """One paragraph or line of a source and what became of it.

    Attributes:
        source: the source's key.
        locator: its place.
        start: its range in the source's text.
        stop: its range in the source's text.
        use: "quoted", "fact", "cell", "cited", or "" when nothing uses it.
        reason: why it is passed over; "" when used.

    """

    source: str
    locator: Locator
    start: int
    stop: int
    use: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Dispute:
    """One entry of the ledger of disagreements: values of one property that do not say the same.

    Attributes:
        facts: the ids of the facts concerned: one with several readings, or several that disagree.
        subject: the printed form of what it is about.
        property: what is stated of it.
        readings: every value with what it rests on; without calls. Of several facts, each reading's id is
            `fact` or `fact/reading`.
        scope_only: whether it is declared that the values hold for different things.
        within: whether one source alone gives them all.
        when: the date or period, as typed; "" for none.
        unit: the unit of the values; "" for none.

    """

    facts: tuple[str, ...]
    subject: str
    property: str
    readings: tuple[StatedValue, ...]
    scope_only: bool = False
    within: bool = False
    when: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Criticism:
    """What can be counted of the use of a source.

    Attributes:
        source: its key.
        passages: how many passages of it are printed or carry a fact, each place once.
        uncited: how many of these the source itself marks "citation needed".
        carried: how many of these rest on references or notes of the source.
        words: how many of its words are printed.
        total: how many words of it may be quoted.

    """

    source: str
    passages: int = 0
    uncited: int = 0
    carried: int = 0
    words: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Resolved:
    """All chapters, and what became of every paragraph of every source that is accounted for.

    Attributes:
        chapters: in order.
        accounts: one per quotable block of each source whose entry has `passed-over`.
        assessments: for each source key, its assessment as prose.
        quotations: how many quotations were found.
        facts: how many facts with passages are used.
        ledger: every disagreement, declared or found, in the order of `facts.yaml`.
        glosses: for each name that has one, by id, what the glossary says of it; sorted by the printed form.
        criticism: for each source, what can be counted of its use.

    """

    chapters: tuple[Chapter, ...]
    accounts: tuple[Account, ...] = ()
    assessments: tuple[tuple[str, tuple[Flow, ...]], ...] = ()
    quotations: int = 0
    facts: int = 0
    ledger: tuple[Dispute, ...] = ()
    glosses: tuple[tuple[str, tuple[Flow, ...]], ...] = ()
    criticism: tuple[Criticism, ...] = ()
