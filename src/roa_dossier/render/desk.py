"""What every part of the book is made from: the dossier, its numbers, and the press."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from roa_dossier import wording
from roa_dossier.model.apparatus import Apparatus, Target
from roa_dossier.model.chapter import Passage, Resolved
from roa_dossier.model.outline import Outline, SourceEntry
from roa_dossier.model.source import Source
from roa_dossier.model.within import every
from roa_dossier.names import Finder
from roa_dossier.render.marks import Marks, apostrophes, marks
from roa_dossier.render.press import Press
from roa_dossier.wording import Wording

__all__ = ["Desk", "every", "passages"]


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies on the desk while the manuscripts are made.

    Attributes:
        draft: whether mistakes are printed in their places.
        only: the chapter of a handout; None for the whole book.
        finder: finds the dossier's names in what is printed.

    """

    outline: Outline
    resolved: Resolved
    apparatus: Apparatus
    sources: Mapping[str, Source]
    press: Press
    draft: bool = False
    only: str | None = None
    finder: Finder = field(default_factory=lambda: Finder({}))

    @property
    def marks(self) -> Marks:
        """The quotation marks of the dossier's language."""
        return marks(self.outline.language)

    @property
    def say(self) -> Wording:
        """The fixed words of the dossier's language."""
        return wording.of(self.outline.language)

    def ours(self, text: object) -> str:
        """Give words of ours with typographic apostrophes."""
        return apostrophes(str(text), self.marks)

    def entry(self, key: str) -> SourceEntry:
        """Give a source's entry in `sources.yaml`."""
        return next(entry for entry in self.outline.sources if str(entry.key) == key)

    def wants(self, part: str) -> bool:
        """Whether a part of the back matter is not left out."""
        return part not in self.outline.leave_out

    def printed(self, target: Target) -> bool:
        """Whether what is referred to stands in the file that is being made."""
        return any(
            target.anchor == chapter.id or any(target.anchor in block.anchors for block in chapter.blocks)
            for chapter in self.resolved.chapters
            if chapter.number == target.chapter and self.only in (None, chapter.id)
        )


def passages(value: object) -> Iterator[Passage]:
    """Find every passage in a resolved value, in its order."""
    return every(Passage, value)
