"""Whether works.yaml says of a work what the records of our sources say, and whether it was seen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from roa_dossier import archival, nearest
from roa_dossier.diagnostics import Diagnostic, Span, error, warning
from roa_dossier.evidence import fold
from roa_dossier.evidence.edges import at_edge
from roa_dossier.frozen import Frozen
from roa_dossier.model.chapter import letter
from roa_dossier.model.outline import ChapterOutline, CiteItem, CslItem, Outline, RecordRef, Words, WorkEntry
from roa_dossier.model.source import Record, Source
from roa_dossier.model.within import every
from roa_dossier.patterns import regex
from roa_dossier.recall import Recall
from roa_dossier.resolve import dated
from roa_dossier.text import Text

_LITERAL = ("title", "volume", "issue", "archive_location")
_NOT_DIGITS = regex(r"[^0-9Xx]")
_DASHES = str.maketrans("‐‑–—", "----")
_AROUND = ' \t"“”„‟«»()[]>,.;:'
_LIKE = 60.0


class Compared(Frozen):
    """A field of a work and whether a record has it.

    Attributes:
        field: its name: a CSL field, or `signature`.
        typed: what works.yaml says.
        stands: whether the record says the same.
        span: its place in works.yaml.

    """

    field: str
    typed: str
    stands: bool
    span: Span


def check(outline: Outline, sources: Mapping[str, Source], recall: Recall) -> Iterator[Diagnostic]:
    """Compare every work with its records, read every signature, and look at what is cited directly.

    A field may stand in any of a work's records: a source names a work in full once, and then in short.
    Of a work that was seen, only title and signature are compared; the rest the editor has from itself.
    """
    for work in outline.works:
        yield from _misread(work)
        yield from _missing(work, sources)
    yield from _unseen(outline, sources, recall)


def records_of(work: WorkEntry, sources: Mapping[str, Source]) -> Iterator[tuple[RecordRef, Source, Record]]:
    """Give the records of a work that are there."""
    for ref in work.records:
        source = sources.get(str(ref.source))
        for record in source.records if source else ():
            if source and (record.kind.value, record.number) == (ref.kind, ref.number):
                yield ref, source, record


def compared(work: WorkEntry, record: Record) -> tuple[Compared, ...]:
    """Hold the fields of a work that identify it against the words of one record."""
    return tuple(_compared(work, record.text.chars))


# ── what is compared ────────────────────────────────────────────────────────────────────────────────


def _compared(work: WorkEntry, words: str) -> Iterator[Compared]:
    data, item = work.item.data, work.item
    stand = _Standing(words)

    def told(field: str, typed: str, stands: bool) -> Compared:
        return Compared(field, typed, stands, item.places.get(field, item.key.span))

    for name in _people(item):
        yield told("author", name, stand.words(name))
    for field in (*_LITERAL, *(() if "title" in data else ("genre",))):
        if isinstance(typed := data.get(field), str):
            yield told(field, typed, stand.words(typed))
    if days := _days(data.get("issued")):
        said = "/".join("-".join(f"{part:02}" for part in day) for day in days)
        yield told("issued", said, all(dated.stands(day, stand.plain) for day in days))
    if isinstance(page := data.get("page"), str):
        yield told("page", page, stand.pages(page))
    if isinstance(isbn := data.get("ISBN"), str):
        yield told("ISBN", isbn, stand.digits(isbn))
    if isinstance(doi := data.get("DOI"), str):
        yield told("DOI", doi, stand.doi(doi))
    if work.signature:
        typed = str(work.signature)
        yield Compared("signature", typed, stand.words(typed), work.signature.span)


class _Standing(Frozen):
    """The words of a record, asked what stands in them."""

    plain: str

    def words(self, typed: str) -> bool:
        """Whether the words stand there, but for what is always folded (DESIGN.md §5)."""
        return _stands(typed, self.plain)

    def pages(self, typed: str) -> bool:
        """Whether the pages stand there, with any dash between them."""
        return _stands(typed.translate(_DASHES), self.plain.translate(_DASHES))

    def digits(self, typed: str) -> bool:
        """Whether the digits of an ISBN stand there, with hyphens and blanks wherever they are."""
        signs = "[- ]?".join(re.escape(sign) for sign in _NOT_DIGITS.sub("", typed))
        return bool(signs) and bool(re.search(rf"(?<!\d)(?<!\d-){signs}(?!-?\d)", self.plain, re.IGNORECASE))

    def doi(self, typed: str) -> bool:
        """Whether a DOI stands there; its letters are the same in either case (ISO 26324)."""
        return bool(re.search(rf"(?<!\w){re.escape(typed)}(?!\w)", self.plain, re.IGNORECASE))


def _stands(typed: str, words: str) -> bool:
    sought = fold(Text.of(" ".join(typed.split()))).chars
    chars = fold(Text.of(words)).chars
    at = chars.find(sought) if sought else -1
    while at >= 0:
        if at_edge(chars, at) and at_edge(chars, at + len(sought)):
            return True
        at = chars.find(sought, at + 1)
    return False


def _people(item: CslItem) -> Iterator[str]:
    people = item.data.get("author")
    for person in people if isinstance(people, tuple) else ():
        if isinstance(person, dict):
            yield str(person.get("family") or person.get("literal") or "")


def _days(issued: Any) -> tuple[dated.Day, ...]:
    parts = issued.get("date-parts") if isinstance(issued, dict) else None
    return tuple(
        tuple(int(part) for part in day) for day in parts or () if all(isinstance(part, int) for part in day)
    )


# ── what is said ────────────────────────────────────────────────────────────────────────────────────


def _missing(work: WorkEntry, sources: Mapping[str, Source]) -> Iterator[Diagnostic]:
    found = tuple(records_of(work, sources))
    if not found:
        return
    judged = [compared(work, record) for _, _, record in found]
    for index, one in enumerate(judged[0]):
        identifies = one.field in ("title", "signature", "archive_location")
        if (identifies or not work.seen) and not any(each[index].stands for each in judged):
            yield _not_in_record(work, one, found)


def _not_in_record(
    work: WorkEntry, one: Compared, found: tuple[tuple[RecordRef, Source, Record], ...]
) -> Diagnostic:
    """Show the field and the record whose words are most like it."""
    which = " or ".join(f"{each.kind} `{_sign(each)}` of `{each.source}`" for each, _, _ in found)
    said = error(
        "work-not-in-record",
        f"expected the `{one.field}` of `{work.item.key}` as {which} has it, found `{one.typed}`",
        one.span,
    )
    leave = "leave out what the record does not say"
    seen = "write `seen: true` if you have it from the work"
    if near := _told(one, found):
        place, words = near
        return said.beside(place, "the record has this").hint(
            f"if it is this, write it so: {words}", leave, seen
        )
    texts = [record.text.chars for _, _, record in found]
    like = nearest.most_like(one.typed, texts, _LIKE) if one.field != "issued" else ()
    ref, source, record = found[like[0].index if like else 0]
    if like:
        stretch = _bare(record.text, like[0].start, like[0].stop)
        place = Span(source.path, *stretch.origin(0, len(stretch)))
        words = " ".join(stretch.chars.split())
        return said.beside(place, "the record reads so here").hint(f"if it is this, write it so: {words}")
    said = said.beside(Span(source.path, record.start, record.stop), f"the {ref.kind} has it not")
    return said.hint(leave, *(() if one.field in ("title", "signature") else (seen,)))


def _told(one: Compared, found: tuple[tuple[RecordRef, Source, Record], ...]) -> tuple[Span, str] | None:
    """Give the date or the pages that a record has instead: their place, and how to write them."""
    for _, source, record in found:
        match one.field:
            case "issued":
                near = _date(one.typed, record)
            case "page":
                pages = record.fields.pages
                match = re.search(rf"(?<=[.:\s]){re.escape(pages)}(?!\w)", record.text.chars)
                near = (pages, *match.span()) if match else None
            case _:
                return None
        if near and near[0]:
            return Span(source.path, *record.text.origin(*near[1:])), near[0]
    return None


def _date(typed: str, record: Record) -> tuple[str, int, int] | None:
    """Give the date of a record that is most like a typed one, as it is typed; of a range of dates nothing.

    The day on which a page was called up, an ISBN and a DOI are none.
    """
    if not all(part.isdecimal() for part in typed.split("-")):
        return None
    words, told = record.text.chars, record.fields
    for other in filter(None, (told.accessed, told.isbn, told.doi)):
        words = words.replace(other, " " * len(other))
    near = dated.nearest(tuple(map(int, typed.split("-"))), words, told.year)
    return ("-".join(f"{part:02}" for part in near[0]), *near[1:]) if near else None


def _bare(text: Text, start: int, stop: int) -> Text:
    """Cut a stretch without the marks of quotation and punctuation around it."""
    chars = text.chars[start:stop]
    start += len(chars) - len(chars.lstrip(_AROUND))
    return text.slice(start, start + len(chars.strip(_AROUND)))


def _sign(ref: RecordRef) -> str:
    return letter(ref.number) if ref.kind == "note" else str(ref.number)


def _misread(work: WorkEntry) -> Iterator[Diagnostic]:
    if work.signature and archival.read(str(work.signature)) is None:
        message = f"`{work.signature}` is read as no archive's signature, and is printed as it stands"
        yield warning("signature-unread", message, work.signature.span).hint(
            "forms that are read: " + "; ".join(f"`{form}`" for form in archival.FORMS),
            "write another archive's under `archive_location` of the reference",
        )


def _unseen(outline: Outline, sources: Mapping[str, Source], recall: Recall) -> Iterator[Diagnostic]:
    """Report works cited directly that no editor has seen: an archive as an error, others as a warning."""
    works = {str(work.item.key): work for work in outline.works if not work.seen}
    chapters = outline.chapters if works else ()
    for item in (one for chapter in chapters for one in recall.of(_cited, chapter)):
        work = works.get(str(item.key))
        if work and archival.standing(work) == "archival":
            yield _cited_unseen(error, work, item.key)
        elif work and any(records_of(work, sources)):
            yield _cited_unseen(warning, work, item.key)


def _cited_unseen(make: Callable[[str, str, Span], Diagnostic], work: WorkEntry, key: Words) -> Diagnostic:
    known = [f"{ref.kind} `{_sign(ref)}` of `{ref.source}`" for ref in work.records]
    through = f", known through {' and '.join(known)}," if known else ""
    said = make("cited-unseen", f"`{key}`{through} is cited as if it had been seen", key.span)
    hints = [f"cite the passage that rests on it: `[@{work.records[0].source}: words]`"] if known else []
    return said.hint(*hints, "write `seen: true` at the work if you have had it in hand")


def _cited(chapter: ChapterOutline) -> tuple[CiteItem, ...]:
    """Give every item of a citation, wherever in a chapter it stands."""
    return tuple(every(CiteItem, chapter))
