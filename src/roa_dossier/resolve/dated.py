"""Whether a date stands in the words of a reference, in whichever of the usual forms."""

from __future__ import annotations

from collections.abc import Iterator

from roa_dossier.patterns import regex
from roa_dossier.wording import ENGLISH, GERMAN

Day = tuple[int, ...]
"""Year; year and month; or year, month and day. A year below 100 stands for any century's."""

_RUSSIAN = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
_MONTHS = {
    name: number
    for names in (ENGLISH.months, GERMAN.months, _RUSSIAN.split())
    for number, whole in enumerate(names, 1)
    for name in (whole.casefold(), whole.casefold()[:3])
}
_FIRST_YEAR, _LAST_YEAR = 1400, 2100
_NAME = r"[^\W\d_]{3,10}"
_FORMS = (
    regex(r"(?<!\d)(?P<day>\d{1,2})[./]\s?(?P<number>\d{1,2})[./]\s?(?P<year>\d{4}|\d{2})(?!\d)"),
    regex(r"(?<!\d)(?P<year>\d{4})-(?P<number>\d{2})(?:-(?P<day>\d{2}))?(?!\d)"),
    regex(rf"(?<!\d)(?P<day>\d{{1,2}})\.?\s(?P<name>{_NAME})\.?,?\s(?P<year>\d{{4}})(?!\d)"),
    regex(rf"(?<!\w)(?P<name>{_NAME})\.?\s(?P<day>\d{{1,2}}),?\s(?P<year>\d{{4}})(?!\d)"),
    regex(rf"(?<!\w)(?P<name>{_NAME})\.?\s(?P<year>\d{{4}})(?!\d)"),
    regex(r"(?<!\d)(?P<year>\d{4})(?!\d)"),
)


def stands(typed: Day, words: str) -> bool:
    """Whether a date as exact as `typed` or more exact stands in the words.

    A year of two digits, as in `14.9.43`, is read in the century that is typed.
    """
    return any(_agree(typed, found) for found, _, _ in _days(words))


def nearest(typed: Day, words: str, year: str = "") -> tuple[Day, int, int] | None:
    """Give the date in the words that shares most with `typed`, and where it stands; None without any.

    Of two that share the same, the one of the nearer year, then the more exact, then the last. Where it is
    known in which `year` the work came out, dates of that year come first.
    """

    def likeness(one: tuple[Day, int, int]) -> tuple[bool, int, int, int, int]:
        day, start, _ = one
        shared = sum(map(int.__eq__, day, typed))
        return str(day[0]) == year, shared, -abs(day[0] - typed[0]), len(day), start

    found = [((_in_century(day[0], typed), *day[1:]), start, stop) for day, start, stop in _days(words)]
    return max((one for one in found if _is_day(one[0])), key=likeness, default=None)


def _is_day(day: Day) -> bool:
    """Whether numbers may be a date, and not a span of years or a part of a longer number."""
    return _FIRST_YEAR <= day[0] <= _LAST_YEAR and all(
        1 <= part <= most for part, most in zip(day[1:], (12, 31), strict=False)
    )


def _in_century(year: int, typed: Day) -> int:
    return year if year >= 100 else typed[0] - typed[0] % 100 + year


def _agree(typed: Day, found: Day) -> bool:
    year, *rest = found
    same = _in_century(year, typed) == typed[0]
    return same and len(found) >= len(typed) and tuple(rest[: len(typed) - 1]) == typed[1:]


def _days(words: str) -> Iterator[tuple[Day, int, int]]:
    for form in _FORMS:
        for match in form.finditer(words):
            given = match.groupdict()
            name, number = given.get("name"), given.get("number")
            month = int(number) if number else _MONTHS.get((name or "").casefold())
            if month is not None:
                day = (int(given["day"]),) if given.get("day") else ()
                yield (int(given["year"]), month, *day), *match.span()
            elif not name:
                yield (int(given["year"]),), *match.span()
