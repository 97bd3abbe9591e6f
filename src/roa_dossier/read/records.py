"""The lists of a source's own notes and references, and what is amiss between them and the marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import pairwise

from roa_dossier.diagnostics import Diagnostic, Span, warning
from roa_dossier.frozen import Frozen
from roa_dossier.model.chapter import letter
from roa_dossier.model.source import Mark, MarkKind, PartKind, Record
from roa_dossier.patterns import regex
from roa_dossier.read.parts import Part
from roa_dossier.read.rows import Line

_NUMBERED = regex(r"([0-9]{1,3})\.\s+(?=\S)")
_BRACKETED = regex(r"\[([0-9]{1,3})\](?:\s+|$)")
_LETTERED = regex(r"([a-z]{1,2})\.\s+(?=\S)")
_BACK_LINKS = regex(r"(?:\^\s+)?1(?: [0-9]{1,2})+ +|\^\s+a(?: [a-z]{1,2})+ +")
_CARET = regex(r"\^\s*(?=\S)")
_ENOUGH_BRACKETED = 3
_KINDS = {MarkKind.NOTE: PartKind.NOTE, MarkKind.REFERENCE: PartKind.REFERENCE}


class Entry(Frozen):
    """One entry of a list: its line, its number, and where its words begin."""

    line: Line
    number: int
    words: int

    def part(self, kind: MarkKind) -> Part:
        """Make it a note or a reference."""
        ranges = ((self.words, self.line.stop),) if self.words < self.line.stop else ()
        return Part(_KINDS[kind], self.line.start, self.line.stop, ranges, self.number)


def numbered(run: Sequence[Line], first: int | None = 1) -> tuple[Entry, ...]:
    """Read a run of ascending lines `1. …`, `2. …`; () where it is no such list.

    Args:
        run: the lines.
        first: the number it must begin with; None for any.

    """
    return _ascending((_signed(_NUMBERED, line) for line in run), first)


def lettered(run: Sequence[Line], first: int | None = 1) -> tuple[Entry, ...]:
    """Read a run of ascending lines `a. …`, `b. …`, as `numbered` does; `aa` follows `z`."""
    return _ascending((_signed(_LETTERED, line) for line in run), first)


def by_place(run: Sequence[Line]) -> tuple[Entry, ...]:
    """Read a run of lines `^ …`, as browsers copy a list: each has the number of its place."""
    if not all(_CARET.match(line.chars) for line in run):
        return ()
    return tuple(Entry(line, at, _words(line, 0)) for at, line in enumerate(run, 1))


def _ascending(found: Iterable[Entry | None], first: int | None) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    for entry in found:
        if entry is None or entry.number <= (entries[-1].number if entries else 0):
            return ()
        entries.append(entry)
    return tuple(entries) if entries and first in (None, entries[0].number) else ()


def bracketed(runs: Sequence[Sequence[Line]]) -> tuple[Entry, ...]:
    """Read the lines `[1] …`, `[2] …` that close a text, ascending from 1; () where they are no list."""
    entries: list[Entry] = []
    for run in reversed(runs):
        found = [_signed(_BRACKETED, line) for line in run]
        if not all(found):
            break
        entries += [entry for entry in reversed(found) if entry]
    entries.reverse()
    ascending = all(one.number < two.number for one, two in pairwise(entries))
    enough = len(entries) >= _ENOUGH_BRACKETED and entries[0].number == 1
    return tuple(entries) if enough and ascending else ()


def complaints(path: str, marks: Iterable[Mark], records: Sequence[Record]) -> Iterator[Diagnostic]:
    """Say which marks no record answers, and where a list leaves a number out."""
    known = {(record.kind, record.number) for record in records}
    said: set[tuple[MarkKind, int | None]] = set()
    for mark in marks:
        answer = (mark.kind, mark.number)
        if mark.number is not None and answer not in known and answer not in said:
            said.add(answer)
            yield _without_record(path, mark, mark.number, listed=any(mark.kind is kind for kind, _ in known))
    yield from _gaps(path, records)


def _without_record(path: str, mark: Mark, number: int, *, listed: bool) -> Diagnostic:
    name = _name(mark.kind, number)
    message = f"the source has no {name} that this mark could point to"
    said = warning("mark-without-record", message, Span(path, mark.start, mark.stop))
    said = said.hint(f"leave it as it is: our notes name {name} without its words")
    if listed:
        return said
    heading, form = ("Notes", "a. …") if mark.kind is MarkKind.NOTE else ("References", "1. …")
    return said.hint(f"a list is read where it has the heading `{heading}` and lines such as `{form}`")


def _gaps(path: str, records: Sequence[Record]) -> Iterator[Diagnostic]:
    before: dict[MarkKind, int] = {}
    for record in records:
        expected = before.get(record.kind, 0) + 1
        if record.number > expected:
            found = _name(record.kind, record.number).split()[-1]
            message = f"expected {_name(record.kind, expected)} of the source, found {found}"
            yield warning("record-gap", message, Span(path, record.start, record.stop))
        before[record.kind] = record.number


def _name(kind: MarkKind, number: int) -> str:
    return f"note {letter(number)}" if kind is MarkKind.NOTE else f"reference {number}"


def _words(line: Line, at: int) -> int:
    """Skip the back-links before the words of an entry: `^`, and "1 2 3" or "^ a b c" of several marks."""
    match = _BACK_LINKS.match(line.chars, at)
    if match and _count_up(match.group().strip("^ ").split()):
        return line.start + match.end()
    caret = _CARET.match(line.chars, at)
    return line.start + (caret.end() if caret else at)


def _count_up(links: Sequence[str]) -> bool:
    return [_number(link) for link in links] == list(range(1, len(links) + 1))


def _signed(pattern: re.Pattern[str], line: Line) -> Entry | None:
    match = pattern.match(line.chars)
    return Entry(line, _number(match.group(1)), _words(line, match.end())) if match else None


def _number(sign: str) -> int:
    """Read `7` as 7, and `c` as 3."""
    if sign.isdecimal():
        return int(sign)
    return reduce(lambda so_far, char: so_far * 26 + ord(char) - ord("a") + 1, sign, 0)
