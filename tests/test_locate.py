"""Lines are counted as editors count them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roa_dossier.locate import Lines

TEXTS = st.text(st.sampled_from("ab\n\r\u2028\u0085é𝔸 "), max_size=60)


@pytest.mark.parametrize(
    ("offset", "line", "column"),
    [(0, 1, 1), (1, 1, 2), (2, 1, 3), (3, 2, 1), (4, 3, 1), (5, 3, 2), (6, 3, 3), (99, 3, 3), (-7, 1, 1)],
)
def test_places_of_a_small_text(offset: int, line: int, column: int) -> None:
    lines = Lines.of("ab\n\ncd")
    assert (lines.line(offset), lines.column(offset)) == (line, column)


def test_the_range_of_a_line_leaves_its_line_feed_out() -> None:
    lines = Lines.of("ab\n\ncd")
    assert [lines.span(line) for line in (1, 2, 3)] == [(0, 2), (3, 3), (4, 6)]


def test_an_empty_text_has_one_line() -> None:
    lines = Lines.of("")
    assert (lines.line(0), lines.column(0), lines.span(1)) == (1, 1, (0, 0))


def test_a_last_line_feed_opens_an_empty_line() -> None:
    assert Lines.of("ab\n").span(2) == (3, 3)


def test_only_a_line_feed_ends_a_line() -> None:
    assert Lines.of("a\rb\u2028c\u0085d").starts == (0,)
    assert Lines.of("a\r\nb").span(1) == (0, 2)


@given(TEXTS)
def test_lines_are_those_of_splitting_at_line_feeds(text: str) -> None:
    lines = Lines.of(text)
    spans = [lines.span(line) for line in range(1, len(lines.starts) + 1)]
    assert [text[low:high] for low, high in spans] == text.split("\n")


@given(st.data(), TEXTS)
def test_line_and_column_lead_back_to_the_offset(data: st.DataObject, text: str) -> None:
    offset = data.draw(st.integers(0, len(text)))
    lines = Lines.of(text)
    start, stop = lines.span(lines.line(offset))
    assert start + lines.column(offset) - 1 == offset
    assert start <= offset <= stop
