"""All chapters to one apparatus, in the order in which things are numbered, cited and listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from roa_dossier import csl
from roa_dossier.diagnostics import Checked, Diagnostic, error, in_order, warning
from roa_dossier.frozen import Frozen
from roa_dossier.model.apparatus import Apparatus, BibliographySection, Line, Styled, TargetKind
from roa_dossier.model.chapter import Chapter, ChapterBlock, Resolved, TextFlow
from roa_dossier.model.outline import CslItem, Outline, SourceEntry, WorkEntry
from roa_dossier.model.source import Source
from roa_dossier.number import chapters as parts
from roa_dossier.number.chapters import BESIDE
from roa_dossier.number.cites import Library, RecordKey, plain
from roa_dossier.number.divisions import Entries, Used, joined, sections
from roa_dossier.number.divisions import item as as_printed
from roa_dossier.number.listing import complaints, records, uncited
from roa_dossier.number.targets import dangling, targets
from roa_dossier.recall import Recall


def apparatus(
    outline: Outline,
    resolved: Resolved,
    sources: Mapping[str, Source],
    style_xml: str,
    only: str | None = None,
    render: csl.Renderer = csl.render,
    shown: Resolved | None = None,
    recall: Recall | None = None,
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
        recall: what an earlier run made of each chapter.

    Returns:
        The apparatus. A citation's line has no final full stop: whoever prints a note sets one at its very
        end, unless it ends in a full stop, an exclamation or a question mark. Mistakes of the author are
        diagnostics; while there are errors, citations stand in a plain form (for a draft).

    Raises:
        pandoc.ToolMissing: there is no pandoc.

    """
    recall = recall or Recall()
    library = recall.of(Library.of, outline.sources, outline.works, tuple(sources.values()), outline.language)
    style, said = _style(outline, style_xml, recall)
    shown = shown or resolved
    book = _Book(outline, library, style, _beside(resolved, whole=only is None), recall)
    whole = (*resolved.chapters, book.beside)
    chapters = tuple(chapter for chapter in shown.chapters if only in (None, chapter.id))
    printed = (*chapters, book.beside)
    found = targets(resolved.chapters, outline.language, outline.lettering, recall)
    listed = found if shown is resolved else found.among(shown.chapters)
    use = joined(map(book.used, whole))
    unused = uncited(outline, use)
    said += [
        *dangling(chapters, found, outline.refused, recall),
        *complaints(outline, library, sources, unused),
    ]
    marks = {place: mark for chapter in whole for place, mark in book.notes(chapter).marks}
    rendered, lines = _lines(book, printed, use.works, render, said)
    entries = recall.of(Entries, outline.sources, outline.works)

    def divided(used: Used, every_source: bool) -> tuple[BibliographySection, ...]:
        return recall.of(_divided, entries, library, used, rendered, every_source)

    return Checked(
        Apparatus(
            in_text=book.in_text,
            notes={place: mark for place, mark in marks.items() if place[0] != BESIDE},
            citations=lines,
            cited=dict(
                one for chapter in printed for one in recall.of(parts.cited, book.citations(chapter), library)
            ),
            targets=found.by_id,
            labels=found.labels,
            contents=listed.contents,
            tables=listed.of(TargetKind.TABLE),
            figures=listed.of(TargetKind.FIGURE),
            contested=listed.of(TargetKind.CONTESTED),
            documents=listed.of(TargetKind.DOCUMENT),
            references=_references(outline, dict(rendered.bibliography)),
            bibliography=divided(joined(map(book.used, printed)), only is None),
            chapter_bibliographies={chapter.id: divided(book.used(chapter), False) for chapter in chapters},
            records=records(outline, library, sources, _carried((*shown.chapters,), book)),
            uncited=unused,
        ),
        in_order(said),
    )


class _Book(Frozen):
    """What the parts of a dossier are numbered by, and what was made of each, now or in an earlier run.

    Attributes:
        style: None where it cannot be used.
        beside: what is cited beside the chapters, as one more.

    """

    outline: Outline
    library: Library
    style: csl.Style | None
    beside: Chapter
    recall: Recall

    @property
    def in_text(self) -> bool:
        """Whether the style cites in the text."""
        return self.style is not None and self.style.in_text

    def notes(self, chapter: Chapter) -> parts.Notes:
        two_series = self.outline.note_series == "two"
        return self.recall.settled(chapter.id, parts.notes, chapter, self.in_text, two_series)

    def citations(self, chapter: Chapter) -> parts.Citations:
        return self.recall.of(parts.citations, chapter)

    def used(self, chapter: Chapter) -> Used:
        return self.recall.settled(chapter.id, parts.used, self.citations(chapter), self.library)

    def clusters(self, chapters: tuple[Chapter, ...]) -> Iterator[parts.Clusters]:
        """Give what is cited, in order; full forms begin anew in each chapter, or only beside the whole."""
        whole = self.outline.first_citations == "book"
        last: str | None = None
        introduced: frozenset[str] = frozenset()
        for chapter in chapters:
            begins = chapter.id != last and (last is None or not whole or chapter.id == BESIDE)
            made = self.recall.settled(
                chapter.id,
                parts.clusters,
                self.citations(chapter),
                self.notes(chapter),
                self.library,
                self.in_text,
                begins,
                introduced,
            )
            if made.clusters:
                last, introduced = chapter.id, made.introduced
            yield made


def _lines(
    book: _Book,
    chapters: tuple[Chapter, ...],
    works: set[str],
    render: csl.Renderer,
    said: list[Diagnostic],
) -> tuple[csl.Rendered, dict[parts.Place, Line]]:
    """Give what the citation engine made, and the line of each citation; plainly where it made none."""
    rendered = csl.Rendered()
    printed: dict[parts.Place, Line] = {}
    placed = [one for chapter in chapters for one in book.citations(chapter).placed]
    if book.style is not None and placed:
        rendered, printed = _rendered(book, book.style, chapters, works, render, said)
    lines = {
        one.place: printed[one.place] if one.place in printed else plain(one.citation, book.library)
        for one in placed
    }
    return rendered, lines


def _style(outline: Outline, xml: str, recall: Recall) -> tuple[csl.Style | None, list[Diagnostic]]:
    try:
        return recall.of(csl.read_style, xml), []
    except csl.BadStyle as bad:
        where = f" (line {bad.line})" if bad.line else ""
        message = f"`{outline.style}` is not a citation style that can be used{where}: {bad.message}"
        return None, [error("bad-style", message, outline.style.span)]


def _divided(
    entries: Entries, library: Library, used: Used, rendered: csl.Rendered, every_source: bool
) -> tuple[BibliographySection, ...]:
    """Divide the bibliography of what uses something."""
    return sections(entries, library, used, rendered.bibliography, every_source=every_source)


def _beside(resolved: Resolved, *, whole: bool) -> Chapter:
    """Give what is cited beside the chapters, in assessments and in the glossary of the whole, as one more.

    Its id is empty. What it cites is printed in its place, in the short form.
    """
    flows = (*resolved.assessments, *(resolved.glosses if whole else ()))
    return Chapter(BESIDE, 0, "", "", tuple(ChapterBlock(TextFlow(flow), BESIDE) for _, flow in flows))


def _carried(chapters: tuple[Chapter, ...], book: _Book) -> dict[RecordKey, tuple[tuple[int, str], ...]]:
    """Give for each record chapter and sign of the notes that carry it, or cite it; each once."""
    found: dict[RecordKey, dict[tuple[int, str], None]] = {}
    for chapter in chapters:
        carrying = book.recall.of(parts.carrying, book.citations(chapter), book.notes(chapter), book.library)
        for key, sign in carrying:
            found.setdefault(key, {})[chapter.number, sign] = None
    return {key: tuple(places) for key, places in found.items()}


def _rendered(
    book: _Book,
    style: csl.Style,
    chapters: tuple[Chapter, ...],
    works: set[str],
    render: csl.Renderer,
    said: list[Diagnostic],
) -> tuple[csl.Rendered, dict[parts.Place, Line]]:
    """Have everything rendered in one run; works that nothing cites are left out of it."""
    outline, recall = book.outline, book.recall
    items = recall.of(_items, outline.sources, outline.works, frozenset(works))
    made = tuple(book.clusters(chapters))
    try:
        rendered = recall.of(_run, style, outline.language, items, made, render)
    except csl.Refused as refused:
        message = f"the citation engine stopped at the style `{outline.style}` or an item: {refused.message}"
        said.append(error("citation-refused", message, outline.style.span))
        return csl.Rendered(), {}
    said += [warning("citation-engine", line, outline.style.span) for line in rendered.warnings]
    for item in _listed(outline.sources, outline.works):
        if str(item.key) in rendered.unprinted:
            message = f"the style `{outline.style}` prints nothing for `{item.key}`"
            said.append(error("empty-citation", message, item.key.span).hint("give the item a `title`"))
    places = (place for one in made for place in one.places)
    return rendered, dict(zip(places, rendered.lines, strict=True))


def _run(
    style: csl.Style,
    language: str,
    items: tuple[csl.Item, ...],
    chapters: tuple[parts.Clusters, ...],
    render: csl.Renderer,
) -> csl.Rendered:
    return render(style, language, items, tuple(one for chapter in chapters for one in chapter.clusters))


def _items(
    sources: tuple[SourceEntry, ...], works: tuple[WorkEntry, ...], used: frozenset[str]
) -> tuple[csl.Item, ...]:
    """Give the items of all sources, and of the works that something uses."""
    own = {str(entry.key) for entry in sources}
    return tuple(
        csl.Item(str(item.key), item.data)
        for item in _listed(sources, works)
        if str(item.key) in used or str(item.key) in own
    )


def _listed(sources: tuple[SourceEntry, ...], works: tuple[WorkEntry, ...]) -> Iterator[CslItem]:
    yield from (entry.reference for entry in sources)
    yield from (as_printed(work) for work in works)


def _references(outline: Outline, lines: Mapping[str, Line]) -> dict[str, Line]:
    """Give each source's full line; its bare title where nothing was rendered."""
    return {
        str(entry.key): lines.get(str(entry.key))
        or (Styled(str(entry.reference.data.get("title", entry.key)), italic=True),)
        for entry in outline.sources
    }
