"""Where a word begins and ends; a number with its separators is one word, and so is a hyphenated word."""

from __future__ import annotations

import unicodedata

from roa_dossier.evidence.fold import MARK

_HYPHENS = "-\u2010\u2011"
_NUMBER_SIGNS = ".,:/\u2044"
_MINUS = "-\u2212"


def at_edge(chars: str, at: int) -> bool:
    """Whether the folded `chars` may be cut at `at` without cutting a word or a number."""
    if at <= 0 or at >= len(chars):
        return True
    before, after = chars[at - 1], chars[at]
    if unicodedata.combining(after):
        return False
    if _of_word(before) and _of_word(after):
        return False
    if _of_word(before) and _joins(chars, at):
        return False
    if _of_word(after) and _joins(chars, at - 1):
        return False
    return not (before in _MINUS and after.isdigit() and (at < 2 or chars[at - 2].isspace()))


def _of_word(char: str) -> bool:
    return char.isalnum() or char == "_" or bool(unicodedata.combining(char))


def _joins(chars: str, at: int) -> bool:
    """Whether the sign at `at` stands between two halves of one word or number."""
    if at <= 0 or at + 1 >= len(chars):
        return False
    sign, before, after = chars[at], chars[at - 1], chars[at + 1]
    if before.isdigit() and after.isdigit():
        return sign in _NUMBER_SIGNS or sign in _HYPHENS or sign == MARK
    if not (_of_word(before) and _of_word(after)):
        return False
    return sign in _HYPHENS or sign == MARK or sign in "./"
