"""No page ends inside a word: lines are taken back, and what the engine keeps of a page with them."""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block


def is_broken(line: Any) -> bool:
    """Whether a line ends inside a word, be it at a hyphen of the word's own."""
    ending = getattr(line, "ending", None)
    return ending is not None and bool(ending.parted)


def without_broken(context: Any, children: Any, absolute_boxes: list[Any], fixed_boxes: list[Any]) -> Any:
    """Take so many lines from a paragraph's that what is left does not end inside a word for its widows."""
    if not children or not isinstance(children[0], boxes.LineBox):
        return children
    style = children[0].style
    left = len(children) - style["widows"]
    while left > style["orphans"] and is_broken(children[left - 1]):
        left -= 1
    if left < style["orphans"] or is_broken(children[left - 1]):
        return children
    count = left + style["widows"]
    block.remove_placeholders(context, children[count:], absolute_boxes, fixed_boxes)
    return children[:count]


class Kept:
    """What the engine keeps of a page while it sets lines, so that they can be set again."""

    def __init__(self, context: Any, box: Any, absolute_boxes: list[Any], fixed_boxes: list[Any]) -> None:
        area = context.current_footnote_area
        self._context, self._box, self._area = context, box, area
        self._lists = [
            (one, list(one))
            for one in (
                context.footnotes,
                context.current_page_footnotes,
                context.reported_footnotes,
                absolute_boxes,
                fixed_boxes,
            )
        ]
        self._area_state = (area.height, area.children, context.page_bottom)
        self._margin = box.margin_top

    def restore(self) -> None:
        """Let it be as it was."""
        for one, before in self._lists:
            one[:] = before
        self._area.height, self._area.children, self._context.page_bottom = self._area_state
        self._box.margin_top = self._margin
