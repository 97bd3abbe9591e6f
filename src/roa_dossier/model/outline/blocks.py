"""The blocks of a chapter as written."""

from __future__ import annotations

from roa_dossier.diagnostics import Span
from roa_dossier.frozen import Frozen, Placed
from roa_dossier.model.outline.departures import Departure
from roa_dossier.model.outline.figures import BattleChartBlock, StrengthsBlock, TimelineBlock
from roa_dossier.model.outline.quoting import QuoteBlock
from roa_dossier.model.outline.running import Inline, Prose
from roa_dossier.model.outline.teaching import DocumentBlock, TasksBlock
from roa_dossier.model.outline.words import NOWHERE, Selector, Words


class TextBlock(Frozen):
    """`text:` running text."""

    prose: tuple[Prose, ...]


class HeadingBlock(Frozen):
    """`heading:` a head inside a chapter."""

    words: Words


WIDE = ("fit", "turn", "split")
"""What an author may ask for a wide table: smaller type, a turned page of its own, parts; "" asks nothing."""


class FactsBlock(Frozen):
    """`facts:` a fact sheet; ids of `facts.yaml`, contested ones with all their readings."""

    facts: tuple[Words, ...]


class Group(Frozen):
    """A grouping of ours in a table: from the row whose first cell is `first` on. Printed as editorial."""

    title: Words
    first: Words


class RanksBlock(Frozen):
    """`ranks:` the rank table of a source.

    Attributes:
        source: an id of `sources.yaml`.
        columns: heads of ours for the three columns: rank in its script, romanised, equivalent.
        groups: groupings of ours.
        rows: the rows written out, each cell as the source has it; empty to let the tool split the lines.
        languages: BCP 47 tags of the first and third column's words.
        wide: what to do where it is too wide for the page, one of `WIDE`.

    """

    source: Words
    columns: tuple[Words, ...] = ()
    groups: tuple[Group, ...] = ()
    rows: tuple[tuple[Words, ...], ...] = ()
    wide: str = ""


class UnitRow(Frozen):
    """One row of an order of battle.

    Attributes:
        cells: the cells, which in order use up whole lines of the source; an empty cell is left blank.
        name: an id of `names.yaml` instead of cells: the tool takes the lines in which the name stands.

    """

    cells: tuple[Words, ...] = ()
    name: Words | None = None


class OrderOfBattleBlock(Frozen):
    """`order-of-battle:` units of a source as a table; `columns` are heads of ours, `wide` of `WIDE`."""

    source: Words
    units: tuple[UnitRow, ...]
    columns: tuple[Words, ...] = ()
    wide: str = ""


class TableBlock(Frozen):
    """`table:` a table of our own making; every cell is running text and may cite; `wide` of `WIDE`."""

    columns: tuple[Words, ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    wide: str = ""


class ContestedBlock(Frozen):
    """`contested:` the readings of a contested fact side by side, with a remark of ours."""

    fact: Words
    remark: tuple[Prose, ...] = ()


class FigureBlock(Frozen):
    """`figure:` a picture from the project; its block's title is its caption."""

    file: Words
    alt: Words
    credit: Words | None = None


class RegisterEntry(Frozen):
    """One person, unit or place: a name, what sources say, what we say."""

    name: Words
    quotes: tuple[Selector, ...] = ()
    text: tuple[Prose, ...] = ()


class RegisterBlock(Frozen):
    """`register:` people, units or places, each with its passages."""

    entries: tuple[RegisterEntry, ...]


class BibliographyBlock(Frozen):
    """`bibliography: all | chapter`: where the bibliography stands; by default after the last chapter."""

    scope: str = "all"


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
    | DocumentBlock
    | TasksBlock
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
    DocumentBlock: "document",
    TasksBlock: "tasks",
}
"""The key by which each kind of block is written, and named by editions."""


class Block(Placed):
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
    span: Span = NOWHERE

    @property
    def kind(self) -> str:
        """The key by which its kind is written."""
        return KINDS[type(self.content)]


class ChapterOutline(Frozen):
    """One chapter file.

    Attributes:
        path: its file.
        language: that of an untranslated one; "" for one in the outline's language.
        departs: the warnings of a pack of documents that it accepts.

    """

    path: str
    title: Words
    id: Words
    blocks: tuple[Block, ...]
    language: str = ""
    departs: tuple[Departure, ...] = ()
