"""What a person wrote: the dossier's outline, every word with its place.

Places take no part in equality or in a cache key, so moving a paragraph down changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from roa_dossier.diagnostics import Span
from roa_dossier.text import Text

NOWHERE = Span("")

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

UNIT_SIZES = (
    "section",
    "platoon",
    "company",
    "battalion",
    "regiment",
    "brigade",
    "division",
    "corps",
    "army",
    "army-group",
)
"""Sizes of units that have a mark above their symbol, from the smallest."""

UNIT_KINDS = (
    "infantry",
    "cavalry",
    "armour",
    "artillery",
    "anti-tank",
    "engineers",
    "signals",
    "reconnaissance",
    "air",
    "supply",
    "headquarters",
)
"""Kinds of units that have a sign within their symbol."""

PAPERS = ("A4", "A5", "Letter", "Legal")
NOTES = ("foot", "chapter")
"""Where notes may stand: at the foot of their page, or at the end of their chapter."""

IMPOSED = ("booklet", "2-up", "4-up")


@dataclass(frozen=True, slots=True)
class Words:
    """Characters as a person typed them, and where.

    Attributes:
        text: the characters; their origin is the decoded text of the file.
        path: the file, from the project's root.

    """

    text: Text
    path: str = field(default="", compare=False)

    def __str__(self) -> str:
        return self.text.chars

    def __bool__(self) -> bool:
        return bool(self.text.chars)

    @property
    def span(self) -> Span:
        """The whole range in the file."""
        return self.at(0, len(self.text))

    def at(self, start: int, stop: int) -> Span:
        """Give the range in the file of the characters `start`–`stop`."""
        return Span(self.path, *self.text.origin(start, stop))

    def slice(self, start: int, stop: int) -> Words:
        """Give the characters `start`–`stop` with their places."""
        return Words(self.text.slice(start, stop), self.path)


# ── selectors ───────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Selector:
    """W3C's TextQuoteSelector with the source it is said of.

    Attributes:
        source: an id of `sources.yaml`.
        exact: the words, brackets and omissions as typed.
        prefix: words right before them, where they stand more than once.
        suffix: words right after them.

    """

    source: Words
    exact: Words
    prefix: Words | None = None
    suffix: Words | None = None


# ── running text ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Run:
    """Plain words of ours."""

    words: Words


@dataclass(frozen=True, slots=True)
class Emphasis:
    """`*words*`; `strong` for `**words**`."""

    inlines: tuple[Inline, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """`[words](https://…)`; only http, https and mailto."""

    target: str
    inlines: tuple[Inline, ...]
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Quoted:
    """`"words"`: a quotation, checked like any other; `words` are those between the marks."""

    words: Words
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class CiteItem:
    """One item of a citation: `@key`, `@key: words` or `@key, p. 28`.

    Attributes:
        key: an id of `sources.yaml` or `works.yaml`.
        exact: the words of the source that are cited, without printing them.
        locator: a typed locator, for a work without a snapshot; as typed ("p. 28", "Bl. 91").

    """

    key: Words
    exact: Words | None = None
    locator: Words | None = None


@dataclass(frozen=True, slots=True)
class Cite:
    """`[@key …; @key …]`."""

    items: tuple[CiteItem, ...]
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class OwnNote:
    """`^[…]`: a note of our own, citations allowed inside."""

    inlines: tuple[Inline, ...]
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class FactUse:
    """`{fact:id}` or `{fact:id/reading}`."""

    fact: Words
    reading: Words | None = None
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class NameUse:
    """`{name:id}`."""

    name: Words
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class RefUse:
    """`{ref:id}`."""

    target: Words
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Foreign:
    """`[Wort]{lang=de}`: a run in another language (BCP 47 tag)."""

    language: str
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """`[word]{gap}`: left blank in a student's copy."""

    words: Words


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A hard line break (two spaces or a backslash at a line's end)."""


Inline = (
    Run | Emphasis | Link | Quoted | Cite | OwnNote | FactUse | NameUse | RefUse | Foreign | Gap | LineBreak
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of running text."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list in running text; each item is paragraphs and lists."""

    items: tuple[tuple[Prose, ...], ...]
    ordered: bool = False
    start: int = 1


Prose = Paragraph | ItemList


# ── blocks ──────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class TextBlock:
    """`text:` running text."""

    prose: tuple[Prose, ...]


@dataclass(frozen=True, slots=True)
class HeadingBlock:
    """`heading:` a head inside a chapter."""

    words: Words


@dataclass(frozen=True, slots=True)
class QuoteBlock:
    """`quote:` an excerpt set as a block.

    Attributes:
        selector: what is quoted.
        sic: words of it to be followed by [sic].
        emphasis: words of it set in italics by us; the note says "emphasis added".
        translation: our translation, printed beneath; the note says "our translation".
        language: the excerpt's language (BCP 47), where it is not the source's.

    """

    selector: Selector
    sic: tuple[Words, ...] = ()
    emphasis: tuple[Words, ...] = ()
    translation: Words | None = None
    language: Words | None = None


@dataclass(frozen=True, slots=True)
class FactsBlock:
    """`facts:` a fact sheet; ids of `facts.yaml`, contested ones with all their readings."""

    facts: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A grouping of ours in a table: from the row whose first cell is `first` on. Printed as editorial."""

    title: Words
    first: Words


@dataclass(frozen=True, slots=True)
class RanksBlock:
    """`ranks:` the rank table of a source.

    Attributes:
        source: an id of `sources.yaml`.
        columns: heads of ours for the three columns: rank in its script, romanised, equivalent.
        groups: groupings of ours.
        rows: the rows written out, each cell as the source has it; empty to let the tool split the lines.
        languages: BCP 47 tags of the first and third column's words.

    """

    source: Words
    columns: tuple[Words, ...] = ()
    groups: tuple[Group, ...] = ()
    rows: tuple[tuple[Words, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One row of an order of battle.

    Attributes:
        cells: the cells, which in order use up whole lines of the source; an empty cell is left blank.
        name: an id of `names.yaml` instead of cells: the tool takes the lines in which the name stands.

    """

    cells: tuple[Words, ...] = ()
    name: Words | None = None


@dataclass(frozen=True, slots=True)
class OrderOfBattleBlock:
    """`order-of-battle:` units of a source as a table; `columns` are heads of ours."""

    source: Words
    units: tuple[UnitRow, ...]
    columns: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class TableBlock:
    """`table:` a table of our own making; every cell is running text and may cite."""

    columns: tuple[Words, ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class ContestedBlock:
    """`contested:` the readings of a contested fact side by side, with a remark of ours."""

    fact: Words
    remark: tuple[Prose, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """`figure:` a picture from the project; its block's title is its caption."""

    file: Words
    alt: Words
    credit: Words | None = None


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One person, unit or place: a name, what sources say, what we say."""

    name: Words
    quotes: tuple[Selector, ...] = ()
    text: tuple[Prose, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterBlock:
    """`register:` people, units or places, each with its passages."""

    entries: tuple[RegisterEntry, ...]


@dataclass(frozen=True, slots=True)
class BibliographyBlock:
    """`bibliography: all | chapter`: where the bibliography stands; by default after the last chapter."""

    scope: str = "all"


@dataclass(frozen=True, slots=True)
class ChartFact:
    """What a figure draws: a fact with all its readings, or one of them, with a label of ours.

    Attributes:
        fact: `fact` or `fact/reading`.
        label: what stands at it; None for the fact's subject and property.

    """

    fact: Words
    label: Words | None = None


@dataclass(frozen=True, slots=True)
class TimelineBlock:
    """`timeline:` dated facts in order of time, chosen by id, or by subject and property.

    Attributes:
        facts: those drawn; empty when they are chosen.
        subject: an id of `names.yaml`: every dated fact about it.
        property: every dated fact that states it.
        table: whether a table of the same dates is printed, too.

    """

    facts: tuple[ChartFact, ...] = ()
    subject: Words | None = None
    property: Words | None = None
    table: bool = False


@dataclass(frozen=True, slots=True)
class StrengthsBlock:
    """`strengths:` the numbers of facts as bars; `table` prints them as a table, too."""

    facts: tuple[ChartFact, ...]
    table: bool = False


@dataclass(frozen=True, slots=True)
class ChartUnit:
    """One unit of an order-of-battle chart.

    Attributes:
        unit: an id of `names.yaml`.
        of: the unit it belongs to, an id of `names.yaml`; that this is so is ours.
        of_fact: the fact that states what it belongs to, `fact` or `fact/reading`.
        size: one of `UNIT_SIZES`; "" for none.
        kind: one of `UNIT_KINDS`; "" for none.
        commander: the fact that names who commanded it.
        strength: the fact that gives its strength.

    """

    unit: Words
    of: Words | None = None
    of_fact: Words | None = None
    size: str = ""
    kind: str = ""
    commander: Words | None = None
    strength: Words | None = None


@dataclass(frozen=True, slots=True)
class BattleChartBlock:
    """`order-of-battle-chart:` units as a tree; `editorial` says why places that no fact states are ours."""

    units: tuple[ChartUnit, ...]
    editorial: Words | None = None
    table: bool = False


BlockContent = (
    TextBlock
    | HeadingBlock
    | QuoteBlock
    | FactsBlock
    | RanksBlock
    | TableBlock
    | OrderOfBattleBlock
    | ContestedBlock
    | FigureBlock
    | RegisterBlock
    | BibliographyBlock
    | TimelineBlock
    | StrengthsBlock
    | BattleChartBlock
)


KINDS: dict[type[BlockContent], str] = {
    TextBlock: "text",
    HeadingBlock: "heading",
    QuoteBlock: "quote",
    FactsBlock: "facts",
    RanksBlock: "ranks",
    TableBlock: "table",
    OrderOfBattleBlock: "order-of-battle",
    ContestedBlock: "contested",
    FigureBlock: "figure",
    RegisterBlock: "register",
    BibliographyBlock: "bibliography",
    TimelineBlock: "timeline",
    StrengthsBlock: "strengths",
    BattleChartBlock: "order-of-battle-chart",
}
"""The key by which each kind of block is written, and named by editions."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a chapter: one kind, with what stands beside it.

    Attributes:
        content: what it is.
        id: its name for cross-references.
        title: its caption or head, one line of plain words.
        show: the only editions that show it, with those derived from them; empty for all.
        hide: editions that hide it, with those derived from them.
        span: the block's kind in the file.

    """

    content: BlockContent
    id: Words | None = None
    title: Words | None = None
    show: tuple[Words, ...] = ()
    hide: tuple[Words, ...] = ()
    span: Span = field(default=NOWHERE, compare=False)

    @property
    def kind(self) -> str:
        """The key by which its kind is written."""
        return KINDS[type(self.content)]


@dataclass(frozen=True, slots=True)
class ChapterOutline:
    """One chapter file."""

    path: str
    title: Words
    id: Words
    blocks: tuple[Block, ...]


# ── the files beside the chapters ───────────────────────────────────────────────────────────────────

Json = None | bool | int | float | str | tuple["Json", ...] | dict[str, "Json"]


@dataclass(frozen=True, slots=True)
class CslItem:
    """A CSL-JSON item as written: plain data for the citation engine, with its key and place.

    Attributes:
        key: its id.
        data: CSL-JSON (fields by their CSL names; dates as `{"date-parts": [[y, m, d]]}`), without `id`.
        places: the place of each field, by its name.

    """

    key: Words
    data: dict[str, Json]
    places: dict[str, Span] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Licence:
    """What licence a source is believed to bear; `basis` is "stated" (by it) or "editorial" (inferred)."""

    id: Words
    basis: str

    @property
    def passes_on(self) -> bool:
        """Whether it lets the source be passed on and reprinted: public domain, or Creative Commons."""
        name = str(self.id).lower()
        return name == "public-domain" or name.startswith("cc")


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Passages of a source that the dossier does not use, and why."""

    exact: tuple[Words, ...]
    reason: Words


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One entry of `sources.yaml`.

    Attributes:
        key: its id.
        file: the snapshot.
        sha256: the digest everything was checked against; None is an error that names `add`.
        siglum: how notes and margins name it.
        reads_as: "plain" or "wiki-text".
        encoding: what an author knows better than the detector.
        standing: primary, secondary or tertiary.
        kind: reference, opinion, memoir, official, press, letter, report, …
        assessment: what we make of it.
        licence: what it bears.
        reference: its CSL item.
        passed_over: what is not used of it and why; None when the dossier does not account for it.

    """

    key: Words
    file: Words
    sha256: Words | None
    siglum: Words
    reads_as: Words
    standing: Words
    kind: Words
    reference: CslItem
    encoding: Words | None = None
    assessment: tuple[Prose, ...] = ()
    licence: Licence | None = None
    passed_over: tuple[PassedOver, ...] | None = None


@dataclass(frozen=True, slots=True)
class RecordRef:
    """Which record of which source a work is known through."""

    source: Words
    kind: str  # "reference" or "note"
    number: int
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class WorkEntry:
    """One entry of `works.yaml`: a work without a snapshot.

    Attributes:
        item: its CSL item.
        records: the records of our sources that name it; not empty means known at second hand.
        seen: whether the editor has had it in hand.
        remark: what is to be said of the reference ("a bare title").
        signature: the archival signature as the source has it; the program gives its normal form.
        standing: archival, primary, secondary or reference; "" when it is told from the CSL type.

    """

    item: CslItem
    records: tuple[RecordRef, ...] = ()
    seen: bool = False
    remark: Words | None = None
    signature: Words | None = None
    standing: str = ""


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a value of ours follows from values of facts; the program works it out and compares.

    Attributes:
        operation: "sum", "difference" (the first less all others) or "conversion" (one value by a factor).
        of: ids of facts, `fact` or `fact/reading`.
        factor: what a conversion multiplies by, as typed; None otherwise.
        span: its place in the file.

    """

    operation: str
    of: tuple[Words, ...]
    factor: Words | None = None
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """One value of a fact and what it rests on.

    Attributes:
        value: as typed.
        origin: the passage in which it stands; or
        editorial: why it is ours; or
        derived: how it follows from other facts. One of the three is given.
        id: its id among the readings; None where there is one only.
        scope: what the value holds for, where another value of the property holds for something else.

    """

    value: Words
    origin: Selector | None = None
    editorial: Words | None = None
    id: Words | None = None
    derived: Derivation | None = None
    scope: Words | None = None


@dataclass(frozen=True, slots=True)
class FactEntry:
    """One entry of `facts.yaml`; more than one reading means contested.

    Attributes:
        key: its id.
        subject: an id of `names.yaml`.
        property: what is stated of it.
        readings: one or more.
        when: the date or period it holds for, as typed.
        unit: the unit of its value ("men").
        kind: number, date, person, unit, place or text; "" when it is told from the value.
        scope: what it holds for, where another fact of the same property holds for something else: the two
            then differ without contradicting each other.

    """

    key: Words
    subject: Words
    property: Words
    readings: tuple[Reading, ...]
    when: Words | None = None
    unit: Words | None = None
    kind: str = ""
    scope: Words | None = None


@dataclass(frozen=True, slots=True)
class NameEntry:
    """One entry of `names.yaml`.

    Attributes:
        key: its id.
        name: the form we print.
        kind: person, unit, place, body, term or other.
        short: the form after the first mention in a chapter.
        original: the name in its own script.
        language: the original's language (BCP 47).
        origin: the passage in which the original stands; or `editorial`.
        editorial: that, and why, the original is ours.
        variants: other forms found in the sources.
        established: why the printed form is an established one, which no romanisation is held against.
        gloss: what the glossary says of it; empty for what does not stand there.

    """

    key: Words
    name: Words
    kind: str
    short: Words | None = None
    original: Words | None = None
    language: str = ""
    origin: Selector | None = None
    editorial: Words | None = None
    variants: tuple[Words, ...] = ()
    established: Words | None = None
    gloss: tuple[Prose, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """What one edition, not what it is derived from, says of what is shown.

    Attributes:
        edition: its key.
        show: kinds of block, and ids of blocks and chapters, that it shows though another hides them.
        hide: those that it hides.

    """

    edition: str
    show: tuple[Words, ...] = ()
    hide: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
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
        handouts: whether each chapter is made as a handout, too, when all editions are made.
        impose: how pages share a sheet in a second file, one of `IMPOSED`; "" for no such file.
        margin_marks: as of the dossier; None for the dossier's own.
        leave_out: as of the dossier; None for the dossier's own.
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
    handouts: bool = False
    impose: str = ""
    margin_marks: tuple[str, ...] | None = None
    leave_out: tuple[str, ...] | None = None
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Unread:
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


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole dossier as written.

    Attributes:
        name: the PDF's file name, without its ending.
        style: a CSL style by name, or a path in the project ending in `.csl`.
        date: the edition's date; None prints none.
        files: the decoded text of every YAML file read, by path (for messages, and for attachments).
        refused: what could not be read, and is left out here.
        romanisation: the declared scheme, one of `ROMANISATIONS`; None holds no name against any.
        margin_marks: what is marked in the margin: "uncited", "single-source".
        leave_out: parts of the back matter that are not wanted, of `BACK_MATTER`.

    """

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
    files: dict[str, str] = field(default_factory=dict, compare=False, repr=False)
    refused: Unread = Unread()
    romanisation: Words | None = None
    margin_marks: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
