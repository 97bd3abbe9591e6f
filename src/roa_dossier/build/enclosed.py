"""What a PDF takes along: of the outline and the snapshots no more than its edition shows."""

from __future__ import annotations

from collections.abc import Container, Iterator

from roa_dossier import editions
from roa_dossier.model.book import Attachment
from roa_dossier.model.chapter import Resolved
from roa_dossier.model.outline import Outline
from roa_dossier.recall import Recall
from roa_dossier.world import World

FACTS = "dossier/facts.yaml"


def files(
    world: World,
    outline: Outline,
    read: Container[str],
    whole: Resolved,
    shown: Resolved,
    only: str | None = None,
    recall: Recall | None = None,
) -> tuple[Attachment, ...]:
    """Give the files of the outline, and the snapshots whose licence lets them be passed on whole.

    A chapter's file is taken along where the chapter is shown whole. The files that chapters share, and the
    snapshots, are not taken along by an edition that cuts anything out of a chapter it shows (a block, an
    answer, the words of a gap), for they would tell it; nor are the facts, where some are not shown.

    Args:
        world: where the snapshots are.
        outline: the outline as the edition prints it.
        read: the keys of the sources that could be read.
        whole: the dossier before anything is hidden.
        shown: what the edition shows of it.
        only: the id of the one chapter of a handout; None for all.
        recall: what an earlier run found.

    """
    recall = recall or Recall()
    written = {chapter.id: chapter for chapter in whole.chapters}
    complete = {chapter.id for chapter in shown.chapters if chapter == written.get(chapter.id)}
    cut = any(chapter.id not in complete for chapter in shown.chapters)
    facts = editions.facts_in(whole.chapters, recall) <= editions.facts_in(shown.chapters, recall)
    wanted = complete if only is None else complete & {only}
    kept = tuple(_outlines(outline, wanted, facts=facts, cut=cut))
    return kept if cut else (*kept, *_snapshots(world, outline, read))


def sources(outline: Outline, taken: tuple[Attachment, ...]) -> frozenset[str]:
    """Give the keys of the sources whose snapshots are among what is taken along."""
    names = {one.name for one in taken}
    return frozenset(str(entry.key) for entry in outline.sources if str(entry.file) in names)


def _outlines(outline: Outline, wanted: set[str], *, facts: bool, cut: bool) -> Iterator[Attachment]:
    chapters = {chapter.path: str(chapter.id) for chapter in outline.chapters}
    for path, text in sorted(outline.files.items()):
        shared = path not in chapters and not cut and (facts or path != FACTS)
        if shared or chapters.get(path) in wanted:
            yield Attachment(path, text.encode("utf-8"), "outline of this dossier", "application/yaml")


def _snapshots(world: World, outline: Outline, read: Container[str]) -> Iterator[Attachment]:
    for entry in outline.sources:
        if str(entry.key) in read and entry.licence is not None and entry.licence.passes_on:
            data = world.read(str(entry.file))
            yield Attachment(str(entry.file), data, f"snapshot of the source {entry.siglum}")
