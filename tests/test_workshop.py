"""What is kept open between builds: processes that are ready for the styles of the last book."""

from __future__ import annotations

from itertools import product
from typing import Any
from unittest import mock

import pytest

from bound_books import STYLE, made, section, typesetting
from roa_dossier import layout, machine
from roa_dossier.build import alone, given, readied, themes
from roa_dossier.build.stock import Stock
from roa_dossier.build.workshop import Workshop
from roa_dossier.frozen import replace
from roa_dossier.layout.job import Run
from roa_dossier.model.book import Typesetting
from roa_dossier.model.outline import Edition
from roa_dossier.world import Memory

BOOK = (section("one", "<p>One.</p>"), section("two", "<p>Two.</p>"))
OTHER = STYLE + "p { color: teal }"


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


# ── with what processes are made ready ──────────────────────────────────────────────────────────────


def ready(world: Memory) -> Run:
    """Give the lines that the process sets from which workers are forked."""
    return readied.example(world)


def usual(world: Memory) -> Run:
    css = given._css(world, Edition("an-edition"), themes.USUAL, draft=False)
    return layout.example(Typesetting("", "en", css))


def test_they_are_made_ready_with_the_example_of_the_last_book() -> None:
    world = Memory({})
    made(BOOK, world=world)
    assert ready(world) == layout.example(typesetting())
    made(BOOK, OTHER, world=world)
    assert ready(world) == layout.example(typesetting(OTHER))


def test_they_are_made_ready_with_usual_styles_where_there_was_no_book() -> None:
    world = Memory({"styles/ours.css": "p { color: teal }"})
    assert ready(world) == usual(world)
    assert "p { color: teal }" in dict(ready(world).css).values()


def test_a_book_that_is_laid_out_whole_leaves_no_example() -> None:
    world = Memory({})
    assert made(BOOK, world=world, whole=True).book is not None
    assert kept(world) == []


@pytest.mark.parametrize("data", [b"", b"x" * 100, None])
def test_an_example_that_is_damaged_is_as_good_as_none(data: bytes | None) -> None:
    world = Memory({})
    made(BOOK, world=world)
    (name,) = kept(world)
    world.cache[name] = world.cache[name][:-1] + b"\0" if data is None else data
    assert ready(world) == usual(world)
    made(BOOK, OTHER, world=world)  # something is laid out
    assert ready(world) == layout.example(typesetting(OTHER))


# ── the machine ─────────────────────────────────────────────────────────────────────────────────────


def test_the_machine_is_looked_at_once_for_each_book(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = mock.Mock(side_effect=["first", "second"])
    monkeypatch.setattr(machine, "fingerprint", looked)
    with Workshop(1, fingerprint="known") as shop:
        found = []
        for _ in range(3):
            shop.begin()
            found.append(shop.stock(Memory({}))._base)
    assert looked.call_count == 2
    assert found == [Stock(Memory({}), {}, name)._base for name in ("known", "first", "second")]
