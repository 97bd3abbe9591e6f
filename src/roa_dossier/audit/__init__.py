"""Whether what is printed is what was meant: read from the finished PDF alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from roa_dossier import pdf
from roa_dossier.audit import aids, cuts, heads, notes, numbered, parts, sheets, withheld
from roa_dossier.audit.late import folio, named
from roa_dossier.diagnostics import Checked, Diagnostic, error, in_order
from roa_dossier.frozen import replace
from roa_dossier.model.book import Book, Manuscript, Place
from roa_dossier.model.report import Alone, Reading, Report, Text

__all__ = ["alone", "claimed", "folio", "load", "named", "report"]


_UNREADABLE = error("pdf-unreadable", "the finished PDF cannot be opened")


def report(book: Book) -> Checked[Report]:
    """Read a finished PDF and compare it with what must be in it.

    Every expected note stands once, with its number and all its words, where its anchor says, on the page of
    its call or the next; every character lies on the paper; every picture, link, bookmark and font is there;
    each number of a page is that of the page it names; what a list of pages names stands on these pages;
    nothing stands there that the edition keeps back.

    Returns:
        What was found, with a message for everything that is lost, cut, changed or late. `missing` names
        the manuscripts for which another layout may help.

    """
    try:
        anatomy, structure = pdf.apart(book.pdf)
        with pdf.drawing(book.pdf) as drawing:
            return _compared(book, anatomy, sheets.sheets(drawing, anatomy), structure)
    except pdf.Unreadable:
        return Checked(Report(0, 0), (_UNREADABLE,))


def load() -> None:
    """Load what reads pages, so that the first ones need not wait for it."""
    _ = pdf.drawing, pdf.apart


def alone(book: Book, texts: bool = False, known: Mapping[int, Reading] | None = None) -> Checked[Alone]:
    """Read pages that are bound alone, as `report` reads a book, but for what only the whole book can have.

    Args:
        book: with `alone`; its pages' numbers are not known.
        texts: whether the pages' own text is wanted, for lists of pages elsewhere.
        known: what was read before of pages that stay as they were, by their numbers from 0.

    Returns:
        What was found. In the messages `folio(n)` stands for the number of the page n from 0, until `named`
        puts the numbers in.

    """
    try:
        anatomy, structure = pdf.apart(book.pdf)
        anatomy = replace(anatomy, labels=tuple(map(folio, range(len(anatomy.labels)))))
        with pdf.drawing(book.pdf, known) as drawing:
            pages = sheets.sheets(drawing, anatomy)
            found = _compared(book, anatomy, pages, structure)
            read = tuple(sheets.text(page, structure.page(page.number)) for page in pages) if texts else ()
            readings = tuple(page.drawn.reading() for page in pages)
    except pdf.Unreadable:
        return Checked(Alone(Report(0, 0)), (_UNREADABLE,))
    links = tuple(dict.fromkeys(link.destination for link in anatomy.links if link.destination))
    return Checked(Alone(found.value, links, read, readings), found.diagnostics)


def claimed(
    manuscripts: tuple[Manuscript, ...], places: Mapping[str, Place], texts: Sequence[Text]
) -> Iterator[Diagnostic]:
    """Say which entries of lists of pages do not hold, from pages that were read by `alone`.

    Args:
        manuscripts: with what they claim.
        places: where each anchor stands.
        texts: of all pages of the book.

    """
    pages = aids.pages_of(places, tuple(str(page + 1) for page in range(len(texts))), texts)
    for manuscript in manuscripts:
        yield from aids.claimed(manuscript, pages)


def _compared(
    book: Book, anatomy: pdf.Anatomy, pages: tuple[sheets.Sheet, ...], structure: pdf.Structure
) -> Checked[Report]:
    said: list[Diagnostic] = [
        *parts.diagnostics(book, anatomy),
        *numbered.diagnostics(book, anatomy, pages),
        *aids.diagnostics(book, anatomy, pages, structure),
        *withheld.diagnostics(book, pages),
        *heads.diagnostics(book, pages, structure),
    ]
    missing: dict[str, None] = {}
    printed: list[notes.Printed] = []
    late: list[notes.Late] = []
    for finding in notes.findings(book, anatomy, pages):
        match finding:
            case notes.Printed():
                printed.append(finding)
            case notes.Late():
                late.append(finding)
                said.append(finding.diagnostic)
                if notes.is_grave(finding):
                    missing[finding.manuscript.id] = None
            case notes.Lost():
                said.append(finding.diagnostic)
                missing[finding.manuscript.id] = None
    for cut in cuts.cuts(book, pages, tuple(printed)):
        said.append(cut.diagnostic)
        if cut.curable and cut.manuscript:
            missing[cut.manuscript.id] = None
    report = Report(len(pages), len(printed), tuple(one.value for one in late), tuple(missing))
    return Checked(report, in_order(said))
