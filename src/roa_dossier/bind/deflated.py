"""Deflated data put together from stretches that are deflated already, and from what stands between them.

A stretch is raw deflate data that ends at a byte's edge and looks back at nothing before it; what stands
between two is put in as it is, in stored blocks (RFC 1951 §3.2.4). So a page whose numbers change is not
deflated anew.
"""

from __future__ import annotations

import struct
import zlib

from roa_dossier.model.fragment import Stretch

_HEADER = b"\x78\x9c"
_LAST = b"\x03\x00"
_PRIME = 65521
_STORED = 65535


def joined(stretches: tuple[Stretch, ...], between: tuple[bytes, ...]) -> bytes:
    """Give zlib data (RFC 1950) of stretches with something between each and the next.

    Args:
        stretches: one more than there is between them.
        between: at most 65,535 bytes each.

    """
    parts, total = [_HEADER], 1
    for at, stretch in enumerate(stretches):
        parts.append(stretch.deflated)
        total = _sum(total, stretch.sum, stretch.length)
        if at < len(between):
            data = between[at]
            parts += [b"\x00", struct.pack("<HH", len(data), _STORED - len(data)), data]
            total = _sum(total, zlib.adler32(data), len(data))
    parts += [_LAST, struct.pack(">I", total)]
    return b"".join(parts)


def _sum(first: int, second: int, length: int) -> int:
    """Give the Adler-32 of two pieces of data from that of each, and the second's length (RFC 1950 §8.2)."""
    a, b = first & 0xFFFF, first >> 16
    low = (a + (second & 0xFFFF) - 1) % _PRIME
    high = (b + (second >> 16) + length * (a - 1)) % _PRIME
    return high << 16 | low
