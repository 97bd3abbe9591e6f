"""What can be referred to: chapters, heads, tables, figures, contested points, and their labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from roa_dossier import nearest, wording
from roa_dossier.diagnostics import Diagnostic, error
from roa_dossier.model.apparatus import Target, TargetKind
from roa_dossier.model.chapter import (
    BattleTree,
    Chapter,
    ChapterBlock,
    Contested,
    CrossRef,
    Document,
    EvidenceTable,
    FactSheet,
    FigureBox,
    Heading,
    OwnTable,
    Strengths,
    Tasks,
    Timeline,
    letter,
)
from roa_dossier.model.outline import Unread
from roa_dossier.number.walk import walk
from roa_dossier.recall import Recall
from roa_dossier.wording import Wording
from roa_dossier.wording.teaching import TeachingWords, teaching_words

_NUMBERED = (
    TargetKind.TABLE,
    TargetKind.FIGURE,
    TargetKind.CONTESTED,
    TargetKind.DOCUMENT,
    TargetKind.TASK,
)


@dataclass(slots=True)
class Targets:
    """Everything that can be referred to, by id, in document order."""

    by_id: dict[str, Target] = field(default_factory=dict)

    @property
    def contents(self) -> tuple[Target, ...]:
        """The table of contents: chapters and heads."""
        return self.of(TargetKind.CHAPTER, TargetKind.HEADING)

    @property
    def labels(self) -> dict[str, str]:
        """The label of each numbered block, by anchor."""
        numbered = self.of(*_NUMBERED, titled=False)
        return {target.anchor: target.label for target in numbered}

    def of(self, *kinds: TargetKind, titled: bool = True) -> tuple[Target, ...]:
        """Give the targets of some kinds, for a list only those with a title."""
        return tuple(
            target for target in self.by_id.values() if target.kind in kinds and (target.title or not titled)
        )

    def among(self, chapters: tuple[Chapter, ...]) -> Targets:
        """Give those of them that stand in some chapters, numbered as they are."""
        blocks = (block for one in chapters for block in one.blocks)
        there = {*(one.id for one in chapters), *(anchor for block in blocks for anchor in block.anchors)}
        return Targets({name: target for name, target in self.by_id.items() if name in there})


def targets(chapters: tuple[Chapter, ...], language: str, lettering: str, recall: Recall) -> Targets:
    """Find and number all targets; each kind counts from 1 within its chapter (`Table 6.1`).

    Documents and tasks are named without their chapter (`Document A`, `Task 3`).

    Args:
        chapters: all chapters.
        language: that of the labels (BCP 47).
        lettering: how documents are counted within their chapter, one of `LETTERING`.
        recall: what an earlier run found.

    """
    found = Targets()
    for chapter in chapters:
        for target in recall.settled(chapter.id, _of_chapter, chapter, language, lettering):
            found.by_id.setdefault(target.anchor, target)
    return found


def _of_chapter(chapter: Chapter, language: str, lettering: str) -> tuple[Target, ...]:
    return tuple(_counted(chapter, wording.of(language), teaching_words(language), lettering))


def _counted(chapter: Chapter, say: Wording, taught: TeachingWords, lettering: str) -> Iterator[Target]:
    counts: Counter[TargetKind] = Counter()
    label = f"{say.chapter} {chapter.number}"
    yield Target(TargetKind.CHAPTER, chapter.id, label, chapter.title, chapter.number)
    for block in chapter.blocks:
        kind = _kind(block)
        if isinstance(block.content, Tasks):
            for task in block.content.tasks:
                counts[TargetKind.TASK] += 1
                label = f"{taught.task} {counts[TargetKind.TASK]}"
                yield Target(TargetKind.TASK, task.anchor, label, "", chapter.number)
        if kind is None:
            continue
        label = ""
        if kind in _NUMBERED:
            counts[kind] += 1
            label = f"{_label(kind, say)} {chapter.number}.{counts[kind]}"
        if kind is TargetKind.DOCUMENT:
            counted = counts[kind] if lettering == "numbers" else letter(counts[kind]).upper()
            label = f"{taught.document} {counted}"
        yield Target(kind, block.anchor, label, _title(block), chapter.number)


def _label(kind: TargetKind, say: Wording) -> str:
    return {TargetKind.TABLE: say.table, TargetKind.FIGURE: say.figure}.get(kind, say.contested_point)


def _kind(block: ChapterBlock) -> TargetKind | None:
    """Figures and contested points always have a number; tables where something names them."""
    match block.content:
        case Heading():
            return TargetKind.HEADING
        case FigureBox() | Timeline() | Strengths() | BattleTree():
            return TargetKind.FIGURE
        case Contested():
            return TargetKind.CONTESTED
        case Document():
            return TargetKind.DOCUMENT
        case EvidenceTable() | OwnTable() | FactSheet() if block.title or block.named:
            return TargetKind.TABLE
        case _ if block.title or block.named:
            return TargetKind.BLOCK
        case _:
            return None


def _title(block: ChapterBlock) -> str:
    match block.content:
        case Heading(text) if not block.title:
            return text
        case Contested(fact) if not block.title:
            return f"{fact.subject}, {fact.property}"
        case _:
            return block.title


def dangling(
    chapters: tuple[Chapter, ...], found: Targets, refused: Unread, recall: Recall
) -> Iterator[Diagnostic]:
    """Report every cross-reference that points at nothing, unless that could not be read."""
    for chapter in chapters:
        for inline, block in recall.of(_references, chapter):
            if inline.target not in found.by_id and not refused.holds("target", inline.target):
                yield _unknown(inline, block, found)


def _references(chapter: Chapter) -> tuple[tuple[CrossRef, ChapterBlock], ...]:
    """Give the cross-references of a chapter, each with its block."""
    return tuple(
        (inline, block)
        for block in chapter.blocks
        for inline, _ in walk(block.content)
        if isinstance(inline, CrossRef)
    )


def _unknown(reference: CrossRef, block: ChapterBlock, found: Targets) -> Diagnostic:
    span = reference.span if reference.span.path else block.span
    said = error(
        "unknown-reference", f"expected the id of a chapter or a block, found `{reference.target}`", span
    )
    close = nearest.closest(reference.target, found.by_id)
    return said.hint(f"write `{{ref:{close}}}`") if close else said.hint("give the block you mean an `id`")
