"""The sources' own records with what carries them, and the works that nothing cites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from roa_dossier import nearest
from roa_dossier.diagnostics import Diagnostic, error, warning
from roa_dossier.model.apparatus import RecordLine
from roa_dossier.model.chapter import letter
from roa_dossier.model.outline import Outline, RecordRef, Unread, Words
from roa_dossier.model.source import MarkKind, Record, Source
from roa_dossier.number.cites import Library, RecordKey
from roa_dossier.number.divisions import Used


def records(
    outline: Outline,
    library: Library,
    sources: Mapping[str, Source],
    carried: Mapping[RecordKey, tuple[tuple[int, int], ...]],
) -> tuple[RecordLine, ...]:
    """Set out the sources' own notes and references as they stand; references first, by number.

    Args:
        outline: the dossier.
        library: sigla, and the works matched with each record.
        sources: the sources as read, by key.
        carried: chapter and number of the notes that carry each record.

    """
    remarks = {str(work.item.key): str(work.remark or "") for work in outline.works}
    return tuple(
        _record_line(key, sources[key], record, library, remarks, carried)
        for key in library.sigla
        if key in sources
        for record in sorted(
            sources[key].records, key=lambda record: (record.kind is MarkKind.NOTE, record.number)
        )
    )


def _record_line(
    key: str,
    source: Source,
    record: Record,
    library: Library,
    remarks: Mapping[str, str],
    carried: Mapping[RecordKey, tuple[tuple[int, int], ...]],
) -> RecordLine:
    named = (key, record.kind.value, record.number)
    matched = library.matched.get(named, ())
    return RecordLine(
        library.sigla[key],
        letter(record.number) if record.kind is MarkKind.NOTE else str(record.number),
        " ".join(record.text.chars.split()),
        source.lines.line(record.start),
        matched[0] if matched else "",
        library.say.remarked(list(dict.fromkeys(remarks[work] for work in matched))),
        matched,
        carried.get(named, ()),
        record.fields,
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
