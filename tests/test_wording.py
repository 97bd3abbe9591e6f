"""The words of the house: complete in each language, and put together by its own rules."""

import re
from datetime import date

import pytest

from roa_dossier import wording
from roa_dossier.frozen import names_of
from roa_dossier.model.chapter import Locator
from roa_dossier.model.source import PartKind
from roa_dossier.wording import ENGLISH, GERMAN, Uncited


def locator(kind, number=1, lines=(45, 46)):
    return Locator("W", kind, number, "Order", "Size", lines)


@pytest.mark.parametrize("kind", PartKind)
def test_english_locators_are_those_of_messages(kind):
    assert ENGLISH.locator(locator(kind)) == str(locator(kind))


def test_german_locators():
    assert GERMAN.locator(locator(PartKind.BODY, 9, (45, 45))) == "¶ 9, Z. 45"
    assert GERMAN.locator(locator(PartKind.INFOBOX)) == "Infobox, ‚Size‘, Z. 45–46"
    assert GERMAN.locator(locator(PartKind.NOTE, 4)) == "Anmerkung d, Z. 45–46"


def test_days_counts_and_lists():
    assert ENGLISH.day(date(2026, 11, 21)) == "21 November 2026"
    assert GERMAN.day(date(2026, 3, 1)) == "1. März 2026"
    assert ENGLISH.count(1, ("source", "sources")) == "1 source"
    assert ENGLISH.count(23577, ENGLISH.characters) == "23,577 characters"
    assert GERMAN.count(23577, GERMAN.characters) == "23.577 Zeichen"
    assert [ENGLISH.listed(list("abc"[:n])) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert GERMAN.listed(["a", "b"]) == "a und b"
    assert (ENGLISH.lines(3, 3), ENGLISH.lines(3, 5)) == ("l. 3", "ll. 3–5")


def test_how_often_citation_is_needed():
    assert ENGLISH.needing(Uncited.WHOLLY) == "marked “citation needed” there"
    assert ENGLISH.needing(Uncited.WHOLLY, 2) == "both marked “citation needed” there"
    assert ENGLISH.needing(Uncited.PARTLY, 3) == "all partly marked “citation needed” there"
    assert GERMAN.needing(Uncited.PARTLY) == "dort teilweise als unbelegt gekennzeichnet"


def test_a_language_is_chosen_by_its_first_part():
    assert wording.of("de-AT") is GERMAN
    assert wording.of("EN-gb") is ENGLISH
    assert wording.of("fr") is ENGLISH
    assert wording.known("de") and not wording.known("fr")


def blanks(value):
    """Give what is to be filled into the words, and what is not a text as it is."""
    if isinstance(value, str):
        return set(re.findall(r"{(\w+)}", value))
    values = value.values() if hasattr(value, "values") else value
    return [blanks(each) for each in values]


@pytest.mark.parametrize("name", names_of(wording.Wording))
def test_every_language_fills_in_the_same(name):
    if name not in ("remarks", "standings", "kinds", "folds", "day_form"):
        assert blanks(getattr(GERMAN, name)) == blanks(getattr(ENGLISH, name))
