"""Pictures looked at before the layout engine can lose them in silence."""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Mapping
from xml.etree import ElementTree

from roa_dossier.diagnostics import error
from roa_dossier.model.chapter import FigureBox, Mistake, Picture
from roa_dossier.model.outline import FigureBlock
from roa_dossier.patterns import regex
from roa_dossier.resolve.desk import Desk

_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg"}
_MOST_PIXELS = 100_000_000
_NUMBER = regex(r"\s*([0-9.]+)")


def figure(desk: Desk, block: FigureBlock, images: Mapping[str, bytes | None]) -> FigureBox:
    """Resolve a figure: its format and size known.

    A file that could not be read is silent here: whoever read it has said why.
    """
    path = str(block.file)
    alt = " ".join(str(block.alt).split())
    data = images.get(path)
    if data is None:
        return FigureBox(Mistake(path, "missing-file"), alt)
    picture = _picture(path, data)
    if isinstance(picture, str):
        desk.say(error("bad-image", f"`{path}` {picture}", block.file.span))
        return FigureBox(Mistake(path, "bad-image"), alt)
    return FigureBox(picture, alt, " ".join(str(block.credit or "").split()))


def _picture(path: str, data: bytes) -> Picture | str:
    """Look at a picture's bytes; give a word on what is wrong with them where something is."""
    digest = hashlib.sha256(data).hexdigest()
    if data.lstrip()[:5].lower() in (b"<?xml", b"<svg ") or path.lower().endswith(".svg"):
        return _svg(path, digest, data)
    from PIL import Image, UnidentifiedImageError  # a dossier without pictures does not wait for it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as image:
                media_type = _TYPES.get(image.format or "")
                width, height = image.size
                if media_type is None:
                    return f"is {image.format}: a figure is PNG, JPEG or SVG"
                if width * height > _MOST_PIXELS:
                    return f"has {width} × {height} pixels: the most is 100 million"
                image.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return "cannot be read as a picture"
    return Picture(path, digest, media_type, width, height)


def _svg(path: str, digest: str, data: bytes) -> Picture | str:
    if b"<!DOCTYPE" in data.upper() or b"<!ENTITY" in data.upper():
        return "declares a document type: entities are refused"
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError as fault:
        return f"is not well-formed SVG (line {fault.position[0]})"
    if root.tag.rpartition("}")[2] != "svg":
        return "is not SVG"
    box = (root.get("viewBox") or "").replace(",", " ").split()
    width, height = _length(root.get("width")), _length(root.get("height"))
    if len(box) == 4:
        width, height = width or _length(box[2]), height or _length(box[3])
    return Picture(path, digest, "image/svg+xml", round(width or 300), round(height or 150))


def _length(text: str | None) -> float:
    match = _NUMBER.match(text or "")
    try:
        return float(match.group(1)) if match and "%" not in (text or "") else 0.0
    except ValueError:
        return 0.0
