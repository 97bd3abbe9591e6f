"""Documents and tasks: their letters and numbers, what editions withhold of them, and what they print."""

import json
import re
import xml.etree.ElementTree as ET

import pytest

import casebook
import sample_values as sample
from roa_dossier import build, csl, editions, number, pdf, render, traces
from roa_dossier.diagnostics import Severity
from roa_dossier.model.chapter import Document, Tasks
from roa_dossier.model.outline import LETTERING, TASK_KINDS
from roa_dossier.wording import LANGUAGES
from roa_dossier.wording.teaching import teaching_words
from roa_dossier.world import Memory

DOSSIER = """name: sample
title: A sample
language: en-GB
chapters:
  - chapters/01.yaml
  - chapters/02.yaml
editions:
  print:
    gaps: blank
  teacher:
    show:
      - answers
      - originals
  pupil:
    from: teacher
    hide: answers
"""
TOWN = """title: The town
id: town-chapter
blocks:
  - id: doc-mill
    title: The fire
    document:
      source: town
      exact: |
        The mill burned down in April 1915. It was rebuilt the next year, but the bridge was not repaired.
      author: the town's chronicler
      date: April 1915
      kind: chronicle
      glosses:
        - word: burned down
          means: was lost to a fire
        - word: bridge
          means: a way over water
  - title: Questions
    tasks:
      - id: who
        question: Who says this, and to whom?
        kind: sourcing
        about: doc-mill
        room: 5
        answer: |
          The mayor, of Zanzibar, who wrote that "Not one house was empty" [@town].
      - question: Fill the gaps in {ref:doc-houses}.
        gaps: doc-houses
      - question: What else?
  - id: doc-houses
    document:
      source: town
      exact: |
        The bridge was built in three years.
      modified: |
        The [bridge]{gap} took [three]{gap} years, *see* {ref:doc-mill}.
      glosses:
        - word: years
          means: twelve months each
"""
MILL = """title: The mill
id: mill
blocks:
  - document:
      source: town
      exact: The town lies on the river.
  - id: again
    tasks:
      - question: Compare {ref:doc-mill} and {ref:who}.
        answer: |
          Both are short.
"""


def project(dossier=DOSSIER, **files):
    made = casebook.base() | {
        "dossier/dossier.yaml": dossier.encode(),
        "dossier/chapters/01.yaml": TOWN.encode(),
        "dossier/chapters/02.yaml": MILL.encode(),
    }
    return Memory(casebook.with_digests(made | files))


def checked(**given):
    found = build.check(project(**given))
    assert not [one for one in found.diagnostics if one.severity is Severity.ERROR], found.diagnostics
    return found


@pytest.fixture(scope="module")
def proof():
    found = checked()
    of_packs = ("pack-", "answer-missing")
    assert all(one.code.startswith(of_packs) for one in found.diagnostics), found.diagnostics
    return found


class Made:
    """An edition as far as its manuscripts."""

    def __init__(self, proof, key):
        self.edition = editions.of(proof.outline, key)
        self.shown = editions.shown(proof.resolved, self.edition)
        style = csl.style("chicago-notes-bibliography")
        self.apparatus = number.apparatus(
            proof.outline, proof.resolved, proof.sources, style, shown=self.shown
        ).value
        printed = render.manuscripts(
            proof.outline, self.shown, self.apparatus, proof.sources, sample.template
        )
        assert printed.diagnostics == ()
        self.html = {one.id: one.html for one in printed.value}
        self.trace = traces.of(proof.outline, self.shown, self.apparatus, proof.sources)

    def tree(self, chapter="town-chapter"):
        return ET.fromstring(self.html[chapter])


@pytest.fixture(scope="module")
def student(proof):
    return Made(proof, "print")


@pytest.fixture(scope="module")
def teacher(proof):
    return Made(proof, "teacher")


def blocks(resolved, kind):
    return [
        block.content
        for chapter in resolved.chapters
        for block in chapter.blocks
        if isinstance(block.content, kind)
    ]


def every(root, name):
    return [each for each in root.iter() if name in each.get("class", "").split()]


def words(element):
    return " ".join("".join(element.itertext()).split())


# ── letters and numbers ─────────────────────────────────────────────────────────────────────────────


def test_documents_are_lettered_and_tasks_counted_within_their_chapter(proof):
    labels = proof.apparatus.labels
    assert labels["doc-mill"] == "Document A"
    assert labels["doc-houses"] == "Document B"
    assert labels["mill-b1"] == "Document A"
    assert [labels[anchor] for anchor in ("who", "town-chapter-b2-t2", "town-chapter-b2-t3")] == [
        "Task 1",
        "Task 2",
        "Task 3",
    ]
    assert labels["again-t1"] == "Task 1"
    assert [target.label for target in proof.apparatus.documents] == ["Document A"]


def test_documents_may_be_numbered():
    assert LETTERING == ("letters", "numbers")
    found = checked(dossier=DOSSIER.replace("chapters:", "documents: numbers\nchapters:", 1))
    assert found.apparatus.labels["doc-houses"] == "Document 2"


def test_another_chapter_names_the_chapter_too(student):
    said = words(student.tree("mill")).replace("\xa0", " ")
    assert re.search(r"Compare Document A, Chapter 1 \(p\. ?\) and Task 1, Chapter 1 \(", said), said
    assert "see Document A (" in words(student.tree()).replace("\xa0", " ")


def test_numbers_agree_in_all_editions(student, teacher):
    assert student.apparatus.labels == teacher.apparatus.labels
    assert student.apparatus.notes == teacher.apparatus.notes


# ── what is withheld ────────────────────────────────────────────────────────────────────────────────


def test_answers_and_originals_are_withheld_unless_shown(proof, student, teacher):
    assert teacher.shown == proof.resolved
    assert editions.withholds(proof.resolved, student.edition)
    assert not editions.withholds(proof.resolved, teacher.edition)
    assert all(
        task.answer is None and not task.filled for one in blocks(student.shown, Tasks) for task in one.tasks
    )
    first, second, other = blocks(student.shown, Document)
    assert first.excerpt and other.excerpt
    assert second.excerpt is None and second.call


def test_the_most_derived_edition_decides_of_answers_too(proof):
    pupil = editions.shown(proof.resolved, editions.of(proof.outline, "pupil"))
    assert all(task.answer is None for one in blocks(pupil, Tasks) for task in one.tasks)
    assert all(document.excerpt for document in blocks(pupil, Document))


def test_where_no_edition_is_declared_answers_are_withheld():
    found = checked(dossier=DOSSIER[: DOSSIER.index("editions:")])
    edition = editions.of(found.outline)
    assert editions.withholds(found.resolved, edition)
    assert blocks(editions.shown(found.resolved, edition), Tasks)[0].tasks[0].answer is None


def test_a_task_can_be_hidden_and_its_number_stays():
    found = checked(dossier=DOSSIER + "  short:\n    hide:\n      - who\n")
    short = Made(found, "short")
    assert [words(each) for each in every(short.tree(), "number")] == ["2", "3"]
    assert "Task 1 (" not in words(short.tree("mill")).replace("\xa0", " ")


def test_a_block_of_which_every_task_is_hidden_is_left_out():
    mill = MILL.replace("- question: Compare", "- id: only\n        question: Compare")
    dossier = DOSSIER + "  short:\n    hide:\n      - only\n"
    found = checked(dossier=dossier, **{"dossier/chapters/02.yaml": mill.encode()})
    shown = editions.shown(found.resolved, editions.of(found.outline, "short"))
    assert [block.anchor for block in shown.chapters[1].blocks] == ["mill-b1"]


def test_what_an_answer_quotes_goes_with_it(student, teacher):
    def quoted(made):
        return [one["words"] for one in made.trace["quotations"]]

    assert "Not one house was empty" in quoted(teacher)
    assert "Not one house was empty" not in quoted(student)
    assert "The bridge was built in three years." in quoted(teacher)
    assert "The bridge was built in three years." not in quoted(student)
    assert student.shown.quotations == teacher.shown.quotations - 2


@pytest.mark.parametrize("secret", ["Zanzibar", "Not one house", "Both are short", "The bridge was built"])
def test_no_word_of_what_is_withheld_reaches_the_manuscripts(student, teacher, secret):
    everything = json.dumps([student.html, student.trace], ensure_ascii=False)
    assert secret not in everything
    assert secret in json.dumps([teacher.html, teacher.trace], ensure_ascii=False)


# ── what is printed ─────────────────────────────────────────────────────────────────────────────────


def test_a_document_says_whence_it_comes_and_what_its_source_is(student):
    first, second = every(student.tree(), "document")
    line = words(every(first, "source-line")[0])
    assert line == (
        "Source: the town’s chronicler, April 1915, chronicle; from “The Town”. "
        "T: secondary, report; unsigned, undated."
    )
    assert words(every(second, "source-line")[0]).startswith("Source: author unknown, undated, report; from")


def test_authors_and_dates_come_from_the_reference():
    sources = casebook.base()["dossier/sources.yaml"].decode()
    known = "    author:\n      - family: Miller\n        given: Ann\n    issued: 1921-03\n"
    found = checked(**{"dossier/sources.yaml": (sources.rstrip() + "\n" + known).encode()})
    line = words(every(Made(found, "print").tree("mill"), "source-line")[0])
    assert line == "Source: Ann Miller, March 1921, report; from “The Town”. T: secondary, report."
    book = (sources.rstrip() + "\n" + known).replace("type: document", "type: book", 1)
    found = checked(**{"dossier/sources.yaml": book.encode()})
    (line,) = every(Made(found, "print").tree("mill"), "source-line")
    assert [words(one) for one in line.iter("i")] == ["The Town"]


def test_a_modified_text_is_labelled_and_its_original_stands_beside_it(student, teacher):
    (label,) = every(student.tree(), "modified")
    assert words(label) == "(Modified)"
    assert not every(student.tree(), "version")
    assert [words(each) for each in every(teacher.tree(), "version")] == ["Modified", "Original, as checked"]
    assert "The bridge was built in three years." in words(teacher.tree())
    assert "Simplified by the editor" in words(student.tree())
    assert "A text labelled (Modified) is in simpler words" in student.html["part.note"]


def test_hard_words_are_marked_without_changing_a_letter(student):
    first, second = every(student.tree(), "document")
    assert [words(each) for each in every(first, "glossed")] == ["burned down", "bridge"]
    assert [words(each) for each in every(second, "glossed")] == ["years"]
    assert words(every(first, "glosses")[0]) == ("burned down (was lost to a fire) bridge (a way over water)")
    assert "The mill burned down in April 1915. It was rebuilt the next year, but the bridge was" in words(
        first
    )


def test_gaps_that_a_task_asks_for_are_numbered(student, teacher):
    assert [words(each) for each in every(student.tree(), "gap-number")] == ["(1)", "(2)"]
    (filled,) = every(teacher.tree(), "filled")
    assert words(filled) == "(1) bridge (2) three"
    assert not every(student.tree(), "filled")


def test_lines_to_write_on_give_way_to_an_answer(student, teacher):
    def room(made):
        return [len(every(task, "to-write-on")) for task in every(made.tree(), "task")]

    assert room(student) == [5, 0, 3]
    assert room(teacher) == [0, 0, 3]
    assert not every(student.tree(), "answer")


def test_documents_that_a_task_is_about_are_named_together():
    document = "  - id: doc-{0}\n    document:\n      source: town\n      exact: {1}\n"
    quoted = ("The mill burned down", "April 1915", "the next year", "on the river", "in three years")
    town = "title: The town\nid: town-chapter\nblocks:\n"
    town += "".join(document.format(at, words) for at, words in enumerate(quoted))
    town += "  - tasks:\n"
    for about in ((0,), (0, 1), (4, 0, 2, 3), (0, 2, 4)):
        listed = "".join(f"          - doc-{at}\n" for at in about)
        town += f"      - question: Why?\n        about:\n{listed}"
    mill = MILL.replace("{ref:doc-mill} and {ref:who}", "both")
    found = checked(**{"dossier/chapters/01.yaml": town.encode(), "dossier/chapters/02.yaml": mill.encode()})
    tasks = every(Made(found, "print").tree(), "task")
    named = [words(every(task, "margin")[0]).replace("\xa0", " ") for task in tasks]
    assert all([each.get("class") for each in every(task, "margin")[0]] == ["undivided"] for task in tasks)
    assert named == ["Document A", "Documents A, B", "Documents A, C–E", "Documents A, C, E"]


def test_every_word_of_ours_is_worded_in_each_language():
    for language in LANGUAGES:
        assert set(teaching_words(language).task_kinds) == set(TASK_KINDS)
    assert teaching_words("de").document == "Dokument"


def test_a_german_dossier():
    found = checked(dossier=DOSSIER.replace("en-GB", "de"))
    made = Made(found, "print")
    assert found.apparatus.labels["again-t1"] == "Aufgabe 1"
    assert "Verfasser unbekannt, undatiert" in words(made.tree("mill"))
    assert "Herkunft" in words(made.tree())


# ── pages ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_question_keeps_lines_to_write_on():
    """The room before it is chosen so that the question falls on the foot of a page, in one case of three."""
    tasks = "".join(f"      - question: Question {at}?\n        room: {22 + at}\n" for at in range(1, 8))
    town = f"title: The town\nid: town-chapter\nblocks:\n  - tasks:\n{tasks}"
    world = project(dossier=DOSSIER, **{"dossier/chapters/01.yaml": town.encode()})
    built = build.build(world, chapter="town-chapter")
    assert built.output, built.diagnostics
    feet = []
    with pdf.drawing(world.written[built.output]) as drawing:
        for page in drawing:
            asked = [each.start() for each in re.finditer(r"Question \d\?", page.chars)]
            feet += [page.box(asked[-1]).bottom] if asked else []
    assert len(feet) > 3
    foot_of_text, two_lines = 25 / 25.4 * 72, 16 / 25.4 * 72
    assert min(feet) > foot_of_text + two_lines, feet
