"""Two editions of a dossier by their traces: what changed in what they state, quote, note and weigh."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import Any

from roa_dossier.diff.nouns import PARTS, Change, Editions, Side
from roa_dossier.diff.pairing import paired
from roa_dossier.frozen import Frozen
from roa_dossier.traces import Dispute, Fact, Note, Passage, Quotation, Reading, Trace


def compare(old: Trace, new: Trace) -> Editions:
    """Compare two editions; a re-flow, another paper or another style sheet is no change."""
    numbers = {
        (side, one["id"]): one["number"] for side, trace in enumerate((old, new)) for one in trace["chapters"]
    }
    at = _Comparison(old, new, *_chapters(old, new), numbers)
    found = [
        *_facts(old, new),
        *_quotations(at),
        *_notes(at),
        *_ledger(old, new),
        *_sources(old, new),
        *_bibliography(old, new),
        *at.told,
    ]
    order = {part: rank for rank, part in enumerate(PARTS)}
    return Editions(old["title"], new["title"], tuple(sorted(found, key=lambda one: order[one.part])))


class _Comparison(Frozen):
    """Two traces, and which chapter of the one is which of the other.

    `kin` gives for each chapter of either side, by its side and id, what both call it here; `told` is what
    changed in the chapters themselves; `numbers` their numbers, by side and id.
    """

    old: Trace
    new: Trace
    kin: dict[tuple[int, str], str]
    told: tuple[Change, ...]
    numbers: dict[tuple[int, str], int]

    def where(self, side: int, chapter: str, block: str) -> str:
        """Say where something stands: `ch. 3`, or the block outside the chapters."""
        number = self.numbers.get((side, chapter))
        return block.replace("-", " of ", 1) if number is None else f"ch. {number}"


# ── chapters ────────────────────────────────────────────────────────────────────────────────────────


def _chapters(old: Trace, new: Trace) -> tuple[dict[tuple[int, str], str], tuple[Change, ...]]:
    found = paired(
        old["chapters"], new["chapters"], [lambda one: one["id"], lambda one: one["title"].casefold()]
    )
    kin: dict[tuple[int, str], str] = {(0, ""): "", (1, ""): ""}
    told: list[Change] = []
    for rank, (one, other) in enumerate(found.pairs):
        kin[0, one["id"]] = kin[1, other["id"]] = f"both {rank}"
        sides = (_side("id", one["id"], other["id"]), _side("title", one["title"], other["title"]))
        if differing := _differing(sides):
            told.append(Change("chapters", "changed", other["id"], sides=differing))
    kin |= {(0, one["id"]): f"old {one['id']}" for one in found.gone}
    kin |= {(1, one["id"]): f"new {one['id']}" for one in found.new}
    told += [Change("chapters", "gone", one["id"], one["title"]) for one in found.gone]
    told += [Change("chapters", "new", one["id"], one["title"]) for one in found.new]
    moved = [(str(a["number"]), str(b["number"])) for a, b in found.pairs if a["number"] != b["number"]]
    if moved:
        told.append(_renumbered("chapters", "", moved))
    return kin, tuple(told)


def _renumbered(part: str, name: str, numbers: Sequence[tuple[str, str]]) -> Change:
    """Say once that numbers are others now."""
    olds, news = zip(*numbers, strict=True)
    return Change(part, "renumbered", name, sides=(Side("numbers", ", ".join(olds), ", ".join(news)),))


# ── facts ───────────────────────────────────────────────────────────────────────────────────────────

_FACT = ("subject", "property", "when", "unit", "scope")
_READING = ("value", "scope", "editorial", "derived", "words", "source", "place", "rests on")


def _facts(old: Trace, new: Trace) -> Iterator[Change]:
    found = paired(old["facts"], new["facts"], [lambda one: one["id"], _content])
    for one, other in found.pairs:
        sides = [
            _side("id", one["id"], other["id"]),
            *(_side(name, _str(one, name), _str(other, name)) for name in _FACT),
            *_readings(one["readings"], other["readings"]),
        ]
        if differing := _differing(sides):
            yield Change("facts", _standing(one, other), other["id"], sides=differing)
    for fact in found.gone:
        yield Change("facts", "gone", fact["id"], _stated(fact))
    for fact in found.new:
        yield Change("facts", "new", fact["id"], _stated(fact))


def _content(fact: Fact) -> Hashable:
    """Give what a fact states, whatever its id."""
    values = tuple((one["value"], one["source"], one["words"]) for one in fact["readings"])
    return (*(_str(fact, name) for name in _FACT), values)


def _standing(one: Fact, other: Fact) -> str:
    before, now = len(one["readings"]) > 1, len(other["readings"]) > 1
    return "changed" if before == now else "contested" if now else "settled"


def _stated(fact: Fact) -> str:
    values = " or ".join(one["value"] for one in fact["readings"])
    return ", ".join(filter(None, (fact["subject"], fact["property"], fact["when"]))) + f": {values}"


def _readings(old: Sequence[Reading], new: Sequence[Reading]) -> Iterator[Side]:
    """Compare the readings of a fact or of a disagreement; one that has no partner is a side by itself."""
    keys = [
        lambda one: one["id"] or None,
        lambda one: (one["value"], one["source"]),
        lambda one: one["value"],
    ]
    found = paired(old, new, keys)
    gone, come = list(found.gone), list(found.new)
    pairs = list(found.pairs)
    if len(gone) == len(come) == 1:
        pairs.append((gone.pop(), come.pop()))
    alone = len(old) == len(new) == 1
    for one, other in pairs:
        name = "" if alone else f"{other['id'] or one['id']} ".lstrip()
        told = {aspect: (_aspect(one, aspect), _aspect(other, aspect)) for aspect in _READING}
        yield from (Side(f"{name}{aspect}", *sides) for aspect, sides in told.items())
    yield from (Side("reading", f"{one['id']} {_valued(one)}".strip(), "") for one in gone)
    yield from (Side("reading", "", f"{one['id']} {_valued(one)}".strip()) for one in come)


def _valued(reading: Reading) -> str:
    return f"{reading['value']} ({_at(reading) or 'editorial'})"


def _aspect(reading: Reading, aspect: str) -> str:
    match aspect:
        case "place":
            return reading["locator"]
        case "rests on":
            return _rests(reading)
        case _:
            return _str(reading, aspect)


# ── quotations ──────────────────────────────────────────────────────────────────────────────────────


class _Quoted(Frozen):
    """A quotation with its chapter as both sides call it, and the digest of its source's snapshot."""

    it: Quotation
    chapter: str
    digest: str

    @property
    def ranges(self) -> tuple[tuple[int, ...], ...]:
        return tuple(tuple(one) for one in self.it["ranges"])


def _quotations(at: _Comparison) -> Iterator[Change]:
    found = paired(
        _quoted(at, 0),
        _quoted(at, 1),
        [
            lambda q: (q.it["source"], q.it["words"], q.chapter, q.it["block"], q.digest, q.ranges),
            lambda q: (q.it["source"], q.it["words"], q.chapter, q.it["block"]),
            lambda q: (q.it["source"], q.it["words"], q.chapter),
            lambda q: (q.it["source"], q.digest, q.ranges, q.chapter),
            lambda q: (q.it["source"], q.it["words"]),
        ],
        words=lambda q: q.it["words"],
        within=[lambda q: (q.it["source"], q.chapter), lambda q: q.it["source"]],
    )
    for one, other in found.pairs:
        before = at.where(0, one.it["chapter"], one.it["block"])
        now = at.where(1, other.it["chapter"], other.it["block"])
        moved = one.chapter != other.chapter
        sides = (
            Side("chapter", before, now) if moved else Side("chapter", "", ""),
            _side("words", one.it["words"], other.it["words"]),
            _side("place", one.it["locator"], other.it["locator"]),
            _side("rests on", _rests(one.it), _rests(other.it)),
        )
        if differing := _differing(sides):
            words = other.it["words"] if one.it["words"] == other.it["words"] else ""
            yield Change(
                "quotations", "moved" if moved else "changed", _named(now, other.it), words, differing
            )
    for one in found.gone:
        where = at.where(0, one.it["chapter"], one.it["block"])
        yield Change("quotations", "gone", _named(where, one.it), one.it["words"])
    for one in found.new:
        where = at.where(1, one.it["chapter"], one.it["block"])
        yield Change("quotations", "new", _named(where, one.it), one.it["words"])


def _quoted(at: _Comparison, side: int) -> list[_Quoted]:
    trace = (at.old, at.new)[side]
    digests = {one["key"]: one["digest"] for one in trace["sources"]}
    return [
        _Quoted(one, at.kin.get((side, one["chapter"]), one["chapter"]), digests.get(one["source"], ""))
        for one in trace["quotations"]
    ]


def _named(where: str, passage: Quotation) -> str:
    return f"{where}, {_at(passage)}"


# ── notes ───────────────────────────────────────────────────────────────────────────────────────────


def _notes(at: _Comparison) -> Iterator[Change]:
    found = paired(
        _noted(at, 0),
        _noted(at, 1),
        [
            lambda n: (n[0], n[1]["block"], n[1]["text"]),
            lambda n: (n[0], n[1]["text"]),
        ],
        words=lambda n: n[1]["text"],
        within=[lambda n: (n[0], n[1]["block"]), lambda n: n[0]],
        last=[lambda n: (n[0], n[1]["block"], _sign(n[1]))],
    )
    others: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for (_, one), (_, other) in found.pairs:
        chapters = (at.where(0, one["chapter"], ""), at.where(1, other["chapter"], ""))
        if _sign(one) != _sign(other):
            others.setdefault(chapters, []).append((_sign(one), _sign(other)))
        if one["text"] != other["text"]:
            name = f"{chapters[1]}, n. {_sign(other)}"
            yield Change("notes", "changed", name, sides=(Side("text", one["text"], other["text"]),))
    for _, note in found.gone:
        yield Change("notes", "gone", f"{at.where(0, note['chapter'], '')}, n. {_sign(note)}", note["text"])
    for _, note in found.new:
        yield Change("notes", "new", f"{at.where(1, note['chapter'], '')}, n. {_sign(note)}", note["text"])
    for (_, chapter), numbers in others.items():
        yield _renumbered("notes", chapter, numbers)


def _sign(note: Note) -> str:
    return note.get("letter") or str(note["number"])


def _noted(at: _Comparison, side: int) -> list[tuple[str, Note]]:
    notes = (at.old, at.new)[side]["notes"]
    return [(at.kin.get((side, note["chapter"]), note["chapter"]), note) for note in notes]


# ── ledger, sources, bibliography ───────────────────────────────────────────────────────────────────


def _ledger(old: Trace, new: Trace) -> Iterator[Change]:
    found = paired(
        old["ledger"],
        new["ledger"],
        [
            lambda one: tuple(one["facts"]),
            lambda one: (one["subject"], one["property"], one["when"]),
            lambda one: one["facts"][0] if one["facts"] else None,
        ],
    )
    for one, other in found.pairs:
        sides = [
            *(
                _side(name, _str(one, name), _str(other, name))
                for name in ("subject", "property", "when", "unit")
            ),
            _side("difference", _difference(one), _difference(other)),
            *_readings(one["readings"], other["readings"]),
        ]
        if differing := _differing(sides):
            yield Change("ledger", "changed", _disputed(other), sides=differing)
    for one in found.gone:
        yield Change("ledger", "gone", _disputed(one), _values(one))
    for one in found.new:
        yield Change("ledger", "new", _disputed(one), _values(one))


def _disputed(dispute: Dispute) -> str:
    """Name a disagreement as the ledger does, with the ids by which its facts are told above it."""
    about = ", ".join(filter(None, (dispute["subject"], dispute["property"], dispute["when"])))
    return f"{about} ({', '.join(dispute['facts'])})"


def _values(dispute: Dispute) -> str:
    return " / ".join(_valued(one) for one in dispute["readings"])


def _difference(dispute: Dispute) -> str:
    return "declared as one of scope" if dispute["scope_only"] else "a contradiction"


def _sources(old: Trace, new: Trace) -> Iterator[Change]:
    found = paired(old["sources"], new["sources"], [lambda one: one["key"], lambda one: one["digest"]])
    for one, other in found.pairs:
        sides = (
            _side(name, _str(one, name), _str(other, name)) for name in ("key", "siglum", "path", "digest")
        )
        if differing := _differing(sides):
            yield Change("sources", "changed", other["key"], sides=differing)
    yield from (Change("sources", "gone", one["key"], one["path"]) for one in found.gone)
    yield from (Change("sources", "new", one["key"], one["path"]) for one in found.new)


def _bibliography(old: Trace, new: Trace) -> Iterator[Change]:
    found = paired(
        old["bibliography"],
        new["bibliography"],
        [lambda one: (one["key"], one["section"]), lambda one: one["key"], lambda one: one["line"]],
    )
    for one, other in found.pairs:
        sides = (
            _side(name, _str(one, name), _str(other, name)) for name in ("key", "section", "line", "remark")
        )
        if differing := _differing(sides):
            yield Change("bibliography", "changed", other["key"], sides=differing)
    yield from (Change("bibliography", "gone", one["key"], one["line"]) for one in found.gone)
    yield from (Change("bibliography", "new", one["key"], one["line"]) for one in found.new)


# ── words ───────────────────────────────────────────────────────────────────────────────────────────


def _side(aspect: str, old: str, new: str) -> Side:
    return Side(aspect, old, new)


def _differing(sides: Iterator[Side] | Sequence[Side]) -> tuple[Side, ...]:
    """Give what differs, each once: the scope of a fact with one value is that of its value, too."""
    return tuple(dict.fromkeys(side for side in sides if side.old != side.new))


def _str(thing: Any, name: str) -> str:
    return str(thing[name])


def _at(passage: Passage) -> str:
    return f"{passage['source']}, {passage['locator']}" if passage["source"] else ""


def _rests(passage: Passage) -> str:
    """Say what the source itself gives for a passage: `[7] AOK 8 …; [citation needed]`."""
    return "; ".join(
        "[citation needed]" if one["kind"] == "citation-needed" else f"[{one['mark']}] {one['words']}".strip()
        for one in passage["rests_on"]
    )
