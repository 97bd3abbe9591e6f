"""The fixed words of the house, and how counts, dates, places and lists of them are said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from roa_dossier.model.chapter import Passage, letter
from roa_dossier.model.source import MarkKind

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day(when: date) -> str:
    """Say a date: `21 November 2026`."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def count(number: int, one: str, many: str) -> str:
    """Say a count: `1 source`, `23,577 characters`."""
    return f"{number:,} {one if number == 1 else many}"


def listed(items: Sequence[str]) -> str:
    """Join words as a sentence does: `a, b and c`."""
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1] if items else ""


def lines(first: int, last: int) -> str:
    """Say lines of a snapshot: `l. 45` or `ll. 45–46`."""
    return f"l. {first}" if first == last else f"ll. {first}–{last}"


def said_there(passage: Passage) -> tuple[str, ...]:
    """Say what the source's own apparatus says of a passage, and nothing else."""
    notes = [letter(mark.number) for mark in passage.marks if mark.kind is MarkKind.NOTE]
    references = [str(mark.number) for mark in passage.marks if mark.kind is MarkKind.REFERENCE]
    uncited = any(mark.kind is MarkKind.CITATION_NEEDED for mark in passage.marks)
    return (
        *((f"citing {_numbered('n.', 'nn.', references)}",) if references else ()),
        *((f"with its {_numbered('note', 'notes', notes)}",) if notes else ()),
        *(("citation needed in source",) if uncited else ()),
    )


def joined(text: str) -> Markup:
    """Keep an abbreviation with its number: the spaces of a short locator do not break."""
    return Markup("{}").format(
        text.replace("¶ ", "¶\u00a0").replace("l. ", "l.\u00a0").replace("n. ", "n.\u00a0")
    )


def _numbered(one: str, many: str, numbers: Sequence[str]) -> str:
    unique = list(dict.fromkeys(numbers))
    return f"{one if len(unique) == 1 else many} {', '.join(unique)}"
