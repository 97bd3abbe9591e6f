"""The geometry of figures made from facts: shares of a width, and no page, no font, no language."""

from __future__ import annotations

from roa_dossier.charts.axis import ticks
from roa_dossier.charts.span import Strip, gaps, strip
from roa_dossier.charts.tree import Spot, columns, spots

__all__ = ["Spot", "Strip", "columns", "gaps", "spots", "strip", "ticks"]
