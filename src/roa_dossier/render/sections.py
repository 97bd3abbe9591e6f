"""Divided lists that stand in more than one part of the book: the bibliography."""

from __future__ import annotations

from collections.abc import Iterator

from roa_dossier.model.apparatus import BibliographySection
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
                EntryView(
                    html(writer.line(entry.line)), entry.siglum, ours(sentence(entry.remark)), ours(group)
                )
                for entry, group in zip(section.entries, _heads(section), strict=True)
            ),
        )
        for section in wanted
    ]


def sentence(remark: str) -> str:
    """Give a remark a capital and a stop: it stands behind an entry that has them."""
    said = remark[:1].upper() + remark[1:]
    return said if not said or said.endswith((".", "?", "!")) else f"{said}."


def _heads(section: BibliographySection) -> Iterator[str]:
    """Give for each entry the head that it opens; "" where the one above goes on."""
    last = ""
    for entry in section.entries:
        yield entry.group if entry.group != last else ""
        last = entry.group
