"""A chapter's manuscript: its head, its blocks, its notes."""

from __future__ import annotations

from markupsafe import Markup

from roa_dossier.diagnostics import Span
from roa_dossier.model.book import Manuscript
from roa_dossier.model.chapter import Chapter
from roa_dossier.render import blocks
from roa_dossier.render.desk import Desk
from roa_dossier.render.writer import Writer


def manuscript(desk: Desk, chapter: Chapter) -> Manuscript:
    """Make the manuscript of a chapter of the book."""
    writer = Writer(desk, chapter.id)
    html = desk.press.set(
        "chapter.html",
        **head(desk, chapter),
        blocks=body(writer, chapter),
        endnotes=writer.endnotes,
    )
    return finished(writer, chapter, html)


def head(desk: Desk, chapter: Chapter) -> dict[str, str]:
    """Give what a chapter's head prints."""
    target = desk.apparatus.targets.get(chapter.id)
    return {
        "anchor": target.anchor if target else chapter.id,
        "language": desk.outline.language,
        "dossier": desk.ours(desk.outline.title),
        "label": target.label if target else f"Chapter {chapter.number}",
        "number": str(chapter.number),
        "title": desk.ours(chapter.title),
    }


def body(writer: Writer, chapter: Chapter) -> list[Markup]:
    """Set the blocks in order."""
    return [blocks.block(writer, each) for each in chapter.blocks]


def finished(writer: Writer, chapter: Chapter, html: Markup) -> Manuscript:
    """Close a chapter's manuscript with what it must print."""
    return Manuscript(
        id=head(writer.desk, chapter)["anchor"],
        title=chapter.title,
        html=str(html),
        notes=tuple(writer.notes),
        images=tuple(writer.images),
        span=Span(chapter.path),
    )
