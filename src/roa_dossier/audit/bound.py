"""Whether a book is what binding should have made of its chapters, read from its bytes.

Chapters were read when they were laid out; what binding adds is looked at here: that every page holds what
was read, that every late number is that of the page it names, that pages, bookmarks and links are all there.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from roa_dossier.diagnostics import Diagnostic, error
from roa_dossier.frozen import Frozen
from roa_dossier.model.fragment import FOLIO, TOTAL, Fragment, Slot, Stream
from roa_dossier.patterns import regex
from roa_dossier.pdf import Unreadable, raw

_REFERENCE = regex(rb"(\d+) 0 R")
_CONTENTS = regex(rb"/Contents\s+(\d+) 0 R")


class Bound(Frozen):
    """A fragment where it is bound.

    Attributes:
        fragment: its pages.
        first: from which page of the book on it is bound, from 0.
        name: under which it is kept; "" for none.

    """

    fragment: Fragment
    first: int
    name: str = ""


@dataclass(slots=True)
class Seen:
    """What was read before and found right: it need not be read again where the same bytes stand.

    Attributes:
        right: digests of streams of fragments that have a name, with it, their number and the numbers that
            they must show; and of objects of such fragments, with the names to which their links lead.

    """

    right: dict[bytes, tuple[str, ...]] = field(default_factory=dict)


def diagnostics(pdf: bytes, bound: tuple[Bound, ...], seen: Seen | None = None) -> Iterator[Diagnostic]:
    """Say what of a bound book is not as it should be.

    Args:
        pdf: the finished file.
        bound: the fragments that it was bound from, in order.
        seen: what was found right in an earlier file; is added to.

    """
    seen = Seen() if seen is None else seen
    try:
        yield from _Book(pdf).wrong(bound, seen)
    except (Unreadable, ValueError, KeyError, zlib.error) as fault:
        yield error("pdf-unreadable", f"the finished PDF cannot be read: {fault}")


class _Book:
    def __init__(self, pdf: bytes) -> None:
        self._raw = raw.Raw(pdf)
        root = self._raw.text(_number(self._raw.trailer, b"Root"))
        self._catalog = root
        tree = self._raw.text(_number(root, b"Pages"))
        self._pages = [int(one) for one in _REFERENCE.findall(tree.partition(b"/Kids[")[2])]
        self._count = int(re.findall(rb"/Count (\d+)", tree)[0])
        self._index = {number: index for index, number in enumerate(self._pages)}
        # a name without a page of the file has none here, and its links then lead nowhere
        self._names = {name: self._index[page] for name, page in raw.named(root) if page in self._index}

    def wrong(self, bound: tuple[Bound, ...], seen: Seen) -> Iterator[Diagnostic]:
        expected = sum(len(one.fragment.pages) for one in bound)
        if not len(self._pages) == self._count == expected:
            yield error("pages-wrong", f"expected {expected} pages, found {len(self._pages)}")
            return
        right: dict[bytes, tuple[str, ...]] = {}
        for one in bound:
            base = self._base(one)
            if base is None:
                yield error("pages-wrong", f"page {one.first + 1} is not where it was bound")
                continue
            for stream in one.fragment.streams:
                yield from self._stream(one, base, stream, seen, right)
            yield from self._links(one, base, seen, right)
        seen.right = right
        yield from self._destinations(bound)
        yield from self._bookmarks(bound)

    def _base(self, one: Bound) -> int | None:
        """Give what was added to a fragment's numbers, if its pages are all where they belong."""
        numbers = self._pages[one.first : one.first + len(one.fragment.pages)]
        bases = {number - leaf.number for number, leaf in zip(numbers, one.fragment.pages, strict=True)}
        return bases.pop() if len(bases) == 1 else None

    def _stream(
        self, one: Bound, base: int, stream: Stream, seen: Seen, right: dict[bytes, tuple[str, ...]]
    ) -> Iterator[Diagnostic]:
        """Compare the data of a stream with the fragment's, and its late numbers with their pages'."""
        _, data = self._raw.stream(base + stream.number)
        if not stream.stretches:
            if data != stream.plain:
                yield error("page-changed", f"a picture of page {one.first + 1} is not as it was laid out")
            return
        wanted = tuple(self._wanted(slot, one) for slot in stream.slots)
        mark = _mark(one, data, stream.number, *wanted)
        found = [] if mark in seen.right else [*self._differences(one, stream, wanted, zlib.decompress(data))]
        yield from found
        if one.name and not found:
            right[mark] = ()

    def _wanted(self, slot: Slot, one: Bound) -> str:
        """Give the number that a slot must show; "" where its anchor has no page."""
        if slot.target == FOLIO:
            return str(one.first + slot.page + 1)
        if slot.target == TOTAL:
            return str(self._count)
        page = self._names.get(slot.target)
        return "" if page is None else str(page + 1)

    @staticmethod
    def _differences(
        one: Bound, stream: Stream, wanted: tuple[str, ...], data: bytes
    ) -> Iterator[Diagnostic]:
        at = 0
        for index, stretch in enumerate(stream.stretches):
            if zlib.adler32(data[at : at + stretch.length]) != stretch.sum:
                message = f"page {one.first + 1} or one after it does not hold what was laid out"
                yield error("page-changed", message)
                return
            at += stretch.length
            if index == len(stream.slots):
                break
            slot = stream.slots[index]
            shown = data[at : at + len(slot.drawn)]
            at += len(slot.drawn)
            read = "".join(_digit(slot, shown[place : place + 4]) for place in slot.at)
            if read == wanted[index] and shown != slot.filled(read):
                yield error("page-changed", f"page {one.first + slot.page + 1} draws a number otherwise")
            if read != wanted[index]:
                page = one.first + slot.page + 1
                message = f"page {page} prints `{read}`, where `{slot.target}` is on page `{wanted[index]}`"
                yield error("number-wrong", message)
        if at != len(data):
            yield error("page-changed", f"page {one.first + 1} or one after it holds more than was laid out")

    def _links(
        self, one: Bound, base: int, seen: Seen, right: dict[bytes, tuple[str, ...]]
    ) -> Iterator[Diagnostic]:
        """Look whether the links of a fragment are there, and lead to names that the file has."""
        holder = self._raw.holder(base)
        _, packed = self._raw.stream(holder)
        mark = _mark(one, packed)
        led = seen.right.get(mark)
        if led is None:
            found = [*raw.links(b"\n".join(self._raw.members(holder).values()))]
            if found != [*raw.links(one.fragment.body.template.replace(b"%%", b"%"))]:
                yield error("link-broken", f"links on page {one.first + 1} or one after it lead elsewhere")
                return
            led = tuple(sorted(set(found)))
        if one.name:
            right[mark] = led
        for name in (name for name in led if name not in self._names):
            message = f"a link on page {one.first + 1} or one after it leads to `{name}`, which is not there"
            yield error("link-broken", message)

    def _destinations(self, bound: tuple[Bound, ...]) -> Iterator[Diagnostic]:
        """Look whether every name leads to the page on which its anchor stands first."""
        wanted: dict[str, int] = {}
        for one in bound:
            for anchor in one.fragment.anchors:
                wanted.setdefault(anchor.name, one.first + anchor.page)
        for name, page in self._names.items():
            if wanted.get(name) != page:
                yield error("link-broken", f"`{name}` leads to page {page + 1}, where it is not")

    def _bookmarks(self, bound: tuple[Bound, ...]) -> Iterator[Diagnostic]:
        """Compare the bookmarks of the file with the heads of the fragments."""
        wanted = [*_heads(bound)]
        match = re.search(rb"/Outlines (\d+) 0 R", self._catalog)
        found: list[tuple[str, int | None, int]] = []
        pending = [(_number(self._raw.text(int(match[1])), b"First"), 0)] if match else []
        while pending and len(found) <= len(wanted):
            number, depth = pending.pop()
            text = self._raw.text(number)
            mark = raw.bookmark(text)
            if mark is not None:
                found.append((mark[0], self._index.get(mark[1]), depth))
            for key, below in ((b"Next", 0), (b"First", 1)):
                if b"/%b " % key in text:
                    pending.append((_number(text, key), depth + below))
        if found != wanted:
            yield error("bookmarks-wrong", f"expected {len(wanted)} bookmarks, found others")


def _mark(one: Bound, data: bytes, *about: object) -> bytes:
    """Name what was read of a fragment: its own name, the data, and what is to be found in them."""
    digest = hashlib.blake2b(repr((one.name, about)).encode("utf-8", "surrogatepass"), digest_size=16)
    digest.update(data)
    return digest.digest()


def _heads(bound: tuple[Bound, ...]) -> Iterator[tuple[str, int | None, int]]:
    """Give the words and the page of each bookmark, and below how many others it stands."""
    above: list[int] = []
    for one in bound:
        for head in one.fragment.heads:
            while above and above[-1] >= head.level:
                above.pop()
            yield head.words, one.first + head.page, len(above)
            above.append(head.level)


def _number(text: bytes, key: bytes) -> int:
    match = re.search(rb"/%b (\d+) 0 R" % key, text)
    if match is None:
        raise Unreadable(f"there is no {key.decode('ascii')}")
    return int(match[1])


def _digit(slot: Slot, glyph: bytes) -> str:
    return str(slot.figures.index(glyph)) if glyph in slot.figures else "?"
