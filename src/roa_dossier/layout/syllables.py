"""Patterns of hyphenation taken apart when a word has them.

A language has thousands, of which a book uses some hundreds; the reader of its dictionary takes all apart.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pyphen

_RARE = re.compile(r"\^\^|/.*=")
"""What stands in a dictionary for letters and for other spellings at a break: left to the reader itself."""

_ALL = dict.fromkeys(map(ord, "0123456789"))
_CHARACTERS = re.compile(r"(\d?)(\D?)")
_HEADS = ("%", "#", "LEFTHYPHENMIN", "RIGHTHYPHENMIN", "COMPOUNDLEFTHYPHENMIN", "COMPOUNDRIGHTHYPHENMIN")
_read = pyphen.HyphDict


def keep() -> bool:
    """Put what is here in place of the engine's own, once a process; whether it was put there."""
    if not hasattr(pyphen, "DataInt") or not hasattr(_read, "positions"):
        return False
    pyphen.HyphDict = dictionary
    return True


def dictionary(path: Path) -> Any:
    """Give what says where words may be broken, by a file of patterns (as Hunspell has them)."""
    coded, _, patterns = path.read_bytes().partition(b"\n")
    name = coded.decode().strip()
    text = patterns.decode("cp1251" if name.lower() == "microsoft-cp1251" else name)
    return _read(path) if _RARE.search(text) else _Dictionary(text)


class _Dictionary:
    """Where words of a language may be broken (F. M. Liang, Word Hy-phen-a-tion by Com-put-er, 1983)."""

    def __init__(self, text: str) -> None:
        self.patterns: dict[str, Any] = {}
        for line in map(str.strip, text.split("\n")):
            letters = line.translate(_ALL)
            if len(letters) < len(line) and not line.startswith(_HEADS):
                self.patterns[letters] = line
        self.maxlen = max(map(len, self.patterns), default=0)
        self.cache: dict[str, list[Any]] = {}

    def positions(self, word: str) -> list[Any]:
        """Give the places where a word may be broken, each as the number of letters before it."""
        word = word.lower()
        if word not in self.cache:
            self.cache[word] = [
                pyphen.DataInt(at - 1) for at, value in enumerate(self._values(word)) if value % 2
            ]
        return self.cache[word]

    def _values(self, word: str) -> list[int]:
        """Give the highest value that a pattern has before each character of a word between two points."""
        pointed = f".{word}."
        patterns, longest, length = self.patterns, self.maxlen, len(pointed)
        values = [0] * (length + 1)
        for begin in range(length - 1):
            for end in range(begin + 1, min(begin + longest, length) + 1):
                found = patterns.get(pointed[begin:end])
                if found is None:
                    continue
                if type(found) is str:
                    found = patterns[pointed[begin:end]] = _apart(found)
                for at, value in found:
                    if value > values[begin + at]:
                        values[begin + at] = value
        return values


def _apart(pattern: str) -> tuple[tuple[int, int], ...]:
    """Give the values of a pattern with how many letters stand before each."""
    values = [int(digit or "0") for digit, _ in _CHARACTERS.findall(pattern)]
    return tuple((at, value) for at, value in enumerate(values) if value)
