"""A chapter's manuscript: its head, its blocks, its notes."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup, escape

from roa_dossier.diagnostics import Span
from roa_dossier.model.book import Manuscript, Mention
from roa_dossier.model.chapter import BibliographyPlace, Chapter
from roa_dossier.patterns import regex
from roa_dossier.render import blocks
from roa_dossier.render.desk import Desk
from roa_dossier.render.writer import Writer

ANCHOR = regex(r' id="([^"]*)"')
PRINTED = regex(r'(?:class="note(?: lettered)?" id|<img src)="([^"]*)"')


def manuscript(desk: Desk, chapter: Chapter) -> Manuscript:
    """Make the manuscript of a chapter of the book."""
    desk = desk.within(chapter.language)
    writer = Writer(desk, chapter.id)
    html = desk.press.set(
        "chapter.html",
        **head(desk, chapter),
        blocks=[*body(writer, chapter), *_bibliography(writer, chapter)],
    )
    return finished(writer, chapter, html)


def _bibliography(writer: Writer, chapter: Chapter) -> Iterator[Markup]:
    """Set the chapter's bibliography where each has one, unless a block says where one stands."""
    placed = any(isinstance(block.content, BibliographyPlace) for block in chapter.blocks)
    cites = writer.desk.apparatus.chapter_bibliographies.get(chapter.id)
    if writer.desk.outline.bibliography == "chapter" and cites and not placed:
        yield blocks.closing_bibliography(writer, head(writer.desk, chapter)["anchor"])


def head(desk: Desk, chapter: Chapter) -> dict[str, str]:
    """Give what a chapter's head prints."""
    target = desk.apparatus.targets.get(chapter.id)
    return {
        "anchor": target.anchor if target else chapter.id,
        "language": desk.tongue,
        "dossier": desk.ours(desk.outline.title),
        "label": target.label if target else f"{desk.say.chapter} {chapter.number}",
        "number": str(chapter.number),
        "title": desk.ours(chapter.title),
    }


def body(writer: Writer, chapter: Chapter) -> list[Markup]:
    """Set the blocks in order."""
    return [blocks.block(writer, each) for each in chapter.blocks]


def finished(writer: Writer, chapter: Chapter, html: Markup) -> Manuscript:
    """Close a chapter's manuscript with what it must print; a template that left some of it out is told."""
    if not writer.desk.press.diagnostics:
        _miss(writer, html)
    return Manuscript(
        id=head(writer.desk, chapter)["anchor"],
        title=chapter.title,
        html=str(html),
        notes=tuple(writer.notes),
        images=tuple(writer.images),
        span=Span(chapter.path),
        mentions=_printed(writer, html),
    )


def _printed(writer: Writer, html: Markup) -> tuple[Mention, ...]:
    """Give the mentions in the order they are printed in; a template may leave some out."""
    order = {anchor: at for at, anchor in enumerate(ANCHOR.findall(html))}
    found = [mention for mention in writer.mentions if str(escape(mention.anchor)) in order]
    return tuple(sorted(found, key=lambda mention: order[str(escape(mention.anchor))]))


def _miss(writer: Writer, html: Markup) -> None:
    """Report notes and pictures that a template was given and did not print."""
    found = set(PRINTED.findall(html))
    for note in writer.notes:
        if str(escape(note.anchor)) not in found:
            said = f"a template leaves out note {note.sign} of chapter `{writer.chapter}`"
            writer.desk.press.miss(said, note.span, "print the `call` that the template is given")
    for picture in writer.images:
        if f"dossier-image:{picture.digest}" not in found:
            writer.desk.press.miss(
                "a template leaves out a picture", None, "print the `image` that it is given"
            )
