"""Offsets to lines and columns, and lines to their text."""

from __future__ import annotations

from bisect import bisect_right

from roa_dossier.frozen import Frozen


class Lines(Frozen):
    """The line starts of a text; lines end with a line feed only, as editors count them.

    Attributes:
        starts: the offset of each line's first character; the first is 0.
        length: the text's length in characters.

    """

    starts: tuple[int, ...]
    length: int

    @staticmethod
    def of(text: str) -> Lines:
        """Find the lines of `text`."""
        starts = [0]
        at = text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = text.find("\n", at + 1)
        return Lines(tuple(starts), len(text))

    def line(self, offset: int) -> int:
        """Give the line of a character, from 1."""
        return bisect_right(self.starts, min(max(offset, 0), self.length))

    def column(self, offset: int) -> int:
        """Give the column of a character, in characters from 1."""
        return min(max(offset, 0), self.length) - self.starts[self.line(offset) - 1] + 1

    def span(self, line: int) -> tuple[int, int]:
        """Give the range of a line (from 1) without its line feed."""
        stop = self.starts[line] - 1 if line < len(self.starts) else self.length
        return (self.starts[line - 1], stop)
