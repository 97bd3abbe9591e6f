"""What stands behind our words: the passages cited, quoted or carrying facts, and the values of facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from roa_dossier.evidence import Ground
from roa_dossier.frozen import Frozen, names_of
from roa_dossier.model.chapter import FactValue, Mistake, Passage, StatedValue, WorkCite
from roa_dossier.model.source import Mark
from roa_dossier.resolve.desk import Desk


class Support(Frozen):
    """What stands behind our words.

    Attributes:
        texts: the words of the passages, without the source's own marks, and the values of facts.
        open: whether it cannot all be known: a work without a snapshot is cited, or something was not found.

    """

    texts: frozenset[str] = frozenset()
    open: bool = False


UNKNOWN = Mistake("", "")
"""Stands behind words of which it cannot be said what supports them."""


def support(desk: Desk, behind: tuple[object, ...]) -> Support:
    """Gather all that resolved nodes rest on; a string is words of a source as they are."""
    texts: set[str] = set()
    for text in _texts(desk, behind):
        if text is None:
            return Support(open=True)
        texts.add(text)
    return Support(frozenset(texts))


def _texts(desk: Desk, node: object) -> Iterator[str | None]:
    """Yield the texts; None where something is not known."""
    match node:
        case str():
            yield node
        case Passage():
            yield from _words(desk.library.grounds, node)
        case FactValue(text=text, unit=unit, passage=passage):
            yield f"{text} {unit}"
            yield from _texts(desk, passage)
        case Mistake():
            yield None
        case WorkCite(key):
            if key in desk.library.works:
                yield None
        case StatedValue(value=value, quotation=quotation):
            yield value
            yield from _texts(desk, quotation)
        case tuple():
            for inner in node:
                yield from _texts(desk, inner)
        case Frozen():
            for name in names_of(node):
                inner = getattr(node, name)
                if not isinstance(inner, str):
                    yield from _texts(desk, inner)
        case _:
            return


def _words(grounds: Mapping[str, Ground], passage: Passage) -> Iterator[str]:
    ground = grounds.get(passage.source)
    if ground:
        for start, stop in passage.ranges:
            yield _without(ground.source.text, start, stop, passage.marks)


def _without(chars: str, start: int, stop: int, marks: tuple[Mark, ...]) -> str:
    """Give a range of a source without the marks in it, whose numbers state nothing."""
    kept, done = [], start
    for mark in marks:
        if done <= mark.start and mark.stop <= stop:
            kept.append(chars[done : mark.start])
            done = mark.stop
    return " ".join((*kept, chars[done:stop]))
