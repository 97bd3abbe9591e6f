"""Hints that name the word a person probably meant, or the letter that is wrong in it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from roa_dossier.nearest import closest


def nearest(word: str, candidates: Iterable[str]) -> tuple[str, ...]:
    """Give the hint `did you mean …?`, or none."""
    found = closest(word, tuple(candidates))
    return (f"did you mean `{found}`?",) if found else ()


def of_id(typed: str) -> str:
    """Give the hint for what is no id; a letter of another alphabet, which may look the same, is named."""
    foreign = next((char for char in typed if char.isalpha() and not char.isascii()), "")
    rule = "ids have small letters, digits and hyphens"
    if not foreign:
        return rule
    return f"`{foreign}` is U+{ord(foreign):04X} {unicodedata.name(foreign, 'without a name')}; {rule}"
