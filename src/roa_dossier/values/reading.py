"""A value read by its kind, and the run of a passage that says the same in another form."""

from __future__ import annotations

import re
from typing import assert_never

from roa_dossier.frozen import replace
from roa_dossier.patterns import regex
from roa_dossier.values import dates, figures
from roa_dossier.values.compare import same
from roa_dossier.values.forms import Dates, Named, Names, Number, Phrase, Value, folded

_WORD = regex(r"\S+")
_YEAR = regex(r"\s*[12][0-9]{3}\s*")
_OUTER = "()[]{}\"'“”„«»‘’.,;:!?"
_LONGEST_RUN = 12  # words: the longest date with its span is shorter
_MANY = 300  # words of a passage in which another form is looked for


def read(words: str, kind: str = "", names: Names | None = None, language: str = "en") -> Value | None:
    """Read a value from words.

    Args:
        words: the value as typed.
        kind: one of `KINDS`; "" tells it from the words: a name, else a date, else a number, else a phrase.
            A bare year is a date.
        names: the forms of the names there are.
        language: BCP 47, for the signs that part thousands and for number words.

    Returns:
        The value; None where a declared kind does not fit the words.

    """
    match kind:
        case "number":
            return figures.read(words, language)
        case "date":
            return dates.read(words)
        case "person" | "unit" | "place":
            return _named(words, names or {}, kind)
        case "text":
            return Phrase(folded(words))
        case _:
            told = _named(words, names or {}, "") or dates.read(words) or figures.read(words, language)
            return told or Phrase(folded(words))


def _named(words: str, names: Names, kind: str) -> Named | None:
    """Look a form up; a body such as a committee or a ministry may be declared a unit."""
    fits = {"unit": ("unit", "body")}.get(kind, (kind,))
    found = names.get(folded(words), frozenset())
    ids = frozenset(name for name, known in found if not kind or known in fits)
    return Named(ids) if ids else None


def stands(value: Value, passage: str, names: Names | None = None, language: str = "en") -> bool:
    """Whether a passage holds a run of words that means the same as a typed value.

    Of each place the longest run that can be read counts: `January 1945` does not stand in `28 January 1945`,
    nor `12,000` in `about 12,000`. A phrase stands nowhere but word for word, which is not asked here. A form
    that stands after the first three hundred words of a passage is not looked for.
    """
    words = list(_WORD.finditer(passage))[:_MANY]
    at = 0
    while at < len(words):
        told, at = _longest(value, passage, words, at, names or {}, language)
        if any(same(one, value) and _unit(one) == _unit(value) for one in told):
            return True
    return False


def _longest(
    value: Value, passage: str, words: list[re.Match[str]], at: int, names: Names, language: str
) -> tuple[list[Value], int]:
    """Read the longest run that begins with a word, with what it may mean; and give the word after it.

    A number's unit has no edge of its own, so shorter runs of the same number count, too.
    """
    told: list[Value] = []
    after = at + 1
    for last in range(min(len(words), at + _LONGEST_RUN) - 1, at - 1, -1):
        run = passage[words[at].start() : words[last].end()].strip(_OUTER)
        found = _like(value, run, names, language)
        if found == []:
            return told, after if told else last + 1
        if found and (not told or _alike(found[0], told[0])):
            told.extend(found)
            after = last + 1
    return told, after


def _unit(value: Value) -> str:
    return value.unit if isinstance(value, Number) else ""


def _alike(one: Value, other: Value) -> bool:
    """Whether two values are the same number but for the unit."""
    match one, other:
        case Number(), Number():
            return replace(one, unit="") == replace(other, unit="")
        case _:
            return False


def _like(value: Value, run: str, names: Names, language: str) -> list[Value] | None:
    """Read a run as what a value is; give an empty list for a run that is something else as a whole."""
    match value:
        case Number():
            if number := figures.read(run, language):
                return [number]
            return [] if dates.read(run) else None
        case Dates():
            if not run[-1:].isdigit():
                return None  # every form of a date ends with its year or its day
            found = [one for one in (dates.read(run), dates.since(run)) if one]
            return list(found) or None
        case Named():
            named = _named(run, names, "")
            return [named] if named else None
        case Phrase():
            return None
        case _:
            assert_never(value)
