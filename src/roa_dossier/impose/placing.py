"""Where on its sheet each page comes to stand, to which side up, and what is marked beside it."""

from __future__ import annotations

from collections.abc import Iterator

from roa_dossier.impose.paper import MARK_GAP, MARK_LENGTH, MM, Ground, alike, shown
from roa_dossier.model.sheets import Imposition, Sheet, Turn
from roa_dossier.pdf import Box, PageShape, Placed, Side

Matrix = tuple[float, float, float, float, float, float]
Line = tuple[float, float, float, float]


def upright(ground: Ground) -> Turn:
    """Give the edge over which the sheet turns like a page of a book, so that its back needs no turning."""
    return Turn.SHORT if ground.width >= ground.height else Turn.LONG


def sides(
    sheets: tuple[Sheet, ...], pages: tuple[PageShape, ...], ground: Ground, wanted: Imposition, turn: Turn
) -> Iterator[Side]:
    """Give the sides of the sheets in the order of printing: each front, then its back.

    A back that is reached over the other edge than the upright one stands on its head.
    """
    turned = turn not in (Turn.NONE, upright(ground))
    for sheet in sheets:
        yield _side(sheet.front, sheet, pages, ground, wanted)
        if sheet.back:
            back = _side(sheet.back, sheet, pages, ground, wanted)
            yield _on_its_head(back) if turned else back


def _side(
    numbers: tuple[int | None, ...],
    sheet: Sheet,
    pages: tuple[PageShape, ...],
    ground: Ground,
    wanted: Imposition,
) -> Side:
    creep = _creep(sheet, wanted.creep * MM)
    placed, trims = [], []
    for column, (number, place) in enumerate(zip(numbers, ground.places(), strict=True)):
        if number is None:
            continue
        trim = _trimmed(shown(pages[number]), ground, place, column == 0, creep)
        trims.append(trim)
        clip = _clipped(_wider(trim, ground.bleed), place) if ground.folded else _wider(trim, ground.bleed)
        placed.append(Placed(number, _matrix(pages[number], trim), clip))
    whole = _spread(ground, creep) if ground.folded else None
    marked = [whole] if whole else trims
    lines = [line for trim in marked for line in _crop_marks(trim, ground.bleed)]
    if whole:
        lines += _fold_marks(whole, ground.bleed)
    trimmed = whole if ground.margin else None
    return Side(
        width=ground.width,
        height=ground.height,
        placed=tuple(placed),
        lines=tuple(lines) if wanted.crop_marks else (),
        trim=trimmed,
        bleed=_wider(trimmed, ground.bleed) if trimmed else None,
    )


def _creep(sheet: Sheet, most: float) -> float:
    """Give how far a sheet's pages move: `most` on the innermost of its signature, none on the outermost."""
    return most * sheet.depth / (sheet.nested - 1) if sheet.nested > 1 else 0.0


def _trimmed(size: tuple[float, float], ground: Ground, place: Box, first: bool, creep: float) -> Box:
    """Give the edges of a page on the sheet: at the fold, or in the middle of its place."""
    fitting = min(1.0, ground.page[0] / size[0], ground.page[1] / size[1])
    scale = ground.scale * (1.0 if alike(size, ground.page) else fitting)
    width, height = size[0] * scale, size[1] * scale
    bottom = (place.bottom + place.top - height) / 2
    if not ground.folded:
        left = (place.left + place.right - width) / 2
    elif first:
        left = place.right - width + creep
    else:
        left = place.left - creep
    return Box(left, bottom, left + width, bottom + height)


def _spread(ground: Ground, creep: float) -> Box:
    """Give the edges of two pages at their fold, which are trimmed together."""
    width = ground.page[0] * ground.scale - creep
    height = ground.page[1] * ground.scale
    middle, bottom = ground.width / 2, (ground.height - height) / 2
    return Box(middle - width, bottom, middle + width, bottom + height)


def _matrix(page: PageShape, trim: Box) -> Matrix:
    """Map a page's own coordinates to the sheet's: its trimmed edges, as shown, come to lie on `trim`."""
    own = page.trim
    scale = (trim.right - trim.left) / shown(page)[0] * page.unit
    match page.rotation:
        case 0:
            a, b, c, d, left, bottom = 1, 0, 0, 1, -own.left, -own.bottom
        case 1:
            a, b, c, d, left, bottom = 0, -1, 1, 0, -own.bottom, own.right
        case 2:
            a, b, c, d, left, bottom = -1, 0, 0, -1, own.right, own.top
        case _:
            a, b, c, d, left, bottom = 0, 1, -1, 0, own.top, -own.left
    return (
        a * scale,
        b * scale,
        c * scale,
        d * scale,
        trim.left + left * scale,
        trim.bottom + bottom * scale,
    )


def _wider(box: Box, by: float) -> Box:
    return Box(box.left - by, box.bottom - by, box.right + by, box.top + by)


def _clipped(box: Box, place: Box) -> Box:
    """Cut at the fold; the place's other edges are the paper's."""
    return Box(
        max(box.left, place.left),
        max(box.bottom, place.bottom),
        min(box.right, place.right),
        min(box.top, place.top),
    )


def _crop_marks(trim: Box, bleed: float) -> Iterator[Line]:
    """Give two marks at each corner, in line with the edges and outside the bleed."""
    near, far = bleed + MARK_GAP, bleed + MARK_GAP + MARK_LENGTH
    for y in (trim.bottom, trim.top):
        yield (trim.left - far, y, trim.left - near, y)
        yield (trim.right + near, y, trim.right + far, y)
    for x in (trim.left, trim.right):
        yield (x, trim.bottom - far, x, trim.bottom - near)
        yield (x, trim.top + near, x, trim.top + far)


def _fold_marks(trim: Box, bleed: float) -> Iterator[Line]:
    """Give a broken line at each end of the fold, told from a crop mark by its gap."""
    near, piece = bleed + MARK_GAP, MARK_LENGTH / 3
    middle = (trim.left + trim.right) / 2
    for start in (near, near + 2 * piece):
        yield (middle, trim.bottom - start - piece, middle, trim.bottom - start)
        yield (middle, trim.top + start, middle, trim.top + start + piece)


def _on_its_head(side: Side) -> Side:
    """Turn a side by half a turn."""

    def point(x: float, y: float) -> tuple[float, float]:
        return side.width - x, side.height - y

    def box(one: Box) -> Box:
        return Box(*point(one.right, one.top), *point(one.left, one.bottom))

    def matrix(one: Matrix) -> Matrix:
        a, b, c, d, e, f = one
        return (-a, -b, -c, -d, *point(e, f))

    return Side(
        width=side.width,
        height=side.height,
        placed=tuple(Placed(one.page, matrix(one.matrix), box(one.clip)) for one in side.placed),
        lines=tuple((*point(x, y), *point(p, q)) for x, y, p, q in side.lines),
        trim=box(side.trim) if side.trim else None,
        bleed=box(side.bleed) if side.bleed else None,
    )
