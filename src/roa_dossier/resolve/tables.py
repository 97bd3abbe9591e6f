"""Rank tables and orders of battle: cells that in order use up the lines of a source."""

from __future__ import annotations

from itertools import pairwise

from roa_dossier.diagnostics import Diagnostic, error
from roa_dossier.evidence import Ground, fold
from roa_dossier.evidence.edges import at_edge
from roa_dossier.model.chapter import (
    Call,
    Cell,
    Citation,
    EvidenceTable,
    Locator,
    Passage,
    Row,
    SourceCite,
)
from roa_dossier.model.outline import OrderOfBattleBlock, RanksBlock, UnitRow, Words
from roa_dossier.model.source import MarkKind, PartKind
from roa_dossier.nearest import first_difference, most_like
from roa_dossier.resolve import refusals
from roa_dossier.resolve.desk import Desk
from roa_dossier.resolve.groups import grouped
from roa_dossier.resolve.lines import Line, lines_of
from roa_dossier.resolve.split import split

_RANK_COLUMNS = ("Rank", "Romanised", "German equivalent")


# ── ranks ───────────────────────────────────────────────────────────────────────────────────────────


def ranks(desk: Desk, block: RanksBlock) -> EvidenceTable | None:
    """Make the rank table of a source: the tool's own split, or the rows written out and compared with it."""
    ground = desk.ground(block.source)
    if ground is None:
        return None
    lines = [line for line in lines_of(ground, PartKind.TABLE) if line.number]
    if not lines:
        desk.say(
            error("no-rank-table", f"`{block.source}` has no table", block.source.span).hint(
                "a table is told apart by `reads-as: wiki-text` in `sources.yaml`"
            )
        )
        return None
    rows = _written_ranks(desk, block, lines) if block.rows else _split_ranks(desk, block, lines)
    if rows is None:
        return None
    rows = grouped(desk, block.groups, rows, lines)
    return _table(
        desk, "ranks", ground, block.columns or _RANK_COLUMNS, rows, block.wide, grouped=bool(block.groups)
    )


def _split_ranks(desk: Desk, block: RanksBlock, lines: list[Line]) -> tuple[Row, ...] | None:
    rows = []
    refused = False
    for line in lines:
        places = split(line.chars)
        if places is None:
            refused = True
            desk.say(
                error("line-not-split", f"no rule splits this line: `{line.words()}`", block.source.span)
                .beside(line.span(), "neither its scripts nor a romanised column part it")
                .hint("write the rows out under `rows:`, each cell as the source has it")
            )
            continue
        rows.append(Row(_cut(line, (0, *places, len(line.chars))), "", line.icon))
    return None if refused else tuple(rows)


def _cut(line: Line, places: tuple[int, ...]) -> tuple[Cell, ...]:
    languages = ("ru", "ru-Latn", "de")
    return tuple(
        line.cell(start, stop, languages[at] if at < len(languages) else "")
        for at, (start, stop) in enumerate(pairwise(places))
    )


def _written_ranks(desk: Desk, block: RanksBlock, lines: list[Line]) -> tuple[Row, ...] | None:
    """Compare rows written out with the lines: every line once, in order, cut where the tool cuts it."""
    refused = False
    rows = []
    if len(block.rows) != len(lines):
        desk.say(
            error(
                "rows-and-lines-differ",
                f"the table of `{block.source}` has {len(lines)} rows, {len(block.rows)} are written out",
                block.source.span,
            )
            .beside(lines[0].span(), "the first row")
            .beside(lines[-1].span(), "the last row")
        )
        return None
    for cells, line in zip(block.rows, lines, strict=True):
        places = _used_up(desk, cells, line)
        if places is None:
            refused = True
        else:
            rows.append(Row(_cut(line, places), "", line.icon))
    return None if refused else tuple(rows)


def _used_up(desk: Desk, cells: tuple[Words, ...], line: Line) -> tuple[int, ...] | None:
    """Give where the cells of a row begin and end, when in order they use up the line."""
    own = split(line.chars)
    expected = (0, *own, len(line.chars)) if own else None
    at = 0
    places = [0]
    for index, cell in enumerate(cells):
        needle = fold(cell.text).chars.strip()
        if index and line.chars.startswith(" ", at):
            at += 1
        if not needle or not line.chars.startswith(needle, at):
            desk.say(_cell_differs(cell, needle, line, at, expected, index))
            return None
        at += len(needle)
        places.append(at)
        if expected and index + 1 < len(cells) and expected[: index + 2] != tuple(places):
            desk.say(_ends_elsewhere(cell, line, expected[index : index + 2]))
            return None
    if at != len(line.chars):
        desk.say(
            error("line-not-used-up", f"the cells leave out `{line.words(at)}`", cells[-1].span)
            .beside(line.span(at), "left over")
            .hint("the cells, in order, use up the whole line")
        )
        return None
    return tuple(places)


def _ends_elsewhere(cell: Words, line: Line, own: tuple[int, ...]) -> Diagnostic:
    """Say that a cell ends elsewhere than the line's own split, however well it begins."""
    return (
        error("cell-edge", f"this cell ends elsewhere than the line's own split: `{cell}`", cell.span)
        .beside(line.span(*own), "the cell by script and romanisation")
        .hint(f"the cell is `{line.words(*own)}`")
    )


def _cell_differs(
    cell: Words, needle: str, line: Line, at: int, expected: tuple[int, ...] | None, index: int
) -> Diagnostic:
    """Say that a cell is not what the line has at its place, with both sides."""
    whole = bool(expected) and index + 1 < len(expected or ())
    start, stop = (expected[index], expected[index + 1]) if expected and whole else (at, len(line.chars))
    stands = line.chars[start:stop]
    differ = first_difference(needle, stands)
    span = cell.span
    if differ and needle:
        lead = len(str(cell)) - len(str(cell).lstrip())
        span = cell.at(lead + differ.ours[0], lead + differ.ours[1])
    message = error("cell-differs", f"the cell `{cell}` is not what the line has here", span)
    message = message.beside(line.span(start, stop), "the line reads otherwise")
    if strange := refusals.look_alike(needle, stands):
        message = message.hint(strange)
    stands = line.words(start, stop)
    return message.hint(f"the cell is `{stands}`" if whole else f"the line goes on `{stands}`")


# ── order of battle ─────────────────────────────────────────────────────────────────────────────────


def order_of_battle(desk: Desk, block: OrderOfBattleBlock) -> EvidenceTable | None:
    """Make an order of battle: each unit's cells use up whole lines of the source, every edge at a word's."""
    ground = desk.ground(block.source)
    if ground is None:
        return None
    lines = lines_of(ground, PartKind.LIST)
    rows = []
    refused = False
    for unit in block.units:
        row = _named_unit(desk, unit, lines) if unit.name else _unit(desk, unit, lines)
        if row is None:
            refused = True
        else:
            rows.append(row)
    if refused:
        return None
    width = max((len(row.cells) for row in rows), default=0)
    if block.columns and len(block.columns) != width:
        desk.say(
            error(
                "columns-and-cells-differ",
                f"there are {len(block.columns)} columns, and units of {width} cells",
                block.columns[0].span,
            )
        )
        return None
    rows = [
        Row((*row.cells, *(Cell("") for _ in range(width - len(row.cells)))), row.group, row.icon)
        for row in rows
    ]
    return _table(desk, "order-of-battle", ground, block.columns, tuple(rows), block.wide, grouped=False)


def _named_unit(desk: Desk, unit: UnitRow, lines: tuple[Line, ...]) -> Row | None:
    """Take the line in which a name stands, whole."""
    assert unit.name is not None
    entry = desk.name(unit.name)
    if entry is None:
        return None
    forms = [fold(words.text).chars.strip() for words in (entry.name, entry.short, *entry.variants) if words]
    for line in lines:
        for form in forms:
            at = line.chars.find(form)
            if at >= 0 and at_edge(line.chars, at) and at_edge(line.chars, at + len(form)):
                return Row((line.cell(0, len(line.chars)),))
    desk.say(
        error("unit-without-line", f"`{unit.name}` stands in no line of the list", unit.name.span).hint(
            "write its cells out under `cells:`", "or give the form of the source as one of its `variants:`"
        )
    )
    return None


def _unit(desk: Desk, unit: UnitRow, lines: tuple[Line, ...]) -> Row | None:
    """Find the lines that the cells of a unit use up, beginning with the line of its first cell."""
    needles = [fold(cell.text).chars.strip() for cell in unit.cells]
    first = next((at for at, needle in enumerate(needles) if needle), None)
    if first is None:
        return None
    best: tuple[int, Diagnostic] | None = None
    for index, line in enumerate(lines):
        if not line.chars.startswith(needles[first]):
            continue
        made = _consume(unit, needles, lines[index:])
        if isinstance(made, Row):
            return made
        if best is None or made[0] > best[0]:
            best = made
    if best is None:
        best = (0, _no_line(unit.cells[first], needles[first], lines))
    desk.say(best[1])
    return None


def _consume(unit: UnitRow, needles: list[str], lines: tuple[Line, ...]) -> Row | tuple[int, Diagnostic]:
    """Cut the cells out of the lines in order; else say how many fitted and what is wrong."""
    cells: list[Cell] = []
    current, at = 0, 0
    for done, (cell, needle) in enumerate(zip(unit.cells, needles, strict=True)):
        if not needle:
            cells.append(Cell(""))
            continue
        if at == len(lines[current].chars):
            current, at = current + 1, 0
            if current == len(lines):
                return (done, _left_over_cell(cell, lines[-1]))
        line = lines[current]
        if line.chars.startswith(" ", at):
            at += 1
        if not line.chars.startswith(needle, at):
            return (done, _cell_differs(cell, needle, line, at, None, done))
        if not at_edge(line.chars, at + len(needle)):
            return (done, _cuts_word(cell, line, at, at + len(needle)))
        cells.append(line.cell(at, at + len(needle)))
        at += len(needle)
    line = lines[current]
    if at != len(line.chars):
        last = next(cell for cell in reversed(unit.cells) if cell)
        message = error("line-not-used-up", f"the cells leave out `{line.words(at)}`", last.span)
        message = message.beside(line.span(at), "left over").hint("the cells, in order, use up whole lines")
        return (len(needles), message)
    return Row(tuple(cells))


def _left_over_cell(cell: Words, line: Line) -> Diagnostic:
    return error("cell-differs", f"there is no line left for the cell `{cell}`", cell.span).beside(
        line.span(), "the last line"
    )


def _cuts_word(cell: Words, line: Line, start: int, stop: int) -> Diagnostic:
    return (
        error("cell-edge", f"the cell `{cell}` does not end at a word's edge", cell.span)
        .beside(line.span(start, stop), "ends inside a word or number")
        .hint("cut the line between words")
    )


def _no_line(cell: Words, needle: str, lines: tuple[Line, ...]) -> Diagnostic:
    message = error("cell-differs", f"no line of the list begins with `{cell}`", cell.span)
    near = most_like(needle, [line.chars for line in lines], cutoff=50)
    if not near:
        return message
    line = lines[near[0].index]
    if strange := refusals.look_alike(needle, line.chars):
        message = message.hint(strange)
    return message.beside(line.span(), "the line most like it").hint(f"the line reads `{line.words()}`")


# ── both ────────────────────────────────────────────────────────────────────────────────────────────


def _table(
    desk: Desk,
    kind: str,
    ground: Ground,
    columns: tuple[Words, ...] | tuple[str, ...],
    rows: tuple[Row, ...],
    wide: str,
    *,
    grouped: bool,
) -> EvidenceTable:
    passages = [cell.passage for row in rows for cell in row.cells if cell.passage]
    desk.used.extend((passage, "cell") for passage in passages)
    marks = [mark for passage in passages for mark in passage.marks]
    icons = dict.fromkeys(row.icon.split("-")[0] for row in rows if row.icon)
    call = None
    if passages:
        whole = _whole(passages)
        call = Call(desk.next_call(), (Citation(desk.next_citation(), (SourceCite(whole),)),))
    return EvidenceTable(
        kind,
        ground.source.key,
        tuple(" ".join(str(column).split()) for column in columns),
        rows,
        call,
        uncited=any(mark.kind is MarkKind.CITATION_NEEDED for mark in marks),
        grouped=grouped,
        editorial_columns=bool(columns),
        icons=tuple(icons),
        wide=wide,
    )


def _whole(passages: list[Passage]) -> Passage:
    """Make one passage of all cells, for the table's note."""
    first, last = passages[0].locator, passages[-1].locator
    lines = (min(p.locator.lines[0] for p in passages), max(p.locator.lines[1] for p in passages))
    number = first.number if first.number == last.number else None
    locator = Locator(first.siglum, first.kind, number, first.section, first.label, lines)
    marks = tuple(dict.fromkeys(mark for passage in passages for mark in passage.marks))
    ranges = tuple(span for passage in passages for span in passage.ranges)
    return Passage(passages[0].source, ranges, locator, tuple(sorted(marks, key=lambda mark: mark.start)))
