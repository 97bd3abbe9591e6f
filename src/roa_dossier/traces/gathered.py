"""The trace of a dossier that was checked: gathered in document order, the same from the same dossier."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from roa_dossier import portions, wording
from roa_dossier.evidence import Ground, seek
from roa_dossier.model import chapter as resolved_model
from roa_dossier.model import outline as written_model
from roa_dossier.model.apparatus import Apparatus
from roa_dossier.model.chapter import (
    Call,
    ChapterBlock,
    Content,
    Contested,
    Document,
    EvidenceTable,
    Excerpt,
    Register,
    Resolved,
    RunIn,
    TextFlow,
    letter,
)
from roa_dossier.model.outline import Derivation, FactEntry, Outline, Selector, WorkEntry
from roa_dossier.model.source import Mark, MarkKind, Source
from roa_dossier.number.walk import walk
from roa_dossier.recall import Recall
from roa_dossier.resolve.quotations import passage
from roa_dossier.traces.form import (
    FORMAT,
    Chapter,
    Dispute,
    Entry,
    Fact,
    Note,
    Passage,
    Quotation,
    Reading,
    Rest,
    Snapshot,
    Trace,
)
from roa_dossier.traces.spoken import Speaker, one_line, quoted

F = TypeVar("F", Fact, Dispute)


def of(
    outline: Outline,
    resolved: Resolved,
    apparatus: Apparatus,
    sources: Mapping[str, Source],
    only: str | None = None,
    recall: Recall | None = None,
) -> Trace:
    """Gather the trace of a dossier; what could not be resolved is left out.

    Args:
        outline: the dossier as written; its facts are taken from here, printed or not.
        resolved: its chapters.
        apparatus: the numbers and citations.
        sources: the sources as read, by key.
        only: the id of the one chapter of a handout; None for all.
        recall: what an earlier run gathered of each chapter.

    """
    recall = recall or Recall()
    shared = (tuple(sources.values()), outline.works, outline.language)
    at = _gatherer(apparatus, *shared)
    each = zip(resolved.chapters, portions.apparatuses(resolved, apparatus, recall), strict=True)
    chapters = [
        (one, recall.of(_of_chapter, one, part, *shared)) for one, part in each if only in (None, one.id)
    ]
    return Trace(
        format=FORMAT,
        program="roa-dossier",
        name=outline.name,
        title=str(outline.title),
        only=only or "",
        sources=[
            Snapshot(key=s.key, siglum=s.siglum, path=s.path, digest=s.digest) for s in sources.values()
        ],
        chapters=[Chapter(id=one.id, number=one.number, title=one.title) for one, _ in chapters],
        facts=list(recall.of(_facts, outline.facts, *shared)),
        quotations=[
            *(found for _, (quotations, _) in chapters for found in quotations),
            *at.outside(resolved if only is None else None),
        ],
        notes=[note for _, (_, notes) in chapters for note in notes],
        ledger=[at.dispute(one) for one in resolved.ledger],
        bibliography=[
            Entry(
                key=entry.key,
                section=section.title,
                line=one_line("".join(run.text for run in entry.line)),
                remark=one_line(entry.remark),
            )
            for section in apparatus.bibliography
            for entry in section.entries
        ],
    )


def _gatherer(
    apparatus: Apparatus, sources: tuple[Source, ...], works: tuple[WorkEntry, ...], language: str
) -> _Gatherer:
    return _Gatherer(works, {one.key: one for one in sources}, Speaker(apparatus, wording.of(language)))


def _of_chapter(
    chapter: resolved_model.Chapter,
    apparatus: Apparatus,
    sources: tuple[Source, ...],
    works: tuple[WorkEntry, ...],
    language: str,
) -> tuple[tuple[Quotation, ...], tuple[Note, ...]]:
    """Gather the quotations and the notes of a chapter."""
    at = _gatherer(apparatus, sources, works, language)
    return (
        tuple(found for block in chapter.blocks for found in at.quotations(chapter.id, block)),
        tuple(note for block in chapter.blocks for note in at.notes(chapter.id, block)),
    )


def _facts(
    entries: tuple[FactEntry, ...], sources: tuple[Source, ...], works: tuple[WorkEntry, ...], language: str
) -> tuple[Fact, ...]:
    at = _gatherer(Apparatus(in_text=False), sources, works, language)
    return tuple(at.fact(entry) for entry in entries)


def shown_only(trace: Trace, facts: set[str], *, ledger: bool) -> Trace:
    """Give the trace of an edition that withholds something: no fact but those printed, no words but those.

    Args:
        trace: of what is shown.
        facts: the ids of the facts that are printed.
        ledger: whether the ledger is printed, and so the facts in it.

    """
    disputes = [_unquoted(one) for one in trace["ledger"]] if ledger else []
    printed = facts | {fact.partition("/")[0] for one in disputes for fact in one["facts"]}
    stated = [_unquoted(one) for one in trace["facts"] if one["id"] in printed]
    return {**trace, "facts": stated, "ledger": disputes}


def _unquoted(one: F) -> F:
    """Leave out the words behind each reading: a value is printed, the words it was read from are not."""
    return {**one, "readings": [{**reading, "words": ""} for reading in one["readings"]]}


def written(trace: Trace, recall: Recall | None = None) -> bytes:
    """Write a trace as it is attached: the same trace gives the same bytes."""
    recall = recall or Recall()
    fields = ",\n".join(f' "{name}": {_listed(value, recall)}' for name, value in trace.items())
    return f"{{\n{fields}\n}}\n".encode("utf-8", "backslashreplace")


def _listed(value: object, recall: Recall) -> str:
    """Write one field of a trace; a member of a list that was written before is not written again."""
    if not isinstance(value, list) or not value:
        return _json(value)
    members = ",\n  ".join(recall.of(_member, one) for one in value)
    return f"[\n  {members}\n ]"


def _member(value: object) -> str:
    return _json(value).replace("\n", "\n  ")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


@dataclass(slots=True)
class _Gatherer:
    """What gathering needs at hand.

    Attributes:
        entries: the dossier's works.
        sources: by key.
        speaker: says inlines as they are printed.
        grounds: the sources made ready for seeking, each once it is needed.
        works: the keys of the works matched with each record of each source.

    """

    entries: tuple[WorkEntry, ...]
    sources: Mapping[str, Source]
    speaker: Speaker
    grounds: dict[str, Ground] = field(default_factory=dict)
    works: dict[tuple[str, str, int], list[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.works = {}
        for work in self.entries:
            for ref in work.records:
                key = (str(ref.source), ref.kind, ref.number)
                self.works.setdefault(key, []).append(str(work.item.key))

    # ── passages ────────────────────────────────────────────────────────────────────────────────

    def passage(self, found: resolved_model.Passage) -> Passage:
        return Passage(
            source=found.source,
            ranges=[list(one) for one in found.ranges],
            locator=str(found.locator),
            rests_on=[self.rest(found.source, mark) for mark in found.marks],
        )

    def rest(self, source: str, mark: Mark) -> Rest:
        if mark.kind is MarkKind.CITATION_NEEDED or mark.number is None:
            return Rest(kind=mark.kind.value, mark="", words="", works=[])
        words = next(
            (
                record.text.chars
                for record in self.sources[source].records
                if (record.kind, record.number) == (mark.kind, mark.number)
            ),
            "",
        )
        sign = letter(mark.number) if mark.kind is MarkKind.NOTE else str(mark.number)
        works = self.works.get((source, mark.kind.value, mark.number), [])
        return Rest(kind=mark.kind.value, mark=sign, words=one_line(words), works=works)

    def sought(self, selector: Selector) -> tuple[str, resolved_model.Passage] | None:
        """Find the words of a selector; None unless they stand at one place."""
        key = str(selector.source)
        if key not in self.sources:
            return None
        if key not in self.grounds:
            self.grounds[key] = Ground.of(self.sources[key])
        ground = self.grounds[key]
        edges = (str(selector.prefix or ""), str(selector.suffix or ""))
        found = seek(ground, selector.exact.text, *edges)
        if len(found.found) != 1:
            return None
        return one_line(str(selector.exact)), passage(ground, found.typed, found.found[0])

    # ── facts and the ledger ────────────────────────────────────────────────────────────────────

    def fact(self, entry: FactEntry) -> Fact:
        return Fact(
            id=str(entry.key),
            subject=str(entry.subject),
            property=one_line(str(entry.property)),
            when=one_line(str(entry.when or "")),
            unit=one_line(str(entry.unit or "")),
            scope=one_line(str(entry.scope or "")),
            readings=[self.reading(reading) for reading in entry.readings],
        )

    def reading(self, reading: written_model.Reading) -> Reading:
        found = self.sought(reading.origin) if reading.origin else None
        words, where = (found[0], self.passage(found[1])) if found else ("", _nowhere())
        return Reading(
            id=str(reading.id or ""),
            value=one_line(str(reading.value)),
            scope=one_line(str(reading.scope or "")),
            editorial=one_line(str(reading.editorial or "")),
            derived=_derivation(reading.derived),
            words=words,
            **where,
        )

    def dispute(self, dispute: resolved_model.Dispute) -> Dispute:
        return Dispute(
            facts=list(dispute.facts),
            subject=dispute.subject,
            property=dispute.property,
            when=dispute.when,
            unit=dispute.unit,
            scope_only=dispute.scope_only,
            within=dispute.within,
            readings=[self.stated(value) for value in dispute.readings],
        )

    def stated(self, value: resolved_model.StatedValue) -> Reading:
        found = value.quotation
        known = isinstance(found, resolved_model.Quotation)
        return Reading(
            id=value.id,
            value=one_line(value.value),
            scope=one_line(value.scope),
            editorial=one_line(value.editorial),
            derived=one_line(value.derived),
            words=quoted(found) if isinstance(found, resolved_model.Quotation) else "",
            **(self.passage(found.passage) if known and found else _nowhere()),  # type: ignore[union-attr]
        )

    # ── what a chapter prints ───────────────────────────────────────────────────────────────────

    def quotations(self, chapter: str, block: ChapterBlock) -> Iterator[Quotation]:
        for form, words, found in printed(block.content):
            yield self.quotation(chapter, block.anchor, form, words, found)

    def quotation(
        self, chapter: str, block: str, form: str, words: str, found: resolved_model.Passage
    ) -> Quotation:
        return Quotation(chapter=chapter, block=block, form=form, words=words, **self.passage(found))

    def outside(self, resolved: Resolved | None) -> Iterator[Quotation]:
        """Give what is quoted outside the chapters: in the assessments of sources and in the glossary."""
        if resolved is None:
            return
        for kind, flows in (("assessment", resolved.assessments), ("gloss", resolved.glosses)):
            for key, flow in flows:
                for form, words, found in printed(TextFlow(flow)):
                    yield self.quotation("", f"{kind}-{key}", form, words, found)

    def notes(self, chapter: str, block: ChapterBlock) -> Iterator[Note]:
        for inline, _ in walk(block.content):
            if isinstance(inline, Call):
                mark = self.speaker.apparatus.notes.get((chapter, inline.id))
                if mark is not None and mark.number is not None:
                    text = self.speaker.note(chapter, inline)
                    note = Note(chapter=chapter, block=block.anchor, number=mark.number, text=text)
                    yield {**note, "letter": mark.sign} if mark.lettered else note


def printed(content: Content) -> Iterator[tuple[str, str, resolved_model.Passage]]:
    """Give every printed passage of a block: its form, its words, and where they stand."""
    match content:
        case Excerpt(quotation=resolved_model.Quotation() as found):
            yield "excerpt", quoted(found), found.passage
        case Document(excerpt=Excerpt() as excerpt):
            yield from printed(excerpt)
        case Register(entries):
            for person in entries:
                for excerpt in person.excerpts:
                    yield from printed(excerpt)
        case Contested(fact):
            for reading in fact.readings:
                if isinstance(reading.quotation, resolved_model.Quotation):
                    yield "reading", quoted(reading.quotation), reading.quotation.passage
        case EvidenceTable(rows=rows):
            for row in rows:
                yield from _row(row)
        case _:
            pass
    for inline, _ in walk(content):
        if isinstance(inline, RunIn):
            yield "run-in", quoted(inline.quotation), inline.quotation.passage


def _row(row: resolved_model.Row) -> Iterator[tuple[str, str, resolved_model.Passage]]:
    """Give a row as one passage: its cells' ranges, at the place of its first."""
    cells = [cell for cell in row.cells if cell.passage]
    found = [cell.passage for cell in cells if cell.passage]
    if found:
        words = " | ".join(one_line(cell.text) for cell in cells)
        ranges = tuple(one for passage in found for one in passage.ranges)
        marks = tuple(dict.fromkeys(mark for passage in found for mark in passage.marks))
        yield "row", words, resolved_model.Passage(found[0].source, ranges, found[0].locator, marks)


def _nowhere() -> Passage:
    return Passage(source="", ranges=[], locator="", rests_on=[])


def _derivation(derived: Derivation | None) -> str:
    """Say a derivation as declared: `sum of a, b/c`."""
    if derived is None:
        return ""
    factor = f" by {derived.factor}" if derived.factor else ""
    return one_line(f"{derived.operation} of {', '.join(map(str, derived.of))}{factor}")
