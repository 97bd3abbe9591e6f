"""What became of every paragraph of a source: quoted, carrying a fact, or passed over with its reason."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate

from roa_dossier.diagnostics import warning
from roa_dossier.evidence import Ground, seek
from roa_dossier.model.chapter import Account, Locator, Passage
from roa_dossier.model.outline import Selector, SourceEntry, Words
from roa_dossier.model.source import Block, MarkKind, PartKind
from roa_dossier.resolve import refusals
from roa_dossier.resolve.desk import Desk

_NOT_ACCOUNTED = frozenset((PartKind.CHROME, PartKind.TITLE, PartKind.HEADING, PartKind.APPENDED_TITLE))


def accounts(desk: Desk, entry: SourceEntry) -> tuple[Account, ...]:
    """Account for every paragraph and line of a source; nothing where its entry does not ask for it."""
    ground = desk.library.grounds.get(str(entry.key))
    if ground is None or entry.passed_over is None:
        return ()
    reasons = _reasons(desk, ground, entry)
    passages = [(passage, how) for passage, how in desk.used if passage.source == str(entry.key)]
    used = _used(ground, passages)
    made = []
    for index, block in enumerate(ground.blocks):
        use = used.get(index) or _carried(block, passages)
        reason = reasons.get(index, "")
        if not use and not reason and block.kind in _NOT_ACCOUNTED:
            continue
        if not use and not reason:
            _say_unaccounted(desk, ground, entry, index)
        if use and reason:
            _say_used(desk, ground, entry, index)
            reason = ""
        made.append(Account(str(entry.key), _locator(ground, index), block.start, block.stop, use, reason))
    return tuple(made)


def _used(ground: Ground, passages: list[tuple[Passage, str]]) -> dict[int, str]:
    """Say how the blocks are used in which a passage stands, by the first that does."""
    starts = [block.start for block in ground.blocks]
    ends = [*accumulate((block.stop for block in ground.blocks), max)]
    used: dict[int, str] = {}
    for passage, how in passages:
        for start, stop in passage.ranges:
            for index in range(bisect_right(ends, start), bisect_left(starts, stop)):
                if start < ground.blocks[index].stop:
                    used.setdefault(index, how)
    return used


def _carried(block: Block, passages: list[tuple[Passage, str]]) -> str:
    """Say how a block is used in which no passage stands: as the note that a printed mark carries."""
    if block.kind in (PartKind.NOTE, PartKind.REFERENCE):
        kind = MarkKind.NOTE if block.kind is PartKind.NOTE else MarkKind.REFERENCE
        if any(mark.kind is kind and mark.number == block.number for p, _ in passages for mark in p.marks):
            return "carried"
    if block.kind is PartKind.TABLE and any(p.locator.kind is PartKind.TABLE for p, _ in passages):
        return "cell"
    return ""


def _reasons(desk: Desk, ground: Ground, entry: SourceEntry) -> dict[int, str]:
    """Find the blocks that are passed over, with why."""
    reasons: dict[int, str] = {}
    for passed in entry.passed_over or ():
        for exact in passed.exact:
            for index in _blocks_of(desk, ground, entry, exact):
                reasons[index] = " ".join(str(passed.reason).split())
    return reasons


def _blocks_of(desk: Desk, ground: Ground, entry: SourceEntry, exact: Words) -> frozenset[int]:
    """Find the blocks that words passed over mean: those they make up whole, or else where they stand."""
    sought = seek(ground, exact.text)
    if not sought.found:
        desk.say(refusals.of(ground, Selector(entry.key, exact), (), sought.cut))
    places = [(place.parts[0][0], place.parts[-1][1]) for place in sought.found]
    whole = [(start, stop) for start, stop in places if _is_whole(ground, start, stop)]
    return frozenset(
        index
        for start, stop in whole or places
        for index in range(ground.index(start), ground.index(stop - 1) + 1)
    )


def _is_whole(ground: Ground, start: int, stop: int) -> bool:
    low, high = _bounds(ground, ground.index(start))
    return ground.chars[low:high].strip() == ground.chars[start:stop]


def _bounds(ground: Ground, index: int) -> tuple[int, int]:
    start = ground.starts[index]
    stop = ground.starts[index + 1] - 1 if index + 1 < len(ground.starts) else len(ground.chars)
    return start, stop


def _locator(ground: Ground, index: int) -> Locator:
    return ground.locator(*_bounds(ground, index))


def _say_unaccounted(desk: Desk, ground: Ground, entry: SourceEntry, index: int) -> None:
    start, stop = _bounds(ground, index)
    desk.say(
        warning(
            "paragraph-unaccounted",
            f"nothing uses {refusals.where(ground, start, stop)}, and no reason is given",
            entry.key.span,
        )
        .beside(refusals.source_span(ground, start, stop), "neither quoted nor passed over")
        .hint("quote it or give its fact", "or list it under `passed-over:` with the reason")
    )


def _say_used(desk: Desk, ground: Ground, entry: SourceEntry, index: int) -> None:
    start, stop = _bounds(ground, index)
    listed = [exact for passed in entry.passed_over or () for exact in passed.exact]
    span = next(
        (exact.span for exact in listed if index in _blocks_of(desk, ground, entry, exact)), entry.key.span
    )
    desk.say(
        warning(
            "passed-over-but-used",
            f"{refusals.where(ground, start, stop)} is listed as passed over, but it is used",
            span,
        ).hint("take it off the list")
    )
