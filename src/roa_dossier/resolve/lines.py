"""The lines of a source's table or list, from which cells are cut."""

from __future__ import annotations

from roa_dossier.diagnostics import Span
from roa_dossier.evidence import Ground
from roa_dossier.frozen import Frozen
from roa_dossier.model.chapter import Cell, Passage
from roa_dossier.model.source import PartKind


class Line(Frozen):
    """A line of a source's table or list: its folded characters and where they begin in the ground."""

    ground: Ground
    index: int
    start: int
    chars: str

    @property
    def icon(self) -> str:
        """The icon's file name that begins the line; "" for none. Never printed."""
        return self.ground.blocks[self.index].icon

    @property
    def number(self) -> int:
        """The row in its table, from 1; 0 for a head line and the line below the table."""
        return self.ground.blocks[self.index].number or 0

    def cell(self, start: int, stop: int, language: str = "") -> Cell:
        """Cut a cell out of the line, with its passage."""
        low, high = self.start + start, self.start + stop
        ground = self.ground
        span = ground.span(low, high)
        marks = tuple(m for m in ground.source.marks if m.reach[0] < span[1] and span[0] < m.reach[1])
        text = ground.source.text[span[0] : span[1]]
        return Cell(
            " ".join(text.split()),
            Passage(ground.source.key, (span,), ground.locator(low, high), marks),
            language,
        )

    def words(self, start: int = 0, stop: int | None = None) -> str:
        """Give the line's characters as the source has them, not folded."""
        span = self.span(start, stop)
        return self.ground.source.text[span.start : span.stop].strip()

    def span(self, start: int = 0, stop: int | None = None) -> Span:
        """Give the range of the source's file."""
        end = len(self.chars) if stop is None else stop
        low, high = self.ground.span(self.start + start, self.start + end)
        return Span(self.ground.source.path, low, high)


def lines_of(ground: Ground, kind: PartKind) -> tuple[Line, ...]:
    """Give the lines of a source's tables or lists, in order."""
    lines = []
    for index, block in enumerate(ground.blocks):
        if block.kind is kind:
            start = ground.starts[index]
            stop = ground.starts[index + 1] - 1 if index + 1 < len(ground.starts) else len(ground.chars)
            chars = ground.chars[start:stop]
            lead = len(chars) - len(chars.lstrip())
            lines.append(Line(ground, index, start + lead, chars.strip()))
    return tuple(lines)
