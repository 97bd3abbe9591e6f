"""Figures made from facts: what is drawn, in its order, with what it rests on."""

from __future__ import annotations

from datetime import date

from roa_dossier import values
from roa_dossier.diagnostics import error
from roa_dossier.frozen import Frozen, replace
from roa_dossier.model import outline as written
from roa_dossier.model.chapter import (
    Bar,
    Call,
    Citation,
    Drawn,
    Event,
    SourceCite,
    Strengths,
    Timeline,
)
from roa_dossier.model.outline import ChartFact, FactEntry, Words
from roa_dossier.model.source import MarkKind
from roa_dossier.resolve.desk import Desk
from roa_dossier.resolve.facts import Facts, subject_of
from roa_dossier.resolve.statements import Statement, stated_value
from roa_dossier.values import Dates, Number


class Pick(Frozen):
    """A reading chosen for a figure, and the words of the outline that choose it."""

    said: Statement
    at: Words
    label: str = ""


def timeline(desk: Desk, facts: Facts, block: written.TimelineBlock) -> Timeline | None:
    """Put dated facts in order of time; a fact without a date is an error."""
    told = len(desk.diagnostics)
    picks = [pick for one in block.facts for pick in picked(desk, facts, one)]
    dated = [(pick, when) for pick in picks if (when := _date(desk, pick)) is not None]
    known = {pick.said.key for pick in picks}
    dated += [one for one in _selected(desk, facts, block) if one[0].said.key not in known]
    if len(desk.diagnostics) > told:
        return None
    dated.sort(key=lambda one: (*_days(one[1][0]), one[0].said.order))
    return Timeline(tuple(_event(desk, facts, pick, *when) for pick, when in dated), block.table)


def strengths(desk: Desk, facts: Facts, block: written.StrengthsBlock) -> Strengths | None:
    """Take the numbers of facts in the order given; a fact without a number is an error."""
    told = len(desk.diagnostics)
    picks = [pick for one in block.facts for pick in picked(desk, facts, one)]
    counted = [(pick, number) for pick in picks if (number := number_of(desk, pick)) is not None]
    if len(desk.diagnostics) > told:
        return None
    return Strengths(
        tuple(
            Bar(drawn(desk, facts, pick, pick.label or _label(desk, pick.said)), number.low, number.high)
            for pick, number in counted
        ),
        block.table,
    )


# ── what is chosen ──────────────────────────────────────────────────────────────────────────────────


def picked(desk: Desk, facts: Facts, one: ChartFact) -> tuple[Pick, ...]:
    """Give the readings that `fact` or `fact/reading` names; those that were refused are left out."""
    fact, slash, reading = str(one.fact).partition("/")
    entry = desk.fact(one.fact.slice(0, len(fact)))
    if entry is None:
        return ()
    desk.facts.add(fact)
    readings = facts[fact]
    if slash:
        ids = [str(said.reading.id) for said in readings if said.reading.id]
        readings = tuple(said for said in readings if str(said.reading.id or "") == reading)
        if not readings:
            message = error("unknown-reading", f"`{fact}` has no reading `{reading}`", one.fact.span)
            desk.say(
                message.hint("its readings are " + ", ".join(f"`{name}`" for name in ids)) if ids else message
            )
    return tuple(Pick(said, one.fact, _line(one.label)) for said in readings if said.is_told)


def _selected(desk: Desk, facts: Facts, block: written.TimelineBlock) -> list[tuple[Pick, tuple[Dates, str]]]:
    """Choose every dated fact about a subject, or of a property; none is an error."""
    at = block.subject or block.property
    if at is None or (block.subject and desk.name(block.subject) is None):
        return []
    found = [
        (pick, when)
        for entry in desk.library.facts.values()
        if _fits(entry, block)
        for said in facts[str(entry.key)]
        if said.is_told and (when := dates_of(said))
        for pick in (Pick(said, at),)
    ]
    if not found:
        wanted = "about" if block.subject else "with the property"
        desk.say(
            error("chart-no-date", f"no dated fact {wanted} `{at}`", at.span).hint(
                "a fact is dated when its value or its `when` is a date with its year"
            )
        )
    desk.facts.update(pick.said.key[0] for pick, _ in found)
    return found


def _fits(entry: FactEntry, block: written.TimelineBlock) -> bool:
    return (block.subject is None or str(entry.subject) == str(block.subject)) and (
        block.property is None or _line(entry.property) == _line(block.property)
    )


# ── what it means ───────────────────────────────────────────────────────────────────────────────────


def dates_of(said: Statement) -> tuple[Dates, str] | None:
    """Give the date a reading is drawn at, as typed too: its value, or else what it holds for."""
    if isinstance(said.meaning, Dates):
        return said.meaning, said.value
    if isinstance(said.when, Dates):
        return said.when, _line(said.entry.when)
    return None


def _date(desk: Desk, pick: Pick) -> tuple[Dates, str] | None:
    found = dates_of(pick.said)
    if found is None:
        when = f" and its `when` is `{_line(pick.said.entry.when)}`" if pick.said.entry.when else ""
        message = f"`{pick.said.name}` has no date: its value is `{pick.said.value}`{when}"
        desk.say(
            error("chart-no-date", message, pick.at.span)
            .beside(pick.said.reading.value.span, f"the value of `{pick.said.name}`")
            .hint("a date has its year: `28 January 1945`, `1945-01-28`, `late 1943`, `1942–45`")
            .hint("give the date it holds for under `when:` in `facts.yaml`, or take it out here")
        )
    return found


def number_of(desk: Desk, pick: Pick) -> Number | None:
    """Give the number a reading is drawn as; say so where it has none."""
    meaning = pick.said.meaning
    if isinstance(meaning, Number):
        return meaning
    desk.say(
        error(
            "chart-no-number",
            f"`{pick.said.name}` has no number: its value is `{pick.said.value}`",
            pick.at.span,
        )
        .beside(pick.said.reading.value.span, f"the value of `{pick.said.name}`")
        .hint("a number is written `11,856`, `about 12,000` or `120,000–130,000`")
    )
    return None


def _days(when: Dates) -> tuple[date, date]:
    first = when.first or when.last or date.min
    return first, when.last or first


def _event(desk: Desk, facts: Facts, pick: Pick, when: Dates, typed: str) -> Event:
    said = pick.said
    label = pick.label or _label(desk, said, dated=isinstance(said.meaning, Dates))
    made = drawn(desk, facts, pick, label)
    if isinstance(said.meaning, Dates):
        made = replace(made, unit="")
    rough = when.approximate or when.first is None or when.last is None
    return Event(replace(made, text=typed, approximate=rough), when.first, when.last, when.is_span)


def _label(desk: Desk, said: Statement, *, dated: bool | None = None) -> str:
    """Name what a reading is about: `Second Division: strength (1945)`; at a date with its value."""
    label = f"{subject_of(desk, said.entry)}: {_line(said.entry.property)}"
    if dated is None:
        return label + (f" ({_line(said.entry.when)})" if said.entry.when else "")
    unit = f" {_line(said.entry.unit)}" if said.entry.unit else ""
    return label if dated else f"{label}, {said.value}{unit}"


def drawn(desk: Desk, facts: Facts, pick: Pick, label: str, *, noted: bool | None = None) -> Drawn:
    """Make what a figure draws of a reading; `noted` where a note cites it, or none does, not as needed."""
    said = pick.said
    meaning = said.meaning
    rough = isinstance(meaning, Number | Dates) and meaning.approximate
    if isinstance(meaning, Number):
        rough = rough or meaning.low is None or meaning.high is None
    hits = said.rests_on
    desk.used.extend((hit.passage, "fact") for hit in hits)
    return Drawn(
        said.key[0],
        label,
        stated_value(said, _call(desk, pick, noted=noted)),
        said.value,
        _line(said.entry.unit),
        rough,
        is_contested(facts, said),
        any(mark.kind is MarkKind.CITATION_NEEDED for hit in hits for mark in hit.passage.marks),
        tuple(hit.passage for hit in hits),
    )


def _call(desk: Desk, pick: Pick, *, noted: bool | None) -> Call | None:
    """Call a note where the place does not say all: the source's marks, or what a value follows from."""
    hits = pick.said.rests_on
    if not hits or noted is False:
        return None
    if noted is None and pick.said.hit and not pick.said.hit.passage.marks:
        return None
    citation = Citation(desk.next_citation(), tuple(SourceCite(hit.passage) for hit in hits))
    return Call(desk.next_call(), (citation,), (), pick.at.span)


def is_contested(facts: Facts, said: Statement) -> bool:
    """Whether another reading, or another fact, says otherwise of the same scope."""
    fact = said.key[0]
    return fact in facts.contested or any(_against(said, other) for other in facts[fact])


def _against(said: Statement, other: Statement) -> bool:
    return other.scope == said.scope and values.differ(said.meaning, other.meaning)


def _line(words: Words | None) -> str:
    return " ".join(str(words or "").split())
