"""Where passages begin and end, what their lists claim, and that no word is broken that a line can hold."""

import re

import pytest

import listing_pages as listing
import sample_values as sample
from roa_dossier.frozen import replace
from roa_dossier.model.apparatus import BibliographyEntry, BibliographySection, Styled
from roa_dossier.render import brief, notice
from roa_dossier.render.aids import order
from roa_dossier.render.long_words import LONG, marked
from roa_dossier.render.marker import wanted
from roa_dossier.render.words import bound, dated
from roa_dossier.wording import ENGLISH
from test_render_aids import at, licensed, texts, tree, words


def passages(given):
    return [
        mention
        for manuscript in listing.body(given)
        for mention in manuscript.mentions
        if mention.kind == "passage"
    ]


def test_a_passage_is_known_by_its_first_words_and_a_long_one_by_its_last():
    found = [each.text for each in passages(listing.dossier()) if each.role == "excerpt"]
    assert any(each.startswith("Adolf Hitler allowed the") for each in found)
    assert all(found)
    (first, last) = next(
        (one, other)
        for one, other in zip(passages(listing.dossier()), passages(listing.dossier())[1:], strict=False)
        if one.ranges == other.ranges and one.role == other.role == "excerpt"
    )
    assert first.text != last.text


def test_a_passage_that_runs_over_a_page_is_listed_with_both():
    given = licensed("CC-BY-SA-4.0")
    long = next(each for each in passages(given) if each.text.startswith("Adolf Hitler allowed"))

    def choose(mention, _):
        ends = mention.kind == "passage" and mention.ranges == long.ranges and mention.anchor != long.anchor
        return 21 if ends and mention.role == "excerpt" else 20

    late = listing.late(given, at=choose)
    claims = [claim for claim in late["part.documents"].claims if claim.pages == (20, 21)]
    assert [words(at(late["part.documents"], claim.anchor))[-5:] for claim in claims] == ["21–22"]


def test_sources_as_quoted_claim_their_pages_with_words_that_stand_there():
    part = listing.late(licensed("CC-BY-SA-4.0"))["part.sources-as-quoted"]
    assert part.claims
    for claim in part.claims:
        assert claim.text == words(at(part, claim.anchor))
        assert len(claim.forms) >= 1 and all(claim.forms)
    manuscripts = listing.body(licensed("CC-BY-SA-4.0"))
    places = listing.spread(manuscripts)
    there = {}
    for manuscript in manuscripts:
        for mention in manuscript.mentions:
            there.setdefault(places[mention.anchor].page, set()).add(mention.text)
    for claim in part.claims:
        assert all(there[page] & set(claim.forms) for page in claim.pages)


def test_what_closes_a_passage_stands_before_its_pages():
    part = listing.late(licensed("CC-BY-SA-4.0"))["part.sources-as-quoted"]
    assert not any(re.search(r"→ [\d–, ]+\d[.;:”]", line) for line in texts(part, "line-of-source"))
    assert any(re.search(r"[.,;] → \d", line) for line in texts(part, "line-of-source"))


def test_a_page_with_the_entry_on_a_person_is_told():
    given = listing.dossier()
    known = {str(each.key) for each in listing.NAMES}
    entries = [m for each in listing.body(given) for m in each.mentions if m.role == "entry"]
    mentions = [each for each in entries if each.key in known]
    assert mentions
    index = listing.late(given)["part.index"]
    places = listing.spread(listing.body(given))
    bold = {words(each) for each in tree(index).iter() if each.get("class") == "main"}
    assert {places[each.anchor].label for each in mentions} <= {
        label for each in bold for label in each.split("–")
    }


def test_forms_that_differ_by_signs_or_capitals_are_referred_from_once():
    names = tuple(
        replace(
            each,
            variants=tuple(map(sample.words, ("Vlasov army", "Vlasov’s Army", "Vlasovs army", "R.O.A."))),
        )
        if str(each.key) == "roa"
        else each
        for each in listing.NAMES
    )
    see = [each.split(",")[0] for each in texts(listing.late(listing.dossier(names))["part.index"], "see")]
    assert [each for each in see if each.startswith(("Vlasov", "R"))] == [
        "ROA",
        "Vlasov army",
        "Vlasov’s Army",
    ]
    assert order.letters("Osvoboditel'naya armiya", "en") == order.letters("osvoboditelnaya-Armiya", "en")


@pytest.mark.parametrize(
    ("found", "printed"), [("BA-MA RH20-8/979", True), ("RH 20-8/979", False), ("", False)]
)
def test_a_signature_is_given_as_it_was_found_too(found, printed):
    outline, resolved, apparatus, sources = listing.dossier()
    entry = BibliographyEntry("aok8", (Styled("BArch, RH 20-8/979. A report."),), found=found)
    apparatus = replace(apparatus, bibliography=(BibliographySection("Archival", (entry,)),))
    part = listing.late((outline, resolved, apparatus, sources))["part.table-of-sources"]
    assert texts(part, "found") == ([f"(there {found})"] if printed else [])


def test_only_words_that_no_line_holds_may_be_broken():
    long = "x" * LONG
    assert marked(f"<p>{long} short</p>") == f'<p><span class="long">{long}</span> short</p>'
    assert marked(f'<p title="{long}">{long[1:]}</p>') == f'<p title="{long}">{long[1:]}</p>'
    assert marked(f"<p>{'&amp;' * LONG}</p>") == f'<p><span class="long">{"&amp;" * LONG}</span></p>'
    assert marked("<p>German-occupied-and-otherwise-compounded-words</p>").count("span") == 0


# ── values ──────────────────────────────────────────────────────────────────────────────────────────


def marked_as(part, name):
    return [words(each) for each in tree(part).iter("mark") if each.get("class") == name]


def test_of_a_fact_only_the_value_is_marked_as_printed():
    given = licensed("CC-BY-SA-4.0")
    source = given[3]["encyclopaedia"].text
    values = [m for m in passages(given) if m.printed and m.ranges != m.printed]
    part = listing.late(given)["part.sources-as-quoted"]
    assert values and marked_as(part, "rests")
    for ((start, stop),) in {m.printed for m in values}:
        assert any(source[start:stop] in each for each in marked_as(part, "used"))


def test_words_quoted_elsewhere_are_printed_though_a_value_rests_on_them():
    quoted = [m for m in passages(licensed("CC-BY-SA-4.0")) if m.role in ("contested", "excerpt")]
    assert quoted and all(each.printed == each.ranges for each in quoted)


@pytest.mark.parametrize(
    ("value", "text", "found"),
    [
        ("5", "1.5 of 1905, then 5 men", "5"),
        ("about 8 rubles", "was about 8\nrubles.", "about 8\nrubles"),
        ("the Don's", "of the Don’s men", "the Don’s"),
        ("half", "behalf", None),
    ],
)
def test_a_value_is_found_whole_in_its_passage(value, text, found):
    match = wanted(value).search(text)
    assert (match and match[0]) == found


# ── brief parts ─────────────────────────────────────────────────────────────────────────────────────


def part_of(lines, name="part index"):
    return f'<section class="manuscript {name}"><h1>A head</h1>{"<p>Words.</p>" * lines}</section>'


def test_a_part_of_a_few_lines_is_brief_and_a_chapter_never():
    assert 'class="manuscript part brief index"' in brief.marked(part_of(brief.LINES))
    assert brief.marked(part_of(brief.LINES + 1)) == part_of(brief.LINES + 1)
    assert brief.marked(part_of(1, "chapter")) == part_of(1, "chapter")
    long = part_of(1).replace("Words.", "Words. " * brief.LINE * 2)
    assert brief.marked(long) == long


# ── articles ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "head", "key"),
    [
        ("the Regiment of Olšany", "Regiment of Olšany, the", "regiment of olsany"),
        ("der Stahlhelm", "Stahlhelm, der", "stahlhelm"),
        ("The Hague", "The Hague", "hague"),
        ("A Company", "A Company", "a company"),
        ("Theatre", "Theatre", "theatre"),
    ],
)
def test_a_small_article_goes_behind_and_sorts_nothing(name, head, key):
    entry = listing.name("x", name, "unit")
    assert order.head(entry) == head
    assert order.sort_key(order.head(entry), "en") == key


def test_hereafter_is_not_parted_from_its_siglum():
    assert bound(" (hereafter ", ENGLISH) == " (hereafter\u00a0"
    assert bound("hereafter ", ENGLISH) == "hereafter "


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("1917-09", "September 1917"),
        ("1944-11-04", "4 November 1944"),
        ("1917", "1917"),
        ("1917-13", "1917-13"),
        ("1908-10/1909-02", "1908-10/1909-02"),
        ("autumn 1944", "autumn 1944"),
    ],
)
def test_a_date_in_figures_is_printed_with_the_name_of_its_month(typed, printed):
    assert dated(typed, ENGLISH) == printed


# ── licences ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("licence", "address"),
    [
        ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC-BY-SA-3.0", "https://creativecommons.org/licenses/by-sa/3.0/"),
        ("CC-BY-NC-ND-3.0-DE", "https://creativecommons.org/licenses/by-nc-nd/3.0/de/"),
        ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("public-domain", ""),
        ("cc-of-my-own", ""),
        (None, ""),
    ],
)
def test_a_creative_commons_licence_is_given_with_the_address_of_its_text(licence, address):
    entry = licensed(licence)[0].sources[0]
    assert notice.address(entry) == address
