"""Dates on a line that is true to scale: ticks, a lane for each stretch, and numbers that never collide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise

from roa_dossier.charts.axis import Tick, calendars
from roa_dossier.charts.room import Room
from roa_dossier.frozen import Frozen
from roa_dossier.model.chapter import Event

LABEL, NUMBER = 8.2, 7.4
"""Points of the ticks' labels and of the numbers, in the built-in type."""

EDGE = 6.0
"""Millimetres left free at both ends, for the words there."""

_APART, _BETWEEN = 3.0, 1.1
_OPEN = 4.0
_SEEN = 1.2


class Group(Frozen):
    """Neighbouring events with one label: `3`, `4–9`.

    Attributes:
        numbers: of the events, from 1, in order.
        at: the middle of the label, in millimetres.
        first: the place of the first event.
        last: the place of the last event.

    """

    numbers: tuple[int, ...]
    at: float
    first: float
    last: float

    @property
    def label(self) -> str:
        """The numbers, those that follow each other drawn together."""
        return numbered(self.numbers)


class Stretch(Frozen):
    """What takes up more than a point of the line, in millimetres.

    Attributes:
        number: of its event, from 1.
        start: where it begins.
        stop: where it ends.
        lane: beneath the line, from 0.
        from_before: whether its beginning is not known.
        goes_on: whether its end is not known.

    """

    number: int
    start: float
    stop: float
    lane: int
    from_before: bool = False
    goes_on: bool = False


class Strip(Frozen):
    """A line of time, all places in millimetres from its room's left edge.

    Attributes:
        ticks: what is marked, each with its place.
        points: for each event the place of its mark.
        stretches: those with an extent.
        groups: the labels.

    """

    ticks: tuple[tuple[Tick, float], ...]
    points: tuple[float, ...]
    stretches: tuple[Stretch, ...]
    groups: tuple[Group, ...]

    @property
    def lanes(self) -> int:
        """How many lanes lie beneath the line."""
        return max((one.lane + 1 for one in self.stretches), default=0)


def days(event: Event) -> tuple[date, date]:
    """Give the first and the last day of an event; an open end is its other one."""
    first = event.first or event.last or date.min
    return first, max(first, event.last or first)


def strip(events: Sequence[Event], room: Room, named: Callable[[Tick], str]) -> Strip:
    """Put events on a line; `named` gives a tick's label, and the finest axis whose labels fit is taken."""
    edges = [days(event) for event in events]
    ticks = _axis(min(first for first, _ in edges), max(last for _, last in edges), room, named)
    begin, end = ticks[0].at, ticks[-1].at

    def place(day: float) -> float:
        return round(EDGE + (day - begin) / (end - begin) * (room.width - 2 * EDGE), 2)

    spots = [(place(first.toordinal()), place(last.toordinal() + 1)) for first, last in edges]
    points = tuple(
        start if _extends(event) and stop - start >= _SEEN else round((start + stop) / 2, 2)
        for event, (start, stop) in zip(events, spots, strict=True)
    )
    return Strip(
        tuple((tick, place(tick.at)) for tick in ticks),
        points,
        _stretches(events, spots),
        _groups(points, room),
    )


def _extends(event: Event) -> bool:
    """Whether an event is more than a day."""
    return event.first != event.last


def _axis(first: date, last: date, room: Room, named: Callable[[Tick], str]) -> tuple[Tick, ...]:
    def fits(ticks: tuple[Tick, ...]) -> bool:
        apart = (room.width - 2 * EDGE) / (ticks[-1].at - ticks[0].at)
        return all(
            (after.at - before.at) * apart
            >= (room.wide(named(before), LABEL) + room.wide(named(after), LABEL)) / 2 + _APART
            for before, after in pairwise(ticks)
        )

    fitting = (ticks for ticks in calendars(first, last) if fits(ticks) or len(ticks) == 2)
    return next(fitting)


def _stretches(events: Sequence[Event], spots: Sequence[tuple[float, float]]) -> tuple[Stretch, ...]:
    """Put what has an extent, or an open end, into lanes: each into the first that is free there."""
    ends: list[float] = []
    found: list[Stretch] = []
    for number, (event, (start, stop)) in enumerate(zip(events, spots, strict=True), 1):
        before, on = event.first is None, event.last is None
        if not (event.span or before or on or (_extends(event) and stop - start >= _SEEN)):
            continue
        left, right = start - _OPEN * before, stop + _OPEN * on
        lane = next((at for at, end in enumerate(ends) if end + _BETWEEN <= left), len(ends))
        ends[lane:] = [right, *ends[lane + 1 :]]
        found.append(Stretch(number, start, stop, lane, before, on))
    return tuple(found)


def _groups(points: Sequence[float], room: Room) -> tuple[Group, ...]:
    """Label the points by their numbers; those whose labels would meet share one."""
    ordered = sorted((point, number) for number, point in enumerate(points, 1))
    groups: list[Group] = []
    for point, number in ordered:
        groups.append(_group((number,), point, point, room))
        while len(groups) > 1 and _meet(groups[-2], groups[-1], room):
            later, earlier = groups.pop(), groups.pop()
            groups.append(
                _group(
                    tuple(sorted((*earlier.numbers, *later.numbers))),
                    min(earlier.first, later.first),
                    max(earlier.last, later.last),
                    room,
                )
            )
    return tuple(groups)


def _group(numbers: tuple[int, ...], first: float, last: float, room: Room) -> Group:
    half = room.wide(numbered(numbers), NUMBER) / 2
    middle = min(max((first + last) / 2, half), max(room.width - half, half))
    return Group(numbers, round(middle, 2), first, last)


def _meet(one: Group, other: Group, room: Room) -> bool:
    needed = (room.wide(one.label, NUMBER) + room.wide(other.label, NUMBER)) / 2 + _BETWEEN
    return other.at - one.at < needed


def numbered(numbers: Sequence[int]) -> str:
    """Write numbers in order, those that follow each other drawn together: `1, 3–5`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
