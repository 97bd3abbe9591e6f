"""A build in which nothing changed makes nothing and says what the last said; any change makes it again."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import casebook
from commanding import run
from roa_dossier import build, machine, program

DOSSIER = """name: sample
title: A sample
language: en-GB
chapters:
  - chapters/01.yaml
editions:
  print:
    paper: A4
  small:
    paper: A5
    impose: booklet
"""
CHAPTER = """title: One
id: one
blocks:
  - text: |
      The town had 17 bridges; "The mill burned down" [@town: The mill burned down in April 1915].
  - figure:
      file: figures/x.svg
      alt: A dot
      credit: Nobody
"""
FIGURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
ONE = "dossier/chapters/01.yaml"
COMMAND = [sys.executable, "-c"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent / "src")}
UNUSED = {
    "weasyprint",
    "pydyf",
    "tinycss2",
    "fontTools",
    "pikepdf",
    "pypdfium2",
    "jinja2",
    "yaml",
    "markdown_it",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A project that was built once, and what was said of it."""
    root = tmp_path_factory.mktemp("built") / "project"
    files = casebook.base() | {
        "dossier/dossier.yaml": DOSSIER.encode(),
        ONE: CHAPTER.encode(),
        "figures/x.svg": FIGURE.encode(),
    }
    for name, data in casebook.with_digests(files).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    told = run("build", cwd=root)
    assert (told.returncode, told.stdout) == (0, "build/sample.pdf\n")
    assert "warning[number-unsupported]" in told.stderr
    return root, told


@pytest.fixture
def project(built, tmp_path):
    return Path(shutil.copytree(built[0], tmp_path / "project"))


@pytest.fixture
def times(monkeypatch):
    """How often something was built."""
    found = []
    for name in ("build", "build_all"):
        plain = getattr(build, name)

        def counted(*given, _plain=plain, **named):
            found.append(given)
            return _plain(*given, **named)

        monkeypatch.setattr(build, name, counted)
    return found


def words(told):
    return told.returncode, told.stdout, told.stderr


def test_nothing_is_made_and_the_same_is_said(built, project, times):
    before = (project / "build/sample.pdf").stat()
    for _ in range(2):
        assert words(run("build", cwd=project)) == words(built[1])
    assert times == []
    after = (project / "build/sample.pdf").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_it_waits_for_nothing_that_makes_or_reads(built, project):
    code = (
        "import sys\nfrom roa_dossier.cli.commands import status\n"
        "ended = status(['build'])\nprint(ended, *sys.modules)"
    )
    told = subprocess.run(
        [*COMMAND, code], capture_output=True, text=True, cwd=project, env=ENVIRONMENT, check=True
    )
    first, last = told.stdout.splitlines()
    status, *loaded = last.split()
    assert (first, status, told.stderr) == ("build/sample.pdf", "0", built[1].stderr)
    assert not {name.split(".")[0] for name in loaded} & UNUSED
    assert "roa_dossier.build.unchanged" in loaded


def test_all_faces_say_the_same(project, times):
    for options in (["--format", "json"], ["--all"]):
        first = run("build", *options, cwd=project)
        count = len(times)
        second = run("build", *options, cwd=project)
        assert words(first) == words(second)
        assert len(times) == count
    first, second = (run("build", "--timings", cwd=project) for _ in range(2))
    assert "looking what changed" in first.stderr
    assert "laying out" not in first.stderr
    assert len(times) == 1
    verbose = run("build", "--verbose", cwd=project)
    assert "nothing laid out now" in verbose.stderr
    assert re.search(r"sample\.pdf: \d+ pages, 1 note; \d+ paragraphs fitted", verbose.stderr)


def edit(path, old, new):
    def change(root):
        text = (root / path).read_text("utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new), "utf-8")

    return change


def add(path, text):
    def change(root):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")

    return change


def source(root):
    """Change a source, and its digest with it."""
    import hashlib

    path = root / "seeds/town.txt"
    old = hashlib.sha256(path.read_bytes()).hexdigest()
    path.write_text(path.read_text("utf-8") + "\nMore.\n", "utf-8")
    edit("dossier/sources.yaml", old, hashlib.sha256(path.read_bytes()).hexdigest())(root)


BUILT_IN = (Path(__file__).parent.parent / "templates/figure.html").read_text("utf-8")


@pytest.mark.parametrize(
    "change",
    [
        edit("dossier/dossier.yaml", "A sample", "Another sample"),
        edit(ONE, "bridges", "stone bridges"),
        edit(ONE, "title: One", "# a comment\ntitle: One"),
        source,
        edit("figures/x.svg", 'width="9"', 'width="8"'),
        add("templates/figure.html", BUILT_IN + "<p>.</p>"),
        add("styles/own.css", "p { color: blue }"),
        add("styles/text.css", "p { color: blue }"),
        add("dossier/names.yaml", "town-name:\n  name: The Town\n  kind: place\n"),
        lambda root: (root / "build/sample.pdf").unlink(),
        lambda root: (root / "build/sample.pdf").write_bytes(b"%PDF-"),
        lambda root: [path.write_bytes(b"x") for path in (root / "build/.cache/builds").iterdir()],
    ],
    ids=[
        "title",
        "word",
        "comment",
        "source",
        "picture",
        "template",
        "style",
        "style of ours",
        "names",
        "output gone",
        "output altered",
        "what is known damaged",
    ],
)
def test_a_change_makes_it_again(project, times, change):
    change(project)
    again = run("build", cwd=project)
    assert (again.returncode, again.stdout) == (0, "build/sample.pdf\n")
    assert len(times) == 1
    assert words(run("build", cwd=project)) == words(again)
    assert len(times) == 1
    assert (project / "build/sample.pdf").read_bytes().startswith(b"%PDF-1.7")


def test_what_is_taken_back_is_not_what_was_built_last(project, times):
    edit(ONE, "bridges", "stone bridges")(project)
    run("build", cwd=project)
    edit(ONE, "stone bridges", "bridges")(project)
    run("build", cwd=project)
    assert len(times) == 2


def test_a_file_that_only_looks_new_changes_nothing(project, times):
    for path in project.rglob("*"):
        if path.is_file() and "build" not in path.parts:
            path.write_bytes(path.read_bytes())
    run("build", cwd=project)
    assert times == []


@pytest.mark.parametrize(
    "options",
    [["--edition", "small"], ["--chapter", "one"], ["--draft"], ["--single"], ["--all"]],
    ids=lambda options: options[0],
)
def test_each_option_is_a_build_of_its_own(project, times, options):
    first = run("build", *options, cwd=project)
    assert first.returncode == 0
    assert len(times) == 1
    assert words(run("build", *options, cwd=project)) == words(first)
    assert len(times) == 1


def test_sheets_that_are_gone_are_made_again(project, times):
    first = run("build", "--edition", "small", cwd=project)
    assert "build/sample-small-sheets.pdf" in first.stdout
    (project / "build/sample-small-sheets.pdf").unlink()
    assert words(run("build", "--edition", "small", cwd=project)) == words(first)
    assert len(times) == 2
    assert (project / "build/sample-small-sheets.pdf").exists()


def test_a_refused_build_is_never_known(project, times):
    edit(ONE, "burned down in", "burnt down in")(project)
    first, second = (run("build", cwd=project) for _ in range(2))
    assert first.returncode == 1
    assert words(first) == words(second)
    assert len(times) == 2
    edit(ONE, "burnt down in", "burned down in")(project)
    assert run("build", cwd=project).returncode == 0


def test_another_folder_gets_its_file_every_time(project, times, tmp_path):
    for count in (1, 2):
        assert run("build", "-o", tmp_path / "out.pdf", cwd=project).returncode == 0
        assert len(times) == count
    (tmp_path / "out.pdf").unlink()
    run("build", "-o", tmp_path / "out.pdf", cwd=project)
    assert (tmp_path / "out.pdf").exists()


@pytest.mark.parametrize("of", ["program", "machine", "packages"])
def test_another_program_or_machine_makes_it_again(project, times, monkeypatch, of):
    if of == "program":
        monkeypatch.setattr(program, "code", lambda: "another")
    elif of == "machine":
        monkeypatch.setattr(machine, "fingerprint", lambda: "another")
    else:
        monkeypatch.setattr(machine, "packages", lambda: ("another-1.0.dist-info",))
    run("build", cwd=project)
    assert len(times) == 1
    run("build", cwd=project)
    assert len(times) == 1


def test_lines_of_a_source_are_shown_as_they_were_read(tmp_path, times):
    # in an encoding of its own: what it says is known to whoever reads it as a source
    files = casebook.base() | {"dossier/dossier.yaml": DOSSIER.encode()}
    files["seeds/town.txt"] += "\nThe café of the town is called “Zürich”; nobody knows why.\n".encode()
    files["seeds/town.txt"] = files["seeds/town.txt"].decode().encode("cp1252")
    files["dossier/sources.yaml"] += b"  encoding: cp1252\n  passed-over: []\n"
    for name, data in casebook.with_digests(
        {k: v for k, v in files.items() if k != "seeds/town.txt"}
        | {"seeds/town.txt": files["seeds/town.txt"]}
    ).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    first, second = (run("build", cwd=tmp_path) for _ in range(2))
    assert first.returncode == 0, first.stderr
    assert "The café of the town is called “Zürich”" in first.stderr
    assert words(second) == words(first)
    assert len(times) == 1
