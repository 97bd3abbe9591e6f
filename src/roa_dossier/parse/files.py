"""The shapes of the dossier's own file and of a chapter."""

from __future__ import annotations

from datetime import date
from typing import Any

from roa_dossier.diagnostics import Diagnostic, Span, error
from roa_dossier.frozen import Frozen, Placed, field
from roa_dossier.model.lines import HYPHENATIONS, LineRules
from roa_dossier.model.outline import (
    BACK_MATTER,
    BIBLIOGRAPHIES,
    DEPARTURES,
    FIRST_CITATIONS,
    IMPOSED,
    LETTERING,
    LINES,
    MARGIN_MARKS,
    NOTE_SERIES,
    NOTES,
    PAPERS,
    ROMANISATIONS,
    Block,
    Departure,
    Edition,
    Selection,
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
    Patterned,
    Truth,
)
from roa_dossier.parse.shape import Field, MapOf, Shape, Values
from roa_dossier.parse.suggest import nearest
from roa_dossier.patterns import regex
from roa_dossier.text import Text

DEFAULT_STYLE = "chicago-notes-bibliography"
_STYLE = Patterned(
    regex(r"[a-z0-9][a-z0-9-]*|[^\\:~/][^\\:]*\.csl"),
    "bad-style-name",
    "the name of a CSL style, or a path in the project that ends in `.csl`",
)

# ── editions ────────────────────────────────────────────────────────────────────────────────────────

_TYPE_SIZE = Patterned(
    regex(r"([6-9]|1[0-9]|2[0-4])(\.[0-9]+)?pt"),
    "bad-type-size",
    "a size of type from `6pt` to `24pt`",
    "write points without a space, such as `12pt`",
)
_NAMED = ListOf(IDENTIFIER, "a list of kinds of block, or of ids", lone=True)
_MARKS = ListOf(Choice(MARGIN_MARKS), "a list of marks", lone=True)
_PARTS = ListOf(Choice(BACK_MATTER), "a list of parts", lone=True)
_HYPHENATION = Choice(
    HYPHENATIONS,
    elsewhere=tuple(
        (
            none,
            "write `less`; for none at all, put `:root { --hyphens: none }` into a style sheet of your own",
        )
        for none in ("none", "no", "off", "false", "never")
    ),
)
_LINE_FIELDS = (
    Field("lines", Choice(LINES), "whether the lines of a paragraph are chosen together"),
    Field("hyphenation", _HYPHENATION, "how readily words are broken at the ends of lines"),
    Field("hanging-punctuation", Truth(), "whether light punctuation hangs a little into the margins"),
)
"""What an edition says of its lines, or the dossier for all editions."""

_FIELDS = (
    Field("from", IDENTIFIER, "the edition it is derived from"),
    Field("paper", Choice(PAPERS), "the size of its paper"),
    Field("sides", Choice(("one", "two")), "printed on one side or on two"),
    Field("type-size", _TYPE_SIZE, "the size of the running text; all else follows it"),
    Field("theme", IDENTIFIER, "the theme it is set in: a built-in one, or one of the project's styles"),
    Field("colour", Choice(("colour", "greyscale")), "whether it is set in colour"),
    Field("chapters", ListOf(IDENTIFIER, "a list of ids of chapters", lone=True), "the only chapters it has"),
    Field("show", _NAMED, "kinds of block and ids that it shows though another edition hides them"),
    Field("hide", _NAMED, "kinds of block and ids that it hides"),
    Field("gaps", Choice(("words", "blank")), "whether gaps are printed or left blank"),
    Field("notes", Choice(NOTES), "where its notes stand"),
    Field("note-series", Choice(NOTE_SERIES), "whether notes that only cite have letters of their own"),
    Field("first-citations", Choice(FIRST_CITATIONS), "where a work is cited in full"),
    Field(
        "bibliography",
        Choice(BIBLIOGRAPHIES),
        "where it has a bibliography, instead of what the dossier says",
    ),
    Field("language", LANGUAGE_TAG, "the language it is in; its chapters may be translated"),
    Field("title", Line("a title"), "its title, instead of the dossier's"),
    Field("subtitle", Line("a subtitle"), "its subtitle, instead of the dossier's"),
    Field("handouts", Truth(), "whether `build --all` makes each of its chapters as a handout, too"),
    Field("impose", Choice((*IMPOSED, "none")), "how its pages share a sheet in a second file"),
    Field("margin-marks", _MARKS, "what is marked in the margin, instead of what the dossier says"),
    Field("leave-out", _PARTS, "parts of the back matter not wanted, instead of those the dossier names"),
    *_LINE_FIELDS,
)


class WrittenEdition(Frozen):
    """An edition as written, before what it inherits; `said` holds what stands under its keys."""

    key: Words
    source: Words | None
    said: dict[str, Any]


def _edition(values: Values, findings: Findings) -> WrittenEdition:
    said = {field.name: values[field.name] for field in _FIELDS if values.get(field.name) is not None}
    return WrittenEdition(values.key or Words(Text("", ())), values.get("from"), said)


EDITIONS = MapOf(Shape("an edition", _FIELDS, _edition), "editions by their names")


def editions(written: tuple[WrittenEdition, ...], findings: Findings) -> tuple[Edition, ...]:
    """Give each edition what it inherits; an unknown parent or a circle is an error."""
    by_key = {str(edition.key): edition for edition in written}
    return tuple(_inheriting(edition, _ancestors(edition, by_key, findings)) for edition in written)


def _inheriting(edition: WrittenEdition, line: list[WrittenEdition]) -> Edition:
    said: dict[str, Any] = {}
    for ancestor in reversed(line):
        said |= ancestor.said
    impose = str(said.get("impose", "none"))
    marks, left_out = said.get("margin-marks"), said.get("leave-out")
    return Edition(
        str(edition.key),
        paper=str(said.get("paper", PAPERS[0])),
        two_sided=str(said.get("sides", "two")) == "two",
        selections=tuple(
            Selection(str(one.key), one.said.get("show", ()), one.said.get("hide", ())) for one in line
        ),
        type_size=float(str(said.get("type-size", "0pt")).removesuffix("pt")),
        greyscale=str(said.get("colour", "colour")) == "greyscale",
        chapters=said.get("chapters", ()),
        blank_gaps=str(said.get("gaps", "words")) == "blank",
        notes=str(said.get("notes", NOTES[0])),
        note_series=str(said.get("note-series", NOTE_SERIES[0])),
        first_citations=str(said.get("first-citations", FIRST_CITATIONS[0])),
        bibliography=str(said["bibliography"]) if "bibliography" in said else None,
        language=said.get("language"),
        title=said.get("title"),
        subtitle=said.get("subtitle"),
        handouts=said.get("handouts", False),
        impose="" if impose == "none" else impose,
        margin_marks=None if marks is None else _chosen(marks),
        leave_out=None if left_out is None else _chosen(left_out),
        theme=said.get("theme"),
        fitted=_fitted(said["lines"]) if "lines" in said else None,
        hyphenation=str(said["hyphenation"]) if "hyphenation" in said else None,
        hanging=said.get("hanging-punctuation"),
        span=edition.key.span,
    )


def _fitted(lines: object) -> bool:
    return str(lines) == LINES[0]


def _ancestors(
    edition: WrittenEdition, by_key: dict[str, WrittenEdition], findings: Findings
) -> list[WrittenEdition]:
    line = [edition]
    while line[-1].source is not None:
        parent = by_key.get(str(line[-1].source))
        if parent is None:
            if len(line) == 1:
                message = f"no edition is named `{line[-1].source}`"
                hints = nearest(str(line[-1].source), by_key)
                findings.error("unknown-edition", message, line[-1].source.span, *hints)
            break
        if parent in line:
            circle = line[line.index(parent) :]
            if edition is min(circle, key=lambda one: one.key.span.start):
                findings.add(_looped(circle))
            break
        line.append(parent)
    return line


def _looped(circle: list[WrittenEdition]) -> Diagnostic:
    """Tell of a circle once, at its first edition, and show the way round."""
    keys = [f"`{one.key}`" for one in (*circle, circle[0])]
    said = f"the edition {keys[0]} is derived from itself"
    message = f"{said}: {', from '.join(keys)}" if len(circle) > 1 else said
    places = [one.source.span for one in circle if one.source is not None]
    found = error("edition-loop", message, places[0])
    for place in places[1:]:
        found = found.beside(place, "and round again" if place == places[-1] else "from here")
    return found.hint("take `from` out of one of them" if len(circle) > 1 else "take its `from` out")


# ── dossier.yaml ────────────────────────────────────────────────────────────────────────────────────


class DossierFile(Frozen):
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
    theme: Words | None = None
    lines: LineRules = field(default_factory=LineRules)
    lettering: str = LETTERING[0]
    bibliography: str = BIBLIOGRAPHIES[0]


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
        theme=values.get("theme"),
        lines=LineRules(
            _fitted(values.get("lines", LINES[0])),
            str(values.get("hyphenation", LineRules().hyphenation)),
            values.get("hanging-punctuation", True),
        ),
        lettering=str(values.get("documents", LETTERING[0])),
        bibliography=str(values.get("bibliography", BIBLIOGRAPHIES[0])),
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
        Field("margin-marks", _MARKS, "what is marked in the margin"),
        Field("leave-out", _PARTS, "parts of the back matter that are not wanted"),
        Field("theme", IDENTIFIER, "the theme of editions that name none"),
        *_LINE_FIELDS,
        Field("documents", Choice(LETTERING), "whether documents are lettered or numbered in their chapter"),
        Field("bibliography", Choice(BIBLIOGRAPHIES), "whether each chapter ends with a bibliography, too"),
    ),
    _dossier,
)

# ── a chapter ───────────────────────────────────────────────────────────────────────────────────────


class ChapterFile(Placed):
    """What a chapter's file says."""

    title: Words
    id: Words | None
    blocks: tuple[Block, ...]
    departs: tuple[Departure, ...] = ()
    span: Span = Span("")


_DEPARTURE = Shape(
    "a departure",
    (
        Field("what", Choice(DEPARTURES), "the code of the warning that is accepted", required=True),
        Field("because", Line("a reason"), "why, in one line", required=True),
    ),
    lambda values, findings: Departure(values["what"], values["because"]),
)

CHAPTER = Shape(
    "a chapter",
    (
        Field("title", Line("the title of a chapter"), "its title", required=True),
        Field("id", IDENTIFIER, "its name for cross-references; by default that of its file"),
        Field("blocks", ListOf(BlockKind(), "a list of blocks"), "its blocks in order", required=True),
        Field("departs", ListOf(_DEPARTURE, "a list of departures"), "warnings of a pack that it accepts"),
    ),
    lambda values, findings: ChapterFile(
        values["title"], values.get("id"), values["blocks"], values.get("departs", ()), values.span
    ),
)
