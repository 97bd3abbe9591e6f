"""Whether the sheets for the printer hold every page once, in its place, with all its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from roa_dossier import pdf
from roa_dossier.diagnostics import Diagnostic, Span, error
from roa_dossier.model.sheets import Sheets

_MM = 72 / 25.4
_NEAR = 1.5
"""Points by which a character may stand beside its place: the boxes are rounded."""

_EACH = 25
"""Of how many characters one is measured: pages are placed whole, and never character by character."""

_UNSEEN = "\x02\ufffe\u00ad\u2010-"
"""What PDFium reads at the ends of lines, and not always the same."""


_Spot = tuple[str, float, float]
"""A character, and the middle of its box in points."""


class _Words:
    """The characters of a page or a side, in the order in which they are drawn."""

    def __init__(self, page: pdf.Drawn) -> None:
        self._page = page
        self._at = [at for at, char in enumerate(page.chars) if not char.isspace() and char not in _UNSEEN]
        self.chars = "".join(page.chars[at] for at in self._at)

    def middle(self, number: int) -> tuple[float, float] | None:
        """Give the middle of a character's box, in points right of and above a corner as shown."""
        box = self._page.box(self._at[number])
        if box is None:
            return None
        x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
        match self._page.rotation:
            case 90:
                return y, -x
            case 180:
                return -x, -y
            case 270:
                return -y, x
            case _:
                return x, y

    def spots(self) -> Iterator[_Spot]:
        """Give all characters that have a box."""
        for number, char in enumerate(self.chars):
            if (middle := self.middle(number)) is not None:
                yield char, *middle


def diagnostics(pages: bytes, sheets: Sheets, name: str) -> tuple[Diagnostic, ...]:
    """Compare the pages of a PDF with the sheets that were made of them, as both are drawn.

    Args:
        pages: the PDF whose pages were imposed; each is shown upright, and trimmed to its paper.
        sheets: what was made of it.
        name: of the sheets' file, for messages.

    Returns:
        An error for each side on which other words stand than those of its pages, or in other places; and one
        where a page is not there once.

    """
    sides = [
        (side, sheets.turned and back)
        for sheet in sheets.sheets
        for back, side in enumerate((sheet.front, sheet.back))
        if side
    ]
    with pdf.drawing(pages) as origin, pdf.drawing(sheets.pdf) as drawn:
        held = sorted(number for side, _ in sides for number in side if number is not None)
        if held != list(range(len(origin))) or len(drawn) != len(sides):
            message = f"expected each page of `{name}` once, on {len(sides)} sides, found it otherwise"
            return (error("sheet-differs", message, Span(name)),)
        return tuple(
            _differs(number, side, name)
            for number, (side, turned) in enumerate(sides)
            if not _stands(
                side,
                [_Words(origin.page(each)) if each is not None else None for each in side],
                _Words(drawn.page(number, turned=bool(turned))),
                sheets,
                turned=bool(turned),
            )
        )


def _differs(number: int, side: tuple[int | None, ...], name: str) -> Diagnostic:
    wanted = " and ".join(str(page + 1) for page in side if page is not None) or "none"
    message = f"expected the words of pages {wanted} on side {number + 1} of `{name}`, each in its place"
    return error("sheet-differs", message, Span(name))


def _stands(
    side: tuple[int | None, ...],
    pages: list[_Words | None],
    drawn: _Words,
    sheets: Sheets,
    *,
    turned: bool,
) -> bool:
    """Whether a side holds the words of its pages and no others, each page within its place and to scale."""
    if drawn.chars != "".join(page.chars for page in pages if page):
        # PDFium reads a side that holds lines of two directions in another order than its pages.
        return _stands_in_any_order(pages, drawn, sheets, turned=turned)
    begin = 0
    for place, page in enumerate(pages):
        if page is None:
            continue
        if not all(_placed(page, drawn, begin, place, sheets, turned=turned)):
            return False
        begin += len(page.chars)
    return True


def _stands_in_any_order(pages: list[_Words | None], drawn: _Words, sheets: Sheets, *, turned: bool) -> bool:
    """Whether each place of a side holds the characters of its page and no others, as far from each other."""
    if sorted(drawn.chars) != sorted("".join(page.chars for page in pages if page)):
        return False
    upright = -1 if turned else 1
    held: dict[int, list[_Spot]] = {place: [] for place in range(len(pages))}
    for char, x, y in drawn.spots():
        held.setdefault(_place(x, y, sheets, turned=turned), []).append((char, x * upright, y * upright))
    return len(held) == len(pages) and all(
        _same([(char, x * sheets.scale, y * sheets.scale) for char, x, y in page.spots()], held[place])
        if page
        else not held[place]
        for place, page in enumerate(pages)
    )


def _same(wanted: list[_Spot], found: list[_Spot]) -> bool:
    """Whether the same characters stand as far from their lowest and leftmost ones."""
    if Counter(char for char, _, _ in wanted) != Counter(char for char, _, _ in found):
        return False
    there: dict[tuple[str, int, int], list[tuple[float, float]]] = {}
    for char, x, y in _from_corner(found):
        there.setdefault((char, round(x / _NEAR), round(y / _NEAR)), []).append((x, y))
    return all(
        any(
            abs(x - right) <= _NEAR and abs(y - up) <= _NEAR
            for column in (-1, 0, 1)
            for row in (-1, 0, 1)
            for right, up in there.get((char, round(x / _NEAR) + column, round(y / _NEAR) + row), ())
        )
        for char, x, y in _from_corner(wanted)
    )


def _from_corner(spots: list[_Spot]) -> Iterator[_Spot]:
    left = min((x for _, x, _ in spots), default=0.0)
    low = min((y for _, _, y in spots), default=0.0)
    yield from ((char, x - left, y - low) for char, x, y in spots)


def _placed(
    page: _Words, drawn: _Words, begin: int, place: int, sheets: Sheets, *, turned: bool
) -> Iterator[bool]:
    """Measure one character of many: whether it stands in its place, as far from the first as it should."""
    scale = -sheets.scale if turned else sheets.scale
    first: tuple[float, float, float, float] | None = None
    last = len(page.chars) - 1
    for at in sorted({*range(0, last + 1, _EACH), last} if last >= 0 else ()):
        own, there = page.middle(at), drawn.middle(begin + at)
        if own is None or there is None:
            continue
        yield _place(*there, sheets, turned=turned) == place
        first = first or (*own, *there)
        yield abs((own[0] - first[0]) * scale - (there[0] - first[2])) <= _NEAR
        yield abs((own[1] - first[1]) * scale - (there[1] - first[3])) <= _NEAR


def _place(x: float, y: float, sheets: Sheets, *, turned: bool) -> int:
    """Give the place of a side that a point lies in, from left to right and downward as it is read."""
    wide, high = sheets.width * _MM, sheets.height * _MM
    across, down = (wide - x, y) if turned else (x, high - y)
    column = min(sheets.columns - 1, max(0, int(across / wide * sheets.columns)))
    row = min(sheets.rows - 1, max(0, int(down / high * sheets.rows)))
    return row * sheets.columns + column
