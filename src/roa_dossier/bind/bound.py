"""Fragments become one PDF: each object gets its number, each late number its figures."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from roa_dossier.bind import matter, order, outline
from roa_dossier.bind.deflated import joined
from roa_dossier.bind.file import File, Packed, pack
from roa_dossier.bind.order import Standing
from roa_dossier.bind.values import real, reference, sort_key, string
from roa_dossier.model.book import Attachment, Place, Typesetting
from roa_dossier.model.fragment import (
    DOCUMENT,
    FONTS,
    KEY,
    PAGES,
    Body,
    Fonts,
    Head,
    Slot,
    Stream,
    Wear,
    identifier,
)

_LEVEL = 6
_CATALOG, _TREE, _INFORMATION, _ROOT, _ELEMENT, _PARENTS, _METADATA = range(1, 8)
_OUTSIDE = {PAGES: _TREE, DOCUMENT: _ELEMENT}
_FIRST = 64
_STEP = 1024
"""Numbers are given in steps, so that a small change leaves those of what follows as they are."""


@dataclass(slots=True)
class Prepared:
    """What was put together for an earlier book and need not be put together again.

    Attributes:
        streams: the data of a stream, by the stream and the numbers in it.
        bodies: the objects of a fragment, deflated, by the fragment and the numbers that they have.
        files: the files that travel in the book, deflated, by name and digest.
        named: of bodies those whose fragments have names, by these and their numbers; in another process
            there are no others.

    """

    streams: dict[tuple[int, tuple[str, ...]], tuple[Stream, bytes]] = field(default_factory=dict)
    bodies: dict[tuple[int, int, int], tuple[Body, Packed]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    named: dict[str, Packed] = field(default_factory=dict)

    def deflate(self, name: str, data: bytes) -> str:
        """Deflate a file that travels in a book, unless it is at hand; give what it is called here."""
        key = f"{name} {hashlib.sha256(data).hexdigest()}"
        if key not in self.files:
            self.files[key] = zlib.compress(data, _LEVEL)
        return key


@dataclass(slots=True)
class _Bound:
    """A fragment with the numbers of its objects."""

    one: Standing
    base: int


def written(
    standing: tuple[Standing, ...],
    fonts: Fonts,
    wear: Wear,
    told: Typesetting,
    attachments: tuple[Attachment, ...] = (),
    *,
    unknown: bool = False,
    elsewhere: Mapping[str, Place] | None = None,
    pages: int = 0,
    before: Prepared | None = None,
) -> bytes:
    """Write a book.

    Args:
        standing: its fragments in order, blank pages among them.
        fonts: with all glyphs that they use, and the figures of their late numbers.
        wear: which of them each fragment uses.
        told: title, authors, language and date.
        attachments: files to embed, each name once.
        unknown: whether the noughts stay that stand for numbers of pages.
        elsewhere: where anchors stand that are not in these fragments.
        pages: how many pages there are, where these are not all.
        before: what was put together earlier; afterwards it is what was put together now.

    Returns:
        The PDF, the same for the same arguments.

    """
    file = File()
    worn = _FIRST
    faces = worn + len(wear.sets)
    bound: list[_Bound] = []
    at = _after(faces + fonts.count)
    for one in standing:
        bound.append(_Bound(one, at))
        at = _after(at + one.fragment.count)
    filling = _Filling(
        {**(elsewhere or {}), **order.places(standing)}, pages or order.count(standing), unknown, before
    )
    _fonts(file, faces, fonts)
    for each, chosen in zip(bound, wear.worn, strict=True):
        _fragment(file, each, {**_OUTSIDE, FONTS: worn + chosen}, filling)
    kept = _whole(bound)
    for number, members in enumerate(wear.sets, worn):
        named_fonts = (fonts.names[member] for member in members)
        kept[number] = b"<<%b>>" % b"".join(
            b"/%b %b" % (name.encode(), reference(faces + at)) for name, at in named_fonts
        )
    files, named, listed, at = matter.enclosed(file, attachments, told.date, at, filling.deflated)
    heads = outline.objects(_heads(bound), at)
    at += len(heads)
    file.stream(_METADATA, b"/Type/Metadata/Subtype/XML", matter.metadata(told))
    kept |= files | heads
    kept[_INFORMATION] = matter.information(told)
    names = b"/Dests<<%b>>" % _names(bound)
    if named:
        names += b"/EmbeddedFiles<</Names[%b]>>" % named
    catalog = [
        b"<</Type/Catalog/Pages %b/Metadata %b" % (reference(_TREE), reference(_METADATA)),
        b"/StructTreeRoot %b/MarkInfo<</Marked true>>" % reference(_ROOT),
        b"/ViewerPreferences<</DisplayDocTitle true>>/Lang %b/Names<<%b>>" % (string(told.language), names),
    ]
    if heads:
        catalog.append(b"/Outlines %b" % reference(min(heads)))
    if listed:
        catalog.append(b"/AF[%b]" % listed)
    kept[_CATALOG] = b"%b>>" % b"".join(catalog)
    file.objects(at, kept)
    if before is not None:
        now = filling.now
        before.streams, before.bodies, before.files, before.named = (
            now.streams,
            now.bodies,
            now.files,
            now.named,
        )
    return file.finished(at + 1, _CATALOG, _INFORMATION)


def ahead(standing: tuple[Standing, ...], wear: Wear, before: Prepared) -> Iterator[None]:
    """Put together what `written` will need, but for fonts that are not made yet; fragment by fragment.

    Args:
        standing: as `written` will be given them.
        wear: the same.
        before: what was put together earlier; what is put together now is added.

    """
    filling = _Filling(order.places(standing), order.count(standing), False, before)
    at = _STEP  # most books have fewer objects of fonts
    for one, chosen in zip(standing, wear.worn, strict=True):
        for stream in one.fragment.streams:
            if stream.stretches:
                filling.data(stream, one)
        filling.packed(_Bound(one, at), {**_OUTSIDE, FONTS: _FIRST + chosen})
        at = _after(at + one.fragment.count)
        before.streams |= filling.now.streams
        before.bodies |= filling.now.bodies
        before.named |= filling.now.named
        filling.now.streams.clear()
        filling.now.bodies.clear()
        filling.now.named.clear()
        yield


def _after(number: int) -> int:
    """Give the first number of the step after one, which itself is for the object stream."""
    return (number // _STEP + 1) * _STEP


# ── fragments ───────────────────────────────────────────────────────────────────────────────────────


def _numbered(numbers: tuple[int, ...], base: int, outside: Mapping[int, int]) -> tuple[int, ...]:
    """Give the numbers that stand in the book for those of a fragment."""
    return tuple(
        base + one if 0 <= one < KEY else base + one - KEY if one > 0 else outside[one] for one in numbers
    )


class _Filling:
    """Puts numbers into streams and objects, or takes what was put together with the same before."""

    def __init__(
        self, places: Mapping[str, Place], pages: int, unknown: bool, before: Prepared | None
    ) -> None:
        self._places, self._pages, self._unknown = places, pages, unknown
        self._before = before or Prepared()
        self.now = Prepared()

    def data(self, stream: Stream, one: Standing) -> bytes:
        """Give the data of a stream with its numbers."""
        if self._unknown:
            return joined(stream.stretches, tuple(slot.drawn for slot in stream.slots))
        numbers = tuple(order.number(slot, one, self._pages, self._places) for slot in stream.slots)
        key = (id(stream), numbers)
        known = self._before.streams.get(key)
        if known is None or known[0] is not stream:
            filled = (_filled(slot, number) for slot, number in zip(stream.slots, numbers, strict=True))
            known = (stream, joined(stream.stretches, tuple(filled)))
        self.now.streams[key] = known
        return known[1]

    def packed(self, each: _Bound, outside: Mapping[int, int]) -> Packed:
        """Give the objects of a fragment that are no streams, with the numbers that they have in the book."""
        body, base = each.one.fragment.body, each.base
        key = (id(body), base, outside[FONTS])
        name = f"{each.one.name} {base} {outside[FONTS]}"
        known = self._before.bodies.get(key)
        if known is None or known[0] is not body:
            found = self._before.named.get(name)
            if found is None:
                members = [(base + number, at) for number, at in body.members]
                text = body.template % _numbered(body.numbers, base, outside)
                found = pack(base + each.one.fragment.count, members, text)
            known = (body, found)
        self.now.bodies[key] = known
        if each.one.name:
            self.now.named[name] = known[1]
        return known[1]

    def deflated(self, name: str, data: bytes) -> bytes:
        """Give a file that travels in the book, deflated."""
        key = self._before.deflate(name, data)
        self.now.files[key] = self._before.files[key]
        return self.now.files[key]


def _filled(slot: Slot, number: str) -> bytes:
    """Give a slot with its number; noughts stay where there is none of as many digits."""
    return slot.filled(number) if len(number) == len(slot.at) else slot.drawn


def _fragment(file: File, each: _Bound, outside: Mapping[int, int], filling: _Filling) -> None:
    fragment = each.one.fragment
    for stream in fragment.streams:
        dictionary = stream.dictionary % _numbered(stream.numbers, each.base, outside)
        if stream.stretches:
            data = filling.data(stream, each.one)
            file.stream(each.base + stream.number, dictionary + b"/Filter/FlateDecode", data)
        else:
            file.stream(each.base + stream.number, dictionary, stream.plain)
    file.packed(each.base + fragment.count, filling.packed(each, outside))


def _fonts(file: File, base: int, fonts: Fonts) -> None:
    for stream in fonts.streams:
        dictionary = stream.dictionary % _numbered(stream.numbers, base, {})
        file.stream(base + stream.number, dictionary, stream.plain)
    members = [(base + number, at) for number, at in fonts.body.members]
    text = fonts.body.template % _numbered(fonts.body.numbers, base, {})
    file.packed(base + fonts.count, pack(base + fonts.count, members, text))


# ── the whole ───────────────────────────────────────────────────────────────────────────────────────


def _whole(bound: list[_Bound]) -> dict[int, bytes]:
    """Give the objects that join the fragments: the pages, and the structure's root."""
    kids = [reference(each.base + leaf.number) for each in bound for leaf in each.one.fragment.pages]
    elements = [reference(each.base + number) for each in bound for number in each.one.fragment.elements]
    leaves = [reference(each.base) for each in bound if each.one.fragment.parents]
    identified = sorted(each.base + number for each in bound for number in each.one.fragment.identifiers)
    named = b" ".join(b"%b %b" % (string(identifier(number)), reference(number)) for number in identified)
    tree = b"/IDTree<</Names[%b]>>" % named if named else b""
    return {
        _TREE: b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(kids), b" ".join(kids)),
        _ROOT: b"<</Type/StructTreeRoot/K %b/ParentTree %b%b>>"
        % (reference(_ELEMENT), reference(_PARENTS), tree),
        _ELEMENT: b"<</Type/StructElem/S/Document/P %b/K[%b]>>" % (reference(_ROOT), b" ".join(elements)),
        _PARENTS: b"<</Kids[%b]>>" % b" ".join(leaves),
    }


def _names(bound: list[_Bound]) -> bytes:
    """Give the leaf of the tree of names that leads to places."""
    seen: dict[str, bytes] = {}
    for each in bound:
        fragment = each.one.fragment
        for anchor in fragment.anchors:
            if anchor.name not in seen:
                page = each.base + fragment.pages[anchor.page].number
                seen[anchor.name] = b"[%b/XYZ %b %b 0]" % (reference(page), real(anchor.x), real(anchor.y))
    listed = (b"%b%b" % (string(name), seen[name]) for name in sorted(seen, key=sort_key))
    return b"/Names[%b]" % b"".join(listed)


def _heads(bound: list[_Bound]) -> Iterator[tuple[Head, int]]:
    for each in bound:
        fragment = each.one.fragment
        for head in fragment.heads:
            yield head, each.base + fragment.pages[head.page].number
