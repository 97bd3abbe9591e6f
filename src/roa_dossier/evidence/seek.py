"""Typed words sought in a source: every place where they stand, and why a place does not count.

Certainty comes from comparing characters only; a similarity score may suggest and nothing more.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from roa_dossier.evidence.edges import at_edge
from roa_dossier.evidence.fold import PARAGRAPH, Folded, fold
from roa_dossier.evidence.typed import Segment, Typed, typed
from roa_dossier.model.chapter import Locator
from roa_dossier.model.source import Block, PartKind, Source
from roa_dossier.text import Text

_BRACKETED = re.compile(r"\[[^\[\]\u2029]*\]")
_TELLING = 3  # words: a shorter prefix would be unique by chance and say nothing to a reader
_OMISSIONS = frozenset(("[…]", "[...]", "[. . .]"))
_SENTENCE_END = re.compile(r'[.!?…]["\')\]]*(?= |\u2029|\Z)')


@dataclass(frozen=True, slots=True)
class Ground:
    """A source made ready for seeking.

    Attributes:
        source: the source.
        folded: what may be quoted of it, folded, its blocks parted by `PARAGRAPH`; the origin is the
            source's text.
        blocks: the blocks that may be quoted, in order.
        starts: where each of them begins in the folded characters.
        runs: for each of them the number of the run it belongs to; a quotation stays within one run.
        brackets: the bracketed words that are the source's own.

    """

    source: Source
    folded: Folded = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)
    starts: tuple[int, ...] = field(repr=False)
    runs: tuple[int, ...] = field(repr=False)
    brackets: frozenset[str] = field(repr=False)

    @staticmethod
    def of(source: Source) -> Ground:
        """Fold a source once, for all that is sought in it."""
        blocks = tuple(block for block in source.blocks if block.text.chars.strip())
        parts: list[Text] = []
        for block in blocks:
            if parts:
                parts.append(Text.made(PARAGRAPH, block.start, block.start))
            parts.append(block.text)
        folded = fold(Text.join(parts), divided=True)
        chars = folded.chars
        starts, at = [], 0
        for _ in blocks:
            starts.append(at)
            at = chars.find(PARAGRAPH, at) + 1 or len(chars)
        return Ground(
            source,
            folded,
            blocks,
            tuple(starts),
            _runs(blocks),
            frozenset(match.group() for match in _BRACKETED.finditer(chars)),
        )

    @property
    def chars(self) -> str:
        """The folded characters."""
        return self.folded.chars

    def index(self, at: int) -> int:
        """Give the index of the block in which the folded character `at` stands."""
        return bisect_right(self.starts, at) - 1

    def span(self, start: int, stop: int) -> tuple[int, int]:
        """Give the range of the source's text from which folded characters came."""
        return self.folded.text.origin(start, stop)

    def locator(self, start: int, stop: int) -> Locator:
        """Compute where folded characters stand."""
        block = self.blocks[self.index(start)]
        low, high = self.span(start, stop)
        lines = self.source.lines
        return Locator(
            self.source.siglum,
            block.kind,
            block.number,
            block.section,
            block.label,
            (lines.line(low), lines.line(max(low, high - 1))),
        )


def _runs(blocks: tuple[Block, ...]) -> tuple[int, ...]:
    """Number the runs: the paragraphs of one section, whatever stands between them, or the lines of one list.

    Every caption, infobox value, note, reference and heading is a run of its own.
    """
    runs: list[int] = []
    open_runs: dict[tuple[PartKind, str, str], int] = {}
    for block in blocks:
        key = (block.kind, block.section, block.label)
        if block.kind in (PartKind.BODY, PartKind.LIST, PartKind.APPENDED):
            runs.append(open_runs.setdefault(key, len(runs) * 2))
        else:
            runs.append(len(runs) * 2 + 1)
    return tuple(runs)


@dataclass(frozen=True, slots=True)
class Found:
    """One place where typed words stand, part by part, as ranges of the folded characters.

    `stops` says of each part whether the stop at its end is ours, standing for a swallowed sentence's end.
    """

    parts: tuple[tuple[int, int], ...]
    stops: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Sought:
    """What seeking gave.

    Attributes:
        typed: the quotation as told apart.
        found: every place in order.
        cut: whether the words stand only inside other words or numbers; the first such range, or None.

    """

    typed: Typed
    found: tuple[Found, ...]
    cut: tuple[int, int] | None = None


def seek(
    ground: Ground, words: Text, prefix: str = "", suffix: str = "", within: tuple[int, int] | None = None
) -> Sought:
    """Seek typed words in a source.

    Args:
        ground: the source.
        words: the words as typed, with brackets.
        prefix: words that must stand right before, as typed.
        suffix: words that must stand right after, as typed.
        within: the range of folded characters in which to seek; the whole source by default.

    Returns:
        Every place where all parts stand in order within one run, each beginning and ending at a word's
        edge; of several ways to place later parts the nearest.

    """
    told = typed(words, ground.brackets)
    found = _found(ground, told, prefix, suffix, within)
    if not found and (ours := ground.brackets - _OMISSIONS) != ground.brackets:
        told = typed(words, ours)  # the source has such brackets, but these are not they
        found = _found(ground, told, prefix, suffix, within)
    if not told.segments:
        return Sought(told, ())
    if found:
        return Sought(told, tuple(found))
    return Sought(told, (), _inside_words(ground, told))


def _found(
    ground: Ground, told: Typed, prefix: str, suffix: str, within: tuple[int, int] | None
) -> list[Found]:
    if not told.segments:
        return []
    low, high = within or (0, len(ground.chars))
    ends = fold(Text.of(suffix)).chars.strip()
    begins = fold(Text.of(prefix)).chars.strip()
    found = []
    for first in _places(ground, told.segments[0], low, high, last=len(told.segments) == 1):
        if begins and not _preceded(ground.chars, first[0], begins):
            continue
        chain = _chain(ground, told, first, high, ends)
        if chain:
            found.append(chain)
    return found


def _preceded(chars: str, at: int, prefix: str) -> bool:
    before = chars[max(0, at - len(prefix) - 2) : at].replace(PARAGRAPH, " ").rstrip()
    start = at - 1 - (len(before) - len(prefix))
    return before.endswith(prefix) and at_edge(before, len(before) - len(prefix)) and start >= -2


def _followed(chars: str, at: int, suffix: str) -> bool:
    after = chars[at : at + len(suffix) + 2].replace(PARAGRAPH, " ").lstrip()
    return after.startswith(suffix) and at_edge(after, len(suffix))


def _chain(ground: Ground, told: Typed, first: tuple[int, int, bool], high: int, suffix: str) -> Found | None:
    """Place the later parts after the first, each at its nearest; the last one before `suffix`."""
    parts = [first]
    run = ground.runs[ground.index(first[0])]
    last = len(told.segments) - 1
    for index, segment in enumerate(told.segments[1:], 1):
        place = None
        for candidate in _places(ground, segment, parts[-1][1], high, last=index == last):
            if ground.runs[ground.index(candidate[0])] != run:
                continue
            if index == last and suffix and not _followed(ground.chars, candidate[1], suffix):
                continue
            place = candidate
            break
        if place is None:
            return None
        parts.append(place)
    if len(parts) == 1 and suffix and not _followed(ground.chars, first[1], suffix):
        return None
    for index, (_, stop, added) in enumerate(parts[:-1]):
        if added and not swallows_sentence_end(ground.chars[stop : parts[index + 1][0]]):
            return None
    return Found(tuple((start, stop) for start, stop, _ in parts), tuple(added for _, _, added in parts))


def _places(
    ground: Ground, segment: Segment, low: int, high: int, *, last: bool
) -> Iterator[tuple[int, int, bool]]:
    """Yield where a segment stands: start, stop, and whether its final stop is ours."""
    chars = ground.chars
    whole = False
    for start, stop in _occurrences(chars, segment, segment.folded.chars, low, high):
        if _edges_kept(chars, segment, start, stop):
            whole = True
            yield (start, stop, False)
    needle = segment.folded.chars
    if whole or last or not needle.endswith(".") or len(needle) < 2:
        return
    for start, stop in _occurrences(chars, segment, needle[:-1], low, high):
        if _edges_kept(chars, segment, start, stop):
            yield (start, stop, True)


def _occurrences(chars: str, segment: Segment, needle: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    if segment.changed:
        pattern = "".join(
            f"[{re.escape(char.lower())}{re.escape(char.upper())}]"
            if at in segment.changed
            else re.escape(char)
            for at, char in enumerate(needle)
        )
        for match in re.compile(pattern).finditer(chars, low, high):
            yield match.span()
        return
    at = chars.find(needle, low, high)
    while at >= 0:
        yield (at, at + len(needle))
        at = chars.find(needle, at + 1, high)


def _edges_kept(chars: str, segment: Segment, start: int, stop: int) -> bool:
    return (
        at_edge(chars, start)
        and at_edge(chars, stop)
        and all(at_edge(chars, start + inserted.at) for inserted in segment.inserted)
    )


def _inside_words(ground: Ground, told: Typed) -> tuple[int, int] | None:
    """Find the first place where every part stands, but one of them cuts a word or a number."""
    if len(told.segments) > 1:
        return None
    segment = told.segments[0]
    return next(_occurrences(ground.chars, segment, segment.folded.chars, 0, len(ground.chars)), None)


def swallows_sentence_end(gap: str) -> bool:
    """Whether what an omission leaves out holds the end of a sentence, the gap's own end included."""
    return PARAGRAPH in gap or bool(_SENTENCE_END.search(gap.rstrip()))


def nearest_unique(ground: Ground, start: int, stop: int) -> tuple[str, str]:
    """Find the shortest whole words before or after a range that make its selector unique.

    Returns:
        (prefix, suffix) as folded words; both "" when nothing in the run makes it unique.

    """
    chars = ground.chars
    exact = chars[start:stop]
    block = ground.index(start)
    low = ground.starts[block]
    high = ground.starts[block + 1] - 1 if block + 1 < len(ground.starts) else len(chars)
    others = [at for at, _ in _plain_occurrences(chars, exact) if at != start]
    for prefix in _words_before(chars, low, start):
        if not any(_preceded(chars, at, prefix) for at in others):
            return (prefix, "")
    for suffix in _words_after(chars, stop, high):
        if not any(_followed(chars, at + len(exact), suffix) for at in others):
            return ("", suffix)
    return ("", "")


def _plain_occurrences(chars: str, needle: str) -> Iterator[tuple[int, int]]:
    at = chars.find(needle)
    while at >= 0:
        if at_edge(chars, at) and at_edge(chars, at + len(needle)):
            yield (at, at + len(needle))
        at = chars.find(needle, at + 1)


def _words_before(chars: str, low: int, at: int) -> Iterator[str]:
    stop = at
    while stop > low:
        stop = chars.rfind(" ", low, max(low, stop - 1))
        begin = stop + 1 if stop >= 0 else low
        words = chars[begin:at].strip()
        if len(words.split()) >= _TELLING or (words and stop < 0):
            yield words
        if stop < 0:
            return


def _words_after(chars: str, at: int, high: int) -> Iterator[str]:
    start = at
    while start < high:
        start = chars.find(" ", start + 1, high)
        end = start if start >= 0 else high
        words = chars[at:end].strip()
        if (len(words.split()) >= _TELLING or (words and start < 0)) and at_edge(chars, end):
            yield words
        if start < 0:
            return
