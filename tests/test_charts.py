"""Figures made from facts: what is drawn of them, and that no word of the finished page lies on another."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path
from unicodedata import normalize

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as some

import casebook
from roa_dossier import build, charts, pdf, render
from roa_dossier.model.chapter import BattleTree, Drawn, Event, StatedValue, Strengths, Timeline, Unit
from roa_dossier.model.outline import UNIT_KINDS, UNIT_SIZES
from roa_dossier.wording import LANGUAGES
from roa_dossier.wording.charts import chart_words
from roa_dossier.world import Memory

CHAPTER = "dossier/chapters/01.yaml"
TEMPLATES = Path(__file__).parent.parent / "templates"
OPENING = "title: Figures\nid: figures\nblocks:\n"

# ── projects whose facts are many ───────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Figure:
    """What a figure needs of a project: lines of the source, facts, names, and its block without its id."""

    lines: list[str]
    facts: list[str]
    block: str
    names: str = ""


def project(*figures, language="en-GB", more=b"", **files):
    """Give a project with these figures in one chapter, `figure-0` and so on."""
    there = casebook.base()
    lines = [line for figure in figures for line in figure.lines]
    there["seeds/town.txt"] = ("The Town\n\n" + "\n\n".join(lines) + "\n").encode()
    dossier = there["dossier/dossier.yaml"].decode().replace("en-GB", language)
    there["dossier/dossier.yaml"] = dossier.encode() + more
    there["dossier/facts.yaml"] = "".join(fact for figure in figures for fact in figure.facts).encode()
    names = "the-town:\n  name: The Town\n  kind: place\n" + "".join(figure.names for figure in figures)
    there["dossier/names.yaml"] = names.encode()
    blocks = (
        f"  - id: figure-{number}\n    title: A figure\n{figure.block}"
        for number, figure in enumerate(figures)
    )
    there[CHAPTER] = (OPENING + "".join(blocks)).encode()
    return Memory(casebook.with_digests({**there, **files}))


def fact(name, value, exact, more="", subject="the-town", about="something that came to pass there"):
    return (
        f"{name}:\n  subject: {subject}\n  property: {about}\n{more}  value: {value}\n"
        f"  from:\n    source: town\n    exact: {exact}\n"
    )


def reading(name, value, exact):
    return f"    {name}:\n      value: {value}\n      from:\n        source: town\n        exact: {exact}\n"


def contested(name, about, one, other, more=""):
    """Give a fact of two readings, each the value and the words it rests on."""
    readings = reading("one", *one) + reading("other", *other)
    return f"{name}:\n  subject: the-town\n  property: {about}\n{more}  readings:\n{readings}"


def events(count, table=True):
    """Give a timeline of so many events, of all kinds, labels long and short; one is contested."""
    lines, facts, listed = [], [], []
    for number in range(count):
        day = date(1941, 1, 3) + timedelta(days=number * (1900 // count) + number % 3)
        said = f"{day.day} {day:%B} {day.year}"
        if number % 7 == 3:
            said = f"late {day:%B} {day.year}"
        elif number % 11 == 5:
            said = f"{said} to {(later := day + timedelta(days=70)).day} {later:%B} {later.year}"
        name = f"matter-{count}-{number}"
        exact = f"Matter {number} of the {count} of the town fell on {said}"
        lines.append(f"{exact}, as the mayor wrote.")
        facts.append(fact(name, said, exact, about=f"the day of {name}"))
        label = f"Matter {number}" + " of a town whose mayor wrote down every single thing" * (number % 4)
        listed.append(f"        - fact: {name}\n          label: {label}\n")
    one, other = f"The count of {count} was on 4 May 1942", f"Others put the count of {count} on 6 June 1943"
    lines.append(f"{one}. {other}.")
    facts.append(
        contested(f"count-{count}", f"count of {count}", ("4 May 1942", one), ("6 June 1943", other))
    )
    listed.append(f"        - count-{count}\n")
    head = "    timeline:\n" + ("      table: true\n" if table else "") + "      facts:\n"
    return Figure(lines, facts, head + "".join(listed))


def dated(*said):
    """Give a timeline of dates as they are typed, and nothing else."""
    lines, facts = [], []
    for number, when in enumerate(said):
        exact = f"Deed {len(said)} {number} was {when}"
        lines.append(f"{exact}.")
        facts.append(fact(f"deed-{len(said)}-{number}", when, exact, about=f"deed {len(said)} {number}"))
    listed = "".join(f"        - deed-{len(said)}-{number}\n" for number in range(len(said)))
    return Figure(lines, facts, "    timeline:\n      facts:\n" + listed)


NAMES = (
    "{n}th Eastern Battalion",
    "{n}. Panzerabwehrersatzabteilung der Freiwilligen-Stammdivision",
    "{n}-й отдельный противотанковый дивизион Русской освободительной армии",
)


def tree(parents, table=False):
    """Give a tree of units; `parents` holds for each but the first the number of its own."""
    names, units, lines, facts = [], [], [], []
    of = len(parents) + 1
    for number, above in enumerate((None, *parents)):
        unit = f"unit-{of}-{number}"
        names.append(f"{unit}:\n  name: {NAMES[number % 3].format(n=number)} {of}\n  kind: unit\n")
        led, had = f"Colonel Nobody{number}x{of}", f"about {number + 1},200"
        lines.append(f"Unit {number} was led by {led} and had {had} men.")
        facts.append(fact(f"led-{of}-{number}", led, f"Unit {number} was led by {led}", subject=unit))
        exact = f"led by {led} and had {had} men"
        facts.append(fact(f"men-{of}-{number}", had, exact, "  unit: men\n", unit, "strength"))
        units.append(
            f"        - unit: {unit}\n"
            + (f"          of: unit-{of}-{above}\n" if above is not None else "")
            + f"          size: {UNIT_SIZES[number % len(UNIT_SIZES)]}\n"
            + f"          kind: {UNIT_KINDS[number % len(UNIT_KINDS)]}\n"
            + (f"          commander: led-{of}-{number}\n" if number % 3 else "")
            + (f"          strength: men-{of}-{number}\n" if number % 2 else "")
        )
    head = "    order-of-battle-chart:\n      editorial: from the list\n"
    head += "      table: true\n" if table else ""
    return Figure(lines, facts, head + "      units:\n" + "".join(units), "".join(names))


def bars():
    """Give bars of all kinds: a range, about, more than, nought, few beside many, a long label."""
    lines = [
        "The town had 120,000–130,000 men. Others say it had about 42,000 men.",
        "The guard had more than 60 men [ citation needed ].",
        "There were 1,000,000 boots, 10 horses and 0 cannons.",
    ]
    men, other = "The town had 120,000–130,000 men", "Others say it had about 42,000 men"
    facts = [
        contested("men", "strength", ("120,000–130,000", men), ("about 42,000", other), "  unit: men\n"),
        fact("guard", "more than 60", "The guard had more than 60 men", "  unit: men\n", about="guard"),
        fact("boots", '"1,000,000"', "There were 1,000,000 boots", "  unit: boots\n", about="boots"),
        fact("horses", '"10"', "10 horses", "  unit: horses\n", about="horses"),
        fact("cannons", '"0"', "0 cannons", "  unit: cannons\n", about="cannons"),
    ]
    label = "Die Freiwilligen mit allen Panzerabwehrersatzabteilungen und Nachschubkompanien im Frühjahr"
    listed = f"        - fact: men\n          label: {label}\n"
    listed += "".join(f"        - {name}\n" for name in ("guard", "boots", "horses", "cannons"))
    return Figure(lines, facts, "    strengths:\n      table: true\n      facts:\n" + listed)


TREES = {
    3: (0, 0),
    5: (0, 0, 1, 1),
    12: (0, 0, 0, 1, 1, 2, 3, 3, 3, 4, 4),
    40: tuple(range(19)) + tuple(number // 3 for number in range(20)),
    80: tuple(number // 3 for number in range(79)),
}
WEEK = tuple(f"{1 + number * 7 // 20} May 1945" for number in range(20))
ALL = (
    *(events(count, table=count == 5) for count in (5, 30, 120)),
    *(tree(parents, table=size == 12) for size, parents in TREES.items()),
    bars(),
    dated(*WEEK, "12 March 1745"),
    dated("3 May 1911"),
    dated("1745–1945", "1944", "since autumn 1944", "until May 1945"),
)
FIRST_TREE, BARS, CLUSTER, ALONE, SPANS = 3, 8, 9, 10, 11


def printed(world, edition="print"):
    """Build the handout of the figures; give its bytes."""
    built = build.build(world, chapter="figures", edition=edition)
    assert [one.message for one in built.diagnostics] == []
    return world.written[built.output]


@cache
def everything():
    return printed(project(*ALL))


LARGE = b"editions:\n  large:\n    paper: A5\n    type-size: 16pt\n    colour: greyscale\n"


@cache
def large():
    """Print some of the figures in German on small paper in large type, without colour."""
    figures = (events(5), tree(TREES[5]), tree(TREES[12]), bars(), dated(*WEEK))
    return printed(project(*figures, language="de", more=LARGE), "large")


# ── what lies where ─────────────────────────────────────────────────────────────────────────────────


def words_of(page):
    """Give the words drawn on a page, each with its box; letters that touch a word's end belong to it."""
    found = []
    for index, char in enumerate(page.chars):
        box = page.box(index)
        if char.isspace() or box is None or box.right - box.left < 0.01:
            found.append(None)
            continue
        last = found[-1] if found else None
        if (
            last is not None and last[1].left - 1 < box.left < last[1].right + 2
        ):  # the letters of a ligature share a box
            edges = (
                min(last[1].bottom, box.bottom),
                max(last[1].right, box.right),
                max(last[1].top, box.top),
            )
            found[-1] = (last[0] + char, pdf.Box(last[1].left, *edges))
        else:
            found.append((char, box))
    return [word for word in found if word]


def overlaps(one, other, slack=0.5):
    return (
        min(one.right, other.right) - max(one.left, other.left) > slack
        and min(one.top, other.top) - max(one.bottom, other.bottom) > slack
    )


def faults(data):
    """Give the words of a PDF that lie on others, or off the paper."""
    found = []
    papers = pdf.anatomy(data).boxes
    with pdf.drawing(data) as pages:
        for page in pages:
            there = words_of(page)
            found += [(page.number, word) for word, box in there if not papers[page.number].holds(box, -8)]
            found += [
                (page.number, one, other)
                for at, (one, box) in enumerate(there)
                for other, beside in there[at + 1 :]
                if overlaps(box, beside)
            ]
    return found


def text(data):
    with pdf.drawing(data) as pages:
        return " ".join(" ".join(page.chars for page in pages).split())


def alternatives(data):
    with pikepdf.open(io.BytesIO(data)) as file:
        return [
            str(thing.Alt).replace("\u00a0", " ")
            for thing in file.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/Figure"
        ]


@pytest.mark.parametrize("made", [everything, large])
def test_no_word_of_a_figure_lies_on_another_or_off_the_paper(made):
    """5, 30 and 120 events, 20 in a week, two centuries; trees of 3, 5, 12, 40 and 80 units; bars."""
    assert faults(made()) == []


def test_every_event_and_every_unit_is_printed():
    said = text(everything())
    for count in (5, 30, 120):
        assert all(re.search(rf"Matter {number}\b", said) for number in range(count))
    bare = _bare(said)
    for size in TREES:
        for number in range(size):
            assert _bare(f"{NAMES[number % 3].format(n=number)} {size}") in bare, (size, number)


def _bare(words):
    """Give words without spaces and hyphens, which stand otherwise where a line is broken."""
    return normalize("NFC", re.sub(r"[\s\u2010\u00ad\x02\ufffe-]", "", words))


def test_words_that_lie_on_each_other_are_found():
    squeezed = b".events td, .events th { padding: 0 !important; line-height: 2pt !important }"
    assert faults(printed(project(events(5), **{"styles/mine.css": squeezed})))


def test_a_figure_that_goes_on_says_so_on_each_page():
    with pdf.drawing(everything()) as pages:
        said = [" ".join(page.chars.split()) for page in pages]
    for label in ("Figure 1.3", f"Figure 1.{FIRST_TREE + 5}"):  # 120 events, 80 units
        first = next(at for at, words in enumerate(said) if f"{label}. A figure" in words)
        assert f"{label}, continued" not in said[first]
        assert f"{label}, continued" in said[first + 1] and f"{label}, continued" in said[first + 2]


# ── what is said ────────────────────────────────────────────────────────────────────────────────────


def test_both_readings_stand_in_a_timeline_and_in_its_alternative_text():
    said = text(everything())
    assert "The Town: count of 5 contested (5)" in said and "The Town: count of 5 contested (3)" in said
    assert "4 May 1942" in said and "6 June 1943" in said
    assert "7 dates from T; 2 contested, each reading drawn for itself; 1 approximate." in said
    whole = next(one for one in alternatives(everything()) if one.startswith("Timeline of 7 dates"))
    assert whole.startswith("Timeline of 7 dates, 3 January 1941 to")
    assert "4 May 1942: The Town: count of 5 (contested)." in whole


def test_every_figure_has_an_alternative_text_with_its_data():
    found = alternatives(everything())
    assert all(found)
    assert sum(one.startswith("Timeline of ") for one in found) == 6
    assert sum(one.startswith("Order of battle: a tree of ") for one in found) == len(TREES)
    (strengths,) = (one for one in found if one.startswith("Bars for "))
    assert "120,000–130,000 men (contested)." in strengths and "0 cannons" in strengths
    small = next(one for one in found if one.startswith("Order of battle: a tree of 3 units"))
    assert "cavalry platoon, under 0th Eastern Battalion 3, Commander: Colonel Nobody1x3" in small
    assert "Strength: about 2,200 men (approximate, or with an open end)." in small


def test_a_long_timeline_tells_forty_and_counts_the_rest():
    whole = next(one for one in alternatives(everything()) if one.startswith("Timeline of 122 dates"))
    assert whole.endswith("And 82 more, each printed with its mark.")


def test_words_are_set_in_the_fonts_of_the_book():
    fonts = {font.name.split("+")[-1] for font in pdf.anatomy(everything()).fonts}
    assert all(name.startswith("Linux") for name in fonts), fonts


def test_a_single_day_needs_no_scale_and_a_week_has_days():
    said = text(everything())
    assert re.search(r"Figure 1\.11\. A figure 3 May 1911", said)
    week = text(printed(project(dated("1 May 1945", "3 May 1945", "7 May 1945"))))
    assert re.search(r"1 May 2 May 3 May 4 May 5 May 6 May 7 May 8 May", week)


def test_a_tree_cites_each_value_in_a_note_and_names_its_symbols():
    proof = build.check(project(tree(TREES[12])))
    content = proof.resolved.chapters[0].blocks[0].content
    for unit in content.units:
        drawn = (*unit.commanders, *unit.strengths)
        assert not drawn or drawn[-1].said.call is not None
        assert all(each.said.call is not None for each in drawn) or len(drawn) == 2
    assert len(proof.apparatus.notes) == sum(
        bool(unit.commanders or unit.strengths) for unit in content.units
    )
    numbers = [mark.number for _, mark in sorted(proof.apparatus.notes.items())]
    assert numbers == sorted(numbers)
    said = text(everything())
    assert "section platoon company infantry cavalry armour" in said


def test_bars_and_readings_of_strengths():
    proof = build.check(project(bars()))
    (block,) = proof.resolved.chapters[0].blocks
    assert isinstance(block.content, Strengths)
    assert [
        (bar.low, bar.high, bar.drawn.approximate, bar.drawn.contested) for bar in block.content.bars
    ] == [
        (120000, 130000, False, True),
        (42000, 42000, True, True),
        (60, None, True, False),
        (1000000, 1000000, False, False),
        (10, 10, False, False),
        (0, 0, False, False),
    ]
    assert "0 200,000 400,000 600,000 800,000 1,000,000" in text(everything())
    assert proof.apparatus.labels["figure-0"] == "Figure 1.1"


def test_a_place_in_a_tree_that_a_fact_states():
    names = "".join(f"{name}:\n  name: {name.title()} Corps\n  kind: unit\n" for name in ("first", "second"))
    lines = ["The second stood under the First Corps.", "The First Corps was led by One, others say by Two."]
    facts = [
        fact("place", "First Corps", "The second stood under the First Corps", subject="second"),
        contested(
            "led", "commander", ("One", "The First Corps was led by One"), ("Two", "others say by Two")
        ),
    ]
    units = (
        "    order-of-battle-chart:\n      units:\n"
        "        - unit: second\n          of:\n            fact: place\n"
        "        - unit: first\n          commander: led\n"
    )
    world = project(
        Figure(
            lines,
            [
                each.replace("the-town\n  property: commander", "first\n  property: commander")
                for each in facts
            ],
            units,
            names,
        )
    )
    proof = build.check(world)
    assert [one.code for one in proof.diagnostics] == []
    content = proof.resolved.chapters[0].blocks[0].content
    assert isinstance(content, BattleTree)
    assert [(unit.name, unit.of, unit.place is not None) for unit in content.units] == [
        ("first", "", False),
        ("second", "first", True),
    ]
    (made,) = _set(world)[1]
    said = re.sub(r"<svg.*?</svg>", "", made.html, flags=re.S)
    assert "One" in said and "Two" in said and said.count('class="contested-word"') == 2
    assert "A dashed line" not in said
    assert len(made.notes) == 3


def test_a_timeline_chooses_the_dated_facts_about_a_subject():
    lines = ["Opened on 3 May 1911.", "It had 12 wells in June 1910."]
    facts = [
        fact("opened", "3 May 1911", "Opened on 3 May 1911"),
        fact(
            "wells", '"12"', "It had 12 wells", "  when: June 1910\n  unit: wells\n", about="number of wells"
        ),
        fact("depth", "12 wells", "It had 12 wells"),
    ]
    proof = build.check(project(Figure(lines, facts, "    timeline:\n      subject: the-town\n")))
    content = proof.resolved.chapters[0].blocks[0].content
    assert isinstance(content, Timeline)
    assert [(event.drawn.text, event.drawn.label) for event in content.events] == [
        ("June 1910", "The Town: number of wells, 12 wells"),
        ("3 May 1911", "The Town: something that came to pass there"),
    ]


def test_in_german():
    said = text(large())
    assert "strittig" in said and "contested" not in said
    assert "Abbildung 1.1, Fortsetzung" in said


def test_without_colour_a_figure_has_none():
    with pikepdf.open(io.BytesIO(large())) as file:
        for page in file.pages:
            drawn = page.Contents.read_bytes() if not isinstance(page.Contents, pikepdf.Array) else b""
            for red, green, blue in re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG)\b", drawn):
                assert red == green == blue


def test_a_project_draws_its_figures_its_own_way():
    marks = (TEMPLATES / "chart-marks.html").read_text("utf-8")
    squares = re.sub(
        r'(<svg[^>]* class="\{\{ class \}\}".*?</title>)\{\{ shape\(mark.signs\) \}\}',
        r'\1<rect class="own" x="-3" y="-3" width="6" height="6"/>',
        marks,
    )
    assert squares != marks
    own = {"templates/chart-marks.html": squares.encode(), "styles/mine.css": b".events .date { width: 60% }"}
    world = project(dated("3 May 1911", "4 May 1912"), **own)
    built = build.build(world, chapter="figures")
    assert [one.message for one in built.diagnostics] == []
    ((made,),) = (_set(world)[1],)
    assert made.html.count('class="own"') == 2


def test_every_template_of_figures_is_used():
    used = _set(project(events(5), tree((0, 0)), bars()))[0]
    there = {path.name for path in TEMPLATES.glob("chart-*.html")}
    assert {name for name in used if name.startswith("chart-")} == there


def _set(world):
    """Give the templates that a project's figures use, and its manuscripts."""
    used = set()

    def watched(name):
        used.add(name)
        return world.template(name)

    proof = build.check(world)
    made = render.manuscripts(
        proof.outline, proof.resolved, proof.apparatus, proof.sources, watched, only="figures"
    )
    assert not made.diagnostics
    return used, made.value


# ── geometry ────────────────────────────────────────────────────────────────────────────────────────


@given(some.fractions(min_value=Fraction(1, 100), max_value=10**9))
def test_an_axis_begins_with_nought_and_reaches_over_all(most):
    ticks = charts.ticks(most)
    steps = {after - before for before, after in pairwise(ticks)}
    assert ticks[0] == 0 and ticks[-1] >= most and ticks[-2] < most
    assert 2 <= len(ticks) <= 5 and len(steps) == 1


def event(first, last):
    return Event(Drawn("a", "a", StatedValue("", "a", None), "a"), first, last)


DAYS = some.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))
NEAR = some.dates(min_value=date(1945, 4, 1), max_value=date(1945, 6, 1))
ROOMS = some.builds(charts.Room, some.floats(60, 180), some.just(200.0), some.floats(0.8, 1.8))


def named(tick):
    return f"{tick.day or ''} {'September' if tick.month else ''} {tick.year if not tick.day else ''}".strip()


@given(some.lists(some.tuples(some.none() | DAYS | NEAR, NEAR | DAYS), min_size=1, max_size=60), ROOMS)
def test_a_strip_holds_every_event_and_no_words_of_it_meet(pairs, room):
    made = [event(min(a, b) if a else None, max(a, b) if a else b) for a, b in pairs]
    strip = charts.strip(made, room, named)
    spots = [at for _, at in strip.ticks]
    assert len(spots) >= 2 and spots == sorted(spots)
    assert all(spots[0] - 0.01 <= at <= spots[-1] + 0.01 for at in strip.points)
    assert sorted(number for group in strip.groups for number in group.numbers) == [*range(1, len(made) + 1)]
    for labels in (
        [(at, room.wide(named(tick), charts.LABEL)) for tick, at in strip.ticks],
        [(group.at, room.wide(group.label, charts.NUMBER)) for group in strip.groups],
    ):
        edges = [(at - width / 2, at + width / 2) for at, width in labels]
        assert all(before[1] < after[0] for before, after in pairwise(edges)) or len(labels) == 2
    lanes = sorted((one.lane, one.start, one.stop) for one in strip.stretches)
    assert all(a[2] <= b[1] for a, b in pairwise(lanes) if a[0] == b[0])
    gaps = charts.gaps(sorted(made, key=lambda one: one.first or one.last))
    assert gaps[0] == 0 and all(0 < gap <= 20 for gap in gaps[1:])


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        (date(1945, 5, 1), date(1945, 5, 4), "1 2 3 4 5"),
        (date(1945, 1, 20), date(1945, 3, 2), "20 27 3 10 17 24 3"),
        (date(1944, 11, 20), date(1945, 9, 2), "1944.11 1945.1 1945.3 1945.5 1945.7 1945.9 1945.11"),
        (date(1941, 1, 3), date(1945, 7, 1), "1941 1942 1943 1944 1945 1946"),
        (date(1745, 1, 3), date(1945, 7, 1), "1700 1750 1800 1850 1900 1950"),
    ],
)
def test_an_axis_of_time_is_as_fine_as_its_words_allow(first, last, labels):
    strip = charts.strip([event(first, first), event(last, last)], charts.Room(), lambda tick: "May 45")
    found = [str(t.day or f"{t.year}.{t.month}".removesuffix(".0")) for t, _ in strip.ticks]
    assert found == labels.split()


def test_numbers_in_a_row_are_drawn_together():
    assert charts.numbered((1, 3, 4, 5, 9, 10)) == "1, 3–5, 9–10"


def units(parents):
    order, below = [], {}
    for number, above in enumerate(parents, 1):
        below.setdefault(above, []).append(number)
    waiting = [0]
    while waiting:
        order.append(waiting.pop())
        waiting += below.get(order[-1], [])[::-1]
    return [Unit(str(at), str(at), str(parents[at - 1]) if at else "") for at in order]


SHAPED = some.integers(2, 79).flatmap(
    lambda size: some.tuples(*(some.integers(0, number) for number in range(size)))
)


@given(SHAPED)
def test_lines_of_a_tree_go_on_where_a_sister_follows(parents):
    made = units(parents)
    spots = charts.spots(made)
    assert [spot.unit for spot in spots] == made
    for at, spot in enumerate(spots):
        assert len(spot.lines) == spot.depth
        for level, goes_on in enumerate(spot.lines, 1):
            later = [after.depth for after in spots[at + 1 :]]
            upto = next((n for n, depth in enumerate(later) if depth < level), len(later))
            assert goes_on == (level in later[:upto])


@given(SHAPED)
def test_columns_hold_every_unit_once_and_stay_small(parents):
    made = units(parents)
    found = charts.columns(made, charts.Room())
    if found:
        assert [unit for branch in found for unit in branch] == made[1:]
        assert 2 <= len(found) <= 4 and max(map(len, found)) <= 12
        assert charts.columns(made, charts.Room(width=6.0)) == ()


def test_every_size_and_kind_has_words_in_every_language():
    for language in LANGUAGES:
        assert tuple(chart_words(language).sizes) == UNIT_SIZES
        assert tuple(chart_words(language).kinds) == UNIT_KINDS


def test_every_kind_of_unit_is_drawn():
    drawn = (TEMPLATES / "chart-marks.html").read_text("utf-8")
    assert all(re.search(rf'"{re.escape(name)}"', drawn) for name in (*UNIT_SIZES, *UNIT_KINDS))
