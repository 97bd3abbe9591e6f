"""What `find` offers: every hit says what it is, similar ones share words, and selectors are unique."""

import json
from functools import cache
from pathlib import Path

import pytest
import yaml

from roa_dossier import search
from roa_dossier.evidence import Ground, seek
from roa_dossier.evidence.alike import alike
from roa_dossier.evidence.unique import unique_selector
from roa_dossier.find import find_words
from roa_dossier.frozen import replace
from roa_dossier.read import READERS
from roa_dossier.text import Text
from test_evidence import plain_source

ROOT = Path(__file__).parent.parent
TEN_DAYS = ROOT / "tests/sources/ten_days_3076-0.txt"


def hits(text, words, limit=20):
    return find_words({"town": plain_source(text)}, words, limit)


def kinds(text, words):
    return [(hit.kind, hit.folded) for hit in hits(text, words)]


@pytest.mark.parametrize(
    ("stands", "words", "kind"),
    [
        ("the “old” town fell", "the “old” town", ("exact", ())),
        ("the “old” town fell", 'the "old" town', ("folded", ("quotation marks",))),
        ("the\u00a0old town fell", "the old town", ("folded", ("no-break space",))),
        ("the of\ufb01cer fell", "the officer", ("folded", ("ligature",))),
        ("the old\ntown fell", "old town", ("exact", ())),
        ("the town ( Stadt ) fell", "town (Stadt)", ("exact", ())),
        ("The Old Town fell", "the old town", ("folded", ("case",))),
        ("Olšany cemetery", "Olsany cemetery", ("folded", ("accents",))),
        ("OLŠANY cemetery", "Olsany cemetery", ("folded", ("accents", "case"))),
        ("the war of 1942–45", "war of 1942-45", ("folded", ("dashes",))),
        ("Сергей Королёв", "сергеи королев", ("folded", ("accents", "case"))),
    ],
)
def test_each_hit_says_what_it_is(stands, words, kind):
    assert kinds(stands, words) == [kind]


def test_what_can_be_quoted_as_typed_comes_first():
    text = "The Town fell.\n\nthe “old” town. Later the town fell again. THE TOWN is there."
    assert kinds(text, "the town") == [("exact", ()), ("folded", ("case",)), ("folded", ("case",))]


def test_a_word_is_not_found_inside_another():
    assert hits("It had 11,856 men in anti-Communist units", "1,856") == ()
    assert [one for one in kinds("The unreliable men", "reliable") if one[0] != "similar"] == []


def test_the_selector_has_the_letters_and_marks_of_the_source():
    (hit,) = hits("He saw the “Olšany” Cemetery in 1942–45.", 'the "olsany" cemetery in 1942-45')
    assert hit.exact == "the “Olšany” Cemetery in 1942–45"
    (line,) = [line.strip() for line in search.selector(hit) if "Cemetery" in line]
    assert line == hit.exact


# ── similar ─────────────────────────────────────────────────────────────────────────────────────────

STORY = (
    "The bread was sold at the northern gate before dawn, and nobody knew where the flour had come from.\n\n"
    "In the spring the bridge over the river burned down, and a ferry carried the wounded across it.\n\n"
    "The committee of the northern district met in the old school and spoke about the price of bread."
)
MEANT = "the bridge over the river burned down"


@pytest.mark.parametrize(
    "words",
    [
        "the brigde over the river burned down",
        "the bridge over the river burnt down",
        "the bridge ovr the river burned down",
        "the bridge over river burned down",
        "the bridge the river burned down",
        "the river over the bridge burned down",
        "burned down the bridge over the river",
        "the bridge over the wide river burned down",
    ],
)
def test_a_slip_a_dropped_word_and_swapped_words_find_their_passage(words):
    first = hits(STORY, words)[0]
    assert first.kind == "similar"
    assert 66 <= first.score < 100
    assert first.exact.removeprefix("the ") in MEANT
    assert {"bridge", "river"} <= set(first.exact.split())


@pytest.mark.parametrize(
    "words",
    [
        "xylophone quartz",
        "the price of freedom in another country",
        "the general of the army in the east",
        "a bridge too far",
        "who sold the northern ferry",
        "river",
        "rive",
        "…",
        "   ",
        "in the and the of the",
        "1917",
    ],
)
def test_words_that_have_nothing_to_do_with_a_source_find_nothing(words):
    assert [hit for hit in hits(STORY, words) if hit.kind == "similar"] == []


def test_a_number_is_never_like_another():
    assert hits("It had 18,560 men in 1943.", "18,561") == ()
    assert hits("It had 18,560 men in 1943.", "1944") == ()


def test_one_word_with_a_slip_finds_the_word():
    assert {hit.exact for hit in hits("Andrey Vlasov came. So Vlasov went.", "Vlassov")} == {"Vlasov"}
    assert hits("Andrey Vlasov came. So Vlasov went.", "Bunyachenko") == ()


def test_what_is_similar_in_another_source_is_offered_beside_what_stands():
    here = plain_source("It was the winter in which the bridge over the river burned down at last.")
    there = replace(plain_source("They say the bridge across the river burned down."), key="other")
    found = find_words({"town": here, "other": there}, MEANT)
    assert [(hit.source, hit.kind) for hit in found] == [("town", "exact"), ("other", "similar")]
    found = find_words({"town": here, "other": there}, "over")
    assert [(hit.source, hit.kind) for hit in found] == [("town", "exact")]


@cache
def ten_days():
    text = TEN_DAYS.read_text("utf-8-sig")
    reading = READERS["plain"](text)
    return Ground.of(replace(plain_source(""), text=text, blocks=reading.blocks))


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (
            "the immens crowd in the Smolny meeting hall",
            None,
        ),
        ("Lenin, griping the edge of the reading stand", "Lenin, gripping the edge of the reading stand"),
        ("gripping the edge of reading stand", "gripping the edge of the reading stand"),
        ("the edge gripping of the reading stand", "gripping the edge of the reading stand"),
        (
            "letting his litle winking eyes travel over the crowd",
            "letting his little winking eyes travel over the crowd",
        ),
    ],
)
def test_in_a_book_the_right_passage_comes_first_and_no_other_passage_is_offered(words, meant):
    ground = ten_days()
    found = [ground.chars[one.start : one.stop] for one in alike(ground, words)]
    assert found == ([] if meant is None else [meant])


# ── selectors ───────────────────────────────────────────────────────────────────────────────────────


def selected(ground, hit):
    """Give the places that the printed YAML selects."""
    ((block,),) = [yaml.safe_load("\n".join(search.selector(hit)))]
    quote = block["quote"]
    exact, prefix, suffix = quote["exact"], quote.get("prefix", ""), quote.get("suffix", "")
    return [place.parts[0] for place in seek(ground, Text.of(exact), prefix, suffix).found]


@pytest.mark.parametrize(
    "text",
    [
        "the town fell. The town fell. Then the town fell.",
        "the town\n\nthe town\n\nthe town",
        "One.\n\nthe town\n\nTwo.\n\nthe town\n\nTwo.",
        "we say: the town [x] is it\n\nAnd the town. we say: the town [x] is it",
        "the town the town the town the town",
        "“the town” and ‘the town’ and the “town”",
    ],
)
def test_every_place_has_a_selector_of_its_own(text):
    source = plain_source(text)
    ground = Ground.of(source)
    found = hits(text, "the town")
    assert len(found) == len(seek(ground, Text.of("the town")).found) + sum(
        "case" in one.folded for one in found
    )
    places = [selected(ground, hit) for hit in found]
    assert all(len(one) == 1 for one in places)
    assert len({one[0] for one in places}) == len(found)


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        (
            "say: the town [x] is it\n\n) the town. say: the town [x] is it",
            "[x] is it) the town. say: the",
        ),
        ("say: the town, so\n\n, the bridge. say: the town, so", ", so, the bridge. say: the town"),
        ("say: the town is (\n\nold. say: the town is (", "is (old. say: the town is ("),
        ("say: the town is [\n\n) old. say: the town is [", "is [) old. say: the town is"),
    ],
)
def test_a_selector_crosses_an_edge_beside_a_bracket_or_a_stop_as_it_is_typed(text, suffix):
    ground = Ground.of(plain_source(text))
    found = hits(text, "the town")
    assert all(hit.unique for hit in found)
    assert found[0].suffix == suffix
    assert [selected(ground, hit) for hit in found] == [
        [place.parts[0]] for place in seek(ground, Text.of("the town")).found
    ]


def test_where_nothing_that_can_be_typed_tells_places_apart_it_is_said_and_no_selector_printed():
    # a hidden hyphen between a blank and a stop: the blank is left when it goes, and no one can type that
    odd = "say \u00ad, the town \u00ad, is it"
    first, *_ = hits(f"{odd}\n\n{odd}", "the town")
    assert not first.unique
    shown = search.shown(first)
    assert "nothing that can be typed tells which is meant" in shown
    assert "quote:" not in shown
    (told, *_) = json.loads(search.as_json((first,)))["hits"]
    assert told["selector"] is None


def test_a_selector_is_short_where_it_may_be():
    ground = Ground.of(plain_source("He came to the town at dawn. She left the town at dusk. They saw it."))
    start = ground.chars.index("the town")
    assert unique_selector(ground, start, start + 8) == ("He came to", "")
    assert unique_selector(ground, ground.chars.index("They"), len(ground.chars)) == ("", "")


def test_words_over_two_paragraphs_are_printed_as_two():
    text = "First the town fell.\n\nThen it rose again."
    (hit,) = hits(text, "town fell.\n\nThen it")
    assert "        town fell.\n\n        Then it" in "\n".join(search.selector(hit))
    assert len(selected(Ground.of(plain_source(text)), hit)) == 1


def test_as_json_every_hit_has_its_fields_and_its_yaml():
    text = "the “old” town fell. The town rose"
    (first, *_), told = hits(text, "the town rose"), json.loads(search.as_json(hits(text, "the town rose")))
    (hit,) = told["hits"]
    assert hit["kind"] == "folded"
    assert hit["folded"] == ["case"]
    assert (hit["source"], hit["line"], hit["exact"]) == ("town", 1, "The town rose")
    assert hit["selector"].rstrip("\n").splitlines() == search.selector(first)
    assert json.loads(search.as_json((), more=True)) == {"format": 1, "more": True, "hits": []}


def test_what_stands_around_has_the_letters_of_the_source():
    (hit,) = hits(
        "They sat at six o’clock with “two” of\u00adﬁcers and the candles forty _kopeks_ each.",
        "candles forty",
    )
    assert hit.before == "They sat at six o’clock with “two” ofﬁcers and the "
    assert (hit.after, hit.exact) == (" kopeks each.", "candles forty")


def test_marks_of_emphasis_are_no_part_of_words():
    text = "Wages rose 500 per cent. Prices went up _900 per cent._ in a year."
    assert [hit.exact for hit in hits(text, "900")] == ["900"]
    (hit,) = hits(text, "900 per cent.")
    assert (hit.kind, hit.exact) == ("exact", "900 per cent.")
    (hit,) = hits(text, "up 900 per cent. in")
    assert (hit.kind, hit.folded, hit.exact) == ("folded", ("emphasis marks",), "up 900 per cent. in")


def test_a_slip_in_the_last_word_does_not_cut_a_passage_short():
    text = "The ration fell from a pound and a half to a pound, and then to half a pound a day."
    first = hits(text, "pound and a half to a pond")[0]
    assert (first.kind, first.exact) == ("similar", "pound and a half to a pound")


def test_a_limit_limits():
    assert len(hits("town, " * 30, "town", limit=7)) == 7
