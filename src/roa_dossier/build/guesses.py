"""On which page something stands, as far as is known: what was laid out is known, the rest is guessed.

Of a guess only the number of digits matters, and a wrong one costs time alone: what was laid out for numbers
of other digits is laid out again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from roa_dossier.model.fragment import Fragment
from roa_dossier.patterns import regex

_PAGE, _LETTERS, _IN_NOTES = 45.0, 84, 105
"""Lines on a page, letters in a line, and in a line of a note, of a book on A4; others scale."""

_COSTS = (
    (regex(r"<p\b"), 0.6),
    (regex(r"<h[1-6]\b"), 2.5),
    (regex(r"<tr\b"), 0.9),
    (regex(r'class="block\b'), 0.5),
)
"""The lines that each of these takes besides its letters: what a last line leaves empty, and space around."""

_LISTED = regex(r'<p class="line level-(\d)')
_LINES, _LESS, _HEAD = {"1": 1.1}, 0.72, 1.5
"""The lines that a line of the contents takes, of the first level and of others, and a head among them."""

_OPENING, _EACH_NOTE = 5.0, 0.5
_TAG = regex(r"<[^>]*>")
_ID = regex(r'\bid="([^"]+)"')
_SHORT, _NEAR, _MANY = 4, 0.08, 4096
_UNKNOWN = 10
"""A page of two digits, as most are."""


@dataclass(slots=True)
class Extent:
    """How many pages something has, or may have.

    Attributes:
        html: what it is made of.
        notes: how many notes there are, and how many letters they have.
        forced: whether it begins on a right page (True), a left one (False), or on either (None).
        before: how many pages it had when it was last known; 0 for never.
        fragment: its pages; None where they are not made yet.

    """

    html: tuple[str, ...]
    notes: tuple[int, int] = (0, 0)
    forced: bool | None = None
    before: int = 0
    fragment: Fragment | None = None

    def pages(self, scale: float) -> int:
        """Give how many pages it has; what was never known is guessed by its letters and a scale."""
        if self.fragment is not None:
            return len(self.fragment.pages)
        return self.before or max(1, ceil(self.guessed() * scale))

    def guessed(self) -> float:
        """Give how many pages it may have, by its letters, and a part of the last."""
        return _guessed(self.html, self.notes)


@lru_cache(maxsize=4096)
def _guessed(html: tuple[str, ...], notes: tuple[int, int]) -> float:
    many, letters = notes
    listed = [level for each in html for level in _LISTED.findall(each)]
    if listed:  # contents, of lines that are no longer than a line
        heads = sum(each.count("<h2") for each in html)
        lines = _OPENING + sum(_LINES.get(level, _LESS) for level in listed) + heads * _HEAD
        return lines / _PAGE
    lines = _OPENING + letters / _IN_NOTES + many * _EACH_NOTE
    for each in html:
        lines += (len(_TAG.sub("", each)) - letters) / _LETTERS
        lines += sum(cost * len(pattern.findall(each)) for pattern, cost in _COSTS)
    return lines / _PAGE


_found: dict[int, tuple[Fragment, dict[str, int]]] = {}
"""The pages of the anchors of fragments, by their identity; a fragment is one object from build to build."""


def _anchors(fragment: Fragment) -> dict[str, int]:
    known = _found.get(id(fragment))
    if known is None or known[0] is not fragment:
        if len(_found) > _MANY:
            _found.clear()
        pages = {anchor.name: anchor.page for anchor in reversed(fragment.anchors)}
        known = _found[id(fragment)] = (fragment, pages)
    return known[1]


class Guesses:
    """The numbers of the pages of a book while it is made.

    Args:
        extents: its parts in order.
        labels: the pages that anchors stood on when the book was last bound.

    """

    def __init__(self, extents: Sequence[Extent], labels: Mapping[str, int]) -> None:
        self._extents, self._labels = extents, labels
        self._shares: dict[str, tuple[int, float]] | None = None

    def starts(self) -> tuple[list[int], int]:
        """Give the number of each part's first page, and that of the last page."""
        scale = self._scale()
        found, at = [], 1
        for number, one in enumerate(self._extents):
            if number and one.forced is not None and one.forced != (at % 2 == 1):
                at += 1
            found.append(at)
            at += one.pages(scale)
        return found, at - 1

    def _scale(self) -> float:
        """Say how many pages there are for each that was guessed, of those that are known.

        Half of the last page of each is empty, about; so many must be known that this does not matter.
        """
        made = [(len(one.fragment.pages), one.guessed()) for one in self._extents if one.fragment is not None]
        long = [(pages, guess) for pages, guess in made if pages > _SHORT]
        if not long:
            return 1.0
        scale = sum(pages - 0.5 for pages, _ in long) / sum(guess for _, guess in long)
        return scale if abs(scale - 1) > _NEAR else 1.0

    def where(self, starts: Sequence[int]) -> Callable[[str], int]:
        """Give what says on which page an anchor is, or may be, where parts begin on these pages."""
        made = [(number, one.fragment) for number, one in enumerate(self._extents) if one.fragment]
        known = [(number, _anchors(fragment)) for number, fragment in made]

        def of(name: str) -> int:
            for number, pages in known:
                if name in pages:
                    return starts[number] + pages[name]
            if name in self._labels:
                return self._labels[name]
            if self._shares is None:
                self._shares = dict(self._shared())
            if name not in self._shares:
                return _UNKNOWN
            number, share = self._shares[name]
            return starts[number] + int(share * self._extents[number].pages(self._scale()))

        return of

    def _shared(self) -> list[tuple[str, tuple[int, float]]]:
        """Say of each anchor how far into its part it stands, by the letters before it."""
        found: dict[str, tuple[int, float]] = {}
        for number, one in enumerate(self._extents):
            length, before = sum(map(len, one.html)) or 1, 0
            for html in one.html:
                for match in _ID.finditer(html):
                    found.setdefault(match[1], (number, (before + match.start()) / length))
                before += len(html)
        return [*found.items()]
