"""Lines cut from a run that was shaped as a whole: what they measure is known, they are not shaped for it.

Such a line is as wide as what its characters move on in the whole run, but for the last of them. That may be
kerned there with what stands on the next line; here a hyphen follows, or nothing. How far it moves on so does
not hang on what stands before it, and is asked of the engine once for each font.
"""

from __future__ import annotations

from typing import Any
from unicodedata import category

from weasyprint.layout import inline
from weasyprint.text.ffi import FROM_UNITS

from roa_dossier.layout import prepared
from roa_dossier.layout.lines import shaping
from roa_dossier.layout.lines.shaping import Leaf, Shape, Unfit


def piece(box: Any, leaf: Leaf, skip: int, cut: int, hyphen: str) -> Any:
    """Give the box of a part of a run; None where the engine must measure it.

    Args:
        box: of the whole run.
        leaf: what is known of it.
        skip: the byte (UTF-8) that the part begins with.
        cut: that before which it ends.
        hyphen: what is put after it; "" where no word is broken.

    """
    style, shape = box.style, leaf.shape
    if shape is None or shape.face is None or not shaping.is_usual(style):
        return None
    text = box.text.encode()[skip:cut].decode()
    units = _units(shape, text, skip, cut, hyphen, style)
    layout = prepared.later(text + hyphen, style)
    if units is None or layout is None:
        return None
    made = box.copy_with_text(text + hyphen)
    made.pango_layout = layout
    made.width, made.height = units * FROM_UNITS, shape.height
    line_height, _ = inline.strut(style)
    made.margin_top = made.margin_bottom = (line_height - shape.height) / 2
    made.baseline = shape.baseline + made.margin_top
    return made


def _units(shape: Shape, text: str, skip: int, cut: int, hyphen: str, style: Any) -> int | None:
    """Say how wide a part of a run is, in Pango's units; None where it cannot be told from the whole."""
    before = shape.before
    last = text[-1:]
    at = cut - len(last.encode())
    if not text or skip not in before or at not in before or cut not in before:
        return None
    if cut == shape.length and not hyphen:
        return before[cut] - before[skip]
    if category(last)[0] in "CMZ":  # kerning looks over or through it
        return None
    try:
        end = shaping.alone(last + hyphen, style)
    except Unfit:  # a hyphen that runs from right to left
        return None
    return None if end.face != shape.face else before[at] - before[skip] + end.whole
