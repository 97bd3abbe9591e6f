"""The breaks of a paragraph: the cheapest way, never too tight, in no long ladders."""

from itertools import accumulate, combinations, pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from roa_dossier.layout.lines import fit
from roa_dossier.layout.lines.fit import Place
from roa_dossier.layout.lines.rules import Rules

RULES = Rules(hang=0)
ANY = Rules(hang=0, pretolerance=float("inf"))


def places_of(words, rules, breaking=True):
    """Give the places of words set in letters of width 1; `-` in a word is where it may be broken."""
    found, spaces, width = [], 0, 0

    def place(char, penalty=0.0, broken=False, final=False, space=0):
        return Place(
            char=char,
            resume=char + space,
            penalty=penalty,
            hyphen=broken,
            broken=broken,
            final=final,
            ends=width + broken,
            begins=width + space,
            stretch_ends=spaces * rules.stretch,
            stretch_begins=(spaces + space) * rules.stretch,
            shrink_ends=spaces * rules.shrink,
            shrink_begins=(spaces + space) * rules.shrink,
            right=0.0,
            left=0.0,
        )

    start = place(0)
    for number, word in enumerate(words):
        parts = word.split("-")
        for at, part in enumerate(parts):
            width += len(part)
            if at < len(parts) - 1 and breaking:
                found.append(place(width, rules.hyphen, broken=True))
        last = number == len(words) - 1
        found.append(place(width, final=last, space=not last))
        width += not last
        spaces += not last
    return start, found


def lines_of(words, measure, rules=RULES, first=None):
    start, _ = places_of(words, rules)
    chosen = fit.breaks(
        lambda breaking: places_of(words, rules, breaking)[1], start, first or measure, measure, rules
    )
    return chosen if chosen is None else (start, *chosen)


def ratios(chosen, measure):
    """Say of each line but the last how far its spaces are stretched, of what they may be."""
    for before, after in pairwise(chosen[:-1]):
        gap = measure - (after.ends - before.begins)
        room = (
            after.stretch_ends - before.stretch_begins
            if gap > 0
            else after.shrink_ends - before.shrink_begins
        )
        yield gap / room if room else 0.0


def cost(chosen, measure, rules):
    """Count what a way costs, plainly; None for one that does not fit."""
    total, loose, hyphens = 0.0, 1, 0
    for line, (before, after) in enumerate(pairwise(chosen)):
        gap = measure - (after.ends - before.begins)
        stretch = after.stretch_ends - before.stretch_begins
        shrink = after.shrink_ends - before.shrink_begins
        if gap < -shrink:
            return None
        ratio = gap / stretch if gap > 0 and stretch else 0.0 if gap >= 0 else gap / shrink
        bad = min(1e8, 100 * abs(ratio) ** 3) if gap <= 0 or stretch else 1e8
        if gap > 0 and not stretch:
            ratio = 9
        if after.final and gap >= 0:
            ratio = bad = 0
        kind = 0 if ratio < -0.5 else 1 if ratio <= 0.5 else 2 if ratio <= 1 else 3
        total += (rules.line + bad) ** 2 + (0 if after.final else after.penalty**2)
        total += rules.adjacent if line and abs(kind - loose) > 1 else 0
        total += rules.double_hyphen if after.hyphen and hyphens else 0
        total += rules.final_hyphen if after.final and hyphens else 0
        tail = before.broken and after.stretch_ends == before.stretch_begins
        if after.final and line and (tail or after.ends - before.begins < rules.runt_width * measure):
            total += rules.runt
        loose, hyphens = kind, hyphens + 1 if after.hyphen else 0
    return total


words = st.lists(
    st.sampled_from(["a", "of", "the", "army", "gen-eral", "com-mit-tee", "wrote", "sur-ren-der", "men"]),
    min_size=2,
    max_size=7,
)


@settings(deadline=None, max_examples=60)
@given(words, st.integers(9, 24))
@example(["gen-eral", "gen-eral", "com-mit-tee", "a"], 10)  # "gen-" is reached for least in a full ladder
def test_no_way_is_cheaper(given_words, measure):
    rules = Rules(hang=0, pretolerance=-1, tolerance=float("inf"))
    start, places = places_of(given_words, rules)
    *inner, last = places
    ways = [(start, *some, last) for count in range(len(inner) + 1) for some in combinations(inner, count)]
    costs = [one for way in ways if (one := cost(way, measure, rules)) is not None and in_order(way)]
    chosen = lines_of(given_words, measure, rules)
    if chosen is None:
        assert not costs
    elif not any(ladders(chosen)):
        assert cost(chosen, measure, rules) == pytest.approx(min(costs))


def in_order(way):
    """Whether no ladder of a way is longer than may be."""
    return not any(ladders(way))


def ladders(way):
    runs = accumulate((place.hyphen for place in way), lambda run, hyphen: run + 1 if hyphen else 0)
    return [run > fit.LADDER for run in runs]


@settings(deadline=None, max_examples=60)
@given(words, st.integers(9, 24))
def test_no_line_is_too_tight(given_words, measure):
    chosen = lines_of(given_words, measure)
    if chosen is not None:
        assert all(ratio >= -1 - 1e-9 for ratio in ratios((*chosen, chosen[-1]), measure))


def test_a_paragraph_is_chosen_as_a_whole():
    # line after line the first would hold "ee", too, and "dddddddd" stand alone on the second
    chosen = lines_of(["a", "b", "c", "d", "ee", "dddddddd", "ffff"], 11, ANY)
    assert [place.char for place in chosen] == [0, 7, 19, 24]


def test_a_word_longer_than_its_line_has_no_way():
    assert lines_of(["a", "surrendering", "b"], 9) is None


def test_words_are_broken_only_where_lines_would_be_bad():
    loose = ["wrote", "of", "a", "com-mit-tee", "men"]
    assert not any(place.broken for place in lines_of(loose, 15, ANY))
    assert any(place.broken for place in lines_of(loose, 15, RULES))


def test_three_lines_in_a_row_do_not_end_in_hyphens():
    words = ["bbbb-bbbbbbbb"] * 5 + ["a"]
    chosen = lines_of(words, 13, Rules(hang=0, pretolerance=-1, hyphen=0, double_hyphen=0))
    runs = "".join("-" if place.hyphen else "." for place in chosen)
    assert "---" not in runs


def test_a_line_must_end_at_a_final_place():
    start, places = places_of(["aaaa", "bbb", "ccc", "dddd"], ANY)
    forced = [place._replace(final=place.char == 4 or place.final) for place in places]
    chosen = fit.breaks(lambda _: forced, start, 30, 30, ANY)
    assert [place.char for place in chosen] == [4, places[-1].char]


def test_the_first_line_has_its_own_measure():
    words = ["aaaa"] * 6
    assert lines_of(words, 14, ANY)[1].char == 14
    assert lines_of(words, 14, ANY, first=9)[1].char == 9


def test_a_short_last_line_is_mended_with_a_hyphen():
    plain = ["aaaa", "bbbb", "cc-ccc", "ddd", "e"]
    short = Rules(hang=0, pretolerance=10_000, runt=0, runt_width=0.2)
    long = Rules(hang=0, pretolerance=10_000, runt=10**9, runt_width=0.2)
    assert len(lines_of(plain, 19, short)) == len(lines_of(plain, 19, long))
    last = [lines_of(plain, 19, rules)[-2].resume for rules in (short, long)]
    assert last[1] < last[0]


def test_ranged_lines_are_evened():
    words = ["aaaa", "bbbb", "cc", "dddddddddd", "ee", "ffff"]
    chosen = lines_of(words, 14, Rules(evened=0.15, pretolerance=float("inf"), hang=0))
    assert all(place.ends - before.begins <= 14 for before, place in pairwise(chosen))
