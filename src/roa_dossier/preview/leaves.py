"""The pages that are shown, and which of them changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from roa_dossier.frozen import Frozen, field
from roa_dossier.preview.album import Leaf
from roa_dossier.preview.wants import Choice


class Leaves(Frozen):
    """The pages of a book as they are shown; some may come from a chapter that was made early.

    Attributes:
        choice: what they are of.
        listed: in order.
        starts: the page (from 0) on which each chapter and each part begins, by id.

    """

    choice: Choice | None = None
    listed: tuple[Leaf, ...] = ()
    starts: Mapping[str, int] = field(default_factory=dict)

    @property
    def documents(self) -> frozenset[int]:
        """The PDFs they come from."""
        return frozenset(leaf.document for leaf in self.listed)

    def span(self, chapter: str) -> range:
        """Give the pages of a chapter: until something else begins; none where it is not there."""
        start = self.starts.get(chapter)
        if start is None:
            return range(0)
        return range(
            start, min((one for one in self.starts.values() if one > start), default=len(self.listed))
        )

    def of(self, chapter: str) -> tuple[Leaf, ...]:
        """Give the pages of a chapter."""
        span = self.span(chapter)
        return self.listed[span.start : span.stop]

    def with_early(self, chapter: str, early: tuple[Leaf, ...]) -> Leaves | None:
        """Give the same book with other pages for a chapter; None where it has no such chapter.

        Where what follows begins on a right page, a blank page fills up the chapter as it will in the book.
        """
        span = self.span(chapter)
        if not span:
            return None
        blank = self._blank()
        if blank and not span.start % 2 and not span.stop % 2 and len(early) % 2:
            early = (*early, blank)
        more = len(early) - len(span)
        starts = {name: at + more if at >= span.stop else at for name, at in self.starts.items()}
        listed = (*self.listed[: span.start], *early, *self.listed[span.stop :])
        return Leaves(self.choice, listed, starts)

    def _blank(self) -> Leaf | None:
        """Give a blank page of the book: no other page is there twice."""
        seen: set[str] = set()
        for leaf in self.listed:
            if leaf.digest in seen:
                return leaf
            seen.add(leaf.digest)
        return None


def first_changed(old: Leaves, new: Leaves, edited: Iterable[str], chapters: Iterable[str]) -> int | None:
    """Say which page to look at: the first that changed in an edited chapter, else in any, else at all.

    A page of the contents changes with every number in it, but is not what was edited.

    Args:
        old: what was shown.
        new: what is shown now.
        edited: the ids of the chapters whose files were saved.
        chapters: the ids of all chapters.

    """
    if old.choice != new.choice or not old.listed:
        return None
    for chapter in (*edited, *chapters):
        at = _unlike(old.of(chapter), new.of(chapter))
        if at is not None:
            return min(new.span(chapter).start + at, len(new.listed) - 1)
    at = _unlike(old.listed, new.listed)
    return None if at is None else min(at, len(new.listed) - 1)


def _unlike(old: tuple[Leaf, ...], new: tuple[Leaf, ...]) -> int | None:
    """Give the first place where two runs of pages differ."""
    differing = (
        at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one.digest != other.digest
    )
    return next(differing, None if len(old) == len(new) else min(len(old), len(new)))


def edited(paths: Iterable[str], files: Mapping[str, str]) -> Iterator[str]:
    """Give the ids of the chapters whose files were saved; `files` has the id by path."""
    return (files[path] for path in sorted(paths) if path in files)
