"""Work shared with copies of this process: as many hands as there are cores."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from roa_dossier import limits

X = TypeVar("X")
Y = TypeVar("Y")

FEW = 6
"""Pieces of which to copy this process for some costs more than it saves."""

SECONDS, MEMORY = 600, 4_000_000_000
"""What a copy may take, of processor time and bytes, before its share is done here."""

_PATIENCE = 10.0
"""For how many seconds a copy may take longer than ten times as long as was taken here."""


def shared(work: Callable[[X], Y], many: Sequence[X]) -> list[Y]:
    """Do the same work on many things, and give what it gives, in their order.

    What copies of this process make comes back as a copy of its own: it must be such that it can be pickled,
    and that nobody asks which object it is. A copy that ends, that is not heard of, or in which something is
    raised, has its share done here, where it is raised again.

    Args:
        work: changes nothing but what it gives.
        many: what it is done on.

    """
    count = min(_hands(), len(many) * 2 // FEW)
    if count < 2:
        return _done(work, many)
    copies = [limits.Fork(partial(_done, work, many[at::count]), SECONDS, MEMORY) for at in range(1, count)]
    begun = time.monotonic()
    try:
        shares = [_done(work, many[::count])]
        patience = _PATIENCE + 10 * (time.monotonic() - begun)
        for at, copy in enumerate(copies, 1):
            try:
                shares.append(copy.answer(patience))
            except Exception:
                shares.append(_done(work, many[at::count]))
    finally:
        for copy in copies:
            copy.end()
    return [shares[at % count][at // count] for at in range(len(many))]


def _done(work: Callable[[X], Y], share: Sequence[X]) -> list[Y]:
    return [work(one) for one in share]


def _hands() -> int:
    """Give how many processes can work at once; elsewhere than on Linux a copy may stumble over threads."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1
