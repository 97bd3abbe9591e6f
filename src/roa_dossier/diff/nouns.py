"""What comparing gives: changes, each with what was and what is."""

from __future__ import annotations

from roa_dossier.frozen import Frozen

PARTS = ("facts", "quotations", "notes", "ledger", "sources", "bibliography", "chapters")
"""The parts of an edition in which something may change, in the order in which they are told."""


class Side(Frozen):
    """One aspect of a change: what stood in OLD and what stands in NEW; "" where nothing does."""

    aspect: str
    old: str
    new: str


class Change(Frozen):
    """A change between two editions.

    Attributes:
        part: one of `PARTS`.
        kind: "new", "gone", "changed", "moved" (to another chapter), "renumbered"; of a fact also
            "contested" and "settled" (which may have changed besides).
        name: what it is: an id, or where it stands.
        words: its words, for what is known by its words; "" otherwise.
        sides: what differs; empty for what is only new or gone.

    """

    part: str
    kind: str
    name: str
    words: str = ""
    sides: tuple[Side, ...] = ()


class Spot(Frozen):
    """A place in a snapshot.

    Attributes:
        locator: as notes print it.
        place: the part of it without the lines.
        line: the first line.
        words: the words there.

    """

    locator: str
    place: str
    line: int
    words: str = ""


class Fate(Frozen):
    """What became of one thing that rests on a source.

    Attributes:
        kind: "quotation", "fact", "citation", "name" or "row".
        name: its id, or the chapter's id.
        path: the file of the outline.
        line: the line of that file, from 1; 0 where it has none of its own.
        words: as typed.
        status: "in-place", "moved", "broken" or "ambiguous" in NEW, "mended" or "unique" (broken or ambiguous
            in OLD only), "neither" (found in neither).
        old: where it stands in OLD; None where it does not.
        new: where it stands in NEW; None where it does not.
        reason: why it does not stand in the one where it is broken or ambiguous; "" otherwise.
        spots: the nearest passage, or the passages among which nothing decides.
        lost: marks of OLD that do not reach it any more, as the source prints them.
        gained: marks that reach it in NEW only.

    """

    kind: str
    name: str
    path: str
    line: int
    words: str
    status: str
    old: Spot | None = None
    new: Spot | None = None
    reason: str = ""
    spots: tuple[Spot, ...] = ()
    lost: tuple[str, ...] = ()
    gained: tuple[str, ...] = ()


class Editions(Frozen):
    """Two editions compared; a name is what the edition calls itself."""

    old: str
    new: str
    changes: tuple[Change, ...]

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not self.changes


class Snapshots(Frozen):
    """Two snapshots of a source compared.

    Attributes:
        source: its key.
        siglum: its siglum.
        old: the digest of OLD.
        new: the digest of NEW.
        fates: everything that rests on it, in the order of the outline.
        records: what changed in the source's own notes and references, by their marks.

    """

    source: str
    siglum: str
    old: str
    new: str
    fates: tuple[Fate, ...]
    records: tuple[Side, ...] = ()

    @property
    def same(self) -> bool:
        """Whether everything stands where it stood, under the marks it had."""
        return not self.records and all(
            fate.status in ("in-place", "neither") and not (fate.lost or fate.gained) for fate in self.fates
        )
