"""Dates along a line: true to scale on a strip, and as gaps between rows that no label can close."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from roa_dossier.model.chapter import Event

_MOST_LABELS = 8
_YEAR = 365.25
_LEAST, _MOST = 2.0, 20.0


@dataclass(frozen=True, slots=True)
class Strip:
    """A line of time; all places are shares of its width, 0–1.

    Attributes:
        years: the years that are marked, each with its place.
        spots: for each event where it begins and ends.

    """

    years: tuple[tuple[int, float], ...]
    spots: tuple[tuple[float, float], ...]


def days(event: Event) -> tuple[date, date]:
    """Give the first and the last day of an event; an open end is its other one."""
    first = event.first or event.last or date.min
    return first, event.last or first


def strip(events: Sequence[Event]) -> Strip:
    """Put events on a line from the first year's beginning to the last year's end."""
    edges = [days(event) for event in events]
    begin = min((first.year for first, _ in edges), default=1)
    end = max((last.year for _, last in edges), default=1) + 1
    step = next(size for size in _sizes() if (end - begin) / size <= _MOST_LABELS)
    end = begin + -(-(end - begin) // step) * step
    years = range(begin, end + 1, step)
    return Strip(
        tuple((year, (year - begin) / (end - begin)) for year in years),
        tuple((_at(first, begin, end), _at(last, begin, end)) for first, last in edges),
    )


def _sizes() -> list[int]:
    return [step * scale for scale in (1, 10, 100, 1000) for step in (1, 2, 5)]


def _at(day: date, begin: int, end: int) -> float:
    within = (day.timetuple().tm_yday - 0.5) / 366
    return (day.year + within - begin) / (end - begin)


def gaps(events: Sequence[Event]) -> tuple[float, ...]:
    """Give the room above each row, in points: more for more time, by its logarithm; none above the first.

    Rows are as high as their words need, so their distances cannot be true to scale: a strip is.
    """
    starts = [days(event)[0] for event in events]
    passed = [0, *((after - before).days for before, after in pairwise(starts))]
    return tuple(
        0.0 if not at else round(min(_MOST, _LEAST + 5 * math.log1p(12 * number / _YEAR)), 1)
        for at, number in enumerate(passed)
    )
