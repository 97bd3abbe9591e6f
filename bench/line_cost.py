"""What fitted lines cost: the same matter laid out fitted and plain, by turns, in fresh processes."""

from __future__ import annotations

import os
import pickle
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHEETS = ("tokens", "page", "text", "apparatus")
TARGET = 1.2

CAPTURE = """
import pickle, sys
from pathlib import Path
from roa_dossier.frozen import replace
from roa_dossier import build, layout
from roa_dossier.world import Disk
pages = layout.pages
def keep(manuscripts, typesetting, late):
    parts = []
    def kept(places):
        parts.extend(late(places) or ())
        return tuple(parts)
    laid = pages(manuscripts, typesetting, kept)
    matter = layout.in_print(manuscripts, tuple(parts)), typesetting
    Path(sys.argv[2]).write_bytes(pickle.dumps(matter))
    return laid
layout.pages = keep
build.build(Disk(Path(sys.argv[1])), output="bench.pdf", draft=True)
"""

LAYOUT = """
import pickle, resource, sys
from pathlib import Path
from roa_dossier import layout, pdf
manuscripts, typesetting = pickle.loads(Path(sys.argv[1]).read_bytes())
lines = replace(typesetting.lines, fitted=sys.argv[2] == "fitted")
laid = layout.pages(manuscripts, replace(typesetting, lines=lines)).value
used = resource.getrusage(resource.RUSAGE_CHILDREN)
with pdf.drawing(laid.pdf) as drawn:
    print(used.ru_utime + used.ru_stime, len(drawn), laid.lines.fitted)
"""


def table(paragraphs: tuple[str, ...], rounds: int) -> Iterator[str]:
    """Give the lines of a table: seconds of the processor that the layout takes, and their ratio."""
    yield "| matter | pages | paragraphs fitted | fitted s | plain s | ratio | target |"
    yield "|---" * 7 + "|"
    with tempfile.TemporaryDirectory() as folder:
        noted, book = Path(folder) / "noted", Path(folder) / "book"
        noted.write_bytes(pickle.dumps(with_notes(paragraphs)))
        yield compared("prose with notes", noted, rounds)
        _run(CAPTURE, str(ROOT), str(book))
        yield compared("dossier", book, rounds)


def compared(name: str, matter: Path, rounds: int) -> str:
    """Lay out pickled matter by turns and give its line of the table."""
    seconds: dict[str, list[float]] = {"fitted": [], "plain": []}
    told: dict[str, list[str]] = {}
    for _ in range(rounds):
        for way, taken in seconds.items():
            used, *told[way] = _run(LAYOUT, str(matter), way).split()
            taken.append(float(used))
    fitted, plain = (statistics.median(taken) for taken in seconds.values())
    pages, paragraphs = told["fitted"]
    return (
        f"| {name} | {pages} | {paragraphs} | {fitted:.2f} | {plain:.2f} | {fitted / plain:.2f} | {TARGET} |"
    )


def with_notes(paragraphs: tuple[str, ...]) -> tuple[object, object]:
    """Make a manuscript and a typesetting of prose, every other paragraph with a note of its first words."""
    from roa_dossier.model.book import ExpectedNote, Manuscript, Typesetting

    body, notes = [], []
    for number, text in enumerate(paragraphs, 1):
        note = ""
        if number % 2:
            words = " ".join(text.split()[:25])
            notes.append(ExpectedNote(number, f"n{number}", f"c{number}", words))
            note = (
                f'<span class="call" id="c{number}" data-n="{number}"></span>'
                f'<span class="note" id="n{number}" data-n="{number}">{escape(words)}</span>'
            )
        body.append(f"<p>{escape(text)}{note}</p>")
    html = f'<section class="chapter" id="prose"><div class="block text">{"".join(body)}</div></section>'
    css = tuple((f"{name}.css", (ROOT / f"styles/{name}.css").read_text("utf-8")) for name in SHEETS)
    return (Manuscript("prose", "Prose", html, tuple(notes)),), Typesetting("Prose", "en-US", css)


def _run(program: str, *arguments: str) -> str:
    home = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], env=home, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout
