"""The projects that `init` makes: each is without mistakes, explains itself, and overwrites nothing."""

import re
from functools import cache
from pathlib import Path

import pytest

from roa_dossier import build, console, starter
from roa_dossier.world import Disk, Memory, Refused

ROOT = Path(__file__).parent.parent
COMMENT = re.compile(r"(?m)^\s*# (?!yaml-language-server)\S|\s{2,}# \S")


@cache
def files(kind):
    return starter.files(kind)


@cache
def checked(kind):
    return build.check(Memory(files(kind)))


@pytest.mark.parametrize("kind", starter.KINDS)
def test_a_project_is_without_errors_and_warnings(kind):
    proof = checked(kind)
    reader = build.reader(Memory(files(kind)), proof.texts)
    assert not proof.diagnostics, console.human(proof.diagnostics, reader)
    assert proof.outline is not None


@pytest.mark.parametrize("kind", starter.KINDS)
def test_a_project_notices_a_changed_source(kind):
    made = files(kind)
    (seed,) = [path for path in made if path.startswith("seeds/") and path.endswith(".txt")]
    changed = {**made, seed: made[seed] + b"x"}
    assert "digest-mismatch" in {one.code for one in build.check(Memory(changed)).diagnostics}


@pytest.mark.parametrize("kind", starter.KINDS)
def test_every_file_of_a_project_is_explained_and_has_its_schema(kind):
    for path, data in files(kind).items():
        if path.endswith(".yaml"):
            text = data.decode()
            assert text.startswith("# yaml-language-server: $schema="), path
            assert COMMENT.search(text), path


@pytest.mark.parametrize("kind", starter.KINDS)
def test_the_licence_of_a_source_that_is_shipped_lets_it_pass_on_and_is_told(kind):
    outline = checked(kind).outline
    assert outline is not None
    notice = (ROOT / "NOTICE").read_text("utf-8")
    for source in outline.sources:
        assert source.licence is not None
        licence = str(source.licence.id)
        assert licence == "public-domain" or licence.startswith("CC-BY"), licence
        assert str(source.file).rpartition("/")[2] in notice


def test_every_kind_stands_in_the_papers():
    for paper in ("README.md", "docs/guide.md"):
        text = (ROOT / paper).read_text("utf-8")
        for kind in starter.KINDS:
            assert f"--kind {kind}`" in text, (paper, kind)


def test_what_is_no_project_stays_and_does_not_hinder(tmp_path):
    (tmp_path / "README.md").write_text("mine")
    (tmp_path / ".git").mkdir()
    made = starter.make(tmp_path, "handout")
    assert "dossier/chapters/01-tampere.yaml" in made
    assert (tmp_path / "README.md").read_text() == "mine"
    assert not [path for path in made if not (tmp_path / path).is_file()]


@pytest.mark.parametrize(
    "theirs", ["dossier/chapters/09-mine.yaml", "seeds/mine.txt", "dossier/dossier.yaml"]
)
def test_a_project_that_is_there_is_named_and_left_alone(tmp_path, theirs):
    (tmp_path / theirs).parent.mkdir(parents=True)
    (tmp_path / theirs).write_text("mine")
    with pytest.raises(Refused) as refused:
        starter.make(tmp_path, "biography")
    told = refused.value.diagnostic()
    assert told.code == "in-the-way"
    assert f"`{theirs}`" in told.message
    assert told.hints
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / theirs]


def test_a_link_is_in_the_way(tmp_path):
    (tmp_path / "dossier").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Refused, match="`dossier`"):
        starter.make(tmp_path, "dossier")


def test_the_handout_is_printed_on_two_pages(tmp_path):
    starter.make(tmp_path, "handout")
    built = build.build(Disk(tmp_path), chapter="tampere")
    assert not built.diagnostics
    assert built.report is not None
    assert built.report.pages == 2
