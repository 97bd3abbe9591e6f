"""What an edition asks of its pages, as style sheets: paper, margins, sides, size of type, hyphens."""

from __future__ import annotations

from roa_dossier.charts import Room
from roa_dossier.frozen import Frozen
from roa_dossier.model.outline import Edition
from roa_dossier.patterns import regex

USUAL_SIZE = 10.6
"""Points of the running text in the built-in styles (`--text` in tokens.css)."""

NAME = "edition.css"
"""What messages call the sheet that is made here."""

HYPHENS = {
    "less": {"hyphen-zone": "10%", "hyphen-letters": "8 4 4", "hyphen-letters-short": "8 4 4"},
    "usual": {"hyphen-zone": "5%", "hyphen-letters": "6 3 3", "hyphen-letters-short": "6 3 3"},
    "more": {"hyphen-zone": "0%"},
}
"""How words are broken where lines are set one after another, by the tokens of `tokens.css`.

At most how much of a line stays empty before a word is broken at its end; how many letters such a word has
at least, and how many before and after the hyphen. On narrow measures the letters matter, on wide ones both.
"""

_POINTS = regex(r"(?<![\w.#-])(\d+(?:\.\d+)?)pt\b")


class Sheet(Frozen):
    """A page in millimetres.

    Attributes:
        size: its width and height.
        margins: at the head, outside, at the foot and inside.
        handout: at the head and the foot of a handout.
        title: of the title page: head, sides, foot.
        note: the width of what stands in the outer margin.
        type_size: of the running text, in points.

    """

    size: tuple[float, float]
    margins: tuple[float, float, float, float]
    handout: tuple[float, float]
    title: tuple[float, float, float]
    note: float = 34
    type_size: float = USUAL_SIZE


SHEETS = {
    "A4": Sheet((210, 297), (27, 46, 30, 28), (24, 25), (30, 28, 26)),
    "A5": Sheet((148, 210), (19, 31, 21, 15), (17, 19), (20, 15, 18), note=21, type_size=9.6),
    "Letter": Sheet((215.9, 279.4), (24, 46, 27, 28), (21, 23), (27, 28, 24)),
    "Legal": Sheet((215.9, 355.6), (32, 46, 38, 28), (29, 33), (36, 28, 32)),
}


def fitted(
    css: tuple[tuple[str, str], ...], edition: Edition, made_for: float = USUAL_SIZE, least: float = 0.0
) -> tuple[tuple[str, str], ...]:
    """Give style sheets with all sizes in points as the edition's type asks; millimetres stay.

    Args:
        css: path and text of each sheet.
        edition: its type size, or else its paper, says how large the running text is.
        made_for: the size of running text in points that the sheets are made for.
        least: the size that running text has at least where the edition names none, in points.

    """
    on_paper = made_for * SHEETS[edition.paper].type_size / USUAL_SIZE
    factor = (edition.type_size or max(on_paper, least)) / made_for
    if factor == 1:
        return css
    return tuple((name, _POINTS.sub(lambda found: _scaled(found[1], factor), text)) for name, text in css)


def _scaled(points: str, factor: float) -> str:
    """Scale a length; rules stay as fine as they are."""
    return f"{points if float(points) < 2 else round(float(points) * factor, 2)}pt"


def sheet(edition: Edition, hyphenation: str = "") -> tuple[tuple[str, str], ...]:
    """Give the style sheet of an edition's paper, sides and hyphens; none for A4 on two sides, fitted.

    Args:
        edition: whose.
        hyphenation: how words are broken where lines are set one after another, by `HYPHENS`; "" for fitted
            lines, which weigh hyphens themselves.

    """
    parts = []
    if edition.paper != "A4" or not edition.two_sided:
        parts.append(_tokens(_measures(SHEETS[edition.paper])))
    if hyphenation:
        parts.append(_tokens(HYPHENS[hyphenation]))
    if not edition.two_sided:
        parts.append(_ONE_SIDE)
    return ((NAME, "\n".join(parts)),) if parts else ()


def _tokens(said: dict[str, str]) -> str:
    lines = (f"  --{name}: {value};" for name, value in said.items())
    return "\n".join((":root {", *lines, "}"))


def _measures(page: Sheet) -> dict[str, str]:
    """Give the measures of a paper, by the tokens of `tokens.css`."""
    top, outer, bottom, inner = page.margins
    (head, foot), (above, sides, below) = page.handout, page.title
    width, height = page.size
    said = {
        "page-width": width,
        "page-height": height,
        "page-top": top,
        "page-outer": outer,
        "page-bottom": bottom,
        "page-inner": inner,
        "handout-top": head,
        "handout-bottom": foot,
        "title-top": above,
        "title-side": sides,
        "title-bottom": below,
        "margin-width": page.note,
    }
    return {name: f"{length:g}mm" for name, length in said.items()}


_ONE_SIDE = """@page :left {
  margin-left: var(--page-inner);
  margin-right: var(--page-outer);
  @top-right {
    content: counter(page);
    width: 14mm;
    font: var(--folio) var(--sans);
    vertical-align: bottom;
    padding-bottom: 7mm;
    font-variant-caps: normal;
    font-feature-settings: var(--figures);
    letter-spacing: 0;
    text-align: right;
  }
  @top-left {
    content: string(head);
    width: calc(var(--measure) - 14mm);
    font: var(--folio) var(--sans);
    vertical-align: bottom;
    padding-bottom: 7mm;
    font-variant-caps: var(--head-caps);
    font-feature-settings: normal;
    letter-spacing: var(--head-spacing);
    text-align: left;
  }
}
@page turned:left, turned:right {
  margin: var(--page-top) var(--page-inner) var(--page-bottom);
  @left-top { content: none }
  @left-bottom { content: none }
  @right-top { content: none }
  @right-bottom { content: none }
  @top-left { content: string(head) }
  @top-right { content: counter(page) }
}
section.chapter, section.part { break-before: page }
"""
"""Every page is as a right one: its number and its margin notes at the right, chapters on the next page.

What is turned stays as it is laid out, upright on a screen.
"""


# ── what figures are drawn to ───────────────────────────────────────────────────────────────────────

_TOKEN = regex(r"--([\w-]+):\s*(\d+(?:\.\d+)?)(mm|pt)\s*[;}]")
_WORDS_OF_FIGURES = {"fine": 8.2, "tiny": 7.4, "list": 9.2, "label": 9.0, "small": 9.4}
"""The sizes of type in figures, in points, as the built-in styles have them."""


def room(css: tuple[tuple[str, str], ...]) -> Room:
    """Measure a page's text, and its type against the usual one, by the tokens that hold in the end."""
    tokens = {
        name: float(number)
        for _, text in css
        for name, number, _ in _TOKEN.findall(text)
        if name.startswith("page-") or name in _WORDS_OF_FIGURES
    }

    def left(whole: str, *taken: str) -> float:
        return tokens.get(f"page-{whole}", 0.0) - sum(tokens.get(f"page-{each}", 0.0) for each in taken)

    usual = Room()
    width, height = left("width", "outer", "inner"), left("height", "top", "bottom")
    sizes = [tokens.get(name, size) / size for name, size in _WORDS_OF_FIGURES.items()]
    return Room(
        round(width, 2) if width > 0 else usual.width, height if height > 0 else usual.height, max(sizes)
    )
