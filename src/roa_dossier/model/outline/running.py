"""Running text as written: inlines, paragraphs, lists."""

from __future__ import annotations

from dataclasses import dataclass, field

from roa_dossier.diagnostics import Span
from roa_dossier.model.outline.words import NOWHERE, Words


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
