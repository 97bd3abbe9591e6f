"""How fast a book is made: this project, Typst and XeLaTeX over the same synthetic book, by turns.

usage: python bench/speed.py [--sizes 27,108,310,1019] [--only cold-2,warm] [--repeat 3] [--json FILE]
       python bench/speed.py --check [--repeat 5]
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

from speed import tables
from speed.contenders import CONTENDERS, Shelf
from speed.measuring import Run, looked_at
from speed.root import checked
from speed.tables import Runs

CHAPTERS = {27: 2, 108: 10, 310: 30, 1019: 100}
"""How many chapters come nearest to so many pages."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=sizes, default=list(CHAPTERS), help="pages, of " + listed(CHAPTERS))
    parser.add_argument("--only", type=names, default=list(CONTENDERS), help="of " + listed(CONTENDERS))
    parser.add_argument("--repeat", type=int, default=1, help="how often each; the median is printed")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write every run")
    parser.add_argument("--check", action="store_true", help="measure the dossier of the repository instead")
    given = parser.parse_args()
    print(tables.machine(), "\n")
    if given.check:
        for line in tables.root(checked(given.repeat)):
            print(line, flush=True)
        return
    runs: dict[int, Runs] = {}
    with tempfile.TemporaryDirectory() as folder:
        for _ in by_turns(Shelf(Path(folder) / "first", 1), given.only, 1):
            pass  # so that programs and faces are in the memory of the machine before anything is measured
        for size in given.sizes:
            runs[size] = {}
            for name, run in by_turns(
                Shelf(Path(folder) / str(size), CHAPTERS[size]), given.only, given.repeat
            ):
                runs[size].setdefault(name, []).append(run)
                print(f"{size} {name}: {tables.said(run)}", flush=True)
                if given.json:
                    given.json.write_text(written(runs), "utf-8")
    for line in tables.all_of(runs):
        print(line)


def by_turns(shelf: Shelf, wanted: list[str], repeat: int) -> Iterator[tuple[str, Run]]:
    """Run each in its turn, so often; what is not installed is named once.

    The clock is that of runs that nobody looks on at. Memory and the processor's seconds are those of one
    more, before them: to look on takes of the processors that only some of them leave idle.
    """
    seen: dict[str, Run] = {}
    for name in wanted:
        if why := CONTENDERS[name].missing():
            yield name, Run(failed=why)
            continue
        with looked_at():
            seen[name] = CONTENDERS[name].run(shelf)
    for _ in range(repeat):
        for name, first in seen.items():
            run = CONTENDERS[name].run(shelf)
            yield name, replace(run, peak=first.peak, processor=first.processor)


def written(runs: dict[int, Runs]) -> str:
    """Write every run as JSON, with the machine."""
    plain = {
        str(size): {name: [asdict(run) for run in those] for name, those in of_size.items()}
        for size, of_size in runs.items()
    }
    return json.dumps({"machine": tables.machine(), "runs": plain}, indent=1)


def sizes(words: str) -> list[int]:
    """Read a list of sizes."""
    return [one for one in CHAPTERS if str(one) in chosen(words, [str(size) for size in CHAPTERS])]


def names(words: str) -> list[str]:
    """Read a list of who runs."""
    return [name for name in CONTENDERS if name in chosen(words, list(CONTENDERS))]


def chosen(words: str, known: list[str]) -> list[str]:
    """Read a list of what is known."""
    given = words.split(",")
    if strange := [one for one in given if one not in known]:
        raise argparse.ArgumentTypeError(f"{', '.join(strange)} is none of {listed(known)}")
    return given


def listed(known: object) -> str:
    """List what may be chosen."""
    return ", ".join(map(str, known))  # type: ignore[call-overload]


if __name__ == "__main__":
    main()
