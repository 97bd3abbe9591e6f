"""Text that knows where each of its characters came from.

A `Text` is made of ranges of an original. Decoding, dropping markup, folding white space, reading a
YAML block scalar: each makes a text out of pieces of a text, and provenance is the way back. The maps
compose, so a place found in folded words can be shown in the file as received.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from roa_dossier.frozen import Placed


class Piece(NamedTuple):
    """A run of a text and the range of the original it was made from.

    Attributes:
        at: where the run begins, in characters of the text.
        start: where its origin begins, in characters of the original.
        stop: where its origin ends (exclusive). A run as long as its origin maps letter by letter;
            any other run maps whole to whole.
        whole: that the run maps whole to whole although it is as long as its origin: a part of a longer
            run may be.

    """

    at: int
    start: int
    stop: int
    whole: bool = False

    def exact(self, end: int) -> bool:
        """Whether the run, which ends at `end` of the text, maps letter by letter."""
        return not self.whole and end - self.at == self.stop - self.start

    def moved(self, by: int) -> Piece:
        """Give the same run in a text in which `by` characters stand before it."""
        return Piece(self.at + by, self.start, self.stop, self.whole)


class Text(Placed):
    """Characters, and for each of them the range of the original it came from.

    Two texts with the same characters are equal wherever they came from.
    """

    APART = ("pieces",)

    chars: str
    pieces: tuple[Piece, ...]

    @staticmethod
    def of(chars: str, at: int = 0) -> Text:
        """Take `chars` as they stand in the original from offset `at` on."""
        return Text(chars, (Piece(0, at, at + len(chars)),) if chars else ())

    @staticmethod
    def made(chars: str, start: int, stop: int) -> Text:
        """Stand `chars` in for the range `start`–`stop` of the original, whole for whole."""
        return Text(chars, (Piece(0, start, stop),) if chars else ())

    @staticmethod
    def join(parts: Iterable[Text]) -> Text:
        """Set texts over the same original one after another."""
        chars: list[str] = []
        pieces: list[Piece] = []
        at = 0
        for part in parts:
            pieces.extend(piece.moved(at) for piece in part.pieces)
            chars.append(part.chars)
            at += len(part.chars)
        return Text("".join(chars), _merged(pieces, at))

    def __len__(self) -> int:
        return len(self.chars)

    def __str__(self) -> str:
        return self.chars

    def __bool__(self) -> bool:
        return bool(self.chars)

    def slice(self, start: int, stop: int) -> Text:
        """Give the characters `start`–`stop` with their provenance."""
        start, stop = max(0, start), min(len(self.chars), stop)
        if start >= stop:
            return Text("", ())
        pieces: list[Piece] = []
        for index in range(self._index(start), len(self.pieces)):
            piece, end = self.pieces[index], self._end(index)
            if piece.at >= stop:
                break
            low, high = max(piece.at, start), min(end, stop)
            if piece.exact(end):
                shift = piece.start - piece.at
                pieces.append(Piece(low - start, low + shift, high + shift))
            else:
                pieces.append(Piece(low - start, piece.start, piece.stop, whole=True))
        return Text(self.chars[start:stop], tuple(pieces))

    def origin(self, start: int, stop: int) -> tuple[int, int]:
        """Say which range of the original the characters `start`–`stop` came from.

        That is from the start of the first character's origin to the end of the last one's: a range, where
        the pieces' origins ascend, as they do in every text that was read, folded or cut.
        An empty range maps to the empty range before the character at `start`; the end of the text maps
        to the end of its last origin, and an empty text to (0, 0).
        """
        if not self.pieces:
            return (0, 0)
        start = max(0, start)
        if start >= min(stop, len(self.chars)):
            place = (
                self._letter(start)[0] if start < len(self.chars) else self._letter(len(self.chars) - 1)[1]
            )
            return (place, place)
        return (self._letter(start)[0], self._letter(min(stop, len(self.chars)) - 1)[1])

    def edit(self, changes: Iterable[tuple[int, int, str]]) -> Text:
        """Replace ranges of the characters; what replaces them maps whole to whole.

        Args:
            changes: (start, stop, new characters), in order and without overlap.

        """
        parts: list[Text] = []
        done = 0
        for start, stop, new in changes:
            parts.append(self.slice(done, start))
            low, high = self.origin(start, stop)
            parts.append(Text.made(new, low, high))
            done = stop
        parts.append(self.slice(done, len(self.chars)))
        return Text.join(parts)

    def over(self, inner: Text) -> Text:
        """Compose: this text was made of `inner.chars`; map it to what `inner` was made of."""
        pieces: list[Piece] = []
        for index, piece in enumerate(self.pieces):
            end = self._end(index)
            if piece.exact(end):
                pieces.extend(sub.moved(piece.at) for sub in inner.slice(piece.start, piece.stop).pieces)
            else:
                low, high = inner.origin(piece.start, piece.stop)
                pieces.append(Piece(piece.at, low, high, whole=True))
        return Text(self.chars, _merged(pieces, len(self.chars)))

    def _index(self, at: int) -> int:
        return bisect_right(self.pieces, at, key=lambda piece: piece.at) - 1

    def _end(self, index: int) -> int:
        return self.pieces[index + 1].at if index + 1 < len(self.pieces) else len(self.chars)

    def _letter(self, at: int) -> tuple[int, int]:
        index = self._index(at)
        piece, end = self.pieces[index], self._end(index)
        if piece.exact(end):
            place = piece.start + at - piece.at
            return (place, place + 1)
        return (piece.start, piece.stop)


def _merged(pieces: list[Piece], length: int) -> tuple[Piece, ...]:
    """Join neighbours that map letter by letter and continue each other."""
    merged: list[Piece] = []
    for index, piece in enumerate(pieces):
        end = pieces[index + 1].at if index + 1 < len(pieces) else length
        if end == piece.at:
            continue
        last = merged[-1] if merged else None
        if last and piece.exact(end) and last.exact(piece.at) and last.stop == piece.start:
            merged[-1] = Piece(last.at, last.start, piece.stop)
        else:
            merged.append(piece)
    return tuple(merged)
