"""Each fact given its passage, and each value shown to stand in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from roa_dossier.diagnostics import error
from roa_dossier.evidence import fold
from roa_dossier.evidence.edges import at_edge
from roa_dossier.model.chapter import Call, Quotation, StatedFact, StatedValue
from roa_dossier.model.outline import FactEntry, NameEntry, Reading, Words
from roa_dossier.nearest import most_like
from roa_dossier.resolve import quotations, refusals
from roa_dossier.resolve.desk import Desk
from roa_dossier.resolve.quotations import Hit

_LIKE = 60  # of 100: from here on a value is shown beside what it was probably taken from


@dataclass(frozen=True, slots=True)
class Read:
    """A reading with what it rests on; neither `hit` nor an editorial reason means it is refused."""

    reading: Reading
    hit: Hit | None

    @property
    def value(self) -> str:
        """The value on one line."""
        return " ".join(str(self.reading.value).split())


Facts = Mapping[str, tuple[Read, ...]]


def read_all(desk: Desk) -> Facts:
    """Resolve every fact of the library, used or not, so that each mistake is reported once."""
    for entry in desk.library.facts.values():
        desk.name(entry.subject)
    return {
        key: tuple(_read(desk, reading) for reading in entry.readings)
        for key, entry in desk.library.facts.items()
    }


def check_names(desk: Desk) -> None:
    """Check that each name's original stands in its passage; one that is ours says so."""
    for entry in desk.library.names.values():
        if entry.original and entry.origin:
            hit = quotations.find(desk, entry.origin)
            if hit:
                _stands_in(desk, entry.original, hit)
                desk.used.append((hit.passage, "fact"))


def _read(desk: Desk, reading: Reading) -> Read:
    if reading.origin is None:
        return Read(reading, None)
    hit = quotations.find(desk, reading.origin)
    if hit and not _stands_in(desk, reading.value, hit):
        return Read(reading, None)
    return Read(reading, hit)


def _stands_in(desk: Desk, value: Words, hit: Hit) -> bool:
    """Whether a value stands in a passage as whole words; says so when it does not."""
    ground = hit.ground
    needle = fold(value.text).chars.strip()
    for start, stop in hit.place.parts:
        at = ground.chars.find(needle, start, stop) if needle else -1
        while at >= 0:
            if at_edge(ground.chars, at) and at_edge(ground.chars, at + len(needle)):
                return True
            at = ground.chars.find(needle, at + 1, stop)
    start, stop = hit.whole
    like = most_like(needle, [ground.chars[start:stop]], cutoff=_LIKE) if desk.may_search() else ()
    spot = (start + like[0].start, start + like[0].stop) if like else (start, stop)
    desk.say(
        error("value-not-in-passage", f"the value `{value}` does not stand in its passage", value.span)
        .beside(refusals.source_span(ground, *spot), f"the passage, {refusals.where(ground, start, stop)}")
        .hint("give the value as it stands in the passage", "or choose a passage in which it stands")
    )
    return False


def chosen(desk: Desk, facts: Facts, entry: FactEntry, reading: Words | None, use: Words) -> Read | None:
    """Choose the reading of a fact that a use names; a contested fact must have one named."""
    readings = facts[str(entry.key)]
    ids = [str(read.reading.id) for read in readings if read.reading.id]
    if reading is None:
        if len(readings) == 1:
            return readings[0]
        message = error("fact-contested", f"`{entry.key}` is contested: the reading must be named", use.span)
        desk.say(message.hint(*(f"{{fact:{entry.key}/{name}}}" for name in ids)))
        return None
    for read in readings:
        if read.reading.id and str(read.reading.id) == str(reading):
            return read
    message = error("unknown-reading", f"`{entry.key}` has no reading `{reading}`", reading.span)
    desk.say(message.hint("its readings are " + ", ".join(f"`{name}`" for name in ids)) if ids else message)
    return None


def stated(
    entry: FactEntry, readings: tuple[Read, ...], calls: tuple[Call | None, ...], subject: str
) -> StatedFact:
    """Make a fact as it is printed, with all its readings."""
    return StatedFact(
        str(entry.key),
        subject,
        " ".join(str(entry.property).split()),
        tuple(_stated_value(read, call) for read, call in zip(readings, calls, strict=True)),
        " ".join(str(entry.when or "").split()),
        " ".join(str(entry.unit or "").split()),
    )


def _stated_value(read: Read, call: Call | None) -> StatedValue:
    return StatedValue(
        str(read.reading.id or ""),
        read.value,
        quotation_of(read),
        " ".join(str(read.reading.editorial or "").split()),
        call,
    )


def quotation_of(read: Read) -> Quotation | None:
    """Give the words a reading rests on; None for one that is editorial or refused."""
    if read.hit is None or read.reading.origin is None:
        return None
    return quotations.quotation(read.hit)


def subject_of(desk: Desk, entry: FactEntry) -> str:
    """Give the printed form of a fact's subject; its id where no name has it."""
    name: NameEntry | None = desk.library.names.get(str(entry.subject))
    return str(name.name) if name else str(entry.subject)
