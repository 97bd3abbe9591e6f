"""Whether every note of the manuscripts stands in the PDF once, with all its words, beneath its call."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from roa_dossier.audit.sheets import MARKER_END, Sheet, folded
from roa_dossier.diagnostics import Diagnostic, Severity, error, warning
from roa_dossier.frozen import Frozen
from roa_dossier.model.book import Book, ExpectedNote, Manuscript
from roa_dossier.model.report import LateNote
from roa_dossier.pdf import Anatomy, Place

_ABOVE, _BELOW = 8.0, 32.0
"""How far, in points, a note's first character may begin above and below the place its anchor names."""


class Printed(Frozen):
    """A note that was found: the range of drawn characters on its page, number and words."""

    manuscript: Manuscript
    note: ExpectedNote
    page: int
    start: int
    stop: int


class Lost(Frozen):
    """A note that is not printed as it was written."""

    manuscript: Manuscript
    diagnostic: Diagnostic


class Late(Frozen):
    """A note that does not stand on the page of its call."""

    manuscript: Manuscript
    value: LateNote
    diagnostic: Diagnostic


Finding = Printed | Lost | Late


def findings(book: Book, anatomy: Anatomy, sheets: tuple[Sheet, ...]) -> Iterator[Finding]:
    """Look for every expected note, in order; a late note is found and late."""
    ended = tuple(note for one in book.manuscripts if one.id in book.end_notes for note in one.notes)
    for manuscript in book.manuscripts:
        for note in manuscript.notes:
            body = anatomy.destinations.get(note.anchor)
            call = anatomy.destinations.get(note.call_anchor)
            if body is None or call is None:
                yield Lost(manuscript, _lost(manuscript, note, call, body, anatomy))
                continue
            at_end = manuscript.id in book.end_notes
            beside = ended if at_end else manuscript.notes
            yield from _words(manuscript, note, body, sheets, at_end, beside)
            if not at_end and body.page != call.page:
                yield _late(manuscript, note, call, body, anatomy)


def _words(
    manuscript: Manuscript,
    note: ExpectedNote,
    body: Place,
    sheets: tuple[Sheet, ...],
    flows: bool,
    beside: tuple[ExpectedNote, ...],
) -> Iterator[Finding]:
    """Look for a note's words where its anchor says; one that `flows` may go on over the page.

    Among the notes that may stand `beside` it, chapters together at the book's end, some may read alike.
    """
    sheet = sheets[body.page]
    expected = _expected(note)
    printed = list(sheet.finds(expected))
    here = [(start, stop) for start, stop in printed if _stands_at(sheet, start, body)]
    if not here and flows:
        here = _broken(expected, body, sheets)
    if not here:
        yield Lost(manuscript, _changed(manuscript, note, sheet, body))
        return
    start, stop = here[0]
    yield Printed(manuscript, note, sheet.number, start, stop)
    if any(_alone(sheet, *other) for other in printed if other != (start, stop)) and _single(note, beside):
        message = f"{_name(manuscript, note)} is printed twice on page {sheet.label}"
        yield Lost(manuscript, error("note-twice", message, note.span.known))


def _broken(expected: str, body: Place, sheets: tuple[Sheet, ...]) -> list[tuple[int, int]]:
    """Look for words that begin on one page and end on the next."""
    sheet = sheets[body.page]
    length = _begun(expected, sheet, body)
    rest = expected[length:]
    if not length or body.page + 1 == len(sheets) or not any(sheets[body.page + 1].finds(rest)):
        return []
    return [range_ for range_ in sheet.finds(expected[:length]) if _stands_at(sheet, range_[0], body)]


def _expected(note: ExpectedNote) -> str:
    return folded(f"{note.sign}{MARKER_END}{note.text}")


def _begun(expected: str, sheet: Sheet, body: Place) -> int:
    """Count the characters of `expected` that stand where its anchor says, from its first on."""
    low, high = 0, len(expected)
    while low < high:
        middle = (low + high + 1) // 2
        if any(_stands_at(sheet, start, body) for start, _ in sheet.finds(expected[:middle])):
            low = middle
        else:
            high = middle - 1
    return low


def _single(note: ExpectedNote, beside: tuple[ExpectedNote, ...]) -> bool:
    same = [one for one in beside if (one.sign, one.text) == (note.sign, note.text)]
    return len(same) == 1


def _alone(sheet: Sheet, start: int, stop: int) -> bool:
    """Whether a range of characters begins and ends a line, as a note does."""
    before, after = sheet.drawn.chars[:start].rstrip(" "), sheet.drawn.chars[stop:].lstrip(" ")
    return before[-1:] in ("\r", "\n", "") and after[:1] in ("\r", "\n", "")


def _stands_at(sheet: Sheet, index: int, place: Place) -> bool:
    box = sheet.drawn.box(index)
    return box is not None and -_ABOVE <= place.y - box.top <= _BELOW


def _late(manuscript: Manuscript, note: ExpectedNote, call: Place, body: Place, anatomy: Anatomy) -> Late:
    value = LateNote(manuscript.id, note.sign, anatomy.labels[call.page], anatomy.labels[body.page])
    message = (
        f"{_name(manuscript, note)} is called on page {value.call_page} and stands on page {value.note_page}"
    )
    if body.page == call.page + 1:
        return Late(manuscript, value, warning("late-note", message, note.span.known))
    return Late(manuscript, value, error("late-note", message, note.span.known))


def is_grave(late: Late) -> bool:
    """Whether a note stands elsewhere than on its call's page or the next."""
    return late.diagnostic.severity is Severity.ERROR


def _lost(
    manuscript: Manuscript, note: ExpectedNote, call: Place | None, body: Place | None, anatomy: Anatomy
) -> Diagnostic:
    name = _name(manuscript, note)
    if call is None and body is None:
        message = f"{name} is not in the PDF, and its call is not either"
    elif call is None:
        message = f"the call of {name} is not in the PDF"
    else:
        message = f"{name} is not in the PDF: its call on page {anatomy.labels[call.page]} leads nowhere"
    hint = "move the note to another sentence, or shorten the paragraph around it"
    return error("lost-note", message, note.span.known).hint(hint)


def _changed(manuscript: Manuscript, note: ExpectedNote, sheet: Sheet, body: Place) -> Diagnostic:
    """Make the message about a note with other words than were written: the first that differ."""
    begun = _begun(_expected(note), sheet, body)
    words = note.text.split()
    lengths = accumulate(len(folded(word)) for word in words)
    reached = sum(1 for length in lengths if len(note.sign) + 1 + length <= begun)
    there = " ".join(words[max(0, reached - 3) : reached + 1])
    name = _name(manuscript, note)
    message = f"{name} does not read on page {sheet.label} as it was written: `{there}` is not there"
    return error("note-changed", message, note.span.known)


def _name(manuscript: Manuscript, note: ExpectedNote) -> str:
    return f"note {note.sign} of `{manuscript.title}`"
