"""What a note says of its passages: works known through a source first, then the source and the place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from roa_dossier import wording
from roa_dossier.csl import Cite
from roa_dossier.frozen import Frozen, replace
from roa_dossier.model.apparatus import Line, Styled
from roa_dossier.model.chapter import Citation, Locator, SourceCite, WorkCite
from roa_dossier.model.outline import SourceEntry, WorkEntry
from roa_dossier.model.source import MarkKind, PartKind, Record, Source
from roa_dossier.wording import Uncited, Wording

RecordKey = tuple[str, str, int]
"""A record of a source: source key, "reference" or "note", number."""


class Library(Frozen):
    """What the notes draw upon.

    Attributes:
        sigla: the siglum of each source, by key.
        works: keys of the works without a snapshot.
        matched: the works matched with each record.
        records: the sources' own records.
        say: the words of the dossier's language.

    """

    sigla: Mapping[str, str]
    works: frozenset[str]
    matched: Mapping[RecordKey, tuple[str, ...]]
    records: Mapping[RecordKey, Record]
    say: Wording = wording.ENGLISH

    @staticmethod
    def of(
        entries: tuple[SourceEntry, ...],
        works: tuple[WorkEntry, ...],
        sources: tuple[Source, ...],
        language: str,
    ) -> Library:
        """Gather it from the entries of the outline, the sources as read, and the dossier's language."""
        matched: dict[RecordKey, tuple[str, ...]] = {}
        for work in works:
            for record in work.records:
                key = (str(record.source), record.kind, record.number)
                matched[key] = (*matched.get(key, ()), str(work.item.key))
        return Library(
            {str(entry.key): str(entry.siglum) for entry in entries},
            frozenset(str(work.item.key) for work in works),
            matched,
            {
                (source.key, record.kind.value, record.number): record
                for source in sources
                for record in source.records
            },
            wording.of(language),
        )

    def known(self, cite: SourceCite | WorkCite) -> bool:
        """Whether the outline has what is cited."""
        return (cite.key in self.works) if isinstance(cite, WorkCite) else cite.passage.source in self.sigla

    def works_behind(self, cite: SourceCite) -> tuple[str, ...]:
        """Give the works matched with the records that a passage carries, or is."""
        return tuple(dict.fromkeys(work for key in carried(cite) for work in self.matched.get(key, ())))


def carried(cite: SourceCite) -> tuple[RecordKey, ...]:
    """Give the records that a passage carries, or is."""
    source, locator = cite.passage.source, cite.passage.locator
    keys = [(source, kind.value, number) for kind, number in _pointing(cite)]
    if locator.number is not None and locator.kind in (PartKind.REFERENCE, PartKind.NOTE):
        keys.append((source, locator.kind.value, locator.number))
    return tuple(dict.fromkeys(keys))


class Place(Frozen):
    """A place in a source and what the source itself says of it there."""

    locator: Locator
    references: tuple[int, ...]
    notes: tuple[int, ...]
    unmatched: tuple[tuple[int, str], ...]
    uncited: Uncited


class Group(Frozen):
    """Places of one source that stand together, behind the works they are known for.

    Attributes:
        source: the source's key.
        works: the works matched with the records that all places carry.
        quoted: whether the words are printed ("quoted in").
        places: in order, none twice.

    """

    source: str
    works: tuple[str, ...]
    quoted: bool
    places: tuple[Place, ...]


def groups(citation: Citation, library: Library) -> tuple[Group | WorkCite, ...]:
    """Put what a citation cites together: neighbours of one source merge, the same place stands once."""
    done: list[Group | WorkCite] = []
    for found in _once(citation, library):
        last = done[-1] if done else None
        if (
            isinstance(found, Group)
            and isinstance(last, Group)
            and (last.source, last.works, last.quoted) == (found.source, found.works, found.quoted)
        ):
            done[-1] = replace(last, places=last.places + found.places)
        else:
            done.append(found)
    return tuple(done)


def _once(citation: Citation, library: Library) -> Iterable[Group | WorkCite]:
    """Give what is cited once each; of one place seen twice, what is said of either part."""
    found: dict[object, Group | WorkCite] = {}
    for cite in citation.cites:
        if not library.known(cite):
            continue
        if isinstance(cite, WorkCite):
            found.setdefault(cite, cite)
            continue
        group = _group(cite, library)
        key = (group.source, replace(group.places[0], uncited=Uncited.NOT))
        before = found.get(key)
        found[key] = _both(before, group) if isinstance(before, Group) else group
    return found.values()


def _both(one: Group, other: Group) -> Group:
    (first,), (second,) = one.places, other.places
    uncited = first.uncited if first.uncited is second.uncited else Uncited.PARTLY
    return replace(one, quoted=one.quoted or other.quoted, places=(replace(first, uncited=uncited),))


def _group(cite: SourceCite, library: Library) -> Group:
    source = cite.passage.source
    pointing = _pointing(cite)
    references = sorted({number for kind, number in pointing if kind is MarkKind.REFERENCE})
    notes = sorted({number for kind, number in pointing if kind is MarkKind.NOTE})
    keys = {number: (source, MarkKind.REFERENCE.value, number) for number in references}
    known = [number for number in references if keys[number] in library.matched]
    works = [
        *(work for number in known for work in library.matched[keys[number]]),
        *(
            work
            for number in notes
            for work in library.matched.get((source, MarkKind.NOTE.value, number), ())
        ),
    ]
    place = Place(
        cite.passage.locator,
        tuple(known),
        tuple(notes),
        tuple(
            (number, _words_of(library.records.get(keys[number]), library.say))
            for number in references
            if number not in known
        ),
        Uncited.WHOLLY
        if any(mark.kind is MarkKind.CITATION_NEEDED for mark in cite.passage.marks)
        else Uncited.NOT,
    )
    return Group(source, tuple(dict.fromkeys(works)), cite.quoted and bool(works), (place,))


def _pointing(cite: SourceCite) -> list[tuple[MarkKind, int]]:
    found = [(mark.kind, mark.number) for mark in cite.passage.marks if mark.number is not None]
    return sorted(found, key=lambda mark: (mark[0] is MarkKind.NOTE, mark[1]))


def _words_of(record: Record | None, say: Wording) -> str:
    """Give a record's words to stand in double marks: its own double marks become single ones."""
    if record is None:
        return ""
    text = " ".join(record.text.chars.split()).translate(str.maketrans("“”„", "‘’‚"))
    if text.count('"') % 2 == 0:
        text = re.sub(r'"([^"]*)"', say.inner[0] + r"\1" + say.inner[1], text)
    return text.removesuffix(".")


def cites(citation: Citation, library: Library, introduced: set[str], *, in_text: bool) -> tuple[Cite, ...]:
    """Say a citation as cites for the citation engine.

    Args:
        citation: what is cited.
        library: what it draws upon.
        introduced: the sources that have been cited in full in this chapter; added to.
        in_text: whether the style cites in the text, where no siglum stands for a source.

    """
    found = groups(citation, library)
    style_joins = in_text and all(isinstance(group, WorkCite) for group in found)
    between = () if style_joins else (Styled(library.say.next),)
    done: list[Cite] = []
    for group in found:
        join = between if done else ()
        if isinstance(group, WorkCite):
            done.append(Cite(group.key, group.locator, join))
            continue
        for work in group.works:
            done.append(Cite(work, before=join))
            join = between
        if group.works:
            join = (Styled(library.say.quoted_in if group.quoted else library.say.cited_in),)
        done.append(_source_cite(group, library, join, introduced, in_text=in_text))
    return tuple(done)


def _source_cite(group: Group, library: Library, join: Line, introduced: set[str], *, in_text: bool) -> Cite:
    say, short = library.say, Styled(library.sigla[group.source], siglum=True)
    if in_text:
        return Cite(group.source, before=join, after=(Styled(", "), *_places(group, (), say)))
    if group.source in introduced:
        return Cite(group.source, before=join, instead=(short, Styled(", "), *_places(group, (), say)))
    introduced.add(group.source)
    hereafter = (Styled(f" ({say.hereafter}"), short, Styled(")"))
    return Cite(group.source, before=join, after=(Styled(", "), *_places(group, hereafter, say)))


def _places(group: Group, hereafter: Line, say: Wording) -> Iterator[Styled]:
    """Print the places; `hereafter` stands behind the first, before what the source says of it."""
    alike = len({place.uncited for place in group.places}) == 1
    for index, place in enumerate(group.places):
        before = group.places[index - 1] if index else None
        yield Styled(f"{say.next if index else ''}{_where(place, before, say)}")
        yield from () if index else hereafter
        yield Styled(_said(place, say))
        if not alike and place.uncited is not Uncited.NOT:
            yield Styled(f", {say.needing(place.uncited)}")
    if alike and group.places[0].uncited is not Uncited.NOT:
        yield Styled(f"{say.next}{say.needing(group.places[0].uncited, len(group.places))}")


def _where(place: Place, before: Place | None, say: Wording) -> str:
    """Say where a place is; the part of the source is not named twice running."""
    same = before is not None and before.locator.place == place.locator.place
    parts = [say.line_words(place.locator) if same else say.locator(place.locator)]
    return ", ".join([*parts, *([say.references(place.references)] if place.references else ())])


def _said(place: Place, say: Wording) -> str:
    said = []
    if place.unmatched:
        each = [
            f"{say.references((number,))} ({say.outer[0]}{text}{say.outer[1]})"
            if text
            else say.references((number,))
            for number, text in place.unmatched
        ]
        said.append(say.resting(each, also=bool(place.references)))
    if place.notes:
        said.append(say.its_notes(place.notes))
    return "".join(f", {phrase}" for phrase in said)


def plain(citation: Citation, library: Library) -> Line:
    """Say a citation without the citation engine, for a draft when the engine cannot run."""
    line: list[Styled] = []
    for group in groups(citation, library):
        line += [Styled(library.say.next)] if line else []
        if isinstance(group, WorkCite):
            line.append(Styled(f"{group.key}, {group.locator}" if group.locator else group.key))
        else:
            line += [
                Styled(library.sigla[group.source], siglum=True),
                Styled(", "),
                *_places(group, (), library.say),
            ]
    return tuple(run for run in line if run.text)
