"""What the synthetic book says: the same words, notes, references and tables for every engine, from a seed.

On each page about 400 words with two notes among them and a reference to a page in another chapter; a head
every other page, an excerpt on those between, a table in each chapter. A chapter fills ten pages, or nearly.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace

_LATIN = """
the of and a to in is that it was for on are as with they be at one have this from or had by report network
official statement ministry region program deputy commission analysis agency document archive evidence
committee officer regional registry company director transfer contract procurement investigation public
record source account interview telephone letter memorandum appendix structure hierarchy department
directorate bureau history appointment election governor parliament council military brigade regiment
battalion commander rank general colonel major captain lieutenant service academy graduate decorated
promoted dismissed appointed resigned significant preliminary approximately subsequently nevertheless
infrastructure communication responsibility administration international organisation representation
correspondence accountability headquarters
"""
_CYRILLIC = """
министерство обороны управление государственный секретарь генерал полковник командующий федеральный служба
безопасности комитет совет директор заместитель начальник штаба округ бригада полк батальон академия
назначен указом президента региональный документ архив свидетельство расследование контракт закупка реестр
представительство ответственность администрация международный организация переписка подполковник
"""

LATIN, CYRILLIC = _LATIN.split(), _CYRILLIC.split()

PAGES = 10
"""About how many pages a chapter has."""
WORDS = 248
"""About how many words of prose a page has at least, beside its quotation, notes and share of the table."""
WORKS = 60
"""How many works are cited."""
PASSAGES = 600
"""How many paragraphs the source has."""
ROWS = 14
"""How many rows a table has."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words in Russian."""

    words: str


@dataclass(frozen=True, slots=True)
class Note:
    """A note of our own: a sentence, then the work that is cited (counted from 0) and its page."""

    words: str
    work: int
    page: int


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of the source, the end of a sentence of ours, and which of the paragraphs it is in (from 0)."""

    words: str
    passage: int


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to a table or a section, by its id, with its page."""

    to: str


Inline = str | Foreign | Note | Quoted | Reference


@dataclass(frozen=True, slots=True)
class Head:
    """A head inside a chapter."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: what stands in it in order, to be parted by spaces (none before a note)."""

    parts: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage of the source set as a block, with its note."""

    quoted: Quoted


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its caption, heads of columns, rows; the second column is Russian."""

    id: str
    words: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Head | Paragraph | Excerpt | Table


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter, counted from 1."""

    number: int
    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """A work that is cited; nobody wrote it."""

    id: str
    family: str
    title: str
    place: str
    publisher: str
    year: int


@dataclass(frozen=True, slots=True)
class Matter:
    """A whole book: its chapters, the works they cite, the paragraphs of its source (each of sentences)."""

    chapters: tuple[Chapter, ...]
    works: tuple[Work, ...]
    source: tuple[tuple[str, ...], ...]


TITLE = "A synthetic book"
SUBTITLE = "Made up to be measured"
SOURCE = "A synthetic source"
GIVEN = "Synthetic"


def matter(chapters: int, edits: Mapping[int, int] | None = None) -> Matter:
    """Make up a book.

    Args:
        chapters: how many chapters it has.
        edits: by the number of a chapter, from 1, the seed of what is changed in it.

    """
    source, cited = passages(), works()
    made = [chapter(number, chapters, source) for number in range(1, chapters + 1)]
    for number, seed in (edits or {}).items():
        made[number - 1] = edited(made[number - 1], seed)
    return Matter(tuple(made), cited, source)


def passages() -> tuple[tuple[str, ...], ...]:
    """Make up the source: paragraphs of three sentences."""
    chance = random.Random("source")
    return tuple(tuple(sentence(chance, words) for words in (14, 14, 12)) for _ in range(PASSAGES))


def works() -> tuple[Work, ...]:
    """Make up what is cited, by authors of 60 names."""
    chance = random.Random("works")
    families = chance.sample([word.title() for word in LATIN if len(word) > 5], WORKS)
    return tuple(
        Work(
            f"work-{number:02}",
            family,
            some(chance, 7).title(),
            f"{chance.choice(families)}town",
            f"{chance.choice(families)} Press",
            chance.randint(1950, 2026),
        )
        for number, family in enumerate(families, 1)
    )


def chapter(number: int, chapters: int, source: tuple[tuple[str, ...], ...]) -> Chapter:
    """Make up a chapter of a book that has so many."""
    chance = random.Random(f"chapter {number}")
    blocks: list[Block] = []
    for page in range(PAGES):
        if page % 2 == 0:
            blocks.append(Head(f"section-{number:03}-{page // 2 + 1}", some(chance, 5).capitalize()))
        blocks += (paragraph(chance, part, page, number, chapters, source) for part in range(4))
        if page % 2 == 1:
            passage = chance.randrange(PASSAGES)
            blocks.append(Excerpt(Quoted(" ".join(source[passage]), passage)))
        if page == PAGES // 2:
            blocks.append(table(chance, number))
    return Chapter(number, f"chapter-{number:03}", some(chance, 4).capitalize(), tuple(blocks))


def paragraph(
    chance: random.Random,
    part: int,
    page: int,
    number: int,
    chapters: int,
    source: tuple[tuple[str, ...], ...],
) -> Paragraph:
    """Make up one of the four paragraphs of a page, each with what is its own."""
    parts: list[Inline] = []
    written = 0
    while written < WORDS // 4:
        words = chance.randint(9, 20)
        written += words
        parts.append(sentence(chance, words))
        if len(parts) == 1:
            parts += special(chance, part, page, number, chapters, source)
    return Paragraph(tuple(parts))


def special(
    chance: random.Random,
    part: int,
    page: int,
    number: int,
    chapters: int,
    source: tuple[tuple[str, ...], ...],
) -> list[Inline]:
    """Make up what stands after a paragraph's first sentence.

    In the first of a page a note, in the second a reference, in the third of every other page a quotation,
    in the last Russian words. The pages without that quotation have an excerpt: two notes on each.
    """
    if part == 0:
        return [
            Note(sentence(chance, chance.randint(10, 18)), chance.randrange(WORKS), chance.randint(1, 400))
        ]
    if part == 1:
        return [some(chance, 4).capitalize(), Reference(target(chance, number, chapters)), "."]
    if part == 2 and page % 2 == 0:
        passage = chance.randrange(PASSAGES)
        words = " ".join(source[passage][0].split()[2:9])
        return [some(chance, 3).capitalize(), Quoted(words, passage)]
    if part == 3:
        russian = " ".join(chance.choice(CYRILLIC) for _ in range(5))
        return [some(chance, 2).capitalize(), Foreign(russian), "."]
    return []


def target(chance: random.Random, number: int, chapters: int) -> str:
    """Choose what is referred to, in another chapter where there is one."""
    there = (number - 1 + chance.randint(1, max(chapters - 1, 1))) % chapters + 1
    section = chance.randint(0, PAGES // 2)
    return f"section-{there:03}-{section}" if section else f"table-{there:03}"


def table(chance: random.Random, number: int) -> Table:
    """Make up a table of ranks and names."""
    rows = tuple(
        (
            chance.choice(("General", "Colonel", "Major", "Captain")),
            chance.choice(CYRILLIC),
            some(chance, 2).title(),
            some(chance, 3),
        )
        for _ in range(ROWS)
    )
    return Table(
        f"table-{number:03}", some(chance, 5).capitalize(), ("Rank", "Russian", "Name", "Unit"), rows
    )


def edited(one: Chapter, seed: int) -> Chapter:
    """Change words of one paragraph in the middle of a chapter for others of the same length."""
    paragraphs = [place for place, block in enumerate(one.blocks) if isinstance(block, Paragraph)]
    place = paragraphs[len(paragraphs) // 2 - 1]
    chosen = one.blocks[place]
    assert isinstance(chosen, Paragraph)
    chance = random.Random(f"edit {seed}")
    parts = tuple(other(chance, part) if isinstance(part, str) else part for part in chosen.parts)
    blocks = (*one.blocks[:place], Paragraph(parts), *one.blocks[place + 1 :])
    return replace(one, blocks=blocks)


def other(chance: random.Random, words: str) -> str:
    """Give a sentence with every third of its inner words, or so, changed."""
    return " ".join(
        chance.choice([alike for alike in LATIN if len(alike) == len(word)])
        if word in LATIN and chance.random() < 1 / 3
        else word
        for word in words.split(" ")
    )


def some(chance: random.Random, words: int) -> str:
    """Make up some words."""
    return " ".join(chance.choice(LATIN) for _ in range(words))


def sentence(chance: random.Random, words: int) -> str:
    """Make up a sentence."""
    text = some(chance, words)
    return text[0].upper() + text[1:] + "."
