"""Characters without case, accents and kinds of dashes: for finding a place, never for proving it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from roa_dossier.evidence.edges import at_edge
from roa_dossier.evidence.ground import Ground

_DASHES = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015\u2212")


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
    chars, needle = loosened(ground.chars), loosened(words)
    at = chars.find(needle) if needle else -1
    while at >= 0:
        if at_edge(ground.chars, at) and at_edge(ground.chars, at + len(needle)):
            yield (at, at + len(needle))
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
