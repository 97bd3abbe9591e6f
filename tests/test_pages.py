"""Real PDFs, laid out, bound and read again: what is printed is what was meant, and what is lost is said."""

from __future__ import annotations

import io
import re
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pikepdf
import pytest
import weasyprint.layout.page

from roa_dossier import audit, bind, layout, pdf
from roa_dossier.diagnostics import Checked, Diagnostic, Severity, Span
from roa_dossier.frozen import replace
from roa_dossier.layout import engine, notes
from roa_dossier.model.book import (
    Attachment,
    Book,
    ExpectedNote,
    ExpectedPicture,
    Manuscript,
    Pages,
    Typesetting,
)
from roa_dossier.model.report import Report

STYLE = """
@page { size: A5; margin: 15mm 30mm 15mm 15mm; @bottom-center { content: counter(page) }
        @footnote { border-top: .5pt solid black } }
html { font: 10pt/13pt 'Linux Libertine O', serif; hyphens: auto; text-align: justify;
       font-feature-settings: 'onum', 'liga' }
section { break-before: page }
.note { float: footnote; footnote-policy: line; font-size: 8pt; text-align: left }
.note::footnote-call { content: attr(data-n); font-feature-settings: 'sups' }
.note::footnote-marker { content: attr(data-n) '\\2002' }
.page::after { content: target-counter(attr(href), page) }
"""

SENTENCE = "The officially offered finances of the administration were insufficient for its characterisation"


def note(number: int, body: str) -> str:
    return (
        f'<span class="call" id="c{number}"></span>'
        f'<span class="note" id="n{number}" data-n="{number}">{body}</span>'
    )


def expected(number: int, text: str) -> ExpectedNote:
    span = Span("dossier/chapters/01.yaml", number * 10, number * 10 + 5)
    return ExpectedNote(number, f"n{number}", f"c{number}", text, span)


def manuscript(body: str, *notes: ExpectedNote, images: str = "", name: str = "one") -> Manuscript:
    html = f'<section class="chapter" id="{name}"><h1>{name.title()}</h1>{body}</section>'
    pictures = tuple(ExpectedPicture(each * 2, each.upper(), vector=each == "b") for each in images)
    return Manuscript(name, name.title(), html, notes, pictures, Span("dossier/chapters/01.yaml"))


def typesetting(style: str = STYLE, **more: object) -> Typesetting:
    plain = Typesetting("A sample", "en-GB", (("styles/test.css", style),), ("A. Writer",), "2026-11-21")
    return replace(plain, **more)  # type: ignore[arg-type]


@cache
def noted() -> tuple[Manuscript, Pages]:
    """Lay out a chapter of twelve notes with everything that makes comparing hard, once for all tests."""
    words = (
        "“The ﬁrst office,” n. 1 (РОА, АК-47); hereafter W, representatively cited: RH 20-8/979, é, № {}, p. "
    )
    body, notes = [], []
    for number in range(1, 13):
        text = words.format(number)
        mark = note(number, f'{text}<a class="page" href="#p{number}"></a>.')
        body.append(f'<p id="p{number}">{SENTENCE}.{mark} {SENTENCE}.</p>')
        notes.append(expected(number, f"{text}\ufffc."))
    chapter = manuscript("".join(body), *notes)
    laid = layout.pages((chapter,), typesetting())
    assert laid.diagnostics == ()
    return chapter, laid.value


def bound(laid: Pages, *manuscripts: Manuscript, **more: object) -> Book:
    return bind.book(laid, manuscripts, typesetting(**more), ())  # type: ignore[arg-type]


def audited(chapter: Manuscript, **more: object) -> Checked[Report]:
    settings = typesetting(**more)  # type: ignore[arg-type]
    laid = layout.pages((chapter,), settings)
    assert not laid.refused, laid.diagnostics
    return audit.report(bind.book(laid.value, (chapter,), settings, ()))


def codes(diagnostics: tuple[Diagnostic, ...]) -> list[str]:
    return [diagnostic.code for diagnostic in diagnostics]


# ── what is whole ───────────────────────────────────────────────────────────────────────────────────


def test_every_note_is_found_with_all_its_words() -> None:
    chapter, laid = noted()
    found = audit.report(bound(laid, chapter))
    assert found.diagnostics == ()
    assert found.value.notes == 12
    assert found.value.missing == ()
    assert found.value.pages == len(pdf.anatomy(laid.pdf).boxes) > 1


def test_the_same_matter_gives_the_same_bytes() -> None:
    chapter, laid = noted()
    again = layout.pages((chapter,), typesetting()).value
    assert laid.pdf == again.pdf
    assert bound(laid, chapter).pdf == bound(again, chapter).pdf


def test_a_page_s_words_can_be_read_again() -> None:
    _, laid = noted()
    with pdf.drawing(laid.pdf) as drawing:
        words = drawing.page(0).chars.replace("‐\r\n", "")
    assert "officially offered finances" in words


# ── heads ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_head_at_the_foot_of_its_page_is_told() -> None:
    """Two heads and a table's lead to the next page; the last head ends its part, and leads nowhere."""
    overleaf = 'style="break-before: page"'
    chapter = manuscript(
        f"<h2>Alone</h2><p {overleaf}>{SENTENCE}.</p><h2>Not alone</h2><p>{SENTENCE}.</p>"
        '<table style="break-inside: avoid"><caption>Things</caption><thead><tr><th>Head</th></tr></thead>'
        '<tbody><tr><td style="height: 215mm">Cell</td></tr></tbody></table><h2>Last</h2>'
    )
    told = [one for one in audited(chapter).diagnostics if one.code == "head-at-foot"]
    assert [one.message.partition(":")[0] for one in told] == [
        f"page 1 of `{chapter.title}` ends with a head",
        f"page 2 of `{chapter.title}` ends with the head of a table",
    ]


# ── what is lost ────────────────────────────────────────────────────────────────────────────────────


def tampered(old: str, new: str) -> Checked[Report]:
    chapter = manuscript(
        f"<p>{SENTENCE}.{note(1, 'W, ¶ 9, ll. 45–46.')}</p>", expected(1, "W, ¶ 9, ll. 45–46.")
    )
    return audited(replace(chapter, html=chapter.html.replace(old, new)))


def test_a_note_left_alone_passes() -> None:
    assert tampered("¶ 9", "¶ 9").diagnostics == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("45–46", "45–47"),
        ("45–46", "45-46"),
        ("W,", "V,"),
        ("W,", "w,"),
        ("ll.", "l."),
        ('data-n="1"', 'data-n="2"'),
    ],
)
def test_a_changed_character_of_a_note_is_seen(old: str, new: str) -> None:
    found = tampered(old, new)
    assert codes(found.diagnostics) == ["note-changed"]
    assert found.value.missing == ("one",)
    assert found.diagnostics[0].primary is not None
    assert found.diagnostics[0].primary.span == Span("dossier/chapters/01.yaml", 10, 15)


def test_a_removed_note_is_seen() -> None:
    chapter = manuscript(
        f"<p>{SENTENCE}.{note(1, 'Here.')}</p>", expected(1, "Here."), expected(2, "Not here.")
    )
    found = audited(chapter)
    assert codes(found.diagnostics) == ["lost-note"]
    assert "note 2 of `One` is not in the PDF" in found.diagnostics[0].message


def test_no_note_is_lost_on_the_way_through_the_engine() -> None:
    kept = losing()
    assert (kept.value.notes, kept.value.missing) == (30, ())
    assert set(codes(kept.diagnostics)) == {"late-note"}
    numbers = [int(late.number) for late in kept.value.late]
    assert numbers == sorted(numbers)


def test_a_note_that_the_engine_loses_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the engine's own loop one note of thirty is gone, and this test fails the day it is not."""
    monkeypatch.setattr(notes, "keep", lambda: False)
    monkeypatch.setattr("weasyprint.layout.make_all_pages", weasyprint.layout.page.make_all_pages)
    chapter, settings = lost_footnote(), typesetting(LOSING)
    made = engine.lay_out(layout.commissioned((chapter,), settings))
    seen = audit.report(bind.book(Pages(made.pdf, made.first_pages), (chapter,), settings, ()))
    assert "lost-note" in codes(seen.diagnostics)
    assert (seen.value.notes, seen.value.missing) == (29, ("one",))


def test_what_stands_in_place_of_the_engines_own_fits_it() -> None:
    """Fails the day another version of the engine is installed, so that all of it is read again."""
    code = (
        "from roa_dossier.layout import columns, continued, notes as n, tagged; "
        "assert n.keep() and columns.keep() and continued.keep() and tagged.keep()"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_notes_at_the_end_are_found_wherever_their_calls_stand() -> None:
    found = audited(lost_footnote(), style=LOSING, remedies={"one": 3})
    assert (found.value.notes, found.value.missing, found.diagnostics) == (30, (), ())


def test_a_late_note_is_a_warning() -> None:
    found = losing()
    late = [one for one in found.diagnostics if one.code == "late-note"]
    assert len(late) == len(found.value.late) > 0
    assert all(one.severity is Severity.WARNING for one in late)
    assert all(int(one.note_page) == int(one.call_page) + 1 for one in found.value.late)


# ── what is cut ─────────────────────────────────────────────────────────────────────────────────────


def test_a_note_taller_than_its_page_is_refused_at_its_place() -> None:
    words = " ".join(f"{SENTENCE} {number}" for number in range(140))
    found = audited(manuscript(f"<p>Words.{note(1, words)}</p>", expected(1, words)))
    (cut,) = (one for one in found.diagnostics if one.severity is Severity.ERROR)
    assert (cut.code, cut.primary and cut.primary.span.start) == ("cut-off", 10)
    assert "does not fit page" in cut.message
    assert found.value.missing == ()


def test_a_table_wider_than_its_page_is_refused() -> None:
    cells = "".join(f"<td>Obergruppenkommandeur{column}</td>" for column in range(14))
    found = audited(manuscript(f"<table style='hyphens: none'><tr>{cells}</tr></table>"))
    assert codes(found.diagnostics) == ["cut-off"]
    assert "words are off the paper on page 1: `Obergruppenkommandeur" in found.diagnostics[0].message
    assert found.value.missing == ()


def test_a_word_off_the_paper_is_named() -> None:
    found = audited(manuscript('<p>Here <b style="position: relative; left: 120mm">gone</b> again.</p>'))
    assert codes(found.diagnostics) == ["cut-off"]
    assert found.diagnostics[0].message == "a word is off the paper on page 1: `gone`"


# ── pictures, links, bookmarks ──────────────────────────────────────────────────────────────────────

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><path d="M0 0H20V20Z"/></svg>'


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\0\x80\0\x80\0"))
        + chunk(b"IEND", b"")
    )


PICTURES = {"aa": ("image/png", png()), "bb": ("image/svg+xml", SVG)}
A, B = (f'<img src="dossier-image:{digest}" alt="{digest[0].upper()}">' for digest in PICTURES)
CHART = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>A</title><path d="M0 0H9V9Z"/></svg>'
)
GONE = '<span style="display: none">{}</span>'
HIDDEN = '<span style="visibility: hidden">{}</span>'
FAINT = '<p style="opacity: .4">{}</p>'
THIN = '<span style="image-rendering: pixelated">{}</span>'


def test_bitmaps_and_vectors_are_found() -> None:
    body = A + B + A + CHART + FAINT.format(A + B) + THIN.format(A) + FAINT.format(FAINT.format(B))
    assert audited(manuscript(body, images="abaabab"), images=PICTURES).diagnostics == ()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (GONE.format(A) + B, "1 of 2 pictures"),
        (A + GONE.format(B), "1 of 2 pictures"),
        (A + GONE.format(B) + A + A, "1 of 2 pictures"),
        (HIDDEN.format(A + B) + CHART + CHART, "2 of 2 pictures"),
        (GONE.format(A) + B + CHART, "1 of 2 pictures"),
        (A + CHART + CHART, "1 of 2 pictures"),
        (f'<p style="background: url(dossier-image:aa)">x</p>{B}{B}', "1 of 2 pictures"),
    ],
)
def test_a_picture_that_is_not_drawn_is_missing(body: str, said: str) -> None:
    (found,) = audited(manuscript(body, images="ab"), images=PICTURES).diagnostics
    assert (found.code, found.message.partition(" of `")[0]) == ("image-missing", said)


def test_a_picture_that_stands_twice_is_drawn_twice() -> None:
    (found,) = audited(manuscript(A + HIDDEN.format(A), images="aa"), images=PICTURES).diagnostics
    assert found.message == "1 of 2 pictures of `One` is not in the PDF"


@pytest.mark.parametrize(
    ("first", "lost"),
    [(A + B, 0), (GONE.format(A) + B + CHART, 1), (HIDDEN.format(A + B), 2)],
    ids=["whole", "bitmap", "both"],
)
def test_a_picture_on_a_page_that_two_chapters_share_is_one_chapter_s(first: str, lost: int) -> None:
    chapters = (manuscript(first, images="ab"), manuscript(A + B + CHART, images="ab", name="two"))
    settings = typesetting(STYLE.replace("break-before: page", ""), images=PICTURES)
    laid = layout.pages(chapters, settings).value
    assert laid.first_pages == {"one": 0, "two": 0}
    found = audit.report(bind.book(laid, chapters, settings, ())).diagnostics
    said = f"{lost} of 4 pictures of `One` or `Two` {'are' if lost > 1 else 'is'} not in the PDF"
    assert [one.message for one in found] == ([said] if lost else [])


def test_a_picture_off_the_paper_is_refused() -> None:
    html = '<img src="dossier-image:aa" alt="A" style="width: 300mm; height: 20mm">'
    found = audited(manuscript(html, images="a"), images=PICTURES)
    assert codes(found.diagnostics) == ["cut-off"]


def test_an_unsafe_link_is_refused() -> None:
    found = audited(
        manuscript('<p><a href="javascript:alert(1)">x</a> <a href="https://example.org">y</a></p>')
    )
    assert codes(found.diagnostics) == ["link-unsafe"]


def test_a_font_that_is_only_named_is_an_error_and_no_bookmarks_are_a_warning() -> None:
    file = pikepdf.new()
    face = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    file.add_blank_page().obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=face))
    out = io.BytesIO()
    file.save(out)
    found = audit.report(Book(out.getvalue(), (manuscript(""),), {"one": 0}))
    assert codes(found.diagnostics) == ["font-not-embedded", "outline-missing", "manuscript-missing"]


def test_a_note_printed_twice_is_an_error() -> None:
    again = '<p>Here.</p><p style="margin: 0">1 Here.</p>'
    found = audited(manuscript(f"<p>Words.{note(1, 'Here.')}</p>{again}", expected(1, "Here.")))
    assert codes(found.diagnostics) == ["note-twice"]


def test_a_chapter_that_is_not_there_is_missing() -> None:
    chapter, laid = noted()
    other = replace(chapter, id="two", title="Two", notes=())
    assert codes(audit.report(bound(laid, chapter, other)).diagnostics) == ["manuscript-missing"]


def test_the_bound_book_says_what_it_is() -> None:
    chapter, laid = noted()
    files = (
        Attachment("b.txt", b"two", "second"),
        Attachment("a.txt", "é".encode(), "first", "text/x-source"),
    )
    book = bind.book(laid, (chapter,), typesetting(), files)
    found = pdf.anatomy(book.pdf)
    assert found.metadata["Title"] == "A sample"
    assert found.metadata["Author"] == "A. Writer"
    assert found.metadata["Lang"] == "en-GB"
    assert found.metadata["CreationDate"] == found.metadata["ModDate"] == "D:20261121000000Z"
    assert found.metadata["Producer"] == "roa-dossier"
    assert [(one.name, one.data, one.description, one.media_type) for one in found.attachments] == [
        ("a.txt", "é".encode(), "first", "text/x-source"),
        ("b.txt", b"two", "second", "text/plain"),
    ]
    assert [bookmark.title for bookmark in found.outline] == ["One"]
    assert all(font.embedded for font in found.fonts)
    assert found.tagged


# ── the case that WeasyPrint loses ──────────────────────────────────────────────────────────────────

LOSING = """
@page { size: A5; margin: 15mm; @footnote { border-top: .5pt solid black } }
body { font-family: 'Linux Libertine O'; font-size: 12.1pt; orphans: 2; widows: 2 }
.note { float: footnote }
.note::footnote-call { content: attr(data-n); vertical-align: super; font-size: 70% }
.note::footnote-marker { content: attr(data-n) '. ' }
blockquote { break-inside: avoid } h2 { break-after: avoid } tr { break-inside: avoid }
.remedy-1 .note { footnote-policy: line }
"""


def lost_footnote() -> Manuscript:
    """Give the chapter of thirty notes of which WeasyPrint 70 prints twenty-nine without a word."""
    html = (Path(__file__).parent / "pages" / "lost-footnote.html").read_text("utf-8")
    return Manuscript("one", "One", html, tuple(_notes(html)), span=Span("dossier/chapters/01.yaml"))


@cache
def losing() -> Checked[Report]:
    return audited(lost_footnote(), style=LOSING)


def _notes(html: str) -> Iterator[ExpectedNote]:
    for number, words in re.findall(r'data-n="(\d+)">(.*?)</span>', html):
        yield expected(int(number), " ".join(words.split()))
