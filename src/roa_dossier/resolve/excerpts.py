"""Block quotations, and what the author says of their words: sic, emphasis, translation."""

from __future__ import annotations

from roa_dossier.diagnostics import error
from roa_dossier.frozen import replace
from roa_dossier.model.chapter import (
    Call,
    Citation,
    Excerpt,
    Insertion,
    Quotation,
    QuotedPiece,
    SourceCite,
    Verbatim,
)
from roa_dossier.model.outline import QuoteBlock, Selector, Words
from roa_dossier.resolve import quotations
from roa_dossier.resolve.desk import Desk


def excerpt(desk: Desk, block: QuoteBlock) -> Excerpt:
    """Resolve a block quotation with its note."""
    hit = quotations.find(desk, block.selector)
    translation = " ".join(str(block.translation or "").split())
    if hit is None:
        return Excerpt(quotations.mistake(block.selector.exact), None, translation)
    language = str(block.language or desk.language(block.selector.source))
    quotation = quotations.quotation(hit, language)
    quotation = _emphasised(desk, _with_sic(desk, quotation, block.sic), block.emphasis)
    remarks = (
        *(("emphasis added",) if block.emphasis else ()),
        *(("our translation",) if translation else ()),
    )
    desk.quotations += 1
    desk.used.append((quotation.passage, "quoted"))
    body = (
        Citation(desk.next_citation(), (SourceCite(quotation.passage, quotations.quotes_original(hit)),)),
    )
    call = Call(desk.next_call(), body, remarks, block.selector.exact.span)
    return Excerpt(quotation, call, translation)


def plain(desk: Desk, selector: Selector) -> Excerpt:
    """Resolve a block quotation of which nothing more is said."""
    return excerpt(desk, QuoteBlock(selector))


def _with_sic(desk: Desk, quotation: Quotation, words: tuple[Words, ...]) -> Quotation:
    for said in words:
        if (place := _place(desk, quotation, said)) is None:
            continue
        index, _, stop = place
        text = quotation.pieces[index].text
        pieces = (Verbatim(text[:stop]), Insertion(" [sic]"), Verbatim(text[stop:]))
        quotation = _put(quotation, index, pieces)
    return quotation


def _emphasised(desk: Desk, quotation: Quotation, words: tuple[Words, ...]) -> Quotation:
    for said in words:
        if (place := _place(desk, quotation, said)) is None:
            continue
        index, start, stop = place
        text = quotation.pieces[index].text
        pieces = (Verbatim(text[:start]), Verbatim(text[start:stop], True), Verbatim(text[stop:]))
        quotation = _put(quotation, index, pieces)
    return quotation


def _put(quotation: Quotation, index: int, pieces: tuple[QuotedPiece, ...]) -> Quotation:
    kept = tuple(piece for piece in pieces if piece.text)
    return replace(quotation, pieces=(*quotation.pieces[:index], *kept, *quotation.pieces[index + 1 :]))


def _place(desk: Desk, quotation: Quotation, said: Words) -> tuple[int, int, int] | None:
    """Find the one place of the quotation's words that something is said of."""
    needle = " ".join(str(said).split())
    places = [
        (index, at, at + len(needle))
        for index, piece in enumerate(quotation.pieces)
        if isinstance(piece, Verbatim) and needle
        for at in range(len(piece.text))
        if piece.text.startswith(needle, at)
    ]
    if len(places) == 1:
        return places[0]
    found = f"stand {len(places)} times" if places else "do not stand"
    desk.say(error("words-of-quotation", f"these words {found} in the quotation", said.span))
    return None
