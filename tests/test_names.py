"""Names in texts: whole words, any declared form, the longest first, none where two names share a form."""

import time

import pytest

import listing_pages as listing
from roa_dossier.names import Finder, forms

NAMES = (
    listing.name("vlasov", "Andrey Andreyevich Vlasov", short="Vlasov", variants=("Andrei Vlasov",)),
    listing.name(
        "roa",
        "Russian Liberation Army",
        "unit",
        "ROA",
        ("Vlasov army", "Russkaya osvoboditel'naya armiya"),
        "Русская освободительная армия",
    ),
    listing.name("army", "Vlasov army", "unit"),
    listing.name("konr", "KONR", "body"),
    listing.name("vs-konr", "VS-KONR", "unit", variants=("VS KONR",)),
    listing.name("staffel", "Ostfliegerstaffel (russische)", "unit"),
    listing.name("stork", "Störkampfstaffel", "unit"),
    listing.name("group", "“Old” Guard", "unit"),
)
FINDER = Finder.of(NAMES)


def found(text):
    return [(text[start:stop], name) for start, stop, name in FINDER.mentions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vlasov spoke.", [("Vlasov", "vlasov")]),
        ("Vlasov\u2019s men, Vlasov's men", [("Vlasov", "vlasov")] * 2),
        ("of Andrei Vlasov,", [("Andrei Vlasov", "vlasov")]),
        ("and of Andrey Andreyevich Vlasov", [("Andrey Andreyevich Vlasov", "vlasov")]),
        ("Andrey Vlasov", [("Vlasov", "vlasov")]),
        ("VLASOV vlasov Vlasovite Vlasovs", []),
        ("the VS-KONR and the KONR", [("VS-KONR", "vs-konr"), ("KONR", "konr")]),
        ("the VS\u2011KONR", [("VS\u2011KONR", "vs-konr")]),
        ("VS\u00a0KONR", [("VS\u00a0KONR", "vs-konr")]),
        ("the Russian\nLiberation  Army.", [("Russian\nLiberation  Army", "roa")]),
        ("Russkaya osvoboditel\u2019naya armiya", [("Russkaya osvoboditel\u2019naya armiya", "roa")]),
        ("Vla\u00adsov", [("Vla\u00adsov", "vlasov")]),
        ("Sto\u0308rkampfstaffel!", [("Sto\u0308rkampfstaffel", "stork")]),
        ("(Ostfliegerstaffel (russische))", [("Ostfliegerstaffel (russische)", "staffel")]),
        ("the „Old“ Guard", [("„Old“ Guard", "group")]),
        ("Русская освободительная армия", [("Русская освободительная армия", "roa")]),
        ("ROA-Oberst", [("ROA", "roa")]),
        ("", []),
    ],
)  # fmt: skip
def test_names_are_found_by_any_form(text, expected):
    assert found(text) == expected


def test_a_form_that_two_names_share_finds_neither_nor_what_is_in_it():
    assert found("the Vlasov army") == []
    assert FINDER.shared == (("Vlasov army", ("roa", "army")),)


def test_mentions_ascend_and_do_not_overlap():
    text = "Andrei Vlasov Vlasov KONR VS-KONR Russian Liberation Army " * 5
    places = [place for start, stop, _ in FINDER.mentions(text) for place in (start, stop)]
    assert places == sorted(places) and len(places) == 50


def test_places_are_those_of_the_text_with_its_soft_hyphens():
    text = "a\u00adb " * 40 + "KO\u00adNR"
    ((start, stop, _),) = FINDER.mentions(text)
    assert text[start:stop] == "KO\u00adNR" and stop == len(text)


def test_every_form_is_given_once():
    assert forms(NAMES[0]) == ("Andrey Andreyevich Vlasov", "Vlasov", "Andrei Vlasov")


def test_nothing_is_found_without_names():
    assert Finder.of(()).mentions("Vlasov") == ()


def test_a_thousand_names_in_a_megabyte_are_found_at_once():
    many = Finder.of(listing.name(f"n{number}", f"Name{number} Of Many") for number in range(1000))
    text = "Name7 Of Many, and other words that name nobody at all. " * 18_000
    began = time.process_time()
    assert len(many.mentions(text)) == 18_000
    assert time.process_time() - began < 5
