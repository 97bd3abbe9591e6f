"""What may differ between words as typed and words as they stand, and nothing else.

Always folded: NFC and white space. Folded and recorded: no-break spaces, soft hyphens, quotation marks
among themselves, ligatures, line-end hyphens where the joined word occurs, spaces that removed markup
left behind. Never: case, digits, accents, superscripts, dashes, letters of another script (DESIGN.md §5).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
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
_LINE_END_HYPHEN = re.compile(r"[-\u2010\u00ad](?<=\w.)[^\S\n\u2029]*\r?\n[^\S\n\u2029]*(?=\w)")
# What folding may change: any of these characters, or a blank beside one of these signs.
_ODD_WHITE = "\t-\r\x1c-\x1f\x85\u00a0\u1680\u2000-\u200a\u2028\u202f\u205f\u3000"
_ODD = re.compile(f"[{_ODD_WHITE}\u00ad\u2060{re.escape(_QUOTATION_MARKS)}{''.join(_LIGATURES)}]")
_PAIRS = ("  ", "( ", "[ ", *(f" {sign}" for sign in ")],.;:!?"))
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


def fold(text: Text, *, divided: frozenset[str] = frozenset()) -> Folded:
    """Fold a text.

    Args:
        text: what to fold.
        divided: the words, case-folded, that are joined where a line's end divides them; see `divided_words`.

    """
    folded = _composed(text)
    if divided:
        folded = _joined_words(folded, divided)
    changes = [(m.start(), m.end(), _replacement(m)) for m in _FOLD.finditer(folded.chars)]
    if changes:
        folded = folded.edit(changes)
    return Folded(folded, text)


def folded_chars(text: Text, divided: frozenset[str]) -> str:
    """Give the characters of a folded text without their way back, which is the dear part of it."""
    chars = text.chars
    if not chars.isascii() and not unicodedata.is_normalized("NFC", chars):
        chars = _composed(text).chars
    if divided and _LINE_END_HYPHEN.search(chars):
        return fold(text, divided=divided).chars
    return _FOLD.sub(_replacement, chars) if _may_change(chars) else chars


def _may_change(chars: str) -> bool:
    """Say quickly whether folding may change anything: most paragraphs of most texts it leaves alone."""
    return any(pair in chars for pair in _PAIRS) or _ODD.search(chars) is not None


def divided_words(texts: Iterable[str]) -> frozenset[str]:
    """Give the words, case-folded, that some line's end divides and that also occur whole."""
    chars = _composed(Text.of(PARAGRAPH.join(texts))).chars
    if not _LINE_END_HYPHEN.search(chars):
        return frozenset()
    joined = {_joined(chars, match).casefold() for match in _LINE_END_HYPHEN.finditer(chars)}
    return frozenset(joined.intersection(map(str.casefold, set(_WORD.findall(chars)))))


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


def _joined_words(text: Text, words: frozenset[str]) -> Text:
    """Take the hyphen and the line's end out of divided words, where the joined word is among `words`."""
    chars = text.chars
    return text.edit(
        (m.start(), m.end(), "")
        for m in _LINE_END_HYPHEN.finditer(chars)
        if _joined(chars, m).casefold() in words
    )


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
