"""Where words may be broken, by the patterns of their language."""

from __future__ import annotations

from typing import Any

import pyphen

_hyphenators: dict[tuple[str, int, int], tuple[Any, dict[str, tuple[int, ...]]]] = {}


def hyphens(word: str, style: Any) -> tuple[int, ...]:
    """Say where a word may be broken in the language, and within the limits, of its style."""
    language = pyphen.language_fallback(style["lang"])
    total, left, right = style["hyphenate_limit_chars"]
    if not language or len(word) < total:
        return ()
    known = _hyphenators.get((language, left, right))
    if known is None:
        known = _hyphenators[language, left, right] = (
            pyphen.Pyphen(lang=language, left=left, right=right),
            {},
        )
    hyphenator, words = known
    if word not in words:
        # positions with data would change the word's letters
        words[word] = tuple(int(at) for at in hyphenator.positions(word) if not getattr(at, "data", None))
    return words[word]
