"""How a place and what its source says of it are worded for margins, cells and heads."""

from __future__ import annotations

import re

from markupsafe import Markup

from roa_dossier.model.chapter import Passage
from roa_dossier.model.source import MarkKind
from roa_dossier.patterns import regex
from roa_dossier.wording import Wording

_FIGURES = regex(r"([12]\d{3})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?")
"""A month, or a day, by ISO 8601."""


def said_there(passage: Passage, say: Wording) -> tuple[str, ...]:
    """Say what the source's own apparatus says of a passage, and nothing else."""
    notes = _numbers(passage, MarkKind.NOTE)
    references = _numbers(passage, MarkKind.REFERENCE)
    uncited = any(mark.kind is MarkKind.CITATION_NEEDED for mark in passage.marks)
    return (
        *((say.citing.format(references=say.references(references)),) if references else ()),
        *((say.its_notes(notes),) if notes else ()),
        *((say.uncited,) if uncited else ()),
    )


def joined(text: str, say: Wording) -> Markup:
    """Keep an abbreviation with its number: the spaces of a short locator do not break."""
    return Markup("{}").format(bound(text, say))


def bound(text: str, say: Wording) -> str:
    """Keep abbreviations with their numbers, and `(hereafter` with the siglum that is the next run."""
    if text.endswith(f"({say.hereafter}"):
        text = text.removesuffix(say.hereafter) + say.hereafter.replace(" ", "\u00a0")
    short = "|".join(re.escape(each) for each in ("¶", *say.line, *say.reference, *say.leaf, say.page))
    return re.sub(rf"(?<!\w)({short}) (?=\d)", "\\1\u00a0", text)


def dated(when: str, say: Wording) -> str:
    """Say a date that is typed in figures with the month's name: `September 1917` for `1917-09`."""
    found = _FIGURES.fullmatch(when)
    if found is None:
        return when
    year, month, day = found.groups()
    name = say.months[int(month) - 1]
    return say.day_form.format(day=int(day), month=name, year=year) if day else f"{name} {year}"


def _numbers(passage: Passage, kind: MarkKind) -> list[int]:
    return list(
        dict.fromkeys(mark.number for mark in passage.marks if mark.kind is kind and mark.number is not None)
    )
