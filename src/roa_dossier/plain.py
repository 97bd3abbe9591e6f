"""Frozen values of ours as plain data, to be kept on a disk, and back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from importlib import import_module
from itertools import chain
from typing import Any

from roa_dossier.frozen import Frozen, names_of

PACKAGE = "roa_dossier."
_TUPLE, _DICT, _SET, _LIST, _ENUM, _DATE, _FRACTION, _ROWS = -1, -2, -3, -4, -5, -6, -7, -8
_AS_THEY_ARE = (str, int, float, bool, type(None), bytes)


class NotPlain(Exception):
    """A value that is none of ours, or data that stand for none."""


def laid_out(value: object) -> list[Any]:
    """Give a value as lists, words and numbers: the names of its classes, then what it is made of.

    Every collection is a list that begins with what it stands for: the place of a class among the names, or a
    sign for tuples and the like. `NotPlain` where something in it is no frozen value.
    """
    names: dict[str, int] = {}
    body = _plain(value, names)
    return [list(names), body]


def made_up(data: list[Any]) -> Any:
    """Give the value that data stand for; only classes of ours are made, by their own constructors."""
    try:
        names, body = data
        classes = [_class(name) for name in names]
        return _value(body, classes)
    except (TypeError, ValueError, IndexError, AttributeError, ImportError) as fault:
        raise NotPlain(str(fault)) from None


def _plain(value: Any, names: dict[str, int]) -> Any:
    kind: Any = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if kind is tuple:
        if value and (row := _row_of(value)) is not None:
            place = names.setdefault(_name(row), len(names))
            return [_ROWS, place, *chain.from_iterable(value)]
        return [_TUPLE, *[_plain(one, names) for one in value]]
    if isinstance(value, Frozen):
        place = names.setdefault(_name(kind), len(names))
        return [place, *[_plain(getattr(value, name), names) for name in names_of(kind)]]
    if _is_row(kind):
        place = names.setdefault(_name(kind), len(names))
        return [place, *[_plain(one, names) for one in value]]
    match value:
        case Enum():
            return [_ENUM, names.setdefault(_name(kind), len(names)), value.name]
        case dict():
            return [_DICT, *[_plain(one, names) for pair in value.items() for one in pair]]
        case frozenset() | set():
            return [_SET, *sorted((_plain(one, names) for one in value), key=repr)]
        case list():
            return [_LIST, *[_plain(one, names) for one in value]]
        case date():
            return [_DATE, value.isoformat()]
        case Fraction():
            return [_FRACTION, str(value)]
        case _:
            raise NotPlain(f"{kind.__name__} is not kept")


def _row_of(value: tuple[Any, ...]) -> Any:
    """Give the class of the named tuples of plain values that a tuple is full of; None for any other."""
    kind: Any = type(value[0])
    if not _is_row(kind) or any(type(one) is not kind for one in value):
        return None
    return kind if all(type(one) in _AS_THEY_ARE for row in value for one in row) else None


@cache
def _is_row(kind: Any) -> bool:
    """Whether a class is one of named tuples."""
    return issubclass(kind, tuple) and hasattr(kind, "_fields")


def _value(data: Any, classes: list[Any]) -> Any:
    if type(data) is not list:
        return data
    sign = data[0]
    if sign >= 0:
        return classes[sign](*[one if type(one) is not list else _value(one, classes) for one in data[1:]])
    if sign == _TUPLE:
        return tuple([one if type(one) is not list else _value(one, classes) for one in data[1:]])
    if sign == _ROWS:
        kind, values = classes[data[1]], iter(data[2:])
        return tuple(map(kind._make, zip(*[values] * len(kind._fields), strict=True)))
    if sign == _ENUM:
        return classes[data[1]][data[2]]
    if sign == _DATE:
        return date.fromisoformat(data[1])
    if sign == _FRACTION:
        return Fraction(data[1])
    items = [_value(one, classes) for one in data[1:]]
    return _COLLECTIONS[sign](items)


_COLLECTIONS: dict[int, Callable[[list[Any]], Any]] = {
    _DICT: lambda items: dict(zip(items[::2], items[1::2], strict=True)),
    _SET: frozenset,
    _LIST: list,
}


@cache
def _name(kind: type[Any]) -> str:
    if not kind.__module__.startswith(PACKAGE):
        raise NotPlain(f"{kind.__name__} is no class of ours")
    return f"{kind.__module__}:{kind.__qualname__}"


@cache
def _class(name: str) -> Any:
    """Find a class of ours by its name."""
    module, _, kind = name.partition(":")
    if not module.startswith(PACKAGE) or "." in kind:
        raise NotPlain(f"{name} is no class of ours")
    found: Any = getattr(import_module(module), kind)
    is_class = isinstance(found, type)
    if not is_class or not (issubclass(found, Frozen | Enum) or _is_row(found)):
        raise NotPlain(f"{name} is no frozen value")
    return found
