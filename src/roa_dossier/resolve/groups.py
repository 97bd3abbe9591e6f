"""Groupings of ours in a rank table: each opens at the row whose first cell it names."""

from __future__ import annotations

from roa_dossier.diagnostics import Diagnostic, Span, error
from roa_dossier.evidence import fold
from roa_dossier.model.chapter import Row
from roa_dossier.model.outline import Group, Words
from roa_dossier.nearest import closest
from roa_dossier.resolve import refusals
from roa_dossier.resolve.desk import Desk
from roa_dossier.resolve.lines import Line
from roa_dossier.text import Text


def grouped(
    desk: Desk, groups: tuple[Group, ...], rows: tuple[Row, ...], lines: list[Line]
) -> tuple[Row, ...]:
    """Open each grouping at its row.

    Args:
        desk: hears of a grouping whose row is not there.
        groups: as written.
        rows: of the table.
        lines: of the source, one for each row.

    """
    heads = {_folded(row.cells[0].text): at for at, row in enumerate(rows)}
    opened: dict[int, str] = {}
    for group in groups:
        at = heads.get(_words(group.first).chars.strip())
        if at is None:
            desk.say(_without_row(group.first, heads, lines))
        else:
            opened[at] = " ".join(str(group.title).split())
    return tuple(Row(row.cells, opened.get(at, ""), row.icon) for at, row in enumerate(rows))


def _folded(chars: str) -> str:
    return fold(Text.of(chars)).chars.strip()


def _words(words: Words) -> Text:
    return fold(words.text).text


def _without_row(first: Words, heads: dict[str, int], lines: list[Line]) -> Diagnostic:
    """Say that no row begins so, and show the cell most like it, from the first letter on that differs."""
    folded = _words(first)
    ours = folded.chars.strip()
    said = f"no row begins with `{first}`"
    near = closest(ours, heads) if ours else None
    if near is None:
        return (
            error("group-without-row", said, first.span)
            .beside(lines[0].span(), "the first row")
            .beside(lines[-1].span(), "the last row")
            .hint(f"give the first cell of a row, such as `{next(iter(heads))}`")
        )
    lead = folded.chars.index(ours)
    at = lead + min(refusals.shared(ours, near), len(ours) - 1)
    line = lines[heads[near]]
    span = Span(first.path, *folded.origin(at, at + 1))
    place = refusals.where(line.ground, line.start, line.start + len(near))
    return (
        error("group-without-row", said, span, "the source reads otherwise here")
        .beside(line.span(0, len(near)), f"nearest row, {place}")
        .hint(refusals.first_letter(ours, near))
        .hint(f"the cell is `{line.words(0, len(near))}`")
    )
