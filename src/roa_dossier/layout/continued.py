"""Tables that go on over pages: lines that stand above a repeated head only, and one table in the tags.

A head's rows of the class `over` say that the table goes on: "Table 6.1, continued". The engine repeats a
head whole, on the first page as on every other; here each page is given those of its rows that belong there.
A row with `data-group` belongs only where that group of rows, counted from 1, is the one that goes on.

The engine's tags make a table of each page, heads and all. Here what is repeated is called an artifact, and
the rows of later pages are put into the table of the first (ISO 14289-1 §7.5: one table, its cells with their
heads), for `layout.tagged`, which makes the tags.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import weasyprint
from weasyprint.formatting_structure import boxes
from weasyprint.layout import block, table

from roa_dossier.layout.notes import ENGINE

OVER, GROUP = "over", "group"

_TALL, _LETTER, _LINE = 0.75, 0.43, 1.35
"""The part of a page that a row may take up; how wide a letter is and how high a line, in ems, about."""

SHOWN = "tr.over { display: table-row }"
"""What the style sheets leave hidden where nothing gives each page its own rows."""

_table_layout = table.table_layout


def keep() -> bool:
    """Put what is here in place of the engine's own, once a process.

    Returns:
        Whether it was put there: not when the engine is another version than the one it was written for. Then
        no table says that it goes on, for the style sheets hide those lines until this unhides them.

    """
    if not weasyprint.__version__.startswith(ENGINE) or not hasattr(block, "table_layout"):
        return False
    block.table_layout = _page_of_table
    return True


# ── layout ──────────────────────────────────────────────────────────────────────────────────────────


def _page_of_table(
    context: Any, box: Any, bottom_space: float, skip_stack: Any, *rest: Any, **named: Any
) -> Any:
    """Lay out what one page holds of a table, with the rows of its head that belong there."""
    _let_tall_rows_break(context, box)
    header = box.children[0] if box.children and box.children[0].is_header else None
    if header is None:
        return _table_layout(context, box, bottom_space, skip_stack, *rest, **named)
    goes_on = _goes_on(box, skip_stack)
    group = _group(box, skip_stack) if goes_on else 0
    rows = [row for row in header.children if _belongs(row, goes_on, group)]
    if len(rows) < len(header.children):
        box = box.copy_with_children([header.copy_with_children(rows), *box.children[1:]])
    made = _table_layout(context, box, bottom_space, skip_stack, *rest, **named)
    if made[0] is not None and not made[0].children[0].is_header and _next_row_may_break(box, skip_stack):
        made = _table_layout(context, box, bottom_space, skip_stack, *rest, **named)
    if goes_on and made[0] is not None:
        made[0].goes_on = True
        if made[0].children and made[0].children[0].is_header:
            made[0].children[0].artifact = True
            for each in made[0].children[0].descendants():
                each.artifact = True
    return made


def _let_tall_rows_break(context: Any, box: Any) -> None:
    """Let the rows that no page holds break, and stand apart from their neighbours.

    A row is not torn apart, and the first two are kept together with their head (blocks.css): with a row that
    is taller than a page the engine would leave a caption alone on one page, and drop the head from the next.
    """
    seen = context.__dict__.setdefault("dossier_tables", set())
    if box.element in seen or not hasattr(box, "column_widths"):
        return
    seen.add(box.element)
    rows = [row for group in box.children if not group.is_header for row in group.children]
    for at, row in enumerate(rows):
        if _depth(row, box.column_widths) > _TALL * context.page_bottom:
            _loosen(row, "break_inside", "break_before", "break_after")
            for other in rows[max(0, at - 1) : at]:
                _loosen(other, "break_after")
            for other in rows[at + 1 : at + 2]:
                _loosen(other, "break_before")


def _depth(row: Any, widths: list[float]) -> float:
    """How deep a row is, about."""
    deepest = 0.0
    for cell in row.children:
        size, width = cell.style["font_size"], sum(widths[cell.grid_x : cell.grid_x + cell.colspan])
        letters = sum(len(each.text) for each in cell.descendants() if isinstance(each, boxes.TextBox))
        deepest = max(deepest, letters * size * _LETTER / max(width, size) * size * _LINE)
    return deepest


def _loosen(row: Any, *names: str) -> None:
    row.style = row.style.copy()
    for name in names:
        row.style[name] = "auto"


def _next_row_may_break(box: Any, skip_stack: Any) -> bool:
    """Let the row break that the page begins with: it is taller than we thought. Whether it did not
    before.
    """
    at, inside = next(iter((skip_stack or {1: None}).items()))
    rows = box.children[at].children if at < len(box.children) else ()
    row = next(iter(inside)) if inside else 0
    if row >= len(rows) or rows[row].style["break_inside"] == "auto":
        return False
    _loosen(rows[row], "break_inside")
    return True


def _goes_on(box: Any, skip_stack: Any) -> bool:
    """Whether rows of the table stand on a page before."""
    if not skip_stack:
        return False
    ((group, inside),) = skip_stack.items()
    first = next((at for at, each in enumerate(box.children) if not each.is_header), group)
    return bool(group > first or inside)


def _group(box: Any, skip_stack: Any) -> int:
    """Give the number of the group that goes on; 0 where the page begins with a group, or there is none."""
    ((at, inside),) = skip_stack.items()
    row, torn = next(iter(inside.items())) if inside else (0, None)
    before = [each for group in box.children[:at] if not group.is_header for each in group.children]
    rows = box.children[at].children
    if row < len(rows) and _has_class(rows[row], GROUP) and not torn:
        return 0
    return sum(_has_class(each, GROUP) for each in (*before, *rows[: row + 1]))


def _belongs(row: Any, goes_on: bool, group: int) -> bool:
    if not _has_class(row, OVER):
        return True
    of = row.element.get("data-group", "")
    return goes_on and (not of or of == str(group))


def _has_class(box: Any, name: str) -> bool:
    return box.element is not None and name in (box.element.get("class") or "").split()


# ── tags ────────────────────────────────────────────────────────────────────────────────────────────


class Tables:
    """The tables whose first page is tagged: the structure element of each, and the heads of its columns."""

    def __init__(self) -> None:
        self._begun: dict[Any, tuple[Any, dict[int, list[Any]]]] = {}

    def tagged(self, box: Any, pdf: Any, build: Callable[[Any], Iterator[Any]]) -> Iterator[Any]:
        """Give the structure elements of a box, those of a table's pages as one.

        Args:
            box: any.
            pdf: what is being made.
            build: makes the elements of a box as the engine does.

        """
        wrapped = box.get_wrapped_table() if getattr(box, "is_table_wrapper", False) else None
        if wrapped is None:
            yield from build(box)
            return
        begun = self._begun.get(wrapped.element) if getattr(wrapped, "goes_on", False) else None
        for element in build(_bare(box, wrapped)):
            if begun is None:
                self._begun[wrapped.element] = (element, _heads(wrapped))
                yield element
            else:
                join(begun[0], element, pdf)
        if begun is not None:
            _headed(wrapped, begun[1])


def _bare(wrapper: Any, wrapped: Any) -> Any:
    """Give the table without a head that is repeated, or that has no row here."""
    kept = [
        each
        for each in wrapped.children
        if not getattr(each, "artifact", False) and not (each.is_header and not each.children)
    ]
    if len(kept) == len(wrapped.children):
        return wrapper
    inner = wrapped.copy_with_children(kept)
    return wrapper.copy_with_children([inner if each is wrapped else each for each in wrapper.children])


def _heads(wrapped: Any) -> dict[int, list[Any]]:
    """Give the names of the heads of each column, from the cells of the head."""
    found: dict[int, list[Any]] = {}
    for cell in _cells(wrapped.children[0]) if wrapped.children and wrapped.children[0].is_header else ():
        if "ID" in getattr(cell, "mark", {}):
            for column in range(cell.grid_x, cell.grid_x + cell.colspan):
                found.setdefault(column, []).append(cell.mark["ID"])
    return found


def _headed(wrapped: Any, heads: dict[int, list[Any]]) -> None:
    """Let the cells of a later page name the heads of the first."""
    for group in wrapped.children:
        for cell in _cells(group):
            attributes = getattr(cell, "mark", {}).get("A", {})
            if "Headers" in attributes:
                columns = range(cell.grid_x, cell.grid_x + cell.colspan)
                attributes["Headers"].extend(name for column in columns for name in heads.get(column, ()))


def _cells(group: Any) -> Iterator[Any]:
    for row in group.children:
        for cell in row.children:
            if isinstance(cell, boxes.TableCellBox) and not getattr(cell, "artifact", False):
                yield cell


def join(first: Any, later: Any, pdf: Any) -> None:
    """Put what stands in an element of a later page into that of the first, and give the later up."""
    for kid in later["K"]:
        if isinstance(kid, bytes):
            pdf.objects[int(kid.split()[0])]["P"] = first.reference
        first["K"].append(kid)
    later["K"].clear()
    later.free = "f"
