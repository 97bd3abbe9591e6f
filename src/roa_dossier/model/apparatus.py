"""What the numbering of a whole dossier gives: notes, citations, references, lists, bibliography."""

from __future__ import annotations

from enum import StrEnum

from roa_dossier.frozen import Frozen, field
from roa_dossier.model.chapter import letter
from roa_dossier.model.source import RecordFields


class Styled(Frozen):
    """A run of a rendered citation or bibliography entry.

    Attributes:
        text: the characters.
        italic: set in italics.
        bold: set in bold.
        superscript: raised.
        link: an http(s) address it links to; "" for none.
        siglum: whether it is a source's siglum (set in bold sans).
        language: BCP 47 tag of the run; "" for the dossier's.

    """

    text: str
    italic: bool = False
    bold: bool = False
    superscript: bool = False
    link: str = ""
    siglum: bool = False
    language: str = ""


Line = tuple[Styled, ...]


class TargetKind(StrEnum):
    """What a cross-reference may point to."""

    CHAPTER = "chapter"
    HEADING = "heading"
    TABLE = "table"
    FIGURE = "figure"
    CONTESTED = "contested"
    DOCUMENT = "document"
    TASK = "task"
    BLOCK = "block"


class Target(Frozen):
    """Something that can be referred to.

    Attributes:
        kind: what it is.
        anchor: its id in the PDF.
        label: `Chapter 6`, `Table 6.1`, `Figure 6.2`, `Contested point 6.3`, `Document A`,
            `Task 3`; "" for what has no number.
        title: its caption or head.
        chapter: the number of its chapter.

    """

    kind: TargetKind
    anchor: str
    label: str
    title: str
    chapter: int


class NoteMark(Frozen):
    """How a call is printed.

    Attributes:
        number: its number in its series within its chapter; None when the style cites in the text and the
            note only cites.
        anchor: the id of the note's body.
        call_anchor: the id of the call.
        lettered: whether its series is that of the letters.

    """

    number: int | None
    anchor: str
    call_anchor: str
    lettered: bool = False

    @property
    def sign(self) -> str:
        """What is printed: `7`, or `g`; "" for none."""
        if self.number is None:
            return ""
        return letter(self.number) if self.lettered else str(self.number)


class BibliographyEntry(Frozen):
    """One entry.

    Attributes:
        key: the source's or the work's key.
        line: its words; of what an archive keeps they begin with the signature in its normal form.
        siglum: of a source with a snapshot; "" otherwise.
        remark: what is to be said of it.
        group: the head it stands under within its division (its archive); "" for none.
        found: its archival signature as it was found; "" for none.
        normal: the form of the signature that its archive gives it; "" where that is not known.

    """

    key: str
    line: Line
    siglum: str = ""
    remark: str = ""
    group: str = ""
    found: str = ""
    normal: str = ""


class BibliographySection(Frozen):
    """A division of the bibliography, with a sentence about it where one is needed."""

    title: str
    entries: tuple[BibliographyEntry, ...]
    about: str = ""


class RecordLine(Frozen):
    """One of a source's own notes or references as it stands, for the appendix.

    Attributes:
        siglum: the source's siglum.
        mark: `a` or `7`.
        text: its words as the source has them.
        line: its line in the snapshot.
        work: the key of the work it was matched with; "" for none.
        remark: what the editor says of it; "" for none.
        works: the keys of all works it was matched with.
        carried: chapter and sign of every note that carries it, in order; the sign is "" where the style
            cites in the text.
        fields: what can be told of it from its words.

    """

    siglum: str
    mark: str
    text: str
    line: int
    work: str = ""
    remark: str = ""
    works: tuple[str, ...] = ()
    carried: tuple[tuple[int, str], ...] = ()
    fields: RecordFields = field(default_factory=RecordFields)


class Apparatus(Frozen):
    """The numbering of all chapters.

    Attributes:
        in_text: whether the citation style cites in the text.
        notes: how each call is printed, by chapter id and call id. Those of the assessments of sources and
            of the glossary have no notes: what they cite is printed in its place.
        citations: the rendered text of each citation, by chapter id and citation id; the chapter id is ""
            in assessments and in the glossary.
        targets: everything that can be referred to, by id.
        labels: the label of each numbered block, by anchor (`Table 6.1`).
        contents: the table of contents: chapters and headings in order.
        tables: the list of tables.
        figures: the list of figures.
        contested: the list of contested points.
        documents: the list of documents to be worked on.
        references: each source's full bibliographic line, by key.
        bibliography: the divided bibliography of the whole dossier.
        chapter_bibliographies: by chapter id, for a handout and for `scope: chapter`.
        records: the sources' own notes and references.
        uncited: keys of works that nothing cites.
        cited: the keys of the sources and works that each citation names, those known at second hand among
            them, by chapter id and citation id.

    """

    in_text: bool
    notes: dict[tuple[str, int], NoteMark] = field(default_factory=dict)
    citations: dict[tuple[str, int], Line] = field(default_factory=dict)
    targets: dict[str, Target] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    contents: tuple[Target, ...] = ()
    tables: tuple[Target, ...] = ()
    figures: tuple[Target, ...] = ()
    contested: tuple[Target, ...] = ()
    documents: tuple[Target, ...] = ()
    references: dict[str, Line] = field(default_factory=dict)
    bibliography: tuple[BibliographySection, ...] = ()
    chapter_bibliographies: dict[str, tuple[BibliographySection, ...]] = field(default_factory=dict)
    records: tuple[RecordLine, ...] = ()
    uncited: tuple[str, ...] = ()
    cited: dict[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)
