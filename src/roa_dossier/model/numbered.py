"""Text in which numbers of pages stand, as a layout makes it and as it is looked for in the finished PDF."""

from __future__ import annotations

import re
from collections.abc import Callable

from roa_dossier.frozen import Frozen

FORMS = {
    "decimal": r"(?<!\d)(-?\d+)(?!\d)",
    "decimal-leading-zero": r"(?<!\d)(\d+)(?!\d)",
    "lower-roman": r"([ivxlcdm]+)",
    "upper-roman": r"([ivxlcdm]+)",
}
"""The styles of CSS in which numbers of pages are read, and what they look like; case does not count."""

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


class PageNumber(Frozen):
    """A number that is to be that of a page.

    Attributes:
        target: the anchor whose page it is; `FOLIO` for the page that it stands on, `TOTAL` for all pages.
        form: the style of CSS that it is written in, one of `FORMS`.

    """

    target: str
    form: str = "decimal"

    def written(self, label: str) -> str:
        """Give a page's label, which has figures, as this number writes it; where case does not count."""
        if not label.isdecimal() or not int(label):
            return label
        match self.form:
            case "decimal-leading-zero":
                return label.zfill(2)
            case "lower-roman" | "upper-roman":
                return _roman(int(label))
        return label


class Spot(Frozen):
    """Where a line of letters stands, in points from the lower left corner of its page.

    Attributes:
        page: from 0.
        box: the left, bottom, right and top edges of a rectangle that holds something of each letter, and as
            a rule nothing of others.
        first: the origin of its first letter, across and up.
        letters: how many there are, spaces not counted.

    """

    page: int
    box: tuple[float, float, float, float]
    first: tuple[float, float]
    letters: int


Words = tuple[str | PageNumber | None, ...]
"""Words, numbers of pages, and None for any words."""


class Numbered(Frozen):
    """Text in which numbers of pages stand: a reference, a line of the contents, a running head.

    Attributes:
        spots: where its lines stand, in order.
        words: what it is made of.

    """

    spots: tuple[Spot, ...]
    words: Words


def pattern(
    words: Words, plain: Callable[[str], str], shown: Callable[[PageNumber], str] | None = None
) -> re.Pattern[str]:
    """Give what such text reads like, each number a group of its own.

    Args:
        words: what it is made of.
        plain: makes of words what is compared.
        shown: gives what a number must be; without it, it may be any.

    """

    def part(one: str | PageNumber | None) -> str:
        if one is None:
            return ".*?"
        if isinstance(one, str):
            return re.escape(plain(one))
        return FORMS[one.form] if shown is None else rf"(?<!\d)({re.escape(plain(shown(one)))})(?!\d)"

    return re.compile("".join(map(part, words)), re.DOTALL)


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written
