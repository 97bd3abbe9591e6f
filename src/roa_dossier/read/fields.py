"""What can be told of a source's reference from its own words: title, author, year, numbers, signatures.

Only forms that encyclopaedias set their references in are read; where the words have none of them, a field
stays empty. Nothing is supplied, and what is given stands in the record letter for letter.
"""

from __future__ import annotations

import re

from roa_dossier import archival
from roa_dossier.model.source import RecordFields
from roa_dossier.patterns import regex

_MARKS = '"“”„‟«»'
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
_DAY = rf"(?:[0-9]{{1,2}}\s(?:{_MONTHS})\.?\s[0-9]{{4}}|(?:{_MONTHS})\.?\s[0-9]{{1,2}},\s[0-9]{{4}})"
_DATE = rf"(?:{_DAY}|(?:{_MONTHS})\.?\s[0-9]{{4}}|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|[0-9]{{4}})"
_GERMAN_DATE = r"[0-9]{1,2}\.\s?[0-9]{1,2}\.\s?(?:[0-9]{4}|[0-9]{2})(?![0-9])"

_UPPER = r"[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁ]"
_WORD = rf"(?:(?:{_UPPER}\.-?)+|{_UPPER}[\w'’-]*)"
_GIVEN = rf"{_WORD}(?:\s(?:{_WORD}|de|von|van|der))*"
_PERSON = rf"(?:(?:de|von|van|der)\s)*{_UPPER}[\w'’-]+(?:\s{_UPPER}[\w'’-]+)?,\s{_GIVEN}"
_PEOPLE = rf"{_PERSON}(?:(?:;|,?\s(?:and|und|&))\s{_PERSON})*(?:,?\set\sal\.)?(?:\s\(eds?\.\))?"
_YEAR_BEHIND_PEOPLE = regex(
    rf"(?P<authors>{_PEOPLE}|{_WORD}(?:\s{_WORD}){{1,4}})"
    rf"\s\((?:[0-9]{{1,2}}\s)?(?:(?:{_MONTHS})\s)?(?P<year>[0-9]{{4}})[a-z]?\)\.\s+"
)
_PEOPLE_FIRST = regex(rf"(?P<authors>{_PEOPLE})(?:(?<=\.)|[.,])\s+")
_SENTENCE = regex(
    rf"(?P<title>[^{_MARKS}]{{2,300}}?(?<=[\w)]{{2}})(?<!\bVol)(?<!\bNo)(?<!\bSt)[.?!])(?:\s|$)"
)
_QUOTED = regex(rf"[{_MARKS}]\s?(?P<title>[^{_MARKS}]{{2,300}}?)\s?[{_MARKS}]")
_OPENS_QUOTED = regex(rf"[>\s]*{_QUOTED.pattern}")
_DATED = regex(rf"{_QUOTED.pattern},\s(?:{_GERMAN_DATE}|{_DATE})")
_PRINTED = regex(
    rf"(?<=[\w)]{{2}}[.?!])\s(?P<place>N\.p\.|(?:St\.\s)?[^.:{_MARKS}]{{2,40}}):\s[^:{_MARKS}]{{2,80}},\s(?P<year>[0-9]{{4}})(?:\.|$)"
)
_DATE_BEHIND = regex(rf"\s?[.,]?\s?(?:[^.{_MARKS}]{{2,60}}\.\s(?={_DAY}))?\(?(?P<date>{_DATE})\)?(?:\.|$)")
_BARE = regex(rf"{_UPPER}[^.,;:()\[\]0-9{_MARKS}]{{5,150}}\??")

_ISBN = regex(r"ISBN(?:-1[03])?:?\s+(?P<isbn>[0-9](?:[0-9 -]{8,15})[0-9Xx])(?![0-9])")
_DOI = regex(r"(?:doi:\s?|doi\.org/)(?P<doi>10\.[0-9]{4,9}/\S+)", re.IGNORECASE)
_ACCESSED = regex(rf"(?:Retrieved|Accessed|Archived|accessed|retrieved)(?:\son)?\s(?P<day>{_DATE})")
_NUMBERS = r"[0-9]+[a-z]?(?:\s?[-–—]\s?[0-9]+)?(?:,\s[0-9]+(?:[-–—][0-9]+)?)*"
_PAGES = regex(rf"(?<![\w.])(?:pp?\.|pages?|Bll?\.|S\.|fol\.|с\.)\s?(?P<pages>{_NUMBERS})")
_IN_VOLUME = regex(r"\([0-9]{1,4}\):\s(?P<pages>[0-9]+[-–—][0-9]+)")


def fields(words: str) -> RecordFields:
    """Tell what can be told of a record's words."""
    chars = " ".join(words.split())
    found = archival.found(chars)
    authors, year, titles = _described(chars, found)
    return RecordFields(
        titles=titles,
        authors=authors,
        year=year,
        isbn=_first(_ISBN, chars),
        doi=_first(_DOI, chars).rstrip(".,;)"),
        signatures=tuple(dict.fromkeys(place.signature.found for place in found)),
        accessed=_first(_ACCESSED, chars),
        pages=_first(_PAGES, chars) or _first(_IN_VOLUME, chars),
    )


def _first(pattern: re.Pattern[str], chars: str) -> str:
    match = pattern.search(chars)
    return match[1] if match else ""


def _described(chars: str, found: tuple[archival.Found, ...]) -> tuple[str, str, tuple[str, ...]]:
    """Give authors, year and titles."""
    if match := _YEAR_BEHIND_PEOPLE.match(chars):
        return match["authors"], match["year"], _title_at(chars, match.end())
    if match := _PEOPLE_FIRST.match(chars):
        printed = _PRINTED.search(chars, match.end())
        titles = _title_at(chars, match.end())
        if printed and not _OPENS_QUOTED.match(chars, match.end()):
            titles = (_ended(chars[match.end() : printed.start()]),)
        if titles and (printed or _OPENS_QUOTED.match(chars, match.end())):
            return match["authors"], printed["year"] if printed else "", titles
    if match := _OPENS_QUOTED.match(chars):
        dated = _DATE_BEHIND.match(chars, match.end())
        return "", _year(dated["date"]) if dated else "", (match["title"],)
    titles = _in_archives(chars, found)
    if not titles and not found and _BARE.fullmatch(chars) and chars.count(" ") >= 2:
        return "", "", (chars,)
    return "", "", titles


def _year(date: str) -> str:
    return date[-4:] if date[-4:].isdecimal() else date[:4]


def _title_at(chars: str, at: int) -> tuple[str, ...]:
    match = _OPENS_QUOTED.match(chars, at) or _SENTENCE.match(chars, at)
    return (_ended(match["title"]),) if match else ()


def _ended(title: str) -> str:
    return title.strip().removesuffix(".").strip()


def _in_archives(chars: str, found: tuple[archival.Found, ...]) -> tuple[str, ...]:
    """Give the titles of documents: between marks right behind a signature, or before a date."""
    places: dict[int, str] = {}
    for place in found:
        if match := _OPENS_QUOTED.match(chars, place.stop):
            places[match.start("title")] = match["title"]
    if found:
        for match in _DATED.finditer(chars):
            places.setdefault(match.start("title"), match["title"])
    return tuple(places[at] for at in sorted(places))
