"""What was made before, found by all that it was made of: in this process, and on a shelf beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from enum import Enum
from typing import Any, Protocol, TypeVar

from roa_dossier.hands import FEW, shared

T = TypeVar("T")

TURNS = 4
"""Turns after which what nobody asked for is forgotten: an edit taken back soon costs nothing."""

_PLAIN = (str, bytes, int, float, date, Enum, frozenset, type(None))


class Shelf(Protocol):
    """Where values stay from one process to the next."""

    @property
    def damaged(self) -> tuple[str, ...]:
        """The names of values that were found damaged."""
        ...

    def get(self, name: str) -> Any:
        """Give the value that was put under a name; None for nothing that can be used."""
        ...

    def put(self, name: str, value: object) -> None:
        """Put a value under a name; one that cannot be kept is not."""
        ...


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
        self.shelf: Shelf | None = None
        self._made: dict[Hashable, tuple[tuple[object, ...], Any]] = {}
        self._asked: dict[Hashable, int] = {}
        self._origin: dict[int, Hashable] = {}
        self._names: dict[Hashable, str | None] = {}
        self._to_put: list[tuple[str, Any]] = []
        self._waits = False
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
            return self._remembered(key, given, make(*given))
        self._asked[key] = self._turn
        made: T = known[1]
        return made

    def kept(self, make: Callable[..., T], *given: Any) -> T:
        """Give what `of` gives, from the shelf where it was put there by an earlier process.

        It is for what is dear to make and cheap to read. What is given must have a name that says all of it:
        plain values have, and what came out of a recall; what has none is not put on the shelf.
        """
        key = (make, *map(_sign, given))
        if key in self._made or self.shelf is None:
            return self.of(make, *given)
        name = self._called(make, given)
        found = self.shelf.get(name) if name else None
        if found is None:
            found = make(*given)
            if name:
                self._to_put.append((name, found))
                if not self._waits:
                    self.put_away()
        return self._remembered(key, given, found)

    def foresee(self, make: Callable[..., object], many: Iterable[tuple[Any, ...]]) -> None:
        """Make what `kept` will be asked for: several at once, where there are many and more cores than one.

        Args:
            make: the function.
            many: what it will be given, each time.

        """
        missing: dict[Hashable, tuple[tuple[Any, ...], str | None]] = {}
        for given in many:
            key: Hashable = (make, *map(_sign, given))
            if key in self._made or self.shelf is None:
                continue
            name = self._called(make, given)
            found = self.shelf.get(name) if name else None
            if found is not None:
                self._remembered(key, given, found)
            else:
                missing[key] = given, name
        if len(missing) < FEW:
            return
        made = shared(lambda given: make(*given), [given for given, _ in missing.values()])
        for (key, (given, name)), found in zip(missing.items(), made, strict=True):
            if name:
                self._to_put.append((name, found))
            self._remembered(key, given, found)
        if not self._waits:
            self.put_away()

    @contextmanager
    def patiently(self) -> Iterator[None]:
        """Put nothing on the shelf until `put_away`, or until the block ends: there may be a better time."""
        outer, self._waits = self._waits, True
        try:
            yield
        finally:
            self._waits = outer
            self.put_away()

    def put_away(self) -> None:
        """Put on the shelf what waits for it."""
        for _ in self.by_and_by():
            pass

    def by_and_by(self) -> Iterator[None]:
        """Put on the shelf what waits for it, a value in each step."""
        while self._to_put:
            name, value = self._to_put.pop()
            if self.shelf is not None:
                self.shelf.put(name, value)
            yield

    def part(self, whole: object, at: int | str) -> Any:
        """Give a member of something remembered by its place, or a field by its name, as its own name."""
        return self.of(_part, whole, at)

    def settled(self, place: str, make: Callable[..., T], *given: Any) -> T:
        """Give what `of` gives; the object given last for `place`, where what is made now is equal to it.

        So what follows from it is found again, though something before it changed. It is for values that
        hold no places: of such, equal ones are the same, and are named by what they show of themselves.
        """
        made = self.of(make, *given)
        last = self._made.get((_LAST, make, place), ((), made))[1]
        if last is not made:
            if last == made:
                self._made[make, *map(_sign, given)] = (given, last)
                made = last
            else:
                self._origin.pop(id(last), None)
                self._names.pop((_LAST, make, place), None)
        self._made[_LAST, make, place] = ((), made)
        self._asked[_LAST, make, place] = self._turn
        if not isinstance(made, _PLAIN) and made != ():
            self._origin[id(made)] = (_LAST, make, place)
        return made

    def turn(self, shelf: Shelf | None = None) -> None:
        """Begin another run over a dossier, and forget what the last few did not ask for."""
        self.shelf = shelf
        self._turn += 1
        for key in [key for key, asked in self._asked.items() if asked < self._turn - TURNS]:
            _, made = self._made.pop(key)
            if self._origin.get(id(made)) == key:
                del self._origin[id(made)]
            self._names.pop(key, None)
            del self._asked[key]

    def _remembered(self, key: Hashable, given: tuple[object, ...], made: T) -> T:
        # What is given is kept, too: an identity means nothing once its object is gone.
        self._made[key] = (given, made)
        self._asked[key] = self._turn
        if not isinstance(made, _PLAIN) and made != () and not any(made is one for one in given):
            self._origin.setdefault(id(made), key)
        return made

    # ── names ───────────────────────────────────────────────────────────────────────────────────

    def _called(self, make: Callable[..., Any], given: tuple[object, ...]) -> str | None:
        """Name what a function gives by its own name and those of what is given; None where one has none."""
        names = [self._name(one) for one in given]
        if None in names:
            return None
        return _digest(make.__module__ or "", make.__qualname__, *(name or "" for name in names))

    def _name(self, value: object) -> str | None:
        """Name a value by what it shows of itself, or by what made it; None where neither says all of it."""
        if isinstance(value, bytes):
            return hashlib.sha256(value).hexdigest()
        if isinstance(value, frozenset):
            return self._joined("set", sorted(self._name(one) or "" for one in value))
        if isinstance(value, _PLAIN):
            return repr(value)
        if isinstance(value, Recall):
            return "recall"  # whatever it remembers, it gives what would be made
        key = self._origin.get(id(value))
        if key in self._made and self._made[key][1] is value:
            return self._name_of(key)
        return self._joined("tuple", [self._name(one) for one in value]) if isinstance(value, tuple) else None

    def _joined(self, kind: str, names: Sequence[str | None]) -> str | None:
        return _digest(kind, *map(str, names)) if all(names) else None

    def _name_of(self, key: Any) -> str | None:
        if key not in self._names:
            given, made = self._made[key]
            self._names[key] = None  # what was made of itself has no name that says all of it
            self._names[key] = _digest(repr(made)) if key[0] is _LAST else self._called(key[0], given)
        return self._names[key]


def _part(whole: Any, at: int | str) -> Any:
    return getattr(whole, at) if isinstance(at, str) else whole[at]


def _digest(*parts: str) -> str:
    found = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        found.update(len(data).to_bytes(8, "big") + data)
    return found.hexdigest()


def _sign(given: object) -> Hashable:
    """Give what stands for something given in a key."""
    if isinstance(given, tuple):
        return tuple(map(_sign, given))
    return given if isinstance(given, _PLAIN) else (_SAME, id(given))


_SAME, _LAST = object(), object()
"""Mark the identity of an object, which is no number that anybody gave, and what was given last."""
