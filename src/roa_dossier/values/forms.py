"""What a value can be: a number, a date or a span, something named, or a phrase."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from roa_dossier.frozen import Frozen
from roa_dossier.model.outline import NameEntry

KINDS = ("number", "date", "person", "unit", "place", "text")
"""What a fact's `kind` may declare."""


class Number(Frozen):
    """A number or a range of numbers.

    Attributes:
        low: the least it may be; None for no lower bound ("up to 60").
        high: the greatest it may be; None for no upper bound ("more than 60").
        approximate: whether it is given as "about".
        strict: whether an open range leaves out the number that bounds it ("more than", not "at least").
        unit: what is counted, folded and in the singular; "" where nothing is said of it.

    """

    low: Fraction | None
    high: Fraction | None
    approximate: bool = False
    strict: bool = False
    unit: str = ""


class Dates(Frozen):
    """A day, a month, a year, a part of one, or a span; days of the Gregorian calendar.

    Attributes:
        first: the first day it may be; None for "until …".
        last: the last day it may be; None for "since …".
        approximate: whether its edges are not sharp ("late 1943", "about 1943").
        begun: for a span with two stated ends, the last day on which it may begin; None elsewhere.
        ending: for such a span, the first day on which it may end.

    """

    first: date | None
    last: date | None
    approximate: bool = False
    begun: date | None = None
    ending: date | None = None

    @property
    def is_span(self) -> bool:
        """Whether both a beginning and an end are stated, as in "1942–45"."""
        return self.begun is not None


class Named(Frozen):
    """What a name of `names.yaml` names: the ids that have this form; more than one if they share it."""

    ids: frozenset[str]


class Phrase(Frozen):
    """Words that are read as nothing else; `text` is folded."""

    text: str


Value = Number | Dates | Named | Phrase

Names = Mapping[str, frozenset[tuple[str, str]]]
"""For each folded form of a name the ids that have it, each with its kind."""


def names(entries: Iterable[NameEntry]) -> Names:
    """Gather the forms of all names: printed form, short form, original and variants."""
    found: dict[str, set[tuple[str, str]]] = {}
    for entry in entries:
        for words in (entry.name, entry.short, entry.original, *entry.variants):
            if words:
                found.setdefault(folded(str(words)), set()).add((str(entry.key), entry.kind))
    return {form: frozenset(ids) for form, ids in found.items()}


_MARKS = str.maketrans(dict.fromkeys("'`´“”„‟‘’‚‛«»‹›", '"') | dict.fromkeys("‐‑", "-") | {"\u00ad": None})


def folded(words: str) -> str:
    """Fold words for comparing what they mean: NFC, case, white space, quotation marks, a final stop."""
    chars = unicodedata.normalize("NFC", words).translate(_MARKS).casefold()
    return " ".join(chars.split()).rstrip(".;,")
