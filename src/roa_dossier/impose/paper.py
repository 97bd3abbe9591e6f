"""How large the sheet is, how its pages are scaled, and where its pages' places are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import assert_never

from roa_dossier.frozen import Frozen
from roa_dossier.model.sheets import Imposition, Paper, Scheme
from roa_dossier.pdf import Box, PageShape

MM = 72 / 25.4
"""Points in a millimetre."""

MARK_GAP, MARK_LENGTH, MARK_REST = 2 * MM, 5 * MM, 3 * MM
"""Between the bleed and a crop mark, the mark itself, and from there to the paper's edge or the next page."""

LIKE = 2 * MM
"""How much larger a paper may be that stands for twice the page: two A5 pages are 1 mm narrower than A4."""

SLACK = 0.5 * MM
"""What two sizes may differ and yet be the same."""


class Ground(Frozen):
    """A sheet before anything stands on it, in points.

    Attributes:
        width: of the paper.
        height: of the paper.
        columns: of places, from left to right.
        rows: of places, downward.
        page: width and height that most pages have.
        scale: of the pages.
        folded: whether the two places meet at a fold.
        margin: kept free around what is trimmed together, for marks and bleed.
        bleed: shown beyond the trimmed edges.

    """

    width: float
    height: float
    columns: int
    rows: int
    page: tuple[float, float]
    scale: float
    folded: bool
    margin: float
    bleed: float

    def places(self) -> Iterator[Box]:
        """Give the part of the sheet that belongs to each page, from left to right and downward."""
        width, height = self.width / self.columns, self.height / self.rows
        for row in range(self.rows):
            for column in range(self.columns):
                left, top = column * width, self.height - row * height
                yield Box(left, top - height, left + width, top)


def shown(page: PageShape) -> tuple[float, float]:
    """Give width and height of a trimmed page as it is shown, in points."""
    width = (page.trim.right - page.trim.left) * page.unit
    height = (page.trim.top - page.trim.bottom) * page.unit
    return (height, width) if page.rotation % 2 else (width, height)


def alike(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether two sizes are the same, but for what no one sees."""
    return abs(one[0] - other[0]) <= SLACK and abs(one[1] - other[1]) <= SLACK


def usual(pages: tuple[PageShape, ...]) -> tuple[float, float]:
    """Give the size that most pages have; of several, the one that comes first."""
    sizes = [shown(page) for page in pages]
    counted = Counter((round(width), round(height)) for width, height in sizes)
    most = counted.most_common(1)[0][0]
    return next(size for size in sizes if (round(size[0]), round(size[1])) == most)


def ground(page: tuple[float, float], wanted: Imposition) -> Ground:
    """Choose the sheet and its division for pages of one size.

    The sheet lies as the pages come out larger on it; pages are never enlarged. Where the pages do not fit
    on it at all, the scale is 0 or less.
    """
    margin = _margin(wanted)
    folded = wanted.scheme is Scheme.BOOKLET
    grounds = [
        _divided(page, paper, division, folded, margin, wanted.bleed * MM)
        for paper in _papers(page, wanted, margin)
        for division in _divisions(wanted.scheme)
    ]
    best = max(grounds, key=lambda ground: ground.scale)
    return _divided(
        page, (best.width, best.height), (best.columns, best.rows), folded, margin, best.bleed, most=1.0
    )


def _margin(wanted: Imposition) -> float:
    """Give the room that marks and bleed need on each side."""
    marks = MARK_GAP + MARK_LENGTH + MARK_REST if wanted.crop_marks else 0.0
    return wanted.bleed * MM + marks


def _divisions(scheme: Scheme) -> tuple[tuple[int, int], ...]:
    """Give columns and rows, in every way that keeps the order of reading."""
    match scheme:
        case Scheme.BOOKLET:
            return ((2, 1),)
        case Scheme.TWO_UP:
            return ((2, 1), (1, 2))
        case Scheme.FOUR_UP:
            return ((2, 2),)
        case _:
            assert_never(scheme)


def _papers(page: tuple[float, float], wanted: Imposition, margin: float) -> tuple[tuple[float, float], ...]:
    """Give the paper, upright and turned; for a booklet without a paper, twice the page and its margins."""
    if wanted.paper is not None:
        short, long = (edge * MM for edge in wanted.paper.millimetres)
    elif wanted.scheme is Scheme.BOOKLET:
        return (_like((2 * page[0] + 2 * margin, page[1] + 2 * margin)),)
    else:
        short, long = page
    return ((short, long), (long, short))


def _like(size: tuple[float, float]) -> tuple[float, float]:
    """Give the known paper that is this large or a trifle larger, else the size itself."""
    for paper in Paper:
        short, long = (edge * MM for edge in paper.millimetres)
        for width, height in ((short, long), (long, short)):
            if -SLACK <= width - size[0] <= LIKE and -SLACK <= height - size[1] <= LIKE:
                return (width, height)
    return size


def _divided(
    page: tuple[float, float],
    paper: tuple[float, float],
    division: tuple[int, int],
    folded: bool,
    margin: float,
    bleed: float,
    most: float = float("inf"),
) -> Ground:
    """Divide a paper, and scale the pages to their places."""
    columns, rows = division
    beside = margin if folded else 2 * margin
    width, height = paper[0] / columns - beside, paper[1] / rows - 2 * margin
    scale = min(most, width / page[0], height / page[1])
    if scale > 1 - 1e-3:  # sizes are told in tenths of a point
        scale = min(most, max(scale, 1.0))
    return Ground(*paper, columns, rows, page, scale, folded, margin, bleed)
