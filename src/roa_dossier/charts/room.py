"""The room that a figure has on its page, and about how wide words are there."""

from __future__ import annotations

from roa_dossier.frozen import Frozen

_POINT = 25.4 / 72
_NARROW = frozenset(" .,;:!'|()[]ijltfrI’‘·")
_BROAD = frozenset("mwMWQшщжюфыШЩЖЮФЫМД@%—")


class Room(Frozen):
    """The text of a page.

    Attributes:
        width: of a line, in millimetres.
        height: of a page's text, in millimetres.
        size: of the type, 1.0 for the built-in one.

    """

    width: float = 136.0
    height: float = 240.0
    size: float = 1.0

    def wide(self, words: str, points: float) -> float:
        """Give about how wide words are in type of so many points, in millimetres; rather too wide."""
        return sum(map(_share, words)) * points * self.size * _POINT

    def lines(self, words: str, points: float, width: float) -> int:
        """Give about how many lines words take in a column so many millimetres wide."""
        count, used = 1, 0.0
        for word in words.split():
            needed = self.wide(f"{word} ", points)
            if used and used + needed > width:
                count, used = count + 1, 0.0
            used += needed
        return count


def _share(char: str) -> float:
    """Give a character's width as a share of the type's size, after Linux Biolinum in bold."""
    if char in _NARROW:
        return 0.34
    if char.isdigit():
        return 0.52
    if char in _BROAD:
        return 0.95
    return 0.74 if char.isupper() else 0.56
