"""Binding: metadata and attachments without a clock, the same bytes every time."""

from __future__ import annotations

import io

import pikepdf

from roa_dossier import bind, pdf
from roa_dossier.frozen import replace
from roa_dossier.model.book import Attachment, Manuscript, Pages, Typesetting

PART = Manuscript("one", "One", "<section></section>")
SETTING = Typesetting("A title: “quoted”, Ж", "en-GB", (), ("A. Writer", "B. Writer"), "2026-11-21")
FILES = (Attachment("b.txt", b"two", "second"), Attachment("a.txt", "é".encode(), "first", "text/x-source"))


def pages() -> Pages:
    file = pikepdf.new()
    file.add_blank_page()
    file.docinfo["/Producer"] = "some engine on some machine"
    out = io.BytesIO()
    file.save(out, deterministic_id=True)
    return Pages(out.getvalue(), {"one": 0})


def test_the_same_pages_give_the_same_bytes() -> None:
    first, second = (bind.book(pages(), (PART,), SETTING, FILES) for _ in range(2))
    assert first.pdf == second.pdf
    turned = bind.book(pages(), (PART,), SETTING, FILES[::-1])
    assert turned.pdf == first.pdf


def test_the_book_says_what_it_is_and_nothing_of_the_machine() -> None:
    book = bind.book(pages(), (PART,), SETTING, FILES)
    assert pdf.anatomy(book.pdf).metadata == {
        "Title": "A title: “quoted”, Ж",
        "Author": "A. Writer, B. Writer",
        "Creator": "roa-dossier",
        "Producer": "roa-dossier",
        "CreationDate": "D:20261121000000Z",
        "ModDate": "D:20261121000000Z",
        "Lang": "en-GB",
    }
    with pikepdf.open(io.BytesIO(book.pdf)) as file, file.open_metadata() as xmp:
        assert xmp["dc:title"] == "A title: “quoted”, Ж"
        assert xmp["xmp:CreateDate"] == "2026-11-21T00:00:00Z"
        assert "some engine" not in str(xmp)


def test_nobody_and_no_date_are_invented() -> None:
    book = bind.book(pages(), (PART,), replace(SETTING, authors=(), date=""), ())
    assert sorted(pdf.anatomy(book.pdf).metadata) == ["Creator", "Lang", "Producer", "Title"]


def test_attachments_are_kept_byte_for_byte() -> None:
    book = bind.book(pages(), (PART,), SETTING, FILES)
    assert pdf.anatomy(book.pdf).attachments == (
        pdf.Attached("a.txt", "é".encode(), "first", "text/x-source"),
        pdf.Attached("b.txt", b"two", "second", "text/plain"),
    )


def test_the_book_knows_which_notes_stand_at_the_end() -> None:
    book = bind.book(pages(), (PART,), replace(SETTING, remedies={"one": 3, "two": 1}), ())
    assert (book.end_notes, book.first_pages) == (("one",), {"one": 0})
    assert bind.book(pages(), (PART,), replace(SETTING, remedies={"one": 2}), ()).end_notes == ()
