"""The paragraph being read: its words, what brackets and marks pair in it, and what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from roa_dossier.diagnostics import Diagnostic, Span, error
from roa_dossier.model.outline import Words
from roa_dossier.patterns import regex

MOST = 50

_BRACKET = regex(r"\\.|[\[\]]", re.S)
_NESTING = regex("[“”«»]")
_OPENERS = {"“": "”", "«": "»"}
_ENDS = {closer: opener for opener, closer in _OPENERS.items()}


@dataclass(slots=True)
class Sheet:
    """One paragraph's content.

    Attributes:
        words: its characters, without indentation, each with its place in the file.
        hard: where the line feeds are that break the line in print.
        told: what is wrong; at most 50 messages.
        brackets: the place of each `[` that is closed, and of its `]`.
        depth: how many notes, links and foreign runs stand around the place being read.
        in_note: whether that place is in a note of ours.

    """

    words: Words
    hard: frozenset[int]
    told: list[Diagnostic]
    brackets: dict[int, int] = field(default_factory=dict)
    marks: dict[int, int] = field(default_factory=dict)
    depth: int = 0
    in_note: bool = False

    @staticmethod
    def of(words: Words, hard: frozenset[int], told: list[Diagnostic]) -> Sheet:
        """Find the pairs of a paragraph."""
        chars = words.text.chars
        return Sheet(words, hard, told, _bracket_pairs(chars), _mark_pairs(chars))

    @property
    def chars(self) -> str:
        """The paragraph's characters."""
        return self.words.text.chars

    def tell(self, code: str, message: str, start: int, stop: int, *hints: str) -> None:
        """Tell an error at a range of the paragraph."""
        self.tell_at(code, message, self.words.at(start, stop), *hints)

    def tell_at(self, code: str, message: str, span: Span, *hints: str) -> None:
        """Tell an error at a place in the file."""
        if len(self.told) < MOST:
            self.told.append(error(code, message, span).hint(*hints))

    def trimmed(self, start: int, stop: int) -> Words:
        """Give a range without the white space around it."""
        chars = self.chars[start:stop]
        start, stop = start + len(chars) - len(chars.lstrip()), stop - len(chars) + len(chars.rstrip())
        return self.words.slice(start, max(start, stop))


def _bracket_pairs(chars: str) -> dict[int, int]:
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for match in _BRACKET.finditer(chars):
        if match[0] == "[":
            opened.append(match.start())
        elif match[0] == "]" and opened:
            pairs[opened.pop()] = match.start()
    return pairs


def _mark_pairs(chars: str) -> dict[int, int]:
    """Pair the marks that may stand in each other: “…” and «…»."""
    pairs: dict[int, int] = {}
    opened: dict[str, list[int]] = {opener: [] for opener in _OPENERS}
    for match in _NESTING.finditer(chars):
        mark = match[0]
        if mark in _OPENERS:
            opened[mark].append(match.start())
        elif opened[_ENDS[mark]]:
            pairs[opened[_ENDS[mark]].pop()] = match.start()
    return pairs
