"""No answer in the student's file: found wherever it stands, and nothing else taken for one."""

import io
import json
from datetime import date
from pathlib import Path

import pikepdf
import pytest

import casebook
from roa_dossier import audit, build, editions, impose, pdf, withholding
from roa_dossier.diagnostics import Span
from roa_dossier.model.apparatus import Apparatus
from roa_dossier.model.book import Book
from roa_dossier.model.chapter import (
    Call,
    Chapter,
    ChapterBlock,
    CrossRef,
    Drawn,
    Event,
    FactSheet,
    GapRun,
    Para,
    Plain,
    Quotation,
    Resolved,
    RunIn,
    StatedFact,
    StatedValue,
    Task,
    Tasks,
    TextFlow,
    Timeline,
    Verbatim,
)
from roa_dossier.model.outline import Edition, Outline, Selection, Words
from roa_dossier.model.sheets import Imposition, Scheme
from roa_dossier.model.withheld import Secret, Withheld
from roa_dossier.text import Text
from roa_dossier.world import Memory

ANSWER = "The staff of the army wrote it for the officers who kept the prisoners."
OWN = "Who wrote this, and for whom? The staff of the army is named above; the prisoners are not."
LEAK = "wrote it for the officers"


def drawn(*lines, size=11):
    """Give the instructions that draw lines of Latin text."""
    shown = "".join(f"({line.replace('(', '').replace(')', '')}) Tj 0 -14 Td " for line in lines)
    return f"BT /F1 {size} Tf 50 700 Td {shown} ET".encode("cp1252")


def a_pdf(*pages, change=None, attachments=()):
    """Make a PDF by hand, a page for each group of lines; `change` adds to it."""
    with pikepdf.new() as file:
        font = file.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font,
                Subtype=pikepdf.Name.Type1,
                BaseFont=pikepdf.Name.Helvetica,
                Encoding=pikepdf.Name.WinAnsiEncoding,
            )
        )
        for lines in pages or (("A page.",),):
            page = file.add_blank_page()
            page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            page.obj.Contents = file.make_stream(drawn(*lines))
        if change:
            change(file)
        out = io.BytesIO()
        file.save(out)
    described = pdf.Described("A pack", (), "en", "")
    files = tuple(pdf.Attached(name, data, words, "application/json") for name, data, words in attachments)
    return pdf.finish(out.getvalue(), described, files)


def told(data, *runs, own=(OWN,), what="answer"):
    """Give the messages of the audit about what is kept back."""
    secret = Secret(what, 1, runs or (ANSWER,), Span("dossier/chapters/one.yaml", 3, 5))
    book = Book(data, (), {}, (), Withheld("student", (secret,), own))
    return [one for one in audit.report(book).diagnostics if one.code == "answer-printed"]


# ── on the pages ────────────────────────────────────────────────────────────────────────────────────


def test_five_words_of_an_answer_are_found_on_their_page():
    (said,) = told(a_pdf(("Nothing here.",), ("They " + LEAK + ".",)))
    assert "page 2 has `wrote it for the officers`" in said.message
    assert "the edition `student` keeps back this answer" in said.message
    assert said.primary.span == Span("dossier/chapters/one.yaml", 3, 5)
    assert len(said.hints) == 1


def test_four_words_of_an_answer_are_none_of_it():
    assert not told(a_pdf(("They wrote it for the men.",)))


def test_what_the_edition_says_itself_is_no_secret():
    assert not told(a_pdf((OWN,)))
    assert not told(a_pdf(("They " + LEAK,)), own=(OWN, "It wrote it, for the “officers” here"))


@pytest.mark.parametrize(
    "lines",
    [
        ("WROTE IT FOR THE OFFICERS",),
        ("wrote  “it” – for: the officers!",),
        ("wrote it for", "the officers"),
        ("wr ote it for the offi cers",),
        ("wrote it.12 for the3 officers",),
    ],
)
def test_what_only_the_page_adds_hides_nothing(lines):
    assert told(a_pdf(lines))


def test_a_whole_short_answer_counts():
    assert "`the eighth army`" in told(a_pdf(("It was the Eighth Army.",)), "The Eighth Army")[0].message
    assert not told(a_pdf(("It was the Eighth Army.",)), "The Eighth Army", own=("of the eighth army",))
    assert not told(a_pdf(("It was the eighth Armyman",)), "Eighth Army")


def test_a_hyphen_at_a_lines_end_hides_no_short_answer():
    broken = "the Eighth Ar\u2010\r\nmy".encode()
    assert told(a_pdf(attachments=[("a.txt", broken, "")]), "Eighth Army", own=())


def test_a_single_word_that_the_edition_says_elsewhere_is_no_leak():
    assert told(a_pdf(("The German staff",)), "German", what="gap")
    assert not told(a_pdf(("The German staff",)), "German", what="gap", own=("German, he said",))
    assert told(a_pdf(("The German7 staff",)), "German", what="gap")


def test_page_numbers_and_single_letters_are_never_answers():
    assert not told(a_pdf(("Document B", "1")), "1", own=())
    assert not told(a_pdf(("Document B", "1")), "B", own=())
    assert told(a_pdf(("In 1944",)), "1944", own=())


def test_an_answer_broken_by_a_reference_is_found_in_its_runs():
    assert told(a_pdf(("They " + LEAK,)), "see", "Staff wrote it for the officers")
    assert not told(a_pdf(("see above",)), "see", "above", own=())


def over_pages(file):
    """Tag the words of each page as a section's; a running head and a note stand outside."""
    sections = []
    for page, words in zip(file.pages, ("They wrote it for", "the officers there."), strict=True):
        text = b"/P <</MCID 0>> BDC " + drawn(words) + b" EMC "
        page.obj.Contents = file.make_stream(text + drawn("A note.", "Page"))
        sections.append(pikepdf.Dictionary(S=pikepdf.Name.Sect, Pg=page.obj, K=0))
    document = pikepdf.Dictionary(S=pikepdf.Name.Document, K=pikepdf.Array(sections))
    file.Root.StructTreeRoot = pikepdf.Dictionary(K=document)


def test_an_answer_that_runs_over_a_page_break_is_found():
    (said,) = told(a_pdf(("x",), ("y",), change=over_pages))
    assert "page 2 has `wrote it for the officers`" in said.message


# ── everywhere else ─────────────────────────────────────────────────────────────────────────────────


def bookmark(file):
    with file.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Answer: " + LEAK, 0))


def alternative(file):
    element = file.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Figure, Alt=pikepdf.String(LEAK)))
    file.Root.StructTreeRoot = pikepdf.Dictionary(K=pikepdf.Array([element]))


def behind(key):
    def change(file):
        inner = pikepdf.Dictionary({"/S": pikepdf.Name.Span, key: pikepdf.String(LEAK)})
        file.Root.StructTreeRoot = pikepdf.Dictionary(K=pikepdf.Array([pikepdf.Dictionary(K=inner)]))

    return change


def remark(file):
    mark = pikepdf.Dictionary(Subtype=pikepdf.Name.Text, Contents=pikepdf.String(LEAK), Rect=[0, 0, 9, 9])
    file.pages[0].obj.Annots = pikepdf.Array([mark])


def destination(file):
    page = file.pages[0].obj
    names = pikepdf.Array([pikepdf.String(LEAK.replace(" ", "-")), pikepdf.Array([page, pikepdf.Name.Fit])])
    file.Root.Names = pikepdf.Dictionary(Dests=pikepdf.Dictionary(Names=names))


def behind_a_sign(file):
    words = f"/Span <</ActualText ({LEAK})>> BDC ".encode()
    file.pages[0].obj.Contents = file.make_stream(words + drawn("x") + b" EMC")


def metadata(file):
    with file.open_metadata(set_pikepdf_as_editor=False) as xmp:
        xmp["dc:description"] = f"It says: {LEAK}"


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (bookmark, "the bookmarks"),
        (alternative, "an alternative text"),
        (behind("/ActualText"), "ActualText"),
        (behind("/E"), "abbreviation"),
        (behind("/T"), "structure tree"),
        (behind("/Lang"), "language"),
        (remark, "mark on a page"),
        (destination, "destination"),
        (metadata, "XMP"),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_every_other_place_is_looked_through(change, place):
    (said,) = told(a_pdf(change=change))
    assert place in said.message
    assert said.hints[0].endswith(": whoever has the file can read it")


def test_the_words_of_files_are_no_answers():
    data = a_pdf(attachments=[("evidence.json", b'{"key": "call"}', "")])
    assert not told(data, "key", own=())
    assert not told(data, "description", own=())
    assert told(a_pdf(attachments=[("evidence.json", b'{"kind": "call"}', "")]), "kind", own=())


def test_nothing_runs_from_one_bookmark_into_the_next():
    def change(file):
        with file.open_outline() as outline:
            outline.root.extend(
                pikepdf.OutlineItem(words, 0) for words in ("Who wrote it for", "The officers")
            )

    assert not told(a_pdf(change=change))


def test_the_text_behind_a_sign_is_looked_through():
    (said,) = told(a_pdf(change=behind_a_sign))
    assert "the text behind a sign (`ActualText`)" in said.message


def test_the_document_information_is_looked_through():
    data = pdf.finish(a_pdf(), pdf.Described(f"A pack: {LEAK}", (), "en", ""), ())
    (said,) = told(data)
    assert "the document information and the XMP metadata have" in said.message


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("evidence.json", json.dumps({"a": ["They " + LEAK]}).encode(), ""),
        ("evidence.json", b'{"a": "wrote it \\u0066or the \\u006ffficers"}', ""),
        ("damaged.json", b'{"a": "wrote it \\u0066or the officers', ""),
        ("page.html", b"<p>wrote it for&nbsp;the officers", ""),
        ("outline.yaml", "wrote it\n  for the\n  officers".encode("utf-16"), ""),
        (f"{LEAK}.txt", b"", ""),
        ("a.txt", b"", LEAK),
    ],
)
def test_attachments_are_looked_through_with_their_names(name, data, words):
    (said,) = told(a_pdf(attachments=[(name, data, words)]))
    assert "attachment" in said.message


def test_places_are_named_together_and_no_more_than_three():
    def change(file):
        bookmark(file)
        remark(file)
        metadata(file)

    (said,) = told(a_pdf(("They " + LEAK,), change=change))
    assert "page 1, " in said.message
    assert " and another place have `" in said.message


def test_figures_of_an_attachment_are_counts_and_places():
    assert not told(a_pdf(attachments=[("a.json", b'{"ranges": [1944]}', "")]), "1944", own=())


def test_sheets_have_nothing_but_what_is_drawn():
    def change(file):
        bookmark(file)
        alternative(file)
        metadata(file)
        destination(file)

    data = a_pdf(("A page.",), change=change, attachments=[("a.txt", LEAK.encode(), LEAK)])
    assert told(data)
    sheets = impose.sheets(data, Imposition(Scheme("2-up")), "x.pdf").value
    assert not pdf.anatomy(sheets.pdf).attachments
    assert not told(sheets.pdf)
    assert told(impose.sheets(a_pdf((LEAK,)), Imposition(Scheme("2-up")), "x.pdf").value.pdf)


# ── what is kept back, and what is said ─────────────────────────────────────────────────────────────


def words(chars):
    return Words(Text.of(chars))


def block(content, name="b", kind="text"):
    return ChapterBlock(content, name, True, span=Span("one.yaml", 1, 2), kind=kind)


def a_task(answer=None, **more):
    return Task("task-one", (Para((Plain("Who wrote it?"),)),), True, answer=answer, **more)


def kept(whole, shown, edition=None, only=None, **more):
    outline = Outline("pack", words("A pack"), "en", words("x"), (), (), **more)
    return withholding.withheld(whole, shown, edition or Edition("student"), outline, Apparatus(False), only)


def chapter(*contents, number=1):
    blocks = tuple(block(content, f"b{number}-{at}") for at, content in enumerate(contents))
    return Chapter(f"c{number}", number, "A chapter", "one.yaml", blocks)


def test_answers_are_kept_back_with_their_notes_and_quotations():
    note = Call(0, (Plain("a note of ours"),))
    said = (Plain("They say "), RunIn(Quotation((Verbatim("at once"),), None)), note, Plain(", see "))
    flow = (Para((*said, CrossRef("x"), Plain(" for more"))),)
    whole = Resolved((chapter(Tasks((a_task(flow),))),))
    (secret,) = kept(whole, Resolved((chapter(Tasks((a_task(),))),))).secrets
    assert secret.runs == ("They say at once, see ", " for more", "a note of ours")
    teacher = Edition("teacher", selections=(Selection("teacher", show=(words("answers"),)),))
    assert kept(whole, whole, teacher) is None


def test_gaps_are_kept_back_where_they_are_blank():
    whole = Resolved((chapter(TextFlow((Para((GapRun("Prague"),)),))),))
    blank = Edition("student", blank_gaps=True)
    shown = editions.shown(whole, blank)
    found = kept(whole, shown, blank)
    assert [one.runs for one in found.secrets] == [("Prague",)]
    assert "Prague" not in found.own
    assert kept(whole, whole) is None


def test_words_behind_a_fact_are_not_said_but_those_of_a_quotation_are():
    quoted = Quotation((Verbatim("words behind"),), None)
    sheet = FactSheet((StatedFact("f", "The army", "strength", (StatedValue("", "9,000", quoted),)),))
    whole = Resolved((chapter(sheet, Tasks((a_task((Para((Plain("x"),)),)),))),))
    shown = Resolved((chapter(sheet, TextFlow((Para((RunIn(quoted),)),))),))
    assert "words behind" not in kept(whole, Resolved((chapter(sheet),))).own
    assert "9,000" in kept(whole, shown).own
    assert "words behind" in kept(whole, shown).own


def test_the_years_of_an_axis_are_said():
    value = StatedValue("", "1944", None)
    event = Event(Drawn("f", "The army", value, "1944"), date(1944, 1, 1), None)
    asked = Tasks((a_task((Para((Plain("x"),)),)),))
    whole = Resolved((chapter(Timeline((event,)), asked),))
    own = kept(whole, Resolved((chapter(Timeline((event,)), Tasks((a_task(),))),))).own
    assert "1946" in own
    assert "1950" not in own


def test_a_handout_says_what_its_chapter_says():
    one, two = chapter(TextFlow((Para((Plain("first"),)),))), chapter(Tasks((a_task(),)), number=2)
    answered = chapter(Tasks((a_task((Para((Plain("x"),)),)),)), number=2)
    found = kept(Resolved((one, answered)), Resolved((one, two)), only="c2")
    assert "first" not in found.own
    assert "first" in kept(Resolved((one, answered)), Resolved((one, two))).own


# ── a whole build ───────────────────────────────────────────────────────────────────────────────────


PACK = {
    "dossier/dossier.yaml": b"""\
name: sample
title: A sample
language: en-GB
chapters:
  - chapters/01.yaml
editions:
  student:
    gaps: blank
""",
    "dossier/chapters/01.yaml": b"""\
title: One
id: one
blocks:
  - text: |
      The town lies on the [river]{gap} [@town: The town lies on the river], and "counted 11,856
      inhabitants" [@town].
  - tasks:
      - question: What happened to the mill?
        answer: |
          It went up in flames one night in spring and the owner built it up again.
""",
}


@pytest.fixture(scope="module")
def leaky():
    """Build a student's file with a template that prints an answer, and the source as it is quoted."""
    chapter = Path(__file__).parent.parent / "templates" / "chapter.html"
    leak = b"<p>Hint: it went up in flames one night in spring.</p></section>"
    own = chapter.read_bytes().replace(b"</section>", leak)
    files = casebook.base() | PACK | {"templates/chapter.html": own}
    sources = files["dossier/sources.yaml"].decode()
    licence = "  licence:\n    id: public-domain\n    basis: editorial\n"
    files["dossier/sources.yaml"] = (sources.rstrip("\n") + "\n" + licence).encode()
    world = Memory(casebook.with_digests(files))
    return world, build.build(world, edition="student")


def test_a_template_that_prints_an_answer_stops_the_build(leaky):
    world, built = leaky
    said = {one.message: one for one in built.diagnostics if one.code == "answer-printed"}
    (answer,) = [one for message, one in said.items() if "this answer" in message]
    assert "`it went up in flames one night in spring`" in answer.message
    assert "templates" in answer.hints[0]
    assert answer.primary.span.path == "dossier/chapters/01.yaml"
    assert not built.output
    assert not world.written


def test_a_source_reprinted_gives_the_word_of_a_gap_away(leaky):
    _, built = leaky
    (gap,) = [one for one in built.diagnostics if one.code == "answer-printed" and "gap" in one.message]
    assert gap.message.endswith("has `river`")
    assert gap.hints == ("add `sources-as-quoted` to `leave-out` of the edition `student`",)
