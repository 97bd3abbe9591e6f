"""Divided lists that stand in more than one part of the book: the bibliography."""

from __future__ import annotations

from roa_dossier.render.markup import html
from roa_dossier.render.views import EntryView, SectionView
from roa_dossier.render.writer import Writer


def bibliography(writer: Writer, scope: str) -> list[SectionView]:
    """Prepare the bibliography of the dossier (`all`) or of the writer's chapter."""
    apparatus, ours = writer.desk.apparatus, writer.desk.ours
    wanted = apparatus.bibliography
    if scope == "chapter":
        wanted = apparatus.chapter_bibliographies.get(writer.chapter, ())
    return [
        SectionView(
            title=ours(section.title),
            about=ours(section.about),
            entries=tuple(
                EntryView(html(writer.line(entry.line)), entry.siglum, ours(entry.remark))
                for entry in section.entries
            ),
        )
        for section in wanted
    ]
