"""What can be counted of the use of a source: passages, how many it marks itself, what is printed of it."""

from __future__ import annotations

from collections.abc import Iterable

from roa_dossier.diagnostics import warning
from roa_dossier.model.chapter import Criticism, Passage
from roa_dossier.model.outline import SourceEntry
from roa_dossier.model.source import MarkKind
from roa_dossier.patterns import regex
from roa_dossier.resolve import refusals
from roa_dossier.resolve.desk import Desk

MUCH_WORDS = 300
FEW_WORDS = 100  # so short a text is not quoted by halves

_PRINTED = frozenset(("quoted", "cell"))
_CARRYING = _PRINTED | {"fact"}
_WORD = regex(r"\w+(?:[-'’.,:/\"]\w+)*")


def criticism(desk: Desk, entry: SourceEntry) -> Criticism:
    """Count the use of a source by all chapters; nothing where it could not be read.

    A passage counts once, however often it is printed; words count once, wherever they are printed. The
    values of facts are not counted among the words.
    """
    key = str(entry.key)
    ground = desk.library.grounds.get(key)
    if ground is None:
        return Criticism(key)
    used = [(passage, how) for passage, how in desk.used if passage.source == key and how in _CARRYING]
    passages = {passage.ranges: passage for passage, _ in used}
    ranges = _merged(part for passage, how in used if how in _PRINTED for part in passage.ranges)
    return Criticism(
        key,
        len(passages),
        sum(_marked(passage, MarkKind.CITATION_NEEDED) for passage in passages.values()),
        sum(_marked(passage, MarkKind.REFERENCE, MarkKind.NOTE) for passage in passages.values()),
        sum(_words(refusals.quotable(ground, start, stop)) for start, stop in ranges),
        _words(ground.chars),
    )


def check(desk: Desk, entry: SourceEntry, counted: Criticism) -> None:
    """Warn of a source that is quoted at length although no licence lets it be reprinted."""
    if entry.licence and entry.licence.passes_on:
        return
    much = counted.words > MUCH_WORDS or 2 * counted.words > counted.total
    if much and counted.words > FEW_WORDS:
        desk.say(
            warning(
                "quoted-much",
                f"{counted.words} of the {counted.total} words of `{entry.key}` are printed, "
                "and no licence lets it be reprinted",
                entry.key.span,
            ).hint(
                "quote less of it, and report the rest in words of your own",
                "or give its `licence:`, where it bears one that allows it",
            )
        )


def _marked(passage: Passage, *kinds: MarkKind) -> bool:
    return any(mark.kind in kinds for mark in passage.marks)


def _words(text: str) -> int:
    return sum(1 for _ in _WORD.finditer(text))


def _merged(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join ranges that overlap; in order."""
    merged: list[tuple[int, int]] = []
    for start, stop in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        else:
            merged.append((start, stop))
    return merged
