"""The pages of a PDF as a screen shows them: sizes, pictures, named places, and what tells them apart."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from hashlib import blake2b
from typing import Any

import pikepdf
import pypdfium2

from roa_dossier.patterns import regex
from roa_dossier.pdf.drawn import Drawing, Drawn
from roa_dossier.pdf.nouns import Box, Place, Unreadable
from roa_dossier.pdf.parts import opened

_TAG = regex(r"^/[A-Z]{6}\+")
_DRAWN_WITH = ("/XObject", "/Font", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading")
_DEPTH = 12
_PNG = b"\x89PNG\r\n\x1a\n"
_RGB = (8, 2, 0, 0, 0)  # bits, colour type, compression, filter, interlace (PNG, §11.2.2)


class Shown:
    """A PDF open for being shown; nothing of a page is read before it is asked for.

    Attributes:
        sizes: width and height of each page in points, as it is shown.

    """

    def __init__(self, file: pikepdf.Pdf, drawn: pypdfium2.PdfDocument) -> None:
        self._file = file
        self._drawn = drawn
        self._known: dict[tuple[int, int], bytes] = {}
        self.sizes: tuple[tuple[float, float], ...] = tuple(
            drawn.get_page_size(number) for number in range(len(drawn))
        )

    def digest(self, page: int) -> str:
        """Tell a page (from 0) from others by what is drawn on it: 16 hexadecimal digits.

        Fonts count by their names: a glyph that another page needs changes the font's file, and nothing here.
        """
        one = self._file.pages[page]
        told = blake2b(digest_size=8)
        told.update(repr([float(edge) for edge in one.cropbox]).encode())
        told.update(str(one.obj.get("/Rotate", 0)).encode())
        content = one.obj.get("/Contents", pikepdf.Array())
        parts = content if isinstance(content, pikepdf.Array) else (content,)
        stream = b"\n".join(part.read_bytes() for part in parts)
        told.update(stream)
        told.update(self._used(stream, one.obj.get("/Resources", pikepdf.Dictionary()), 0))
        return told.hexdigest()

    def picture(self, page: int, width: int) -> bytes:
        """Give a page (from 0) as a PNG so many pixels wide."""
        return _png(self._drawn[page].render(scale=width / self.sizes[page][0], rev_byteorder=True))

    def drawn(self, page: int) -> Drawn:
        """Read what is drawn on a page (from 0)."""
        return Drawing(self._drawn).page(page)

    def paper(self, page: int) -> Box:
        """Give the part of a page (from 0) that is shown, in the points in which its boxes are."""
        left, bottom, right, top = self._drawn[page].get_cropbox()
        return Box(left, bottom, right, top)

    @cached_property
    def destinations(self) -> Mapping[str, Place]:
        """Every named destination."""
        names = self._file.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
        if names is None:
            return {}
        numbers = {page.obj.objgen: index for index, page in enumerate(self._file.pages)}
        found = ((str(name), _place(goal, numbers)) for name, goal in pikepdf.NameTree(names).items())
        return {name: place for name, place in found if place}

    def attachment(self, name: str) -> bytes | None:
        """Give an embedded file; None where none has this name."""
        files = self._file.attachments
        return files[name].get_file().read_bytes() if name in files else None

    def _used(self, stream: bytes, resources: Any, depth: int) -> bytes:
        """Tell the resources that a content stream names from others."""
        told = blake2b(digest_size=16)
        for kind in _DRAWN_WITH:
            listed = resources.get(kind, {})
            for name in sorted(name for name in listed if name.encode() in stream):
                told.update(f"{kind}{name}".encode())
                told.update(self._told(listed[name], depth + 1))
        return told.digest()

    def _told(self, thing: Any, depth: int) -> bytes:
        """Tell an object from others by all that it holds; each indirect one is looked at once."""
        if depth > _DEPTH:
            return b""
        known = thing.objgen if isinstance(thing, pikepdf.Object) and thing.is_indirect else None
        if known is not None and known in self._known:
            return self._known[known]
        told = blake2b(digest_size=16)
        if isinstance(thing, pikepdf.Stream):
            told.update(thing.read_raw_bytes())
            told.update(self._used(_named_in(thing), thing.get("/Resources", {}), depth))
        elif isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font":
            told.update(_TAG.sub("/", str(thing.get("/BaseFont", ""))).encode())
        elif isinstance(thing, pikepdf.Dictionary):
            for key in sorted(thing.keys()):
                told.update(key.encode() + self._told(thing[key], depth + 1))
        elif isinstance(thing, pikepdf.Array):
            for one in thing:
                told.update(self._told(one, depth + 1))
        else:
            told.update(repr(thing).encode())
        digest = told.digest()
        if known is not None:
            self._known[known] = digest
        return digest


def _named_in(stream: Any) -> bytes:
    """Give the operators of what is drawn by reference; none where it is a picture."""
    data: bytes = stream.read_bytes() if stream.get("/Subtype") == "/Form" else b""
    return data


def _place(goal: Any, numbers: dict[tuple[int, int], int]) -> Place | None:
    """Give the place of a destination (ISO 32000-1 §12.3.2.3)."""
    to = goal.get("/D") if isinstance(goal, pikepdf.Dictionary) else goal
    if not isinstance(to, pikepdf.Array) or not len(to) or to[0].objgen not in numbers:
        return None
    point = (float(to[2]), float(to[3])) if len(to) >= 4 and to[1] == "/XYZ" else (0.0, 0.0)
    return Place(numbers[to[0].objgen], *point)


@contextmanager
def shown(data: bytes) -> Iterator[Shown]:
    """Open a PDF for being shown.

    Raises:
        Unreadable: when it cannot be opened.

    """
    with opened(data) as file:
        try:
            drawn = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as fault:
            raise Unreadable(str(fault)) from fault
        try:
            yield Shown(file, drawn)
        finally:
            drawn.close()


def _png(bitmap: Any) -> bytes:
    """Write a picture of three bytes a pixel as a PNG, quickly rather than small."""
    pixels, stride, row = memoryview(bitmap.buffer).cast("B"), bitmap.stride, bitmap.width * 3
    plain = b"".join(b"\0" + bytes(pixels[at : at + row]) for at in range(0, bitmap.height * stride, stride))
    head = struct.pack(">II5B", bitmap.width, bitmap.height, *_RGB)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(plain, 1)), (b"IEND", b""))
    return _PNG + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
