"""Our own words checked: none borrowed without marks, no number that nothing in its paragraph supports."""

from __future__ import annotations

from collections.abc import Iterable

from roa_dossier.diagnostics import Diagnostic
from roa_dossier.model.chapter import Chapter, Resolved
from roa_dossier.model.outline import ChapterOutline, NameEntry, Outline
from roa_dossier.names import Finder
from roa_dossier.recall import Recall
from roa_dossier.resolve.desk import Desk, Library
from roa_dossier.resolve.prose.borrowed import say_borrowed, theirs
from roa_dossier.resolve.prose.figures import say_unsupported
from roa_dossier.resolve.prose.stretches import Stretch, beside, stretches

__all__ = ["check"]


def check(desk: Desk, outline: Outline, resolved: Resolved, recall: Recall) -> None:
    """Warn of words of a source that stand unquoted in our prose, and of numbers without support.

    Our words are those of texts, notes, remarks, cells of our own tables, captions, heads, assessments and
    glosses. Quotations, facts and names by `{name:}` are not ours.
    """
    known = desk.library
    names = recall.of(_finder, outline.names)
    recall.of(theirs, known)
    many = [
        (recall, known, names, chapter, made)
        for chapter, made in zip(outline.chapters, resolved.chapters, strict=True)
    ]
    recall.foresee(_chapter, many)
    for one in many:
        for diagnostic in recall.kept(_chapter, *one):
            desk.say(diagnostic)
    for diagnostic in _said(recall, known, names, beside(outline, resolved)):
        desk.say(diagnostic)


def _finder(names: tuple[NameEntry, ...]) -> Finder:
    return Finder.of(names)


def _chapter(
    recall: Recall, known: Library, names: Finder, chapter: ChapterOutline, made: Chapter
) -> tuple[Diagnostic, ...]:
    """Check the words of one chapter: no run of words goes on from one to the next."""
    return _said(recall, known, names, stretches(chapter, made))


def _said(recall: Recall, known: Library, names: Finder, ours: Iterable[Stretch]) -> tuple[Diagnostic, ...]:
    desk, held = Desk(known), tuple(ours)
    say_borrowed(desk, recall.of(theirs, known), held)
    say_unsupported(desk, names, held)
    return tuple(desk.diagnostics)
