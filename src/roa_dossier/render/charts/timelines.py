"""Timelines: a strip that is true to scale, and a row for each date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from markupsafe import Markup

from roa_dossier import charts
from roa_dossier.frozen import Frozen, replace
from roa_dossier.model.chapter import Event, Timeline
from roa_dossier.render.charts.views import (
    DrawnView,
    MarkView,
    alternative,
    drawn_view,
    legend,
    mark_of,
    rests,
    words_of,
)
from roa_dossier.render.views import Caption
from roa_dossier.render.writer import Writer
from roa_dossier.wording import Wording

_LANES = 44.0  # millimetres that all stretches of a strip may take up
_DATE, _DAY = 9.2, 18  # points of the dates, and the letters of a day's name
_BESIDE = 5.5  # millimetres between a date and the line
_LEAST, _MOST = 0.2, 0.42  # shares of the line
_PITCH = 2.4  # millimetres from one lane to the next, where there is room


class StretchView(Frozen):
    """What takes up more than a point of the line, in millimetres.

    Attributes:
        mark: of its event.
        start: where it begins.
        stop: where it ends.
        top: beneath the strip's upper edge.
        before: whether its beginning is not known.
        on: whether its end is not known.
        within: whether it is no span, but some day within it.

    """

    mark: MarkView
    start: float
    stop: float
    top: float
    before: bool
    on: bool
    within: bool


class LabelView(Frozen):
    """Words at a place of the strip: where their middle stands, in per cent, and the room they have."""

    words: str
    at: float
    width: float


class StripView(Frozen):
    """A line of time; lengths in millimetres of a drawing `width` wide and `height` high.

    Attributes:
        ticks: where the line is marked.
        points: the marks on it, each with its place.
        stretches: what takes up more than a point.
        braces: from where to where a label stands for several events.
        numbers: the labels of the events.
        labels: those of the ticks.
        thick: of a stretch.

    """

    width: float
    height: float
    ticks: tuple[float, ...]
    points: tuple[tuple[MarkView, float], ...]
    stretches: tuple[StretchView, ...]
    braces: tuple[tuple[float, float], ...]
    numbers: tuple[LabelView, ...]
    labels: tuple[LabelView, ...]
    thick: float


TOP = 5.6
"""Millimetres from a strip's upper edge to its first lane."""


def timeline(writer: Writer, content: Timeline, anchor: str, caption: Caption) -> Markup:
    """Set dated facts along a line."""
    say, events = words_of(writer), content.events
    marks = [mark_of(say, event.drawn, span=event.span) for event in events]
    drawn = [event.drawn for event in events]
    scaled = _strip(writer, events, marks) if _has_extent(events) else None
    about = say.timeline.format(
        count=writer.desk.say.count(len(events), say.dates),
        first=drawn[0].text if drawn else "",
        last=drawn[-1].text if drawn else "",
    )
    within = scaled is not None and any(one.within for one in scaled.stretches)
    return writer.desk.press.set(
        "chart-timeline.html",
        anchor=anchor,
        caption=caption,
        alt=alternative(writer, about, [(f"{each.text}: {each.label}", each) for each in drawn]),
        strip=scaled,
        dates=_share(writer, events),
        rows=_rows(writer, events, marks, numbered=scaled is not None),
        legend=legend(say, marks),
        rests=rests(writer, drawn, say.dates),
        remarks=(*((say.scale,) if scaled else ()), *((say.within,) if within else ())),
        heads=say.heads_timeline,
        table=content.table,
    )


def _has_extent(events: Sequence[Event]) -> bool:
    """Whether there is anything that a scale could show: two different days."""
    return len({day for event in events for day in (event.first, event.last) if day}) > 1 and len(events) > 1


def _share(writer: Writer, events: Sequence[Event]) -> float:
    """Give the per cent of the line that dates take up: no day is broken, a span may be."""
    room = writer.desk.room
    parts = (part for event in events for part in event.drawn.text.split(" to "))
    widest = max((room.wide(part, _DATE) for part in parts if len(part) <= _DAY), default=0.0)
    return round(100 * min(_MOST, max(_LEAST, (widest + _BESIDE) / room.width)), 1)


def _rows(
    writer: Writer, events: Sequence[Event], marks: Sequence[MarkView], *, numbered: bool
) -> list[DrawnView]:
    readings: dict[str, list[int]] = defaultdict(list)
    for number, event in enumerate(events, 1):
        readings[event.drawn.fact].append(number)
    return [
        replace(
            drawn_view(writer, event.drawn, mark),
            gap=gap,
            number=number if numbered else 0,
            against=charts.numbered([one for one in readings[event.drawn.fact] if one != number])
            if numbered and event.drawn.contested
            else "",
        )
        for number, (event, mark, gap) in enumerate(zip(events, marks, charts.gaps(events), strict=True), 1)
    ]


def _strip(writer: Writer, events: Sequence[Event], marks: Sequence[MarkView]) -> StripView:
    room, say = writer.desk.room, writer.desk.say
    strip = charts.strip(events, room, lambda tick: _named(say, tick))
    pitch = min(_PITCH, _LANES / max(1, strip.lanes))

    def label(words: str, at: float, points: float) -> LabelView:
        return LabelView(words, round(at / room.width * 100, 2), round(room.wide(words, points), 1))

    return StripView(
        width=room.width,
        height=round(TOP + strip.lanes * pitch, 2),
        ticks=tuple(at for _, at in strip.ticks),
        points=tuple(zip(marks, strip.points, strict=True)),
        stretches=tuple(
            StretchView(
                marks[one.number - 1],
                one.start,
                one.stop,
                round(TOP + one.lane * pitch, 2),
                one.from_before,
                one.goes_on,
                not events[one.number - 1].span and not one.from_before and not one.goes_on,
            )
            for one in strip.stretches
        ),
        braces=tuple((one.first, one.last) for one in strip.groups if one.last > one.first),
        numbers=tuple(label(one.label, one.at, charts.NUMBER) for one in strip.groups),
        labels=tuple(label(_named(say, tick), at, charts.LABEL) for tick, at in strip.ticks),
        thick=round(0.62 * pitch, 2),
    )


def _named(say: Wording, tick: charts.Tick) -> str:
    """Name a tick: `1945`, `May 1945`, `8 May`."""
    if not tick.month:
        return str(tick.year)
    month = say.months[tick.month - 1]
    if not tick.day:
        return f"{month} {tick.year}"
    return say.day_form.format(day=tick.day, month=month, year="").strip(" ,")
