"""The stages in order: what stops them, what is written, and what is laid out again."""

import json

import pytest

import casebook
from roa_dossier import audit, bind, build, layout, pdf, render
from roa_dossier.build import enclosed
from roa_dossier.build.workshop import Workshop
from roa_dossier.diagnostics import Checked, error
from roa_dossier.frozen import replace
from roa_dossier.model.book import Book, Manuscript, Pages
from roa_dossier.model.lines import LineCount, LineRules
from roa_dossier.model.report import Report, Setting
from roa_dossier.world import Memory, Refused

CHAPTER = "dossier/chapters/01.yaml"
QUOTING = """title: One
id: one
blocks:
  - text: |
      In that year "the mill burned down" [@town: The mill burned down in April 1915].
""".replace("the mill burned", "The mill burned")
WRONG = QUOTING.replace('"The mill', '"The mills')


def project(**changed):
    files = casebook.base() | {"dossier/chapters/01.yaml": QUOTING.encode()}
    for name, text in changed.items():
        files[name] = text
    return Memory(casebook.with_digests(files))


def changed(path, old, new):
    files = casebook.base() | {CHAPTER: QUOTING.encode()}
    assert old.encode() in files[path]
    return Memory(casebook.with_digests(files | {path: files[path].replace(old.encode(), new.encode())}))


def codes(proof):
    return [diagnostic.code for diagnostic in proof.diagnostics]


# ── checking ────────────────────────────────────────────────────────────────────────────────────────


def test_a_sound_project_passes_all_stages():
    stages = []
    proof = build.check(project(), progress=lambda stage, detail: stages.append(stage))
    assert codes(proof) == []
    assert proof.resolved.quotations >= 1
    assert proof.apparatus.notes
    assert stages == [
        "reading the outline",
        "reading sources",
        "checking quotations and facts",
        "numbering notes and citations",
    ]
    assert proof.texts["seeds/town.txt"].startswith("The Town")


def test_without_an_outline_nothing_else_runs():
    proof = build.check(Memory({}))
    assert (proof.outline, proof.resolved) == (None, None)
    assert "missing-file" in codes(proof)


def test_mistakes_of_several_stages_are_told_together():
    files = casebook.base() | {CHAPTER: WRONG.encode()}
    files["dossier/dossier.yaml"] += b"citation-style: chicago-notes-bibliographie\n"
    proof = build.check(Memory(casebook.with_digests(files)))
    assert {"quotation-not-found", "unknown-citation-style"} <= set(codes(proof))
    style = next(one for one in proof.diagnostics if one.code == "unknown-citation-style")
    assert style.hints[0] == "did you mean `chicago-notes-bibliography`?"
    assert style.primary.span.path == "dossier/dossier.yaml"


@pytest.mark.parametrize(
    ("file", "code"),
    [("seeds/none.txt", "missing-file"), ("CON", "bad-path")],
)
def test_a_source_that_cannot_be_read_is_told_at_its_place(file, code):
    proof = build.check(changed("dossier/sources.yaml", "file: seeds/town.txt", f"file: {file}"))
    told = [one for one in proof.diagnostics if one.code == code]
    assert [one.primary.span.path for one in told] == ["dossier/sources.yaml"]


def test_a_changed_byte_of_a_source_is_refused_by_its_digest():
    sound = project()
    files = dict(sound.files)
    files["seeds/town.txt"] = files["seeds/town.txt"].replace(b"river", b"rivel")
    assert codes(build.check(sound)) == []
    assert "digest-mismatch" in codes(build.check(Memory(files)))


def test_an_unknown_chapter_is_told_with_the_nearest():
    proof = build.check(project(), chapter="oen")
    assert codes(proof) == ["unknown-chapter"]
    assert proof.diagnostics[0].hints == ("did you mean `one`?",)
    far = build.check(project(), chapter="zzzzzz")
    assert far.diagnostics[0].hints == ("the chapters are `one`",)


# ── building ────────────────────────────────────────────────────────────────────────────────────────


def licensed(licence):
    kind = "  kind: report\n"
    stated = f"{kind}  licence:\n    id: {licence}\n    basis: stated\n"
    return changed("dossier/sources.yaml", kind, stated)


@pytest.fixture(scope="module")
def printed():
    world = licensed("CC0")
    return world, build.build(world)


def test_a_sound_project_is_written_once_under_its_name(printed):
    world, built = printed
    assert codes(built) == []
    assert built.output == "sample.pdf"
    assert list(world.written) == ["sample.pdf"]
    assert world.written["sample.pdf"].startswith(b"%PDF-")
    assert built.report.notes == 1


def test_the_outline_and_a_free_snapshot_travel_in_the_pdf(printed):
    world, _ = printed
    names = {file.name for file in pdf.anatomy(world.written["sample.pdf"]).attachments}
    assert names == {
        "dossier/dossier.yaml",
        "dossier/sources.yaml",
        CHAPTER,
        "evidence.json",
        "seeds/town.txt",
    }


@pytest.mark.parametrize(
    ("licence", "passed_on"),
    [
        ("CC-BY-SA-4.0", True),
        ("cc0", True),
        ("public-domain", True),
        ("all-rights-reserved", False),
        ("", False),
    ],
)
def test_only_what_may_be_passed_on_is_embedded(licence, passed_on):
    world = licensed(licence) if licence else project()
    proof = build.check(world)
    assert codes(proof) == []
    taken = enclosed.files(world, proof.outline, proof.sources, proof.resolved, proof.resolved)
    named = [file.name for file in taken]
    assert ("seeds/town.txt" in named) is passed_on


def test_a_refused_build_writes_nothing():
    world = project(**{CHAPTER: WRONG.encode()})
    built = build.build(world)
    assert "quotation-not-found" in codes(built)
    assert (built.output, world.written) == ("", {})


def test_a_draft_prints_in_spite_of_it_under_a_name_of_its_own():
    world = project(**{CHAPTER: WRONG.encode()})
    built = build.build(world, draft=True)
    assert "quotation-not-found" in codes(built)
    assert list(world.written) == [built.output] == ["sample-draft.pdf"]


def test_a_draft_needs_an_outline():
    world = project(**{"dossier/dossier.yaml": b"name: [\n"})
    assert not build.build(world, draft=True).output
    assert not world.written


def test_a_handout_bears_the_chapters_name():
    world = project()
    assert build.build(world, chapter="one").output == "sample-one.pdf"


def test_a_handout_has_its_evidence_and_no_lists_of_pages():
    world = project()
    built = build.build(world, chapter="one")
    assert codes(built) == []
    parts = pdf.anatomy(world.written["sample-one.pdf"])
    (evidence,) = (file for file in parts.attachments if file.name == "evidence.json")
    assert json.loads(evidence.data)["only"] == "one"
    assert evidence.media_type == "application/json"
    assert "part.aids" not in parts.destinations


def test_what_everything_rests_on_travels_in_the_pdf(printed):
    world, _ = printed
    files = {file.name: file.data for file in pdf.anatomy(world.written["sample.pdf"]).attachments}
    assert json.loads(files["evidence.json"])["quotations"]


def test_lists_of_pages_stand_in_the_book_and_are_audited(printed):
    world, built = printed
    parts = pdf.anatomy(world.written["sample.pdf"])
    assert parts.destinations["part.aids"].page % 2 == 0
    assert "part.table-of-sources" in parts.destinations
    assert built.report.pages == len(parts.boxes) > parts.destinations["part.table-of-sources"].page


def test_lists_of_pages_that_cannot_be_made_write_nothing():
    world = project(**{"templates/aids.html": b"<section>{{ 1 / 0 }}</section>"})
    for draft in (False, True):
        built = build.build(world, draft=draft)
        assert codes(built) == ["template-error"]
        assert (built.output, world.written) == ("", {})


def test_an_output_that_is_refused_is_told_before_the_layout(monkeypatch):
    world = project()

    def refuse(self, path):
        raise Refused("output-refused", f"`{path}` is a symbolic link")

    monkeypatch.setattr(Memory, "ready", refuse)
    monkeypatch.setattr(layout, "pages", None)
    built = build.build(world)
    assert codes(built) == ["output-refused"]
    assert not built.output


# ── remedies ────────────────────────────────────────────────────────────────────────────────────────


class Press:
    """Stands in for layout, bind and audit: `lost[level]` are the manuscripts that lose a note then."""

    def __init__(self, monkeypatch, lost):
        self.lost, self.remedies, self.listed, self.bound, self.lines = lost, [], [], [], []
        self.quick = []
        monkeypatch.setattr(render, "late", self.late)
        monkeypatch.setattr(layout, "pages", self.pages)
        monkeypatch.setattr(bind, "book", self.book)
        monkeypatch.setattr(audit, "report", self.report)

    def pages(self, manuscripts, typesetting, late, quick):
        self.quick.append(quick)
        self.remedies.append(dict(typesetting.remedies))
        self.lines.append(typesetting.lines)
        self.listed.append(late({}))
        return Checked(Pages(b"%PDF-", lines=LineCount(len(self.remedies))))

    def late(self, *given):
        return Checked((Manuscript("part.aids", f"Lists {len(self.listed)}", "<section></section>"),))

    def book(self, pages, made, typesetting, files):
        self.bound.append(made)
        return Book(b"%PDF-", made)

    def report(self, book):
        lost = self.lost[min(len(self.remedies), len(self.lost)) - 1]
        return Checked(Report(1, 1, missing=lost), tuple(error("note-lost", f"in {name}") for name in lost))


def test_what_lost_a_note_is_laid_out_again_by_stronger_remedies(monkeypatch):
    press = Press(monkeypatch, [("one", "two"), ("two",), ()])
    world = project()
    built = build.build(world, shop=Workshop(whole=True))
    assert built.output == "sample.pdf"
    found = replace(built.setting, whole="")
    assert found == Setting(LineRules(), LineCount(3), ("one", "two")), "of the layout that was kept"
    assert press.lines == [LineRules()] * 3
    assert press.remedies == [{}, {"one": 1, "two": 1}, {"one": 1, "two": 2}]
    assert len(world.written) == 1


def test_what_is_asked_for_whole_is_laid_out_by_the_engines_own_functions(monkeypatch):
    press = Press(monkeypatch, [()])
    assert build.build(project(), shop=Workshop(whole=True)).output == "sample.pdf"
    with Workshop() as shop:
        monkeypatch.setattr(layout, "beyond", lambda typesetting: "a style wants it")
        assert build.build(project(), shop=shop).setting.whole == "a style wants it"
    assert press.quick == [False, True]


def test_lists_of_pages_are_made_anew_for_each_layout(monkeypatch):
    press = Press(monkeypatch, [("one",), ()])
    assert build.build(project(), shop=Workshop(whole=True)).output == "sample.pdf"
    assert [[part.title for part in parts] for parts in press.listed] == [["Lists 0"], ["Lists 1"]]
    assert [[one.title for one in made if one.id == "part.aids"] for made in press.bound] == [
        ["Lists 0"],
        ["Lists 1"],
    ]


def test_what_no_remedy_helps_is_refused_with_what_the_audit_says(monkeypatch):
    press = Press(monkeypatch, [("one",)])
    world = project()
    built = build.build(world, shop=Workshop(whole=True))
    assert press.remedies == [{}, {"one": 1}, {"one": 2}, {"one": 3}]
    assert codes(built) == ["note-lost"]
    assert built.setting is None
    assert not world.written


def test_a_layout_without_pages_is_refused(monkeypatch):
    Press(monkeypatch, [()])
    monkeypatch.setattr(
        layout, "pages", lambda *given, **more: Checked(Pages(b""), (error("layout-failed", "m"),))
    )
    world = project()
    assert codes(build.build(world, shop=Workshop(whole=True))) == ["layout-failed"]
    assert not world.written


def test_the_reader_finds_what_messages_speak_of():
    world = Memory({"a": "\ufefftext", "b": b"\xff", "styles/own.css": "p {}"})
    read = build.reader(world, {"c": "known"})
    assert (read("a"), read("b"), read("c"), read("none")) == ("text", None, "known", None)
    assert "@page" in read("built-in/styles/page.css")
    assert "section" in read("built-in/templates/chapter.html")
