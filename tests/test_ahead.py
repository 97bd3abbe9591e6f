"""Before anything is loaded: whether a build is likely to need the engine, from the look of files."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest

import casebook
from commanding import run
from roa_dossier import glance, processes
from roa_dossier.cli import ahead

DOSSIER = "name: sample\ntitle: A sample\nlanguage: en-GB\nchapters:\n  - chapters/01.yaml\n"
CHAPTER = "dossier/chapters/01.yaml"


@pytest.fixture
def begun() -> Iterator[mock.Mock]:
    """Hear what is begun, and for which folder."""
    begun = mock.Mock()
    with (
        mock.patch.object(processes, "serve", begun.serve),
        mock.patch.object(processes, "spare", begun.spare),
    ):
        yield begun


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    files = casebook.with_digests(casebook.base() | {"dossier/dossier.yaml": DOSSIER.encode()})
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def asked(begun: mock.Mock, *arguments: str) -> str:
    """Give what is begun for arguments, and this folder; "" for nothing."""
    begun.reset_mock()
    ahead.begin([*arguments])
    for what in ("serve", "spare"):
        if begun.mock_calls == [getattr(mock.call, what)(Path.cwd())]:
            return what
    assert begun.mock_calls == []
    return ""


def test_it_is_begun_where_nothing_was_built(begun: mock.Mock, project: Path) -> None:
    assert asked(begun, "build") == "serve"
    assert asked(begun, "build", "--edition", "print") == "serve"


@pytest.mark.parametrize("option", ["-C", "--project"])
def test_it_is_begun_for_a_project_elsewhere(
    begun: mock.Mock, project: Path, monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    monkeypatch.chdir(project.parent)
    for place in (project.name, str(project)):
        ahead.begin([option, place, "build"])
        assert begun.mock_calls == [mock.call.serve(project)]
        begun.reset_mock()
        ahead.begin([option, place, "check"])
        ahead.begin([option, place])
        assert begun.mock_calls == []


@pytest.mark.parametrize(
    "arguments",
    ["", "check", "watch", "build --help", "build -h", "build --draft --single", "-C x build"],
)
def test_it_is_not_begun_for_what_needs_none(begun: mock.Mock, project: Path, arguments: str) -> None:
    assert not asked(begun, *arguments.split())


def test_it_is_not_begun_where_there_is_no_project(
    begun: mock.Mock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert not asked(begun, "build")


def test_it_is_begun_where_files_look_different(begun: mock.Mock, project: Path) -> None:
    assert run("build", cwd=project).returncode == 0
    assert not asked(begun, "build")
    (project / "notes.txt").write_text("nobody reads this")
    assert not asked(begun, "build")
    looked = (project / CHAPTER).stat()
    os.utime(project / CHAPTER, ns=(looked.st_atime_ns, looked.st_mtime_ns + 1))
    assert asked(begun, "build") == "spare"
    assert run("build", cwd=project).returncode == 0  # and is the same
    assert not asked(begun, "build")
    (project / CHAPTER).write_bytes((project / CHAPTER).read_bytes() + b"# a word\n")
    assert run("build", cwd=project).returncode == 0
    assert not asked(begun, "build")
    (project / CHAPTER).unlink()
    assert asked(begun, "build") == "spare"
    (project / "dossier/dossier.yaml").write_text(DOSSIER + "# another\n")
    assert asked(begun, "build") == "serve"


@pytest.mark.parametrize("kept", [b"\n", b"12 13\n", b"x", b"\xff\xfe \n", b"1 1 \0\n"])
def test_what_is_kept_may_be_anything(begun: mock.Mock, project: Path, kept: bytes) -> None:
    assert run("build", cwd=project).returncode == 0
    (project / "build/.cache/builds/looked").write_bytes(kept)
    assert asked(begun, "build")


def test_a_glance_is_of_files_that_are_there(tmp_path: Path) -> None:
    (tmp_path / "a b").write_text("four")
    taken = glance.taken(tmp_path, ["a b", "gone"])
    assert taken.split(b" ")[0] == b"4" and taken.endswith(b" a b\n") and taken.count(b"\n") == 1
    kept = tmp_path / "kept"
    kept.write_bytes(taken)
    assert glance.changed(tmp_path, kept) == 0
    (tmp_path / "a b").write_text("fives")
    assert glance.changed(tmp_path, kept) == 1
    assert glance.changed(tmp_path, tmp_path / "nothing") is None


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_who_is_stopped_before_anything_is_loaded_says_so(number: signal.Signals, status: int) -> None:
    script = (
        "import os\nfrom roa_dossier.cli import ahead\nahead.listen()\n"
        f"os.kill(os.getpid(), {int(number)})\nprint('went on')"
    )
    source = str(Path(__file__).parent.parent / "src")
    child = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": source},
        capture_output=True,
        check=False,
    )
    assert (child.returncode, child.stdout, child.stderr) == (status, b"", b"")
