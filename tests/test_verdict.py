"""A verdict that is kept: the same as that of a check, for as long as nothing it looked at changes."""

import pytest

from roa_dossier import build, seen, verdict
from roa_dossier.world import Memory, Refused
from test_recall import project

WRONG = "title: Bread\nid: bread\nblocks:\n  - text: |\n      So {fact:none}.\n"


@pytest.fixture
def files():
    return project()


def of(files, cache):
    return verdict.of(Memory(files, cache=cache), lambda stage, detail: None)


def never(*given, **named):
    raise AssertionError("it was checked again")


def chapter(files):
    return next(path for path in files if path.startswith("dossier/chapters/"))


def test_a_second_check_of_the_same_gives_the_same_and_checks_nothing(files, monkeypatch):
    cache = {}
    first = of(files, cache)
    proof = build.check(Memory(files))
    assert first.diagnostics == proof.diagnostics
    assert first.found == (proof.resolved.quotations, proof.resolved.facts, len(proof.sources))
    monkeypatch.setattr(build, "check", never)
    assert of(files, cache) == first


def test_messages_keep_their_places_and_the_texts_they_show(files, monkeypatch):
    cache, wrong = {}, {**files, chapter(files): WRONG}
    first = of(wrong, cache)
    assert first.refused and dict(first.texts)[chapter(files)] == WRONG
    monkeypatch.setattr(build, "check", never)
    assert of(wrong, cache) == first


@pytest.mark.parametrize("change", ["a chapter", "a source", "a file more", "a file less"])
def test_what_changes_is_checked_again(files, change):
    cache = {}
    of(files, cache)
    source = next(path for path in files if path.startswith("seeds/"))
    given = files[source]
    data = given if isinstance(given, bytes) else given.encode()
    changed = {
        "a chapter": {**files, chapter(files): WRONG},
        "a source": {**files, source: data + b"\nA line more.\n"},
        "a file more": {**files, "dossier/works.yaml": "none: [\n"},
        "a file less": {path: each for path, each in files.items() if path != source},
    }[change]
    now = of(changed, cache)
    assert now == of(changed, {}) and now.diagnostics != of(files, {}).diagnostics


def test_a_damaged_verdict_is_found_anew(files):
    cache = {}
    first = of(files, cache)
    kept = [name for name in cache if name.startswith(verdict.FOLDER)]
    assert kept
    for damage in (lambda data: data[:-1], lambda data: b"x" * len(data)):
        assert (
            of(files, {name: damage(data) if name in kept else data for name, data in cache.items()}) == first
        )


def test_a_world_that_is_watched_gives_and_refuses_what_the_world_does():
    world = Memory({"a.txt": "a", "styles/own.css": "", "styles/themes/red.css": ""})
    watched = seen.Watched(world)
    assert (watched.read("a.txt"), watched.exists("b.txt")) == (b"a", False)
    assert watched.own_styles() == world.own_styles() and watched.own_themes() == world.own_themes()
    assert watched.template("macros.html") == world.template("macros.html")
    assert watched.style("tokens.css") == world.style("tokens.css")
    with pytest.raises(Refused):
        watched.read("b.txt")
    assert seen.unchanged(world, watched.seen)
    for other in ({"b.txt": ""}, {"a.txt": "b"}, {"styles/more.css": ""}, {"templates/macros.html": ""}):
        assert not seen.unchanged(Memory({**world.files, **other}), watched.seen)
