"""Bars beside what is torn over pages: they end where the words do.

A block that goes on over the page fills what is left of it (CSS Fragmentation 3 §5), its bar and its tint
with it. Where a note or the rule for widows takes the next line away, they would point past the last one at
nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import weasyprint
from weasyprint.formatting_structure import boxes

BARRED = frozenset(("quote", "answer"))
"""The classes of blocks that have a bar, or a tint."""


def end_bars(document: weasyprint.Document) -> None:
    """Let each barred block of a finished layout end at its last line on the page; its least height stays."""
    for page in document.pages:
        for box in page._page_box.descendants():
            if isinstance(box, boxes.BlockBox) and _is_barred(box):
                bottom = max((line.position_y + line.height for line in _lines(box)), default=None)
                if bottom is not None:
                    least = max(box.min_height, bottom - box.content_box_y())
                    box.height = min(box.height, least)


def _is_barred(box: Any) -> bool:
    return box.element is not None and not BARRED.isdisjoint((box.element.get("class") or "").split())


def _lines(box: Any) -> Iterator[Any]:
    """Give the lines that stand in the block's own column: not those of the notes beside it."""
    for child in box.children:
        if isinstance(child, boxes.LineBox):
            yield child
        elif child.is_in_normal_flow() and isinstance(child, boxes.ParentBox):
            yield from _lines(child)
