"""What is kept of chapters: found by all that made it, and never believed when it is damaged."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import casebook
from bound_books import made, note, page_of, section
from roa_dossier import build, machine, store
from roa_dossier.build import stock
from roa_dossier.build.workshop import Workshop
from roa_dossier.diagnostics import Span
from roa_dossier.frozen import replace
from roa_dossier.model.report import Text
from roa_dossier.world import Disk, Memory, built_in
from sessions import alive

# ── a store ─────────────────────────────────────────────────────────────────────────────────────────

KEY = store.key("a", "thing")
NAME = f"folder/{KEY}"


def kept(value: Any, of: Any) -> tuple[Memory, store.Store[Any]]:
    world = Memory({})
    one: store.Store[Any] = store.Store(world, "folder", of)
    one.put(KEY, value)
    return world, one


def test_a_value_is_given_as_it_was_put() -> None:
    values = (Text("own", "flow"), Text("Ж", ""))
    world, one = kept(values, tuple[Text, ...])
    assert [*world.cache] == [NAME]
    assert one.get(KEY) == values
    assert one.get(store.key("another")) is None
    assert not one.damaged


@pytest.mark.parametrize(
    "change",
    [
        lambda data: b"",
        lambda data: data[:20],
        lambda data: data[:-1],
        lambda data: data + b"\0",
        lambda data: data[:-1] + bytes((data[-1] ^ 1,)),
        lambda data: bytes((data[0] ^ 1,)) + data[1:],
        lambda data: data[:32],
        lambda data: data[32:],
        lambda data: b"not one of ours",
    ],
)
def test_what_is_damaged_is_as_good_as_none_and_is_remembered(change: Any) -> None:
    world, one = kept((Text("own", "flow"),), tuple[Text, ...])
    world.cache[NAME] = change(world.cache[NAME])
    assert one.get(KEY) is None
    assert [*one.damaged] == [NAME]


def test_an_entry_of_another_name_or_type_is_none() -> None:
    world, one = kept((Text("own", "flow"),), tuple[Text, ...])
    other = store.key("another")
    world.cache[f"folder/{other}"] = world.cache[NAME]
    assert one.get(other) is None
    of_numbers: store.Store[int] = store.Store(world, "folder", int)
    assert of_numbers.get(KEY) is None
    assert [*one.damaged, *of_numbers.damaged] == [f"folder/{other}", NAME]
    assert one.get(KEY) == (Text("own", "flow"),)


def test_a_key_tells_what_it_is_of_apart() -> None:
    given = [("a", "b"), ("ab",), ("a", b"b", ""), ("", "ab"), (b"a", 1), (b"a", "1", ""), (("a", "b"),)]
    keys = [store.key(*each) for each in given]
    assert len({*keys}) == len(given)
    assert keys == [store.key(*each) for each in given]


# ── a project ───────────────────────────────────────────────────────────────────────────────────────

DOSSIER = """name: sample
title: A sample
language: en-GB
leave-out:
  - licences
  - documents
chapters:
  - chapters/01.yaml
  - chapters/02.yaml
  - chapters/03.yaml
editions:
  print:
    paper: A4
  greedy:
    lines: greedy
  ended:
    notes: chapter
"""
CHAPTER = """title: {0}
id: {0}
blocks:
  - text: |
      The town had a bridge.^[It is gone.] See {{ref:{1}}}.
"""
FIGURE = """  - figure:
      file: figures/x.png
      alt: A dot
      credit: Nobody
"""
ORDER = ("one", "two", "three")
ALL = {"part.title", "part.contents", "part.note", *ORDER}
ONE = "dossier/chapters/01.yaml"
TWO = "dossier/chapters/02.yaml"


FIGURES = (built_in() / "templates/figure.html").read_bytes()


def png(grey: int) -> bytes:
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (40, 40), grey).save(out, "png")
    return out.getvalue()


def files(**changed: Any) -> dict[str, bytes]:
    """Give the files of a project of three chapters; `changed` has other texts of chapters."""
    texts = {
        name: CHAPTER.format(name, other) for name, other in zip(ORDER, ORDER[1:] + ORDER[:1], strict=True)
    }
    texts["two"] += FIGURE
    texts |= changed
    found = casebook.base() | {"dossier/dossier.yaml": DOSSIER.encode(), "figures/x.png": png(0)}
    for number, name in enumerate(ORDER, 1):
        found[f"dossier/chapters/0{number}.yaml"] = texts[name].encode()
    return casebook.with_digests(found)


def printed(world: Any, shop: Workshop | None = None, edition: str = "") -> tuple[Any, list[str]]:
    """Build; give what was built, and which parts were laid out for it."""
    with shop or Workshop() as opened:
        built = build.build(world, edition=edition, shop=opened)
    assert built.output and built.setting is not None and built.setting.whole == ""
    return built, [name for name, _ in built.setting.laid]


@pytest.fixture(scope="module")
def once() -> Memory:
    """A project that was built once, with what was kept of it."""
    world = Memory(files())
    built, laid = printed(world)
    assert built.diagnostics == ()
    assert {*laid} == ALL
    return world


def again(once: Memory, changed: dict[str, bytes] | None = None) -> Memory:
    """Give the project once more, with what was kept, and with other files where there are any."""
    return Memory({**once.files, **(changed or {})}, cache=dict(once.cache))


FOLDERS = ("chapters", "beginnings", "fonts", "font-files", "hints")


def entries(world: Memory, folder: str) -> list[str]:
    return sorted(name for name in world.cache if name.startswith(f"{folder}/"))


def test_nothing_is_laid_out_that_is_kept(once: Memory) -> None:
    world = again(once)
    built, laid = printed(world)
    assert (laid, built.diagnostics) == ([], ())
    assert world.written == once.written
    assert world.cache == once.cache
    for folder in FOLDERS:
        assert entries(world, folder), folder


@pytest.mark.parametrize("folder", FOLDERS)
def test_what_is_damaged_is_made_again_with_a_word(once: Memory, folder: str) -> None:
    world = again(once)
    names = entries(world, folder)
    for name in names:
        world.cache[name] = world.cache[name][:-1] + bytes((world.cache[name][-1] ^ 255,))
    built, laid = printed(world)
    assert world.written == once.written
    assert {(one.severity.name, one.code) for one in built.diagnostics} == {("WARNING", "cache-damaged")}
    told = [one.message.split("`")[1] for one in built.diagnostics]
    # what nobody asks for any more, since a chapter is laid out again, is put in its place without a word
    assert sorted(told) == names or (folder == "font-files" and {*told} <= {*names})
    assert {*laid} <= ALL
    assert {name: world.cache[name] for name in names} == {name: once.cache[name] for name in names}
    assert printed(world)[0].diagnostics == ()


def test_one_damaged_chapter_is_the_only_one_laid_out(once: Memory) -> None:
    world = again(once)
    sizes = {name: len(world.cache[name]) for name in entries(world, "chapters")}
    name = max(sizes, key=lambda each: sizes[each])
    world.cache[name] = b"damaged"
    built, laid = printed(world)
    assert len(laid) == 1
    assert [one.code for one in built.diagnostics] == ["cache-damaged"]
    assert built.diagnostics[0].message.startswith(f"`{name}` of the cache was damaged")
    assert world.written == once.written
    assert world.cache[name] == once.cache[name]


def test_what_is_gone_is_made_again_without_a_word(once: Memory) -> None:
    for folder in FOLDERS:
        world = again(once)
        for name in entries(world, folder):
            del world.cache[name]
        assert printed(world)[0].diagnostics == ()
        assert world.written == once.written


def test_an_entry_of_one_chapter_is_none_of_another(once: Memory) -> None:
    world = again(once)
    names = entries(world, "chapters")
    turned = {name: world.cache[other] for name, other in zip(names, names[1:] + names[:1], strict=True)}
    world.cache.update(turned)
    built, _ = printed(world)
    assert {one.code for one in built.diagnostics} == {"cache-damaged"}
    assert world.written == once.written


# ── what makes a chapter anew ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("changed", "laid"),
    [
        ({"styles/own.css": b"p { color: blue }"}, ALL),
        ({"templates/figure.html": FIGURES + b"<p>A figure.</p>"}, {"two"}),
        ({"figures/x.png": png(200)}, {"two"}),
        ({ONE: CHAPTER.format("one", "three").encode()}, {"one"}),
        (
            {"dossier/chapters/03.yaml": CHAPTER.format("three", "one").replace("gone", "lost").encode()},
            {"three"},
        ),
        ({"dossier/dossier.yaml": DOSSIER.replace("language: en-GB", "language: de").encode()}, ALL),
        ({ONE: b"# A comment.\n" + CHAPTER.format("one", "two").encode()}, set()),
        ({ONE: CHAPTER.format("one", "two").replace("text: |\n", "text: |\n\n\n").encode()}, set()),
    ],
    ids=["style", "template", "picture", "reference", "word", "language", "comment", "lines"],
)
def test_a_change_lays_out_what_it_changes(once: Memory, changed: dict[str, bytes], laid: set[str]) -> None:
    world = again(once, changed)
    assert {*printed(world)[1]} == laid
    cold = Memory(world.files)
    assert {*printed(cold)[1]} == ALL
    assert world.written == cold.written
    # and what was there before is still there
    assert printed(again(world, dict(once.files)))[1] == []  # type: ignore[arg-type]


@pytest.mark.parametrize("edition", ["greedy", "ended"])
def test_other_rules_lay_out_all(once: Memory, edition: str) -> None:
    world = again(once)
    assert {*printed(world, edition=edition)[1]} == ALL
    assert printed(world, edition=edition)[1] == []
    assert printed(world)[1] == []


def test_other_fonts_and_other_code_lay_out_all(once: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "fingerprint", lambda: "other fonts")
    world = again(once)
    assert {*printed(world)[1]} == ALL
    assert printed(world)[1] == []
    monkeypatch.setattr(stock, "code", lambda: "other code")
    assert {*printed(world)[1]} == ALL
    monkeypatch.undo()
    assert printed(world)[1] == []


def test_a_remedy_lays_out_what_it_cures(once: Memory) -> None:
    book = (section("one", "<p>One.</p>"), section("two", f"<p>Two.{note(1, 'two', 'A note.')}</p>"))
    world = Memory({})
    assert laid_of(made(book, world=world)) == ["one", "two"]
    assert laid_of(made(book, world=world, remedies={"two": 1})) == ["one", "two"]  # a style sheet of its own
    assert laid_of(made(book, world=world, remedies={"two": 2})) == ["two"]
    assert laid_of(made(book, world=world, remedies={"two": 3})) == ["two"]
    assert laid_of(made(book, world=world)) == []


def laid_of(found: Any) -> list[str]:
    assert found.setting is not None and found.setting.whole == ""
    return sorted(name for name, _ in found.setting.laid)


def test_messages_of_what_is_kept_stand_at_their_new_places() -> None:
    front = section("front", "<p>.</p>")
    book = (front, section("one", '<p>One.</p><h2>A head at the foot</h2><p class="break">.</p>'))
    world = Memory({})
    first = made(book, world=world)
    moved = tuple(replace(one, span=Span(one.span.path, 40, 50)) for one in book)
    second = made(moved, world=world)
    assert (laid_of(first), laid_of(second)) == (["front", "one"], [])
    assert [one.code for one in first.said] == [one.code for one in second.said] == ["head-at-foot"]
    spans = [one.primary.span for found in (first, second) for one in found.said if one.primary]
    assert spans == [Span("dossier/one.yaml"), Span("dossier/one.yaml", 40, 50)]
    # pages before it move its page, and nothing else
    longer = section("front", '<p>.</p><p class="break">.</p><p class="break">.</p>')
    third = made((longer, moved[1]), world=world)
    assert laid_of(third) == ["front"]
    assert first.said[0].message.startswith("page 3 ") and third.said[0].message.startswith("page 5 ")


def test_pages_that_move_lay_out_nothing_but_what_shows_more_figures() -> None:
    def book(pages: int) -> tuple[Any, ...]:
        first = section("first", "<p>.</p>" + '<p class="break">.</p>' * (pages - 1))
        others = (section(name, f"<p>See {page_of('two')}.</p>") for name in ("one", "two", "three"))
        return (first, *others)

    world = Memory({})
    assert laid_of(made(book(1), world=world)) == ["first", "one", "three", "two"]
    assert laid_of(made(book(3), world=world)) == ["first"]
    # now `two` and what follows stand on pages of two figures, and so do all references to it
    assert {*laid_of(made(book(7), world=world))} == {"first", "one", "two", "three"}
    for pages in (3, 7, 1):
        assert laid_of(made(book(pages), world=world)) == []


# ── found by content ────────────────────────────────────────────────────────────────────────────────


def test_two_dossiers_share_nothing_wrong(once: Memory) -> None:
    renamed = DOSSIER.replace("name: sample", "name: other")
    turned = renamed.replace("01.yaml", "0x.yaml").replace("02.yaml", "01.yaml").replace("0x.yaml", "02.yaml")
    for text, laid in ((renamed, set()), (turned, None)):
        changed = {"dossier/dossier.yaml": text.encode()}
        shared, cold = again(once, changed), Memory({**once.files, **changed})
        found = {*printed(shared)[1]}
        assert laid is None or found == laid
        printed(cold)
        assert shared.written == cold.written


# ── on disk ─────────────────────────────────────────────────────────────────────────────────────────


def written(root: Path, found: dict[str, bytes]) -> Path:
    for name, data in found.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return root


def on_disk(root: Path) -> dict[str, bytes]:
    """Give what is kept in a project's cache."""
    cache = root / "build/.cache"
    return {
        path.relative_to(cache).as_posix(): path.read_bytes() for path in cache.rglob("*") if path.is_file()
    }


def test_a_folder_stays_within_its_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = written(tmp_path, files())
    printed(Disk(root))
    first = (root / "build/sample.pdf").read_bytes()
    sizes = [len(data) for name, data in on_disk(root).items() if name.startswith("chapters/")]
    limit = sum(sizes) - 1
    monkeypatch.setattr(store, "LIMIT", limit)
    (root / ONE).write_bytes(CHAPTER.format("one", "three").encode())
    assert printed(Disk(root))[1] == ["one"]
    for folder in FOLDERS:
        held = [len(data) for name, data in on_disk(root).items() if name.startswith(f"{folder}/")]
        assert sum(held) <= limit, folder
        assert held or folder in ("fonts", "font-files")  # one entry of these may be larger than the limit
    (root / ONE).write_bytes(CHAPTER.format("one", "two").encode())
    built, _ = printed(Disk(root))
    assert built.diagnostics == ()
    assert (root / "build/sample.pdf").read_bytes() == first


def test_what_was_used_last_stays(tmp_path: Path) -> None:
    world = Disk(tmp_path)
    kept_ones: store.Store[bytes] = store.Store(world, "folder", bytes)
    keys = [store.key(str(number)) for number in range(4)]
    for age, key in enumerate(keys):
        kept_ones.put(key, bytes(1000))
        os.utime(tmp_path / "build/.cache/folder" / key, (1000 + age, 1000 + age))
    assert kept_ones.get(keys[0]) == bytes(1000)  # the oldest, which is used now
    world.make_room("folder", 2200)
    assert sorted(path.name for path in (tmp_path / "build/.cache/folder").iterdir()) == sorted(
        (keys[0], keys[3])
    )


COMMAND = [sys.executable, "-m", "roa_dossier", "build"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent / "src")}


def begun(root: Path, *options: str) -> subprocess.Popen[str]:
    """Begin a build in a session of its own, in which all its processes are."""
    return subprocess.Popen(
        [*COMMAND, *options],
        cwd=root,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def waits_for(what: Any, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not what():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    yield written(tmp_path_factory.mktemp("project"), files())


def test_two_builds_at_once_both_succeed(project: Path) -> None:
    shutil.rmtree(project / "build", ignore_errors=True)
    both = [begun(project) for _ in range(2)]
    for one in both:
        told, complaints = one.communicate(timeout=120)
        assert (one.returncode, told, complaints) == (0, "build/sample.pdf\n", "")
    cold = Memory(files())
    printed(cold)
    assert (project / "build/sample.pdf").read_bytes() == cold.written["sample.pdf"]
    assert sorted(path.name for path in (project / "build").iterdir()) == [".cache", "sample.pdf"]
    # what they kept is whole: nothing is laid out again, and nothing was damaged
    assert not any((project / "build").rglob("*.part"))
    built, laid = printed(Memory(files(), cache=on_disk(project)))
    assert (laid, built.diagnostics) == ([], ())


@pytest.mark.parametrize("pause", [0.0, 0.05])
def test_a_build_that_is_killed_leaves_nothing_behind(project: Path, pause: float) -> None:
    shutil.rmtree(project / "build", ignore_errors=True)
    child = begun(project)
    assert child.stdout is not None and child.stderr is not None
    # one process that serves, one that tracks, and one at least that works
    assert waits_for(lambda: len(alive(child.pid)) >= 4, 60)
    time.sleep(pause)
    child.send_signal(signal.SIGKILL)
    # though nobody asks yet what became of it
    assert waits_for(lambda: not alive(child.pid), 3), alive(child.pid)
    assert child.wait(30) == -signal.SIGKILL
    child.stdout.close()
    child.stderr.close()
    left = [
        path.name
        for path in (project / "build").rglob("*")
        if path.is_file() and "citations" not in path.parts
    ]
    assert not [name for name in left if name.endswith(".part")]
    assert [path.name for path in (project / "build").glob("*") if path.name != ".cache"] == []
    # and the next build is right, whatever was kept
    cache = on_disk(project) if (project / "build/.cache").is_dir() else {}
    world = Memory(files(), cache=cache)
    built, _ = printed(world)
    cold = Memory(files())
    printed(cold)
    assert built.diagnostics == ()
    assert world.written == cold.written
