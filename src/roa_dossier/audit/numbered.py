"""Whether numbers of pages are right: read where they are printed, held against the pages they name."""

from __future__ import annotations

from collections.abc import Iterator

from roa_dossier.audit.cuts import owner
from roa_dossier.audit.sheets import Sheet, folded
from roa_dossier.diagnostics import Diagnostic, error
from roa_dossier.model.book import Book
from roa_dossier.model.fragment import FOLIO, TOTAL
from roa_dossier.model.numbered import Numbered, PageNumber, pattern
from roa_dossier.pdf import Anatomy, Box

_Wrong = tuple[PageNumber, str, str]
"""A number, how it is printed, how it should be."""


def diagnostics(book: Book, anatomy: Anatomy, sheets: tuple[Sheet, ...]) -> Iterator[Diagnostic]:
    """Say which numbers of pages are not those of the pages they name, in a book that was laid out whole.

    The layout says where numbers stand, and of which pages. Their figures are read from the finished PDF, and
    so is where each page's anchor stands and what number that page bears. What is said of all pages is said
    once.
    """
    totals: dict[tuple[str, str], list[int]] = {}
    for one in book.numbers:
        page = one.spots[0].page
        for number, printed, wanted in _wrong(one, anatomy, sheets):
            if number.target == TOTAL:
                totals.setdefault((printed, wanted), []).append(page)
            else:
                yield _message(book, sheets[page], number, printed, wanted)
    for (printed, wanted), pages in totals.items():
        yield _of_all(book, sheets, tuple(dict.fromkeys(pages)), printed, wanted)


def _wrong(one: Numbered, anatomy: Anatomy, sheets: tuple[Sheet, ...]) -> Iterator[_Wrong]:
    """Read a text and give its numbers that are not what they should be; one that cannot be read has none."""
    numbers = [word for word in one.words if isinstance(word, PageNumber)]
    wanted = {number: _wanted(number, one.spots[0].page, anatomy) for number in numbers}
    if any(label is None for label in wanted.values()):
        return  # an anchor is missing: that is said of its link
    right = pattern(one.words, _plain, lambda number: wanted[number] or "")
    near = "".join(sheets[spot.page].drawn.inside(Box(*spot.box)) for spot in one.spots)
    if right.fullmatch(_plain(near)):
        return
    text = _plain("".join(sheets[spot.page].drawn.begun(*spot.first, spot.letters) for spot in one.spots))
    read = None if right.fullmatch(text) else pattern(one.words, _plain).fullmatch(text)
    for number, printed in zip(numbers, read.groups() if read else (), strict=False):
        label = wanted[number]
        if label is not None and printed != _plain(label):
            yield number, printed, label


def _wanted(number: PageNumber, page: int, anatomy: Anatomy) -> str | None:
    """Give how a number must be printed on a page; None where the PDF does not have what it names."""
    if number.target == TOTAL:
        return number.written(str(len(anatomy.labels)))
    if number.target != FOLIO:
        if number.target not in anatomy.destinations:
            return None
        page = anatomy.destinations[number.target].page
    return number.written(anatomy.labels[page])


def _plain(words: str) -> str:
    return folded(words).casefold()


def _message(book: Book, sheet: Sheet, number: PageNumber, printed: str, wanted: str) -> Diagnostic:
    if number.target == FOLIO:
        message = f"page {sheet.label} bears the number `{printed}`, where `{wanted}` is its own"
    else:
        message = f"page {sheet.label} prints `{printed}`, where `{number.target}` is on page `{wanted}`"
    part = owner(book, sheet.number)
    return error("number-wrong", message, part.span.known if part else None)


def _of_all(
    book: Book, sheets: tuple[Sheet, ...], pages: tuple[int, ...], printed: str, wanted: str
) -> Diagnostic:
    others = len(pages) - 1
    more = f" and {others} other{'s' if others > 1 else ''}" if others else ""
    many, verb = ("pages", "print") if others else ("page", "prints")
    these = f"{many} {sheets[pages[0]].label}{more}"
    message = f"{these} {verb} `{printed}`, where the number of all pages is `{wanted}`"
    part = owner(book, pages[0])
    return error("number-wrong", message, part.span.known if part else None)
