"""What lines may be: by the edition's wish, the language and the measure."""

import pytest

from roa_dossier.layout.lines.rules import Rules, of
from roa_dossier.model.lines import HYPHENATIONS, LineRules


@pytest.mark.parametrize("wanted", HYPHENATIONS)
def test_every_wish_has_its_rules(wanted):
    assert of(LineRules(hyphenation=wanted), True, "en", 36).hyphen > 0


def test_less_and_more_lie_around_the_usual():
    less, usual, more = (of(LineRules(hyphenation=one), True, "en", 36) for one in HYPHENATIONS)
    assert less.pretolerance > usual.pretolerance > more.pretolerance
    assert less.hyphen > usual.hyphen > more.hyphen
    assert usual == Rules()


def test_narrow_lines_bear_more_before_a_word_is_broken():
    wide, middle, narrow = (of(LineRules(), True, "en", ems) for ems in (36, 26, 18))
    assert wide.pretolerance < middle.pretolerance < narrow.pretolerance
    assert wide.hyphen < middle.hyphen < narrow.hyphen


def test_two_letters_alone_are_usual_in_some_languages():
    assert of(LineRules(), True, "de-AT", 36).short == 0
    assert of(LineRules(), True, "", 36).short == of(LineRules(), True, "en-GB", 36).short > 0


def test_on_a_narrow_measure_a_last_line_is_longer_in_proportion():
    wide, narrow, tiny = (of(LineRules(), True, "en", ems) for ems in (36, 15, 0))
    assert wide.runt_width == Rules().runt_width < narrow.runt_width < tiny.runt_width < 1


def test_ranged_lines_do_not_hang_and_are_evened():
    ranged = of(LineRules(), False, "en", 36)
    assert ranged.evened and not ranged.hang
    assert not of(LineRules(hanging=False), True, "en", 36).hang


def test_names_are_broken_with_reluctance_where_only_names_have_capitals():
    assert of(LineRules(), True, "en-GB", 36).name > 0
    assert of(LineRules(), True, "de", 36).name == 0
