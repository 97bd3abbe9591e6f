"""Two snapshots of a source: what became of everything in the dossier that rests on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from roa_dossier import resolve
from roa_dossier.diff.nouns import Fate, Side, Snapshots, Spot
from roa_dossier.diff.pairing import paired
from roa_dossier.diff.resting import Resting, resting
from roa_dossier.diff.rows import ends, used_up
from roa_dossier.evidence import Found, Ground, Typed, seek
from roa_dossier.frozen import Frozen
from roa_dossier.locate import Lines
from roa_dossier.model.chapter import Passage, Resolved, letter
from roa_dossier.model.outline import Outline, Selector, Words
from roa_dossier.model.source import MarkKind, Record, Source
from roa_dossier.nearest import most_like
from roa_dossier.resolve import refusals
from roa_dossier.resolve.quotations import passage
from roa_dossier.text import Text

_LIKE = 60.0  # of 100: below it a passage is hardly what became of the words
_SEARCHES = 200  # nearest passages that are searched for: each is a search through the whole snapshot
_SHOWN = 5


def compare(outline: Outline, sources: Mapping[str, Source], old: Source, new: Source) -> Snapshots:
    """Compare two snapshots of one source, which both bear its key.

    Args:
        outline: the dossier as written.
        sources: the other sources, by key.
        old: the one.
        new: the other.

    """
    sides = (_Side.of(outline, sources, old), _Side.of(outline, sources, new))
    numbers = _same_records(old, new)
    at = _Comparison(outline, sides, {one: other for one, other in numbers if one and other})
    listed = resting(outline, sides[0].resolved, sides[1].resolved, old.key)
    fates = tuple(at.fate(thing) for thing in listed)
    return Snapshots(old.key, old.siglum, old.digest, new.digest, fates, _records(old, new, numbers))


class _Side(Frozen):
    """A snapshot, made ready for seeking, and the dossier resolved against it."""

    ground: Ground
    resolved: Resolved

    @staticmethod
    def of(outline: Outline, sources: Mapping[str, Source], source: Source) -> _Side:
        resolved = resolve.dossier(outline, {**sources, source.key: source}, {}).value
        return _Side(Ground.of(source), resolved)

    def spot(self, found: Passage) -> Spot:
        words = " ".join(refusals.quotable(self.ground, *part) for part in found.ranges)
        return _spot(found, words)

    def seen(self, start: int, stop: int) -> Spot:
        """Give the spot of a range of folded characters."""
        locator = self.ground.locator(start, stop)
        words = refusals.quotable(self.ground, *self.ground.span(start, stop))
        return Spot(str(locator), locator.place, locator.lines[0], " ".join(words.split()))


def _spot(found: Passage, words: str) -> Spot:
    return Spot(str(found.locator), found.locator.place, found.locator.lines[0], " ".join(words.split()))


@dataclass(slots=True)
class _Comparison:
    """The two sides, and which of OLD's own records is which of NEW's (by kind and number)."""

    outline: Outline
    sides: tuple[_Side, _Side]
    numbers: dict[tuple[MarkKind, int], tuple[MarkKind, int]]
    searches: int = 0

    def fate(self, thing: Resting) -> Fate:
        """Say what became of one thing."""
        found = tuple(
            known or self._sought(side, thing)
            for side, known in zip(self.sides, (thing.old, thing.new), strict=True)
        )
        old, new = (
            side.spot(where) if isinstance(where, Passage) else None
            for side, where in zip(self.sides, found, strict=True)
        )
        path, line = self._place(thing.typed)
        words = " ".join(str(thing.typed).split())
        status, reason, spots = self._status(thing, found)
        lost, gained = self._marks(found)
        return Fate(thing.kind, thing.name, path, line, words, status, old, new, reason, spots, lost, gained)

    def _place(self, typed: Words) -> tuple[str, int]:
        text = self.outline.files.get(typed.path)
        return typed.path, Lines.of(text).line(typed.span.start) if text is not None else 0

    def _sought(self, side: _Side, thing: Resting) -> Passage | _Absent:
        """Seek what was typed; of words that may stand more than once the first place counts."""
        if thing.kind == "row":
            return used_up(side.ground, str(thing.typed)) or _Absent(
                "no row has these cells", self._rows_like(side, str(thing.typed))
            )
        sought = seek(side.ground, thing.typed.text, str(thing.prefix or ""), str(thing.suffix or ""))
        if len(sought.found) == 1 or (sought.found and thing.often):
            return passage(side.ground, sought.typed, sought.found[0])
        return self._absent(side, thing, sought.typed, sought.found, sought.cut)

    def _absent(
        self, side: _Side, thing: Resting, typed: Typed, found: tuple[Found, ...], cut: tuple[int, int] | None
    ) -> _Absent:
        ground = side.ground
        key = Words(Text.of(ground.source.key))
        selector = Selector(key, thing.typed, thing.prefix, thing.suffix)
        if not typed.segments:
            return _Absent("there are no words of the source here", ())
        reason = refusals.of(ground, selector, found, cut, near=False).message
        places = [(one.parts[0][0], one.parts[-1][1]) for one in found]
        if not places and (thing.prefix or thing.suffix):
            places = [(p.parts[0][0], p.parts[-1][1]) for p in seek(ground, thing.typed.text).found]
        if not places and cut:
            places = [cut]
        if not places:
            places = self._nearest(ground, typed)
        return _Absent(reason, tuple(side.seen(*place) for place in places[:_SHOWN]), bool(found))

    def _rows_like(self, side: _Side, cells: str) -> tuple[Spot, ...]:
        """Give the whole line most like a row's cells."""
        ground = side.ground
        lines = [ground.index(start) for start, _ in self._like(ground, cells.replace(" | ", ""))]
        return tuple(side.seen(ground.starts[at], ends(ground)[at]) for at in lines)

    def _may_search(self) -> bool:
        self.searches += 1
        return self.searches <= _SEARCHES

    def _nearest(self, ground: Ground, typed: Typed) -> list[tuple[int, int]]:
        """Find the stretch most like the first words that do not stand there."""
        absent = [one for one in typed.segments if not seek(ground, Text.of(one.folded.chars)).found]
        return self._like(ground, (absent or list(typed.segments))[0].folded.chars)

    def _like(self, ground: Ground, words: str) -> list[tuple[int, int]]:
        if not self._may_search():
            return []
        blocks = [ground.chars[low:high] for low, high in zip(ground.starts, ends(ground), strict=True)]
        near = most_like(words, blocks, cutoff=_LIKE)
        return [(ground.starts[one.index] + one.start, ground.starts[one.index] + one.stop) for one in near]

    def _status(
        self, thing: Resting, found: tuple[Passage | _Absent, ...]
    ) -> tuple[str, str, tuple[Spot, ...]]:
        match found:
            case (Passage() as one, Passage() as other):
                return ("in-place" if str(one.locator) == str(other.locator) else "moved"), "", ()
            case (Passage(), _Absent() as absent):
                return ("ambiguous" if absent.often else "broken"), absent.reason, absent.spots
            case (_Absent() as absent, Passage()):
                return ("unique" if absent.often else "mended"), absent.reason, absent.spots
            case _:
                last = found[1]
                return "neither", *((last.reason, last.spots) if isinstance(last, _Absent) else ("", ()))

    def _marks(self, found: tuple[Passage | _Absent, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Say which marks do not reach a passage any more, and which do now; a renumbered one is the same."""
        one, other = found
        if not (isinstance(one, Passage) and isinstance(other, Passage)):
            return (), ()
        before = Counter((m.kind, m.number) for m in one.marks)
        now = Counter((m.kind, m.number) for m in other.marks)
        moved: Counter[tuple[MarkKind, int | None]] = Counter()
        for (kind, number), count in before.items():
            moved[self.numbers.get((kind, number or 0), (kind, number))] += count
        names = {
            self.numbers.get((kind, number or 0), (kind, number)): (kind, number) for kind, number in before
        }
        lost = tuple(_sign(*names[mark]) for mark in (moved - now).elements())
        return lost, tuple(_sign(*mark) for mark in (now - moved).elements())


class _Absent(Frozen):
    """Why words do not stand at one place, and where they nearly do; `often` when they stand twice."""

    reason: str
    spots: tuple[Spot, ...]
    often: bool = False


# ── the source's own notes and references ───────────────────────────────────────────────────────────

_Number = tuple[MarkKind, int] | None


def _same_records(old: Source, new: Source) -> tuple[tuple[_Number, _Number], ...]:
    """Pair the records of both: by their words first, then by number; None where one has no partner."""
    found = paired(
        old.records, new.records, [lambda one: (one.kind, _words(one)), lambda one: (one.kind, one.number)]
    )
    return (
        *(((a.kind, a.number), (b.kind, b.number)) for a, b in found.pairs),
        *(((one.kind, one.number), None) for one in found.gone),
        *((None, (one.kind, one.number)) for one in found.new),
    )


def _records(old: Source, new: Source, numbers: tuple[tuple[_Number, _Number], ...]) -> tuple[Side, ...]:
    before = {(one.kind, one.number): _words(one) for one in old.records}
    now = {(one.kind, one.number): _words(one) for one in new.records}
    told = []
    for one, other in numbers:
        if one is None and other is not None:
            told.append(Side(f"new {_sign(*other)}", "", now[other]))
        elif one is not None and other is None:
            told.append(Side(f"gone {_sign(*one)}", before[one], ""))
        elif one is not None and other is not None:
            if one != other:
                told.append(Side("renumbered", _sign(*one), _sign(*other)))
            if before[one] != now[other]:
                told.append(Side(f"changed {_sign(*other)}", before[one], now[other]))
    return tuple(told)


def _words(record: Record) -> str:
    return " ".join(record.text.chars.split())


def _sign(kind: MarkKind, number: int | None) -> str:
    """Give a mark as a reader of the source knows it."""
    match kind:
        case MarkKind.CITATION_NEEDED:
            return "[citation needed]"
        case MarkKind.NOTE:
            return f"[note {letter(number)}]"
        case MarkKind.REFERENCE:
            return f"[{number}]"
