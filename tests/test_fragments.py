"""Chapters laid out alone and bound: the same book as the one that is laid out whole."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from typing import Any
from unittest import mock

import pikepdf
import pytest
from loky import ProcessPoolExecutor as Loky

import casebook
from bound_books import (
    STYLE,
    alike,
    bookmarks,
    both,
    elements,
    expected,
    kids,
    made,
    note,
    page_of,
    section,
    tree_faults,
    words,
)
from roa_dossier import build, pdf
from roa_dossier.build import workers
from roa_dossier.build.workshop import Workshop
from roa_dossier.diagnostics import Checked, warning
from roa_dossier.frozen import replace
from roa_dossier.model.book import Attachment, Claim, ExpectedPicture, Manuscript, Place
from roa_dossier.world import Memory

POOL = workers._pool
"""That of the program: here work is done in this process, but where processes are what is tested."""


# ── manuscripts ─────────────────────────────────────────────────────────────────────────────────────

TABLE = "<table><thead><tr><th>Head</th><th>Other</th></tr></thead><tbody>{}</tbody></table>"
LONG = TABLE.format("".join(f"<tr><td>Cell</td><td>On {page_of('two')} {n}</td></tr>" for n in range(40)))
ENDS = "".join(
    f"<p>{'wide ' * n}word, of page {page_of('p2')} or {page_of('two')}.</p>" for n in range(1, 16)
)
NOTE = note(1, "one", f"See page {page_of('two')}.")

CONTENTS = section("contents", f'<p><a href="#one">One</a> {page_of("one")}, Two {page_of("two")}.</p>')
ONE = section(
    "one",
    f'<p id="p1">Words{NOTE} of a chapter.</p>'
    f'<h2>A head that names page {page_of("p2")}</h2>{LONG}<p class="break" id="p2">More.</p>',
    notes=(expected(1, "one", "See page \ufffc."),),
)
TWO = section(
    "two", f"<p>Back to {page_of('p1')}, 0 and 10.</p>{ENDS}{LONG}<h2>Ж, “(a) \\ b”</h2><p>End.</p>"
)
BOOK = (CONTENTS, ONE, TWO)


@pytest.fixture(scope="module")
def book() -> tuple[bytes, bytes]:
    return both(BOOK)


def test_a_book_of_chapters_is_the_one_that_is_laid_out_whole(book: tuple[bytes, bytes]) -> None:
    mine, theirs = book
    assert alike(mine, theirs) == []
    read = words(mine)
    assert read[0] == "Contents One 3, Two 7. on contents 1"
    assert read[1] == ""  # a blank page, which bears no number
    assert read[2].startswith("One Words1 of a chapter. A head that names page 6 Head Other Cell On 7 0 Cell")
    assert read[2].endswith("1 See page 7. on one 3")
    assert read[6].startswith("Two Back to 3, 0 and 10. wide word, of page 6 or 7.")
    assert [mark[:3] for mark in bookmarks(mine)] == [
        ("Contents", 0, 0),
        ("One", 0, 2),
        ("A head that names page", 1, 2),
        ("Two", 0, 6),
        ("Ж, “(a) \\ b”", 1, len(read) - 1),
    ]


def test_the_structure_tree_is_whole(book: tuple[bytes, bytes]) -> None:
    mine, theirs = book
    assert tree_faults(mine) == tree_faults(theirs) == []
    with pikepdf.open(io.BytesIO(mine)) as file:
        roles = [str(one.S) for one in elements(file)]
        (document,) = kids(file.Root.StructTreeRoot)
        assert str(document.S) == "/Document"
        assert [str(one.S) for one in kids(document) if str(one.S) == "/Sect"] == ["/Sect"] * 9
    assert roles.count("/Table") == 2  # each goes on over pages
    assert roles.count("/TH") == 4  # heads that are printed again are no part of the text


def test_heads_of_all_chapters_are_told_apart() -> None:
    heads, cells = ("".join(f"<{tag}>.</{tag}>" for _ in range(11)) for tag in ("th", "td"))
    table = f"<table><thead><tr>{heads}</tr></thead><tbody><tr>{cells}</tr></tbody></table>"
    chapters = tuple(section(name, table) for name in ("zebra", "apple", "ж"))
    mine, _ = both(chapters, STYLE.replace("A6", "A5"))
    assert tree_faults(mine) == []
    with pikepdf.open(io.BytesIO(mine)) as file:
        assert len(file.Root.StructTreeRoot.IDTree.Names) == 2 * 3 * 11


def test_a_late_number_stands_in_its_link(book: tuple[bytes, bytes]) -> None:
    mine, _ = book
    found = [*linked(mine)]
    goals = pdf.anatomy(mine).destinations
    numbered = [
        (text.strip(), str(goals[name].page + 1))
        for name, text in found
        if name in ("one", "two", "p1", "p2") and text.strip() != "One"
    ]
    assert [text for text, _ in numbered] == [page for _, page in numbered]
    # each is a link of its own inside the link that it is written in: the engine's way
    assert len(numbered) == 2 * (2 + 1 + 1 + 80 + 1 + 30)
    assert ("one", "One") in found


def linked(data: bytes) -> Iterator[tuple[str, str]]:
    """Give where each link leads, and the characters that the structure tree says it consists of."""
    with pikepdf.open(io.BytesIO(data)) as file, pdf.drawing(data) as drawing:
        marked: list[dict[int, str]] = []
        for page in drawing:
            texts: dict[int, str] = {}
            for index, char in enumerate(page.chars):
                if (mark := page.mark(index)) is not None:
                    texts[mark] = texts.get(mark, "") + char
            marked.append(texts)
        numbers = {page.obj.objgen: index for index, page in enumerate(file.pages)}
        for one in elements(file):
            if one.S != "/Link":
                continue
            (leads,) = (kid.Obj for kid in kids(one) if not isinstance(kid, int) and "/Obj" in kid)
            held = (one, *(kid for kid in elements_below(one)))
            marks = ((each, kid) for each in held for kid in kids(each) if isinstance(kid, int))
            text = "".join(marked[numbers[each.Pg.objgen]].get(mark, "") for each, mark in marks)
            yield str(leads.get("/Dest", "")), text


def elements_below(one: Any) -> Iterator[Any]:
    for kid in kids(one):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements_below(kid)


def test_pictures_and_files_inside_are_the_same() -> None:
    grey, red = (png(value) for value in (b"\x80\x80\x80", b"\xff\x00\x00"))
    images = {"aa": ("image/png", grey), "bb": ("image/png", red)}
    show = '<p><img src="dossier-image:{0}" alt="{1}" style="width: 10mm"></p>'
    pictures = (ExpectedPicture("aa", "Grey"), ExpectedPicture("bb", "Red"))
    book = (
        section("one", show.format("aa", "Grey"), images=pictures[:1]),
        section("two", show.format("bb", "Red") + show.format("aa", "Grey"), images=pictures[::-1]),
    )
    files = (Attachment("b (1).txt", b"two", "Second, Ж"), Attachment("a.txt", b"one", "first", "text/x-a"))
    mine, theirs = both(book, images=images, attachments=files)
    assert alike(mine, theirs) == []
    assert len(pdf.anatomy(mine).images) == 2
    assert [file.name for file in pdf.anatomy(mine).attachments] == ["a.txt", "b (1).txt"]


def png(colour: bytes) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" + colour)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


# ── styles ──────────────────────────────────────────────────────────────────────────────────────────

EITHER = STYLE.replace("break-before: right", "break-before: page")
MIRRORED = EITHER + "@page :left { margin-left: 25mm } @page :right { margin-right: 25mm; margin-left: 10mm }"


@pytest.mark.parametrize(
    ("style", "each"),
    [
        (EITHER, "beginning on either side"),
        (MIRRORED, "on the side that the pages before make"),
        (STYLE.replace("break-before: right", "break-before: left"), "on the left"),
        (STYLE.replace("break-before: right", "break-after: right"), "broken after"),
        (STYLE.replace("break-before: right", "page: chapter") + ".odd { page: odd }", "by a page's name"),
        (
            STYLE + "section + section { padding-top: 8mm } .odd + .chapter h1 { color: red }",
            "by what is before",
        ),
        (STYLE + "@page { size: A5 landscape }", "broad"),
        (STYLE + "@page :first { @top-left { content: 'Opening' } }", "the first page"),
        (STYLE + "@page :nth(1 of odd) { margin-left: 30mm } .odd { page: odd }", "the first of a name"),
        (STYLE + "@page { @bottom-left { content: counter(page) ' of ' counter(pages) } }", "of all"),
        (STYLE.replace("break-before: right", "") + ".odd { break-before: page }", "some on one page"),
        (STYLE + "body { margin: 5mm 0; padding-top: 3mm } html { border-top: 1mm solid red }", "above all"),
        (STYLE + ".page::after { content: target-counter(attr(href), page, decimal) }", "figures by name"),
    ],
    ids=lambda value: value if len(value) < 50 else "",
)
def test_a_style_is_kept(style: str, each: str) -> None:
    book = (
        CONTENTS,
        section("one", f'<p id="p1">One. {page_of("p2")}</p><p class="break">More.</p>', "odd"),
        section("two", f'<p id="p2">Two. {page_of("one")}</p>'),
        section("three", f"<p>Three. {page_of('two')}</p>", "chapter odd"),
        section("four", f"<p>Four. {page_of('three')}</p>"),
    )
    mine, theirs = both(book, style)
    assert alike(mine, theirs) == []
    assert tree_faults(mine) == []


def test_the_number_of_all_pages_is_that_of_the_book() -> None:
    style = STYLE + "@page { @bottom-left { content: 'of ' counter(pages) } }"
    mine, _ = both(growing(4, 7), style.replace("size: A6", "size: A7"))
    read = words(mine)
    assert [re.findall(r"of (\d+)", page)[-1:] for page in read if page] == [
        [str(len(read))] for page in read if page
    ]


def test_words_beside_a_number_are_set_as_beside_noughts() -> None:
    style = STYLE + ".page::after { content: '(p. ' target-counter(attr(href), page) 'f.)' }"
    mine, theirs = both((CONTENTS, section("one", "<p>One.</p>"), section("two", "<p>Two.</p>")), style)
    assert words(mine) == words(theirs)
    assert words(mine)[0] == "Contents One (p. 3f.), Two (p. 5f.). on contents 1"


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        (".page::after { content: target-text(attr(href)) }", "`target-text` takes words from elsewhere"),
        ("@page { @bottom-left { content: counter(page, lower-roman) } }", "not written in figures"),
        (".page::after { content: target-counter(attr(href), page, upper-roman) }", "not written in figures"),
        ("@page :nth(3) { @top-left { content: 'third' } }", "counts the pages of the whole book"),
        ("@page :first { counter-reset: page 10 }", "counted otherwise than one by one"),
        ("p::before { counter-increment: page }", "counted otherwise than one by one"),
        (".page::after { content: target-counter(attr(href), part) }", "counts what stands elsewhere"),
        ("p::before { content: counter(page) }", "stand in the text itself"),
        (".page::after { font-feature-settings: 'pnum' }", "not of one width"),
        ("section { counter-increment: a } h1::before { content: counter(a) }", "from chapter to chapter"),
        ("h1 { string-set: sub content() } @page { @top-left { content: string(sub) } }", "a chapter before"),
        ("h1 { position: running(sub) } @page { @top-left { content: element(sub) } }", "a chapter before"),
        ("section:nth-child(2) h1 { color: red }", "looks at more of a section's place"),
        ("section.chapter:last-of-type { color: red }", "looks at more of a section's place"),
        ("#one ~ .chapter { color: red }", "looks at more of a section's place"),
        ("section:has(+ section) { color: red }", "looks at more of a section's place"),
        (".chapter + .chapter + .chapter { color: red }", "looks at more of a section's place"),
        (".page { display: inline-block; width: 1mm; overflow-wrap: anywhere }", "goes on over a line"),
    ],
)
def test_a_style_that_needs_the_whole_book_gets_it(rule: str, why: str) -> None:
    book = (
        section("one", f'<p id="p1">One. {page_of("p2")}</p>'),
        section("two", f'<p>.</p>{BREAKS * 10}<p id="p2">Two. {page_of("p1")}</p>'),
    )
    mine, theirs = (made(book, STYLE + rule, whole=whole) for whole in (False, True))
    assert mine.setting is not None and mine.book is not None and theirs.book is not None
    assert why in mine.setting.whole
    assert mine.said == theirs.said
    assert mine.book.pdf == theirs.book.pdf


# ── numbers that grow ───────────────────────────────────────────────────────────────────────────────

BREAKS = '<p class="break">.</p>'
TINY = STYLE.replace("size: A6; margin: 15mm", "size: 60mm 50mm; margin: 9mm")


def growing(*lengths: int) -> tuple[Manuscript, ...]:
    """Give chapters of so many pages; each page names others, of which some have more figures."""
    last = len(lengths)
    chapters = []
    for number, length in enumerate(lengths, 1):
        pages = []
        for at in range(length):
            names = (
                f"c{number}p{at}",
                f"c{last}p0",
                f"c{last}p{lengths[-1] - 1}",
                f"c{1 + (number + at) % last}p0",
            )
            shown = " ".join(map(page_of, names))
            pages.append(f'<p{" class=break" * bool(at)} id="{names[0]}">{number}/{at}: {shown}</p>')
        chapters.append(section(f"ch{number}", "".join(pages)))
    return tuple(chapters)


def numbers_wrong(data: bytes) -> list[str]:
    """Look at every line of `growing`: the first number is its own page's, as is that at the page's foot."""
    with pdf.drawing(data) as drawing:
        goals = pdf.anatomy(data).destinations
        lengths: dict[int, int] = {}
        for name in goals:
            if match := re.fullmatch(r"c(\d+)p(\d+)", name):
                lengths[int(match[1])] = max(lengths.get(int(match[1]), 0), int(match[2]) + 1)
        last = len(lengths)
        wrong = []
        for page in drawing:
            text = " ".join(page.chars.split())
            if not text:
                continue
            match = re.search(r"(\d+)/(\d+): ([\d ]+) on ch\d+ (\d+)$", text)
            assert match, text
            chapter, at = int(match[1]), int(match[2])
            names = (f"c{chapter}p{at}", f"c{last}p0", f"c{last}p{lengths[last] - 1}")
            wanted = [goals[name].page + 1 for name in (*names, f"c{1 + (chapter + at) % last}p0")]
            if [*map(int, match[3].split())] != wanted or int(match[4]) != page.number + 1 != 0:
                wrong.append(text)
            if wanted[0] != page.number + 1:
                wrong.append(f"{names[0]} is on page {wanted[0]}, not on {page.number + 1}")
        return wrong


def test_more_than_nine_pages() -> None:
    mine, theirs = both(growing(3, 4, 2, 5), TINY)
    assert alike(mine, theirs) == []
    assert numbers_wrong(mine) == []
    assert len(words(mine)) == 4 + 4 + 2 + 5


def test_more_than_ninety_nine_pages() -> None:
    lengths = (5, 30, 40, 21, 9, 3)
    mine = made(growing(*lengths), TINY)
    assert mine.book is not None and mine.setting is not None and mine.said == []
    assert numbers_wrong(mine.book.pdf) == []
    assert len(words(mine.book.pdf)) == 6 + 30 + 40 + 22 + 10 + 3
    # what was thought to have fewer figures was laid out again, and nothing more than three times
    counted = [name for name, _ in mine.setting.laid]
    assert len(counted) > len(lengths) and max(map(counted.count, counted)) <= 3
    (theirs,) = (made(growing(*lengths), TINY, whole=True).book,)
    assert theirs is not None
    assert alike(mine.book.pdf, theirs.pdf) == []


def test_a_number_that_grows_moves_what_follows() -> None:
    # with two figures, each of these needs one line more: so many of them fill one page more
    narrow = (
        '<div style="width: 14.6mm">' + "".join(f"<p>mmmm {page_of('far')}</p>" for _ in range(9)) + "</div>"
    )
    style = TINY.replace("break-before: right", "break-before: page")

    def book(pages: int) -> tuple[Manuscript, ...]:
        return (
            section("one", narrow),
            section("two", "<p>.</p>" + BREAKS * pages),
            section("last", f'<p id="far">Far.</p><p>{page_of("one")} {page_of("two")}</p>'),
        )

    for pages, lines in ((1, 2), (4, 2), (5, 1), (7, 1)):
        mine = made(book(pages), style)
        assert mine.said == [] and mine.book is not None
        read = words(mine.book.pdf)
        numbers = [each for page in read for each in re.findall(r"mmmm (\d+)", page)]
        assert {*numbers} == {str(pdf.anatomy(mine.book.pdf).destinations["far"].page + 1)}
        assert read[0].count("mmmm") == lines
        if lines == 2:  # of a book that is laid out whole, the engine leaves the first page as it was
            whole = made(book(pages), style, whole=True).book
            assert whole is not None and alike(mine.book.pdf, whole.pdf) == []


# ── lists of pages ──────────────────────────────────────────────────────────────────────────────────


def lists(_: tuple[Manuscript, ...], places: Mapping[str, Place]) -> Checked[tuple[Manuscript, ...]]:
    """Make an index that has a page for every five pages that it names, and a part after it."""
    named = [name for name in places if re.fullmatch(r"c\d+p\d+", name)]
    breaks = (" class=break" if at and not at % 5 else "" for at in range(len(named)))
    lines = "".join(
        f'<p{breaks} id="i{at}">entry <a href="#{name}">{places[name].label}</a></p>'
        for at, (name, breaks) in enumerate(zip(named, breaks, strict=True))
    )
    claims = tuple(
        Claim(f"i{at}", f"entry {places[name].label}", (places[name].page,)) for at, name in enumerate(named)
    )
    index = section("part.aids", lines, claims=claims)
    return Checked((index, section("after", f"<p>After {page_of('part.aids')}.</p>")))


def with_lists(*lengths: int) -> tuple[Manuscript, ...]:
    front = section("front", f"<p>Index {page_of('part.aids')}.</p>")
    return (front, *growing(*lengths), section("part.aids", "", "kept"))


@pytest.mark.parametrize("lengths", [(3,), (3, 2), (5, 9), (1, 80)])
def test_lists_of_pages_push_numbers_over_ten_and_a_hundred(lengths: tuple[int, ...]) -> None:
    if sum(lengths) < 20:
        mine, theirs = both(with_lists(*lengths), TINY, late=lists)
        assert alike(mine, theirs) == []
    else:
        found = made(with_lists(*lengths), TINY, late=lists)
        assert found.said == [] and found.book is not None
        mine = found.book.pdf
    assert tree_faults(mine) == []
    read = words(mine)
    goals = pdf.anatomy(mine).destinations
    after, index = goals["after"].page + 1, goals["part.aids"].page + 1
    assert read[0].startswith(f"Front Index {index}.")
    assert read[-1].startswith(f"After After {index}.")
    told = [
        int(number) for page in read[index - 1 : after - 1] for number in re.findall(r"entry (\d+)", page)
    ]
    assert sorted(told) == sorted(goals[name].page + 1 for name in goals if re.fullmatch(r"c\d+p\d+", name))


def test_pages_of_lists_can_be_named_before_them() -> None:
    # which a book that is laid out whole cannot do
    first = section("first", f"<p>After the index {page_of('after')}.</p>")

    def back(body: tuple[Manuscript, ...], places: Mapping[str, Place]) -> Checked[tuple[Manuscript, ...]]:
        index, after = lists(body, places).value
        return Checked((index, replace(after, html=after.html.replace("After <", f"{page_of('c1p0')} <"))))

    mine = made((first, *with_lists(5, 9)), TINY, late=back)
    assert mine.said == [] and mine.book is not None
    read = words(mine.book.pdf)
    assert read[0].startswith(f"First After the index {len(read)}.")
    assert read[-1].startswith(f"After 5 {pdf.anatomy(mine.book.pdf).destinations['part.aids'].page + 1}.")


def test_what_a_list_claims_is_looked_up_on_the_pages() -> None:
    def claiming(
        body: tuple[Manuscript, ...], places: Mapping[str, Place]
    ) -> Checked[tuple[Manuscript, ...]]:
        index, after = lists(body, places).value
        wrong = Claim("i0", f"entry {places['c1p0'].label}", (places["c1p0"].page,), ("nowhere to be found",))
        return Checked((replace(index, claims=(wrong,)), after))

    found = made(with_lists(3), TINY, late=claiming)
    assert [one.code for one in found.said] == ["index-page-wrong"]


def test_what_is_said_while_lists_are_made_is_told_once() -> None:
    def talking(body: tuple[Manuscript, ...], places: Mapping[str, Place]) -> Checked[tuple[Manuscript, ...]]:
        return Checked(lists(body, places).value, (warning("some-code", "some words"),))

    found = made(with_lists(3), TINY, late=talking)
    assert [one.code for one in found.said] == ["some-code"]


# ── through the whole program ───────────────────────────────────────────────────────────────────────

DOSSIER = """name: sample
title: A sample
language: en-GB
date: 2026-11-21
chapters:
  - chapters/01.yaml
  - chapters/02.yaml
  - chapters/03.yaml
editions:
  print:
    paper: A4
  ended:
    sides: one
    notes: chapter
  gathered:
    paper: A5
    type-size: 9pt
    notes: book
  large:
    theme: large-print
  student:
    gaps: blank
  key:
    show:
      - answers
"""
OURS = "The town had a bridge and a mill, and people who wrote of both in letters that are lost. "
FIRST = f"""title: One
id: one
blocks:
  - text: |
      {OURS * 3}See {{ref:later}} and {{ref:three}}.^[{OURS}See {{ref:mill}}.]
      In that year "The mill burned down" [@town: The mill burned down in April 1915].
      {{name:town-name}} counted {{fact:people}} then.
  - id: head
    heading: A head that leads to {{ref:three}}
  - text: |
      {OURS * 3}
"""
CELL = "See {ref:later} and {ref:one}"
SECOND = (
    "title: Two\nid: two\nblocks:\n  - id: mill\n    title: A long table\n    table:\n      columns:\n"
    + "".join(f"        - {name}\n" for name in ("What", "Where"))
    + "      rows:\n"
    + f"        - - A row\n          - {CELL}\n" * 9
    + """  - id: broad
    title: A broad table
    table:
      columns:
"""
    + "".join(f"        - Of {name} inhabitants\n" for name in ("many", "lost", "found", "other") * 3)
    + "      rows:\n        - "
    + "          ".join("- Unquestionably\n" for _ in range(12))
    + """  - text: |
      It counted [few]{gap} people, {fact:people} of them.^[A note of our own.]
  - tasks:
      - question: When was it? See {ref:one}.
        answer: In the spring, as everybody in the town knew well enough.
"""
)
THIRD = f"""title: Three
id: three
blocks:
  - quote:
      source: town
      exact: The mill burned down in April 1915.
  - text: |
      {OURS * 4}
  - id: later
    heading: A head
  - text: |
      {{name:town-name}}, {{ref:mill}}. {OURS * 4}
"""
FACTS = """people:
  subject: town-name
  property: inhabitants
  value: 11,856
  from:
    source: town
    exact: In 1910 it counted 11,856 inhabitants
"""
NAMES = "town-name:\n  name: The Town\n  kind: place\n"
CHAPTERS = ("dossier/chapters/01.yaml", "dossier/chapters/02.yaml", "dossier/chapters/03.yaml")


def project(**changed: str) -> dict[str, bytes]:
    """Give the files of a project; `changed` are chapters by their titles, in small letters."""
    texts = {"one": FIRST, "two": SECOND, "three": THIRD} | changed
    files = casebook.base() | {
        "dossier/dossier.yaml": DOSSIER.encode(),
        "dossier/facts.yaml": FACTS.encode(),
        "dossier/names.yaml": NAMES.encode(),
        **{path: text.encode() for path, text in zip(CHAPTERS, texts.values(), strict=True)},
    }
    return casebook.with_digests(files)


@pytest.fixture(scope="module")
def shops() -> Iterator[tuple[Workshop, Workshop]]:
    with Workshop() as mine, Workshop(whole=True) as theirs:
        yield mine, theirs


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"edition": "ended"},
        {"edition": "gathered"},
        {"edition": "large"},
        {"edition": "student"},
        {"chapter": "two"},
        {"draft": True},
    ],
    ids=str,
)
def test_an_edition_is_the_one_that_is_laid_out_whole(
    given: dict[str, Any], shops: tuple[Workshop, Workshop]
) -> None:
    pdfs, reports = [], []
    for shop in shops:
        world = Memory(project())
        built = build.build(world, shop=shop, **given)
        assert [one.message for one in built.diagnostics] == []
        assert built.setting is not None and built.report is not None
        assert built.setting.whole == ("it was asked for" if shop.whole else "")
        pdfs.append(world.written[built.output])
        reports.append((built.report, built.setting.rules, built.setting.lines, built.setting.again))
    assert reports[0] == reports[1]
    assert alike(*pdfs) == []
    assert tree_faults(pdfs[0]) == tree_faults(pdfs[1]) == []


# ── the same bytes ──────────────────────────────────────────────────────────────────────────────────


def printed(world: Memory, shop: Workshop) -> tuple[bytes, list[str]]:
    """Build the usual edition; give its bytes, and what was laid out."""
    built = build.build(world, shop=shop)
    assert built.setting is not None and built.setting.whole == "" and built.diagnostics == ()
    return world.written[built.output], [name for name, _ in built.setting.laid]


@pytest.fixture(scope="module")
def cold(shops: tuple[Workshop, Workshop]) -> Memory:
    """A project that was built once: what was written, and what was kept."""
    world = Memory(project())
    with Workshop() as shop:
        _, laid = printed(world, shop)
    assert {"one", "two", "three", "part.contents", "part.aids"} <= {*laid}
    return world


def test_any_number_of_processes_and_any_executor_give_the_same_bytes(cold: Memory) -> None:
    with mock.patch.object(workers, "_pool", POOL):
        for count in (1, 8):
            with Workshop(workers=count) as shop:
                data, laid = printed(Memory(project()), shop)
            assert data == cold.written["sample.pdf"]
            assert "two" in laid
    executor: Executor = Loky(2)
    try:
        with Workshop(executor=executor) as shop:
            assert printed(Memory(project()), shop)[0] == cold.written["sample.pdf"]
        assert executor.submit(len, "not closed").result() == len("not closed")
    finally:
        executor.shutdown()


def test_what_was_kept_gives_the_same_bytes(cold: Memory) -> None:
    world = Memory(cold.files, cache=dict(cold.cache))
    with Workshop() as shop:
        first = printed(world, shop)
        for name in [*world.cache]:
            if not name.startswith("hints/"):  # where guessing begins
                del world.cache[name]
        second = printed(world, shop)
    assert first == second == (cold.written["sample.pdf"], [])


def test_bytes_do_not_depend_on_what_was_built_before(cold: Memory) -> None:
    before = cold.written["sample.pdf"]
    longer = project(one=FIRST.replace(OURS * 3, OURS * 80).replace("{ref:three}.", "{ref:three}!"))
    shorter = project(two=SECOND.replace(f"        - - A row\n          - {CELL}\n" * 7, ""))
    kept: dict[str, bytes] = {}
    with Workshop() as shop:
        for files in (longer, shorter, cold.files, longer, cold.files):
            world = Memory(files, cache=kept)
            data, _ = printed(world, shop)
            assert (data == before) == (files == cold.files)
            if files is longer:
                pages = len(words(data))
                assert pages > len(words(before))
    # nor on guesses that are all wrong
    with Workshop() as shop:
        assert printed(Memory(cold.files, cache=kept), shop)[0] == before
