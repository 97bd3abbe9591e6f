"""Dates read from words: days, months, years, parts of them, spans; never with a part supplied.

A form that can be read in two ways is not read: `4/11/1944`, `winter 1944`, `1908-10`, a day without its
year. English and German words, and ISO 8601, are known (docs/decisions/dates-by-hand.md).
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from roa_dossier.patterns import regex
from roa_dossier.values.forms import Dates

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar jänner",
            "february feb februar febr",
            "march mar märz",
            "april apr",
            "may mai",
            "june jun juni",
            "july jul juli",
            "august aug",
            "september sept sep",
            "october oct oktober okt",
            "november nov",
            "december dec dezember dez",
        ),
        1,
    )
    for name in names.split()
}
"""Every name of a month in small letters, whole or short, with its number from 1."""

_MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_YEAR = r"(?P<year>[12][0-9]{3})"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_SINGLE = tuple(
    regex(form)
    for form in (
        rf"{_YEAR}-(?P<number>[0-9]{{2}})-(?P<day>[0-9]{{2}})",
        rf"{_YEAR}-(?P<number>[0-9]{{2}})",
        rf"{_YEAR}",
        rf"(?:the )?{_DAY}\.? (?:of )?{_MONTH},? {_YEAR}",
        rf"{_MONTH} {_DAY},? {_YEAR}",
        rf"{_MONTH},? (?:of )?{_YEAR}",
        rf"(?P<day>[0-9]{{1,2}})\. ?(?P<number>[0-9]{{1,2}})\. ?{_YEAR}",
    )
)
_PART = regex(
    r"(?:in |the |im |in den )?(?:(?P<early>early|beginning of|anfang|frühe[sn]?)"
    r"|(?P<mid>mid-?|middle of|mitte)|(?P<late>late|end of|ende|späte[sn]?))[ -]?(?P<of>.+)"
)
_SEASON = regex(
    rf"(?:the |im )?(?P<season>spring|summer|autumn|fall|frühjahr|frühling|sommer|herbst),? (?:of )?{_YEAR}"
)
_SEASONS = {
    **dict.fromkeys(("spring", "frühjahr", "frühling"), ((3, 1), (6, 21))),
    **dict.fromkeys(("summer", "sommer"), ((6, 1), (9, 23))),
    **dict.fromkeys(("autumn", "fall", "herbst"), ((9, 1), (12, 21))),
}
_WINTER = regex(rf"(?:the |im )?winter (?:of )?{_YEAR}[/–-](?P<next>[0-9]{{2}}|[0-9]{{4}})")
_ABOUT = regex(r"(?:about|around|approximately|circa|ca\.?|c\.|etwa|um|gegen|~)\s*")
_ON = regex(r"(?:on|in|am|im)\s+")
_SINCE = regex(r"(?:since|from|ab|seit)\s+(?:the\s+|dem\s+)?")
_UNTIL = regex(r"(?:until|till|to|up to|bis)\s+(?:the\s+|zum\s+)?")
_BEFORE = regex(r"(?:before|vor)\s+(?:dem\s+)?")
_AFTER = regex(r"(?:after|nach)\s+(?:dem\s+)?")
_FROM = regex(r"(?:from|von|vom)\s+")
_JOINED = regex(
    r"\s*[–—]\s*|\s+-\s+|(?<=[0-9])/(?=[0-9])|(?<=[0-9])-(?=[0-9]{1,2}\.? [^\W\d_])"
    r"|\s+(?:to|until|till|bis|bis zum)\s+"
)
_OR = regex(r"\s+(?:or|oder)\s+")
_BETWEEN = regex(r"(?:between|zwischen)\s+(?P<low>.+?)\s+(?:and|und)\s+(?P<high>.+)")
_SHORT_YEARS = regex(rf"{_YEAR}(?P<joint>[–/-])(?P<next>[0-9]{{2}})")
_LONGEST = 80  # characters


def read(words: str) -> Dates | None:
    """Read a date or a span; None for anything else, and for what can be read in two ways."""
    rest = " ".join(words.split()).casefold().rstrip(",;")
    if len(rest) > _LONGEST:
        return None
    if on := _ON.match(rest):
        rest = rest[on.end() :]
    return _open(rest) or _any(rest)


def since(words: str) -> Dates | None:
    """Read the date that `since` or `from` stands before; None where neither does."""
    rest = " ".join(words.split()).casefold().rstrip(",;")
    match = _SINCE.match(rest)
    return _one(rest[match.end() :]) if match and len(rest) <= _LONGEST else None


def is_month(word: str) -> bool:
    """Whether a word is a month's name."""
    return word.casefold().rstrip(".") in MONTHS


def _any(rest: str) -> Dates | None:
    return _short_years(rest) or _one(rest) or _uncertain(rest) or _span(rest)


def _open(rest: str) -> Dates | None:
    """Read what has one end only: `since …`, `until …`, `before …`, `after …`."""
    for pattern, side in ((_SINCE, "since"), (_UNTIL, "until"), (_BEFORE, "before"), (_AFTER, "after")):
        match = pattern.match(rest)
        one = _one(rest[match.end() :]) if match else None
        if one is None or one.first is None or one.last is None:
            continue
        match side:
            case "since":
                return Dates(one.first, None, one.approximate)
            case "until":
                return Dates(None, one.last, one.approximate)
            case "before":
                return Dates(None, _moved(one.first, -1), one.approximate)
            case _:
                return Dates(_moved(one.last, 1), None, one.approximate)
    return None


def _moved(day: date, by: int) -> date | None:
    try:
        return day + timedelta(days=by)
    except OverflowError:
        return None


def _one(rest: str) -> Dates | None:
    """Read one day, month, year, or part of one."""
    if about := _ABOUT.match(rest):
        told = _one(rest[about.end() :])
        return Dates(told.first, told.last, True) if told else None
    for form in _SINGLE:
        if match := form.fullmatch(rest):
            return _days(match)
    return _season(rest) or _part(rest)


def _days(match: re.Match[str]) -> Dates | None:
    """Give the days that a date's words mean; None for a day that there is not."""
    given = match.groupdict()
    year = int(given["year"])
    number = given.get("number")
    month = int(number) if number else MONTHS[given["month"]] if given.get("month") else 0
    if number and not given.get("day") and year % 100 < month:
        return None  # 1908-10 is October 1908 or two years and a half
    if not month:
        return None if number else Dates(date(year, 1, 1), date(year, 12, 31))
    if month > 12:
        return None
    last = monthrange(year, month)[1]
    if not given.get("day"):
        return Dates(date(year, month, 1), date(year, month, last))
    day = int(given["day"])
    return Dates(date(year, month, day), date(year, month, day)) if 1 <= day <= last else None


def _season(rest: str) -> Dates | None:
    if match := _SEASON.fullmatch(rest):
        (month, day), (last_month, last_day) = _SEASONS[match["season"]]
        year = int(match["year"])
        return Dates(date(year, month, day), date(year, last_month, last_day), True)
    match = _WINTER.fullmatch(rest)
    following = _following(match["year"], match["next"]) if match else None
    if match and following == int(match["year"]) + 1:
        return Dates(date(following - 1, 12, 1), date(following, 3, 21), True)
    return None


def _part(rest: str) -> Dates | None:
    """Read `early`, `mid` and `late` as the thirds of a year or a month; their edges are not sharp."""
    match = _PART.fullmatch(rest)
    forms = (form.fullmatch(match["of"]) for form in _SINGLE) if match else ()
    whole = next((_days(found) for found in forms if found), None)
    if match is None or whole is None or whole.first is None or whole.last is None:
        return None
    third = 0 if match["early"] else 1 if match["mid"] else 2
    first, last = whole.first, whole.last
    if first == last:
        return None
    if first.month == last.month:
        end = last if third == 2 else first.replace(day=10 + 10 * third)
        return Dates(first.replace(day=1 + 10 * third), end, True)
    month = 4 + 4 * third
    end = date(first.year, month, monthrange(first.year, month)[1])
    return Dates(first.replace(month=1 + 4 * third), end, True)


# ── spans ───────────────────────────────────────────────────────────────────────────────────────────


def _following(year: str, following: str) -> int:
    """Give the year that `45` means in `1942–45`."""
    return int(following) if len(following) == 4 else int(year[:2] + following)


def _short_years(rest: str) -> Dates | None:
    match = _SHORT_YEARS.fullmatch(_without_from(rest))
    if match is None:
        return None
    year, following = int(match["year"]), _following(match["year"], match["next"])
    if following <= year or (match["joint"] == "-" and 1 <= int(match["next"]) <= 12):
        return None
    return _spanning(_year(year), _year(following))


def _year(year: int) -> Dates:
    return Dates(date(year, 1, 1), date(year, 12, 31))


def _without_from(rest: str) -> str:
    match = _FROM.match(rest)
    return rest[match.end() :] if match else rest


def _uncertain(rest: str) -> Dates | None:
    """Read one of two dates, or a date between two: no span, but a date not known more closely."""
    if match := _BETWEEN.fullmatch(rest):
        return _enclosing(_one(match["low"]), _one(match["high"]))
    for match in _OR.finditer(rest):
        told = _enclosing(*_completed(rest[: match.start()], rest[match.end() :]))
        if told:
            return told
    return None


def _enclosing(low: Dates | None, high: Dates | None) -> Dates | None:
    if low and high and low.first and high.last and low.first <= high.last:
        return Dates(low.first, high.last, low.approximate or high.approximate)
    return None


def _span(rest: str) -> Dates | None:
    rest = _without_from(rest)
    joints = list(_JOINED.finditer(rest))
    if re.fullmatch(r"[12][0-9]{3}-[12][0-9]{3}", rest):
        return _spanning(_one(rest[:4]), _one(rest[5:]))
    for joint in joints:
        told = _spanning(*_completed(rest[: joint.start()], rest[joint.end() :]))
        if told:
            return told
    return None


def _completed(low: str, high: str) -> tuple[Dates | None, Dates | None]:
    """Read two dates of which the first may leave to the second its month or its year."""
    last = _one(high)
    if last is None or last.first is None:
        return None, None
    first = _one(low)
    if first is None and re.search(r"[a-zä]", low):
        first = _one(f"{low} {last.first.year}")
    elif first is None and re.fullmatch(r"[0-9]{1,2}(?:st|nd|rd|th|\.)?", low) and last.first == last.last:
        number = re.sub(r"\D", "", low)
        first = _one(f"{last.first.year}-{last.first.month:02}-{number:0>2}")
    return first, last


def _spanning(low: Dates | None, high: Dates | None) -> Dates | None:
    """Make a span with two stated ends, where they are in order."""
    if low is None or high is None or not (low.first and low.last and high.first and high.last):
        return None
    if low.first > high.first or low.last > high.last or (low.first, low.last) == (high.first, high.last):
        return None
    return Dates(low.first, high.last, low.approximate or high.approximate, low.last, high.first)
