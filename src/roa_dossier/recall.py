"""What was made before in this process, found by all that it was made of."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from enum import Enum
from typing import Any, TypeVar

T = TypeVar("T")

TURNS = 4
"""Turns after which what nobody asked for is forgotten: an edit taken back soon costs nothing."""

_PLAIN = (str, bytes, int, float, date, Enum, frozenset, type(None))


class Recall:
    """Remembers what functions gave, for as long as it is asked for in every few turns.

    A function and what is given to it name what it gives. Two things given are the same where they are one
    object, or are plain (words, numbers, bytes, sets of them, tuples of such) and equal. Frozen values are
    compared by identity only, since their places take no part in equality and messages need the right ones:
    what a stage remembers is one object again, so the next stage finds what it made of it.

    A function that is asked through a recall depends on nothing but what is given to it, and gives what
    nobody changes. Without a recall of an earlier run everything is made anew, and comes out the same.
    """

    def __init__(self) -> None:
        self._made: dict[Hashable, tuple[tuple[object, ...], Any]] = {}
        self._asked: dict[Hashable, int] = {}
        self._turn = 0

    def __len__(self) -> int:
        return len(self._made)

    def __bool__(self) -> bool:
        return True

    def of(self, make: Callable[..., T], *given: Any) -> T:
        """Give what `make` gives for `given`; it is called once for the same things."""
        key = (make, *map(_sign, given))
        known = self._made.get(key)
        if known is None:
            # What is given is kept, too: an identity means nothing once its object is gone.
            known = self._made[key] = (given, make(*given))
        self._asked[key] = self._turn
        made: T = known[1]
        return made

    def settled(self, place: str, make: Callable[..., T], *given: Any) -> T:
        """Give what `of` gives; the object given last for `place`, where what is made now is equal to it.

        So what follows from it is found again, though something before it changed. It is for values that
        hold no places: of such, equal ones are the same.
        """
        made = self.of(make, *given)
        last = self._made.get((_LAST, make, place), ((), made))[1]
        if last is not made and last == made:
            self._made[make, *map(_sign, given)] = (given, last)
            made = last
        self._made[_LAST, make, place] = ((), made)
        self._asked[_LAST, make, place] = self._turn
        return made

    def turn(self) -> None:
        """Begin another run over a dossier, and forget what the last few did not ask for."""
        self._turn += 1
        for key in [key for key, asked in self._asked.items() if asked < self._turn - TURNS]:
            del self._made[key], self._asked[key]


def _sign(given: object) -> Hashable:
    """Give what stands for something given in a key."""
    if isinstance(given, tuple):
        return tuple(map(_sign, given))
    return given if isinstance(given, _PLAIN) else (_SAME, id(given))


_SAME, _LAST = object(), object()
"""Mark the identity of an object, which is no number that anybody gave, and what was given last."""
