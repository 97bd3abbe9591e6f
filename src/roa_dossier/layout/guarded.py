"""Work that the engine may not be able to do: what becomes of it is a value, not an exception."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from roa_dossier import limits
from roa_dossier.layout.job import Cause, Failure

T = TypeVar("T")


def guarded(work: Callable[[], T], failed: Callable[[Failure], T], seconds: int) -> T:
    """Give what work gives, or what becomes of it when the engine cannot do it in the seconds that it has."""
    try:
        return work()
    except limits.OutOfTime:
        return failed(Failure(Cause.TIME, str(seconds)))
    except OSError as fault:
        return failed(Failure(Cause.TOOL, words(fault)))
    except Exception as fault:
        return failed(Failure(cause(fault), words(fault)))


def cause(fault: Exception) -> Cause:
    """Say what kind of failure an exception of the engine is."""
    from roa_dossier.layout import seam

    match fault:
        case seam.Open():
            return Cause.SEAM
        case RecursionError():
            return Cause.NESTING
        case MemoryError():
            return Cause.MEMORY
        case _:
            return Cause.ENGINE


def words(fault: Exception) -> str:
    """Give what it says, in one line."""
    text = " ".join(str(fault).split())
    return f"{type(fault).__name__}: {text}" if text else type(fault).__name__
