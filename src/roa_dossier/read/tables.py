"""Tables that a scraped page flattened into lines, known by the picture that begins each row."""

from __future__ import annotations

import re
from collections.abc import Sequence

from roa_dossier.model.source import PartKind
from roa_dossier.patterns import regex
from roa_dossier.read import pictures
from roa_dossier.read.parts import Part
from roa_dossier.read.rows import Line

_SOURCE_LINE = regex(r"(?:Source|Sources|Note|Notes|Quelle)\s*:", re.IGNORECASE)


def is_table(run: Sequence[Line]) -> bool:
    """Whether at least two lines of a run begin with a picture and go on with words."""
    return sum(1 for line in run if _icon(line.chars)) >= 2


def parts(run: Sequence[Line]) -> list[Part]:
    """Tell the lines of a table apart.

    Head lines have the number 0, rows are numbered from 1; a line such as "Source: …" after them has none.
    """
    found: list[Part] = []
    row = 0
    closed = False
    for line in run:
        icon = _icon(line.chars)
        closed = not icon and (closed or (row > 0 and _SOURCE_LINE.match(line.chars) is not None))
        started = row > 0 or bool(icon)
        row += started and not closed
        words = ((line.start + len(icon), line.stop),)
        number = None if closed else row
        found.append(Part(PartKind.TABLE, line.start, line.stop, words, number, icon=icon))
    return found


def _icon(chars: str) -> str:
    name = pictures.leading(chars)
    return name if name and chars[len(name) :].strip() else ""
