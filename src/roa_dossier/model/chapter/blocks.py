"""The blocks of a chapter, resolved."""

from __future__ import annotations

from roa_dossier.diagnostics import Span
from roa_dossier.frozen import Frozen, Placed
from roa_dossier.model.chapter.evidence import Passage
from roa_dossier.model.chapter.excerpts import Excerpt
from roa_dossier.model.chapter.figures import BattleTree, Strengths, Timeline
from roa_dossier.model.chapter.running import Call, Flow, Inline, Mistake, NameForm
from roa_dossier.model.chapter.stated import StatedFact
from roa_dossier.model.chapter.teaching import Document, Tasks
from roa_dossier.model.outline import NOWHERE


class TextFlow(Frozen):
    """Running text."""

    flow: tuple[Flow, ...]


class Heading(Frozen):
    """A head inside a chapter."""

    text: str


class FactSheet(Frozen):
    """Facts as a table."""

    facts: tuple[StatedFact, ...]


class Cell(Frozen):
    """A cell with the passage it was cut from; None for a cell of ours or an empty one."""

    text: str
    passage: Passage | None = None
    language: str = ""


class Row(Frozen):
    """A row of cells; `group` is the editorial head it opens, "" otherwise."""

    cells: tuple[Cell, ...]
    group: str = ""
    icon: str = ""


class EvidenceTable(Frozen):
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
        wide: what is asked for where it is too wide for the page: `fit`, `turn`, `split`; "" for nothing.

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
    wide: str = ""


class OwnTable(Frozen):
    """A table of our own making; `wide` as in a table of a source's lines."""

    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    wide: str = ""


class Contested(Frozen):
    """Readings side by side, neither preferred, with a remark of ours."""

    fact: StatedFact
    remark: tuple[Flow, ...] = ()


class Picture(Frozen):
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


class FigureBox(Frozen):
    """A figure."""

    picture: Picture | Mistake
    alt: str
    credit: str = ""


class Person(Frozen):
    """One entry of a register."""

    name: NameForm
    excerpts: tuple[Excerpt, ...]
    flow: tuple[Flow, ...] = ()


class Register(Frozen):
    """People, units or places in the order given."""

    entries: tuple[Person, ...]


class BibliographyPlace(Frozen):
    """Where the bibliography stands; scope `all` or `chapter`."""

    scope: str = "all"


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
    | Document
    | Tasks
)


class ChapterBlock(Placed):
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
    span: Span = NOWHERE
    kind: str = ""
    show: tuple[str, ...] = ()
    hide: tuple[str, ...] = ()

    @property
    def anchors(self) -> tuple[str, ...]:
        """What can be referred to in it: itself, and its tasks."""
        tasks = self.content.tasks if isinstance(self.content, Tasks) else ()
        return (self.anchor, *(task.anchor for task in tasks))


class Chapter(Frozen):
    """A chapter, resolved.

    Attributes:
        id: its anchor.
        number: its place in the dossier, from 1, given before anything is hidden.
        title: its head.
        path: its file.
        blocks: its blocks.
        language: of an untranslated one in another edition's language, as a BCP 47 tag; "" elsewhere.

    """

    id: str
    number: int
    title: str
    path: str
    blocks: tuple[ChapterBlock, ...]
    language: str = ""
