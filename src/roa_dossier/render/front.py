"""What stands before the first chapter: title page, contents and lists, note on the text."""

from __future__ import annotations

from collections.abc import Iterator

from roa_dossier.diagnostics import Diagnostic
from roa_dossier.model.apparatus import Target, TargetKind
from roa_dossier.model.book import Manuscript
from roa_dossier.model.chapter import Document, NameForm
from roa_dossier.render import back, notice, teaching
from roa_dossier.render.aids import AIDS
from roa_dossier.render.desk import Desk
from roa_dossier.render.press import Press
from roa_dossier.render.views import LineOfContents, ListView
from roa_dossier.render.writer import Writer
from roa_dossier.wording.teaching import teaching_words

TITLE_PAGE, CONTENTS, NOTE = "part.title", "part.contents", "part.note"
"""Anchors of ours; an author's id holds no full stop."""


def parts(desk: Desk, *, aids: bool = False) -> Iterator[Manuscript]:
    """Make the front matter in order; `aids`: whether lists of pages will follow at the end."""
    yield title_page(desk)
    yield contents(desk, aids=aids)
    yield note_on_the_text(desk)


def title_page(desk: Desk) -> Manuscript:
    """Make the title page; every count on it is one of the resolved dossier."""
    outline = desk.outline
    html = desk.press.set(
        "title-page.html",
        anchor=TITLE_PAGE,
        language=outline.language,
        title=desk.ours(outline.title),
        subtitle=desk.ours(outline.subtitle or ""),
        editors=[desk.ours(editor) for editor in outline.editors],
        edition=desk.say.day(outline.date) if outline.date else "",
        statistics=statistics(desk),
    )
    return Manuscript(TITLE_PAGE, str(outline.title), str(html))


def statistics(desk: Desk) -> list[str]:
    """Count sources, quotations, facts and contested points; what there is none of is not said."""
    counts = (
        len(desk.outline.sources),
        desk.resolved.quotations,
        desk.resolved.facts,
        len(desk.apparatus.contested),
    )
    counted = zip(counts, desk.say.counted, strict=True)
    return [desk.say.count(number, words) for number, words in counted if number]


def contents(desk: Desk, *, aids: bool = False) -> Manuscript:
    """Make the table of contents and the lists."""
    lists = (
        (desk.say.tables, desk.apparatus.tables),
        (desk.say.figures, desk.apparatus.figures),
        (desk.say.contested_points, desk.apparatus.contested),
        (teaching_words(desk.outline.language).documents, desk.apparatus.documents),
    )
    views = [
        ListView(title, tuple(_listed(desk, target) for target in targets))
        for title, targets in lists
        if targets
    ]
    lines = (
        LineOfContents("", desk.say.note_on_the_text, NOTE),
        *(_line(desk, target) for target in desk.apparatus.contents),
        *(LineOfContents("", title, anchor) for anchor, title in back.titles(desk)),
        *([LineOfContents("", desk.say.aids, AIDS)] if aids else []),
    )
    listed = desk.recall.settled(CONTENTS, tuple, (lines, tuple(views)))
    head = (desk.outline.language, desk.ours(desk.outline.title), desk.say.contents)
    made, told = desk.recall.of(_contents, desk.press.base, listed, *head)
    desk.press.take(told)
    return made


def _contents(
    press: Press,
    listed: tuple[tuple[LineOfContents, ...], tuple[ListView, ...]],
    language: str,
    dossier: str,
    title: str,
) -> tuple[Manuscript, tuple[Diagnostic, ...]]:
    """Set the contents, which a long book has many lines of."""
    own, (lines, lists) = press.apart(), listed
    html = own.set(
        "contents.html",
        anchor=CONTENTS,
        language=language,
        dossier=dossier,
        title=title,
        lines=list(lines),
        lists=list(lists),
    )
    return Manuscript(CONTENTS, title, str(html)), tuple(own.diagnostics)


def _line(desk: Desk, target: Target) -> LineOfContents:
    chapter = target.kind is TargetKind.CHAPTER
    number = str(target.chapter) if chapter else ""
    return LineOfContents(number, desk.ours(target.title), target.anchor, 1 if chapter else 2)


def _listed(desk: Desk, target: Target) -> LineOfContents:
    number = target.label.rsplit(" ", 1)[-1] if target.label else ""
    if target.kind is TargetKind.DOCUMENT:
        number = f"{target.chapter}.{number}"
    return LineOfContents(number, desk.ours(target.title), target.anchor)


def note_on_the_text(desk: Desk) -> Manuscript:
    """Make the note on the text."""
    writer = Writer(desk)
    html = desk.press.set(
        "note-on-the-text.html",
        anchor=NOTE,
        language=desk.outline.language,
        dossier=desk.ours(desk.outline.title),
        title=desk.say.note_on_the_text,
        sources=[notice.source(writer, entry) for entry in desk.outline.sources],
        siglum=notice.siglum(str(desk.outline.sources[0].siglum)) if desk.outline.sources else "",
        folds=notice.folds(desk),
        uncited=notice.has_uncited(desk),
        carried=notice.has_carried(desk),
        ranks=notice.has_ranks(desk),
        curled=notice.has_curled(desk),
        works=bool(desk.outline.works),
        editorial=notice.has_editorial_names(desk.in_chapters(NameForm)),
        marks=desk.marks,
        modified=teaching.about_modified(desk.outline.language, desk.in_chapters(Document)),
        in_text=desk.apparatus.in_text,
        signs=[desk.say.prose_margin_signs[each] for each in desk.outline.margin_marks],
    )
    return Manuscript(NOTE, desk.say.note_on_the_text, str(html))
