"""What the cells of a table say of its columns: which hold numbers, and whether a page may be too narrow."""

from __future__ import annotations

import re
from collections.abc import Sequence

from roa_dossier.patterns import regex

NARROWEST = 36
"""How many letters a line holds on the smallest sheet in the largest type, about: what wants no more fits."""

_WORD, _COLUMN, _BETWEEN = 28, 10, 2
"""In letters: a word that may be broken, a column of sentences, the room beside it."""

_NUMBER = regex(
    r"""(?:ca\.|c\.|about|[<>≈~±+\u2212-])?\s*          # what is said of it
        \d[\d.,\u00a0\u202f\u2009 ]*                      # a number with its separators
        (?:\s*[\u2013/-]\s*\d[\d.,\u00a0\u202f\u2009 ]*)?  # to another
        \s*[%‰+]?""",
    re.VERBOSE,
)
_NOTHING = regex(r"[\s.…\u2013\u2014-]*")


def numeric(rows: Sequence[Sequence[str]], width: int) -> tuple[bool, ...]:
    """Say of each column whether its cells are numbers; empty ones and dashes say nothing against it.

    Args:
        rows: the words of each cell, without notes.
        width: how many columns there are.

    """
    return tuple(_numbers([row[at] for row in rows if at < len(row)]) for at in range(width))


def _numbers(cells: Sequence[str]) -> bool:
    said = [cell.strip() for cell in cells if not _NOTHING.fullmatch(cell)]
    return bool(said) and all(_NUMBER.fullmatch(cell) for cell in said)


def wide(asked: str, rows: Sequence[Sequence[str]]) -> str:
    """Say what the layout does where a table is too wide: what is asked, or `auto`; "" where it cannot be.

    Only a table that may be too wide is measured, which costs time.
    """
    if asked:
        return asked
    columns = [[row[at] for row in rows if at < len(row)] for at in range(max(map(len, rows), default=0))]
    return "auto" if sum(map(_letters, columns)) > NARROWEST else ""


def _letters(cells: Sequence[str]) -> int:
    """How many letters a column cannot do without, about."""
    word = max((len(word) for cell in cells for word in cell.split()), default=0)
    longest = max(map(len, cells), default=0)
    return max(min(word, _WORD), min(longest, _COLUMN)) + _BETWEEN
