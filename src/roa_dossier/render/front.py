"""What stands before the first chapter: title page, contents and lists, note on the text."""

from __future__ import annotations

from collections.abc import Iterator

from roa_dossier.model.apparatus import Target, TargetKind
from roa_dossier.model.book import Manuscript
from roa_dossier.render import back, notice
from roa_dossier.render.desk import Desk
from roa_dossier.render.views import LineOfContents, ListView
from roa_dossier.render.words import count, day
from roa_dossier.render.writer import Writer

TITLE_PAGE, CONTENTS, NOTE = "part.title", "part.contents", "part.note"
"""Anchors of ours; an author's id holds no full stop."""
NOTE_TITLE = "Note on the text"


def parts(desk: Desk) -> Iterator[Manuscript]:
    """Make the front matter in order."""
    yield title_page(desk)
    yield contents(desk)
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
        edition=day(outline.date) if outline.date else "",
        statistics=statistics(desk),
    )
    return Manuscript(TITLE_PAGE, str(outline.title), str(html))


def statistics(desk: Desk) -> list[str]:
    """Count sources, quotations, facts and contested points; what there is none of is not said."""
    counts = (
        (len(desk.outline.sources), "source", "sources"),
        (desk.resolved.quotations, "quotation found word for word", "quotations found word for word"),
        (desk.resolved.facts, "fact with its locator", "facts with locators"),
        (len(desk.apparatus.contested), "point contested", "points contested"),
    )
    return [count(*each) for each in counts if each[0]]


def contents(desk: Desk) -> Manuscript:
    """Make the table of contents and the lists."""
    lists = (
        ("Tables", desk.apparatus.tables),
        ("Figures", desk.apparatus.figures),
        ("Contested points", desk.apparatus.contested),
    )
    views = [
        ListView(title, tuple(_listed(desk, target) for target in targets))
        for title, targets in lists
        if targets
    ]
    html = desk.press.set(
        "contents.html",
        anchor=CONTENTS,
        language=desk.outline.language,
        dossier=desk.ours(desk.outline.title),
        title="Contents",
        lines=[
            LineOfContents("", NOTE_TITLE, NOTE),
            *(_line(desk, target) for target in desk.apparatus.contents),
            *(LineOfContents("", title, anchor) for anchor, title in back.titles(desk)),
        ],
        lists=views,
    )
    return Manuscript(CONTENTS, "Contents", str(html))


def _line(desk: Desk, target: Target) -> LineOfContents:
    chapter = target.kind is TargetKind.CHAPTER
    number = str(target.chapter) if chapter else ""
    return LineOfContents(number, desk.ours(target.title), target.anchor, 1 if chapter else 2)


def _listed(desk: Desk, target: Target) -> LineOfContents:
    number = target.label.rsplit(" ", 1)[-1] if target.label else ""
    return LineOfContents(number, desk.ours(target.title), target.anchor)


def note_on_the_text(desk: Desk) -> Manuscript:
    """Make the note on the text."""
    writer = Writer(desk)
    html = desk.press.set(
        "note-on-the-text.html",
        anchor=NOTE,
        language=desk.outline.language,
        dossier=desk.ours(desk.outline.title),
        title=NOTE_TITLE,
        sources=[notice.source(writer, entry) for entry in desk.outline.sources],
        siglum=str(desk.outline.sources[0].siglum) if desk.outline.sources else "",
        folds=notice.folds(desk),
        uncited=notice.has_uncited(desk),
        carried=notice.has_carried(desk),
        ranks=notice.has_ranks(desk),
        editorial=notice.has_editorial_names(desk.resolved.chapters),
        marks=desk.marks,
        in_text=desk.apparatus.in_text,
    )
    return Manuscript(NOTE, NOTE_TITLE, str(html))
