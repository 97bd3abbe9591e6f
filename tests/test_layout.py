"""The layout: a closed world, nothing lost in silence, and no crash that reaches the user."""

from __future__ import annotations

import pytest

from roa_dossier import layout, pdf
from roa_dossier.diagnostics import Checked, Diagnostic, Severity, Span
from roa_dossier.frozen import replace
from roa_dossier.layout import join, remarks
from roa_dossier.layout.job import Cause, Failure, Outcome, Remark
from roa_dossier.model.book import ExpectedNote, Manuscript, Pages, Typesetting

FACE = "html { font-family: 'Linux Libertine O' }"
HERE = Span("dossier/chapters/01.yaml", 4, 9)


def chapter(body: str, *, name: str = "one") -> Manuscript:
    return Manuscript(
        name, name.title(), f'<section class="chapter" id="{name}">{body}</section>', (), (), HERE
    )


def typesetting(style: str = FACE) -> Typesetting:
    return Typesetting("A sample", "en-GB", (("styles/test.css", style),))


def laid(body: str, style: str = FACE) -> Checked[Pages]:
    return layout.pages((chapter(body),), typesetting(style))


def only(found: Checked[Pages]) -> Diagnostic:
    (diagnostic,) = found.diagnostics
    return diagnostic


def at(diagnostic: Diagnostic, text: str) -> str:
    assert diagnostic.primary is not None
    return text[diagnostic.primary.span.start : diagnostic.primary.span.stop]


# ── what is ignored or refused ──────────────────────────────────────────────────────────────────────


RULES = {
    "p { colour: red }": "colour: red",
    "p { color: reddish }": "color: reddish",
    "@nonsense { p { color: red } }": "@nonsense",
    "@page :nonsense { margin: 0 }": "@page :nonsense",
    ":root { --a: 5px } p { color: var(--a) }": "var(--a)",
    '@import "late.css"': '@import "late.css"',
}


def test_rules_that_do_nothing_are_shown_at_their_places() -> None:
    style = f"{FACE}\n/* a remark */\n  " + "\n".join(RULES)
    found = laid("<p>Words.</p>", style)
    assert {(one.severity, one.code) for one in found.diagnostics} == {(Severity.WARNING, "css-ignored")}
    assert all(one.primary and one.primary.span.path == "styles/test.css" for one in found.diagnostics)
    shown = [at(one, style) for one in found.diagnostics]
    assert sorted(text for text in RULES.values() if any(text in one for one in shown)) == sorted(
        RULES.values()
    )
    assert len(shown) == len(RULES)


def test_nothing_is_fetched() -> None:
    style = (
        '@import "http://example.org/x.css";' + FACE + " p { background: url(file:///etc/hostname) }"
        " @font-face { font-family: X; src: url(https://example.org/x.otf) }"
    )
    body = (
        '<p>Words.</p><img src="file:///etc/passwd" alt="x"><img src="data:image/png;base64,AAAA" alt="x">'
        '<link rel="stylesheet" href="http://example.org/y.css"><a rel="attachment" href="file:///etc/group">x</a>'
    )
    found = laid(body, style)
    refused = {one.message.split("`")[1]: one.primary for one in found.diagnostics}
    assert {one.code for one in found.diagnostics} == {"fetch-refused"}
    assert sorted(refused) == [
        "data:image/png;base64,AAAA",
        "file:///etc/group",
        "file:///etc/hostname",
        "file:///etc/passwd",
        "http://example.org/x.css",
        "http://example.org/y.css",
        "https://example.org/x.otf",
    ]
    assert all(refused.values())
    assert pdf.anatomy(found.value.pdf).attachments == ()


def test_a_picture_that_cannot_be_read_is_an_error() -> None:
    page = chapter('<p><img src="dossier-image:aa" alt="x"></p>')
    found = layout.pages((page,), replace(typesetting(), images={"aa": ("image/png", b"not a picture")}))
    assert [(one.severity, one.code) for one in found.diagnostics] == [(Severity.ERROR, "image-missing")]
    assert found.diagnostics[0].primary is not None
    assert found.diagnostics[0].primary.span == HERE


def test_a_picture_without_words_for_it_is_an_error() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0H9V9Z"/></svg>'
    page = chapter('<p><img src="dossier-image:aa"></p>')
    found = layout.pages((page,), replace(typesetting(), images={"aa": ("image/svg+xml", svg)}))
    assert only(found).code == "alt-missing"


def test_a_missing_glyph_is_named_with_its_chapter() -> None:
    found = only(laid("<p>The sign \U0010fff0 is in no font.</p>"))
    assert (found.severity, found.code) == (Severity.ERROR, "missing-glyph")
    assert "U+10FFF0" in found.message and "\U0010fff0" not in found.message
    assert found.primary is not None and found.primary.span == HERE


def test_a_font_taken_for_want_of_a_named_one_is_a_warning() -> None:
    found = only(laid("<p>Words.</p>", "html { font-family: 'No Such Font' }"))
    assert (found.severity, found.code) == (Severity.WARNING, "font-substituted")
    assert "`U+0057` (latin capital letter w), `U+0064`" in found.message


def test_a_missing_house_font_is_an_error_that_says_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "HOUSE_FONTS", {"Linux Nowhere O": "fonts-nowhere"})
    found = only(laid("<p>Words.</p>", "html { font-family: 'Linux Nowhere O' }"))
    assert (found.severity, found.code) == (Severity.ERROR, "font-missing")
    assert found.hints == ("type `apt-get install fonts-nowhere`",)


def test_a_link_to_nowhere_is_an_error() -> None:
    found = laid('<p><a href="#nowhere">x</a></p>')
    assert [one.code for one in found.diagnostics] == ["link-broken"]


def test_two_places_of_one_name_are_an_error() -> None:
    found = laid('<p id="a">x</p><p id="a">y</p>')
    assert [one.code for one in found.diagnostics] == ["anchor-twice"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("This row has more columns than the table, ignored 2 cells", "cells-ignored"),
        ("Subgrids are unsupported", "layout-remark"),
    ],
)
def test_what_the_engine_says_is_passed_on(text: str, code: str) -> None:
    outcome = Outcome(b"%PDF", remarks=(Remark("warning", text),))
    (found,) = remarks.diagnostics(outcome, (chapter(""),), typesetting(), {})
    assert found.code == code


def test_missing_libraries_are_an_error_that_says_what_to_type() -> None:
    outcome = Outcome(failure=Failure(Cause.TOOL, "OSError: cannot load library 'libpango-1.0-0'"))
    (found,) = remarks.diagnostics(outcome, (), typesetting(), {})
    assert found.code == "layout-tool-missing"
    assert found.hints[0].startswith("type `apt-get install libpango-1.0-0")


# ── what cannot be laid out ─────────────────────────────────────────────────────────────────────────


def test_deep_nesting_is_refused_at_the_chapter_that_has_it() -> None:
    deep = Manuscript(
        "two",
        "Two",
        f"<section>{'<div>' * 300}x{'</div>' * 300}</section>",
        span=Span("dossier/chapters/02.yaml"),
    )
    found = layout.pages((chapter("<p>Words.</p>"), deep), typesetting())
    assert (only(found).code, found.value.pdf) == ("layout-failed", b"")
    assert only(found).primary is not None
    assert only(found).primary.span.path == "dossier/chapters/02.yaml"  # type: ignore[union-attr]


def test_a_huge_size_is_refused() -> None:
    found = laid("<p>Words.</p>", FACE + " p { font-size: 1e8px }")
    assert (only(found).code, found.value.pdf) == ("layout-failed", b"")


def test_too_much_time_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "SECONDS", 1)
    doubling = "".join(f"--v{n}: var(--v{n - 1}) var(--v{n - 1});" for n in range(1, 40))
    found = laid("<p>Words.</p>", FACE + " p { --v0: 1px;" + doubling + " margin: var(--v39) }")
    assert (only(found).code, found.value.pdf) == ("layout-failed", b"")


def test_too_much_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "MEMORY", 220_000_000)
    monkeypatch.setattr(layout, "MEMORY_A_MEGABYTE", 0)
    found = laid(f"<p>{'word ' * 4_000_000}</p>")
    assert (only(found).code, found.value.pdf) == ("layout-failed", b"")


# ── joining ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_remedy_is_a_class_of_its_section() -> None:
    page = chapter("<p>Words.</p>")
    assert join.section(page, 0) == page.html
    assert join.section(page, 2).startswith('<section class="chapter remedy-2" id="one">')


def test_a_section_without_a_name_gets_its_manuscript_s() -> None:
    page = Manuscript("a&b", "A", "<section title='x > y'><p>Words.</p></section>")
    assert join.section(page, 0) == '<section title="x > y" id="a&amp;b"><p>Words.</p></section>'


def test_notes_move_to_the_end_with_all_that_is_in_them() -> None:
    note = '<span class="note" id="n1" data-n="1">A <span lang="ru">РОА</span> &amp; <i>B</i>.</span>'
    notes = (ExpectedNote(1, "n1", "c1", "A РОА & B."),)
    page = Manuscript(
        "one", "One", f'<section id="one"><p>Words.<span id="c1"></span>{note} End.</p></section>', notes
    )
    assert join.section(page, 3) == (
        '<section id="one" class="remedy-3"><p>Words.<span id="c1"></span> End.</p><div class="endnotes">'
        '<p id="n1"><span class="number">1</span> A <span lang="ru">РОА</span> &amp; <i>B</i>.</p></div>'
        "</section>"
    )


CALLED = (
    '<span class="call lettered" id="c&amp;1" data-n="ab"></span>'
    '<span class="note lettered" id="n&amp;1" data-n="ab">Words.</span>'
)


def test_a_call_leads_to_a_note_that_has_moved_and_the_note_back() -> None:
    notes = (ExpectedNote(28, "n&1", "c&1", "Words.", lettered=True),)
    page = Manuscript("one", "One", f'<section id="one"><p>So.{CALLED}</p></section>', notes)
    assert join.section(page, 3) == (
        '<section id="one" class="remedy-3"><p>So.<a href="#n&amp;1" class="call lettered" id="c&amp;1" '
        'data-n="ab"></a></p><div class="endnotes"><p class="lettered" id="n&amp;1"><a class="number" '
        'href="#c&amp;1">ab</a> Words.</p></div></section>'
    )


def test_notes_stand_where_a_place_is_kept_for_them() -> None:
    notes = (ExpectedNote(28, "n&1", "c&1", "Words."),)
    page = Manuscript("a&b", "One", f'<section id="a&amp;b"><p>So.{CALLED}</p></section>', notes)
    place = '<div class="endnotes" data-notes-of="a&amp;b">'
    part = Manuscript("part.notes", "Notes", f'<section id="part.notes">{place}</div></section>')
    plain = (("a&b", page.html), ("part.notes", part.html))
    assert join.sections((page, part), {}) == plain
    (_, chapter_), (_, gathered) = join.sections((page, part), {"a&b": 3})
    assert "Words." not in chapter_ and "endnotes" not in chapter_
    assert f'{place}<p class="lettered" id="n&amp;1">' in gathered
    assert "Words." in join.sections((page,), {"a&b": 3})[0][1]


def test_chapters_begin_on_their_pages_and_in_order() -> None:
    style = FACE + " section { break-before: page }"
    found = layout.pages((chapter("<h1>A</h1>"), chapter("<h1>B</h1>", name="two")), typesetting(style))
    assert found.diagnostics == ()
    assert found.value.first_pages == {"one": 0, "two": 1}


def test_a_draft_is_told_from_a_print() -> None:
    style = FACE + " body.draft::before { content: 'Draft' }"
    plain = layout.pages((chapter("<p>A</p>"),), typesetting(style)).value.pdf
    draft = layout.pages((chapter("<p>A</p>"),), replace(typesetting(style), draft=True)).value.pdf
    assert (words(plain), words(draft)) == (["A"], ["Draft\r\nA"])


def words(data: bytes) -> list[str]:
    with pdf.drawing(data) as drawing:
        return [page.chars.strip() for page in drawing]
