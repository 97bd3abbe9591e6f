"""What may differ between words as typed and words as they stand, and nothing else.

Always folded: NFC and white space. Folded and recorded: no-break spaces, soft hyphens, quotation marks
among themselves, ligatures, line-end hyphens where the joined word occurs, spaces that removed markup
left behind. Never: case, digits, accents, superscripts, dashes, letters of another script (DESIGN.md §5).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from roa_dossier.text import Text

PARAGRAPH = "\u2029"
MARK = '"'

_QUOTATION_MARKS = "\"'`´“”„‟‘’‚‛«»‹›"
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_NO_BREAK = "\u00a0\u202f\u2007\u2060"

_FOLD = re.compile(
    rf"(?=[\s\u00ad\u2060{re.escape(_QUOTATION_MARKS)}{''.join(_LIGATURES)}])(?:"
    r"(?P<soft>\u00ad+)"
    r"|(?P<left>(?<=[(\[])[^\S\u2029]+|[^\S\u2029]+(?=[)\],.;:!?]))"
    rf"|(?P<white>[^\S\u2029 ]+[^\S\u2029]*|[ ][^\S\u2029]+|[\u2060]+)"
    rf"|(?P<mark>[{re.escape(_QUOTATION_MARKS)}])"
    rf"|(?P<ligature>[{''.join(_LIGATURES)}]))"
)
_CLUSTER = re.compile(r"[^\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
_LINE_END_HYPHEN = re.compile(r"(?<=\w)[-\u2010\u00ad][^\S\n\u2029]*\r?\n[^\S\n\u2029]*(?=\w)")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; its origin is what the text that was folded came from.

    Attributes:
        text: the folded characters with their way back.
        origin: the characters before folding, by which `differences` tells what was folded.

    """

    text: Text
    before: Text

    @property
    def chars(self) -> str:
        """The folded characters."""
        return self.text.chars


def fold(text: Text, *, divided: bool = False) -> Folded:
    """Fold a text.

    Args:
        text: what to fold.
        divided: whether words may be divided at a line's end; they are joined only where the joined word
            occurs elsewhere in the text.

    """
    folded = _composed(text)
    if divided:
        folded = _joined_words(folded)
    changes = [(m.start(), m.end(), _replacement(m)) for m in _FOLD.finditer(folded.chars)]
    if changes:
        folded = folded.edit(changes)
    return Folded(folded, text)


def _replacement(match: re.Match[str]) -> str:
    match match.lastgroup:
        case "white":
            return "" if set(match.group()) == {"\u2060"} else " "
        case "mark":
            return MARK
        case "ligature":
            return _LIGATURES[match.group()]
        case _:
            return ""


def _composed(text: Text) -> Text:
    """Bring a text to NFC, cluster by cluster, so that every character keeps its way back."""
    chars = text.chars
    if unicodedata.is_normalized("NFC", chars):
        return text
    starts = [m.start() for m in _CLUSTER.finditer(chars)] or [0]
    if starts[0] != 0:
        starts.insert(0, 0)
    changes = []
    for index, start in enumerate(starts):
        stop = starts[index + 1] if index + 1 < len(starts) else len(chars)
        cluster = chars[start:stop]
        composed = unicodedata.normalize("NFC", cluster)
        if composed != cluster:
            changes.append((start, stop, composed))
    return text.edit(changes)


def _joined_words(text: Text) -> Text:
    chars = text.chars
    breaks = list(_LINE_END_HYPHEN.finditer(chars))
    if not breaks:
        return text
    words = {word.casefold() for word in _WORD.findall(chars)}
    return text.edit((m.start(), m.end(), "") for m in breaks if _joined(chars, m).casefold() in words)


def _joined(chars: str, divided: re.Match[str]) -> str:
    """Give the word that a line's end divides."""
    start = divided.start()
    while start > 0 and (chars[start - 1].isalnum() or chars[start - 1] == "_"):
        start -= 1
    rest = _WORD.match(chars, divided.end())
    return chars[start : divided.start()] + (rest.group() if rest else "")


def differences(typed: str, stands: str) -> tuple[str, ...]:
    """Name the folds by which words as typed differ from words as they stand; sorted."""
    ours, theirs = _events(typed), _events(stands)
    return tuple(sorted(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)))


def _events(chars: str) -> dict[str, Counter[str]]:
    events: dict[str, Counter[str]] = {}

    def note(name: str, what: str) -> None:
        events.setdefault(name, Counter())[what] += 1

    if not unicodedata.is_normalized("NFC", chars):
        note("Unicode composition", "NFC")
    for _ in _LINE_END_HYPHEN.finditer(chars):
        note("line-end hyphen", "-")
    for match in _FOLD.finditer(chars):
        found = match.group()
        match match.lastgroup:
            case "soft":
                note("soft hyphen", found)
            case "left":
                note("space left by removed markup", " ")
            case "white":
                if any(char in _NO_BREAK for char in found):
                    note("no-break space", found)
            case "mark":
                note("quotation marks", found)
            case "ligature":
                note("ligature", found)
    return events
