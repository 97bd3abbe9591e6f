"""Rows of a table that was refused as a whole: whether their cells still use up whole lines of a snapshot."""

from __future__ import annotations

from roa_dossier.evidence import Ground, fold
from roa_dossier.model.chapter import Passage
from roa_dossier.text import Text


def used_up(ground: Ground, cells: str) -> Passage | None:
    """Find the lines that the cells of a row (parted by ` | `) in order use up; None where there are none."""
    needle = _squeezed(fold(Text.of(cells.replace(" | ", " "))).chars)
    stops = ends(ground)
    lines = [_squeezed(ground.chars[low:high]) for low, high in zip(ground.starts, stops, strict=True)]
    for first, line in enumerate(lines):
        if not line or not needle.startswith(line):
            continue
        last, done = first, len(line)
        while done < len(needle) and last + 1 < len(lines) and needle.startswith(lines[last + 1], done):
            last += 1
            done += len(lines[last])
        if done == len(needle):
            return _passage(ground, ground.starts[first], stops[first], stops[last])
    return None


def ends(ground: Ground) -> list[int]:
    """Give where each block of a ground ends, in its folded characters."""
    return [*(start - 1 for start in ground.starts[1:]), len(ground.chars)]


def _passage(ground: Ground, start: int, first: int, stop: int) -> Passage:
    low, high = ground.span(start, stop)
    marks = tuple(one for one in ground.source.marks if one.reach[0] < high and low < one.reach[1])
    return Passage(ground.source.key, ((low, high),), ground.locator(start, first), marks)


def _squeezed(chars: str) -> str:
    return "".join(chars.split())
