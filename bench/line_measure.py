"""How well the lines of a PDF are set, told from its characters' boxes alone: any setter's, treated the same.

A line is justified when it ends at a right edge that many lines of its size share, on pages of its side, and
the gaps between words are not all of one width there. Punctuation and hyphens may hang beyond an edge by as
much as they are wide. Last lines end short of their edge, and ragged text has none: neither is measured.
"""

from __future__ import annotations

import ctypes
import math
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

HYPHENS = "-\u00ad\u2010\ufffe\x02"
"""What a broken word ends with, and how PDFium may give it."""

HANGS = HYPHENS + ".,;:!?…’”'\"»«“‘›‹)]–—"
"""What may hang beyond the right edge."""

FIXED = "\u2007\u2009\u200a\u202f"
"""Spaces that no setter stretches."""

GAP = 0.11
"""From how many ems on white between two characters parts words, where the PDF has no space there."""

APART = 2.5
"""From how many ems on white in a line may part two columns of a table."""

NEAR = 0.45
"""How many points lines that end at one edge may fall short of it."""

KERNED = 0.12
"""How many ems they may go beyond it: a last letter's kerning against the space after it is not drawn."""

FEWEST = 4
"""How many lines make an edge."""

SPREAD = 0.04
"""By how much of their median the gaps of justified lines vary at least; ragged lines have all the same."""

RAGGED = 3.0
"""Over how many ems before their longest the ends of ragged lines are strewn."""

LEADER = "......"
"""What leads from an entry to its page: such a line is full, and not by its gaps."""

RUNT = 0.08
"""A last line narrower than this part of the measure is a runt; so is one of fewer than `RUNT_LETTERS`."""

RUNT_LETTERS = 5
LADDER = 2
"""How many lines in succession may end with a hyphen; more are a ladder."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character as drawn: its advance from `left` to `right`, its base line, its size (points)."""

    text: str
    left: float
    right: float
    base: float
    size: float
    spaced: bool = False
    """Whether a space that may be stretched stands before it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as drawn (points).

    Attributes:
        page: from 1.
        text: its words, with one space between.
        left: where it begins.
        right: where it ends.
        base: how high its base line is.
        size: the size of most of its characters, to a tenth.
        gaps: the white between its words, in order.
        hang: how wide the punctuation is that it ends with: no setter hangs more.
        edge: the right edge that it is justified to; None when it is not.

    """

    page: int
    text: str
    left: float
    right: float
    base: float
    size: float
    gaps: tuple[float, ...]
    hang: float = 0.0
    edge: float | None = None

    @property
    def gap(self) -> float:
        """Give the mean gap between its words."""
        return statistics.fmean(self.gaps)

    @property
    def broken(self) -> bool:
        """Tell whether it ends with a hyphen after a letter."""
        return len(self.text) > 1 and self.text[-1] in HYPHENS and self.text[-2].isalpha()


def glyphs(file: Path) -> Iterator[tuple[int, list[Glyph]]]:
    """Give each page's number (from 1) and the characters drawn on it upright, in the order of drawing."""
    document = pypdfium2.PdfDocument(file)
    try:
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            yield number + 1, list(_glyphs(text))
            text.close()
            page.close()
    finally:
        document.close()


def _glyphs(text: pypdfium2.PdfTextPage) -> Iterator[Glyph]:
    box, shape = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    spaced = False
    for index in range(pdfium.FPDFText_CountChars(text)):
        char = chr(pdfium.FPDFText_GetUnicode(text, index))
        if pdfium.FPDFText_IsGenerated(text, index) == 1 and char not in HYPHENS:
            continue
        if char.isspace() and char not in FIXED:
            spaced = True
            continue
        if char in FIXED or abs(pdfium.FPDFText_GetCharAngle(text, index)) > 0.01:
            continue
        pdfium.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box))
        pdfium.FPDFText_GetCharOrigin(text, index, ctypes.byref(x), ctypes.byref(y))
        pdfium.FPDFText_GetMatrix(text, index, ctypes.byref(shape))
        size = pdfium.FPDFText_GetFontSize(text, index) * math.hypot(shape.c, shape.d)
        yield Glyph(char, box.left, box.right, y.value, size, spaced)
        spaced = False


def lines(file: Path) -> tuple[Line, ...]:
    """Give the lines of a PDF in the order of drawing, those that are justified with their edge."""
    found = [line for page, drawn in glyphs(file) for line in page_lines(page, drawn)]
    return edged(found)


def page_lines(page: int, drawn: Iterable[Glyph]) -> Iterator[Line]:
    """Put the characters of a page together to lines, as they follow each other."""
    row: list[Glyph] = []
    for glyph in drawn:
        if row and _parts(row[-1], glyph):
            yield from _rows(page, row)
            row = []
        row.append(glyph)
    if row:
        yield from _rows(page, row)


def _parts(before: Glyph, glyph: Glyph) -> bool:
    """Tell whether a character begins another line than the one before it."""
    if before.left == glyph.left and before.base == glyph.base:
        return False  # a ligature: its letters share a box
    size = max(before.size, glyph.size)
    return abs(glyph.base - before.base) > 0.5 * size or glyph.left < before.right - size


def _rows(page: int, row: Sequence[Glyph]) -> Iterator[Line]:
    """Part a row where columns part: at white much wider than the other gaps of the row."""
    gaps = [
        (index, glyph.left - before.right)
        for index, (before, glyph) in enumerate(pairwise(row), 1)
        if _between(before, glyph)
    ]
    usual = statistics.median(gap for _, gap in gaps) if gaps else 0.0
    start = 0
    for index, gap in gaps:
        wide = APART * min(row[index].size, row[index - 1].size)
        if (gap > wide and gap > 2 * usual) or gap > 3 * wide:
            yield _line(page, row[start:index])
            start = index
    yield _line(page, row[start:])


def _between(before: Glyph, glyph: Glyph) -> bool:
    return glyph.spaced or glyph.left - before.right > GAP * glyph.size


def _line(page: int, row: Sequence[Glyph]) -> Line:
    words: list[str] = [row[0].text]
    gaps: list[float] = []
    for before, glyph in pairwise(row):
        if _between(before, glyph):
            gaps.append(glyph.left - before.right)
            words.append("")
        words[-1] += "-" if glyph.text in HYPHENS else glyph.text
    size = Counter(round(glyph.size, 1) for glyph in row).most_common(1)[0][0]
    right = max(glyph.right for glyph in row)
    solid = next((glyph.right for glyph in reversed(row) if glyph.text not in HANGS), right)
    return Line(
        page, " ".join(words), row[0].left, right, row[0].base, size, tuple(gaps), max(0.0, right - solid)
    )


def edged(found: Sequence[Line]) -> tuple[Line, ...]:
    """Give the lines with the right edges that they are justified to."""
    edges = {key: _edges(list(group)) for key, group in _grouped(found).items()}
    return tuple(replace(line, edge=_nearest(line, edges[_side(line)])) for line in found)


def _side(line: Line) -> tuple[int, float]:
    return line.page % 2, line.size


def _grouped(found: Sequence[Line]) -> dict[tuple[int, float], list[Line]]:
    groups: dict[tuple[int, float], list[Line]] = {}
    for line in found:
        groups.setdefault(_side(line), []).append(line)
    return groups


def _edges(group: list[Line]) -> tuple[float, ...]:
    """Find the right edges that lines of one size share on pages of one side."""
    left = [line for line in group if len(line.gaps) > 2]
    edges: list[float] = []
    while True:
        ends = sorted(line.right for line in left if not line.hang)
        if not ends:
            return tuple(edges)
        edge = statistics.median(max((_around(ends, end) for end in ends), key=len))
        there = [line for line in left if _ends_at(line, edge)]
        if len(there) < FEWEST:
            return tuple(edges)
        left = [line for line in left if not _ends_at(line, edge)]
        strewn = sum(abs(line.right - edge) < RAGGED * line.size for line in left)
        if _spread([line.gap for line in there]) > SPREAD and len(there) > 2 * strewn:
            edges.append(edge)


def _around(ends: list[float], end: float) -> list[float]:
    return [other for other in ends if abs(other - end) <= NEAR / 2]


def _spread(gaps: list[float]) -> float:
    """Tell by how much gaps vary, without the outermost tenths."""
    low, *_, high = statistics.quantiles(gaps, n=10, method="inclusive")
    return (high - low) / statistics.median(gaps)


def _ends_at(line: Line, edge: float) -> bool:
    """Tell whether a line ends at an edge, its punctuation inside, beyond or astride of it."""
    return _fits(line, edge) and edge <= line.right + NEAR


def _fits(line: Line, edge: float) -> bool:
    return line.right - line.hang - KERNED * line.size <= edge


def _nearest(line: Line, edges: tuple[float, ...]) -> float | None:
    if not line.gaps or LEADER in line.text.replace(" ", ""):
        return None
    fitting = [edge for edge in edges if _ends_at(line, edge)]
    return min(fitting, key=lambda edge: abs(edge - line.right), default=None)


@dataclass(frozen=True, slots=True)
class Figures:
    """How well lines of one size are set (points).

    Attributes:
        lines: how many are justified.
        median: the median of their mean gaps.
        percentile: the 95th percentile of their mean gaps.
        greatest: the greatest mean gap.
        loose: those whose mean gap is over so many times the median.
        hyphenated: how many end with a hyphen.
        ladders: the last line of each run of more than `LADDER` lines that end with a hyphen.
        runts: last lines that are too short.
        overfull: lines that go beyond their neighbours' edge by more than what hangs.
        over_pages: lines that end with a hyphen, with which a page's text of their size ends.

    """

    lines: int
    median: float
    percentile: float
    greatest: float
    loose: tuple[Line, ...]
    hyphenated: int
    ladders: tuple[Line, ...]
    runts: tuple[Line, ...]
    overfull: tuple[Line, ...]
    over_pages: tuple[Line, ...]


def figures(found: Sequence[Line], loose: float) -> Figures:
    """Tell how well lines of one size are set, in their order; gaps are 0 when none of them is justified.

    Args:
        found: lines as `lines` gives them.
        loose: over how many times the median a mean gap is loose.

    """
    justified = [line for line in found if line.edge is not None]
    gaps = sorted(line.gap for line in justified) or [0.0]
    median = statistics.median(gaps)
    return Figures(
        lines=len(justified),
        median=median,
        percentile=gaps[math.ceil(0.95 * len(gaps)) - 1],
        greatest=gaps[-1],
        loose=tuple(line for line in justified if line.gap > loose * median),
        hyphenated=sum(line.broken for line in justified),
        ladders=tuple(_ladders(found)),
        runts=tuple(line for before, line in pairwise(found) if _is_runt(before, line)),
        overfull=tuple(_overfull(found)),
        over_pages=tuple(line for line, after in pairwise(found) if line.broken and line.page != after.page),
    )


def whole(file: Path, loose: float) -> Figures:
    """Tell how well the prose of a PDF is set that has one size and no heads.

    Raises:
        ValueError: not all of its lines are of one size.

    """
    found = lines(file)
    if len({line.size for line in found}) != 1:
        raise ValueError("prose of one size, set in several")
    return figures(found, loose)


def _ladders(found: Sequence[Line]) -> Iterator[Line]:
    for broken, run in groupby(found, key=lambda line: line.broken):
        rungs = list(run)
        if broken and len(rungs) > LADDER:
            yield rungs[-1]


def _is_runt(before: Line, line: Line) -> bool:
    """Tell whether a line is the last of the paragraph of the line before it, and too short."""
    if before.edge is None or line.edge is not None or not _follows(before, line):
        return False
    letters = sum(char.isalnum() for char in line.text)
    measure = before.edge - min(before.left, line.left)
    return letters < RUNT_LETTERS or line.right - line.left < RUNT * measure


def _follows(before: Line, line: Line) -> bool:
    """Tell whether a line stands under the line before it, as of one paragraph, or on the next page."""
    if line.page != before.page:
        return line.page == before.page + 1
    return 0 < before.base - line.base < 2 * line.size and line.left < before.left + line.size


def _overfull(found: Sequence[Line]) -> Iterator[Line]:
    for index, line in enumerate(found):
        beside = [*found[max(0, index - 1) : index], *found[index + 1 : index + 2]]
        edges = [one.edge for one in beside if one.edge is not None and one.page == line.page]
        if line.edge is None and edges and line.left < max(edges) and not _fits(line, max(edges)):
            yield line
