"""Whether a date stands in the words of a reference, in whichever of the usual forms."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
_NAME = r"[^\W\d_]{3,10}"
_FORMS = (
    re.compile(r"(?<!\d)(?P<day>\d{1,2})[./]\s?(?P<number>\d{1,2})[./]\s?(?P<year>\d{4}|\d{2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<number>\d{2})(?:-(?P<day>\d{2}))?(?!\d)"),
    re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})\.?\s(?P<name>{_NAME})\.?,?\s(?P<year>\d{{4}})(?!\d)"),
    re.compile(rf"(?<!\w)(?P<name>{_NAME})\.?\s(?P<day>\d{{1,2}}),?\s(?P<year>\d{{4}})(?!\d)"),
    re.compile(rf"(?<!\w)(?P<name>{_NAME})\.?\s(?P<year>\d{{4}})(?!\d)"),
    re.compile(r"(?<!\d)(?P<year>\d{4})(?!\d)"),
)


def stands(typed: Day, words: str) -> bool:
    """Whether a date as exact as `typed` or more exact stands in the words.

    A year of two digits, as in `14.9.43`, is read in the century that is typed.
    """
    return any(_agree(typed, found) for found in _days(words))


def _agree(typed: Day, found: Day) -> bool:
    year, *rest = found
    same = year == (typed[0] % 100 if year < 100 else typed[0])
    return same and len(found) >= len(typed) and tuple(rest[: len(typed) - 1]) == typed[1:]


def _days(words: str) -> Iterator[Day]:
    for form in _FORMS:
        for match in form.finditer(words):
            given = match.groupdict()
            name, number = given.get("name"), given.get("number")
            month = int(number) if number else _MONTHS.get((name or "").casefold())
            if month is not None:
                yield (int(given["year"]), month, *((int(given["day"]),) if given.get("day") else ()))
            elif not name:
                yield (int(given["year"]),)
