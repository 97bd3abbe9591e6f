"""Work in other processes: whatever becomes of a piece is its own, and nobody is left behind."""

from __future__ import annotations

import contextlib
import multiprocessing.forkserver
import os
import re
import signal
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

import casebook
from roa_dossier import layout, processes
from roa_dossier.build import workers
from roa_dossier.build.workers import Lost, Piece, Workers
from roa_dossier.layout.guarded import guarded
from roa_dossier.layout.job import Cause, Failure
from sessions import alive

POOL = workers._pool
"""That of the program: elsewhere in the tests work is done in their own process."""


@pytest.fixture(autouse=True)
def _real_processes() -> Iterator[None]:
    with mock.patch.object(workers, "_pool", POOL):
        yield


@pytest.fixture(scope="module")
def crew() -> Iterator[Workers]:
    with mock.patch.object(workers, "_pool", POOL):
        made = Workers(2)
        yield made
        made.close()


def served() -> list[int]:
    """Give the processes that the one that serves forks has."""
    server = multiprocessing.forkserver._forkserver._forkserver_pid
    if server is None:
        return []
    return [int(each) for each in Path(f"/proc/{server}/task/{server}/children").read_text().split()]


def gone(seconds: float = 3) -> bool:
    end = time.monotonic() + seconds
    while served() and time.monotonic() < end:
        time.sleep(0.02)
    return not served()


# ── what becomes of work ────────────────────────────────────────────────────────────────────────────


def task(kind: str, number: int) -> Any:
    """Do as one is told: run in another process."""
    match kind:
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "exit":
            os._exit(3)
        case "raise":
            raise ZeroDivisionError("a fault of ours")
        case "loop":
            return guarded(loop, lambda failure: failure, 7)
        case "hunger":
            return guarded(hunger, lambda failure: failure, 7)
        case "sleep":
            time.sleep(600)
    return 2 * number


def loop() -> None:
    while True:
        pass


def hunger() -> int:
    return len(bytes(3_000_000_000))  # asked for, and not touched


def pieces(kind: str, **limits: Any) -> Iterator[Piece]:
    """Give six pieces of work, of which the third is of a kind."""
    for number in range(6):
        if number == 2:
            yield Piece(number, (kind, number), **limits)
        else:
            yield Piece(number, ("double", number))


class Tied:
    """Something that knows itself, as the boxes of a page know each other."""

    alive: list[weakref.ref[Tied]] = []  # noqa: RUF012 -- one list for the process

    def __init__(self) -> None:
        self.me = self
        Tied.alive.append(weakref.ref(self))


def tie(_: int) -> int:
    """Make one more, let go of it, and count those that are still there: run in another process."""
    Tied()
    return sum(one() is not None for one in Tied.alive)


OTHERS = {number: 2 * number for number in (0, 1, 3, 4, 5)}


def done(crew: Workers, kind: str, **limits: Any) -> Any:
    """Do the pieces; all others are done well, and this is what became of the third."""
    found = {name: made for name, made, _ in crew.each(task, pieces(kind, **limits))}
    became = found.pop(2)
    assert found == OTHERS
    return became


def test_work_is_given_back_with_its_name_and_seconds(crew: Workers) -> None:
    found = [*crew.each(task, pieces("double"))]
    assert sorted((name, made) for name, made, _ in found) == sorted({**OTHERS, 2: 4}.items())
    assert all(seconds >= 0 for _, _, seconds in found)
    assert crew.one(task, "double", 21) == 42
    assert [*crew.each(task, iter(()))] == []


@pytest.mark.parametrize("kind", ["die", "exit"])
def test_a_process_that_ends_loses_its_own_piece_alone(crew: Workers, kind: str) -> None:
    assert done(crew, kind) == Lost(False, 60)
    assert done(crew, "double") == 4  # and the next have processes again


def test_one_piece_that_is_lost_is_told(crew: Workers) -> None:
    assert crew.one(task, "die", 0) == Lost(False, 60)
    assert crew.one(task, "double", 1) == 2


def test_work_beyond_its_processor_time_is_stopped(crew: Workers) -> None:
    became = done(crew, "loop", seconds=0)  # the limit is that, and one more
    assert became == Failure(Cause.TIME, "7")


def test_work_that_takes_too_much_memory_is_stopped(crew: Workers) -> None:
    became = done(crew, "hunger", memory=2_500_000_000)
    assert isinstance(became, Failure) and became.cause is Cause.MEMORY
    # the limits of one piece are not those of the next
    assert done(crew, "hunger", memory=8_000_000_000) == 3_000_000_000


def test_work_that_does_not_end_is_ended(crew: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_SLACK", 0.4)
    assert done(crew, "sleep", seconds=0) == Lost(True, 0)


def test_a_fault_of_ours_is_raised_here_and_ends_no_process(crew: Workers) -> None:
    with pytest.raises(ZeroDivisionError, match="a fault of ours"):
        list(crew.each(task, pieces("raise")))
    assert done(crew, "double") == 4


def test_what_is_done_meanwhile_is_done_step_by_step() -> None:
    """Processes are fed between the steps, and what is left when all is done is left."""
    steps: list[int] = []

    def meanwhile() -> Iterator[None]:
        for step in range(1000):
            time.sleep(0.02)
            steps.append(step)
            yield

    with contextlib.closing(Workers(2)) as crew:
        doing = crew.each(time.sleep, (Piece(number, (0.1,)) for number in range(8)), meanwhile())
        done = [(name, len(steps)) for name, _, _ in doing]
    assert [name for name, _ in sorted(done)] == [*range(8)]
    assert 0 < done[0][1] < done[-1][1] <= len(steps) < 1000


def test_a_process_gives_back_what_its_work_no_longer_needs() -> None:
    with contextlib.closing(Workers(1)) as alone:
        counts = [made for _, made, _ in alone.each(tie, (Piece(number, (number,)) for number in range(10)))]
    assert max(counts) <= 2, "its own, and one that was there when the process was made ready"


def test_no_more_is_asked_for_than_there_is_room_for(crew: Workers) -> None:
    asked: list[int] = []

    def given() -> Iterator[Piece]:
        for number in range(20):
            asked.append(number)
            yield Piece(number, ("double", number))

    for finished, _ in enumerate(crew.each(task, given()), 1):
        assert len(asked) <= finished + crew.count + 1


# ── what they do for books ──────────────────────────────────────────────────────────────────────────


def test_a_chapter_whose_process_ends_is_a_message_and_the_others_are_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from bound_books import made, section
    from roa_dossier.build.workshop import Workshop

    deep = section("deep", f"{'<div>' * 300}x{'</div>' * 300}")
    book = (section("one", "<p>One.</p>"), deep, section("two", "<p>Two.</p>"))
    found = made(book, shop=Workshop(2))
    assert found.book is None
    assert [one.code for one in found.said] == ["layout-failed"]
    assert found.said[0].primary is not None
    assert found.said[0].primary.span.path == "dossier/deep.yaml"


def test_the_time_of_a_chapter_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    from bound_books import STYLE, made, section
    from roa_dossier.build.workshop import Workshop

    monkeypatch.setattr(layout, "SECONDS", 1)
    monkeypatch.setattr(layout, "SECONDS_A_MEGABYTE", 0)
    doubling = "".join(f"--v{n}: var(--v{n - 1}) var(--v{n - 1});" for n in range(1, 40))
    style = STYLE + " .slow { --v0: 1px;" + doubling + " margin: var(--v39) }"
    book = (section("one", "<p>One.</p>"), section("two", '<p class="slow">Two.</p>'))
    found = made(book, style, shop=Workshop(1))
    assert [one.code for one in found.said] == ["layout-failed"]
    assert "longer than 1 s" in found.said[0].message
    assert found.said[0].primary is not None
    assert found.said[0].primary.span.path == "dossier/two.yaml"


# ── nobody is left ──────────────────────────────────────────────────────────────────────────────────


def test_what_was_begun_and_closed_leaves_no_process(crew: Workers) -> None:
    crew.close()
    assert gone()
    idle = Workers(2)
    idle.begin()
    idle.close()
    assert gone()
    busy = Workers(2)
    assert busy.one(task, "double", 1) == 2
    assert len(served()) >= 1
    busy.close()
    assert gone()
    busy.close()
    assert busy.one(task, "double", 2) == 4  # what is closed can be opened again
    busy.close()
    assert gone()


def test_closing_in_the_midst_of_work_ends_it(crew: Workers) -> None:
    crew.close()
    one = Workers(1)
    made = one.each(task, iter([Piece(0, ("double", 1)), Piece(1, ("sleep", 1)), Piece(2, ("sleep", 1))]))
    assert next(made)[:2] == (0, 2)
    assert served()
    one.close()
    assert gone()


def test_who_is_interrupted_while_a_process_starts_knows_it_first() -> None:
    reached = []
    heard = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt), processes.starting():
            signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
            time.sleep(0.01)
            reached.append("the end")
    finally:
        signal.signal(signal.SIGINT, heard)
    assert reached == ["the end"]


def test_an_executor_that_was_given_is_not_closed() -> None:
    with ThreadPoolExecutor(1) as executor:
        given = Workers(executor=executor)
        given.begin()
        assert done(given, "double") == 4
        given.close()
        assert executor.submit(len, "open").result() == 4
        assert served() == []


def test_the_engine_is_loaded_once_for_all() -> None:
    made = Workers(2)
    try:
        assert made.one(loaded) is True
    finally:
        made.close()


def loaded() -> bool:
    return "weasyprint" in sys.modules and signal.getsignal(signal.SIGINT) is signal.SIG_IGN


# ── what they are forked from ───────────────────────────────────────────────────────────────────────

SOURCE = str(Path(__file__).parent.parent / "src")
READ = """
import sys
from pathlib import Path
from roa_dossier import processes
from roa_dossier.build.workers import Workers
from test_workers import pressed, task

if __name__ == "__main__":
    processes.serve(Path(sys.argv[1]))
    crew = Workers(1)
    print([*crew.each(task, iter(()))], crew.one(task, "double", 21), *sorted(crew.one(pressed)))
    crew.close()
"""


def pressed() -> list[str]:
    """Give the names of the style sheets that were read in this process: run in another one."""
    from roa_dossier.layout.fragments import setting

    return [name for key in setting._presses for name, _ in key[0]]


def told(project: Path, *more: Path) -> str:
    """Give what a program of its own says that works for a project."""
    path = os.pathsep.join((*map(str, more), SOURCE, str(Path(__file__).parent)))
    child = subprocess.run(
        [sys.executable, "-c", READ, str(project)],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert child.returncode == 0, child.stderr
    return child.stdout


def test_processes_have_read_the_usual_style_sheets_and_the_projects_own(tmp_path: Path) -> None:
    own = tmp_path / "styles" / "ours.css"
    own.parent.mkdir()
    own.write_text("p { color: teal }")
    said = told(tmp_path)
    assert said.startswith("[] 42 ") and " styles/ours.css" in said and "page.css" in said


def test_processes_have_read_the_style_sheets_of_the_last_book(tmp_path: Path) -> None:
    from bound_books import typesetting
    from roa_dossier.build.stock import Stock
    from roa_dossier.world import Disk

    example = layout.example(typesetting("p { color: teal }"))
    Stock(Disk(tmp_path), {}).keep_example(example)
    assert told(tmp_path).split()[2:] == [name for name, _ in example.css]


@pytest.mark.parametrize("style", ["p { color: ", "@import url(nowhere.css);", "\0"])
def test_processes_are_forked_though_styles_are_wrong(tmp_path: Path, style: str) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "ours.css").write_text(style)
    assert told(tmp_path).startswith("[] 42")


def test_processes_are_forked_though_a_style_takes_for_ever(tmp_path: Path) -> None:
    doubling = "".join(f"--v{n}: var(--v{n - 1}) var(--v{n - 1});" for n in range(1, 40))
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "ours.css").write_text(f"p {{ --v0: 1px; {doubling} margin: var(--v39) }}")
    (tmp_path / "soon").mkdir()
    (tmp_path / "soon" / "sitecustomize.py").write_text(
        "from roa_dossier import limits\n"
        "plain = limits.limit\n"
        "limits.limit = lambda seconds, *more, **named: plain(min(seconds, 2), *more, **named)\n"
    )
    assert told(tmp_path, tmp_path / "soon").startswith("[] 42")


def test_one_that_a_project_ends_is_started_anew_without_it(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import os\nif os.environ.get('ROA_DOSSIER_PROJECT'):\n    os._exit(9)\n"
    )
    said = told(tmp_path, tmp_path)
    assert said.startswith("[] 42 ") and "page.css" in said


# ── a spare one ─────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def spared(tmp_path: Path) -> Iterator[Workers]:
    """Give workers of which one is there already."""
    processes.spare(tmp_path)
    made = Workers(2)
    made.begin()
    assert made._spare is not None and made._executor is None and processes.taken() is None
    yield made
    made.close()


def own(_: int) -> int:
    """Give the number of this process: run in another one."""
    return os.getpid()


def numbers(crew: Workers, many: int) -> set[int]:
    """Give the processes that do so many pieces."""
    found = [made for _, made, _ in crew.each(own, (Piece(each, (each,)) for each in range(many)))]
    assert len(found) == many
    return {one for one in found if isinstance(one, int)}


def test_a_spare_process_does_a_few_pieces(spared: Workers) -> None:
    first = numbers(spared, 1)
    assert len(first) == 1 and numbers(spared, 3) == first
    assert spared.one(loaded) is True
    assert spared.one(own, 0) in first
    assert spared._executor is None


def test_many_pieces_are_done_by_others(spared: Workers) -> None:
    (first,) = numbers(spared, 2)
    others = numbers(spared, 6)
    assert first not in others and spared._spare is None
    assert numbers(spared, 1) <= {*map(int, served())}


@pytest.mark.parametrize("kind", ["die", "exit"])
def test_a_spare_process_that_ends_loses_its_own_piece_alone(spared: Workers, kind: str) -> None:
    pieces = (Piece(number, (kind if number == 1 else "double", number)) for number in range(3))
    found = {name: made for name, made, _ in spared.each(task, pieces)}
    assert found == {0: 0, 1: Lost(False, 60), 2: 4}
    assert spared._spare is None
    assert spared.one(task, "double", 4) == 8


def test_work_beyond_its_time_is_stopped_in_a_spare_process(
    spared: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [made for _, made, _ in spared.each(task, iter([Piece(0, ("loop", 0), seconds=0)]))] == [
        Failure(Cause.TIME, "7")
    ]
    monkeypatch.setattr(workers, "_SLACK", 0.4)
    assert [made for _, made, _ in spared.each(task, iter([Piece(0, ("sleep", 0), seconds=0)]))] == [
        Lost(True, 0)
    ]


def test_a_spare_process_has_read_the_style_sheets_of_the_last_book(tmp_path: Path) -> None:
    from bound_books import typesetting
    from roa_dossier.build.stock import Stock
    from roa_dossier.world import Disk

    example = layout.example(typesetting("p { color: teal }"))
    Stock(Disk(tmp_path), {}).keep_example(example)
    processes.spare(tmp_path)
    with contextlib.closing(Workers(2)) as crew:
        crew.begin()
        assert crew.one(pressed) == [name for name, _ in example.css]


def test_a_spare_process_is_there_whatever_the_project_is(tmp_path: Path) -> None:
    for place in (tmp_path / "nowhere", Path("/dev/null")):
        processes.spare(place)
        with contextlib.closing(Workers(2)) as crew:
            crew.begin()
            assert crew.one(task, "double", 21) == 42


def test_a_spare_process_that_nobody_takes_ends_with_the_program(tmp_path: Path) -> None:
    script = (
        "import os\nfrom pathlib import Path\nfrom roa_dossier import processes\n"
        f"processes.spare(Path({str(tmp_path)!r}))\nos._exit(0)"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": SOURCE},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert child.communicate(timeout=30) == (None, "")
    end = time.monotonic() + 10
    while alive(child.pid) and time.monotonic() < end:
        time.sleep(0.02)
    assert alive(child.pid) == []


# ── a command that is interrupted ───────────────────────────────────────────────────────────────────

DOSSIER = "name: sample\ntitle: A sample\nlanguage: en-GB\nchapters:\n  - chapters/01.yaml\n"


@pytest.mark.parametrize("looked", ["", "0 0 seeds/town.txt\n"], ids=["many", "one"])
@pytest.mark.parametrize(
    ("processes", "number", "all_of_them"),
    [
        (2, signal.SIGINT, True),
        (3, signal.SIGINT, True),
        (3, signal.SIGTERM, False),
        (4, signal.SIGINT, True),
        (4, signal.SIGINT, False),
    ],
)
def test_a_build_that_is_interrupted_leaves_nobody(
    tmp_path: Path, processes: int, number: signal.Signals, all_of_them: bool, looked: str
) -> None:
    files = casebook.with_digests(casebook.base() | {"dossier/dossier.yaml": DOSSIER.encode()})
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    if looked:  # one file looks different, and so a process is spare
        (tmp_path / "build/.cache/builds").mkdir(parents=True)
        (tmp_path / "build/.cache/builds/looked").write_text(looked)
    child = subprocess.Popen(
        [sys.executable, "-m", "roa_dossier", "build"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": SOURCE},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    end = time.monotonic() + 30
    while len(alive(child.pid)) < processes and time.monotonic() < end and child.poll() is None:
        time.sleep(0.005)
    # as a terminal does it, whose Ctrl-C goes to all; or as another program does
    (os.killpg if all_of_them else os.kill)(child.pid, number)
    told, complaints = child.communicate(timeout=30)
    assert (child.returncode, told) == ({signal.SIGINT: 130, signal.SIGTERM: 143}[number], "")
    assert "Traceback" not in complaints and not re.search(r"\bError\b|Warning", complaints), complaints
    end = time.monotonic() + 3
    while alive(child.pid) and time.monotonic() < end:
        time.sleep(0.02)
    assert alive(child.pid) == []
    assert not [each for each in (tmp_path / "build").rglob("*") if each.suffix in (".pdf", ".part")]
