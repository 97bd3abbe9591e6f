"""What an edition keeps back of answers and gaps, and all that it says itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum

from roa_dossier import editions, wording
from roa_dossier.frozen import Frozen, names_of
from roa_dossier.model.apparatus import Apparatus
from roa_dossier.model.chapter import (
    BattleTree,
    Call,
    Chapter,
    Citation,
    CrossRef,
    Dispute,
    Event,
    FactSheet,
    FactValue,
    Flow,
    GapRun,
    Inline,
    Items,
    Mistake,
    NameForm,
    Plain,
    Quotation,
    Resolved,
    RunIn,
    Strengths,
    Task,
    Timeline,
)
from roa_dossier.model.outline import Edition, Outline, Words
from roa_dossier.model.withheld import Secret, Withheld
from roa_dossier.model.within import every
from roa_dossier.names import forms
from roa_dossier.patterns import regex
from roa_dossier.wording.charts import chart_words
from roa_dossier.wording.teaching import teaching_words

_UNPRINTED = {"ranges", "start", "stop", "span", "reach", "width", "height", "path", "digest"}
"""Fields of places and of files: nothing of them is printed."""

_AROUND = 5
"""Years by which the axis of a drawing may reach beyond its first and last date."""

_WORD = regex(r"[^\W_]+")


def withheld(
    whole: Resolved,
    shown: Resolved,
    edition: Edition,
    outline: Outline,
    apparatus: Apparatus,
    only: str | None = None,
) -> Withheld | None:
    """Give what an edition keeps back of answers and gaps, and all that it says itself.

    A block that is hidden whole is no secret: its words may stand elsewhere. Every answer of a chapter that
    is printed is one, and so are the words of gaps left blank; not where the edition shows answers.

    Args:
        whole: the dossier before anything is hidden.
        shown: what the edition shows of it.
        edition: the edition.
        outline: the outline as the edition prints it.
        apparatus: the numbers and citations of what is shown.
        only: the id of the one chapter of a handout; None for all.

    Returns:
        None where nothing of it is kept back.

    """
    answers = editions.shows_part(edition, editions.ANSWERS)
    chapters = tuple(chapter for chapter in shown.chapters if only in (None, chapter.id))
    printed = {chapter.id for chapter in chapters}
    asked = tuple(chapter for chapter in whole.chapters if chapter.id in printed)
    secrets = (
        *(() if answers else _answers(asked)),
        *(_gaps(asked) if edition.blank_gaps and not answers else ()),
    )
    if not secrets:
        return None
    return Withheld(edition.key, secrets, tuple(_own(chapters, shown, outline, apparatus, whole=not only)))


# ── what is kept back ───────────────────────────────────────────────────────────────────────────────


def _answers(chapters: tuple[Chapter, ...]) -> Iterator[Secret]:
    for chapter in chapters:
        for task in every(Task, chapter.blocks):
            if task.answer:
                yield Secret("answer", chapter.number, tuple(runs(task.answer)), task.span)


def _gaps(chapters: tuple[Chapter, ...]) -> Iterator[Secret]:
    for chapter in chapters:
        for block in chapter.blocks:
            for gap in every(GapRun, block.content):
                yield Secret("gap", chapter.number, (gap.text,), block.span)


def runs(flow: Iterable[Flow]) -> Iterator[str]:
    """Give the words of running text in runs, those of its notes apart.

    A run ends where something is printed that is not known before: a reference, or a citation.
    """
    for part in flow:
        if isinstance(part, Items):
            for item in part.items:
                yield from runs(item)
        else:
            yield from _run(part.inlines)


def _run(inlines: tuple[Inline, ...]) -> Iterator[str]:
    notes: list[Call] = []
    said = "".join(_spoken(inlines, notes))
    yield from (run for run in said.split("\0") if run.strip())
    for note in notes:
        yield from _run(note.body)


def _spoken(inlines: tuple[Inline, ...], notes: list[Call]) -> Iterator[str]:
    """Give the words of inlines; a zero character where something is printed that is not known here."""
    for inline in inlines:
        match inline:
            case Plain(text) | FactValue(text=text) | GapRun(text=text) | Mistake(text):
                yield text
            case NameForm(text=text):
                yield text
            case RunIn(quotation):
                yield "".join(piece.text for piece in quotation.pieces)
            case Call():
                notes.append(inline)
            case CrossRef() | Citation():
                yield "\0"
            case _:
                yield from _spoken(getattr(inline, "inlines", ()), notes) if _has(inline) else " "


def _has(inline: Inline) -> bool:
    return hasattr(inline, "inlines")


# ── what is said ────────────────────────────────────────────────────────────────────────────────────


def _own(
    chapters: tuple[Chapter, ...], shown: Resolved, outline: Outline, apparatus: Apparatus, *, whole: bool
) -> Iterator[str]:
    """Give all that an edition says itself: its chapters, what stands beside them, the house's own words."""
    found = [*said(chapters)]
    if whole:
        found += said((shown.glosses, shown.accounts))
        found += said(shown.ledger) if "ledger" not in outline.leave_out else ()
    found += said((shown.assessments, shown.criticism, shown.quotations, shown.facts))
    found += said((outline.title, outline.subtitle, outline.editors, outline.date, outline.sources))
    found += _listed(apparatus)
    language = outline.language
    found += said((wording.of(language), chart_words(language), teaching_words(language)))
    if any(isinstance(block.content, Strengths) for chapter in chapters for block in chapter.blocks):
        found += _ticks(wording.of(language).thousands)
    years = {day.year for one in every(Event, chapters) for day in (one.first, one.last) if day}
    if years:
        found += map(str, range(min(years) - _AROUND, max(years) + _AROUND + 1))
    yield from found
    yield from _named(outline, found)


def _listed(apparatus: Apparatus) -> Iterator[str]:
    """Give what the apparatus of the edition prints: citations, lists, bibliography, records."""
    yield from said(tuple(apparatus.citations.values()))
    yield from said(tuple(apparatus.references.values()))
    yield from said((apparatus.bibliography, tuple(apparatus.chapter_bibliographies.values())))
    yield from said(apparatus.records)
    for listed in (apparatus.contents, apparatus.tables, apparatus.figures, apparatus.contested):
        yield from said(listed)
    yield from said(apparatus.documents)
    yield from apparatus.labels.values()
    yield from (mark.sign for mark in apparatus.notes.values())


def _named(outline: Outline, found: list[str]) -> Iterator[str]:
    """Give every form of each name that is mentioned: an index prints them all."""
    words = f" {' '.join(_WORD.findall(' '.join(found).casefold()))} "
    for entry in outline.names:
        known = forms(entry)
        if any(f" {' '.join(_WORD.findall(form.casefold()))} " in words for form in known):
            yield from known
            yield str(entry.kind or "")


def _ticks(thousands: str) -> Iterator[str]:
    """Give the numbers that the axis of a drawing may be marked with."""
    for scale in range(8):
        for step in (1, 2, 5):
            for at in range(11):
                yield f"{at * step * 10**scale:,}".replace(",", thousands)


def said(value: object, *, quoted: bool = True) -> Iterator[str]:
    """Give every string and number of a value that may be printed; words behind a fact's value are not."""
    match value:
        case str():
            yield value
        case Words():
            yield str(value)
        case bool() | None:
            return
        case int():
            yield str(value)
        case date():
            yield from (str(value.year), str(value.day))
        case Enum():
            yield str(value.value)
        case Quotation() if not quoted:
            yield from said(value.passage)
        case tuple() | list() | frozenset():
            for item in value:
                yield from said(item, quoted=quoted)
        case Mapping():
            yield from said(tuple(value.values()), quoted=quoted)
        case Frozen():
            inside = quoted and not isinstance(value, FactSheet | Timeline | Strengths | BattleTree | Dispute)
            for name in names_of(value):
                if name not in _UNPRINTED:
                    yield from said(getattr(value, name), quoted=inside)
