"""Two editions of a dossier compared, and two snapshots of a source: every kind of change, and none."""

import io
import json
import random
import re
import signal
from pathlib import Path

import pikepdf
import pytest

import comparing
from comparing import DOSSIER, FACTS, GUARD, ONE, SOURCES, TOWN, TWO, swap, trace, write
from roa_dossier import diff, nearest, parse, pdf, read, resolve, traces
from roa_dossier.cli import commands
from roa_dossier.diagnostics import has_errors
from roa_dossier.diff import editions, snapshots
from roa_dossier.diff.nouns import Change, Editions, Side
from roa_dossier.frozen import as_builtins, replace
from roa_dossier.model.outline import Words
from roa_dossier.text import Text
from roa_dossier.world import Memory

ROOT = Path(__file__).parent.parent
NOTHING = "no change in facts, quotations, notes or ledger"


def changes(old, new):
    return editions.compare(old, new).changes


def told(found, *parts):
    """Give part, kind and name of each change, but for notes and bibliography unless asked for."""
    wanted = parts or ("facts", "quotations", "ledger", "chapters")
    return [(one.part, one.kind, one.name) for one in found if one.part in wanted]


def only(found, part):
    (one,) = [one for one in found if one.part == part]
    return one


# ── no change ───────────────────────────────────────────────────────────────────────────────────────


def test_an_edition_is_like_itself():
    found = editions.compare(trace(), trace())
    assert found.same
    assert diff.human(found) == NOTHING
    assert json.loads(diff.as_json(found))["changes"] == []


def test_a_reflow_is_no_change():
    wrapped = swap(
        ONE, 'The bridge "was built in three years"', 'The bridge "was built\n      in three years"'
    )
    plain = swap(DOSSIER, "title: A sample", "title: A sample\neditions:\n  print:\n    paper: A5")
    assert editions.compare(trace(), trace(one=wrapped, dossier=plain)).same


def test_words_of_ours_are_no_change():
    assert editions.compare(trace(), trace(one=swap(ONE, "and opened on", "and was opened on"))).same


# ── facts ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_new_fact_and_one_that_is_gone():
    more = FACTS + (
        "mill:\n  subject: town\n  property: fire\n  value: April 1915\n"
        "  from:\n    source: town\n    exact: burned down in April 1915\n"
    )
    found = changes(trace(), trace(facts=more))
    assert told(found) == [("facts", "new", "mill")]
    assert found[0].words == "town, fire: April 1915"
    assert told(changes(trace(facts=more), trace())) == [("facts", "gone", "mill")]


def test_a_value_that_changed():
    found = changes(trace(), trace(facts=swap(FACTS, "value: 13 April 1908", "value: April 1908")))
    assert only(found, "facts").sides == (Side("value", "13 April 1908", "April 1908"),)


def test_a_passage_that_changed():
    other = swap(FACTS, "exact: opened on 13 April 1908", "exact: The bridge was opened on 13 April 1908")
    (one,) = [one for one in changes(trace(), trace(facts=other)) if one.part == "facts"]
    assert one.kind == "changed"
    assert one.sides == (Side("words", "opened on 13 April 1908", "The bridge was opened on 13 April 1908"),)


def test_a_fact_becomes_contested_and_is_settled():
    settled = FACTS[: FACTS.index("  readings:")] + (
        "  value: 11,856\n  from:\n    source: town\n    exact: In 1910 it counted 11,856 inhabitants\n"
    )
    uncontested = {"facts": settled, "one": swap(ONE, "  - contested: inhabitants\n", "")}
    found = changes(trace(**uncontested), trace())
    fact = only(found, "facts")
    assert (fact.kind, fact.name) == ("contested", "inhabitants")
    assert [side.new.split(" (")[0] for side in fact.sides] == ["guard 12,000"]
    assert only(changes(trace(), trace(**uncontested)), "facts").kind == "settled"


def test_a_fact_under_another_id_is_the_same_fact():
    other = swap(FACTS, "opened:\n", "opening:\n")
    found = changes(trace(), trace(facts=other, one=swap(ONE, "{fact:opened}", "{fact:opening}")))
    assert only(found, "facts").sides == (Side("id", "opened", "opening"),)


def test_a_date_a_unit_and_a_property_that_changed():
    other = swap(FACTS, "  when: 1910\n", "  when: 1911\n  unit: people\n")
    other = swap(other, "property: opening of the bridge", "property: opening")
    found = [one for one in changes(trace(), trace(facts=other)) if one.part == "facts"]
    assert [side.aspect for one in found for side in one.sides] == ["property", "when", "unit"]


# ── quotations ──────────────────────────────────────────────────────────────────────────────────────


def test_a_new_quotation_and_one_that_is_gone():
    other = ONE + "  - quote:\n      source: town\n      exact: It stood for long.\n"
    found = changes(trace(), trace(one=other))
    assert [(one.kind, one.words) for one in found if one.part == "quotations"] == [
        ("new", "It stood for long.")
    ]
    gone = [one for one in changes(trace(one=other), trace()) if one.part == "quotations"]
    assert [(one.kind, one.words) for one in gone] == [("gone", "It stood for long.")]


def test_words_of_a_quotation_that_changed():
    other = swap(ONE, "exact: The mill burned down in April 1915.", "exact: The mill burned down […] 1915.")
    one = only(changes(trace(), trace(one=other)), "quotations")
    assert one.kind == "changed"
    assert one.sides[0] == Side(
        "words", "The mill burned down in April 1915.", "The mill burned down […] 1915."
    )


def test_a_quotation_moved_to_another_chapter():
    moved = "  - quote:\n      source: town\n      exact: The mill burned down in April 1915.\n"
    one, two = swap(ONE, moved, ""), TWO + moved
    found = only(changes(trace(), trace(one=one, two=two)), "quotations")
    assert (found.kind, found.words) == ("moved", "The mill burned down in April 1915.")
    assert found.sides == (Side("chapter", "ch. 1", "ch. 2"),)


def test_moving_a_block_within_its_chapter_is_no_change_of_quotations():
    block = "  - quote:\n      source: town\n      exact: The mill burned down in April 1915.\n"
    other = swap(ONE, block, "") + block
    assert "quotations" not in {one.part for one in changes(trace(), trace(one=other))}


def test_what_a_quotation_rests_on_changes_with_its_source():
    found = changes(trace(), trace(town=swap(TOWN, "April 1915.[ citation needed ]", "April 1915.[1]")))
    one = only(found, "quotations")
    assert one.sides == (Side("rests on", "[citation needed]", "[1] The Mayor's Book"),)
    assert only(found, "sources").sides[0].aspect == "digest"


# ── notes, chapters, the ledger ─────────────────────────────────────────────────────────────────────


def test_a_renumbering_is_said_once():
    before = "  - text: |\n      Once.^[A first note.]\n"
    other = swap(ONE, "blocks:\n", f"blocks:\n{before}")
    found = [one for one in changes(trace(), trace(one=other)) if one.part == "notes"]
    assert [(one.kind, one.name) for one in found] == [("new", "ch. 1, n. 1"), ("renumbered", "ch. 1")]
    assert found[1].sides == (Side("numbers", "1, 2, 3, 4", "2, 3, 4, 5"),) or found[1].sides[
        0
    ].new.startswith("2, 3")
    assert "renumbered ch. 1: " in diff.human(editions.compare(trace(), trace(one=other)))


def test_a_note_whose_words_changed():
    found = changes(trace(), trace(one=swap(ONE, "A note of ours.", "Another note of ours.")))
    note = only(found, "notes")
    assert note.kind == "changed"
    assert ("A note of ours" in note.sides[0].old, "Another note of ours" in note.sides[0].new) == (
        True,
        True,
    )


def test_a_chapter_with_another_title_is_the_same_chapter():
    found = changes(trace(), trace(two=swap(TWO, "title: The watch", "title: The night watch")))
    assert told(found) == [("chapters", "changed", "watch")]


def test_a_chapter_with_another_id_is_the_same_chapter():
    found = changes(trace(), trace(two=swap(TWO, "id: watch", "id: night-watch")))
    assert [one.sides for one in found] == [(Side("id", "watch", "night-watch"),)]


def test_chapters_that_change_places_are_renumbered_once():
    turned = swap(
        DOSSIER, "  - chapters/01.yaml\n  - chapters/02.yaml", "  - chapters/02.yaml\n  - chapters/01.yaml"
    )
    found = changes(trace(), trace(dossier=turned))
    assert told(found) == [("chapters", "renumbered", "")]


def reading(value, source="town", **more):
    return {
        "id": "",
        "value": value,
        "scope": "",
        "editorial": "",
        "derived": "",
        "words": value,
        "source": source,
        "ranges": [[0, 1]],
        "locator": "¶ 1, l. 1",
        "rests_on": [],
        **more,
    }


def dispute(*readings, **more):
    return {
        "facts": ["inhabitants"],
        "subject": "the town",
        "property": "inhabitants",
        "when": "1910",
        "unit": "",
        "scope_only": False,
        "within": False,
        "readings": list(readings),
        **more,
    }


def with_ledger(*disputes):
    return {**trace(), "ledger": list(disputes)}


def test_the_ledger():
    one = dispute(reading("11,856"), reading("12,000", "guard"))
    more = dispute(reading("11,856"), reading("12,000", "guard"), reading("9,204"))
    declared = dispute(reading("11,856"), reading("12,000", "guard"), scope_only=True)
    assert not changes(with_ledger(one), with_ledger(one))
    assert told(changes(with_ledger(), with_ledger(one))) == [
        ("ledger", "new", "the town, inhabitants, 1910 (inhabitants)")
    ]
    assert told(changes(with_ledger(one), with_ledger())) == [
        ("ledger", "gone", "the town, inhabitants, 1910 (inhabitants)")
    ]
    added = only(changes(with_ledger(one), with_ledger(more)), "ledger")
    assert added.sides == (Side("reading", "", "9,204 (town, ¶ 1, l. 1)"),)
    taken = only(changes(with_ledger(more), with_ledger(one)), "ledger")
    assert taken.sides == (Side("reading", "9,204 (town, ¶ 1, l. 1)", ""),)
    scope = only(changes(with_ledger(one), with_ledger(declared)), "ledger")
    assert scope.sides == (Side("difference", "a contradiction", "declared as one of scope"),)


def test_the_bibliography_and_the_sources():
    found = changes(trace(), trace(sources=swap(SOURCES, "title: The Guard", "title: The Watch")))
    entry = only(found, "bibliography")
    assert (entry.kind, entry.name) == ("changed", "guard")
    assert entry.sides[0].aspect == "line"
    found = changes(trace(), trace(sources=swap(SOURCES, "siglum: G", "siglum: H")))
    assert only(found, "sources").sides == (Side("siglum", "G", "H"),)


def test_a_change_of_scope_is_told_once():
    def scoped(scope):
        return {"facts": swap(FACTS, "  value: 13 April 1908", f"  scope: {scope}\n  value: 13 April 1908")}

    found = changes(trace(**scoped("the bridge")), trace(**scoped("the old bridge")))
    assert only(found, "facts").sides == (Side("scope", "the bridge", "the old bridge"),)


def test_only_a_source_changed():
    found = editions.compare(trace(), trace(guard=GUARD + "\nMore.\n"))
    assert not found.same
    assert diff.human(found).endswith(f"sources: 1 changed; {NOTHING}")


# ── the other way round ─────────────────────────────────────────────────────────────────────────────

TURNED = {"new": "gone", "gone": "new", "contested": "settled", "settled": "contested"}


def turned(found):
    return {
        (
            one.part,
            TURNED.get(one.kind, one.kind),
            frozenset(asdict_side(Side(side.aspect, side.new, side.old)) for side in one.sides),
        )
        for one in found
    }


def asdict_side(side):
    return tuple(sorted(as_builtins(side).items()))


def straight(found):
    return {(one.part, one.kind, frozenset(map(asdict_side, one.sides))) for one in found}


VARIANTS = (
    {},
    {"one": swap(ONE, "A note of ours.", "Another.")},
    {"one": swap(ONE, "exact: The mill burned down in April 1915.", "exact: It was rebuilt the next year.")},
    {"facts": swap(FACTS, "value: 13 April 1908", "value: 1908")},
    {"one": swap(ONE, "  - contested: inhabitants\n", ""), "two": TWO + "  - contested: inhabitants\n"},
    {"town": "A line more.\n\n" + TOWN},
)


@pytest.mark.parametrize("old", range(len(VARIANTS)))
@pytest.mark.parametrize("new", range(len(VARIANTS)))
def test_swapped_editions_give_the_mirrored_answer(old, new):
    one, other = trace(**VARIANTS[old]), trace(**VARIANTS[new])
    there, back = changes(one, other), changes(other, one)
    assert straight(there) == turned(back)
    assert bool(there) == (VARIANTS[old] != VARIANTS[new])


def test_pairs_of_likeness_are_the_same_both_ways():
    dice = random.Random(4)
    bits = ["the mill burned", "down in April", "it was rebuilt", "the bridge stood", "for long", "in 1908"]
    for _ in range(100):
        ours, theirs = ([" ".join(dice.choices(bits, k=3)) for _ in range(dice.randint(0, 6))] for _ in "ab")
        there, back = nearest.pairs(ours, theirs), nearest.pairs(theirs, ours)
        assert sorted(there) == sorted((i, j) for j, i in back)
        assert len({i for i, _ in there}) == len({j for _, j in there}) == len(there)


# ── snapshots ───────────────────────────────────────────────────────────────────────────────────────


def compared(old, new, key="town", **changed):
    """Compare two texts as snapshots of a source of the project."""
    world = Memory(comparing.files(**changed))
    outline = parse.outline(world).value
    found = {}
    for entry in outline.sources:
        found[str(entry.key)] = read.source(entry, world.read(str(entry.file))).value
    entry = next(one for one in outline.sources if str(one.key) == key)
    sides = []
    for text in (old, new):
        without = replace(entry, sha256=Words(Text.of("0" * 64)))
        sides.append(read.source(without, text.encode()).value)
    return snapshots.compare(outline, {k: v for k, v in found.items() if k != key}, *sides)


def fates(found, kind=""):
    return [(one.kind, one.status) for one in found.fates if kind in ("", one.kind)]


def test_the_same_snapshot_leaves_everything_in_place():
    found = compared(TOWN, TOWN)
    assert found.same
    assert sorted(set(fates(found))) == [
        ("citation", "in-place"),
        ("fact", "in-place"),
        ("quotation", "in-place"),
    ]
    assert len(found.fates) == 5
    assert diff.human(found) == "5 passages of T: 5 in place"


def test_a_document_and_a_task_rest_on_their_source():
    pack = """  - id: mill
    document:
      source: town
      exact: It was rebuilt the next year.
  - tasks:
      - question: |
          When was it rebuilt [@town: In 1920 it counted]?
        about: mill
        answer: |
          The bridge "stood for long" [@town].
"""
    found = compared(TOWN, TOWN, two=comparing.TWO + pack)
    assert [(one.kind, one.words) for one in found.fates if one.path.endswith("02.yaml")] == [
        ("citation", "The town lies on the river"),
        ("quotation", "It was rebuilt the next year."),
        ("quotation", "stood for long"),
        ("citation", "In 1920 it counted"),
    ]
    changed = TOWN.replace("rebuilt the next", "rebuilt in the next").replace("stood for long", "stood")
    broken = [
        one.words for one in compared(TOWN, changed, two=comparing.TWO + pack).fates if one.status == "broken"
    ]
    assert broken == ["It was rebuilt the next year.", "stood for long"]


def test_what_a_new_paragraph_moves():
    found = compared(TOWN, swap(TOWN, "The bridge was built", "A new one.\n\nThe bridge was built"))
    moved = [one for one in found.fates if one.status == "moved"]
    assert [(one.old.locator, one.new.locator) for one in moved] == [
        ("¶ 2, l. 5", "¶ 3, l. 7"),
        ("¶ 3, l. 7", "¶ 4, l. 9"),
        ("¶ 4, l. 9", "¶ 5, l. 11"),
    ]
    assert not found.same
    assert {one.status for one in found.fates} == {"moved", "in-place"}


def test_many_that_moved_alike_are_told_in_one_line():
    shown = diff.human(compared(TOWN, "A line more.\n\n" + TOWN))
    assert "Moved\n" in shown
    assert re.search(
        r"5 passages stand 1 paragraph and 2 lines further down; the first:\n  dossier/", shown
    ), shown
    shown = diff.human(compared("A line more.\n\n" + TOWN, TOWN))
    assert "1 paragraph and 2 lines further up" in shown


def test_a_broken_quotation_with_both_texts():
    found = compared(TOWN, swap(TOWN, "The mill burned down in", "The mill was burnt down in"))
    (one,) = [one for one in found.fates if one.status == "broken"]
    assert (one.kind, one.words) == ("quotation", "The mill burned down in April 1915.")
    assert (one.path, one.line) == ("dossier/chapters/01.yaml", 8)
    assert (one.old.locator, one.new) == ("¶ 3, l. 7", None)
    assert [spot.words for spot in one.spots] == ["The mill was burnt down in April 1915."]
    assert one.reason == "these words are not in `town`"
    shown = diff.human(found)
    assert "quoted     The mill burned down in April 1915." in shown
    assert "nearest    The mill was burnt down in April 1915.\n" in shown
    assert "these words are not in `town`; the nearest is ¶ 3, l. 7" in shown


def test_a_broken_quotation_in_a_sentence_and_a_broken_fact():
    found = compared(TOWN, swap(swap(TOWN, "three years", "four years"), "13 April 1908", "14 April 1908"))
    broken = [(one.kind, one.name, one.line) for one in found.fates if one.status == "broken"]
    assert broken == [("quotation", "bridge", 5), ("fact", "opened", 7)]


def test_what_became_ambiguous():
    found = compared(TOWN, TOWN.replace("It stood for long.", "It stood. The wall was built in three years."))
    (one,) = [one for one in found.fates if one.status == "ambiguous"]
    assert one.words == "was built in three years"
    assert one.reason == "these words stand 2 times in `town`"
    assert len(one.spots) == 2


def test_marks_that_came_and_went():
    cited = swap(TOWN, "April 1915.[ citation needed ]", "April 1915.[1]")
    (one,) = [one for one in compared(TOWN, cited).fates if one.lost or one.gained]
    assert (one.status, one.lost, one.gained) == ("in-place", ("[citation needed]",), ("[1]",))
    (one,) = [one for one in compared(cited, TOWN).fates if one.lost or one.gained]
    assert (one.lost, one.gained) == (("[1]",), ("[citation needed]",))


def test_references_that_were_renumbered_are_said_once():
    other = (
        TOWN.replace("[2]", "[3]").replace("[1]", "[2]").replace("  1. The Mayor", "  1. New\n  2. The Mayor")
    )
    other = swap(other, "\n  2. The Bridge", "\n  3. The Bridge").replace("on the river.", "on the river.[1]")
    found = compared(TOWN, other)
    assert [(one.aspect, one.old, one.new) for one in found.records] == [
        ("renumbered", "[1]", "[2]"),
        ("renumbered", "[2]", "[3]"),
        ("new [1]", "", "New"),
    ]
    assert [(one.words, one.lost, one.gained) for one in found.fates if one.lost or one.gained] == [
        ("The town lies on the river", (), ("[1]",))
    ]
    assert "renumbered [1] → [2], [2] → [3]" in diff.human(found)


def test_a_reference_that_reads_otherwise():
    found = compared(TOWN, swap(TOWN, "The Bridge and its Builders", "The Bridge"))
    assert found.records == (Side("changed [2]", "The Bridge and its Builders", "The Bridge"),)
    assert not found.same


def test_nothing_is_shown_where_nothing_is_like_the_words():
    found = compared(TOWN, "A fire in another country.\n")
    assert {one.status for one in found.fates} == {"broken"}
    assert not any(one.spots for one in found.fates)
    assert "these words are not in `town`, nor anything like them" in diff.human(found)


def test_a_row_that_changed_does_not_break_its_neighbours(tmp_path):
    seed = ROOT / "seeds/004_6d5e5a869a61037a.txt"
    text = seed.read_bytes().decode()
    other = swap(text, "had 11,856 men", "had 11,865 men")
    other = swap(other, "ПолковникPolkovnikOberst", "ПолковникPolkovnikOberst im Generalstab")
    (tmp_path / "new.txt").write_bytes(other.encode())
    found = diff.compared(seed, tmp_path / "new.txt", ROOT, None, lambda stage, detail: None)
    rows = [one for one in found.fates if one.kind == "row"]
    assert len(rows) > 10
    broken = [one for one in rows if one.status != "in-place"]
    assert [(one.status, one.words.split(" | ")[0]) for one in broken] == [
        ("broken", "650th (Russian) Infantry Division"),
        ("broken", "Полковник"),
    ]
    assert broken[1].spots[0].words == "ПолковникPolkovnikOberst im Generalstab"


MIRROR = {"broken": "mended", "mended": "broken", "ambiguous": "unique", "unique": "ambiguous"}


@pytest.mark.parametrize(
    "new",
    [
        swap(TOWN, "burned", "burnt"),
        TOWN.replace("It stood for long.", "The wall was built in three years."),
        swap(TOWN, "The bridge was built", "A new one.\n\nThe bridge was built"),
        swap(TOWN, "[ citation needed ]", ""),
        GUARD,
    ],
)
def test_swapped_snapshots_give_the_mirrored_answer(new):
    there, back = compared(TOWN, new), compared(new, TOWN)

    def plain(found):
        return sorted((one.kind, one.words, one.status, one.lost, one.gained) for one in found.fates)

    assert plain(there) == sorted(
        (one.kind, one.words, MIRROR.get(one.status, one.status), one.gained, one.lost) for one in back.fates
    )


def test_what_is_broken_is_what_check_refuses():
    """Seeded: for any changed word of the source, `check` has errors if and only if something is broken."""
    dice = random.Random(1908)
    spots = [match.span() for match in re.finditer(r"\w{3,}", TOWN[: TOWN.index("References")])]
    outcomes = set()
    for start, stop in dice.sample(spots, 25):
        new = f"{TOWN[:start]}xylem{TOWN[stop:]}"
        found = compared(TOWN, new)
        world = Memory(comparing.files(town=new))
        outline = parse.outline(world).value
        sources = {str(e.key): read.source(e, world.read(str(e.file))).value for e in outline.sources}
        refused = has_errors(resolve.dossier(outline, sources, {}).diagnostics)
        broken = any(one.status in ("broken", "ambiguous") for one in found.fates)
        assert broken == refused, new
        outcomes.add(broken)
    assert outcomes == {True, False}


# ── as a person types it ────────────────────────────────────────────────────────────────────────────


def run(capsys, *arguments):
    status = commands.status(["diff", *map(str, arguments)])
    out, err = capsys.readouterr()
    return status, out, err


@pytest.fixture
def project(tmp_path, monkeypatch):
    handlers = {number: signal.getsignal(number) for number in commands.STOPPED}
    root = write(tmp_path / "one")
    monkeypatch.chdir(root)
    yield root
    for number, handler in handlers.items():
        signal.signal(number, handler)


def with_attached(name, data):
    """Give a PDF with one file inside."""
    blank = io.BytesIO()
    with pikepdf.new() as file:
        file.add_blank_page()
        file.save(blank)
    attached = pdf.Attached(name, data, "evidence", "application/json")
    return pdf.finish(blank.getvalue(), pdf.Described("A sample", (), "en", ""), (attached,))


def test_a_folder_is_like_a_pdf_with_its_trace(project, capsys, tmp_path):
    (tmp_path / "a.pdf").write_bytes(with_attached(traces.NAME, traces.written(trace())))
    assert run(capsys, tmp_path / "a.pdf", project) == (0, f"{NOTHING}\n", "")
    write(project, facts=swap(FACTS, "value: 13 April 1908", "value: 1908"))
    status, out, _ = run(capsys, tmp_path / "a.pdf", project, "--exit-code")
    assert status == 1
    assert "value      13 April 1908 → 1908" in out


def test_a_folder_is_like_the_pdf_printed_from_it(project, capsys):
    printed = commands.status(["build"])
    capsys.readouterr()
    assert printed == 0
    assert run(capsys, "build/sample.pdf", ".", "--exit-code") == (0, f"{NOTHING}\n", "")


def test_a_handout_is_not_compared_with_the_whole(project, capsys, tmp_path):
    (tmp_path / "a.json").write_bytes(traces.written({**trace(), "only": "bridge"}))
    status, out, err = run(capsys, tmp_path / "a.json", project)
    assert (status, out) == (2, "")
    assert "is the handout of the chapter `bridge`" in err
    assert "is a whole dossier" in err
    assert run(capsys, tmp_path / "a.json", tmp_path / "a.json")[:2] == (0, f"{NOTHING}\n")


def test_a_project_elsewhere_says_which_source_two_texts_are(project, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "new.txt").write_text(swap(TOWN, "burned", "burnt"), "utf-8")
    assert commands.status(["-C", "one", "diff", "one/seeds/town.txt", "new.txt", "--exit-code"]) == 1
    assert "5 passages of T: 1 broken, 4 in place" in capsys.readouterr().out


def test_a_pdf_whose_bookmarks_have_no_end_is_read(project, capsys, tmp_path):
    with pikepdf.open(io.BytesIO(with_attached(traces.NAME, traces.written(trace())))) as file:
        mark = file.make_indirect(pikepdf.Dictionary(Title="a"))
        mark.Next = mark.First = mark
        file.Root.Outlines = file.make_indirect(pikepdf.Dictionary(First=mark, Last=mark))
        file.save(tmp_path / "a.pdf")
    assert run(capsys, tmp_path / "a.pdf", project) == (0, f"{NOTHING}\n", "")


def test_comparing_writes_nothing(project, capsys):
    before = sorted(path for path in project.rglob("*"))
    assert run(capsys, ".", ".")[0] == 0
    assert sorted(path for path in project.rglob("*")) == before


def test_json_has_the_keys_that_the_guide_tells(project, capsys, tmp_path):
    other = write(tmp_path / "two", facts=swap(FACTS, "value: 13 April 1908", "value: 1908"))
    status, out, _ = run(capsys, project, other, "--format", "json")
    found = json.loads(out)
    assert status == 0
    assert found["compares"] == "editions"
    assert found["counts"]["facts"] == {"changed": 1}
    assert found["changes"][0]["sides"] == [{"aspect": "value", "old": "13 April 1908", "new": "1908"}]
    (tmp_path / "new.txt").write_text(swap(TOWN, "burned", "burnt"), "utf-8")
    found = json.loads(run(capsys, "seeds/town.txt", tmp_path / "new.txt", "--format", "json")[1])
    assert (found["compares"], found["source"], found["same"]) == ("snapshots", "town", False)
    assert found["counts"]["broken"] == 1
    assert found["passages"][1]["new"] is None
    guide = (ROOT / "docs/guide.md").read_text("utf-8")
    section = guide.split("## What changed", 1)[1]
    for key in (*found, *found["passages"][0], "compares", "changes", "sides", "aspect"):
        assert f"`{key}`" in section, key


def test_messages_of_a_folder_have_the_folder_in_their_paths(project, capsys, tmp_path, monkeypatch):
    write(tmp_path / "two", facts=swap(FACTS, "value: 13 April 1908", "value: 13 April 1909"))
    monkeypatch.chdir(tmp_path)
    status, out, err = run(capsys, "one", "two")
    assert (status, out) == (2, "")
    assert "--> two/dossier/facts.yaml:" in err
    assert "::: two/seeds/town.txt:" in err
    assert "value: 13 April 1909" in err
    (tmp_path / "empty").mkdir()
    assert "two/" not in run(capsys, "empty", "one")[2]
    assert "empty/dossier/dossier.yaml" in run(capsys, "empty", "one")[2]


def test_two_texts_outside_a_project_say_how_to_name_one(project, capsys, tmp_path, monkeypatch):
    (tmp_path / "new.txt").write_text(TOWN, "utf-8")
    monkeypatch.chdir(tmp_path)
    status, out, err = run(capsys, "one/seeds/town.txt", "new.txt")
    assert (status, out) == (2, "")
    assert err.count("error") == 1
    assert "here is no project: name its folder with `roa-dossier -C FOLDER diff OLD NEW`" in err


@pytest.mark.parametrize("swapped", [False, True])
def test_a_source_is_told_by_the_digest_or_path_of_either_file(project, capsys, tmp_path, swapped):
    new = tmp_path / "new.txt"
    new.write_text(swap(TOWN, "burned", "burnt"), "utf-8")
    copied = tmp_path / "copied.txt"
    copied.write_bytes((project / "seeds/town.txt").read_bytes())
    pair = (new, copied) if swapped else (copied, new)
    assert "5 passages of T" in run(capsys, *pair)[1]
    (project / "seeds/town.txt").write_text("Nothing of it is left here.\n", "utf-8")
    assert "passages of T" in run(capsys, "seeds/town.txt", new)[1]


def test_a_source_is_named_where_neither_file_tells(project, capsys, tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TOWN + name, "utf-8")
    pair = (tmp_path / "a.txt", tmp_path / "b.txt")
    status, out, err = run(capsys, *pair)
    assert (status, out) == (2, "")
    assert "neither file is a source of this dossier: say which with --source" in err
    assert "passages of T" in run(capsys, *pair, "--source", "town")[1]
    assert run(capsys, *pair, "--source", "tower")[0] == 2


def test_snapshots_in_any_encoding(project, capsys, tmp_path):
    new = tmp_path / "new.txt"
    new.write_bytes(TOWN.encode("utf-16"))
    assert run(capsys, "seeds/town.txt", new) == (0, "5 passages of T: 5 in place\n", "")
    new.write_bytes(swap(TOWN, "It stood", "Él stood").encode("latin-1"))
    status, out, err = run(capsys, "seeds/town.txt", new)
    assert (status, out) == (2, "")
    assert "not-utf-8" in err


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("none.pdf", None, "there is no file"),
        ("none.json", None, "there is no file"),
        ("a.pdf", b"%PDF-1.4\nnothing of the sort", "it is no PDF that can be read"),
        ("a.json", b"[" * 100_000, "it is not JSON that can be read"),
        ("a.json", b"{}", "it is no trace of a dossier"),
        ("a.txt", b"words", "is a text and"),
    ],
)
def test_what_cannot_be_compared_with_a_dossier(project, capsys, tmp_path, name, data, said):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    for pair in ((tmp_path / name, project), (project, tmp_path / name)):
        status, out, err = run(capsys, *pair)
        assert (status, out) == (2, "")
        assert said in err
        assert "fault of roa-dossier" not in err


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "holds no `evidence.json`"),
        (b"\x00\xff", "not JSON"),
        (b"[" * 1_000_000, "not JSON"),
        (b'{"program": "roa-dossier", "format": 1, "facts": 3}', "is damaged"),
        (b" " * 40_000_000, "expected at most"),
    ],
)
def test_a_pdf_without_a_whole_trace(project, capsys, tmp_path, data, said):
    name = traces.NAME if data is not None else "other.json"
    (tmp_path / "a.pdf").write_bytes(with_attached(name, data or b"{}"))
    status, out, err = run(capsys, tmp_path / "a.pdf", project)
    assert (status, out) == (2, "")
    assert said in err


def test_a_dossier_with_mistakes_is_not_compared(project, capsys, tmp_path):
    broken = write(tmp_path / "two")
    chapter = broken / "dossier/chapters/01.yaml"
    chapter.write_text(chapter.read_text("utf-8").replace("was built in", "was made in"), "utf-8")
    for pair in ((project, broken), (broken, project)):
        status, out, err = run(capsys, *pair, "--exit-code")
        assert (status, out) == (2, "")
        assert "quotation-not-found" in err
        assert "was made in" in err
        assert "has mistakes, and is not compared" in err


def test_an_outline_with_mistakes_is_no_ground_for_snapshots(project, capsys):
    (project / "dossier/facts.yaml").write_text("opened: [", "utf-8")
    status, out, err = run(capsys, "seeds/town.txt", "seeds/guard.txt", "--source", "town")
    assert (status, out) == (2, "")
    assert "the outline has mistakes" in err


def test_what_would_steer_a_terminal_is_shown_as_a_code():
    change = Change("facts", "new", "a\x1b[31m", "b\u202e")
    shown = diff.human(Editions("", "", (change,)))
    assert "\x1b" not in shown
    assert "<U+001B>" in shown
    assert "<U+202E>" in shown


def test_long_words_are_cut_around_what_differs():
    old = " ".join(f"word{n}" for n in range(300))
    shown = diff.human(
        Editions(
            "",
            "",
            (Change("notes", "changed", "x", sides=(Side("text", old, old.replace("word200 ", "sword ")),)),),
        )
    )
    assert "word200" in shown
    assert "sword" in shown
    assert "word5 " not in shown
    assert max(map(len, shown.splitlines())) <= 96
