"""The hint that names the word a person probably meant."""

from __future__ import annotations

from collections.abc import Iterable

from roa_dossier.nearest import closest


def nearest(word: str, candidates: Iterable[str]) -> tuple[str, ...]:
    """Give the hint `did you mean …?`, or none."""
    found = closest(word, tuple(candidates))
    return (f"did you mean `{found}`?",) if found else ()
