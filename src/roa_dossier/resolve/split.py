"""A flattened table line split into its cells: by script, by romanising a column, the rest.

The line `ПолковникPolkovnikOberst` has no separators left; the script changes once, and the romanised
column is what romanising the first one gives.
"""

from __future__ import annotations

import unicodedata

from roa_dossier import romanise
from roa_dossier.evidence.fold import MARK


def split(line: str) -> tuple[int, int] | None:
    """Say where a line's second and third cells begin, in characters of the folded line.

    Args:
        line: a folded line: a word in a script other than Latin, its romanisation, and the rest.

    Returns:
        The two places, or None when no rule splits the line: no change of script, or nothing after it
        that any romanisation of the first cell gives.

    """
    first = _script_end(line)
    if first == 0 or first == len(line):
        return None
    rest = line[first:]
    for romanised in _romanised(line[:first]):
        if rest.startswith(romanised) and len(rest) > len(romanised):
            return (first, first + len(romanised))
    return None


def _script_end(line: str) -> int:
    """Find where the leading run of a script other than Latin ends; joiners inside it belong to it."""
    end = 0
    for at, char in enumerate(line):
        if char.isalpha():
            if unicodedata.name(char, "").startswith("LATIN"):
                break
            end = at + 1
        elif unicodedata.combining(char):
            end = at + 1
    return end


def _romanised(words: str) -> tuple[str, ...]:
    """Give the romanisations of words by the schemes known, folded as sources are, each once."""
    return tuple(dict.fromkeys(_folded(form) for form in romanise.known(words)))


def _folded(latin: str) -> str:
    return "".join(MARK if char in "'’”ʹʺ\"ʼ`" else char for char in unicodedata.normalize("NFC", latin))
