"""Signatures of the National Archives at College Park: microfilm (`T-78, roll 413`) and boxes (`RG 319`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from roa_dossier.archival import leaves
from roa_dossier.archival.signature import Found, Signature, among
from roa_dossier.patterns import regex

FORM = "NARA, RG 242, T-78, roll 413, frame 6381234"

ARCHIVE = "NARA"
NAME = "National Archives and Records Administration (NARA)"

_NEXT = r"\s*[,;:/]?\s*"
_FRAMES = leaves.several("[0-9]{1,7}")
_PATTERN = regex(
    rf"""(?<!\w)(?=[NU]|R(?:G|ecord)|[TMA][- ]?[0-9])
    (?P<archive>(?:
        (?:U\.?S\.?\s)?National\sArchives(?:\sand\sRecords\s(?:Administration|Service))?
            (?:\s(?:at\sCollege\sPark|,\sCollege\sPark))?(?:\s\((?:NARA|NA)\))?
      | NARA | USNA
    ){_NEXT})?
    (?:(?:RG|Record\sGroup)[ -]?(?P<group>[0-9]{{1,3}})(?![0-9]))?
    (?:(?P<film>{_NEXT}(?:Microfilm\s(?:Publication\s)?)?
       (?P<series>[TMA])[- ]?(?P<number>[0-9]{{1,4}})(?![0-9])
       (?:{_NEXT}(?:rolls?|reels?|R)?\.?\s*(?P<roll>[0-9]{{1,4}}[A-Z]?)(?![0-9])
         (?:{_NEXT}(?:frames?|fr|frs|F)?\.?\s*(?P<frame>{_FRAMES}))?)?
    ) |
      (?:{_NEXT}(?:Entry|entry|E)\.?\s*(?P<entry>[A-Z]{{0,3}}[- ]?[0-9]+[A-Z]?)(?![0-9A-Za-z]))?
      (?:{_NEXT}(?:Box|box|Bx)\.?\s*(?P<box>[0-9]+[A-Z]?)(?![0-9A-Za-z]))?
      (?:{_NEXT}(?:Folder|folder|Fldr)\.?\s*(?P<folder>[0-9]+[A-Z]?)(?![0-9A-Za-z]))?
    )
    """,
    re.VERBOSE,
)


def read(words: str) -> Signature | None:
    """Read words that are such a signature and nothing else.

    Without the archive's name, a record group or a film is wanted with a roll, an entry or a box.
    """
    match = _PATTERN.fullmatch(words.rstrip("."))
    return _made(match, words) if match and _is_whole(match) else None


def found(text: str) -> Iterator[Found]:
    """Find such signatures among other words: only those that name the archive or a record group."""
    for place in among(_PATTERN, _made, text):
        match = _PATTERN.match(text, place.start)
        if match and (match["archive"] or match["group"]) and _is_whole(match):
            yield place


def _is_whole(match: re.Match[str]) -> bool:
    below = any(match[part] for part in ("roll", "entry", "box"))
    if match["archive"]:
        return bool(match["group"]) or bool(match["series"] and match["roll"])
    return bool(match["group"] or match["series"]) and below


def _made(match: re.Match[str], words: str = "") -> Signature:
    parts = [f"RG {match['group']}"] if match["group"] else []
    if match["series"]:
        parts.append(f"{match['series']}-{match['number']}")
    for part in ("roll", "entry", "box", "folder"):
        if match[part]:
            parts.append(f"{part} {match[part].replace(' ', '-')}")
    if match["frame"]:
        frame = leaves.typed(match["frame"])
        parts.append(f"{'frames' if leaves.many(frame) else 'frame'} {frame}")
    found = words or match.group().strip(" ,;:")
    return Signature(found, ARCHIVE, NAME, ", ".join(parts), bool(match["archive"]))
