"""Numbers read from words: figures with their separators, number words, ranges, bounds, units.

What is not wholly understood is not read: `16 battalions and several companies` is no number.
"""

from __future__ import annotations

import re
from fractions import Fraction

from roa_dossier.patterns import regex
from roa_dossier.values.dates import is_month
from roa_dossier.values.forms import Number, folded

_BLANKS = " \u00a0\u2007\u2009\u202f"  # a blank that parts thousands
_FIGURE = r"[0-9]{{1,3}}([{parts}])[0-9]{{3}}(?:\1[0-9]{{3}})*(?:{sign}[0-9]+)?|[0-9]+(?:{sign}[0-9]+)?"
_FIGURES = {
    "point": regex(_FIGURE.format(parts=f",'’{_BLANKS}", sign=r"\.")),
    "comma": regex(_FIGURE.format(parts=f".'’{_BLANKS}", sign=",")),
}
_WITH_POINT = frozenset(("en", "zh", "ja", "ko", "he", "th"))
_LONGEST = 60  # characters: longer figures count nothing that a source states

_SMALL = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen",
    "de": "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn "
    "sechzehn siebzehn achtzehn neunzehn",
}
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "de": "zwanzig dreissig vierzig fünfzig sechzig siebzig achtzig neunzig",
}
_TIMES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 10**6,
    "millions": 10**6,
    "billion": 10**9,
    "hundert": 100,
    "tausend": 1_000,
    "millionen": 10**6,
    "mio": 10**6,
    "milliarde": 10**9,
    "milliarden": 10**9,
}

_ABOUT = regex(
    r"(?:about|around|approximately|approx\.?|circa|ca\.?|c\.|roughly|some|etwa|rund|ungefähr|gegen|~|≈)\s*"
)
_EXACT = regex(r"(?:exactly|just|only|a total of|genau|nur|insgesamt)\s+")
_BOUNDS = (
    (regex(r"(?:more than|over|above|mehr als|über|>)\s*"), "low", True),
    (regex(r"(?:at least|no fewer than|no less than|mindestens|wenigstens|≥)\s*"), "low", False),
    (regex(r"(?:fewer than|less than|under|below|weniger als|unter|<)\s*"), "high", True),
    (regex(r"(?:up to|at most|no more than|as many as|bis zu|höchstens|≤)\s*"), "high", False),
)
_TO = regex(r"\s*[–—]\s*|(?<=[\w.])-(?=\d)|\s+(?:to|bis|or|oder)\s+")
_BETWEEN = regex(r"(?:between|zwischen)\s+(.+?)\s+(?:and|und)\s+(.+)")
_UNIT = regex(r"%|(?:[^\W\d_][\w'\"/-]*)(?: [^\W\d_][\w'\"/-]*){0,2}")
_NO_UNIT = regex(
    r"\b(?:and|or|plus|in|of|on|at|by|to|from|with|und|oder|bis|von|mit|im|am|the|der|die|das|st|nd|rd|th)\b"
)
_PER_CENT = frozenset(("%", "per cent", "percent", "prozent"))
_SINGULAR = {"men": "man", "women": "woman", "people": "person", "persons": "person"}


def read(words: str, language: str) -> Number | None:
    """Read a number with what bounds it and what it counts; None for anything else.

    Args:
        words: what is to be read.
        language: BCP 47; says whether a comma or a point parts thousands, and which number words there are.

    """
    rest = _unspaced(words)
    if not rest or len(rest) > _LONGEST * 2:
        return None
    if exact := _EXACT.match(rest):
        rest = rest[exact.end() :]
    for pattern, side, strict in _BOUNDS:
        if bound := pattern.match(rest):
            return _bounded(rest[bound.end() :], language, side, strict=strict)
    about = _ABOUT.match(rest)
    if about:
        rest = rest[about.end() :]
    if between := _BETWEEN.fullmatch(rest):
        return _range(between.group(1), between.group(2), language, approximate=bool(about))
    return _amount(rest, language, approximate=bool(about))


def _unspaced(words: str) -> str:
    """Give words on one line in small letters; a blank inside a figure is kept as it is."""
    return re.sub(r"[ \t\r\n]+", " ", words).strip().casefold().rstrip(".,;")


def _bounded(rest: str, language: str, side: str, *, strict: bool) -> Number | None:
    told = _amount(rest, language, approximate=False)
    if told is None or told.low != told.high:
        return None
    if side == "low":
        return Number(told.low, None, strict=strict, unit=told.unit)
    return Number(None, told.high, strict=strict, unit=told.unit)


def _amount(rest: str, language: str, *, approximate: bool) -> Number | None:
    """Read a number or a range, and its unit."""
    single = _single(rest, language)
    if single:
        return Number(single[0], single[0], approximate, unit=single[1])
    for between in _TO.finditer(rest):
        told = _range(rest[: between.start()], rest[between.end() :], language, approximate=approximate)
        if told:
            return told
    return None


def _range(low: str, high: str, language: str, *, approximate: bool) -> Number | None:
    first, last = _single(low, language), _single(high, language)
    if first is None or last is None or (first[1] and first[1] != last[1]):
        return None
    least = first[0] * _carried_back(low, high)
    return Number(least, last[0], approximate, unit=last[1]) if least < last[0] else None


def _carried_back(low: str, high: str) -> int:
    """Give what `million` in `1.5–2 million` multiplies the first number by, too; 1 for nothing."""
    if any(char.isalpha() for char in low):
        return 1
    return next((_TIMES[word] for word in high.split() if _TIMES.get(word, 0) >= 1000), 1)


def _single(words: str, language: str) -> tuple[Fraction, str] | None:
    """Read one number and its unit, which may be empty."""
    words = words.strip()
    told = _figure(words, language) or _in_words(words, language)
    if told is None:
        return None
    number, rest = told
    word, _, after = rest.partition(" ")
    if word.rstrip(".") in _TIMES:
        number, rest = number * _TIMES[word.rstrip(".")], after
    unit = rest.strip()
    if unit and (not _UNIT.fullmatch(unit) or _NO_UNIT.search(unit) or is_month(unit.split()[0])):
        return None
    return number, unit_of(unit)


def _figure(words: str, language: str) -> tuple[Fraction, str] | None:
    """Read a number in figures, and give what follows it."""
    mark = "point" if language.split("-")[0].lower() in _WITH_POINT else "comma"
    match = _FIGURES[mark].match(words)
    if match is None or match.end() > _LONGEST:
        return None
    rest = words[match.end() :]
    if rest and not rest.startswith((*_BLANKS, "%")):
        return None
    whole, _, part = match.group().partition("." if mark == "point" else ",")
    return Fraction(f"{re.sub(r'[^0-9]', '', whole)}.{part or 0}"), rest.strip()


def _in_words(words: str, language: str) -> tuple[Fraction, str] | None:
    """Read `nine`, `twenty-four`, and either before `thousand`; nothing more intricate."""
    primary = language.split("-")[0].lower()
    if primary not in _SMALL:
        return None
    word, _, rest = words.partition(" ")
    small, tens = _SMALL[primary].split(), _TENS[primary].split()
    if word in small:
        return Fraction(small.index(word)), rest
    ten, _, one = word.partition("-")
    if ten in tens and (not one or one in small[1:10]):
        return Fraction((tens.index(ten) + 2) * 10 + (small.index(one) if one else 0)), rest
    return None


def unit_of(words: str) -> str:
    """Fold a unit: case, white space, and the plural's ending; per cent is `%`."""
    unit = folded(words)
    if unit in _PER_CENT:
        return "%"
    head, _, last = unit.rpartition(" ")
    return f"{head} {_SINGULAR.get(last) or re.sub(r'(?<=[a-z][a-z])s$', '', last)}".strip()


def grain(number: Fraction) -> Fraction:
    """Give the precision to which a rounded number is given: 1,000 for 42,000, and 1/10 for 1.5."""
    step = Fraction(1)
    if number == 0:
        return step
    while number % step:
        step /= 10
        if step < Fraction(1, 10**12):
            return step
    while not number % (step * 10):
        step *= 10
    return step


def shown(number: Number, thousands: str) -> str:
    """Write a number in figures: `41,856`, `120,000–130,000`, `> 60`; "about" is left out.

    `thousands` is the sign that parts thousands; the decimal sign is a comma where that is a point.
    """
    low = _digits(number.low, thousands) if number.low is not None else ""
    high = _digits(number.high, thousands) if number.high is not None else ""
    if low and high:
        return low if low == high else f"{low}–{high}"
    sign = ">" if low else "<"
    return f"{sign if number.strict else sign.translate({62: '≥', 60: '≤'})} {low or high}"


def _digits(number: Fraction, thousands: str) -> str:
    """Write a number with six decimals at most."""
    whole, part = divmod(abs(round(number, 6)), 1)
    digits = f"{int(whole):,}".replace(",", thousands)
    if part:
        sign = "," if thousands == "." else "."
        digits += sign + f"{int(part * 10**6):06}".rstrip("0")
    return f"−{digits}" if number < 0 else digits


def rounded(number: Fraction) -> Fraction:
    """Round a number to two figures: 42,000 for 41,856."""
    step = Fraction(1)
    while abs(number) >= step * 100:
        step *= 10
    while number and abs(number) < step * 10:
        step /= 10
    return round(number / step) * step
