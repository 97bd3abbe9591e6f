"""Lists of pages: forms and variants, runs of pages, references, lines of sources, and what each claims."""

import re
import xml.etree.ElementTree as ET

import pytest

import listing_pages as listing
import sample_values as sample
from roa_dossier import render
from roa_dossier.frozen import replace
from roa_dossier.model import chapter as ch
from roa_dossier.model import outline as ol
from roa_dossier.model.apparatus import Styled
from roa_dossier.model.book import Manuscript, Mention, Place
from roa_dossier.render.aids import order
from roa_dossier.render.aids.pages import Body, Leaf, runs

PARTS = [
    "part.aids", "part.documents", "part.register", "part.index", "part.table-of-sources",
    "part.sources-as-quoted",
]  # fmt: skip


def tree(manuscript):
    return ET.fromstring(manuscript.html)


def words(element):
    return " ".join("".join(element.itertext()).split())


def at(manuscript, anchor):
    return next(each for each in tree(manuscript).iter() if each.get("id") == anchor)


def texts(manuscript, name):
    return [words(each) for each in tree(manuscript).iter() if name in each.get("class", "").split()]


@pytest.fixture(scope="module")
def dossier():
    return listing.dossier()


@pytest.fixture(scope="module")
def late(dossier):
    return listing.late(dossier)


def on(**pages):
    """Let a name's mentions fall on these pages in turn; all else on page 1."""
    waiting = {key: iter(numbers) for key, numbers in pages.items()}

    def choose(mention, _):
        return next(waiting.get(mention.key, iter(())), 0) if mention.kind == "name" else 0

    return choose


# ── the whole ───────────────────────────────────────────────────────────────────────────────────────


def test_the_parts_stand_in_order_the_first_in_the_place_that_was_kept(dossier, late):
    assert list(late) == PARTS
    kept = listing.body(dossier)[-1]
    assert (kept.id, kept.claims, kept.mentions) == ("part.aids", (), ())
    assert texts(late["part.aids"], "to") == [late[name].title for name in PARTS[1:]]


def test_the_contents_name_them_in_one_line(dossier):
    contents = next(each for each in listing.body(dossier) if each.id == "part.contents")
    lines = list(next(tree(contents).iter("nav")).iter("a"))  # the lists of tables and figures are others
    assert [words(each) for each in lines if each.get("class") == "to"][-1] == "Indexes and registers"
    assert 'href="#part.aids"' in contents.html


@pytest.mark.parametrize("part", ["documents", "register", "index", "table-of-sources", "sources-as-quoted"])
def test_a_part_can_be_left_out(part):
    late = listing.late(listing.dossier(leave_out=(part,)))
    assert list(late) == [name for name in PARTS if name != f"part.{part}"]


def test_without_any_of_them_no_place_is_kept():
    given = listing.dossier(leave_out=ol.BACK_MATTER)
    manuscripts = listing.body(given)
    ids = [manuscript.id for manuscript in manuscripts]
    assert not {"part.aids", "part.ledger", "part.glossary", "part.licences"} & set(ids)
    assert "part.aids" not in "".join(manuscript.html for manuscript in manuscripts)
    assert render.late(*given, sample.template, manuscripts, {}).value == ()


def test_a_handout_marks_nothing_and_keeps_no_place(dossier):
    (handout,) = listing.body(dossier, only="phantom-army")
    assert handout.mentions == ()
    assert "--at-" not in handout.html


def test_the_same_places_give_the_same_parts(dossier, late):
    assert listing.late(dossier) == late


def test_every_id_is_given_once(dossier, late):
    everything = (*listing.body(dossier)[:-1], *late.values())
    anchors = [each.get("id") for m in everything for each in tree(m).iter() if each.get("id")]
    assert len(anchors) == len(set(anchors))


def test_every_link_of_a_late_part_has_its_target(dossier, late):
    everything = (*listing.body(dossier)[:-1], *late.values())
    anchors = {each.get("id") for m in everything for each in tree(m).iter()}
    links = {each.get("href") for m in late.values() for each in tree(m).iter("a")}
    assert {link[1:] for link in links if link.startswith("#")} <= anchors


def test_pages_of_the_body_are_text_and_links(late):
    found = re.findall(r'<a class="page-known" href="#([^"]+)">(\d+)</a>', late["part.index"].html)
    assert found
    assert 'class="page"' not in late["part.index"].html


# ── mentions ────────────────────────────────────────────────────────────────────────────────────────


def test_each_mention_has_its_words_in_an_element_with_its_id(dossier):
    for manuscript in listing.body(dossier):
        root = tree(manuscript)
        found = {each.get("id"): each for each in root.iter() if each.get("id")}
        for mention in manuscript.mentions:
            if mention.kind == "name":
                assert words(found[mention.anchor]) == " ".join(mention.text.split())
            assert mention.anchor in found


def test_mentions_stand_in_the_order_of_the_text(dossier):
    manuscript = next(each for each in listing.body(dossier) if each.id == "phantom-army")
    places = [manuscript.html.index(f'id="{mention.anchor}"') for mention in manuscript.mentions]
    assert places == sorted(places)


def test_names_are_marked_in_text_quotations_contested_points_and_notes(dossier):
    mentions = next(each for each in listing.body(dossier) if each.id == "phantom-army").mentions
    named = {(mention.key, mention.role) for mention in mentions if mention.kind == "name"}
    assert {("roa", ""), ("roa", "excerpt"), ("meandrov", "contested"), ("zverev", "contested")} <= named


def test_a_citation_names_the_work_behind_it_too(dossier):
    mentions = next(each for each in listing.body(dossier) if each.id == "phantom-army").mentions
    cites = [mention for mention in mentions if mention.kind == "cite"]
    assert {mention.role for mention in cites} == {"note"}
    work = next(mention for mention in cites if mention.key == "aok8")
    assert [mention.key for mention in cites if mention.anchor == work.anchor] == ["aok8", "encyclopaedia"]


def test_a_template_that_leaves_out_a_mention_takes_it_from_the_lists(dossier):
    own = sample.with_template("heading.html", "{# nothing of it #}")
    everything = [m for each in listing.body(dossier) for m in each.mentions]
    fewer = [m for each in listing.body(dossier, own) for m in each.mentions]
    assert {m.anchor for m in fewer} <= {m.anchor for m in everything}


# ── runs of pages ───────────────────────────────────────────────────────────────────────────────────


def leaf(page, role=""):
    return Leaf(page, str(page + 1), f"a{page}", role)


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ([11], [[11]]),
        ([11, 12], [[11, 12]]),
        ([11, 12, 13, 15], [[11, 12, 13], [15]]),
        ([11, 13], [[11], [13]]),
    ],
)
def test_only_pages_that_follow_each_other_are_a_run(pages, expected):
    assert [[each.page for each in run] for run in runs(map(leaf, pages))] == expected


def test_pages_that_say_different_things_stay_apart_when_that_is_told():
    leaves = [leaf(1), leaf(2, "contested"), leaf(3, "contested"), leaf(4, "note"), leaf(5, "note")]
    assert [len(run) for run in runs(leaves)] == [5]
    assert [len(run) for run in runs(leaves, told=True)] == [1, 2, 1, 1]


def test_a_page_is_listed_once_and_says_what_all_its_mentions_say(dossier):
    mentions = [
        Mention("a", "name", "x", role="note"),
        Mention("b", "name", "x"),
        Mention("c", "name", "x", role="note"),
    ]
    places = {"a": Place(4, "5"), "b": Place(4, "5"), "c": Place(6, "7")}
    body = Body(None, (Manuscript("m", "M", "", mentions=tuple(mentions)),), places)
    assert [(each.page, each.role) for each in body.leaves(mentions)] == [(4, ""), (6, "note")]


# ── the index ───────────────────────────────────────────────────────────────────────────────────────


def test_a_name_stands_under_its_sort_form_with_its_pages_and_its_script(dossier):
    late = listing.late(dossier, at=on(meandrov=(11, 12, 14)))
    index = late["part.index"]
    assert words(at(index, "index.meandrov")).startswith("Meandrov, Mikhail, ")
    roa = words(at(index, "index.roa"))
    assert roa.startswith("Russian Liberation Army (Русская освободительная армия), ")


def test_a_name_that_is_nowhere_mentioned_is_not_printed(late):
    printed = "".join(manuscript.html for manuscript in late.values())
    assert "Nobody" not in printed and "index.nobody" not in printed


def test_a_variant_refers_to_its_head_and_one_beside_it_does_not(late):
    see = texts(late["part.index"], "see")
    assert "ROA, see Russian Liberation Army" in see
    assert "Meandroff, see Meandrov, Mikhail" in see
    assert not [line for line in see if "Vlasov, Andrei" in line or "Andrei" in line]


def test_html_in_a_name_is_printed_as_words(late):
    assert "<b>Second</b>" not in late["part.index"].html
    given = listing.dossier((*listing.NAMES, listing.name("hiwi", "Hiwis", "other", "<i>H</i>")))
    index = listing.late(given)["part.index"]
    assert "<i>H</i>, see Hiwis" in texts(index, "see")


def test_a_variant_in_a_quotation_is_listed_under_its_head():
    names = (listing.name("hitler", "Hitler, Adolf", variants=("Adolf Hitler",)),)
    given = listing.dossier(names)
    late = listing.late(given)
    claims = late["part.index"].claims
    assert [claim.anchor for claim in claims] == ["index.hitler"]
    assert "Adolf Hitler" in claims[0].forms


def test_a_name_on_many_pages_is_divided_by_chapters():
    given = listing.dossier()
    late = listing.late(given, at=lambda mention, number: 2 * number)
    index = late["part.index"]
    mentions = [m for each in listing.body(given) for m in each.mentions if m.kind == "name"]
    counted = {key: sum(m.key == key for m in mentions) for key in ("roa", "vlasov")}
    name = max(counted, key=counted.get)
    entry = at(index, f"index.{name}")
    divided = [words(each) for each in entry.iter() if each.get("class") == "sub"]
    assert bool(divided) is (counted[name] > 12)


def test_italics_and_n_tell_where_a_name_stands(dossier):
    note = next(
        m.anchor for each in listing.body(dossier) for m in each.mentions if m.kind == "name" and m.role == ""
    )
    manuscripts = tuple(
        replace(
            each,
            mentions=tuple(replace(m, role="note") if m.anchor == note else m for m in each.mentions),
        )
        for each in listing.body(dossier)
    )
    places = listing.spread(manuscripts, lambda mention, number: 3 * number)
    found = {m.id: m for m in render.late(*dossier, sample.template, manuscripts, places).value}
    assert f"{places[note].label}</a>n" in found["part.index"].html
    assert '<i class="disputed"><a class="page-known"' in found["part.index"].html


def test_claims_name_the_pages_of_ranges_and_the_forms(dossier):
    late = listing.late(dossier, at=lambda mention, number: 11 + number // 2 % 3)
    claim = next(each for each in late["part.index"].claims if each.anchor == "index.roa")
    entry = words(at(late["part.index"], "index.roa"))
    assert claim.text == entry
    assert claim.pages == (11, 12, 13) and "12–14" in claim.text
    assert {"Russian Liberation Army", "ROA", "Русская освободительная армия"} <= set(claim.forms)


@pytest.mark.parametrize(
    ("language", "heads"),
    [
        ("en-GB", ["6th Army", "8th Army", "44th Division", "The Oder", "Olšany", "Österreich", "Prague"]),
        ("de", ["Ärzte", "Oder", "Österreich", "Prag", "Straße", "Strassen"]),
        ("sv", ["Oslo", "Zverev", "Åbo", "Ärlig", "Öland"]),
        ("en", ["Zverev", "Власов", "КОНР"]),
    ],
)
def test_heads_sort_by_the_rules_of_the_language(language, heads):
    assert [*sorted({*heads}, key=lambda head: order.sort_key(head, language))] == heads


def test_letters_are_those_of_the_language():
    assert [order.initial(head, "en") for head in ("2nd Army", "Österreich", "The Oder", "Власов")] == [
        "",
        "O",
        "O",
        "В",
    ]
    assert order.initial("Öland", "sv") == "Ö"


@pytest.mark.parametrize(
    ("form", "short", "expected"),
    [
        ("Andrey Andreyevich Vlasov", "Vlasov", "Vlasov, Andrey Andreyevich"),
        ("Helmuth von Pannwitz", "von Pannwitz", "von Pannwitz, Helmuth"),
        ("Nicholas II", "", "Nicholas II"),
        ("Vlasov, Andrey", "", "Vlasov, Andrey"),
        ("Domanov", "", "Domanov"),
    ],
)
def test_a_person_is_sought_by_the_surname(form, short, expected):
    assert order.inverted(form, short) == expected


# ── people, documents, table of sources ─────────────────────────────────────────────────────────────


def test_the_register_has_only_people(late):
    assert [line.split(",")[0] for line in texts(late["part.register"], "someone")] == [
        "Meandrov", "Vlasov", "Zverev",
    ]  # fmt: skip


def test_the_documents_are_numbered_with_their_place_and_page(late):
    rows = [words(row) for row in tree(late["part.documents"]).iter("tr") if row.get("id")]
    assert rows[0].startswith("1 Adolf Hitler allowed the idea of the … W ¶ 5, l. 34 ")
    assert [row.split()[0] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
    german = [row for row in rows if "Alle landeseigenen" in row]
    assert len(german) == 1 and '<span lang="de">Alle' in late["part.documents"].html


def test_a_work_known_at_second_hand_stands_under_its_source(late):
    table = late["part.table-of-sources"]
    source = at(table, "cited.encyclopaedia")
    assert words(source).startswith("W ")
    claims = {claim.anchor: claim for claim in table.claims}
    assert claims["cited.encyclopaedia"].forms == ("W",)
    assert claims["cited.aok8"].pages and claims["cited.aok8"].forms == ()
    root = tree(table)
    (through,) = [each for each in root.iter() if each.get("class") == "through"]
    assert [each.get("id") for each in through.iter() if each.get("class") == "cited"] == ["cited.aok8"]


# ── sources as quoted ───────────────────────────────────────────────────────────────────────────────


def licensed(name):
    """Give the sample with a licence for both sources; None for none."""
    outline, *rest = listing.dossier()
    bears = ol.Licence(sample.words(name), "stated") if name else None
    entries = tuple(replace(entry, licence=bears) for entry in outline.sources)
    return (replace(outline, sources=entries), *rest)


def test_lines_are_printed_with_their_number_and_what_is_used_is_marked():
    part = listing.late(licensed("CC-BY-SA-4.0"))["part.sources-as-quoted"]
    lines = texts(part, "line-of-source")
    line = next(each for each in lines if each.startswith("34"))
    assert "→ 1" in line and "[citation needed]" in line
    used = texts(part, "used")
    assert any(each.startswith("All local volunteers are unreliable during enemy") for each in used)
    assert any("not used" in each for each in texts(part, "unused"))


def test_the_words_of_a_line_are_those_that_may_be_quoted():
    given = licensed("public-domain")
    part = listing.late(given)["part.sources-as-quoted"]
    blocks = [block for source in given[3].values() for block in source.blocks]
    whole = "".join("".join(block.text.chars.split()) for block in blocks)
    checked = 0
    for line in tree(part).iter():
        if line.get("class") == "line-of-source":
            (number,) = [each for each in line if each.get("class") == "number"]
            line.remove(number)
            for each in [*line.iter()]:
                if each.get("class") in ("pages", "mark-of-source"):
                    each.text = ""
                    for inner in [*each]:
                        each.remove(inner)
            said = "".join((number.tail or "").split()) + "".join("".join(line.itertext()).split())
            assert said.replace("\u202f", "") in whole
            checked += 1
    assert checked > 10


@pytest.mark.parametrize("licence", [None, "all-rights-reserved"])
def test_a_source_without_a_licence_is_named_and_not_reprinted(licence):
    part = listing.late(licensed(licence))["part.sources-as-quoted"]
    assert texts(part, "line-of-source") == []
    (first, *_) = texts(part, "refused")
    assert first.startswith("Not reprinted: ")
    assert "Of its 4,000 words, 200 are printed in this dossier." in first


# ── back matter ─────────────────────────────────────────────────────────────────────────────────────


def test_the_ledger_gives_every_reading_with_what_it_rests_on(dossier):
    ledger = next(each for each in listing.body(dossier) if each.id == "part.ledger")
    text = words(tree(ledger))
    assert "1 Second Division: commander (1945) within one source; set out as Contested 1.1 (p. )" in text
    assert "Mikhail Meandrov W ¶ 15, l. 67 none" in text
    assert "two men said of both editorial derived: 1 + 1" in text
    assert "Differences of scope" in text and "who <freed> it" in text


def test_the_glossary_explains_by_name(dossier):
    glossary = next(each for each in listing.body(dossier) if each.id == "part.glossary")
    assert words(tree(glossary)).endswith(
        "Russian Liberation Army (Русская освободительная армия) What it was, in a few words."
    )


def test_licences_say_what_is_printed_and_on_what_terms():
    given = licensed("CC-BY-4.0")
    keys = [str(entry.key) for entry in given[0].sources]
    part = next(each for each in listing.body(given, attached=keys) if each.id == "part.licences")
    text = words(tree(part))
    assert (
        "Licence: CC-BY-4.0, as the source itself states. https://creativecommons.org/licenses/by/4.0/. "
        "200 words of it are printed in the chapters." in text
    )
    assert "The snapshot is attached to this file whole." in text
    cut = next(each for each in listing.body(given) if each.id == "part.licences")
    assert "attached" not in words(tree(cut))
    bare = next(each for each in listing.body(licensed(None)) if each.id == "part.licences")
    assert "attached" not in words(tree(bare)) and "not reprinted" in words(tree(bare))


def test_the_note_on_the_text_counts_what_a_source_marks_itself(dossier):
    note = next(each for each in listing.body(dossier) if each.id == "part.note")
    assert (
        "12 passages of it are used; 1 of them is marked “citation needed”, and 3 rest on notes or "
        "references of its own. Printed are 200 words of the 4,000 that may be quoted." in words(tree(note))
    )


# ── what the text and its margin say of a value ─────────────────────────────────────────────────────


def chapter_of(*inlines, **changes):
    """Give the chapter that holds only these inlines."""
    outline, _, apparatus, sources = sample.dossier()
    block = ch.ChapterBlock(ch.TextFlow((sample.para(*inlines),)), "b", True)
    chapter = ch.Chapter("one", 1, "One", "dossier/chapters/01.yaml", (block,))
    given = (replace(outline, **changes), ch.Resolved((chapter,)), apparatus, sources)
    return next(each for each in listing.body(given) if each.id == "one")


VALUE = ch.FactValue("f", "11,856", "men", "B", True, True, sample.passage("11,856"))


def test_an_opinion_is_given_as_whose_it_is():
    assert "11,856 men (according to B)." in words(tree(chapter_of(VALUE, ".")))
    assert "according" not in words(tree(chapter_of(replace(VALUE, attribution=""), ".")))


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ((), []),
        (("uncited",), ["?"]),
        (("single-source",), ["1"]),
        (("uncited", "single-source"), ["?", "1"]),
    ],
)
def test_the_margin_marks_what_is_asked_for(marks, expected):
    assert texts(chapter_of(VALUE, margin_marks=marks), "sign") == expected
    plain = replace(VALUE, uncited=False, single_source=False)
    assert texts(chapter_of(plain, margin_marks=marks), "sign") == []


def test_the_margin_marks_a_quotation_that_its_source_marks():
    quoted = ch.RunIn(sample.quotation("notorious for starving Soviet prisoners to death", 5, sample.UNCITED))
    assert texts(chapter_of(quoted, margin_marks=("uncited",)), "sign") == ["?"]
    assert texts(chapter_of(quoted), "sign") == []


def test_the_note_on_the_text_explains_the_signs():
    outline, *rest = sample.dossier()
    for marks, said in (((), 0), (("uncited",), 1)):
        note = next(
            each
            for each in listing.body((replace(outline, margin_marks=marks), *rest))
            if each.id == "part.note"
        )
        assert note.html.count("In the margin,") == said


def test_what_is_cited_in_a_gloss_stands_in_brackets_as_no_note_is_numbered_there():
    outline, resolved, apparatus, sources = listing.dossier()
    cite = ch.SourceCite(sample.passage("11,856", 9))
    call = ch.Call(7, (ch.Citation(7, (cite,)),))
    apparatus = replace(apparatus, citations={**apparatus.citations, ("", 7): (Styled("W ¶ 9, l. 110"),)})
    glossed = replace(resolved, glosses=(("roa", (sample.para("A gloss.", call),)),))
    glossary = next(
        each for each in listing.body((outline, glossed, apparatus, sources)) if each.id == "part.glossary"
    )
    assert words(tree(glossary)).endswith("A gloss (W ¶ 9, l. 110).")
