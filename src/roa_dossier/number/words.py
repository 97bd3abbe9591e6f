"""The words of ours in notes, labels and bibliographies; English, and other languages later.

A language is one more module like this one, chosen by the dossier's language. The words inside a computed
locator (`¶ 9, l. 45`) belong to `model.chapter.Locator`.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from roa_dossier.model.chapter import letter

CHAPTER = "Chapter"
TABLE = "Table"
FIGURE = "Figure"
CONTESTED = "Contested point"

NEXT = "; "
QUOTED_IN = ", quoted in "
CITED_IN = ", cited in "
HEREAFTER = "hereafter "

SOURCES = "Sources of this dossier"
CONSULTED = "Works consulted"
SECOND_HAND = "Cited at second hand (not seen)"
SECOND_HAND_ABOUT = "Known only through the sources that cite them."


class Uncited(Enum):
    """Whether a source marks what is cited of a place "citation needed"."""

    NOT = 0
    PARTLY = 1
    WHOLLY = 2


def references(numbers: Sequence[int]) -> str:
    """`n. 7`, `nn. 7, 9`: references of a source, by its own numbers."""
    return f"{'n.' if len(numbers) == 1 else 'nn.'} {', '.join(map(str, numbers))}"


def notes(numbers: Sequence[int]) -> str:
    """`note d`, `notes a and d`: lettered notes of a source."""
    return f"{'note' if len(numbers) == 1 else 'notes'} {listed([letter(number) for number in numbers])}"


def with_notes(numbers: Sequence[int]) -> str:
    """`with its note d`."""
    return f"with its {notes(numbers)}"


def resting_on(records: Sequence[tuple[int, str]], *, also: bool) -> str:
    """`resting on its n. 4 (“Home”)`: references that no work of ours is matched with, by their words."""
    each = [f"n. {number} (“{text}”)" if text else f"n. {number}" for number, text in records]
    return f"resting {'also ' if also else ''}on its {listed(each)}"


def marked(uncited: Uncited, count: int = 1) -> str:
    """`marked “citation needed” there`, said of one place or of all `count` before it."""
    every = {1: "", 2: "both "}.get(count, "all ")
    part = "partly " if uncited is Uncited.PARTLY else ""
    return f"{every}{part}marked “citation needed” there"


def through(siglum: str, references_: Sequence[int], notes_: Sequence[int]) -> str:
    """`W, nn. 7, 9 and note d`: the records of a source."""
    parts = [references(references_)] if references_ else []
    parts += [notes(notes_)] if notes_ else []
    return f"{siglum}, {' and '.join(parts)}"


def cited_in(sources: Sequence[str], *, also: bool) -> str:
    """`cited in W, n. 7`; `also cited in …` for a work that the editor has used."""
    return f"{'also ' if also else ''}cited in {'; '.join(sources)}"


def standing(standing_: str, kind: str) -> str:
    """`tertiary source (reference)`."""
    return f"{standing_} source ({kind})"


def remarks(said: Sequence[str]) -> str:
    """Join remarks: sentences after one another, mere words by semicolons."""
    joined = ""
    for remark in filter(None, said):
        sentence = remark[0].isupper()
        stop = "" if not joined else " " if joined[-1] in ".!?" else ". " if sentence else NEXT
        joined += stop + remark
    return joined


def listed(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
