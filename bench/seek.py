"""What it costs to prove 10,000 quotations against 10 MB of sources, and to find words in them.

The sources are made of the words of two texts in tests/sources/, each word after one that it follows there,
so that words are as frequent as in real texts; half of the paragraphs have lines of 70 characters. The
plain scan, which compares every character, is measured side by side on a sample, and must find the same.
Seconds are seconds of the processor: other work on the machine counts less.
"""

from __future__ import annotations

import argparse
import random
import re
import textwrap
import time
from collections import defaultdict
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any
from unittest.mock import patch

from roa_dossier.evidence import Found, Ground, concordance, seek
from roa_dossier.find import find_words
from roa_dossier.locate import Lines
from roa_dossier.model.source import Source
from roa_dossier.read import READERS
from roa_dossier.text import Text

TEXTS = Path(__file__).parent.parent / "tests" / "sources"
NAMES = ("en_Finnish_Civil_War.txt", "ten_days_3076-0.txt")
SAMPLE = 200
Quotation = tuple[str, int, str]
"""The source's key, the place in its folded characters, the words."""


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def written(size: int, seed: int) -> str:
    """Make a text of `size` characters with the frequencies of real ones."""
    chance = random.Random(seed)
    follows: defaultdict[str, list[str]] = defaultdict(list)
    lengths = []
    for name in NAMES:
        for paragraph in re.split(r"\r?\n\s*\r?\n", (TEXTS / name).read_text("utf-8-sig")):
            words = paragraph.split()
            if len(words) > 7:
                lengths.append(len(words))
                for one, other in pairwise(words):
                    follows[one].append(other)
    known, made, length = list(follows), [], 0
    while length < size:
        word = chance.choice(known)
        line = [word]
        for _ in range(chance.choice(lengths)):
            word = chance.choice(follows.get(word, known))
            line.append(word)
        paragraph = " ".join(line)
        made.append(textwrap.fill(paragraph, 70) if chance.random() < 0.5 else paragraph)
        length += len(made[-1]) + 2
    return "\n\n".join(made)


def source(key: str, text: str) -> Source:
    reading = READERS["plain"](text)
    return Source(key, key, f"seeds/{key}.txt", "", text, "utf-8", Lines.of(text), reading.blocks)


def quotations(grounds: dict[str, Ground], count: int, seed: int) -> list[Quotation]:
    """Choose runs of whole words of 20 to 220 characters, each within one paragraph."""
    chance = random.Random(seed)
    chosen: list[Quotation] = []
    while len(chosen) < count:
        key = chance.choice(sorted(grounds))
        chars = grounds[key].chars
        start = chars.find(" ", chance.randrange(len(chars) - 500)) + 1
        stop = chars.find(" ", start + chance.randint(20, 200))
        words = chars[start:stop]
        if not re.search(r"[\[\]\u2029]", words) and words[0].isalnum() and words[-1].isalnum():
            chosen.append((key, start, words))
    return chosen


def sought(grounds: dict[str, Ground], chosen: list[Quotation]) -> list[tuple[Found, ...]]:
    return [seek(grounds[key], Text.of(words)).found for key, _, words in chosen]


def proving(sources: dict[str, Source], count: int) -> None:
    folding, grounds = timed(lambda: {key: Ground.of(one) for key, one in sources.items()})
    chosen = quotations(grounds, count, 2)
    seeking, places = timed(lambda: sought(grounds, chosen))
    assert all(
        any(place.parts[0][0] == start for place in found)
        for (_, start, _), found in zip(chosen, places, strict=True)
    )
    with patch.object(concordance, "LONG", 10**12):
        plain = {key: Ground.of(one) for key, one in sources.items()}
        scanning, same = timed(lambda: sought(plain, chosen[:SAMPLE]))
    assert same == places[:SAMPLE]
    scanned = scanning / len(same) * count
    several = sum(len(found) > 1 for found in places)
    print(f"fold                    {folding:8.2f} s")
    print(f"seek {count:,}             {seeking:8.2f} s   ({several:,} stand more than once)")
    print(f"fold and seek           {folding + seeking:8.2f} s")
    times = f"{scanned:.0f} s for all: {scanned / seeking:.0f} times as long"
    print(f"plain scan of {SAMPLE}       {scanning:8.2f} s   {times}")


def finding(sources: dict[str, Source]) -> None:
    grounds = {key: Ground.of(one) for key, one in sources.items()}
    _, _, words = next(one for one in quotations(grounds, 100, 3) if 5 <= one[2].count(" ") <= 9)
    first, *rest = words.split()
    slip = max(rest, key=len)
    queries = {
        "as it stands": words,
        "in capitals": words.upper(),
        "one letter wrong": words.replace(slip, slip[:1] + "x" + slip[2:]),
        "a word left out": " ".join(one for one in words.split() if one != slip),
        "words in another order": " ".join([*rest, first]),
        "nothing like it": "xylophone quartz zebra",
        "one common word": "the",
    }
    for name, query in queries.items():
        seconds, hits = timed(lambda query=query: find_words(sources, query))
        kinds = sorted({hit.kind for hit in hits})
        print(f"find, {name:23} {seconds:6.2f} s   {len(hits)} {' '.join(kinds)}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=float, default=10, help="megabytes of sources (10)")
    parser.add_argument("--sources", type=int, default=1, help="how many sources (1)")
    parser.add_argument("--quotations", type=int, default=10_000, help="how many quotations (10,000)")
    asked = parser.parse_args()
    each = int(asked.size * 1_000_000 / asked.sources)
    texts = {f"s{number}": written(each, number) for number in range(asked.sources)}
    reading, sources = timed(lambda: {key: source(key, text) for key, text in texts.items()})
    print(f"{sum(map(len, texts.values())):,} characters in {asked.sources} source(s)")
    print(f"read                    {reading:8.2f} s")
    proving(sources, asked.quotations)
    finding(sources)


if __name__ == "__main__":
    main()
