"""Whether a book is the same after each of many edits as one that is made from nothing.

A small book is kept open as `watch` keeps it, edited again and again at random (a word here, a sentence
there, a paragraph more or less, a note), and bound after each edit; each time it is made from nothing, too,
with no cache and other workers. The bytes must be the same.

    .venv/bin/python bench/edits.py [EDITS] [--seed N] [--project FOLDER] [--build]

With `--build` processes are begun for each edit, as by `build`, and find on the disk what those before kept.

Without a folder it makes the synthetic book of two chapters (27 pages). An edit takes about two seconds on
two cores.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from roa_dossier import build
from roa_dossier.build.workshop import Workshop
from roa_dossier.world import Disk

sys.path.insert(0, str(Path(__file__).parent))
from speed import book

TEXT = re.compile(r"      [^\[\]{}^\"'|*_#>-]{30,}")
"""A line of running text without marks of its own."""

NOTE = "^[A note of ours, put in by chance {}.]"


class Uncached(Disk):
    """A project of which nothing is kept, and whose PDF stays in memory."""

    def kept(self, name):
        return None

    def keep(self, name, data, limit=None):
        pass

    def write(self, path, data):
        WRITTEN[path] = data


WRITTEN = {}


class Unwritten(Disk):
    """A project whose PDF stays in memory."""

    def write(self, path, data):
        WRITTEN[path] = data


def edited(lines, dice):
    """Give the lines of a chapter with one change, and what was changed."""
    at = dice.choice([at for at, line in enumerate(lines) if TEXT.fullmatch(line)])
    words = lines[at].split()
    place = dice.randrange(1, len(words) - 1)
    match dice.randrange(7):
        case 0:
            words[place] = words[place][::-1]
        case 1:
            words[place : place + dice.randrange(1, 4)] = []
        case 2:
            words[place:place] = dice.sample(words, min(5, len(words)))
        case 3:
            words[place] += NOTE.format(dice.choice("abcdefgh") * dice.randrange(1, 60))
        case 4:
            return [
                *lines[:at],
                *([f"      {' '.join(words)}"] * dice.randrange(2, 12)),
                *lines[at + 1 :],
            ], "lines"
        case 5:
            return [*lines[: at + 1], "", *lines[at + 1 :]], "paragraph"
        case _:
            return [*lines[:at], *lines[at + 1 :]] if len(lines) > 60 else lines, "line less"
    return [*lines[:at], f"      {' '.join(words)}", *lines[at + 1 :]], "words"


def made(world, shop, early=None):
    """Build, and give the PDF's bytes, or the messages where there is none."""
    WRITTEN.clear()
    built = build.build(world, shop=shop, early=early)
    if built.output:
        return WRITTEN[built.output], built
    return repr(built.diagnostics).encode(), built


def main():
    reading = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    reading.add_argument("edits", type=int, nargs="?", default=200)
    reading.add_argument("--seed", type=int, default=1)
    reading.add_argument("--project", type=Path)
    reading.add_argument("--build", action="store_true")
    asked = reading.parse_args()
    dice, kinds, wrong, whole, early = random.Random(asked.seed), Counter(), [], Counter(), Counter()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "book"
        if asked.project:
            shutil.copytree(asked.project, root, ignore=shutil.ignore_patterns("build", ".venv", ".git"))
        else:
            book.write(root, 2)
        chapters = sorted((root / "dossier/chapters").glob("*.yaml"))
        with (
            ProcessPoolExecutor(2, get_context("forkserver")) as pool,
            Workshop() as kept,
        ):
            made(Unwritten(root), kept, lambda shown: None)
            chapter = dice.choice(chapters)
            for number in range(1, asked.edits + 1):
                chapter = dice.choice(chapters) if dice.random() < 0.2 else chapter
                before = chapter.read_text("utf-8")
                lines, kind = edited(before.split("\n"), dice)
                chapter.write_text("\n".join(lines), "utf-8")
                if asked.build:
                    with Workshop() as opened:
                        ours, built = made(Unwritten(root), opened)
                else:
                    ours, built = made(Unwritten(root), kept, lambda shown: early.update(["shown"]))
                anew, other = made(Uncached(root), Workshop(executor=pool))
                kinds[kind] += 1
                whole[built.setting.whole if built.setting else "refused"] += 1
                if ours != anew or built.diagnostics != other.diagnostics:
                    wrong.append(number)
                    Path(f"edit-{number}-kept.pdf").write_bytes(ours)
                    Path(f"edit-{number}-anew.pdf").write_bytes(anew)
                    print(f"edit {number} ({kind} in {chapter.name}): not the same", flush=True)
                if not built.output:
                    chapter.write_text(before, "utf-8")
                if number % 20 == 0:
                    print(f"{number} edits, {len(wrong)} not the same", flush=True)
    print(f"{asked.edits} edits ({', '.join(f'{many} {kind}' for kind, many in kinds.items())});", end=" ")
    print(f"shown early {early['shown']} times; {len(wrong)} not the same as from nothing")
    print(f"laid out: {dict(whole)}")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
