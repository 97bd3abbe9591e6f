"""A quotation as typed, told apart into words of the source, omissions and insertions."""

from __future__ import annotations

import re

from roa_dossier.evidence.fold import PARAGRAPH, Folded, fold
from roa_dossier.frozen import Frozen
from roa_dossier.patterns import regex
from roa_dossier.text import Text

_BRACKET = regex(r"\[([^\[\]\u2029]*)\]")
_OMISSION = regex(r"\s*(?:…|\.\s?\.\s?\.)\s*\Z")
_UNCITED = regex(r"\s*citation\s+needed\s*\Z", re.IGNORECASE)
_BLANK_LINE = regex(r"[^\S\n]*\n[^\S\n]*(?:\n\s*)+")


class Inserted(Frozen):
    """What was put in by us, and where.

    Attributes:
        at: its place in the folded characters of the segment it belongs to.
        text: the brackets and what is between them, as typed; "" for a typed "citation needed".
        start: its first character in the typed text.
        stop: the character after its last.

    """

    at: int
    text: str
    start: int
    stop: int


class Segment(Frozen):
    """A run of source words between omissions.

    Attributes:
        folded: the words sought; the origin is the typed text.
        inserted: what is ours among them.
        changed: the places in the folded characters whose letter's case was changed (`[T]he`).

    """

    folded: Folded
    inserted: tuple[Inserted, ...] = ()
    changed: tuple[int, ...] = ()


class Typed(Frozen):
    """A quotation as typed.

    Attributes:
        text: the typed characters, NFC and white space as typed.
        segments: the runs between omissions, in order; never empty ones.
        opens: whether an omission stands before the first segment.
        closes: whether an omission stands after the last segment.

    """

    text: Text
    segments: tuple[Segment, ...]
    opens: bool = False
    closes: bool = False


def typed(words: Text, of_source: frozenset[str] = frozenset()) -> Typed:
    """Tell a typed quotation apart.

    Args:
        words: the typed characters with any origin.
        of_source: bracketed words, brackets included and folded, that stand in the source: these are the
            source's own.

    """
    text = Text.of(words.chars)
    runs: list[list[tuple[str, int, int, str]]] = [[]]
    done = 0
    for match in _BRACKET.finditer(text.chars):
        if fold(Text.of(match.group())).chars in of_source:
            continue
        runs[-1].append(("words", done, match.start(), ""))
        done = match.end()
        if _OMISSION.match(match.group(1)):
            runs.append([])
        else:
            runs[-1].append(_ours(text.chars, match))
    runs[-1].append(("words", done, len(text), ""))
    segments = [_segment(text, run) for run in runs]
    kept = tuple(segment for segment in segments if segment.folded.chars)
    return Typed(
        text,
        kept,
        len(segments) > 1 and not segments[0].folded.chars,
        len(segments) > 1 and not segments[-1].folded.chars,
    )


def _ours(chars: str, match: re.Match[str]) -> tuple[str, int, int, str]:
    inner = match.group(1)
    follows = chars[match.end() : match.end() + 1]
    precedes = chars[match.start() - 1 : match.start()]
    if len(inner) == 1 and inner.isalpha() and follows.isalpha() and not precedes.isalnum():
        return ("letter", match.start(), match.end(), match.group())
    if _UNCITED.match(inner):
        return ("inserted", match.start(), match.end(), "")
    return ("inserted", match.start(), match.end(), match.group())


def _segment(text: Text, run: list[tuple[str, int, int, str]]) -> Segment:
    """Join the words of a run; what was put in leaves at most one blank behind."""
    parts: list[Text] = []
    marks: list[tuple[str, int, int, str]] = []
    for kind, start, stop, ours in run:
        if kind == "words":
            part = _paragraphs(text if (start, stop) == (0, len(text)) else text.slice(start, stop))
        elif kind == "letter":
            part = Text.made(ours[1], start, stop)
        else:
            part = Text("", ())
        marks.append((kind, start, stop, ours))
        parts.append(part)
    joined = parts[0] if len(parts) == 1 else Text.join(parts)
    if joined.chars.strip() != joined.chars:
        lead = len(joined.chars) - len(joined.chars.lstrip())
        joined = joined.slice(lead, len(joined.chars.rstrip()))
    folded = fold(joined)
    inserted, changed = [], []
    for kind, start, stop, ours in marks:
        if kind == "inserted":
            inserted.append(Inserted(_folded_place(folded, start), ours, start, stop))
        elif kind == "letter":
            changed.append(_folded_place(folded, start))
    return Segment(folded, tuple(inserted), tuple(changed))


def _paragraphs(text: Text) -> Text:
    """Make of each blank line the sign that parts paragraphs."""
    changes = [(m.start(), m.end(), PARAGRAPH) for m in _BLANK_LINE.finditer(text.chars.rstrip())]
    return text.edit(changes) if changes else text


def _folded_place(folded: Folded, typed_at: int) -> int:
    """Find the first folded character that was typed at `typed_at` or after it."""
    chars = folded.chars
    low, high = 0, len(chars)
    while low < high:
        middle = (low + high) // 2
        if folded.text.origin(middle, middle + 1)[0] < typed_at:
            low = middle + 1
        else:
            high = middle
    return low
