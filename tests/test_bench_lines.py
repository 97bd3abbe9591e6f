"""The benchmark of lines measures what it says: lines drawn by hand with known faults, and one real page."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "bench"))

import line_measure  # noqa: E402
import line_setters  # noqa: E402
from line_measure import Figures, Glyph, Line  # noqa: E402

SIZE, LETTER, LEFT, RIGHT = 10.0, 5.0, 100.0, 300.0
WORDS = "the long road to the old town went by a mill"
"""Words of 34 letters: 30 points are left for the ten gaps between them."""


def drawn(text: str, base: float, right: float | None = RIGHT, *, left: float = LEFT) -> Iterator[Glyph]:
    """Draw a line whose last letter ends at `right`, what hangs beyond it; ragged, if that is None."""
    words = text.split(" ")
    bare = text.rstrip(line_measure.HANGS)
    letters = sum(len(word) for word in bare.split(" "))
    gap = 2.5 if right is None else (right - left - LETTER * letters) / max(1, len(words) - 1)
    x = left
    for number, word in enumerate(words):
        for place, letter in enumerate(word):
            yield Glyph(letter, x, x + LETTER, base, SIZE, spaced=number > 0 and place == 0)
            x += LETTER
        x += gap


def page(*texts: str | tuple[str, float | None], number: int = 1) -> list[Line]:
    """Draw lines under each other on a page: a text is justified, a pair says where it ends."""
    glyphs: list[Glyph] = []
    for place, text in enumerate(texts):
        words, right = (text, RIGHT) if isinstance(text, str) else text
        glyphs.extend(drawn(words, 700.0 - 15 * place, right))
    return list(line_measure.page_lines(number, glyphs))


def shorter(count: int) -> str:
    """Take letters off the words, so that the gaps grow by half a point each."""
    return WORDS.replace("mill", "m" * (4 - count)) if count < 4 else WORDS.replace("long road", "l r")


PROSE = tuple(shorter(count % 4) for count in range(8))
"""Eight justified lines; gaps of 3.0, 3.5, 4.0 and 4.5 points, median 3.75."""


def told(*lines: Line, loose: float = 1.5) -> Figures:
    return line_measure.figures(line_measure.edged(lines), loose)


def texts(lines: tuple[Line, ...]) -> list[str]:
    return [line.text for line in lines]


def test_gaps_are_measured_and_a_loose_line_is_found() -> None:
    wide, loose = WORDS.replace("long road", "l ro"), WORDS.replace("long road to", "l r t")
    found = told(*page(*PROSE, wide, loose, ("and so home.", None)))
    assert found.lines == 10
    gaps = (found.median, found.percentile, found.greatest)
    assert [round(gap, 2) for gap in gaps] == [4.0, 6.5, 6.5]
    assert texts(found.loose) == [loose]
    assert told(*page(*PROSE, wide, loose, ("and so home.", None)), loose=1.7).loose == ()


def test_what_hangs_neither_hides_an_edge_nor_makes_one() -> None:
    hanging = [
        f"{text}{mark}" for text, mark in zip(PROSE, (".", ",", "-", "", "", ".”", "", ""), strict=True)
    ]
    lines = line_measure.edged(page(*hanging, ("and so home.", None)))
    assert [line.edge for line in lines] == [RIGHT] * 8 + [None]
    assert max(line.right for line in lines) == RIGHT + 2 * LETTER
    inside = [replace(line, right=line.right - line.hang) for line in lines]
    assert [line.edge for line in line_measure.edged(inside)] == [RIGHT] * 8 + [None]


def test_ragged_lines_are_not_measured() -> None:
    ragged = [(" ".join(WORDS.split()[: 5 + count % 5]), None) for count in range(12)]
    found = told(*page(*ragged))
    assert (found.lines, found.loose, found.runts, found.overfull) == (0, (), (), ())
    assert told(*page(*[("the same head over every page", None)] * 8)).lines == 0
    strewn = [(WORDS, RIGHT - 2 * count) for count in range(1, 9)]
    assert told(*page(*PROSE[:4], *strewn)).lines == 0


@pytest.mark.parametrize(("broken", "ladders"), [(2, 0), (3, 1), (5, 1)])
def test_more_than_two_hyphens_in_succession_are_a_ladder(broken: int, ladders: int) -> None:
    rungs = [f"{text}-" for text in PROSE[:broken]]
    found = told(*page(*PROSE, *rungs, *PROSE))
    assert (found.hyphenated, len(found.ladders)) == (broken, ladders)


@pytest.mark.parametrize(("last", "runt"), [("to it.", True), ("ab cd.", True), ("and so", False)])
def test_a_last_line_of_few_letters_is_a_runt(last: str, runt: bool) -> None:
    found = told(*page(*PROSE, (last, None), *PROSE))
    assert texts(found.runts) == ([last] if runt else [])


def test_a_heads_short_line_is_no_runt() -> None:
    assert told(*page(*PROSE, ("and so home", None), ("II", None), *PROSE)).runts == ()


def test_what_leads_from_an_entry_to_its_page_is_no_justified_line() -> None:
    leaders = ("to the old town " + "." * 10 + " 7", "by a mill " + ". " * 8 + "12")
    assert told(*page(*PROSE, *leaders)).lines == len(PROSE)


def test_a_line_beyond_its_neighbours_edge_is_overfull() -> None:
    found = told(*page(*PROSE, (WORDS + " then", RIGHT + 3), *PROSE))
    assert texts(found.overfull) == [WORDS + " then"]
    assert found.lines == 16
    assert told(*page(*PROSE, WORDS + ".”", *PROSE)).overfull == ()


def test_a_word_broken_over_pages_is_found() -> None:
    lines = [*page(*PROSE, WORDS + "-"), *page(*PROSE, number=2)]
    assert texts(told(*lines).over_pages) == [WORDS + "-"]
    lines = [*page(*PROSE, WORDS + "-", *PROSE), *page(*PROSE, number=2)]
    assert texts(told(*lines).over_pages) == []


def test_pages_of_two_sides_have_their_own_edges() -> None:
    left = [replace(line, left=line.left + 12, right=line.right + 12) for line in page(*PROSE, number=2)]
    edges = {line.page: line.edge for line in line_measure.edged([*page(*PROSE), *left])}
    assert edges == {1: RIGHT, 2: RIGHT + 12}


def test_columns_of_a_table_are_lines_of_their_own() -> None:
    row = [*drawn("to the old", 700, None), *drawn("a mill", 700, None, left=180)]
    assert texts(tuple(line_measure.page_lines(1, row))) == ["to the old", "a mill"]


def test_a_real_page_is_read_word_for_word(tmp_path: Path) -> None:
    paragraphs = line_setters.prose((ROOT / "bench/prose/en.txt").read_text("utf-8"))[:3]
    file = tmp_path / "set.pdf"
    line_setters.plain(line_setters.Task(paragraphs, "en", 100), file)
    lines = line_measure.lines(file)
    whole = " ".join(paragraphs)
    assert [line.text for line in lines if line.text.rstrip("-") not in whole] == []
    letters = str.maketrans("", "", " -")
    assert "".join(texts(lines)).translate(letters) == whole.translate(letters)
    edges = {line.edge for line in lines if line.edge is not None}
    assert [round(edge / 72 * 25.4, 1) for edge in edges] == [155.0]
    assert {line.size for line in lines} == {10.6}
    found = line_measure.whole(file, 1.5)
    last = [line for line in lines if line.edge is None]
    assert (found.lines, len(last), found.overfull) == (len(lines) - 3, 3, ())
