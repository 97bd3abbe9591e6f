"""Where the units of a tree stand: beside each other where that fits, else beneath each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from roa_dossier.model.chapter import Unit

_MOST_BESIDE, _MOST_BENEATH = 4, 7


@dataclass(frozen=True, slots=True)
class Spot:
    """The place of a unit that stands beneath others.

    Attributes:
        unit: the unit.
        depth: how many units it is under, here.
        lines: for each depth from 1 on to its own, whether the line of that depth goes on beneath its row.

    """

    unit: Unit
    depth: int
    lines: tuple[bool, ...]


def spots(units: Sequence[Unit]) -> tuple[Spot, ...]:
    """Place a tree, whose units each follow the one they belong to, row by row."""
    depths: dict[str, int] = {}
    for unit in units:
        depths[unit.name] = depths[unit.of] + 1 if unit.of in depths else 0
    listed = [depths[unit.name] for unit in units]
    open_: set[int] = set()
    found: list[Spot] = []
    for unit, depth in zip(reversed(units), reversed(listed), strict=True):
        open_ = {level for level in open_ if level <= depth}
        found.append(Spot(unit, depth, tuple(level in open_ for level in range(1, depth + 1))))
        open_.add(depth)
    return tuple(reversed(found))


def columns(units: Sequence[Unit]) -> tuple[tuple[Unit, ...], ...]:
    """Divide what is under the first unit into columns; none where they are too many or too deep to fit."""
    branches: list[list[Unit]] = []
    for unit in units[1:]:
        if unit.of == units[0].name:
            branches.append([])
        branches[-1].append(unit)
    if not 2 <= len(branches) <= _MOST_BESIDE or max(map(len, branches)) > _MOST_BENEATH:
        return ()
    if any(spot.depth > 2 for branch in branches for spot in spots(branch)):
        return ()
    return tuple(tuple(branch) for branch in branches)
