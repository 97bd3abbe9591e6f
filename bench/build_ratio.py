"""A whole build against a bare WeasyPrint run over the same HTML, by turns, each in a fresh process.

usage: python bench/build_ratio.py [--rounds 3] [--only root|book]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import pickle
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VOCABULARY = """
the of and a to in is that it was for on are as with they be at one have this from or had by report
official statement ministry region program deputy commission analysis agency document archive evidence
committee officer regional registry company director transfer contract procurement investigation public
record source interview letter memorandum appendix structure department bureau history appointment
election governor brigade regiment battalion commander rank general colonel major captain lieutenant
service decorated dismissed resigned significant preliminary approximately subsequently nevertheless
infrastructure responsibility administration international organisation representation correspondence
headquarters
"""
WORDS = VOCABULARY.split()

CAPTURE = """
import pickle, sys
from pathlib import Path
from roa_dossier import build, layout
from roa_dossier.world import Disk
pages = layout.pages
def keep(manuscripts, typesetting, late):
    parts = []
    def kept(places):
        parts.extend(late(places) or ())
        return tuple(parts)
    laid = pages(manuscripts, typesetting, kept)
    printed = layout.in_print(manuscripts, tuple(parts))
    Path(sys.argv[2]).write_bytes(pickle.dumps(layout.commissioned(printed, typesetting)))
    return laid
layout.pages = keep
built = build.build(Disk(Path(sys.argv[1])), output="bench.pdf", draft=True)
print(built.report.pages, built.report.notes, len(built.report.late))
"""

BUILD = """
import sys
from pathlib import Path
from roa_dossier import build
from roa_dossier.world import Disk
built = build.build(Disk(Path(sys.argv[1])), output="bench.pdf", draft=True)
assert built.output, built.diagnostics
"""

BARE = """
import pickle, sys
import weasyprint
from pathlib import Path
html, css = pickle.loads(Path(sys.argv[1]).read_bytes())
weasyprint.HTML(string=html).write_pdf(sys.argv[2], stylesheets=[weasyprint.CSS(string=one) for one in css])
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=("root", "book"))
    given = parser.parse_args()
    print(
        f"Python {platform.python_version()}, WeasyPrint {version('weasyprint')}, pydyf {version('pydyf')},"
    )
    print(f"pikepdf {version('pikepdf')}, {os.cpu_count()} cores\n")
    print("| book | pages | notes | build s | bare s | ratio | target |\n|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        if given.only != "book":
            print(measured("dossier", ROOT, room, given.rounds, 1.5), flush=True)
        if given.only != "root":
            print(measured("synthetic", synthetic(room / "book"), room, given.rounds, 1.2), flush=True)


def measured(name: str, project: Path, room: Path, rounds: int, target: float) -> str:
    """Measure one project and give its line of the table."""
    job, page = room / f"{name}.job", room / f"{name}.html"
    pages, notes, _ = run(CAPTURE, project, job).split()
    kept = pickle.loads(job.read_bytes())
    html = "\n".join((kept.head, *(section for _, section in kept.sections), "</body></html>"))
    page.write_bytes(pickle.dumps((html, [text for _, text in kept.css])))
    build: list[float] = []
    bare: list[float] = []
    for _ in range(rounds):
        build.append(seconds(BUILD, project))
        bare.append(seconds(BARE, page, room / "bare.pdf"))
    ours, theirs = statistics.median(build), statistics.median(bare)
    ratio = ours / theirs
    return f"| {name} | {pages} | {notes} | {ours:.2f} | {theirs:.2f} | {ratio:.2f} | {target} |"


def run(program: str, *arguments: Path) -> str:
    """Run a program in a fresh process and give what it prints."""
    home = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        env=home,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


def seconds(program: str, *arguments: Path) -> float:
    """Time a program in a fresh process."""
    start = time.perf_counter()
    run(program, *arguments)
    return time.perf_counter() - start


def synthetic(folder: Path, chapters: int = 10, sections: int = 9) -> Path:
    """Write a project whose book has about a hundred pages: per page 350 words, two notes, one reference."""
    chance = random.Random(7)
    source = "\n\n".join(sentence(chance, 60) for _ in range(400)) + "\n"
    (folder / "seeds").mkdir(parents=True)
    (folder / "dossier" / "chapters").mkdir(parents=True)
    (folder / "seeds" / "town.txt").write_text(source, "utf-8")
    digest = hashlib.sha256(source.encode()).hexdigest()
    names = [f"{number:02}" for number in range(1, chapters + 1)]
    listed = "".join(f"  - chapters/{name}.yaml\n" for name in names)
    head = "name: synthetic\ntitle: A synthetic book\nlanguage: en-GB\ndate: 2026-11-21\nchapters:\n"
    (folder / "dossier" / "dossier.yaml").write_text(head + listed, "utf-8")
    (folder / "dossier" / "sources.yaml").write_text(
        f"town:\n  file: seeds/town.txt\n  sha256: {digest}\n  siglum: T\n  reads-as: plain\n"
        "  standing: secondary\n  kind: reference\n"
        "  reference:\n    type: document\n    title: The town\n    language: en\n",
        "utf-8",
    )
    passages = source.split("\n\n")
    for name in names:
        written = chapter(chance, name, sections, passages, names)
        (folder / "dossier" / "chapters" / f"{name}.yaml").write_text(written, "utf-8")
    return folder


def chapter(chance: random.Random, name: str, sections: int, passages: list[str], names: list[str]) -> str:
    """Write a chapter: sections of four paragraphs, a quotation, at last a table."""
    lines = [f"title: {json.dumps(sentence(chance, 5).rstrip('.'))}", f"id: chapter-{name}", "blocks:"]
    for number in range(sections):
        lines += [f"  - heading: {sentence(chance, 4).rstrip('.')}", f"    id: head-{name}-{number}"]
        for paragraph in range(4):
            text = " ".join(sentence(chance, 15) for _ in range(6))
            extra = f" See {{ref:chapter-{chance.choice(names)}}}." if paragraph == 1 else ""
            note = f"^[{sentence(chance, 14)}]" if paragraph in (0, 2) else ""
            lines += ["  - text: |", f"      {text}{note}{extra}"]
        if number % 2:
            words = chance.choice(passages).strip()
            lines += ["  - quote:", "      source: town", "      exact: |", f"        {words}"]
    lines += ["  - title: A table", "    table:", "      columns:", *["        - Column"] * 3, "      rows:"]
    for _ in range(12):
        cells = [sentence(chance, 3).rstrip(".") for _ in range(3)]
        lines += [f"        - - {cells[0]}", *(f"          - {cell}" for cell in cells[1:])]
    return "\n".join(lines) + "\n"


def sentence(chance: random.Random, words: int) -> str:
    """Make up a sentence."""
    text = " ".join(chance.choice(WORDS) for _ in range(words))
    return text[0].upper() + text[1:] + "."


if __name__ == "__main__":
    main()
