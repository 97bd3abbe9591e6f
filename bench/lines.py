"""How well lines are set: ours, plain and fitted, beside Typst's and XeLaTeX's; or those of any finished PDF.

usage: python bench/lines.py --pdf FILE.pdf
"""

from __future__ import annotations

import argparse
from pathlib import Path

import line_measure
from line_measure import Figures, Line

LOOSE_IN_A_BOOK = 2.0
"""Over how many times the median of its size a mean gap is loose in a finished book."""

KINDS = {
    "loose": "loose",
    "ladders": "ladder",
    "runts": "runt",
    "overfull": "overfull",
    "over_pages": "broken over pages",
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pdf", type=Path, metavar="FILE", help="measure a finished PDF")
    given = parser.parse_args()
    if given.pdf:
        print(book(line_measure.lines(given.pdf)))


def book(found: tuple[Line, ...]) -> str:
    """Tell how the lines of a finished book are set, by their size, and which one ought to look at."""
    sizes = {
        size: [line for line in found if line.size == size] for size in sorted({one.size for one in found})
    }
    told = {size: line_measure.figures(lines, LOOSE_IN_A_BOOK) for size, lines in sizes.items()}
    rows = [
        "| size pt | justified | median gap pt | 95 % | greatest | loose (> 2 ×) | hyphenated "
        "| ladders | runts | overfull | broken over pages |",
        "|---" * 11 + "|",
    ]
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
