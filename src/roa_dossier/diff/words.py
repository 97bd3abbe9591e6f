"""How what was compared is laid out in lines: wrapped, and of what is long the part that differs."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from roa_dossier.console import visible
from roa_dossier.nearest import first_difference
from roa_dossier.patterns import regex

WIDTH = 96
_INDENT = 13
_LONG = 280
_BEFORE = 70
_KEPT = "\ue000"  # stands for a blank at which no line ends
_ABBREVIATED = regex(r"(?<=\bl\.) (?=\d)|(?<=\bll\.) (?=\d)|(?<=¶) ")


def entry(kind: str, name: str) -> Iterator[str]:
    """Set the head of one entry: what happened, and to what."""
    yield from _wrapped(f"  {kind:<{_INDENT - 3}} ", visible(name))


def head(words: str) -> Iterator[str]:
    """Set the head of an entry whose section says what happened."""
    yield from _wrapped("  ", visible(words), "    ")


def below(words: str, label: str = "") -> Iterator[str]:
    """Set words under an entry's head; a label of up to ten characters stands before them."""
    yield from _wrapped(" " * _INDENT + (f"{label:<10} " if label else ""), cut(visible(words)))


def both(old: str, new: str, labels: tuple[str, str] = ("was", "now")) -> Iterator[str]:
    """Set two texts one below the other; of long ones what stands around their first difference."""
    one, other = visible(old), visible(new)
    differ = first_difference(one, other) if one and other else None
    yield from below(cut(one, differ.ours[0] if differ else 0) or "–", labels[0])
    yield from below(cut(other, differ.theirs[0] if differ else 0) or "–", labels[1])


def cut(words: str, at: int = 0) -> str:
    """Give words, or of long ones a stretch of whole words around the place `at`."""
    if len(words) <= _LONG:
        return words
    start = max(0, min(at - _BEFORE, len(words) - _LONG))
    start = words.find(" ", start) + 1 if start else 0
    stop = words.rfind(" ", start + 1, start + _LONG) if start + _LONG < len(words) else len(words)
    stop = stop if stop > at else min(len(words), start + _LONG)
    return f"{'… ' if start else ''}{words[start:stop]}{' …' if stop < len(words) else ''}"


def counted(counts: Sequence[tuple[int, str]]) -> str:
    """Join counts: `2 changed, 1 new`; what is none is left out."""
    return ", ".join(f"{count:,} {word}" for count, word in counts if count)


def plural(count: int, word: str) -> str:
    """Say a count: `1 passage`, `2 passages`."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def _wrapped(head: str, words: str, hanging: str = "") -> Iterator[str]:
    lines = textwrap.wrap(
        _ABBREVIATED.sub(_KEPT, words),
        WIDTH,
        initial_indent=head,
        subsequent_indent=hanging or " " * len(head),
        break_on_hyphens=False,
        break_long_words=False,
    )
    yield from (line.replace(_KEPT, " ") for line in lines or [head.rstrip()])
