"""Orders of battle as trees: units with their symbols, each with what is stated of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from roa_dossier import charts
from roa_dossier.frozen import Frozen
from roa_dossier.model.chapter import BattleTree, Drawn, Unit
from roa_dossier.model.outline import UNIT_KINDS, UNIT_SIZES
from roa_dossier.render.charts.views import (
    DrawnView,
    alternative,
    drawn_view,
    legend,
    mark_of,
    rests,
    words_of,
)
from roa_dossier.render.views import Caption
from roa_dossier.render.writer import Writer
from roa_dossier.wording.charts import ChartWords

_DEEPEST = 0.35  # of the line, that the indents of a tree may take up
_STEP, _COLUMN_STEP = 8.0, 5.0  # millimetres by which a unit stands in from the one above it
_STEM = 5.5  # millimetres from a symbol's left edge to the middle of it


class SymbolView(Frozen):
    """A symbol of the legend: a size, or a kind, and what it means."""

    size: str
    kind: str
    words: str


class UnitView(Frozen):
    """A unit of a tree.

    Attributes:
        name: its printed form.
        size: one of `UNIT_SIZES`; "" for none.
        kind: one of `UNIT_KINDS`; "" for none.
        words: size and kind in words, for those who do not see the symbol.
        left: millimetres it is indented by.
        lines: millimetres at which lines of units above it go on past it.
        elbow: where the line from the unit above it comes down, and how far it is from there to its symbol.
        stem: where the line to the units beneath it begins; None where there are none.
        sure: whether a fact states its place.
        place: that fact, where there is one.
        commanders: by every reading.
        strengths: by every reading.

    """

    name: Markup
    size: str
    kind: str
    words: str
    left: float
    lines: tuple[float, ...]
    elbow: tuple[float, float] | None
    stem: float | None
    sure: bool
    place: DrawnView | None
    commanders: tuple[DrawnView, ...]
    strengths: tuple[DrawnView, ...]


def battle_tree(writer: Writer, content: BattleTree, anchor: str, caption: Caption) -> Markup:
    """Set units as a tree: in columns where that fits, else one beneath the other."""
    say, units = words_of(writer), content.units
    names = {unit.name: unit.text for unit in units}
    drawn = [each for unit in units for each in _of(unit)]
    about = say.tree.format(count=writer.desk.say.count(len(units), say.units), first=units[0].text)
    ours = any(unit.of and unit.place is None for unit in units)
    branches = charts.columns(units, writer.desk.room)
    room = writer.desk.room.width
    root = _unit(writer, charts.spots(units[:1])[0], 0.0) if branches else None
    columns = [_beneath(writer, branch, _COLUMN_STEP, room) for branch in branches]
    rows = [] if branches else _beneath(writer, units, _STEP, room)
    listed = [*([root] if root else ()), *(unit for column in columns for unit in column), *rows]
    return writer.desk.press.set(
        "chart-tree.html",
        anchor=anchor,
        caption=caption,
        alt=alternative(writer, about, [(_told(say, unit, names), None) for unit in units]),
        root=root,
        columns=columns,
        rows=rows,
        legend=legend(say, [mark_of(say, each) for each in drawn]),
        symbols=_symbols(say, units),
        rests=rests(writer, drawn, say.facts),
        remarks=(
            *((say.symbols,) if any(unit.size or unit.kind for unit in units) else ()),
            *((writer.desk.ours(say.dashed.format(reason=content.editorial.rstrip("."))),) if ours else ()),
        ),
        heads=say.heads_tree,
        above=[writer.ours(names.get(unit.of, "")) for unit in units],
        table=content.table,
        listed=listed,
    )


def _beneath(writer: Writer, units: Sequence[Unit], widest: float, room: float) -> list[UnitView]:
    placed = charts.spots(units)
    deepest = max((spot.depth for spot in placed), default=0)
    step = min(widest, _DEEPEST * room / deepest) if deepest else 0.0
    return [_unit(writer, spot, step) for spot in placed]


def _unit(writer: Writer, spot: charts.Spot, step: float) -> UnitView:
    say, unit = words_of(writer), spot.unit
    stem = min(_STEM, 0.7 * step)
    left = step * spot.depth
    return UnitView(
        name=writer.ours(unit.text),
        size=unit.size,
        kind=unit.kind,
        words=" ".join(filter(None, (say.kinds.get(unit.kind, ""), say.sizes.get(unit.size, "")))),
        left=round(left, 2),
        lines=tuple(round(step * at + stem, 2) for at, goes_on in enumerate(spot.lines) if goes_on),
        elbow=(round(left - step + stem, 2), round(step - stem + 0.6, 2)) if spot.depth else None,
        stem=round(left + stem, 2) if spot.above else None,
        sure=unit.place is not None or not unit.of,
        place=drawn_view(writer, unit.place, mark_of(say, unit.place)) if unit.place else None,
        commanders=tuple(drawn_view(writer, each, mark_of(say, each)) for each in unit.commanders),
        strengths=tuple(drawn_view(writer, each, mark_of(say, each)) for each in unit.strengths),
    )


def _symbols(say: ChartWords, units: Sequence[Unit]) -> list[SymbolView]:
    """Give every size and kind in use, each once, from the smallest size on."""
    sizes, kinds = {unit.size for unit in units}, {unit.kind for unit in units}
    return [
        *(SymbolView(size, "", say.sizes[size]) for size in UNIT_SIZES if size in sizes),
        *(SymbolView("", kind, say.kinds[kind]) for kind in UNIT_KINDS if kind in kinds),
    ]


def _of(unit: Unit) -> Iterable[Drawn]:
    return (*((unit.place,) if unit.place else ()), *unit.commanders, *unit.strengths)


def _told(say: ChartWords, unit: Unit, names: dict[str, str]) -> str:
    """Say a unit in words: its name, size and kind, the unit above it, who led it and its strength."""
    kind = " ".join(filter(None, (say.kinds.get(unit.kind, ""), say.sizes.get(unit.size, ""))))
    under = (say.under.format(name=names[unit.of]),) if unit.of else ()
    said = (
        *((kind,) if kind else ()),
        *under,
        *_readings(say, say.commander, unit.commanders),
        *_readings(say, say.strength, unit.strengths),
    )
    return ", ".join((unit.text, *said))


def _readings(say: ChartWords, what: str, drawn: Sequence[Drawn]) -> tuple[str, ...]:
    if not drawn:
        return ()
    told = " / ".join(f"{each.text} {each.unit}".strip() for each in drawn)
    signs = dict.fromkeys(sign for each in drawn for sign in mark_of(say, each).signs if sign != "plain")
    return (f"{what}: {told}" + (f" ({', '.join(say.marks[sign] for sign in signs)})" if signs else ""),)
