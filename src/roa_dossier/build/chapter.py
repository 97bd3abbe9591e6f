"""A run of manuscripts on its way into the book."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from roa_dossier.build.alone import Made
from roa_dossier.build.guesses import Extent
from roa_dossier.layout.fragments import runs
from roa_dossier.model.book import Manuscript

if TYPE_CHECKING:
    from roa_dossier.layout.fragments.runs import Plan

_MANY = 50
"""References to pages of which one is likely to be guessed wrong."""


@dataclass(slots=True, eq=False)
class Chapter:
    """A run on its way into the book.

    Attributes:
        plan: what it is.
        manuscripts: what it must print, as `unplaced` gives it.
        made: its pages, as they were last made; None before.
        key: under which these are kept.
        before: how many pages it had when the book was last bound; 0 for not known.

    """

    plan: Plan
    manuscripts: tuple[Manuscript, ...]
    made: Made | None = None
    key: str = ""
    before: int = 0

    @property
    def name(self) -> str:
        """The id of its first manuscript."""
        return self.plan.run.sections[0][0]


def _notes(manuscripts: tuple[Manuscript, ...]) -> tuple[int, int]:
    notes = [note for one in manuscripts for note in one.notes]
    return len(notes), sum(len(note.text) for note in notes)


def extent(chapter: Chapter, known: bool) -> Extent:
    """Give how many pages a chapter has; what is made of it counts where it is `known` to hold."""
    return Extent(
        tuple(html for _, html in chapter.plan.run.sections),
        _notes(chapter.manuscripts),
        chapter.plan.side == "right" if chapter.plan.run.blank else None,
        len(chapter.made.set.fragment.pages) if chapter.made else chapter.before,
        chapter.made.set.fragment if chapter.made and known else None,
    )


def ordered(chapters: list[Chapter]) -> list[Chapter]:
    """Put what prints the pages of most of a book, its contents, where most of the book is known."""
    referring = [one for one in chapters if _references(one) > _MANY]
    others = [one for one in chapters if one not in referring]
    late = len(others) * 4 // 5
    return [*others[:late], *referring, *others[late:]]


def _references(chapter: Chapter) -> int:
    return sum(1 for _, html in chapter.plan.run.sections for _ in runs.referred(html))
