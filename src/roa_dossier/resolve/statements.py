"""What a fact says: a value with its meaning, what it holds for, and what it rests on."""

from __future__ import annotations

from roa_dossier.frozen import Frozen, Placed
from roa_dossier.model.chapter import Call, Quotation, StatedValue
from roa_dossier.model.outline import FactEntry, Reading, Words
from roa_dossier.resolve import quotations
from roa_dossier.resolve.quotations import Hit
from roa_dossier.values import Value

Key = tuple[str, str]
"""The id of a fact and that of its reading; "" for the reading of a fact that has one only."""


class Worked(Frozen):
    """A derivation that comes out as typed.

    Attributes:
        arithmetic: how it is worked out, the values as typed: `around 20,000 + 11,856 = 31,856`.
        rests_on: the passages of all values it goes back to, each once.

    """

    arithmetic: str
    rests_on: tuple[Hit, ...] = ()


class Statement(Placed):
    """One reading of a fact, with what it rests on.

    Attributes:
        key: its fact's id and its own.
        entry: the fact.
        reading: its reading.
        hit: where it stands; None for a value of ours, and for one that is refused.
        meaning: its value as it is compared.
        when: the date it holds for; None where none is given.
        scope: what it is declared to hold for, folded; "" where that is not declared.
        unit: the fact's unit, folded; "" for none.
        order: its place among all readings of `facts.yaml`.
        worked: how it follows from other facts; None for one that does not, and for one that is refused.

    """

    APART = ("worked",)

    key: Key
    entry: FactEntry
    reading: Reading
    hit: Hit | None
    meaning: Value
    when: Value | None = None
    scope: str = ""
    unit: str = ""
    order: int = 0
    worked: Worked | None = None

    @property
    def name(self) -> str:
        """How it is named where another fact is made from it: `fact` or `fact/reading`."""
        fact, reading = self.key
        return f"{fact}/{reading}" if reading else fact

    @property
    def value(self) -> str:
        """The value on one line."""
        return _line(self.reading.value)

    @property
    def is_told(self) -> bool:
        """Whether its value stands somewhere, is ours with a reason, or is derived, rightly or wrongly."""
        return bool(self.hit or self.reading.editorial or self.reading.derived)

    @property
    def rests_on(self) -> tuple[Hit, ...]:
        """The passages that state it, or the values it follows from."""
        if self.hit:
            return (self.hit,)
        return self.worked.rests_on if self.worked else ()


def _line(words: Words | None) -> str:
    return " ".join(str(words or "").split())


def stated_value(said: Statement, call: Call | None = None, name: str | None = None) -> StatedValue:
    """Make a reading as it is printed; `name` instead of its own id."""
    return StatedValue(
        str(said.reading.id or "") if name is None else name,
        said.value,
        quotation_of(said),
        _line(said.reading.editorial),
        call,
        said.worked.arithmetic if said.worked else "",
        _line(said.reading.scope or said.entry.scope),
    )


def quotation_of(said: Statement) -> Quotation | None:
    """Give the words a reading rests on; None for one that is ours, derived or refused."""
    return quotations.quotation(said.hit) if said.hit else None
