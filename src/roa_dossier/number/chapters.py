"""What one chapter adds to the apparatus: its notes, its citations and all that they use."""

from __future__ import annotations

from collections.abc import Iterator

from roa_dossier import csl
from roa_dossier.diagnostics import Span
from roa_dossier.frozen import Frozen
from roa_dossier.model.apparatus import NoteMark
from roa_dossier.model.chapter import Call, Chapter, Citation, SourceCite, WorkCite
from roa_dossier.number.cites import Library, RecordKey, carried, cites
from roa_dossier.number.divisions import Used
from roa_dossier.number.divisions import used as used_by
from roa_dossier.number.walk import walk

BESIDE = ""
"""Stands for the chapter of what is cited outside all chapters."""

Place = tuple[str, int]
"""The id of a chapter with that of a citation or a call in it."""


class Notes(Frozen):
    """How each call of a chapter is printed."""

    marks: tuple[tuple[Place, NoteMark], ...]


class Placed(Frozen):
    """A citation, the call in whose note it stands, and its block's place in the outline."""

    chapter: str
    citation: Citation
    call: Call | None
    span: Span

    @property
    def place(self) -> Place:
        """Where it stands."""
        return (self.chapter, self.citation.id)


class Citations(Frozen):
    """The citations of a chapter in document order."""

    placed: tuple[Placed, ...]


class Clusters(Frozen):
    """What the citation engine is given of a chapter.

    Attributes:
        places: where each cluster stands.
        clusters: in the order of their places.
        introduced: the sources that have been cited in full after it.

    """

    places: tuple[Place, ...]
    clusters: tuple[csl.Cluster, ...]
    introduced: frozenset[str]


def notes(chapter: Chapter, in_text: bool, two_series: bool) -> Notes:
    """Number the notes of a chapter, in one series or in two."""
    return Notes(tuple(_notes(chapter, in_text=in_text, two_series=two_series)))


def _notes(chapter: Chapter, *, in_text: bool, two_series: bool) -> Iterator[tuple[Place, NoteMark]]:
    numbers = {False: 0, True: 0}
    for block in chapter.blocks:
        for call, _ in walk(block.content):
            if isinstance(call, Call):
                note = not (in_text and _only_cites(call) and not call.remarks)
                lettered = note and two_series and _only_cites(call)
                numbers[lettered] += note
                anchors = (f"{chapter.id}--note-{call.id}", f"{chapter.id}--call-{call.id}")
                number = numbers[lettered] if note else None
                yield (chapter.id, call.id), NoteMark(number, *anchors, lettered)


def _only_cites(call: Call) -> bool:
    """Whether a note has no word of ours, but what the tool remarks on the words it cites for."""
    return len(call.body) == 1 and isinstance(call.body[0], Citation)


def citations(chapter: Chapter) -> Citations:
    """Find the citations of a chapter."""
    return Citations(
        tuple(
            Placed(chapter.id, inline, call, block.span)
            for block in chapter.blocks
            for inline, call in walk(block.content)
            if isinstance(inline, Citation)
        )
    )


def used(found: Citations, library: Library) -> Used:
    """Gather what the citations of a chapter use."""
    return used_by((one.citation for one in found.placed), library)


def cited(found: Citations, library: Library) -> tuple[tuple[Place, tuple[str, ...]], ...]:
    """Give for each citation the keys of all that it names."""
    return tuple((one.place, tuple(_keys(one.citation, library))) for one in found.placed)


def _keys(citation: Citation, library: Library) -> dict[str, None]:
    """Give the keys of what a citation names: of a passage, the works behind it, then its source."""
    found: dict[str, None] = {}
    for cite in citation.cites:
        if library.known(cite):
            keys = (
                (cite.key,)
                if isinstance(cite, WorkCite)
                else (*library.works_behind(cite), cite.passage.source)
            )
            found |= dict.fromkeys(keys)
    return found


def carrying(found: Citations, marks: Notes, library: Library) -> tuple[tuple[RecordKey, str], ...]:
    """Give each record that the notes of a chapter carry or cite, with the sign of the note."""
    signs = {place: mark.sign for place, mark in marks.marks}
    return tuple(
        (key, signs[one.chapter, one.call.id] if one.call else "")
        for one in found.placed
        for cite in one.citation.cites
        if isinstance(cite, SourceCite) and library.known(cite)
        for key in carried(cite)
    )


def clusters(
    found: Citations,
    marks: Notes,
    library: Library,
    in_text: bool,
    begins: bool,
    introduced: frozenset[str],
) -> Clusters:
    """Say the citations of a chapter for the citation engine.

    Args:
        found: the citations.
        marks: the chapter's notes.
        library: what they draw upon.
        in_text: whether the style cites in the text.
        begins: whether full forms begin anew.
        introduced: otherwise, the sources that have been cited in full before.

    """
    beside = any(one.chapter == BESIDE for one in found.placed)
    known = (set(library.sigla) if beside else set()) if begins else set(introduced)
    numbers = dict(marks.marks)
    places: list[Place] = []
    made: list[csl.Cluster] = []
    for one in found.placed:
        said = cites(one.citation, library, known, in_text=in_text)
        if said:
            note = numbers[one.chapter, one.call.id].number if one.call else None
            places.append(one.place)
            made.append(csl.Cluster(said, note or 0, begins and len(made) == 0))
    return Clusters(tuple(places), tuple(made), frozenset(known))
