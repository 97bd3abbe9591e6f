"""The printed pages as the audit reads them: words without what only the layout put between them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from roa_dossier.model.report import Text
from roa_dossier.pdf import Anatomy, Box

if TYPE_CHECKING:  # whoever reads no pages does not wait for what does
    from roa_dossier.pdf import Drawing, Drawn, Marked

PAGE_NUMBER = "\ufffc"
"""Stands in an expected text for a page number, which only the layout knows."""

MARKER_END = "\ufffb"
"""Stands in an expected text for the point or bracket that a style may set after a note's number."""

APART = "\ue0ff"
"""Stands in a page's own text for each character that is none of it; nothing reads so."""

_NUMERALS = r"[0-9ivxlcdm]+"
_POINTS = r"[.):\]]?"
_LAYOUT_HYPHEN = "\u2010"
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"


class _Folds(dict[int, str]):
    """What is compared of a character: nothing of spaces and layout hyphens, the letters of a ligature."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char.isspace() or char == _LAYOUT_HYPHEN or char in _UNSEEN:
            folded = ""
        elif char in "\x02\ufffe":  # PDFium's sign for a hyphen at a line's end
            folded = "-"
        elif 0xFB00 <= code <= 0xFB06:
            folded = unicodedata.normalize("NFKC", char)
        else:
            folded = unicodedata.normalize("NFD", char)
        self[code] = folded
        return folded


_FOLDS = _Folds()


def folded(words: str) -> str:
    """Give words as they are compared: case, marks and figures kept, spaces and layout hyphens not."""
    return words.translate(_FOLDS)


@dataclass(slots=True)
class Sheet:
    """One printed page.

    Attributes:
        number: from 0.
        label: its number as printed.
        paper: the page after trimming.
        drawn: its characters and their boxes.
        words: its characters as they are compared.

    """

    number: int
    label: str
    paper: Box
    drawn: Drawn
    words: str
    _origins: list[int] = field(default_factory=list)

    def origin(self, at: int) -> int:
        """Give the drawn character that the compared one at `at` came from."""
        if not self._origins:
            self._origins = _origins(self.drawn.chars)
        return self._origins[at] if at < len(self._origins) else len(self.drawn.chars)

    def finds(self, expected: str) -> Iterator[tuple[int, int]]:
        """Give every range of drawn characters that reads as `expected` (folded)."""
        return finds(expected, self.words, self.origin)

    def outside(self) -> list[int]:
        """Give the drawn characters whose boxes leave the paper."""
        bounds = self.drawn.bounds()
        if bounds is None or self.paper.holds(bounds, SLACK):
            return []
        boxes = ((i, self.drawn.box(i)) for i, char in enumerate(self.drawn.chars) if not char.isspace())
        return [i for i, box in boxes if box and not self.paper.holds(box, SLACK)]


def finds(expected: str, words: str, origin: Callable[[int], int]) -> Iterator[tuple[int, int]]:
    """Give every range of characters that reads as `expected`.

    Args:
        expected: folded.
        words: the characters, folded.
        origin: gives the character that a folded one came from.

    """
    for start, stop in _found(expected, words):
        if stop > start:
            yield origin(start), origin(stop - 1) + 1


def _found(expected: str, words: str) -> Iterator[tuple[int, int]]:
    if PAGE_NUMBER in expected or MARKER_END in expected:
        pattern = re.escape(expected).replace(PAGE_NUMBER, _NUMERALS).replace(MARKER_END, _POINTS)
        yield from (match.span() for match in re.finditer(pattern, words))
        return
    start = words.find(expected) if expected else -1
    while start >= 0:
        stop = start + len(expected)
        yield start, stop
        start = words.find(expected, stop)


@lru_cache(maxsize=256)
def _origins(chars: str) -> list[int]:
    return [i for i, char in enumerate(chars) for _ in _FOLDS[ord(char)]]


def origin(chars: str, at: int) -> int:
    """Give the character that the folded one at `at` came from."""
    origins = _origins(chars)
    return origins[at] if at < len(origins) else len(chars)


def text(sheet: Sheet, marked: Marked) -> Text:
    """Read what of a page is the document's own text: no running head and no number of the page."""
    ours = {*marked.text, *marked.notes}
    own: list[str] = []
    by_mark: dict[int, list[str]] = {}
    for mark, chars in sheet.drawn.stretches():
        if mark is None:
            own += (char if not folded(char).isalnum() else APART for char in chars)
            continue
        own.append(chars if mark in ours else APART * len(chars))
        by_mark.setdefault(mark, []).append(chars)
    flow = folded("".join(chars for mark in marked.text for chars in by_mark.get(mark, ())))
    return Text("".join(own), flow)


SLACK = 0.75
"""Points by which a box may leave the paper: accents and italics lean out of theirs."""


def sheets(drawing: Drawing, anatomy: Anatomy) -> tuple[Sheet, ...]:
    """Read all pages."""
    return tuple(
        Sheet(page.number, anatomy.labels[page.number], anatomy.boxes[page.number], page, folded(page.chars))
        for page in drawing
    )


def words_at(chars: str, indexes: list[int]) -> list[str]:
    """Give the whole words that the characters at `indexes` are of, each occurrence once, in order."""
    ends = list(accumulate(len(part) for part in re.split(r"(\s+)", chars)))
    parts = re.split(r"(\s+)", chars)
    wanted = set(indexes)
    found: list[str] = []
    start = 0
    for part, end in zip(parts, ends, strict=True):
        if part.strip() and any(i in wanted for i in range(start, end)):
            found.append(part)
        start = end
    return found
