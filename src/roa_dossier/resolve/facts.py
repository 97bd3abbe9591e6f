"""Each fact given its passage, and each value shown to stand in it or to follow from others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from roa_dossier import values
from roa_dossier.diagnostics import Diagnostic, error
from roa_dossier.evidence import fold
from roa_dossier.evidence.edges import at_edge
from roa_dossier.frozen import Frozen, replace
from roa_dossier.model.chapter import Call, Dispute, FactValue, SourceCite, StatedFact
from roa_dossier.model.outline import FactEntry, NameEntry, Reading, SourceEntry, Words
from roa_dossier.model.source import MarkKind
from roa_dossier.nearest import most_like
from roa_dossier.resolve import derivations, disputes, quotations, refusals, scripts
from roa_dossier.resolve.desk import Desk
from roa_dossier.resolve.quotations import Hit
from roa_dossier.resolve.statements import Key, Statement, stated_value
from roa_dossier.values import Names, Number, Value

_LIKE = 60  # of 100: from here on a value is shown beside what it was probably taken from
_OTHER_FORMS = ("number", "date", "person", "unit", "place")


class Facts(Frozen):
    """All facts of a dossier, by id, and how they stand to each other.

    Attributes:
        said: the readings of each.
        contested: for each fact that another one contradicts, the first such, by id.
        sources: for each reading the sources that state it, or of which it is made, agreeing facts included.
        opinions: the sources whose kind is opinion.
        ledger: every disagreement, in the order of `facts.yaml`.
        disagreements: pairs of facts of which it is said that they contradict each other.

    """

    said: Mapping[str, tuple[Statement, ...]]
    contested: Mapping[str, str]
    sources: Mapping[Key, frozenset[str]]
    opinions: frozenset[str]
    ledger: tuple[Dispute, ...]
    disagreements: tuple[tuple[Statement, Statement], ...]

    def __getitem__(self, fact: str) -> tuple[Statement, ...]:
        return self.said[fact]


def read_all(
    desk: Desk, entries: Iterable[FactEntry], known: tuple[NameEntry, ...], sources: Iterable[SourceEntry]
) -> Facts:
    """Resolve every fact of the library, used or not, so that each mistake is reported once."""
    names = values.names(known)
    said: dict[str, tuple[Statement, ...]] = {}
    order = 0
    for entry in entries:
        desk.name(entry.subject)
        said[str(entry.key)] = tuple(
            _read(desk, entry, reading, names, at) for at, reading in enumerate(entry.readings, order)
        )
        order += len(entry.readings)
    compared = disputes.compare(desk, said)
    worked = derivations.work(
        desk, {one.key: one for all_ in said.values() for one in all_}, compared.contested
    )
    whole = {
        fact: tuple(replace(one, worked=worked.get(one.key)) for one in readings)
        for fact, readings in said.items()
    }
    opinions = (str(source.key) for source in sources if str(source.kind) == "opinion")
    return Facts(
        whole,
        compared.contested,
        _sources(whole, compared.alike),
        frozenset(opinions),
        disputes.ledger(desk, whole, compared),
        compared.disagreements,
    )


def _sources(
    said: Mapping[str, tuple[Statement, ...]], alike: Mapping[Key, tuple[Key, ...]]
) -> dict[Key, frozenset[str]]:
    own = {
        one.key: frozenset(hit.passage.source for hit in one.rests_on)
        for readings in said.values()
        for one in readings
    }
    return {key: held.union(*(own[other] for other in alike.get(key, ()))) for key, held in own.items()}


def check_names(desk: Desk) -> None:
    """Check that each name's original stands in its passage; one that is ours says so."""
    for entry in desk.library.names.values():
        if entry.original and entry.origin:
            hit = quotations.find(desk, entry.origin)
            if hit:
                if not _place_in(entry.original, hit):
                    desk.say(_not_there(desk, entry.original, hit))
                desk.used.append((hit.passage, "fact"))


def _read(desk: Desk, entry: FactEntry, reading: Reading, names: Names, order: int) -> Statement:
    """Find a reading's passage, and tell what its value means."""
    hit = quotations.find(desk, reading.origin) if reading.origin else None
    language = desk.library.language
    verbatim = bool(hit and _place_in(reading.value, hit))
    if hit and verbatim:
        language = desk.library.languages.get(hit.passage.source, language)
    meaning = _meaning(entry, reading, names, language)
    if meaning is None:
        desk.say(_unfit(entry, reading))
    if not reading.origin and (strange := scripts.check(reading.value)):
        desk.say(strange)
    if hit and not verbatim and not _means_the_same(desk, hit, entry.kind, meaning, names):
        if meaning is not None:  # else it is told that it is no value of its kind
            told = _told(reading, names, language)
            kind = _typed_kind(desk, hit, told, names) if told else ""
            desk.say(_not_there(desk, reading.value, hit, kind))
        hit = None
    value = _with_unit(meaning, entry) if meaning else values.Phrase(values.folded(str(reading.value)))
    when = values.read(str(entry.when), language=desk.library.language) if entry.when else None
    scope = values.folded(str(reading.scope or entry.scope or ""))
    unit = values.unit_of(str(entry.unit or ""))
    key = (str(entry.key), str(reading.id or ""))
    return Statement(key, entry, reading, hit, value, when, scope, unit, order)


def _meaning(entry: FactEntry, reading: Reading, names: Names, language: str) -> Value | None:
    """Read a value by its kind; what has a unit, or is worked out, is a number first."""
    words = str(reading.value)
    if entry.kind:
        return values.read(words, entry.kind, names, language)
    if entry.unit or reading.derived:
        number = values.read(words, "number", names, language)
        if number or reading.derived:
            return number
    return values.read(words, "", names, language)


def _with_unit(value: Value, entry: FactEntry) -> Value:
    if isinstance(value, Number) and not value.unit and entry.unit:
        return replace(value, unit=values.unit_of(str(entry.unit)))
    return value


def _unfit(entry: FactEntry, reading: Reading) -> Diagnostic:
    """Say that a value is not of the kind its fact declares."""
    kind = entry.kind or "number"
    word = " ".join(str(reading.value).split())
    said = f"expected a {kind}, found `{word}`"
    if kind in ("person", "unit", "place"):
        said = f"expected a {kind} of `names.yaml`, found `{word}`"
    message = error("value-kind", said, reading.value.span)
    match kind:
        case "number":
            message = message.hint("a number is written `11,856`, `about 12,000` or `120,000–130,000`")
        case "date":
            message = message.hint("a date is written `28 January 1945`, `1945-01-28`, `1945` or `1942–45`")
        case _:
            message = message.hint(
                f"give it in `names.yaml` with `kind: {kind}`, or as a variant of its name"
            )
    return message.hint("or leave `kind` out") if entry.kind else message


# ── the value in its passage ────────────────────────────────────────────────────────────────────────


def _place_in(value: Words, hit: Hit) -> tuple[int, int] | None:
    """Find where a value stands in a passage as whole words."""
    chars = hit.ground.chars
    needle = fold(value.text).chars.strip()
    for start, stop in hit.place.parts:
        at = chars.find(needle, start, stop) if needle else -1
        while at >= 0:
            if at_edge(chars, at) and at_edge(chars, at + len(needle)):
                return (at, at + len(needle))
            at = chars.find(needle, at + 1, stop)
    return None


def _means_the_same(desk: Desk, hit: Hit, kind: str, meaning: Value | None, names: Names) -> bool:
    """Whether a value of a declared kind stands in its passage in another form."""
    if meaning is None or kind not in _OTHER_FORMS:
        return False
    language = desk.library.languages.get(hit.passage.source, desk.library.language)
    parts = (hit.ground.chars[start:stop] for start, stop in hit.place.parts)
    return any(values.stands(meaning, part, names, language) for part in parts)


def _told(reading: Reading, names: Names, language: str) -> Value | None:
    told = values.read(str(reading.value), "", names, language)
    return None if isinstance(told, values.Phrase) else told


def _typed_kind(desk: Desk, hit: Hit, told: Value, names: Names) -> str:
    """Give the kind whose declaration would let a value stand in another form; "" for none."""
    kind = "number" if isinstance(told, Number) else "date" if isinstance(told, values.Dates) else ""
    return kind if kind and _means_the_same(desk, hit, kind, told, names) else ""


def _not_there(desk: Desk, value: Words, hit: Hit, kind: str = "") -> Diagnostic:
    """Say that a value does not stand in its passage, and show what it was probably taken from."""
    ground = hit.ground
    needle = fold(value.text).chars.strip()
    start, stop = hit.whole
    like = most_like(needle, [ground.chars[start:stop]], cutoff=_LIKE) if desk.may_search() else ()
    spot = (start + like[0].start, start + like[0].stop) if like else (start, stop)
    message = error("value-not-in-passage", f"the value `{value}` does not stand in its passage", value.span)
    message = message.beside(
        refusals.source_span(ground, *spot), f"the passage, {refusals.where(ground, start, stop)}"
    )
    if kind:
        return message.hint(
            f"declare `kind: {kind}`: the passage says the same in another form",
            "or give the value as it stands in the passage",
        )
    return message.hint(
        *scripts.remark(str(value)),
        "give the value as it stands in the passage",
        "or choose a passage in which it stands",
    )


# ── uses ────────────────────────────────────────────────────────────────────────────────────────────


def chosen(desk: Desk, facts: Facts, entry: FactEntry, reading: Words | None, use: Words) -> Statement | None:
    """Choose the reading of a fact that a use names; a contested fact must have one named."""
    readings = facts[str(entry.key)]
    ids = [str(said.reading.id) for said in readings if said.reading.id]
    if reading is None:
        if len(readings) > 1:
            message = error(
                "fact-contested", f"`{entry.key}` is contested: the reading must be named", use.span
            )
            desk.say(message.hint(*(f"{{fact:{entry.key}/{name}}}" for name in ids)))
            return None
        if other := facts.contested.get(str(entry.key)):
            disputes.say_used(desk, readings[0], facts[other], use)
            return None
        return readings[0]
    for said in readings:
        if said.reading.id and str(said.reading.id) == str(reading):
            return said
    message = error("unknown-reading", f"`{entry.key}` has no reading `{reading}`", reading.span)
    desk.say(message.hint("its readings are " + ", ".join(f"`{name}`" for name in ids)) if ids else message)
    return None


def used(desk: Desk, facts: Facts, said: Statement) -> tuple[FactValue, tuple[SourceCite, ...]]:
    """Make the value of a fact for a sentence, with all that it cites."""
    hits = said.rests_on
    for hit in hits:
        desk.used.append((hit.passage, "fact"))
    sources = facts.sources[said.key]
    opinion = next(iter(sources)) if len(sources) == 1 and sources <= facts.opinions else ""
    value = FactValue(
        said.key[0],
        said.value,
        attribution=desk.library.grounds[opinion].source.siglum if opinion else "",
        uncited=any(mark.kind is MarkKind.CITATION_NEEDED for hit in hits for mark in hit.passage.marks),
        single_source=len(sources) == 1,
        passage=said.hit.passage if said.hit else None,
    )
    return value, tuple(SourceCite(hit.passage) for hit in hits)


def stated(
    entry: FactEntry, readings: tuple[Statement, ...], calls: tuple[Call | None, ...], subject: str
) -> StatedFact:
    """Make a fact as it is printed, with all its readings."""
    return StatedFact(
        str(entry.key),
        subject,
        " ".join(str(entry.property).split()),
        tuple(stated_value(said, call) for said, call in zip(readings, calls, strict=True)),
        " ".join(str(entry.when or "").split()),
        " ".join(str(entry.unit or "").split()),
    )


def subject_of(desk: Desk, entry: FactEntry) -> str:
    """Give the printed form of a fact's subject; its id where no name has it."""
    name: NameEntry | None = desk.library.names.get(str(entry.subject))
    return str(name.name) if name else str(entry.subject)
