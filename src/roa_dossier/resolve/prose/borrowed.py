"""Words of a source that stand in our prose without marks: eight in a row, names apart.

Case and punctuation do not count, nor do the words of names: what is capitalised in a form of `names.yaml` is
passed over on both sides, so that a run of names is no borrowing and another form of a name hides none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice

from roa_dossier.diagnostics import Span, warning
from roa_dossier.evidence import Ground, fold
from roa_dossier.evidence.fold import PARAGRAPH, folded_chars
from roa_dossier.frozen import Frozen
from roa_dossier.model.outline import Words
from roa_dossier.names import forms
from roa_dossier.patterns import regex
from roa_dossier.resolve import refusals
from roa_dossier.resolve.desk import Desk, Library
from roa_dossier.resolve.prose.stretches import Stretch

LEAST = 8
_PART = 4
_ARTICLES = frozenset(("a", "an", "das", "der", "die", "the"))
_STEP = LEAST - _PART + 1  # whatever is as long as LEAST holds a part that begins at a multiple of this
_WORD = regex(rf'\w+(?:"\w+)*|{PARAGRAPH}')


_EDGE = "\ud800"  # of a block, while the words are parted: no source can hold half a character
_LONGER = "\u0130"  # the one letter whose small form is two characters


_Part = tuple[str, ...]


class Theirs(Frozen):
    """The words of a source that count, and where in them each part stands that is looked for.

    Attributes:
        ground: the source.
        words: in small letters, those of names passed over.
        steps: the places of parts of four words, of which only every fifth is looked at, by part.

    """

    ground: Ground
    words: list[str]
    steps: Mapping[_Part, list[int]]


class _Ours(Frozen):
    """Our words in small letters, those of names passed over; an empty one where no run goes on.

    `runs` are the texts that they are of, `firsts` the number of the first word of each.
    """

    words: list[str]
    runs: list[Words]
    firsts: list[int]


class _Run(Frozen):
    """A run of our words that a source has too: from word `first` on, `count` words; `at` in the source."""

    first: int
    count: int
    at: int


def theirs(library: Library) -> tuple[Theirs, ...]:
    """Make the sources ready, in the order of their keys."""
    passed_over = name_words(library)
    return tuple(_theirs(ground, passed_over) for _, ground in sorted(library.grounds.items()))


def _theirs(ground: Ground, passed_over: frozenset[str]) -> Theirs:
    words = _source_words(ground, passed_over)
    steps: dict[_Part, list[int]] = {}
    for index, part in enumerate(zip(*(words[at::_STEP] for at in range(_PART)), strict=False)):
        steps.setdefault(part, []).append(index * _STEP)
    return Theirs(ground, words, steps)


def say_borrowed(desk: Desk, sources: tuple[Theirs, ...], stretches: Iterable[Stretch]) -> None:
    """Warn of each longest run of our words that some source has as well, once, with the place in both."""
    passed_over = name_words(desk.library)
    ours = _our_words(stretches, passed_over)
    longest: dict[int, tuple[_Run, Ground]] = {}
    for source in sources:
        for run in _common(ours.words, source):
            known = longest.get(run.first)
            if known is None or known[0].count < run.count:
                longest[run.first] = (run, source.ground)
    told: dict[str, list[_Run]] = {}
    end = 0
    for first, (run, ground) in sorted(longest.items(), key=lambda item: item[0]):
        if first + run.count > end:
            told.setdefault(ground.source.key, []).append(run)
            end = first + run.count
    for key, runs in told.items():
        _say(desk, desk.library.grounds[key], runs, ours, passed_over)


def _say(desk: Desk, ground: Ground, runs: list[_Run], ours: _Ours, passed_over: frozenset[str]) -> None:
    """Tell of the runs that a source has; its words are gone through once more for it."""
    wanted = {at for run in runs for at in (run.at, run.at + run.count - 1)}
    found = _source_places(ground, passed_over, wanted)
    for run in runs:
        first, last = (_span(ours, at, passed_over) for at in (run.first, run.first + run.count - 1))
        start, stop = found[run.at][0], found[run.at + run.count - 1][1]
        desk.say(
            warning(
                "words-unquoted",
                f"{run.count} words in a row, names apart, are those of `{ground.source.key}`, and unquoted",
                Span(first.path, first.start, last.stop),
            )
            .beside(
                refusals.source_span(ground, start, stop),
                f"the same words, {refusals.where(ground, start, stop)}",
            )
            .hint(
                f"quote them as they stand, in double marks, with `[@{ground.source.key}]` after them",
                "or say it in words of your own",
            )
        )


def _span(ours: _Ours, at: int, passed_over: frozenset[str]) -> Span:
    """Give the place of one of our words."""
    number = bisect_right(ours.firsts, at) - 1
    written = ours.runs[number]
    folded = fold(written.text)
    matches = _words_of(_lowered(folded.chars), 0, len(folded.chars), passed_over)
    start, stop = next(islice(matches, at - ours.firsts[number], None))
    return Words(folded.text, written.path).at(start, stop)


# ── words ───────────────────────────────────────────────────────────────────────────────────────────


def name_words(library: Library) -> frozenset[str]:
    """Give the words of names, in small letters: those that begin with a capital or a figure."""
    return (
        frozenset(
            _lowered(word)
            for entry in library.names.values()
            for form in forms(entry)
            for word in _WORD.findall(form)
            if not word[0].islower()
        )
        - _ARTICLES
    )


def _our_words(stretches: Iterable[Stretch], passed_over: frozenset[str]) -> _Ours:
    runs = [run for stretch in stretches if not stretch.rendered for run in (*stretch.runs, None)]
    own = [run.words for run in runs if run and not run.title]
    folded = iter(folded_chars([words.text for words in own], frozenset()))
    ours = _Ours([], own, [])
    for run in runs:
        if run is None or run.title:
            ours.words.append("")
            continue
        ours.firsts.append(len(ours.words))
        found = _WORD.findall(_lowered(next(folded)))
        ours.words.extend(word for word in found if word not in passed_over)
    return ours


def _source_words(ground: Ground, passed_over: frozenset[str]) -> list[str]:
    """Give the words of a source in small letters, those of names passed over, and the edges of its blocks.

    What stands between two blanks is read once, however often it stands.
    """
    given = _lowered(ground.chars).replace(PARAGRAPH, f" {_EDGE} ").split()
    known = {run: tuple(word for word in _WORD.findall(run) if word not in passed_over) for run in set(given)}
    known[_EDGE] = (PARAGRAPH,)
    return list(chain.from_iterable(map(known.__getitem__, given)))


def _source_places(
    ground: Ground, passed_over: frozenset[str], wanted: set[int]
) -> dict[int, tuple[int, int]]:
    """Give the ranges, in folded characters, of some words of a source, counted as in `_source_words`."""
    words = _source_words(ground, passed_over)
    edges = [at for at, word in enumerate(words) if word == PARAGRAPH]
    lowered = _lowered(ground.chars)
    found = {}
    for at in wanted:
        block = bisect_right(edges, at)
        first = edges[block - 1] + 1 if block else 0
        matches = _words_of(lowered, *ground.bounds(block), passed_over)
        found[at] = next(islice(matches, at - first, None))
    return found


def _words_of(lowered: str, low: int, high: int, passed_over: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield where the words stand that count."""
    for match in _WORD.finditer(lowered, low, high):
        if match.group() not in passed_over:
            yield match.span()


def _lowered(chars: str) -> str:
    """Give small letters, each in its place: a letter that would become two stays as it is."""
    return _LONGER.join(part.lower() for part in chars.split(_LONGER))


# ── runs that both have ─────────────────────────────────────────────────────────────────────────────


def _common(words: list[str], source: Theirs) -> Iterable[_Run]:
    """Find the longest runs that both have, in the order in which the source has them."""
    parts = zip(*(words[at:] for at in range(_PART)), strict=False)
    met = [(ours, part) for ours, part in enumerate(parts) if part in source.steps]
    done: dict[int, int] = {}
    for at, ours in sorted((at, ours) for ours, part in met for at in source.steps[part]):
        if done.get(at - ours, -1) > at:
            continue
        first, last = _widened(words, source.words, ours, at)
        done[at - ours] = at - ours + last
        if last - first >= LEAST:
            yield _Run(first, last - first, at - ours + first)


def _widened(words: list[str], theirs: list[str], ours: int, at: int) -> tuple[int, int]:
    """Give the first and the last (exclusive) of our words around `ours` that agree with theirs."""
    first, last = ours, ours + _PART
    while (
        first and at - ours + first and words[first - 1] and words[first - 1] == theirs[at - ours + first - 1]
    ):
        first -= 1
    while last < len(words) and at - ours + last < len(theirs) and words[last] == theirs[at - ours + last]:
        last += 1
    return first, last
