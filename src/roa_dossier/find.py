"""Words searched in all sources: where they stand, and a selector that is unique."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from roa_dossier.evidence import Ground, fold
from roa_dossier.evidence.alike import alike
from roa_dossier.evidence.fold import MARK, PARAGRAPH, differences
from roa_dossier.evidence.loose import loosely, loosenings
from roa_dossier.evidence.seek import standing
from roa_dossier.evidence.unique import unique_selector
from roa_dossier.frozen import Frozen
from roa_dossier.model.source import Source
from roa_dossier.text import Text

SIMILAR = 5
"""How many similar hits are given of one source at most."""
_AROUND = 60
_FEW = 3  # words: fewer are not looked for by likeness where they stand in another source
_LOOKED = 500  # folded places of one source: after so many no exact one is waited for
_SPACES = "space left by removed markup"  # a person never types it, so it is not worth telling


class Hit(Frozen):
    """One place where words stand, or where something like them does.

    Attributes:
        source: the source's key.
        siglum: the source's siglum.
        locator: where, as notes print it.
        line: the first line of the snapshot.
        exact: the words as the source has them, without marks; blocks parted by U+2029.
        prefix: what makes `exact` unique by the words before it; "" when not needed.
        suffix: what makes it unique by the words after it; "" when not needed.
        before: a little of what stands before, in the source's own characters.
        after: a little of what stands after, in the source's own characters.
        kind: "exact", "folded" (it differs as `folded` says) or "similar".
        score: likeness, 0 to 100; 100 for exact and folded hits.
        folded: what differs: quotation marks, no-break space, …, or case, accents, dashes. Where one of
            these three is among them only the source's own letters, as in `exact`, can be quoted.
        unique: whether the selector stands for this place only; False where nothing tells it from others.

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
    folded: tuple[str, ...] = ()
    unique: bool = True


def find_words(sources: Mapping[str, Source], words: str, limit: int = 20) -> tuple[Hit, ...]:
    """Search all sources.

    Args:
        sources: by key.
        words: what is sought, as one would quote it; whole words.
        limit: how many hits at most.

    Returns:
        Exact hits first, then folded ones, in the order of the sources; then, from sources in which the
        words do not stand, what is similar, best first: a suggestion, never a proof.

    """
    grounds = [Ground.of(source) for source in sources.values()]
    sure: list[Hit] = []
    without: list[Ground] = []
    for ground in grounds:
        hits = list(islice(_standing(ground, words, limit), limit))
        sure += hits
        if not hits:
            without.append(ground)
    sure.sort(key=lambda hit: hit.kind != "exact")
    if len(sure) >= limit or (sure and len(words.split()) < _FEW):
        return tuple(sure[:limit])
    return tuple([*sure, *_similar(without, words)][:limit])


def _standing(ground: Ground, words: str, limit: int) -> Iterator[Hit]:
    """Yield exact and folded hits in one source, those that may be quoted as typed first."""
    later: list[tuple[int, int, tuple[str, ...]]] = []
    known: set[tuple[int, int]] = set()
    for place in standing(ground, Text.of(words)):
        start, stop = place.parts[0][0], place.parts[-1][1]
        known.add((start, stop))
        low, high = ground.span(start, stop)
        folds = tuple(name for name in differences(words, ground.source.text[low:high]) if name != _SPACES)
        if not folds:
            yield hit_at(ground, start, stop, "exact", 100.0)
        elif len(later) < max(limit, _LOOKED):
            later.append((start, stop, folds))
        else:
            break
    for start, stop, folds in later:
        yield hit_at(ground, start, stop, "folded", 100.0, folds)
    needle = fold(Text.of(words)).chars.strip()
    for start, stop in loosely(ground, needle):
        if (start, stop) not in known:
            names = loosenings(needle, ground.chars[start:stop])
            yield hit_at(ground, start, stop, "folded", 100.0, names)


def _similar(grounds: list[Ground], words: str) -> list[Hit]:
    needle = fold(Text.of(words)).chars.strip()
    near = [(ground, one) for ground in grounds for one in alike(ground, needle, SIMILAR)]
    near.sort(key=lambda pair: -pair[1].score)
    return [hit_at(ground, one.start, one.stop, "similar", round(one.score, 1)) for ground, one in near]


def hit_at(
    ground: Ground,
    start: int,
    stop: int,
    kind: str = "exact",
    score: float = 100.0,
    folded: tuple[str, ...] = (),
) -> Hit:
    """Describe the passage `start`–`stop` of a source's folded characters, with a selector for it."""
    around = unique_selector(ground, start, stop)
    prefix, suffix = around or ("", "")
    locator = ground.locator(start, stop)
    return Hit(
        ground.source.key,
        ground.source.siglum,
        str(locator),
        locator.lines[0],
        _own_marks(ground, start, stop),
        prefix,
        suffix,
        _whole_words_before(ground, start),
        _whole_words_after(ground, stop),
        kind,
        score,
        folded,
        around is not None,
    )


def _own_marks(ground: Ground, start: int, stop: int) -> str:
    """Give folded characters with the quotation marks that the source has."""
    own = list(ground.chars[start:stop])
    for at, char in enumerate(own):
        if char == MARK:
            own[at] = ground.source.text[slice(*ground.span(start + at, start + at + 1))]
    return "".join(own)


def _whole_words_before(ground: Ground, at: int) -> str:
    stretch = ground.chars[max(0, at - _AROUND) : at]
    if PARAGRAPH in stretch or at <= _AROUND:
        kept = stretch.rpartition(PARAGRAPH)[2]
    else:
        kept = stretch.partition(" ")[2]
    return _own(ground, at - len(kept), at)


def _whole_words_after(ground: Ground, at: int) -> str:
    stretch = ground.chars[at : at + _AROUND]
    if PARAGRAPH in stretch or at + _AROUND >= len(ground.chars):
        kept = stretch.partition(PARAGRAPH)[0]
    else:
        kept = stretch.rpartition(" ")[0]
    return _own(ground, at, at + len(kept))


def _own(ground: Ground, start: int, stop: int) -> str:
    """Give the source's own characters for folded ones of one block: white space as a blank, no markup."""
    given: list[str] = []
    done = (-1, -1)
    for at in range(start, stop):
        span = ground.span(at, at + 1)
        if ground.chars[at] == " ":
            given.append(" ")
        elif span != done:  # a ligature is one character for two folded ones
            given.append(ground.source.text[slice(*span)])
        done = span
    return "".join(given)
