"""Things of two editions that are the same thing: by what they surely share first, then by likeness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

from roa_dossier import nearest
from roa_dossier.frozen import Frozen

T = TypeVar("T")
_MOST = 1_000_000  # comparisons: where more has changed, likeness would tell nothing and take minutes


class Paired(Frozen, Generic[T]):
    """Pairs in the order of NEW, and what has no partner, in its own order."""

    pairs: tuple[tuple[T, T], ...]
    gone: tuple[T, ...]
    new: tuple[T, ...]


Key = Callable[[T], Hashable]
"""What two things share when they are one; None for a thing that has no such key."""


def paired(
    old: Sequence[T],
    new: Sequence[T],
    keys: Sequence[Key[T]],
    words: Callable[[T], str] | None = None,
    within: Sequence[Key[T]] = (),
    last: Sequence[Key[T]] = (),
) -> Paired[T]:
    """Pair things; with both sides exchanged the pairs are the same.

    Args:
        old: things of OLD.
        new: things of NEW.
        keys: the surest first; of several with one key the first goes with the first.
        words: what is compared for likeness, of those that no key pairs; None pairs none.
        within: for each round of likeness, what both must share.
        last: keys for what is still without a partner then.

    """
    left, right = dict(enumerate(old)), dict(enumerate(new))
    found: dict[int, int] = {}
    for key in keys:
        _take(_by_key(left, right, key), left, right, found)
    for shared in within if words else ():
        _take(_by_likeness(left, right, shared, words), left, right, found)
    for key in last:
        _take(_by_key(left, right, key), left, right, found)
    return Paired(
        tuple((old[i], new[j]) for i, j in sorted(found.items(), key=lambda pair: pair[1])),
        tuple(left.values()),
        tuple(right.values()),
    )


def _take(
    pairs: Sequence[tuple[int, int]], left: dict[int, T], right: dict[int, T], found: dict[int, int]
) -> None:
    for i, j in pairs:
        found[i] = j
        del left[i], right[j]


def _by_key(left: dict[int, T], right: dict[int, T], key: Key[T]) -> list[tuple[int, int]]:
    one, other = _grouped(left, key), _grouped(right, key)
    return [pair for name, places in one.items() for pair in zip(places, other.get(name, ()), strict=False)]


def _by_likeness(
    left: dict[int, T], right: dict[int, T], shared: Key[T], words: Callable[[T], str] | None
) -> list[tuple[int, int]]:
    if words is None:
        return []
    one, other = _grouped(left, shared), _grouped(right, shared)
    if sum(len(ours) * len(other.get(name, ())) for name, ours in one.items()) > _MOST:
        return []
    return [
        (ours[i], theirs[j])
        for name, ours in one.items()
        if (theirs := other.get(name))
        for i, j in nearest.pairs([words(left[at]) for at in ours], [words(right[at]) for at in theirs])
    ]


def _grouped(things: dict[int, T], key: Key[T]) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = defaultdict(list)
    for at, thing in things.items():
        if (name := key(thing)) is not None:
            found[name].append(at)
    return found
