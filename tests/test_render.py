"""Manuscripts: every block kind, every note's words, hostile strings, templates that fail."""

import re
import xml.etree.ElementTree as ET

import pytest

import listing_pages
import sample_values as sample
from roa_dossier import layout, pdf, render, wording, world
from roa_dossier.diagnostics import Severity
from roa_dossier.frozen import replace
from roa_dossier.locate import Lines
from roa_dossier.model import chapter as ch
from roa_dossier.model.book import Manuscript, Typesetting
from roa_dossier.model.source import MarkKind, PartKind
from roa_dossier.render import marks, press, signs

HOSTILE = (
    "<script>alert(1)</script>",
    "{{ 7*7 }} {% raw %}",
    "&amp;lt; &nbsp; &#0;",
    '" onload="x',
    "<!-- comment",
    "</section></body>",
    "<link rel=attachment href=file:///etc/hostname>",
    "]]> <![CDATA[ x",
)


def made(draft=False, only=None, template=sample.template, dossier=None):
    return render.manuscripts(*(dossier or sample.dossier()), template, draft, only)


@pytest.fixture(scope="module")
def book():
    checked = made()
    assert checked.diagnostics == ()
    return {manuscript.id: manuscript for manuscript in checked.value}


def tree(manuscript):
    return ET.fromstring(manuscript.html)


def words(element):
    return " ".join("".join(element.itertext()).split())


def one(root, kind, name):
    found = [each for each in root.iter() if name in each.get("class", "").split() and each.tag == kind]
    assert len(found) == 1, (kind, name, len(found))
    return found[0]


def every(root, name):
    return [each for each in root.iter() if name in each.get("class", "").split()]


def at(root, anchor):
    return next(each for each in root.iter() if each.get("id") == anchor)


def chapter_of(*contents, template=sample.template, draft=False, numbers=None, outline=None):
    """Give the manuscript of a chapter that holds only `contents`."""
    blocks = tuple(
        ch.ChapterBlock(content, f"b{index}", True, "Title") for index, content in enumerate(contents)
    )
    chapter = ch.Chapter("one", 1, "One", "dossier/chapters/01.yaml", blocks)
    given, _, _, sources = sample.dossier()
    apparatus = sample.apparatus((chapter,), (numbers or sample.Numbers("one"),))
    dossier = (outline or given, ch.Resolved((chapter,)), apparatus, sources)
    checked = made(draft, None, template, dossier)
    return next((each for each in checked.value if each.id == "one"), None), checked.diagnostics


# ── the whole ───────────────────────────────────────────────────────────────────────────────────────


def test_the_parts_stand_in_order(book):
    assert list(book) == [
        "part.title", "part.contents", "part.note", "phantom-army", "ranks-chapter",
        "part.bibliography", "part.records", "part.passed", "part.licences", "part.aids",
    ]  # fmt: skip


def test_every_manuscript_is_one_section_with_id_class_and_language(book):
    for manuscript in book.values():
        root = tree(manuscript)
        assert root.tag == "section"
        assert root.get("id") == manuscript.id
        assert root.get("class").split()[0] == "manuscript"
        assert root.get("lang") == "en-GB"
        assert manuscript.html.startswith('<section class="manuscript ')


def test_anchors_are_unique_over_the_book(book):
    anchors = [each.get("id") for m in book.values() for each in tree(m).iter() if each.get("id")]
    assert len(anchors) == len(set(anchors))


def test_every_link_within_the_book_has_its_target(book):
    roots = [tree(m) for m in book.values()]
    anchors = {each.get("id") for root in roots for each in root.iter()}
    links = {each.get("href") for root in roots for each in root.iter("a")}
    within = {link[1:] for link in links if link.startswith("#")}
    assert within and within <= anchors


def test_every_template_is_used(monkeypatch):
    used = set()
    file = press.Press._file

    def watched(one, name):
        used.add(name)
        return file(one, name)

    def built_in(name):
        path, text = sample.template(name)
        return f"built-in/{path}", text

    monkeypatch.setattr(press.Press, "_file", watched)
    made(template=built_in)
    outline, *rest = sample.dossier()
    made(template=built_in, dossier=(replace(outline, notes="book"), *rest))
    made(only="phantom-army", template=built_in)
    listing_pages.late(listing_pages.dossier(), template=built_in)
    there = {path.name for path in (sample.ROOT / "templates").glob("*.html")}
    there -= {"document.html", "tasks.html"}  # tests/test_teaching.py
    assert used == {name for name in there if not name.startswith("chart-")}  # tests/test_charts.py


def test_every_built_in_style_sheet_is_in_the_order_once():
    names = [path.name for path in (sample.ROOT / "styles").glob("*.css")]
    assert sorted(render.styles(draft=True, chosen=render.CHOSEN)) == sorted(names)
    assert set(render.styles(draft=True)) - set(render.styles()) == {"draft.css"}


# ── notes ───────────────────────────────────────────────────────────────────────────────────────────


def test_every_expected_note_is_what_its_element_prints(book):
    for manuscript in book.values():
        printed = {each.get("id"): each for each in every(tree(manuscript), "note")}
        assert list(printed) == [note.anchor for note in manuscript.notes]
        for note in manuscript.notes:
            body = printed[note.anchor]
            assert body.get("data-n") == str(note.number)
            assert words(body).replace("(p. )", "(p. ￼)") == note.text


def test_a_call_stands_right_before_its_note(book):
    html = book["phantom-army"].html
    for note in book["phantom-army"].notes:
        call = f'<span class="call" id="{note.call_anchor}" data-n="{note.number}"></span>'
        assert f'{call}<span class="note" id="{note.anchor}" data-n="{note.number}">' in html


def test_a_note_ends_with_a_stop_and_its_remarks_follow(book):
    texts = [note.text for note in book["phantom-army"].notes]
    assert texts[1] == "W, ¶ 4, l. 32."
    assert "W, ¶ 13, l. 63. Emphasis added." in texts
    assert all(text.endswith(".") and not text.endswith("..") for text in texts)


def test_notes_know_their_place(book):
    assert book["phantom-army"].notes[0].span.path == "dossier/chapters/phantom-b1.yaml"


def test_a_style_that_cites_in_the_text_sets_the_citation_in_its_place():
    numbers = sample.Numbers("one")
    call = numbers.call(numbers.cite("(W, ¶ 4)"))
    numbers.notes["one", call.id] = replace(numbers.notes["one", call.id], number=None)
    manuscript, _ = chapter_of(ch.TextFlow((sample.para("A sentence", call, "."),)), numbers=numbers)
    assert manuscript.notes == ()
    assert "<p>A sentence (W, ¶\u00a04).</p>" in manuscript.html


def test_a_number_that_is_missing_is_a_fault_of_ours_but_shown_in_a_draft():
    flow = ch.TextFlow((sample.para("A sentence.", ch.Call(7, ())),))
    with pytest.raises(LookupError, match="note 7"):
        chapter_of(flow)
    manuscript, _ = chapter_of(flow, draft=True)
    assert "unnumbered" in manuscript.html


# ── block kinds ─────────────────────────────────────────────────────────────────────────────────────


def test_a_quotation_has_no_marks_and_says_whence_in_the_margin(book):
    block = at(tree(book["phantom-army"]), "phantom-b4")
    assert block.tag == "blockquote"
    quoted = one(block, "span", "quoted")
    assert words(quoted).startswith("All local volunteers are unreliable")
    assert quoted.get("lang") == "en"
    assert words(one(block, "div", "margin")) == "W ¶ 9, l. 45citing n. 7"


def test_the_margin_says_only_what_the_marks_say(book):
    root = tree(book["phantom-army"])
    assert "citation needed in source" in words(one(at(root, "phantom-b2"), "div", "margin"))
    assert words(one(at(root, "phantom-b4b"), "div", "margin")) == "W, reference 7, l. 222"
    assert words(one(at(root, "phantom-c1"), "div", "margin")).endswith(
        "citing n. 4with its note dcitation needed in source"
    )


def test_a_translation_stands_beneath_the_original(book):
    block = at(tree(book["phantom-army"]), "phantom-b4b")
    assert one(block, "span", "quoted").get("lang") == "de"
    assert words(one(block, "p", "translation")).startswith("All indigenous units")


def test_the_sources_own_mark_is_printed_small_with_a_space(book):
    block = at(tree(book["phantom-army"]), "phantom-b2")
    assert one(block, "span", "uncited").text == "[citation needed]"
    assert "permitted. [citation needed] As a result" in words(block)


def test_run_in_quotations_flip_their_inner_marks_and_keep_every_letter(book):
    text = words(at(tree(book["phantom-army"]), "phantom-b1"))
    assert (
        "“criticising the Western Allies, labelling them ‘plutocracies’ that were ‘allies of Stalin" in text
    )
    assert "conquest of Europe’”" in text


def test_our_apostrophes_are_curled_and_the_sources_are_not(book):
    assert "The editors’ reading of the manifesto’s attack" in book["phantom-army"].html
    assert "Fel&#39;dfebel&#39;" in book["ranks-chapter"].html


def test_a_cross_reference_has_its_label_and_its_page(book):
    html = book["phantom-army"].html
    page = '<a class="page" href="#konr-order-of-battle"></a>'
    assert f'<a class="ref" href="#konr-order-of-battle">Table\u00a02.3</a> (p.\u00a0{page})' in html


def test_a_first_mention_gives_the_original_with_its_language(book):
    assert (
        'Russian Liberation Army</span> (<span class="original" lang="ru">Русская'
        in book["phantom-army"].html
    )
    assert '<span class="ed">[ed.]</span>)' in book["ranks-chapter"].html


def test_a_contested_point_sets_two_readings_side_by_side(book):
    block = at(tree(book["phantom-army"]), "second-division")
    assert words(one(block, "p", "caption")) == "Contested 1.1. Who commanded the Second Division"
    table = one(block, "table", "beside")
    assert [words(each) for each in every(table, "value")] == ["Mikhail Meandrov", "Grigory Zverev"]
    assert [words(each) for each in every(table, "place")] == [
        "W ¶ 15, l. 67",
        "W, list, ‘Order of battle’, l. 110",
    ]
    assert "“was sent into action under the command of General Mikhail Meandrov”" in words(table)


def test_more_readings_than_two_stand_beneath_each_other(book):
    table = one(at(tree(book["ranks-chapter"]), "existed-since"), "table", "beneath")
    assert len(list(table.iter("tr"))) == 3
    assert "editorialreckoned from the battalions’ first mention" in words(table)


def test_a_fact_sheet_gives_every_reading_with_its_place(book):
    block = at(tree(book["ranks-chapter"]), "fact-sheet")
    rows = [[words(cell) for cell in row] for row in block.iter("tr") if "over" not in row.get("class", "")]
    assert rows[2][:1] + rows[2][2:] == ["strength", "April 1945", "W, infobox, ‘Size’, l. 13"]
    assert rows[2][1].startswith("120,000–130,000 men")
    assert rows[4][0] == "contested"
    assert rows[4][3] == "W ¶ 12, l. 61"
    assert rows[5][3].startswith("editorial: ")


def test_a_rank_table_prints_its_cells_and_no_icon_name(book):
    block = at(tree(book["ranks-chapter"]), "roa-ranks")
    rows = [[words(cell) for cell in row.iter("td")] for row in block.iter("tr")]
    assert [row for row in rows if row] == [list(row[1:4]) for row in sample.RANKS]
    groups = ["Generals", "Officers", "Other ranks"]
    assert [words(each) for each in every(block.find(".//tbody"), "group")] == groups
    assert [words(each) for each in every(block, "over")] == [
        f"{name}, continued" for name in ("Table 2.2", *groups)
    ]
    assert ".svg" not in book["ranks-chapter"].html
    assert words(one(block, "p", "source-line")) == (
        "Source: W ll. 126–138; marked “citation needed” there. Grouping and column heads: editorial. "
        "Icon file names left out: 10 begin ROA, 3 RONA."
    )
    assert [cell.get("lang") for cell in list(block.iter("td"))[:3]] == ["ru", None, "de"]


def test_no_note_stands_in_a_head_that_repeats(book):
    for manuscript in book.values():
        for head in tree(manuscript).iter("thead"):
            assert every(head, "note") == []


def test_an_own_table_holds_running_text(book):
    block = at(tree(book["ranks-chapter"]), "compared")
    assert "“They were then executed or sent to the Gulag.”" in words(block)
    assert len(every(block, "note")) == 2


def test_tables_are_kept_by_how_much_they_hold():
    fit = render.blocks.fit
    assert fit([[10, 10, 10]] * 13, 1) == "short"
    assert fit([[300, 300, 300]] * 13, 1) == "long"
    assert fit([[5] * 14] * 40, 0) == "long"


def test_a_text_that_leads_to_what_follows_says_so():
    def role(text):
        manuscript, _ = chapter_of(ch.TextFlow((ch.Para((ch.Plain(text),)),)))
        return at(tree(manuscript), "b0").get("class")

    assert role("The account is firm about their place:") == "block text leading"
    assert role("The lead has this.") == "block text brief"
    assert role("The lead has this. " * 6) == "block text"


def test_a_figure_has_its_image_alternative_text_and_credit(book):
    block = at(tree(book["ranks-chapter"]), "line")
    image = next(block.iter("img"))
    assert image.get("src") == f"dossier-image:{sample.IMAGE}"
    assert image.get("alt") == "A line that rises, falls and rises again"
    assert words(next(block.iter("figcaption"))).startswith("Figure 2.1. A line, and what it rests on")
    (picture,) = book["ranks-chapter"].images
    assert (picture.digest, picture.words, picture.vector) == (sample.IMAGE, image.get("alt"), True)


def test_a_register_gives_name_passages_and_prose(book):
    vlasov, boyarsky = every(at(tree(book["ranks-chapter"]), "people"), "person")
    assert words(next(vlasov.iter("p"))) == "Andrey Vlasov (Андрей Андреевич Власов [ed.])"
    assert len(list(vlasov.iter("blockquote"))) == 1
    assert words(next(boyarsky.iter("p"))).startswith("Vladimir Boyarsky. Named once")


def test_an_omission_and_an_insertion_keep_their_brackets():
    quotation = ch.Quotation(
        (ch.Verbatim("All"), ch.Omission(), ch.Verbatim("in the East"), ch.Insertion(" [of Europe]")),
        sample.passage("All local volunteers", 9),
        "en",
    )
    manuscript, _ = chapter_of(ch.Excerpt(quotation, None))
    assert words(one(tree(manuscript), "span", "quoted")) == "All […] in the East [of Europe]"


# ── front and back ──────────────────────────────────────────────────────────────────────────────────


def test_the_title_page_counts_what_was_found(book):
    imprint = words(one(tree(book["part.title"]), "div", "imprint"))
    assert imprint == (
        "2 sources · 16 quotations found word for word · 4 facts with locators · 2 points contested"
        "Edition of 21 November 2026"
    )


def test_what_there_is_none_of_is_not_said():
    outline, resolved, apparatus, sources = sample.dossier()
    bare = replace(outline, date=None, subtitle=None)
    counts = replace(resolved, quotations=1, facts=0)
    checked = made(dossier=(bare, counts, apparatus, sources))
    html = checked.value[0].html
    assert "1 quotation found word for word" in html
    assert (
        "facts" not in html and "Edition of" not in html and "subtitle" not in html and "Edited" not in html
    )


def test_editors_are_named_only_where_there_are_any():
    outline, *rest = sample.dossier()
    edited = replace(outline, editors=(sample.words("A. Editor"), sample.words("B. Editor")))
    html = made(dossier=(edited, *rest)).value[0].html
    assert "Edited by A.\u00a0Editor, B.\u00a0Editor" in html


def test_the_contents_give_every_chapter_head_and_part(book):
    root = tree(book["part.contents"])
    titles = [words(next(each for each in line if each.tag == "a")) for line in every(root, "line")]
    assert titles[:4] == [
        "Note on the text", "An army that did not exist", "Who commanded the Second Division?",
        "Ranks, strengths and people",
    ]  # fmt: skip
    assert titles[4:7] == ["Bibliography", "The sources’ own notes and references", "Passages passed over"]
    assert [words(head) for head in root.iter("h2")] == ["Tables", "Figures", "Contested points"]
    assert len(every(root, "page")) == len(titles)


def test_the_note_on_the_text_describes_each_source(book):
    text = words(tree(book["part.note"]))
    assert "It is read as a tertiary source, classed as reference." in text
    assert "CC-BY-SA-4.0, by the editor’s inference; the snapshot does not say so" in text
    assert "Licence: none stated." in text
    assert "seeds/004_6d5e5a869a61037a.txt, 23,577 characters, SHA-256 585bd21a" in text
    assert "nine statements are marked as uncited" in text


def test_the_note_on_the_text_lists_the_folds_that_were_used():
    outline, resolved, apparatus, sources = sample.dossier()
    text = words(tree(made(dossier=(outline, resolved, apparatus, sources)).value[2]))
    assert "white space, equivalent forms of the same character and quotation marks." in text
    none = replace(resolved, chapters=resolved.chapters[1:])
    text = words(tree(made(dossier=(outline, none, apparatus, sources)).value[2]))
    assert "white space and equivalent forms of the same character." in text


def test_the_sources_own_notes_stand_as_they_are(book):
    text = words(tree(book["part.records"]))
    assert "RH20-8/979 >„Zuverlässigkeit landeseigener Verbände“" in text
    assert "Not listed in the bibliography." in text and "a bare title" not in text


def test_what_is_passed_over_is_listed_with_its_reason(book):
    text = words(tree(book["part.passed"]))
    assert "Of 5 paragraphs and lines that may be quoted, 1 is used." in text
    assert "another formation; only its name is taken up" in text
    assert "appended summaries: ‘Army Group E’, l. 183; ‘LIII Army Corps’, l. 199; ‘XXVI" in text


def at_id(manuscripts, name):
    return next(manuscript for manuscript in manuscripts if manuscript.id == name)


def passed_over(*places, used=0):
    """Give the last part of a book whose accounts stand at these kinds and lines."""
    outline, resolved, apparatus, sources = sample.dossier()
    accounts = tuple(
        ch.Account("encyclopaedia", ch.Locator("W", kind, 1, "", "", lines), 0, 1, "", "of no use")
        for kind, lines in places
    )
    taken = ch.Account("blog", ch.Locator("B", PartKind.BODY, 1, "", "", (1, 1)), 0, 1, "quoted", "")
    changed = replace(resolved, accounts=(*accounts, *[taken] * used))
    return tree(at_id(made(dossier=(outline, changed, apparatus, sources)).value, "part.passed"))


def test_runs_of_lines_passed_over_are_joined():
    heads = [(PartKind.HEADING, (line, line)) for line in (82, 80, 81, 93)]
    text = words(passed_over(*heads, (PartKind.CAPTION, (7, 7)), (PartKind.BODY, (9, 10))))
    assert "headings, ll. 80–82, 93; caption, l. 7; paragraph, ll. 9–10" in text


def test_a_source_that_is_used_whole_has_a_sentence_and_no_table():
    root = passed_over((PartKind.CAPTION, (7, 7)), used=2)
    assert len(list(root.iter("table"))) == 1
    assert "Of 2 paragraphs and lines that may be quoted, all are used." in words(root)


def test_a_bibliography_in_a_chapter_takes_the_place_of_the_part():
    outline, resolved, apparatus, sources = sample.dossier()
    last = resolved.chapters[1]
    blocks = (*last.blocks[:-1], ch.ChapterBlock(ch.BibliographyPlace("all"), "here"))
    placed = replace(resolved, chapters=(resolved.chapters[0], replace(last, blocks=blocks)))
    checked = made(dossier=(outline, placed, apparatus, sources))
    assert "part.bibliography" not in [each.id for each in checked.value]
    chapter = next(each for each in checked.value if each.id == "ranks-chapter")
    assert "Cited at second hand (not seen)" in chapter.html


def lists_of(bibliography, *chapters, **more):
    """Give the parts that have a bibliography, where chapters have them as `bibliography` says."""
    outline, resolved, apparatus, sources = sample.dossier()
    said = replace(outline, bibliography=bibliography, **more)
    checked = made(dossier=(said, replace(resolved, chapters=chapters), apparatus, sources))
    assert checked.diagnostics == ()
    return {each.id: each for each in checked.value if 'bibliography" id=' in each.html}


def test_each_chapter_may_end_with_its_bibliography():
    first, last = sample.dossier()[1].chapters
    bare = replace(last, blocks=last.blocks[:-1])
    silent = replace(first, id="silent", blocks=(ch.ChapterBlock(ch.Heading("Nothing"), "nothing"),))
    assert list(lists_of("book", first, bare)) == ["part.bibliography"]
    found = lists_of("chapter", first, silent, bare)
    assert list(found) == ["phantom-army", "ranks-chapter", "part.bibliography"]
    root = tree(found["phantom-army"])
    assert list(root)[-1] is at(root, "phantom-army.bibliography")
    assert list(root)[-2].get("data-notes-of") == "phantom-army"
    assert words(list(root)[-1]).startswith("BibliographySources of this dossier W ")
    assert "data-notes-of" not in lists_of("chapter", first, notes="book")["phantom-army"].html


def test_a_chapter_has_no_second_bibliography():
    first, last = sample.dossier()[1].chapters
    found = lists_of("chapter", last)
    assert found["ranks-chapter"].html.count('bibliography" id=') == 1
    assert "part.bibliography" in found
    _, resolved, apparatus, _ = dossier = sample.dossier()
    alone = {"phantom-army": apparatus.bibliography}
    whole = (
        replace(dossier[0], bibliography="chapter"),
        replace(resolved, chapters=(first,)),
        replace(apparatus, chapter_bibliographies=alone),
        dossier[3],
    )
    assert "part.bibliography" not in [each.id for each in made(dossier=whole).value]


# ── handouts and drafts ─────────────────────────────────────────────────────────────────────────────


def test_a_handout_is_one_chapter_that_stands_alone():
    checked = made(only="phantom-army")
    assert checked.diagnostics == ()
    (handout,) = checked.value
    root = tree(handout)
    assert root.get("class") == "manuscript handout"
    assert words(one(root, "p", "kicker")) == "The Russian Liberation Army · Edition of 21 November 2026"
    tail = words(one(root, "footer", "tail"))
    assert "Sources of this dossier" in tail
    assert "W: It is read as a tertiary source, classed as reference." in tail
    assert "Licence of W: CC-BY-SA-4.0, by the editor’s inference" in tail
    assert len(handout.notes) == 14


def test_a_handout_names_what_it_does_not_contain_without_a_page():
    (handout,) = made(only="phantom-army").value
    links = [each.get("href") for each in tree(handout).iter("a") if each.get("href").startswith("#")]
    assert links == []
    assert "Table 2.3 and Chapter 2" in words(tree(handout))


def test_a_mistake_is_printed_by_a_draft_only():
    flow = ch.TextFlow((sample.para("Before ", ch.Mistake("wrong words", "quotation-not-found"), " after."),))
    excerpt = ch.Excerpt(ch.Mistake("<wrong>", "quotation-not-found"), None)
    manuscript, _ = chapter_of(flow, excerpt, draft=True)
    first, second = every(tree(manuscript), "mistake")
    assert words(first) == "wrong words [quotation-not-found]"
    assert words(second) == "<wrong> [quotation-not-found]"
    manuscript, _ = chapter_of(flow, excerpt)
    assert "wrong" not in manuscript.html


# ── what a stranger may type ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_print_as_typed_everywhere(text):
    numbers = sample.Numbers("one")
    quotation = ch.Quotation((ch.Verbatim(text),), sample.passage("Vlasov", 1), text)
    fact = ch.StatedFact(
        "f", text, text, (ch.StatedValue("", text, quotation, call=numbers.note(text)),), text, text
    )
    cell = ch.Cell(text, None, text)
    contents = (
        ch.TextFlow(
            (sample.para(text, ch.Emphasised((ch.Plain(text),)), ch.GapRun(text), ch.RunIn(quotation)),)
        ),
        ch.Heading(text),
        ch.Excerpt(quotation, numbers.note(text), text),
        ch.FactSheet((fact,)),
        ch.EvidenceTable("ranks", "blog", (text,), (ch.Row((cell,), text),), numbers.note(text)),
        ch.OwnTable((text,), (((ch.Plain(text),),),)),
        ch.Contested(replace(fact, readings=(replace(fact.readings[0], call=None),) * 2)),
        ch.FigureBox(ch.Picture("x", sample.IMAGE, "image/png", 1, 1), text, text),
        ch.Register((ch.Person(ch.NameForm("x", text, text, text), (), (sample.para(text),)),)),
    )
    outline = sample.outline(title=text)
    manuscript, diagnostics = chapter_of(*contents, numbers=numbers, outline=outline)
    assert diagnostics == ()
    root = tree(manuscript)
    assert not list(root.iter("script")) and not list(root.iter("link"))
    assert words(next(root.iter("h2"))) == words_of(text)
    assert words_of(text) in words(root)
    assert next(root.iter("img")).get("alt") == text
    assert root.get("data-dossier") == text
    assert manuscript.notes[0].text.startswith(words_of(text))


def words_of(text):
    return " ".join(text.split())


def test_control_characters_do_not_blame_a_template():
    manuscript, diagnostics = chapter_of(ch.TextFlow((sample.para("a\x01b\ufffe"),)))
    assert diagnostics == ()
    assert "a\x01b" in manuscript.html


def test_a_link_keeps_its_address(book):
    assert 'href="https://example.org/a?b=1&amp;c=2"' in book["phantom-army"].html


# ── templates that fail ─────────────────────────────────────────────────────────────────────────────


def fault(text, name="text.html"):
    checked = made(template=sample.with_template(name, text))
    assert len({each.message for each in checked.diagnostics}) == 1
    found = checked.diagnostics[0]
    assert (found.severity, found.code) == (Severity.ERROR, "template-error")
    span = found.primary.span
    return found.message, span.path, Lines.of(text).line(span.start)


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("<p>\n{{ nothing }}</p>", 2, "`nothing` is undefined"),
        ("<p>\n\n{{ body.nothing }}</p>", 3, "has no attribute `nothing`"),
        ("<p>\n{% if %}</p>", 2, "expected"),
        ("<p>{{ body|nofilter }}</p>", 1, "no filter named `nofilter`"),
        ("\n{{ ''.__class__ }}", 2, "may not do this"),
        ("\n{{ body.__class__.__mro__ }}", 2, "may not do this"),
        ("\n\n{{ 1 // 0 }}", 3, "the template fails"),
        ("{% include '../../etc/passwd' %}", 1, "no template is called `../../etc/passwd`"),
        ("{% macro m() %}{{ m() }}{% endmacro %}\n{{ m() }}", 1, "calls itself"),
        ("<p>{{ body }}", 1, "well-formed"),
        ("</div>{{ body }}<div>", 1, "well-formed"),
        ("<p>&nbsp;</p>{{ body }}", 1, "undefined entity"),
    ],
)
def test_a_fault_of_a_template_is_told_with_its_line(text, line, says):
    message, path, found = fault(text)
    assert says in message
    assert (path, found) == ("templates/text.html", line)


def test_a_fault_of_the_macros_is_told_with_its_line():
    text = sample.template("macros.html")[1].replace("{{ anchor }}", "{{ anchors }}", 1)
    message, path, line = fault(text, "macros.html")
    assert (message, path, line) == ("`anchors` is undefined", "templates/macros.html", 2)


def test_a_template_may_not_change_what_it_is_given():
    message, _, _ = fault("{{ blocks.append(1) }}", "chapter.html")
    assert "may not do this" in message


def test_a_template_that_drops_notes_or_pictures_is_told():
    checked = made(template=sample.with_template("quote.html", "<p>{{ quote.body }}</p>"))
    said = [each.message for each in checked.diagnostics]
    assert "a template leaves out note 5 of chapter `phantom-army`" in said
    checked = made(template=sample.with_template("figure.html", "<p>{{ caption.title }}</p>"))
    assert [each.message for each in checked.diagnostics] == ["a template leaves out a picture"]


def test_a_projects_own_template_wins():
    checked = made(template=sample.with_template("heading.html", '<h2 id="{{ anchor }}">§ {{ title }}</h2>'))
    assert checked.diagnostics == ()
    assert "§ Who commanded" in checked.value[3].html


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "<p>\n{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}"
            "{% endfor %}{% endfor %}{% endfor %}</p>",
            "the template takes too long",
        ),
        ("<p>\n{{ 'a' * 900000000 }}</p>", "the template takes too much memory"),
    ],
)
def test_a_template_without_an_end_is_stopped_with_its_line(text, says, monkeypatch):
    monkeypatch.setattr(render, "SECONDS", 1)
    checked = made(template=sample.with_template("text.html", text))
    assert checked.value == ()
    (found,) = checked.diagnostics
    assert (found.code, found.primary.span.path) == ("template-error", "templates/text.html")
    assert says in found.message
    assert Lines.of(text).line(found.primary.span.start) == 2


def test_built_in_templates_need_no_process_of_their_own(monkeypatch):
    def built_in(name):
        path, text = sample.template(name)
        return f"built-in/{path}", text

    def never(*arguments):
        raise AssertionError

    monkeypatch.setattr(render.limits, "forked", never)
    assert len(made(template=built_in).value) == 10
    with pytest.raises(AssertionError):
        made()


def test_a_german_dossier_prints_german_labels():
    outline, resolved, apparatus, sources = sample.dossier()
    german = replace(outline, language="de")
    book = {each.id: words(tree(each)) for each in made(dossier=(german, resolved, apparatus, sources)).value}
    assert "Inhalt" in book["part.contents"] and "Streitpunkte" in book["part.contents"]
    assert "Anmerkung zum Text" in book["part.note"]
    assert "Gelesen als Tertiärquelle, Gattung: Nachschlagewerk." in book["part.note"]
    assert "23.577 Zeichen" in book["part.note"] and "Anführungszeichen." in book["part.note"]
    assert "Stand: 21. November 2026" in book["part.title"]
    assert "Wie angegeben" in book["ranks-chapter"] and "Quelle: W" in book["ranks-chapter"]


def test_a_fact_sheet_has_a_column_of_times_only_where_a_fact_has_one(book):
    sheet = next(each for each in every(tree(book["ranks-chapter"]), "sheet"))
    assert "dated" in sheet.get("class") and "When" in words(sheet)
    fact = ch.StatedFact("f", "roa", "kind", "", "", (ch.StatedValue("", "army", None, None, "ours"),))
    manuscript, _ = chapter_of(ch.FactSheet((fact,)))
    sheet = one(tree(manuscript), "table", "sheet")
    assert "When" not in words(sheet)
    assert {len(row) for row in sheet.iter("tr") if row.get("class") != "over"} == {3}
    assert every(tree(manuscript), "note") == []


def test_our_own_faults_are_not_blamed_on_templates():
    def broken(name):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        made(template=broken)


# ── marks and words ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('labelling them "plutocracies" here', "labelling them ‘plutocracies’ here"),
        ("labelling them “plutocracies” here", "labelling them ‘plutocracies’ here"),
        ('"first" and "second"', "‘first’ and ‘second’"),
        ("no marks at all", "no marks at all"),
        ("Fel'dfebel' of the POW’s", "Fel'dfebel' of the POW’s"),
        ('a 5" gun', 'a 5" gun'),
        ("he said “one ‘two’ three” so", "he said ‘one “two” three’ so"),
        ("called 'it' there", "called ‘it’ there"),
    ],
)
def test_marks_inside_a_run_in_quotation(typed, printed):
    assert marks.run_in(typed, marks.marks("en-GB")) == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('described as "several mutinies".', "described as “several mutinies”."),
        ('" onload="x', '" onload="x'),
        ('a 5" gun', 'a 5" gun'),
        ("„Zuverlässigkeit“", "„Zuverlässigkeit“"),
    ],
)
def test_marks_inside_a_block_quotation(typed, printed):
    assert marks.block(typed, marks.marks("en")) == printed


def test_marks_never_change_the_number_of_characters():
    for typed in (*HOSTILE, "“a” 'b' \"c\" ‘d’ «e»", "'''\"\"\"", "”“’‘"):
        for language in marks.BY_LANGUAGE:
            form = marks.marks(language)
            assert len(marks.run_in(typed, form)) == len(marks.block(typed, form)) == len(typed)


@pytest.mark.parametrize(
    ("language", "printed"),
    [("de", "„them ‚x‘“"), ("fr-FR", "«\u202fthem “x”\u202f»"), ("ru", "«them „x“»"), ("xx", "“them ‘x’”")],
)
def test_run_in_quotations_take_the_marks_of_the_dossiers_language(language, printed):
    quotation = ch.Quotation((ch.Verbatim('them "x"'),), sample.passage("Vlasov", 1), "en")
    outline = sample.outline(language=language)
    manuscript, _ = chapter_of(ch.TextFlow((sample.para(ch.RunIn(quotation)),)), outline=outline)
    assert "".join(at(tree(manuscript), "b0").itertext()) == printed


def test_apostrophes_in_our_words():
    form = marks.marks("en")
    assert (
        marks.apostrophes("the editors' own 'house' isn't '43", form) == "the editors’ own ‘house’ isn’t ’43"
    )


def test_the_margin_counts_each_mark_once():
    from roa_dossier.render import words as said

    say = wording.ENGLISH
    two = sample.passage("Vlasov", 1, sample.reference(5), sample.reference(6), sample.reference(5))
    assert said.said_there(two, say) == ("citing nn. 5, 6",)
    lettered = sample.passage("Vlasov", 1, sample.mark(MarkKind.NOTE, 1), kind=PartKind.CAPTION)
    assert said.said_there(lettered, say) == ("with its note a",)


def test_every_variable_of_the_styles_is_defined():
    css = "".join((sample.ROOT / "styles" / name).read_text("utf-8") for name in render.styles(draft=True))
    used, defined = set(re.findall(r"var\((--[\w-]+)\)", css)), set(re.findall(r"(--[\w-]+):", css))
    assert used == defined


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<p>ten....</p>", '<p>ten<span class="signs">....</span></p>'),
        (
            "<p>No!! <i>Why?!</i></p>",
            '<p>No<span class="signs">!!</span> <i>Why<span class="signs">?!</span></i></p>',
        ),
        ('<p title="...">20 °C, 3.5..</p>', '<p title="...">20 <span class="signs">°C</span>, 3.5..</p>'),
        ("<svg><text>...</text></svg>", "<svg><text>...</text></svg>"),
    ],
)
def test_signs_that_a_typeface_would_join_are_set_apart(html, kept):
    assert signs.kept(html) == kept


def test_points_stay_points_in_the_pdf():
    html = signs.kept('<section class="manuscript"><p>enormous.... What!! 20 °C</p></section>')
    sheets = tuple(world.Memory({}).style(name) for name in render.styles())
    pages = layout.pages((Manuscript("one", "One", html),), Typesetting("T", "en-GB", sheets))
    with pdf.drawing(pages.value.pdf) as drawing:
        assert "enormous.... What!! 20 °C" in "".join(page.chars for page in drawing)
