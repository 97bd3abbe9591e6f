"""The book through pandoc and XeLaTeX, until the page numbers stay as they are.

usage: python bench/speed/xelatex.py FOLDER PANDOC

Prints a line of JSON: the seconds that pandoc took, those of the runs of XeLaTeX, and how many there were.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

MOST = 4
"""How many runs there are at most."""


def main() -> None:
    """Make the PDF."""
    folder, pandoc = Path(sys.argv[1]), sys.argv[2]
    start = time.perf_counter()
    options = ["-s", "-t", "latex", "--top-level-division=chapter", "-o", "book.tex"]
    subprocess.run([pandoc, "book.md", *options], cwd=folder, check=True)
    written = time.perf_counter()
    runs, before = 0, b""
    while runs < MOST and (runs == 0 or before != numbers(folder)):
        before = numbers(folder)
        subprocess.run(
            ["xelatex", "-interaction=batchmode", "-halt-on-error", "book.tex"],
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        runs += 1
    end = time.perf_counter()
    print(json.dumps({"pandoc": written - start, "runs": end - written, "times": runs}))


def numbers(folder: Path) -> bytes:
    """Give what a run leaves for the next one."""
    kept = [folder / f"book.{name}" for name in ("aux", "toc", "lot", "out")]
    return b"".join(path.read_bytes() for path in kept if path.exists())


if __name__ == "__main__":
    main()
