"""Pictures of the pages of a PDF, small enough to be kept beside the text."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageOps

COLOURS = 64
BLANK = 40
"""So many empty rows, at most, are kept between two things on a page that is squeezed."""


def shot(pdf: bytes, page: int, dpi: int) -> Image.Image:
    """Give a page (from 0) of a PDF as a picture."""
    file = pypdfium2.PdfDocument(pdf)
    try:
        drawn: Image.Image = file[page].render(scale=dpi / 72).to_pil()
        return drawn.convert("RGB")
    finally:
        file.close()


def inked(picture: Image.Image) -> tuple[int, int, int, int] | None:
    """Give the box of what is not white; None for an empty page."""
    white = Image.new("RGB", picture.size, "white")
    return ImageChops.difference(picture, white).getbbox()


def squeezed(picture: Image.Image) -> Image.Image:
    """Take empty bands out of a picture, but for a little, so that notes stand near what they belong to."""
    grey = ImageOps.invert(picture.convert("L"))
    rows, empty = [], 0
    for row in range(picture.height):
        empty = 0 if grey.crop((0, row, picture.width, row + 1)).getbbox() else empty + 1
        if empty <= BLANK:
            rows.append(row)
    packed = Image.new("RGB", (picture.width, len(rows)), "white")
    for at, row in enumerate(rows):
        packed.paste(picture.crop((0, row, picture.width, row + 1)), (0, at))
    return packed


def framed(picture: Image.Image) -> Image.Image:
    """Set a thin grey line around a page, so that its edge is seen on white."""
    return ImageOps.expand(picture, border=1, fill="#b8b8b8")


def save(picture: Image.Image, path: Path) -> None:
    """Write a picture as a PNG with few colours; one that is there and the same stays untouched."""
    packed = picture.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    path.parent.mkdir(parents=True, exist_ok=True)
    packed.save(path, optimize=True)
