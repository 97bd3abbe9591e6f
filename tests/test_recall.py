"""What is remembered: the same as what would be made anew, in this process and from the shelf."""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import msgspec.msgpack
import pytest

from roa_dossier import build, cache, editions, plain, render
from roa_dossier.build import given, themes
from roa_dossier.model.outline import Words
from roa_dossier.recall import TURNS, Recall
from roa_dossier.text import Piece, Text
from roa_dossier.world import Memory

ROOT = Path(__file__).parent.parent
CHAPTER = "dossier/chapters/08-surrender-and-return.yaml"


# ── a recall by itself ──────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Made:
    words: str


class Counted:
    """Makes values, and counts how often."""

    def __init__(self):
        self.times = 0

    def make(self, *given):
        self.times += 1
        return Made("|".join(map(str, given)))


class Held(dict):
    """A shelf in memory."""

    put = dict.__setitem__


def test_plain_things_are_the_same_where_they_are_equal():
    recall, counted = Recall(), Counted()
    first = recall.of(counted.make, "a", b"b", (1, "c", None), frozenset("d"))
    assert recall.of(counted.make, "a", b"b", (1, "c", None), frozenset("d")) is first
    recall.of(counted.make, "a", b"b", (2, "c", None), frozenset("d"))
    assert counted.times == 2


def test_values_with_places_are_the_same_only_as_one_object():
    recall, counted = Recall(), Counted()
    one, other = (Words(Text.of("word", at), "a.yaml") for at in (0, 5))
    assert one == other
    recall.of(counted.make, one)
    recall.of(counted.make, (one,))
    recall.of(counted.make, other)
    recall.of(counted.make, one)
    assert counted.times == 3


def test_what_comes_out_equal_is_the_object_of_before():
    recall = Recall()
    first = recall.settled("here", Made, "same")
    again = recall.settled("here", lambda _, __: Made("same"), "other", "thing")
    assert again is first or again == first
    assert recall.settled("here", Made, "changed") != first

    def cut(words):
        return Made(words[:4])

    kept = recall.settled("there", cut, "same as it was")
    assert recall.settled("there", cut, "same as it is now") is kept


def test_what_nobody_asks_for_is_forgotten():
    recall, counted = Recall(), Counted()
    for _ in range(3 * TURNS):
        recall.turn()
        recall.of(counted.make, "asked every time")
    recall.of(counted.make, "once")
    before = len(recall)
    for _ in range(TURNS + 1):
        recall.turn()
        recall.of(counted.make, "asked every time")
    assert (len(recall), counted.times) == (before - 1, 2)


def test_the_shelf_gives_what_another_process_made():
    shelf, counted = Held(), Counted()
    for _ in range(2):
        recall = Recall()
        recall.turn(shelf)
        first = recall.of(counted.make, "a")
        assert recall.kept(counted.make, recall.part(first, "words"), first) == Made("a|Made(words='a')")
    assert (counted.times, len(shelf)) == (3, 1)


def test_what_is_to_be_put_on_the_shelf_may_wait():
    shelf, recall, counted = Held(), Recall(), Counted()
    recall.turn(shelf)
    with recall.patiently():
        recall.kept(counted.make, "a")
        assert len(shelf) == 0
        recall.put_away()
        recall.kept(counted.make, "b")
        assert len(shelf) == 1
    assert len(shelf) == 2
    with pytest.raises(RuntimeError), recall.patiently():
        recall.kept(counted.make, "c")
        raise RuntimeError
    assert len(shelf) == 3
    recall.kept(counted.make, "d")
    assert [one.words for one in shelf.values()] == ["a", "b", "c", "d"]


def test_what_gives_back_what_it_is_given_names_nothing_by_itself():
    shelf, recall, counted = Held(), Recall(), Counted()
    recall.turn(shelf)
    strange = Made("no recall made this")
    assert recall.of(lambda one: one, strange) is strange
    assert recall.of(lambda several: several[0], (strange, "x")) is strange
    recall.kept(counted.make, strange)
    recall.kept(counted.make, (strange,))
    assert (counted.times, shelf) == (2, {})
    known = recall.of(Made, "named")
    assert recall.of(lambda one: one, known) is known
    recall.kept(counted.make, known)
    assert (counted.times, len(shelf)) == (3, 1)


def test_what_has_no_name_is_not_put_on_the_shelf():
    shelf, recall = Held(), Recall()
    recall.turn(shelf)
    assert recall.kept(Counted().make, Made("given by nobody"))
    assert not shelf


# ── a dossier, edited ───────────────────────────────────────────────────────────────────────────────


def project() -> dict[str, bytes]:
    files = (*(ROOT / "dossier").rglob("*.yaml"), *(ROOT / "seeds").glob("*.txt"))
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in files}


def replaced(path: str, old: str, new: str):
    def edit(files):
        text = files[path].decode()
        assert old in text, old
        return files | {path: text.replace(old, new, 1).encode()}

    return edit


def swapped(path: str, one: str, other: str):
    def edit(files):
        text = files[path].decode()
        assert one in text and other in text
        swap = text.replace(f"id: {one}", "id: ?").replace(f"id: {other}", f"id: {one}")
        return files | {path: swap.replace("id: ?", f"id: {other}").encode()}

    return edit


EDITS = {
    "a paragraph before all": replaced(CHAPTER, "blocks:", "blocks:\n  - text: |\n      A word more.\n"),
    "a mistake": replaced(CHAPTER, "blocks:", "blocks:\n  - text: |\n      It was {fact:none} so.\n"),
    "a reference to nothing": replaced(CHAPTER, "blocks:", "blocks:\n  - text: |\n      See {ref:none}.\n"),
    "a comment that moves all": replaced(CHAPTER, "title:", "# a comment\ntitle:"),
    "a title": replaced(CHAPTER, "title: ", "title: Of "),
    "a fact": replaced("dossier/facts.yaml", "value: 120,000–130,000", "value: 120,000"),
    "a fact's place": replaced("dossier/facts.yaml", "nickname:", "# a comment\nnickname:"),
    "a name": replaced("dossier/names.yaml", "short: ", "short: The "),
    "labels that other chapters name": swapped(
        "dossier/chapters/11-the-disagreements.yaml", "disagreement-since-when", "disagreement-under-whom"
    ),
    "a digest": replaced("dossier/sources.yaml", "585bd21a53", "685bd21a53"),
    "another style": lambda files: (
        files | {"dossier/dossier.yaml": files["dossier/dossier.yaml"] + b"citation-style: apa\n"}
    ),
    "a chapter less": replaced("dossier/dossier.yaml", "  - chapters/10-afterlife-and-argument.yaml\n", ""),
    "another order": replaced(
        "dossier/dossier.yaml",
        "  - chapters/03-eastern-troops.yaml\n  - chapters/04-the-committee-and-its-manifesto.yaml\n",
        "  - chapters/04-the-committee-and-its-manifesto.yaml\n  - chapters/03-eastern-troops.yaml\n",
    ),
}


def made_of(files, recall, kept):
    """Give all that the front of a build makes, every place in it told."""
    world = Memory(files, cache=kept)
    proof = build.check(world, recall=recall)
    if proof.outline is None or proof.resolved is None or proof.apparatus is None:
        return proof.diagnostics, None
    edition = editions.usual(proof.outline)
    outline = editions.printed(proof.outline, edition)
    shown = editions.shown(proof.resolved, edition, recall)
    template = themes.templates(world, themes.of(outline, edition))
    rendered = render.manuscripts(
        outline, shown, proof.apparatus, proof.sources, template, draft=True, recall=recall
    )
    evidence = given.evidence(outline, shown, proof.apparatus, proof.sources, None, recall=recall)
    return (
        proof.diagnostics,
        plain.laid_out((proof.outline.chapters, proof.resolved, proof.outline.facts)),
        proof.apparatus,
        plain.laid_out(rendered.value),
        rendered.diagnostics,
        evidence.data,
    )


@pytest.fixture(scope="module")
def warm():
    """Give a recall, and what is kept on the disk, after a first build of the dossier as it is."""
    recall, kept = Recall(), {}
    made_of(project(), recall, kept)
    return recall, kept


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_after_an_edit_all_is_as_if_made_anew(edit, warm):
    recall, kept = warm
    files = edit(project())
    anew, before = made_of(files, Recall(), {}), dict(kept)
    assert made_of(files, recall, kept) == anew
    assert made_of(files, Recall(), before) == anew
    assert made_of(files, Recall(), dict(kept)) == anew
    assert made_of(project(), recall, kept) == made_of(project(), Recall(), {})


def test_an_edit_that_touches_no_citation_asks_no_citation_engine(warm, monkeypatch):
    recall, kept = warm
    world = Memory(EDITS["a paragraph before all"](project()), cache=dict(kept))
    monkeypatch.setattr(cache.csl, "render", None)
    assert build.check(world, recall=recall).apparatus is not None
    assert build.check(world, recall=Recall()).apparatus is not None


def test_an_edit_makes_one_chapter_again(warm, monkeypatch):
    recall, _ = warm
    made = []
    plainly = render.chapters.one_chapter.manuscript
    monkeypatch.setattr(
        render.chapters.one_chapter,
        "manuscript",
        lambda desk, chapter: made.append(chapter.id) or plainly(desk, chapter),
    )
    made_of(EDITS["a comment that moves all"](project()), recall, {})
    assert made == ["surrender-and-return"]


# ── on the disk ─────────────────────────────────────────────────────────────────────────────────────


def test_an_entry_that_is_damaged_or_of_other_values_is_made_again(warm):
    _, kept = warm
    anew = made_of(project(), Recall(), {})
    parts = [name for name in kept if name.startswith("parts/")]
    assert len(parts) > 30
    for damage in (lambda data: data[:-1], lambda data: data[:40] + b"x" + data[41:], lambda data: b""):
        damaged = {name: damage(data) if name in parts else data for name, data in kept.items()}
        assert made_of(project(), Recall(), damaged) == anew


class Row(NamedTuple):
    one: object
    two: object = None


@pytest.mark.parametrize(
    "value",
    [
        Piece(0, 3, 5),
        (Piece(0, 3, 5), Piece(2, 7, 9, whole=True)),
        (Piece(0, 3, 5), Text.of("abc"), (), ("a", Piece(1, 2, 3))),
        Text.of("abc", 4),
    ],
)
def test_rows_of_named_tuples_are_kept(value):
    again = plain.made_up(msgspec.msgpack.decode(msgspec.msgpack.encode(plain.laid_out(value))))
    assert again == value
    assert plain.laid_out(again) == plain.laid_out(value), "with places, which take no part in equality"
    assert type(again) is type(value)
    if isinstance(value, tuple):
        assert [type(one) for one in again] == [type(one) for one in value]


def test_named_tuples_of_others_are_not_kept():
    for value in (Row(1), (Row(1), Row("a")), (Row((1, 2)), Row("a"))):
        with pytest.raises(plain.NotPlain):
            plain.laid_out(value)


@pytest.mark.parametrize(
    "data",
    [
        [],
        [["os:system"], [0, "true"]],
        [["roa_dossier.world:Disk.read"], [0]],
        [["roa_dossier.world:decoded"], [0, "a", b"b"]],
        [["roa_dossier.text:Text"], [0]],
        [["roa_dossier.text:Text"], [7, "a"]],
        [["roa_dossier.none:None"], [0]],
        [["roa_dossier.text:Piece"], [-8, 0, 1, 2, 3]],
        [["roa_dossier.text:Text"], [-8, 0, "a", []]],
        [["roa_dossier.text:Piece"], [-8, 1, 1, 2, 3, False]],
    ],
)
def test_data_that_stand_for_no_value_make_none(data):
    with pytest.raises(plain.NotPlain):
        plain.made_up(data)
