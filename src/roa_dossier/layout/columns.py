"""How wide the columns of a table are: as its content asks, and no wider than there is room for.

The engine gives each column a share by its longest cell (CSS 2.2 §17.5.2.2), so that beside a column of sentences a
date breaks into three lines. Here narrow columns have what they need first, and long ones share the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import weasyprint
from weasyprint.layout import preferred, table

from roa_dossier.layout.notes import ENGINE

MM = 96 / 25.4
"""The engine's unit of length, which is a ninety-sixth of an inch."""

ROOM = 24 * MM
"""What a column of sentences has at least, where it is there to be had."""

FITTED = "fitted"
"""The class of tables whose columns are shared out here."""

Widths = tuple[list[float], list[float]]

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
    known = context.tables.get(wrapped.element)
    least, most = known or measured(context, wrapped)
    context.tables[wrapped.element] = (least, most)
    wrapped.column_widths = shared(least, most, wrapped.width)


def measured(context: Any, wrapped: Any) -> Widths:
    """Give the width of each column by its longest word, and by its longest cell on one line."""
    width = max((cell.grid_x + cell.colspan for cell in _cells(wrapped)), default=0)
    least, most = [0.0] * width, [0.0] * width
    for cell in _cells(wrapped):
        if cell.colspan == 1:
            low, high = preferred.table_cell_min_max_content_width(context, cell)
            least[cell.grid_x] = max(least[cell.grid_x], low)
            most[cell.grid_x] = max(most[cell.grid_x], high)
    return least, most


def _cells(wrapped: Any) -> list[Any]:
    return [cell for group in wrapped.children for row in group.children for cell in row.children]


def shared(least: Sequence[float], most: Sequence[float], width: float) -> list[float]:
    """Share a width among columns.

    Each has its longest word, then up to `ROOM`, then by the square root of its longest cell; what nobody needs goes to
    all by what they have. Where even the longest words do not fit, the longest give way first: to be broken.

    Args:
        least: the width of each column's longest word.
        most: the width of its longest cell on one line.
        width: of them all.

    Returns:
        Widths that add up to `width`.

    """
    if not most:
        return []
    columns = range(len(most))
    if sum(least) > width:
        return _filled(lambda level: [min(low, level) for low in least], width, max(least))
    if sum(most) <= width:
        spare = (width - sum(most)) / (sum(most) or 1)
        return [each * (1 + spare) if sum(most) else width / len(most) for each in most]
    roomy = [max(least[at], min(most[at], ROOM)) for at in columns]
    if sum(roomy) > width:
        return _filled(
            lambda level: [max(least[at], min(most[at], level)) for at in columns], width, max(roomy)
        )
    roots = [each**0.5 for each in most]
    return _filled(
        lambda level: [max(roomy[at], min(most[at], level * roots[at])) for at in columns], width, max(most)
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
"""A word longer than the first may be broken rather than a table turned; a column of sentences narrower than the second
is no column any more."""


def wanted(least: Sequence[float], most: Sequence[float]) -> list[float]:
    """Say how wide each column must be for its table to be read with ease."""
    return [max(min(low, BROKEN), min(high, NARROW)) for low, high in zip(least, most, strict=True)]


def parts(widths: Sequence[float], room: float) -> tuple[tuple[int, ...], ...]:
    """Part columns so that each part, with the first column before it, has room; as evenly as may be.

    Args:
        widths: what each column wants.
        room: what one part may take.

    Returns:
        The columns of each part, without the first but in the first part; one part where all fit, or where no part of
        two columns would.

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
