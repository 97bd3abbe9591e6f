"""The file of facts: values, what they rest on, readings that contradict each other."""

from __future__ import annotations

from roa_dossier.frozen import replace
from roa_dossier.model.outline import Derivation, FactEntry, Reading, Words
from roa_dossier.parse.kinds import ID, IDENTIFIER, Choice, Findings, Line, ListOf, Literal, Patterned, When
from roa_dossier.parse.quoting import SELECTOR
from roa_dossier.parse.shape import Field, MapOf, Shape, Values, meant
from roa_dossier.patterns import regex
from roa_dossier.text import Text

NOTHING = Words(Text("", ()))
OPERATIONS = ("sum", "difference", "conversion")


def _key(values: Values) -> Words:
    return values.key or NOTHING


_OF_FACTS = ListOf(
    Patterned(
        regex(rf"{ID.pattern}(/{ID.pattern})?"), "bad-derivation", "the id of a fact, or `fact/reading`"
    ),
    "a list of facts",
    lone=True,
)


def _derivation(values: Values, findings: Findings) -> Derivation | None:
    operations = [name for name in OPERATIONS if name in values.keys]
    if not operations and meant(values, findings, OPERATIONS):
        return None
    if len(operations) != 1:
        found = " and ".join(f"`{name}`" for name in operations) or "none of them"
        message = f"expected one of `sum`, `difference` and `conversion`, found {found}"
        hint = (
            "keep one of them, and make of the other a fact of its own"
            if operations
            else "write `sum:` and beneath it a list of facts"
        )
        findings.error("bad-derivation", message, values.span, hint)
        return None
    operation = operations[0]
    of, factor = values.get(operation), values.get("factor")
    if of is None:
        return None
    if (operation == "conversion") != (factor is not None) and "factor" not in values.keys:
        findings.error(
            "bad-derivation", "a conversion lacks its `factor`", values.keys[operation], "add `factor:`"
        )
        return None
    if operation != "conversion" and factor is not None:
        message = f"a {operation} takes no `factor`"
        findings.error(
            "bad-derivation", message, values.keys["factor"], "take it out, or write `conversion:`"
        )
        return None
    if (operation == "conversion") == (len(of) > 1):
        message, hint = (
            (
                f"a conversion is of one value, found {len(of)}",
                "name one fact; several are made one by a `sum`, which is a fact of its own",
            )
            if operation == "conversion"
            else (
                f"a {operation} is of two values or more, found {len(of)}",
                "name the other facts, too, or write `from:` or `editorial:` instead of `derived:`",
            )
        )
        findings.error("bad-derivation", message, values.keys[operation], hint)
        return None
    return Derivation(operation, of, factor, values.keys[operation])


DERIVATION = Shape(
    "a derivation",
    (
        Field("sum", _OF_FACTS, "the facts that are added"),
        Field("difference", _OF_FACTS, "the fact from which the others are taken, then these"),
        Field("conversion", _OF_FACTS, "the fact whose value is converted"),
        Field("factor", Line("a number"), "what a conversion multiplies by"),
    ),
    _derivation,
)

_VALUE = (
    Field("value", Literal("a value"), "the value, as the source words it"),
    Field("from", SELECTOR, "the passage it rests on"),
    Field("editorial", Line("the reason why it is ours"), "why the value is ours"),
    Field("derived", DERIVATION, "how the value follows from other facts"),
    Field(
        "scope", Line("what the value holds for"), "what it holds for, where others hold for something else"
    ),
)

_SHARED = ("subject", "property", "when", "unit", "kind")
_ORIGINS = ("from", "editorial", "derived")


def _reading(values: Values, findings: Findings) -> Reading | None:
    origins = [name for name in _ORIGINS if name in values.keys]
    if "value" not in values.keys and not meant(values, findings, ("value",)):
        findings.error("missing-key", "a value of a fact lacks `value`", _place(values), "add `value:`")
    if not origins and not meant(values, findings, _ORIGINS):
        message = "a value rests on one of `from`, `editorial` and `derived`, found none of them"
        findings.error("no-origin", message, _place(values), "add `from:` with `source` and `exact`")
    if len(origins) > 1:
        found = " and ".join(f"`{name}`" for name in origins)
        message = f"a value rests on one of `from`, `editorial` and `derived`, found {found}"
        findings.error("two-origins", message, values.keys[origins[-1]], *_to_keep(origins))
    if values.get("value") is None or not origins or values.get(origins[0]) is None:
        return None
    first = {origins[0]: values[origins[0]]}
    return Reading(
        values["value"],
        first.get("from"),
        first.get("editorial"),
        derived=first.get("derived"),
        scope=values.get("scope"),
    )


def _to_keep(origins: list[str]) -> tuple[str, ...]:
    """Say for each origin what is to go where it stays."""
    why = {
        "from": "the source has the value itself",
        "editorial": "the value is ours",
        "derived": "it is worked out",
    }
    return tuple(
        "take " + " and ".join(f"`{other}:`" for other in origins if other != name) + f" away if {why[name]}"
        for name in origins
    )


def _place(values: Values):  # type: ignore[no-untyped-def]
    return next(iter(values.keys.values()), values.span) if values.key is None else values.key.span


READING = Shape(
    "a reading",
    _VALUE,
    lambda values, findings: (
        replace(reading, id=_key(values)) if (reading := _reading(values, findings)) else None
    ),
    tuple((name, f"`{name}:` is the same for all readings: write it beside `readings:`") for name in _SHARED),
)


def _fact(values: Values, findings: Findings) -> FactEntry | None:
    if "readings" not in values.keys:
        reading = _reading(values, findings)
        readings = (reading,) if reading else ()
    else:
        readings = values.get("readings", ())
        for name in ("value", *_ORIGINS):
            if name in values.keys:
                message = f"`{name}` stands beside `readings`"
                findings.error("two-values", message, values.keys[name], f"indent `{name}` beneath a reading")
        if "readings" in values.values and len(readings) < 2 and not values.faulty:
            message = f"expected two readings or more, found {len(readings)}"
            findings.error(
                "one-reading",
                message,
                values.keys["readings"],
                "write `value:` and `from:` without `readings`",
            )
    if not readings or values.incomplete:
        return None
    return FactEntry(
        _key(values),
        values["subject"],
        values["property"],
        readings,
        values.get("when"),
        values.get("unit"),
        str(values.get("kind", "")),
        values.get("scope"),
    )


FACTS = MapOf(
    Shape(
        "a fact",
        (
            Field("subject", IDENTIFIER, "an id of names.yaml", required=True),
            Field("property", Line("what is stated"), "what is stated of it", required=True),
            Field("when", When(), "the date or period it holds for"),
            Field("unit", Line("a unit"), "the unit of its value"),
            Field(
                "kind",
                Choice(("number", "date", "person", "unit", "place", "text")),
                "what the value is; by default told from it",
            ),
            *_VALUE,
            Field("readings", MapOf(READING, "readings by their ids"), "two values or more for one property"),
        ),
        _fact,
    ),
    "facts by their ids",
)
