"""Words that stand right before a place of a source or right after it, over the edges of blocks too.

They are compared as they are typed: in one line, where a blank stands for the edge of a block, or nothing
where a bracket or a stop would have no blank beside it.
"""

from __future__ import annotations

from collections.abc import Sequence

from roa_dossier.evidence.edges import at_edge
from roa_dossier.evidence.fold import PARAGRAPH, across
from roa_dossier.evidence.ground import Ground

_GAP = 2  # characters that may part words from those beside them: white space, the edge of a block


def preceded(chars: str, at: int, prefix: str) -> bool:
    """Whether folded words stand right before a place."""
    near = chars[max(0, at - _reach(prefix)) : at]
    before = near.rstrip()
    if len(near) - len(before) > _GAP:
        return False
    before = across(before)
    return before.endswith(prefix) and at_edge(before, len(before) - len(prefix))


def followed(chars: str, at: int, suffix: str) -> bool:
    """Whether folded words stand right after a place."""
    near = chars[at : at + _reach(suffix)]
    after = near.lstrip()
    if len(near) - len(after) > _GAP:
        return False
    after = across(after)
    return after.startswith(suffix) and at_edge(after, len(suffix))


def _reach(words: str) -> int:
    """Say how many characters beside a place tell whether words stand there: every second may be an edge."""
    return 2 * len(words) + 2 * _GAP


def likely(ground: Ground, exact: str, prefix: str, suffix: str) -> Sequence[int]:
    """Give the places of some words, ascending, where the words around may be right before or after them.

    Every place where they are is among these.

    Args:
        ground: the source.
        exact: folded words.
        prefix: folded words; "" where only `suffix` matters.
        suffix: folded words; looked at where there is no `prefix`.

    """
    line, chars = ground.in_one_line, ground.chars
    places: set[int] = set()
    for number in range(_GAP + 1):
        gap, flat = " " * number, exact.replace(PARAGRAPH, " ")
        if prefix:
            by = len(prefix) + number
            places.update(at + by for at in _all(line, f"{prefix}{gap}{flat}", 0, len(line)))
        else:
            places.update(_all(line, f"{flat}{gap}{suffix}", 0, len(line)))
    reach = _reach(prefix or suffix) + len(exact)
    for edge in ground.odd_edges:
        places.update(_all(chars, exact, max(0, edge - reach), edge + reach))
    return [at for at in sorted(places) if chars.startswith(exact, at)]


def _all(chars: str, words: str, low: int, high: int) -> list[int]:
    found = []
    at = chars.find(words, low, high)
    while at >= 0:
        found.append(at)
        at = chars.find(words, at + 1, high)
    return found
