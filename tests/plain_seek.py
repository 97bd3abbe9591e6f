"""The plain way to seek: every character compared, nothing looked up. What is faster must give the same."""

import re
import unicodedata

from roa_dossier.evidence import fold
from roa_dossier.evidence.edges import at_edge
from roa_dossier.evidence.fold import PARAGRAPH
from roa_dossier.evidence.seek import Found, Sought, misquoted, swallows_sentence_end
from roa_dossier.evidence.typed import typed
from roa_dossier.text import Text

_TELLING = 3
_OMISSIONS = frozenset(("[…]", "[...]", "[. . .]"))


def plainly_folded(blocks, divided):
    """Fold the texts of blocks, joined: the folded text with its way back to the source."""
    parts = []
    for block in blocks:
        if parts:
            parts.append(Text.made(PARAGRAPH, block.start, block.start))
        parts.append(block.text)
    return fold(Text.join(parts), divided=divided).text


def plainly_unmarked(chars):
    """Give a text without the underscores that mark emphasis: one or two, not between two letters."""
    kept = []
    at = 0
    while at < len(chars):
        stop = at + 1
        if chars[at] == "_":
            while stop < len(chars) and chars[stop] == "_":
                stop += 1
            before, after = chars[at - 1 : at], chars[stop : stop + 1]
            inside = _of_letters(before) and _of_letters(after)
            accent = bool(after and unicodedata.combining(after))
            if stop - at <= 2 and not inside and not accent:
                at = stop
                continue
        kept.append(chars[at:stop])
        at = stop
    return "".join(kept)


def _of_letters(char):
    return bool(char) and (char.isalnum() or bool(unicodedata.combining(char)))


def plain_seek(ground, words, prefix="", suffix="", within=None):
    """Seek typed words in a source.

    Args:
        ground: the source.
        words: the words as typed, with brackets.
        prefix: words that must stand right before, as typed.
        suffix: words that must stand right after, as typed.
        within: the range of folded characters in which to seek; the whole source by default.

    Returns:
        Every place where all parts stand in order within one run, each beginning and ending at a word's
        edge; of several ways to place later parts the nearest.

    """
    told = typed(words, ground.brackets)
    found = _found(ground, told, prefix, suffix, within)
    if not found and (ours := ground.brackets - _OMISSIONS) != ground.brackets:
        told = typed(words, ours)  # the source has such brackets, but these are not they
        found = _found(ground, told, prefix, suffix, within)
    if not told.segments or (found and misquoted(ground, told)):
        return Sought(told, ())
    if found:
        return Sought(told, tuple(found))
    return Sought(told, (), _inside_words(ground, told))


def _found(ground, told, prefix, suffix, within):
    if not told.segments:
        return []
    low, high = within or (0, len(ground.chars))
    ends = fold(Text.of(suffix)).chars.strip()
    begins = fold(Text.of(prefix)).chars.strip()
    found = []
    for first in _places(ground, told.segments[0], low, high, last=len(told.segments) == 1):
        if begins and not _preceded(ground.chars, first[0], begins):
            continue
        chain = _chain(ground, told, first, high, ends)
        if chain:
            found.append(chain)
    return found


def _as_typed(chars):
    """Give folded characters as they are when typed in one line and folded again."""
    return fold(Text.of(chars.replace(PARAGRAPH, "\n"))).chars if PARAGRAPH in chars else chars


def _preceded(chars, at, prefix):
    near = chars[max(0, at - 2 * len(prefix) - 9) : at]
    before = _as_typed(near.rstrip())
    return (
        len(near) - len(near.rstrip()) <= 2
        and before.endswith(prefix)
        and at_edge(before, len(before) - len(prefix))
    )


def _followed(chars, at, suffix):
    near = chars[at : at + 2 * len(suffix) + 9]
    after = _as_typed(near.lstrip())
    return len(near) - len(near.lstrip()) <= 2 and after.startswith(suffix) and at_edge(after, len(suffix))


def _chain(ground, told, first, high, suffix):
    """Place the later parts after the first, each at its nearest; the last one before `suffix`."""
    parts = [first]
    run = ground.runs[ground.index(first[0])]
    last = len(told.segments) - 1
    for index, segment in enumerate(told.segments[1:], 1):
        place = None
        for candidate in _places(ground, segment, parts[-1][1], high, last=index == last):
            if ground.runs[ground.index(candidate[0])] != run:
                continue
            if index == last and suffix and not _followed(ground.chars, candidate[1], suffix):
                continue
            place = candidate
            break
        if place is None:
            return None
        parts.append(place)
    if len(parts) == 1 and suffix and not _followed(ground.chars, first[1], suffix):
        return None
    for index, (_, stop, added) in enumerate(parts[:-1]):
        if added and not swallows_sentence_end(ground.chars[stop : parts[index + 1][0]]):
            return None
    return Found(tuple((start, stop) for start, stop, _ in parts), tuple(added for _, _, added in parts))


def _places(ground, segment, low, high, *, last):
    """Yield where a segment stands: start, stop, and whether its final stop is ours."""
    chars = ground.chars
    whole = False
    for start, stop in _occurrences(chars, segment, segment.folded.chars, low, high):
        if _edges_kept(chars, segment, start, stop):
            whole = True
            yield (start, stop, False)
    needle = segment.folded.chars
    if whole or last or not needle.endswith(".") or len(needle) < 2:
        return
    for start, stop in _occurrences(chars, segment, needle[:-1], low, high):
        if _edges_kept(chars, segment, start, stop):
            yield (start, stop, True)


def _occurrences(chars, segment, needle, low, high):
    if segment.changed:
        pattern = "".join(
            f"[{re.escape(char.lower())}{re.escape(char.upper())}]"
            if at in segment.changed
            else re.escape(char)
            for at, char in enumerate(needle)
        )
        sought = re.compile(pattern)
        match = sought.search(chars, low, high)
        while match:
            yield match.span()
            match = sought.search(chars, match.start() + 1, high)
        return
    at = chars.find(needle, low, high)
    while at >= 0:
        yield (at, at + len(needle))
        at = chars.find(needle, at + 1, high)


def _edges_kept(chars, segment, start, stop):
    return (
        at_edge(chars, start)
        and at_edge(chars, stop)
        and all(at_edge(chars, start + inserted.at) for inserted in segment.inserted)
    )


def _inside_words(ground, told):
    """Find the first place where every part stands, but one of them cuts a word or a number."""
    if len(told.segments) > 1:
        return None
    segment = told.segments[0]
    return next(_occurrences(ground.chars, segment, segment.folded.chars, 0, len(ground.chars)), None)


def plain_nearest_unique(ground, start, stop):
    """Find the shortest whole words before or after a range that make its selector unique.

    Returns:
        (prefix, suffix) as folded words; both "" when nothing in the block makes it unique.

    """
    chars = ground.chars
    exact = chars[start:stop]
    block = ground.index(start)
    low = ground.starts[block]
    high = ground.starts[block + 1] - 1 if block + 1 < len(ground.starts) else len(chars)
    others = [at for at, _ in _plain_occurrences(chars, exact) if at != start]
    for prefix in _words_before(chars, low, start):
        if not any(_preceded(chars, at, prefix) for at in others):
            return (prefix, "")
    for suffix in _words_after(chars, stop, high):
        if not any(_followed(chars, at + len(exact), suffix) for at in others):
            return ("", suffix)
    return ("", "")


def _plain_occurrences(chars, needle):
    at = chars.find(needle)
    while at >= 0:
        if at_edge(chars, at) and at_edge(chars, at + len(needle)):
            yield (at, at + len(needle))
        at = chars.find(needle, at + 1)


def _words_before(chars, low, at):
    stop = at
    while stop > low:
        stop = chars.rfind(" ", low, max(low, stop - 1))
        begin = stop + 1 if stop >= 0 else low
        words = chars[begin:at].strip()
        if len(words.split()) >= _TELLING or (words and stop < 0):
            yield words
        if stop < 0:
            return


def _words_after(chars, at, high):
    start = at
    while start < high:
        start = chars.find(" ", start + 1, high)
        end = start if start >= 0 else high
        words = chars[at:end].strip()
        if (len(words.split()) >= _TELLING or (words and start < 0)) and at_edge(chars, end):
            yield words
        if start < 0:
            return
