"""A text knows where each of its characters came from, whatever was done to it."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from roa_dossier.text import Piece, Text

Letter = tuple[str, int, int]
LENGTH = 40


@dataclass
class Pair:
    """A text and, beside it, the same thing done letter by letter."""

    text: Text
    letters: list[Letter]


def letters(text: Text) -> list[Letter]:
    return [(char, *text.origin(index, index + 1)) for index, char in enumerate(text.chars)]


@st.composite
def pairs(draw: st.DrawFn, length: int = LENGTH, ascending: bool = False) -> Pair:
    """Texts made of exact and whole ranges of an original of `length` characters.

    Where the ranges ascend, as they do in everything a reader makes, none is empty.
    """
    least, floor = int(ascending), 0
    parts: list[Text] = []
    model: list[Letter] = []
    for _ in range(draw(st.integers(0, 5))):
        if floor + least > length:
            break
        start = draw(st.integers(floor, length - least))
        stop = draw(st.integers(start + least, min(length, start + 6)))
        floor = stop if ascending else 0
        if draw(st.booleans()):
            chars = "abcdefgh"[: stop - start]
            parts.append(Text.of(chars, start))
            model += [(char, start + i, start + i + 1) for i, char in enumerate(chars)]
        else:
            chars = draw(st.text("xyz", min_size=0, max_size=5))
            parts.append(Text.made(chars, start, stop))
            exact = len(chars) == stop - start
            model += [
                (c, start + i, start + i + 1) if exact else (c, start, stop) for i, c in enumerate(chars)
            ]
    return Pair(Text.join(parts), model)


def range_of(model: list[Letter], start: int, stop: int) -> tuple[int, int]:
    if not model:
        return (0, 0)
    if start >= stop:
        place = model[start][1] if start < len(model) else model[-1][2]
        return (place, place)
    return (model[start][1], model[stop - 1][2])


@st.composite
def ranges(draw: st.DrawFn, pair: Pair) -> tuple[int, int]:
    start = draw(st.integers(0, len(pair.text)))
    return start, draw(st.integers(start, len(pair.text)))


def test_a_text_taken_as_it_stands_maps_letter_by_letter() -> None:
    text = Text.of("Prague", 10)
    assert text.origin(0, 6) == (10, 16)
    assert text.origin(2, 3) == (12, 13)
    assert text.origin(6, 6) == (16, 16)


def test_what_stands_in_for_a_range_maps_whole_to_whole() -> None:
    text = Text.made("fi", 7, 8)
    assert letters(text) == [("f", 7, 8), ("i", 7, 8)]


def test_a_part_of_a_whole_run_stays_whole_though_it_is_as_long_as_its_origin() -> None:
    text = Text.made("abc", 4, 6)
    assert letters(text.slice(1, 3)) == [("b", 4, 6), ("c", 4, 6)]
    assert letters(text.slice(1, 3).slice(0, 1)) == [("b", 4, 6)]


def test_a_whole_run_stays_whole_over_a_text_of_another_length() -> None:
    inner = Text.join([Text.of("a", 0), Text.of("b", 9)])
    outer = Text.made("0123456789", 0, 2)
    assert letters(outer.over(inner))[3] == ("3", 0, 10)


def test_an_empty_text_came_from_nowhere() -> None:
    assert Text.of("").origin(0, 0) == (0, 0)
    assert Text.of("abc").slice(2, 1) == Text("", ())
    assert not Text.made("", 3, 9)
    assert Text.join([]).origin(0, 5) == (0, 0)


def test_ranges_outside_are_cut_to_the_text() -> None:
    text = Text.of("abc", 5)
    assert text.slice(-3, 99) == Text("abc", ())
    assert text.origin(-4, 99) == (5, 8)
    assert text.origin(7, 99) == (8, 8)


def test_texts_are_equal_by_their_characters() -> None:
    assert Text.of("same", 3) == Text.of("same", 900)
    assert hash(Text.of("same", 3)) == hash(Text.of("same", 900))
    assert Text.of("same") != Text.of("Same")


def test_neighbours_that_go_on_are_joined_to_one_piece() -> None:
    text = Text.join([Text.of("ab", 0), Text.of("cd", 2), Text.of("ef", 9)])
    assert text.pieces == (Piece(0, 0, 4), Piece(4, 9, 11))


def test_an_edit_maps_what_is_new_to_what_it_replaced() -> None:
    text = Text.of("a  b c", 100).edit([(1, 3, " "), (5, 6, "sea")])
    assert text.chars == "a b sea"
    assert text.origin(1, 2) == (101, 103)
    assert text.origin(4, 7) == (105, 106)
    assert text.origin(2, 3) == (103, 104)


def test_an_insertion_stands_before_the_character_it_precedes() -> None:
    text = Text.of("ab", 5).edit([(1, 1, "-"), (2, 2, "!")])
    assert letters(text) == [("a", 5, 6), ("-", 6, 6), ("b", 6, 7), ("!", 7, 7)]


@given(pairs())
def test_every_letter_keeps_its_origin(pair: Pair) -> None:
    assert letters(pair.text) == pair.letters


@given(st.data(), pairs())
def test_a_range_comes_from_its_first_to_its_last_letter(data: st.DataObject, pair: Pair) -> None:
    start, stop = data.draw(ranges(pair))
    assert pair.text.origin(start, stop) == range_of(pair.letters, start, stop)


@given(st.data(), pairs())
def test_a_slice_is_the_letters_of_the_slice(data: st.DataObject, pair: Pair) -> None:
    start, stop = data.draw(ranges(pair))
    assert letters(pair.text.slice(start, stop)) == pair.letters[start:stop]


@given(st.data(), pairs())
def test_slices_set_together_are_the_text(data: st.DataObject, pair: Pair) -> None:
    cut, _ = data.draw(ranges(pair))
    again = Text.join([pair.text.slice(0, cut), pair.text.slice(cut, len(pair.text))])
    assert letters(again) == pair.letters


@given(st.lists(pairs(), max_size=4))
def test_joining_sets_letters_one_after_another(several: list[Pair]) -> None:
    joined = Text.join(pair.text for pair in several)
    assert letters(joined) == [letter for pair in several for letter in pair.letters]


@given(st.data(), pairs())
def test_an_edit_touches_nothing_else(data: st.DataObject, pair: Pair) -> None:
    bounds = sorted(data.draw(st.lists(st.integers(0, len(pair.text)), max_size=6)))
    changes = [
        (low, high, data.draw(st.text("#", max_size=3)))
        for low, high in zip(bounds[::2], bounds[1::2], strict=False)
    ]
    edited = pair.text.edit(changes)
    expected: list[Letter] = []
    done = 0
    for low, high, new in changes:
        expected += pair.letters[done:low]
        expected += letters(Text.made(new, *range_of(pair.letters, low, high)))
        done = high
    assert letters(edited) == expected + pair.letters[done:]


@given(st.data(), pairs())
def test_maps_compose(data: st.DataObject, inner: Pair) -> None:
    outer = data.draw(pairs(len(inner.text)))
    through = [(char, *range_of(inner.letters, low, high)) for char, low, high in outer.letters]
    assert letters(outer.text.over(inner.text)) == through


@given(st.data(), pairs(ascending=True))
def test_composing_three_texts_does_not_depend_on_the_order(data: st.DataObject, first: Pair) -> None:
    second = data.draw(pairs(len(first.text), ascending=True)).text
    third = data.draw(pairs(len(second), ascending=True)).text
    left = third.over(second).over(first.text)
    right = third.over(second.over(first.text))
    assert letters(left) == letters(right)


@given(pairs())
def test_pieces_ascend_and_cover_the_text(pair: Pair) -> None:
    places = [piece.at for piece in pair.text.pieces]
    assert places == sorted(set(places))
    assert places[:1] == ([0] if pair.text else [])
