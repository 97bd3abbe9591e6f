"""Figures made from facts: marks are drawn, words are set as text, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from roa_dossier import charts
from roa_dossier.model.chapter import Bar, BattleTree, Drawn, Quotation, Strengths, Timeline, Unit
from roa_dossier.render.markup import html
from roa_dossier.render.views import Caption, Where
from roa_dossier.render.words import joined
from roa_dossier.render.writer import Writer
from roa_dossier.wording.charts import ChartWords, chart_words

_TOLD = 40  # readings that an alternative text goes through: nobody listens to more
_EDGE = 4.0  # per cent left free at both ends of a strip, for the words at its ends
_AXIS = 90.0  # per cent of a bar's cell that the axis takes up, for the words at its end
_DEEPEST = 48.0  # millimetres that the indents of a tree may take up


@dataclass(frozen=True, slots=True)
class MarkView:
    """A mark.

    Attributes:
        signs: what it says, of `plain`, `uncited`, `contested`, `approximate`, `ours`, `span`.
        words: the same in words.

    """

    signs: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class DrawnView:
    """A reading at its mark.

    Attributes:
        mark: its mark.
        label: what it is about; "" where the place says it.
        text: its value or date.
        unit: the unit of its value.
        where: where it stands; None for what is ours.
        ours: why it is ours, or how it follows from others; "" otherwise.
        scope: what it holds for; "" where that is not declared.
        call: its note.
        gap: points above it.

    """

    mark: MarkView
    label: Markup
    text: Markup
    unit: Markup
    where: Where | None
    ours: Markup
    scope: str
    call: Markup
    gap: float = 0.0


@dataclass(frozen=True, slots=True)
class StripView:
    """A mark on the strip, in per cent of its width; `level` 0 is its middle."""

    mark: MarkView
    start: float
    stop: float


@dataclass(frozen=True, slots=True)
class BarView:
    """A bar, in per cent of its cell; `open` at the end that has no number."""

    drawn: DrawnView
    low: float
    high: float
    open: bool


@dataclass(frozen=True, slots=True)
class UnitView:
    """A unit of a tree.

    Attributes:
        name: its printed form.
        size: one of `UNIT_SIZES`; "" for none.
        kind: one of `UNIT_KINDS`; "" for none.
        words: size and kind in words, for those who do not see the symbol.
        left: millimetres it is indented by.
        step: millimetres from the line above it to its own.
        lines: millimetres at which lines of units above it go on past it.
        last: whether its own line ends with it.
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
    step: float
    lines: tuple[float, ...]
    last: bool
    sure: bool
    place: DrawnView | None
    commanders: tuple[DrawnView, ...]
    strengths: tuple[DrawnView, ...]


# ── timelines ───────────────────────────────────────────────────────────────────────────────────────


def timeline(writer: Writer, content: Timeline, anchor: str, caption: Caption) -> Markup:
    """Set dated facts along a line."""
    say, events = _words(writer), content.events
    strip = charts.strip(events)
    marks = [_mark(say, event.drawn, span=event.span) for event in events]
    rows = [
        _drawn(writer, event.drawn, mark, gap)
        for event, mark, gap in zip(events, marks, charts.gaps(events), strict=True)
    ]
    drawn = [event.drawn for event in events]
    about = say.timeline.format(
        count=writer.desk.say.count(len(events), say.dates),
        first=drawn[0].text if drawn else "",
        last=drawn[-1].text if drawn else "",
    )
    return writer.desk.press.set(
        "chart-timeline.html",
        anchor=anchor,
        caption=caption,
        alt=_alt(writer, about, [(f"{each.text}: {each.label}", each) for each in drawn]),
        years=[(year, _shifted(at)) for year, at in strip.years],
        spots=[
            StripView(mark, _shifted(start), _shifted(stop))
            for mark, (start, stop) in zip(marks, strip.spots, strict=True)
        ],
        rows=rows,
        legend=_legend(say, marks),
        rests=_rests(writer, drawn, say.dates),
        remarks=(say.scale,),
        heads=say.heads_timeline,
        table=content.table,
    )


def _shifted(share: float) -> float:
    return round(_EDGE + share * (100 - 2 * _EDGE), 2)


# ── strengths ───────────────────────────────────────────────────────────────────────────────────────


def strengths(writer: Writer, content: Strengths, anchor: str, caption: Caption) -> Markup:
    """Set numbers as bars."""
    say, bars = _words(writer), content.bars
    most = max((end for bar in bars for end in (bar.low, bar.high) if end), default=Fraction(1))
    ticks = charts.ticks(most)
    drawn = [bar.drawn for bar in bars]
    about = say.strengths.format(count=writer.desk.say.count(len(bars), say.numbers))
    return writer.desk.press.set(
        "chart-strengths.html",
        anchor=anchor,
        caption=caption,
        alt=_alt(writer, about, [(f"{each.label}: {each.text} {each.unit}".strip(), each) for each in drawn]),
        bars=[_bar(writer, bar, ticks[-1]) for bar in bars],
        ticks=[(writer.desk.say.number(tick), round(_AXIS * tick / ticks[-1], 2)) for tick in ticks],
        legend=_legend(say, [_mark(say, each) for each in drawn]),
        rests=_rests(writer, drawn, say.numbers),
        remarks=(say.bars,) if any(bar.low != bar.high or bar.drawn.approximate for bar in bars) else (),
        heads=say.heads_strengths,
        table=content.table,
    )


def _bar(writer: Writer, bar: Bar, end: int) -> BarView:
    low = bar.low if bar.low is not None else Fraction(0)
    high = bar.high if bar.high is not None else low
    view = _drawn(writer, bar.drawn, _mark(_words(writer), bar.drawn))
    return BarView(view, _along(low, end), _along(high, end), bar.high is None)


def _along(number: Fraction, end: int) -> float:
    return round(float(number) / end * _AXIS, 2)


# ── trees ───────────────────────────────────────────────────────────────────────────────────────────


def battle_tree(writer: Writer, content: BattleTree, anchor: str, caption: Caption) -> Markup:
    """Set units as a tree: in columns where that fits, else one beneath the other."""
    say, units = _words(writer), content.units
    names = {unit.name: unit.text for unit in units}
    drawn = [each for unit in units for each in _of(unit)]
    about = say.tree.format(count=writer.desk.say.count(len(units), say.units), first=units[0].text)
    ours = any(unit.of and unit.place is None for unit in units)
    branches = charts.columns(units)
    return writer.desk.press.set(
        "chart-tree.html",
        anchor=anchor,
        caption=caption,
        alt=_alt(writer, about, [(_told(say, unit, names), None) for unit in units]),
        root=_unit(writer, charts.spots(units[:1])[0], 0.0),
        columns=[_beneath(writer, branch) for branch in branches],
        rows=[] if branches else _beneath(writer, units),
        rests=_rests(writer, drawn, say.facts),
        remarks=(
            *((say.symbols,) if any(unit.size or unit.kind for unit in units) else ()),
            *((writer.desk.ours(say.dashed.format(reason=content.editorial.rstrip("."))),) if ours else ()),
        ),
        heads=say.heads_tree,
        above=[writer.ours(names.get(unit.of, "")) for unit in units],
        table=content.table,
        listed=[_unit(writer, spot, 0.0) for spot in charts.spots(units)] if content.table else [],
    )


def _beneath(writer: Writer, units: Sequence[Unit]) -> list[UnitView]:
    placed = charts.spots(units)
    deepest = max((spot.depth for spot in placed), default=0)
    step = min(8.0, _DEEPEST / deepest) if deepest else 0.0
    return [_unit(writer, spot, step) for spot in placed]


def _unit(writer: Writer, spot: charts.Spot, step: float) -> UnitView:
    say, unit = _words(writer), spot.unit
    return UnitView(
        name=writer.ours(unit.text),
        size=unit.size,
        kind=unit.kind,
        words=" ".join(filter(None, (say.kinds.get(unit.kind, ""), say.sizes.get(unit.size, "")))),
        left=round(step * spot.depth, 2),
        step=round(step, 2),
        lines=tuple(round(step * at, 2) for at, goes_on in enumerate(spot.lines) if goes_on),
        last=not (spot.lines and spot.lines[-1]),
        sure=unit.place is not None or not unit.of,
        place=_drawn(writer, unit.place, _mark(say, unit.place)) if unit.place else None,
        commanders=tuple(_drawn(writer, each, _mark(say, each)) for each in unit.commanders),
        strengths=tuple(_drawn(writer, each, _mark(say, each)) for each in unit.strengths),
    )


def _of(unit: Unit) -> Iterable[Drawn]:
    return (*((unit.place,) if unit.place else ()), *unit.commanders, *unit.strengths)


def _told(say: ChartWords, unit: Unit, names: dict[str, str]) -> str:
    under = (say.under.format(name=names[unit.of]),) if unit.of else ()
    commanders = (f"{say.commander}: {' / '.join(each.text for each in unit.commanders)}",)
    strengths = (
        f"{say.strength}: {' / '.join(f'{each.text} {each.unit}'.strip() for each in unit.strengths)}",
    )
    said = (*under, *(commanders if unit.commanders else ()), *(strengths if unit.strengths else ()))
    return ", ".join((unit.text, *said))


# ── what all of them share ──────────────────────────────────────────────────────────────────────────


def _words(writer: Writer) -> ChartWords:
    return chart_words(writer.desk.outline.language)


def _drawn(writer: Writer, drawn: Drawn, mark: MarkView, gap: float = 0.0) -> DrawnView:
    say, said = writer.desk.say, drawn.said
    passage = said.quotation.passage if isinstance(said.quotation, Quotation) else None
    ours = say.derived.format(sum=said.derived) if said.derived else ""
    ours = ours or (say.editorial_for.format(reason=said.editorial) if said.editorial else "")
    locator = passage.locator if passage else None
    return DrawnView(
        mark=mark,
        label=writer.ours(drawn.label),
        text=html(writer.names(writer.value((drawn.text,), passage))),
        unit=writer.ours(drawn.unit),
        where=Where(locator.siglum, joined(say.locator(locator), say)) if locator else None,
        ours=Markup.escape(writer.desk.ours(ours)),
        scope=writer.desk.ours(say.scope.format(scope=said.scope)) if said.scope else "",
        call=html(writer.call(said.call)),
        gap=gap,
    )


def _mark(say: ChartWords, drawn: Drawn, *, span: bool = False) -> MarkView:
    signs = tuple(
        sign
        for sign, holds in (
            ("contested", drawn.contested),
            ("uncited", drawn.uncited),
            ("ours", not isinstance(drawn.said.quotation, Quotation)),
            ("approximate", drawn.approximate),
            ("span", span),
        )
        if holds
    )
    return MarkView(signs or ("plain",), ", ".join(say.marks[sign] for sign in signs or ("plain",)))


def _legend(say: ChartWords, marks: Iterable[MarkView]) -> list[MarkView]:
    """Give a mark for each sign in use; a figure of plain marks alone needs none."""
    used = {
        sign
        for mark in marks
        for sign in mark.signs
        if not (sign == "ours" and "contested" in mark.signs)  # a diamond, not a triangle
    }
    if used <= {"plain"}:
        return []
    order = ("plain", "contested", "uncited", "approximate", "ours", "span")
    return [MarkView((sign,), say.marks[sign]) for sign in order if sign in used or sign == "plain"]


def _rests(writer: Writer, drawn: Sequence[Drawn], counted: tuple[str, str]) -> str:
    """Say what a figure rests on: `7 dates from W and B; 1 marked “citation needed” there; 3 contested`."""
    say, own = writer.desk.say, _words(writer)
    sources = list(dict.fromkeys(passage.locator.siglum for each in drawn for passage in each.passages))
    count = say.count(len(drawn), counted)
    first = own.from_.format(count=count, sources=say.listed(sources)) if sources else count
    numbers = {
        "uncited": sum(each.uncited for each in drawn),
        "contested": sum(each.contested for each in drawn),
        "approximate": sum(each.approximate for each in drawn),
        "ours": sum(not isinstance(each.said.quotation, Quotation) for each in drawn),
    }
    rest = [own.counted[sign].format(number=say.number(number)) for sign, number in numbers.items() if number]
    return "; ".join([first, *rest]) + "." if drawn else ""


def _alt(writer: Writer, about: str, told: Sequence[tuple[str, Drawn | None]]) -> str:
    """Say the figure's data for those who do not see it."""
    say = _words(writer)
    parts = [writer.desk.ours(words) + (f" ({_signs(say, drawn)})" if drawn else "") for words, drawn in told]
    rest = [say.more.format(number=len(parts) - _TOLD)] if len(parts) > _TOLD else []
    return " ".join([about, *(f"{part}." for part in parts[:_TOLD]), *rest])


def _signs(say: ChartWords, drawn: Drawn) -> str:
    return _mark(say, drawn).words
