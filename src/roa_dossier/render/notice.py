"""What the note on the text says: the sources, the marks, the folds, and how far the checking goes."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

from markupsafe import Markup

from roa_dossier.model.chapter import EvidenceTable, NameForm, Resolved
from roa_dossier.model.outline import SourceEntry
from roa_dossier.model.source import MarkKind
from roa_dossier.render.desk import Desk, passages
from roa_dossier.render.markup import element, html, words
from roa_dossier.render.views import SourceView
from roa_dossier.render.words import count, listed
from roa_dossier.render.writer import Writer

ALWAYS_FOLDED = ("white space", "equivalent forms of the same character")
ARTICLES = ("a", "e", "i", "o", "u")


def source(writer: Writer, entry: SourceEntry) -> SourceView:
    """Describe a source by what is known of it."""
    desk, key = writer.desk, str(entry.key)
    snapshot = desk.sources.get(key)
    assessment = next((flow for each, flow in desk.resolved.assessments if each == key), ())
    digest = snapshot.digest if snapshot else str(entry.sha256 or "")
    return SourceView(
        siglum=str(entry.siglum),
        reference=_reference(writer, entry),
        standing=_standing(entry),
        assessment=writer.flow(assessment),
        licence=_licence(entry),
        file=str(entry.file),
        characters=count(len(snapshot.text), "character", "characters") if snapshot else "",
        digest=digest,
    )


def _reference(writer: Writer, entry: SourceEntry) -> Markup:
    nodes = writer.line(writer.desk.apparatus.references.get(str(entry.key), ()))
    said = words(nodes)
    return html(nodes if said.endswith((".", ".”", "?", "!")) or not said else (*nodes, "."))


def _standing(entry: SourceEntry) -> str:
    """Say what kind of witness it is: `a tertiary source, classed as reference`."""
    standing, kind = str(entry.standing), str(entry.kind)
    return f"{'an' if standing.startswith(ARTICLES) else 'a'} {standing} source, classed as {kind}"


def _licence(entry: SourceEntry) -> str:
    if entry.licence is None:
        return "none stated"
    name = str(entry.licence.id)
    if entry.licence.basis == "stated":
        return f"{name}, as the source itself states"
    return f"{name}, by the editor’s inference; the snapshot does not say so"


def folds(desk: Desk) -> str:
    """List what was really folded in this dossier's matching, beside what always is."""
    found = {fold for passage in passages(desk.resolved) for fold in passage.folds}
    return listed([*ALWAYS_FOLDED, *sorted(found - set(ALWAYS_FOLDED))])


def has_uncited(desk: Desk) -> bool:
    """Whether any passage used is marked "citation needed" by its source."""
    marked = (mark.kind for passage in passages(desk.resolved) for mark in passage.marks)
    tables = any(isinstance(each, EvidenceTable) and each.uncited for each in _contents(desk.resolved))
    return tables or MarkKind.CITATION_NEEDED in marked


def has_carried(desk: Desk) -> bool:
    """Whether any passage used bears a note or reference of its source."""
    return any(
        mark.kind is not MarkKind.CITATION_NEEDED
        for passage in passages(desk.resolved)
        for mark in passage.marks
    )


def has_ranks(desk: Desk) -> bool:
    """Whether a rank table with a romanised column is printed."""
    return any(isinstance(each, EvidenceTable) and each.kind == "ranks" for each in _contents(desk.resolved))


def has_editorial_names(value: object) -> bool:
    """Whether an original form of a name is the editor's and not a source's."""
    if isinstance(value, NameForm):
        return value.editorial and bool(value.original)
    if is_dataclass(value) and not isinstance(value, type):
        return any(has_editorial_names(getattr(value, each.name)) for each in fields(value))
    return isinstance(value, tuple) and any(has_editorial_names(item) for item in value)


def _contents(resolved: Resolved) -> list[object]:
    return [block.content for chapter in resolved.chapters for block in chapter.blocks]


def siglum(text: str) -> Markup:
    """Set a siglum as notes and margins do."""
    return html((element("b", text, class_="siglum"),))
