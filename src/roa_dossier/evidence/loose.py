"""Characters without case, accents and kinds of dashes: for finding a place, never for proving it."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from heapq import merge

from roa_dossier.evidence.edges import at_edge
from roa_dossier.evidence.ground import Ground
from roa_dossier.patterns import regex

_DASHES = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015\u2212")
_WORD = regex(r"\w+")


def loosened(chars: str) -> str:
    """Give as many characters, each small, without its accent, every dash a hyphen."""
    if chars.isascii():
        return chars.lower()
    return chars.translate({ord(char): _loose(char) for char in set(chars)})


def _loose(char: str) -> str:
    if char in _DASHES:
        return "-"
    base = unicodedata.normalize("NFD", char)
    if len(base) > 1 and all(unicodedata.combining(mark) for mark in base[1:]):
        char = base[0]
    small = char.lower()
    return small if len(small) == 1 else char


def loosely(ground: Ground, words: str) -> Iterator[tuple[int, int]]:
    """Yield where folded words stand, but for case, accents and dashes, as ranges of folded characters."""
    chars, needle = ground.chars, loosened(words)
    for start in _likely(ground, needle):
        stop = start + len(needle)
        if loosened(chars[start:stop]) == needle and at_edge(chars, start) and at_edge(chars, stop):
            yield (start, stop)


def _likely(ground: Ground, needle: str) -> Iterator[int]:
    """Yield the places where the longest word of loosened words stands in some form, and those around it.

    No word becomes two by loosening, and no two one: each word sought is some whole word of the source.
    """
    longest = max(_WORD.finditer(needle), key=lambda match: len(match.group()), default=None)
    if longest is None:
        yield from _everywhere(loosened(ground.chars), needle)
        return
    written: defaultdict[str, list[str]] = defaultdict(list)
    forms = sorted(ground.concordance.words)
    for loose, form in zip(loosened(" ".join(forms)).split(), forms, strict=True):
        written[loose].append(form)
    if not all(word in written for word in _WORD.findall(needle)):
        return
    streams = (ground.concordance.wholes(form) for form in written[longest.group()])
    yield from (at - longest.start() for at in merge(*streams) if at >= longest.start())


def _everywhere(chars: str, needle: str) -> Iterator[int]:
    at = chars.find(needle) if needle else -1
    while at >= 0:
        yield at
        at = chars.find(needle, at + 1)


def loosenings(typed: str, stands: str) -> tuple[str, ...]:
    """Name what was loosened between folded words as typed and as they stand; sorted."""
    names = set()
    for ours, theirs in zip(typed, stands, strict=True):
        if ours == theirs:
            continue
        if {ours, theirs} & _DASHES:
            names.add("dashes")
            continue
        if ours.lower() == theirs.lower():
            names.add("case")
            continue
        names.add("accents")
        if ours.islower() != theirs.islower():
            names.add("case")
    return tuple(sorted(names))
