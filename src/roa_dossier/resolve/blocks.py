"""Each block of a chapter resolved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from roa_dossier.diagnostics import Diagnostic, Severity, error
from roa_dossier.frozen import Frozen, field, replace
from roa_dossier.model import outline as written
from roa_dossier.model.chapter import (
    BibliographyPlace,
    Call,
    Chapter,
    ChapterBlock,
    Citation,
    Content,
    Contested,
    FactSheet,
    Heading,
    Mistake,
    NameForm,
    OwnTable,
    Para,
    Person,
    Register,
    SourceCite,
    StatedFact,
    TextFlow,
)
from roa_dossier.model.outline import FactEntry, Words
from roa_dossier.resolve import (
    battle_trees,
    charts,
    excerpts,
    facts,
    pictures,
    quotations,
    running,
    tables,
    teaching,
)
from roa_dossier.resolve.desk import Desk
from roa_dossier.resolve.facts import Facts
from roa_dossier.resolve.statements import Statement


class Resolver(Frozen):
    """What every block may need.

    Attributes:
        desk: what is looked up, and where messages go.
        facts: the facts.
        images: the pictures' bytes by path; None for one that is not there.
        gaps: the words of the gaps of each block that has an id.
        asked: the ids of the blocks whose gaps some task asks for.

    """

    desk: Desk
    facts: Facts
    images: Mapping[str, bytes | None]
    gaps: Mapping[str, tuple[Words, ...]] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()


def chapter(at: Resolver, number: int, outline: written.ChapterOutline) -> Chapter:
    """Resolve one chapter; its number was given before anything is hidden."""
    at.desk.open_chapter(outline.language)
    blocks = []
    for block, anchor in zip(outline.blocks, anchors(outline), strict=True):
        told = len(at.desk.diagnostics)
        content = _content(at, block.content, anchor) or _refused(block, at.desk.diagnostics[told:])
        if anchor in at.asked:
            content = teaching.numbered(content)
        made = ChapterBlock(content, anchor, bool(block.id), _line(block.title), block.span)
        blocks.append(replace(made, kind=block.kind, show=_keys(block.show), hide=_keys(block.hide)))
    return Chapter(
        str(outline.id), number, _line(outline.title), outline.path, tuple(blocks), outline.language
    )


def anchors(outline: written.ChapterOutline) -> tuple[str, ...]:
    """Give the anchor of each block of a chapter: its id, or its place."""
    return tuple(
        str(block.id) if block.id else f"{outline.id}-b{ordinal}"
        for ordinal, block in enumerate(outline.blocks, 1)
    )


def _keys(editions: tuple[Words, ...]) -> tuple[str, ...]:
    return tuple(map(str, editions))


def _refused(block: written.Block, told: list[Diagnostic]) -> TextFlow:
    """Give what stands for a block that could not be made: the first error told of it, if any was."""
    code = next((one.code for one in told if one.severity is Severity.ERROR), "not-read")
    return TextFlow((Para((Mistake(_line(block.title) or "…", code),)),))


def _line(words: Words | None) -> str:
    return " ".join(str(words or "").split())


def _content(at: Resolver, block: written.BlockContent, anchor: str) -> Content | None:
    desk = at.desk
    match block:
        case written.TextBlock(prose):
            return TextFlow(running.flow(desk, at.facts, prose))
        case written.HeadingBlock(words):
            return Heading(_line(words))
        case written.QuoteBlock():
            return excerpts.excerpt(desk, block)
        case written.FactsBlock(keys):
            stated = (_stated(at, key, printed=False) for key in keys)
            return FactSheet(tuple(fact for fact in stated if fact))
        case written.RanksBlock():
            return tables.ranks(desk, block)
        case written.OrderOfBattleBlock():
            return tables.order_of_battle(desk, block)
        case written.TableBlock():
            return _own_table(at, block)
        case written.ContestedBlock(fact, remark):
            return _contested(at, fact, remark)
        case written.FigureBlock():
            return pictures.figure(desk, block, at.images)
        case written.RegisterBlock(entries):
            return Register(tuple(person for entry in entries if (person := _person(at, entry))))
        case written.BibliographyBlock(scope):
            return BibliographyPlace(scope)
        case written.DocumentBlock():
            return teaching.document(desk, at.facts, block)
        case written.TasksBlock():
            return teaching.tasks(desk, at.facts, block, anchor, at.gaps)
        case written.TimelineBlock():
            return charts.timeline(desk, at.facts, block)
        case written.StrengthsBlock():
            return charts.strengths(desk, at.facts, block)
        case written.BattleChartBlock():
            return battle_trees.battle_tree(desk, at.facts, block)
        case _:
            assert_never(block)


def _own_table(at: Resolver, block: written.TableBlock) -> OwnTable:
    return OwnTable(
        tuple(_line(column) for column in block.columns),
        tuple(tuple(running.paragraph(at.desk, at.facts, cell) for cell in row) for row in block.rows),
        block.wide,
    )


def _contested(at: Resolver, key: Words, remark: tuple[written.Prose, ...]) -> Contested | None:
    stated = _stated(at, key, printed=True)
    if stated is None:
        return None
    if len(stated.readings) < 2:
        at.desk.say(
            error("not-contested", f"`{key}` has one reading only: nothing is contested", key.span).hint(
                "give the other value under `readings:` in `facts.yaml`", "or print it with `facts:`"
            )
        )
    return Contested(stated, running.flow(at.desk, at.facts, remark))


def _stated(at: Resolver, key: Words, *, printed: bool) -> StatedFact | None:
    """Make a fact with a note for each of its readings; `printed` when the passages' words are."""
    entry = at.desk.fact(key)
    if entry is None:
        return None
    at.desk.facts.add(str(key))
    readings = at.facts[str(key)]
    calls = tuple(_reading_call(at.desk, read, key, printed=printed) for read in readings)
    return facts.stated(entry, readings, calls, _subject(at, entry))


def _subject(at: Resolver, entry: FactEntry) -> str:
    return facts.subject_of(at.desk, entry)


def _reading_call(desk: Desk, read: Statement, key: Words, *, printed: bool) -> Call | None:
    if read.hit is None:
        return _derived_call(desk, read, key)
    if not printed and not read.hit.passage.marks:
        desk.used.append((read.hit.passage, "fact"))
        return None  # the sheet's own column says where the value stands, and there is nothing to add
    if printed:
        desk.quotations += 1
    desk.used.append((read.hit.passage, "quoted" if printed else "fact"))
    citation = Citation(
        desk.next_citation(),
        (SourceCite(read.hit.passage, printed and quotations.quotes_original(read.hit)),),
    )
    return Call(desk.next_call(), (citation,), (), key.span)


def _derived_call(desk: Desk, read: Statement, key: Words) -> Call | None:
    """Call a note that cites all that a derived value goes back to."""
    if not read.rests_on:
        return None
    desk.used.extend((hit.passage, "fact") for hit in read.rests_on)
    cites = tuple(SourceCite(hit.passage) for hit in read.rests_on)
    return Call(desk.next_call(), (Citation(desk.next_citation(), cites),), (), key.span)


def _person(at: Resolver, entry: written.RegisterEntry) -> Person | None:
    name = at.desk.name(entry.name)
    if name is None:
        return None
    at.desk.mentioned.add(str(entry.name))
    form: NameForm = running.name_form(name, first=True)
    return Person(
        form,
        tuple(excerpts.plain(at.desk, selector) for selector in entry.quotes),
        running.flow(at.desk, at.facts, entry.text),
    )
