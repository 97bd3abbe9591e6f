"""Each quoted word found, each fact given its passage, each name and reference looked up."""

from __future__ import annotations

from collections.abc import Mapping

from roa_dossier.diagnostics import Checked, in_order
from roa_dossier.model.chapter import Resolved
from roa_dossier.model.outline import Outline
from roa_dossier.model.source import Source
from roa_dossier.recall import Recall
from roa_dossier.resolve import (
    answers,
    chapters,
    criticism,
    disputes,
    facts,
    naming,
    packs,
    prose,
    running,
    teaching,
    works,
)
from roa_dossier.resolve.accounts import accounts
from roa_dossier.resolve.desk import Desk

__all__ = ["dossier"]


def dossier(
    outline: Outline,
    sources: Mapping[str, Source],
    images: Mapping[str, bytes | None],
    recall: Recall | None = None,
) -> Checked[Resolved]:
    """Resolve a whole outline.

    Args:
        outline: what was written.
        sources: the sources that could be read, by key.
        images: the bytes of every file that a figure names, by path; None where there is no such file.
        recall: what an earlier run resolved; a chapter in which nothing changed is not resolved again.

    Returns:
        All chapters, with everything there is to say about them. What could not be resolved stands as a
        `Mistake` in its place.

    """
    recall = recall or Recall()
    desk = Desk(chapters.library(outline, sources, recall))
    read = chapters.stated(desk, outline, recall)
    facts.check_names(desk)
    desk.diagnostics.extend(works.check(outline, sources, recall))
    made = chapters.chapters(desk, read, outline, images, recall)
    desk.open_chapter(outline.written)
    assessments = tuple(
        (str(entry.key), running.flow(desk, read, entry.assessment)) for entry in outline.sources
    )
    glosses = naming.glosses(desk, read, outline.names)
    accounted = tuple(account for entry in outline.sources for account in accounts(desk, entry))
    counted = tuple(criticism.criticism(desk, entry) for entry in outline.sources)
    resolved = Resolved(
        made,
        accounted,
        assessments,
        desk.quotations,
        len(desk.facts),
        ledger=read.ledger,
        glosses=glosses,
        criticism=counted,
    )
    disputes.warn(desk, read.disagreements)
    teaching.check(desk, outline, recall)
    answers.check(desk, outline, resolved, sources, recall)
    packs.check(desk, outline, resolved)
    naming.check(desk, outline.romanisation, recall)
    prose.check(desk, outline, resolved, recall)
    for entry, each in zip(outline.sources, counted, strict=True):
        criticism.check(desk, entry, each)
    return Checked(resolved, in_order(desk.diagnostics))
