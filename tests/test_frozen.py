"""Values that never change: equal by what they hold but for their place, and the same as bytes and back."""

from __future__ import annotations

import pickle

import pytest

from roa_dossier.frozen import Frozen, Packed, Placed, as_builtins, field, names_of, packed, replace


class Word(Placed):
    """A word and where it stands."""

    chars: str
    span: int = 0


class Kept(Placed):
    """A value of which another field takes no part."""

    APART = ("memory",)

    name: str
    memory: dict[str, int] = field(default_factory=dict)


class Line(Frozen):
    """Words."""

    words: tuple[Word, ...]
    number: int = 1


def test_a_place_takes_no_part_in_equality() -> None:
    assert Word("a", 1) == Word("a", 2) != Word("b", 1)
    assert hash(Word("a", 1)) == hash(Word("a", 2))
    assert len({Word("a", 1), Word("a", 2), Word("b", 1)}) == 2
    assert Line((Word("a", 1),)) == Line((Word("a", 2),)), "nor in that of what holds it"


def test_what_is_apart_is_named_by_its_class() -> None:
    assert Kept("a", {"b": 1}) == Kept("a")
    assert hash(Kept("a", {"b": 1})) == hash(Kept("a"))
    assert names_of(Kept) == ("name", "memory"), "what is apart is no field"
    first, second = Kept("a"), Kept("a")
    assert first.memory is not second.memory


def test_values_of_other_classes_are_others() -> None:
    assert Line((), 1) != ((), 1)
    assert Word("a") != Kept("a")


def test_nothing_of_a_value_changes() -> None:
    for value, name in ((Word("a"), "chars"), (Line(()), "number"), (Kept("a"), "memory")):
        with pytest.raises(AttributeError):
            setattr(value, name, "other")
    changed = replace(Word("a", 1), chars="b")
    assert (changed.chars, changed.span) == ("b", 1)


def test_values_cross_the_border_of_a_process_and_the_disk() -> None:
    line = Line((Word("a", 3), Word("b", 4)), 2)
    for again in (pickle.loads(pickle.dumps(line)), Packed(Line).read(packed(line))):
        assert again == line
        assert [word.span for word in again.words] == [3, 4], "places travel with it"
    assert as_builtins(line) == {
        "words": ({"chars": "a", "span": 3}, {"chars": "b", "span": 4}),
        "number": 2,
    }


@pytest.mark.parametrize("data", [b"", b"\xc1", packed({"words": 3}), packed(["words"])])
def test_damaged_bytes_are_no_value(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        Packed(Line).read(data)
