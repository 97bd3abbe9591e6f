"""Editions: what each shows, what its numbers are, and what its file tells of what it does not show."""

import io
import json
import re
import struct
import zlib

import pikepdf
import pytest

import casebook
from roa_dossier import build, csl, editions, layout, number, pdf
from roa_dossier.build import given, orders, paper
from roa_dossier.model.book import ExpectedNote, Manuscript, Typesetting
from roa_dossier.model.lines import HYPHENATIONS, LineRules
from roa_dossier.model.outline import Edition
from roa_dossier.world import Memory

DOSSIER = """name: sample
title: A sample
language: en-GB
chapters:
  - chapters/01.yaml
  - chapters/02.yaml
editions:
"""
EDITIONS = """
  teacher:
    paper: A4
  student:
    from: teacher
    hide:
      - quote
      - secret
    gaps: blank
    show:
      - kept
  pupil:
    from: student
    show:
      - quote
"""
TOWN = """title: The town
id: town-chapter
blocks:
  - id: kept
    quote:
      source: town
      exact: The mill burned down
  - id: gone
    quote:
      source: town
      exact: April 1915
  - text: |
      In that year "the mill burned down" [@town], and [Zanzibar]{gap} was far; see {ref:secret} and
      {ref:second}.^[A note of ours, of [Yarrow]{gap}.]
  - id: secret
    title: Answers
    table:
      columns: [Question, Answer]
      rows:
        - - Where
          - Xylophone
  - id: second
    title: What is known
    table:
      columns: [What, When]
      rows:
        - - Fire
          - spring
  - text: |
      For the master alone: Quagmire.
    show: teacher
    hide: student
""".replace("the mill burned", "The mill burned")
MILL = """title: The mill
id: mill
blocks:
  - text: |
      Nothing is left of it.
"""


def columns(text):
    """Write flow lists in the block style that is taught."""
    text = text.replace("columns: [Question, Answer]", "columns:\n        - Question\n        - Answer")
    return text.replace("columns: [What, When]", "columns:\n        - What\n        - When")


def project(wanted=EDITIONS, town=TOWN, **files):
    made = casebook.base() | {
        "dossier/dossier.yaml": (DOSSIER + wanted).encode(),
        "dossier/chapters/01.yaml": columns(town).encode(),
        "dossier/chapters/02.yaml": MILL.encode(),
    }
    return Memory(casebook.with_digests(made | files))


@pytest.fixture(scope="module")
def proof():
    found = build.check(project())
    assert not found.diagnostics
    return found


def shown(proof, key):
    return editions.shown(proof.resolved, editions.of(proof.outline, key))


def anchors(resolved):
    return [block.anchor for chapter in resolved.chapters for block in chapter.blocks]


def numbered(proof, key):
    style = csl.style("chicago-notes-bibliography")
    return number.apparatus(
        proof.outline, proof.resolved, proof.sources, style, shown=shown(proof, key)
    ).value


# ── what is shown ───────────────────────────────────────────────────────────────────────────────────


def test_which_edition_is_made_unasked(proof):
    assert editions.of(proof.outline).key == "teacher"
    assert editions.of(proof.outline, "none") is None
    bare = build.check(project("")).outline
    assert editions.of(bare).key == "print"
    assert (editions.of(bare).paper, editions.of(bare).two_sided) == ("A4", True)


def test_the_most_derived_edition_decides(proof):
    whole = anchors(proof.resolved)
    last = "town-chapter-b6"
    assert anchors(shown(proof, "teacher")) == whole
    assert anchors(shown(proof, "student")) == [one for one in whole if one not in ("gone", "secret", last)]
    assert anchors(shown(proof, "pupil")) == [one for one in whole if one not in ("secret", last)]


def test_an_edition_with_all_is_the_whole(proof):
    assert shown(proof, "teacher") == proof.resolved
    assert not editions.withholds(proof.resolved, editions.of(proof.outline, "teacher"))
    assert editions.withholds(proof.resolved, editions.of(proof.outline, "student"))


def test_counts_are_of_what_is_shown(proof):
    assert proof.resolved.quotations == 3
    assert shown(proof, "student").quotations == 2


def test_a_hidden_chapter_keeps_its_number():
    found = build.check(project("  print:\n    chapters:\n      - mill\n"))
    assert [(one.id, one.number) for one in shown(found, "print").chapters] == [("mill", 2)]


def test_a_chapter_of_which_nothing_is_shown_is_left_out():
    found = build.check(project("  print:\n    hide:\n      - text\n"))
    assert [one.id for one in shown(found, "print").chapters] == ["town-chapter"]


def test_a_name_has_its_full_form_where_it_now_stands_first():
    town = """title: The town
id: town-chapter
blocks:
  - text: |
      First {name:mill-name}.
    hide: student
  - text: |
      Then {name:mill-name}, and again {name:mill-name}.
"""
    names = "mill-name:\n  name: The Old Mill\n  kind: place\n  short: the mill\n"
    files = {"dossier/names.yaml": names.encode()}
    found = build.check(project("  student:\n    gaps: blank\n", town, **files))
    assert not [one for one in found.diagnostics if one.severity == "error"]
    (block,) = shown(found, "student").chapters[0].blocks
    forms = [one.text for one in block.content.flow[0].inlines if hasattr(one, "name")]
    assert forms == ["The Old Mill", "the mill"]


# ── numbers ─────────────────────────────────────────────────────────────────────────────────────────


def test_numbers_are_given_before_anything_is_hidden(proof):
    whole, student = proof.apparatus, numbered(proof, "student")
    assert student.notes == whole.notes
    assert student.labels == whole.labels
    assert [target.label for target in whole.tables] == ["Table 1.1", "Table 1.2"]
    assert [target.label for target in student.tables] == ["Table 1.2"]


def test_citation_forms_are_computed_after_hiding():
    town = """title: The town
id: town-chapter
blocks:
  - text: |
      It is said [@book, p. 1].
    hide: student
  - text: |
      It is said again [@book, p. 2].
"""
    works = """book:
  reference:
    type: book
    title: A history of mills
    language: en
    author:
      - family: Miller
        given: Ann
  seen: true
"""
    found = build.check(
        project("  student:\n    gaps: blank\n", town, **{"dossier/works.yaml": works.encode()})
    )
    assert not [one for one in found.diagnostics if one.severity == "error"]
    (line,) = numbered(found, "student").citations.values()
    assert "Ann Miller" in "".join(run.text for run in line)
    assert "Ann Miller" not in "".join(run.text for run in found.apparatus.citations["town-chapter", 1])


# ── what a file tells ───────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def made():
    world = project()
    built = build.build_all(world)
    assert all(one.output for one in built), [one.diagnostics for one in built]
    return world.written


def words(data):
    with pdf.drawing(data) as drawing:
        return " ".join(" ".join(page.chars.split()) for page in drawing)


def test_every_edition_is_made_under_its_name(made):
    assert set(made) == {"sample-teacher.pdf", "sample-student.pdf", "sample-pupil.pdf"}


SECRETS = ("Zanzibar", "Yarrow", "Xylophone", "Quagmire")


def everything(data):
    """Give all streams and strings of a PDF, unpacked, and its words as drawn."""
    texts = [words(data)]
    with pikepdf.open(io.BytesIO(data)) as book:
        for thing in book.objects:
            texts.append(repr(thing))
            if isinstance(thing, pikepdf.Stream):
                try:
                    raw = thing.read_bytes()
                except pikepdf.PdfError:
                    continue
                texts += [raw.decode("latin-1"), raw.decode("utf-16-be", "ignore")]
    return "\n".join(texts)


@pytest.mark.parametrize("secret", SECRETS)
def test_what_is_hidden_is_nowhere_in_the_file(made, secret):
    assert secret in everything(made["sample-teacher.pdf"])
    assert secret not in everything(made["sample-student.pdf"])


def test_a_reference_to_what_is_hidden_has_no_page(made):
    said = words(made["sample-student.pdf"])
    assert "see Table\xa01.1 and Table\xa01.2 (p" in said or "see Table 1.1 and Table 1.2 (p" in said


def attached(data, name):
    with pikepdf.open(io.BytesIO(data)) as book:
        files = {key: book.attachments[key].get_file().read_bytes() for key in book.attachments}
    return files if name is None else json.loads(files[name])


def test_what_is_attached_is_what_is_shown(made):
    assert set(attached(made["sample-student.pdf"], None)) == {"evidence.json", "dossier/chapters/02.yaml"}
    assert "dossier/dossier.yaml" in attached(made["sample-teacher.pdf"], None)
    trace = attached(made["sample-student.pdf"], "evidence.json")
    assert {one["block"] for one in trace["quotations"]} == {"kept", "town-chapter-b3"}


def test_facts_that_are_not_printed_are_not_attached():
    town = """title: The town
id: town-chapter
blocks:
  - text: |
      It counted {fact:people}.
  - facts:
      - houses
    hide: student
"""
    facts = """people:
  subject: town-name
  property: inhabitants
  value: 11,856
  from:
    source: town
    exact: In 1910 it counted 11,856 inhabitants
houses:
  subject: town-name
  property: bridge
  value: three years
  from:
    source: town
    exact: The bridge was built in three years
"""
    names = "town-name:\n  name: The Town\n  kind: place\n"
    files = {"dossier/facts.yaml": facts.encode(), "dossier/names.yaml": names.encode()}
    world = project("  student:\n    gaps: blank\n    leave-out:\n      - ledger\n", town, **files)
    built = build.build(world, chapter="town-chapter")
    assert built.output == "sample-student-town-chapter.pdf", built.diagnostics
    (fact,) = attached(world.written[built.output], "evidence.json")["facts"]
    assert fact["id"] == "people"
    assert [one["words"] for one in fact["readings"]] == [""]


def test_another_paper_with_notes_at_the_end_and_sheets():
    wanted = """
  small:
    paper: A5
    sides: one
    notes: chapter
    impose: 2-up
    handouts: true
"""
    world = project(wanted, TOWN[: TOWN.index("  - text: |\n      For the master")])
    whole, *handouts = build.build_all(world)
    assert (whole.output, whole.sheets) == ("sample-small.pdf", "sample-small-sheets.pdf"), whole.diagnostics
    assert [one.output for one in handouts] == ["sample-small-town-chapter.pdf", "sample-small-mill.pdf"]
    assert set(world.written) >= {"sample-small.pdf", "sample-small-sheets.pdf"}
    with pikepdf.open(io.BytesIO(world.written["sample-small.pdf"])) as book:
        sizes = {tuple(round(float(edge)) for edge in page.mediabox) for page in book.pages}
        assert sizes == {(0, 0, 420, 595)}
    with pdf.drawing(world.written["sample-small.pdf"]) as drawing:
        pages = [" ".join(page.chars.split()) for page in drawing]
    assert all(pages), "an edition on one side has no blank page"


def test_notes_stand_at_the_end_of_those_chapters_that_have_any():
    noted = Manuscript("one", "One", "<section/>", (ExpectedNote(1, "n", "c", "A note."),))
    bare = Manuscript("two", "Two", "<section/>")
    assert orders.note_places(Edition("e", notes="chapter"), (noted, bare)) == {"one": orders.AT_THE_END}
    assert orders.note_places(Edition("e"), (noted, bare)) == {}


def test_an_edition_without_colour_tells_of_pictures():
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 300, 300, 8, 0, 0, 0, 0)
    dots = zlib.compress(b"".join(b"\0" + b"\x80" * 300 for _ in range(300)))
    picture = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", dots) + chunk(b"IEND", b"")
    town = "title: T\nid: t\nblocks:\n  - figure:\n      file: figures/a.png\n      alt: Grey\n"
    world = project("  print:\n    colour: greyscale\n", town, **{"figures/a.png": picture})
    assert "greyscale-picture" in [one.code for one in build.build(world).diagnostics]


# ── paper ───────────────────────────────────────────────────────────────────────────────────────────


def test_the_usual_paper_needs_no_sheet():
    assert paper.sheet(Edition("print")) == ()
    css = (("a.css", "p { font: 10pt/12pt serif; border: 0.4pt solid; color: #10pt }"),)
    assert paper.fitted(css, Edition("print")) == css
    (_, text), *_ = paper.fitted(css, Edition("large", type_size=21.2))
    assert text == "p { font: 20.0pt/24.0pt serif; border: 0.4pt solid; color: #10pt }"


# ── lines ───────────────────────────────────────────────────────────────────────────────────────────

LINES = """  teacher:
    paper: A4
  student:
    from: teacher
    hyphenation: more
    lines: greedy
  pupil:
    from: student
    hyphenation: usual
    hanging-punctuation: true
  narrow:
    from: student
    lines: fitted
"""
SAID = "hyphenation: less\nhanging-punctuation: false\neditions:"


def test_an_edition_says_how_its_lines_are_broken_and_else_the_dossier():
    head = DOSSIER.replace("editions:", SAID) + LINES
    outline = build.check(project("", **{"dossier/dossier.yaml": head.encode()})).outline
    said = {one.key: editions.printed(outline, one).lines for one in outline.editions}
    assert said == {
        "teacher": LineRules(True, "less", False),
        "student": LineRules(False, "more", False),
        "pupil": LineRules(False, "usual", True),
        "narrow": LineRules(True, "more", False),
    }
    silent = build.check(project("  teacher:\n    paper: A4\n  student:\n    from: teacher\n")).outline
    assert [editions.printed(silent, one).lines for one in silent.editions] == [LineRules()] * 2


@pytest.mark.parametrize("fitted", [True, False])
@pytest.mark.parametrize("hyphenation", HYPHENATIONS)
def test_the_layout_is_told_how_lines_are_broken(proof, fitted, hyphenation):
    edition = Edition("e", fitted=fitted, hyphenation=hyphenation, hanging=False)
    outline = editions.printed(proof.outline, edition)
    made = given.typesetting(project(), outline, proof.resolved, {}, edition, False)
    assert made.lines == LineRules(fitted, hyphenation, False)
    own = [text for name, text in made.css if name == paper.NAME]
    assert bool(own) == (not fitted), "fitted lines weigh hyphens themselves"


def test_where_lines_are_greedy_a_sheet_says_how_readily_words_are_broken():
    for hyphenation in HYPHENATIONS:
        ((_, css),) = paper.sheet(Edition("e"), hyphenation)
        assert re.findall(r"--([\w-]+): ([^;]+);", css) == list(paper.HYPHENS[hyphenation].items())
    ((_, small),) = paper.sheet(Edition("e", paper="A5", two_sided=False), "less")
    assert [small.count(one) for one in ("--page-width: 148mm", "--hyphen-zone: 10%", "@page :left")] == [
        1
    ] * 3


PROSE = """Every morning before the market opened the women waited in silence beside the river, counting the
wagons that came over the bridge; nobody remembered a winter in which so little flour had reached the bakers,
and nobody believed what the officers promised. They were told to assemble their families and to abandon
whatever could not be carried; afterwards the commandant ordered another inspection. """
LIMITS = """section {
  width: 75mm;
  hyphenate-limit-zone: var(--hyphen-zone);
  hyphenate-limit-chars: var(--hyphen-letters);
}
section + section { break-before: page }"""


def test_words_are_broken_more_readily_or_less():
    """The same words three times, each with the tokens that an edition sets on the root."""
    sheets = [project().style(name) for name in ("tokens.css", "text.css")]
    for kind in paper.HYPHENS:
        ((_, css),) = paper.sheet(Edition("e"), kind)
        sheets.append((f"{kind}.css", css.replace(":root", f"#{kind}")))
    parts = tuple(
        Manuscript(kind, kind, f'<section class="manuscript" id="{kind}"><p>{PROSE * 2}</p></section>')
        for kind in HYPHENATIONS
    )
    styles = (*sheets, ("limits.css", LIMITS))
    laid = layout.pages(parts, Typesetting("T", "en", styles, lines=LineRules(fitted=False)))
    assert laid.diagnostics == ()
    with pdf.drawing(laid.value.pdf) as drawing:
        less, usual, more = (page.chars.count("\u2010") for page in drawing)
    assert less < usual < more


def test_an_edition_decides_where_it_has_a_bibliography():
    head = DOSSIER.replace("editions:", "bibliography: chapter\neditions:")
    own = """  print:
    paper: A4
  whole:
    bibliography: book
  bare:
    hide: [bibliography]
  back:
    from: bare
    show: [bibliography]
"""
    files = {"dossier/dossier.yaml": head + own, "dossier/chapters/01.yaml": TOWN.replace("teacher", "print")}
    files["dossier/chapters/01.yaml"] = files["dossier/chapters/01.yaml"].replace("student", "whole")
    proof = build.check(Memory(casebook.base() | files | {"dossier/chapters/02.yaml": MILL}))
    said = {one.key: editions.printed(proof.outline, one).bibliography for one in proof.outline.editions}
    assert said == {"print": "chapter", "whole": "book", "bare": "book", "back": "chapter"}
