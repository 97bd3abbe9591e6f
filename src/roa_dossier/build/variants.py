"""A dossier in the other languages of its editions, held against the one that was written."""

from __future__ import annotations

from collections.abc import Iterator

from roa_dossier.diagnostics import Diagnostic, warning
from roa_dossier.model.chapter import Call, Chapter, ChapterBlock, Resolved
from roa_dossier.model.within import every


def unlike(variant: Resolved, original: Resolved) -> Iterator[Diagnostic]:
    """Warn where a translation has more notes or fewer: from there on their numbers part ways."""
    pairs = zip(variant.chapters, original.chapters, strict=True)
    for translated, written in pairs:
        if translated.path != written.path:
            yield from _uneven(translated, written)


def _uneven(translated: Chapter, written: Chapter) -> Iterator[Diagnostic]:
    for one, of in zip(translated.blocks, written.blocks, strict=True):
        if (found := _notes(one)) != (wanted := _notes(of)):
            message = f"expected {_count(wanted)} here, as in the original, found {_count(found)}"
            told = warning("variant-notes", message, one.span).beside(of.span, "the original")
            yield told.hint(
                "cite what the original cites, and as it does: the notes behind have other numbers"
            )
            return


def _notes(block: ChapterBlock) -> int:
    return sum(1 for _ in every(Call, block.content))


def _count(notes: int) -> str:
    return "1 note" if notes == 1 else f"{notes or 'no'} notes"
