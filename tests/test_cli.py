"""What a person types and what comes back: exit statuses, files, terminals, interruptions."""

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from commanding import run
from roa_dossier import starter
from roa_dossier.cli import commands, made
from roa_dossier.model.lines import LineCount, LineRules
from roa_dossier.model.report import Report, Setting
from roa_dossier.verdict import Verdict

SCHEMAS = {"dossier", "sources", "works", "facts", "names", "chapter"}
SOURCES = "dossier/sources.yaml"
CHAPTER = "dossier/chapters/01-bread.yaml"
COMMAND = [sys.executable, "-m", "roa_dossier"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent / "src")}


def started(*arguments, cwd=None, **changed):
    """Run a command in a process of its own."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=cwd,
        env=ENVIRONMENT | changed,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """A project made by `init` and built once."""
    root = tmp_path_factory.mktemp("begun") / "my-dossier"
    made = started("init", root)
    assert made.returncode == 0, made.stderr
    built = started("build", cwd=root)
    assert (built.returncode, built.stdout, built.stderr) == (0, "build/my-dossier.pdf\n", "")
    return root


@pytest.fixture
def project(begun, tmp_path):
    return Path(shutil.copytree(begun, tmp_path / "my-dossier"))


def change(root, path, old, new):
    file = root / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def everything(root):
    """Give each file's digest, but for the cache, which any command may fill."""
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file() and not path.is_symlink() and ".cache" not in path.parts
    }


# ── init ────────────────────────────────────────────────────────────────────────────────────────────


def test_init_makes_a_project_that_passes_and_prints(begun):
    assert (begun / "build/my-dossier.pdf").read_bytes().startswith(b"%PDF-")
    checked = run("check", cwd=begun / "dossier")
    assert checked.returncode == 0
    assert re.fullmatch(r"no mistakes: \d+ quotations and \d+ facts, found in 1 source\n", checked.stdout)
    assert set(starter.files()) <= set(everything(begun))


def test_what_was_found_is_counted_in_words_that_agree():
    assert (
        commands._findings(Verdict(found=(1, 1, 1)))
        == "no mistakes: 1 quotation and 1 fact, found in 1 source"
    )


def test_init_touches_no_project(begun, tmp_path):
    before = everything(begun)
    refused = run("init", begun)
    assert refused.returncode == 1
    assert "error[in-the-way]" in refused.stderr
    assert everything(begun) == before
    (tmp_path / "file").write_text("x")
    assert run("init", tmp_path / "file").returncode == 1


def test_every_schema_that_a_file_names_is_there(begun):
    for path in (begun / "dossier").rglob("*.yaml"):
        named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text("utf-8"))
        assert named, path
        assert json.loads((path.parent / named[1]).read_text("utf-8"))


# ── check ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_changed_word_is_shown_from_both_sides(project):
    change(project, CHAPTER, "food became scarcer", "food became scarce")
    told = run("check", cwd=project)
    assert told.returncode == 1
    assert "error[quotation-" in told.stdout
    assert f"--> {CHAPTER}:9:" in told.stdout
    assert "::: seeds/ten-days.txt:" in told.stdout
    assert told.stdout.endswith("1 error\n")
    assert "Traceback" not in told.stdout + told.stderr


def test_the_short_and_the_json_face(project):
    change(project, CHAPTER, "food became scarcer", "food became scarce")
    short = run("check", "--format", "short", cwd=project)
    assert re.fullmatch(rf"{CHAPTER}:9:\d+: error\[quotation-[a-z-]+\]: [^\n]+\n", short.stdout)
    told = json.loads(run("check", "--format", "json", cwd=project).stdout)
    assert (told["errors"], told["warnings"]) == (1, 0)
    assert told["diagnostics"][0]["primary"]["start"]["line"] == 9
    assert told["diagnostics"][0]["related"][0]["path"] == "seeds/ten-days.txt"
    assert short.returncode == 1


def test_a_folder_without_a_dossier(tmp_path):
    told = run("check", cwd=tmp_path)
    assert told.returncode == 1
    assert "dossier/dossier.yaml" in told.stdout


# ── build ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_refused_build_leaves_everything_as_it_was(project):
    change(project, CHAPTER, "food became scarcer", "food became scarce")
    before = everything(project)
    refused = run("build", cwd=project)
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert refused.stderr.endswith("1 error: nothing was written\n")
    assert everything(project) == before


def test_the_same_dossier_gives_the_same_bytes(project, begun, tmp_path):
    assert started("-C", project, "build", "-o", tmp_path / "again.pdf").returncode == 0
    assert (tmp_path / "again.pdf").read_bytes() == (begun / "build/my-dossier.pdf").read_bytes()


def test_a_handout_and_a_draft_have_names_of_their_own(project):
    change(project, CHAPTER, "food became scarcer", "food became scarce")
    before = everything(project)
    draft = run("build", "--draft", "--chapter", "bread", cwd=project)
    assert draft.returncode == 0
    assert "error[quotation-" in draft.stderr
    new = everything(project).keys() - before.keys()
    assert new == {"build/my-dossier-bread-draft.pdf"}
    assert draft.stdout == "build/my-dossier-bread-draft.pdf\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["build", "--edition", "prnt"], "there is no edition `prnt`; did you mean `print`?"),
        (["build", "--chapter", "braed"], "did you mean `bread`?"),
        (["build", "-o", "x.docx"], "ends in .pdf"),
        (["build", "--no-such"], "--no-such"),
        (["-C", "/nowhere", "build"], "there is no folder `/nowhere`"),
        (["schema", "chapters"], "did you mean `chapter`?"),
        (["nothing"], "nothing"),
    ],
)
def test_a_wrong_command_line(begun, arguments, words):
    told = (started if arguments == ["nothing"] else run)(*arguments, cwd=begun)
    assert told.returncode == 2
    assert words in told.stderr
    assert told.stdout == ""


def test_all_editions_are_made_by_one_command(project):
    with (project / "dossier/dossier.yaml").open("a") as file:
        file.write("editions:\n  print:\n    paper: A4\n  student:\n    from: print\n    paper: A5\n")
    told = run("build", "--all", "--verbose", cwd=project)
    assert told.returncode == 0
    assert told.stdout.splitlines() == ["build/my-dossier.pdf", "build/my-dossier-student.pdf"]
    form = r"my-dossier(-student)?\.pdf: \d+ pages, \d+ notes; .*fitted.*\n"
    assert re.fullmatch(f"{form}{form}", told.stderr)
    both = run("build", "--all", "--edition", "student", cwd=project)
    assert both.returncode == 2
    assert "leave `--edition` out" in both.stderr


def test_how_a_file_was_set_is_said_in_one_line():
    counted = LineCount(1842, (("beside a float", 3), ("right to left", 1)))
    assert made.how(Report(76, 1), Setting(LineRules(), counted)) == (
        "76 pages, 1 note; 1,842 paragraphs fitted; set line after line: 3 beside a float, 1 right to left; "
        "nothing laid out now, the rest known"
    )
    again = Setting(LineRules(fitted=False), LineCount(), ("town", "mill"), "it was asked for")
    assert made.how(Report(1, 0), again) == (
        "1 page, no notes; lines set one after another, as the edition asks; "
        "laid out again, so that nothing of `town` and `mill` is lost; laid out whole: it was asked for"
    )
    some = Setting(laid=(("town", 0.5), ("mill", 1.0), ("town", 0.5)))
    assert made.how(Report(2, 2), some) == (
        "2 pages, 2 notes; no paragraph fitted; 2 parts laid out now, the rest known"
    )
    assert "; 1 paragraph fitted" in made.how(Report(2, 2), Setting(lines=LineCount(1)))


def test_outputs_that_are_not_written_through(project, tmp_path):
    kept = tmp_path / "kept.pdf"
    kept.write_bytes(b"kept")
    (tmp_path / "link.pdf").symlink_to(kept)
    (tmp_path / "folder.pdf").mkdir()
    for name in ("link.pdf", "folder.pdf"):
        told = run("build", "-o", tmp_path / name, cwd=project)
        assert told.returncode == 1
        assert "error[output-refused]" in told.stderr
    told = run("build", "-o", kept / "x.pdf", cwd=project)
    assert (told.returncode, "error[output-unwritable]" in told.stderr) == (1, True)
    assert kept.read_bytes() == b"kept"


# ── hostile projects ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "file",
    [
        "/etc/passwd",
        "../../secret.txt",
        "file:///etc/passwd",
        "http://example.org/a.txt",
        "seeds/out.txt",
        "seeds/fifo",
        "seeds",
        "CON",
        "C:\\x",
        "\\\\host\\share",
    ],
)
def test_a_source_outside_or_not_a_file_is_refused_at_once(project, file):
    (project.parent / "secret.txt").write_text("SECRET")
    (project / "seeds/out.txt").symlink_to("../../secret.txt")
    os.mkfifo(project / "seeds/fifo")
    change(project, SOURCES, "seeds/ten-days.txt", file)
    begun = time.monotonic()
    told = (started if "fifo" in file else run)("check", cwd=project)  # what waits for ever has a limit there
    assert told.returncode == 1
    assert f"{SOURCES}:5:" in told.stdout
    assert "SECRET" not in told.stdout
    assert time.monotonic() - begun < 20


def test_nothing_that_steers_the_terminal_is_shown(project):
    name = "a\x1b]0;owned\x07\u202eb.txt"
    (project / "seeds" / name).write_text("x")
    change(project, SOURCES, "seeds/ten-days.txt", '"seeds/' + name.encode("unicode_escape").decode() + '"')
    change(project, CHAPTER, "food became scarcer", "food \u202e became")
    told = run("check", cwd=project)
    assert told.returncode == 1
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", told.stdout + told.stderr)
    assert "<U+202E>" in told.stdout


def test_colour_only_on_a_terminal_that_wants_it(project):
    change(project, CHAPTER, "food became scarcer", "food became scarce")
    assert "\x1b" not in run("check", cwd=project, FORCE_COLOR="1").stdout
    assert "\x1b[" in on_a_terminal("check", cwd=project)
    assert "\x1b[1;31m" not in on_a_terminal("check", cwd=project, NO_COLOR="1")


def on_a_terminal(*arguments, cwd, **changed):
    """Run with a terminal for output, and give what came."""
    master, slave = os.openpty()
    environment = ENVIRONMENT | {"TERM": "xterm"} | changed
    child = subprocess.Popen([*COMMAND, *arguments], cwd=cwd, env=environment, stdout=slave, stderr=slave)
    os.close(slave)
    seen = b""
    try:
        while piece := os.read(master, 65536):
            seen += piece
    except OSError:
        pass
    os.close(master)
    child.wait(60)
    return seen.decode()


# ── interruptions ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_build_leaves_everything_as_it_was(project, number, status):
    change(project, CHAPTER, "food became scarcer", "food became scarcer ")
    shutil.rmtree(project / "build/.cache")
    before = everything(project)
    child = subprocess.Popen(
        [*COMMAND, "build"], cwd=project, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    wait_for_a_child(child.pid)
    child.send_signal(number)
    _, told = child.communicate(timeout=30)
    assert child.returncode == status
    assert b"Traceback" not in told
    assert everything(project) == before


def wait_for_a_child(pid):
    """Wait until the process has a child: pandoc, or the layout."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    end = time.monotonic() + 30
    while time.monotonic() < end and not children.read_text():
        time.sleep(0.01)


def test_kills_at_any_moment_leave_a_whole_pdf(project):
    before = everything(project)
    for moment in (0.05, 0.4, 1.0, 1.6, 2.2):
        shutil.rmtree(project / "build/.cache", ignore_errors=True)
        child = subprocess.Popen(
            [*COMMAND, "build"],
            cwd=project,
            env=ENVIRONMENT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            child.wait(moment)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        assert everything(project) == before


def test_a_broken_pipe_is_quiet(project):
    change(project, CHAPTER, "food became scarcer", "food became scarce")
    child = subprocess.Popen(
        [*COMMAND, "check"], cwd=project, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    child.stdout.close()
    with child:
        told = child.stderr.read()
    assert (child.returncode, told) == (1, b"")


def test_a_fault_of_ours_says_so(project, monkeypatch, capsys):
    from roa_dossier import build
    from roa_dossier.cli import commands

    def broken(*arguments, **named):
        raise ZeroDivisionError("by \x1bzero")

    monkeypatch.setattr(build, "check", broken)
    shutil.rmtree(project / "build/.cache")  # what an earlier check found would be given
    monkeypatch.chdir(project)
    monkeypatch.setattr(signal, "signal", lambda number, handler: None)
    assert commands.status(["check"]) == 70
    told = capsys.readouterr().err
    assert "a fault of roa-dossier" in told
    assert "ZeroDivisionError: by <U+001B>zero" in told
    assert "Traceback" not in told
    monkeypatch.setenv("ROA_DOSSIER_TRACEBACK", "1")
    assert commands.status(["check"]) == 70
    assert "Traceback" in capsys.readouterr().err


def test_without_pandoc_one_is_told_what_to_type(project, monkeypatch, capsys):
    from roa_dossier import pandoc
    from roa_dossier.cli import commands

    monkeypatch.setattr(pandoc, "find_spec", lambda name: None)
    monkeypatch.chdir(project)
    monkeypatch.setattr(signal, "signal", lambda number, handler: None)
    assert commands.status(["check"]) == 3
    told = "error: pandoc is missing\n  = hint: type `pip install pypandoc_binary`\n"
    assert capsys.readouterr() == ("", told)


def loaded(project, *arguments):
    """Give the names of all modules that a command of a new process loads."""
    run = f"from roa_dossier.cli.commands import status\nstatus({[*arguments]})"
    code = f"import sys\n{run}\nprint(*sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=project, env=ENVIRONMENT, check=True
    )
    return {name.split(".")[0] for name in told.stdout.split()}


@pytest.mark.parametrize("command", [("check",), ("find", "bread")], ids=["check", "find"])
def test_what_makes_no_pdf_does_without_what_makes_and_reads_pdfs(project, command):
    shutil.rmtree(project / "build", ignore_errors=True)
    first, second = loaded(project, *command), loaded(project, *command)
    assert {"roa_dossier", "yaml", "typer"} <= first
    assert not first & {
        "weasyprint",
        "pydyf",
        "tinycss2",
        "pikepdf",
        "pypdfium2",
        "jinja2",
        "rich",
        "pypandoc",
    }
    assert not second & {"yaml", "markdown_it", "rapidfuzz", "charset_normalizer", "weasyprint", "pikepdf"}


def test_a_second_check_finds_the_citations_that_the_first_had_rendered(project):
    shutil.rmtree(project / "build")
    assert started("check", cwd=project).returncode == 0
    (kept,) = [path for path in (project / "build/.cache/citations").rglob("*") if path.is_file()]
    before = kept.stat().st_ino
    assert run("check", cwd=project).returncode == 0
    assert kept.stat().st_ino == before


def test_of_many_mistakes_a_person_sees_the_gravest_and_a_program_all(project):
    wrong = "".join(f"  - text: |\n      As is told [@ten-days], {year}.\n" for year in range(1700, 1850))
    wrong += "  - heading: A last one\n    hidden: yes\n"
    (project / CHAPTER).write_text(f"title: Many\nid: bread\nblocks:\n{wrong}", "utf-8")
    told = run("check", cwd=project)
    assert told.returncode == 1
    assert told.stdout.count("\nwarning[") + told.stdout.startswith("warning[") <= 99
    assert told.stdout.count("error[unknown-key]") == 1
    counted = json.loads(run("check", "--format", "json", cwd=project).stdout)
    every = len(counted["diagnostics"])
    assert counted["errors"] + counted["warnings"] == every > 150
    assert f"… and {every - 100} more; `roa-dossier check --format short` lists them all" in told.stdout
    assert len(run("check", "--format", "short", cwd=project).stdout.splitlines()) == every


# ── the other commands ──────────────────────────────────────────────────────────────────────────────


def test_help_and_version(begun):
    told = run("--help", cwd=begun)
    assert told.returncode == 0
    for command in ("build", "check", "find", "add", "init", "schema", "doctor"):
        assert re.search(rf"^  {command}\s+\S", told.stdout, re.M), command
        own = run(command, "--help", cwd=begun).stdout
        assert "Examples:\n    roa-dossier " in own
    assert re.fullmatch(r"roa-dossier \d+\.\d+\.\d+\n", started("--version", cwd=begun).stdout)


def test_find_prints_a_selector_that_passes(project):
    told = run("find", "average daily wage", cwd=project)
    assert told.returncode == 0
    head, *rest = told.stdout.split("\n")
    assert head == "R, ¶ 6, ll. 44–45 (exact)"
    block = "\n".join(line for line in rest[rest.index("  - quote:") :])
    with (project / CHAPTER).open("a", encoding="utf-8") as file:
        file.write("\n" + block)
    assert run("check", cwd=project).returncode == 0


def test_find_offers_what_is_similar_and_says_when_nothing_is(project):
    near = run("find", "food became scarse", cwd=project).stdout
    assert re.search(r"\(similar, \d+ of 100\)", near)
    assert "food became scarce" in near
    assert run("find", "xylophone quartz", cwd=project).stdout == "no passage reads like that\n"


def test_schemas_are_printed_and_written(project):
    printed = run("schema", "chapter", cwd=project).stdout
    shutil.rmtree(project / "dossier/.schema")
    assert run("schema", "--write", cwd=project).returncode == 0
    assert {path.stem for path in (project / "dossier/.schema").iterdir()} == SCHEMAS
    assert (project / "dossier/.schema/chapter.json").read_text("utf-8") == printed


def test_doctor_finds_what_is_there_and_what_is_not(project, tmp_path):
    told = run("doctor", cwd=project)
    assert told.returncode == 0, told.stdout
    assert told.stdout.count("ok  ") >= 6
    config = tmp_path / "fonts.conf"
    config.write_text("<fontconfig></fontconfig>")
    bare = started("doctor", cwd=project, FONTCONFIG_FILE=str(config))
    assert bare.returncode == 3
    assert "type: apt-get install fonts-linuxlibertine" in bare.stdout


def test_a_missing_font_ends_a_build_with_its_own_status(project, tmp_path):
    config = tmp_path / "fonts.conf"
    config.write_text("<fontconfig></fontconfig>")
    before = everything(project)
    told = run("build", cwd=project, FONTCONFIG_FILE=str(config))
    assert told.returncode == 3
    assert "font-missing" in told.stderr
    assert everything(project) == before
