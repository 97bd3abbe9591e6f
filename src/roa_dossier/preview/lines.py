"""The lines in which a range of a page's characters stands, as boxes to be laid over its picture."""

from __future__ import annotations

from collections.abc import Iterator

from roa_dossier.pdf import Box, Drawn

_GAP, _SLACK = 30.0, 3.0
"""Points within which characters belong to one line: beside each other, and above each other."""


def lines(drawn: Drawn, span: tuple[int, int], paper: Box) -> Iterator[Box]:
    """Give a box for each line of a range, as parts of the paper, y growing downward from its upper edge."""
    line: Box | None = None
    for index in range(*span):
        box = None if drawn.chars[index].isspace() else drawn.box(index)
        if box is None or box.right <= box.left:
            continue
        if line is not None and _beside(line, box):
            line = Box(
                line.left, min(line.bottom, box.bottom), max(line.right, box.right), max(line.top, box.top)
            )
            continue
        if line is not None:
            yield _part(line, paper)
        line = box
    if line is not None:
        yield _part(line, paper)


def _beside(line: Box, box: Box) -> bool:
    """Whether a character goes on with a line."""
    level = min(line.top, box.top) > max(line.bottom, box.bottom) - _SLACK
    return level and line.left <= box.left <= line.right + _GAP


def _part(box: Box, paper: Box) -> Box:
    width, height = paper.right - paper.left, paper.top - paper.bottom
    return Box(
        (box.left - paper.left) / width,
        (paper.top - box.bottom) / height,
        (box.right - paper.left) / width,
        (paper.top - box.top) / height,
    )
