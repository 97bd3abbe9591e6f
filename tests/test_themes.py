"""Themes: tokens that every sheet keeps to, layers in their order, and pages that keep their promises."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from roa_dossier import layout, pdf
from roa_dossier.build import given, paper, themes
from roa_dossier.model.book import Manuscript, Typesetting
from roa_dossier.model.outline import Edition
from roa_dossier.world import Memory, built_in

STYLES = built_in() / "styles"
SHEETS = sorted(STYLES.rglob("*.css"))
TOKENS = set(re.findall(r"^\s+(--[\w-]+):", (STYLES / "tokens.css").read_text("utf-8"), re.M))
LIKE_THE_TEXT_AROUND = {"1em", "0.7em"}
_RATIO = re.compile(r"[\d.]+")
_COLOURS = r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(|:\s*(?:red|black|white|gr[ae]y|blue|navy|green|silver)\b"


def rules(css: str) -> str:
    """Give a sheet without comments and without what it sets on the root, where tokens are."""
    return re.sub(r":root\s*\{[^}]*\}", "", re.sub(r"/\*.*?\*/", "", css, flags=re.S))


def odd(css: str) -> list[str]:
    """Give the colours, and the sizes of type and of lines, that are no tokens."""
    found = re.findall(_COLOURS, rules(css))
    for sizes in re.findall(r"\b(?:font-size|line-height):\s*([^;}\s]+)", rules(css)):
        follows = "var(" in sizes or sizes in LIKE_THE_TEXT_AROUND or _RATIO.fullmatch(sizes)
        found += [] if follows else [sizes]
    for shorthand in re.findall(r"\bfont:\s*([^;}]+)", rules(css)):
        found += re.findall(r"(?<![\w-])[\d.]+(?:pt|px|mm|em|%)", shorthand.replace("400 1em", ""))
    return found


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.relative_to(STYLES).as_posix())
def test_no_sheet_has_a_colour_or_a_size_of_type_that_is_no_token(sheet: Path) -> None:
    assert odd(sheet.read_text("utf-8")) == []


def test_what_is_no_token_is_found() -> None:
    css = "p { color: #123; font: 9pt/12pt serif } q { font-size: 8pt; background: white; line-height: 2pt }"
    assert odd(css) == ["#123", ": white", "8pt", "2pt", "9pt", "12pt"]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.relative_to(STYLES).as_posix())
def test_a_sheet_sets_known_tokens_only(sheet: Path) -> None:
    set_here = set(re.findall(r"^\s+(--[\w-]+):", sheet.read_text("utf-8"), re.M))
    assert set_here <= TOKENS | {"--text-at-least"}


def test_every_token_is_used() -> None:
    used = {name for sheet in SHEETS for name in re.findall(r"var\((--[\w-]+)", sheet.read_text("utf-8"))}
    assert TOKENS - used == set()


# ── layers ──────────────────────────────────────────────────────────────────────────────────────────

OWN = {
    "styles/themes/bold/theme.css": ":root { --text: 12pt }",
    "styles/themes/bold/A5.css": ":root { --page-inner: 20mm }",
    "styles/themes/loud.css": ":root { --red: #f00 }",
    "styles/mine.css": "p { margin: 0 }",
    "templates/themes/bold/text.html": "mine",
}


def names(edition: Edition, theme: str) -> list[str]:
    return [name for name, _ in given._css(Memory(OWN), edition, theme, draft=False)]


def test_sheets_come_in_layers() -> None:
    small = names(Edition("e", paper="A5", greyscale=True), "bold")
    assert small[-5:] == [
        paper.NAME,
        "styles/themes/bold/theme.css",
        "styles/themes/bold/A5.css",
        "built-in/styles/greyscale.css",
        "styles/mine.css",
    ]
    assert names(Edition("e"), "bold")[-2:] == ["styles/themes/bold/theme.css", "styles/mine.css"]
    assert names(Edition("e"), "loud")[-2:] == ["styles/themes/loud.css", "styles/mine.css"]
    assert not any("themes" in name for name in names(Edition("e"), themes.USUAL))


def test_a_theme_has_templates_of_its_own() -> None:
    found = themes.templates(Memory(OWN), "bold")
    assert found("text.html") == ("templates/themes/bold/text.html", "mine")
    assert found("quote.html")[0] == "built-in/templates/quote.html"


def test_small_paper_shrinks_type_but_not_under_what_a_theme_allows() -> None:
    def text(edition: Edition, theme: str) -> str:
        css = given._css(Memory(OWN), edition, theme, draft=False)
        return re.findall(r"--text: ([\d.]+)pt", "".join(sheet for _, sheet in css))[-1]

    assert text(Edition("e", paper="A5"), "book") == "9.6"
    assert text(Edition("e", paper="A5"), "bold") == "10.87"
    assert text(Edition("e", type_size=14), "bold") == "14.0"
    assert text(Edition("e", paper="A5"), "large-print") == "16.0"


def test_large_print_is_large_on_every_paper() -> None:
    """At least 16 pt, and 14 pt for notes, captions and places (CONVENTIONS); tables must fit their page."""
    css = given._css(Memory({}), Edition("e", paper="A5"), "large-print", draft=False)
    said = {
        name: float(size) for _, text in css for name, size in re.findall(r"--([\w-]+): ([\d.]+)pt", text)
    }
    leading = {"text": "leading", "margin-note": "margin-leading"} | {
        name.removesuffix("-leading"): name
        for name in said
        if name.endswith("-leading") and name[:-8] in said
    }
    assert said["text"] >= 16
    small = {name for name in (*leading, "tiny", "folio", "head") if said[name] < 14}
    assert small == {"dense", "densest", "densest-head"}
    assert all(said[line] >= 1.19 * said[name] for name, line in leading.items())


# ── pages ───────────────────────────────────────────────────────────────────────────────────────────

PAGE = (
    '<blockquote class="block quote"><div class="margin">Beside</div><p class="words">Words <em>so</em>.</p>'
    '</blockquote><p>Note<span class="call" id="c{n}" data-n="{n}"></span>'
    '<span class="note" id="n{n}" data-n="{n}">Here</span></p>'
)


@pytest.mark.parametrize(
    ("theme", "sheet", "beside"),
    [("book", "Letter", True), ("plain", "A5", True), ("large-print", "A4", False)],
)
def test_a_theme_is_laid_out_without_a_word_of_the_engine(theme: str, sheet: str, beside: bool) -> None:
    """The margin note stands outside the text on a right page and on a left one, or over its quotation."""
    css = given._css(Memory({}), Edition("e", paper=sheet), theme, draft=False)
    parts = tuple(
        Manuscript(f"s{n}", "S", f'<section class="manuscript" id="s{n}">{PAGE.format(n=n)}</section>')
        for n in (1, 2)
    )
    turned = ("b.css", "section + section { break-before: page }")
    laid = layout.pages(parts, Typesetting("T", "en", (*css, turned)))
    assert laid.diagnostics == ()
    with pdf.drawing(laid.value.pdf) as drawing:
        right, left = drawing.page(0), drawing.page(1)
        assert (edge(right, "Beside") > edge(right, "Words") + 100) == beside
        assert (edge(left, "Beside") < edge(left, "Words") - 40) == beside


def edge(page: pdf.Drawn, word: str) -> float:
    box = page.box(page.chars.index(word))
    assert box is not None
    return box.left
