"""Passages that share most words with what is sought: a suggestion, never a proof.

Words are compared, not letters: a passage counts where at least two thirds of what is sought stand in it
close together, by the letters of the words, and it holds little else. A word counts as the same where
seven tenths of its letters are. So a slip of the pen, a word left out and words in another order find
their passage, and words that have nothing to do with a source find nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import log

from roa_dossier import nearest
from roa_dossier.evidence.edges import at_edge
from roa_dossier.evidence.fold import PARAGRAPH
from roa_dossier.evidence.ground import Ground
from roa_dossier.frozen import Frozen
from roa_dossier.patterns import regex

LEAST = 66.0  # of 100
_SAME = 0.7  # of the letters of a word that is not in the source
_SHORT = 5  # letters: a shorter word has nothing like it
_TRIED = 400  # sought words times stretches that are looked at word by word
_ENDED = 40  # passages of which the words at their end are looked at
_LAST = 0.6  # of the letters of a word that stands where a sought one should
_WORD = regex(r"\w+")


class Alike(Frozen):
    """A passage like what is sought, as a range of folded characters; `score` from 0 to 100."""

    start: int
    stop: int
    score: float


class _Sought(Frozen):
    """What is sought in one source.

    `words` are small; `meant` gives for each word of the source that may be one of them which one it is,
    and how many letters the two share; `found` in which stretches of the concordance each of them stands.
    """

    words: tuple[str, ...]
    meant: Mapping[str, tuple[str, int]]
    found: Mapping[str, frozenset[int]]


def alike(ground: Ground, words: str, limit: int = 5) -> tuple[Alike, ...]:
    """Find the passages of a source that are most like some folded words, best first.

    None is given that is much less like them than the best one.
    """
    sought = _sought(ground, tuple(word.casefold() for word in _WORD.findall(words)))
    made: list[Alike] = []
    for stretch in _likely(ground, sought):
        made.extend(_in_stretch(ground, sought, stretch))
    made.sort(key=lambda one: (-one.score, one.start))
    made[:_ENDED] = [_with_last_words(ground, sought, one) for one in made[:_ENDED]]
    made.sort(key=lambda one: (-one.score, one.start))
    kept: list[Alike] = []
    for one in made:
        if len(kept) == limit or one.score < 0.85 * made[0].score:
            break
        if all(one.stop <= other.start or other.stop <= one.start for other in kept):
            kept.append(one)
    return tuple(kept)


def _sought(ground: Ground, words: tuple[str, ...]) -> _Sought:
    forms: defaultdict[str, list[str]] = defaultdict(list)
    for form in ground.concordance.words:
        forms[form.casefold()].append(form)
    meant: dict[str, tuple[str, int]] = {}
    for word in dict.fromkeys(words):
        if word in forms:
            meant[word] = (word, len(word))
        elif (near := _near(word, forms)) and near not in words:
            meant.setdefault(near, (word, _shared(word, near)))
    found: defaultdict[str, set[int]] = defaultdict(set)
    for form, (word, _) in meant.items():
        for written in forms[form]:
            found[word].update(ground.concordance.stretches(written))
    return _Sought(words, meant, {word: frozenset(stretches) for word, stretches in found.items()})


def _near(word: str, forms: Mapping[str, object]) -> str | None:
    """Give the word of the source that a word not in it most probably is; numbers are never alike."""
    if len(word) < _SHORT or any(char.isdigit() for char in word):
        return None
    slips = _slips(word)
    likely = [form for form in forms if abs(len(form) - len(word)) <= slips and not form.isdigit()]
    return nearest.closest(word, likely, _SAME)


def _slips(word: str) -> int:
    return int(len(word) * (1 - _SAME))


def _shared(word: str, form: str) -> int:
    """Count the letters that a word shares with the word it is taken for."""
    longer = max(len(word), len(form))
    enough = (
        slips for slips in range(1, longer) if nearest.closest(word, (form,), 1 - (slips + 0.01) / longer)
    )
    return max(0, len(word) - next(enough))


def _likely(ground: Ground, sought: _Sought) -> Sequence[int]:
    """Give the stretches of the source that hold most of what is sought, rare words before common ones."""
    if not sought.words or len(sought.found) < min(2, len(set(sought.words))):
        return ()
    total = ground.concordance.count
    scores: defaultdict[int, float] = defaultdict(float)
    for word, stretches in sought.found.items():
        weight = len(word) * log(1 + total / len(stretches))
        for stretch in stretches:
            scores[stretch] += weight
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return [stretch for stretch, _ in ranked[: max(8, _TRIED // len(sought.words))]]


def _in_stretch(ground: Ground, sought: _Sought, stretch: int) -> Iterator[Alike]:
    """Yield the passages of a stretch of the source that hold enough of what is sought."""
    low, high = ground.concordance.range_of(stretch)
    words = [
        (match.start(), match.end(), match.group().casefold())
        for match in _WORD.finditer(ground.chars, low, min(high, len(ground.chars)))
    ]
    reach = len(sought.words) + len(sought.words) // 2 + 2
    for first, (start, _, form) in enumerate(words):
        if form in sought.meant and (best := _best(ground, sought, words[first : first + reach])):
            yield Alike(*_to_edges(ground.chars, start, best[0]), best[1])


def _best(ground: Ground, sought: _Sought, words: Sequence[tuple[int, int, str]]) -> tuple[int, float] | None:
    """Say where a passage that begins with the first of these words best ends, with its score."""
    left = Counter(sought.words)
    weight = sum(map(len, sought.words))
    shared = held = kinds = 0
    best: tuple[int, float] | None = None
    done = words[0][0]
    for begin, end, form in words:
        if PARAGRAPH in ground.chars[done:begin]:
            break
        done = end
        held += len(form)
        word, letters = sought.meant.get(form, ("", 0))
        if not left[word]:
            continue
        left[word] -= 1
        kinds += 1
        shared += letters
        score = min(99.0, 200 * shared / (weight + held))
        enough = 100 * shared >= LEAST * weight and score >= LEAST and kinds >= min(2, len(sought.words))
        if enough and (best is None or score > best[1]):
            best = (end, score)
    return best


def _with_last_words(ground: Ground, sought: _Sought, one: Alike) -> Alike:
    """Take in the words after a passage that stand, with a slip, where the last words sought should."""
    chars = ground.chars
    held = [match.group().casefold() for match in _WORD.finditer(chars, one.start, one.stop)]
    meant = [sought.meant.get(form, ("", 0))[0] for form in held]
    last, left = meant[-1], Counter(sought.words) - Counter(meant)
    if last not in sought.words or not left:
        return one
    place = len(sought.words) - 1 - sought.words[::-1].index(last)
    stop, shared, letters = one.stop, 0, sum(map(len, held))
    weight = sum(map(len, sought.words))
    before = one.score * (weight + letters) / 200
    for word, match in zip(sought.words[place + 1 :], _WORD.finditer(chars, one.stop), strict=False):
        form = match.group().casefold()
        if PARAGRAPH in chars[stop : match.start()] or not left[word] or not _like(word, form):
            break
        stop, letters = match.end(), letters + len(form)
        shared += min(len(word), _shared(word, form)) if word != form else len(word)
    if stop == one.stop:
        return one
    score = min(99.0, 200 * min(weight, before + shared) / (weight + letters))
    return Alike(*_to_edges(chars, one.start, stop), score) if score >= one.score else one


def _like(word: str, form: str) -> bool:
    """Say whether a word stands for another; a number only for itself."""
    if word == form or any(char.isdigit() for char in word + form):
        return word == form
    return nearest.closest(word, (form,), _LAST) is not None


def _to_edges(chars: str, start: int, stop: int) -> tuple[int, int]:
    """Widen a range until it cuts no word and no number."""
    while not at_edge(chars, start):
        start -= 1
    while not at_edge(chars, stop):
        stop += 1
    return (start, stop)
