"""Whether anything leaves the paper."""

from __future__ import annotations

from collections.abc import Iterator

from roa_dossier.audit.notes import Printed
from roa_dossier.audit.sheets import SLACK, Sheet, words_at
from roa_dossier.diagnostics import Diagnostic, error
from roa_dossier.frozen import Frozen
from roa_dossier.model.book import Book, Manuscript

_SHOWN = 4


class Cut(Frozen):
    """Something that leaves the paper; `curable` when another layout may keep it."""

    manuscript: Manuscript | None
    diagnostic: Diagnostic
    curable: bool = False


def cuts(book: Book, sheets: tuple[Sheet, ...], printed: tuple[Printed, ...]) -> Iterator[Cut]:
    """Say which words and pictures leave the paper, page by page."""
    notes: dict[int, list[Printed]] = {}
    for one in printed:
        notes.setdefault(one.page, []).append(one)
    pictured = {number for m in book.manuscripts if m.images for number in span_of(book, m, len(sheets))}
    for sheet in sheets:
        if outside := sheet.outside():
            yield from _words(book, sheet, outside, notes.get(sheet.number, []))
        if sheet.number in pictured:
            yield from _pictures(book, sheet)


def span_of(book: Book, manuscript: Manuscript, pages: int) -> range:
    """Give the pages (from 0) on which a manuscript may stand, up to the one on which the next begins."""
    first = book.first_pages.get(manuscript.id, 0)
    later = [page for page in book.first_pages.values() if page > first]
    return range(first, min(min(later, default=pages) + 1, pages))


def owner(book: Book, page: int) -> Manuscript | None:
    """Give the manuscript that a page is of: the last that begins on it or before."""
    begun = [m for m in book.manuscripts if book.first_pages.get(m.id, pages_end(book)) <= page]
    return max(begun, key=lambda m: book.first_pages[m.id], default=None)


def pages_end(book: Book) -> int:
    """Give a page number that no page has."""
    return 1 << 30


def _words(book: Book, sheet: Sheet, outside: list[int], notes: list[Printed]) -> Iterator[Cut]:
    rest = set(outside)
    for one in notes:
        inside = [index for index in outside if one.start <= index < one.stop]
        if not inside:
            continue
        rest -= set(inside)
        lost = len(words_at(sheet.drawn.chars, inside))
        message = (
            f"note {one.note.sign} of `{one.manuscript.title}` does not fit page {sheet.label}: "
            f"{lost} of its {len(one.note.text.split())} words are off the paper"
        )
        found = error("cut-off", message, one.note.span.known)
        hints = ("make the note shorter: a note cannot go on over a page", "make it a part of the text")
        yield Cut(one.manuscript, found.hint(*hints))
    if rest:
        yield _body(book, sheet, sorted(rest))


def _body(book: Book, sheet: Sheet, outside: list[int]) -> Cut:
    manuscript = owner(book, sheet.number)
    words = words_at(sheet.drawn.chars, outside)
    shown = " ".join(words[:_SHOWN]) + (" …" if len(words) > _SHOWN else "")
    boxes = [box for index in outside if (box := sheet.drawn.box(index))]
    sideways = any(box.left < sheet.paper.left or box.right > sheet.paper.right for box in boxes)
    count = f"{len(words)} words are" if len(words) > 1 else "a word is"
    message = f"{count} off the paper on page {sheet.label}: `{shown}`"
    hint = "make the table narrower, or split it" if sideways else "split what cannot break over pages"
    found = error("cut-off", message, manuscript.span.known if manuscript else None).hint(hint)
    return Cut(manuscript, found, curable=not sideways)


def _pictures(book: Book, sheet: Sheet) -> Iterator[Cut]:
    if any(not sheet.paper.holds(picture, SLACK) for picture in sheet.drawn.pictures()):
        manuscript = owner(book, sheet.number)
        span = manuscript.span.known if manuscript else None
        found = error("cut-off", f"a picture is partly off the paper on page {sheet.label}", span)
        yield Cut(manuscript, found.hint("make the picture smaller"))
