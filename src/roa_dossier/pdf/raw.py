"""The objects of a PDF that this program wrote, read one by one from its bytes.

Reading a book of a thousand pages as a whole takes longer than binding it. Here an object is looked up in the
file's own table (ISO 32000-1 §7.5.8) and nothing else is read; whatever is not as we write it is refused.
"""

from __future__ import annotations

import re
import struct
import zlib
from bisect import bisect_right
from codecs import BOM_UTF16_BE
from collections.abc import Iterator
from itertools import accumulate

from roa_dossier.patterns import regex
from roa_dossier.pdf.nouns import Unreadable

_ENTRY = struct.Struct(">BIH")
_START = regex(rb"startxref\n(\d+)\n%%EOF\n\Z")
_OBJECT = regex(rb"\s*(\d+) 0 obj\n")
_STREAM = regex(rb">>\nstream\n")
_LENGTH = regex(rb"/Length (\d+)\Z")
_INDEX = regex(rb"/Index\[([\d ]*)\]")
_ESCAPE = regex(rb"\\(.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r"}
_WINDOW = 2000


class Raw:
    """A PDF's bytes, with the table of its objects.

    Raises:
        Unreadable: for a file that this program did not write, or that is not whole.

    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._packed: dict[int, tuple[dict[int, bytes], bytes]] = {}
        start = _START.search(data[-64:])
        if start is None:
            raise Unreadable("its end is missing")
        dictionary, table = self._stream_at(int(start[1]))
        index = _INDEX.search(dictionary)
        numbers = [int(one) for one in index[1].split()] if index else []
        plain = zlib.decompress(table)
        if len(plain) != sum(numbers[1::2]) * _ENTRY.size:
            raise Unreadable("its table has not as many objects as it says")
        runs = sorted(zip(numbers[::2], accumulate(numbers[1::2], initial=0), numbers[1::2], strict=False))
        self._firsts = [first for first, _, _ in runs]
        self._runs, self._table = runs, plain
        self.trailer = dictionary

    def _entry(self, number: int) -> tuple[int, int, int]:
        """Give what the table says of an object; noughts where it says nothing."""
        at = bisect_right(self._firsts, number) - 1
        if at >= 0:
            first, before, count = self._runs[at]
            if number < first + count:
                kind, where, index = _ENTRY.unpack_from(self._table, (before + number - first) * _ENTRY.size)
                return kind, where, index
        return 0, 0, 0

    def stream(self, number: int) -> tuple[bytes, bytes]:
        """Give the dictionary and the data, as they stand there, of an object of data."""
        kind, at, _ = self._entry(number)
        if kind != 1:
            raise Unreadable(f"object {number} is no stream")
        head = _OBJECT.match(self.data, at)
        if head is None or int(head[1]) != number:
            raise Unreadable(f"object {number} is not where the table says")
        return self._stream_at(at)

    def _stream_at(self, at: int) -> tuple[bytes, bytes]:
        head = _OBJECT.match(self.data, at)
        begun = _STREAM.search(self.data, at, at + _WINDOW)
        if head is None or begun is None:
            raise Unreadable(f"no stream begins at byte {at}")
        dictionary = self.data[head.end() : begun.start()]
        length = _LENGTH.search(dictionary)
        if length is None:
            raise Unreadable(f"the stream at byte {at} has no length")
        stop = begun.end() + int(length[1])
        if not self.data.startswith(b"\nendstream\nendobj\n", stop):
            raise Unreadable(f"the stream at byte {at} does not end")
        return dictionary, self.data[begun.end() : stop]

    def text(self, number: int) -> bytes:
        """Give the text of an object that is no stream."""
        kind, holder, _ = self._entry(number)
        if kind != 2:
            raise Unreadable(f"object {number} is not in an object stream")
        found = self.members(holder).get(number)
        if found is None:
            raise Unreadable(f"object {number} is not in object stream {holder}")
        return found

    def holder(self, number: int) -> int:
        """Give the number of the object stream that an object is in."""
        return self._entry(number)[1]

    def members(self, holder: int) -> dict[int, bytes]:
        """Give the objects of an object stream by their numbers."""
        if holder not in self._packed:
            dictionary, packed = self.stream(holder)
            data = zlib.decompress(packed)
            first = int(dictionary.partition(b"/First ")[2].split(b"/")[0])
            numbers = [int(one) for one in data[:first].split()]
            starts = [first + one for one in numbers[1::2]]
            stops = [*starts[1:], len(data) + 1]
            made = {
                number: data[start : stop - 1]
                for number, start, stop in zip(numbers[::2], starts, stops, strict=True)
            }
            self._packed[holder] = (made, packed)
        return self._packed[holder][0]


def string(written: bytes) -> str:
    """Read a string of text as it stands in a PDF (§7.9.2.2)."""
    if written.startswith(b"<"):
        coded = bytes.fromhex(written[1:-1].decode("ascii"))
        return coded.removeprefix(BOM_UTF16_BE).decode("utf-16-be", "surrogatepass")
    plain = _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[1]), written[1:-1])
    return plain.decode("ascii")


_STRING = rb"(<[0-9a-fA-F]*>|\((?:[^\\()]|\\.)*\))"
_NAMED = regex(_STRING + rb"\[(\d+) 0 R/XYZ (-?[\d.]+) (-?[\d.]+) 0\]", re.DOTALL)
_DESTINATION = regex(rb"/Dest " + _STRING, re.DOTALL)
_TITLE = regex(rb"/Title " + _STRING + rb"/Parent (\d+) 0 R/Dest\[(\d+) 0 R/XYZ", re.DOTALL)


def named(text: bytes) -> Iterator[tuple[str, int]]:
    """Give the named destinations in a text of a PDF: name, and the number of the page's object."""
    for match in _NAMED.finditer(text):
        yield string(match[1]), int(match[2])


def links(text: bytes) -> Iterator[str]:
    """Give the names that links in a text of a PDF lead to."""
    for match in _DESTINATION.finditer(text):
        yield string(match[1])


def bookmark(text: bytes) -> tuple[str, int] | None:
    """Give the words of a bookmark and the number of the page's object; None for another object."""
    match = _TITLE.search(text)
    return (string(match[1]), int(match[3])) if match else None
