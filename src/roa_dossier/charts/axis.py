"""The ticks of an axis that begins with nought."""

from __future__ import annotations

from fractions import Fraction

_STEPS = (1, 2, 5)


def ticks(most: Fraction, wanted: int = 4) -> tuple[int, ...]:
    """Give the ticks of an axis from 0 to at least `most`: at most `wanted` steps of 1, 2, 5, 10, …"""
    scale = 1
    while True:
        for step in _STEPS:
            size = step * scale
            if size * wanted >= most:
                count = max(1, -(-most // size))
                return tuple(size * at for at in range(int(count) + 1))
        scale *= 10
