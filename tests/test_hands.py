"""Work shared with copies of this process: the same as if it were done here."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

import pytest

from roa_dossier import hands, limits
from roa_dossier.recall import Recall

MANY = range(25)


class Shelf(dict[str, object]):
    damaged = ()
    put = dict.__setitem__


@pytest.fixture(autouse=True)
def _three_hands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hands, "_hands", lambda: 3)


def done(work: Callable[[int], object]) -> list[object]:
    return hands.shared(work, MANY)


def test_what_is_shared_is_in_its_order_and_done_by_all() -> None:
    found = hands.shared(lambda one: (one, os.getpid()), MANY)
    assert [one for one, _ in found] == [*MANY]
    assert len({pid for _, pid in found}) == 3


@pytest.mark.parametrize("many", [0, 1, hands.FEW - 1])
def test_little_is_done_here(many: int) -> None:
    assert hands.shared(lambda one: (one, os.getpid()), range(many)) == [
        (at, os.getpid()) for at in range(many)
    ]


def test_the_share_of_a_copy_that_dies_is_done_here() -> None:
    here = os.getpid()

    def work(one: int) -> int:
        if os.getpid() != here and one == 7:
            os._exit(3)
        return -one

    assert done(work) == [-one for one in MANY]


def test_the_share_of_a_copy_that_hangs_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hands, "_PATIENCE", 0.2)
    here = os.getpid()

    def work(one: int) -> int:
        if os.getpid() != here and one == 7:
            time.sleep(60)
        return -one

    begun = time.monotonic()
    assert done(work) == [-one for one in MANY]
    assert time.monotonic() - begun < 30


def test_a_long_answer_is_read_whole() -> None:
    assert hands.shared(lambda one: bytes([one]) * 3_000_000, MANY) == [
        bytes([one]) * 3_000_000 for one in MANY
    ]


def test_what_cannot_be_sent_is_made_here() -> None:
    assert [make() for make in hands.shared(lambda one: lambda: one, MANY)] == [*MANY]


def test_a_fault_is_raised_where_it_would_be() -> None:
    with pytest.raises(ZeroDivisionError):
        done(lambda one: 1 // (one - 8))


def test_no_copy_outlives_a_fault_here(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[int] = []
    plain = limits.Fork._waited

    def waited(fork: limits.Fork[object]) -> int:
        ended.append(fork._child or 0)
        return plain(fork)

    monkeypatch.setattr(limits.Fork, "_waited", waited)
    here, begun = os.getpid(), time.monotonic()

    def work(one: int) -> int:
        if os.getpid() != here:
            time.sleep(60)
        raise KeyError(one)

    with pytest.raises(KeyError):
        done(work)
    assert time.monotonic() - begun < 30
    assert len(ended) == 2
    for child in ended:
        with pytest.raises(ProcessLookupError):
            os.kill(child, 0)


def test_a_fork_is_waited_for_once() -> None:
    fork = limits.Fork(lambda: 5, 10, 10**9)
    assert fork.answer() == 5
    fork.end()


def twice(value: str) -> str:
    made.append(value)
    return value * 2


made: list[str] = []


@pytest.mark.parametrize("many", [3, 20])
def test_what_is_foreseen_is_as_what_is_kept(many: int) -> None:
    words = [chr(97 + at) for at in range(many)]
    shelf, recall, plain = Shelf(), Recall(), Recall()
    recall.turn(shelf)
    with recall.patiently():
        recall.foresee(twice, [(word,) for word in words])
        assert not shelf
        made.clear()
        assert [recall.kept(twice, word) for word in words] == [word * 2 for word in words]
        assert made == ([] if many >= hands.FEW else words)
    usual = Shelf()
    plain.turn(usual)
    assert [plain.kept(twice, word) for word in words] == [word * 2 for word in words]
    assert shelf == usual
    made.clear()
    later = Recall()
    later.turn(shelf)
    later.foresee(twice, [(word,) for word in words])
    assert [later.kept(twice, word) for word in words] == [word * 2 for word in words]
    assert made == []


def test_nothing_is_foreseen_where_nothing_is_kept() -> None:
    recall = Recall()
    made.clear()
    recall.foresee(twice, [(str(at),) for at in MANY])
    assert made == []
