"""Our words by stretches, a paragraph or a row each, beside what it cites, quotes and takes from facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from roa_dossier.frozen import Frozen, replace
from roa_dossier.model import outline as written
from roa_dossier.model.chapter import (
    Chapter,
    ChapterBlock,
    Content,
    Contested,
    Document,
    Excerpt,
    Flow,
    Heading,
    Items,
    OwnTable,
    Para,
    Register,
    Resolved,
    Tasks,
    TextFlow,
)
from roa_dossier.model.outline import Words
from roa_dossier.patterns import regex
from roa_dossier.resolve.prose.support import UNKNOWN

_BRACKETS = regex(r"\[[^\]]*\]")


class Ours(Frozen):
    """A run of our words; `title` for those in italics, which name something."""

    words: Words
    title: bool = False


Runs = tuple[Ours | None, ...]


class Stretch(Frozen):
    """A paragraph, a row, a caption or a head of ours.

    Attributes:
        runs: our words in order; None where words that are not ours stand between them, or where a cell or
            a note begins.
        behind: what its numbers may rest on: resolved nodes, and words of a source that citations name.
        within: how a message names what must support it.
        rendered: whether the words are our translation, or a simpler wording, of the passage beside them.

    """

    runs: Runs
    behind: tuple[object, ...]
    within: str = "paragraph"
    rendered: bool = False


def beside(outline: written.Outline, resolved: Resolved) -> Iterator[Stretch]:
    """Give our words beside the chapters: the assessments of sources, then the glosses."""
    for entry, (_, flow) in zip(outline.sources, resolved.assessments, strict=True):
        yield from _prose(entry.assessment, flow)
    glosses = {str(entry.key): entry.gloss for entry in outline.names}
    for key, flow in resolved.glosses:
        yield from _prose(glosses[key], flow)


def stretches(chapter: written.ChapterOutline, made: Chapter) -> Iterator[Stretch]:
    """Give our words in a chapter."""
    yield Stretch((Ours(chapter.title),), made.blocks, "chapter")
    for at, (block, became) in enumerate(zip(chapter.blocks, made.blocks, strict=True)):
        if block.title:
            behind = UNKNOWN if isinstance(block.content, written.FigureBlock) else became.content
            yield Stretch((Ours(block.title),), (behind,), "block")
        if isinstance(block.content, written.HeadingBlock):
            yield Stretch((Ours(block.content.words),), made.blocks, "chapter")
        beside = (_evidence(made.blocks, at - 1), _evidence(made.blocks, at + 1))
        yield from _block(block.content, became.content, *beside, made.blocks)


def _evidence(blocks: tuple[ChapterBlock, ...], at: int) -> tuple[object, ...]:
    """Give a block of evidence, which belongs to the paragraph beside it; nothing for texts and heads."""
    if not 0 <= at < len(blocks) or isinstance(blocks[at].content, TextFlow | Heading):
        return ()
    return (blocks[at].content,)


def _block(
    block: written.BlockContent,
    became: Content,
    before: tuple[object, ...],
    after: tuple[object, ...],
    whole: tuple[object, ...],
) -> Iterator[Stretch]:
    match block, became:
        case written.TextBlock(prose), TextFlow(flow):
            yield from _prose(prose, flow, before, after)
        case written.QuoteBlock(translation=Words() as translation), Excerpt():
            yield Stretch((Ours(translation),), (became,), "quotation", rendered=True)
        case written.TableBlock(columns, rows), OwnTable() as table:
            yield Stretch(_parted(columns), (table,), "table")
            for row, cells in zip(rows, table.rows, strict=True):
                runs = (run for cell in row for run in (*_runs(cell), None))
                cited = (words for cell in row for words in _cited(cell))
                yield Stretch(tuple(runs), (cells, *cited), "row")
        case written.OrderOfBattleBlock(columns=columns), _:
            yield Stretch(_parted(columns), (became,), "table")
        case written.RanksBlock(columns=columns, groups=groups), _:
            heads = (*columns, *(group.title for group in groups))
            yield Stretch(_parted(heads), (became,), "table")
        case ((written.TimelineBlock() | written.StrengthsBlock()), _):
            labels = (one.label for one in block.facts if one.label)
            yield Stretch(_parted(labels), (became,), "figure")
        case written.BattleChartBlock(editorial=Words() as editorial), _:
            yield Stretch(_parted((editorial,)), (became,), "figure")
        case written.DocumentBlock(), Document():
            yield from _document(block, became)
        case written.TasksBlock(), Tasks():
            yield from _tasks(block, became, whole)
        case written.ContestedBlock(remark=remark), Contested(fact, flow):
            for part, resolved in zip(remark, flow, strict=True):
                yield from _part(part, resolved, (fact,))
        case written.RegisterBlock(entries), Register(people):
            known = {person.name.name: person for person in people}
            for entry in entries:
                if person := known.get(str(entry.name)):
                    for part, resolved in zip(entry.text, person.flow, strict=True):
                        yield from _part(part, resolved, person.excerpts)
        case _:
            return


def _document(block: written.DocumentBlock, became: Document) -> Iterator[Stretch]:
    """Give what we say of a document, our wording of it, and what we say its words mean."""
    lines = (block.author, block.date, block.place, block.kind)
    cited = (words for line in lines for words in _cited(line))
    behind = (became.excerpt, became.author, became.date, became.place, became.kind, *cited)
    yield Stretch(tuple(run for line in lines for run in (*_runs(line), None)), behind, "document")
    for part, resolved in zip(block.modified, became.modified, strict=True):
        for stretch in _part(part, resolved, behind):
            yield replace(stretch, within="document", rendered=True)
    if block.glosses:
        yield Stretch(_parted(gloss.means for gloss in block.glosses), (UNKNOWN,), "document")


def _tasks(block: written.TasksBlock, became: Tasks, whole: tuple[object, ...]) -> Iterator[Stretch]:
    """Give questions and answers; what they say rests on their whole chapter."""
    for task, made in zip(block.tasks, became.tasks, strict=True):
        asked = zip(task.question, made.question, strict=True)
        answered = zip(task.answer, made.answer or (), strict=True)
        for part, resolved in (*asked, *answered):
            yield from _part(part, resolved, whole)


def _prose(
    prose: tuple[written.Prose, ...],
    flow: tuple[Flow, ...],
    before: tuple[object, ...] = (),
    after: tuple[object, ...] = (),
) -> Iterator[Stretch]:
    """Give paragraphs and lists; what stands right before the first or after the last belongs to it."""
    last = len(prose) - 1
    for at, (part, resolved) in enumerate(zip(prose, flow, strict=True)):
        yield from _part(part, resolved, (before if at == 0 else ()) + (after if at == last else ()))


def _part(part: written.Prose, flow: Flow, beside: tuple[object, ...]) -> Iterator[Stretch]:
    match part, flow:
        case written.Paragraph(inlines), Para():
            yield Stretch(tuple(_runs(inlines)), (flow, *_cited(inlines), *beside))
        case written.ItemList(items), Items(resolved):
            for item, became in zip(items, resolved, strict=True):
                for inner, one in zip(item, became, strict=True):
                    yield from _part(inner, one, beside)


def _cited(inlines: Iterable[written.Inline]) -> Iterator[str]:
    """Give the words that citations name: they may reach further than the quotation they narrow."""
    for inline in inlines:
        match inline:
            case written.Cite(items):
                yield from (_BRACKETS.sub(" ", str(item.exact)) for item in items if item.exact)
            case written.Emphasis() | written.Link() | written.Foreign() | written.OwnNote():
                yield from _cited(inline.inlines)


def _parted(words: Iterable[Words]) -> Runs:
    return tuple(run for each in words for run in (Ours(each), None))


def _runs(inlines: Iterable[written.Inline]) -> Iterator[Ours | None]:
    """Give our words in reading order; notes come after their paragraph."""
    notes: list[written.OwnNote] = []
    yield from _inline_runs(inlines, notes)
    for note in notes:
        yield None
        yield from _runs(note.inlines)


def _inline_runs(
    inlines: Iterable[written.Inline], notes: list[written.OwnNote], *, title: bool = False
) -> Iterator[Ours | None]:
    for inline in inlines:
        match inline:
            case written.Run(words) | written.Gap(words):
                yield Ours(words, title)
            case written.Emphasis(inner, strong):
                yield from _inline_runs(inner, notes, title=title or not strong)
            case written.Link(inlines=inner) | written.Foreign(inlines=inner):
                yield from _inline_runs(inner, notes, title=title)
            case written.OwnNote():
                notes.append(inline)
            case written.Quoted() | written.FactUse():
                yield None
            case written.Cite() | written.NameUse() | written.RefUse() | written.LineBreak():
                continue
            case _:
                assert_never(inline)
