"""Values read from words: what is read, what is left alone, what agrees and what contradicts."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roa_dossier import values
from roa_dossier.model.outline import NameEntry, Words
from roa_dossier.text import Text
from roa_dossier.values import Dates, Named, Number, Phrase, differ, read, same


def words(chars):
    return Words(Text.of(chars))


def name(key, kind, *forms):
    return NameEntry(words(key), words(forms[0]), kind, variants=tuple(map(words, forms[1:])))


NAMES = values.names(
    (
        name("novak", "person", "Jan Novak", "Colonel Jan Novak", "J. Novak"),
        name("weber", "person", "Karl Weber"),
        name("bridge", "place", "Old Bridge"),
        name("army", "unit", "the army", "Vlasov army"),
        name("movement", "other", "Vlasov army"),
        name("committee", "body", "The Committee"),
    )
)


def number(low, high=None, **more):
    return Number(Fraction(str(low)), Fraction(str(high if high is not None else low)), **more)


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("11,856", number(11856)),
        ("11 856", number(11856)),
        ("11\u00a0856", number(11856)),
        ("11\u202f856", number(11856)),
        ("11’856", number(11856)),
        ("71", number(71)),
        ("9", number(9)),
        ("1.5", number("1.5")),
        ("1.5 million", number(1500000)),
        ("1.5–2 million men", number(1500000, 2000000, unit="man")),
        ("20 to 30 thousand", number(20000, 30000)),
        ("120,000–130,000", number(120000, 130000)),
        ("120,000-130,000", number(120000, 130000)),
        ("between 10 and 20", number(10, 20)),
        ("around 20,000", number(20000, approximate=True)),
        ("about 12,000", number(12000, approximate=True)),
        ("ca. 12,000", number(12000, approximate=True)),
        ("~12,000", number(12000, approximate=True)),
        ("just 9 units", number(9, unit="unit")),
        ("nine", number(9)),
        ("Twenty-four companies", number(24, unit="companie")),
        ("two thousand", number(2000)),
        ("42 battalions", number(42, unit="battalion")),
        ("25%", number(25, unit="%")),
        ("25 per cent", number(25, unit="%")),
        ("10,000 unarmed men", number(10000, unit="unarmed man")),
        ("more than 60", Number(Fraction(60), None, strict=True)),
        ("at least 60", Number(Fraction(60), None)),
        ("up to 9", Number(None, Fraction(9))),
        ("fewer than 9", Number(None, Fraction(9), strict=True)),
    ],
)
def test_a_number_is_read(typed, means):
    assert read(typed, "number") == means


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("11.856", number(11856)),
        ("1,5 Millionen", number(1500000)),
        ("etwa 12.000 Mann", number(12000, approximate=True, unit="mann")),
        ("zwölf", number(12)),
        ("dreißig", number(30)),
        ("mehr als 60", Number(Fraction(60), None, strict=True)),
    ],
)
def test_a_german_number_is_read_as_one(typed, means):
    assert read(typed, "number", language="de-AT") == means


@pytest.mark.parametrize(
    "typed",
    [
        "as much as one quarter",
        "16 battalions and several companies",
        "an additional 20 (again, plus several companies)",
        "the majority of them",
        "600th",
        "4 November",
        "1,23",
        "12,34,567",
        "130,000–120,000",
        "1942/45",
        "20 in 1944",
        "men",
        "",
        "1" * 5000,
        "about",
        "more than",
        "120,000–",
    ],
)
def test_what_is_no_number_is_not_read_as_one(typed):
    assert read(typed, "number") is None


def test_a_point_is_the_sign_of_decimals_in_english_only():
    assert read("11.856", "number", language="en") == number("11.856")
    assert read("11,856", "number", language="de") == number("11.856")


# ── dates ───────────────────────────────────────────────────────────────────────────────────────────


def day(year, month, number):
    return Dates(date(year, month, number), date(year, month, number))


APRIL = Dates(date(1945, 4, 1), date(1945, 4, 30))


@pytest.mark.parametrize(
    "typed",
    [
        "28 January 1945",
        "28th January 1945",
        "the 28th of January 1945",
        "28 January, 1945",
        "January 28, 1945",
        "Jan. 28, 1945",
        "1945-01-28",
        "28. Januar 1945",
        "am 28. Jänner 1945",
        "on 28 January 1945",
        "28.1.1945",
        "28.01.1945",
    ],
)
def test_a_day_is_read_in_any_of_its_forms(typed):
    assert read(typed, "date") == day(1945, 1, 28)


@pytest.mark.parametrize(
    ("typed", "first", "last", "about"),
    [
        ("April 1945", date(1945, 4, 1), date(1945, 4, 30), False),
        ("1945-04", date(1945, 4, 1), date(1945, 4, 30), False),
        ("February 1944", date(1944, 2, 1), date(1944, 2, 29), False),
        ("1945", date(1945, 1, 1), date(1945, 12, 31), False),
        ("c. 1945", date(1945, 1, 1), date(1945, 12, 31), True),
        ("early 1944", date(1944, 1, 1), date(1944, 4, 30), True),
        ("mid-1942", date(1942, 5, 1), date(1942, 8, 31), True),
        ("late 1943", date(1943, 9, 1), date(1943, 12, 31), True),
        ("late February 1944", date(1944, 2, 21), date(1944, 2, 29), True),
        ("Ende April 1945", date(1945, 4, 21), date(1945, 4, 30), True),
        ("autumn of 1944", date(1944, 9, 1), date(1944, 12, 21), True),
        ("winter of 1944/45", date(1944, 12, 1), date(1945, 3, 21), True),
        ("late 1943 or early 1944", date(1943, 9, 1), date(1944, 4, 30), True),
        ("12 or 13 April 1945", date(1945, 4, 12), date(1945, 4, 13), False),
        ("between 1942 and 1944", date(1942, 1, 1), date(1944, 12, 31), False),
        ("since 28th January 1945", date(1945, 1, 28), None, False),
        ("until May 1945", None, date(1945, 5, 31), False),
        ("before 1944", None, date(1943, 12, 31), False),
        ("after 9 May 1945", date(1945, 5, 10), None, False),
    ],
)
def test_a_date_is_read_with_its_first_and_last_day(typed, first, last, about):
    assert read(typed, "date") == Dates(first, last, about)


@pytest.mark.parametrize(
    ("typed", "first", "begun", "ending", "last"),
    [
        ("1942–45", date(1942, 1, 1), date(1942, 12, 31), date(1945, 1, 1), date(1945, 12, 31)),
        ("1942-45", date(1942, 1, 1), date(1942, 12, 31), date(1945, 1, 1), date(1945, 12, 31)),
        ("1942–1945", date(1942, 1, 1), date(1942, 12, 31), date(1945, 1, 1), date(1945, 12, 31)),
        ("from 1942 to 1945", date(1942, 1, 1), date(1942, 12, 31), date(1945, 1, 1), date(1945, 12, 31)),
        (
            "14 November 1944 – May 1945",
            date(1944, 11, 14),
            date(1944, 11, 14),
            date(1945, 5, 1),
            date(1945, 5, 31),
        ),
        ("14–16 November 1944", *[date(1944, 11, 14)] * 2, *[date(1944, 11, 16)] * 2),
        ("14-16 November 1944", *[date(1944, 11, 14)] * 2, *[date(1944, 11, 16)] * 2),
        ("1944-11-14/1944-11-16", *[date(1944, 11, 14)] * 2, *[date(1944, 11, 16)] * 2),
        ("April–May 1945", date(1945, 4, 1), date(1945, 4, 30), date(1945, 5, 1), date(1945, 5, 31)),
    ],
)
def test_a_span_is_read_with_both_ends(typed, first, begun, ending, last):
    assert read(typed, "date") == Dates(first, last, False, begun, ending)


@pytest.mark.parametrize(
    "typed",
    [
        "4/11/1944",
        "4 November",
        "September",
        "winter 1944",
        "1908-10",
        "1911-12",
        "31 February 1945",
        "29 February 1945",
        "1945-13",
        "1945-00",
        "45-1942",
        "1945–42",
        "16–14 November 1944",
        "May 1945 – 14 November 1944",
        "1942 (Wehrmacht) / 1944 (officially) – 1945",
        "11,856",
        "early 4 May 1945",
        "",
        "-",
        "x" * 5000,
    ],
)
def test_what_can_be_read_in_two_ways_or_none_is_not_read(typed):
    assert read(typed, "date") is None


# ── names, phrases, kinds ───────────────────────────────────────────────────────────────────────────


def test_a_name_is_read_in_any_of_its_forms_and_by_its_kind():
    assert read("J. Novak", names=NAMES) == Named(frozenset({"novak"}))
    assert read("colonel  jan Novak", "person", NAMES) == Named(frozenset({"novak"}))
    assert read("Jan Novak", "place", NAMES) is None
    assert read("Old Bridge", "place", NAMES) == Named(frozenset({"bridge"}))
    assert read("The Committee", "unit", NAMES) == Named(frozenset({"committee"}))
    assert read("Nobody", "person", NAMES) is None
    assert read("Vlasov army", names=NAMES) == Named(frozenset({"army", "movement"}))
    assert read("Vlasov army", "unit", NAMES) == Named(frozenset({"army"}))


def test_without_a_kind_the_words_tell_what_they_are():
    assert isinstance(read("1942"), Dates)
    assert isinstance(read("11,856"), Number)
    assert read("Major") == Phrase("major")
    assert read("1942", "number") == number(1942)
    assert read("1942", "text") == Phrase("1942")


# ── what agrees and what contradicts ────────────────────────────────────────────────────────────────

SAME = [
    ("28 January 1945", "1945-01-28"),
    ("11,856", "11 856 men"),
    ("about 12,000", "ca. 12,000"),
    ("nine", "9"),
    ("1942–45", "from 1942 to 1945"),
    ("Jan Novak", "J. Novak"),
    ("the army", "Vlasov army"),
    ("under  “German” command.", 'Under "German" command'),
]
COMPATIBLE = [
    ("April 1945", "12 April 1945"),
    ("1945", "1945-04"),
    ("120,000–130,000", "125,000"),
    ("120,000–130,000", "122,000–125,000"),
    ("about 12,000", "12,000"),
    ("more than 60", "71"),
    ("more than 60", "at least 71"),
    ("at least 60", "60"),
    ("up to 60", "fewer than 50"),
    ("autumn 1944", "14 November 1944"),
    ("late 1943", "winter of 1943/44"),
    ("1942–45", "mid-1942 – May 1945"),
    ("1942–45", "1943"),
    ("since 1944", "April 1945"),
]
CONTRADICTING = [
    ("11,856", "about 12,000"),
    ("11,856", "11,857"),
    ("120,000–130,000", "140,000"),
    ("120,000–130,000", "125,000–135,000"),
    ("more than 60", "60"),
    ("more than 60", "9"),
    ("fewer than 60", "60"),
    ("42 battalions", "42 men"),
    ("28 January 1945", "27 January 1945"),
    ("28 January 1945", "April 1945"),
    ("11 April 1945", "13 April 1945"),
    ("1942–45", "1943–45"),
    ("1942–45", "14 November 1944 – May 1945"),
    ("late 1943", "early 1943"),
    ("until 1944", "1945"),
    ("Jan Novak", "Karl Weber"),
    ("Jan Novak", "Old Bridge"),
    ("Major", "Captain"),
    ("the majority of them", "42 battalions"),
    ("11,856", "28 January 1945"),
]


def both(one, other):
    return read(one, names=NAMES), read(other, names=NAMES)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_values_in_two_forms_are_the_same(one, other):
    for a, b in (both(one, other), both(other, one)):
        assert same(a, b)
        assert not differ(a, b)


@pytest.mark.parametrize(("one", "other"), COMPATIBLE)
def test_values_one_of_which_is_less_exact_neither_agree_nor_contradict(one, other):
    for a, b in (both(one, other), both(other, one)):
        assert not same(a, b)
        assert not differ(a, b)


@pytest.mark.parametrize(("one", "other"), CONTRADICTING)
def test_values_contradict(one, other):
    for a, b in (both(one, other), both(other, one)):
        assert differ(a, b)
        assert not same(a, b)


TYPED = st.one_of(
    st.sampled_from([word for pair in (*SAME, *COMPATIBLE, *CONTRADICTING) for word in pair]),
    st.text(alphabet="0123456789,.–-/ aceimnorty'", max_size=24),
    st.text(max_size=12),
)


@given(TYPED, TYPED)
def test_comparing_is_even_handed_and_no_value_contradicts_itself(one, other):
    a, b = both(one, other)
    assert same(a, a)
    assert not differ(a, a)
    assert differ(a, b) == differ(b, a)
    assert same(a, b) == same(b, a)
    assert not (same(a, b) and differ(a, b))


@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)))
def test_every_day_is_read_as_itself(when):
    month = "January February March April May June July August September October November December"
    assert read(when.isoformat(), "date") == Dates(when, when)
    assert read(f"{when.day} {month.split()[when.month - 1]} {when.year}", "date") == Dates(when, when)


@given(st.integers(0, 10**15))
def test_every_number_is_read_as_written_in_print(whole):
    told = Number(Fraction(whole), Fraction(whole))
    assert read(values.shown(told, ","), "number") == told
    assert read(values.shown(told, "."), "number", language="de") == told


# ── a run of a passage ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("typed", "kind", "passage", "stands"),
    [
        ("1945-01-28", "date", "KONR (since 28th January 1945)", True),
        ("1945-01", "date", "on 28 January 1945", False),
        ("1945-01-28", "date", "before 28 January 1945", False),
        ("1942", "date", "from 1942 to 1945", False),
        ("1942–45", "date", "it existed from 1942 to 1945, they say", True),
        ("11856", "number", "In 1910 it counted 11,856 inhabitants gathered there", True),
        ("11856 inhabitants", "number", "it counted 11,856 inhabitants gathered there", True),
        ("11856 inhabitants", "number", "it counted 11,856 houses", False),
        ("12000", "number", "about 12,000 men", False),
        ("ca. 12000", "number", "had about 12,000 men", True),
        ("eleven", "number", "on 11 April 1945", False),
        ("24", "number", "Twenty-four companies marched", True),
        ("J. Novak", "person", "led by Colonel Jan Novak.", True),
        ("J. Novak", "person", "led by Karl Weber.", False),
    ],
)
def test_a_value_stands_in_a_passage_in_another_form(typed, kind, passage, stands):
    value = read(typed, kind, NAMES)
    assert value is not None
    assert values.stands(value, passage, NAMES) is stands


def test_the_signs_of_the_passages_language_count():
    assert values.stands(number(11856), "es waren 11.856 Einwohner", language="de")
    assert not values.stands(number(11856), "there were 11.856 of them", language="en")


# ── numbers in print ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (number(41856), "41,856"),
        (number(120000, 130000), "120,000–130,000"),
        (number("160.02"), "160.02"),
        (Number(Fraction(1, 3), Fraction(1, 3)), "0.333333"),
        (Number(Fraction(-12), Fraction(-12)), "−12"),
        (Number(Fraction(60), None, strict=True), "> 60"),
        (Number(Fraction(60), None), "≥ 60"),
        (Number(None, Fraction(60)), "≤ 60"),
    ],
)
def test_a_number_is_written_in_figures(value, shown):
    assert values.shown(value, ",") == shown


@pytest.mark.parametrize(
    ("number", "grain"), [(42000, 1000), (20, 10), (11856, 1), ("1.5", "0.1"), (0, 1), (-300, 100)]
)
def test_a_rounded_number_has_a_grain(number, grain):
    assert values.grain(Fraction(str(number))) == Fraction(str(grain))


@pytest.mark.parametrize(("number", "near"), [(41856, 42000), (144, 140), (7, 7), ("1.55", "1.6"), (0, 0)])
def test_a_number_is_rounded_to_two_figures(number, near):
    assert values.rounded(Fraction(str(number))) == Fraction(str(near))
