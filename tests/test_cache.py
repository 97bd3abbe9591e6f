"""Rendered citations are made once: found again by all they depend on, and never believed when damaged."""

import hashlib
import json
import os
import stat

import pytest

import casebook
from roa_dossier import build, cache, csl, pandoc, world
from roa_dossier.model.apparatus import Styled
from roa_dossier.world import Disk, Memory

ITEM = csl.Item("mill", {"type": "book", "title": "The Mill", "language": "en"})
CLUSTERS = (csl.Cluster((csl.Cite("mill", "p. 3"),), note=1),)


def style(name="chicago-notes-bibliography"):
    return csl.read_style(csl.style(name))


@pytest.fixture
def starts(monkeypatch):
    """Count the children that pandoc's door starts."""
    commands = []
    run = pandoc.subprocess.run

    def counted(command, **options):
        commands.append(command)
        return run(command, **options)

    monkeypatch.setattr(pandoc.subprocess, "run", counted)
    return commands


def rendered(kept, name="chicago-notes-bibliography", language="en-GB", item=ITEM, clusters=CLUSTERS):
    return cache.citations(kept)(style(name), language, (item,), clusters)


class Engine:
    """Stands in for the citation engine where only the keeping matters; counts its runs."""

    def __init__(self, kept):
        self.kept, self.runs = kept, 0

    def __call__(self, *given):
        self.runs += 1
        line = (Styled("The Mill", italic=True, link="https://doi.org/10.1/x", language="de"), Styled("."))
        return csl.Rendered((line, ()), (("mill", line),), ("mill",), ("said \ud800",))

    def rendered(self):
        plain = csl.Style("<style/>", False, "; ")
        return cache.citations(self.kept, self)(plain, "en-GB", (ITEM,), CLUSTERS)


def test_what_was_made_is_given_again_without_a_child(starts):
    kept = Memory({})
    made = rendered(kept)
    assert len(starts) == 1
    assert made.lines and made.bibliography
    assert rendered(kept) == made == csl.render(style(), "en-GB", (ITEM,), CLUSTERS)
    assert len(starts) == 2, "once for us, once for the plain renderer"
    (entry,) = kept.cache.values()
    assert json.loads(entry.partition(b"\n")[2])["bibliography"][0][0] == "mill"


@pytest.mark.parametrize(
    "other",
    [
        {"name": "apa"},
        {"language": "de"},
        {"item": csl.Item("mill", {**ITEM.data, "title": "The Mills"})},
        {"clusters": (csl.Cluster((csl.Cite("mill", "p. 4"),), note=1),)},
        {"clusters": (csl.Cluster((csl.Cite("mill", "p. 3"),), note=2),)},
    ],
)
def test_whatever_it_depends_on_makes_it_anew(other, starts):
    kept = Memory({})
    rendered(kept)
    rendered(kept, **other)
    assert (len(starts), len(kept.cache)) == (2, 2)


def test_another_pandoc_or_other_code_makes_it_anew(starts, monkeypatch, tmp_path):
    kept = Memory({})
    rendered(kept)
    monkeypatch.setattr(pandoc, "identity", lambda: (1, 2))
    rendered(kept)
    (tmp_path / "engine.py").write_text("changed")
    monkeypatch.setattr(csl, "__file__", str(tmp_path / "__init__.py"))
    rendered(kept)
    assert (len(starts), len(kept.cache)) == (3, 3)


def sealed(key, plain):
    """Write an entry as the program would, whatever it says."""
    body = json.dumps(plain).encode()
    return hashlib.sha256(key.encode() + body).hexdigest().encode() + b"\n" + body


LINE = ["The Mill", False, False, False, "", False, ""]
SOUND = {"lines": [[LINE]], "bibliography": [["mill", [LINE]]], "unprinted": [], "warnings": []}


def test_a_sealed_entry_is_believed():
    engine = Engine(kept := Memory({}))
    engine.rendered()
    (name,) = kept.cache
    kept.cache[name] = sealed(name.split("/")[1].removesuffix(".json"), SOUND)
    assert engine.rendered().lines[0][0] == Styled("The Mill")
    assert engine.runs == 1


@pytest.mark.parametrize(
    "damage",
    [
        lambda key, data: b"",
        lambda key, data: data[:-1],
        lambda key, data: data.replace(b"Mill", b"Mull", 1),
        lambda key, data: b"\x80\x04" + data,
        lambda key, data: sealed("0" * 64, SOUND),
        lambda key, data: sealed(key, []),
        lambda key, data: sealed(key, SOUND | {"lines": [[[*LINE[:-1], 7]]]}),
        lambda key, data: sealed(key, SOUND | {"lines": [[[*LINE, "more"]]]}),
        lambda key, data: sealed(key, SOUND | {"unprinted": [1]}),
        lambda key, data: sealed(key, SOUND | {"bibliography": 5}),
        lambda key, data: sealed(key, SOUND | {"lines": [[[*LINE[:4], "javascript:x", *LINE[5:]]]]}),
    ],
)
def test_a_damaged_or_foreign_entry_is_made_again(damage):
    engine = Engine(kept := Memory({}))
    made = engine.rendered()
    assert (engine.rendered(), engine.runs) == (made, 1)
    (name,) = kept.cache
    whole = kept.cache[name]
    kept.cache[name] = damage(name.split("/")[1].removesuffix(".json"), whole)
    assert engine.rendered() == made
    assert (engine.runs, kept.cache[name]) == (2, whole)


def test_a_refusal_is_not_kept():
    kept = Memory({})

    def refuse(*arguments):
        raise csl.Refused("no")

    with pytest.raises(csl.Refused):
        cache.citations(kept, refuse)(style(), "en-GB", (ITEM,), CLUSTERS)
    assert kept.cache == {}


def test_without_pandoc_nothing_is_pretended(monkeypatch):
    kept = Memory({})
    rendered(kept)
    monkeypatch.setattr(pandoc, "find_spec", lambda name: None)
    with pytest.raises(world.ToolMissing):
        rendered(kept)


def test_two_projects_share_nothing(starts):
    one, two = Memory({}), Memory({})
    assert rendered(one) == rendered(two)
    assert len(starts) == 2
    assert one.cache == two.cache


def test_a_second_check_starts_no_child(starts):
    quoting = b'title: One\nblocks:\n  - text: |\n      So "The mill burned down" [@town].\n'
    project = Memory(casebook.with_digests(casebook.base() | {"dossier/chapters/01.yaml": quoting}))
    first = build.check(project)
    assert len(starts) == 1
    assert build.check(project) == first
    assert len(starts) == 1


# ── on disk ─────────────────────────────────────────────────────────────────────────────────────────


def test_it_is_kept_in_the_output_folder(tmp_path):
    engine = Engine(Disk(tmp_path))
    assert engine.rendered() == engine.rendered()
    assert engine.runs == 1
    (file,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert file.parent == tmp_path / "build/.cache/citations"


def test_an_output_folder_of_somebody_elses_is_not_written_to(tmp_path):
    (tmp_path / "project").mkdir()
    (tmp_path / "else").mkdir()
    elsewhere = Engine(Disk(tmp_path / "project", tmp_path / "else"))
    elsewhere.rendered()
    assert not list(tmp_path.rglob("*.json"))
    Engine(Disk(tmp_path / "project")).rendered()
    elsewhere.rendered()
    assert elsewhere.runs == 1, "what is kept in the project is read all the same"


def test_what_cannot_be_kept_is_made_in_silence(tmp_path, capfd):
    (tmp_path / "build").mkdir()
    (tmp_path / "build/.cache").write_text("not a folder")
    engine = Engine(Disk(tmp_path))
    assert engine.rendered() == engine.rendered()
    assert engine.runs == 2
    assert capfd.readouterr() == ("", "")


def test_a_full_disk_is_no_cache(tmp_path, monkeypatch):
    def full(*arguments, **named):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(world, "replaced", full)
    engine = Engine(Disk(tmp_path))
    assert engine.rendered() == engine.rendered()
    assert engine.runs == 2
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_nothing_is_written_through_a_link(tmp_path):
    (tmp_path / "project/build").mkdir(parents=True)
    (tmp_path / "else").mkdir()
    (tmp_path / "project/build/.cache").symlink_to(tmp_path / "else")
    Engine(Disk(tmp_path / "project")).rendered()
    assert not list((tmp_path / "else").rglob("*"))


def test_a_pipe_in_the_entrys_place_does_not_hang(tmp_path):
    engine = Engine(Disk(tmp_path))
    made = engine.rendered()
    (file,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    file.unlink()
    os.mkfifo(file)
    assert engine.rendered() == made
    assert stat.S_ISFIFO(file.stat().st_mode)


def test_the_oldest_make_room(tmp_path):
    kept = Disk(tmp_path)
    for second, name in enumerate("cabd"):
        kept.keep(f"x/{name}", b"0123456789", 25)
        stamp = tmp_path / "build/.cache/x" / name
        if stamp.exists():
            os.utime(stamp, (second, second))
        os.utime(tmp_path / "build/.cache/x" / name, (second + 1, second + 1))
    assert kept.kept("x/d") == b"0123456789"
    assert {path.name for path in (tmp_path / "build/.cache/x").iterdir()} == {"b", "d"}
