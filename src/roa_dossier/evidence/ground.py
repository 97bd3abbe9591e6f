"""A source made ready for seeking: what may be quoted of it, folded, and the way back from there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from roa_dossier.evidence.concordance import Concordance
from roa_dossier.evidence.fold import PARAGRAPH, across, divided_words, fold, folded_chars
from roa_dossier.model.chapter import Locator
from roa_dossier.model.source import Block, PartKind, Source
from roa_dossier.patterns import regex
from roa_dossier.text import Text

_BRACKETED = regex(r"\[[^\[\]\u2029]*\]")


@dataclass(frozen=True, slots=True)
class Ground:
    """A source made ready for seeking.

    Attributes:
        source: the source.
        chars: what may be quoted of it, folded, its blocks parted by `PARAGRAPH`.
        blocks: the blocks that may be quoted, in order.
        starts: where each of them begins in the folded characters.
        runs: for each of them the number of the run it belongs to; a quotation stays within one run.
        brackets: the bracketed words that are the source's own.
        concordance: where the words of `chars` stand.

    """

    source: Source
    chars: str = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)
    starts: tuple[int, ...] = field(repr=False)
    runs: tuple[int, ...] = field(repr=False)
    brackets: frozenset[str] = field(repr=False)
    concordance: Concordance = field(repr=False, compare=False)
    _joined: frozenset[str] = field(repr=False)
    _texts: dict[int, Text] = field(default_factory=dict, repr=False, compare=False)
    _ends: dict[int, int] = field(default_factory=dict, repr=False, compare=False)
    _line: list[str] = field(default_factory=list, repr=False, compare=False)
    _edges: list[tuple[int, ...]] = field(default_factory=list, repr=False, compare=False)

    @staticmethod
    def of(source: Source) -> Ground:
        """Fold a source once, for all that is sought in it; the way back is made when it is asked for."""
        blocks = tuple(block for block in source.blocks if block.text.chars.strip())
        joined = divided_words([block.text.chars for block in blocks])
        folded = folded_chars([block.text for block in blocks], joined)
        chars = PARAGRAPH.join(folded)
        starts = tuple(accumulate((len(one) + 1 for one in folded[:-1]), initial=0)) if folded else ()
        brackets = frozenset(match.group() for match in _BRACKETED.finditer(chars))
        return Ground(source, chars, blocks, starts, _runs(blocks), brackets, Concordance(chars), joined)

    def index(self, at: int) -> int:
        """Give the index of the block in which the folded character `at` stands."""
        return bisect_right(self.starts, at) - 1

    def bounds(self, index: int) -> tuple[int, int]:
        """Give the range of the folded characters of a block."""
        last = index + 1 == len(self.starts)
        return (self.starts[index], len(self.chars) if last else self.starts[index + 1] - 1)

    def end_of_run(self, run: int) -> int:
        """Give the place after the last folded character of a run."""
        if not self._ends:
            for index, number in enumerate(self.runs):
                self._ends[number] = self.bounds(index)[1]
        return self._ends[run]

    @property
    def in_one_line(self) -> str:
        """The folded characters, a blank for each edge between blocks."""
        if not self._line:
            self._line.append(self.chars.replace(PARAGRAPH, " "))
        return self._line[0]

    @property
    def odd_edges(self) -> Sequence[int]:
        """The edges between blocks that `in_one_line` has otherwise than one types them."""
        if not self._edges:
            near = ((start - 1, self.chars[start - 2 : start + 1]) for start in self.starts[1:])
            self._edges.append(
                tuple(at for at, three in near if across(three) != three.replace(PARAGRAPH, " "))
            )
        return self._edges[0]

    def span(self, start: int, stop: int) -> tuple[int, int]:
        """Give the range of the source's text from which folded characters came."""
        if not self.chars:
            return (0, 0)
        start = max(0, start)
        if start >= min(stop, len(self.chars)):
            inside = start < len(self.chars)
            place = self._letter(start)[0] if inside else self._letter(len(self.chars) - 1)[1]
            return (place, place)
        return (self._letter(start)[0], self._letter(min(stop, len(self.chars)) - 1)[1])

    def locator(self, start: int, stop: int) -> Locator:
        """Compute where folded characters stand."""
        block = self.blocks[self.index(start)]
        low, high = self.span(start, stop)
        lines = self.source.lines
        return Locator(
            self.source.siglum,
            block.kind,
            block.number,
            block.section,
            block.label,
            (lines.line(low), lines.line(max(low, high - 1))),
        )

    def _letter(self, at: int) -> tuple[int, int]:
        index = self.index(at)
        if at == self.bounds(index)[1]:  # the sign between two blocks
            return (self.blocks[index + 1].start,) * 2
        text = self._texts.get(index)
        if text is None:
            text = fold(self.blocks[index].text, divided=self._joined).text
            self._texts[index] = text
        at -= self.starts[index]
        return text.origin(at, at + 1)


def _runs(blocks: tuple[Block, ...]) -> tuple[int, ...]:
    """Number the runs: the paragraphs of one section, whatever stands between them, or the lines of one list.

    Every caption, infobox value, note, reference and heading is a run of its own.
    """
    runs: list[int] = []
    open_runs: dict[tuple[PartKind, str, str], int] = {}
    for block in blocks:
        key = (block.kind, block.section, block.label)
        if block.kind in (PartKind.BODY, PartKind.LIST, PartKind.APPENDED):
            runs.append(open_runs.setdefault(key, len(runs) * 2))
        else:
            runs.append(len(runs) * 2 + 1)
    return tuple(runs)
