"""The lists of a source's own notes and references, and what is amiss between them and the marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from roa_dossier.diagnostics import Diagnostic, Span, warning
from roa_dossier.model.source import Mark, MarkKind, PartKind, Record
from roa_dossier.read.parts import Part
from roa_dossier.read.rows import Line

_NUMBERED = re.compile(r"([0-9]{1,3})\.\s+(?=\S)")
_BRACKETED = re.compile(r"\[([0-9]{1,3})\](?:\s+|$)")
_BACK_LINKS = re.compile(r"(?:\^\s+)?1(?: [0-9]{1,2})+ +")
_ENOUGH_BRACKETED = 3
_KINDS = {MarkKind.NOTE: PartKind.NOTE, MarkKind.REFERENCE: PartKind.REFERENCE}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list: its line, its number, and where its words begin."""

    line: Line
    number: int
    words: int

    def part(self, kind: MarkKind) -> Part:
        """Make it a note or a reference."""
        ranges = ((self.words, self.line.stop),) if self.words < self.line.stop else ()
        return Part(_KINDS[kind], self.line.start, self.line.stop, ranges, self.number)


def numbered(run: Sequence[Line]) -> tuple[Entry, ...]:
    """Read a run of lines `1. …`, `2. …` that begins with 1 and ascends; () where it is no such list."""
    entries: list[Entry] = []
    for line in run:
        match = _NUMBERED.match(line.chars)
        if not match or int(match.group(1)) <= (entries[-1].number if entries else 0):
            return ()
        entries.append(Entry(line, int(match.group(1)), _words(line, match.end())))
    return tuple(entries) if entries and entries[0].number == 1 else ()


def bracketed(runs: Sequence[Sequence[Line]]) -> tuple[Entry, ...]:
    """Read the lines `[1] …`, `[2] …` that close a text, ascending from 1; () where they are no list."""
    entries: list[Entry] = []
    for run in reversed(runs):
        found = [_bracketed(line) for line in run]
        if not all(found):
            break
        entries += [entry for entry in reversed(found) if entry]
    entries.reverse()
    ascending = all(one.number < two.number for one, two in pairwise(entries))
    enough = len(entries) >= _ENOUGH_BRACKETED and entries[0].number == 1
    return tuple(entries) if enough and ascending else ()


def kinds(lists: Sequence[tuple[Entry, ...]], highest: Mapping[MarkKind, int]) -> tuple[MarkKind | None, ...]:
    """Say which list holds the notes and which the references, by the highest mark of each kind.

    A list that answers no mark is none of them.
    """
    free = [kind for kind in (MarkKind.NOTE, MarkKind.REFERENCE) if highest[kind]]
    found: list[MarkKind | None] = [None] * len(lists)
    pairs = sorted(
        (abs(entries[-1].number - highest[kind]), order, index)
        for index, entries in enumerate(lists)
        for order, kind in enumerate(free)
    )
    for _, order, index in pairs:
        if found[index] is None and free[order] not in found:
            found[index] = free[order]
    return tuple(found)


def complaints(path: str, marks: Iterable[Mark], records: Sequence[Record]) -> Iterator[Diagnostic]:
    """Say which marks no record answers, and where a list leaves a number out."""
    known = {(record.kind, record.number) for record in records}
    said: set[tuple[MarkKind, int | None]] = set()
    for mark in marks:
        answer = (mark.kind, mark.number)
        if mark.number is not None and answer not in known and answer not in said:
            said.add(answer)
            message = f"the source has no {_word(mark.kind)} {mark.number} that this mark could point to"
            yield warning("mark-without-record", message, Span(path, mark.start, mark.stop))
    yield from _gaps(path, records)


def _gaps(path: str, records: Sequence[Record]) -> Iterator[Diagnostic]:
    before: dict[MarkKind, int] = {}
    for record in records:
        expected = before.get(record.kind, 0) + 1
        if record.number > expected:
            message = f"expected {_word(record.kind)} {expected} of the source, found {record.number}"
            yield warning("record-gap", message, Span(path, record.start, record.stop))
        before[record.kind] = record.number


def _word(kind: MarkKind) -> str:
    return "note" if kind is MarkKind.NOTE else "reference"


def _words(line: Line, at: int) -> int:
    """Skip the back-links "1 2 3" that stand before the words of an entry with several marks."""
    match = _BACK_LINKS.match(line.chars, at)
    if match:
        digits = [int(digit) for digit in match.group().strip("^ ").split()]
        if digits == list(range(1, len(digits) + 1)):
            return line.start + match.end()
    return line.start + at


def _bracketed(line: Line) -> Entry | None:
    match = _BRACKETED.match(line.chars)
    return Entry(line, int(match.group(1)), _words(line, match.end())) if match else None
