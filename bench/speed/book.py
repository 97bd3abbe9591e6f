"""The synthetic book as a dossier.

usage: python bench/speed/book.py CHAPTERS FOLDER [--edit CHAPTER:SEED] [--lines greedy]
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

if __name__ == "__main__":  # run as a file, not from its package
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from speed.matter import (
    GIVEN,
    SOURCE,
    SUBTITLE,
    TITLE,
    Block,
    Chapter,
    Excerpt,
    Foreign,
    Head,
    Inline,
    Matter,
    Note,
    Paragraph,
    Quoted,
    Reference,
    Table,
    Work,
    matter,
)

SEED = "seeds/source.txt"
LISTS = (
    "ledger",
    "glossary",
    "licences",
    "documents",
    "register",
    "index",
    "table-of-sources",
    "sources-as-quoted",
)
"""What is left out of the back: the other engines have none of it."""


def main() -> None:
    """Write a book."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("chapters", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--edit", action="append", default=[], metavar="CHAPTER:SEED")
    parser.add_argument("--lines", default="", choices=("", "fitted", "greedy"))
    given = parser.parse_args()
    edits = dict(tuple(map(int, one.split(":"))) for one in given.edit)
    write(given.folder, given.chapters, edits, given.lines)


def write(folder: Path, chapters: int, edits: Mapping[int, int] | None = None, lines: str = "") -> None:
    """Write a project; what a file says already stays as it is, untouched.

    Args:
        folder: where.
        chapters: how many chapters the book has.
        edits: by the number of a chapter, from 1, the seed of what is changed in it.
        lines: how lines are broken, a value of the outline's key; "" for what is usual.

    """
    put(folder, files(matter(chapters, edits), lines))


def put(folder: Path, written: Iterable[tuple[str, str]]) -> None:
    """Write files, each with its path; those that say the same already stay untouched."""
    for path, text in written:
        place = folder / path
        if not place.exists() or place.read_text("utf-8") != text:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, "utf-8")


def files(book: Matter, lines: str = "") -> Iterator[tuple[str, str]]:
    """Give the files of a project, each with its path."""
    source = f"{SOURCE}\n\n" + "".join(f"{' '.join(one)}\n\n" for one in book.source)
    yield SEED, source
    yield "dossier/sources.yaml", sources(hashlib.sha256(source.encode()).hexdigest())
    yield "dossier/works.yaml", "\n".join(work(one) for one in book.works if one.id in cited(book))
    yield "dossier/dossier.yaml", head(book, lines)
    for one in book.chapters:
        yield f"dossier/chapters/{one.number:03}.yaml", chapter(one)


def head(book: Matter, lines: str) -> str:
    """Write `dossier.yaml`."""
    text = (
        f"name: book\ntitle: {TITLE}\nsubtitle: {SUBTITLE}\nlanguage: en-GB\ndate: 2026-11-21\n"
        "citation-style: chicago-notes-bibliography\neditors: []\n"
    )
    text += f"lines: {lines}\n" if lines else ""
    text += "leave-out:\n" + "".join(f"  - {part}\n" for part in LISTS)
    return text + "chapters:\n" + "".join(f"  - chapters/{one.number:03}.yaml\n" for one in book.chapters)


def sources(digest: str) -> str:
    """Write `sources.yaml`."""
    return (
        f"source:\n  file: {SEED}\n  sha256: {digest}\n  siglum: S\n  reads-as: plain\n"
        "  standing: secondary\n  kind: report\n"
        "  assessment: |\n    Made up of words by chance; it says nothing.\n"
        "  licence:\n    id: public-domain\n    basis: stated\n"
        f"  reference:\n    type: document\n    title: {SOURCE}\n    language: en\n"
    )


def cited(book: Matter) -> frozenset[str]:
    """Give the ids of the works that are cited; a book of few chapters cites not all."""
    paragraphs = (block for one in book.chapters for block in one.blocks if isinstance(block, Paragraph))
    notes = (part for one in paragraphs for part in one.parts if isinstance(part, Note))
    return frozenset(book.works[note.work].id for note in notes)


def work(one: Work) -> str:
    """Write an entry of `works.yaml`."""
    return (
        f"{one.id}:\n  reference:\n    type: book\n"
        f"    author:\n      - family: {one.family}\n        given: {GIVEN}\n"
        f"    title: {one.title}\n    publisher: {one.publisher}\n    publisher-place: {one.place}\n"
        f"    issued: {one.year}\n    language: en\n  seen: true\n"
    )


def chapter(one: Chapter) -> str:
    """Write the file of a chapter; paragraphs that follow each other are one block."""
    written = [f"title: {one.title}", f"id: {one.id}", "blocks:"]
    before: Block | None = None
    for block in one.blocks:
        if isinstance(block, Paragraph):
            written += [""] if isinstance(before, Paragraph) else ["", "  - text: |"]
        else:
            written.append("")
        written += blocked(block)
        before = block
    return "\n".join(written) + "\n"


def blocked(block: Block) -> list[str]:
    """Write a block, of a paragraph only its lines."""
    match block:
        case Head(id, words):
            return [f"  - id: {id}", f"    heading: {words}"]
        case Paragraph(parts):
            return folded(running(parts), 6)
        case Excerpt(Quoted(words)):
            return ["  - quote:", "      source: source", "      exact: |", *folded(words, 8)]
        case Table(id, words, columns, rows):
            lines = [f"  - id: {id}", f"    title: {words}", "    table:", "      columns:"]
            lines += [*(f"        - {name}" for name in columns), "      rows:"]
            for rank, russian, *rest in rows:
                cells = (rank, f"'[{russian}]{{lang=ru}}'", *rest)
                lines += [f"        {'  ' if place else '- '}- {cell}" for place, cell in enumerate(cells)]
            return lines


def folded(text: str, indent: int) -> list[str]:
    """Fold running text into lines that an editor shows whole."""
    margin = " " * indent
    return textwrap.wrap(
        text,
        110,
        initial_indent=margin,
        subsequent_indent=margin,
        break_long_words=False,
        break_on_hyphens=False,
    )


def running(parts: tuple[Inline, ...]) -> str:
    """Write running text; nothing parts a note or a full stop from the words before it."""
    text = ""
    for part in parts:
        close = isinstance(part, Note) or part == "."
        text += ("" if close or not text else " ") + inline(part)
    return text


def inline(part: Inline) -> str:
    """Write what stands in running text."""
    match part:
        case str():
            return part
        case Foreign(words):
            return f"[{words}]{{lang=ru}}"
        case Note(words, number, page):
            return f"^[{words} [@work-{number + 1:02}, p. {page}].]"
        case Quoted(words):
            return f'"{words}" [@source].'
        case Reference(to):
            return f"{{ref:{to}}}"


if __name__ == "__main__":
    main()
