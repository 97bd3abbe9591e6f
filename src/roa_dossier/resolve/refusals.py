"""Why a quotation is refused, with both sides and what would work."""

from __future__ import annotations

import unicodedata

from roa_dossier.diagnostics import Diagnostic, Span, error
from roa_dossier.evidence import Found, Ground, Typed, seek, typed
from roa_dossier.evidence.fold import without_emphasis
from roa_dossier.evidence.seek import misquoted, nearest_unique
from roa_dossier.evidence.typed import Inserted, Segment
from roa_dossier.frozen import replace
from roa_dossier.model.outline import Selector, Words
from roa_dossier.nearest import Likeness, first_difference, most_like
from roa_dossier.patterns import regex
from roa_dossier.text import Text

_LEAST_LIKE = 40  # of 100: below it a passage has nothing to do with the words
_LIKE = 65  # of 100: from here on the passage is most probably meant
_RIVALS = 12  # passages looked at for one that has a number too
_AS_LIKE = 10  # of 100: no less like than this a passage is as good as the likest one
_NUMBER = regex(r"\d")
_WORD = regex(r"[^\W\d_]+")
_SIGNS = '.,;:!?()"'
_GAP_ELSEWHERE = "a gap stands in words of yours: in a document, beneath `modified: |`"
_BARE_DOTS = regex(r"(?<!\[)(?:…|\.\.\.)(?!\])")


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


def missing(ground: Ground, exact: Words, *, near: bool = True) -> Diagnostic:
    """Say that words are not in a source, and show the nearest passage, character for character.

    With `near` false nothing is searched for: the nearest passage is the dear part of a message.
    """
    if not near:
        message = error("quotation-not-found", f"these words are not in `{ground.source.key}`", exact.span)
        return message.hint("put the earlier ones right first: then the nearest passage is shown here too")
    told = typed(exact.text, ground.brackets)
    if slip := misquoted(ground, told):
        return _other_bracket(ground, exact, *slip)
    absent = [segment for segment in told.segments if not _stands(ground, segment)]
    if not absent:
        return _out_of_order(ground, exact, told)
    message = _unlike(ground, exact, absent[0])
    if _BARE_DOTS.search(exact.text.chars):
        message = replace(message, hints=("an omission is typed `[…]`", *message.hints[:2]))
    if "]{gap}" in exact.text.chars:
        message = replace(message, hints=(*message.hints[:2], _GAP_ELSEWHERE))
    return message


def _other_bracket(ground: Ground, exact: Words, inserted: Inserted, place: tuple[int, int]) -> Diagnostic:
    """Say that a bracket is neither the one that the source has there nor clearly an insertion."""
    stands = ground.chars[slice(*place)]
    span = exact.at(inserted.start, inserted.stop)
    return (
        error(
            "quotation-not-found",
            f"expected the bracket that `{ground.source.key}` has here, `{stands}`, found `{inserted.text}`",
            span,
            "the source reads otherwise here",
        )
        .beside(source_span(ground, *place), where(ground, *place))
        .hint(f"quote the source as it stands: {stands}")
        .hint("leave the bracket out: the words around it stand by themselves")
    )


def _stands(ground: Ground, segment: Segment) -> bool:
    return bool(seek(ground, Text.of(segment.folded.chars)).found)


def _out_of_order(ground: Ground, exact: Words, told: Typed) -> Diagnostic:
    """Say that the parts around the omissions stand in the source, but not one after another."""
    message = error(
        "quotation-not-found",
        f"these parts stand in `{ground.source.key}`, but do not follow each other in one passage",
        exact.span,
    )
    for segment in told.segments[:4]:
        place = seek(ground, Text.of(segment.folded.chars)).found[0]
        start, stop = place.parts[0]
        message = message.beside(source_span(ground, start, stop), where(ground, start, stop))
    return message.hint("quote the parts in the source's order, and each passage by itself")


def _unlike(ground: Ground, exact: Words, segment: Segment) -> Diagnostic:
    """Show a part that does not stand in the source beside the stretch most like it."""
    key = ground.source.key
    words = segment.folded.chars
    said = f"these words are not in `{key}`"
    near = _nearest(words, _blocks(ground))
    if not near:
        message = error("quotation-not-found", said, exact.at(*segment.folded.text.origin(0, len(words))))
        return message.hint("`roa-dossier find WORDS` searches all sources")
    start = ground.starts[near[0].index] + near[0].start
    stop = ground.starts[near[0].index] + near[0].stop
    stands = ground.chars[start:stop]
    differ = first_difference(words, stands)
    ours = differ.ours if differ else (0, len(words))
    theirs = (start + differ.theirs[0], start + differ.theirs[1]) if differ else (start, stop)
    span = exact.at(*segment.folded.text.origin(*ours))
    message = error("quotation-not-found", said, span, "the source reads otherwise here")
    message = message.beside(source_span(ground, *theirs), f"nearest passage, {where(ground, start, stop)}")
    if strange := look_alike(words[slice(*ours)], ground.chars[slice(*theirs)]):
        message = message.hint(strange)
    if near[0].score < _LIKE:
        return message.hint("`roa-dossier find WORDS` searches all sources")
    return message.hint(f"quote the source as it stands: {_around(ground, (start, stop), theirs)}")


def _nearest(words: str, blocks: list[str]) -> tuple[Likeness, ...]:
    """Find the stretch most like some words: of several as like, one with a number where they have one."""
    near = most_like(words, blocks, cutoff=_LEAST_LIKE, limit=_RIVALS if _NUMBER.search(words) else 1)
    told = {word.casefold() for word in _WORD.findall(words)}
    for like in near:
        stands = blocks[like.index][like.start : like.stop]
        shared = any(word.casefold() in told for word in _WORD.findall(stands))
        if shared and _NUMBER.search(stands) and like.score >= near[0].score - _AS_LIKE:
            return (like,)
    return near[:1]


def _around(ground: Ground, whole: tuple[int, int], middle: tuple[int, int], limit: int = 160) -> str:
    """Give a passage in one line; of a long one, whole words around its middle."""
    start, stop = whole
    if stop - start > limit:
        room = max(20, (limit - (middle[1] - middle[0])) // 2)
        start, stop = max(start, middle[0] - room), min(stop, middle[1] + room)
        while whole[0] < start < middle[0] and not ground.chars[start - 1].isspace():
            start += 1
        while middle[1] < stop < whole[1] and not ground.chars[stop].isspace():
            stop -= 1
    line = _one_line(without_emphasis(quotable(ground, *ground.span(start, stop))), limit)
    return f"{'… ' if start > whole[0] else ''}{line}{' …' if stop < whole[1] and line[-1:] != '…' else ''}"


def _blocks(ground: Ground) -> list[str]:
    ends = [*(start - 1 for start in ground.starts[1:]), len(ground.chars)]
    return [ground.chars[start:stop] for start, stop in zip(ground.starts, ends, strict=True)]


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


def shared(ours: str, theirs: str) -> int:
    """Count the letters with which both of two words begin."""
    least = min(len(ours), len(theirs))
    return next((at for at in range(least) if ours[at] != theirs[at]), least)


def first_letter(ours: str, theirs: str) -> str:
    """Name the first letter that differs in two words, counted from 1; "" where they are the same."""
    at = shared(ours, theirs)
    mine, yours = ours[at : at + 1], theirs[at : at + 1]
    if mine and yours:
        return look_alike(ours, theirs) or f"letter {at + 1} is `{mine}`; the source has `{yours}`"
    if mine:
        return f"letter {at + 1} is `{mine}`; in the source no letter follows"
    return f"after letter {at} the source has `{yours}`" if yours else ""


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
    around = _one_line(chars[start:stop]).strip(_SIGNS)
    return (
        error(
            "quotation-cuts-word",
            f"these words stand in `{ground.source.key}` only inside `{around}`",
            exact.span,
            "does not begin and end at a word's edge",
        )
        .beside(source_span(ground, start, stop), where(ground, start, stop))
        .hint("quote whole words; a number with its separators is one word")
    )


def ambiguous(ground: Ground, exact: Words, found: tuple[Found, ...], *, run_in: bool = False) -> Diagnostic:
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
        if run_in and (prefix or suffix):
            words = f"{prefix} {ground.chars[start:stop]} {suffix}".strip()
            message = message.hint(f"`[@{ground.source.key}: {words}]` for {spot}")
        elif prefix or suffix:
            message = message.hint(
                f"`prefix: {prefix}` for {spot}" if prefix else f"`suffix: {suffix}` for {spot}"
            )
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
    ground: Ground,
    selector: Selector,
    found: tuple[Found, ...],
    inside: tuple[int, int] | None,
    *,
    run_in: bool = False,
    near: bool = True,
) -> Diagnostic:
    """Say why a selector does not give one place.

    Args:
        ground: the source sought in.
        selector: what was sought.
        found: the places where it stands; never exactly one.
        inside: where it stands only inside words, or None.
        run_in: whether the words stand in running text, where a citation narrows and no prefix does.
        near: whether the nearest passage may be searched for.

    """
    if found:
        return ambiguous(ground, selector.exact, found, run_in=run_in)
    if selector.prefix or selector.suffix:
        return surroundings(ground, selector) or missing(ground, selector.exact, near=near)
    if inside:
        return cut(ground, selector.exact, inside)
    return missing(ground, selector.exact, near=near)
