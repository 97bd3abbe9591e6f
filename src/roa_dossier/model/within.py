"""Every value of a kind inside another, and such values changed wherever they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")
U = TypeVar("U")


def every(kind: type[T], value: object) -> Iterator[T]:
    """Find every value of a kind in a value of `model`, in its order; none within another."""
    pending = [value]
    while pending:
        one = pending.pop()
        if isinstance(one, kind):
            yield one
        elif isinstance(one, tuple):
            pending.extend(reversed(one))
        else:
            # a type can be hashed, whatever its instances say
            pending.extend([getattr(one, name) for name in _names(type(one))])  # type: ignore[arg-type]


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    """Give the names of a value's fields, the last one first; none of what has no fields."""
    return tuple(each.name for each in reversed(fields(kind))) if is_dataclass(kind) else ()


def changed(kind: type[T], value: U, change: Callable[[T], T]) -> U:
    """Give a value of `model` with every value of a kind in it changed, in its order; the rest is shared."""
    made: Any = _changed(kind, value, change)
    return made  # type: ignore[no-any-return]


def _changed(kind: type[T], value: Any, change: Callable[[T], T]) -> Any:
    if isinstance(value, kind):
        return change(value)
    if is_dataclass(value) and not isinstance(value, type):
        old = {each.name: getattr(value, each.name) for each in fields(value)}
        new = {name: _changed(kind, each, change) for name, each in old.items()}
        return value if all(new[name] is old[name] for name in old) else replace(value, **new)
    if isinstance(value, tuple):
        items = tuple(_changed(kind, item, change) for item in value)
        return value if all(one is two for one, two in zip(items, value, strict=True)) else items
    return value
