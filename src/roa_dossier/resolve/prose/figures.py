"""Numbers and dates of ours that nothing in their paragraph supports.

A number of ours is one in figures. A year is a number; a day is supported where the number and the month
stand in one passage, a month with its year where the month stands in a passage, by name or in a date in
figures. Numbers in words are not held against anything: most of them count what the dossier itself sets out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from roa_dossier.diagnostics import Span, warning
from roa_dossier.evidence import fold
from roa_dossier.frozen import Frozen
from roa_dossier.model.outline import Words
from roa_dossier.names import Finder
from roa_dossier.patterns import regex
from roa_dossier.resolve.desk import Desk
from roa_dossier.resolve.prose.stretches import Stretch
from roa_dossier.resolve.prose.support import support
from roa_dossier.values import MONTHS

_MONTHS = {
    form: number for name, number in MONTHS.items() for form in (name.capitalize(), f"{name.capitalize()}.")
}
_MONTH = "|".join(re.escape(name) for name in sorted(_MONTHS, key=len, reverse=True))
_SHORT = frozenset(  # without its point it may be a person's name, unless a figure stands beside it
    one.capitalize() for one in MONTHS if len(one) < 5 and any(o != one and o.startswith(one) for o in MONTHS)
)
_WHOLE = "|".join(re.escape(name) for name in sorted(_MONTHS, key=len, reverse=True) if name not in _SHORT)
_BLANK = "\u00a0\u2007\u2009\u202f "
_NUMBER = rf"\d{{1,3}}(?:[{_BLANK}]\d{{3}})+(?!\d)|\d+(?:[.,:/]\d+)*"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_NTH = r"(?:st|nd|rd|th|\.)?"
_TO = r"\s*(?:[-–—/]|to|and|bis|und)\s*"
_OURS = regex(
    rf"(?<![\w.])(?:(?P<days>{_DAY}{_NTH}(?:{_TO}{_DAY}{_NTH})?)\s+(?:of\s+)?(?P<month>{_MONTH})(?!\w)"
    rf"(?:,?\s+(?P<year>\d{{4}})(?!\w))?"
    rf"|(?P<before>{_MONTH})\s+(?P<day>{_DAY})(?:st|nd|rd|th)?(?![\w–-])(?:,?\s+(?P<then>\d{{4}})(?!\w))?"
    rf"|(?P<alone>{_MONTH}),?\s+(?P<its>\d{{4}})(?!\w)"
    rf"|(?P<number>{_NUMBER})(?:st|nd|rd|th)?(?!\w))"
)
_THEIRS = regex(
    rf"(?<!\w)(?P<month>(?:{_WHOLE})|(?<=\d )(?:{_MONTH})|(?:{_MONTH})(?= \d))(?!\w)|(?P<number>{_NUMBER})"
)
_IN_FIGURES = regex(r"(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>\d{4}|\d\d)")
_ISO = regex(r"(?P<y>\d{4})-(?P<m>\d\d)(?:-(?P<d>\d\d))?")
_YEARS = regex(r"(?<!\d)(?P<first>\d\d)\d\d[-–—−/](?P<last>\d\d)(?!\d)")
_BEGUN = regex(r"(?P<first>\d\d)\d\d[-–—−/]$")
_GROUPED = regex(rf"\d{{1,3}}(?:[.,{_BLANK}]\d{{3}})+")
_FIGURE = regex(r"\d")
_CENTURIES = ("18", "19", "20")


class _Given(Frozen):
    """What a passage states: numbers in their plain form, and months from 1."""

    numbers: frozenset[str]
    months: frozenset[int]


class _Part(Frozen):
    """What one passage must have: numbers in their plain form, with the month (from 1) where it is not 0."""

    numbers: tuple[str, ...] = ()
    month: int = 0

    def stands(self, given: tuple[_Given, ...]) -> bool:
        """Whether some passage has it; where one names no month that we know, the day alone will do."""
        return any(
            all(number in one.numbers for number in self.numbers)
            and (not self.month or self.month in one.months or bool(self.numbers and not one.months))
            for one in given
        )


class _Needed(Frozen):
    """A number or a date of ours: its range in the run, and its parts, each of which must stand somewhere."""

    start: int
    stop: int
    parts: tuple[_Part, ...]

    def stands(self, given: tuple[_Given, ...]) -> bool:
        """Whether the passages have all its parts."""
        return all(part.stands(given) for part in self.parts)


def say_unsupported(desk: Desk, names: Finder, stretches: Iterable[Stretch]) -> None:
    """Warn of each number and date in figures that nothing in its paragraph, row, block or chapter has."""
    for stretch in stretches:
        counted = [run.words for run in stretch.runs if run and _FIGURE.search(run.words.text.chars)]
        if not counted:
            continue
        behind = support(desk, stretch.behind)
        if behind.open:
            continue
        given = tuple(_given(text) for text in sorted(behind.texts))
        for words in counted:
            folded = fold(words.text)
            for needed in _needed(folded.chars, names):
                if not needed.stands(given):
                    span = Words(folded.text, words.path).at(needed.start, needed.stop)
                    _say(desk, folded.chars[needed.start : needed.stop], span, stretch.within)


def _say(desk: Desk, number: str, span: Span, within: str) -> None:
    desk.say(
        warning(
            "number-unsupported",
            f"`{number}` stands in nothing that its {within} cites, quotes or takes from a fact",
            span,
        ).hint(
            "cite the passage that has it: `[@key: words]`",
            "or use a fact that has it: `{fact:id}`; for a number of the editor's own, one with `editorial:`",
        )
    )


def _needed(chars: str, names: Finder) -> Iterator[_Needed]:
    """Read the numbers and dates of ours, those inside names apart."""
    named = [(start, stop) for start, stop, _ in names.mentions(chars)]
    for match in _OURS.finditer(chars):
        start, stop = match.span()
        if any(low < stop and start < high for low, high in named):
            continue
        yield _Needed(start, stop, _parts(match))


def _parts(match: re.Match[str]) -> tuple[_Part, ...]:
    if number := match["number"]:
        dated = _IN_FIGURES.fullmatch(number)
        if dated and 1 <= int(dated["m"]) <= 12:
            return (_Part((str(int(dated["d"])), dated["y"]), int(dated["m"])),)
        if begun := _BEGUN.search(match.string, max(0, match.start() - 5), match.start()):
            number = begun["first"] + number if len(number) == 2 else number
        return (_Part((_plain(number),)),)
    days, month, year = (
        match[first] or match[second] or match[third]
        for first, second, third in (
            ("days", "day", "day"),
            ("month", "before", "alone"),
            ("year", "then", "its"),
        )
    )
    dates = _Part(tuple(str(int(day)) for day in re.findall(r"\d+", days or "")), _MONTHS[month])
    return (dates, _Part((year,))) if year else (dates,)


@cache
def _given(text: str) -> _Given:
    """Read what a passage states; each date in figures gives its parts."""
    numbers: set[str] = set()
    months: set[int] = set()
    for match in _THEIRS.finditer(text):
        if match["month"]:
            months.add(_MONTHS[match["month"]])
        else:
            numbers |= {_plain(match["number"]), *match["number"].split("/")}
    for pattern in (_IN_FIGURES, _ISO):
        for match in pattern.finditer(text):
            numbers |= {str(int(match["d"] or 0)), *_year(match["y"])}
            months.add(int(match["m"]))
    for match in _YEARS.finditer(text):
        numbers.add(match["first"] + match["last"])
    return _Given(frozenset(numbers), frozenset(months))


def _year(year: str) -> tuple[str, ...]:
    """Give a year, and of one in two figures those that it may be."""
    return (year,) if len(year) == 4 else (year, *(century + year for century in _CENTURIES))


def _plain(number: str) -> str:
    """Give a number in its plain form: without signs between its thousands, with a decimal point."""
    if _GROUPED.fullmatch(number):
        return re.sub(r"\D", "", number)
    return number.replace(",", ".").lstrip("0") or "0"
