"""What an edition says of its notes: one series or two, full citations once, notes at the end of the book."""

import pytest

import casebook
from numbering import (
    AOK,
    JURADO,
    MUELLER,
    block,
    call,
    chapter,
    cited,
    excerpt,
    notes,
    numbered,
    outline,
    text,
    work,
)
from roa_dossier import build, csl, pdf
from roa_dossier.frozen import replace
from roa_dossier.model.apparatus import NoteMark
from roa_dossier.model.chapter import Call, Citation, Plain, WorkCite, letter
from roa_dossier.world import Memory

WORKS = (work(JURADO, 1), work(AOK, 3), work(MUELLER))


def own(number, *cites):
    body = (Plain("See "), Citation(number, cites)) if cites else (Plain("A word of ours."),)
    return Call(number, body)


def signs(made):
    return {key: mark.sign for key, mark in made.value.notes.items()}


# ── letters ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("number", "sign"),
    [
        (None, "?"),
        (1, "a"),
        (26, "z"),
        (27, "aa"),
        (28, "ab"),
        (52, "az"),
        (53, "ba"),
        (702, "zz"),
        (703, "aaa"),
    ],
)
def test_letters_count_as_encyclopaedias_count_them(number, sign):
    assert letter(number) == sign


def test_a_mark_prints_its_number_or_its_letter():
    assert [NoteMark(28, "n", "c").sign, NoteMark(28, "n", "c", True).sign] == ["28", "ab"]
    assert NoteMark(None, "n", "c").sign == ""


# ── two series ──────────────────────────────────────────────────────────────────────────────────────


TWO = replace(outline(*WORKS), note_series="two")
MIXED = (
    chapter(
        1,
        text(call(0, cited(9, 45)), own(1), own(2, cited(9, 45)), call(3, WorkCite("mueller", "p. 28"))),
        block(excerpt(4, cited(10, 47, 3))),
        text(own(5)),
    ),
    chapter(2, text(own(0), call(1, cited(9, 45), remarks=("emphasis added",)))),
)


def test_notes_that_only_cite_have_letters_of_their_own_in_each_chapter():
    assert signs(numbered(TWO, *MIXED)) == {
        ("c1", 0): "a",
        ("c1", 1): "1",
        ("c1", 2): "2",
        ("c1", 3): "b",
        ("c1", 4): "c",
        ("c1", 5): "3",
        ("c2", 0): "1",
        ("c2", 1): "a",
    }


def test_in_one_series_all_have_figures():
    made = numbered(outline(*WORKS), *MIXED)
    assert [sign for (key, _), sign in signs(made).items() if key == "c1"] == list("123456")


def test_what_a_source_carries_is_said_to_stand_in_the_note_by_its_sign():
    made = numbered(TWO, *MIXED)
    assert [line.carried for line in made.value.records if line.carried] == [((1, "c"),)]


def test_the_letters_do_not_change_what_is_cited():
    assert notes(numbered(TWO, *MIXED)) == notes(numbered(outline(*WORKS), *MIXED))


# ── full citations ──────────────────────────────────────────────────────────────────────────────────


TWICE = tuple(
    chapter(number, text(call(0, WorkCite("mueller", "p. 28")), call(1, cited(9, 45)))) for number in (1, 2)
)


def test_full_citations_begin_anew_in_each_chapter_or_stand_once_in_the_book():
    by_chapter = numbered(outline(*WORKS), *TWICE)
    assert notes(by_chapter, "c2") == notes(by_chapter, "c1")
    once = numbered(replace(outline(*WORKS), first_citations="book"), *TWICE)
    assert notes(once, "c1") == notes(by_chapter, "c1")
    assert notes(once, "c2") == ["Müller, _The Unknown Eastern Front_, 28", "**W**, ¶ 9, l. 45"]


def test_a_handout_has_its_own_full_citations():
    once = replace(outline(*WORKS), first_citations="book")
    alone = numbered(once, *TWICE, only="c2")
    assert notes(alone, "c2") == notes(numbered(outline(*WORKS), *TWICE), "c2")


def test_a_style_says_whether_it_refers_back_by_numbers_of_notes():
    styles = [csl.read_style(csl.style(name)) for name in ("oscola", "chicago-notes-bibliography")]
    assert [style.counts_notes for style in styles] == [True, False]


# ── notes at the end of the book ────────────────────────────────────────────────────────────────────


DOSSIER = """name: sample
title: A sample
language: en-GB
chapters:
  - chapters/01.yaml
  - chapters/02.yaml
editions:
  print:
    notes: book
    note-series: two
leave-out:
  - register
  - index
  - table-of-sources
  - sources-as-quoted
"""
TOWN = """title: The town
id: town-chapter
blocks:
  - quote:
      source: town
      exact: The mill burned down
  - text: |
      It burned: "The mill burned down" [@town].^[A word of ours.]
  - text: |
      Nothing is left.^[Another word of ours.]
    hide: print
  - text: |
      It was "April 1915" [@town].^[A last word.]
"""
MILL = """title: The mill
id: mill
blocks:
  - quote:
      source: town
      exact: The mill burned down
"""


@pytest.fixture(scope="module")
def world():
    files = {"dossier.yaml": DOSSIER, "chapters/01.yaml": TOWN, "chapters/02.yaml": MILL}
    return Memory(
        casebook.with_digests(
            casebook.base() | {f"dossier/{name}": text.encode() for name, text in files.items()}
        )
    )


def pages(data):
    with pdf.drawing(data) as drawing:
        return [" ".join(page.chars.split()) for page in drawing]


def test_notes_at_the_end_of_the_book_are_counted_and_linked_both_ways(world):
    built = build.build(world)
    assert built.report is not None, built.diagnostics
    assert (built.report.notes, built.report.late) == (4, ())
    (page,) = [
        page for page in pages(world.written[built.output]) if page.startswith("Notes Chapter 1. The town")
    ]
    assert page.index("A word of ours.") < page.index("Chapter 2. The mill")
    anatomy = pdf.anatomy(world.written[built.output])
    notes = [name for name in anatomy.destinations if "--note-" in name]
    links = {(link.page, link.destination) for link in anatomy.links}
    assert len(notes) == 4
    for name in notes:
        called = anatomy.destinations[name.replace("--note-", "--call-")].page
        assert (called, name) in links
        assert (anatomy.destinations[name].page, name.replace("--note-", "--call-")) in links


def test_in_a_handout_they_stand_before_its_sources(world):
    _, handout = world.template("handout.html")
    assert 0 < handout.index('data-notes-of="{{ anchor }}"') < handout.index("{{ tail }}")
