"""The marks that a source sets inside its text: found, left out of its words, and given their reach."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from roa_dossier.frozen import Frozen
from roa_dossier.model.source import MarkKind
from roa_dossier.patterns import regex
from roa_dossier.read import sentences
from roa_dossier.text import Text

_SKIPPED = regex(
    r"""(?P<mark>\[\s{0,2}(?:
            (?P<reference>[0-9]{1,3})
          | (?:(?:lower|upper)-(?:alpha|roman|greek)|note|nb)\s(?P<note>[0-9]{1,3})
          | (?P<needed>citation[ ]needed)
        )\s{0,2}\])
      | (?P<language>\[\s(?!sic\b)[a-z]{2,3}\s\])        # a link to another language's article
      | (?P<tag></?(?:span|div|small|abbr|bdi|nowiki|font|center)\b[^<>\n]{0,400}>)
      | (?P<size>\bupright=[0-9]+(?:\.[0-9]+)?)          # the size of a picture that is gone
    """,
    re.VERBOSE,
)
_CLOSING = frozenset(".,;:!?…)]}”’»\"'")


class Placed(Frozen):
    """A mark and its place among the words that may be quoted.

    Attributes:
        kind: what it is.
        number: as in `Mark`.
        start: its first character in the source's text.
        stop: the character after its last.
        at: the offset in the quotable words after the last letter before it.

    """

    kind: MarkKind
    number: int | None
    start: int
    stop: int
    at: int


class Words(Frozen):
    """What may be quoted of a part, and the marks that stood in it."""

    text: Text
    marks: tuple[Placed, ...]


def without_marks(text: str, ranges: Sequence[tuple[int, int]]) -> Words:
    """Leave marks and markup residue out of ranges of `text`, in order and without overlap.

    The blank before a mark goes with it where a blank, a closing mark of punctuation or the end follows.
    """
    kept: list[tuple[int, int]] = []
    marks: list[tuple[int, re.Match[str]]] = []
    for start, stop in ranges:
        _sift(text, start, stop, kept, marks)
    _trim(text, kept)
    words = Text.join(Text.of(text[low:high], low) for low, high in kept)
    return Words(words, tuple(_placed(words.chars, kept, marks)))


def highest(text: str) -> dict[MarkKind, int]:
    """Give the highest number of each kind of numbered mark in `text`."""
    found = {MarkKind.REFERENCE: 0, MarkKind.NOTE: 0}
    for match in _SKIPPED.finditer(text):
        kind, number = _meaning(match) if match["mark"] else (MarkKind.CITATION_NEEDED, None)
        if number is not None:
            found[kind] = max(found[kind], number)
    return found


def stand_in(text: str, start: int, stop: int) -> bool:
    """Whether a mark stands in a range of `text`."""
    return any(match["mark"] for match in _SKIPPED.finditer(text, start, stop))


def reaches(chars: str, places: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Give for each place of a mark among `chars` the range of them that it answers for (DESIGN.md §5).

    That is its sentence, as far as the mark; with it the whole quotation whose closing mark it follows.
    """
    if not places:
        return {}
    closed = {place for place in places if _after_sentence(chars, place)}
    ends = sorted({*sentences.ends(chars), *closed})
    quoted = sentences.quotations(chars)
    found = {}
    for place in places:
        index = bisect_left(ends, place)
        start = ends[index - 1] if index else 0
        start = min(start, _quotation_start(chars, place, quoted, start))
        found[place] = (_skip_blanks(chars, start, place), place)
    return found


def _sift(
    text: str, start: int, stop: int, kept: list[tuple[int, int]], marks: list[tuple[int, re.Match[str]]]
) -> None:
    done = start
    found = list(_SKIPPED.finditer(text, start, stop))
    for match, blank_goes in zip(found, _blanks_go(text, found, stop), strict=True):
        low = _blanks_before(text, match.start(), done) if blank_goes else match.start()
        if low > done:
            kept.append((done, low))
        if match["mark"]:
            marks.append((len(kept), match))
        done = match.end()
    if done < stop:
        kept.append((done, stop))


def _blanks_go(text: str, found: list[re.Match[str]], stop: int) -> list[bool]:
    """Say for each mark whether the blank before it goes."""
    goes = [False] * len(found)
    for index in range(len(found) - 1, -1, -1):
        after = found[index].end()
        if found[index]["tag"]:
            continue
        if index + 1 < len(found) and found[index + 1].start() == after:
            goes[index] = goes[index + 1]
        else:
            goes[index] = after >= stop or text[after].isspace() or text[after] in _CLOSING
    return goes


def _blanks_before(text: str, at: int, floor: int) -> int:
    while at > floor and text[at - 1].isspace():
        at -= 1
    return at


def _skip_blanks(text: str, at: int, ceiling: int) -> int:
    while at < ceiling and text[at].isspace():
        at += 1
    return at


def _trim(text: str, kept: list[tuple[int, int]]) -> None:
    """Take the white space off both ends of the kept ranges; their number stays the same."""
    for index, (low, high) in enumerate(kept):
        low = _skip_blanks(text, low, high)
        kept[index] = (low, high)
        if low < high:
            break
    for index in range(len(kept) - 1, -1, -1):
        low, high = kept[index]
        high = _blanks_before(text, high, low)
        kept[index] = (low, high)
        if low < high:
            break


def _placed(chars: str, kept: list[tuple[int, int]], marks: list[tuple[int, re.Match[str]]]) -> list[Placed]:
    lengths = [0]
    for low, high in kept:
        lengths.append(lengths[-1] + high - low)
    placed = []
    for count, match in marks:
        kind, number = _meaning(match)
        at = _blanks_before(chars, lengths[count], 0)
        placed.append(Placed(kind, number, match.start(), match.end(), at))
    return placed


def _meaning(match: re.Match[str]) -> tuple[MarkKind, int | None]:
    if match["reference"]:
        return MarkKind.REFERENCE, int(match["reference"])
    if match["note"]:
        return MarkKind.NOTE, int(match["note"])
    return MarkKind.CITATION_NEEDED, None


def _after_sentence(chars: str, place: int) -> bool:
    """Whether a mark at `place` stands after the stop of a sentence and any closing marks."""
    stop, floor = place, max(0, place - 8)
    while stop > floor and chars[stop - 1] in "\"'”’»“)]":
        stop -= 1
    return stop > 0 and chars[stop - 1] in ".!?…" and sentences.closes(chars, stop - 1, place)


def _quotation_start(chars: str, place: int, quoted: dict[int, int], otherwise: int) -> int:
    for at in (place - 1, place - 2):
        if at in quoted and (at == place - 1 or chars[place - 1] in ".,;:!?"):
            return quoted[at]
    return otherwise
