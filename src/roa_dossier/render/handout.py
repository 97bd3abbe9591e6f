"""A handout: one chapter that stands alone, with its own sources."""

from __future__ import annotations

from roa_dossier.model.book import Manuscript
from roa_dossier.model.chapter import Chapter, Document, NameForm
from roa_dossier.render import chapter, notice, sections, teaching
from roa_dossier.render.desk import Desk, every, passages
from roa_dossier.render.writer import Writer


def manuscript(desk: Desk, given: Chapter) -> Manuscript:
    """Make the handout of a chapter: compact head, blocks, its sources and what they are."""
    desk = desk.within(given.language)
    writer = Writer(desk, given.id)
    blocks = chapter.body(writer, given)
    used = dict.fromkeys(passage.source for passage in passages(given.blocks))
    head = desk.press.set(
        "handout-head.html",
        **chapter.head(desk, given),
        edition=desk.say.day(desk.outline.date) if desk.outline.date else "",
    )
    tail = desk.press.set(
        "handout-tail.html",
        sections=sections.bibliography(writer, "chapter"),
        sources=[notice.source(writer, desk.entry(key)) for key in used],
        modified=teaching.about_modified(desk.outline.language, every(Document, given.blocks)),
        editorial=notice.has_editorial_names(every(NameForm, given.blocks)),
    )
    html = desk.press.set(
        "handout.html",
        **chapter.head(desk, given),
        head=head,
        blocks=blocks,
        tail=tail,
    )
    return chapter.finished(writer, given, html)
