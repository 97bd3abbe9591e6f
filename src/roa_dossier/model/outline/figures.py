"""Figures made from facts, as asked for."""

from __future__ import annotations

from roa_dossier.frozen import Frozen
from roa_dossier.model.outline.words import Words

UNIT_SIZES = (
    "section",
    "platoon",
    "company",
    "battalion",
    "regiment",
    "brigade",
    "division",
    "corps",
    "army",
    "army-group",
)
"""Sizes of units that have a mark above their symbol, from the smallest."""


UNIT_KINDS = (
    "infantry",
    "cavalry",
    "armour",
    "artillery",
    "anti-tank",
    "engineers",
    "signals",
    "reconnaissance",
    "air",
    "supply",
    "headquarters",
)
"""Kinds of units that have a sign within their symbol."""


class ChartFact(Frozen):
    """What a figure draws: a fact with all its readings, or one of them, with a label of ours.

    Attributes:
        fact: `fact` or `fact/reading`.
        label: what stands at it; None for the fact's subject and property.

    """

    fact: Words
    label: Words | None = None


class TimelineBlock(Frozen):
    """`timeline:` dated facts in order of time, chosen by id, or by subject and property.

    Attributes:
        facts: those drawn; empty when they are chosen.
        subject: an id of `names.yaml`: every dated fact about it.
        property: every dated fact that states it.
        table: whether a table of the same dates is printed, too.

    """

    facts: tuple[ChartFact, ...] = ()
    subject: Words | None = None
    property: Words | None = None
    table: bool = False


class StrengthsBlock(Frozen):
    """`strengths:` the numbers of facts as bars; `table` prints them as a table, too."""

    facts: tuple[ChartFact, ...]
    table: bool = False


class ChartUnit(Frozen):
    """One unit of an order-of-battle chart.

    Attributes:
        unit: an id of `names.yaml`.
        of: the unit it belongs to, an id of `names.yaml`; that this is so is ours.
        of_fact: the fact that states what it belongs to, `fact` or `fact/reading`.
        size: one of `UNIT_SIZES`; "" for none.
        kind: one of `UNIT_KINDS`; "" for none.
        commander: the fact that names who commanded it.
        strength: the fact that gives its strength.

    """

    unit: Words
    of: Words | None = None
    of_fact: Words | None = None
    size: str = ""
    kind: str = ""
    commander: Words | None = None
    strength: Words | None = None


class BattleChartBlock(Frozen):
    """`order-of-battle-chart:` units as a tree; `editorial` says why places that no fact states are ours."""

    units: tuple[ChartUnit, ...]
    editorial: Words | None = None
    table: bool = False
