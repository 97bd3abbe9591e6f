"""Where a source's own notes and references stand: by the heading over a list, and then by its length."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, auto

from roa_dossier.frozen import Frozen
from roa_dossier.model.source import MarkKind, PartKind
from roa_dossier.patterns import regex
from roa_dossier.read import marks, records
from roa_dossier.read.parts import Part, whole
from roa_dossier.read.records import Entry
from roa_dossier.read.rows import Line

Run = tuple[Line, ...]


class Head(Enum):
    """What a heading says of the list below it."""

    NOTES = auto()
    REFERENCES = auto()
    WORKS = auto()  # a bibliography, which marks may point to where there is no other list
    OTHER = auto()


_NAMES = {
    Head.NOTES: (
        "notes, explanatory notes, footnotes, endnotes, annotations, "
        "anmerkungen, fußnoten, fussnoten, endnoten, erläuterungen"
    ),
    Head.REFERENCES: (
        "references, reference list, list of references, citations, notes and references, "
        "references and notes, notes and citations, citations and notes, footnotes and references, "
        "einzelnachweise, nachweise, belege, quellennachweise, einzelnachweise und anmerkungen, "
        "anmerkungen und einzelnachweise"
    ),
    Head.WORKS: (
        "bibliography, sources, works cited, literature, sources and literature, "
        "literatur, quellen, literaturverzeichnis, quellenverzeichnis, bibliographie, bibliografie, "
        "quellen und literatur, literatur und quellen"
    ),
}
_HEADS = {name: head for head, names in _NAMES.items() for name in names.split(", ")}
_AROUND = regex(r"^[#=\s]+|(?:\s*\[[^\[\]]{1,40}\])*[#=\s.:]*$")
_LONGEST_HEAD = 120


class _List(Frozen):
    """A list that may be the notes or the references.

    Attributes:
        entries: its entries, at least one.
        head: what the heading over it says.
        runs: the runs of lines it fills.
        title: its heading, where that is the first line of its first run.
        lettered: whether its entries have letters; such a list holds notes.
        by_place: whether its entries have no sign of their own, and are counted.

    """

    entries: tuple[Entry, ...]
    head: Head
    runs: tuple[int, ...]
    title: Line | None = None
    lettered: bool = False
    by_place: bool = False

    @property
    def last(self) -> int:
        """The number of its last entry."""
        return self.entries[-1].number


def found(text: str, runs: Sequence[Run]) -> dict[int, list[Part]]:
    """Find the lists of notes and references, and give the parts of each run of lines they fill.

    Lines `[1] …` that close a text are its references. Of other lists the heading says what they are; where
    it does not, the highest mark of each kind does. A list without a heading of its own must stand behind
    all marks, and a list that neither a heading nor a mark claims is none of them.
    """
    if closing := records.bracketed(runs):
        lines = {entry.line.start: entry.part(MarkKind.REFERENCE) for entry in closing}
        return {
            at: [lines[line.start] for line in run] for at, run in enumerate(runs) if run[0].start in lines
        }
    lists = tuple(_lists(runs))
    last = _last_mark(text, runs, frozenset(at for one in lists for at in one.runs))
    lists = tuple(
        one for one in lists if one.head in (Head.NOTES, Head.REFERENCES) or one.entries[0].line.start > last
    )
    return {
        at: parts
        for one, kind in zip(lists, _kinds(lists, marks.highest(text)), strict=True)
        if kind
        for at, parts in _parts(one, kind, runs)
    }


def _parts(one: _List, kind: MarkKind, runs: Sequence[Run]) -> Iterator[tuple[int, list[Part]]]:
    made = {entry.line.start: entry.part(kind) for entry in one.entries}
    for at in one.runs:
        yield at, [made.get(line.start) or whole(PartKind.HEADING, line) for line in runs[at]]


def _last_mark(text: str, runs: Sequence[Run], lists: frozenset[int]) -> int:
    """Give where the last mark outside the lists stands: notes come after all their marks."""
    for at in range(len(runs) - 1, -1, -1):
        if at not in lists and marks.stand_in(text, runs[at][0].start, runs[at][-1].stop):
            return runs[at][-1].stop
    return -1


# ── which lines are a list ──────────────────────────────────────────────────────────────────────────


def _lists(runs: Sequence[Run]) -> Iterator[_List]:
    head, at = Head.OTHER, 0
    while at < len(runs):
        run, title = runs[at], None
        own = _HEADS.get(_bare(run[0].chars))
        if own:
            head, title, run = own, run[0], run[1:]
        elif len(run) == 1 and _is_head(run[0]):
            head = Head.OTHER
        one = _list(run, head, at, title)
        if one and head in (Head.NOTES, Head.REFERENCES):
            one = _gone_on(one, runs)
        if one:
            yield one
        at = one.runs[-1] + 1 if one else at + 1


def _list(run: Run, head: Head, at: int, title: Line | None) -> _List | None:
    """Read a run of lines; under a heading that says so, two lines or more may have lost the ones before."""
    told = head in (Head.NOTES, Head.REFERENCES)
    first = None if told and len(run) > 1 else 1
    if entries := records.numbered(run, first):
        return _List(entries, head, (at,), title)
    if entries := records.lettered(run, first):
        return _List(entries, head, (at,), title, lettered=True)
    if told and (entries := records.by_place(run)):
        return _List(entries, head, (at,), title, by_place=True)
    return None


def _gone_on(one: _List, runs: Sequence[Run]) -> _List:
    """Take the runs below to a list, as long as they count on."""
    entries, at = one.entries, one.runs[-1] + 1
    while at < len(runs) and not one.by_place:
        read = records.lettered if one.lettered else records.numbered
        more = read(runs[at], first=None)
        if not more or more[0].number <= entries[-1].number:
            break
        entries, at = (*entries, *more), at + 1
    return _List(entries, one.head, tuple(range(one.runs[0], at)), one.title, one.lettered, one.by_place)


def _is_head(line: Line) -> bool:
    """Whether a line by itself may be a heading: short, no sentence, no entry of a list."""
    return (
        len(line.chars) <= _LONGEST_HEAD
        and line.chars[-1] not in ".!?…:;"
        and not (records.numbered((line,), first=None) or records.lettered((line,), first=None))
    )


def _bare(chars: str) -> str:
    return _AROUND.sub("", chars).casefold() if len(chars) <= _LONGEST_HEAD else ""


# ── which list is which ─────────────────────────────────────────────────────────────────────────────


def _kinds(lists: Sequence[_List], highest: Mapping[MarkKind, int]) -> tuple[MarkKind | None, ...]:
    """Say which list holds the notes and which the references; headings first, then the highest marks."""
    chosen: list[MarkKind | None] = [None] * len(lists)
    claims = sorted(
        (claim, abs(one.last - highest[kind]), order, index)
        for index, one in enumerate(lists)
        for order, kind in enumerate((MarkKind.NOTE, MarkKind.REFERENCE))
        if (claim := _claim(one, kind, highest)) is not None
    )
    for _, _, order, index in claims:
        kind = (MarkKind.NOTE, MarkKind.REFERENCE)[order]
        if chosen[index] is None and kind not in chosen:
            chosen[index] = kind
    return tuple(chosen)


def _claim(one: _List, kind: MarkKind, highest: Mapping[MarkKind, int]) -> int | None:
    """Say how well a list claims to be of a kind: 0 by its heading, 1 by its length; None where it cannot be.

    Endnotes that cite are often headed "Notes": a list with more entries than notes are marked is told by
    its length. Entries counted by their place must be all there, or each may be another.
    """
    if one.by_place and not 0 < highest[kind] <= len(one.entries):
        return None
    is_note = kind is MarkKind.NOTE
    if one.lettered and not is_note:
        return None
    match one.head:
        case Head.REFERENCES if not one.lettered:
            return None if is_note else 0
        case Head.NOTES if is_note and (one.lettered or one.last <= highest[kind]):
            return 0
        case Head.WORKS if is_note and not one.lettered:
            return None
        case _:
            return 1 if highest[kind] else None
