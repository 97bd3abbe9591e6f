"""Figures made from facts, resolved."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from roa_dossier.frozen import Frozen
from roa_dossier.model.chapter.evidence import Passage
from roa_dossier.model.chapter.stated import StatedValue


class Drawn(Frozen):
    """One reading of a fact as a figure draws it.

    Attributes:
        fact: the fact's id.
        label: what stands at it.
        said: the reading; its call stands after its locator.
        text: the value or date that is drawn, as typed.
        unit: the unit of the value; "" for none, and for a date.
        approximate: whether its edges are not sharp.
        contested: whether other readings, or other facts, say otherwise.
        uncited: whether its passage is marked "citation needed" in its source.
        passages: all that it rests on.

    """

    fact: str
    label: str
    said: StatedValue
    text: str
    unit: str = ""
    approximate: bool = False
    contested: bool = False
    uncited: bool = False
    passages: tuple[Passage, ...] = ()


class Event(Frozen):
    """A dated fact; the days are those of `values.Dates`."""

    drawn: Drawn
    first: date | None
    last: date | None
    span: bool = False


class Timeline(Frozen):
    """Dated facts in order of time."""

    events: tuple[Event, ...]
    table: bool = False


class Bar(Frozen):
    """A number or a range; None for an end that is open."""

    drawn: Drawn
    low: Fraction | None
    high: Fraction | None


class Strengths(Frozen):
    """Numbers as bars, in the order given."""

    bars: tuple[Bar, ...]
    table: bool = False


class Unit(Frozen):
    """One unit of a tree.

    Attributes:
        name: its id in `names.yaml`.
        text: its printed form.
        of: the id of the unit above it; "" for the first.
        size: one of `UNIT_SIZES`; "" for none.
        kind: one of `UNIT_KINDS`; "" for none.
        place: the fact that puts it there; None for the first, and where that is ours.
        commanders: who commanded it, by every reading.
        strengths: its strength, by every reading.

    """

    name: str
    text: str
    of: str = ""
    size: str = ""
    kind: str = ""
    place: Drawn | None = None
    commanders: tuple[Drawn, ...] = ()
    strengths: tuple[Drawn, ...] = ()


class BattleTree(Frozen):
    """Units as a tree, each after the one it belongs to; `editorial` says why a place in it is ours."""

    units: tuple[Unit, ...]
    editorial: str = ""
    table: bool = False
