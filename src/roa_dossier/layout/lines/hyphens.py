"""Where words may be broken, by the patterns of their language."""

from __future__ import annotations

from functools import cache
from typing import Any

import pyphen

SHORT = 2
"""How many letters beside a hyphen are few."""

_hyphenators: dict[tuple[str, int, int], tuple[Any, dict[str, tuple[int, ...]]]] = {}


@cache
def _patterns(language: str) -> str:
    """Name the patterns of a language; "" for none."""
    return str(pyphen.language_fallback(language) or "")


def hyphens(word: str, style: Any) -> tuple[int, ...]:
    """Say where a word may be broken, by the language of its style and its limits (CSS Text 4 §6.3.2)."""
    total, left, right = style["hyphenate_limit_chars"]
    if len(word) < total or not (language := _patterns(style["lang"])):
        return ()
    known = _hyphenators.get((language, left, right))
    if known is None:
        known = (pyphen.Pyphen(lang=language, left=left, right=right), {})
        _hyphenators[language, left, right] = known
    hyphenator, words = known
    if word not in words:
        # positions with data would change the word's letters
        words[word] = tuple(int(at) for at in hyphenator.positions(word) if not getattr(at, "data", None))
    return words[word]
