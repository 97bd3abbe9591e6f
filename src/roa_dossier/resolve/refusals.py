"""Why a quotation is refused, with both sides and what would work."""

from __future__ import annotations

import re
import unicodedata

from roa_dossier.diagnostics import Diagnostic, Span, error
from roa_dossier.evidence import Found, Ground, fold, seek
from roa_dossier.evidence.seek import nearest_unique
from roa_dossier.model.outline import Selector, Words
from roa_dossier.nearest import first_difference, most_like

_TWO_STOPS = re.compile(r"…|\.\.\.")


def source_span(ground: Ground, start: int, stop: int) -> Span:
    """Give the range of the source's file from which folded characters came."""
    low, high = ground.span(start, stop)
    return Span(ground.source.path, low, max(low, high))


def where(ground: Ground, start: int, stop: int) -> str:
    """Say where folded characters stand, with the siglum."""
    locator = ground.locator(start, stop)
    return f"{locator.siglum} {locator}"


def _one_line(chars: str, limit: int = 160) -> str:
    line = " ".join(chars.split())
    return line if len(line) <= limit else line[: limit - 2].rsplit(" ", 1)[0] + " …"


def missing(ground: Ground, exact: Words) -> Diagnostic:
    """Say that words are not in a source, and show the nearest passage, character for character."""
    key = ground.source.key
    typed = fold(exact.text)
    message = error("quotation-not-found", f"these words are not in `{key}`", exact.span)
    if _TWO_STOPS.search(exact.text.chars) and "[" not in exact.text.chars:
        message = message.hint("an omission is typed `[…]`")
    blocks = [
        ground.chars[start : (ground.starts[index + 1] - 1 if index + 1 < len(ground.starts) else None)]
        for index, start in enumerate(ground.starts)
    ]
    words = typed.chars.strip()
    near = most_like(words, blocks, cutoff=55)
    if not near:
        return message.hint(
            f"`roa-dossier find` searches the sources: no passage of `{key}` is like these words"
        )
    like = near[0]
    start = ground.starts[like.index] + like.start
    stop = ground.starts[like.index] + like.stop
    stands = ground.chars[start:stop]
    lead = len(typed.chars) - len(typed.chars.lstrip())
    differ = first_difference(words, stands)
    if differ is None:
        return message.beside(
            source_span(ground, start, stop), f"nearest passage, {where(ground, start, stop)}"
        )
    ours = typed.text.origin(lead + differ.ours[0], lead + differ.ours[1])
    theirs = (start + differ.theirs[0], start + differ.theirs[1])
    message = error(
        "quotation-not-found", message.message, Span(exact.path, *ours), "the source reads otherwise here"
    )
    message = message.beside(source_span(ground, *theirs), f"nearest passage, {where(ground, start, stop)}")
    strange = look_alike(words[slice(*differ.ours)], stands[slice(*differ.theirs)])
    if strange:
        message = message.hint(strange)
    if like.score >= 70:
        low, high = ground.span(start, stop)
        message = message.hint(f"quote the source as it stands: {_one_line(quotable(ground, low, high))}")
    return message


def quotable(ground: Ground, low: int, high: int) -> str:
    """Give what may be quoted between two places of the source's text, marks left out."""
    chars = ground.source.text
    kept, done = [], low
    for mark in ground.source.marks:
        if low <= mark.start and mark.stop <= high:
            kept.append(chars[done : mark.start])
            done = mark.stop
    return "".join([*kept, chars[done:high]])


def look_alike(ours: str, theirs: str) -> str:
    """Name the first letter that differs, where one of the two is not plain ASCII; "" otherwise."""
    for mine, yours in zip(ours, theirs, strict=False):
        if mine != yours:
            if mine.isascii() and yours.isascii():
                return ""
            return f"`{mine}` is {_code_point(mine)}; the source has `{yours}`, {_code_point(yours)}"
    return ""


def _code_point(char: str) -> str:
    return f"U+{ord(char):04X} {unicodedata.name(char, 'without a name')}"


def cut(ground: Ground, exact: Words, place: tuple[int, int]) -> Diagnostic:
    """Say that words stand only inside other words or numbers."""
    start, stop = place
    chars = ground.chars
    while start > 0 and not chars[start - 1].isspace():
        start -= 1
    while stop < len(chars) and not chars[stop].isspace():
        stop += 1
    return (
        error(
            "quotation-cuts-word",
            f"these words stand in `{ground.source.key}` only inside `{_one_line(chars[start:stop])}`",
            exact.span,
            "does not begin and end at a word's edge",
        )
        .beside(source_span(ground, start, stop), where(ground, start, stop))
        .hint("quote whole words; a number with its separators is one word")
    )


def ambiguous(ground: Ground, exact: Words, found: tuple[Found, ...]) -> Diagnostic:
    """Say that words stand more than once, and give for each of the first places what makes it unique."""
    message = error(
        "quotation-ambiguous",
        f"these words stand {len(found)} times in `{ground.source.key}`",
        exact.span,
    )
    for place in found[:3]:
        start, stop = place.parts[0][0], place.parts[-1][1]
        message = message.beside(source_span(ground, start, stop), where(ground, start, stop))
    for place in found[:3]:
        start, stop = place.parts[0]
        prefix, suffix = nearest_unique(ground, start, stop)
        spot = where(ground, start, place.parts[-1][1])
        if prefix:
            message = message.hint(f"`prefix: {prefix}` for {spot}")
        elif suffix:
            message = message.hint(f"`suffix: {suffix}` for {spot}")
    return message


def surroundings(ground: Ground, selector: Selector) -> Diagnostic | None:
    """Say that the words are there, but not beside the prefix or suffix given."""
    found = seek(ground, selector.exact.text).found
    if not found:
        return None
    given = selector.prefix or selector.suffix
    assert given is not None
    word = "prefix" if selector.prefix else "suffix"
    message = error(
        "selector-surroundings",
        f"these words are in `{ground.source.key}`, but not with this {word}",
        given.span,
    )
    for place in found[:2]:
        start, stop = place.parts[0][0], place.parts[-1][1]
        message = message.beside(source_span(ground, start, stop), where(ground, start, stop))
    start, stop = found[0].parts[0]
    if len(found) == 1:
        return message.hint("leave `prefix` and `suffix` out: the words stand only once")
    before, after = nearest_unique(ground, start, stop)
    return message.hint(f"`prefix: {before}`" if before else f"`suffix: {after}`")


def of(
    ground: Ground, selector: Selector, found: tuple[Found, ...], inside: tuple[int, int] | None
) -> Diagnostic:
    """Say why a selector does not give one place.

    Args:
        ground: the source sought in.
        selector: what was sought.
        found: the places where it stands; never exactly one.
        inside: where it stands only inside words, or None.

    """
    if found:
        return ambiguous(ground, selector.exact, found)
    if selector.prefix or selector.suffix:
        return surroundings(ground, selector) or missing(ground, selector.exact)
    if inside:
        return cut(ground, selector.exact, inside)
    return missing(ground, selector.exact)
