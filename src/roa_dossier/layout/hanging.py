"""Spaces that hang over a line's end: a run that fits but for the space after it is not broken.

Where a run of text ends with a space and another inline element follows, the engine measures the run with its
space. A run that fits a line without it, and not with it, it takes for one that is too long, and breaks it at
its first opportunity: a line of one word. CSS Text 3 §4.1.2 lets the space hang.
"""

from __future__ import annotations

from math import inf
from typing import Any

import weasyprint
from weasyprint.layout import inline

from roa_dossier.layout.notes import ENGINE

_NARROW = 0.25
"""How wide a letter is at least on an average, in ems: longer runs are not tried."""

_split_first_line = inline.split_first_line


def keep() -> bool:
    """Put what is here in place of the engine's own, once a process; whether it was put there."""
    if not weasyprint.__version__.startswith(ENGINE) or not hasattr(inline, "split_first_line"):
        return False
    inline.split_first_line = _first_line
    return True


def _first_line(text: str, style: Any, context: Any, width: float | None, *rest: Any, **named: Any) -> Any:
    """Give the first line of a run: the whole of it where all but its last space fits `width`."""
    if width is not None and _may_hang(text, style, width):
        bare = _split_first_line(text.rstrip(" "), style, context, width, *rest, **named)
        _, _, goes_on, needed, *_ = bare
        if goes_on is None and needed <= width:
            return _split_first_line(text, style, context, None, *rest, **named)
    return _split_first_line(text, style, context, width, *rest, **named)


def _may_hang(text: str, style: Any, width: float) -> bool:
    """Tell whether the run ends with a space that hangs, and may be short enough for the line."""
    return (
        width != inf
        and text.endswith(" ")
        and text.strip(" ") != ""
        and style["white_space"] == "normal"
        and len(text) * style["font_size"] * _NARROW <= width
    )
