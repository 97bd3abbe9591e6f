"""The door to the world: what is read, what is refused, and writing whole or not at all."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from roa_dossier import world
from roa_dossier.world import Disk, Memory, Refused, inside


def code_of(call, *args):
    with pytest.raises(Refused) as refused:
        call(*args)
    assert refused.value.message
    return refused.value.code


def names(folder):
    return sorted(file.name for file in folder.iterdir())


@pytest.fixture
def project(tmp_path):
    root = tmp_path / "project"
    (root / "seeds").mkdir(parents=True)
    (root / "seeds/town.txt").write_bytes(b"A town.\r\n")
    (tmp_path / "secret.txt").write_text("secret")
    return root


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("", "not-a-file"),
        ("a\0b", "not-a-file"),
        ("a\x1b]0;b", "not-a-file"),
        ("a\ud800", "not-a-file"),
        ("seeds/", "not-a-file"),
        (".", "not-a-file"),
        ("CON", "not-a-file"),
        ("seeds/nul.txt", "not-a-file"),
        ("seeds/COM1", "not-a-file"),
        ("/etc/passwd", "outside-project"),
        ("../secret.txt", "outside-project"),
        ("seeds/../../secret.txt", "outside-project"),
        ("file:///etc/passwd", "outside-project"),
        ("http://example.org/x", "outside-project"),
        ("C:\\x", "outside-project"),
        ("C:x", "outside-project"),
        ("\\\\host\\share", "outside-project"),
    ],
)
def test_a_path_that_could_lead_out_is_refused_by_its_form(project, path, code):
    assert code_of(inside, path) == code
    assert code_of(Disk(project).read, path) == code
    assert code_of(Memory({path: b"x"}).read, path) == code
    assert not Disk(project).exists(path)
    assert not Memory({path: b"x"}).exists(path)


def test_harmless_names_are_not_refused():
    assert inside("seeds/./console.txt") == "seeds/console.txt"
    assert inside("seeds//contra.txt") == "seeds/contra.txt"
    assert inside("figures/план..png") == "figures/план..png"


def test_bytes_are_given_as_they_stand(project):
    assert Disk(project).read("seeds/town.txt") == b"A town.\r\n"
    assert Disk(project).exists("seeds/town.txt")
    assert Memory({"a": "ü"}).read("a") == b"\xc3\xbc"


def test_missing_files_and_folders(project):
    disk = Disk(project)
    assert code_of(disk.read, "seeds/none.txt") == "missing-file"
    assert code_of(disk.read, "seeds/town.txt/x") == "missing-file"
    assert code_of(disk.read, "seeds") == "not-a-file"
    assert code_of(disk.read, "x" * 300) == "unreadable"
    assert code_of(Memory({}).read, "a") == "missing-file"


def test_links_are_followed_inside_and_refused_outside(project):
    (project / "seeds/in.txt").symlink_to("town.txt")
    (project / "seeds/out.txt").symlink_to("../../secret.txt")
    (project / "seeds/loop.txt").symlink_to("loop.txt")
    (project / "far").symlink_to(project.parent)
    disk = Disk(project)
    assert disk.read("seeds/in.txt") == b"A town.\r\n"
    assert code_of(disk.read, "seeds/out.txt") == "outside-project"
    assert code_of(disk.read, "far/secret.txt") == "outside-project"
    assert code_of(disk.read, "seeds/loop.txt") == "unreadable"
    assert not disk.exists("seeds/out.txt")


def test_a_fifo_or_a_device_is_refused_without_waiting(project):
    os.mkfifo(project / "seeds/fifo.txt")
    (project / "seeds/zero").symlink_to("/dev/zero")
    assert code_of(Disk(project).read, "seeds/fifo.txt") == "not-a-file"
    assert code_of(Disk(project).read, "seeds/zero") == "outside-project"
    assert code_of(Disk(Path("/dev")).read, "zero") == "not-a-file"


def test_the_size_limit_counts_what_is_read(project):
    (project / "big").write_bytes(b"x" * 11)
    assert code_of(Disk(project).read, "big", 10) == "too-large"
    assert Disk(project).read("big", 11) == b"x" * 11
    assert code_of(Memory({"big": b"x" * 11}).read, "big", 10) == "too-large"


def test_the_project_wins_over_the_built_in(project, tmp_path, monkeypatch):
    ours = tmp_path / "ours"
    (ours / "templates").mkdir(parents=True)
    (ours / "styles").mkdir()
    (ours / "templates/a.html").write_text("built in")
    (ours / "styles/a.css").write_text("p {}")
    monkeypatch.setattr(world, "built_in", lambda: ours)
    disk = Disk(project)
    assert disk.template("a.html") == ("built-in/templates/a.html", "built in")
    assert disk.own_styles() == ()
    for folder, name in (("templates", "a.html"), ("styles", "a.css"), ("styles", "b.css")):
        (project / folder).mkdir(exist_ok=True)
        (project / folder / name).write_bytes(b"\xef\xbb\xbfown")
    assert disk.template("a.html") == ("templates/a.html", "own")
    assert disk.style("a.css") == ("styles/a.css", "own")
    assert disk.own_styles() == ("a.css", "b.css")
    assert code_of(disk.template, "none.html") == "missing-file"
    assert code_of(disk.template, "../a.html") == "outside-project"
    (project / "templates/a.html").write_bytes(b"\xff")
    assert code_of(disk.template, "a.html") == "not-utf-8"


def test_the_projects_themes_are_found(project):
    disk = Disk(project)
    assert disk.own_themes() == ()
    files = ("mine.css", "wide/theme.css", "wide/A5.css", "none/A5.css", "deep/er/theme.css")
    for name in files:
        (project / "styles/themes" / name).parent.mkdir(parents=True, exist_ok=True)
        (project / "styles/themes" / name).write_text("p {}")
    memory = Memory({f"styles/themes/{name}": "p {}" for name in files})
    assert disk.own_themes() == memory.own_themes() == ("mine", "wide")


def test_memory_gives_the_projects_styles_too():
    memory = Memory({"styles/own.css": "p {}", "styles/x/y.css": "", "dossier/a.css": ""})
    assert memory.own_styles() == ("own.css",)
    assert memory.style("own.css") == ("styles/own.css", "p {}")


def test_the_built_in_folders_are_found():
    assert (world.built_in() / "templates").is_dir()


def test_writing_makes_the_folder_and_replaces_the_file(project):
    disk = Disk(project)
    disk.write("a.pdf", b"one")
    disk.write("a.pdf", b"two")
    assert (project / "build/a.pdf").read_bytes() == b"two"
    assert names(project / "build") == ["a.pdf"]
    assert (project / "build/a.pdf").stat().st_mode & 0o111 == 0


def test_writing_goes_nowhere_else(project, tmp_path):
    target = tmp_path / "kept.pdf"
    target.write_bytes(b"kept")
    out = tmp_path / "out"
    out.mkdir()
    (out / "link.pdf").symlink_to(target)
    (out / "dangling.pdf").symlink_to(tmp_path / "none.pdf")
    (out / "folder.pdf").mkdir()
    disk = Disk(project, out)
    for name in ("link.pdf", "dangling.pdf", "folder.pdf"):
        assert code_of(disk.ready, name) == "output-refused"
        assert code_of(disk.write, name, b"x") == "output-refused"
    assert code_of(disk.write, "../x.pdf", b"x") == "outside-project"
    assert code_of(disk.write, "link.pdf/x.pdf", b"x") == "outside-project"
    (out / "file").write_bytes(b"")
    assert code_of(disk.write, "file/x.pdf", b"x") == "output-unwritable"
    assert target.read_bytes() == b"kept"
    assert not (tmp_path / "none.pdf").exists()


def test_a_build_folder_that_leads_out_is_refused(project, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (project / "build").symlink_to(tmp_path / "elsewhere")
    assert code_of(Disk(project).write, "a.pdf", b"x") == "outside-project"
    assert names(tmp_path / "elsewhere") == []


@pytest.mark.parametrize("nameless", [True, False])
def test_a_failed_write_leaves_the_old_file_and_nothing_else(project, monkeypatch, nameless):
    disk = Disk(project)
    disk.write("a.pdf", b"old")
    if not nameless:
        monkeypatch.setattr(world.files, "_nameless", lambda folder: None)

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert code_of(disk.write, "a.pdf", b"new") == "output-unwritable"
    assert (project / "build/a.pdf").read_bytes() == b"old"
    assert names(project / "build") == ["a.pdf"]


def test_a_killed_write_leaves_the_old_file_and_nothing_else(project):
    disk = Disk(project)
    disk.write("a.pdf", b"old")
    script = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from roa_dossier.world import Disk\n"
        "os.fsync = lambda handle: os.kill(os.getpid(), signal.SIGKILL)\n"
        "Disk(Path(sys.argv[1])).write('a.pdf', b'new')\n"
    )
    ended = subprocess.run([sys.executable, "-c", script, project], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert (project / "build/a.pdf").read_bytes() == b"old"
    assert names(project / "build") == ["a.pdf"]
