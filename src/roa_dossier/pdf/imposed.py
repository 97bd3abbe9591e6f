"""Placing the pages of one PDF on the sheets of another, as they are drawn."""

from __future__ import annotations

import io
import logging
import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pikepdf

from roa_dossier.frozen import Frozen
from roa_dossier.pdf.nouns import Box, Encrypted, Unreadable
from roa_dossier.pdf.parts import opened

_DEPTH = 64
_FLIPS = {"long": "/DuplexFlipLongEdge", "short": "/DuplexFlipShortEdge", "none": "/Simplex"}
_LINE_WIDTH = 0.25


logging.getLogger("pikepdf").addHandler(logging.NullHandler())  # what it mends, it mends in silence


class PageShape(Frozen):
    """What a page says of its size.

    Attributes:
        trim: the page after trimming: its trim box, else its crop box, else its paper; inside its paper.
        media: its paper.
        rotation: quarter turns clockwise at which it is shown, 0 to 3.
        unit: points in a unit of its boxes (`/UserUnit`).

    """

    trim: Box
    media: Box
    rotation: int = 0
    unit: float = 1.0


class Origin(Frozen):
    """The pages of a PDF that is to be imposed, and what it says of itself; "" for what it does not say."""

    pages: tuple[PageShape, ...]
    title: str = ""
    author: str = ""
    language: str = ""
    date: str = ""


class Placed(Frozen):
    """A page on a side of a sheet.

    Attributes:
        page: from 0.
        matrix: from the page's own coordinates to the sheet's (ISO 32000-1, 8.3.3: a b c d e f).
        clip: the part of the sheet that it may mark, in points.

    """

    page: int
    matrix: tuple[float, float, float, float, float, float]
    clip: Box


class Side(Frozen):
    """One side of a sheet, in points.

    Attributes:
        width: of the paper.
        height: of the paper.
        placed: the pages on it.
        lines: fine lines drawn beside them: x and y of one end, then of the other.
        trim: what is left after trimming, where the sheet is trimmed as a whole.
        bleed: that, with the bleed around it.

    """

    width: float
    height: float
    placed: tuple[Placed, ...]
    lines: tuple[tuple[float, float, float, float], ...] = ()
    trim: Box | None = None
    bleed: Box | None = None


@contextmanager
def _opened(data: bytes) -> Iterator[pikepdf.Pdf]:
    """Open a PDF that is open to all."""
    try:
        with opened(data) as file:
            if file.is_encrypted:
                raise Encrypted
            yield file
    except pikepdf.PdfError as fault:
        raise Unreadable(str(fault)) from fault


@contextmanager
def _foreign() -> Iterator[None]:
    """Read what others wrote: a key that is missing there, or of another kind, is no fault of ours."""
    try:
        yield
    except (ValueError, TypeError, AttributeError, KeyError) as fault:
        raise Unreadable(str(fault)) from fault


def origin(data: bytes) -> Origin:
    """Measure the pages of a PDF.

    Raises:
        Unreadable: when it cannot be opened, or its pages cannot be read.
        Encrypted: when it asks for a password or restricts its use.

    """
    with _opened(data) as file, _foreign():
        said = file.docinfo
        return Origin(
            pages=tuple(_shape(page) for page in file.pages),
            title=_words(said.get("/Title")),
            author=_words(said.get("/Author")),
            language=_words(file.Root.get("/Lang")),
            date=_words(said.get("/CreationDate")),
        )


def _words(value: Any) -> str:
    return str(value) if isinstance(value, pikepdf.String) else ""


def _shape(page: pikepdf.Page) -> PageShape:
    media = _box(page.mediabox)
    rotation = _number(_inherited(page.obj, "/Rotate"), 0.0)
    unit = _number(page.obj.get("/UserUnit"), 1.0)
    return PageShape(
        trim=_within(_box(page.trimbox), _within(_box(page.cropbox), media)),
        media=media,
        rotation=round(rotation / 90) % 4,
        unit=unit if unit > 0 else 1.0,
    )


def _box(values: Any) -> Box:
    left, bottom, right, top = (float(value) for value in values)
    return Box(min(left, right), min(bottom, top), max(left, right), max(bottom, top))


def _within(box: Box, paper: Box) -> Box:
    """Cut a box to the paper; one that lies wholly off it counts as the paper (as viewers take it)."""
    left, bottom = max(box.left, paper.left), max(box.bottom, paper.bottom)
    right, top = min(box.right, paper.right), min(box.top, paper.top)
    return Box(left, bottom, right, top) if left < right and bottom < top else paper


def _number(value: Any, otherwise: float) -> float:
    try:
        found = float(value)
    except (TypeError, ValueError):
        return otherwise
    return found if math.isfinite(found) else otherwise


def _inherited(node: Any, key: str) -> Any:
    """Find what a page, or the nearest branch above it that says so, has under a key."""
    for _ in range(_DEPTH):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return None


def arranged(data: bytes, sides: Iterable[Side], turn: str) -> bytes:
    """Place pages on sheets, and give a PDF of one page for each side.

    A page becomes one drawing (a form XObject) with the bytes it was drawn with; what pages share, such as
    fonts and pictures, is there once. What is shown of marks and form fields is drawn with the page; links,
    bookmarks, tags, files, scripts and metadata stay behind.

    Args:
        data: the PDF whose pages are placed.
        sides: in the order of printing.
        turn: long, short or none: what a printer is told of the edge over which it turns the sheet.

    Raises:
        Unreadable: when what is drawn cannot be read.
        Encrypted: when the PDF asks for a password or restricts its use.

    """
    with _opened(data) as file, pikepdf.new() as out:
        with _foreign():
            _flatten(file)
        drawings: dict[int, Any] = {}
        for side in sides:
            for placed in side.placed:
                if placed.page not in drawings:
                    with _foreign():
                        drawing = _drawing(file, file.pages[placed.page])
                    drawings[placed.page] = out.copy_foreign(drawing)
            _add(out, side, drawings)
        if "/OCProperties" in file.Root:  # which layers are shown
            out.Root.OCProperties = out.copy_foreign(file.make_indirect(file.Root.OCProperties))
        out.Root.ViewerPreferences = pikepdf.Dictionary(
            PrintScaling=pikepdf.Name("/None"), Duplex=pikepdf.Name(_FLIPS[turn])
        )
        whole = io.BytesIO()
        out.save(whole, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return whole.getvalue()


def _flatten(file: pikepdf.Pdf) -> None:
    """Draw what marks and form fields show into their pages."""
    for page in file.pages:
        for mark in page.obj.get("/Annots") or ():
            if isinstance(mark, pikepdf.Dictionary) and mark.get("/Subtype") != "/Link":
                file.flatten_annotations("print")
                return


def _drawing(file: pikepdf.Pdf, page: pikepdf.Page) -> Any:
    """Make a page a form XObject, clipped to its paper (ISO 32000-1, 8.10)."""
    form = _content(file, page.obj.get("/Contents"))
    form.Type = pikepdf.Name.XObject
    form.Subtype = pikepdf.Name.Form
    form.BBox = pikepdf.Array([_plain(value) for value in _corners(_box(page.mediabox))])
    form.Resources = _inherited(page.obj, "/Resources") or pikepdf.Dictionary()
    if isinstance(page.obj.get("/Group"), pikepdf.Dictionary):
        form.Group = page.obj.Group
    return file.make_indirect(form)


def _content(file: pikepdf.Pdf, contents: Any) -> pikepdf.Stream:
    """Give a page's drawing instructions as one stream, packed as they were where they are one already."""
    streams = [one for one in _listed(contents) if isinstance(one, pikepdf.Stream)]
    if len(streams) != 1:
        return pikepdf.Stream(file, b"\n".join(stream.read_bytes() for stream in streams))
    (stream,) = streams
    copy = pikepdf.Stream(file, stream.read_raw_bytes())
    for key in ("/Filter", "/DecodeParms"):
        if key in stream:
            copy[key] = stream[key]
    return copy


def _listed(contents: Any) -> list[Any]:
    return list(contents) if isinstance(contents, pikepdf.Array) else [contents]


def _add(out: pikepdf.Pdf, side: Side, drawings: dict[int, Any]) -> None:
    """Add one side as a page."""
    page = out.add_blank_page()
    page.obj.MediaBox = pikepdf.Array([0, 0, _plain(side.width), _plain(side.height)])
    for key, box in (("/TrimBox", side.trim), ("/BleedBox", side.bleed)):
        if box is not None:
            page.obj[key] = pikepdf.Array([_plain(value) for value in _corners(box)])
    names = {placed.page: f"/P{placed.page + 1}" for placed in side.placed}
    drawn = pikepdf.Dictionary({name: drawings[number] for number, name in names.items()})
    page.obj.Resources = pikepdf.Dictionary(XObject=drawn)
    steps = [_placing(placed, names[placed.page]) for placed in side.placed]
    if side.lines:
        strokes = (f"{_row(line[:2])} m {_row(line[2:])} l" for line in side.lines)
        steps.append(" ".join(["q 0 G", f"{_LINE_WIDTH} w", *strokes, "S Q"]))
    page.obj.Contents = out.make_stream("\n".join(steps).encode("ascii"))


def _placing(placed: Placed, name: str) -> str:
    clip = placed.clip
    corner = (clip.left, clip.bottom, clip.right - clip.left, clip.top - clip.bottom)
    return f"q {_row(corner)} re W n {_row(placed.matrix)} cm {name} Do Q"


def _corners(box: Box) -> tuple[float, float, float, float]:
    return (box.left, box.bottom, box.right, box.top)


def _row(values: Iterable[float]) -> str:
    return " ".join(str(_plain(value)) for value in values)


def _plain(value: float) -> Any:
    """Give a number as PDF writes it: no exponent, and whole where it is whole."""
    rounded = round(value, 5)
    return int(rounded) if rounded == int(rounded) else Decimal(f"{rounded:.5f}".rstrip("0"))
