"""Each quoted word found, each fact given its passage, each name and reference looked up."""

from __future__ import annotations

from collections.abc import Mapping

from roa_dossier.diagnostics import Checked, in_order
from roa_dossier.evidence import Ground
from roa_dossier.model.chapter import Resolved
from roa_dossier.model.outline import Outline
from roa_dossier.model.source import Source
from roa_dossier.resolve import (
    answers,
    blocks,
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
from roa_dossier.resolve.blocks import Resolver
from roa_dossier.resolve.desk import Desk, Library

__all__ = ["dossier"]


def dossier(
    outline: Outline, sources: Mapping[str, Source], images: Mapping[str, bytes | None]
) -> Checked[Resolved]:
    """Resolve a whole outline.

    Args:
        outline: what was written.
        sources: the sources that could be read, by key.
        images: the bytes of every file that a figure names, by path; None where there is no such file.

    Returns:
        All chapters, with everything there is to say about them. What could not be resolved stands as a
        `Mistake` in its place.

    """
    grounds = {key: Ground.of(source) for key, source in sources.items()}
    desk = Desk(Library.of(outline, grounds))
    read = facts.read_all(desk, outline)
    facts.check_names(desk)
    desk.diagnostics.extend(works.check(outline, sources))
    at = Resolver(desk, read, images, teaching.gaps(outline), teaching.asked(outline))
    chapters = tuple(blocks.chapter(at, number, part) for number, part in enumerate(outline.chapters, 1))
    desk.open_chapter(outline.written)
    assessments = tuple(
        (str(entry.key), running.flow(desk, read, entry.assessment)) for entry in outline.sources
    )
    glosses = naming.glosses(desk, read, outline.names)
    made = tuple(account for entry in outline.sources for account in accounts(desk, entry))
    counted = tuple(criticism.criticism(desk, entry) for entry in outline.sources)
    resolved = Resolved(
        chapters,
        made,
        assessments,
        desk.quotations,
        len(desk.facts),
        ledger=read.ledger,
        glosses=glosses,
        criticism=counted,
    )
    disputes.warn(desk, read.disagreements)
    teaching.check(desk, outline)
    answers.check(desk, outline, resolved, sources)
    packs.check(desk, outline, resolved)
    naming.check(desk, outline.romanisation)
    prose.check(desk, outline, resolved)
    for entry, each in zip(outline.sources, counted, strict=True):
        criticism.check(desk, entry, each)
    return Checked(resolved, in_order(desk.diagnostics))
