"""Every value of a kind inside another, and such values changed wherever they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from operator import attrgetter
from typing import Any, TypeVar, get_args, get_type_hints

from roa_dossier.frozen import Frozen, names_of, replace

T = TypeVar("T")
U = TypeVar("U")


def every(kind: type[T], value: object) -> Iterator[T]:
    """Find every value of a kind in a value of `model`, in its order; none within another."""
    known = _ways(kind)  # type: ignore[arg-type]
    pending = [value]
    while pending:
        one = pending.pop()
        of = type(one)
        way = known.get(of) or known.setdefault(of, _way(of, kind))
        if way is _SOUGHT:
            yield one  # type: ignore[misc]
        elif way is _TUPLE:
            pending.extend(one[::-1])  # type: ignore[index]
        elif way is not _NOTHING:
            pending.extend(way(one))


Way = Callable[[Any], tuple[Any, ...]]


def _mark(_: Any) -> tuple[Any, ...]:
    return ()


_SOUGHT: Way = partial(_mark)
_TUPLE: Way = partial(_mark)
_NOTHING: Way = partial(_mark)
"""What is sought, what holds it in a row, and what cannot hold it."""


@cache
def _ways(sought: type[Any]) -> dict[type[Any], Way]:
    """Give what is known of where to look on for a kind, by the type of what is looked at."""
    return {}


def _way(of: type[Any], sought: type[Any]) -> Way:
    """Say how to look on in values of a type: at which of their fields, the last one first."""
    if issubclass(of, sought):
        return _SOUGHT
    if issubclass(of, tuple):
        return _TUPLE
    names = _names(of, sought)  # type: ignore[arg-type]
    if not names:
        return _NOTHING
    if len(names) == 1:
        (name,) = names
        return lambda one: (getattr(one, name),)
    return attrgetter(*names)


@cache
def _names(holder: type[Any], sought: type[Any]) -> tuple[str, ...]:
    """Give the names of a value's fields in which something sought may stand, the last one first.

    Most of a dossier is words with their places, and no field's type says that anything stands in those.
    """
    inside = _inside(holder)  # type: ignore[arg-type]
    return tuple(name for name in reversed(inside) if any(_may_be(one, sought) for one in inside[name]))


def _may_be(found: type[Any], sought: type[Any]) -> bool:
    """Whether a value of one type may be, or hold, one of another."""
    return any(issubclass(one, sought) or issubclass(sought, one) for one in _reached(found))  # type: ignore[arg-type]


@cache
def _reached(start: type[Any]) -> frozenset[type[Any]]:
    """Give a type and all that may stand in a value of it, however deep."""
    found, pending = {start}, [start]
    while pending:
        fields_of = _inside(pending.pop())  # type: ignore[arg-type]
        new = {one for types in fields_of.values() for one in types} - found
        found |= new
        pending.extend(new)
    return frozenset(found)


@cache
def _inside(holder: type[Any]) -> dict[str, frozenset[type[Any]]]:
    """Give the types that each field of a value may hold, itself or in tuples; none of what has no fields."""
    if not issubclass(holder, Frozen):
        return {}
    declared = get_type_hints(holder)
    return {name: frozenset(_types(declared[name])) for name in names_of(holder)}


def _types(declared: Any) -> Iterator[type[Any]]:
    """Give the types that a declared one is made of; `object` stands for what is not told."""
    arguments = get_args(declared)
    if arguments:
        for one in arguments:
            yield from _types(one)
    elif declared is not ... and declared is not None:
        yield declared if isinstance(declared, type) and declared is not tuple else object


def changed(kind: type[T], value: U, change: Callable[[T], T]) -> U:
    """Give a value of `model` with every value of a kind in it changed, in its order; the rest is shared."""
    made: Any = _changed(kind, value, change)
    return made  # type: ignore[no-any-return]


def _changed(kind: type[T], value: Any, change: Callable[[T], T]) -> Any:
    if isinstance(value, kind):
        return change(value)
    if isinstance(value, Frozen):
        old = {name: getattr(value, name) for name in names_of(value)}
        new = {name: _changed(kind, each, change) for name, each in old.items()}
        return value if all(new[name] is old[name] for name in old) else replace(value, **new)
    if isinstance(value, tuple):
        items = tuple(_changed(kind, item, change) for item in value)
        return value if all(one is two for one, two in zip(items, value, strict=True)) else items
    return value
