"""Reading what is drawn on the pages of a PDF: characters, their boxes, pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from math import hypot
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from roa_dossier.model.report import Reading
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
    rotation: int
    _open: Callable[[], tuple[Any, Any]]
    _opened: tuple[Any, Any] | None = None
    _boxes: dict[int, Box | None] = field(default_factory=dict)
    _marks: dict[int | None, int | None] = field(default_factory=dict)
    _bounds: Box | None = None
    _pictures: tuple[Box, ...] | None = None
    _stretches: tuple[tuple[int | None, int], ...] | None = None

    @property
    def _page(self) -> Any:
        return self._handles()[0]

    @property
    def _text(self) -> Any:
        return self._handles()[1]

    def _handles(self) -> tuple[Any, Any]:
        """Give the page and its text; of one that was read before they are opened when they are needed."""
        if self._opened is None:
            self._opened = self._open()
        return self._opened

    def reading(self) -> Reading:
        """Give what was read of it."""
        return Reading(
            self.chars,
            self.rotation,
            _corners(self._bounds) if self._bounds else None,
            tuple(map(_corners, self._pictures)) if self._pictures is not None else None,
            self._stretches,
            {at: _corners(box) if box else None for at, box in self._boxes.items()},
        )

    def box(self, index: int) -> Box | None:
        """Give the box of a character; None for the line ends and spaces that are only inferred."""
        if index not in self._boxes:
            corners = [ctypes.c_double() for _ in range(4)]
            left, right, bottom, top = corners
            found = pdfium.FPDFText_GetCharBox(self._text, index, *map(ctypes.byref, corners))
            self._boxes[index] = Box(left.value, bottom.value, right.value, top.value) if found else None
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
        """Give the characters in order, those of one object together, with its marked content's number."""
        if self._stretches is None:
            self._stretches = tuple(self._parted())
        at = 0
        for mark, length in self._stretches:
            yield mark, self.chars[at : at + length]
            at += length

    def _parted(self) -> Iterator[tuple[int | None, int]]:
        """Give how many characters are of one object, with its marked content.

        They follow each other; so of long objects not each is asked for. Most objects are lines.
        """
        at, count = 0, len(self.chars)
        while at < count:
            mark, object_ = self.mark(at), self._object(at)
            line = self.chars.find("\r", at + 1)
            if line > 0 and object_ and self._object(line) is None and self._object(line - 1) == object_:
                yield mark, line - at
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
            yield mark, end - at
            at = end

    def _object(self, index: int) -> int | None:
        thing = pdfium.FPDFText_GetTextObject(self._text, index)
        return ctypes.addressof(thing.contents) if thing else None

    def bounds(self) -> Box | None:
        """Give the box that holds every character; None where there is none."""
        if self._bounds is None:
            runs = [*self._runs()]
            if not runs:
                return None
            self._bounds = Box(
                min(run.left for run in runs),
                min(run.bottom for run in runs),
                max(run.right for run in runs),
                max(run.top for run in runs),
            )
        return self._bounds

    def _runs(self) -> Iterator[Box]:
        """Give the boxes of the runs of text."""
        corners = [ctypes.c_double() for _ in range(4)]
        pointers = [ctypes.byref(corner) for corner in corners]
        left, top, right, bottom = corners
        text = self._text
        for index in range(pdfium.FPDFText_CountRects(text, 0, -1)):
            if pdfium.FPDFText_GetRect(text, index, *pointers):
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

    def pictures(self) -> tuple[Box, ...]:
        """Give the boxes of the bitmaps drawn on the page, inside drawn groups too."""
        if self._pictures is None:
            found = self._page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=4)
            self._pictures = tuple(Box(*thing.get_bounds()) for thing in found)
        return self._pictures


def _corners(box: Box) -> tuple[float, ...]:
    return box.left, box.bottom, box.right, box.top


class Drawing:
    """A PDF open for reading what is drawn on its pages.

    Args:
        file: open.
        known: what was read before of pages that are as they were, by their numbers from 0.

    """

    def __init__(self, file: pypdfium2.PdfDocument, known: Mapping[int, Reading] | None = None) -> None:
        self._file, self._known = file, known or {}

    def __len__(self) -> int:
        return len(self._file)

    def __iter__(self) -> Iterator[Drawn]:
        for number in range(len(self._file)):
            yield self.page(number)

    def page(self, number: int, *, turned: bool = False) -> Drawn:
        """Read one page (from 0); `turned` when it stands on its head: lines are then read from their start.

        Boxes are those of the page as it is, turned or not.
        """

        def opened() -> tuple[Any, Any]:
            page = self._file[number]
            return page, page.get_textpage()

        if (known := self._known.get(number)) is not None and not turned:
            return Drawn(
                number,
                known.chars,
                known.rotation,
                opened,
                _boxes={at: Box(*box) if box else None for at, box in known.boxes.items()},
                _bounds=Box(*known.bounds) if known.bounds else None,
                _pictures=tuple(Box(*one) for one in known.pictures) if known.pictures is not None else None,
                _stretches=known.stretches,
            )
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
        return Drawn(number, chars, rotation, opened, (page, text))


@contextmanager
def drawing(data: bytes, known: Mapping[int, Reading] | None = None) -> Iterator[Drawing]:
    """Open a PDF for reading what is drawn on its pages.

    Args:
        data: its bytes.
        known: what was read before of pages that are as they were, by their numbers from 0.

    Raises:
        Unreadable: when it cannot be opened.

    """
    try:
        file = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        raise Unreadable(str(fault)) from fault
    try:
        yield Drawing(file, known)
    finally:
        file.close()
