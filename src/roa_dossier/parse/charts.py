"""The blocks that are figures made from facts: timelines, strengths, orders of battle as trees."""

from __future__ import annotations

from typing import Generic, TypeVar

from roa_dossier.frozen import Frozen
from roa_dossier.model.outline import (
    UNIT_KINDS,
    UNIT_SIZES,
    BattleChartBlock,
    ChartFact,
    ChartUnit,
    StrengthsBlock,
    TimelineBlock,
)
from roa_dossier.parse.kinds import (
    ID,
    IDENTIFIER,
    Choice,
    Either,
    Findings,
    Line,
    ListOf,
    Made,
    Patterned,
    Schema,
    Truth,
)
from roa_dossier.parse.nodes import Listing, Node
from roa_dossier.parse.shape import Field, Shape, Values
from roa_dossier.patterns import regex

T = TypeVar("T")

FACT = Patterned(regex(rf"{ID.pattern}(/{ID.pattern})?"), "bad-id", "the id of a fact, or `fact/reading`")

_DRAWN = Either(
    Made(FACT, ChartFact),
    Shape(
        "a fact of a figure",
        (
            Field("fact", FACT, "the id of a fact, or `fact/reading`", required=True),
            Field("label", Line("a label"), "what stands at it, instead of its subject and property"),
        ),
        lambda values, findings: ChartFact(values["fact"], values.get("label")),
    ),
)


class Some(Frozen, Generic[T]):
    """A list that holds something."""

    items: ListOf[T]

    def read(self, node: Node, findings: Findings) -> tuple[T, ...] | None:
        """Give the items; an empty list is an error."""
        if isinstance(node, Listing) and not node.items:
            findings.error("empty-value", f"expected {self.items.about}, found nothing", node.span)
            return None
        return self.items.read(node, findings)

    def schema(self) -> Schema:
        """Describe it."""
        return {**self.items.schema(), "minItems": 1}


_FACTS = Some(ListOf(_DRAWN, "a list of ids of facts"))
_TABLE = Field("table", Truth(), "whether a table of the same values is printed, too")


def _timeline(values: Values, findings: Findings) -> TimelineBlock | None:
    if not any(name in values.keys for name in ("facts", "subject", "property")):
        findings.error("missing-key", "a timeline lacks `facts`", values.span, "add `facts:` or `subject:`")
        return None
    return TimelineBlock(
        values.get("facts", ()), values.get("subject"), values.get("property"), values.get("table", False)
    )


TIMELINE = Either(
    Made(_FACTS, TimelineBlock),
    Shape(
        "a timeline",
        (
            Field("facts", _FACTS, "ids of facts whose value or `when` is a date"),
            Field("subject", IDENTIFIER, "an id of names.yaml: every dated fact about it"),
            Field("property", Line("a property"), "every dated fact that states it"),
            _TABLE,
        ),
        _timeline,
    ),
)

STRENGTHS = Either(
    Made(_FACTS, StrengthsBlock),
    Shape(
        "a figure of strengths",
        (Field("facts", _FACTS, "ids of facts whose value is a number", required=True), _TABLE),
        lambda values, findings: StrengthsBlock(values["facts"], values.get("table", False)),
    ),
)

_BELONGS = Either(
    Made(IDENTIFIER, lambda name: (name, None)),
    Made(
        Shape(
            "what a unit belongs to",
            (Field("fact", FACT, "the fact that states it", required=True),),
            lambda values, findings: values["fact"],
        ),
        lambda fact: (None, fact),
    ),
)


def _unit(values: Values, findings: Findings) -> ChartUnit:
    of, of_fact = values.get("of", (None, None))
    return ChartUnit(
        values["unit"],
        of,
        of_fact,
        str(values.get("size", "")),
        str(values.get("kind", "")),
        values.get("commander"),
        values.get("strength"),
    )


_UNIT = Shape(
    "a unit",
    (
        Field("unit", IDENTIFIER, "an id of names.yaml", required=True),
        Field("of", _BELONGS, "the unit it belongs to, or the `fact` that states it; none for the first"),
        Field("size", Choice(UNIT_SIZES), "its size, marked above its symbol"),
        Field("kind", Choice(UNIT_KINDS), "its kind, drawn within its symbol"),
        Field("commander", FACT, "the fact that names its commander"),
        Field("strength", FACT, "the fact that gives its strength"),
    ),
    _unit,
)

BATTLE_CHART = Shape(
    "an order-of-battle chart",
    (
        Field("units", Some(ListOf(_UNIT, "a list of units")), "the units, in any order", required=True),
        Field("editorial", Line("the reason why it is ours"), "why places that no fact states are ours"),
        _TABLE,
    ),
    lambda values, findings: BattleChartBlock(
        values["units"], values.get("editorial"), values.get("table", False)
    ),
)
