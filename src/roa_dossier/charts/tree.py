"""Where the units of a tree stand: beside each other where that fits, else beneath each other."""

from __future__ import annotations

from collections.abc import Sequence

from roa_dossier.charts.room import Room
from roa_dossier.frozen import Frozen
from roa_dossier.model.chapter import Drawn, Unit

NAME, FACT = 9.2, 9.0
"""Points of a unit's name and of what is stated of it, in the built-in type."""

SYMBOL = 13.5
"""Millimetres that a symbol takes up, with what is kept free beside it."""

INDENT = 5.0
"""Millimetres by which units stand in beneath the head of a column."""

_MOST_BESIDE = 4
_LINE, _LOWEST, _GAP, _HEAD = 4.4, 9.8, 2.0, 22.0
_MARK, _NOTE = 5.2, "88"
_SHARE = 0.5


class Spot(Frozen):
    """The place of a unit that stands beneath others.

    Attributes:
        unit: the unit.
        depth: how many units it is under, here.
        lines: for each depth from 1 on to its own, whether the line of that depth goes on beneath its row.
        above: whether units stand beneath it.

    """

    unit: Unit
    depth: int
    lines: tuple[bool, ...]
    above: bool = False


def spots(units: Sequence[Unit]) -> tuple[Spot, ...]:
    """Place a tree, whose units each follow the one they belong to, row by row."""
    depths: dict[str, int] = {}
    for unit in units:
        depths[unit.name] = depths[unit.of] + 1 if unit.of in depths else 0
    listed = [depths[unit.name] for unit in units]
    heads = {unit.of for unit in units}
    open_: set[int] = set()
    found: list[Spot] = []
    for unit, depth in zip(reversed(units), reversed(listed), strict=True):
        open_ = {level for level in open_ if level <= depth}
        lines = tuple(level in open_ for level in range(1, depth + 1))
        found.append(Spot(unit, depth, lines, unit.name in heads))
        open_.add(depth)
    return tuple(reversed(found))


def columns(units: Sequence[Unit], room: Room) -> tuple[tuple[Unit, ...], ...]:
    """Divide what is under the first unit into columns; none where they do not fit beside each other.

    They fit when no word is too wide for its column, nothing stands deeper than one unit beneath a column's
    head, and the whole takes up half a page at most, so that it can stand on one.
    """
    branches: list[list[Unit]] = []
    for unit in units[1:]:
        if unit.of == units[0].name:
            branches.append([])
        branches[-1].append(unit)
    if not 2 <= len(branches) <= _MOST_BESIDE:
        return ()
    if any(unit.of != branch[0].name for branch in branches for unit in branch[1:]):
        return ()
    width = room.width / len(branches) - 3
    beneath = width - INDENT - SYMBOL
    heads_fit = all(_fits(branch[0], room, width) for branch in branches)
    rest_fit = all(_fits(unit, room, beneath) for branch in branches for unit in branch[1:])
    tallest = max(
        _height(branch[0], room, width, 0) + sum(_height(unit, room, beneath, _LOWEST) for unit in branch[1:])
        for branch in branches
    )
    high = 2 * _HEAD + _height(units[0], room, room.width, 0) + tallest
    if not heads_fit or not rest_fit or high > _SHARE * room.height:
        return ()
    return tuple(tuple(branch) for branch in branches)


def _fits(unit: Unit, room: Room, width: float) -> bool:
    """Whether every word of a unit has room in a line."""
    words = [(word, NAME) for word in unit.text.split()]
    words += [(f"{word}{_NOTE}", FACT) for each in _stated(unit) for word in _said(each).split()]
    return all(room.wide(word, points) <= width for word, points in words)


def _height(unit: Unit, room: Room, width: float, least: float) -> float:
    """Give about how high a unit's words stand, in millimetres."""
    lines = room.lines(unit.text, NAME, width)
    lines += sum(room.lines(_said(each), FACT, width - _MARK) for each in _stated(unit))
    return max(least, lines * _LINE * room.size) + _GAP


def _stated(unit: Unit) -> tuple[Drawn, ...]:
    return (*unit.commanders, *unit.strengths)


def _said(drawn: Drawn) -> str:
    return f"{drawn.text} {drawn.unit} {drawn.said.scope}"
