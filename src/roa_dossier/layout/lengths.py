"""Used lengths found sooner: most of a box's margins, paddings and sizes are pixels, or automatic.

The engine asks of each of the fourteen whether it is a sum, a share of the block around, or plain. Here the
plain ones are taken as they are, and the others left to it.
"""

from __future__ import annotations

from math import inf
from typing import Any

import weasyprint
from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure import boxes
from weasyprint.layout import absolute, block, column, grid, inline, page, percent, table
from weasyprint.layout import float as floats

from roa_dossier.layout.notes import ENGINE

_USERS = (absolute, block, column, floats, grid, inline, page, percent, table)
_ACROSS = ("margin_left", "margin_right", "padding_left", "padding_right", "width", "min_width", "max_width")
_DOWN = ("margin_top", "margin_bottom", "padding_top", "padding_bottom")
_HIGH = ("height", "min_height", "max_height")
_BORDERS = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))
_resolve = percent.resolve_percentages
_one = percent.resolve_one_percentage


def keep() -> bool:
    """Put what is here in place of the engine's own, once a process; whether it was put there."""
    if not weasyprint.__version__.startswith(ENGINE) or not all(
        hasattr(module, "resolve_percentages") for module in _USERS
    ):
        return False
    for module in _USERS:
        module.resolve_percentages = _resolved
    return True


def _resolved(box: Any, containing_block: Any) -> None:
    """Set the used lengths of a box, in the engine's pixels."""
    if isinstance(box, boxes.PageBox) or box.style["box_sizing"] != "content-box":
        _resolve(box, containing_block)
        return
    if isinstance(containing_block, boxes.Box):
        width, height = containing_block.width, containing_block.height
    else:
        width, height = containing_block
    style, used = box.style, box.__dict__
    for names, whole in ((_ACROSS, width), (_DOWN, width), (_HIGH, height)):
        for name in names:
            value = style[name]
            if value.__class__ is Dimension and value.unit == "px":
                used[name] = value.value
            elif value == "auto":
                used[name] = 0 if name[:4] == "min_" else "auto"
            elif names is not _HIGH or height != "auto":
                _one(box, name, whole)
            else:
                _high(box, name)
    kept = style["border_collapse"] == "collapse"
    for name in _BORDERS:
        if not (kept and hasattr(box, name)):
            used[name] = style[name]


def _high(box: Any, name: str) -> None:
    """Set a height that is a share of one that is not known yet: it follows from what is in it."""
    if name == "height":
        box.height = "auto"
    else:
        _one(box, name, 0 if name == "min_height" else inf)
