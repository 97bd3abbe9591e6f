"""The gaps between rows of dates, which no label can close."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from roa_dossier.charts.strip import days
from roa_dossier.model.chapter import Event

_YEAR = 365.25
_LEAST, _MOST = 1.0, 14.0


def gaps(events: Sequence[Event]) -> tuple[float, ...]:
    """Give the room above each row, in points: more for more time, by its logarithm; none above the first.

    Rows are as high as their words need, so their distances cannot be true to scale: a strip is.
    """
    starts = [days(event)[0] for event in events]
    passed = [0, *((after - before).days for before, after in pairwise(starts))]
    return tuple(
        0.0 if not at else round(min(_MOST, _LEAST + 4 * math.log1p(12 * number / _YEAR)), 1)
        for at, number in enumerate(passed)
    )
