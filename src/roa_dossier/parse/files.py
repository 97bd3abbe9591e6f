"""The shapes of the dossier's own file and of a chapter."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from roa_dossier.diagnostics import Span, warning
from roa_dossier.model.outline import (
    BACK_MATTER,
    MARGIN_MARKS,
    ROMANISATIONS,
    Block,
    Edition,
    Words,
)
from roa_dossier.parse.blocks import BlockKind
from roa_dossier.parse.kinds import (
    IDENTIFIER,
    LANGUAGE_TAG,
    Choice,
    Day,
    FilePath,
    Findings,
    Line,
    ListOf,
    Literal,
    Patterned,
)
from roa_dossier.parse.shape import Field, MapOf, Shape, Values
from roa_dossier.text import Text

DEFAULT_STYLE = "chicago-notes-bibliography"
_STYLE = Patterned(
    re.compile(r"[a-z0-9][a-z0-9-]*|[^\\:~/][^\\:]*\.csl"),
    "bad-style-name",
    "the name of a CSL style, or a path in the project that ends in `.csl`",
)

# ── editions ────────────────────────────────────────────────────────────────────────────────────────

_NOT_YET = ("show", "hide", "gaps", "impose", "type-size", "notes", "chapters")


@dataclass(frozen=True, slots=True)
class WrittenEdition:
    """An edition as written, before what it inherits."""

    key: Words
    paper: str | None
    sides: str | None
    source: Words | None


def _edition(values: Values, findings: Findings) -> WrittenEdition:
    key = values.key or Words(Text("", ()))
    for name in _NOT_YET:
        if name in values.keys:
            message = f"`{name}` has no effect: only the edition `print` is built so far"
            findings.add(warning("edition-not-yet", message, values.keys[name]))
    if str(key) != "print":
        message = f"the edition `{key}` is not made: only `print` is built so far"
        findings.add(warning("edition-not-yet", message, key.span))
    paper, sides = values.get("paper"), values.get("sides")
    return WrittenEdition(
        key, str(paper) if paper else None, str(sides) if sides else None, values.get("from")
    )


EDITIONS = MapOf(
    Shape(
        "an edition",
        (
            Field("from", IDENTIFIER, "the edition it is derived from"),
            Field("paper", Choice(("A4", "A5", "Letter")), "the size of its paper"),
            Field("sides", Choice(("one", "two")), "printed on one side or on two"),
            *(
                Field(name, ListOf(Literal(), "a list", lone=True), "known, but without effect so far")
                for name in _NOT_YET
            ),
        ),
        _edition,
    ),
    "editions by their names",
)


def editions(written: tuple[WrittenEdition, ...], findings: Findings) -> tuple[Edition, ...]:
    """Give each edition what it inherits; an unknown parent or a circle is an error."""
    by_key = {str(edition.key): edition for edition in written}
    made: list[Edition] = []
    for edition in written:
        line = _ancestors(edition, by_key, findings)
        paper = next((ancestor.paper for ancestor in line if ancestor.paper), "A4")
        sides = next((ancestor.sides for ancestor in line if ancestor.sides), "two")
        made.append(Edition(str(edition.key), paper, sides == "two"))
    return tuple(made)


def _ancestors(
    edition: WrittenEdition, by_key: dict[str, WrittenEdition], findings: Findings
) -> list[WrittenEdition]:
    line = [edition]
    while line[-1].source is not None:
        parent = by_key.get(str(line[-1].source))
        if parent is None:
            if len(line) == 1:
                message = f"no edition is named `{line[-1].source}`"
                findings.error("unknown-edition", message, line[-1].source.span)
            break
        if parent in line:
            message = f"the edition `{edition.key}` is derived from itself"
            if edition.source:
                findings.error("edition-loop", message, edition.source.span)
            break
        line.append(parent)
    return line


# ── dossier.yaml ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class DossierFile:
    """What `dossier.yaml` says."""

    name: Words
    title: Words
    language: Words
    chapters: tuple[Words, ...]
    style: Words
    subtitle: Words | None = None
    date: date | None = None
    editors: tuple[Words, ...] = ()
    editions: tuple[WrittenEdition, ...] = ()
    romanisation: Words | None = None
    margin_marks: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()


def _dossier(values: Values, findings: Findings) -> DossierFile:
    return DossierFile(
        name=values["name"],
        title=values["title"],
        language=values["language"],
        chapters=values["chapters"],
        style=values.get("citation-style", Words(Text(DEFAULT_STYLE, ()))),
        subtitle=values.get("subtitle"),
        date=values.get("date"),
        editors=values.get("editors", ()),
        editions=values.get("editions", ()),
        romanisation=values.get("romanisation"),
        margin_marks=_chosen(values.get("margin-marks", ())),
        leave_out=_chosen(values.get("leave-out", ())),
    )


def _chosen(words: tuple[Words, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(each) for each in words))


DOSSIER = Shape(
    "a dossier",
    (
        Field("name", IDENTIFIER, "the PDF's file name, without its ending", required=True),
        Field("title", Line("a title"), "its title", required=True),
        Field("subtitle", Line("a subtitle"), "its subtitle"),
        Field("language", LANGUAGE_TAG, "the language it is written in, such as `en-GB`", required=True),
        Field("date", Day(), "the edition's date"),
        Field("citation-style", _STYLE, "a CSL style by name, or the path of one"),
        Field("editors", ListOf(Line("the name of a person"), "a list of names"), "real people only"),
        Field(
            "chapters",
            ListOf(FilePath(), "a list of chapter files"),
            "the chapter files in order",
            required=True,
        ),
        Field("editions", EDITIONS, "what is made of it"),
        Field("romanisation", Choice(ROMANISATIONS), "the scheme that romanised names are held against"),
        Field(
            "margin-marks",
            ListOf(Choice(MARGIN_MARKS), "a list of marks", lone=True),
            "what is marked in the margin",
        ),
        Field(
            "leave-out",
            ListOf(Choice(BACK_MATTER), "a list of parts", lone=True),
            "parts of the back matter that are not wanted",
        ),
    ),
    _dossier,
)

# ── a chapter ───────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class ChapterFile:
    """What a chapter's file says."""

    title: Words
    id: Words | None
    blocks: tuple[Block, ...]
    span: Span = field(compare=False, default=Span(""))


CHAPTER = Shape(
    "a chapter",
    (
        Field("title", Line("the title of a chapter"), "its title", required=True),
        Field("id", IDENTIFIER, "its name for cross-references; by default that of its file"),
        Field("blocks", ListOf(BlockKind(), "a list of blocks"), "its blocks in order", required=True),
    ),
    lambda values, findings: ChapterFile(values["title"], values.get("id"), values["blocks"], values.span),
)
