"""Words whose letters are of two scripts: one of them only looks like what is meant."""

from __future__ import annotations

import unicodedata
from collections import Counter

from roa_dossier.diagnostics import Diagnostic, warning
from roa_dossier.model.outline import Words
from roa_dossier.patterns import regex

_WORD = regex(r"[^\W\d_]+")
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK")
_LATIN, _CYRILLIC = "ABEKMHOPCTXYIJSaeopcyxijs", "АВЕКМНОРСТХУІЈЅаеорсухіјѕ"
_MEANT = str.maketrans(_LATIN + _CYRILLIC, _CYRILLIC + _LATIN)


def check(words: Words | None) -> Diagnostic | None:
    """Warn of the first word of some words that mixes scripts; None where none does."""
    found = _first(str(words or ""))
    if found is None or words is None:
        return None
    start, word, letter = found
    said = f"expected letters of one script in `{word}`, found `{letter}`, {_code_point(letter)}"
    at = start + word.index(letter)
    return warning("mixed-scripts", said, words.slice(at, at + 1).span).hint(*_instead(word, letter))


def remark(words: str) -> tuple[str, ...]:
    """Name the letter of another script in the first word that mixes scripts, for a hint; () for none."""
    found = _first(words)
    return (f"`{found[2]}` in `{found[1]}` is {_code_point(found[2])}",) if found else ()


def _first(words: str) -> tuple[int, str, str] | None:
    """Give the first word of two scripts: its place, itself, and its first letter of the rarer script."""
    for match in _WORD.finditer(words):
        scripts = [_script(char) for char in match.group()]
        counts = Counter(filter(None, scripts))
        if len(counts) > 1:
            rarer = counts.most_common()[-1][0]
            return match.start(), match.group(), match.group()[scripts.index(rarer)]
    return None


def _script(char: str) -> str:
    """Give the script of a letter; "" for one that is not of the scripts whose letters look alike."""
    name = unicodedata.name(char, "").partition(" ")[0]
    return name if name in _SCRIPTS else ""


def _code_point(char: str) -> str:
    return f"U+{ord(char):04X} {unicodedata.name(char, 'without a name')}"


def _instead(word: str, letter: str) -> tuple[str, ...]:
    """Give the word in one script, where each letter of the rarer one has a double in the other."""
    script = _script(letter)
    meant = "".join(char.translate(_MEANT) if _script(char) == script else char for char in word)
    if any(_script(char) == script for char in meant):
        return ("type the whole word in one script",)
    return (f"type the whole word in one script: `{meant}`",)
