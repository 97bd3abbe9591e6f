"""A selector that stands for one place of a source and no other."""

from __future__ import annotations

from collections.abc import Iterator

from roa_dossier.evidence.edges import at_edge
from roa_dossier.evidence.fold import across, fold
from roa_dossier.evidence.ground import Ground
from roa_dossier.evidence.seek import nearest_unique, others, stands_elsewhere
from roa_dossier.text import Text

_NEAR = 30  # characters that are tried first around a range; then ever twice as many


def unique_selector(ground: Ground, start: int, stop: int) -> tuple[str, str] | None:
    """Find what must stand around a range of folded characters to tell it from every other place.

    Returns:
        (prefix, suffix) as folded words, both "" where the words stand only once. A few words of the same
        block are tried first, before the range and after it; then more, over the edges of the block, on
        either side and on both. None where nothing tells the places apart.

    """
    if not stands_elsewhere(ground, start, stop):
        return ("", "")
    near = nearest_unique(ground, start, stop)
    if near != ("", "") and _as_typed(near):
        return near
    for around in _farther(ground, start, stop):
        if _as_typed(around) and not others(ground, start, stop, *around):
            return around
    return None


def _farther(ground: Ground, start: int, stop: int) -> Iterator[tuple[str, str]]:
    """Yield ever more whole words around a range: before it, after it, on both sides."""
    chars, room, low, high = ground.chars, _NEAR, start, stop
    while low > 0 or high < len(chars):
        low, high = _edge(chars, max(0, start - room), -1), _edge(chars, min(len(chars), stop + room), 1)
        prefix, suffix = _words(chars, low, start), _words(chars, stop, high)
        yield from ((prefix, ""), ("", suffix), (prefix, suffix))
        room *= 2


def _edge(chars: str, at: int, step: int) -> int:
    """Give the next place where no word is cut, in the direction of `step`."""
    while not at_edge(chars, at):
        at += step
    return at


def _words(chars: str, start: int, stop: int) -> str:
    return across(chars[start:stop]).strip()


def _as_typed(around: tuple[str, str]) -> bool:
    """Say whether the words, typed as they are, are sought as they are."""
    return all(fold(Text.of(words)).chars == words for words in around)
