"""Whether two values say the same, contradict each other, or neither.

Three relations. Two values are the *same* when they mean the same, however typed. They *differ* when not both
can be so. Between the two stand values of unlike precision, one of which lies within the other ("April 1945"
and "12 April 1945", "120,000–130,000" and "125,000"): neither the same nor contradicting.
"""

from __future__ import annotations

from datetime import date
from typing import assert_never

from roa_dossier.values.forms import Dates, Named, Number, Phrase, Value


def same(one: Value, other: Value) -> bool:
    """Whether two values mean the same: `28 January 1945` and `1945-01-28`, `about 12,000` and `ca. 12 000`.

    A unit that one of two numbers leaves out is taken to be the other's. Names are the same when an entry of
    `names.yaml` has both forms.
    """
    match one, other:
        case Number(), Number():
            return _units_agree(one, other) and _bounds(one) == _bounds(other)
        case Named(ids), Named(others):
            return bool(ids & others)
        case _:
            return one == other


def differ(one: Value, other: Value) -> bool:
    """Whether two values contradict each other.

    - Numbers contradict unless one's range lies within the other's. "About" widens nothing: `about 12,000`
      says 12,000, so `11,856` contradicts it, and `12,000` does not. Numbers of two units contradict.
    - Dates contradict unless one lies within the other. Where the edges of one are not sharp (`late 1943`)
      it is enough that they overlap. Two spans with stated ends contradict unless their beginnings and their
      ends agree in this way: `1942–45` and `1943–45` contradict, though one lies within the other.
    - Names contradict when no entry of `names.yaml` has both forms; phrases when they differ after folding;
      values of two kinds always.
    """
    match one, other:
        case Number(), Number():
            return not (_units_agree(one, other) and (_within(one, other) or _within(other, one)))
        case Dates(), Dates():
            return _dates_differ(one, other)
        case ((Number() | Dates() | Named() | Phrase()), _):
            return not same(one, other)
        case _:
            assert_never(one)


def _units_agree(one: Number, other: Number) -> bool:
    return not one.unit or not other.unit or one.unit == other.unit


def _bounds(number: Number) -> tuple[object, ...]:
    return (number.low, number.high, number.approximate, number.strict)


def _within(inner: Number, outer: Number) -> bool:
    """Whether every number that `inner` may be is one that `outer` may be."""
    sharp = outer.strict and not inner.strict
    if outer.low is not None and (inner.low is None or inner.low < outer.low):
        return False
    if outer.high is not None and (inner.high is None or inner.high > outer.high):
        return False
    return not (sharp and (inner.low if outer.high is None else inner.high) in (outer.low, outer.high))


Range = tuple[date, date]


def _dates_differ(one: Dates, other: Dates) -> bool:
    loose = one.approximate or other.approximate
    if one.is_span and other.is_span:
        begins = _agree(_beginning(one), _beginning(other), loose=loose)
        return not (begins and _agree(_end(one), _end(other), loose=loose))
    return not _agree(_range(one), _range(other), loose=loose)


def _range(dates: Dates) -> Range:
    return (dates.first or date.min, dates.last or date.max)


def _beginning(span: Dates) -> Range:
    return (span.first or date.min, span.begun or date.max)


def _end(span: Dates) -> Range:
    return (span.ending or date.min, span.last or date.max)


def _agree(one: Range, other: Range, *, loose: bool) -> bool:
    if loose:
        return one[0] <= other[1] and other[0] <= one[1]
    inner, outer = (one, other) if one[1] - one[0] <= other[1] - other[0] else (other, one)
    return outer[0] <= inner[0] and inner[1] <= outer[1]
