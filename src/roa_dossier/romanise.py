"""Russian words in Latin letters, by the schemes that historians use. The one door to iuliia."""

from __future__ import annotations

import unicodedata
from functools import cache

import iuliia

from roa_dossier.patterns import regex

_DECLARED = {
    # without the dots by which BGN/PCGN may part letters that would else be read as one: running English
    # leaves them out
    "bgn-pcgn": "BGN_PCGN_ALT",
    "ala-lc": "ALA_LC",
    "gost": "GOST_7034",
    "iso-9": "GOST_779",
}
_KNOWN = (
    "BGN_PCGN",
    "BGN_PCGN_ALT",
    "ALA_LC_ALT",
    "ALA_LC",
    "BS_2979_ALT",
    "GOST_7034",
    "WIKIPEDIA",
    "ICAO_DOC_9303",
)
_STRAY = str.maketrans("ёЁ", "ëË")
_STRESS = str.maketrans("", "", "\u0300\u0301")
_CAPITALS = regex(r"\w*[А-ЯЁ]{2}\w*")
_LETTERS = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")


def romanise(text: str, scheme: str) -> str:
    """Write Russian words in Latin letters.

    Args:
        text: the words; what is not a letter of the Russian alphabet stays as it is, stress marks go.
        scheme: `bgn-pcgn` (BGN/PCGN 1947, without its optional dots), `ala-lc` (ALA-LC 1997, with its
            ligatures), `gost` (GOST R 7.0.34-2014) or `iso-9` (ISO 9:1995).

    Returns:
        The words in Latin letters. What is written in capitals stays so to its last letter (`ЮЖНАЯ` is
        `YUZHNAYA`); one capital alone makes one (`Юрий` is `Yuriy`).

    Raises:
        KeyError: there is no such scheme.

    """
    name = _DECLARED[scheme]
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).translate(_STRESS))
    latin, done = [], 0
    for match in _CAPITALS.finditer(plain):
        latin.append(_translated(plain[done : match.start()], name))
        latin.append(_in_capitals(match.group(), name))
        done = match.end()
    return "".join((*latin, _translated(plain[done:], name)))


def is_russian(text: str) -> bool:
    """Whether every letter is one of the Russian alphabet; at least one is."""
    letters = {char for char in unicodedata.normalize("NFC", text).lower() if char.isalpha()}
    return bool(letters) and letters <= _LETTERS


@cache
def known(words: str) -> tuple[str, ...]:
    """Give what all the schemes that are known to be met in sources make of words, each form once."""
    return tuple(dict.fromkeys(_translated(words, name) for name in _KNOWN))


def _translated(words: str, name: str) -> str:
    """Translate by a scheme of iuliia, which leaves a Cyrillic `ё` where the Latin letter is meant."""
    return unicodedata.normalize("NFC", str(getattr(iuliia, name).translate(words)).translate(_STRAY))


def _in_capitals(word: str, name: str) -> str:
    """Translate a word in which capitals stand side by side: each of them gives capitals only.

    The declared schemes look at the letter before, never at the one after, so that a word's beginning
    comes out the same whatever follows.
    """
    made = ""
    for at, char in enumerate(word):
        begun = _translated(word[: at + 1], name)
        letter = begun[len(made) :]
        beside = word[at + 1 : at + 2] or word[at - 1 : at]
        made += letter.upper() if char.isupper() and beside.isupper() else letter
    return made
