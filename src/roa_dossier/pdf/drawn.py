"""Reading what is drawn on the pages of a PDF: characters, their boxes, pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from math import hypot
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from roa_dossier.pdf.nouns import Box, Unreadable

_NEAR = 0.5
"""Points by which a character may stand beside where it is looked for."""


@dataclass(slots=True)
class Drawn:
    """One page as drawn, open for as long as its `drawing` is.

    Attributes:
        number: from 0.
        chars: its characters in the order in which they are drawn, with the line ends that PDFium adds.
        rotation: degrees by which it is turned clockwise when it is shown; its boxes are those before that.

    """

    number: int
    chars: str
    _page: Any
    _text: Any
    rotation: int = 0
    _boxes: dict[int, Box] = field(default_factory=dict)
    _marks: dict[int | None, int | None] = field(default_factory=dict)

    def box(self, index: int) -> Box | None:
        """Give the box of a character; None for the line ends and spaces that are only inferred."""
        if index not in self._boxes:
            corners = [ctypes.c_double() for _ in range(4)]
            left, right, bottom, top = corners
            if not pdfium.FPDFText_GetCharBox(self._text, index, *map(ctypes.byref, corners)):
                return None
            self._boxes[index] = Box(left.value, bottom.value, right.value, top.value)
        return self._boxes[index]

    def mark(self, index: int) -> int | None:
        """Give the number of a character's marked content; None for one that is only inferred."""
        thing = pdfium.FPDFText_GetTextObject(self._text, index)
        address = ctypes.addressof(thing.contents) if thing else None
        if address not in self._marks:
            found = pdfium.FPDFPageObj_GetMarkedContentID(thing) if thing else -1
            self._marks[address] = None if found < 0 else int(found)
        return self._marks[address]

    def stretches(self) -> Iterator[tuple[int | None, str]]:
        """Give the characters in order, those of one object together, with the number of its marked content.

        Characters of one object follow each other; so of long ones not each is asked for. Most objects are
        lines.
        """
        at, count = 0, len(self.chars)
        while at < count:
            mark, object_ = self.mark(at), self._object(at)
            line = self.chars.find("\r", at + 1)
            if line > 0 and object_ and self._object(line) is None and self._object(line - 1) == object_:
                yield mark, self.chars[at:line]
                at = line
                continue
            step = 1
            while at + step < count and object_ and self._object(at + step) == object_:
                step *= 2
            low, high = at + step // 2, min(at + step, count)
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if self._object(middle) == object_ else (low, middle)
            end = max(low, at) + 1
            yield mark, self.chars[at:end]
            at = end

    def _object(self, index: int) -> int | None:
        thing = pdfium.FPDFText_GetTextObject(self._text, index)
        return ctypes.addressof(thing.contents) if thing else None

    def runs(self) -> Iterator[Box]:
        """Give the boxes of the runs of text: together they hold every character."""
        corners = [ctypes.c_double() for _ in range(4)]
        pointers = [ctypes.byref(corner) for corner in corners]
        left, top, right, bottom = corners
        for index in range(pdfium.FPDFText_CountRects(self._text, 0, -1)):
            if pdfium.FPDFText_GetRect(self._text, index, *pointers):
                yield Box(left.value, bottom.value, right.value, top.value)

    def inside(self, box: Box) -> str:
        """Give the characters that reach into a rectangle, in the order in which they are drawn."""
        corners = (box.left, box.top, box.right, box.bottom)
        count = pdfium.FPDFText_GetBoundedText(self._text, *corners, None, 0)
        buffer = (ctypes.c_ushort * (count + 1))()
        pdfium.FPDFText_GetBoundedText(self._text, *corners, buffer, count)
        return bytes(buffer)[: count * 2].decode("utf-16-le", errors="replace").replace("\0", "")

    def begun(self, across: float, up: float, letters: int) -> str:
        """Give so many letters from the one on whose origin something begins, to half a point; else none."""
        origin = [ctypes.c_double() for _ in range(2)]
        pointers = [ctypes.byref(each) for each in origin]
        near = _NEAR
        start = len(self.chars)
        for index, char in enumerate(self.chars):
            if char.isspace() or not pdfium.FPDFText_GetCharOrigin(self._text, index, *pointers):
                continue
            far = hypot(origin[0].value - across, origin[1].value - up)
            if far < near:
                near, start = far, index
        return "".join(islice((char for char in self.chars[start:] if not char.isspace()), letters))

    def pictures(self) -> Iterator[Box]:
        """Give the boxes of the bitmaps drawn on the page, inside drawn groups too."""
        for thing in self._page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=4):
            left, bottom, right, top = thing.get_bounds()
            yield Box(left, bottom, right, top)


class Drawing:
    """A PDF open for reading what is drawn on its pages."""

    def __init__(self, file: pypdfium2.PdfDocument) -> None:
        self._file = file

    def __len__(self) -> int:
        return len(self._file)

    def __iter__(self) -> Iterator[Drawn]:
        for number in range(len(self._file)):
            yield self.page(number)

    def page(self, number: int, *, turned: bool = False) -> Drawn:
        """Read one page (from 0); `turned` when it stands on its head: lines are then read from their start.

        Boxes are those of the page as it is, turned or not.
        """
        page = self._file[number]
        rotation = page.get_rotation()
        if turned:
            page.set_rotation((rotation + 180) % 360)
        text = page.get_textpage()
        count = pdfium.FPDFText_CountChars(text)
        buffer = (ctypes.c_ushort * (count + 1))()
        pdfium.FPDFText_GetText(text, 0, count, buffer)
        chars = bytes(buffer)[: count * 2].decode("utf-16-le", errors="replace")
        if len(chars) != count:  # characters beyond the first plane: one each, so that indexes agree
            codes = (pdfium.FPDFText_GetUnicode(text, index) for index in range(count))
            chars = "".join(chr(code) if code < 0x110000 else "\ufffd" for code in codes)
        return Drawn(number, chars, page, text, rotation)


@contextmanager
def drawing(data: bytes) -> Iterator[Drawing]:
    """Open a PDF for reading what is drawn on its pages.

    Raises:
        Unreadable: when it cannot be opened.

    """
    try:
        file = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        raise Unreadable(str(fault)) from fault
    try:
        yield Drawing(file)
    finally:
        file.close()
