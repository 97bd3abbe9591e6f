"""Each quotation found where it stands, or refused with both sides shown."""

from __future__ import annotations

import re
import unicodedata

from roa_dossier.diagnostics import error, warning
from roa_dossier.evidence import Found, Ground, Typed, seek
from roa_dossier.evidence.fold import differences, without_emphasis
from roa_dossier.evidence.seek import swallows_sentence_end
from roa_dossier.frozen import Frozen
from roa_dossier.model.chapter import (
    Insertion,
    Mistake,
    Omission,
    Passage,
    Quotation,
    QuotedPiece,
    Uncited,
    Verbatim,
)
from roa_dossier.model.outline import Selector, Words
from roa_dossier.model.source import Mark, MarkKind
from roa_dossier.patterns import regex
from roa_dossier.resolve import refusals
from roa_dossier.resolve.desk import Desk

_NEGATIVE = (
    r"(?:not|no|nor|never|none|neither|without|hardly|nicht|kein\w*|nie|niemals|ohne|pas|jamais|sans"
    r"|не|ни|нет|без|никогда)"
)
_NEGATION = regex(rf"\b{_NEGATIVE}\b|n\"t\b", re.IGNORECASE)
_NEGATED = regex(rf"(?:\b{_NEGATIVE}|n\"t) \Z", re.IGNORECASE)


class Hit(Frozen):
    """A quotation found: what was typed, where it stands, and the passage."""

    ground: Ground
    typed: Typed
    place: Found
    passage: Passage

    @property
    def whole(self) -> tuple[int, int]:
        """The range of folded characters from the first part's beginning to the last one's end."""
        return (self.place.parts[0][0], self.place.parts[-1][1])


def find(desk: Desk, selector: Selector, *, within: tuple[int, int] | None = None) -> Hit | None:
    """Find where a selector's words stand; say why when they do not, or not at one place only."""
    ground = desk.ground(selector.source)
    if ground is None:
        return None
    exact = selector.exact
    prefix, suffix = (str(selector.prefix or ""), str(selector.suffix or ""))
    sought = seek(ground, exact.text, prefix, suffix, within)
    if not sought.typed.segments:
        desk.say(error("empty-quotation", "there are no words of the source here", exact.span))
        return None
    if len(sought.found) == 1:
        return hit(desk, ground, exact, sought.typed, sought.found[0])
    desk.say(refusals.of(ground, selector, sought.found, sought.cut, near=desk.may_search()))
    return None


def hit(desk: Desk, ground: Ground, exact: Words, typed: Typed, place: Found) -> Hit:
    """Take down a quotation that was found, and say what its omissions swallow."""
    _check_omissions(desk, ground, exact, typed, place)
    _check_beginning(desk, ground, exact, typed, place)
    lost = exact.text.chars.find("\ufffd")
    if lost >= 0:
        desk.say(
            error(
                "replacement-character",
                "the quotation holds U+FFFD, which stands for a letter that was lost",
                exact.at(lost, lost + 1),
            ).hint("take the source in again from a file in which the letter is whole")
        )
    found = Hit(ground, typed, place, passage(ground, typed, place))
    _check_typed_marks(desk, exact, found)
    return found


def _check_typed_marks(desk: Desk, exact: Words, found: Hit) -> None:
    """Refuse a typed "citation needed" where the source has none: it would be ours, and vanish."""
    typed = [ours for segment in found.typed.segments for ours in segment.inserted if not ours.text]
    if len(typed) > len(_uncited_places(found)):
        start, stop = typed[-1].start, typed[-1].stop
        desk.say(
            error(
                "citation-needed-not-there",
                "the source has no `citation needed` here",
                exact.at(start, stop),
            ).hint("take it out: where the source has one, it is printed without being typed")
        )


def passage(ground: Ground, typed: Typed, place: Found) -> Passage:
    """Make the passage of found words: ranges, locator, the marks that reach it, and the folds."""
    ranges = tuple(ground.span(start, stop) for start, stop in place.parts)
    stands = " ".join(refusals.quotable(ground, *part) for part in ranges)
    said = " ".join(segment.folded.before.chars for segment in typed.segments)
    return Passage(
        ground.source.key,
        ranges,
        ground.locator(place.parts[0][0], place.parts[-1][1]),
        tuple(mark for mark in ground.source.marks if _overlaps(mark, ranges)),
        differences(said, stands),
    )


def _overlaps(mark: Mark, ranges: tuple[tuple[int, int], ...]) -> bool:
    low, high = mark.reach
    return any(start < high and low < stop for start, stop in ranges)


_DOUBLE_MARKS = '"“”„«»'


def quotes_original(found: Hit) -> bool:
    """Whether the words are those of another work that the source itself quotes and gives its reference for.

    Only then is the other work "quoted in" the source; words that are the source's own rest on it and are
    "cited in" it.
    """
    references = [mark for mark in found.passage.marks if mark.kind is MarkKind.REFERENCE]
    if not references:
        return False
    start, stop = found.passage.ranges[0][0], found.passage.ranges[-1][1]
    stretches = _quoted_stretches(found.ground, start, stop)
    return all(
        any(low < stop and start < high and _follows(found.ground, high, mark) for low, high in stretches)
        for mark in references
    )


def _quoted_stretches(ground: Ground, start: int, stop: int) -> list[tuple[int, int]]:
    """Find what stands between double marks in the blocks of a range."""
    stretches = []
    for block in ground.blocks:
        if block.start >= stop or block.stop <= start:
            continue
        opened = -1
        for at in range(block.start, block.stop):
            if ground.source.text[at] not in _DOUBLE_MARKS:
                continue
            if opened < 0:
                opened = at
            else:
                stretches.append((opened, at + 1))
                opened = -1
    return stretches


def _follows(ground: Ground, at: int, mark: Mark) -> bool:
    """Whether nothing but signs, blanks and other marks stands between a place and a mark."""
    return at <= mark.start and not any(char.isalnum() for char in refusals.quotable(ground, at, mark.start))


# ── what is printed ─────────────────────────────────────────────────────────────────────────────────


def quotation(found: Hit, language: str = "") -> Quotation:
    """Make the printed quotation: words as typed, brackets told apart, the source's marks in place."""
    return Quotation(_pieces(found), found.passage, language)


def _pieces(found: Hit) -> tuple[QuotedPiece, ...]:
    typed = found.typed
    chars = typed.text.chars
    cuts: list[tuple[int, int, QuotedPiece]] = []
    for segment in typed.segments:
        for inserted in segment.inserted:
            if inserted.text:
                cuts.append((inserted.start, inserted.stop, Insertion(inserted.text)))
            else:
                cuts.append((*_with_blank(chars, inserted.start, inserted.stop), Uncited("")))
        for at in segment.changed:
            start, stop = segment.folded.text.origin(at, at + 1)
            cuts.append((start, stop, Insertion(chars[start:stop])))
    cuts.extend((at, at, Uncited()) for at in _uncited_places(found))
    for match in re.finditer(r"\[\s*(?:…|\.\s?\.\s?\.)\s*\]", chars):
        if not any(start <= match.start() < stop for start, stop, _ in cuts) and _is_omission(typed, match):
            cuts.append((match.start(), match.end(), Omission()))
    pieces: list[QuotedPiece] = []
    done = 0
    for start, stop, piece in sorted(cuts, key=lambda cut: (cut[0], cut[1])):
        _add_words(pieces, chars[done:start])
        if not (isinstance(piece, Uncited) and not piece.text):
            pieces.append(piece)
        done = max(done, stop)
    _add_words(pieces, chars[done:])
    return _trimmed(pieces)


def _is_omission(typed: Typed, match: re.Match[str]) -> bool:
    """Whether a typed `[…]` parts two segments, and so is ours and not the source's."""
    for segment in typed.segments:
        start, stop = segment.folded.text.origin(0, len(segment.folded.chars))
        if start <= match.start() < stop:
            return False
    return True


def _with_blank(chars: str, start: int, stop: int) -> tuple[int, int]:
    while start > 0 and chars[start - 1] == " ":
        start -= 1
    return (start, stop)


def _uncited_places(found: Hit) -> list[int]:
    """Find where in the typed text the source's own "citation needed" marks stand.

    One that stands right after the quotation's last word is not inside it, unless it was typed.
    """
    ground, typed = found.ground, found.typed
    asked = any(not inserted.text for segment in typed.segments for inserted in segment.inserted)
    places = []
    for mark in found.passage.marks:
        if mark.kind is not MarkKind.CITATION_NEEDED:
            continue
        for index, (start, stop) in enumerate(found.passage.ranges):
            inside = start < mark.start < stop
            after = asked and stop <= mark.start <= stop + 2
            if inside or after:
                places.append(_typed_place(ground, typed, found.place, index, mark.start))
    return places


def _typed_place(ground: Ground, typed: Typed, place: Found, index: int, source_at: int) -> int:
    """Find the place in the typed text of a place in the source, by the folded characters both share."""
    start, stop = place.parts[index]
    at = start
    while at < stop and ground.span(at, at + 1)[0] < source_at:
        at += 1
    folded = typed.segments[index].folded
    count = min(at - start, len(folded.chars))
    while count > 1 and folded.chars[count - 1] == " ":
        count -= 1
    return folded.text.origin(count - 1, count)[1] if count else folded.text.origin(0, 1)[0]


def _add_words(pieces: list[QuotedPiece], chars: str) -> None:
    words = re.sub(r"[^\S\u00a0\u202f]+", " ", without_emphasis(unicodedata.normalize("NFC", chars)))
    if words:
        pieces.append(Verbatim(words))


def _trimmed(pieces: list[QuotedPiece]) -> tuple[QuotedPiece, ...]:
    """Take blanks off both ends."""
    if pieces and isinstance(pieces[0], Verbatim):
        pieces[0] = Verbatim(pieces[0].text.lstrip(" "))
    if pieces and isinstance(pieces[-1], Verbatim):
        pieces[-1] = Verbatim(pieces[-1].text.rstrip(" "))
    return tuple(piece for piece in pieces if piece.text)


def mistake(words: Words, code: str = "quotation-not-found") -> Mistake:
    """Make what a draft prints in the place of a quotation that was not found."""
    return Mistake(" ".join(str(words).split()), code)


# ── omissions ───────────────────────────────────────────────────────────────────────────────────────


def _check_omissions(desk: Desk, ground: Ground, exact: Words, typed: Typed, place: Found) -> None:
    for index in range(len(place.parts) - 1):
        gap_start, gap_stop = place.parts[index][1], place.parts[index + 1][0]
        gap = ground.chars[gap_start:gap_stop]
        segment = typed.segments[index].folded
        span = exact.at(*_gap_in_typed(typed, index))
        source_span = refusals.source_span(ground, gap_start, gap_stop)
        ended = segment.chars.rstrip('"').endswith((".", "!", "?", "…"))
        if not ended and swallows_sentence_end(gap):
            desk.say(
                error("omission-swallows-sentence-end", "the omission leaves out a sentence's end", span)
                .beside(source_span, "left out")
                .hint("type `. […]`, or end the words before it at the sentence's end")
            )
        if negation := _NEGATION.search(gap):
            desk.say(
                warning(
                    "omission-swallows-negation",
                    f"the omission leaves out `{negation.group()}`: is the sense still the source's?",
                    span,
                )
                .beside(source_span, "left out")
                .hint(f"quote `{negation.group()}`, too, or begin another quotation after it")
            )


def _check_beginning(desk: Desk, ground: Ground, exact: Words, typed: Typed, place: Found) -> None:
    """Warn of a quotation that begins right after a negation: without it the words may say the opposite."""
    start = place.parts[0][0]
    before = ground.chars[max(0, start - 20) : start]
    negation = _NEGATED.search(before)
    if negation and not typed.opens:
        span = exact.at(*typed.segments[0].folded.text.origin(0, 1))
        desk.say(
            warning(
                "quotation-begins-after-negation",
                f"`{negation.group().strip()}` stands right before these words in the source",
                span,
            )
            .beside(refusals.source_span(ground, start - len(negation.group()), start), "left out")
            .hint("quote it too, or begin with `[…]` to show that something is left out")
        )


def _gap_in_typed(typed: Typed, index: int) -> tuple[int, int]:
    before, after = typed.segments[index].folded, typed.segments[index + 1].folded
    start, stop = before.text.origin(0, len(before.chars))[1], after.text.origin(0, 1)[0]
    chars = typed.text.chars
    while start < stop and chars[start].isspace():
        start += 1
    while stop > start and chars[stop - 1].isspace():
        stop -= 1
    return (start, stop)
