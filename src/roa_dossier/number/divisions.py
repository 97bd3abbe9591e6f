"""The divided bibliography: whatever is cited stands in exactly one of its parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from roa_dossier import archival
from roa_dossier.archival import Signature
from roa_dossier.csl import without_phrase
from roa_dossier.frozen import Frozen, replace
from roa_dossier.model.apparatus import BibliographyEntry, BibliographySection, Line, Styled
from roa_dossier.model.chapter import Citation, WorkCite
from roa_dossier.model.outline import CslItem, SourceEntry, WorkEntry
from roa_dossier.number.cites import Library
from roa_dossier.patterns import regex

_PARTS = ("archival", "primary", "secondary", "reference")
_STOPPED = regex(r"[.!?]$")

Lines = tuple[tuple[str, Line], ...]
"""Key and entry of each item, in the style's order."""


class Entries(Frozen):
    """The entries of `sources.yaml` and of `works.yaml`, in their order."""

    sources: tuple[SourceEntry, ...]
    works: tuple[WorkEntry, ...]


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


def joined(found: Iterable[Used]) -> Used:
    """Give what several use together."""
    whole = Used()
    for one in found:
        whole.sources |= one.sources
        whole.directly |= one.directly
        whole.through |= one.through
    return whole


def item(work: WorkEntry) -> CslItem:
    """Give a work's CSL item as its notes print it: the signature as it was found is its place.

    The archive's name is left out where the signature has it.
    """
    if not work.signature:
        return work.item
    data = {**work.item.data, "archive_location": str(work.signature)}
    read = archival.signature_of(work)
    if read and read.named:
        data.pop("archive", None)
    return replace(work.item, data=data)


def sections(
    outline: Entries, library: Library, use: Used, bibliography: Lines, *, every_source: bool
) -> tuple[BibliographySection, ...]:
    """Divide the bibliography; empty divisions are left out.

    The sources of the dossier, which have sigla, stand first. Works that were seen, or that no record of a
    source names, follow by their standing; works known only through a source stand last. What is kept in
    archives is set out by archive and signature; everywhere else the style's order stands.

    Args:
        outline: the dossier's sources and works.
        library: sigla and records.
        use: what is cited.
        bibliography: key and entry in the style's order.
        every_source: whether a source that nothing cites is listed too.

    """
    say = library.say
    works = {str(work.item.key): work for work in outline.works}
    cited = [(works[key], line) for key, line in bibliography if key in use.works]
    seen = [(work, line) for work, line in cited if not _at_second_hand(work)]
    titles = dict(zip(_PARTS, (say.archival, say.primary, say.secondary, say.reference_works), strict=True))
    found = [
        BibliographySection(
            say.dossier_sources, tuple(_sources(outline, library, use, bibliography, every=every_source))
        )
    ]
    for part in _PARTS:
        mine = [(work, line) for work, line in seen if archival.standing(work) == part]
        found.append(_section(titles[part], mine, library))
    second = [(work, line) for work, line in cited if _at_second_hand(work)]
    found.append(_section(say.second_hand, second, library, say.second_hand_about))
    return tuple(section for section in found if section.entries)


def _section(
    title: str, works: Iterable[tuple[WorkEntry, Line]], library: Library, about: str = ""
) -> BibliographySection:
    """Make a division of works; `about` is said of those known at second hand."""
    entries = tuple(_entries(works, library, also=not about))
    inferred = any(entry.normal.startswith("[") for entry in entries)
    said = [about, library.say.archive_inferred if inferred else ""]
    return BibliographySection(title, entries, " ".join(filter(None, said)))


def _at_second_hand(work: WorkEntry) -> bool:
    return bool(work.records) and not work.seen


def _sources(
    outline: Entries, library: Library, use: Used, bibliography: Lines, *, every: bool
) -> Iterator[BibliographyEntry]:
    entries = {str(entry.key): entry for entry in outline.sources}
    for key, line in bibliography:
        if key in entries and (every or key in use.sources):
            entry = entries[key]
            kind = library.say.witness(str(entry.standing), str(entry.kind))
            yield BibliographyEntry(key, line, library.sigla[key], kind)


def _entries(
    works: Iterable[tuple[WorkEntry, Line]], library: Library, *, also: bool
) -> tuple[BibliographyEntry, ...]:
    """Make entries; what is kept in archives comes first, by archive and signature."""
    kept, others = [], []
    for work, line in works:
        if archival.standing(work) == "archival":
            kept.append(_kept(work, line, library, also=also))
        else:
            others.append(
                BibliographyEntry(str(work.item.key), line, remark=_remark(work, library, also=also))
            )
    kept.sort(key=lambda one: one[0])
    if kept and others:
        others = [replace(entry, group=library.say.other_works) for entry in others]
    return tuple(entry for _, entry in kept) + tuple(others)


_Order = tuple[int, str, archival.NaturalKey]


def _kept(work: WorkEntry, line: Line, library: Library, *, also: bool) -> tuple[_Order, BibliographyEntry]:
    """Make the entry of a work that an archive keeps, and what it is sorted by."""
    read = _named(work, library)
    place = str(item(work).data.get("archive_location") or "")
    archive = read.name if read else str(work.item.data.get("archive") or "")
    order = (
        0 if archive else 1,
        archive.casefold(),
        read.key[1] if read else archival.natural(f"\uffff{place}"),
    )
    return order, BibliographyEntry(
        str(work.item.key),
        _signed(line, work, read) if read else line,
        remark=_remark(work, library, also=also),
        group=archive or library.say.archive_unnamed,
        found=read.found if read else place,
        normal=read.normal if read else "",
    )


def _named(work: WorkEntry, library: Library) -> Signature | None:
    """Read a work's signature, and whether its archive is named with it where it was found.

    What was found is the signature as it stands in a record, where the editor may have typed a part of it;
    of a work that was seen it is what the reference says.
    """
    read = archival.signature_of(work)
    if read is None or read.named:
        return read
    known = (library.records.get((str(ref.source), ref.kind, ref.number)) for ref in work.records)
    found = [words for record in known if record for words in record.fields.signatures]
    if work.seen and (archive := work.item.data.get("archive")):
        found.append(f"{archive}, {read.found}")
    named = any(
        (other.archive, other.named) == (read.archive, True)
        and (other.place == read.place or other.place.startswith(f"{read.place}, "))
        for other in filter(None, map(archival.read, found))
    )
    return replace(read, named=named)


def _signed(line: Line, work: WorkEntry, read: Signature) -> Line:
    """Put the signature in its normal form before an entry, and take out the form it was found in."""
    data = item(work).data
    rest = list(line)
    for name in ("archive_location", "archive"):
        rest = without_phrase(rest, str(data.get(name) or ""))
    ended = read.normal if read.normal.endswith(".") else f"{read.normal}."
    return (Styled(f"{ended} "), *rest)


def _remark(work: WorkEntry, library: Library, *, also: bool) -> str:
    """Say which records name a work, and what the editor says of it."""
    sources = [
        library.say.through(library.sigla.get(source, source), *_numbers(work, source))
        for source in dict.fromkeys(str(ref.source) for ref in work.records)
    ]
    said = [library.say.known_in(sources, also=also)] if sources else []
    return library.say.remarked([*said, str(work.remark or "")])


def _numbers(work: WorkEntry, source: str) -> tuple[list[int], list[int]]:
    """Give the numbers of a source's references, and of its notes, that name a work."""

    def of(kind: str) -> list[int]:
        return sorted(ref.number for ref in work.records if (str(ref.source), ref.kind) == (source, kind))

    return of("reference"), of("note")
