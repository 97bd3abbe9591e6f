"""What the note on the text says: the sources, the marks, the folds, and how far the checking goes."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from roa_dossier.model.chapter import Chapter, EvidenceTable, Excerpt, NameForm, Passage, Quotation, Resolved
from roa_dossier.model.outline import SourceEntry
from roa_dossier.model.source import MarkKind
from roa_dossier.patterns import regex
from roa_dossier.render.desk import Desk, every
from roa_dossier.render.markup import element, html, words
from roa_dossier.render.views import SourceView
from roa_dossier.render.writer import Writer, curls, shared
from roa_dossier.wording import Wording

_DEED = "https://creativecommons.org"
_CREATIVE_COMMONS = regex(
    r"cc0-(?P<zero>1\.0)|cc-(?P<terms>by(?:-nc)?(?:-nd|-sa)?)-(?P<version>\d\.\d)(?:-(?P<port>[a-z]{2,3}))?"
)
"""Identifiers of https://spdx.org/licenses/; a port is a country's own version."""

ALWAYS_FOLDED = ("white space", "equivalent forms of the same character")


def source(writer: Writer, entry: SourceEntry) -> SourceView:
    """Describe a source by what is known of it."""
    desk, key = writer.desk, str(entry.key)
    snapshot = desk.sources.get(key)
    assessment = next((flow for each, flow in desk.resolved.assessments if each == key), ())
    digest = snapshot.digest if snapshot else str(entry.sha256 or "")
    return SourceView(
        siglum=str(entry.siglum),
        reference=_reference(writer, entry),
        standing=desk.say.read_as_what(str(entry.standing), str(entry.kind)),
        assessment=shared(desk, assessment),
        licence=licence(entry, desk.say),
        file=str(entry.file),
        characters=desk.say.count(len(snapshot.text), desk.say.characters) if snapshot else "",
        digest=digest,
        use=_use(desk, key),
    )


def _use(desk: Desk, key: str) -> str:
    """Say how many passages of a source are used, and how many of them it gives an authority for."""
    say = desk.say
    counted = next((each for each in desk.resolved.criticism if each.source == key), None)
    if counted is None or not counted.passages:
        return ""
    return say.criticism.format(
        passages=say.count(counted.passages, say.criticism_passages),
        uncited=say.criticism_uncited[counted.uncited > 1].format(number=_or_none(counted.uncited, say, 0)),
        carried=say.criticism_carried[counted.carried > 1].format(number=_or_none(counted.carried, say, 1)),
        words=say.count(counted.words, say.words_of),
        total=say.number(counted.total),
    )


def _or_none(number: int, say: Wording, form: int) -> str:
    return say.number(number) if number else say.none[form]


def _reference(writer: Writer, entry: SourceEntry) -> Markup:
    nodes = writer.line(writer.desk.apparatus.references.get(str(entry.key), ()))
    said = words(nodes)
    return html(nodes if said.endswith((".", ".”", "?", "!")) or not said else (*nodes, "."))


def licence(entry: SourceEntry, say: Wording) -> str:
    """Say what licence a source bears, and who says so."""
    if entry.licence is None:
        return say.no_licence
    name = str(entry.licence.id)
    if entry.licence.basis == "stated":
        return say.licence_stated.format(name=name)
    return say.licence_inferred.format(name=name)


def address(entry: SourceEntry) -> str:
    """Give the address of a Creative Commons licence's text, told from its SPDX id; "" for any other."""
    found = _CREATIVE_COMMONS.fullmatch(str(entry.licence.id).lower()) if entry.licence else None
    if found is None:
        return ""
    if found["zero"]:
        return f"{_DEED}/publicdomain/zero/{found['zero']}/"
    port = f"{found['port']}/" if found["port"] else ""
    return f"{_DEED}/licenses/{found['terms']}/{found['version']}/{port}"


def folds(desk: Desk) -> str:
    """List what was really folded in this dossier's matching, beside what always is."""
    found = {fold for passage in desk.in_all(Passage) for fold in passage.folds}
    return desk.say.folded(sorted(found - set(ALWAYS_FOLDED)))


def has_curled(desk: Desk) -> bool:
    """Whether any block quotation holds straight marks of its source that are set curled."""
    return any(desk.recall.of(_curled, chapter, desk.tongue) for chapter in desk.resolved.chapters)


def _curled(chapter: Chapter, language: str) -> bool:
    quotations = (excerpt.quotation for excerpt in every(Excerpt, chapter))
    return any(curls(one, language) for one in quotations if isinstance(one, Quotation))


def has_uncited(desk: Desk) -> bool:
    """Whether any passage used is marked "citation needed" by its source."""
    marked = (mark.kind for passage in desk.in_all(Passage) for mark in passage.marks)
    tables = any(isinstance(each, EvidenceTable) and each.uncited for each in _contents(desk.resolved))
    return tables or MarkKind.CITATION_NEEDED in marked


def has_carried(desk: Desk) -> bool:
    """Whether any passage used bears a note or reference of its source."""
    return any(
        mark.kind is not MarkKind.CITATION_NEEDED
        for passage in desk.in_all(Passage)
        for mark in passage.marks
    )


def has_ranks(desk: Desk) -> bool:
    """Whether a rank table with a romanised column is printed."""
    return any(isinstance(each, EvidenceTable) and each.kind == "ranks" for each in _contents(desk.resolved))


def has_editorial_names(names: Iterable[NameForm]) -> bool:
    """Whether an original form of a name is the editor's and not a source's."""
    return any(name.editorial and bool(name.original) for name in names)


def _contents(resolved: Resolved) -> list[object]:
    return [block.content for chapter in resolved.chapters for block in chapter.blocks]


def siglum(text: str) -> Markup:
    """Set a siglum as notes and margins do."""
    return html((element("b", text, class_="siglum"),))
