"""How wide the columns of a table are: as its content asks, and no wider than there is room for.

The engine gives each column a share by its longest cell (CSS 2.2 §17.5.2.2), so that beside a column of
sentences a date breaks into three lines. Here narrow columns have what they need first, and long ones share
the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import permutations
from math import ceil
from typing import Any

import weasyprint
from weasyprint.layout import preferred, table

from roa_dossier.frozen import Frozen
from roa_dossier.layout.notes import ENGINE

MM = 96 / 25.4
"""The engine's unit of length, which is a ninety-sixth of an inch."""

ROOM = 24 * MM
"""What a column of sentences has at least, where it is there to be had."""

FITTED = "fitted"
"""The class of tables whose columns are shared out here."""

Rows = Sequence[Sequence[tuple[int, float]]]
"""Of each row the columns of its cells, and how wide each cell is on one line."""

_SHARES = (0.5, 0.6, 0.4, 0.7, 0.3, 0.8, 0.2, 1.0)
"""Powers of its longest cell by which a column may have its share: the first that makes the fewest lines."""

_SAMPLE, _FEW = 100, 6
"""How many rows are looked at, and in how many columns at most: more would take longer than it is worth."""

_BESIDE, _RAGGED = 11 * 96 / 72, 1.08
"""The room beside a cell's words, and how much longer a text is for the ends of its lines, about."""


class Widths(Frozen):
    """What the columns of a table want: each by its longest word, and by its longest cell on one line."""

    least: list[float]
    most: list[float]
    rows: Rows = ()


_auto_table_layout = table.auto_table_layout


def keep() -> bool:
    """Put what is here in place of the engine's own, once a process; whether it was put there."""
    if not weasyprint.__version__.startswith(ENGINE) or not hasattr(table, "auto_table_layout"):
        return False
    table.auto_table_layout = _shared_out
    return True


def _shared_out(context: Any, box: Any, containing_block: Any) -> None:
    """Share a table's width among its columns."""
    wrapped = box.get_wrapped_table()
    classes = (wrapped.element.get("class") or "").split() if wrapped.element is not None else ()
    if FITTED not in classes or wrapped.width == "auto":
        _auto_table_layout(context, box, containing_block)
        return
    found = context.tables.get(wrapped.element) or measured(context, wrapped)
    context.tables[wrapped.element] = found
    wrapped.column_widths = shared(found, wrapped.width)


def measured(context: Any, wrapped: Any) -> Widths:
    """Give what the columns of a table want."""
    found = [row for group in wrapped.children for row in group.children]
    width = max((cell.grid_x + cell.colspan for row in found for cell in row.children), default=0)
    least, most = [0.0] * width, [0.0] * width
    rows = []
    for row in found:
        wants = []
        for cell in row.children:
            if cell.colspan == 1:
                low, high = preferred.table_cell_min_max_content_width(context, cell)
                least[cell.grid_x] = max(least[cell.grid_x], low)
                most[cell.grid_x] = max(most[cell.grid_x], high)
                wants.append((cell.grid_x, high))
        rows.append(wants)
    return Widths(least, most, rows)


def shared(wants: Widths, width: float) -> list[float]:
    """Share a width among columns, so that they add up to it.

    Each has its longest word, then up to `ROOM`; the rest goes to long columns by a power of their longest
    cell, the one that makes the fewest lines. What nobody needs goes to all by what they have. Where even the
    longest words do not fit, the longest give way first: they are broken.
    """
    least, most = wants.least, wants.most
    if not sum(most):
        return [width / len(most) for _ in most]
    if sum(least) > width:
        return _filled(lambda level: [min(low, level) for low in least], width, max(least))
    if sum(most) <= width:
        return [each * width / sum(most) for each in most]
    roomy = [max(low, min(high, ROOM)) for low, high in zip(least, most, strict=True)]
    if sum(roomy) > width:
        return _clamped(least, [1.0] * len(most), most, width)
    shares = [_clamped(roomy, [each**power for each in most], most, width) for power in _SHARES]
    rows = wants.rows[:: max(1, len(wants.rows) // _SAMPLE)]
    return _eased(rows, min(shares, key=lambda widths: _lines(rows, widths)), roomy, most)


def _clamped(
    low: Sequence[float], shares: Sequence[float], high: Sequence[float], width: float
) -> list[float]:
    """Give each column its share of the width, neither less than its `low` nor more than its `high`."""
    bounds = list(zip(low, shares, high, strict=True))
    return _filled(
        lambda level: [max(least, min(most, level * share)) for least, share, most in bounds],
        width,
        max(high),
    )


def _eased(rows: Rows, widths: list[float], low: Sequence[float], high: Sequence[float]) -> list[float]:
    """Let columns give way to each other, as long as that saves lines."""
    best, fewest = widths, _lines(rows, widths)
    columns = range(len(widths)) if len(widths) <= _FEW else ()
    for step in (0.0, 8 * MM, 4 * MM, 2 * MM, MM) * 2:
        for wider, narrower in permutations(columns, 2):
            tried, more = list(best), step or high[wider] - best[wider]
            tried[wider], tried[narrower] = tried[wider] + more, tried[narrower] - more
            if tried[narrower] >= low[narrower] and (found := _lines(rows, tried)) < fewest:
                best, fewest = tried, found
    return best


def _lines(rows: Rows, widths: Sequence[float]) -> int:
    """Count the lines that rows take up, about."""
    return sum(
        max((ceil((high - _BESIDE) * _RAGGED / max(widths[at] - _BESIDE, 1)) for at, high in row), default=0)
        if any(high > widths[at] for at, high in row)
        else 1
        for row in rows
    )


def _filled(widths: Callable[[float], list[float]], width: float, top: float) -> list[float]:
    """Find the level at which widths that grow with it fill the width; the last column has what is left."""
    low, high = 0.0, top
    for _ in range(60):
        middle = (low + high) / 2
        if sum(widths(middle)) > width:
            high = middle
        else:
            low = middle
    found = widths(low)
    found[-1] += width - sum(found)
    return found


# ── whether a table fits ────────────────────────────────────────────────────────────────────────────

BROKEN, NARROW = 45 * MM, 17 * MM
"""A word longer than the first may be broken rather than a table turned; a column of sentences narrower than
the second is no column any more."""


def wanted(wants: Widths) -> list[float]:
    """Say how wide each column must be for its table to be read with ease."""
    bounds = zip(wants.least, wants.most, strict=True)
    return [max(min(low, BROKEN), min(high, NARROW)) for low, high in bounds]


def parts(widths: Sequence[float], room: float) -> tuple[tuple[int, ...], ...]:
    """Part columns so that each part, with the first column before it, has room; as evenly as may be.

    Args:
        widths: what each column wants.
        room: what one part may take.

    Returns:
        The columns of each part, without the first but in the first part; one part where all fit, or where no
        part of two columns would.

    """
    first, rest = widths[0], range(1, len(widths))
    if sum(widths) <= room or not rest or max(widths[at] for at in rest) + first > room:
        return (tuple(range(len(widths))),)
    count = len(_parted(widths, room))
    least = max(widths[at] for at in rest) + first
    steps = (least + (room - least) * step / 100 for step in range(101))
    return next(found for step in steps if len(found := _parted(widths, step)) == count)


def _parted(widths: Sequence[float], room: float) -> tuple[tuple[int, ...], ...]:
    found: list[tuple[int, ...]] = []
    held: list[int] = [0]
    taken = widths[0]
    for at in range(1, len(widths)):
        if taken + widths[at] > room and held not in ([], [0]):
            found.append(tuple(held))
            held, taken = [], widths[0]
        held.append(at)
        taken += widths[at]
    return (*found, tuple(held))
