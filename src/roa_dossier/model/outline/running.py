"""Running text as written: inlines, paragraphs, lists."""

from __future__ import annotations

from roa_dossier.diagnostics import Span
from roa_dossier.frozen import Frozen, Placed
from roa_dossier.model.outline.words import NOWHERE, Words


class Run(Frozen):
    """Plain words of ours."""

    words: Words


class Emphasis(Frozen):
    """`*words*`; `strong` for `**words**`."""

    inlines: tuple[Inline, ...]
    strong: bool = False


class Link(Placed):
    """`[words](https://…)`; only http, https and mailto."""

    target: str
    inlines: tuple[Inline, ...]
    span: Span = NOWHERE


class Quoted(Placed):
    """`"words"`: a quotation, checked like any other; `words` are those between the marks."""

    words: Words
    span: Span = NOWHERE


class CiteItem(Frozen):
    """One item of a citation: `@key`, `@key: words` or `@key, p. 28`.

    Attributes:
        key: an id of `sources.yaml` or `works.yaml`.
        exact: the words of the source that are cited, without printing them.
        locator: a typed locator, for a work without a snapshot; as typed ("p. 28", "Bl. 91").

    """

    key: Words
    exact: Words | None = None
    locator: Words | None = None


class Cite(Placed):
    """`[@key …; @key …]`."""

    items: tuple[CiteItem, ...]
    span: Span = NOWHERE


class OwnNote(Placed):
    """`^[…]`: a note of our own, citations allowed inside."""

    inlines: tuple[Inline, ...]
    span: Span = NOWHERE


class FactUse(Placed):
    """`{fact:id}` or `{fact:id/reading}`."""

    fact: Words
    reading: Words | None = None
    span: Span = NOWHERE


class NameUse(Placed):
    """`{name:id}`."""

    name: Words
    span: Span = NOWHERE


class RefUse(Placed):
    """`{ref:id}`."""

    target: Words
    span: Span = NOWHERE


class Foreign(Frozen):
    """`[Wort]{lang=de}`: a run in another language (BCP 47 tag)."""

    language: str
    inlines: tuple[Inline, ...]


class Gap(Frozen):
    """`[word]{gap}`: left blank in a student's copy."""

    words: Words


class LineBreak(Frozen):
    """A hard line break (two spaces or a backslash at a line's end)."""


Inline = (
    Run | Emphasis | Link | Quoted | Cite | OwnNote | FactUse | NameUse | RefUse | Foreign | Gap | LineBreak
)


class Paragraph(Frozen):
    """One paragraph of running text."""

    inlines: tuple[Inline, ...]


class ItemList(Frozen):
    """A list in running text; each item is paragraphs and lists."""

    items: tuple[tuple[Prose, ...], ...]
    ordered: bool = False
    start: int = 1


Prose = Paragraph | ItemList
