"""Tables: columns by their content, heads that say the table goes on, and what is too wide for a page."""

from __future__ import annotations

import io
import re
from unittest import mock
from xml.etree import ElementTree as Tree

import pikepdf
import pytest
import weasyprint.layout

import casebook
from roa_dossier import build, layout, pdf
from roa_dossier.layout import columns, engine, parted, unset, wide
from roa_dossier.layout.columns import MM, Widths
from roa_dossier.layout.job import Job
from roa_dossier.model.book import Manuscript, Typesetting
from roa_dossier.render import tables
from roa_dossier.world import Memory

WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
CAPTION = (
    "A table of many rows whose caption is so long that it takes three lines of the page, with every one of "
    "its words printed once, above the first page of the table, and on none of the pages after it on which "
    "the table goes on; there a short line says so, and nothing but that it is meant to say"
)
GREEK = ("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "la", "mu")
ROWS = 300


# ── one project with every table that is hard to set ────────────────────────────────────────────────


def block(name, title, heads, rows, more=""):
    lines = [f"  - id: {name}", f"    title: {title}", "    table:", *([f"      {more}"] if more else [])]
    lines += ["      columns:", *(f"        - {head}" for head in heads), "      rows:"]
    for row in rows:
        lines += [f"{'        - - ' if not at else '          - '}'{cell}'" for at, cell in enumerate(row)]
    return "\n".join(lines) + "\n"


def wide_block(name, count, rows, more=""):
    heads = ["Unit", *(f"Head {GREEK[at % 12]} {at}" for at in range(1, count))]
    cells = [
        [f"Unit {GREEK[row % 12]}", *(f"{GREEK[(row + at) % 12]} {GREEK[at % 12]}" for at in range(1, count))]
        for row in range(rows)
    ]
    cells[0][-1] += f"^[A note in the {name} table.]"
    cells[0][1] += " {ref:line-chapter}"
    return block(name, f"The {name} table", heads, cells, more)


def long_rows():
    for row in range(ROWS):
        note = {3: "^[The note of row three.]", 150: "^[The note of the middle row.]"}.get(row, "")
        yield [f"row-{row:03}-{GREEK[row % 12]}{note}", f"{row * 977 % 20000:,}"]


LONG = block("long", CAPTION, ["What it is", "How many"], long_rows())
BROKEN = block("word", "A word that nothing holds", ["Word", "Meaning"], [[WORD * 2, " ".join(GREEK * 6)]])
WIDE = "".join(
    (
        wide_block("turned", 10, 3),
        "  - text: |\n      Words between.\n",
        wide_block("split", 10, 2, "wide: split"),
        wide_block("fit", 12, 2, "wide: fit"),
        wide_block("again", 3, 2, "wide: turn"),
    )
)


@pytest.fixture(scope="module")
def made():
    files = casebook.base()
    chapters = {"long": LONG + BROKEN, "wide": WIDE, "line": "  - text: |\n      One line.\n"}
    listed = "".join(f"  - chapters/{name}.yaml\n" for name in chapters)
    for name, blocks in chapters.items():
        head = f"title: Chapter {name}\nid: {name}-chapter\nblocks:\n"
        files[f"dossier/chapters/{name}.yaml"] = (head + blocks).encode()
    files["dossier/dossier.yaml"] = (
        f"name: sample\ntitle: A sample\nlanguage: en-GB\nchapters:\n{listed}".encode()
    )
    world = Memory(casebook.with_digests(files))
    built = build.build(world)
    assert built.output, [one for one in built.diagnostics if one.code != "number-unsupported"][:5]
    return built, world.written[built.output]


@pytest.fixture(scope="module")
def pages(made):
    with pdf.drawing(made[1]) as drawing:
        return [" ".join(page.chars.split()) for page in drawing]


def holding(pages, words):
    return [number for number, text in enumerate(pages) if words in text]


def test_a_table_that_goes_on_says_so_on_every_page_but_its_first(pages):
    rows = holding(pages, "row-")
    assert len(rows) > 5 and rows == list(range(rows[0], rows[-1] + 1))
    assert holding(pages, "Table 1.1, continued") == rows[1:]
    assert holding(pages, "What it is How many") == rows
    told = [number for number in holding(pages, "nothing but that it is meant to say") if number in rows]
    assert told == rows[:1]


def test_no_row_is_lost_or_printed_twice(pages):
    found = re.findall(r"row-\d{3}", " ".join(pages))
    assert found == [f"row-{row:03}" for row in range(ROWS)]


@pytest.mark.parametrize(
    ("call", "note"), [("row-003-", "The note of row three."), ("row-150-", "The note of the middle row.")]
)
def test_the_note_of_a_row_stands_on_the_page_of_the_row(pages, call, note):
    assert holding(pages, call) == holding(pages, note) != []


def test_a_word_that_no_column_holds_is_whole_on_its_page_with_no_letter_added(made, pages):
    (page,) = holding(pages, WORD[:14])
    with pdf.drawing(made[1]) as drawing:
        chars = next(drawn.chars for drawn in drawing if drawn.number == page)
    # U+2010 is the layout's own hyphen, which a typed one is not
    assert WORD * 2 in re.sub(r"[\s\u2010]", "", chars)


def test_a_table_too_wide_has_a_page_of_its_own_turned_to_the_binding(made, pages):
    (page,) = (number for number in holding(pages, "Table 2.1. The turned table") if number > 5)
    with pikepdf.open(io.BytesIO(made[1])) as file:
        turned = {number for number, each in enumerate(file.pages) if each.get("/Rotate")}
        box = [float(edge) for edge in file.pages[page].MediaBox]
        # its head is towards the binding: at the left of a right page, at the right of a left one
        assert file.pages[page].Rotate == (90 if page % 2 else 270)
    assert box[2] > box[3] and turned == {page, *holding(pages, "A note in the again table.")}
    assert len(turned) == 2
    assert "A note in the turned table." in pages[page]
    assert "Words between." not in pages[page]
    assert str(page + 1) in pages[page].split()


def test_a_split_table_repeats_its_first_column_and_no_note(pages):
    (page,) = holding(pages, "Table 2.2, continued: columns")
    assert re.search(r"Table 2\.2, continued: columns \d–10", pages[page])
    split = pages[page].split("Table 2.2.")[1].split("Table 2.3.")[0]
    assert split.count("Unit alpha") == split.count("Unit beta") == 2
    assert " ".join(pages).count("A note in the split table.") == 1


def test_a_table_that_must_fit_is_not_turned_and_its_author_is_told(made, pages):
    (told,) = (one for one in made[0].diagnostics if one.code == "table-too-wide")
    assert "`fit`" in told.message
    assert holding(pages, "A note in the fit table.")


def test_a_chapter_of_one_line_is_one_page(pages):
    (page,) = holding(pages, "One line.")
    assert "Chapter line" in pages[page] and "continued" not in pages[page]


def tagged(data):
    """Give the tables of a PDF's structure: the pages of each, and the kinds of the elements in it."""
    with pikepdf.open(io.BytesIO(data)) as file:
        numbers = {page.objgen: number for number, page in enumerate(file.pages)}
        found = []
        stack = [(file.Root.StructTreeRoot.K, None)]
        while stack:
            each, table = stack.pop()
            if isinstance(each, pikepdf.Array):
                stack.extend((kid, table) for kid in each)
            elif isinstance(each, pikepdf.Dictionary) and "/S" in each:
                if each.S == "/Table":
                    table = (set(), [])
                    found.append(table)
                if table is not None:
                    table[0].add(numbers[each.Pg.objgen])
                    table[1].append(str(each.S))
                stack.append((each.get("/K", pikepdf.Array()), table))
        return found


def test_a_table_over_pages_is_one_table_to_those_who_hear_it(made, pages):
    rows = set(holding(pages, "row-"))
    (over, kinds) = next(table for table in tagged(made[1]) if len(table[0]) > 2)
    assert over == rows
    assert (kinds.count("/Caption"), kinds.count("/THead"), kinds.count("/TH")) == (1, 1, 2)
    assert (kinds.count("/TR"), kinds.count("/TD")) == (ROWS + 1, 2 * ROWS)


# ── rows that are taller than a page, and groups ────────────────────────────────────────────────────


SMALL = """
html { font: 10pt/12pt 'Linux Libertine O' }
@page { size: 100mm 70mm; margin: 5mm }
.over { display: none }
table { width: 100%; border-spacing: 0 }
caption, thead, tr:first-child { break-after: avoid }
tbody tr { break-inside: avoid }
td, th { padding: 0; text-align: left; font-weight: 400 }
"""
HEAD = (
    "<table class='fitted'><caption>The caption</caption><thead><tr class='over'><th colspan='2'>GOES ON</th>"
    "</tr><tr class='heads'><th>One</th><th>Two</th></tr>"
    "<tr class='over group' data-group='1'><th colspan='2'>FIRST GROUP</th></tr>"
    "<tr class='over group' data-group='2'><th colspan='2'>SECOND GROUP</th></tr></thead>"
    "<tbody>{}</tbody></table>"
)


def set_small(rows, *, folded=True):
    html = f'<section class="chapter" id="one">{HEAD.format(rows)}</section>'
    found = layout.pages(
        (Manuscript("one", "One", html),), Typesetting("A sample", "en-GB", (("styles/small.css", SMALL),))
    )
    with pdf.drawing(found.value.pdf) as drawing:
        return [" ".join(page.chars.split()) if folded else page.chars for page in drawing]


def test_the_group_that_goes_on_is_named_and_no_other():
    def group(name, count):
        rows = "".join(f"<tr><td>{name}{row}</td><td>x</td></tr>" for row in range(count))
        return f"<tr class='group'><th colspan='2'>Group {name}</th></tr>{rows}"

    first, second, third = set_small(group("a", 12) + group("b", 15))
    assert "GOES ON" not in first and "FIRST GROUP" not in first
    assert second.startswith("GOES ON One Two") and "Group b" in second
    assert third.startswith("GOES ON One Two SECOND GROUP b")
    assert ("FIRST GROUP" in second) is ("a11" in second)


def test_a_row_taller_than_a_page_breaks_beneath_its_head():
    tall = " ".join(GREEK * 40)
    pages = set_small(
        f"<tr><td>a</td><td>x</td></tr><tr><td>b</td><td>{tall}</td></tr><tr><td>c</td><td>y</td></tr>"
    )
    assert pages[0].startswith("The caption OneTwo a x b alpha")
    assert len(pages) > 2 and all(page.startswith("GOES ON OneTwo") for page in pages[1:])
    assert "c y" in pages[-1]


def test_a_table_that_a_style_sheet_hides_hinders_no_other():
    cells = "".join(f"<td>{WORD[:12]}{at}</td>" for at in range(9))
    table = (
        '<div class="block table" id="{0}" data-wide="fit"><table><tbody><tr>{1}</tr></tbody></table></div>'
    )
    html = "".join(table.format(name, cells) for name in ("hidden", "shown"))
    made = layout.pages(
        (Manuscript("one", "One", f'<section id="one">{html}</section>'),),
        Typesetting("A sample", "en-GB", (("styles/own.css", f"{SMALL} #hidden {{ display: none }}"),)),
    )
    assert [one.message.split("`")[1] for one in made.diagnostics if one.code == "table-too-wide"] == [
        "shown"
    ]


# ── how wide columns are ────────────────────────────────────────────────────────────────────────────


def test_the_engine_shares_out_the_width_of_a_table_as_it_is_wanted_here():
    """With the engine's own shares the days break: it is read again the day another version is installed."""
    days = "13 April 1908"
    pages = set_small(f"<tr><td>{days}</td><td>{' '.join(GREEK * 12)}</td></tr>", folded=False)
    assert days in pages[0]


def widths(*wants, rows=()):
    return Widths([low for low, _ in wants], [high for _, high in wants], rows)


def test_a_narrow_column_beside_a_long_one_has_what_it_needs():
    narrow, long = columns.shared(widths((20, 60), (50, 2000)), 400)
    assert narrow == 60 and long == pytest.approx(340)


@pytest.mark.parametrize("room", [90, 200, 400, 1000, 5000])
def test_columns_add_up_to_the_room_and_none_vanishes(room):
    wants = widths((20, 60), (300, 2000), (30, 400), (10, 10))
    found = columns.shared(wants, room)
    assert sum(found) == pytest.approx(room)
    assert min(found) >= 10 - 1e-6


def test_columns_give_way_to_each_other_where_that_saves_lines():
    # the first column's cells would all stand on one line, were it but a little wider
    rows = [[(0, 150.0), (1, 90.0)]] * 5 + [[(0, 40.0), (1, 400.0)]]
    first, second = columns.shared(widths((30, 150), (40, 400), rows=rows), 300)
    assert first >= 150 and second >= 90


def test_columns_are_parted_evenly_and_only_where_they_must():
    assert columns.parts([50] * 9, 500) == (tuple(range(9)),)
    assert columns.parts([50] * 9, 300) == ((0, 1, 2, 3, 4), (5, 6, 7, 8))
    assert columns.parts([50, 400, 10], 300) == ((0, 1, 2),)


ROOM = wide.Room(136 * MM, 240 * MM)


@pytest.mark.parametrize(
    ("asked", "count", "expected"),
    [
        ("auto", 5, ()),
        ("auto", 12, ("turned",)),
        ("turn", 5, ("turned",)),
        ("fit", 12, ("very-wide",)),
        ("split", 12, ()),
        ("auto", 30, ()),
    ],
)
def test_what_is_done_with_a_table_hangs_on_its_width_and_what_is_asked(asked, count, expected):
    wants = widths(*[(40, 70)] * count)
    choice = wide.chosen(asked, wants, wants, ROOM)
    assert choice.classes == expected
    assert bool(choice.parts) is (asked == "split" or count == 30)


# ── measured on the boxes that are laid out ─────────────────────────────────────────────────────────


SHEET = """
@page { size: A6; margin: 10mm } @page turned { size: A6 landscape } .turned { page: turned }
.wide, .very-wide { font-size: 6pt } .very-wide { overflow-wrap: anywhere } .hidden { display: none }
:root { --odd: 3px } .told { display: var(--odd) }
.block:not(.wide):not(.turned) caption { display: var(--odd) }
"""
OPENING = '<!DOCTYPE html><html lang="en"><head><title>Tables</title></head><body>'


def asking(count, asked="auto", name="t", more=""):
    cells = "".join(f"<td>Headword {at}</td>" for at in range(count))
    caption = "<caption>A caption</caption>"
    return (
        f'<div class="block table{more}" id="{name}" data-wide="{asked}"><table class="fitted">{caption}'
        f"<tbody><tr>{cells}</tr></tbody></table></div>"
    )


class Laid:
    """A job laid out, and how: the documents that were made for it, and how often boxes were made alone."""

    def __init__(self, *sections, css=SHEET):
        named = tuple((f"s{at}", f'<section id="s{at}">{html}</section>') for at, html in enumerate(sections))
        job = Job(OPENING, named, (("test.css", css),))
        documents = mock.patch.object(
            engine.Press, "document", autospec=True, side_effect=engine.Press.document
        )
        with mock.patch.object(unset, "boxes", side_effect=unset.boxes) as boxes, documents as made:
            self.outcome = engine.lay_out(job)
        self.alone = boxes.call_count
        given = [call.args[1] for call in made.call_args_list]
        self.looks = [each for each in given if each[0][0] == ""]
        self.tries = [each for each in given if each[0][0] != ""]
        with engine.listening() as ear:
            self.expected, self.tight = wide.fitted(engine.Press(job, engine.Closed({}), ear), named)
        self.asked = named

    @property
    def heard(self):
        return [remark.text for remark in self.outcome.remarks]


@pytest.mark.parametrize("asked", ["auto", "fit"])
def test_a_table_that_fits_is_measured_where_it_is_laid_out(asked):
    laid = Laid("<p>Words.</p>" + asking(2, asked), asking(1, asked, "other"), "<p>No table.</p>")
    assert laid.alone == 0 and len(laid.looks) == 1
    assert laid.tries == [laid.asked] == [laid.expected]
    assert laid.outcome.tight == ()


def test_where_no_table_may_be_too_wide_nothing_is_measured():
    laid = Laid("<p>Words.</p>" + asking(2).replace(' data-wide="auto"', ""))
    assert (laid.alone, laid.looks, laid.tries) == (0, [], [laid.asked])


def test_a_table_that_is_not_displayed_is_not_too_wide():
    laid = Laid(asking(30, "fit", more=" hidden"))
    assert laid.alone == 0
    assert laid.tries == [laid.asked] == [laid.expected]


@pytest.mark.parametrize(
    ("count", "asked", "tight"),
    [
        (4, "auto", ()),
        (6, "auto", ()),
        (30, "auto", ()),
        (30, "fit", ("t",)),
        (30, "turn", ("t",)),
        (2, "turn", ()),
        (12, "split", ()),
    ],
)
def test_what_does_not_fit_is_set_as_it_is_decided_before_the_layout(count, asked, tight):
    laid = Laid("<p>Words.</p>" + asking(count, asked), asking(2, name="other"))
    assert laid.expected != laid.asked
    assert laid.tries == [laid.asked, laid.expected]  # the first ends before its pages are made
    assert laid.outcome.tight == laid.tight == tight
    assert laid.alone == 3  # twice that section, and once the one whose table fits
    with mock.patch.object(wide, "document", lambda _, __, ear, lay: (lay(laid.expected), laid.tight)):
        alone = Laid("<p>Words.</p>" + asking(count, asked), asking(2, name="other"))
    assert laid.outcome.pdf == alone.outcome.pdf


@pytest.mark.parametrize("count", [2, 30])
def test_what_is_laid_out_after_a_table_that_did_not_fit_is_measured_anew(count):
    before = weasyprint.layout.initialize_page_maker
    laid = Laid(asking(count))
    assert weasyprint.layout.initialize_page_maker is before
    assert Laid(asking(2)).tries == [Laid(asking(2)).asked]
    assert laid.outcome.pdf


@pytest.mark.parametrize("count", [2, 30])
def test_what_the_engine_says_is_heard_once(count):
    twice = '<p id="twice">One.</p><p id="twice">Two.</p>'
    laid = Laid(twice + asking(count))
    assert laid.heard.count("Anchor defined twice: 'twice'") == 1
    assert len(laid.heard) == len(set(laid.heard))


def test_what_is_said_of_a_table_as_it_is_not_printed_is_not_heard():
    said = "Ignored `display: 3px` at 5:51, invalid value."
    assert Laid(asking(2)).heard == [said]
    assert Laid(asking(6)).heard == []


def test_what_is_said_of_other_words_is_heard_though_a_table_does_not_fit():
    words = '<p class="told">Words.</p>'
    (told,) = (text for text in Laid(words + asking(2)).heard if " at 4:" in text)
    assert Laid(words + asking(6)).heard == [told]


# ── parts and columns of numbers ────────────────────────────────────────────────────────────────────


TABLE = """
<div class="block table" id="t" data-part="T, continued: columns {}"><table class="fitted">
<caption>Title<span class="call" id="c1" data-n="1"></span><span class="note" id="n1">a</span></caption>
<thead><tr class="heads"><th>A</th><th>B</th><th>C</th></tr></thead>
<tbody><tr class="group"><th colspan="3">G</th></tr>
<tr><td>a<span class="call" id="c2" data-n="2"></span><span class="note" id="n2">b</span> end</td>
<td id="x">b</td><td>c</td></tr></tbody></table><p>Source</p></div>
"""


def test_parts_have_every_cell_and_every_anchor_once_but_the_first_column():
    made = Tree.fromstring(parted.parted(TABLE, ((0, 1), (2,))))
    first, second = made.findall("table")
    assert ["".join(cell.itertext()) for cell in first.iter("td")] == ["ab end", "b"]
    assert ["".join(cell.itertext()) for cell in second.iter("td")] == ["a end", "c"]
    assert second.find("caption").text == "T, continued: columns 3"
    assert second.find("tbody/tr/th").get("colspan") == "2"
    ids = [each.get("id") for each in made.iter() if each.get("id")]
    assert sorted(ids) == ["c1", "c2", "n1", "n2", "t", "x"]


@pytest.mark.parametrize(
    ("cells", "number"),
    [
        (("1", "11,856", ""), True),
        (("120,000–130,000", "–", "ca. 5 %"), True),
        (("1 April 1945", "2"), False),
        (("", "…"), False),
        (("12 men",), False),
    ],
)
def test_a_column_of_numbers_is_known_by_its_cells(cells, number):
    assert tables.numeric([[cell] for cell in cells], 1) == (number,)


def test_only_what_may_be_too_wide_is_measured():
    assert tables.wide("", [["a few words", "and a few more"]] * 3) == ""
    assert tables.wide("", [["several words"] * 5]) == "auto"
    assert tables.wide("split", [["a"]]) == "split"
