"""The gallery shows every kind of block, its YAML is without mistakes, and the page is that of its blocks."""

import re
import sys
from pathlib import Path

import pytest

from roa_dossier import build, console
from roa_dossier.parse.blocks import KINDS

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "docs/make"))

import gallery  # noqa: E402
import pictures  # noqa: E402


def test_every_kind_of_block_is_shown_once_and_explained():
    shown = gallery.shown()
    assert sorted(one.kind for one in shown) == sorted(KINDS)
    assert all(one.about.endswith(".") for one in shown)


def test_what_is_shown_is_without_mistakes():
    world = gallery.world()
    proof = build.check(world)
    said = gallery.wrong(proof.diagnostics)
    assert not said, console.human(said, build.reader(world, proof.texts))


def test_the_page_is_that_of_its_blocks():
    assert gallery.PAGE.read_text("utf-8") == gallery.written(gallery.shown()), "type `make gallery`"


@pytest.mark.parametrize("page", ["gallery.md", "pictures.md"])
def test_every_picture_that_a_page_names_is_there_and_small(page):
    named = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", (ROOT / "docs" / page).read_text("utf-8"))
    assert len(named) >= 12
    for name in named:
        assert (ROOT / "docs" / name).stat().st_size < 150_000, name


def test_no_picture_is_kept_that_nothing_names():
    papers = "".join(
        (ROOT / name).read_text("utf-8")
        for name in ("README.md", "docs/guide.md", "docs/gallery.md", "docs/pictures.md")
    )
    for picture in (ROOT / "docs/images").rglob("*.png"):
        assert picture.relative_to(ROOT / "docs").as_posix() in papers, picture


def test_the_pages_shown_are_those_of_the_dossier():
    assert len(pictures.WANTED) >= 12
    assert pictures.PAGE.read_text("utf-8") == pictures.written(pictures.there()), "type `make pictures`"
