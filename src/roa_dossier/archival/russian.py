"""Signatures of Russian archives, in Latin or Cyrillic letters: `GARF, f. 1235, op. 1, d. 16, ll. 5–7ob.`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from roa_dossier.archival import leaves
from roa_dossier.archival.signature import Found, Signature, among
from roa_dossier.patterns import regex

FORM = "GARF, f. 1235, op. 1, d. 16, ll. 5–7ob."

_NAMES = {
    "GARF": "State Archive of the Russian Federation (GARF)",
    "RGVA": "Russian State Military Archive (RGVA)",
    "RGVIA": "Russian State Military Historical Archive (RGVIA)",
    "TsAMO": "Central Archive of the Ministry of Defence (TsAMO)",
    "RGASPI": "Russian State Archive of Socio-Political History (RGASPI)",
    "RGAE": "Russian State Archive of the Economy (RGAE)",
    "RGANI": "Russian State Archive of Contemporary History (RGANI)",
    "RGALI": "Russian State Archive of Literature and Art (RGALI)",
    "RGAKFD": "Russian State Documentary Film and Photo Archive (RGAKFD)",
    "AVPRF": "Foreign Policy Archive of the Russian Federation (AVPRF)",
    "APRF": "Archive of the President of the Russian Federation (APRF)",
    "TsA FSB": "Central Archive of the Federal Security Service (TsA FSB)",
}
_SPELT = {
    "ГАРФ": "GARF",
    "GA RF": "GARF",
    "ГА РФ": "GARF",
    "РГВА": "RGVA",
    "РГВИА": "RGVIA",
    "ЦАМО": "TsAMO",
    "CAMO": "TsAMO",
    "TSAMO": "TsAMO",
    "TzAMO": "TsAMO",
    "РГАСПИ": "RGASPI",
    "РГАЭ": "RGAE",
    "РГАНИ": "RGANI",
    "РГАЛИ": "RGALI",
    "РГАКФД": "RGAKFD",
    "АВПРФ": "AVPRF",
    "AVP RF": "AVPRF",
    "АВП РФ": "AVPRF",
    "АПРФ": "APRF",
    "AP RF": "APRF",
    "АП РФ": "APRF",
    "ЦА ФСБ": "TsA FSB",
    "TsAFSB": "TsA FSB",
}
_ARCHIVES = "|".join(sorted((*_NAMES, *_SPELT), key=len, reverse=True))
_LETTER = "A-Za-zА-Яа-яЁё"
_NEXT = r"\s*[,.;:]?\s*"
_LEAF = leaves.several(r"[0-9]+(?:\s?(?:ob|об|v)(?![A-Za-zА-Яа-яЁё])\.?)?")
_PATTERN = regex(
    rf"""(?<!\w)
    (?P<archive>{_ARCHIVES})(?P<state>\s(?:RF|РФ|MO\sRF|МО\sРФ))?{_NEXT}
    (?i:fond|fund|f|фонд|ф)(?![{_LETTER}])\.?\s*(?P<fond>(?:[{_LETTER}]{{1,3}}[-–]?)?[0-9]+[{_LETTER}]?){_NEXT}
    (?i:opis['’ʹь]?|op|inv|опись|оп)(?![{_LETTER}])\.?\s*(?P<opis>[0-9]+[{_LETTER}]?(?:ss|сс)?)
    (?:{_NEXT}(?i:delo|d|ed\.\s?khr|дело|д|ед\.\s?хр)(?![{_LETTER}])\.?\s*(?P<delo>[0-9]+[{_LETTER}]?(?![0-9]))
      (?:{_NEXT}(?i:listy|list|ll|l|листы|лист|лл|л)(?![{_LETTER}])\.?\s*(?P<leaf>{_LEAF}))?
    )?
    """,
    re.VERBOSE,
)
_ROMANISED = str.maketrans(
    "абвгдежзиклмнопрстуфАБВГДЕЖЗИКЛМНОПРСТУФ", "abvgdezziklmnoprstufABVGDEZZIKLMNOPRSTUF"
)
_VERSO = regex(r"\s?(?:ob|об|v)\.?")


def read(words: str) -> Signature | None:
    """Read words that are such a signature and nothing else."""
    match = _PATTERN.fullmatch(words) or _PATTERN.fullmatch(words.rstrip("."))
    return _made(match, words) if match else None


def found(text: str) -> Iterator[Found]:
    """Find such signatures among other words; here an archive must be named."""
    return among(_PATTERN, _made, text)


def _made(match: re.Match[str], words: str = "") -> Signature:
    archive = _SPELT.get(match["archive"], match["archive"])
    parts = [f"f. {_latin(match['fond'])}", f"op. {_latin(match['opis'])}"]
    if match["delo"]:
        parts.append(f"d. {_latin(match['delo'])}")
    if match["leaf"]:
        leaf = leaves.typed(_VERSO.sub("ob.", match["leaf"]))
        parts.append(f"{'ll.' if leaves.many(leaf) else 'l.'} {leaf}")
    found = words or match.group().rstrip(" ,;:")
    return Signature(found, archive, _NAMES[archive], ", ".join(parts))


def _latin(number: str) -> str:
    """Romanise the letter of a number: `Р-9401` to `R-9401`, `16а` to `16a`."""
    return number.translate(_ROMANISED).replace("–", "-")
