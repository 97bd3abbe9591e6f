"""The synthetic book for Typst and, in Markdown, for pandoc and XeLaTeX: what a dossier prints, typed out.

The words are the dossier's, those of its notes and its bibliography, too; instead of its note on the text
stands one of as many words. Paper, margins, faces and sizes are those of `styles/`. No word has a sign that
means something to either.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from speed.book import cited
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
    sentence,
)


@dataclass(frozen=True, slots=True)
class Marks:
    """How a language of typing writes emphasis, Russian, a note, a link to an id with its words and page."""

    emphasis: str
    foreign: str
    note: str
    link: str


TYPST = Marks(
    "_{}_",
    '#text(lang: "ru")[{}]',
    "#footnote[{}]",
    '#link(<{0}>)[{1}] (#ref(<{0}>, form: "page", supplement: [p.]))',
)
MARKDOWN = Marks("*{}*", "[{}]{{lang=ru}}", "^[{}]", "[{1}](#{0}) (p. `\\pageref{{{0}}}`{{=latex}})")


@dataclass(slots=True)
class Desk:
    """What is known while a chapter is written: the book's works and heads, and what was cited before."""

    marks: Marks
    works: tuple[Work, ...]
    heads: dict[str, str]
    cited: set[str]

    def running(self, parts: tuple[Inline, ...]) -> str:
        """Write running text; nothing parts a note or a full stop from the words before it."""
        text = ""
        for part in parts:
            close = isinstance(part, Note) or part == "."
            text += ("" if close or not text else " ") + self.inline(part)
        return text

    def inline(self, part: Inline) -> str:
        """Write what stands in running text."""
        match part:
            case str():
                return part
            case Foreign(words):
                return self.marks.foreign.format(words)
            case Note(words, number, page):
                return self.marks.note.format(f"{words} ({self.work(self.works[number], page)}).")
            case Quoted(words, passage):
                return f"“{words}”." + self.source(passage)
            case Reference(to):
                return self.marks.link.format(to, self.heads[to])

    def work(self, one: Work, page: int) -> str:
        """Cite a work, in full where it is the first time in the chapter."""
        title = self.marks.emphasis.format(one.title)
        if self._again(one.id):
            return f"{one.family}, {title}, {page}"
        return f"{GIVEN} {one.family}, {title} ({one.publisher}, {one.year}), {page}"

    def source(self, passage: int) -> str:
        """Write the note that cites a passage of the source."""
        if self._again("source"):
            return self.marks.note.format(f"S, {place(passage)}.")
        return self.marks.note.format(f"“{SOURCE}”, n.d., {place(passage)} (hereafter S).")

    def _again(self, name: str) -> bool:
        known = name in self.cited
        self.cited.add(name)
        return known


def place(passage: int) -> str:
    """Give the place of a passage: its paragraph and its line, after a title and an empty line."""
    return f"¶ {passage + 1}, l. {2 * passage + 3}"


def heads(book: Matter, emphasis: str) -> dict[str, str]:
    """Give what references say of each head and table, by its id."""
    blocks = ((one, block) for one in book.chapters for block in one.blocks)
    return {
        block.id: f"Table {one.number}.1" if isinstance(block, Table) else emphasis.format(block.words)
        for one, block in blocks
        if isinstance(block, Head | Table)
    }


def preface() -> str:
    """Make up what stands instead of the note on the text."""
    chance = random.Random("preface")
    return "\n\n".join(" ".join(sentence(chance, 14) for _ in range(4)) for _ in range(5))


def bibliography(book: Matter, emphasis: str) -> Iterator[str]:
    """Give the entries of the bibliography."""
    yield f"S “{SOURCE}”. n.d. Secondary source (report)."
    for one in sorted((one for one in book.works if one.id in cited(book)), key=lambda one: one.family):
        title = emphasis.format(one.title)
        yield f"{one.family}, {GIVEN}. {title}. {one.publisher}, {one.year}."


def written(book: Matter, marks: Marks, block: Callable[[Desk, Chapter, Block], str]) -> Iterator[str]:
    """Give the text of each chapter, without its title."""
    named = heads(book, marks.emphasis)
    for one in book.chapters:
        desk = Desk(marks, book.works, named, set())
        yield "\n\n".join(block(desk, one, each) for each in one.blocks) + "\n"


# ── Typst ───────────────────────────────────────────────────────────────────────────────────────────

TYPST_HEAD = """
#set document(title: "{title}", author: ())
#set page(paper: "a4", margin: (top: 27mm, bottom: 30mm, inside: 28mm, outside: 46mm),
  numbering: "1", footer: none, header: context {{
  set text(font: "Linux Biolinum O", size: 9pt)
  let number = counter(page).get().first()
  let heads = query(selector(heading.where(level: 1)).before(here()))
  if calc.even(number) [ #number #h(1fr) {title} ]
  else [ #if heads.len() > 0 {{ heads.last().body }} #h(1fr) #number ]
}})
#set text(font: "Linux Libertine O", size: 10.6pt, lang: "en", region: "GB", hyphenate: true,
  number-type: "old-style", top-edge: 0.7em, bottom-edge: -0.3em)
#set par(justify: true, leading: 4.4pt, spacing: 4.4pt, first-line-indent: 1.2em)
#set footnote.entry(indent: 0pt, clearance: 9mm, gap: 2.8pt)
#show footnote.entry: set text(size: 8.6pt)
#show footnote.entry: set par(justify: false, leading: 2.8pt)
#show heading: set text(hyphenate: false)
#show heading.where(level: 1): it => {{
  pagebreak(weak: true, to: "odd")
  counter(footnote).update(0)
  v(30mm)
  block(below: 13mm, text(size: 24pt, weight: "regular", it.body))
}}
#show heading.where(level: 2): set text(size: 12pt)
#show heading.where(level: 2): set block(above: 19pt, below: 9pt)
#set figure.caption(position: top)
#show figure: set block(breakable: true)
#show figure.caption: it => align(left, text(size: 9pt, it.body))
#show quote.where(block: true): set block(above: 11pt, below: 11pt)
#show quote.where(block: true): set text(size: 10.2pt)
#set table(stroke: none, inset: (x: 2pt, y: 2.6pt), align: left)
#show table: set text(size: 9.4pt)
#show table: set par(justify: false, leading: 3.6pt)
#v(60mm)
#text(size: 34pt)[{title}]

#text(size: 15pt)[{subtitle}]
#pagebreak(to: "odd")
#outline(depth: 2, indent: 1.2em)
#outline(title: [Tables], target: figure.where(kind: table))
= Note on the text
{preface}
"""

BESIDE = "#place(right, dx: 39mm, box(width: 34mm, align(left, text(size: 7.8pt)[S {}])))"


def typst(book: Matter) -> Iterator[tuple[str, str]]:
    """Give the files for Typst: one for the whole, which includes one for each chapter and the works."""
    names = [f"chapters/{one.number:03}.typ" for one in book.chapters]
    head = TYPST_HEAD.format(title=TITLE, subtitle=SUBTITLE, preface=preface())
    included = "".join(f'#include "{name}"\n' for name in (*names, "bibliography.typ"))
    yield "book.typ", head + included
    for name, one, text in zip(names, book.chapters, written(book, TYPST, typst_block), strict=True):
        yield name, f"= {one.title} <{one.id}>\n\n{text}"
    works = "\n\n".join(f"#par(hanging-indent: 1.2em)[{one}]" for one in bibliography(book, TYPST.emphasis))
    yield "bibliography.typ", f"= Bibliography\n\n#set par(first-line-indent: 0pt, spacing: 7pt)\n{works}\n"


def typst_block(desk: Desk, chapter: Chapter, block: Block) -> str:
    """Write a block for Typst."""
    match block:
        case Head(id, words):
            return f"== {words} <{id}>"
        case Paragraph(parts):
            return desk.running(parts)
        case Excerpt(Quoted(words, passage)):
            return f"{BESIDE.format(place(passage))}\n#quote(block: true)[{words}{desk.source(passage)}]"
        case Table(id, words, columns, rows):
            cells = [f"[*{name}*]" for name in columns]
            lines = "\n".join(
                f"    [{rank}], [{desk.inline(Foreign(russian))}], [{name}], [{unit}],"
                for rank, russian, name, unit in rows
            )
            header = f"table.header({', '.join(cells)})"
            return (
                f"#figure(caption: [Table {chapter.number}.1. {words}], numbering: none, kind: table,\n"
                f"  table(columns: (auto, auto, 1fr, 1fr), {header},\n{lines}\n  )) <{id}>"
            )


# ── Markdown, for pandoc and XeLaTeX ────────────────────────────────────────────────────────────────

MARKDOWN_HEAD = r"""---
title: {title}
subtitle: {subtitle}
lang: en-GB
documentclass: book
classoption: [twoside, openright]
papersize: a4
geometry: [top=27mm, bottom=30mm, inner=28mm, outer=46mm, marginparwidth=34mm, marginparsep=5mm]
mainfont: Linux Libertine O
mainfontoptions: [Numbers=OldStyle]
sansfont: Linux Biolinum O
toc: true
toc-depth: 2
lot: true
indent: true
header-includes: |
  ```{{=latex}}
  \AtBeginDocument{{\fontsize{{10.6bp}}{{15bp}}\selectfont}}
  \renewcommand\normalsize{{\fontsize{{10.6bp}}{{15bp}}\selectfont}}
  \renewcommand\footnotesize{{\fontsize{{8.6bp}}{{11.4bp}}\selectfont}}
  \usepackage{{etoolbox}}
  \AtBeginEnvironment{{longtable}}{{\fontsize{{9.4bp}}{{13bp}}\selectfont}}
  \AtBeginEnvironment{{quote}}{{\fontsize{{10.2bp}}{{14bp}}\selectfont}}
  ```
---

# Note on the text

{preface}

"""


def markdown(book: Matter) -> Iterator[tuple[str, str]]:
    """Give the file for pandoc."""
    text = MARKDOWN_HEAD.format(title=TITLE, subtitle=SUBTITLE, preface=preface())
    for one, chapter in zip(book.chapters, written(book, MARKDOWN, markdown_block), strict=True):
        text += f"# {one.title} {{#{one.id}}}\n\n{chapter}\n"
    text += "# Bibliography\n\n" + "\n\n".join(bibliography(book, MARKDOWN.emphasis)) + "\n"
    yield "book.md", text


def markdown_block(desk: Desk, chapter: Chapter, block: Block) -> str:
    """Write a block in Markdown."""
    match block:
        case Head(id, words):
            return f"## {words} {{#{id}}}"
        case Paragraph(parts):
            return desk.running(parts)
        case Excerpt(Quoted(words, passage)):
            beside = f"`\\marginpar{{\\raggedright\\scriptsize S {place(passage)}}}`{{=latex}}"
            return f"> {beside}{words}{desk.source(passage)}"
        case Table(id, words, columns, rows):
            lines = [columns, ("-------", "---------", "-----------", "--------------")]
            lines += [(rank, desk.inline(Foreign(russian)), *rest) for rank, russian, *rest in rows]
            printed = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
            return f"{printed}\n\n: {words} `\\label{{{id}}}`{{=latex}}"
