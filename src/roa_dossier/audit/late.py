"""Messages about pages whose numbers are not known yet, and about places that may have moved since.

What was found in a chapter is kept with its pages. Its messages speak of pages by their order in the chapter,
and of places by whose they are; numbers and places are put in whenever they are shown.
"""

from __future__ import annotations

from collections.abc import Callable

from roa_dossier.diagnostics import Diagnostic, Label, Span
from roa_dossier.frozen import replace
from roa_dossier.model.book import Manuscript
from roa_dossier.model.report import LateNote, Report
from roa_dossier.patterns import regex

_BEGIN, _END = "\ue0fa", "\ue0fb"
_FOLIO = regex(f"{_BEGIN}(\\d+){_END}")
_PLACE = regex(r"@(\d+)")


def folio(page: int) -> str:
    """Give what stands for the number of a page, counted from 0, until it is known."""
    return f"{_BEGIN}{page}{_END}"


def unplaced(manuscripts: tuple[Manuscript, ...]) -> tuple[Manuscript, ...]:
    """Give manuscripts without their HTML, whose places say only whose they are."""
    return tuple(
        replace(
            one,
            html="",
            span=_sign(one.span, at, 0),
            notes=tuple(
                replace(note, span=_sign(note.span, at, number)) for number, note in enumerate(one.notes, 1)
            ),
        )
        for at, one in enumerate(manuscripts)
    )


def _sign(span: Span, at: int, number: int) -> Span:
    return Span(f"@{at}", number, number) if span.path else span


def named(
    diagnostic: Diagnostic, manuscripts: tuple[Manuscript, ...], label: Callable[[int], str]
) -> Diagnostic:
    """Give a message with the numbers of its pages, and the places that are meant.

    Args:
        diagnostic: of `audit.alone`, about what `unplaced` gave.
        manuscripts: as they are now.
        label: gives the number of a page, counted from 0 in the chapter.

    """

    def place(marked: Label) -> Label:
        match = _PLACE.fullmatch(marked.span.path)
        if match is None:
            return marked
        of = manuscripts[int(match[1])]
        number = marked.span.start
        return replace(marked, span=of.notes[number - 1].span if number else of.span)

    return replace(
        diagnostic,
        message=numbered(diagnostic.message, label),
        primary=place(diagnostic.primary) if diagnostic.primary else None,
        related=tuple(map(place, diagnostic.related)),
    )


def numbered(words: str, label: Callable[[int], str]) -> str:
    """Give words with the numbers of their pages."""
    return _FOLIO.sub(lambda match: label(int(match[1])), words)


def joined(reports: tuple[tuple[Report, Callable[[int], str]], ...], pages: int) -> Report:
    """Give the report of a book from those of its chapters, each with what names its pages."""
    late = tuple(
        LateNote(one.chapter, one.number, numbered(one.call_page, label), numbered(one.note_page, label))
        for report, label in reports
        for one in report.late
    )
    missing = tuple(dict.fromkeys(name for report, _ in reports for name in report.missing))
    return Report(pages, sum(report.notes for report, _ in reports), late, missing)
