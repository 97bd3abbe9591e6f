"""What a template is given: small prepared values, words already in their final form.

A `Markup` is finished HTML; every other text is escaped by the template that prints it.
"""

from __future__ import annotations

from markupsafe import Markup

from roa_dossier.frozen import Frozen


class Caption(Frozen):
    """The head of a numbered block; `label` is "" for what has no number."""

    label: str
    title: Markup


class Where(Frozen):
    """Where something stands in a source, for a margin, a cell or a head.

    Attributes:
        siglum: the source's siglum.
        place: the part of it and the lines.
        remarks: what the source itself says of it.

    """

    siglum: str
    place: Markup
    remarks: tuple[str, ...] = ()

    @property
    def joint(self) -> str:
        """What stands between siglum and place: `W ¶ 9`, but `W, caption`."""
        return " " if self.place.startswith(("¶", "l.", "ll.")) else ", "


class QuoteView(Frozen):
    """A quotation set as a block.

    Attributes:
        margin: what stands beside it; None for a mistake in a draft.
        depth: how many lines the margin note will take, at most 5.
        language: BCP 47; "" for the dossier's.

    """

    body: Markup
    call: Markup
    margin: Where | None
    depth: int
    language: str
    translation: Markup


class FactRow(Frozen):
    """A row of a fact sheet.

    Attributes:
        subject: the group it opens; "" otherwise.
        continued: whether it gives another reading of the fact above.
        second: whether it is the first such row, which says that the fact is contested.
        derived: how the value follows from others; "" otherwise.
        scope: what it holds for; "" where that is not declared.

    """

    subject: Markup
    property: Markup
    value: Markup
    unit: Markup
    when: str
    where: Where | None
    editorial: Markup
    call: Markup
    second: bool
    continued: bool
    derived: str = ""
    scope: str = ""


class CellView(Frozen):
    """A cell of a source; `language` is "" for the dossier's."""

    text: Markup
    language: str


class RowView(Frozen):
    """A row; `group` is the editorial head it opens, "" otherwise."""

    group: Markup
    cells: tuple[CellView, ...]


class ColumnView(Frozen):
    """A column of a table of ours; `number` when its cells are numbers, ranged by their last figures."""

    head: Markup
    number: bool


class EvidenceView(Frozen):
    """A table of a source's own lines.

    Attributes:
        width: how many columns it has.
        fit: how the table is kept on the page (`fit` in blocks.py).
        wide: what the layout does where it is too wide; "" where it cannot be.
        source: where its lines stand.
        remarks: sentences beneath: what is ours in it, what was left out.

    """

    columns: tuple[Markup, ...]
    rows: tuple[RowView, ...]
    width: int
    fit: str
    wide: str
    call: Markup
    source: Where
    remarks: tuple[str, ...]


class ReadingView(Frozen):
    """One reading of a contested fact; `quotation` has its marks, the rest is as in a fact sheet."""

    where: Where | None
    editorial: Markup
    value: Markup
    unit: Markup
    quotation: Markup
    call: Markup
    derived: str = ""
    scope: str = ""


class PersonView(Frozen):
    """An entry of a register; `first` is the paragraph that its name opens, "" where a quotation follows."""

    name: Markup
    quotes: tuple[Markup, ...]
    first: Markup
    prose: Markup


class EntryView(Frozen):
    """A line of a bibliography; `group` is the head it opens within its division, "" for none."""

    line: Markup
    siglum: str
    remark: str
    group: str = ""


class SectionView(Frozen):
    """A division of a bibliography."""

    title: str
    about: str
    entries: tuple[EntryView, ...]


class LineOfContents(Frozen):
    """A line of the contents or of a list; `level` is 1 for chapters and parts, 2 for heads."""

    number: str
    title: str
    anchor: str
    level: int = 1


class ListView(Frozen):
    """A list of tables, figures or contested points."""

    title: str
    lines: tuple[LineOfContents, ...]


class SourceView(Frozen):
    """A source as the note on the text describes it.

    Attributes:
        snapshot: file, characters and digest, as words.
        licence: what it bears and who says so.
        use: how much of it is used, and what it gives for it; "" where that was not counted.

    """

    siglum: str
    reference: Markup
    standing: str
    assessment: Markup
    licence: str
    file: str
    characters: str
    digest: str
    use: str = ""


class RecordView(Frozen):
    """One of a source's notes or references; `work` and `remark` where the bibliography does not list it."""

    mark: str
    text: str
    line: str
    work: str
    remark: str


class RecordsView(Frozen):
    """The notes and references of one source."""

    siglum: str
    title: Markup
    records: tuple[RecordView, ...]


class PassedView(Frozen):
    """The passages of a source that are passed over for one reason."""

    reason: str
    places: str


class AccountView(Frozen):
    """What is not used of one source."""

    siglum: str
    title: Markup
    summary: str
    passed: tuple[PassedView, ...]


class NotedView(Frozen):
    """A chapter whose notes stand at the end of the book; `head` runs over the pages of its notes."""

    anchor: str
    label: str
    title: str
    head: str
    language: str


class TermView(Frozen):
    """An entry of the glossary; `original` is "" for what is not written in a script of its own."""

    term: str
    original: str
    language: str
    gloss: Markup
