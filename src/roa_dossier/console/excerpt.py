"""A line of a file around a place in it, cut to what a terminal takes, with the columns to point at."""

from __future__ import annotations

from roa_dossier.console.visible import columns, visible, width
from roa_dossier.diagnostics import Span
from roa_dossier.frozen import Frozen
from roa_dossier.locate import Lines

MOST = 100
_BEFORE = 44
_WORD = 14


class Excerpt(Frozen):
    """A line, or a part of it.

    Attributes:
        line: its number, from 1.
        column: the place's column in the file, in characters from 1.
        shown: the line as shown, cut with `…` where it is long.
        indent: columns of `shown` before the place.
        width: columns of `shown` that the place takes, at least 1.

    """

    line: int
    column: int
    shown: str
    indent: int
    width: int


def excerpt(text: str, lines: Lines, span: Span) -> Excerpt:
    """Show the first line of `span`; a place over several lines is pointed at to its first line's end."""
    line, column = lines.line(span.start), lines.column(span.start)
    first, last = lines.span(line)
    if last > first and text[last - 1] == "\r":
        last -= 1
    start = min(max(span.start, first), last)
    stop = min(max(span.stop, start), last)
    left, right = _window(text, first, last, start, stop)
    head = "… " if left > first else ""
    tail = " …" if right < last else ""
    before, inside = text[left:start], text[start : min(stop, right)]
    return Excerpt(
        line,
        column,
        (head + visible(text[left:right]) + tail).rstrip(" "),
        len(head) + columns(before),
        max(1, columns(inside)),
    )


def _window(text: str, first: int, last: int, start: int, stop: int) -> tuple[int, int]:
    """Choose the characters to show: less than half the room before the place, the rest from it on."""
    if last - first <= MOST and columns(text[first:last]) <= MOST:
        return first, last
    left = _back(text, first, start, _BEFORE)
    taken = columns(text[left:start])
    right = _forth(text, start, last, MOST - taken)
    if right == last:
        left = _back(text, first, start, MOST - columns(text[start:right]))
    return _at_word(text, left, first, start, stop, right, last)


def _back(text: str, first: int, start: int, room: int) -> int:
    at = start
    while at > first and start - at < 2 * MOST and (room := room - width(text[at - 1])) >= 0:
        at -= 1
    return at


def _forth(text: str, start: int, last: int, room: int) -> int:
    at = start
    while at < last and at - start < 2 * MOST and (room := room - width(text[at])) >= 0:
        at += 1
    return at


def _at_word(
    text: str, left: int, first: int, start: int, stop: int, right: int, last: int
) -> tuple[int, int]:
    """Move both cuts inward to the nearest blanks, but never into the place itself."""
    if left > first:
        blank = text.find(" ", left, min(left + _WORD, start))
        left = blank + 1 if blank >= 0 else left
    if right < last:
        blank = text.rfind(" ", max(right - _WORD, min(stop, right), start), right)
        right = blank if blank >= 0 else right
    return left, right
