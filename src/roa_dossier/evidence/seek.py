"""Typed words sought in a source: every place where they stand, and why a place does not count.

Certainty comes from comparing characters only; a similarity score may suggest and nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from roa_dossier.evidence.around import followed, likely, preceded
from roa_dossier.evidence.edges import at_edge
from roa_dossier.evidence.fold import PARAGRAPH, fold
from roa_dossier.evidence.ground import Ground
from roa_dossier.evidence.typed import Inserted, Segment, Typed, typed
from roa_dossier.frozen import Frozen
from roa_dossier.nearest import closest
from roa_dossier.patterns import regex
from roa_dossier.text import Text

_TELLING = 3  # words: a shorter prefix would be unique by chance and say nothing to a reader
_OFTEN = 2_000  # places of some words: from here on their surroundings are looked up, not compared one by one
_OMISSIONS = frozenset(("[…]", "[...]", "[. . .]"))
_LIKE = 0.6  # from here on a bracket as typed is meant to be the one that stands there
_SENTENCE_END = regex(r'[.!?…]["\')\]]*(?= |\u2029|\Z)')


class Found(Frozen):
    """One place where typed words stand, part by part, as ranges of the folded characters.

    `stops` says of each part whether the stop at its end is ours, standing for a swallowed sentence's end.
    """

    parts: tuple[tuple[int, int], ...]
    stops: tuple[bool, ...]


class Sought(Frozen):
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
    told, stream = _begun(ground, words, prefix, suffix, within)
    found = tuple(stream)
    if not told.segments or (found and misquoted(ground, told)):
        return Sought(told, ())
    return Sought(told, found, None if found else _inside_words(ground, told))


def standing(ground: Ground, words: Text) -> Iterator[Found]:
    """Yield in order the places that `seek` gives, each when it is asked for."""
    told, stream = _begun(ground, words)
    first = next(stream, None)
    if first and not misquoted(ground, told):
        yield first
        yield from stream


def _begun(
    ground: Ground, words: Text, prefix: str = "", suffix: str = "", within: tuple[int, int] | None = None
) -> tuple[Typed, Iterator[Found]]:
    """Tell typed words apart in the way in which they stand somewhere, and begin to look where."""
    told = typed(words, ground.brackets)
    stream = _found(ground, told, prefix, suffix, within)
    first = next(stream, None)
    if first:
        return told, chain((first,), stream)
    if (ours := ground.brackets - _OMISSIONS) != ground.brackets:
        told = typed(words, ours)  # the source has such brackets, but these are not they
        stream = _found(ground, told, prefix, suffix, within)
    return told, stream


def _found(
    ground: Ground, told: Typed, prefix: str = "", suffix: str = "", within: tuple[int, int] | None = None
) -> Iterator[Found]:
    if not told.segments:
        return
    low, high = within or (0, len(ground.chars))
    ends, begins = _around(suffix), _around(prefix)
    hopeless: set[tuple[int, int]] = set()
    for first in _places(ground, told.segments[0], low, high, last=len(told.segments) == 1):
        if begins and not preceded(ground.chars, first[0], begins):
            continue
        if placed := _chain(ground, told, first, high, ends, hopeless):
            yield placed


def _around(words: str) -> str:
    return fold(Text.of(words)).chars.strip() if words else ""


def _chain(
    ground: Ground,
    told: Typed,
    first: tuple[int, int, bool],
    high: int,
    suffix: str,
    hopeless: set[tuple[int, int]],
) -> Found | None:
    """Place the later parts after the first, each at its nearest; the last one before `suffix`.

    `hopeless` remembers which part stands nowhere in the rest of which run: a later first part need not try.
    """
    parts = [first]
    run = ground.runs[ground.index(first[0])]
    for index in range(1, len(told.segments)):
        place = None
        if (index, run) not in hopeless:
            place = _next(ground, told, index, parts[-1][1], high, run, suffix)
        if place is None:
            if not _may_drop_stop(told.segments[index], last=index == len(told.segments) - 1):
                hopeless.add((index, run))
            return None
        parts.append(place)
    if len(parts) == 1 and suffix and not followed(ground.chars, first[1], suffix):
        return None
    for index, (_, stop, added) in enumerate(parts[:-1]):
        if added and not swallows_sentence_end(ground.chars[stop : parts[index + 1][0]]):
            return None
    return Found(tuple((start, stop) for start, stop, _ in parts), tuple(added for _, _, added in parts))


def _next(
    ground: Ground, told: Typed, index: int, low: int, high: int, run: int, suffix: str
) -> tuple[int, int, bool] | None:
    """Find the nearest place after `low` where a later part stands in the same run."""
    last = index == len(told.segments) - 1
    segment = told.segments[index]
    end = min(high, ground.end_of_run(run) + len(segment.folded.chars))
    for place in _places(ground, segment, low, end, last=last, high=high):
        if ground.runs[ground.index(place[0])] != run:
            continue
        if last and suffix and not followed(ground.chars, place[1], suffix):
            continue
        return place
    return None


def _places(
    ground: Ground, segment: Segment, low: int, end: int, *, last: bool, high: int | None = None
) -> Iterator[tuple[int, int, bool]]:
    """Yield where a segment stands between `low` and `end`: start, stop, and whether its final stop is ours.

    It is ours only where the words with their stop stand nowhere up to `high`.
    """
    needle = segment.folded.chars
    whole = False
    for start, stop in _standing(ground, segment, needle, low, end):
        whole = True
        yield (start, stop, False)
    if whole or not _may_drop_stop(segment, last=last):
        return
    if high is not None and any(_standing(ground, segment, needle, low, high)):
        return
    for start, stop in _standing(ground, segment, needle[:-1], low, end):
        yield (start, stop, True)


def _may_drop_stop(segment: Segment, *, last: bool) -> bool:
    """Say whether the stop at a segment's end may stand for the end of a sentence that is left out."""
    return not last and segment.folded.chars.endswith(".") and len(segment.folded.chars) > 1


def _standing(
    ground: Ground, segment: Segment, needle: str, low: int, high: int
) -> Iterator[tuple[int, int]]:
    """Yield where the characters stand, beginning and ending at word's edges."""
    for start, stop in _occurrences(ground, segment, needle, low, high, whole=True):
        if _edges_kept(ground.chars, segment, start, stop):
            yield (start, stop)


def _occurrences(
    ground: Ground, segment: Segment, needle: str, low: int, high: int, *, whole: bool
) -> Iterator[tuple[int, int]]:
    """Yield where the characters stand; with `whole`, places that cut a word may be left out."""
    if not segment.changed:
        for at in ground.concordance.places(needle, low, high, whole=whole):
            yield (at, at + len(needle))
        return
    pattern = re.compile(
        "".join(
            f"[{re.escape(char.lower())}{re.escape(char.upper())}]"
            if at in segment.changed
            else re.escape(char)
            for at, char in enumerate(needle)
        )
    )
    for start, stop in ground.concordance.ranges(needle, low, high, whole=whole, but=segment.changed):
        match = pattern.search(ground.chars, start, stop)
        while match:
            yield match.span()
            match = pattern.search(ground.chars, match.start() + 1, stop)


def _edges_kept(chars: str, segment: Segment, start: int, stop: int) -> bool:
    return (
        at_edge(chars, start)
        and at_edge(chars, stop)
        and all(at_edge(chars, start + inserted.at) for inserted in segment.inserted)
    )


def misquoted(ground: Ground, told: Typed) -> tuple[Inserted, tuple[int, int]] | None:
    """Find what was put in where the source has a bracket much like it.

    That is a bracket of the source with a slip in it, and no insertion: with the source's bracket instead
    the words stand in the source.

    Returns:
        What was put in, and the range of the source's bracket in the folded characters.

    """
    typed_chars = told.text.chars
    for inserted in (one for segment in told.segments for one in segment.inserted if one.text):
        for own in sorted(ground.brackets):
            if not closest(inserted.text, (own,), _LIKE):
                continue
            right = typed_chars[: inserted.start] + own + typed_chars[inserted.stop :]
            for place in _found(ground, typed(Text.of(right), ground.brackets)):
                at = ground.chars.index(own, place.parts[0][0])
                return (inserted, (at, at + len(own)))
    return None


def _inside_words(ground: Ground, told: Typed) -> tuple[int, int] | None:
    """Find the first place where every part stands, but one of them cuts a word or a number."""
    if len(told.segments) > 1:
        return None
    segment = told.segments[0]
    return next(_occurrences(ground, segment, segment.folded.chars, 0, len(ground.chars), whole=False), None)


def swallows_sentence_end(gap: str) -> bool:
    """Whether what an omission leaves out holds the end of a sentence, the gap's own end included."""
    return PARAGRAPH in gap or bool(_SENTENCE_END.search(gap.rstrip()))


def nearest_unique(ground: Ground, start: int, stop: int) -> tuple[str, str]:
    """Find the shortest whole words before or after a range that make its selector unique.

    Returns:
        (prefix, suffix) as folded words; both "" when nothing in the block makes it unique.

    """
    low, high = ground.bounds(ground.index(start))
    rivals: list[int] | None = None
    for prefix in words_before(ground.chars, low, start):
        rivals = others(ground, start, stop, prefix, "", rivals)
        if not rivals:
            return (prefix, "")
    rivals = None
    for suffix in words_after(ground.chars, stop, high):
        rivals = others(ground, start, stop, "", suffix, rivals)
        if not rivals:
            return ("", suffix)
    return ("", "")


def others(
    ground: Ground, start: int, stop: int, prefix: str = "", suffix: str = "", among: list[int] | None = None
) -> list[int]:
    """Find where else the words of a range stand, beginning and ending at word's edges.

    Args:
        ground: the source.
        start: the first folded character of the range.
        stop: the character after its last.
        prefix: folded words that must stand right before; none by default.
        suffix: folded words that must stand right after.
        among: the places that come into question, where they are known.

    """
    chars = ground.chars
    exact = chars[start:stop]
    if among is None:
        among = [at for at in _rivals(ground, exact, prefix, suffix) if at != start]
    return [
        at
        for at in among
        if (not prefix or preceded(chars, at, prefix))
        and (not suffix or followed(chars, at + len(exact), suffix))
    ]


def stands_elsewhere(ground: Ground, start: int, stop: int) -> bool:
    """Say whether the words of a range stand in another place too."""
    return any(at != start for at in _rivals(ground, ground.chars[start:stop], "", ""))


def _rivals(ground: Ground, exact: str, prefix: str, suffix: str) -> Iterator[int]:
    """Yield where words stand; of those that stand very often, only where the words around may fit."""
    chars = ground.chars
    places = ground.concordance.places(exact, 0, len(chars))
    first = tuple(islice(places, _OFTEN))
    found: Iterable[int] = chain(first, places)
    if len(first) == _OFTEN and (prefix or suffix):
        found = likely(ground, exact, prefix, suffix)
    for at in found:
        if at_edge(chars, at) and at_edge(chars, at + len(exact)):
            yield at


def words_before(chars: str, low: int, at: int) -> Iterator[str]:
    """Yield the whole words between `low` and `at`, from the last few on ever more of them."""
    stop = at
    while stop > low:
        stop = chars.rfind(" ", low, max(low, stop - 1))
        begin = stop + 1 if stop >= 0 else low
        words = chars[begin:at].strip()
        if len(words.split()) >= _TELLING or (words and stop < 0):
            yield words
        if stop < 0:
            return


def words_after(chars: str, at: int, high: int) -> Iterator[str]:
    """Yield the whole words between `at` and `high`, from the first few on ever more of them."""
    start = at
    while start < high:
        start = chars.find(" ", start + 1, high)
        end = start if start >= 0 else high
        words = chars[at:end].strip()
        if (len(words.split()) >= _TELLING or (words and start < 0)) and at_edge(chars, end):
            yield words
        if start < 0:
            return
