"""The file names of pictures that a scraped page leaves among its words, and the captions beside them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from roa_dossier.model.source import PartKind
from roa_dossier.patterns import regex
from roa_dossier.read.parts import Part, mute, whole
from roa_dossier.read.rows import Line

ENDING = regex(r"\.(?:svg|png|jpe?g|gif|webp|tiff?)(?![\w.])", re.IGNORECASE)
_LEADING = regex(r"[^.\n]{1,200}?(?:\.[^.\n]{1,80}?){0,4}?" + ENDING.pattern, re.IGNORECASE)
# How the file names of an encyclopaedia's pictures commonly begin.
_OPENING = regex(
    r"(?<!\w)(?:Flag of|Naval Ensign of|Naval Jack of|Ensign of|Coat of arms of|Emblem of|Seal of|"
    r"Bundesarchiv (?:Bild|_?B)|File:|Image:)"
)


def leading(chars: str) -> str:
    """Give the file name that begins a line; "" where none does."""
    match = _LEADING.match(chars)
    return match.group() if match else ""


def ends_with_name(chars: str) -> bool:
    """Whether a line ends with the file name of a picture."""
    return any(match.end() == len(chars) for match in ENDING.finditer(chars, max(0, len(chars) - 8)))


def name_start(chars: str, known: Mapping[int, frozenset[str]]) -> int | None:
    """Say where the file name begins that ends `chars`: by names seen elsewhere, or the usual beginnings.

    Args:
        chars: the part of a line up to the file name's end.
        known: names seen elsewhere, by their length, the longest first.

    """
    for length, names in known.items():
        if chars[-length:] in names:
            return len(chars) - length
    match = _OPENING.search(chars)
    return match.start() if match else None


def is_pair(first: str, second: str) -> bool:
    """Whether a line is a caption with its picture's file name and the next the caption again.

    Accents do not count: alternative texts often lack those of the caption.
    """
    if not ends_with_name(first) or ends_with_name(second):
        return False
    bare, caption = _without_accents(first), _without_accents(second)
    return bare.startswith(caption) and bare[len(caption) : len(caption) + 1] == " "


def taken_out(run: Sequence[Line]) -> list[Part | Line]:
    """Replace captions and lines that end with a picture's name by parts; leave the other lines.

    Of a caption that stands twice only the second may be quoted, so that its words are found once.
    """
    left: list[Part | Line] = []
    index = 0
    while index < len(run):
        line = run[index]
        if index + 1 < len(run) and is_pair(line.chars, run[index + 1].chars):
            left += [mute(PartKind.CAPTION, line), whole(PartKind.CAPTION, run[index + 1])]
            index += 1
        elif ends_with_name(line.chars):
            left.append(mute(PartKind.CAPTION, line))
        else:
            left.append(line)
        index += 1
    return left


def remains(line: Line) -> Iterator[Part | Line]:
    """Part a line from the remains of pictures whose markup lost its beginning (`… |alt=…]]`).

    Of what remains the words before the first bar are a caption's and may be quoted.
    """
    chars, at = line.chars, 0
    while (close := chars.find("]]", at)) >= 0 and chars.find("[[", at, close) < 0:
        bar = chars.find("|", at, close)
        words = (line.start + at, line.start + (close if bar < 0 else bar))
        yield Part(PartKind.CAPTION, words[0], line.start + close + 2, (words,))
        at = close + 2
        while at < len(chars) and chars[at].isspace():
            at += 1
    if at < len(chars):
        yield Line(line.start + at, chars[at:], line.indented and not at)


def _without_accents(chars: str) -> str:
    apart = unicodedata.normalize("NFD", chars)
    return "".join(char for char in apart if not unicodedata.combining(char))
