"""Running text, resolved: citations, notes, inlines, paragraphs."""

from __future__ import annotations

from roa_dossier.diagnostics import Span
from roa_dossier.frozen import Frozen, Placed
from roa_dossier.model.chapter.evidence import Passage, Quotation
from roa_dossier.model.outline import NOWHERE


class SourceCite(Frozen):
    """A passage of a source cited.

    Attributes:
        passage: where it stands.
        quoted: whether the words printed are those of another work that the source quotes: that work is
            then "quoted in" the source. Words that are the source's own only rest on the works its marks
            name: these are "cited in" it.

    """

    passage: Passage
    quoted: bool = False


class WorkCite(Frozen):
    """A work without a snapshot cited, with the locator as typed ("p. 28"; "" for none)."""

    key: str
    locator: str = ""


class Citation(Frozen):
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


class Call(Placed):
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
    span: Span = NOWHERE


class Plain(Frozen):
    """Words of ours."""

    text: str


class Emphasised(Frozen):
    """Words set in italics, or in bold when `strong`."""

    inlines: tuple[Inline, ...]
    strong: bool = False


class Linked(Frozen):
    """Words that link out of the dossier."""

    target: str
    inlines: tuple[Inline, ...]


class RunIn(Frozen):
    """A quotation inside a sentence; printed in the language's marks."""

    quotation: Quotation


class FactValue(Frozen):
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


class NameForm(Frozen):
    """A name; `original` with its language only at the first mention in a chapter.

    `editorial` when the original is ours and not a source's.
    """

    name: str
    text: str
    original: str = ""
    language: str = ""
    editorial: bool = False


class CrossRef(Placed):
    """A cross-reference to an id of the dossier, and its place in the outline."""

    target: str
    span: Span = NOWHERE


class ForeignRun(Frozen):
    """Words in another language (BCP 47)."""

    language: str
    inlines: tuple[Inline, ...]


class GapRun(Frozen):
    """Words left blank in a student's copy.

    Attributes:
        text: the words; "" where they are left blank.
        blank: the width of the blank, 1 (narrow) to 4; 0 where the words are printed.
        number: its number within its block, from 1, where a task asks for it; 0 otherwise.

    """

    text: str
    blank: int = 0
    number: int = 0


class Break(Frozen):
    """A hard line break."""


class Mistake(Frozen):
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


class Para(Frozen):
    """A paragraph."""

    inlines: tuple[Inline, ...]


class Items(Frozen):
    """A list."""

    items: tuple[tuple[Flow, ...], ...]
    ordered: bool = False
    start: int = 1


Flow = Para | Items
