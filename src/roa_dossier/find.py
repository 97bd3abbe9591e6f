"""Words searched in all sources: where they stand, and a selector that is unique."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from roa_dossier.evidence import Ground, fold, seek
from roa_dossier.evidence.fold import PARAGRAPH, differences
from roa_dossier.evidence.seek import nearest_unique
from roa_dossier.model.source import Source
from roa_dossier.nearest import most_like
from roa_dossier.text import Text

_AROUND = 60


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where words stand, or where something like them does.

    Attributes:
        source: the source's key.
        siglum: the source's siglum.
        locator: where, as notes print it.
        line: the first line of the snapshot.
        exact: the words as the source has them, without marks.
        prefix: what makes `exact` unique by the words before it; "" when not needed.
        suffix: what makes it unique by the words after it; "" when not needed.
        before: a little of what stands before.
        after: a little of what stands after.
        kind: "exact", "folded" (quotation marks, no-break spaces … differ) or "similar".
        score: likeness, 0 to 100; 100 for exact and folded hits.

    """

    source: str
    siglum: str
    locator: str
    line: int
    exact: str
    prefix: str
    suffix: str
    before: str
    after: str
    kind: str
    score: float = 100.0


def find_words(sources: Mapping[str, Source], words: str, limit: int = 20) -> tuple[Hit, ...]:
    """Search all sources.

    Args:
        sources: by key.
        words: what is sought, as one would quote it; whole words.
        limit: how many hits at most.

    Returns:
        Exact hits first, then folded ones, in the order of the sources; where there is neither, at most
        five similar ones, best first: a suggestion, never a proof.

    """
    sure: list[Hit] = []
    grounds = {key: Ground.of(source) for key, source in sources.items()}
    for ground in grounds.values():
        sure.extend(_standing(ground, words, limit))
    if sure:
        return tuple(sorted(sure, key=lambda hit: hit.kind != "exact")[:limit])
    return _similar(tuple(grounds.values()), words)


def _standing(ground: Ground, words: str, limit: int) -> list[Hit]:
    hits = []
    for place in seek(ground, Text.of(words)).found[:limit]:
        start, stop = place.parts[0][0], place.parts[-1][1]
        low, high = ground.span(start, stop)
        kind = "folded" if differences(words, ground.source.text[low:high]) else "exact"
        hits.append(_hit(ground, start, stop, kind, 100.0))
    return hits


def _similar(grounds: tuple[Ground, ...], words: str) -> tuple[Hit, ...]:
    needle = fold(Text.of(words)).chars.strip()
    stretches = [
        (ground, start, ground.starts[at + 1] - 1 if at + 1 < len(ground.starts) else len(ground.chars))
        for ground in grounds
        for at, start in enumerate(ground.starts)
    ]
    near = most_like(needle, [g.chars[start:stop] for g, start, stop in stretches], cutoff=60, limit=5)
    hits = []
    for like in near:
        ground, start, _ = stretches[like.index]
        hits.append(_hit(ground, start + like.start, start + like.stop, "similar", round(like.score, 1)))
    return tuple(hits)


def _hit(ground: Ground, start: int, stop: int, kind: str, score: float) -> Hit:
    chars = ground.chars
    exact = chars[start:stop].strip()
    start = chars.index(exact, start)
    stop = start + len(exact)
    prefix, suffix = "", ""
    if len(seek(ground, Text.of(exact)).found) > 1:
        prefix, suffix = nearest_unique(ground, start, stop)
    locator = ground.locator(start, stop)
    return Hit(
        ground.source.key,
        ground.source.siglum,
        str(locator),
        locator.lines[0],
        exact,
        prefix,
        suffix,
        _whole_words_before(chars, start),
        _whole_words_after(chars, stop),
        kind,
        score,
    )


def _whole_words_before(chars: str, at: int) -> str:
    stretch = chars[max(0, at - _AROUND) : at]
    if PARAGRAPH in stretch or at <= _AROUND:
        return stretch.rpartition(PARAGRAPH)[2]
    return stretch.partition(" ")[2]


def _whole_words_after(chars: str, at: int) -> str:
    stretch = chars[at : at + _AROUND]
    if PARAGRAPH in stretch or at + _AROUND >= len(chars):
        return stretch.partition(PARAGRAPH)[0]
    return stretch.rpartition(" ")[0]
