"""Where the words of a long text stand, roughly, so that a phrase is compared in a few places only.

The concordance proves nothing: it says in which stretches of the text all words of a phrase occur, and
there the characters are compared. It is made when it pays: never for a short text, and for a long one
only after as many scans as making it costs.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from roa_dossier.evidence.fold import words_of
from roa_dossier.patterns import regex

LONG = 300_000  # characters: a shorter text is scanned faster than its stretches are looked up
_STRETCH = 4_096  # characters
_LAP = 512  # characters by which a stretch looks into the next one
_SCANS = 50  # making the concordance of a text costs about as much as that many scans of it
_MANY = 0.5  # of all stretches: from here on one scan is faster than many short ones
_WORD = regex(r"\w+")


class Concordance:
    """The words of one text, by stretches of it.

    Attributes:
        chars: the text.

    """

    __slots__ = ("_scans", "_stretches", "_words", "chars")

    def __init__(self, chars: str) -> None:
        self.chars = chars
        self._scans = 0
        self._stretches: Mapping[str, int] | None = None
        self._words: frozenset[str] | None = None

    @property
    def words(self) -> frozenset[str]:
        """The words of the text as they are written."""
        if self._words is None:
            self._words = frozenset(words_of(self.chars))
        return self._words

    def stretches(self, word: str) -> Sequence[int]:
        """Give the numbers of the stretches in which a word stands whole, ascending."""
        if self._stretches is not None:
            return _numbers(self._stretches.get(word, 0))
        found: list[int] = []
        start = 0
        while (at := next(self.wholes(word, start), -1)) >= 0:
            number, stop = at // _STRETCH, at + len(word)
            if number and stop <= number * _STRETCH + _LAP and found[-1:] != [number - 1]:
                found.append(number - 1)
            if stop <= (number + 1) * _STRETCH + _LAP:
                found.append(number)
            start = max(at + 1, (number + 1) * _STRETCH)
        return found

    def wholes(self, word: str, low: int = 0) -> Iterator[int]:
        """Yield in order the places from `low` on where a word stands and is no part of a longer one."""
        chars = self.chars
        at = chars.find(word, low)
        while at >= 0:
            stop = at + len(word)
            if not (_of_word(chars[at - 1 : at]) or _of_word(chars[stop : stop + 1])):
                yield at
            at = chars.find(word, at + 1)

    @property
    def count(self) -> int:
        """How many stretches the text has."""
        return -(-len(self.chars) // _STRETCH)

    @staticmethod
    def range_of(stretch: int) -> tuple[int, int]:
        """Give the range of characters of a stretch, with what it sees of the next one."""
        return (stretch * _STRETCH, (stretch + 1) * _STRETCH + _LAP)

    def places(self, phrase: str, low: int, high: int, *, whole: bool = True) -> Iterator[int]:
        """Yield in order every place between `low` and `high` where a phrase stands.

        Args:
            phrase: one character or more.
            low: the first character it may begin at.
            high: the character it must end before.
            whole: that only places at word's edges matter; others may be left out then.

        """
        for start, stop in self.ranges(phrase, low, high, whole=whole):
            at = self.chars.find(phrase, start, stop)
            while at >= 0:
                yield at
                at = self.chars.find(phrase, at + 1, stop)

    def ranges(
        self,
        phrase: str,
        low: int,
        high: int,
        *,
        whole: bool = True,
        but: Sequence[int] = (),
    ) -> Iterator[tuple[int, int]]:
        """Yield ranges, ascending, in which every place of a phrase lies once, each place whole in one.

        Args:
            phrase: what is sought.
            low: the first character that counts.
            high: the character before which it must end.
            whole: that only places at word's edges matter.
            but: places in the phrase whose letter may be another one.

        """
        stretches = self._common(phrase, whole, but) if self._pays(low, high) else None
        if stretches is None:
            yield (low, high)
            return
        for number in stretches[bisect_left(stretches, low // _STRETCH) :]:
            start = number * _STRETCH
            if start >= high:
                return
            yield (max(low, start), min(high, start + _STRETCH + len(phrase) - 1))

    def _pays(self, low: int, high: int) -> bool:
        """Say whether the concordance is there or worth making, and count what is done without it."""
        if self._stretches is not None:
            return high - low > _STRETCH
        if len(self.chars) < LONG:
            return False
        self._scans += max(0, high - low)
        return self._scans > _SCANS * len(self.chars)

    def _common(self, phrase: str, whole: bool, but: Sequence[int]) -> Sequence[int] | None:
        """Give the stretches in which the words of a phrase begin; None where that narrows nothing."""
        known = self._stretches
        if known is None:
            known = self._stretches = _stretches(self.chars)
        common = -1
        for match in _WORD.finditer(phrase, 0, _LAP):
            start, stop = match.span()
            if not whole and (start == 0 or stop == len(phrase)):
                continue  # it may be a part of a longer word
            if stop == _LAP < len(phrase) or (but and any(start <= at < stop for at in but)):
                continue
            common &= known.get(match.group(), 0)
            if not common:
                return ()
        if common < 0 or common.bit_count() * _STRETCH > _MANY * len(self.chars):
            return None
        return _numbers(common)


def _stretches(chars: str) -> Mapping[str, int]:
    """Give for each word of a text the stretches in which it stands: the bit of each is set."""
    between_blanks: defaultdict[str, int] = defaultdict(int)
    for number, start in enumerate(range(0, len(chars), _STRETCH)):
        bit = 1 << number
        for run in set(chars[start : start + _STRETCH + _LAP].split()):
            between_blanks[run] |= bit
    made: defaultdict[str, int] = defaultdict(int)
    for run, bits in between_blanks.items():
        for word in _WORD.findall(run):
            made[word] |= bits
    return MappingProxyType(made)


def _numbers(bits: int) -> list[int]:
    """Give the numbers of the bits that are set, ascending."""
    found = []
    while bits:
        lowest = bits & -bits
        found.append(lowest.bit_length() - 1)
        bits ^= lowest
    return found


def _of_word(char: str) -> bool:
    return char.isalnum() or char == "_"
