"""Every example of the guide for authors does what the guide says, on the project that the guide shows."""

import base64
import re
import textwrap
from dataclasses import dataclass
from pathlib import Path

import pytest

import test_house as house
from roa_dossier import build, console, render, search, starter, take
from roa_dossier.find import find_words
from roa_dossier.parse import schema
from roa_dossier.world import BUILT_IN, Disk, Memory, built_in

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "docs/guide.md").read_text("utf-8")
DIAGNOSTICS = (ROOT / "docs/diagnostics.md").read_text("utf-8")
_FENCE = re.compile(r"^```(?P<kind>\w+)(?: (?P<what>[^\n]+))?\n(?P<body>.*?)^```$", re.M | re.S)
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
CHAPTER = "dossier/chapters/01.yaml"
HEAD = "title: The town\nid: town-chapter\nblocks:\n"
OF_A_WHOLE = {"no-answer-key", "pack-document-unasked", "pack-size", "pack-task-kinds", "work-not-cited"}
"""What a short example cannot have: all works, a whole pack, an edition for the teacher."""


@dataclass(frozen=True)
class Fence:
    what: str
    body: str
    line: int


FENCES = [
    Fence(m["what"] or "", m["body"], GUIDE[: m.start()].count("\n") + 1) for m in _FENCE.finditer(GUIDE)
]
EXAMPLES = [fence for fence in FENCES if fence.what == "blocks"]
EDITIONS = [fence for fence in FENCES if fence.what == "editions"]
WRONG = [fence for fence in FENCES if fence.what.startswith("wrong ")]


def project(**changed):
    """Give the project that the guide shows, as a world."""
    shown = {fence.what: fence.body for fence in FENCES if re.match(r"(dossier|seeds|styles)/", fence.what)}
    return Memory({**shown, "figures/bridge.png": PICTURE, **changed})


def chapter(*bodies):
    return {CHAPTER: HEAD + "".join(textwrap.indent(body, "  ") for body in bodies)}


def said(world):
    """Check a project; give its messages, but for those of which only a whole project can be free."""
    proof = build.check(world)
    found = [one for one in proof.diagnostics if one.code not in OF_A_WHOLE]
    return {one.code for one in found}, console.human(found, build.reader(world, proof.texts))


def at_line(fence):
    return f"line {fence.line}"


def test_the_guide_has_examples():
    assert len(EXAMPLES) > 20
    assert len(WRONG) > 8


def test_the_project_of_the_guide_is_whole():
    assert said(project()) == (set(), "")


@pytest.mark.parametrize("fence", EXAMPLES, ids=at_line)
def test_an_example_is_without_mistakes(fence):
    assert said(project(**chapter(fence.body))) == (set(), "")


@pytest.mark.parametrize("fence", WRONG, ids=at_line)
def test_an_example_of_a_mistake_is_refused_as_the_guide_says(fence):
    codes, shown = said(project(**chapter(fence.body)))
    assert codes == {fence.what.removeprefix("wrong ")}, shown


@pytest.mark.parametrize("fence", EDITIONS, ids=at_line)
def test_an_example_of_editions_is_without_mistakes(fence):
    world = project()
    dossier = world.read("dossier/dossier.yaml").decode()
    assert "editions:" not in dossier
    assert said(project(**{"dossier/dossier.yaml": dossier + fence.body})) == (set(), "")


def test_all_examples_together_are_without_mistakes_and_show_every_kind_of_block():
    world = project(**chapter(*(fence.body for fence in EXAMPLES)))
    assert said(world) == (set(), "")
    proof = build.check(world)
    assert proof.outline is not None
    kinds = {type(block.content).__name__ for block in proof.outline.chapters[0].blocks}
    properties = schema("chapter")["properties"]["blocks"]["items"]["properties"]
    assert len(kinds) == len(properties) - len({"id", "title", "show", "hide"})


def test_an_account_of_what_is_passed_over_is_one_of_the_whole_source():
    account = next(fence.body for fence in FENCES if fence.what == "sources passed-over")
    listed = "  passed-over:\n" + textwrap.indent(account, "    ")
    sources = next(fence.body for fence in FENCES if fence.what == "dossier/sources.yaml")
    asking = sources.replace("\nguard:\n", listed + "\nguard:\n")
    uses = "- text: |\n    It grew less [@town: In 1910 it counted 11,856 inhabitants].\n"
    assert said(project(**{"dossier/sources.yaml": asking}, **chapter(uses))) == (set(), "")
    codes, _ = said(project(**{"dossier/sources.yaml": asking}))
    assert codes == {"paragraph-unaccounted"}


def test_a_changed_letter_of_an_example_is_refused():
    wrong = EXAMPLES[1].body.replace("burned", "burnt")
    assert wrong != EXAMPLES[1].body
    assert said(project(**chapter(wrong)))[0] == {"quotation-not-found"}


# ── tables of keys, names of templates and tokens ───────────────────────────────────────────────────


def rows(head):
    """Give the names in the first column of the table with that head."""
    table = GUIDE.split(f"| {head} |", 1)[1].split("\n\n", 1)[0]
    first = [line.split("|")[1] for line in table.splitlines()[2:]]
    return [name for cell in first for name in re.findall(r"`([\w-]+)`", cell)]


def test_every_key_of_an_edition_stands_in_its_table():
    described = schema("dossier")["properties"]["editions"]["additionalProperties"]
    assert set(rows("key of an edition")) == set(described["properties"])


@pytest.mark.parametrize(
    ("head", "which"),
    [
        ("key of `dossier.yaml`", "dossier"),
        ("key of a source", "sources"),
        ("key of a work", "works"),
        ("key of a fact", "facts"),
        ("key of a name", "names"),
        ("key of a chapter", "chapter"),
    ],
)
def test_every_key_stands_in_its_table(head, which):
    described = schema(which)
    entry = described.get("additionalProperties") or described
    assert set(rows(head)) == set(entry["properties"])


def test_the_tokens_named_are_those_there_are():
    tokens = (built_in() / "styles/tokens.css").read_text("utf-8")
    commands = "".join(path.read_text("utf-8") for path in (ROOT / "src/roa_dossier/cli").glob("*.py"))
    named = set(re.findall(r"`(--[\w-]+)`", GUIDE)) - set(re.findall(r'"(--[\w-]+)', commands))
    assert named == set(re.findall(r"^\s+(--[\w-]+):", tokens, re.M))


def test_the_templates_named_are_those_there_are():
    there = {path.name for path in (built_in() / "templates").glob("*.html")}
    assert set(re.findall(r"`([\w-]+\.html)`", GUIDE)) == there


def test_a_sheet_of_ones_own_comes_after_the_built_in_ones():
    world = project()
    assert world.own_styles() == ("mine.css",)
    assert "mine.css" not in render.styles()
    assert not world.style("mine.css")[0].startswith(BUILT_IN)


# ── what the messages mean ──────────────────────────────────────────────────────────────────────────


def test_messages_stand_in_order_with_an_example_and_what_to_do():
    for room in DIAGNOSTICS.split("\n## ")[2:]:
        codes = re.findall(r"^### `([\w-]+)`", room, re.M)
        assert codes == sorted(codes)
    for told in DIAGNOSTICS.split("\n### ")[1:]:
        assert "*Do:*" in told, told[:60]
        assert "```" in told or "Example:" in told or "\n- " in told, told[:60]


def test_the_contents_of_the_messages_are_whole():
    listed = re.findall(r"^\| \[`([\w-]+)`\]\(#([\w-]+)\) \|", DIAGNOSTICS, re.M)
    assert listed == [(code, code) for code in sorted(re.findall(r"^### `([\w-]+)`", DIAGNOSTICS, re.M))]


# ── the readme ──────────────────────────────────────────────────────────────────────────────────────

README = (ROOT / "README.md").read_text("utf-8")


def test_the_message_in_the_readme_is_the_one_that_a_newcomer_sees():
    files = starter.files()
    name = "dossier/chapters/01-bread.yaml"
    wrong = files[name].replace(b'"food became scarcer"', b'"food become scarcer"')
    assert wrong != files[name]
    world = Memory({**files, name: wrong})
    proof = build.check(world)
    shown = console.human(proof.diagnostics, build.reader(world, proof.texts))
    assert f"{shown}\n\n{console.summary(proof.diagnostics)}: nothing was written\n" in README


def test_the_passage_in_the_readme_is_what_find_prints(tmp_path):
    letter = re.search(r"^```text\n(Petrograd.*?)^```$", README, re.M | re.S)
    words = re.search(r'find "(.*)"', README)
    assert letter and words
    starter.make(tmp_path / "my-dossier")
    (tmp_path / "letter.txt").write_text(letter[1], "utf-8")
    take.take(tmp_path / "my-dossier", tmp_path / "letter.txt")
    sources = build.library(Disk(tmp_path / "my-dossier")).sources
    (hit,) = find_words(sources, words[1])
    assert search.shown(hit) + "\n" in README


# ── how the program is built ────────────────────────────────────────────────────────────────────────


def test_every_room_and_rank_stands_in_the_picture_of_the_house():
    said = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    tree = set(re.findall(r"^  ([a-z_]+)/? ", said, re.M))
    assert {room for rooms in house.RANKS for room in rooms} == tree
    ranks = [tuple(re.findall(r"`([a-z]+)`", line)) for line in re.findall(r"^[0-9]+\. (.*)$", said, re.M)]
    assert [set(rooms) for rooms in house.RANKS if rooms != ("__main__",)] == [set(rooms) for rooms in ranks]


@pytest.mark.parametrize("name", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs/guide.md"])
def test_what_is_linked_or_named_is_there(name):
    paper = ROOT / name
    text = paper.read_text("utf-8")
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (paper.parent / target).exists(), target
    for path in re.findall(r"`((?:src|tests|docs|styles|templates|bench)/[\w./-]+)`", text):
        assert (ROOT / path).exists() or re.search("KIND|NAME|ROOM", path), path


def test_every_decision_stands_in_the_index_in_one_line():
    pages = {page.name for page in (ROOT / "docs/decisions").glob("*.md")} - {"README.md"}
    index = (ROOT / "docs/decisions/README.md").read_text("utf-8")
    assert sorted(re.findall(r"^- \[[^\]]+\]\(([\w-]+\.md)\): .+\.$", index, re.M)) == sorted(pages)


def test_every_decision_is_short_and_has_its_four_parts():
    for page in (ROOT / "docs/decisions").glob("[!R]*.md"):
        text = page.read_text("utf-8")
        parts = re.findall(r"^\*\*([^*]+)\.\*\*", text, re.M)
        assert parts == ["Question", "Choice", "Refused", "Costs"], page.name
        assert len(text.splitlines()) <= 40, page.name
