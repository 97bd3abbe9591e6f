"""Strengths: a bar for each number, each range and each reading."""

from __future__ import annotations

from fractions import Fraction

from markupsafe import Markup

from roa_dossier import charts
from roa_dossier.frozen import Frozen
from roa_dossier.model.chapter import Bar, Strengths
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

_POINTS = 9.4  # of the numbers beside the bars
_LEAST, _MOST = 0.16, 0.34  # shares of the line that they may take up
_FREE = 4.0  # millimetres at the axis' end, for a bar that goes on and half a label
_APART = 4.0  # millimetres between the labels of an axis
_WANTED = 5


class BarView(Frozen):
    """A bar, in millimetres of its drawing; `open` at the end that has no number, `none` for nought."""

    drawn: DrawnView
    low: float
    high: float
    open: bool
    none: bool


class ScaleView(Frozen):
    """What all bars share: a drawing's width in millimetres, the numbers' in per cent, and the ticks.

    Attributes:
        width: of the drawing of a bar.
        share: of the line that it takes up, in per cent.
        ticks: each with its label, its place in millimetres and in per cent.

    """

    width: float
    share: float
    ticks: tuple[tuple[str, float, float], ...]


def strengths(writer: Writer, content: Strengths, anchor: str, caption: Caption) -> Markup:
    """Set numbers as bars."""
    say, bars = words_of(writer), content.bars
    drawn = [bar.drawn for bar in bars]
    scale, end = _scale(writer, bars)
    about = say.strengths.format(count=writer.desk.say.count(len(bars), say.numbers))
    return writer.desk.press.set(
        "chart-strengths.html",
        anchor=anchor,
        caption=caption,
        alt=alternative(
            writer, about, [(f"{each.label}: {each.text} {each.unit}".strip(), each) for each in drawn]
        ),
        bars=[_bar(writer, bar, scale, end) for bar in bars],
        scale=scale,
        legend=legend(say, [mark_of(say, each) for each in drawn]),
        rests=rests(writer, drawn, say.numbers),
        remarks=(say.bars,) if any(bar.low != bar.high or bar.drawn.approximate for bar in bars) else (),
        heads=say.heads_strengths,
        table=content.table,
    )


def _scale(writer: Writer, bars: tuple[Bar, ...]) -> tuple[ScaleView, int]:
    """Choose an axis whose labels fit; give it with the number at its end."""
    room, number = writer.desk.room, writer.desk.say.number
    said = max((room.wide(f"{bar.drawn.text} {bar.drawn.unit} ", _POINTS) for bar in bars), default=0.0)
    share = 1 - min(_MOST, max(_LEAST, said / room.width))
    width = round(room.width * share, 1)
    most = max((end for bar in bars for end in (bar.low, bar.high) if end), default=Fraction(1))
    ticks = charts.ticks(most, _WANTED)
    for wanted in range(_WANTED, 0, -1):
        ticks = charts.ticks(most, wanted)
        label = room.wide(number(ticks[-1]), charts.LABEL) + _APART
        if label * (len(ticks) - 1) <= width - _FREE:
            break
    at = [round(_along(tick, ticks[-1], width), 2) for tick in ticks]
    return ScaleView(
        width,
        round(share * 100, 2),
        tuple(
            (number(tick), place, round(place / width * 100, 2))
            for tick, place in zip(ticks, at, strict=True)
        ),
    ), ticks[-1]


def _along(number: Fraction | int, end: int, width: float) -> float:
    return float(number) / end * (width - 2 * _FREE) + 0.4


def _bar(writer: Writer, bar: Bar, scale: ScaleView, end: int) -> BarView:
    low = bar.low if bar.low is not None else Fraction(0)
    high = bar.high if bar.high is not None else low
    view = drawn_view(writer, bar.drawn, mark_of(words_of(writer), bar.drawn))
    return BarView(
        view,
        round(_along(low, end, scale.width), 2),
        round(_along(high, end, scale.width), 2),
        bar.high is None,
        high == 0,
    )
