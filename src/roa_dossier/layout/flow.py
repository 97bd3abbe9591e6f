"""What the engine asks of boxes most often, answered at once.

Whether a box is in the normal flow takes it five questions, each a call; what is inside a box comes to it
through as many generators as it lies deep; and of every line it computes around which floats it must go,
where there are none. Here the usual answer is given at once, and the others are left to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import weasyprint
from weasyprint.formatting_structure import boxes
from weasyprint.layout import background, block, inline, percent
from weasyprint.layout import float as floats

from roa_dossier.layout.notes import ENGINE

_ROOMS = (
    *((boxes.Box, name) for name in ("is_in_normal_flow", "descendants")),
    *((room, "avoid_collisions") for room in (block, floats, inline)),
    *((room, "resolve_radii_percentages") for room in (background, percent)),
)
_in_normal_flow = boxes.Box.is_in_normal_flow
_avoid, _radii = floats.avoid_collisions, percent.resolve_radii_percentages
_CORNERS = tuple(
    f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left")
)
_SHARP = ((0, "px"), (0, "px"))


def keep() -> bool:
    """Put what is here in place of the engine's own, once a process; whether it was put there."""
    if not weasyprint.__version__.startswith(ENGINE) or not all(hasattr(*each) for each in _ROOMS):
        return False
    mine = (_flows, _inside, *(_beside,) * 3, *(_round,) * 2)
    for (room, name), function in zip(_ROOMS, mine, strict=True):
        setattr(room, name, function)
    return True


def _flows(box: Any) -> bool:
    """Whether a box is in the normal flow."""
    style = box.style
    if style["float"] == "none" and style["position"] in ("static", "relative"):
        return True
    return bool(_in_normal_flow(box))


def _inside(box: Any, placeholders: bool = False) -> Iterator[Any]:
    """Give a box and all that is in it, in the order of the document."""
    yield box
    above = [iter(box.children)]
    while above:
        for child in above[-1]:
            if isinstance(child, boxes.Box):
                yield child
                if child.children:
                    above.append(iter(child.children))
                    break
            elif placeholders:
                yield from child.descendants(placeholders)
            else:
                yield child
        else:
            above.pop()


def _beside(context: Any, box: Any, containing_block: Any, outer: bool = True) -> tuple[float, float, float]:
    """Give where a line stands, and how wide it may be, beside floats."""
    if (
        context.excluded_shapes
        or not isinstance(box, boxes.LineBox)
        or box.style["float"] != "none"
        or containing_block.style["direction"] != "ltr"
    ):
        found: tuple[float, float, float] = _avoid(context, box, containing_block, outer)
        return found
    left = containing_block.content_box_x()
    right = left + containing_block.width
    if outer:
        return left, box.position_y, right - left
    left += box.margin_left
    right -= box.margin_right
    return left - box.margin_left, box.border_box_y() - box.margin_top, right - left


def _round(box: Any) -> None:
    """Set the used radii of the corners of a box."""
    style = box.style
    if any(style[name] != _SHARP for name in _CORNERS):
        _radii(box)
        return
    for name in _CORNERS:
        setattr(box, name, (0, 0))
