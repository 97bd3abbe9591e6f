"""The list of documents quoted: every passage set as a block, where it is from, and its page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, groupby

from markupsafe import Markup

from roa_dossier.frozen import Frozen
from roa_dossier.model.book import Manuscript
from roa_dossier.model.chapter import Chapter, Document, Excerpt, Mistake, Quotation, Register
from roa_dossier.render.aids.pages import Body
from roa_dossier.render.quotations import where
from roa_dossier.render.views import Where
from roa_dossier.render.writer import Writer

FIRST = 44
"""How many letters of its first words stand for a passage that has no title: a line."""


class DocumentView(Frozen):
    """A passage set as a block; `words` are its first ones unless it has a title."""

    anchor: str
    number: int
    title: str
    words: str
    language: str
    where: Where
    page: Markup


class DocumentsOf(Frozen):
    """The passages of one chapter."""

    title: str
    documents: tuple[DocumentView, ...]


def values(body: Body) -> dict[str, object]:
    """Prepare the passages by chapters."""
    chapters = {chapter.id: chapter for chapter in body.desk.resolved.chapters}
    numbers = count(1)
    found = [
        DocumentsOf(
            body.desk.ours(manuscript.title),
            tuple(_documents(body, manuscript, chapters[manuscript.id], numbers)),
        )
        for manuscript in body.manuscripts
        if manuscript.id in chapters
    ]
    return {"chapters": [each for each in found if each.documents]}


def _documents(
    body: Body, manuscript: Manuscript, chapter: Chapter, numbers: Iterator[int]
) -> Iterator[DocumentView]:
    writer = Writer(body.desk)
    said = {quotation.passage.ranges: (title, quotation) for title, quotation in _excerpts(chapter)}
    excerpts = [each for each in manuscript.mentions if each.kind == "passage" and each.role == "excerpt"]
    for ranges, ends in groupby(excerpts, key=lambda mention: mention.ranges):
        if ranges not in said:
            continue
        title, quotation = said[ranges]
        mentions = tuple(ends)
        leaves = body.leaves(mentions)
        anchor = f"document.{mentions[0].anchor}"
        body.claim(anchor, leaves, (mention.text for mention in mentions))
        yield DocumentView(
            anchor,
            next(numbers),
            body.desk.ours(title),
            _first(quotation),
            writer.language(quotation),
            where(writer, quotation.passage),
            body.pages(leaves),
        )


def _excerpts(chapter: Chapter) -> Iterator[tuple[str, Quotation]]:
    for block in chapter.blocks:
        match block.content:
            case Excerpt(Quotation() as quotation):
                yield block.title, quotation
            case Document(excerpt=Excerpt(Quotation() as quotation)):
                yield block.title, quotation
            case Register(entries):
                for person in entries:
                    for excerpt in person.excerpts:
                        if not isinstance(excerpt.quotation, Mistake):
                            yield "", excerpt.quotation
            case _:
                pass


def _first(quotation: Quotation) -> str:
    words = " ".join("".join(piece.text for piece in quotation.pieces).split())
    return words if len(words) <= FIRST else words[: words.rfind(" ", 0, FIRST)].rstrip(",;: ") + "\u00a0…"
