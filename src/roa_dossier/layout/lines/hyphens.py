"""Where words may be broken, by the patterns of their language."""

from __future__ import annotations

from typing import Any

import pyphen

SHORT = (5, 2, 3)
"""In need, the shortest word that is broken, and the fewest letters before and after the hyphen."""

_hyphenators: dict[tuple[str, int, int], tuple[Any, dict[str, tuple[int, ...]]]] = {}


def hyphens(word: str, style: Any, in_need: bool = False) -> tuple[int, ...]:
    """Say where a word may be broken in the language of its style.

    Args:
        word: letters only.
        style: says how short words and their parts may be (CSS Text 4 §6.3.2).
        in_need: whether they may be shorter than that, where lines would be very loose otherwise.

    """
    language = pyphen.language_fallback(style["lang"])
    limits = style["hyphenate_limit_chars"]
    total, left, right = (min(pair) for pair in zip(limits, SHORT, strict=True)) if in_need else limits
    if not language or len(word) < total:
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
