"""Where the sentences of a paragraph end, and which marks of quotation belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from roa_dossier.patterns import regex

_STOP = regex(r"(?<![.!?…])[.!?…]++[\"'”’»“)\]]*+(?=\s|$)")
_NEXT = regex(r"\s*[\"“„«‘'(\[]*(\w*(?:(?<=\b\w)\.)?)")
_NUMBER = regex(r"[0-9]{1,2}")

# Never the last word of a sentence: a name or a number follows.
_LEADS = regex(
    r"gen|col|maj|capt|lt|sgt|cpl|brig|adm|cdr|gov|pres|sen|rep|mr|mrs|ms|dr|prof|rev|hon|st|"
    r"no|nr|nos|vols?|pp?|fol|bd|bl|hg|hrsg|eds?|btl|rgt|div|inf|bde|komm|art|abt|abs|ziff|obst|"
    r"ca|approx|cf|vgl|bzw|siehe|vs|feat|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec",
    re.IGNORECASE,
)
# May be the last word of a sentence, where a word follows that opens one; so may initials.
_EITHER = regex(r"etc|usw|al|inc|ltd|co|corp|jr|sr|esq|(?:[^\W\d_]\.)+[^\W\d_]", re.IGNORECASE)
_OPENERS = regex(
    r"The|An?|In|On|At|Its?|He|She|They|We|Th(?:is|at|ese|ose|ere)|After|Before|When|While|Although|"
    r"However|But|And|Since|During|By|For|From|His|Her|Their|As|With|Some|Many|Most|Several|Two|Three"
)
_GERMAN_MONTHS = regex(
    "Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
)

_PAIRS = {"”": "“„”", "“": "„", "»": "«»", "«": "»", "’": "‘", "‘": "‚", '"': '"', "'": "'"}
_QUOTES = regex(r"[\"'“”„«»‘’‚]")
_BEFORE_OPENING = frozenset("([{—–-/")


def ends(chars: str) -> Iterator[int]:
    """Give the offset after each sentence of a paragraph, closing marks included.

    A stop ends a sentence where white space and no lower-case letter follows, and where the word before it
    is neither an abbreviation nor an initial.
    """
    for match in _STOP.finditer(chars):
        if closes(chars, match.start(), match.end()):
            yield match.end()


def closes(chars: str, stop: int, after: int) -> bool:
    """Whether the stop at `stop` ends a sentence whose last character is at `after` - 1."""
    follows = _NEXT.match(chars, after)
    word = follows.group(1) if follows else ""
    if not word:
        return True
    if word[0].islower():
        return False
    return chars[stop] != "." or not _abbreviation(_word_before(chars, stop), word)


def _word_before(chars: str, stop: int) -> str:
    window = chars[max(0, stop - 24) : stop].split()
    return window[-1].lstrip("([\"'“„«‘") if window else ""


def _abbreviation(word: str, following: str) -> bool:
    last = word.rsplit("-", 1)[-1]
    if _LEADS.fullmatch(last):
        return True
    if _NUMBER.fullmatch(word):
        return _GERMAN_MONTHS.fullmatch(following) is not None
    loose = _EITHER.fullmatch(last) is not None or (len(word) == 1 and word.isupper())
    return loose and _OPENERS.fullmatch(following) is None


def quotations(chars: str) -> dict[int, int]:
    """Give for each closing mark of quotation the offset of the mark that opened it."""
    opened: dict[str, list[int]] = {}
    pairs: dict[int, int] = {}
    for match in _QUOTES.finditer(chars):
        at, mark = match.start(), match.group()
        if _may_open(chars, at):
            opened.setdefault(mark, []).append(at)
        elif stacks := [opened[one] for one in _PAIRS.get(mark, "") if opened.get(one)]:
            pairs[at] = max(stacks, key=lambda stack: stack[-1]).pop()
    return pairs


def _may_open(chars: str, at: int) -> bool:
    before = chars[at - 1] if at else " "
    after = chars[at + 1] if at + 1 < len(chars) else " "
    return (before.isspace() or before in _BEFORE_OPENING) and not after.isspace()
