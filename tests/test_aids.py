"""Lists of pages against the pages: a wrong page in an entry, or a mention that moved, is an error."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest

from roa_dossier import audit, bind, layout
from roa_dossier.diagnostics import Diagnostic, Severity, Span
from roa_dossier.frozen import replace
from roa_dossier.model.book import Book, Claim, Manuscript, Mention, Place, Typesetting

STYLE = """
@page { size: A6; margin: 15mm; @bottom-center { content: counter(page) } }
@page { @footnote { border-top: 1pt solid } @top-center { content: 'The Kaminski file' } }
html { font: 10pt/13pt 'Linux Libertine O', serif; hyphens: auto; text-align: justify }
section { break-before: right }
.note { float: footnote; footnote-policy: line }
.aside { position: absolute; left: 0; top: 0 }
"""
FORCES = (
    "Armed Forces of the Committee for the Liberation of the Peoples of Russia, of which it is said that the "
    "German command knew little"
)
BODY = (
    '<p><i id="m1">Andrey Vlasov</i> was known.<span class="note">Of <i id="m2">Prague</i>.</span></p>'
    '<p style="break-before: page">Words. <span class="aside">W</span></p><div style="height: 83mm"></div>'
    f'<p>He went <span class="note">A note beneath it.</span>with the <b id="m3">{FORCES}</b>.</p>'
)
MENTIONS = (
    Mention("m1", "name", "vlasov", "Andrey Vlasov"),
    Mention("m2", "name", "prague", "Prague"),
    Mention("m3", "name", "forces", FORCES),
    Mention("one", "cite", "town"),
)
ENTRIES = {
    "i.vlasov": "Vlasov, Andrey, 1",
    "i.prague": "Prague, 1n",
    "i.forces": "Forces, 2–3",
    "i.town": "The town, 1–3",
}
CLAIMS = (
    Claim("i.vlasov", "Vlasov, Andrey, 1", (0,), ("Vlasov", "Власов")),
    Claim("i.prague", "Prague, 1n", (0,), ("Prague",)),
    Claim("i.forces", "Forces, 2–3", (1, 2), (FORCES,)),
    Claim("i.town", "The town, 1–3", (0, 1, 2)),
)
CHAPTER = Manuscript(
    "one",
    "One",
    f'<section id="one"><h1>One</h1>{BODY}</section>',
    mentions=MENTIONS,
    span=Span("dossier/1.yaml"),
)
LISTED = "".join(f'<p id="{anchor}">{words}</p>' for anchor, words in ENTRIES.items())
INDEX = Manuscript(
    "part.aids", "Index", f'<section id="part.aids"><h1>Index</h1>{LISTED}</section>', claims=CLAIMS
)


@cache
def book() -> Book:
    def late(places: Mapping[str, Place]) -> tuple[Manuscript, ...]:
        assert [places[name].page for name in ("m1", "m2", "m3")] == [0, 0, 1]
        return (INDEX,)

    settings = Typesetting("A sample", "en-GB", (("styles/test.css", STYLE),))
    kept = Manuscript(layout.KEPT, "Index", "<section></section>")
    pages = layout.pages((CHAPTER, kept), settings, late)
    assert pages.diagnostics == ()
    assert pages.value.first_pages == {"one": 0, "part.aids": 4}
    return bind.book(pages.value, (CHAPTER, INDEX), settings)


def said(*, claim: Claim | None = None, mention: Mention | None = None) -> tuple[Diagnostic, ...]:
    """Audit the book with one claim or mention other than it was made from."""
    chapter = replace(CHAPTER, mentions=(*MENTIONS, mention)) if mention else CHAPTER
    index = replace(INDEX, claims=(*CLAIMS, claim)) if claim else INDEX
    return audit.report(replace(book(), manuscripts=(chapter, index))).diagnostics


def test_what_is_right_passes() -> None:
    assert said() == ()


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        (replace(CLAIMS[0], pages=(0, 1)), "does not name page 2, which it stands for"),
        (replace(CLAIMS[2], forms=("Prague", "Praha")), "names page 2, which has none of `Prague`, `Praha`"),
        (replace(CLAIMS[0], forms=("lasov",)), "names page 1, which has none of `lasov`"),
        (replace(CLAIMS[0], forms=("Kaminski",)), "names page 1, which has none of `Kaminski`"),
        (replace(CLAIMS[2], forms=("Russia, of which nothing",)), "names page 3, which has none of"),
        (replace(CLAIMS[0], text="Vlasov, Andrei, 1"), "is not in the PDF as it was made"),
        (replace(CLAIMS[3], text="The town, 1"), "does not name page 2, which it stands for"),
        (replace(CLAIMS[0], anchor="i.nobody"), "is not in the PDF as it was made"),
        (replace(CLAIMS[0], anchor="m1"), "is not in the PDF as it was made"),
    ],
)
def test_an_entry_that_is_wrong_is_an_error(claim: Claim, message: str) -> None:
    found = said(claim=claim)
    assert {(one.severity, one.code) for one in found} == {(Severity.ERROR, "index-page-wrong")}
    assert any(message in one.message for one in found)


@pytest.mark.parametrize(
    ("mention", "message"),
    [
        (replace(MENTIONS[1], anchor="m3"), "`Prague` does not stand on page 2, where `One` mentions it"),
        (replace(MENTIONS[0], text="Kaminski"), "`Kaminski` does not stand on page 1"),
        (replace(MENTIONS[0], anchor="m9"), "a mention of `Andrey Vlasov` in `One` has no place in the PDF"),
        (replace(MENTIONS[3], anchor="m9"), "a mention of `town` in `One` has no place in the PDF"),
    ],
)
def test_a_mention_that_moved_is_an_error(mention: Mention, message: str) -> None:
    (found,) = said(mention=mention)
    assert (found.severity, found.code) == (Severity.ERROR, "mention-lost")
    assert found.message.startswith(message)
    assert found.primary is not None and found.primary.span.path == "dossier/1.yaml"


def test_words_over_a_page_break_count_for_both_pages_and_no_other() -> None:
    whole = Claim("i.town", "The town, 1–3", (0,), (FORCES,))
    assert "names page 1" in said(claim=whole)[0].message
    assert said(claim=replace(whole, pages=(1, 2))) == ()
