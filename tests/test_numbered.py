"""Numbers of pages that a book laid out whole prints, held against the pages that they name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pytest

from bound_books import STYLE, made, note, page_of, section, words
from roa_dossier import audit, pdf
from roa_dossier.build.printing import HOLDING, WIDENING
from roa_dossier.diagnostics import Checked, Diagnostic, Severity
from roa_dossier.frozen import replace
from roa_dossier.model.book import Book, Manuscript, Place
from roa_dossier.model.fragment import FOLIO
from roa_dossier.model.numbered import Numbered, PageNumber
from roa_dossier.model.numbered import Words as Made

TINY = STYLE.replace("size: A6; margin: 15mm", "size: 60mm 50mm; margin: 9mm").replace(
    "break-before: right", "break-before: page"
)
BREAKS = '<p class="break">.</p>'


def growing(pages: int) -> tuple[Manuscript, ...]:
    """Give a book whose first chapter is longer by pages if the number that it prints has two figures."""
    lines = "".join(f"<p>mmmm {page_of('far')}</p>" for _ in range(9))
    return (
        section("one", f'<div style="width: 14.6mm">{lines}</div>'),
        section("two", "<p>.</p>" + BREAKS * pages),
        section("last", f'<p id="far">Far.</p><p>{page_of("one")} {page_of("two")}</p>'),
    )


def lists(_: tuple[Manuscript, ...], places: Mapping[str, Place]) -> Checked[tuple[Manuscript, ...]]:
    """Make a list of the page on which each part begins, and a page after it."""
    named = [f'<a class="page-known" href="#{name}">{place.label}</a>' for name, place in places.items()]
    return Checked((section("part.aids", f"<p>{', '.join(named)}</p>{BREAKS}"),))


def whole(book: tuple[Manuscript, ...], style: str = STYLE) -> Book:
    """Print a book whole, and see that nothing is said of it."""
    printed = made(book, style, whole=True)
    assert printed.said == [] and printed.book is not None
    return printed.book


def said(book: Book) -> list[str]:
    found = audit.report(book).diagnostics
    assert {(one.severity, one.code) for one in found} <= {(Severity.ERROR, "number-wrong")}
    return [one.message for one in found]


def altered(book: Book, change: Callable[[PageNumber], PageNumber]) -> Book:
    """Give a book whose numbers are of other pages than those that it prints."""

    def of(words: Made) -> Made:
        return tuple(change(one) if isinstance(one, PageNumber) else one for one in words)

    return replace(book, numbers=tuple(replace(one, words=of(one.words)) for one in book.numbers))


# ── wrong numbers ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("pages", [5, 7])
def test_a_number_that_did_not_settle_is_refused(pages: int) -> None:
    found = made(growing(pages), TINY, whole=True)
    assert found.book is not None
    stands = str(pdf.anatomy(found.book.pdf).destinations["far"].page + 1)
    printed = [
        (at, number)
        for at, page in enumerate(words(found.book.pdf), 1)
        for number in re.findall(r"mmmm (\d+)", page)
        if number != stands
    ]
    assert printed
    assert {one.message for one in found.said} == {
        f"page {at} prints `{number}`, where `far` is on page `{stands}`" for at, number in printed
    }
    for one in found.said:
        assert (one.severity, one.code) == (Severity.ERROR, "number-wrong")
        assert one.primary is not None and one.primary.span.path == "dossier/one.yaml"
        assert one.hints == (HOLDING,)


def test_what_the_hints_tell_to_do_helps() -> None:
    assert made(growing(5), TINY).said == []
    beyond = TINY + ".x { counter-reset: own } .x::after { content: counter(own) }"
    found = made(growing(5), beyond)
    assert found.setting is not None and found.setting.whole == "a counter may go on from chapter to chapter"
    assert {one.code for one in found.said} == {"number-wrong"}
    assert {one.hints for one in found.said} == {(WIDENING,)}
    rule = WIDENING.split("`")[1]
    assert made(growing(5), beyond + rule).said == []


@pytest.mark.parametrize("pages", [1, 4])
def test_numbers_that_hold_are_let_pass(pages: int) -> None:
    assert len(whole(growing(pages), TINY).numbers) > 11


def test_each_number_is_held_against_the_page_of_its_anchor() -> None:
    book = whole(growing(1), TINY)
    other = altered(book, lambda one: replace(one, target="two") if one.target == "far" else one)
    at = {name: place.page + 1 for name, place in pdf.anatomy(book.pdf).destinations.items()}
    assert said(other)[0] == f"page 1 prints `{at['far']}`, where `two` is on page `{at['two']}`"


def test_a_page_that_bears_the_number_of_another_is_told() -> None:
    book = whole((section("one", f'<p>A. {page_of("far")}</p><p class="break" id="far">B.</p>'),))
    assert said(altered(book, lambda one: replace(one, target=FOLIO) if one.target == "far" else one)) == [
        "page 1 bears the number `2`, where `1` is its own"
    ]


def test_the_number_of_all_pages_is_told_once() -> None:
    style = TINY + "@page { @bottom-left { content: counter(page) ' of ' counter(pages) } }"
    assert len(whole(growing(1), style).numbers) > 20
    found = made((*growing(1), section("part.aids", "")), style, late=lists, whole=True)
    assert found.book is not None
    many = len(pdf.anatomy(found.book.pdf).labels)
    wrong = [one for one in found.said if one.code == "number-wrong"]
    assert [one.message for one in wrong] == [
        f"pages 1 and {many - 3} others print `{many - 1}`, where the number of all pages is `{many}`",
        f"pages {many - 1} and 1 other print `2`, where the number of all pages is `{many}`",
    ]
    assert all(one.hints == (HOLDING,) for one in wrong)


def test_numbers_in_lists_of_pages_are_held_against_their_anchors() -> None:
    book = made((*growing(1), section("part.aids", "")), TINY, late=lists, whole=True).book
    assert book is not None and said(book) == []
    wrong = said(altered(book, lambda one: replace(one, target="far") if one.target == "one" else one))
    last = len(pdf.anatomy(book.pdf).labels)
    assert f"page {last - 1} prints `1`, where `far` is on page `6`" in wrong


# ── how numbers are written ─────────────────────────────────────────────────────────────────────────

NOTE = note(1, "one", f"See page {page_of('far')}.")
FORMS = [
    ".page::before { content: '(p. ' } .page::after { content: target-counter(attr(href), page) ' f.)' }",
    ".page::after { content: '(p. ' target-counter(attr(href url), page) ' f.)'; text-transform: uppercase }",
    ".page::after { content: 'xi-' target-counter(attr(href), page, lower-roman) }",
    ".page::after { content: target-counter(attr(href), page, upper-roman); letter-spacing: 3pt }",
    ".page::after { content: target-counter(attr(href), page, decimal-leading-zero) }",
    ".page::after { display: inline-block; transform: rotate(30deg) scale(1.5) }",
    ".page { display: inline-block; transform: rotate(170deg) }",
    ".page::after { content: 'for all of this see page ' target-counter(attr(href), page) ' and after it' }",
    "section { page: turned } @page turned { size: 200mm 105mm; @right-middle { content: counter(page) } }",
    ".page::after { font-feature-settings: 'onum', 'smcp'; font-size: 5pt; vertical-align: super }",
    "p { line-height: .9 } p { columns: 2 }",
    "@page { bleed: 5mm; marks: crop; margin: 10mm 20mm 15mm 12mm }",
    "@page { counter-increment: page 2 }",
    "@page :first { counter-reset: page 7 }",
    "@page :first { counter-reset: page -3 }",
    "p { letter-spacing: -3pt } .page { display: inline-block; width: 2pt; overflow: hidden }",
    "p { line-height: 5pt } a.page { padding: 0 8pt; margin: 0 -8pt }",
    "a { float: right } a::before { content: counter(page) ' > ' }",
]
PLAIN = (
    section("one", f"<p>1 {page_of('far')} 2</p><p>{page_of('one')}, {page_of('far')}3{NOTE}</p>"),
    section("two", f"<p>.</p>{BREAKS}<p id='far' class='break'>{page_of('one')}</p>"),
)


@pytest.mark.parametrize("style", FORMS)
def test_numbers_are_read_however_they_are_written(style: str) -> None:
    wide = STYLE.replace("13pt", "26pt")
    found = made(PLAIN, wide + style, whole=True)
    assert found.book is not None
    assert [one for one in found.said if one.code != "note-changed"] == []
    numbers = [one for one in found.book.numbers if any(_of(one, target) for target in ("one", "far"))]
    assert len(numbers) >= 5
    swapped = altered(
        found.book, lambda one: replace(one, target={"one": "far", "far": "one"}.get(one.target, one.target))
    )
    wrong = [one for one in audit.report(swapped).diagnostics if one.code == "number-wrong"]
    first, *_, last = pdf.anatomy(found.book.pdf).labels
    assert {_named(one) for one in wrong} == {(first, "one"), (first, "far"), (last, "far")}


def _of(one: Numbered, target: str) -> bool:
    return any(isinstance(word, PageNumber) and word.target == target for word in one.words)


def _named(one: Diagnostic) -> tuple[str, str]:
    match = re.match(r"page (\S+) prints `.*`, where `(\w+)` is on", one.message)
    assert match is not None
    return match[1], match[2]
