"""What is done in a new process while a chapter is laid out: the book as it was, bound and read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any
from unittest import mock

import pytest

from bound_books import STYLE, made, page_of, section
from roa_dossier import bind
from roa_dossier.audit.bound import _Book
from roa_dossier.bind import bound
from roa_dossier.build import fragments, printing
from roa_dossier.build.fragments import Chapter
from roa_dossier.build.rehearsal import rehearsed
from roa_dossier.build.workshop import Workshop
from roa_dossier.model.book import Manuscript
from roa_dossier.world import Memory

Book = tuple[Manuscript, ...]


def book(word: str = "Two", last: str = "") -> Book:
    """Give a book of three chapters, of which the second changes, and the last where it is asked for."""
    return (
        section("one", f"<p>One, with chapter three on page {page_of('three')}.</p>"),
        section("two", f"<p>{word}.</p>"),
        section("three", f"<p>Three{last}.</p>"),
    )


def at_once(*given: Any) -> Callable[[list[Chapter]], Iterator[None]]:
    """Rehearse in one step: here chapters are made as soon as they are asked for."""
    steps = rehearsed(*given)

    def whole(chapters: list[Chapter]) -> Iterator[None]:
        yield from [None] if [*steps(chapters)] else []

    return whole


class Watched:
    """A build after another, and what was bound in it: how many bodies were at hand each time."""

    def __init__(self, before: Book, after: Book, style: str = STYLE, shop: Workshop | None = None) -> None:
        world = Memory({})
        assert made(before, style, world=world).book is not None
        self.at_hand: list[int] = []
        written = bind.written

        def watched(*given: Any, **named: Any) -> bytes:
            if (prepared := named.get("before")) is not None:
                self.at_hand.append(len(prepared.bodies))
            return written(*given, **named)

        with mock.patch.object(bind, "written", watched), mock.patch.object(printing, "rehearsed", at_once):
            self.made = made(after, style, world=world, shop=shop)
        assert self.made.book is not None
        cold = made(after, style, world=Memory({}))
        assert cold.book is not None and cold.said == self.made.said
        assert self.made.book.pdf == cold.book.pdf


def test_while_a_chapter_is_laid_out_the_book_as_it_was_is_bound() -> None:
    assert Watched(book(), book("Zwei")).at_hand == [0, 5]  # three chapters, and two blank pages


def test_what_is_new_or_gone_is_bound_as_it_is() -> None:
    one, two, three = book()
    assert Watched((one, three), (one, two, three)).at_hand == [0]  # of what is new nothing was made before
    assert Watched((one, two, three), (one, three)).at_hand == [0]  # nothing is laid out, and nobody waits
    assert Watched(book(), book("Zwei", " again")).at_hand == [0, 5]


def test_a_chapter_that_grows_moves_what_was_bound() -> None:
    long = "</p>".join(f"<p>Paragraph {number} of many." for number in range(80))
    assert Watched(book(), book(long)).at_hand == [0, 5]
    assert Watched(book(long), book()).at_hand == [0, 4]


@pytest.mark.parametrize("steps", range(6))
def test_it_may_be_left_at_any_step(steps: int) -> None:
    def left(*given: Any) -> Callable[[list[Chapter]], Iterator[None]]:
        whole = rehearsed(*given)
        return lambda chapters: iter([None for _ in islice(whole(chapters), steps)][:1])

    with mock.patch(f"{__name__}.at_once", left):
        assert Watched(book(), book("Zwei")).at_hand in ([0], [0, 5])


def test_letters_that_no_chapter_had_are_in_the_book() -> None:
    assert Watched(book(), book("Ω and Ж")).at_hand == [0, 5]


def test_where_something_is_at_hand_nothing_is_rehearsed() -> None:
    shop = Workshop()
    with mock.patch.object(shop, "close"):
        assert made(book("Three"), shop=shop, world=Memory({})).book is not None
        at_hand = Watched(book(), book("Zwei"), shop=shop).at_hand
    assert len(at_hand) == 1 and at_hand[0]


def test_what_was_lost_of_the_old_state_harms_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fragments.Bindery, "last", lambda self, chapter: chapter.made)
    assert Watched(book(), book("Zwei")).at_hand == [0]


# ── in a later process ─────────────────────────────────────────────────────────────────────────────


def packed_and_read(world: Memory, after: Book) -> tuple[int, int]:
    """Make a book in another workshop; how many fragments were deflated for it, how many streams read."""
    with (
        mock.patch.object(bound, "pack", wraps=bound.pack) as packs,
        mock.patch.object(_Book, "_differences", side_effect=_Book._differences) as reads,
    ):
        found = made(after, world=world)
    cold = made(after, world=Memory({}))
    assert found.book is not None and cold.book is not None
    assert found.book.pdf == cold.book.pdf and found.said == cold.said
    return packs.call_count, reads.call_count


def test_a_later_process_deflates_and_reads_only_what_changed() -> None:
    world = Memory({})
    assert made(book(), world=world).book is not None
    alone, fonts, two, blank = 2, 1, 1, 1  # the chapter and its fonts for its own reading; those of the book
    assert packed_and_read(world, book("Zwei")) == (alone + fonts + two + blank, two + blank)
    assert packed_and_read(world, book("Zwei")) == (fonts, 0)


def test_what_is_kept_of_the_binding_and_damaged_is_made_again_with_a_word() -> None:
    world = Memory({})
    assert made(book(), world=world).book is not None
    (entry,) = (name for name in world.cache if name.startswith("bindings/"))
    world.cache[entry] = world.cache[entry][:-1] + b"?"
    found = made(book("Zwei"), world=world)
    cold = made(book("Zwei"), world=Memory({}))
    assert found.book is not None and cold.book is not None and found.book.pdf == cold.book.pdf
    assert [one.code for one in found.said] == ["cache-damaged"]
    assert packed_and_read(world, book("Drei")) == (5, 2)
