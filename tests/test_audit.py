"""How the audit compares: what it folds and what it never folds. Whole PDFs are in `test_pages.py`."""

from __future__ import annotations

import pytest

from roa_dossier import audit
from roa_dossier.audit.cuts import owner, span_of
from roa_dossier.audit.sheets import MARKER_END, PAGE_NUMBER, Sheet, folded, words_at
from roa_dossier.model.book import Book, Manuscript
from roa_dossier.pdf import Box, Drawn


def sheet(chars: str) -> Sheet:
    return Sheet(0, "1", Box(0, 0, 100, 100), Drawn(0, chars, None, None), folded(chars))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("insuffi‐\r\ncient", "insufficient"),
        ("ﬁrst oﬃce", "first office"),
        ("a\u00a0b\u2002c", "a b c"),
        ("e\u0301t\u00e9", "\u00e9te\u0301"),
        ("soft\u00adened", "softened"),
        ("20\x02\r\n8", "20-8"),
    ],
)
def test_what_the_layout_changes_is_folded(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("W", "w"),
        ("45–46", "45-46"),
        ("x²", "x2"),
        ("РОА", "POA"),
        ("e", "é"),
        ("“a”", '"a"'),
        ("1.856", "1856"),
    ],
)
def test_what_was_written_is_never_folded(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_words_are_found_where_they_stand() -> None:
    page = sheet("Text.\r\n7\u2002W, p. 12, ﬁrst.\r\n8\u2002W.")
    ((start, stop),) = page.finds(folded(f"7{MARKER_END}W, p. {PAGE_NUMBER}, first."))
    assert page.drawn.chars[start:stop] == "7\u2002W, p. 12, ﬁrst."
    assert list(page.finds(folded(f"7{MARKER_END}W, p. {PAGE_NUMBER}, second."))) == []
    assert list(page.finds(folded(f"9{MARKER_END}W."))) == []


def test_a_point_after_the_number_is_the_style_s() -> None:
    assert len(list(sheet("7. W.").finds(folded(f"7{MARKER_END}W.")))) == 1
    assert list(sheet("7; W.").finds(folded(f"7{MARKER_END}W."))) == []


def test_whole_words_are_named_once_each() -> None:
    assert words_at("one two two", [4, 5, 8]) == ["two", "two"]
    assert words_at("one two", []) == []


def test_a_page_is_of_the_last_that_begins_before_it() -> None:
    parts = tuple(Manuscript(name, name, "") for name in ("one", "two", "lost"))
    book = Book(b"", parts, {"one": 0, "two": 3})
    owners = [owner(book, page) for page in (0, 2, 3, 9)]
    assert [part.id for part in owners if part] == ["one", "one", "two", "two"]
    assert span_of(book, parts[0], 10) == range(4)
    assert span_of(book, parts[1], 10) == range(3, 10)


def test_what_is_no_pdf_is_said_to_be_none() -> None:
    found = audit.report(Book(b"no PDF", ()))
    assert [one.code for one in found.diagnostics] == ["pdf-unreadable"]
