"""The ticks of an axis: of numbers from nought, and of time in days, months or years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from roa_dossier.frozen import Frozen

_STEPS = (1, 2, 5)
_DAYS, _MONTHS = (1, 2, 7, 14), (1, 2, 3, 6)
_MOST = 60


def ticks(most: Fraction, wanted: int = 4) -> tuple[int, ...]:
    """Give the ticks of an axis from 0 to at least `most`: at most `wanted` steps of 1, 2, 5, 10, …"""
    scale = 1
    while True:
        for step in _STEPS:
            size = step * scale
            if size * wanted >= most:
                count = max(1, -(-most // size))
                return tuple(size * at for at in range(int(count) + 1))
        scale *= 10


class Tick(Frozen):
    """A day at which an axis of time is marked; `month` and `day` are 0 where they are not part of its name.

    Attributes:
        at: the day, counted as `date.toordinal` counts.

    """

    at: int
    year: int
    month: int = 0
    day: int = 0


def calendars(first: date, last: date) -> Iterator[tuple[Tick, ...]]:
    """Give the axes that hold two days and all between, finest first: by days, months, years, decades."""
    span = (last - first).days
    for step in _DAYS:
        if span / step <= _MOST:
            yield tuple(_days(first, last, step))
    for step in _MONTHS:
        if span / 28 / step <= _MOST:
            yield tuple(_months(first, last, step))
    scale = 1
    while True:
        for step in (scale, 2 * scale, 5 * scale):
            yield tuple(_years(first, last, step))
        scale *= 10


def _days(first: date, last: date, step: int) -> Iterator[Tick]:
    for at in range(first.toordinal(), last.toordinal() + 1 + step, step):
        day = date.min + timedelta(at - 1) if at <= date.max.toordinal() else date.max
        yield Tick(at, day.year, day.month, day.day)


def _months(first: date, last: date, step: int) -> Iterator[Tick]:
    begin = (first.year * 12 + first.month - 1) // step * step
    end = last.year * 12 + last.month - 1
    for month in range(begin, end + 1 + step, step):
        yield Tick(_new_year(month // 12) + _into(month // 12, month % 12), month // 12, month % 12 + 1)


def _years(first: date, last: date, step: int) -> Iterator[Tick]:
    for year in range(first.year // step * step, last.year + 1 + step, step):
        yield Tick(_new_year(year), year)


def _new_year(year: int) -> int:
    """Count to the first day of any year, before the first and after the last that `date` knows."""
    before = year - 1
    return 365 * before + before // 4 - before // 100 + before // 400 + 1


def _into(year: int, month: int) -> int:
    """Give the days of a year that are over when a month (from 0) begins."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return sum((31, 28 + leap, 31, 30, 31, 30, 31, 31, 30, 31, 30)[:month])
