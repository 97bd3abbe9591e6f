"""The table of sources: each source and work with every page that cites it."""

from __future__ import annotations

from markupsafe import Markup

from roa_dossier.frozen import Frozen
from roa_dossier.model.apparatus import BibliographyEntry
from roa_dossier.model.book import Mention
from roa_dossier.render.aids.pages import Body
from roa_dossier.render.markup import html
from roa_dossier.render.writer import Writer


class CitedView(Frozen):
    """A source or a work with the pages that cite it, and the works that are known through it.

    `found` is its archival signature as it was found, where the line has another form of it.
    """

    anchor: str
    siglum: str
    line: Markup
    found: str
    pages: Markup
    works: tuple[CitedView, ...] = ()


class CitedSection(Frozen):
    """A division of the table, as the bibliography has it."""

    title: str
    entries: tuple[CitedView, ...]


def values(body: Body) -> dict[str, object]:
    """Prepare the divisions of the bibliography, works known at second hand under their source."""
    cites = body.by_key("cite")
    through = _through(body)
    hidden = {key for keys in through.values() for key in keys}
    entries = {entry.key: entry for section in body.desk.apparatus.bibliography for entry in section.entries}
    divided = [
        CitedSection(
            body.desk.ours(section.title),
            tuple(
                _entry(body, entry, cites, [entries[key] for key in through.get(entry.key, ())])
                for entry in section.entries
                if entry.key not in hidden and cites.get(entry.key)
            ),
        )
        for section in body.desk.apparatus.bibliography
    ]
    return {"sections": [section for section in divided if section.entries]}


def _through(body: Body) -> dict[str, list[str]]:
    """Give the works that were not seen by the source whose records name them first."""
    printed = {entry.key for section in body.desk.apparatus.bibliography for entry in section.entries}
    found: dict[str, list[str]] = {}
    for work in body.desk.outline.works:
        key = str(work.item.key)
        if work.records and not work.seen and key in printed:
            source = str(work.records[0].source)
            if source in printed:
                found.setdefault(source, []).append(key)
    order = [entry.key for section in body.desk.apparatus.bibliography for entry in section.entries]
    return {source: sorted(keys, key=order.index) for source, keys in found.items()}


def _entry(
    body: Body,
    entry: BibliographyEntry,
    cites: dict[str, list[Mention]],
    works: list[BibliographyEntry],
) -> CitedView:
    leaves = body.leaves(cites.get(entry.key, ()))
    anchor = f"cited.{entry.key}"
    body.claim(anchor, leaves, (entry.siglum,) if entry.siglum and not body.desk.apparatus.in_text else ())
    return CitedView(
        anchor,
        entry.siglum,
        html(Writer(body.desk).line(entry.line)),
        _found(body, entry),
        body.pages(leaves),
        tuple(_entry(body, work, cites, []) for work in works if cites.get(work.key)),
    )


def _found(body: Body, entry: BibliographyEntry) -> str:
    printed = "".join(run.text for run in entry.line)
    if not entry.found or entry.found in printed:
        return ""
    return body.desk.say.found_as.format(signature=entry.found)
