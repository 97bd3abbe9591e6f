"""Who runs in turn, each over the same words: this project in five ways, Typst in two, XeLaTeX."""

from __future__ import annotations

import importlib.util
import json
import shutil
import statistics
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pypandoc
import pypdfium2

from speed import book, others
from speed.matter import matter
from speed.measuring import Run, measured

HERE = Path(__file__).resolve().parent
PROGRAM = Path(sys.executable).parent / "roa-dossier"
EDITS = 5
"""How many edits a resident process is given; the median counts."""
TYPST = "import typst; typst.compile('book.typ', output='book.pdf')"


@dataclass(slots=True)
class Shelf:
    """The book of one size, in folders of its own for each engine, and how often it was edited."""

    folder: Path
    chapters: int
    edits: int = 0

    def dossier(self, edit: int = 0) -> Path:
        """Lay out the dossier, with an edit in the middle or without."""
        place = self.folder / "dossier"
        book.write(place, self.chapters, self._edit(edit))
        return place

    def greedy(self) -> Path:
        """Lay out the dossier whose lines are broken one by one."""
        place = self.folder / "greedy"
        book.write(place, self.chapters, lines="greedy")
        return place

    def typst(self) -> Path:
        """Lay out the book for Typst."""
        place = self.folder / "typst"
        book.put(place, others.typst(matter(self.chapters)))
        return place

    def xelatex(self) -> Path:
        """Lay out the book for XeLaTeX, without what an earlier run left."""
        place = self.folder / "xelatex"
        shutil.rmtree(place, ignore_errors=True)
        book.put(place, others.markdown(matter(self.chapters)))
        return place

    def next_edit(self) -> int:
        """Give the seed of an edit that was not made yet."""
        self.edits += 1
        return 100 + self.edits

    def _edit(self, seed: int) -> dict[int, int]:
        return {(self.chapters + 1) // 2: seed} if seed else {}


def cold(shelf: Shelf, *options: str) -> Run:
    """Build the dossier with nothing kept from before."""
    place = shelf.dossier()
    clear(place)
    return built(place, *options)


def warm(shelf: Shelf) -> Run:
    """Build the dossier in a new process after an edit in the middle chapter."""
    place = shelf.dossier()
    if (first := built(place)).failed:  # mostly all of it is kept from the cold runs
        return first
    return built(shelf.dossier(shelf.next_edit()))


def single(shelf: Shelf) -> Run:
    """Build the whole dossier as one document, its lines broken one by one.

    The engine leaves numbers of pages wrong in some books, which are read and refused: they are laid out,
    bound and audited all the same, but nothing is written, and no pages can be counted.
    """
    place = shelf.greedy()
    clear(place)
    command = [str(PROGRAM), "-C", str(place), "build", "--single", "--format", "json"]
    spoken = measured(command, place)
    told = json.loads(spoken.said) if spoken.said.startswith("{") else {}
    wrong = {one["code"] for one in told.get("diagnostics", ()) if one["severity"] == "error"}
    if wrong == {"number-wrong"}:
        return replace(spoken.run, failed="")
    return counted(spoken.run, place / "build" / "book.pdf")


def resident(shelf: Shelf) -> Run:
    """Make the dossier again after edits, in a process that stays."""
    place = shelf.dossier()
    if (first := built(place)).failed:
        return first
    return stayed("ours", shelf, place, place / "build" / "book.pdf")


def typst(shelf: Shelf) -> Run:
    """Make the book with Typst, in a new process."""
    place = shelf.typst()
    return counted(measured([sys.executable, "-c", TYPST], place).run, place / "book.pdf")


def typst_resident(shelf: Shelf) -> Run:
    """Make the book with Typst again after edits, in a process that stays."""
    place = shelf.typst()
    return stayed("typst", shelf, place, place / "book.pdf")


def xelatex(shelf: Shelf) -> Run:
    """Make the book with pandoc and XeLaTeX, run until the page numbers stay."""
    place = shelf.xelatex()
    command = [sys.executable, str(HERE / "xelatex.py"), str(place), pypandoc.get_pandoc_path()]
    spoken = measured(command, place)
    run = counted(spoken.run, place / "book.pdf")
    return run if run.failed else replace(run, parts=json.loads(spoken.said.splitlines()[-1]))


def built(place: Path, *options: str) -> Run:
    """Run `roa-dossier build` over a project."""
    output = place / "build" / "book.pdf"
    output.unlink(missing_ok=True)  # what is there as it would be written is not written again
    run = measured([str(PROGRAM), "-C", str(place), "build", *options], place).run
    if not run.failed and not output.exists():
        return replace(run, failed="no PDF was written")
    return counted(run, output)


def stayed(whose: str, shelf: Shelf, place: Path, output: Path) -> Run:
    """Run a process that stays; seconds are the median of its edits, without the first making."""
    seeds = [str(shelf.next_edit()) for _ in range(EDITS)]
    command = [sys.executable, str(HERE / "resident.py"), whose, str(place), str(shelf.chapters), *seeds]
    spoken = measured(command, place)
    if spoken.run.failed:
        return spoken.run
    edits = [json.loads(line) for line in spoken.said.splitlines() if line.startswith("{")]
    middle = {name: statistics.median(edit[name] for edit in edits) for name in edits[0]}
    run = replace(spoken.run, wall=middle["book"], processor=middle["processor"], parts=middle)
    return counted(run, output)


def counted(run: Run, output: Path) -> Run:
    """Count the pages that a run has made."""
    if run.failed:
        return run
    with pypdfium2.PdfDocument(output) as made:
        return replace(run, pages=len(made))


def clear(place: Path) -> None:
    """Take away all that was built of a project and kept."""
    shutil.rmtree(place / "build", ignore_errors=True)


def has_typst() -> str:
    """Say why Typst cannot run; "" if it can."""
    return "" if importlib.util.find_spec("typst") else "the package `typst` is not installed"


def has_xelatex() -> str:
    """Say why XeLaTeX cannot run; "" if it can."""
    return "" if shutil.which("xelatex") else "XeLaTeX is not installed"


def always() -> str:
    """Say that nothing is missing."""
    return ""


@dataclass(frozen=True, slots=True)
class Contender:
    """Who runs: what the table calls it, what it does, and what says why it cannot."""

    label: str
    run: Callable[[Shelf], Run]
    missing: Callable[[], str] = always


CONTENDERS: Mapping[str, Contender] = {
    "single": Contender("`--single`, greedy lines", single),
    "cold-1": Contender("cold, 1 worker", lambda shelf: cold(shelf, "--workers", "1")),
    "cold-2": Contender("cold, 2 workers", lambda shelf: cold(shelf, "--workers", "2")),
    "warm": Contender("warm, new process", warm),
    "resident": Contender("resident", resident),
    "typst": Contender("Typst, new process", typst, has_typst),
    "typst-resident": Contender("Typst, resident", typst_resident, has_typst),
    "xelatex": Contender("pandoc and XeLaTeX", xelatex, has_xelatex),
}
"""By name, in the order in which they run."""
