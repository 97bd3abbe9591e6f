"""The breaks of a whole paragraph, chosen together: numbers in, breaks out.

After D. E. Knuth and M. F. Plass, "Breaking Paragraphs into Lines", Software: Practice and Experience 11
(1981), 1119–1184: each way to break costs demerits, for lines that are loose or tight, for hyphens, for
neighbours that are unlike; the cheapest way through the paragraph is found by keeping, at each place, the
best way of each kind to get there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import inf
from typing import NamedTuple

from roa_dossier.layout.lines.rules import Rules

LADDER = 2
"""How many lines in a row may end in a hyphen."""

_WORST = 1e8
"""The badness of a line that cannot be stretched, and the most that any line has."""


class Place(NamedTuple):
    """A place where a line may end, with sums over the paragraph up to it.

    Attributes:
        char: the line's text ends before this character.
        resume: the next line's text begins at this one.
        penalty: of ending a line here.
        hyphen: whether the line ends in a hyphen, the text's own or one that is put there.
        broken: whether it is put there.
        final: whether a line must end here.
        ends: the width of the text before, with the hyphen, without what hangs.
        begins: the width of the text before `resume`, with what hangs of what follows.
        stretch_ends: the sum of what spaces stretch, up to `char`.
        stretch_begins: up to `resume`.
        shrink_ends: the sum of what spaces shrink, up to `char`.
        shrink_begins: up to `resume`.
        right: how far what ends here hangs into the margin.
        left: how far what begins at `resume` does.

    """

    char: int
    resume: int
    penalty: float
    hyphen: bool
    broken: bool
    final: bool
    ends: float
    begins: float
    stretch_ends: float
    stretch_begins: float
    shrink_ends: float
    shrink_begins: float
    right: float
    left: float


class _Way(NamedTuple):
    """The best way to a place: `looseness` and `ladder` are those of the line that ends there."""

    place: Place
    lines: int
    looseness: int
    ladder: int
    demerits: float
    before: _Way | None


def breaks(
    places: Callable[[bool], Sequence[Place]], begin: Place, first: float, measure: float, rules: Rules
) -> tuple[Place, ...] | None:
    """Choose where the lines of a paragraph end.

    Args:
        places: gives the places after `begin` in order, the last of them final; asked with whether words may
            be broken, and lines end where they had better not.
        begin: where the first line begins.
        first: the first line's measure, in any unit of length; all widths are in it.
        measure: that of the others.
        rules: what lines may be, and cost.

    Returns:
        The places where lines end; None where any way has a line that does not fit.

    """
    tries = (
        (False, rules.pretolerance, LADDER),
        (True, rules.tolerance, LADDER),
        (True, 5 * rules.tolerance, LADDER),
        (True, 40 * rules.tolerance, LADDER),
        (True, 40 * rules.tolerance, LADDER + 1),
        (True, inf, inf),
    )
    runt: _Way | None = None
    for broken, tolerance, ladder in dict.fromkeys(tries[rules.pretolerance < 0 :]):
        found = _chosen(places(broken), begin, (first, measure), rules, (tolerance, ladder))
        if found is not None and (runt is not None or not _is_runt(found, measure, rules)):
            return _traced(min((found, runt or found), key=_demerits_of))
        runt = runt or found
    return None if runt is None else _traced(runt)


def _chosen(
    places: Sequence[Place],
    begin: Place,
    measures: tuple[float, float],
    rules: Rules,
    limits: tuple[float, float],
) -> _Way | None:
    """Choose among ways whose lines have at most a badness, and whose ladders at most a length."""
    first, measure = measures
    tolerance, ladder = limits
    # a line whose spaces would be stretched by more than this is too loose
    loosest = inf if tolerance >= _WORST else (tolerance / 100) ** (1 / 3)
    rag = rules.evened * measure
    ordered = first <= measure and loosest < inf and _ordered(begin, places)
    ways = [_Way(begin, 0, 1, 0, 0.0, None)]
    for place in places:
        final, ends, stretch_ends = place.final, place.ends, place.stretch_ends
        going_on: list[_Way] = []
        best: dict[tuple[int, int], _Way] = {}
        for at, way in enumerate(ways):
            start = way.place
            gap = (measure if way.lines else first) - (ends - start.begins)
            stretch = rag or stretch_ends - start.stretch_begins
            if gap > loosest * stretch and stretch > 0 and not final:
                if ordered:
                    going_on.extend(ways[at:])
                    break
                going_on.append(way)  # most places are: the line is not nearly full
                continue
            shrink = 0 if rag else place.shrink_ends - start.shrink_begins
            ratio, badness = _tightness(gap, stretch, shrink)
            if badness == inf:
                continue
            if final:
                ratio, badness = min(ratio, 0.0), badness if gap < 0 else 0.0
            else:
                going_on.append(way)
            if badness > tolerance or (place.hyphen and way.ladder >= ladder):
                continue
            looseness = 0 if ratio < -0.5 else 1 if ratio <= 0.5 else 2 if ratio <= 1 else 3
            demerits = way.demerits + _demerits(place, way, looseness, badness, rules)
            made = _Way(place, way.lines + 1, looseness, way.ladder + 1 if place.hyphen else 0, demerits, way)
            if final and _is_runt(made, measure, rules):
                made = made._replace(demerits=demerits + rules.runt)
            known = best.get((looseness, made.ladder))
            if known is None or made.demerits < known.demerits:
                best[looseness, made.ladder] = made
        if best:
            # what costs more than this cannot be made good by what follows, but by a hyphen that the other
            # way may no longer have
            limit = inf
            for way in sorted(best.values(), key=_ladder_of):
                limit = min(limit, way.demerits + rules.adjacent)
                if way.demerits <= limit:
                    going_on.append(way)
        ways = going_on
        if not ways:
            return None
    return min(ways, key=_demerits_of)


def _ordered(begin: Place, places: Sequence[Place]) -> bool:
    """Whether a line that begins later is looser: not where what hangs begins it before the one before."""
    return all(
        before.begins <= after.begins and before.stretch_begins <= after.stretch_begins
        for before, after in pairwise((begin, *places))
    )


def _tightness(gap: float, stretch: float, shrink: float) -> tuple[float, float]:
    """Give how far spaces are stretched, below 0 shrunk, of what they may be; and how bad a line that makes.

    Its badness is infinite where the text does not fit.
    """
    if gap < 0:
        if -gap > shrink:
            return -inf, inf
        ratio = gap / shrink
        return ratio, -100 * ratio * ratio * ratio
    if stretch <= 0:
        return (0.0, 0.0) if gap < 1e-3 else (inf, _WORST)
    ratio = gap / stretch
    return ratio, min(100 * ratio * ratio * ratio, _WORST)


def _is_runt(way: _Way, measure: float, rules: Rules) -> bool:
    """Whether the line that a way ends with, the last of several, is very short, or but a word's tail."""
    if way.before is None or not way.before.lines:
        return False
    start, end = way.before.place, way.place
    tail = start.broken and end.stretch_ends == start.stretch_begins
    return tail or end.ends - start.begins < rules.runt_width * measure


def _demerits_of(way: _Way) -> float:
    return way.demerits


def _ladder_of(way: _Way) -> tuple[int, float]:
    return way.ladder, way.demerits


def _demerits(place: Place, way: _Way, looseness: int, badness: float, rules: Rules) -> float:
    """Count the demerits of one line, from where `way` ends to `place`."""
    demerits = (rules.line + badness) ** 2
    if not place.final:
        demerits += place.penalty**2
        if place.hyphen and way.ladder:
            demerits += rules.double_hyphen
    elif way.ladder:
        demerits += rules.final_hyphen
    if abs(looseness - way.looseness) > 1 and way.before is not None:
        demerits += rules.adjacent
    return demerits


def _traced(way: _Way) -> tuple[Place, ...]:
    found = []
    while way.before is not None:
        found.append(way.place)
        way = way.before
    return tuple(reversed(found))
