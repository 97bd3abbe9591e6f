"""Signatures of the German Bundesarchiv: `BArch, RH 20-2/558, Bl. 91`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from roa_dossier.archival import leaves
from roa_dossier.archival.signature import Found, Signature, among
from roa_dossier.patterns import regex

FORM = "BArch, RH 20-2/558, Bl. 91"

ARCHIVE = "BArch"
NAME = "Bundesarchiv (BArch)"

_ARCHIVES = r"""
    (?P<archive>(?:
        Bundesarchiv(?:[-–/ ]?Militärarchiv)? (?:\s+(?:Berlin|Freiburg|Koblenz)(?:-Lichterfelde)?)?
            (?:\s*\((?:BA[-–/ ]?MA|BArch|BA)\))?
      | BArch | BA[-–/ ]?(?:MA|B|K|L) | BAMA | BA
    )(?:\s*[,:;.]\s*|\s+))
"""
_LONG = "RHD|RWD|RLD|RMD|RH|RL|RM|RS|RW|RK|MSg|Msg|MSG|PERS|Pers|ZSg|NS|PH|PL|PM|BH|BL|BM|BW|DO|DY|DVW|DVH"
_SHORT = "R|N|B|Z|NL"
_ROMAN = "[IVX]{1,5}"
_LEAF = rf"(?P<leaf>{leaves.several(r'[0-9]+[a-z]?(?:[ ]?(?:Rs|RS|R|v|r)(?![a-zA-Z]))?')})"
_WORD = r"(?P<word>Bll?|Blatt|[Ff]ol|S)(?![a-z])"
_PATTERN = r"""(?<![\w/-])
    {archive}
    (?P<holding>{holdings}) [ ]?
    (?P<number>[0-9]{{1,4}}) (?:[ ]?[-–]?[ ]?(?P<roman>{roman})(?![A-Za-z]))? (?:[-–](?P<part>[0-9]{{1,4}}))?
    (?:[ ]?/[ ]?(?P<file>v?[0-9]+[a-zA-Z]?)(?![0-9A-Za-z]))
    (?:(?:\s*[,;:]\s*|\s+){word}\.?\s*{leaf})?
"""


def _compiled(archive: str, holdings: str) -> re.Pattern[str]:
    text = _PATTERN.format(archive=archive, holdings=holdings, roman=_ROMAN, word=_WORD, leaf=_LEAF)
    return regex(text, re.VERBOSE)


_TYPED = _compiled(f"(?:{_ARCHIVES})?", f"{_LONG}|{_SHORT}")
_NAMED = _compiled(_ARCHIVES, f"{_LONG}|{_SHORT}")
_UNNAMED = _compiled("(?P<archive>)", _LONG)
_CAPITALS = {"Msg": "MSg", "MSG": "MSg", "Pers": "PERS", "NL": "N"}


def read(words: str) -> Signature | None:
    """Read words that are such a signature and nothing else."""
    match = _TYPED.fullmatch(words)
    return _made(match) if match else None


def found(text: str) -> Iterator[Found]:
    """Find such signatures among other words; the same one may be found with and without its archive."""
    yield from among(_NAMED, _made, text)
    yield from among(_UNNAMED, _made, text)


def _made(match: re.Match[str]) -> Signature:
    holding = _CAPITALS.get(match["holding"], match["holding"])
    roman = f" {match['roman']}" if match["roman"] else ""
    part = f"-{match['part']}" if match["part"] else ""
    place = f"{holding} {match['number']}{roman}{part}/{match['file']}"
    if match["leaf"]:
        word = "S." if match["word"] == "S" else "Bl."
        place += f", {word} {leaves.typed(match['leaf'])}"
    return Signature(match.group().strip(), ARCHIVE, NAME, place, bool(match["archive"]))
