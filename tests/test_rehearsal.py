"""What is done for a book while its chapters are laid out elsewhere, and what a later process finds of it."""

from __future__ import annotations

from itertools import islice
from typing import Any
from unittest import mock

import pytest

from bound_books import STYLE, made, page_of, section, typesetting
from roa_dossier.audit.bound import _Book
from roa_dossier.bind import bound
from roa_dossier.build import printing
from roa_dossier.build.printing import Commission, printed
from roa_dossier.build.rehearsal import rehearsed
from roa_dossier.build.workshop import Workshop
from roa_dossier.diagnostics import Checked
from roa_dossier.model.book import Attachment, Manuscript
from roa_dossier.world import Memory

Book = tuple[Manuscript, ...]


def book(word: str = "Two", last: str = "") -> Book:
    """Give a book of three chapters, of which the second changes, and the last where it is asked for."""
    return (
        section("one", f"<p>One, with chapter three on page {page_of('three')}.</p>"),
        section("two", f"<p>{word}.</p>"),
        section("three", f"<p>Three{last}.</p>"),
    )


class Files:
    """The files that travel in a book, and how often they were asked for."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> tuple[Attachment, ...]:
        self.asked += 1
        return (Attachment("a.txt", b"words " * 100, "words"),)


def done(world: Memory, shop: Workshop, steps: int | None = None) -> Files:
    """Do what there is to do while one waits, up to a step."""
    files = Files()
    [*islice(rehearsed(shop, shop.stock(world), "book.pdf", files), steps)]
    return files


def test_what_was_put_together_is_recalled_and_files_are_deflated() -> None:
    world, shop = Memory({}), Workshop()
    assert made(book(), world=world).book is not None
    assert done(world, shop).asked == 1
    assert len(shop.prepared.named) == 5, "three chapters, and two blank pages"
    assert shop.seen.right
    (deflated,) = shop.prepared.files.values()
    with mock.patch.object(bound.zlib, "compress", side_effect=AssertionError):
        (name,) = shop.prepared.files
        assert shop.prepared.deflate("a.txt", b"words " * 100) == name
    assert deflated


def test_files_of_a_first_book_are_deflated_while_one_waits() -> None:
    shop, data = Workshop(), b"words " * 100
    with (
        mock.patch.object(shop, "close"),
        mock.patch.object(bound.zlib, "compress", wraps=bound.zlib.compress) as by,
    ):
        done(world := Memory({}), shop)
        files = Files()
        wanted = Commission("book.pdf", book(), lambda *_: Checked(()), typesetting(STYLE), files, None)
        assert printed(world, shop, wanted, lambda stage, detail: None).book is not None
    assert [call.args[0] for call in by.call_args_list].count(data) == 1


def test_what_is_at_hand_is_not_recalled() -> None:
    world, shop = Memory({}), Workshop()
    with mock.patch.object(shop, "close"):
        assert made(book(), world=world, shop=shop).book is not None
    named = shop.prepared.named
    done(world, shop)
    assert shop.prepared.named is named


@pytest.mark.parametrize("steps", range(5))
def test_it_may_be_left_at_any_step(steps: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def left(*given: Any) -> Any:
        return islice(rehearsed(*given), steps)

    world, files = Memory({}), Files()
    monkeypatch.setattr(printing, "rehearsed", left)

    def printed_book(manuscripts: Book, where: Memory) -> bytes:
        wanted = Commission("book.pdf", manuscripts, lambda *_: Checked(()), typesetting(STYLE), files, None)
        with Workshop() as shop:
            found = printed(where, shop, wanted, lambda stage, detail: None)
        assert found.book is not None and found.said == []
        return found.book.pdf

    printed_book(book(), world)
    assert printed_book(book("Zwei"), world) == printed_book(book("Zwei"), Memory({}))


def test_a_chapter_that_grows_or_is_gone_moves_what_was_bound() -> None:
    long = "</p>".join(f"<p>Paragraph {number} of many." for number in range(80))
    world = Memory({})
    one, two, three = book()
    for now in (book(), book(long), book(), (one, three), (one, two, three), book("Ω and Ж", " again")):
        found, cold = made(now, world=world), made(now, world=Memory({}))
        assert found.book is not None and cold.book is not None
        assert found.book.pdf == cold.book.pdf and found.said == cold.said


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
