"""The divided bibliography, the sources' own records, and the works that nothing cites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from roa_dossier import nearest
from roa_dossier.diagnostics import Diagnostic, error, warning
from roa_dossier.model.apparatus import BibliographyEntry, BibliographySection, Line, RecordLine
from roa_dossier.model.chapter import Citation, WorkCite, letter
from roa_dossier.model.outline import Outline, RecordRef, Unread, Words, WorkEntry
from roa_dossier.model.source import MarkKind, Record, Source
from roa_dossier.number.cites import Library


@dataclass(slots=True)
class Used:
    """What some chapters cite: sources, works cited by us, and works carried by a source's own mark."""

    sources: set[str] = field(default_factory=set)
    directly: set[str] = field(default_factory=set)
    through: set[str] = field(default_factory=set)

    @property
    def works(self) -> set[str]:
        """Every work that a note names or that stands behind a passage."""
        return self.directly | self.through


def used(citations: Iterable[Citation], library: Library) -> Used:
    """Gather what the citations use."""
    found = Used()
    for citation in citations:
        for cite in citation.cites:
            if not library.known(cite):
                continue
            if isinstance(cite, WorkCite):
                found.directly.add(cite.key)
            else:
                found.sources.add(cite.passage.source)
                found.through.update(library.works_behind(cite))
    return found


def sections(
    outline: Outline,
    library: Library,
    use: Used,
    bibliography: tuple[tuple[str, Line], ...],
    *,
    every_source: bool,
) -> tuple[BibliographySection, ...]:
    """Divide the bibliography; within a division the style's order stands, and empty ones are left out.

    Args:
        outline: the dossier.
        library: sigla and records.
        use: what is cited.
        bibliography: key and entry in the style's order.
        every_source: whether a source that nothing cites is listed too.

    """
    works = {str(work.item.key): work for work in outline.works}
    consulted = {key for key in use.works if works[key].seen or key in use.directly or not works[key].records}
    sources = library.sigla.keys() if every_source else use.sources

    def chosen(keys: Iterable[str]) -> tuple[tuple[str, Line], ...]:
        kept = set(keys)
        return tuple((key, line) for key, line in bibliography if key in kept)

    kinds = {
        str(entry.key): library.say.witness(str(entry.standing), str(entry.kind)) for entry in outline.sources
    }
    found = (
        BibliographySection(
            library.say.dossier_sources,
            tuple(
                BibliographyEntry(key, line, library.sigla[key], kinds[key]) for key, line in chosen(sources)
            ),
        ),
        BibliographySection(
            library.say.consulted,
            tuple(
                BibliographyEntry(key, line, remark=_remark(works[key], library, also=True))
                for key, line in chosen(consulted)
            ),
        ),
        BibliographySection(
            library.say.second_hand,
            tuple(
                BibliographyEntry(key, line, remark=_remark(works[key], library, also=False))
                for key, line in chosen(use.works - consulted)
            ),
            library.say.second_hand_about,
        ),
    )
    return tuple(section for section in found if section.entries)


def _remark(work: WorkEntry, library: Library, *, also: bool) -> str:
    """Say which records name a work, and what the editor says of it."""
    sources = [
        library.say.through(
            library.sigla.get(source, source),
            sorted(
                ref.number for ref in work.records if (str(ref.source), ref.kind) == (source, "reference")
            ),
            sorted(ref.number for ref in work.records if (str(ref.source), ref.kind) == (source, "note")),
        )
        for source in dict.fromkeys(str(ref.source) for ref in work.records)
    ]
    said = [library.say.known_in(sources, also=also)] if sources else []
    return library.say.remarked([*said, str(work.remark or "")])


def records(outline: Outline, library: Library, sources: Mapping[str, Source]) -> tuple[RecordLine, ...]:
    """Set out the sources' own notes and references as they stand; references first, by number."""
    remarks = {str(work.item.key): str(work.remark or "") for work in outline.works}
    return tuple(
        _record_line(key, sources[key], record, library, remarks)
        for key in library.sigla
        if key in sources
        for record in sorted(
            sources[key].records, key=lambda record: (record.kind is MarkKind.NOTE, record.number)
        )
    )


def _record_line(
    key: str, source: Source, record: Record, library: Library, remarks: Mapping[str, str]
) -> RecordLine:
    matched = library.matched.get((key, record.kind.value, record.number), ())
    return RecordLine(
        library.sigla[key],
        letter(record.number) if record.kind is MarkKind.NOTE else str(record.number),
        " ".join(record.text.chars.split()),
        source.lines.line(record.start),
        matched[0] if matched else "",
        library.say.remarked(list(dict.fromkeys(remarks[work] for work in matched))),
    )


def uncited(outline: Outline, use: Used) -> tuple[str, ...]:
    """Give the works that nothing cites."""
    return tuple(str(work.item.key) for work in outline.works if str(work.item.key) not in use.works)


def complaints(
    outline: Outline, library: Library, sources: Mapping[str, Source], unused: Iterable[str]
) -> Iterator[Diagnostic]:
    """Report works that nothing cites, and works known through a record that is not there."""
    left_out = set(unused)
    for work in outline.works:
        key = work.item.key
        if str(key) in left_out:
            yield warning("work-not-cited", f"nothing cites `{key}`, so it is not listed", key.span).hint(
                f"cite it with `[@{key}]`, or take it out"
            )
        for ref in work.records:
            yield from _record_fault(ref, key, library, sources, outline.refused)


def _record_fault(
    ref: RecordRef, key: Words, library: Library, sources: Mapping[str, Source], refused: Unread
) -> Iterator[Diagnostic]:
    source = str(ref.source)
    if source not in library.sigla:
        if refused.holds("source", source):
            return
        said = error("unknown-source", f"no source is named `{source}`", ref.source.span)
        close = nearest.closest(source, library.sigla)
        yield said.hint(f"did you mean `{close}`?") if close else said
    elif source in sources and (source, ref.kind, ref.number) not in library.records:
        mark = letter(ref.number) if ref.kind == "note" else ref.number
        span = ref.span if ref.span.path else key.span
        yield error("unknown-record", f"`{source}` has no {ref.kind} `{mark}`", span)
