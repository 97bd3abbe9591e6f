"""The sources' own records with what carries them, and the works that nothing cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from roa_dossier import archival, nearest
from roa_dossier.diagnostics import Diagnostic, Span, error, warning
from roa_dossier.model.apparatus import RecordLine
from roa_dossier.model.chapter import letter
from roa_dossier.model.outline import Outline, RecordRef, Unread, WorkEntry
from roa_dossier.model.source import MarkKind, Record, Source
from roa_dossier.number.cites import Library, RecordKey
from roa_dossier.number.divisions import Used


def records(
    outline: Outline,
    library: Library,
    sources: Mapping[str, Source],
    carried: Mapping[RecordKey, tuple[tuple[int, str], ...]],
) -> tuple[RecordLine, ...]:
    """Set out the sources' own notes and references as they stand; references first, by number.

    Args:
        outline: the dossier.
        library: sigla, and the works matched with each record.
        sources: the sources as read, by key.
        carried: chapter and sign of the notes that carry each record.

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
    carried: Mapping[RecordKey, tuple[tuple[int, str], ...]],
) -> RecordLine:
    named = (key, record.kind.value, record.number)
    matched = library.matched.get(named, ())
    return RecordLine(
        library.sigla[key],
        _mark(record.kind.value, record.number),
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
        if str(work.item.key) in left_out:
            yield _not_cited(work, sources)
        for ref in work.records:
            yield from _record_fault(ref, work, library, sources, outline.refused)


def _not_cited(work: WorkEntry, sources: Mapping[str, Source]) -> Diagnostic:
    """Report a work that nothing cites, and show where a source of ours refers to it."""
    key = work.item.key
    said = warning("work-not-cited", f"nothing cites `{key}`, so it is not listed", key.span)
    known = [ref for ref in work.records if str(ref.source) in sources]
    if known and not work.seen:
        ref = known[0]
        source = sources[str(ref.source)]
        mark = next((mark for mark in source.marks if (mark.kind.value, mark.number) == _sought(ref)), None)
        if mark:
            said = said.beside(Span(source.path, mark.start, mark.stop), "what stands here rests on it")
        return said.hint(f"cite words that rest on it with `[@{ref.source}: words]`, or take it out")
    if not work.seen and archival.standing(work) == "archival":
        return said.hint(
            f"take it out, or write `seen: true` at it if you have had it in hand and cite it with `[@{key}]`"
        )
    return said.hint(f"cite it with `[@{key}]`, or take it out")


def _sought(ref: RecordRef) -> tuple[str, int]:
    return ref.kind, ref.number


def _record_fault(
    ref: RecordRef, work: WorkEntry, library: Library, sources: Mapping[str, Source], refused: Unread
) -> Iterator[Diagnostic]:
    source = str(ref.source)
    if source not in library.sigla:
        if refused.holds("source", source):
            return
        said = error("unknown-source", f"no source is named `{source}`", ref.source.span)
        close = nearest.closest(source, library.sigla)
        yield said.hint(f"did you mean `{close}`?") if close else said
    elif source in sources and (source, ref.kind, ref.number) not in library.records:
        yield _unknown_record(ref, work, sources)


def _unknown_record(ref: RecordRef, work: WorkEntry, sources: Mapping[str, Source]) -> Diagnostic:
    """Report a record that is not there, and show one that names the work, or the last that is there."""
    source = sources[str(ref.source)]
    span = ref.span if ref.span.path else work.item.key.span
    said = error("unknown-record", f"`{ref.source}` has no {ref.kind} `{_mark(ref.kind, ref.number)}`", span)
    if naming := _naming(work, (source, *sources.values())):
        other, record = naming
        kind, mark = record.kind.value, _mark(record.kind.value, record.number)
        place = Span(other.path, record.start, record.stop)
        return said.beside(place, f"{kind} `{mark}` of `{other.key}` names it").hint(
            f"if it is this, write `source: {other.key}` and `{kind}: {mark}`"
        )
    there = [record for record in source.records if record.kind.value == ref.kind]
    if not there:
        return said.hint(f"no {ref.kind}s of its own are read from `{ref.source}`: take `known-through` out")
    first, last = (_mark(ref.kind, record.number) for record in (there[0], there[-1]))
    place = Span(source.path, there[-1].start, there[-1].stop)
    which = f"`{first}`" if first == last else f"`{first}` to `{last}`"
    return said.beside(place, f"the last {ref.kind} that it has").hint(
        f"write one that it has ({which}), or take this one out"
    )


def _naming(work: WorkEntry, sources: Iterable[Source]) -> tuple[Source, Record] | None:
    """Give the first record whose words have the work's signature, or its title, and which it has not yet."""
    known = {(str(ref.source), ref.kind, ref.number) for ref in work.records}
    for sought in (str(work.signature or ""), str(work.item.data.get("title") or "")):
        words = _folded(sought)
        for source in sources if words else ():
            for record in source.records:
                named = (source.key, record.kind.value, record.number)
                if named not in known and words in _folded(record.text.chars):
                    return source, record
    return None


def _folded(words: str) -> str:
    """Give words in small letters, with one blank around each and no other sign."""
    found = re.findall(r"\w+", words.casefold())
    return f" {' '.join(found)} " if found else ""


def _mark(kind: str, number: int) -> str:
    return letter(number) if kind == MarkKind.NOTE.value else str(number)
