"""Leaves, frames and other numbers at the end of a signature: ranges, several of them, versos."""

from __future__ import annotations

import re

from roa_dossier.patterns import regex

_DASH = r"\s*[-–—]\s*"
_RANGE = regex(rf"(?<=[\w.]){_DASH}(?=\d)")
_COMMA = regex(r"\s*,\s*")


def several(number: str) -> str:
    """Give a pattern for one `number` or more: `5`, `5–7`, `5, 9–11`."""
    one = rf"{number}(?:{_DASH}{number})?"
    return rf"{one}(?:\s*,\s*{one})*"


def typed(words: str) -> str:
    """Set ranges with an en dash and commas with one space."""
    return _COMMA.sub(", ", _RANGE.sub("–", words.strip()))


def many(words: str) -> bool:
    """Whether more than one leaf is meant."""
    return bool(re.search(r"[–,]", words))
