"""What is most like something: for suggestions only, never for certainty. The one door to rapidfuzz."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from roa_dossier.frozen import Frozen
from roa_dossier.patterns import regex

_WHOLE = 90.0  # of 100: what a text of some length is worth that stands in the other one
_LONGEST = 2_000  # characters: of a longer text the beginning tells
_TELLING = 20  # characters: a shorter text may stand in another by chance
_MOST_PAIRS = 250_000
_TOKEN = regex(r"\d[\d.,:/]*\d|\w+|[^\w\s]|\s+")


def closest(word: str, candidates: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Give the candidate most like `word`, or None when none is like enough (0 unlike, 1 equal)."""
    from rapidfuzz import process  # where nothing is wrong, nothing waits for it
    from rapidfuzz.distance import DamerauLevenshtein

    best = process.extractOne(
        word, sorted(set(candidates)), scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=cutoff
    )
    return str(best[0]) if best else None


class Likeness(Frozen):
    """The stretch of a text most like some words.

    Attributes:
        index: which of the texts.
        start: its first character in that text.
        stop: the character after its last.
        score: likeness from 0 to 100.

    """

    index: int
    start: int
    stop: int
    score: float


def most_like(words: str, texts: Sequence[str], cutoff: float = 50.0, limit: int = 1) -> tuple[Likeness, ...]:
    """Find the stretches most like `words`, at most one a text, best first.

    Args:
        words: what is sought.
        texts: where.
        cutoff: the least likeness that counts, 0 to 100.
        limit: how many at most.

    """
    from rapidfuzz import fuzz, process

    if not words.strip():
        return ()
    long_enough = {at: text for at, text in enumerate(texts) if 2 * len(text) >= len(words)}
    ranked = process.extract(
        words,
        long_enough or dict(enumerate(texts)),
        scorer=fuzz.partial_ratio,
        score_cutoff=cutoff,
        limit=limit * 4,
    )
    found = []
    for text, _, index in ranked:
        aligned = fuzz.partial_ratio_alignment(words, text)
        if aligned is None:
            continue
        start, stop = (aligned.dest_start, aligned.dest_end) if len(words) <= len(text) else (0, len(text))
        found.append(Likeness(index, *_fitted(words, text, start, stop), aligned.score))
    return tuple(sorted(found, key=lambda like: (-like.score, like.index))[:limit])


def pairs(ours: Sequence[str], theirs: Sequence[str], cutoff: float = 60.0) -> tuple[tuple[int, int], ...]:
    """Pair texts with what became of them: each at most once, the likest first.

    A text that was lengthened or cut is like itself. With both sides exchanged the pairs are the same.

    Args:
        ours: the ones.
        theirs: the others. Of very many nothing is paired.
        cutoff: the least likeness that counts, 0 to 100.

    """
    if len(ours) * len(theirs) > _MOST_PAIRS:
        return ()
    ranked = sorted(
        (-score, i + j, abs(i - j), i, j)
        for i, mine in enumerate(ours)
        for j, yours in enumerate(theirs)
        if (score := _likeness(mine, yours, cutoff))
    )
    found: dict[int, int] = {}
    taken: set[int] = set()
    for *_, i, j in ranked:
        if i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return tuple(sorted(found.items()))


def _likeness(mine: str, yours: str, cutoff: float) -> float:
    from rapidfuzz import fuzz

    short, long = sorted((mine[:_LONGEST], yours[:_LONGEST]), key=len)
    score = float(fuzz.ratio(short, long, score_cutoff=cutoff))
    bare = short.strip(" .,;:!?")
    return max(score, _WHOLE) if len(bare) >= _TELLING and bare in long else score


def _fitted(words: str, text: str, start: int, stop: int) -> tuple[int, int]:
    """Widen a stretch by some words, and cut off at both ends what answers to nothing sought."""
    from rapidfuzz.distance import Levenshtein

    room = 12 + len(words) // 4
    low, high = _whole_words(text, max(0, start - room), min(len(text), stop + room))
    tokens = [token for token in _tokens(text[low:high]) if not token[1].isspace()]
    sought = [token for _, token in _tokens(words) if not token.isspace()]
    steps = list(Levenshtein.opcodes(sought, [token for _, token in tokens]))
    kept = [at for at, step in enumerate(steps) if str(step.tag) != "insert"]
    if not any(str(step.tag) == "equal" for step in steps):
        # no word is the same: only the letters tell
        begin, end = _whole_words(text, start, stop)
        found = text[begin:end]
        return begin + len(found) - len(found.lstrip()), end - len(found) + len(found.rstrip())
    first = steps[kept[0]].dest_start + _slack(steps[kept[0] : kept[0] + 2])
    last = steps[kept[-1]].dest_end - _slack(steps[max(0, kept[-1] - 1) : kept[-1] + 1][::-1])
    begin, end = _range(tokens, first, max(last, first + 1))
    return low + begin, low + end


def _slack(outermost: Sequence[Any]) -> int:
    """Say by how many words the outermost one, replaced, may move inwards: past those put in beside it."""
    tags = [str(step.tag) for step in outermost]
    return int(outermost[1].dest_end - outermost[1].dest_start) if tags == ["replace", "insert"] else 0


def _whole_words(text: str, start: int, stop: int) -> tuple[int, int]:
    while start > 0 and text[start - 1].isalnum() and text[start : start + 1].isalnum():
        start -= 1
    while stop < len(text) and text[stop - 1].isalnum() and text[stop].isalnum():
        stop += 1
    return start, stop


class Difference(Frozen):
    """Where two texts first differ, in whole words: `ours` in the one, `theirs` in the other."""

    ours: tuple[int, int]
    theirs: tuple[int, int]


def first_difference(ours: str, theirs: str) -> Difference | None:
    """Give the first words in which two texts differ; None when they are equal.

    A word missing on one side gives the word before or after it on that side, so that there is always
    something to point at where there is any text.
    """
    from rapidfuzz.distance import Levenshtein

    mine, yours = _tokens(ours), _tokens(theirs)
    for tag, a1, a2, b1, b2 in Levenshtein.opcodes([t for _, t in mine], [t for _, t in yours]):
        if str(tag) != "equal":
            return Difference(_range(mine, int(a1), int(a2)), _range(yours, int(b1), int(b2)))
    return None


def _tokens(text: str) -> list[tuple[int, str]]:
    return [(m.start(), m.group()) for m in _TOKEN.finditer(text)]


def _range(tokens: list[tuple[int, str]], first: int, last: int) -> tuple[int, int]:
    if not tokens:
        return (0, 0)
    while last > first + 1 and tokens[last - 1][1].isspace():
        last -= 1
    while last > first + 1 and tokens[first][1].isspace():
        first += 1
    if first == last or all(tokens[at][1].isspace() for at in range(first, last)):
        first = max(0, min(first, len(tokens)) - 1)
        while first > 0 and tokens[first][1].isspace():
            first -= 1
        last = first + 1
    last = min(last, len(tokens))
    start = tokens[min(first, len(tokens) - 1)][0]
    end_at, end = tokens[last - 1] if last else tokens[0]
    return (start, max(start, end_at + len(end)))
