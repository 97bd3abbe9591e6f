"""Room for deep calls: a stack that need not grow at each of them.

Python keeps the frames of its calls in pieces of memory of 16 kB. A call that does not fit the last piece
asks the system for another, and gives it back when it returns: where a loop happens to stand at the end of a
piece, each of its calls does so, and a quarter of the time that a layout takes goes into it. For a call that
needs more, a piece is as large as the next power of two, and what it leaves is there for the calls in it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")

_SLOTS = 70_000
"""How many values the call says that it needs: with 8 bytes for each, over half of a mebibyte."""


def roomy(work: Callable[..., T], *given: Any) -> T:
    """Call a function so that the calls in it have half a mebibyte for their frames: a thousand of them."""
    return work(*given)


roomy.__code__ = roomy.__code__.replace(co_stacksize=_SLOTS)
