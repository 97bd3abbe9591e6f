"""The sheets of paper an edition may be printed on, as style sheets: margins, sides, and the size of type."""

from __future__ import annotations

import re
from dataclasses import dataclass

from roa_dossier.model.outline import Edition

USUAL_SIZE = 10.6
"""Points of the running text in the built-in styles (`--text` in tokens.css)."""

NAME = "edition.css"
"""What messages call the sheet that is made here."""

_POINTS = re.compile(r"(?<![\w.#-])(\d+(?:\.\d+)?)pt\b")
_APART = 0.02
"""Millimetres by which a left page's text is wider: what stands in the margin tells the sides by it."""

_NUMBER = 14
"""Millimetres at the head that are the page number's, the rest being the running head's."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page in millimetres; `note` is the width of what stands in the outer margin.

    Attributes:
        size: width and height, as CSS has them.
        width: of the page.
        margins: at the head, outside, at the foot and inside.
        handout: at the head and the foot of a handout.
        title: of the title page: head, sides, foot.
        note: the width of notes in the margin.
        beside: how far these stand from the text.
        type_size: of the running text, in points.

    """

    size: str
    width: float
    margins: tuple[float, float, float, float]
    handout: tuple[float, float]
    title: tuple[float, float, float]
    note: float = 34
    beside: float = 5
    type_size: float = USUAL_SIZE

    @property
    def text(self) -> float:
        """The width of a right page's text."""
        _, outer, _, inner = self.margins
        return self.width - outer - inner


SHEETS = {
    "A4": Sheet("A4", 210, (27, 46, 30, 28), (24, 25), (30, 28, 26)),
    "A5": Sheet("A5", 148, (19, 31, 21, 15), (17, 19), (20, 15, 18), note=21, type_size=9.6),
    "Letter": Sheet("letter", 215.9, (24, 46, 27, 28), (21, 23), (27, 28, 24)),
    "Legal": Sheet("legal", 215.9, (32, 46, 38, 28), (29, 33), (36, 28, 32)),
}


def fitted(css: tuple[tuple[str, str], ...], edition: Edition) -> tuple[tuple[str, str], ...]:
    """Give style sheets with all sizes in points as the edition's type asks; millimetres stay."""
    factor = (edition.type_size or SHEETS[edition.paper].type_size) / USUAL_SIZE
    if factor == 1:
        return css
    return tuple((name, _POINTS.sub(lambda found: _scaled(found[1], factor), text)) for name, text in css)


def _scaled(points: str, factor: float) -> str:
    """Scale a length; rules stay as fine as they are."""
    return f"{points if float(points) < 2 else round(float(points) * factor, 2)}pt"


def sheet(edition: Edition) -> tuple[tuple[str, str], ...]:
    """Give the style sheet of an edition's paper and sides; none for A4 on two sides, which is built in."""
    if edition.paper == "A4" and edition.two_sided:
        return ()
    page = SHEETS[edition.paper]
    parts = (_page(page), _two_sides(page) if edition.two_sided else _one_side(page))
    return ((NAME, "\n".join(parts)),)


def _page(page: Sheet) -> str:
    top, outer, bottom, inner = page.margins
    (head, foot), (above, sides, below) = page.handout, page.title
    number = f"@bottom-left {{ width: {page.text:g}mm }}"
    return f"""@page {{ size: {page.size}; margin: {top}mm {outer}mm {bottom}mm {inner}mm }}
@page :nth(1 of opening) {{ {number} }}
@page :nth(1 of handout) {{ {number} }}
@page title-page {{ margin: {above}mm {sides}mm {below}mm }}
@page handout {{ margin-top: {head}mm; margin-bottom: {foot}mm }}
.margin {{ width: {page.note:g}mm }}
.readings.beside td:not(.gutter) {{ width: {(page.text - 5) / 2:g}mm }}
"""


def _two_sides(page: Sheet) -> str:
    _, outer, _, inner = page.margins
    running = page.text - _NUMBER
    return f"""@page :left {{
  margin-left: {outer - _APART:g}mm;
  margin-right: {inner}mm;
  @top-right {{ width: {running:g}mm }}
}}
@page :right {{ @top-left {{ width: {running:g}mm }} }}
.margin {{ left: {_outside(page, page.beside, page.beside + page.note)} }}
.sign {{ left: {_outside(page, 1.4, 4)} }}
.sign.single-source {{ left: {_outside(page, 3.6, 6.2)} }}
"""


def _outside(page: Sheet, right: float, left: float) -> str:
    """Give the place that is `right` beyond the text of a right page, and `left` before that of a left one.

    A percentage is of the text's width, which differs by a hair: a straight line goes through both places.
    """
    slope = (page.text + right + left) / _APART
    return f"calc({round(page.text + right + slope * page.text, 3)}mm - {round(slope * 100, 3)}%)"


def _one_side(page: Sheet) -> str:
    _, outer, _, inner = page.margins
    shared = "font: 9pt 'Linux Biolinum O'; vertical-align: bottom; padding-bottom: 7mm"
    return f"""@page :left {{
  margin-left: {inner}mm;
  margin-right: {outer}mm;
  @top-right {{
    content: counter(page);
    width: {_NUMBER}mm;
    {shared};
    font-variant-caps: normal;
    font-feature-settings: 'onum';
    letter-spacing: 0;
    text-align: right;
  }}
  @top-left {{
    content: string(head);
    width: {page.text - _NUMBER:g}mm;
    {shared};
    font-variant-caps: all-small-caps;
    font-feature-settings: normal;
    letter-spacing: 0.06em;
    text-align: left;
  }}
}}
@page :right {{ @top-left {{ width: {page.text - _NUMBER:g}mm }} }}
section.chapter, section.part {{ break-before: page }}
.margin {{ left: calc(100% + {page.beside:g}mm) }}
.sign {{ left: calc(100% + 1.4mm) }}
.sign.single-source {{ left: calc(100% + 3.6mm) }}
"""
