"""The synthetic book that speed is measured with: always the same, edited in one place, without mistakes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from roa_dossier import build
from roa_dossier.world import Disk

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "bench"))

from speed import book, measuring, others, tables  # noqa: E402
from speed.matter import matter  # noqa: E402
from speed.measuring import Run  # noqa: E402


def told(folder: Path) -> dict[str, bytes]:
    """Give the files of a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_book_is_written_twice(tmp_path):
    book.write(tmp_path / "one", 2)
    book.write(tmp_path / "two", 2)
    assert told(tmp_path / "one") == told(tmp_path / "two")


def test_an_edit_changes_words_of_one_chapter_only(tmp_path):
    book.write(tmp_path, 3)
    before = told(tmp_path)
    book.write(tmp_path, 3, {2: 7})
    after = told(tmp_path)
    assert [path for path in after if after[path] != before.get(path)] == ["dossier/chapters/002.yaml"]
    lines = [text["dossier/chapters/002.yaml"].decode("utf-8").split("\n") for text in (before, after)]
    places = [number for number, (old, new) in enumerate(zip(*lines, strict=True)) if old != new]
    assert len(lines[0]) / 3 < places[0] <= places[-1] < 2 * len(lines[0]) / 3
    assert places[-1] - places[0] < 10
    assert [len("\n".join(each)) for each in lines] == [len(before["dossier/chapters/002.yaml"].decode())] * 2
    book.write(tmp_path, 3)
    assert told(tmp_path) == before


def test_what_is_written_already_is_left_alone(tmp_path):
    book.write(tmp_path, 2)
    for path in tmp_path.rglob("*.yaml"):
        path.chmod(0o444)
    times = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.yaml")}
    book.write(tmp_path, 2)
    assert times == {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.yaml")}


def test_a_book_of_one_chapter_has_no_mistake(tmp_path):
    book.write(tmp_path, 1)
    proof = build.check(Disk(tmp_path))
    assert proof.diagnostics == ()
    assert proof.apparatus is not None


def test_every_engine_is_given_the_same_notes_and_references():
    made = matter(2, {1: 3})
    typst = "".join(text for _, text in others.typst(made))
    markdown = "".join(text for _, text in others.markdown(made))
    outline = "".join(text for path, text in book.files(made) if "chapters/" in path)
    notes = outline.count("^[") + outline.count("[@source]") + outline.count("- quote:")
    assert (typst.count("#footnote["), markdown.count("^[")) == (notes, notes) == (40, 40)
    references = outline.count("{ref:")
    assert (typst.count("#ref("), markdown.count("\\pageref")) == (references, references) == (20, 20)


def test_a_command_that_fails_is_told_with_its_last_words(tmp_path):
    program = "import sys; print('begun'); sys.exit('no such option: --workers')"
    spoken = measuring.measured([sys.executable, "-c", program], tmp_path)
    assert spoken.run.failed == "exit 1: no such option: --workers"
    assert spoken.said == "begun\n"


def test_only_what_is_looked_at_has_a_memory(tmp_path):
    command = [sys.executable, "-c", "import time; held = b'x' * 60_000_000; time.sleep(0.3)"]
    with measuring.looked_at():
        assert measuring.measured(command, tmp_path).run.peak > 60
    assert measuring.measured(command, tmp_path).run.peak == 0


def test_memory_is_that_of_the_whole_tree(tmp_path):
    inner = "held = b'x' * 60_000_000; print(len(held), flush=True); input()"
    outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}], check=True)"
    with subprocess.Popen(
        [sys.executable, "-c", outer], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "60000000\n"
        assert len(measuring.tree(process.pid)) == 2
        assert measuring.memory(process.pid) > 60
        process.communicate("\n")
    assert measuring.memory(process.pid) == 0


def test_tables_say_what_was_reached_and_missed():
    runs = {
        "single": [Run(40, 40, 400, 109), Run(50, 50, 400, 109), Run(44, 44, 400, 109)],
        "cold-2": [Run(11, 20, 200, 109)],
        "warm": [Run(failed="exit 2: no such option")],
        "xelatex": [Run(10, 10, 100, 112, parts={"runs": 8.0})],
    }
    lines = list(tables.all_of({108: runs, 310: runs}))
    assert "| 108 | `--single`, greedy lines | 109 | 44.0 | 44.0 | 400 | 1.00 | 4.40 |  |" in lines
    assert "| 108 | warm, new process | – | exit 2: no such option | | | | | |" in lines
    assert "| 108 | XeLaTeX alone | 112 | 8.00 |  |  | 0.18 | 0.80 |  |" in lines
    assert "| cold, 2 workers ÷ `--single` | 0.25 (≤ 0.5) | 0.25 (≤ 0.3) |" in lines
    assert "| cold, 2 workers ÷ pandoc and XeLaTeX | 1.10 (≤ 1: missed) | 1.10 (≤ 1: missed) |" in lines
    assert "| warm, s | – | – |" in lines
