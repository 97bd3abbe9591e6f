"""The ledger of disagreements: every point, its readings, where each stands and what it rests on."""

from __future__ import annotations

from markupsafe import Markup

from roa_dossier.frozen import Frozen
from roa_dossier.model.apparatus import Target
from roa_dossier.model.chapter import Contested, Dispute, Passage, Quotation, StatedValue
from roa_dossier.model.source import MarkKind
from roa_dossier.render.markup import html
from roa_dossier.render.quotations import where
from roa_dossier.render.views import Where
from roa_dossier.render.words import bound, dated
from roa_dossier.render.writer import Writer

LONG = 64
"""How many letters of a source's own reference name it well enough; the appendix has it whole."""


class DisputedReading(Frozen):
    """A reading in the ledger.

    Attributes:
        where: its place; None for a value of ours.
        rests: what the source gives for it, or how a value of ours follows; several remarks.

    """

    value: str
    unit: str
    scope: str
    where: Where | None
    rests: tuple[str, ...]


class DisputeView(Frozen):
    """A point of the ledger; `shown` is a reference to the block that sets it out, "" for none."""

    anchor: str
    number: int
    subject: str
    property: str
    when: str
    within: str
    shown: Markup
    readings: tuple[DisputedReading, ...]


class LedgerDivision(Frozen):
    """The points of one kind; `title` and `about` are "" for disagreements proper."""

    title: str
    about: str
    disputes: tuple[DisputeView, ...]


def divisions(writer: Writer) -> list[LedgerDivision]:
    """Prepare the ledger: what contradicts, and apart from it what only differs in scope; numbered on."""
    say = writer.desk.say
    printed = sorted(writer.desk.resolved.ledger, key=lambda dispute: dispute.scope_only)
    found = list(enumerate(printed, 1))
    parts = (("", "", False), (say.ledger_scope, say.ledger_scope_about, True))
    divided = [
        LedgerDivision(
            title, about, tuple(_dispute(writer, *each) for each in found if each[1].scope_only is scope)
        )
        for title, about, scope in parts
    ]
    return [division for division in divided if division.disputes]


def _dispute(writer: Writer, number: int, dispute: Dispute) -> DisputeView:
    ours, say = writer.desk.ours, writer.desk.say
    sources = {
        reading.quotation.passage.source
        for reading in dispute.readings
        if isinstance(reading.quotation, Quotation)
    }
    target = _shown(writer, dispute)
    return DisputeView(
        anchor=f"ledger.{number}",
        number=number,
        subject=ours(dispute.subject),
        property=ours(dispute.property),
        when=dated(dispute.when, say),
        within=say.ledger_within[dispute.within] if dispute.within or len(sources) > 1 else "",
        shown=html(writer.reference(target)) if target else Markup(""),
        readings=_readings(writer, dispute),
    )


def _shown(writer: Writer, dispute: Dispute) -> Target | None:
    """Find the contested block that sets a point out."""
    for chapter in writer.desk.resolved.chapters:
        for block in chapter.blocks:
            if isinstance(block.content, Contested) and block.content.fact.key in dispute.facts:
                by_anchor = {target.anchor: target for target in writer.desk.apparatus.contested}
                return by_anchor.get(block.anchor)
    return None


def _readings(writer: Writer, dispute: Dispute) -> tuple[DisputedReading, ...]:
    """Prepare the readings in order; the words of a reference stand beside the first that has it."""
    known: set[tuple[str, int]] = set()
    return tuple(_reading(writer, reading, dispute.unit, known) for reading in dispute.readings)


def _reading(writer: Writer, reading: StatedValue, unit: str, known: set[tuple[str, int]]) -> DisputedReading:
    passage = reading.quotation.passage if isinstance(reading.quotation, Quotation) else None
    ours, say = writer.desk.ours, writer.desk.say
    derived = say.derived.format(sum=reading.derived) if reading.derived else ""
    rests = (
        _rests(writer, passage, known) if passage else tuple(filter(None, (derived, ours(reading.editorial))))
    )
    return DisputedReading(
        reading.value,
        ours(unit),
        ours(say.scope.format(scope=reading.scope)) if reading.scope else "",
        where(writer, passage) if passage else None,
        rests,
    )


def _rests(writer: Writer, passage: Passage, known: set[tuple[str, int]]) -> tuple[str, ...]:
    """Say what the source itself gives for a passage: references, notes, or that a citation is needed."""
    say, siglum = writer.desk.say, passage.locator.siglum
    numbers = [mark.number or 0 for mark in passage.marks if mark.kind is MarkKind.REFERENCE]
    again = [number for number in dict.fromkeys(numbers) if (siglum, number) in known]
    lines = {(line.siglum, line.mark): line.text for line in writer.desk.apparatus.records}
    said: dict[str, None] = {say.references(again): None} if again else {}
    for mark in passage.marks:
        number = mark.number or 0
        match mark.kind:
            case MarkKind.CITATION_NEEDED:
                said[say.uncited] = None
            case MarkKind.REFERENCE if number not in again:
                known.add((siglum, number))
                words = _short(lines.get((siglum, str(number)), ""))
                said[": ".join(filter(None, (say.references((number,)), words)))] = None
            case MarkKind.NOTE:
                said[say.notes((number,))] = None
            case MarkKind.REFERENCE:
                pass
    return tuple(bound(each, say) for each in said) or (say.ledger_bare,)


def _short(text: str) -> str:
    """Cut a long reference after a word."""
    words = " ".join(text.split())
    return words if len(words) <= LONG else words[: words.rfind(" ", 0, LONG)].rstrip(",;:. ") + " …"
