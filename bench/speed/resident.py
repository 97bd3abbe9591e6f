"""A process that stays and makes the book again after each edit: ours or Typst's.

usage: python bench/speed/resident.py ours|typst FOLDER CHAPTERS SEED SEED …

Prints a line of JSON for each edit: seconds until the edited chapter and until the whole book is there, and
those of the processor.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from speed import book, others
from speed.matter import matter
from speed.measuring import processor

Made = Callable[[], float]
"""Makes the book again and gives the moment (`time.perf_counter`) in which the edited chapter was there."""


def main() -> None:
    """Open a book, edit it and make it again."""
    whose, folder, chapters = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    again = RESIDENTS[whose](folder)
    again()
    for seed in map(int, sys.argv[4:]):
        WRITERS[whose](folder, chapters, seed)
        used, start = processor(os.getpid()), time.perf_counter()
        shown = again()
        end = time.perf_counter()
        used = processor(os.getpid()) - used
        print(json.dumps({"chapter": shown - start, "book": end - start, "processor": used}), flush=True)


def typst(folder: Path) -> Made:
    """Open a book with Typst."""
    import typst as library

    compiler = library.Compiler(str(folder / "book.typ"))

    def again() -> float:
        compiler.compile(output=str(folder / "book.pdf"))
        return time.perf_counter()

    return again


def ours(folder: Path) -> Made:
    """Open a book with the dossier builder, as `watch` keeps it open."""
    from roa_dossier import build
    from roa_dossier.build.workshop import Workshop
    from roa_dossier.world import Disk

    world, shop = Disk(folder), Workshop()
    atexit.register(shop.close)

    def again() -> float:
        moments: list[float] = []
        built = build.build(world, shop=shop, early=lambda shown: moments.append(time.perf_counter()))
        if not built.output:
            raise SystemExit("the book was refused")
        gc.freeze()  # between two edits, as where somebody types
        return moments[0] if moments else time.perf_counter()

    return again


def write_ours(folder: Path, chapters: int, seed: int) -> None:
    """Save an edit in the middle of a dossier."""
    book.write(folder, chapters, {middle(chapters): seed})


def write_typst(folder: Path, chapters: int, seed: int) -> None:
    """Save an edit in the middle of a book for Typst."""
    book.put(folder, others.typst(matter(chapters, {middle(chapters): seed})))


def middle(chapters: int) -> int:
    """Give the number of the chapter that is edited."""
    return (chapters + 1) // 2


RESIDENTS: dict[str, Callable[[Path], Made]] = {"ours": ours, "typst": typst}
WRITERS: dict[str, Callable[[Path, int, int], None]] = {"ours": write_ours, "typst": write_typst}


if __name__ == "__main__":
    main()
