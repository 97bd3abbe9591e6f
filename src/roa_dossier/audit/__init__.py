"""Whether what is printed is what was meant: read from the finished PDF alone."""

from __future__ import annotations

from roa_dossier import pdf
from roa_dossier.audit import aids, cuts, heads, notes, parts, sheets, withheld
from roa_dossier.diagnostics import Checked, Diagnostic, error, in_order
from roa_dossier.model.book import Book
from roa_dossier.model.report import Report


def report(book: Book) -> Checked[Report]:
    """Read a finished PDF and compare it with what must be in it.

    Every expected note stands once, with its number and all its words, where its anchor says, on the page of
    its call or the next; every character lies on the paper; every picture, link, bookmark and font is there;
    what a list of pages names stands on the pages it names; nothing stands there that the edition keeps back.

    Returns:
        What was found, with a message for everything that is lost, cut, changed or late. `missing` names
        the manuscripts for which another layout may help.

    """
    try:
        anatomy = pdf.anatomy(book.pdf)
        with pdf.drawing(book.pdf) as drawing:
            return _compared(book, anatomy, sheets.sheets(drawing, anatomy))
    except pdf.Unreadable:
        return Checked(Report(0, 0), (error("pdf-unreadable", "the finished PDF cannot be opened"),))


def _compared(book: Book, anatomy: pdf.Anatomy, pages: tuple[sheets.Sheet, ...]) -> Checked[Report]:
    said: list[Diagnostic] = [
        *parts.diagnostics(book, anatomy),
        *aids.diagnostics(book, anatomy, pages),
        *withheld.diagnostics(book, pages),
        *heads.diagnostics(book, pages),
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
