"""What can be referred to: chapters, heads, tables, figures, contested points, and their labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from roa_dossier import nearest
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
from roa_dossier.wording import Wording
from roa_dossier.wording.teaching import teaching_words

_NUMBERED = (
    TargetKind.TABLE,
    TargetKind.FIGURE,
    TargetKind.CONTESTED,
    TargetKind.DOCUMENT,
    TargetKind.TASK,
)


@dataclass(frozen=True, slots=True)
class Counting:
    """How documents are counted within their chapter, by `LETTERING`, and the language of labels (BCP 47)."""

    lettering: str = "letters"
    language: str = "en"


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


def targets(chapters: tuple[Chapter, ...], say: Wording, counting: Counting | None = None) -> Targets:
    """Find and number all targets; each kind counts from 1 within its chapter (`Table 6.1`).

    Documents and tasks are named without their chapter (`Document A`, `Task 3`).
    """
    found = Targets()
    for chapter in chapters:
        for target in _of_chapter(chapter, say, counting or Counting()):
            found.by_id.setdefault(target.anchor, target)
    return found


def _of_chapter(chapter: Chapter, say: Wording, counting: Counting) -> Iterator[Target]:
    counts: Counter[TargetKind] = Counter()
    taught = teaching_words(counting.language)
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
            counted = counts[kind] if counting.lettering == "numbers" else letter(counts[kind]).upper()
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


def dangling(chapters: tuple[Chapter, ...], found: Targets, refused: Unread) -> Iterator[Diagnostic]:
    """Report every cross-reference that points at nothing, unless that could not be read."""
    for chapter in chapters:
        for block in chapter.blocks:
            for inline, _ in walk(block.content):
                if not isinstance(inline, CrossRef) or inline.target in found.by_id:
                    continue
                if not refused.holds("target", inline.target):
                    yield _unknown(inline, block, found)


def _unknown(reference: CrossRef, block: ChapterBlock, found: Targets) -> Diagnostic:
    span = reference.span if reference.span.path else block.span
    said = error(
        "unknown-reference", f"expected the id of a chapter or a block, found `{reference.target}`", span
    )
    close = nearest.closest(reference.target, found.by_id)
    return said.hint(f"write `{{ref:{close}}}`") if close else said.hint("give the block you mean an `id`")
