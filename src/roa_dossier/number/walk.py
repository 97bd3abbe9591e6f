"""One way through a chapter: every inline in document order, notes where their calls stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from roa_dossier.model.chapter import (
    BattleTree,
    BibliographyPlace,
    Break,
    Call,
    Citation,
    Content,
    Contested,
    CrossRef,
    Document,
    Emphasised,
    EvidenceTable,
    Excerpt,
    FactSheet,
    FactValue,
    FigureBox,
    Flow,
    ForeignRun,
    GapRun,
    Heading,
    Inline,
    Items,
    Linked,
    Mistake,
    NameForm,
    OwnTable,
    Para,
    Person,
    Plain,
    Register,
    RunIn,
    StatedFact,
    Strengths,
    Tasks,
    TextFlow,
    Timeline,
)

Step = tuple[Inline, Call | None]


def walk(content: Content) -> Iterator[Step]:
    """Give every inline of a block, each with the call in whose note it stands (None for the text)."""
    match content:
        case TextFlow(flow):
            yield from _flow(flow)
        case Excerpt():
            yield from _excerpt(content)
        case FactSheet(facts):
            for fact in facts:
                yield from _fact(fact)
        case EvidenceTable(call=call):
            yield from _call(call)
        case OwnTable(rows=rows):
            for row in rows:
                for cell in row:
                    yield from _inlines(cell, None)
        case Contested(fact, remark):
            yield from _fact(fact)
            yield from _flow(remark)
        case Register(entries):
            for entry in entries:
                yield from _person(entry)
        case Timeline(events):
            for event in events:
                yield from _call(event.drawn.said.call)
        case Strengths(bars):
            for bar in bars:
                yield from _call(bar.drawn.said.call)
        case Document():
            yield from _document(content)
        case Tasks(tasks):
            for task in tasks:
                yield from _flow(task.question)
                yield from _flow(task.answer or ())
        case BattleTree(units):
            for unit in units:
                for drawn in (*((unit.place,) if unit.place else ()), *unit.commanders, *unit.strengths):
                    yield from _call(drawn.said.call)
        case Heading() | FigureBox() | BibliographyPlace():
            return
        case _:
            assert_never(content)


def _person(entry: Person) -> Iterator[Step]:
    yield entry.name, None
    for excerpt in entry.excerpts:
        yield from _excerpt(excerpt)
    yield from _flow(entry.flow)


def _document(document: Document) -> Iterator[Step]:
    yield from _flow(document.modified)
    yield from _call(document.call)
    for line in (document.author, document.date, document.place, document.kind):
        yield from _inlines(line, None)


def _excerpt(excerpt: Excerpt) -> Iterator[Step]:
    yield from _call(excerpt.call)


def _fact(fact: StatedFact) -> Iterator[Step]:
    for reading in fact.readings:
        yield from _call(reading.call)


def _flow(flow: tuple[Flow, ...]) -> Iterator[Step]:
    for part in flow:
        match part:
            case Para(inlines):
                yield from _inlines(inlines, None)
            case Items(items):
                for item in items:
                    yield from _flow(item)
            case _:
                assert_never(part)


def _call(call: Call | None) -> Iterator[Step]:
    if call is not None:
        yield call, None
        yield from _inlines(call.body, call)


def _inlines(inlines: tuple[Inline, ...], within: Call | None) -> Iterator[Step]:
    for inline in inlines:
        match inline:
            case Call():
                yield from _call(inline)
            case Emphasised(inner) | Linked(_, inner) | ForeignRun(_, inner):
                yield inline, within
                yield from _inlines(inner, within)
            case (
                Plain()
                | RunIn()
                | FactValue()
                | NameForm()
                | CrossRef()
                | GapRun()
                | Break()
                | Citation()
                | Mistake()
            ):
                yield inline, within
            case _:
                assert_never(inline)
