"""What every part of the book is made from: the dossier, its numbers, and the press."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from roa_dossier import wording
from roa_dossier.charts import Room
from roa_dossier.frozen import Frozen, field, replace
from roa_dossier.model.apparatus import Apparatus, Target
from roa_dossier.model.chapter import Chapter, Passage, Resolved
from roa_dossier.model.outline import Outline, SourceEntry
from roa_dossier.model.source import Source
from roa_dossier.model.within import every
from roa_dossier.names import Finder
from roa_dossier.recall import Recall
from roa_dossier.render.marks import Marks, apostrophes, marks
from roa_dossier.render.press import Press
from roa_dossier.render.spacing import spaced
from roa_dossier.wording import Wording

__all__ = ["Desk", "Present", "anchors", "every", "passages"]

T = TypeVar("T")

Present = frozenset[tuple[int, str]]
"""The numbers of chapters, each with an anchor in it."""


class Desk(Frozen):
    """What lies on the desk while the manuscripts are made.

    Attributes:
        draft: whether mistakes are printed in their places.
        only: the chapter of a handout; None for the whole book.
        finder: finds the dossier's names in what is printed.
        language: of a part that is not translated into the dossier's; "" elsewhere.
        room: what the text of a page holds; figures are drawn to it.
        attached: the keys of the sources whose snapshots travel in the file.
        present: what stands in the file that is being made: the number of its chapter, and its anchor.
        recall: what was gathered from each chapter before.

    """

    outline: Outline
    resolved: Resolved
    apparatus: Apparatus
    sources: Mapping[str, Source]
    press: Press
    draft: bool = False
    only: str | None = None
    finder: Finder = field(default_factory=lambda: Finder({}))
    room: Room = field(default_factory=Room)
    language: str = ""
    attached: frozenset[str] = frozenset()
    present: Present = frozenset()
    recall: Recall = field(default_factory=Recall)

    @property
    def marks(self) -> Marks:
        """The quotation marks of the language of what is set."""
        return marks(self.tongue)

    @property
    def tongue(self) -> str:
        """The language of what is set: the dossier's, or that of a part which is not translated into it."""
        return self.language or self.outline.language

    def within(self, language: str) -> Desk:
        """Give the desk for a part in another language; itself for one in the dossier's, which is ""."""
        return replace(self, language=language) if language else self

    @property
    def say(self) -> Wording:
        """The fixed words of the dossier's language."""
        return wording.of(self.outline.language)

    def ours(self, text: object, language: str = "") -> str:
        """Give words of ours with apostrophes, spaces and dashes as their language has them.

        Args:
            text: nothing of a source: what is quoted, a value, a cell or a title stays as it is there.
            language: of a run in another language than the dossier's; "" for none.

        """
        form = marks(language) if language else self.marks
        return spaced(apostrophes(str(text), form), language or self.tongue)

    def entry(self, key: str) -> SourceEntry:
        """Give a source's entry in `sources.yaml`."""
        return next(entry for entry in self.outline.sources if str(entry.key) == key)

    def in_chapters(self, kind: type[T]) -> Iterator[T]:
        """Give every value of a kind in the chapters, in order."""
        for chapter in self.resolved.chapters:
            yield from self.recall.of(_held, kind, chapter)

    def in_all(self, kind: type[T]) -> Iterator[T]:
        """Give every value of a kind in the resolved dossier, the chapters first."""
        yield from self.in_chapters(kind)
        yield from every(kind, replace(self.resolved, chapters=()))

    def wants(self, part: str) -> bool:
        """Whether a part of the back matter is not left out."""
        return part not in self.outline.leave_out

    def printed(self, target: Target) -> bool:
        """Whether what is referred to stands in the file that is being made."""
        return (target.chapter, target.anchor) in self.present


def _held(kind: type[T], chapter: Chapter) -> tuple[T, ...]:
    return tuple(every(kind, chapter))


def anchors(chapter: Chapter) -> tuple[tuple[int, str], ...]:
    """Give all that can be referred to in a chapter, as `Desk.present` has it."""
    blocks = (anchor for block in chapter.blocks for anchor in block.anchors)
    return tuple((chapter.number, anchor) for anchor in (chapter.id, *blocks))


def passages(value: object) -> Iterator[Passage]:
    """Find every passage in a resolved value, in its order."""
    return every(Passage, value)
