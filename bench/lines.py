"""How well lines are set: ours, plain and fitted, beside Typst's and XeLaTeX's; or those of any finished PDF.

usage: python bench/lines.py [--languages en,de] [--measures 136,100] [--setters plain,fitted,typst,xelatex]
       python bench/lines.py --pdf FILE.pdf
       python bench/lines.py --cost [--rounds 3]
"""

from __future__ import annotations

import argparse
import platform
import tempfile
from collections.abc import Iterator
from pathlib import Path

import line_cost
import line_measure
from line_measure import Figures, Line
from line_setters import LANGUAGES, SETTERS, Task, prose

PROSE = Path(__file__).resolve().parent / "prose"

LOOSE, LOOSE_IN_A_BOOK = 1.5, 2.0
"""Over how many times the median a mean gap is loose: in prose of one size, in a book by its sizes."""

COLUMNS = "median gap pt | 95 % | greatest | loose | hyphenated | ladders | runts | overfull |"

KINDS = {
    "loose": "loose",
    "ladders": "ladder",
    "runts": "runt",
    "overfull": "overfull",
    "over_pages": "broken over pages",
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--languages", type=_listed, default=list(LANGUAGES))
    parser.add_argument("--measures", type=_listed, default=["136", "100", "70"], help="millimetres")
    parser.add_argument("--setters", type=_listed, default=list(SETTERS))
    parser.add_argument("--prose", type=Path, default=PROSE, help="the folder with en.txt, de.txt, …")
    parser.add_argument("--pdf", type=Path, metavar="FILE", help="measure a finished PDF instead")
    parser.add_argument("--cost", action="store_true", help="measure the layout's time instead")
    parser.add_argument("--rounds", type=int, default=3, help="how often for --cost")
    given = parser.parse_args()
    if given.pdf:
        print(book(line_measure.lines(given.pdf)))
    elif given.cost:
        paragraphs = prose((given.prose / "en.txt").read_text("utf-8"))
        for line in line_cost.table(paragraphs, given.rounds):
            print(line, flush=True)
    else:
        for line in table(
            given.languages, [float(one) for one in given.measures], given.setters, given.prose
        ):
            print(line, flush=True)


def _listed(text: str) -> list[str]:
    return text.split(",")


def table(languages: list[str], measures: list[float], setters: list[str], folder: Path) -> Iterator[str]:
    """Set each language's prose in each measure by each setter, and give the lines of a table."""
    here = {name: SETTERS[name].version() for name in setters}
    versions = dict.fromkeys(version for version in here.values() if version)
    yield "; ".join((f"Python {platform.python_version()}", *versions))
    absent = [name for name, version in here.items() if not version]
    lacking = [name for name in languages if not (folder / f"{name}.txt").exists()]
    yield from (f"not installed: {name}" for name in absent)
    yield from (f"no prose: {name}" for name in lacking)
    yield f"\n| language | mm | setter | lines | {COLUMNS}"
    yield "|---" * 12 + "|"
    with tempfile.TemporaryDirectory() as room:
        for language in languages:
            if language in lacking:
                continue
            paragraphs = prose((folder / f"{language}.txt").read_text("utf-8"))
            for measure in measures:
                for name in setters:
                    if name in absent:
                        continue
                    file = Path(room) / "set.pdf"
                    SETTERS[name].sets(Task(paragraphs, language, measure), file)
                    yield row(f"{language} | {measure:g} | {name}", line_measure.whole(file, LOOSE))


def book(found: tuple[Line, ...]) -> str:
    """Tell how the lines of a finished book are set, by their size, and which one ought to look at."""
    told = {
        size: line_measure.figures([line for line in found if line.size == size], LOOSE_IN_A_BOOK)
        for size in sorted({line.size for line in found})
    }
    rows = [f"| size pt | lines | {COLUMNS} broken over pages |", "|---" * 11 + "|"]
    rows += [row(f"{size}", one) + f" {len(one.over_pages)} |" for size, one in told.items() if _matters(one)]
    worst = [
        (line.page, -line.base, f"p. {line.page}, {size} pt, {_why(kind, line, one)}: {line.text}")
        for size, one in told.items()
        for kind in KINDS
        for line in getattr(one, kind)
    ]
    return "\n".join([*rows, "", *(text for _, _, text in sorted(worst))])


def _matters(one: Figures) -> bool:
    return bool(one.lines or one.ladders or one.over_pages)


def _why(kind: str, line: Line, one: Figures) -> str:
    return f"{KINDS[kind]} {line.gap / one.median:.2f} ×" if kind == "loose" else KINDS[kind]


def row(name: str, one: Figures) -> str:
    """Give a line of a table."""
    return (
        f"| {name} | {one.lines:,} | {one.median:.2f} | {one.percentile:.2f} | {one.greatest:.2f} "
        f"| {part(len(one.loose), one.lines)} | {part(one.hyphenated, one.lines)} | {len(one.ladders)} "
        f"| {len(one.runts)} | {len(one.overfull)} |"
    )


def part(count: int, of: int) -> str:
    """Give a count as a part of all, in per cent."""
    return f"{100 * count / of:.1f} % ({count})" if of else "–"


if __name__ == "__main__":
    main()
