"""What one chapter looks at of the apparatus of a dossier: only when that changes is it made again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from roa_dossier.frozen import replace
from roa_dossier.model.apparatus import Apparatus
from roa_dossier.model.chapter import BibliographyPlace, Chapter, CrossRef, Resolved, Task
from roa_dossier.model.within import every
from roa_dossier.recall import Recall

T = TypeVar("T")


def apparatuses(resolved: Resolved, whole: Apparatus, recall: Recall) -> Iterator[Apparatus]:
    """Give each chapter's portion: its own numbers and lines, with the targets and the lists that it names.

    It is the same object as in an earlier run, where nothing in it changed.
    """
    notes, citations, cited = (_parted(each) for each in (whole.notes, whole.citations, whole.cited))
    targets = _parted({(target.chapter, name): target for name, target in whole.targets.items()})
    for chapter in resolved.chapters:
        named, listing = recall.of(_names, chapter)
        own = dict(targets.get(chapter.number, ()))
        far = {name: whole.targets[name] for name in named if name in whole.targets and name not in own}
        made = replace(
            Apparatus(whole.in_text),
            notes=_under(chapter.id, notes),
            citations=_under(chapter.id, citations),
            cited=_under(chapter.id, cited),
            targets={**own, **far},
            labels={
                target.anchor: whole.labels[target.anchor]
                for target in own.values()
                if target.anchor in whole.labels
            },
            bibliography=whole.bibliography if listing else (),
            chapter_bibliographies={chapter.id: whole.chapter_bibliographies.get(chapter.id, ())},
        )
        yield recall.settled(chapter.id, _itself, made)


def _parted(whole: dict[tuple[Any, Any], T]) -> dict[Any, list[tuple[Any, T]]]:
    """Part what is found by two keys by the first of them; the order stays."""
    found: dict[Any, list[tuple[Any, T]]] = {}
    for (first, second), value in whole.items():
        found.setdefault(first, []).append((second, value))
    return found


def _under(first: str, parted: dict[Any, list[tuple[Any, T]]]) -> dict[tuple[str, int], T]:
    return {(first, second): value for second, value in parted.get(first, ())}


def _names(chapter: Chapter) -> tuple[tuple[str, ...], bool]:
    """Give the ids that a chapter refers to, and whether the bibliography of the whole stands in it."""
    references = (one.target for one in every(CrossRef, chapter))
    about = (anchor for task in every(Task, chapter) for anchor in task.about)
    places = every(BibliographyPlace, chapter)
    return tuple(dict.fromkeys((*references, *about))), any(one.scope == "all" for one in places)


def _itself(value: T) -> T:
    return value
