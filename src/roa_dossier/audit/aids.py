"""Whether lists of pages are right: what they name stands on the pages they name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from roa_dossier.audit.sheets import PAGE_NUMBER, Sheet, finds, folded, origin, text
from roa_dossier.diagnostics import Diagnostic, error
from roa_dossier.model.book import Book, Claim, Manuscript, Mention
from roa_dossier.model.report import Text
from roa_dossier.patterns import regex
from roa_dossier.pdf import Anatomy

if TYPE_CHECKING:
    from roa_dossier.pdf import Structure

_NUMERALS = regex(r"(\d+)(?:[–-](\d+))?")


class Place(Protocol):
    """Where something stands; its page from 0."""

    @property
    def page(self) -> int:
        """Give it."""
        ...


_FORMS, _WORDS = 3, 60
"""How many forms a message names, and how many characters of an entry it shows."""


def diagnostics(
    book: Book, anatomy: Anatomy, sheets: tuple[Sheet, ...], structure: Structure
) -> Iterator[Diagnostic]:
    """Compare what lists of pages claim, and what they were made from, with the printed pages.

    Only words that the structure tree holds are counted: a running head is no evidence for a page. Words
    that run over a page break count for both pages. Of a chapter that is read alone only what it prints
    itself is looked for.
    """
    pages = _Pages(anatomy.destinations, anatomy.labels, Lazily(sheets, structure))
    for manuscript in book.manuscripts:
        yield from dict.fromkeys(
            found for mention in manuscript.mentions if (found := _lost(manuscript, mention, pages))
        )
        if not book.alone:
            yield from claimed(manuscript, pages)


def pages_of(destinations: Mapping[str, Place], labels: tuple[str, ...], texts: Sequence[Text]) -> _Pages:
    """Give pages that were read before, for `claimed`."""
    return _Pages(destinations, labels, texts)


def claimed(manuscript: Manuscript, pages: _Pages) -> Iterator[Diagnostic]:
    """Say which entries of a manuscript's lists of pages do not hold."""
    yield from dict.fromkeys(
        found for claim in manuscript.claims for found in _wrong(manuscript, claim, pages)
    )


def _lost(manuscript: Manuscript, mention: Mention, pages: _Pages) -> Diagnostic | None:
    """Say that a mention does not stand where the lists of pages look for it."""
    name = f"`{mention.text or mention.key}`"
    place = pages.destinations.get(mention.anchor)
    if place is None:
        message = f"a mention of {name} in `{manuscript.title}` has no place in the PDF"
    elif mention.text and not pages.hold(place.page, (folded(mention.text),)):
        message = (
            f"{name} does not stand on page {pages.label(place.page)}, where `{manuscript.title}` mentions it"
        )
    else:
        return None
    found = error("mention-lost", message, manuscript.span.known)
    return found.hint("print the mention's id and its words as they are given, if a template is your own")


def _wrong(manuscript: Manuscript, claim: Claim, pages: _Pages) -> Iterator[Diagnostic]:
    """Say what an entry of a list asserts and does not hold."""
    entry = f"the entry `{_short(claim.text)}` of `{manuscript.title}`"
    place = pages.destinations.get(claim.anchor)
    if place is None or not pages.begin(place.page, folded(claim.text)):
        yield error("index-page-wrong", f"{entry} is not in the PDF as it was made", manuscript.span.known)
        return
    printed = _numbers(claim.text)
    forms = tuple(folded(form) for form in claim.forms)
    for page in claim.pages:
        label = pages.label(page)
        if label not in printed:
            message = f"{entry} does not name page {label}, which it stands for"
        elif forms and not pages.hold(page, forms, words=True):
            named = ", ".join(f"`{form}`" for form in claim.forms[:_FORMS])
            more = " …" if len(claim.forms) > _FORMS else ""
            message = f"{entry} names page {label}, which has none of {named}{more}"
        else:
            continue
        yield error("index-page-wrong", message, manuscript.span.known)


def _numbers(text: str) -> frozenset[str]:
    """Give the page numbers that an entry prints, ranges written out: `12–15`, `112–15`."""
    found: set[str] = set()
    for first, last in _NUMERALS.findall(text):
        found.add(first)
        if last:
            last = first[: -len(last)] + last if len(last) < len(first) else last
            found.update(str(number) for number in range(int(first), int(last) + 1))
    return frozenset(found)


def _short(text: str) -> str:
    return text if len(text) <= _WORDS else f"{text[: _WORDS - 1].rstrip()}…"


# ── reading pages ───────────────────────────────────────────────────────────────────────────────────


class Lazily(Sequence[Text]):
    """The texts of printed pages, each read when it is first asked for."""

    def __init__(self, sheets: tuple[Sheet, ...], structure: Structure) -> None:
        self._sheets, self._structure = sheets, structure
        self._read: dict[int, Text] = {}

    def __len__(self) -> int:
        return len(self._sheets)

    def __getitem__(self, page: Any) -> Any:
        if page not in self._read:
            self._read[page] = text(self._sheets[page], self._structure.page(page))
        return self._read[page]


@dataclass(slots=True)
class _Pages:
    """The printed pages, read as far as they are asked for."""

    destinations: Mapping[str, Place]
    labels: tuple[str, ...]
    texts: Sequence[Text]
    _known: dict[tuple[int, tuple[str, ...], bool], bool] = field(default_factory=dict)
    _own: dict[int, str] = field(default_factory=dict)

    def label(self, page: int) -> str:
        """Give a page's number as printed."""
        return self.labels[page] if page < len(self.labels) else str(page + 1)

    def hold(self, page: int, forms: tuple[str, ...], *, words: bool = False) -> bool:
        """Whether one of some words (folded) stands on a page or runs over its edge.

        Args:
            page: from 0.
            forms: the words, any of which will do.
            words: whether they must begin a word.

        """
        key = (page, forms, words)
        if key not in self._known:
            self._known[key] = page < len(self.texts) and (
                any(found for form in forms for found in self._stand(page, form, words=words))
                or any(self._crosses(edge, form) for edge in (page, page - 1) for form in forms)
            )
        return self._known[key]

    def begin(self, page: int, expected: str) -> bool:
        """Whether `expected` (folded) stands on a page, or begins there and goes on over the next."""
        if any(self._stand(page, expected, whole=True)):
            return True
        pattern = re.compile(re.escape(expected).replace(PAGE_NUMBER, r"\d+"))
        text = self._flow(page)
        for following in range(page + 1, len(self.texts)):
            text += self._flow(following)
            if found := pattern.search(text):
                return found.start() < len(self._flow(page))
            if len(text) > len(self._flow(page)) + 2 * len(expected):
                return False
        return False

    def _stand(self, page: int, expected: str, *, words: bool = False, whole: bool = False) -> Iterator[bool]:
        """Give True for each place of a page's own words that reads as `expected`.

        Args:
            page: from 0.
            expected: folded.
            words: whether it must begin a word.
            whole: whether a number at its end must end there.

        """
        own = self.texts[page].own
        for start, stop in finds(expected, self._folded(page), lambda at: origin(own, at)):
            before, last, after = (own[at : at + 1] for at in (start - 1, stop - 1, stop))
            begun = words and start > 0 and before.isalnum()
            goes_on = whole and last.isdigit() and after.isdigit()
            if not begun and not goes_on:
                yield True

    def _folded(self, page: int) -> str:
        if page not in self._own:
            self._own[page] = folded(self.texts[page].own)
        return self._own[page]

    def _crosses(self, page: int, expected: str) -> bool:
        """Whether `expected` begins on a page and ends on the next."""
        if not 0 <= page < len(self.texts) - 1:
            return False
        before, after = self._flow(page)[-len(expected) + 1 :], self._flow(page + 1)[: len(expected) - 1]
        return len(expected) > 1 and expected in before + after

    def _flow(self, page: int) -> str:
        """Give the text of a page, without notes and running heads, in reading order and folded."""
        return self.texts[page].flow
