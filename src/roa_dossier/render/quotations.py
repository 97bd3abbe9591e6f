"""Quotations set as blocks, and the place that stands beside each."""

from __future__ import annotations

from markupsafe import Markup

from roa_dossier.model.chapter import Excerpt, Mistake, Passage, Quotation
from roa_dossier.render.markup import Nodes, html
from roa_dossier.render.views import QuoteView, Where
from roa_dossier.render.words import joined, said_there
from roa_dossier.render.writer import Writer

MARGIN_LETTERS = 26
"""How many letters a line of a margin note holds, about; the room beside a short quotation hangs on it."""


def quote(writer: Writer, excerpt: Excerpt, anchor: str = "") -> Markup:
    """Set an excerpt; a mistake instead of a quotation is printed by a draft only."""
    match excerpt.quotation:
        case Mistake():
            if not writer.desk.draft:
                return Markup("")
            margin, language, body = None, "", html(writer.mistake(excerpt.quotation))
        case Quotation(_, passage):
            margin = where(writer, passage, said=True)
            language, body = writer.language(excerpt.quotation), html(excerpted(writer, excerpt.quotation))
    view = QuoteView(
        body=body,
        call=html(writer.call(excerpt.call)),
        margin=margin,
        depth=depth(margin),
        language=language,
        translation=writer.ours(excerpt.translation),
    )
    return writer.desk.press.set("quote.html", anchor=anchor, quote=view)


def excerpted(writer: Writer, quotation: Quotation) -> Nodes:
    """Write the words of a quotation that stands as a block, so that its place can be found again."""
    writer.role = "excerpt"
    body = writer.passage(writer.block(quotation), quotation.passage)
    writer.role = ""
    return body


def where(writer: Writer, passage: Passage, said: bool = False) -> Where:
    """Say where a passage stands and, when `said`, what its source says of it there."""
    locator, say = passage.locator, writer.desk.say
    remarks = said_there(passage, say) if said else ()
    return Where(locator.siglum, joined(say.locator(locator), say), remarks)


def depth(margin: Where | None) -> int:
    """How many lines a margin note will take, at most 5; 1 for none."""
    if margin is None:
        return 1
    texts = [f"{margin.siglum} {margin.place}", *margin.remarks]
    return min(5, sum(1 + len(text) // MARGIN_LETTERS for text in texts))
