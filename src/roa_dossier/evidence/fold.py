"""What may differ between words as typed and words as they stand, and nothing else.

Always folded: NFC and white space. Folded and recorded: no-break spaces, soft hyphens, quotation marks
among themselves, ligatures, line-end hyphens where the joined word occurs, spaces that removed markup
left behind, and the underscores that mark emphasis in plain text, at a word's edge (`_word_`). Never: case,
digits, accents, superscripts, dashes, letters of another script (DESIGN.md §5).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from roa_dossier.frozen import Frozen
from roa_dossier.patterns import regex
from roa_dossier.text import Text

PARAGRAPH = "\u2029"
MARK = '"'

_QUOTATION_MARKS = "\"'`´“”„‟‘’‚‛«»‹›"
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_NO_BREAK = "\u00a0\u202f\u2007\u2060"

_FOLD = regex(
    rf"(?=[\s\u00ad\u2060{re.escape(_QUOTATION_MARKS)}{''.join(_LIGATURES)}])(?:"
    r"(?P<soft>\u00ad+)"
    r"|(?P<left>(?<=[(\[])[^\S\u2029]+|[^\S\u2029]+(?=[)\],.;:!?]))"
    rf"|(?P<white>[^\S\u2029 ]+[^\S\u2029]*|[ ][^\S\u2029]+|[\u2060]+)"
    rf"|(?P<mark>[{re.escape(_QUOTATION_MARKS)}])"
    rf"|(?P<ligature>[{''.join(_LIGATURES)}]))"
)
_COMBINING = r"\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_CLUSTER = regex(rf"[^{_COMBINING}]")
# One or two underscores, not between two letters of one word; a longer run is a line to write on.
_EMPHASIS = regex(
    rf"(?<![\w{_COMBINING}])__?(?![_{_COMBINING}])|(?<=[^\W_]|[{_COMBINING}])__?(?![\w{_COMBINING}])"
)
_LINE_END_HYPHEN = regex(r"[-\u2010\u00ad](?<=\w.)[^\S\n\u2029]*\r?\n[^\S\n\u2029]*(?=\w)")
# Where a text has no hidden character, folding is these replacements one after another: so a long text is
# folded in a fraction of the time.
_WHITE = "".join(char for char in map(chr, range(0x3001)) if char.isspace() and char not in f" {PARAGRAPH}")
_HIDDEN = ("\u00ad", "\u2060")
_SIMPLE = (
    *((char, " ") for char in _WHITE),
    ("  ", " "),
    *((f"{opens} ", opens) for opens in "(["),
    *((f" {closes}", closes) for closes in ")],.;:!?"),
    *((mark, MARK) for mark in _QUOTATION_MARKS if mark != MARK),
    *_LIGATURES.items(),
)
_WORD = regex(r"\w+")
_EDGE = r" *\u2029[ \u2029]*"
_ACROSS = regex(rf"(?<=[(\[]){_EDGE}|{_EDGE}(?=[)\],.;:!?])|(?P<blank>{_EDGE})")


class Folded(Frozen):
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
    folded = _unmarked(_composed(text))
    if divided:
        folded = _joined_words(folded, divided)
    changes = [(m.start(), m.end(), _replacement(m)) for m in _FOLD.finditer(folded.chars)]
    if changes:
        folded = folded.edit(changes)
    return Folded(folded, text)


def folded_chars(texts: Sequence[Text], divided: frozenset[str]) -> list[str]:
    """Give the characters of folded texts without their way back, which is the dear part of it."""
    given = [text.chars for text in texts]
    whole = PARAGRAPH.join(given)
    if not (whole.isascii() or unicodedata.is_normalized("NFC", whole)):
        given = [_composed(text).chars for text in texts]
        whole = PARAGRAPH.join(given)
    if "_" in whole:
        given = [without_emphasis(chars) for chars in given]
        whole = PARAGRAPH.join(given)
    simple = (
        not any(char in whole for char in _HIDDEN)
        and whole.count(PARAGRAPH) == len(given) - 1
        and all(chars.strip() == chars for chars in given)
    )
    if not simple:
        return [_FOLD.sub(_replacement, _whole_words(chars, divided)) for chars in given]
    whole = _whole_words(whole, divided)
    for before, after in _SIMPLE:
        while before in whole:
            whole = whole.replace(before, after)
    return whole.split(PARAGRAPH)


def _whole_words(chars: str, divided: frozenset[str]) -> str:
    """Join the words that a line's end divides, where the joined word is among `divided`."""
    if not divided:
        return chars
    return _LINE_END_HYPHEN.sub(
        lambda match: "" if _joined(match.string, match).casefold() in divided else match.group(), chars
    )


def without_emphasis(chars: str) -> str:
    """Give a text without the underscores that mark emphasis in it."""
    return _EMPHASIS.sub("", chars) if "_" in chars else chars


def _unmarked(text: Text) -> Text:
    """Take the underscores that mark emphasis out of a text."""
    if "_" not in text.chars:
        return text
    return text.edit((m.start(), m.end(), "") for m in _EMPHASIS.finditer(text.chars))


def across(chars: str) -> str:
    """Give folded characters as one types them in one line: where blocks meet stands a blank, or nothing."""
    return _ACROSS.sub(lambda match: " " if match.lastgroup else "", chars) if PARAGRAPH in chars else chars


def divided_words(texts: Iterable[str]) -> frozenset[str]:
    """Give the words, case-folded, that some line's end divides and that also occur whole."""
    chars = without_emphasis(_composed(Text.of(PARAGRAPH.join(texts))).chars)
    joined = {_joined(chars, match).casefold() for match in _LINE_END_HYPHEN.finditer(chars)}
    return frozenset(joined.intersection(map(str.casefold, words_of(chars)))) if joined else frozenset()


def words_of(chars: str) -> set[str]:
    """Give the words of a text, each once; most of a long text's words stand in it often."""
    return set(_WORD.findall(" ".join(set(chars.split()))))


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
    for match in _EMPHASIS.finditer(chars):
        if match.start() > 0 and match.end() < len(chars):
            note("emphasis marks", "_")
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
