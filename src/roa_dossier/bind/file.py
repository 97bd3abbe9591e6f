"""A PDF file while it is written: objects one after another, and the table that says where they are."""

from __future__ import annotations

import hashlib
import struct
import zlib
from itertools import chain

from roa_dossier.frozen import Frozen
from roa_dossier.model.fragment import WIDTH

_HEADER = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
_LEVEL = 5
"""How hard objects are deflated: one level more takes half as long again, and saves 0.4 % of a book."""
_ENTRY = struct.Struct(">BIH")
_IN_FILE, _IN_STREAM = 1, 2
_PLACE = b"%%%dd %%%dd" % (WIDTH, WIDTH)


class File:
    """A PDF that is being written (ISO 32000-1 §7.5); every object's number is given by the caller."""

    def __init__(self) -> None:
        self._parts = [_HEADER]
        self._at = len(_HEADER)
        self._entries: list[tuple[int, int, bytes]] = []

    def _put(self, data: bytes) -> None:
        self._parts.append(data)
        self._at += len(data)

    def _begin(self, number: int) -> None:
        self._entries.append((number, 1, _ENTRY.pack(_IN_FILE, self._at, 0)))
        self._put(b"%d 0 obj\n" % number)

    def stream(self, number: int, dictionary: bytes, data: bytes) -> None:
        """Write an object of data; `dictionary` holds its entries but for its length."""
        self._begin(number)
        self._put(b"<<%b/Length %d>>\nstream\n" % (dictionary, len(data)))
        self._put(data)
        self._put(b"\nendstream\nendobj\n")

    def packed(self, number: int, packed: Packed) -> None:
        """Write an object stream (§7.5.7) under a number of its own."""
        self._entries += packed.entries
        first = packed.count * (len(_PLACE % (0, 0)) + 1)
        self.stream(
            number, b"/Type/ObjStm/Filter/FlateDecode/N %d/First %d" % (packed.count, first), packed.data
        )

    def objects(self, number: int, objects: dict[int, bytes]) -> None:
        """Write objects into an object stream of that number."""
        members, at = [], 0
        for one, text in objects.items():
            members.append((one, at))
            at += len(text) + 1
        self.packed(number, pack(number, members, b"\n".join(objects.values())))

    def finished(self, number: int, root: int, information: int) -> bytes:
        """Write the table of all objects (§7.5.8) under a number of its own, and give the whole file."""
        at = self._at
        self._begin(number)
        runs: list[list[int]] = [[0, 1]]
        rows = [_ENTRY.pack(0, 0, 65535)]
        for first, count, entries in sorted(self._entries):
            rows.append(entries)
            if first == sum(runs[-1]):
                runs[-1][1] += count
            else:
                runs.append([first, count])
        index = b" ".join(b"%d %d" % (first, count) for first, count in runs)
        table = zlib.compress(b"".join(rows), _LEVEL)
        digest = hashlib.blake2b(digest_size=16)
        for part in self._parts:
            digest.update(part)
        name = b"<%b>" % digest.hexdigest().encode("ascii")
        self._put(
            b"<</Type/XRef/W[1 4 2]/Index[%b]/Size %d/Root %d 0 R/Info %d 0 R/ID[%b%b]"
            b"/Filter/FlateDecode/Length %d>>\nstream\n"
            % (index, sum(runs[-1]), root, information, name, name, len(table))
        )
        self._put(table)
        self._put(b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % at)
        return b"".join(self._parts)


class Packed(Frozen):
    """An object stream: how many objects, its data, and what the file's table says of runs of them."""

    count: int
    data: bytes
    entries: tuple[tuple[int, int, bytes], ...]


def pack(number: int, members: list[tuple[int, int]], text: bytes) -> Packed:
    """Deflate objects with the list of their numbers and offsets.

    Args:
        number: of the object stream.
        members: number and offset of each object in it, in order.
        text: the objects, each followed by an end of line but for the last.

    """
    count = len(members)
    listed = (_PLACE + b" ") * count % tuple(chain.from_iterable(members))
    row = _ENTRY.size
    rows = b"".join([_ENTRY.pack(_IN_STREAM, number, index) for index in range(count)])
    begins = [at for at in range(count) if not at or members[at][0] != members[at - 1][0] + 1]
    entries = tuple(
        (members[begin][0], end - begin, rows[row * begin : row * end])
        for begin, end in zip(begins, (*begins[1:], count), strict=True)
    )
    return Packed(count, zlib.compress(listed + text, _LEVEL), entries)
