"""All chapters to one apparatus, in the order in which things are numbered, cited and listed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from roa_dossier import csl
from roa_dossier.diagnostics import Checked, Diagnostic, Span, error, in_order, warning
from roa_dossier.model.apparatus import Apparatus, BibliographySection, Line, NoteMark, Styled, TargetKind
from roa_dossier.model.chapter import (
    Call,
    Chapter,
    ChapterBlock,
    Citation,
    Resolved,
    SourceCite,
    TextFlow,
    WorkCite,
)
from roa_dossier.model.outline import CslItem, Outline
from roa_dossier.model.source import Source
from roa_dossier.number.cites import Library, RecordKey, carried, cites, plain
from roa_dossier.number.divisions import item as as_printed
from roa_dossier.number.divisions import sections, used
from roa_dossier.number.listing import complaints, records, uncited
from roa_dossier.number.targets import Counting, dangling, targets
from roa_dossier.number.walk import walk

BESIDE = ""
"""Stands for the chapter of what is cited outside all chapters."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A citation, the call in whose note it stands, and its block's place in the outline."""

    chapter: str
    citation: Citation
    call: Call | None
    span: Span


def apparatus(
    outline: Outline,
    resolved: Resolved,
    sources: Mapping[str, Source],
    style_xml: str,
    only: str | None = None,
    render: csl.Renderer = csl.render,
    shown: Resolved | None = None,
) -> Checked[Apparatus]:
    """Number a dossier and have its citations rendered.

    Args:
        outline: the dossier as written.
        resolved: its chapters.
        sources: the sources as read, by key.
        style_xml: the citation style's text.
        only: the id of the one chapter of a handout. Numbers are those of the whole dossier; citations
            and the bibliography are the chapter's.
        render: what runs the citation engine, or remembers what it gave.
        shown: what of it an edition shows; None for all. Numbers and ids are those of the whole; citations,
            lists and the bibliography are those of what is shown.

    Returns:
        The apparatus. A citation's line has no final full stop: whoever prints a note sets one at its very
        end, unless it ends in a full stop, an exclamation or a question mark. Mistakes of the author are
        diagnostics; while there are errors, citations stand in a plain form (for a draft).

    Raises:
        pandoc.ToolMissing: there is no pandoc.

    """
    library = Library.of(outline, sources)
    style, said = _style(outline, style_xml)
    in_text = style is not None and style.in_text
    shown = shown or resolved
    chapters = tuple(chapter for chapter in shown.chapters if only in (None, chapter.id))
    beside = _beside(resolved, whole=only is None)
    two_series = outline.note_series == "two"
    notes = dict(_notes((*resolved.chapters, beside), in_text=in_text, two_series=two_series))
    placed = tuple(_placed((*chapters, beside)))
    found = targets(resolved.chapters, library.say, Counting(outline.lettering, outline.language))
    listed = found if shown is resolved else found.among(shown.chapters)
    use = used((one.citation for one in _placed((*resolved.chapters, beside))), library)
    unused = uncited(outline, use)
    said += [
        *dangling(chapters, found, outline.refused),
        *complaints(outline, library, sources, unused),
    ]
    rendered, lines = csl.Rendered(), {_place(one): plain(one.citation, library) for one in placed}
    if style is not None and placed:
        rendered, printed, refused = _rendered(outline, style, library, placed, notes, use.works, render)
        lines |= printed
        said += refused
    divided = _divided(outline, library, placed, rendered.bibliography)
    return Checked(
        Apparatus(
            in_text=in_text,
            notes={key: mark for key, mark in notes.items() if key[0] != BESIDE},
            citations=lines,
            cited={_place(one): tuple(_keys(one.citation, library)) for one in placed},
            targets=found.by_id,
            labels=found.labels,
            contents=listed.contents,
            tables=listed.of(TargetKind.TABLE),
            figures=listed.of(TargetKind.FIGURE),
            contested=listed.of(TargetKind.CONTESTED),
            documents=listed.of(TargetKind.DOCUMENT),
            references=_references(outline, dict(rendered.bibliography)),
            bibliography=divided(None, every_source=only is None),
            chapter_bibliographies={chapter.id: divided(chapter.id) for chapter in chapters},
            records=records(outline, library, sources, _carried(shown.chapters, notes, library)),
            uncited=unused,
        ),
        in_order(said),
    )


def _style(outline: Outline, xml: str) -> tuple[csl.Style | None, list[Diagnostic]]:
    try:
        return csl.read_style(xml), []
    except csl.BadStyle as bad:
        where = f" (line {bad.line})" if bad.line else ""
        message = f"`{outline.style}` is not a citation style that can be used{where}: {bad.message}"
        return None, [error("bad-style", message, outline.style.span)]


def _divided(
    outline: Outline,
    library: Library,
    placed: tuple[Placed, ...],
    bibliography: tuple[tuple[str, Line], ...],
) -> Callable[..., tuple[BibliographySection, ...]]:
    """Give what divides the bibliography of a chapter by its id, or of all that is cited for None."""

    def divided(chapter: str | None, *, every_source: bool = False) -> tuple[BibliographySection, ...]:
        cited = used((one.citation for one in placed if chapter in (None, one.chapter)), library)
        return sections(outline, library, cited, bibliography, every_source=every_source)

    return divided


def _beside(resolved: Resolved, *, whole: bool) -> Chapter:
    """Give what is cited beside the chapters, in assessments and in the glossary of the whole, as one more.

    Its id is empty. What it cites is printed in its place, in the short form.
    """
    flows = (*resolved.assessments, *(resolved.glosses if whole else ()))
    return Chapter(BESIDE, 0, "", "", tuple(ChapterBlock(TextFlow(flow), BESIDE) for _, flow in flows))


def _notes(
    chapters: tuple[Chapter, ...], *, in_text: bool, two_series: bool
) -> Iterator[tuple[tuple[str, int], NoteMark]]:
    """Number the notes of each chapter, in one series or in two."""
    for chapter in chapters:
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


def _placed(chapters: tuple[Chapter, ...]) -> Iterator[Placed]:
    for chapter in chapters:
        for block in chapter.blocks:
            for inline, call in walk(block.content):
                if isinstance(inline, Citation):
                    yield Placed(chapter.id, inline, call, block.span)


def _place(one: Placed) -> tuple[str, int]:
    return (one.chapter, one.citation.id)


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


def _carried(
    chapters: tuple[Chapter, ...], notes: Mapping[tuple[str, int], NoteMark], library: Library
) -> dict[RecordKey, tuple[tuple[int, str], ...]]:
    """Give for each record chapter and sign of the notes that carry it, or cite it; each once."""
    found: dict[RecordKey, dict[tuple[int, str], None]] = {}
    numbers = {chapter.id: chapter.number for chapter in chapters}
    for one in _placed(chapters):
        note = notes[one.chapter, one.call.id].sign if one.call else ""
        for cite in one.citation.cites:
            if isinstance(cite, SourceCite) and library.known(cite):
                for key in carried(cite):
                    found.setdefault(key, {})[numbers[one.chapter], note] = None
    return {key: tuple(places) for key, places in found.items()}


def _rendered(
    outline: Outline,
    style: csl.Style,
    library: Library,
    placed: tuple[Placed, ...],
    notes: Mapping[tuple[str, int], NoteMark],
    works: set[str],
    render: csl.Renderer,
) -> tuple[csl.Rendered, dict[tuple[str, int], Line], list[Diagnostic]]:
    """Have everything rendered in one run; works that nothing cites are left out of it."""
    items = tuple(
        csl.Item(str(item.key), item.data)
        for item in _items(outline)
        if str(item.key) in works or str(item.key) in library.sigla
    )
    whole = outline.first_citations == "book"
    clusters = tuple(_clusters(placed, library, notes, in_text=style.in_text, whole=whole))
    try:
        rendered = render(style, outline.language, items, tuple(cluster for _, cluster in clusters))
    except csl.Refused as refused:
        message = f"the citation engine stopped at the style `{outline.style}` or an item: {refused.message}"
        return csl.Rendered(), {}, [error("citation-refused", message, outline.style.span)]
    said = [warning("citation-engine", line, outline.style.span) for line in rendered.warnings]
    for item in _items(outline):
        if str(item.key) in rendered.unprinted:
            message = f"the style `{outline.style}` prints nothing for `{item.key}`"
            said.append(error("empty-citation", message, item.key.span).hint("give the item a `title`"))
    lines = {_place(one): line for (one, _), line in zip(clusters, rendered.lines, strict=True)}
    return rendered, lines, said


def _clusters(
    placed: tuple[Placed, ...],
    library: Library,
    notes: Mapping[tuple[str, int], NoteMark],
    *,
    in_text: bool,
    whole: bool,
) -> Iterator[tuple[Placed, csl.Cluster]]:
    """Give what is cited, in order; full forms begin anew in each chapter, or only beside the `whole`."""
    chapter: str | None = None
    introduced: set[str] = set()
    for one in placed:
        begins = one.chapter != chapter and (chapter is None or not whole or one.chapter == BESIDE)
        if begins:
            introduced = set() if one.chapter else set(library.sigla)
        found = cites(one.citation, library, introduced, in_text=in_text)
        if found:
            chapter = one.chapter
            note = notes[one.chapter, one.call.id].number if one.call else None
            yield one, csl.Cluster(found, note or 0, begins)


def _items(outline: Outline) -> Iterator[CslItem]:
    yield from (entry.reference for entry in outline.sources)
    yield from (as_printed(work) for work in outline.works)


def _references(outline: Outline, lines: Mapping[str, Line]) -> dict[str, Line]:
    """Give each source's full line; its bare title where nothing was rendered."""
    return {
        str(entry.key): lines.get(str(entry.key))
        or (Styled(str(entry.reference.data.get("title", entry.key)), italic=True),)
        for entry in outline.sources
    }
