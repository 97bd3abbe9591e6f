"""Notes, labels, citations and the bibliography of small dossiers: exact strings."""

import pytest

from numbering import (
    AOK,
    JURADO,
    MUELLER,
    PRAGUE,
    SOURCES,
    WIKI_TEXT,
    block,
    call,
    chapter,
    cited,
    excerpt,
    flat,
    item,
    notes,
    numbered,
    outline,
    quoted,
    text,
    work,
)
from roa_dossier import csl
from roa_dossier.diagnostics import Span
from roa_dossier.frozen import replace
from roa_dossier.model.apparatus import RecordLine, Target, TargetKind
from roa_dossier.model.chapter import (
    Call,
    Cell,
    Citation,
    Contested,
    CrossRef,
    Emphasised,
    EvidenceTable,
    Excerpt,
    FactSheet,
    FigureBox,
    ForeignRun,
    Heading,
    Items,
    Mistake,
    NameForm,
    OwnTable,
    Para,
    Person,
    Picture,
    Plain,
    Register,
    Resolved,
    Row,
    StatedFact,
    StatedValue,
    TextFlow,
    WorkCite,
)
from roa_dossier.model.source import PartKind
from roa_dossier.number import apparatus

AOK_FULL = (
    "AOK 8, “{de|Zuverlässigkeit landeseigener Verbände}”, 1 October 1943, RH 20-8/979, "
    "Bundesarchiv-Militärarchiv (BA-MA)"
)
AOK_SHORT = "AOK 8, “{de|Zuverlässigkeit landeseigener Verbände}”"
MUELLER_FULL = (
    "Rolf-Dieter Müller, _The Unknown Eastern Front: The Wehrmacht and Hitler's Foreign Soldiers_ "
    "(I.B. Tauris, 2012)"
)
WORKS = (work(JURADO, 1), work(AOK, 3), work(PRAGUE, 4, "a"), work(MUELLER))


def one(*calls):
    return chapter(1, text(*calls))


def said(made):
    return [(one.severity.value, one.code, one.message) for one in made.diagnostics]


def in_notes(*calls, **options):
    made = numbered(outline(*WORKS, **options), one(*calls))
    assert [entry for entry in said(made) if entry[1] != "work-not-cited"] == []
    return notes(made)


# ── what notes say ──────────────────────────────────────────────────────────────────────────────────


def test_a_source_is_introduced_once_a_chapter():
    made = numbered(
        outline(),
        chapter(1, text(call(0, cited(9, 45)), call(1, cited(10, 47)))),
        chapter(2, text(call(0, cited(9, 45)))),
    )
    assert notes(made) == [
        "_Russian Liberation Army_, ¶ 9, l. 45 (hereafter **W**)",
        "**W**, ¶ 10, l. 47",
    ]
    assert notes(made, "c2") == ["_Russian Liberation Army_, ¶ 9, l. 45 (hereafter **W**)"]


def test_places_of_one_source_merge_in_order_and_none_stands_twice():
    made = in_notes(
        call(0, cited(1, 1)),
        call(1, cited(9, 45), cited(10, 47), cited(9, 45)),
        call(2, cited(9, 45), cited(8, 44)),
    )
    assert made[1:] == ["**W**, ¶ 9, l. 45; ¶ 10, l. 47", "**W**, ¶ 9, l. 45; ¶ 8, l. 44"]


def test_a_part_of_the_source_is_not_named_twice_running():
    made = in_notes(call(0, cited(1, 1)), call(1, cited(9, 45), cited(9, 46), cited(10, 47), cited(9, 48)))
    assert made[1] == "**W**, ¶ 9, l. 45; l. 46; ¶ 10, l. 47; ¶ 9, l. 48"


def test_two_sources_in_one_note():
    made = in_notes(call(0, cited(9, 45), cited(2, 15, source="blog"), cited(10, 47)))
    assert made == [
        "_Russian Liberation Army_, ¶ 9, l. 45 (hereafter **W**); “The Vlasov Army”, _Home_, n.d., "
        "¶ 2, l. 15 (hereafter **B**); **W**, ¶ 10, l. 47"
    ]


def test_quoted_in_and_cited_in():
    made = in_notes(call(0, cited(1, 1)), call(1, quoted(9, 45, 3)), call(2, cited(9, 45, 3)))
    assert made[1:] == [
        f"{AOK_FULL}, quoted in **W**, ¶ 9, l. 45, n. 3",
        f"{AOK_SHORT}, cited in **W**, ¶ 9, l. 45, n. 3",
    ]


def test_the_same_passage_quoted_and_cited_is_quoted():
    made = in_notes(call(0, cited(9, 45, 3), quoted(9, 45, 3)))
    assert made == [f"{AOK_FULL}, quoted in _Russian Liberation Army_, ¶ 9, l. 45, n. 3 (hereafter **W**)"]


def test_several_marks_are_sorted_and_their_works_stand_in_front():
    made = in_notes(call(0, cited(1, 1)), call(1, cited(9, 45, 3, 1)))
    assert made[1] == (
        f"Carlos Jurado, _Foreign Volunteers of the Wehrmacht 1941-45_ (Osprey, 1983); {AOK_FULL}, "
        "cited in **W**, ¶ 9, l. 45, nn. 1, 3"
    )


def test_places_known_for_different_works_stand_apart():
    made = in_notes(call(0, cited(1, 1)), call(1, quoted(9, 45, 3), quoted(10, 47), quoted(9, 46, 3)))
    assert made[1] == (
        f"{AOK_FULL}, quoted in **W**, ¶ 9, l. 45, n. 3; **W**, ¶ 10, l. 47; "
        f"{AOK_SHORT}, quoted in **W**, ¶ 9, l. 46, n. 3"
    )


def test_a_record_without_a_work_is_told_by_its_words():
    made = in_notes(call(0, cited(6, 39, 2)), call(1, cited(6, 39, 3, 2)))
    assert made == [
        "_Russian Liberation Army_, ¶ 6, l. 39 (hereafter **W**), resting on its n. 2 (“‘Home’”)",
        f"{AOK_FULL}, cited in **W**, ¶ 6, l. 39, n. 3, resting also on its n. 2 (“‘Home’”)",
    ]


def test_a_lettered_mark():
    bare = numbered(outline(), one(call(0, cited(9, 45)), call(1, cited(9, 45, "d", "a"))))
    assert notes(bare)[1] == "**W**, ¶ 9, l. 45, with its notes a and d"
    matched = in_notes(call(0, cited(1, 1)), call(1, cited(9, 45, "a")))
    assert matched[1] == (
        "“{ru|Кто в 1945 году освободил Прагу?}”, 8 May 2015, "
        "https://example.org/prague<https://example.org/prague>, cited in **W**, ¶ 9, l. 45, with its note a"
    )


def test_the_sources_own_notes_and_references_as_passages():
    made = in_notes(
        call(0, cited(1, 1)),
        call(1, cited(4, 147, kind=PartKind.NOTE)),
        call(2, cited(7, 222, kind=PartKind.REFERENCE)),
    )
    assert made[1:] == ["**W**, note d, l. 147", "**W**, reference 7, l. 222"]


def test_citation_needed():
    made = in_notes(
        call(0, cited(1, 1)),
        call(1, quoted(7, 40, "?")),
        call(2, cited(7, 40, "?"), cited(8, 41, "?")),
        call(3, cited(7, 40, "?"), cited(8, 41, "?"), cited(9, 42, "?")),
        call(4, cited(7, 40), cited(8, 41, "?"), cited(9, 42)),
        call(5, cited(7, 40), cited(7, 40, "?")),
        call(6, cited(7, 40, "?"), cited(7, 40), cited(8, 41)),
    )
    assert made[1:] == [
        "**W**, ¶ 7, l. 40; marked “citation needed” there",
        "**W**, ¶ 7, l. 40; ¶ 8, l. 41; both marked “citation needed” there",
        "**W**, ¶ 7, l. 40; ¶ 8, l. 41; ¶ 9, l. 42; all marked “citation needed” there",
        "**W**, ¶ 7, l. 40; ¶ 8, l. 41, marked “citation needed” there; ¶ 9, l. 42",
        "**W**, ¶ 7, l. 40; partly marked “citation needed” there",
        "**W**, ¶ 7, l. 40, partly marked “citation needed” there; ¶ 8, l. 41",
    ]


def test_works_of_ours_in_full_then_short_with_typed_locators():
    made = in_notes(
        call(0, WorkCite("mueller", "p. 28")), call(1, WorkCite("mueller", "p. 29"), cited(9, 45))
    )
    assert made == [
        f"{MUELLER_FULL}, 28",
        "Müller, _The Unknown Eastern Front_, 29; _Russian Liberation Army_, ¶ 9, l. 45 (hereafter **W**)",
    ]


def test_citations_inside_a_note_of_ours():
    own = Call(
        0, (Plain("See "), Citation(0, (cited(9, 45),)), Plain(", and "), Citation(1, (cited(8, 44),)))
    )
    assert in_notes(own) == ["_Russian Liberation Army_, ¶ 9, l. 45 (hereafter **W**)", "**W**, ¶ 8, l. 44"]


# ── styles that cite in the text ────────────────────────────────────────────────────────────────────


def test_in_text_calls_that_only_cite_have_no_number():
    own = Call(1, (Plain("A word, "), Citation(1, (cited(9, 45),))))
    made = numbered(
        outline(*WORKS, style="apa"),
        one(call(0, quoted(9, 45, 3)), own, call(2, cited(8, 44), remarks=("emphasis added",))),
    )
    assert made.value.in_text
    assert [mark.number for mark in made.value.notes.values()] == [None, 1, 2]
    assert notes(made) == [
        "(AOK 8, 1943, quoted in _Russian Liberation Army_, n.d., ¶ 9, l. 45, n. 3)",
        "(_Russian Liberation Army_, n.d., ¶ 9, l. 45)",
        "(_Russian Liberation Army_, n.d., ¶ 8, l. 44)",
    ]


def test_in_text_by_numbers():
    made = in_notes(
        call(0, quoted(9, 45, 3), cited(8, 44)),
        call(1, WorkCite("mueller", "p. 28"), WorkCite("jurado")),
        style="ieee",
    )
    assert made == ["[1], quoted in [2], ¶ 9, l. 45, n. 3; [2], ¶ 8, l. 44", "[3, p. 28], [4]"]


# ── numbers ─────────────────────────────────────────────────────────────────────────────────────────


def test_notes_count_through_every_kind_of_block():
    def own(number):
        return Call(number, (Plain("ours"),))

    fact = StatedFact("f", "ROA", "strength", (StatedValue("a", "1", None, call=own(4)),))
    both = StatedFact(
        "g", "2nd Division", "commander", tuple(StatedValue(key, key, None, call=own(5)) for key in "a")
    )
    person = Person(NameForm("v", "Vlasov"), (excerpt(9, cited(9, 45)),), (Para((own(10),)),))
    blocks = (
        text(Plain("a"), Emphasised((own(0), ForeignRun("de", (own(1),)))), Plain("b")),
        block(TextFlow((Items(((Para((own(2),)),),)),))),
        block(excerpt(3, cited(9, 45))),
        block(FactSheet((fact,))),
        block(Contested(both, (Para((own(6),)),))),
        block(EvidenceTable("ranks", "wiki", ("A",), (Row((Cell("x"),)),), own(7))),
        block(OwnTable(("A",), (((own(8),), (Plain("x"),)),))),
        block(Register((person,))),
        block(Excerpt(Mistake("?", "quotation-not-found"), None)),
    )
    made = numbered(outline(), chapter(1, *blocks), chapter(2, text(own(0))))
    assert [(where, mark.number) for (where, _), mark in made.value.notes.items()] == [
        *(("c1", number) for number in range(1, 12)),
        ("c2", 1),
    ]
    assert [number for _, number in made.value.notes] == [*range(11), 0]
    anchors = [anchor for mark in made.value.notes.values() for anchor in (mark.anchor, mark.call_anchor)]
    assert len(set(anchors)) == 24


def picture(anchor, title=""):
    return block(FigureBox(Picture("figures/x.png", "0", "image/png", 1, 1), "alt"), anchor, title)


def test_labels_lists_and_contents():
    fact = StatedFact("g", "2nd Division", "commander", ())
    first = chapter(
        1,
        block(Heading("A head"), "c1-b1"),
        block(OwnTable((), ()), "own", "Own"),
        block(FactSheet(()), "sheet", "Sheet"),
        replace(block(FactSheet(())), anchor="c1-b4"),
        picture("p", "A picture"),
        block(Contested(fact), "who"),
        replace(block(Contested(fact), title="Who led it"), anchor="c1-b7"),
        block(TextFlow(()), "named"),
    )
    second = chapter(2, block(EvidenceTable("ranks", "wiki", (), (), None), "ranks", "Ranks"), picture("q"))
    made = numbered(outline(), first, second).value
    assert made.labels == {
        "own": "Table 1.1",
        "sheet": "Table 1.2",
        "p": "Figure 1.1",
        "who": "Contested point 1.1",
        "c1-b7": "Contested point 1.2",
        "ranks": "Table 2.1",
        "q": "Figure 2.1",
    }
    assert [target.title for target in made.tables] == ["Own", "Sheet", "Ranks"]
    assert [target.title for target in made.figures] == ["A picture"]
    assert [target.title for target in made.contested] == ["2nd Division, commander", "Who led it"]
    assert [(target.label, target.title) for target in made.contents] == [
        ("Chapter 1", "Title 1"),
        ("", "A head"),
        ("Chapter 2", "Title 2"),
    ]
    assert made.targets["named"] == Target(TargetKind.BLOCK, "named", "", "", 1)
    assert "c1-b4" not in made.targets


def test_a_dangling_reference_is_told_with_its_place():
    place = Span("dossier/chapters/01.yaml", 50, 60)
    reference = CrossRef("rnaks", place)
    table = block(OwnTable((), ()), "ranks", "Ranks")
    made = numbered(outline(), chapter(1, text(reference, CrossRef("c1"), CrossRef("ranks")), table))
    assert said(made) == [
        ("error", "unknown-reference", "expected the id of a chapter or a block, found `rnaks`")
    ]
    assert made.diagnostics[0].primary.span == place
    assert made.diagnostics[0].hints == ("write `{ref:ranks}`",)


# ── lists at the end ────────────────────────────────────────────────────────────────────────────────


def entries(sections):
    return {
        section.title: [(entry.key, entry.siglum, entry.remark) for entry in section.entries]
        for section in sections
    }


def test_the_bibliography_is_divided():
    works = (
        work(JURADO, 1, remark="A page is given."),
        work(AOK, 3, 2),
        work(PRAGUE, 4, "a", seen=True),
        work(MUELLER),
    )
    first = chapter(1, text(call(0, quoted(9, 45, 3)), call(1, cited(9, 46, 1, 4))))
    second = chapter(2, text(call(0, WorkCite("mueller", "p. 28"))))
    made = numbered(outline(*works), first, second)
    assert said(made) == []
    assert entries(made.value.bibliography) == {
        "Sources of this dossier": [
            ("wiki", "W", "tertiary source (reference)"),
            ("blog", "B", "tertiary source (reference)"),
        ],
        "Secondary works": [("mueller", "", "")],
        "Reference works and web pages": [("prague", "", "also cited in W, n. 4 and note a")],
        "Cited at second hand (not seen)": [
            ("aok8", "", "cited in W, nn. 2, 3"),
            ("jurado", "", "cited in W, n. 1. A page is given."),
        ],
    }
    assert entries(made.value.chapter_bibliographies["c2"]) == {"Secondary works": [("mueller", "", "")]}
    assert flat(made.value.references["wiki"]) == "_Russian Liberation Army_."
    assert flat(made.value.bibliography[1].entries[0].line) == (
        "Müller, Rolf-Dieter. _The Unknown Eastern Front: The Wehrmacht and Hitler's Foreign Soldiers_. "
        "I.B. Tauris, 2012."
    )


def test_a_work_known_through_a_quoted_reference_is_listed():
    made = numbered(
        outline(work(AOK, 3)), one(call(0, quoted(9, 45), cited(3, 222, kind=PartKind.REFERENCE)))
    )
    assert entries(made.value.bibliography)["Cited at second hand (not seen)"] == [
        ("aok8", "", "cited in W, n. 3")
    ]
    assert made.value.uncited == ()


def test_a_work_that_nothing_cites_is_told_and_not_listed():
    made = numbered(outline(work(AOK, 3), work(MUELLER)), one(call(0, quoted(9, 45, 3))))
    assert made.value.uncited == ("mueller",)
    assert said(made) == [("warning", "work-not-cited", "nothing cites `mueller`, so it is not listed")]
    assert made.diagnostics[0].primary.span.path == "dossier/works.yaml"
    assert "mueller" not in str(entries(made.value.bibliography))


def test_records_as_they_stand():
    made = numbered(outline(work(AOK, 3, remark="seen by nobody")), one(call(0, quoted(9, 45, 3))))
    assert made.value.records[2:] == (
        RecordLine("W", "3", "AOK 8 Ia 4844/3", 4, "aok8", "seen by nobody", ("aok8",), ((1, "1"),)),
        RecordLine("W", "4", "Кто в 1945 году освободил Прагу?", 5),
        RecordLine("W", "a", "The original says ”Alle“.", 6),
    )
    assert made.value.records[1].text in WIKI_TEXT


def test_records_that_are_not_there():
    made = numbered(outline(work(AOK, 3, 9, "c")), one(call(0, quoted(9, 45, 3))))
    assert said(made) == [
        ("error", "unknown-record", "`wiki` has no note `c`"),
        ("error", "unknown-record", "`wiki` has no reference `9`"),
    ]
    assert [each.hints for each in made.diagnostics] == [
        ("write one that it has (`a`), or take this one out",),
        ("write one that it has (`1` to `4`), or take this one out",),
    ]


def test_a_record_that_names_the_work_is_shown():
    (said,) = numbered(outline(work(PRAGUE, 9)), one(call(0, quoted(9, 45, 4)))).diagnostics[:1]
    assert said.related[0].text == "reference `4` of `wiki` names it"
    assert said.hints == ("if it is this, write `source: wiki` and `reference: 4`",)


def test_a_handout_keeps_its_numbers_and_lists_only_its_own():
    first = chapter(1, text(call(0, quoted(9, 45, 3))), picture("p", "One"))
    second = chapter(2, text(call(0, cited(9, 46), WorkCite("mueller"))), picture("q", "Two"))
    made = numbered(outline(work(AOK, 3), work(MUELLER)), first, second, only="c2")
    assert said(made) == []
    assert notes(made, "c1") == []
    assert notes(made, "c2") == [f"_Russian Liberation Army_, ¶ 9, l. 46 (hereafter **W**); {MUELLER_FULL}"]
    assert made.value.labels == {"p": "Figure 1.1", "q": "Figure 2.1"}
    assert entries(made.value.bibliography) == {
        "Sources of this dossier": [("wiki", "W", "tertiary source (reference)")],
        "Secondary works": [("mueller", "", "")],
    }


# ── mistakes, and what is never done ────────────────────────────────────────────────────────────────


def test_a_bad_style_is_told_at_its_place_and_a_draft_can_still_be_printed():
    made = numbered(outline(*WORKS[1:2]), one(call(0, quoted(9, 45, 3))), xml="<style>")
    assert said(made) == [
        (
            "error",
            "bad-style",
            "`chicago-notes-bibliography` is not a citation style that can be used (line 1): "
            "not XML: no element found",
        )
    ]
    assert made.diagnostics[0].primary.span == Span("dossier/dossier.yaml", 40, 66)
    assert notes(made) == ["**W**, ¶ 9, l. 45, n. 3"]
    assert flat(made.value.references["blog"]) == "_The Vlasov Army_"


def test_a_style_that_the_engine_refuses():
    xml = (
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0"><citation><layout>'
        "<nonsense/></layout></citation></style>"
    )
    made = numbered(outline(), one(call(0, quoted(9, 45))), xml=xml)
    assert [code for _, code, _ in said(made)] == ["citation-refused"]
    assert notes(made) == ["**W**, ¶ 9, l. 45"]


def test_an_item_for_which_nothing_is_printed():
    xml = (
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0"><citation><layout>'
        '<text variable="publisher"/></layout></citation></style>'
    )
    made = numbered(outline(work(MUELLER)), one(call(0, WorkCite("mueller"), cited(9, 45))), xml=xml)
    assert [(code, message) for _, code, message in said(made)] == [
        ("empty-citation", f"the style `chicago-notes-bibliography` prints nothing for `{key}`")
        for key in ("blog", "wiki")
    ]


def test_without_a_citation_the_engine_is_not_asked(monkeypatch):
    monkeypatch.setattr(csl.engine.pandoc, "cite", None)
    made = numbered(outline(), one(Plain("words")))
    assert (made.value.citations, made.value.bibliography, said(made)) == ({}, (), [])


def test_what_resolve_refused_is_left_out():
    made = numbered(outline(), one(call(0, WorkCite("nobody")), call(1, WorkCite("nobody"), cited(9, 45))))
    assert notes(made) == ["", "_Russian Liberation Army_, ¶ 9, l. 45 (hereafter **W**)"]


def test_hostile_titles_in_notes():
    typed = "{{ x }} </span><script>alert('x')</script>"
    hostile = item("hostile", type="book", title=typed, URL="file:///etc/passwd")
    made = numbered(outline(work(hostile)), one(call(0, WorkCite("hostile"))))
    line = made.value.citations["c1", 0]
    assert typed in flat(line)
    assert {run.link for run in line} == {""}


def test_two_hundred_notes_in_one_run(monkeypatch):
    asked = []
    real = csl.engine.pandoc.cite
    monkeypatch.setattr(
        csl.engine.pandoc, "cite", lambda *given, **limits: asked.append(1) or real(*given, **limits)
    )
    calls = [
        call(number, quoted(number + 1, number + 1, 3), WorkCite("mueller", f"p. {number}"))
        for number in range(100)
    ]
    made = numbered(outline(*WORKS), chapter(1, text(*calls)), chapter(2, text(*calls)))
    assert len(asked) == 1
    assert notes(made)[99] == (
        f"{AOK_SHORT}, quoted in **W**, ¶ 100, l. 100, n. 3; Müller, _The Unknown Eastern Front_, 99"
    )
    assert notes(made, "c2")[0].startswith(AOK_FULL)


@pytest.mark.parametrize("style", ["chicago-notes-bibliography", "apa"])
def test_the_same_dossier_gives_the_same_apparatus(style):
    def made():
        return numbered(outline(*WORKS, style=style), one(call(0, quoted(9, 45, 3, 2, "a", "?"))))

    assert made() == made()


# ── beside the chapters ─────────────────────────────────────────────────────────────────────────────


def test_what_is_cited_beside_the_chapters_has_its_place_and_no_note():
    dossier = outline(work(JURADO, 1))
    gloss = (Para((Plain("A word."), call(0, cited(2, 20)), Plain(" Another."), call(1, cited(3, 30, 1)))),)
    resolved = Resolved((chapter(1, block(excerpt(9, cited(9, 45)))),), glosses=(("roa", gloss),))
    xml = csl.style("chicago-notes-bibliography")
    made = apparatus(dossier, resolved, SOURCES, xml)
    assert not made.diagnostics
    assert flat(made.value.citations["", 0]) == "**W**, ¶ 2, l. 20"
    assert flat(made.value.citations["", 1]).endswith("cited in **W**, ¶ 3, l. 30, n. 1")
    assert {chapter_id for chapter_id, _ in made.value.notes} == {"c1"}
    assert made.value.cited["", 1] == ("jurado", "wiki")
    assert ("", 0) not in apparatus(dossier, resolved, SOURCES, xml, "c1").value.citations
