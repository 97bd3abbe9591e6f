"""A chapter laid out again after an edit: the same as from nothing, and only the pages that may differ."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache
from typing import Any
from unittest import mock

import msgspec.msgpack
import pytest
from pypdfium2 import PdfDocument

from bound_books import STYLE, expected, made, note, page_of, section
from roa_dossier.audit.late import unplaced
from roa_dossier.build import alone
from roa_dossier.build.alone import Made, Task
from roa_dossier.frozen import replace
from roa_dossier.layout import notes
from roa_dossier.layout.fragments import setting
from roa_dossier.layout.fragments.again import Again
from roa_dossier.layout.fragments.joined import joined, parted
from roa_dossier.layout.job import Last, Past, Run, Set
from roa_dossier.model.book import Mention
from roa_dossier.model.lines import LineRules
from roa_dossier.model.report import Reading
from roa_dossier.world import Memory
from test_pages import png

HEAD = "<!DOCTYPE html><html lang='en'><head><title>A</title></head><body>"
STYLED = f"{STYLE} p {{ text-align: justify; hyphens: auto }} td {{ width: 40mm }}"
WORDS = [
    "the",
    "officers",
    "of",
    "that",
    "regiment",
    "answered",
    "again",
    "without",
    "any",
    "result",
    "after",
    "long",
    "negotiations",
]


def words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(count)).capitalize() + "."


def paragraph(number: int, seed: int = 0, count: int = 60) -> str:
    chance = random.Random(f"{number} {seed}")
    noted = note(number, "one", words(chance, chance.randint(3, 40))) if number % 3 == 0 else ""
    link = f" See page {page_of('elsewhere')}." if number % 4 == 0 else ""
    return f'<p id="p{number}">{words(chance, count)}{noted}{link} {words(chance, count // 3)}</p>'


TABLE = "<table><thead><tr><th>Head</th><th>Other</th></tr></thead><tbody>{}</tbody></table>".format(
    "".join(f"<tr><td>Row {row}</td><td>{'words and ' * 7}</td></tr>" for row in range(40))
)


def run(body: str, style: str = STYLED, **more: Any) -> Run:
    html = section("one", body).html
    given: dict[str, Any] = {"digits": (("elsewhere", 2),), **more}
    return Run(HEAD, (("one", html),), (("test.css", style),), **given)


@cache
def body(table: bool = True) -> tuple[str, ...]:
    many = [f"<h2>Part {at // 8}</h2>" if at % 8 == 4 else paragraph(at) for at in range(1, 34)]
    return (*many[:15], TABLE, *many[15:]) if table else tuple(many)


def laid(wanted: Run, before: Set | None = None) -> Set:
    """Lay out, from nothing or after an earlier layout, of which what is remembered came from a disk."""
    if before is not None and before.past is not None:
        kept = msgspec.msgpack.decode(msgspec.msgpack.encode(before.past), type=Past)
        assert kept == before.past
        wanted = replace(wanted, last=Last(kept, before.fragment, before.blank))
    found = setting.lay_out(wanted)
    assert not found.whole and found.failure is None
    return replace(found, files=(), stays=())


@pytest.fixture
def pages() -> Iterator[list[int]]:
    """The numbers of the pages that are made."""
    found: list[int] = []

    def counted(index: int, *rest: Any) -> Any:
        found.append(index)
        return plain(index, *rest)

    plain = notes.remake_page
    with mock.patch.object(notes, "remake_page", counted):
        yield found


def edited(blocks: tuple[str, ...], chance: random.Random) -> tuple[str, ...]:
    """Change, add, take away or lengthen a paragraph, or change its note."""
    at = chance.choice([at for at, block in enumerate(blocks) if block.startswith("<p")])
    other = re.sub(r"\b(?:officers|regiment|result)\b", lambda _: chance.choice(WORDS), blocks[at], count=1)
    number = 100 + chance.randrange(10_000)
    match chance.randrange(6):
        case 0:
            return (*blocks[:at], paragraph(number, count=chance.randint(5, 90)), *blocks[at:])
        case 1:
            return (*blocks[:at], *blocks[at + 1 :])
        case 2:
            return (
                *blocks[:at],
                other.replace("</p>", " and more" * chance.randint(1, 40) + "</p>"),
                *blocks[at + 1 :],
            )
        case 3:
            return (*blocks[:at], f"<blockquote>{other}</blockquote>", *blocks[at + 1 :])
        case _:
            return (*blocks[:at], other, *blocks[at + 1 :])


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    "more", [{}, {"blank": True, "side": "left", "first": 2}, {"lines": LineRules(False)}]
)
def test_random_edits_are_laid_out_as_from_nothing(seed: int, more: dict[str, Any], pages: list[int]) -> None:
    chance = random.Random(f"edits {seed} {more}")
    now = body(seed % 2 == 0)
    before = laid(run("".join(now), **more))
    spared = 0
    for _ in range(5):
        now = edited(now, chance)
        pages.clear()
        found = laid(run("".join(now), **more), before)
        spared += len(found.fragment.pages) - len(pages)
        assert found == laid(run("".join(now), **more))
        before = found
    assert spared > 5, "pages stay, most often"


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("more", [{}, {"blank": True, "side": "left", "first": 2}])
def test_of_pages_that_stay_is_known_what_would_be_read(seed: int, more: dict[str, Any]) -> None:
    """Pages that were read before need not be opened, and the same is found."""
    chance = random.Random(f"read {seed}")
    now = body(seed % 2 == 0)
    before = read(run("".join(now), **more))
    stayed = 0
    for _ in range(6):
        now = edited(now, chance)
        fresh = read(run("".join(now), **more))
        found = read(run("".join(now), **more), before)
        assert (found.alone, found.said) == (fresh.alone, fresh.said)
        stayed += sum(page >= 0 for page in found.set.stays)
        before = found
    assert stayed > 5, "pages stay, most often"


def read(wanted: Run, before: Made | None = None) -> Made:
    """Lay out and read, from nothing or after an earlier chapter, of which what is kept came from a disk."""
    html = wanted.sections[0][1]
    notes = re.findall(r'<span class="note" id="one-n(\d+)"[^>]*>(.*?)</span>', html)
    mentions = re.findall(r'<p id="(p\d+)">(\w+ \w+)', html)
    manuscript = section(
        "one",
        "",
        notes=tuple(expected(int(number), "one", words) for number, words in notes),
        mentions=tuple(Mention(anchor, "name", "a-name", words) for anchor, words in mentions),
    )
    task = Task(wanted, unplaced((manuscript,)), "en", texts=True)
    if before is not None and before.set.past is not None:
        last = Last(before.set.past, before.set.fragment, before.set.blank)
        kept = msgspec.msgpack.encode(before.alone.readings)
        readings = msgspec.msgpack.decode(kept, type=tuple[Reading, ...])
        assert readings == before.alone.readings
        task = replace(task, run=replace(wanted, last=last), readings=readings)
    return alone.read(task, alone.lay(task))


def test_only_pages_that_were_made_are_opened() -> None:
    now = tuple(f"<p>The {at} officers answered.</p>" for at in range(300))
    before = read(run("".join(now)))
    now = (*now[:150], now[150].replace("answered", "drowsed"), *now[151:])
    plain, opened = PdfDocument.get_page, list[int]()

    def counted(file: PdfDocument, page: int) -> Any:
        opened.append(page)
        return plain(file, page)

    with mock.patch.object(PdfDocument, "get_page", counted):
        found = read(run("".join(now)), before)
    made = [page for page, last in enumerate(found.set.stays) if last < 0]
    assert [*dict.fromkeys(opened)] == made and 2 <= len(made) <= 3 < len(found.set.stays)


def test_where_fonts_have_other_glyphs_all_pages_are_read() -> None:
    now = tuple(f"<p>The {at} officers answered.</p>" for at in range(300))
    before = read(run("".join(now)))
    now = (*now[:150], now[150].replace("officers", "Quartermasters"), *now[151:])
    found = read(run("".join(now)), before)
    assert found.set.stays == () and len(found.set.fragment.pages) > 10


def test_only_the_pages_around_a_changed_word_are_made(pages: list[int]) -> None:
    now = tuple(f"<p>The {at} officers answered.</p>" for at in range(300))
    before = laid(run("".join(now)))
    assert pages == [*range(len(before.fragment.pages))] and len(pages) > 10
    middle = len(now) // 2
    other = now[middle].replace("officers", "soldiers")
    now = (*now[:middle], other, *now[middle + 1 :])
    pages.clear()
    found = laid(run("".join(now)), before)
    assert 2 <= len(pages) <= 3 and 0 < pages[0] < pages[-1] < len(found.fragment.pages) - 1
    assert found == laid(run("".join(now)))


def test_nothing_changed_and_the_last_pages_are_made(pages: list[int]) -> None:
    before = laid(run("".join(body())))
    pages.clear()
    assert laid(run("".join(body())), before) == before
    assert 1 <= len(pages) < len(before.fragment.pages)


@pytest.mark.parametrize(
    "other",
    [
        {"style": STYLED + "p { color: red }"},
        {"side": "left"},
        {"first": 3},
        {"grows": (4,)},
        {"digits": (("elsewhere", 3),)},
        {"lines": LineRules(hanging=False)},
        {"blank": True},
        {"begins": True},
        {"before": '<section class="part">'},
    ],
)
def test_where_something_else_changed_all_pages_are_made(other: dict[str, Any], pages: list[int]) -> None:
    before = laid(run("".join(body())))
    pages.clear()
    found = laid(run("".join(body()), **other), before)
    assert pages[0] == 0 and len(pages) >= len(found.fragment.pages)
    assert found == laid(run("".join(body()), **other))


@pytest.mark.parametrize(
    "reaching",
    [
        "<nav><p>Contents</p></nav>",
        '<p class="endnotes">1 Note.</p>',
        "<h3 style=\"string-set: head 'x'\">H</h3>",
    ],
)
def test_what_tells_on_other_pages_is_not_remembered(reaching: str) -> None:
    assert laid(run("".join((*body(), reaching)))).past is None


def test_what_the_engine_warned_of_is_not_remembered() -> None:
    assert laid(run("".join(body()) + "<p>No font has \ue123.</p>")).past is None
    found = laid(run("".join(body()) + '<p style="colour: red">Typed wrong.</p>'))
    assert found.remarks and found.past is None


def test_pages_that_a_table_goes_on_over_are_drawn_together() -> None:
    found = laid(run("".join(body())))
    assert found.past is not None
    assert any(share.pages > 1 for share in found.past.shares)
    assert sum(share.pages for share in found.past.shares) == len(found.fragment.pages)
    apart = parted(found.fragment, found.past.shares)
    whole, shares = joined(apart)
    assert (whole, shares) == (found.fragment, found.past.shares)
    assert [len(one.pages) for one in apart] == [share.pages for share in shares]
    assert all(one.body.members[0] == (0, 0) and one.parents for one in apart)


def test_where_the_engine_goes_over_its_pages_twice_all_are_made(pages: list[int]) -> None:
    now = body(table=False)
    before = laid(run("".join(now)))
    now = (*now[:-1], paragraph(33, seed=1))
    pages.clear()
    passes = iter((True,))
    plain = setting._opening

    def twice(run: Run, again: Again) -> Any:
        begins = again.begins
        first = next(passes, False)
        again.begins = lambda made: begins([*made, *(["a page"] if first else [])])  # type: ignore[method-assign]
        return plain(run, again)

    with mock.patch.object(setting, "_opening", twice):
        found = laid(run("".join(now)), before)
    assert pages == [*range(len(found.fragment.pages))]
    assert found == laid(run("".join(now)))


def test_in_another_process_a_chapter_goes_on_from_what_was_kept(pages: list[int]) -> None:
    world = Memory({})
    one = tuple(paragraph(at) for at in range(1, 20))
    other = section("elsewhere", "<p>Elsewhere.</p>")
    first = made((section("one", "".join(one)), other), STYLED, world=world)
    assert first.book is not None and len(pages) > 4
    changed = (*one[:12], paragraph(13, seed=1), *one[13:])
    everything = len(pages)
    pages.clear()
    found = made((section("one", "".join(changed)), other), STYLED, world=world)
    spared = len(pages)
    cold = made((section("one", "".join(changed)), other), STYLED, world=Memory({}))
    assert found.book is not None and cold.book is not None
    assert found.book.pdf == cold.book.pdf and found.said == cold.said
    assert spared < everything - 1


def test_a_picture_on_many_pages_is_in_the_fragment_once() -> None:
    style = STYLED + "@page :right { background: url(dossier-image:dot) no-repeat }"
    given = {"images": {"dot": ("image/png", png())}}
    now = tuple(f"<p>The {at} officers answered.</p>" for at in range(200))
    found = laid(run("".join(now), style, **given))
    assert len(found.fragment.pages) > 5
    assert sum(b"/Image" in stream.dictionary for stream in found.fragment.streams) == 1
    assert found.past is not None and found.past.shares[0].pages >= len(found.fragment.pages) - 1
    changed = (*now[:150], "<p>The soldiers answered.</p>", *now[150:])
    assert laid(run("".join(changed), style, **given), found) == laid(run("".join(changed), style, **given))
