"""The one door to pikepdf and pypdfium2: what stands in a PDF, as plain values, and the writing of one."""

from __future__ import annotations

import ctypes
import hashlib
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium


class Unreadable(Exception):
    """The bytes are not a PDF that can be opened."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points; y grows upward."""

    left: float
    bottom: float
    right: float
    top: float

    def holds(self, other: Box, slack: float = 0.0) -> bool:
        """Whether `other` lies inside, give or take `slack` points."""
        return (
            other.left >= self.left - slack
            and other.bottom >= self.bottom - slack
            and other.right <= self.right + slack
            and other.top <= self.top + slack
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a destination stands: page from 0, and its point in points where it names one."""

    page: int
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Link:
    """A link: the page it stands on (from 0), and what it opens.

    Attributes:
        page: from 0.
        destination: the name it goes to inside the document; "" for none.
        uri: the address it opens; "" for none.

    """

    page: int
    destination: str = ""
    uri: str = ""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """One line of the outline; `depth` from 0, `page` from 0 or None when it goes nowhere."""

    title: str
    depth: int
    page: int | None


@dataclass(frozen=True, slots=True)
class Font:
    """A font of the document, by its PostScript name without the subset's tag."""

    name: str
    embedded: bool


@dataclass(frozen=True, slots=True)
class Attached:
    """A file inside the PDF."""

    name: str
    data: bytes
    description: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Anatomy:
    """The parts of a PDF besides what is drawn on its pages.

    Attributes:
        boxes: each page's paper after trimming.
        labels: each page's number as printed, where the file says so, else counted from 1.
        destinations: every named destination.
        links: every link, by page.
        outline: the bookmarks in reading order.
        fonts: the fonts, by name.
        images: each page's pictures by their names in its resources, drawn or not.
        metadata: the document information (`Title`, `Author`, `Producer`, …) and `Lang`.
        attachments: the embedded files, by name.
        tagged: whether it has a structure tree.

    """

    boxes: tuple[Box, ...]
    labels: tuple[str, ...]
    destinations: Mapping[str, Place]
    links: tuple[Link, ...]
    outline: tuple[Bookmark, ...]
    fonts: tuple[Font, ...]
    images: tuple[str, ...]
    metadata: Mapping[str, str]
    attachments: tuple[Attached, ...]
    tagged: bool


# ── reading the parts ───────────────────────────────────────────────────────────────────────────────


def anatomy(data: bytes) -> Anatomy:
    """Take a PDF apart.

    Raises:
        Unreadable: when it cannot be opened.

    """
    with _opened(data) as file:
        numbers = {page.obj.objgen: index for index, page in enumerate(file.pages)}
        fonts, images = _resources(file)
        return Anatomy(
            boxes=tuple(_box(page.trimbox) for page in file.pages),
            labels=_labels(file),
            destinations=_destinations(file, numbers),
            links=tuple(_links(file)),
            outline=tuple(_outline(file, numbers)),
            fonts=fonts,
            images=images,
            metadata=_metadata(file),
            attachments=tuple(_attached(file)),
            tagged="/StructTreeRoot" in file.Root,
        )


@contextmanager
def _opened(data: bytes) -> Iterator[pikepdf.Pdf]:
    try:
        file = pikepdf.open(io.BytesIO(data))
    except (pikepdf.PdfError, ValueError) as fault:
        raise Unreadable(str(fault)) from fault
    with file:
        yield file


def _box(values: Any) -> Box:
    left, bottom, right, top = (float(value) for value in values)
    return Box(min(left, right), min(bottom, top), max(left, right), max(bottom, top))


def _labels(file: pikepdf.Pdf) -> tuple[str, ...]:
    if "/PageLabels" not in file.Root:
        return tuple(str(number + 1) for number in range(len(file.pages)))
    return tuple(str(page.label) for page in file.pages)


def _destinations(file: pikepdf.Pdf, numbers: dict[tuple[int, int], int]) -> dict[str, Place]:
    names = file.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
    if names is None:
        return {}
    found: dict[str, Place] = {}
    for name, value in pikepdf.NameTree(names).items():
        goal = value.get("/D") if isinstance(value, pikepdf.Dictionary) else value
        if goal is not None and (place := _place(goal, numbers)):
            found[str(name)] = place
    return found


def _place(goal: Any, numbers: dict[tuple[int, int], int]) -> Place | None:
    page = numbers.get(goal[0].objgen) if len(goal) else None
    if page is None:
        return None
    if len(goal) >= 4 and goal[1] == "/XYZ":
        return Place(page, float(goal[2]), float(goal[3]))
    return Place(page)


def _links(file: pikepdf.Pdf) -> Iterator[Link]:
    for number, page in enumerate(file.pages):
        for mark in page.obj.get("/Annots", ()):
            if mark.get("/Subtype") != "/Link":
                continue
            action = mark.get("/A")
            if action is not None and action.get("/S") == "/URI":
                yield Link(number, uri=str(action.URI))
            elif action is not None:
                yield Link(number, destination=str(action.get("/D", "")))
            else:
                yield Link(number, destination=str(mark.get("/Dest", "")))


def _outline(file: pikepdf.Pdf, numbers: dict[tuple[int, int], int]) -> Iterator[Bookmark]:
    root = file.Root.get("/Outlines")
    pending = [(root.get("/First"), 0)] if root is not None else []
    while pending:
        item, depth = pending.pop()
        if item is None:
            continue
        goal = item.get("/Dest")
        place = _place(goal, numbers) if isinstance(goal, pikepdf.Array) else None
        yield Bookmark(str(item.get("/Title", "")), depth, place.page if place else None)
        pending.append((item.get("/Next"), depth))
        pending.append((item.get("/First"), depth + 1))


def _resources(file: pikepdf.Pdf) -> tuple[tuple[Font, ...], tuple[str, ...]]:
    fonts: dict[Font, None] = {}
    images: dict[str, None] = {}
    seen: set[tuple[int, int]] = set()
    for page in file.pages:
        resources = page.obj.get("/Resources", pikepdf.Dictionary())
        if resources.is_indirect and resources.objgen in seen:
            continue
        seen.add(resources.objgen)
        for font in resources.get("/Font", {}).values():
            fonts[_font(font)] = None
        for name, thing in resources.get("/XObject", {}).items():
            if thing.get("/Subtype") == "/Image":
                images[name.removeprefix("/")] = None
    return tuple(sorted(fonts, key=lambda font: font.name)), tuple(sorted(images))


def _font(font: Any) -> Font:
    name = str(font.get("/BaseFont", "/")).removeprefix("/")
    inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    descriptor = inner.get("/FontDescriptor", pikepdf.Dictionary())
    embedded = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    return Font(name.partition("+")[2] or name, embedded or font.get("/Subtype") == "/Type3")


def _metadata(file: pikepdf.Pdf) -> dict[str, str]:
    found = {str(key).removeprefix("/"): str(value) for key, value in file.docinfo.items()}
    if "/Lang" in file.Root:
        found["Lang"] = str(file.Root.Lang)
    return found


def _attached(file: pikepdf.Pdf) -> Iterator[Attached]:
    for name, spec in sorted(file.attachments.items()):
        inner = spec.get_file()
        yield Attached(name, inner.read_bytes(), spec.description, inner.mime_type)


# ── reading what is drawn ───────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class Drawn:
    """One page as drawn, open for as long as its `drawing` is.

    Attributes:
        number: from 0.
        chars: its characters in the order in which they are drawn, with the line ends that PDFium adds.

    """

    number: int
    chars: str
    _page: Any
    _text: Any
    _boxes: dict[int, Box] = field(default_factory=dict)

    def box(self, index: int) -> Box | None:
        """Give the box of a character; None for the line ends and spaces that are only inferred."""
        if index not in self._boxes:
            corners = [ctypes.c_double() for _ in range(4)]
            left, right, bottom, top = corners
            if not pdfium.FPDFText_GetCharBox(self._text, index, *map(ctypes.byref, corners)):
                return None
            self._boxes[index] = Box(left.value, bottom.value, right.value, top.value)
        return self._boxes[index]

    def runs(self) -> Iterator[Box]:
        """Give the boxes of the runs of text: together they hold every character."""
        corners = [ctypes.c_double() for _ in range(4)]
        pointers = [ctypes.byref(corner) for corner in corners]
        left, top, right, bottom = corners
        for index in range(pdfium.FPDFText_CountRects(self._text, 0, -1)):
            if pdfium.FPDFText_GetRect(self._text, index, *pointers):
                yield Box(left.value, bottom.value, right.value, top.value)

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

    def page(self, number: int) -> Drawn:
        """Read one page (from 0)."""
        page = self._file[number]
        text = page.get_textpage()
        count = pdfium.FPDFText_CountChars(text)
        buffer = (ctypes.c_ushort * (count + 1))()
        pdfium.FPDFText_GetText(text, 0, count, buffer)
        chars = bytes(buffer)[: count * 2].decode("utf-16-le", errors="replace")
        if len(chars) != count:  # characters beyond the first plane: one each, so that indexes agree
            codes = (pdfium.FPDFText_GetUnicode(text, index) for index in range(count))
            chars = "".join(chr(code) if code < 0x110000 else "\ufffd" for code in codes)
        return Drawn(number, chars, page, text)


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


def contents(data: bytes, pages: frozenset[int]) -> dict[int, bytes]:
    """Give the drawing instructions of some pages (from 0).

    Raises:
        Unreadable: when the PDF cannot be opened.

    """
    with _opened(data) as file:
        return {
            number: b"\n".join(stream.read_bytes() for stream in file.pages[number].obj.Contents.as_list())
            if isinstance(file.pages[number].obj.Contents, pikepdf.Array)
            else file.pages[number].obj.Contents.read_bytes()
            for number in sorted(pages)
            if number < len(file.pages)
        }


# ── writing ─────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Described:
    """What a PDF says of itself.

    Attributes:
        title: its title.
        authors: its authors; none is invented.
        language: BCP 47.
        date: ISO date; "" leaves every date out.
        maker: the program, without version or machine.

    """

    title: str
    authors: tuple[str, ...]
    language: str
    date: str
    maker: str = "roa-dossier"


def finish(data: bytes, described: Described, attachments: tuple[Attached, ...]) -> bytes:
    """Complete a PDF: metadata, embedded files, a fixed identifier, packed objects.

    The same arguments give the same bytes.

    Raises:
        Unreadable: when it cannot be opened.

    """
    with _opened(data) as file:
        _describe(file, described)
        for attached in sorted(attachments, key=lambda one: one.name):
            _attach(file, attached, described.date)
        out = io.BytesIO()
        file.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
        return out.getvalue()


def _describe(file: pikepdf.Pdf, described: Described) -> None:
    information = {
        "/Title": described.title,
        "/Author": ", ".join(described.authors),
        "/Creator": described.maker,
        "/Producer": described.maker,
    }
    for key in list(file.docinfo.keys()):
        del file.docinfo[key]
    for key, value in information.items():
        if value:
            file.docinfo[key] = pikepdf.String(value)
    if described.date:
        stamp = f"D:{described.date.replace('-', '')}000000Z"
        file.docinfo["/CreationDate"] = file.docinfo["/ModDate"] = pikepdf.String(stamp)
    file.Root.Lang = pikepdf.String(described.language)
    with file.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp["dc:title"] = described.title
        xmp["dc:language"] = {described.language}
        xmp["pdf:Producer"] = xmp["xmp:CreatorTool"] = described.maker
        if described.authors:
            xmp["dc:creator"] = list(described.authors)
        if described.date:
            xmp["xmp:CreateDate"] = xmp["xmp:ModifyDate"] = f"{described.date}T00:00:00Z"


def _attach(file: pikepdf.Pdf, attached: Attached, date: str) -> None:
    parameters = pikepdf.Dictionary(
        Size=len(attached.data),
        CheckSum=pikepdf.String(hashlib.md5(attached.data, usedforsecurity=False).digest()),
    )
    if date:
        stamp = pikepdf.String(f"D:{date.replace('-', '')}000000Z")
        parameters.CreationDate = parameters.ModDate = stamp
    stream = file.make_stream(
        attached.data,
        Type=pikepdf.Name.EmbeddedFile,
        Subtype=pikepdf.Name("/" + attached.media_type),
        Params=parameters,
    )
    spec = pikepdf.Dictionary(
        Type=pikepdf.Name.Filespec,
        F=pikepdf.String(attached.name),
        UF=pikepdf.String(attached.name),
        Desc=pikepdf.String(attached.description),
        AFRelationship=pikepdf.Name.Source,
        EF=pikepdf.Dictionary(F=stream, UF=stream),
    )
    found = file.make_indirect(spec)
    if "/Names" not in file.Root:
        file.Root.Names = pikepdf.Dictionary()
    if "/EmbeddedFiles" not in file.Root.Names:
        file.Root.Names.EmbeddedFiles = file.make_indirect(pikepdf.Dictionary(Names=pikepdf.Array()))
    file.Root.Names.EmbeddedFiles.Names.extend([pikepdf.String(attached.name), found])
    if "/AF" not in file.Root:
        file.Root.AF = pikepdf.Array()
    file.Root.AF.append(found)
