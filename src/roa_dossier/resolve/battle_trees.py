"""An order of battle as a tree: each unit at its place, with what states it."""

from __future__ import annotations

from collections.abc import Sequence

from roa_dossier.diagnostics import error
from roa_dossier.model.chapter import BattleTree, Drawn, Unit
from roa_dossier.model.outline import BattleChartBlock, ChartFact, ChartUnit, Words
from roa_dossier.nearest import closest
from roa_dossier.resolve.charts import Pick, drawn, number_of, picked
from roa_dossier.resolve.desk import Desk
from roa_dossier.resolve.facts import Facts, chosen
from roa_dossier.values import Named

Places = dict[str, tuple[str, Pick | None]]
"""For each unit the one it belongs to ("" for none), and the fact that states it."""


def battle_tree(desk: Desk, facts: Facts, block: BattleChartBlock) -> BattleTree | None:
    """Put units in their places; two roots, a circle or a place without ground is an error."""
    told = len(desk.diagnostics)
    units = _known(desk, block)
    places = {name: _place(desk, facts, one, units) for name, one in units.items()}
    if len(desk.diagnostics) == told:
        _check_form(desk, units, places)
        _check_grounds(desk, block, units, places)
    # what else is wrong with them is told, too
    order = list(units) if len(desk.diagnostics) > told else _in_order(places)
    made = tuple(_unit(desk, facts, units[name], places[name]) for name in order)
    if len(desk.diagnostics) > told:
        return None
    return BattleTree(
        made,
        " ".join(str(block.editorial or "").split()),
        block.table,
    )


def _known(desk: Desk, block: BattleChartBlock) -> dict[str, ChartUnit]:
    units: dict[str, ChartUnit] = {}
    for one in block.units:
        first = units.setdefault(str(one.unit), one)
        if first is not one:
            desk.say(
                error("chart-unit-twice", f"`{one.unit}` stands in the chart twice", one.unit.span).beside(
                    first.unit.span, "here first"
                )
            )
        else:
            desk.name(one.unit)
    return units


def _place(desk: Desk, facts: Facts, one: ChartUnit, units: dict[str, ChartUnit]) -> tuple[str, Pick | None]:
    if one.of_fact is not None:
        return _stated_place(desk, facts, one, one.of_fact, units)
    if one.of is None:
        return "", None
    if str(one.of) not in units:
        message = error("chart-unknown-unit", f"`{one.of}` is no unit of this chart", one.of.span)
        near = closest(str(one.of), units)
        known = ", ".join(f"`{name}`" for name in list(units)[:8])
        message = message.hint(f"did you mean `{near}`?") if near else message.hint(f"its units: {known}")
        desk.say(message.hint(f"or give it among `units:` as `- unit: {one.of}`"))
    return str(one.of), None


def _stated_place(
    desk: Desk, facts: Facts, one: ChartUnit, use: Words, units: dict[str, ChartUnit]
) -> tuple[str, Pick | None]:
    """Take a place from a fact about the unit that names the one above it, or the other way round."""
    fact, slash, _ = str(use).partition("/")
    entry = desk.fact(use.slice(0, len(fact)))
    if entry is None:
        return "", None
    desk.facts.add(fact)
    said = chosen(desk, facts, entry, use.slice(len(fact) + 1, len(str(use))) if slash else None, use)
    if said is None:
        return "", None
    named = said.meaning.ids if isinstance(said.meaning, Named) else frozenset[str]()
    subject = str(entry.subject)
    above = [name for name in units if name in named] if subject == str(one.unit) else []
    if str(one.unit) in named and subject in units:
        above = [subject]
    if above:
        return above[0], Pick(said, use)
    desk.say(
        error("chart-place-not-stated", f"`{use}` does not state what `{one.unit}` belongs to", use.span)
        .beside(said.reading.value.span, f"the value of `{use}`")
        .hint(f"the fact is about `{one.unit}` and its value a unit of this chart, or the other way round")
        .hint("or write `of:` with the unit itself, and why it is ours under `editorial:`")
    )
    return "", None


def _check_form(desk: Desk, units: dict[str, ChartUnit], places: Places) -> None:
    """Tell of a circle, and of a second unit that belongs to none."""
    roots = [name for name, (above, _) in places.items() if not above]
    for root in roots[1:]:
        desk.say(
            error(
                "chart-roots", f"`{root}` belongs to no unit, and `{roots[0]}` neither", units[root].unit.span
            )
            .beside(units[roots[0]].unit.span, "the first that belongs to none")
            .hint("one unit stands above all others: give the rest their `of:`")
        )
    told: set[str] = set()
    for name in places:
        circle = _circle(name, places)
        if circle and not told & set(circle):
            told |= set(circle)
            chain = ", which belongs to ".join(f"`{each}`" for each in (*circle[1:], circle[0]))
            one = units[circle[0]]
            span = (one.of or one.of_fact or one.unit).span
            message = (
                f"`{circle[0]}` belongs to {chain}" if len(circle) > 1 else f"`{name}` belongs to itself"
            )
            desk.say(error("chart-circle", message, span).hint("leave out the `of:` of the unit above all"))


def _circle(name: str, places: Places) -> list[str]:
    """Give the circle that a unit stands in, from it on; nothing where it stands in none."""
    passed = [name]
    at = places[name][0]
    while at and at not in passed:
        passed.append(at)
        at = places[at][0]
    return passed if at == name else []


def _check_grounds(desk: Desk, block: BattleChartBlock, units: dict[str, ChartUnit], places: Places) -> None:
    ours = [one for name, one in units.items() if places[name][0] and places[name][1] is None]
    if ours and not block.editorial:
        one = ours[0]
        message = f"nothing states that `{one.unit}` belongs to `{one.of}`"
        desk.say(
            error("chart-place-without-ground", message, (one.of or one.unit).span)
            .hint("write `of:` and beneath it `fact:` with the fact that states it")
            .hint("or say why such places are ours under `editorial:`, beside `units:`")
        )


def _unit(desk: Desk, facts: Facts, one: ChartUnit, place: tuple[str, Pick | None]) -> Unit:
    name = desk.library.names.get(str(one.unit))
    above, pick = place
    commanders = _readings(desk, facts, one.commander)
    strengths = [pick for pick in _readings(desk, facts, one.strength) if number_of(desk, pick)]
    shared = _shared(commanders, strengths)
    return Unit(
        str(one.unit),
        str(name.name) if name else str(one.unit),
        above,
        one.size,
        one.kind,
        _drawn(desk, facts, pick) if pick else None,
        tuple(_drawn(desk, facts, pick, noted=pick not in shared) for pick in commanders),
        tuple(_drawn(desk, facts, pick) for pick in strengths),
    )


def _shared(commanders: Sequence[Pick], strengths: Sequence[Pick]) -> Sequence[Pick]:
    """Give the commanders whose place in the source is that of the strength beneath: one note cites both."""
    if len(commanders) != 1 or len(strengths) != 1:
        return ()
    places = [
        tuple((hit.passage.locator, hit.passage.marks) for hit in pick.said.rests_on)
        for pick in (*commanders, *strengths)
    ]
    return commanders if places[0] and places[0] == places[1] else ()


def _readings(desk: Desk, facts: Facts, fact: Words | None) -> tuple[Pick, ...]:
    return picked(desk, facts, ChartFact(fact)) if fact is not None else ()


def _drawn(desk: Desk, facts: Facts, pick: Pick, *, noted: bool = True) -> Drawn:
    return drawn(desk, facts, pick, "", noted=noted)


def _in_order(places: Places) -> list[str]:
    """Give the units, each after the one it belongs to, those of one unit in the order given."""
    below: dict[str, list[str]] = {}
    for name, (above, _) in places.items():
        below.setdefault(above, []).append(name)
    order: list[str] = []
    waiting = below.get("", [])[::-1]
    while waiting:
        name = waiting.pop()
        order.append(name)
        waiting.extend(below.get(name, [])[::-1])
    return order
