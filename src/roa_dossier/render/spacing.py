"""Spaces that do not break, and real dashes, by the rules of a language: in words of ours only."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from roa_dossier import wording
from roa_dossier.frozen import Frozen
from roa_dossier.patterns import regex

FIXED = "\u00a0"
"""A space that does not break."""

NARROW = "\u202f"
"""A narrow one."""

Change = Callable[[str], str]


class Usage(Frozen):
    """What a language asks for beside what all share; every word may be typed with a capital.

    Attributes:
        before: abbreviations, with their stops, that stay with the number after them.
        after: units and words that stay with the number before them.
        titles: abbreviations that stay with the name after them.
        pairs: abbreviations of several letters, each with narrow spaces between, however they were typed.
        dash: what ` - ` between words stands for.
        day: what stands between a day and its month, besides the space.
        high: whether a space that is typed before `;`, `!` and `?` is narrow, and one before `:` fixed.
        thousands: whether a space in a number is one of thousands.
        percent: the space before `%`.

    """

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()
    dash: str = "–"
    day: str = ""
    high: bool = False
    thousands: bool = False
    percent: str = FIXED


_SHARED = ("¶", "¶¶", "§", "§§", "№")
_METRIC = ("km", "m", "cm", "mm", "kg", "g", "t", "ha", "km²", "m²", "km/h", "°C", "°", "hp", "pt")

ENGLISH = Usage(
    before=(
        *(
            "p.",
            "pp.",
            "l.",
            "ll.",
            "n.",
            "nn.",
            "no.",
            "nos.",
            "vol.",
            "vols.",
            "ch.",
            "chs.",
            "fig.",
            "figs.",
        ),
        *(
            "f.",
            "ff.",
            "fol.",
            "fols.",
            "op.",
            "d.",
            "c.",
            "ca.",
            "art.",
            "arts.",
            "sect.",
            "pl.",
            "bk.",
            "pt.",
        ),
    ),
    after=(*_METRIC, "per cent", "million", "billion", "miles", "BC", "AD", "BCE", "CE", "a.m.", "p.m."),
    titles=("Dr.", "Mr.", "Mrs.", "Ms.", "Prof.", "St.", "Gen.", "Col.", "Maj.", "Capt.", "Lt.", "Sgt."),
)
BY_LANGUAGE = {
    "en": ENGLISH,
    "de": Usage(
        before=(
            *(
                "S.",
                "Nr.",
                "Nrn.",
                "Bd.",
                "Bde.",
                "Kap.",
                "Abb.",
                "Tab.",
                "Anm.",
                "Z.",
                "Bl.",
                "Sp.",
                "Jg.",
                "H.",
            ),
            *("Art.", "Abs.", "Abschn.", "ca.", "Aufl.", "Taf."),
        ),
        after=(*_METRIC, "Prozent", "Mio.", "Mrd.", "Millionen", "Milliarden", "Uhr", "v. Chr.", "n. Chr."),
        titles=("Dr.", "Prof.", "Hr.", "Fr.", "Gen.", "Hptm.", "Lt.", "St.", "Frhr."),
        pairs=(
            *(
                "z. B.",
                "d. h.",
                "u. a.",
                "i. d. R.",
                "o. ä.",
                "u. ä.",
                "v. Chr.",
                "n. Chr.",
                "z. T.",
                "u. U.",
            ),
            *("s. o.", "s. u.", "a. a. O.", "i. A.", "e. V.", "d. J.", "m. E.", "o. J.", "o. O.", "i. e. S."),
        ),
        day=".",
        percent=NARROW,
    ),
    "fr": Usage(
        before=("p.", "pp.", "n°", "nos", "t.", "vol.", "chap.", "fig.", "f.", "fol.", "art.", "l.", "v."),
        after=(*_METRIC, "millions", "milliards", "pour cent"),
        titles=("M.", "MM.", "Mme", "Mlle", "Dr", "Pr", "St", "Ste"),
        high=True,
        thousands=True,
        percent=NARROW,
    ),
    "ru": Usage(
        before=(
            "с.",
            "стр.",
            "т.",
            "гл.",
            "рис.",
            "ф.",
            "оп.",
            "д.",
            "л.",
            "лл.",
            "п.",
            "ст.",
            "кн.",
            "вып.",
        ),
        after=("км", "м", "см", "мм", "кг", "г.", "гг.", "тыс.", "млн", "млрд", "руб.", "чел."),
        dash="—",
        thousands=True,
    ),
}

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĘĚĞŁŃŇŐŘŚŠŤŮŰŹŻŽА-ЯЁІЇЄҐ"
_RANGES = r"(?<![\w/.,-])([12]\d)(\d\d)-(\d\d|[12]\d\d\d)(?![\w/-])(?!\.\d)"


def spaced(text: str, language: str) -> str:
    """Give words of ours with the spaces and dashes that their language asks for.

    No letter or figure changes. What is quoted, a value, a cell or a title of a source is never given here.

    Args:
        text: words as typed, marks and apostrophes already turned.
        language: BCP 47; one whose usage is not known has what all share.

    """
    if not _MAY_CHANGE.search(text):
        return text
    for change in _changes(language.partition("-")[0].lower()):
        text = change(text)
    return text


_MAY_CHANGE = regex(r"[ .]|--|\d-")
"""Whether there is a space, an abbreviation's stop or a hyphen that could be something else."""


@lru_cache(maxsize=8)
def _changes(language: str) -> tuple[Change, ...]:
    usage = BY_LANGUAGE.get(language, Usage())
    before = (*usage.before, *_SHARED, *_labels(language))
    changes = [
        *_dashes(usage),
        *(_pair(each) for each in usage.pairs),
        _change(
            rf"(?<!\w)(?i:{_any(before)}) (?=[\dIVXLC])", lambda found: found[0][:-1] + FIXED, r" [\dIVXLC]"
        ),
        _change(r"(?<=\d) (?=%|‰)", usage.percent, "[%‰]"),
        _change(rf"(?<!\w)([{_UPPER}]\.) (?=[{_UPPER}])", rf"\1{FIXED}", rf"\. [{_UPPER}]"),
    ]
    if usage.after:
        changes.append(_change(rf"(?<=\d) (?=(?:{_any(usage.after)})(?!\w))", FIXED, r"\d "))
    if usage.titles:
        changes.append(_change(rf"(?<!\w)({_any(usage.titles)}) (?=[{_UPPER}])", rf"\1{FIXED}"))
    if wording.known(language):
        months = _any(wording.of(language).months)
        changes.append(
            _change(rf"(?<!\d)(\d\d?{re.escape(usage.day)}) (?=(?:{months})\b)", rf"\1{FIXED}", r"\d")
        )
    if usage.thousands:
        changes.append(_change(r"(?<![\d.,])(\d{1,3}) (?=\d{3}(?!\d))", rf"\1{NARROW}", r"\d \d"))
    if usage.high:
        changes += [_change(r"(?<=\w) (?=[;!?])", NARROW, " [;!?]"), _change(r"(?<=\w) (?=:)", FIXED, " :")]
    return tuple(changes)


def _dashes(usage: Usage) -> tuple[Change, ...]:
    """Give what makes real dashes of typed hyphens: between words, and between years and pages."""
    pages = rf"(?<!\w)((?i:{_any((*usage.before, *_SHARED))})[ {FIXED}]\d+)-(?=\d+(?![\w/-]))"
    return (
        _change(r"(?<![-!<])---(?![->])", "—", "---"),
        _change(r"(?<![-!<])--(?![->])", "–", "--"),
        _change(r"(?:(?<=\S)|^) - (?=\S|$)", f"{FIXED}{usage.dash} ", " - "),
        _change(r"(?:(?<=\S)|^) (?=[–—] (?:\S|$))", FIXED, " [–—] "),
        _change(_RANGES, _years, r"\d-\d"),
        _change(pages, r"\1–", r"\d-\d"),
    )


def _years(found: re.Match[str]) -> str:
    """Set `1942-45` and `1942-1945` with a dash; `1942-04` may be a month, and stays."""
    first, last = found[1] + found[2], found[3]
    later = int(last) > int(first if len(last) == 4 else found[2])
    month = len(last) == 2 and int(last) <= 12
    return f"{first}–{last}" if later and not month else found[0]


def _pair(abbreviation: str) -> Change:
    typed = r" ?".join(re.escape(part) for part in abbreviation.split(" "))
    return _change(rf"(?<!\w){typed}", abbreviation.replace(" ", NARROW))


def _labels(language: str) -> tuple[str, ...]:
    """Give the house's own labels of numbered things."""
    if not wording.known(language):
        return ()
    say = wording.of(language)
    return (say.chapter, say.table, say.figure, say.contested_point)


def _any(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _change(pattern: str, by: str | Callable[[re.Match[str]], str], where: str = "") -> Change:
    """Give a change of what a pattern finds; `where` is quickly found in every text in which that is."""
    compiled, quickly = re.compile(pattern), re.compile(where)
    return lambda text: compiled.sub(by, text) if quickly.search(text) else text
