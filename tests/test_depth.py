"""Calls with room for the calls in them are calls like any other."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from roa_dossier.depth import roomy

DEEP = 5_000
"""Calls in one another, of which each is a frame of Python's."""


def given(*args: Any) -> tuple[Any, ...]:
    return args


def down(depth: int) -> int:
    """Give a depth, by as many calls."""
    return 1 + down(depth - 1) if depth else 0


def without_end(depth: int) -> int:
    return without_end(depth + 1)


def roomily(depth: int) -> int:
    """Give a depth, by as many calls with room, each in the one before."""
    return 1 + roomy(roomily, depth - 1) if depth else 0


@pytest.fixture
def _deeper() -> Iterator[None]:
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(2 * DEEP)
    yield
    sys.setrecursionlimit(limit)


def test_it_has_the_room_that_it_says() -> None:
    mebibyte = 2**20
    assert mebibyte // 2 < roomy.__code__.co_stacksize * 8 < mebibyte  # so that a piece of one is asked for


@pytest.mark.parametrize("args", [(), (1,), ("a", None, [2]), tuple(range(300))])
def test_arguments_are_given_on_and_what_comes_of_them_back(args: tuple[Any, ...]) -> None:
    found = roomy(given, *args)
    assert found == args
    assert all(one is other for one, other in zip(found, args, strict=True))


def test_what_is_given_back_is_the_same_object() -> None:
    made = object()
    assert roomy(lambda: made) is made
    assert roomy(list) == []


@pytest.mark.parametrize("fault", [ZeroDivisionError("ours"), KeyboardInterrupt(), SystemExit(3)])
def test_exceptions_go_through(fault: BaseException) -> None:
    def work() -> None:
        raise fault

    with pytest.raises(type(fault)) as caught:
        roomy(work)
    assert caught.value is fault
    with pytest.raises(TypeError):
        roomy(given)(1)
    with pytest.raises(TypeError, match="work"):
        roomy()  # type: ignore[call-arg]


def test_calls_with_room_may_stand_in_one_another() -> None:
    assert roomily(30) == 30
    assert roomy(roomy, roomy, roomy, given, 1, 2) == (1, 2)


@pytest.mark.usefixtures("_deeper")
@pytest.mark.parametrize("call", [roomy, lambda work, *args: roomy(roomy, work, *args)])
def test_deep_calls_come_back_again_and_again(call: Callable[..., Any]) -> None:
    for _ in range(3):
        assert call(down, DEEP) == DEEP
    assert down(DEEP) == DEEP


def test_calls_without_end_are_stopped_as_elsewhere() -> None:
    with pytest.raises(RecursionError):
        roomy(without_end, 0)
    assert roomy(given, 1) == (1,)


@pytest.mark.usefixtures("_deeper")
def test_in_threads() -> None:
    """Whose stacks are small: the frames stand elsewhere."""
    found: list[int] = []
    before = threading.stack_size(512 * 1024)
    try:
        threads = [threading.Thread(target=lambda: found.append(roomy(down, DEEP))) for _ in range(4)]
        for thread in threads:
            thread.start()
    finally:
        threading.stack_size(before)
    for thread in threads:
        thread.join()
    assert found == [DEEP] * 4


def test_a_generator_that_was_begun_in_it_goes_on_outside() -> None:
    def numbers() -> Iterator[int]:
        yield from range(3)

    def begun() -> Iterator[int]:
        made = numbers()
        assert next(made) == 0
        return made

    assert [*roomy(begun)] == [1, 2]
