"""What is kept open between builds: processes that are ready for the styles of the last book."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any
from unittest import mock

import pytest

from bound_books import STYLE, made, section, typesetting
from roa_dossier import layout
from roa_dossier.build import alone, given, themes, workers
from roa_dossier.build.stock import Stock
from roa_dossier.build.workers import Workers
from roa_dossier.build.workshop import Workshop
from roa_dossier.frozen import replace
from roa_dossier.layout.job import Run
from roa_dossier.model.book import Typesetting
from roa_dossier.model.outline import Edition
from roa_dossier.world import Memory, Refused

POOL = workers._pool
"""That of the program: elsewhere here work is done in this process, where nothing is warmed."""

BOOK = (section("one", "<p>One.</p>"), section("two", "<p>Two.</p>"))
OTHER = STYLE + "p { color: teal }"


@pytest.fixture
def asked() -> Iterator[mock.Mock]:
    """Hear what is asked of workers."""
    with mock.patch.object(Workers, "warm") as warm:
        yield warm


def example(world: Memory) -> Run | None:
    """Give the example that is on the disk."""
    return Stock(world, {}).example()


def kept(world: Memory) -> list[str]:
    return [name for name in world.cache if name.startswith("examples/")]


# ── examples ────────────────────────────────────────────────────────────────────────────────────────


def test_a_book_that_was_laid_out_leaves_an_example_of_its_styles() -> None:
    world = Memory({})
    assert example(world) is None
    assert made(BOOK, world=world).book is not None
    assert example(world) == layout.example(typesetting())
    assert made(BOOK, OTHER, world=world).book is not None
    assert example(world) == layout.example(typesetting(OTHER)) != layout.example(typesetting())
    assert len(kept(world)) == 1


def test_a_book_that_is_taken_from_stock_leaves_none() -> None:
    world = Memory({})
    made(BOOK, world=world)
    for name in kept(world):
        del world.cache[name]
    again = made(BOOK, world=world)
    assert again.setting is not None and again.setting.laid == ()
    assert kept(world) == []


def test_an_example_is_kept_once_in_a_workshop() -> None:
    world, memory = Memory({}), dict[str, Any]()
    one, other = layout.example(typesetting()), layout.example(typesetting(OTHER))
    with mock.patch.object(Memory, "keep", autospec=True, side_effect=Memory.keep) as keep:
        for each in (one, one, other, other):
            Stock(world, memory).keep_example(each)
    assert keep.call_count == 2
    assert Stock(world, memory).example() == other


@pytest.mark.parametrize(
    ("theme", "paper", "grey", "draft"),
    [
        *product(themes.BUILT_IN, ("A4", "A5"), (False,), (False,)),
        (themes.USUAL, "A4", True, False),
        (themes.USUAL, "A4", False, True),
    ],
)
def test_an_example_is_made_in_every_built_in_style(theme: str, paper: str, grey: bool, draft: bool) -> None:
    edition = Edition("an-edition", paper=paper, greyscale=grey)
    css = given._css(Memory({}), edition, theme, draft)
    wanted = layout.example(Typesetting("A sample", "en-GB", css, draft=draft))
    task = alone.Task(wanted, (), "en")
    laid = alone.make(task).set
    assert laid.fragment.pages and not laid.whole and not laid.remarks
    assert alone.warm(wanted) is True


def test_an_example_that_cannot_be_made_is_told() -> None:
    wanted = layout.example(typesetting())
    assert alone.warm(wanted) is True
    assert alone.warm(replace(wanted, fonts=("No Such Font At All",))) is False


# ── who is warmed, and with what ────────────────────────────────────────────────────────────────────


def test_a_workshop_warms_with_the_example_of_the_last_book(asked: mock.Mock) -> None:
    world = Memory({})
    made(BOOK, world=world)
    asked.reset_mock()
    with Workshop(1) as shop:
        shop.begin(world)
    asked.assert_called_once_with(alone.warm, layout.example(typesetting()), 1)


def usual() -> mock._Call:
    """Give how all processes are warmed for a book that nothing is known of."""
    css = given._css(Memory({}), Edition("an-edition"), themes.USUAL, draft=False)
    return mock.call(alone.warm, layout.example(Typesetting("", "en", css)))


def test_a_workshop_warms_with_usual_styles_where_there_was_no_book(asked: mock.Mock) -> None:
    with Workshop(1) as shop:
        shop.begin(Memory({}))
    assert asked.call_args_list == [usual()]


def test_a_workshop_warms_nothing_where_styles_cannot_be_read(asked: mock.Mock) -> None:
    refusal = Refused("a-code", "a message")
    with Workshop(1) as shop, mock.patch.object(Memory, "style", side_effect=refusal):
        shop.begin(Memory({}))
    asked.assert_not_called()


def test_a_workshop_warms_with_the_styles_of_the_book_that_is_made(asked: mock.Mock) -> None:
    with Workshop(1) as shop:
        shop.warm(typesetting(OTHER))
    asked.assert_called_once_with(alone.warm, layout.example(typesetting(OTHER)))


def test_nothing_is_warmed_where_books_are_laid_out_whole(asked: mock.Mock) -> None:
    world = Memory({})
    made(BOOK, world=world)
    asked.reset_mock()
    with Workshop(whole=True) as shop:
        shop.begin(world)
        shop.warm(typesetting())
    asked.assert_not_called()
    other = Memory({})
    assert made(BOOK, world=other, whole=True).book is not None
    assert kept(other) == []


@pytest.mark.parametrize("data", [b"", b"x" * 100, None])
def test_an_example_that_is_damaged_is_as_good_as_none(asked: mock.Mock, data: bytes | None) -> None:
    world = Memory({})
    before = made(BOOK, world=world).book
    (name,) = kept(world)
    whole = world.cache[name]
    world.cache[name] = whole[:-1] + b"\0" if data is None else data
    with Workshop(1) as shop:
        shop.begin(world)
        assert asked.call_args_list == [usual()]
        again = made(BOOK, world=world, shop=shop)
        assert again.book is not None and before is not None and again.book.pdf == before.pdf
        assert again.said == []
    made(BOOK, OTHER, world=world)  # something is laid out
    assert example(world) == layout.example(typesetting(OTHER))


# ── in processes ────────────────────────────────────────────────────────────────────────────────────


def pressed(_: int) -> list[str]:
    """Give the style sheets that were read in this process: run in another one."""
    from roa_dossier.layout.fragments import setting

    return [text for key in setting._presses for _, text in key[0]]


@pytest.mark.parametrize("how", ["begin", "warm"])
def test_a_process_that_is_warm_has_read_the_style_sheets(how: str) -> None:
    world = Memory({})
    before = made(BOOK, world=world)
    with mock.patch.object(workers, "_pool", POOL), Workshop(1) as shop:
        shop.begin(world) if how == "begin" else shop.warm(typesetting())
        assert shop.workers._warming is not None
        shop.workers._warming.join()  # what is asked for now comes after it
        read = shop.workers.one(pressed, 0)
        again = made(BOOK, world=Memory({}), shop=shop)
    assert isinstance(read, list) and STYLE in read
    assert again.book is not None and before.book is not None
    assert again.book.pdf == before.book.pdf
    assert again.said == before.said == []


WRONG = STYLE + ":root { --wrong: teal } p { margin-left: var(--wrong) }"


def test_what_is_said_of_styles_is_said_by_processes_that_are_warm_too() -> None:
    (told,) = made(BOOK, WRONG).said
    assert told.code == "css-ignored"
    with mock.patch.object(workers, "_pool", POOL), Workshop(1) as shop:
        shop.warm(typesetting(WRONG))
        assert shop.workers._warming is not None
        shop.workers._warming.join()
        assert made(BOOK, WRONG, shop=shop).said == [told]
