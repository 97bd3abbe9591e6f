"""The geometry of figures made from facts: millimetres and shares of a width, and no page, no language."""

from __future__ import annotations

from roa_dossier.charts.axis import Tick, calendars, ticks
from roa_dossier.charts.gaps import gaps
from roa_dossier.charts.room import Room
from roa_dossier.charts.strip import LABEL, NUMBER, Group, Stretch, Strip, numbered, strip
from roa_dossier.charts.tree import Spot, columns, spots

__all__ = [
    "LABEL",
    "NUMBER",
    "Group",
    "Room",
    "Spot",
    "Stretch",
    "Strip",
    "Tick",
    "calendars",
    "columns",
    "gaps",
    "numbered",
    "spots",
    "strip",
    "ticks",
]
