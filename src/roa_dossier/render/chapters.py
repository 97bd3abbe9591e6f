"""The chapters of a book, each made of no more than it looks at: while that stays, it is made once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from roa_dossier import portions
from roa_dossier.charts import Room
from roa_dossier.diagnostics import Diagnostic
from roa_dossier.model.apparatus import Apparatus
from roa_dossier.model.book import Manuscript
from roa_dossier.model.chapter import Chapter, Resolved
from roa_dossier.model.outline import NameEntry, Outline, SourceEntry, Words
from roa_dossier.model.source import Source
from roa_dossier.names import Finder
from roa_dossier.recall import Recall
from roa_dossier.render import chapter as one_chapter
from roa_dossier.render.desk import Desk, Present
from roa_dossier.render.finishing import Languages, finished
from roa_dossier.render.press import Press
from roa_dossier.text import Text

T = TypeVar("T")


def manuscripts(desk: Desk, languages: Languages) -> Iterator[Manuscript]:
    """Make the chapters in order; what is wrong with templates is told to the desk's press."""
    recall = desk.recall
    outline = _outline(desk.outline, recall)
    room = recall.settled("", _itself, desk.room)

    def given(chapter: Chapter, apparatus: Apparatus) -> tuple[Any, ...]:
        anchors = frozenset((target.chapter, target.anchor) for target in apparatus.targets.values())
        return (
            chapter,
            outline,
            apparatus,
            tuple(desk.sources.values()),
            desk.press.base,
            desk.draft,
            desk.finder,
            room,
            languages,
            desk.present & anchors,
        )

    portioned = portions.apparatuses(desk.resolved, desk.apparatus, recall)
    many = [given(*one) for one in zip(desk.resolved.chapters, portioned, strict=True)]
    recall.foresee(_manuscript, many)
    for one in many:
        made, told = recall.kept(_manuscript, *one)
        desk.press.take(told)
        yield made


def _manuscript(
    chapter: Chapter,
    outline: Outline,
    apparatus: Apparatus,
    sources: tuple[Source, ...],
    press: Press,
    draft: bool,
    finder: Finder,
    room: Room,
    languages: Languages,
    present: Present,
) -> tuple[Manuscript, tuple[Diagnostic, ...]]:
    """Make one chapter's manuscript, and give what is wrong with the templates that it needs."""
    own = press.apart()
    desk = Desk(
        outline,
        Resolved((chapter,)),
        apparatus,
        {source.key: source for source in sources},
        own,
        draft,
        None,
        finder,
        room,
        present=present,
    )
    return finished(one_chapter.manuscript(desk, chapter), languages), tuple(own.diagnostics)


def _itself(value: T) -> T:
    return value


# ── what a chapter looks at ─────────────────────────────────────────────────────────────────────────


def _outline(whole: Outline, recall: Recall) -> Outline:
    """Give what chapters look at of the outline: nothing that an edit of another chapter changes."""
    return recall.of(
        _of_outline,
        str(whole.title),
        whole.language,
        whole.written,
        whole.sources,
        whole.names,
        whole.notes,
        whole.bibliography,
        whole.margin_marks,
    )


def _of_outline(
    title: str,
    language: str,
    written: str,
    sources: tuple[SourceEntry, ...],
    names: tuple[NameEntry, ...],
    notes: str,
    bibliography: str,
    margin_marks: tuple[str, ...],
) -> Outline:
    return Outline(
        "",
        Words(Text.of(title)),
        language,
        Words(Text.of("")),
        (),
        sources,
        names=names,
        notes=notes,
        bibliography=bibliography,
        margin_marks=margin_marks,
        written=written,
    )
