"""The characters of a YAML scalar, each with its place in the file.

The rules are those of YAML 1.1 chapters 5 and 9: line folding, escapes, indentation and chomping. What
is rebuilt here is compared with what the scanner read; where the two differ the scalar maps whole to whole,
so that no place is ever claimed that is not true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from roa_dossier.patterns import regex
from roa_dossier.text import Text

_FOLD = regex(r"[ \t]*\n[ \t\n]*")
_SINGLE = regex(r"''|[ \t]*\n[ \t\n]*")
_DOUBLE = regex(
    r"\\\n[ \t\n]*|\\x[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}|\\.|[ \t]*\n[ \t\n]*", re.S
)
_HEADER = regex(r"[|>]([+-]?)([1-9]?)([+-]?)[^\n]*\n")
_ESCAPES = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "t": "\t",
    "\t": "\t",
    "n": "\n",
    "v": "\v",
    "f": "\f",
    "r": "\r",
    "e": "\x1b",
    " ": " ",
    '"': '"',
    "/": "/",
    "\\": "\\",
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
}


def scalar_text(source: str, start: int, stop: int, style: str, value: str) -> Text:
    """Give the scalar `value`, read from `source[start:stop]`, mapped to `source` letter by letter.

    Args:
        source: the file's characters with plain line feeds.
        start: the scalar's first character, its quotation mark or block indicator included.
        stop: the character after its last.
        style: `"`, `'`, `|`, `>` or "" for a plain scalar.
        value: what the scanner read.

    """
    match style:
        case "":
            text = _plain(source, start, stop)
        case "'":
            text = _quoted(source, start + 1, stop - 1, _SINGLE)
        case '"':
            text = _quoted(source, start + 1, stop - 1, _DOUBLE)
        case _:
            text = _block(source, start, stop, value)
    return text if text.chars == value else Text.made(value, start, stop)


def _plain(source: str, start: int, stop: int) -> Text:
    if source.find("\n", start, stop) < 0:
        return Text.of(source[start:stop], start)
    return _edited(
        source, start, stop, ((m.start(), m.end(), _folded(m[0])) for m in _found(_FOLD, source, start, stop))
    )


def _quoted(source: str, start: int, stop: int, pattern: re.Pattern[str]) -> Text:
    changes = ((m.start(), m.end(), _meant(m[0])) for m in _found(pattern, source, start, stop))
    return _edited(source, start, stop, changes)


def _found(pattern: re.Pattern[str], source: str, start: int, stop: int) -> Iterator[re.Match[str]]:
    return pattern.finditer(source, start, stop)


def _edited(source: str, start: int, stop: int, changes: Iterator[tuple[int, int, str]]) -> Text:
    parts: list[Text] = []
    done = start
    for low, high, new in changes:
        parts.append(Text.of(source[done:low], done))
        if new.startswith("\n"):
            parts.extend(_breaks(source, low, high, len(new)))
        else:
            parts.append(Text.made(new, low, high))
        done = high
    parts.append(Text.of(source[done:stop], done))
    return Text.join(parts)


def _breaks(source: str, start: int, stop: int, many: int) -> Iterator[Text]:
    """Give each of the line feeds that a gap stands for its own stretch of it, up to the next line's end."""
    low = start
    high = source.index("\n", start) + 1
    for left in range(many - 1, -1, -1):
        high = source.index("\n", high) + 1 if left else stop
        yield Text.made("\n", low, high)
        low = high


def _folded(gap: str) -> str:
    """Say what a line break with the blank lines and the indentation around it stands for."""
    return "\n" * (gap.count("\n") - 1) or " "


def _meant(typed: str) -> str:
    if typed == "''":
        return "'"
    if not typed.startswith("\\"):
        return _folded(typed)
    letter = typed[1]
    if letter == "\n":
        return "\n" * (typed.count("\n") - 1)
    if letter in "xuU" and len(typed) > 2:
        return chr(int(typed[2:], 16)) if int(typed[2:], 16) <= 0x10FFFF else typed
    return _ESCAPES.get(letter, typed)


def _block(source: str, start: int, stop: int, value: str) -> Text:
    header = _HEADER.match(source, start)
    if header is None:
        return Text("", ())
    lines = _block_lines(source, header.end(), max(stop, header.end()), value)
    folds = source[start] == ">"
    parts: list[Text] = []
    made = 0
    for text in _folded_lines(lines, source) if folds else _kept_lines(lines, source):
        parts.append(text)
        made += len(text)
        if made >= len(value):
            break
    return Text.join(parts).slice(0, len(value))


def _block_lines(source: str, at: int, stop: int, value: str) -> list[tuple[int, int]]:
    """Give the range of each line's own characters, without indentation and line feed."""
    raw: list[tuple[int, int]] = []
    while at < stop:
        end = source.find("\n", at, stop)
        end = stop if end < 0 else end
        raw.append((at, end))
        at = end + 1
    indent = _indentation(source, raw, value)
    return [(min(low + indent, high), high) for low, high in raw]


def _indentation(source: str, raw: list[tuple[int, int]], value: str) -> int:
    """Say how many spaces before a line are none of its own, by the first line with words in it."""
    typed = next((source[low:high] for low, high in raw if source[low:high].strip(" ")), "")
    kept = next((line for line in value.split("\n") if line.strip(" ")), "")
    if not typed:
        return max((high - low for low, high in raw), default=0)
    return max(0, _leading(typed) - _leading(kept))


def _leading(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _kept_lines(lines: list[tuple[int, int]], source: str) -> Iterator[Text]:
    for low, high in lines:
        yield Text.of(source[low : high + 1], low)


def _folded_lines(lines: list[tuple[int, int]], source: str) -> Iterator[Text]:
    """Join lines as `>` does: one break is a space, blank lines are breaks, indented lines keep theirs."""
    index = 0
    while index < len(lines) and lines[index][0] == lines[index][1]:
        yield Text.of("\n", lines[index][1])
        index += 1
    while index < len(lines):
        low, high = lines[index]
        yield Text.of(source[low:high], low)
        index += 1
        first_blank = index
        while index < len(lines) and lines[index][0] == lines[index][1]:
            index += 1
        blanks = [Text.of("\n", lines[blank][1]) for blank in range(first_blank, index)]
        if index == len(lines):
            yield Text.of("\n", high)
            yield from blanks
            return
        if source[low] not in " \t" and source[lines[index][0]] not in " \t":
            if not blanks:
                yield Text.made(" ", high, high + 1)
        else:
            yield Text.of("\n", high)
        yield from blanks
