"""Facts with what they rest on, and disagreements between them."""

from __future__ import annotations

from roa_dossier.frozen import Frozen
from roa_dossier.model.chapter.evidence import Quotation
from roa_dossier.model.chapter.running import Call, Mistake


class StatedValue(Frozen):
    """One reading of a fact.

    Attributes:
        id: the reading's id; "" where the fact has one only.
        value: the value as printed.
        quotation: the words it rests on; None when editorial.
        editorial: why it is ours; "" otherwise.
        call: its note.
        derived: how it follows from other values, in the dossier's words ("20,000 + 11,856"); "" otherwise.
        scope: what it holds for, where that is declared; "" otherwise.

    """

    id: str
    value: str
    quotation: Quotation | Mistake | None
    editorial: str = ""
    call: Call | None = None
    derived: str = ""
    scope: str = ""


class StatedFact(Frozen):
    """A fact with its readings; more than one means contested."""

    key: str
    subject: str
    property: str
    readings: tuple[StatedValue, ...]
    when: str = ""
    unit: str = ""


class Dispute(Frozen):
    """One entry of the ledger of disagreements: values of one property that do not say the same.

    Attributes:
        facts: the ids of the facts concerned: one with several readings, or several that disagree.
        subject: the printed form of what it is about.
        property: what is stated of it.
        readings: every value with what it rests on; without calls. Of several facts, each reading's id is
            `fact` or `fact/reading`.
        scope_only: whether it is declared that the values hold for different things.
        within: whether one source alone gives them all.
        when: the date or period, as typed; "" for none.
        unit: the unit of the values; "" for none.

    """

    facts: tuple[str, ...]
    subject: str
    property: str
    readings: tuple[StatedValue, ...]
    scope_only: bool = False
    within: bool = False
    when: str = ""
    unit: str = ""
