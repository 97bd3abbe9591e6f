"""Figures made from facts: what is drawn of them, and that no word of the finished page lies on another."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
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


def project(lines, facts, block, names="", title="A figure", language="en-GB"):
    """Give a project: a source of these lines, facts that rest on them, one block."""
    files = casebook.base()
    files["seeds/town.txt"] = ("The Town\n\n" + "\n\n".join(lines) + "\n").encode()
    dossier = files["dossier/dossier.yaml"].decode().replace("en-GB", language)
    files["dossier/dossier.yaml"] = dossier.encode()
    files["dossier/facts.yaml"] = "".join(facts).encode()
    files["dossier/names.yaml"] = ("the-town:\n  name: The Town\n  kind: place\n" + names).encode()
    files[CHAPTER] = (OPENING + f"  - id: the-figure\n    title: {title}\n" + block).encode()
    return Memory(casebook.with_digests(files))


def fact(name, value, exact, more="", subject="the-town", about="something that came to pass there"):
    return (
        f"{name}:\n  subject: {subject}\n  property: {about}\n{more}  value: {value}\n"
        f"  from:\n    source: town\n    exact: {exact}\n"
    )


def reading(name, value, exact):
    return f"    {name}:\n      value: {value}\n      from:\n        source: town\n        exact: {exact}\n"


def events(count, language="en-GB"):
    """Give a project with a timeline of so many events, of all kinds, labels long and short."""
    lines, facts, listed = [], [], []
    for number in range(count):
        day = date(1941, 1, 3) + timedelta(days=number * (1900 // count) + number % 3)
        said = f"{day.day} {day:%B} {day.year}"
        if number % 7 == 3:
            said = f"late {day:%B} {day.year}"
        elif number % 11 == 5:
            said = f"{said} to {(later := day + timedelta(days=70)).day} {later:%B} {later.year}"
        lines.append(f"Matter {number} of the town fell on {said}, as the mayor wrote.")
        exact = f"Matter {number} of the town fell on {said}"
        facts.append(fact(f"matter-{number}", said, exact, about=f"the day of matter {number}"))
        label = f"Matter {number}" + " of a town whose mayor wrote down every single thing" * (number % 4)
        listed.append(f"        - fact: matter-{number}\n          label: {label}\n")
    lines.append("The count was on 4 May 1942. Others put the count on 6 June 1943.")
    facts.append(
        "count:\n  subject: the-town\n  property: count\n  readings:\n"
        + reading("one", "4 May 1942", "The count was on 4 May 1942")
        + reading("other", "6 June 1943", "Others put the count on 6 June 1943")
    )
    listed.append("        - count\n")
    block = "    timeline:\n      table: true\n      facts:\n" + "".join(listed)
    return project(lines, facts, block, language=language)


def tree(parents, language="en-GB"):
    """Give a project with a tree of units; `parents` holds for each but the first the number of its own."""
    names, units, lines, facts = [], [], [], []
    for number, above in enumerate((None, *parents)):
        names.append(
            f"unit-{number}:\n  name: {number}th Eastern Battalion{' of the Far Hills' * (number % 3)}\n"
            "  kind: unit\n"
        )
        lines.append(f"Unit {number} was led by Colonel Nobody{number} and had about {number + 1},200 men.")
        facts.append(
            fact(
                f"led-{number}",
                f"Colonel Nobody{number}",
                f"Unit {number} was led by Colonel Nobody{number}",
                subject=f"unit-{number}",
            )
        )
        facts.append(
            fact(
                f"men-{number}",
                f"about {number + 1},200",
                f"led by Colonel Nobody{number} and had about {number + 1},200 men",
                "  unit: men\n",
                f"unit-{number}",
                "strength",
            )
        )
        units.append(
            f"        - unit: unit-{number}\n"
            + (f"          of: unit-{above}\n" if above is not None else "")
            + f"          size: {UNIT_SIZES[number % len(UNIT_SIZES)]}\n"
            + f"          kind: {UNIT_KINDS[number % len(UNIT_KINDS)]}\n"
            + (f"          commander: led-{number}\n" if number % 3 else "")
            + (f"          strength: men-{number}\n" if number % 2 else "")
        )
    block = (
        "    order-of-battle-chart:\n      editorial: from the list\n      table: true\n      units:\n"
        + "".join(units)
    )
    return project(lines, facts, block, "".join(names), language=language)


def printed(world):
    """Build the handout of the figure; give its bytes."""
    built = build.build(world, chapter="figures")
    assert [one.message for one in built.diagnostics] == []
    return world.written[built.output]


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
            found += [(page.number, word) for word, box in there if not papers[page.number].holds(box, -20)]
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
            str(thing.Alt)
            for thing in file.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/Figure"
        ]


@cache
def timeline(count):
    return printed(events(count))


@pytest.mark.parametrize("count", [5, 30, 120])
def test_no_label_of_a_timeline_lies_on_another(count):
    data = timeline(count)
    assert faults(data) == []
    said = text(data)
    assert all(f"Matter {number}" in said for number in range(count))
    assert len(pdf.anatomy(data).boxes) > count // 40


def test_words_that_lie_on_each_other_are_found():
    squeezed = b".events td, .events th { padding: 0 !important; line-height: 2pt !important }"
    assert faults(printed(Memory({**events(5).files, "styles/mine.css": squeezed})))


SHAPES = {
    "chain": tuple(range(24)),
    "fan": (0,) * 11,
    "three": (0, 0),
    "columns": (0, 0, 0, 1, 1, 2, 3, 3, 3),
    "eighty": tuple(number // 3 for number in range(79)),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_no_unit_of_a_tree_lies_on_another(shape):
    parents = SHAPES[shape]
    data = printed(tree(parents))
    assert faults(data) == []
    assert all(f"{number}th Eastern" in text(data) for number in range(len(parents) + 1))


@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
@given(some.data())
def test_trees_of_any_shape(data):
    size = data.draw(some.integers(2, 79))
    parents = tuple(data.draw(some.integers(0, number)) for number in range(size))
    assert faults(printed(tree(parents))) == []


# ── what is said ────────────────────────────────────────────────────────────────────────────────────


def test_both_readings_stand_in_a_timeline_and_in_its_alternative_text():
    data = timeline(5)
    said = text(data)
    assert "4 May 1942" in said and "6 June 1943" in said
    assert said.count("contested") >= 3
    assert "7 dates from T; 2 contested, each reading drawn for itself; 1 approximate." in said
    whole = max(alternatives(data), key=len)
    assert whole.startswith("Timeline of 7 dates, 3 January 1941 to")
    assert "4 May 1942: The Town: count (contested)." in whole


def test_every_figure_has_an_alternative_text():
    for data in (timeline(5), printed(tree((0, 0)))):
        assert alternatives(data)
        assert all(alternatives(data))


def test_a_long_timeline_tells_forty_and_counts_the_rest():
    whole = max(alternatives(timeline(120)), key=len)
    assert whole.endswith("And 82 more, each printed with its mark.")


def test_words_are_set_in_the_fonts_of_the_book():
    fonts = {font.name.split("+")[-1] for font in pdf.anatomy(timeline(5)).fonts}
    assert all(name.startswith("Linux") for name in fonts), fonts


def test_bars_and_readings_of_strengths():
    lines = [
        "The town had 120,000–130,000 men. Others say it had about 42,000 men.",
        "The guard had more than 60 men [ citation needed ].",
    ]
    facts = [
        "men:\n  subject: the-town\n  property: strength\n  unit: men\n  readings:\n"
        + reading("one", "120,000–130,000", "The town had 120,000–130,000 men")
        + reading("other", "about 42,000", "Others say it had about 42,000 men"),
        fact("guard", "more than 60", "The guard had more than 60 men", "  unit: men\n"),
    ]
    world = project(lines, facts, "    strengths:\n      table: true\n      facts: [men, guard]\n")
    proof = build.check(world)
    (block,) = proof.resolved.chapters[0].blocks
    assert isinstance(block.content, Strengths)
    assert [
        (bar.low, bar.high, bar.drawn.approximate, bar.drawn.contested) for bar in block.content.bars
    ] == [
        (120000, 130000, False, True),
        (42000, 42000, True, True),
        (60, None, True, False),
    ]
    data = printed(world)
    assert faults(data) == []
    assert "0 50,000 100,000 150,000" in text(data)
    assert proof.apparatus.labels["the-figure"] == "Figure 1.1"


def test_a_place_in_a_tree_that_a_fact_states():
    names = "".join(f"{name}:\n  name: {name.title()} Corps\n  kind: unit\n" for name in ("first", "second"))
    lines = ["The second stood under the First Corps.", "The First Corps was led by One, others say by Two."]
    facts = [
        fact("place", "First Corps", "The second stood under the First Corps", subject="second"),
        "led:\n  subject: first\n  property: commander\n  readings:\n"
        + reading("one", "One", "The First Corps was led by One")
        + reading("two", "Two", "others say by Two"),
    ]
    units = (
        "    order-of-battle-chart:\n      units:\n"
        "        - unit: second\n          of:\n            fact: place\n"
        "        - unit: first\n          commander: led\n"
    )
    world = project(lines, facts, units, names)
    proof = build.check(world)
    assert [one.code for one in proof.diagnostics] == []
    content = proof.resolved.chapters[0].blocks[0].content
    assert isinstance(content, BattleTree)
    assert [(unit.name, unit.of, unit.place is not None) for unit in content.units] == [
        ("first", "", False),
        ("second", "first", True),
    ]
    said = text(printed(world))
    assert "One" in said and "Two" in said and said.count("contested") >= 2
    assert "A dashed line" not in said


def test_a_timeline_chooses_the_dated_facts_about_a_subject():
    lines = ["Opened on 3 May 1911.", "It had 12 wells in June 1910."]
    facts = [
        fact("opened", "3 May 1911", "Opened on 3 May 1911"),
        fact(
            "wells", '"12"', "It had 12 wells", "  when: June 1910\n  unit: wells\n", about="number of wells"
        ),
        fact("depth", "12 wells", "It had 12 wells"),
    ]
    proof = build.check(project(lines, facts, "    timeline:\n      subject: the-town\n"))
    content = proof.resolved.chapters[0].blocks[0].content
    assert isinstance(content, Timeline)
    assert [(event.drawn.text, event.drawn.label) for event in content.events] == [
        ("June 1910", "The Town: number of wells, 12 wells"),
        ("3 May 1911", "The Town: something that came to pass there"),
    ]


def test_in_german():
    data = printed(events(5, "de"))
    assert faults(data) == []
    assert "strittig" in text(data) and "contested" not in text(data)


def test_every_template_of_figures_is_used():
    used = set()
    there = {path.name for path in TEMPLATES.glob("chart-*.html")}
    for world in (events(5), tree((0, 0))):
        used |= _set(world)
    facts = [fact("men", '"12"', "It had 12 wells")]
    used |= _set(project(["It had 12 wells."], facts, "    strengths: [men]\n"))
    assert {name for name in used if name.startswith("chart-")} == there


def _set(world):
    used = set()

    def watched(name):
        used.add(name)
        return f"built-in/{name}", (TEMPLATES / name).read_text("utf-8")

    proof = build.check(world)
    made = render.manuscripts(
        proof.outline, proof.resolved, proof.apparatus, proof.sources, watched, only="figures"
    )
    assert not made.diagnostics
    return used


# ── geometry ────────────────────────────────────────────────────────────────────────────────────────


@given(some.fractions(min_value=Fraction(1, 100), max_value=10**9))
def test_an_axis_begins_with_nought_and_reaches_over_all(most):
    ticks = charts.ticks(most)
    steps = {after - before for before, after in pairwise(ticks)}
    assert ticks[0] == 0 and ticks[-1] >= most and ticks[-2] < most
    assert 2 <= len(ticks) <= 5 and len(steps) == 1


def event(first, last):
    return Event(Drawn("a", "a", StatedValue("", "a", None), "a"), first, last)


DAYS = some.dates(min_value=date(1, 1, 1), max_value=date(2900, 12, 31))


@given(some.lists(some.tuples(some.none() | DAYS, DAYS), min_size=1, max_size=30))
def test_a_strip_holds_every_event_in_order(pairs):
    made = [event(min(a, b) if a else None, max(a, b) if a else b) for a, b in pairs]
    made.sort(key=lambda one: one.first or one.last)
    strip = charts.strip(made)
    assert 2 <= len(strip.years) <= 9
    assert [at for _, at in strip.years] == sorted(at for _, at in strip.years)
    assert (strip.years[0][1], strip.years[-1][1]) == (0, 1)
    assert all(0 <= start <= stop <= 1 for start, stop in strip.spots)
    starts = [start for start, _ in strip.spots]
    assert starts == sorted(starts)
    gaps = charts.gaps(made)
    assert gaps[0] == 0 and all(0 < gap <= 20 for gap in gaps[1:])


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
    found = charts.columns(made)
    if found:
        assert [unit for branch in found for unit in branch] == made[1:]
        assert 2 <= len(found) <= 4 and max(map(len, found)) <= 7


def test_every_size_and_kind_has_words_in_every_language():
    for language in LANGUAGES:
        assert tuple(chart_words(language).sizes) == UNIT_SIZES
        assert tuple(chart_words(language).kinds) == UNIT_KINDS


def test_every_kind_of_unit_is_drawn():
    drawn = (TEMPLATES / "chart-marks.html").read_text("utf-8")
    assert all(re.search(rf'"{re.escape(name)}"', drawn) for name in (*UNIT_SIZES, *UNIT_KINDS))
