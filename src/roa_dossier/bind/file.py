"""A PDF file while it is written: objects one after another, and the table that says where they are."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterable

from roa_dossier.model.fragment import WIDTH

_HEADER = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
_LEVEL = 6
_ENTRY = struct.Struct(">BIH")
_IN_FILE, _IN_STREAM = 1, 2
_PLACE = b"%%%dd %%%dd" % (WIDTH, WIDTH)


class File:
    """A PDF that is being written (ISO 32000-1 §7.5); every object's number is given by the caller."""

    def __init__(self) -> None:
        self._parts = [_HEADER]
        self._at = len(_HEADER)
        self._entries: dict[int, bytes] = {}

    def _put(self, data: bytes) -> None:
        self._parts.append(data)
        self._at += len(data)

    def _begin(self, number: int) -> None:
        self._entries[number] = _ENTRY.pack(_IN_FILE, self._at, 0)
        self._put(b"%d 0 obj\n" % number)

    def stream(self, number: int, dictionary: bytes, data: bytes) -> None:
        """Write an object of data; `dictionary` holds its entries but for its length."""
        self._begin(number)
        self._put(b"<<%b/Length %d>>\nstream\n" % (dictionary, len(data)))
        self._put(data)
        self._put(b"\nendstream\nendobj\n")

    def packed(self, number: int, members: Iterable[tuple[int, int]], packed: bytes) -> None:
        """Write an object stream (§7.5.7), made by `pack`.

        Args:
            number: its own.
            members: number and offset of each object in it, in order.
            packed: what `pack` gave.

        """
        listed = [*members]
        for index, (member, _) in enumerate(listed):
            self._entries[member] = _ENTRY.pack(_IN_STREAM, number, index)
        first = len(listed) * (len(_PLACE % (0, 0)) + 1)
        self.stream(number, b"/Type/ObjStm/Filter/FlateDecode/N %d/First %d" % (len(listed), first), packed)

    def objects(self, number: int, objects: dict[int, bytes]) -> None:
        """Write objects into an object stream of that number."""
        members, at = [], 0
        for one, text in objects.items():
            members.append((one, at))
            at += len(text) + 1
        self.packed(number, members, pack(members, b"\n".join(objects.values())))

    def finished(self, number: int, root: int, information: int) -> bytes:
        """Write the table of all objects (§7.5.8) under a number of its own, and give the whole file."""
        at = self._at
        self._begin(number)
        numbers = sorted(self._entries)
        runs: list[list[int]] = []
        for one in numbers:
            if runs and one == runs[-1][0] + runs[-1][1]:
                runs[-1][1] += 1
            else:
                runs.append([one, 1])
        free = b"" if numbers[0] == 0 else _ENTRY.pack(0, 0, 65535)
        index = b" ".join(b"%d %d" % (first, count) for first, count in ([[0, 1]] if free else []) + runs)
        table = zlib.compress(free + b"".join(self._entries[one] for one in numbers), _LEVEL)
        digest = hashlib.md5(usedforsecurity=False)
        for part in self._parts:
            digest.update(part)
        name = b"<%b>" % digest.hexdigest().encode("ascii")
        self._put(
            b"<</Type/XRef/W[1 4 2]/Index[%b]/Size %d/Root %d 0 R/Info %d 0 R/ID[%b%b]"
            b"/Filter/FlateDecode/Length %d>>\nstream\n"
            % (index, numbers[-1] + 1, root, information, name, name, len(table))
        )
        self._put(table)
        self._put(b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % at)
        return b"".join(self._parts)


def pack(members: Iterable[tuple[int, int]], text: bytes) -> bytes:
    """Deflate the objects of an object stream with the list of their numbers and offsets."""
    listed = b"".join(_PLACE % member + b" " for member in members)
    return zlib.compress(listed + text, _LEVEL)
