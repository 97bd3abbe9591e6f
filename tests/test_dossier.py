"""The dossier on the Russian Liberation Army: every original passes, and no changed one does."""

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from roa_dossier import build, render, resolve
from roa_dossier.diagnostics import Severity
from roa_dossier.evidence import Ground, fold, seek
from roa_dossier.frozen import Frozen, names_of, replace
from roa_dossier.model.chapter import EvidenceTable
from roa_dossier.model.outline import (
    Block,
    ChapterOutline,
    CiteItem,
    OrderOfBattleBlock,
    Quoted,
    RanksBlock,
    Reading,
    Selector,
    Words,
)
from roa_dossier.model.source import MarkKind, PartKind
from roa_dossier.resolve import desk
from roa_dossier.text import Text
from roa_dossier.world import Disk, Memory

ROOT = Path(__file__).parent.parent

Change = Callable[[str], tuple[int, int, str] | None]


@pytest.fixture(scope="module")
def proof() -> build.Proof:
    return build.check(Disk(ROOT))


def test_the_dossier_has_no_mistakes(proof: build.Proof) -> None:
    assert [f"{said.code}: {said.message}" for said in proof.diagnostics] == []
    assert proof.resolved is not None and proof.resolved.quotations > 200


def test_every_cyrillic_run_says_its_language(proof: build.Proof) -> None:
    assert proof.outline and proof.resolved and proof.apparatus
    made = render.manuscripts(
        proof.outline, proof.resolved, proof.apparatus, proof.sources, Memory({}).template
    )
    silent, said = [], 0
    for manuscript in made.value:
        for node, language in _texts(ElementTree.fromstring(f"<x>{manuscript.html}</x>"), ""):
            if re.search("[\u0400-\u04ff]", node):
                said += 1
                silent += [node] if language != "ru" else []
    assert silent == []
    assert said > 30


def _texts(node: ElementTree.Element, language: str) -> Iterator[tuple[str, str]]:
    """Give every run of text with the language that its surroundings say."""
    language = node.get("lang", language)
    yield node.text or "", language
    for child in node:
        yield from _texts(child, language)
        yield child.tail or "", language


def test_every_paragraph_is_used_or_passed_over_with_a_reason(proof: build.Proof) -> None:
    assert proof.resolved is not None
    accounts = proof.resolved.accounts
    assert {account.source for account in accounts} == {"blog", "encyclopaedia"}
    told = {PartKind.CHROME, PartKind.TITLE, PartKind.HEADING, PartKind.APPENDED_TITLE}
    for key, source in proof.sources.items():
        mine = {account.start: account for account in accounts if account.source == key}
        for block in source.blocks:
            if block.kind in told or not block.text.chars.strip():
                continue
            account = mine[block.start]
            assert bool(account.use) is not bool(account.reason), account


def test_every_reference_and_note_is_carried_by_a_printed_passage(proof: build.Proof) -> None:
    assert proof.resolved is not None
    marks = {(mark.kind, mark.number) for mark in _marks(proof.resolved.chapters)}
    assert marks >= {(MarkKind.REFERENCE, number) for number in range(1, 15)}
    assert marks >= {(MarkKind.NOTE, number) for number in range(1, 5)}
    assert (MarkKind.CITATION_NEEDED, None) in marks


def _marks(node: object) -> Iterator:
    if isinstance(node, Frozen):
        if type(node).__name__ == "Mark":
            yield node
        for name in names_of(node):
            yield from _marks(getattr(node, name))
    elif isinstance(node, tuple):
        for part in node:
            yield from _marks(part)


def test_thirteen_ranks_are_rescued_and_no_icon_is_printed(proof: build.Proof) -> None:
    assert proof.resolved is not None
    contents = [block.content for chapter in proof.resolved.chapters for block in chapter.blocks]
    (table,) = [part for part in contents if isinstance(part, EvidenceTable) and part.kind == "ranks"]
    assert [tuple(cell.text for cell in row.cells) for row in table.rows][3:6] == [
        ("Полковник", "Polkovnik", "Oberst"),
        ("Подполковник", "Podpolkovnik", "Oberstleutnant"),
        ("Майор", "Mayor", "Major"),
    ]
    assert len(table.rows) == 13
    assert table.rows[9].cells[1].text == "Fel'dfebel'"
    assert table.rows[0].cells[2].text == "General der Waffengattung"
    assert [row.icon.split("-")[0] for row in table.rows].count("RONA") == 3
    assert table.uncited
    assert not any(".svg" in cell.text for row in table.rows for cell in row.cells)


# ── every quotation, value and cell, changed ────────────────────────────────────────────────────────

LOOK_ALIKES = str.maketrans("aeopcxyAEOPCXTHKMBсеорахуАЕОРСХТНКМВ", "аеорсхуАЕОРСХТНКМВceopaxyAEOPCXTHKMB")


def changed_letter(words: str) -> tuple[int, int, str] | None:
    places = [at for at, char in enumerate(words) if char.isalnum() and not _in_brackets(words, at)]
    at = places[len(places) // 2]
    return (
        at,
        at + 1,
        "7" if words[at].isdigit() and words[at] != "7" else "8" if words[at].isdigit() else "ж",
    )


def dropped_first(words: str) -> tuple[int, int, str] | None:
    return (0, 1, "") if words[:1].isalnum() and words[1:2].isalnum() else None


def dropped_last(words: str) -> tuple[int, int, str] | None:
    end = len(words.rstrip())
    return (end - 1, end, "") if words[end - 1].isalnum() and words[end - 2].isalnum() else None


def dropped_not(words: str) -> tuple[int, int, str] | None:
    match = re.search(r"\bnot\s+|\bun(?=[a-z]{3})|\bno\s+", words)
    return (*match.span(), "") if match else None


def swapped_words(words: str) -> tuple[int, int, str] | None:
    for match in re.finditer(r"\b(\w+)\s+(\w+)\b", words):
        if match.group(1) != match.group(2) and not _in_brackets(words, match.start()):
            return (*match.span(), f"{match.group(2)} {match.group(1)}")
    return None


def swapped_parts(words: str) -> tuple[int, int, str] | None:
    parts = words.split()
    if len(parts) < 14 or "[" in words:
        return None
    return (0, len(words), f"{' '.join(parts[-4:])} […] {' '.join(parts[:4])}")


def look_alike(words: str) -> tuple[int, int, str] | None:
    for at, char in enumerate(words):
        if char.translate(LOOK_ALIKES) != char and not _in_brackets(words, at):
            return (at, at + 1, char.translate(LOOK_ALIKES))
    return None


def _in_brackets(words: str, at: int) -> bool:
    return words.rfind("[", 0, at + 1) > words.rfind("]", 0, at + 1)


CHANGES = [changed_letter, dropped_first, dropped_last, dropped_not, swapped_words, swapped_parts, look_alike]


def _transformed(node: object, change: Callable[[object], object]) -> object:
    """Rebuild a tree of frozen values, `change` applied to each of them."""
    if isinstance(node, tuple):
        return tuple(_transformed(part, change) for part in node)
    if isinstance(node, Frozen) and not isinstance(node, Words):
        new = {
            name: _transformed(getattr(node, name), change)
            for name in names_of(node)
            if isinstance(getattr(node, name), tuple | Frozen)
        }
        return change(replace(node, **new))
    return node


class Wrong:
    """Changes words, and keeps what was changed: where, and into what."""

    def __init__(self, change: Change, grounds: dict[str, Ground]) -> None:
        self.change = change
        self.grounds = grounds
        self.made: list[tuple[Words, str]] = []

    def words(self, words: Words, source: str | None, *, value: bool = False) -> Words:
        what = self.change(str(words))
        if what is None:
            return words
        wrong = Words(words.text.edit([what]), words.path)
        folded = fold(wrong.text).chars
        if not folded.strip() or folded == fold(words.text).chars:
            return words
        grounds = [self.grounds[source]] if source else list(self.grounds.values())
        if not value and any(seek(ground, wrong.text).found for ground in grounds):
            return words  # these words stand in the source as well
        self.made.append((words, str(wrong)))
        return wrong


@pytest.fixture(autouse=True)
def _every_nearest_passage(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every message search its nearest passage, however many mistakes are made at once here."""
    monkeypatch.setattr(desk, "_SEARCHES", 100_000)


def _errors(outline, sources) -> list:
    said = resolve.dossier(outline, sources, {}).diagnostics
    return [d for d in said if d.severity is Severity.ERROR and d.primary]


def _answered(errors: list, words: Words) -> bool:
    """Whether an error with both sides stands where the words do."""
    span = words.span
    return any(
        said.related
        and said.primary.span.path == span.path
        and said.primary.span.start <= span.stop + 1
        and said.primary.span.stop >= span.start - 1
        for said in errors
    )


@pytest.fixture(scope="module")
def grounds(proof: build.Proof) -> dict[str, Ground]:
    return {key: Ground.of(source) for key, source in proof.sources.items()}


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_changed_quotation_is_refused(proof, grounds, change) -> None:
    wrong = Wrong(change, grounds)

    def spoil(node: object) -> object:
        match node:
            case Selector(source, exact):
                return replace(node, exact=wrong.words(exact, str(source)))
            case Quoted(words):
                return replace(node, words=wrong.words(words, None))
            case CiteItem(key, exact) if exact and str(key) in grounds:
                return replace(node, exact=wrong.words(exact, str(key)))
        return node

    outline = replace(
        proof.outline,
        chapters=_transformed(proof.outline.chapters, spoil),
        facts=_transformed(proof.outline.facts, spoil),
        names=_transformed(proof.outline.names, spoil),
    )
    errors = _errors(outline, proof.sources)
    least = {"swapped_parts": 50, "dropped_not": 3, "dropped_first": 50, "dropped_last": 50}
    assert len(wrong.made) >= least.get(change.__name__, 150)
    passed = [new for words, new in wrong.made if not _answered(errors, words)]
    assert passed == []


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_changed_value_is_refused(proof, grounds, change) -> None:
    wrong = Wrong(change, grounds)

    def spoil(node: object) -> object:
        if isinstance(node, Reading) and node.origin and str(node.value) != str(node.origin.exact):
            mistaken = wrong.words(node.value, None, value=True)
            return replace(node, value=mistaken)
        return node

    outline = replace(proof.outline, facts=_transformed(proof.outline.facts, spoil), chapters=())
    errors = _errors(outline, proof.sources)
    passed = [new for words, new in wrong.made if not _answered(errors, words)]
    assert passed == []
    assert len(wrong.made) > 10 or change in (swapped_parts, dropped_not)


def _only(outline, block: Block):
    chapter = ChapterOutline("dossier/chapters/x.yaml", outline.title, outline.chapters[0].id, (block,))
    return replace(outline, chapters=(chapter,), facts=(), names=(), sources=tuple(
        replace(entry, passed_over=None, assessment=()) for entry in outline.sources
    ))  # fmt: skip


def _blocks(outline, kind: type) -> list[Block]:
    return [
        block for chapter in outline.chapters for block in chapter.blocks if isinstance(block.content, kind)
    ]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_changed_rank_cell_is_refused(proof, change) -> None:
    (block,) = _blocks(proof.outline, RanksBlock)
    (table,) = [
        part.content
        for chapter in proof.resolved.chapters
        for part in chapter.blocks
        if isinstance(part.content, EvidenceTable) and part.content.kind == "ranks"
    ]
    at = block.content.source
    rows = [[Words(Text.of(cell.text), at.path) for cell in row.cells] for row in table.rows]
    whole = replace(block.content, rows=tuple(tuple(row) for row in rows))
    assert _errors(_only(proof.outline, replace(block, content=whole)), proof.sources) == []
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            what = change(str(cell))
            if what is None:
                continue
            wrong = Words(cell.text.edit([what]), at.path)
            new = [list(cells) for cells in rows]
            new[r][c] = wrong
            content = replace(block.content, rows=tuple(tuple(cells) for cells in new))
            errors = _errors(_only(proof.outline, replace(block, content=content)), proof.sources)
            assert errors and all(error.related for error in errors), str(wrong)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_changed_unit_cell_is_refused(proof, change) -> None:
    for block in _blocks(proof.outline, OrderOfBattleBlock):
        for u, unit in enumerate(block.content.units):
            for c, cell in enumerate(unit.cells):
                what = change(str(cell)) if cell else None
                if what is None:
                    continue
                wrong = Words(cell.text.edit([what]), cell.path)
                units = list(block.content.units)
                units[u] = replace(unit, cells=(*unit.cells[:c], wrong, *unit.cells[c + 1 :]))
                spoiled = replace(block, content=replace(block.content, units=tuple(units)))
                assert _errors(_only(proof.outline, spoiled), proof.sources), str(wrong)


# ── the whole program ───────────────────────────────────────────────────────────────────────────────


def _files() -> dict[str, bytes]:
    folders = ("dossier", "seeds")
    return {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }


def test_a_source_changed_by_a_byte_is_refused_by_its_digest() -> None:
    chance = random.Random(3)
    for name in ("seeds/000_44591c67f6a5d431.txt", "seeds/004_6d5e5a869a61037a.txt"):
        files = _files()
        data = bytearray(files[name])
        at = chance.choice([at for at, byte in enumerate(data) if 97 <= byte < 122])
        data[at] += 1
        files[name] = bytes(data)
        world = Memory(files)
        built = build.build(world)
        assert "digest-mismatch" in {said.code for said in built.diagnostics}
        assert not built.output and not world.written
