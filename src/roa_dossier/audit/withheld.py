"""Whether a file gives away what its edition keeps back: answers, and the words of gaps."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from roa_dossier import pdf
from roa_dossier.audit.cuts import pages_end, span_of
from roa_dossier.audit.sheets import Sheet
from roa_dossier.diagnostics import Diagnostic, error
from roa_dossier.frozen import Frozen
from roa_dossier.model.book import Book
from roa_dossier.model.withheld import Secret, Withheld
from roa_dossier.patterns import regex

RUN = 5
"""So many words in a row of an answer are looked for; a shorter answer counts whole."""

_TOKEN = regex(r"[^\W\d_]+|\d+")
_BROKEN = regex(r"[\u2010\u00ad]\s+")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"))
_HEAD = 8
_SHOWN = 3
_APART = " \u01c0 "
"""A letter that no language's words have: nothing runs from one string of a file into the next."""

_OF_THE_FILE = (
    "call aids json",  # names of places and files
    "ranges run id excerpt key gloss path digest format program",  # keys of `evidence.json`
    "rdf description xmp xmlns dc ns http x li adobe pdf xpacket xmpmeta about alt seq bag",  # of XMP
    "display identity creativecommons licenses",
)
"""Words that every file has, whatever its edition says."""

_EDGE = 200
"""Characters on each side of a page break that are read together: more than five words have."""

_AS_QUOTED = "part.sources-as-quoted"


class _Read(Frozen):
    """A text as it is compared: without case, marks, hyphens at line ends, and what stands between words.

    Attributes:
        spaced: its words, a space before and behind each.
        close: its words with nothing between them.
        bare: the same without figures: the number of a note may stand in the middle of words.

    """

    spaced: str
    close: str
    bare: str

    @staticmethod
    def of(text: str) -> _Read:
        words = _words(text)
        return _Read(
            f" {' '.join(words)} ", "".join(words), "".join(word for word in words if not word[0].isdigit())
        )


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", _BROKEN.sub("", text).translate(_UNSEEN))
    return _TOKEN.findall(folded.casefold())


@dataclass(slots=True)
class _Sought:
    """What is looked for.

    Attributes:
        runs: five words in a row, close, by the letters they begin with.
        short: words of fewer than five, spaced.

    """

    runs: dict[str, list[str]] = field(default_factory=dict)
    short: dict[str, None] = field(default_factory=dict)

    @staticmethod
    def of(wanted: Iterable[tuple[str, ...]]) -> _Sought:
        made = _Sought()
        for words in wanted:
            close = "".join(words)
            if len(words) < RUN or len(close) < _HEAD:
                made.short[f" {' '.join(words)} "] = None
            else:
                made.runs.setdefault(close[:_HEAD], []).append(close)
        return made

    def met(self, read: _Read) -> set[str]:
        """Give what of it stands in a text."""
        found = {one for one in self.short if one in read.spaced}
        return found | self.runs_met(read)

    def runs_met(self, read: _Read) -> set[str]:
        """Give which runs of five words stand in a text, wherever its words are parted."""
        return self._runs(read.close) | self._runs(read.bare)

    def _runs(self, close: str) -> set[str]:
        heads = self.runs
        return {
            run
            for at in range(len(close) - _HEAD + 1)
            if (begun := heads.get(close[at : at + _HEAD]))
            for run in begun
            if close.startswith(run, at)
        }


def _key(words: tuple[str, ...]) -> str:
    close = "".join(words)
    return close if len(words) >= RUN and len(close) >= _HEAD else f" {' '.join(words)} "


def _parts(secret: Secret) -> Iterator[tuple[str, ...]]:
    """Give what of a secret must not be read: any five words in a row; the whole of a shorter one.

    One that is broken by what only the layout knows is looked for in its runs of five words. A single
    letter is none: it stands everywhere.
    """
    runs = [_words(run) for run in secret.runs]
    if sum(map(len, runs)) < RUN:
        whole = tuple(word for run in runs for word in run)
        if len(runs) == 1 and len("".join(whole)) > 1:
            yield whole
        return
    for words in runs:
        yield from (tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


class _Leak(Frozen):
    """Where something is given away: the page (from 0) or None, and the name of the place."""

    page: int | None
    place: str
    found: frozenset[str]


def diagnostics(book: Book, pages: tuple[Sheet, ...]) -> Iterator[Diagnostic]:
    """Say what the file has of answers and of the words of gaps that its edition keeps back.

    Looked for is every whole answer, and any five words in a row of one, that the edition's own text lacks:
    on the pages, and in every string of the file that is not drawn.
    """
    kept = book.withheld
    if kept is None:
        return
    sought = _looked_for(kept, pages)
    if sought.runs or sought.short:
        leaks = (*_on_pages(sought, pages), *_over_edges(sought, book, pages), *_beside(sought, book))
        for secret in kept.secrets:
            if said := _told(book, kept, secret, leaks):
                yield said


def _looked_for(kept: Withheld, pages: tuple[Sheet, ...]) -> _Sought:
    """Leave out what the edition says itself: its text, and the numbers of its pages."""
    wanted = dict.fromkeys(part for secret in kept.secrets for part in _parts(secret))
    numbers = " ".join([*(sheet.label for sheet in pages), *map(str, range(len(pages) + 1))])
    own = _Sought.of(wanted).met(_Read.of("\n".join((*kept.own, numbers, *_OF_THE_FILE))))
    return _Sought.of(words for words in wanted if _key(words) not in own)


def _on_pages(sought: _Sought, pages: tuple[Sheet, ...]) -> Iterator[_Leak]:
    for sheet in pages:
        if found := sought.met(_Read.of(sheet.drawn.chars)):
            yield _Leak(sheet.number, f"page {sheet.label}", frozenset(found))


def _over_edges(sought: _Sought, book: Book, pages: tuple[Sheet, ...]) -> Iterator[_Leak]:
    """Look at what runs over a page break: a short answer may have fewer than five words on each side."""
    structure = pdf.structure(book.pdf)
    before = ""
    for sheet in pages:
        marked = structure.page(sheet.number).text
        flow = _flow(sheet, marked) if marked else ""
        after = flow[:_EDGE]
        each = sought.runs_met(_Read.of(before)) | sought.runs_met(_Read.of(after))
        if found := sought.runs_met(_Read.of(before + after)) - each:
            yield _Leak(sheet.number, f"page {sheet.label}", frozenset(found))
        before = flow[-_EDGE:]


def _flow(sheet: Sheet, marked: tuple[int, ...]) -> str:
    """Give the text of a page without notes and running heads, in reading order."""
    chars: dict[int, list[str]] = {}
    for index, char in enumerate(sheet.drawn.chars):
        if (mark := sheet.drawn.mark(index)) is not None:
            chars.setdefault(mark, []).append(char)
    return "".join(char for mark in marked for char in chars.get(mark, ()))


def _beside(sought: _Sought, book: Book) -> Iterator[_Leak]:
    """Look through what is not drawn, all strings of one place at once."""
    places: dict[str, list[str]] = {}
    for place, text in pdf.strings(book.pdf):
        places.setdefault(place, []).append(text)
    for place, texts in places.items():
        if found := sought.met(_Read.of(_APART.join(texts))):
            yield _Leak(None, place, frozenset(found))


def _told(book: Book, kept: Withheld, secret: Secret, leaks: tuple[_Leak, ...]) -> Diagnostic | None:
    parts = {_key(words): words for words in _parts(secret)}
    places = [leak for leak in leaks if leak.found & parts.keys()]
    if not places:
        return None
    first = places[0]
    words = _longest([key in first.found for key in parts], list(parts.values()))
    all_named = list(dict.fromkeys(leak.place for leak in places))
    named = all_named[:_SHOWN]
    if len(all_named) > _SHOWN:
        more = len(all_named) - _SHOWN
        named.append("another place" if more == 1 else f"{more} more places")
    what = "this answer" if secret.what == "answer" else "the words of a gap in this block"
    message = (
        f"the edition `{kept.edition}` keeps back {what}, but {_joined(named)} "
        f"{'has' if len(named) == 1 else 'have'} `{words}`"
    )
    return error("answer-printed", message, secret.span.known).hint(_hint(book, kept, first))


def _joined(named: list[str]) -> str:
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"


def _longest(there: list[bool], parts: list[tuple[str, ...]]) -> str:
    """Give the words of the first run of parts that were found, as they are compared."""
    first = there.index(True)
    last = first
    while last + 1 < len(there) and there[last + 1] and parts[last + 1][:-1] == parts[last][1:]:
        last += 1
    words = [*parts[first], *(part[-1] for part in parts[first + 1 : last + 1])]
    return " ".join(words[:12]) + (" …" if len(words) > 12 else "")


def _hint(book: Book, kept: Withheld, leak: _Leak) -> str:
    if leak.page is None:
        return f"take it from {leak.place}: whoever has the file can read it"
    if any(
        one.id == _AS_QUOTED and leak.page in span_of(book, one, pages_end(book)) for one in book.manuscripts
    ):
        return f"add `sources-as-quoted` to `leave-out` of the edition `{kept.edition}`"
    return "no text of the edition says so: look for it in the project's own templates and style sheets"
