"""Facts and chapters resolved each by itself: where nothing changed that they look at, not again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from roa_dossier.evidence import Ground
from roa_dossier.model.chapter import Chapter
from roa_dossier.model.outline import (
    ChapterOutline,
    FactEntry,
    FigureBlock,
    NameEntry,
    Outline,
    SourceEntry,
    TasksBlock,
    Words,
)
from roa_dossier.model.source import Source
from roa_dossier.recall import Recall
from roa_dossier.resolve import blocks, facts, teaching
from roa_dossier.resolve.blocks import Resolver
from roa_dossier.resolve.desk import Apart, Desk, Gathered, Library
from roa_dossier.resolve.facts import Facts

Gaps = tuple[tuple[str, tuple[Words, ...]], ...]
"""The ids of blocks, with the words of their gaps."""


def library(outline: Outline, sources: Mapping[str, Source], recall: Recall) -> Library:
    """Gather what is looked up: one object for as long as nothing in it changes."""
    return recall.of(
        Library.of,
        outline.language,
        tuple((key, recall.of(Ground.of, source)) for key, source in sources.items()),
        outline.sources,
        outline.works,
        outline.facts,
        outline.names,
        (outline.refused.ids, outline.refused.kinds),
        outline.written,
    )


def stated(desk: Desk, outline: Outline, recall: Recall) -> Facts:
    """Resolve every fact, used or not."""
    made = recall.kept(_stated, desk.library, outline.facts, outline.names, outline.sources)
    desk.take(made[1])
    read: Facts = recall.part(made, 0)
    return read


def _stated(
    known: Library,
    entries: tuple[FactEntry, ...],
    names: tuple[NameEntry, ...],
    sources: tuple[SourceEntry, ...],
) -> tuple[Facts, Gathered]:
    desk = Desk(known)
    return facts.read_all(desk, entries, names, sources), desk.gathered()


def chapters(
    desk: Desk, read: Facts, outline: Outline, images: Mapping[str, bytes | None], recall: Recall
) -> tuple[Chapter, ...]:
    """Resolve the chapters in their order."""
    gaps = teaching.all_gaps(outline, recall)
    asked = frozenset(one for each in outline.chapters for one in recall.of(teaching.asked, each))

    def given(number: int, part: ChapterOutline) -> tuple[Any, ...]:
        named, pictures = recall.of(_looked_up, part)
        seen = tuple((path, images.get(path)) for path in pictures)
        found = tuple((name, gaps.get(name, ())) for name in named)
        wanted = asked & recall.of(_ids, part)
        return desk.library, read, desk.apart(), number, part, seen, found, wanted

    numbered = [*enumerate(outline.chapters, 1)]
    recall.foresee(_chapter, (given(*one) for one in numbered))  # most find nothing that others must know
    made = []
    for one in numbered:
        done = recall.kept(_chapter, *given(*one))
        desk.take(done[1])
        made.append(recall.part(done, 0))
    return tuple(made)


def _looked_up(part: ChapterOutline) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the ids of the blocks whose gaps a chapter's tasks ask for, and the paths of its pictures."""
    contents = [block.content for block in part.blocks]
    tasks = (task for one in contents if isinstance(one, TasksBlock) for task in one.tasks)
    figures = (str(one.file) for one in contents if isinstance(one, FigureBlock))
    return tuple(str(task.gaps) for task in tasks if task.gaps), tuple(figures)


def _ids(part: ChapterOutline) -> frozenset[str]:
    """Give the anchors of a chapter's blocks."""
    return frozenset(blocks.anchors(part))


def _chapter(
    known: Library,
    read: Facts,
    apart: Apart,
    number: int,
    part: ChapterOutline,
    images: tuple[tuple[str, bytes | None], ...],
    gaps: Gaps,
    asked: frozenset[str],
) -> tuple[Chapter, Gathered]:
    """Resolve a chapter at a desk of its own."""
    desk = Desk.anew(known, apart)
    made = blocks.chapter(Resolver(desk, read, dict(images), dict(gaps), asked), number, part)
    return made, desk.gathered()
