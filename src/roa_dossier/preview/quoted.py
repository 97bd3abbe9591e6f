"""Where the quotations of a trace stand on the pages: found again by their letters, from their blocks on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from roa_dossier.frozen import Frozen
from roa_dossier.pdf import Box, Drawn, Place
from roa_dossier.preview.lines import lines
from roa_dossier.traces.form import Quotation

Range = tuple[int, int]
Where = dict[int, tuple[Range, ...]]
"""Ranges of characters by page."""

LETTERS = 8
"""Words with so many letters are known by their letters alone: calls of notes may stand between them."""

BEYOND = 2
"""On so many pages beyond its own a block's words may stand: notes come late, tables are long."""

_OPENING = "“”„«»‘‚'\"‹›"


class Region(Frozen):
    """Where a quotation, or what of it is on the page, stands; `number` counts those of the trace from 0."""

    number: int
    boxes: tuple[Box, ...]


class _Chars(Frozen):
    """The characters of a page of one sort, with the place of each among all."""

    chars: str
    at: tuple[int, ...]

    @staticmethod
    def of(chars: str, sort: Callable[[str], bool]) -> _Chars:
        at = tuple(index for index, char in enumerate(chars) if sort(char))
        return _Chars("".join(chars[index] for index in at), at)

    def whole(self, start: int, length: int) -> Range:
        """Give a run of these as a range of all characters."""
        return self.at[start], self.at[start + length - 1] + 1


class _Page(Frozen):
    chars: str
    letters: _Chars
    signs: _Chars


class Quotations:
    """The quotations of a book; those of a page are sought when it is asked for.

    Attributes:
        listed: in document order.

    """

    def __init__(
        self,
        listed: Sequence[Quotation],
        destinations: Mapping[str, Place],
        pages: int,
        read: Callable[[int], Drawn],
    ) -> None:
        self.listed = listed
        self._read = read
        self._last = pages - 1
        self._pages: dict[int, _Page] = {}
        self._found: dict[int, Where] = {}
        self._places = [destinations.get(one["block"]) for one in listed]
        self._ranges = tuple(self._ranged(destinations))
        self._earlier = tuple(_earlier(listed))

    def on(self, page: int, paper: Box) -> tuple[Region, ...]:
        """Find the quotations on a page.

        Args:
            page: from 0.
            paper: the part of the page that is shown.

        Returns:
            For each the boxes of its lines, as parts of width and height of `paper` from its upper left.

        """
        drawn = self._read(page)
        found = []
        for number, (first, last) in enumerate(self._ranges):
            if first <= page <= last:
                where = self._where(number, page)
                words = self.listed[number]["words"]
                spans = (_stretched(drawn.chars, span, words) for span in where.get(page, ()))
                boxes = tuple(box for span in spans for box in lines(drawn, span, paper))
                if boxes:
                    found.append(Region(number, boxes))
        return tuple(found)

    def _ranged(self, destinations: Mapping[str, Place]) -> Iterator[Range]:
        """Give the pages on which each may stand: those of its block, until after the next thing begins.

        What stands in no block, as glosses do, is behind all that does.
        """
        begins = sorted({place.page for place in destinations.values()})
        behind = max((place.page for place in self._places if place), default=0)
        for place in self._places:
            if place is None:
                yield behind, self._last
                continue
            after = bisect_right(begins, place.page)
            until = begins[after] if after < len(begins) else place.page
            yield place.page, min(until + BEYOND, self._last)

    def _where(self, number: int, page: int) -> Where:
        """Find a quotation on any of its pages; of one without a block only on the page that is looked at."""
        if self._places[number] is None:
            return self._sought(number, (page, page), whole=True)
        if number not in self._found:
            self._found[number] = self._sought(number, self._ranges[number], whole=False)
        return self._found[number]

    def _sought(self, number: int, pages: Range, *, whole: bool) -> Where:
        words = self.listed[number]["words"]
        letters = sum(map(str.isalpha, words)) >= LETTERS
        wanted = "".join(char for char in words if (char.isalpha() if letters else char.isalnum()))
        if not wanted or (whole and not letters):
            return {}
        near = [
            (page, one.letters if letters else one.signs, one.chars)
            for page, one in ((page, self._page(page)) for page in range(pages[0], pages[1] + 1))
        ]
        starts = [self._start(number, page, chars) for page, chars, _ in near]
        found = self._whole(number, wanted, near, starts)
        return found if found or whole else _parted(wanted, near, starts)

    def _whole(
        self, number: int, wanted: str, near: list[tuple[int, _Chars, str]], starts: list[int]
    ) -> Where:
        """Find all of the words on one page; a run-in quotation begins after a mark."""
        runs = [
            (page, chars.whole(at, len(wanted)), text)
            for (page, chars, text), start in zip(near, starts, strict=True)
            for at in _all(chars.chars, wanted, start)
        ]
        if self.listed[number]["form"] == "run-in":
            marked = [run for run in runs if run[2][: run[1][0]].rstrip()[-1:] in _OPENING]
            runs = marked or runs
        if not runs:
            return {}
        page, span, _ = runs[min(self._earlier[number], len(runs) - 1)]
        return {page: (span,)}

    def _start(self, number: int, page: int, chars: _Chars) -> int:
        """Give the first of a page's characters that stands in the quotation's block, or after it."""
        place = self._places[number]
        if place is None or place.page != page or not place.y:
            return 0
        drawn = self._read(page)
        for index in range(len(drawn.chars)):
            box = drawn.box(index)
            if box is not None and not drawn.chars[index].isspace() and box.top <= place.y + 1:
                return bisect_left(chars.at, index)
        return 0

    def _page(self, page: int) -> _Page:
        if page not in self._pages:
            chars = self._read(page).chars
            self._pages[page] = _Page(chars, _Chars.of(chars, str.isalpha), _Chars.of(chars, str.isalnum))
        return self._pages[page]


def _stretched(chars: str, span: Range, words: str) -> Range:
    """Take in what is no letter at either end of words: a bracket, a year, a stop."""
    first, last = words.find(chars[span[0]]), words.rfind(chars[span[1] - 1])
    before, after = words[: max(first, 0)], words[last + 1 :] if last >= 0 else ""
    return span[0] - _alike(chars[: span[0]][::-1], before[::-1]), span[1] + _alike(chars[span[1] :], after)


def _alike(chars: str, words: str) -> int:
    """Say how many characters go on as words do; how they are spaced does not matter."""
    stop, at = 0, 0
    for char in "".join(words.split()):
        while at < len(chars) and chars[at].isspace():
            at += 1
        if at == len(chars) or chars[at] != char:
            break
        at += 1
        stop = at
    return stop


def _earlier(listed: Sequence[Quotation]) -> Iterator[int]:
    """Count for each how many with the same words come before it in the same block."""
    seen: Counter[tuple[str, str]] = Counter()
    for one in listed:
        yield seen[one["block"], one["words"]]
        seen[one["block"], one["words"]] += 1


def _all(chars: str, words: str, start: int) -> Iterator[int]:
    at = chars.find(words, start)
    while at >= 0:
        yield at
        at = chars.find(words, at + 1)


def _parted(wanted: str, near: list[tuple[int, _Chars, str]], starts: list[int]) -> Where:
    """Find words in two parts: what stands between is a mark in the margin, or the edge of a page."""
    for at, (page, chars, _) in enumerate(near):
        head = _longest(chars.chars[starts[at] :], wanted)
        if not head:
            continue
        begin = chars.chars.find(wanted[:head], starts[at])
        first = chars.whole(begin, head)
        for other, more, _ in near[at : at + 2]:
            rest = wanted[head:]
            place = more.chars.find(rest, begin + head if other == page else 0)
            if rest and place >= 0 and min(head, len(rest)) >= 3:
                second = more.whole(place, len(rest))
                return {page: (first, second)} if other == page else {page: (first,), other: (second,)}
        if head * 2 > len(wanted):
            return {page: (first,)}
    return {}


def _longest(chars: str, words: str) -> int:
    """Say how many of the first of these words stand there."""
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if words[:middle] in chars else (low, middle - 1)
    return low
