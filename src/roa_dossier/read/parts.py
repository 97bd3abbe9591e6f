"""What a reader hands over: the parts of a text, before and after their marks are taken out."""

from __future__ import annotations

from roa_dossier.frozen import Frozen
from roa_dossier.model.source import Block, Mark, PartKind, Record
from roa_dossier.read.rows import Line


class Part(Frozen):
    """A block in the making.

    Attributes:
        kind: what it is.
        start: its first character in the source's text.
        stop: the character after its last.
        words: the ranges of it that may be quoted, marks still in them; none where nothing may.
        number: as in `Block`.
        label: as in `Block`.
        icon: as in `Block`.
        section: as in `Block`.

    """

    kind: PartKind
    start: int
    stop: int
    words: tuple[tuple[int, int], ...] = ()
    number: int | None = None
    label: str = ""
    icon: str = ""
    section: str = ""


class Reading(Frozen):
    """All that a reader told apart, in order."""

    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...] = ()
    records: tuple[Record, ...] = ()


def whole(kind: PartKind, line: Line, number: int | None = None, label: str = "") -> Part:
    """Make a part of a line, all of which may be quoted."""
    return Part(kind, line.start, line.stop, ((line.start, line.stop),), number, label)


def mute(kind: PartKind, line: Line, label: str = "") -> Part:
    """Make a part of a line of which nothing may be quoted."""
    return Part(kind, line.start, line.stop, (), None, label)
