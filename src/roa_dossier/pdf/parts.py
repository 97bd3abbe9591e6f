"""Taking a PDF apart: everything but what is drawn on its pages."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pikepdf

from roa_dossier.pdf.nouns import Anatomy, Attached, Bookmark, Box, Encrypted, Font, Link, Place, Unreadable


@contextmanager
def opened(data: bytes) -> Iterator[pikepdf.Pdf]:
    """Open a PDF for reading its parts.

    Raises:
        Unreadable: when it cannot be opened; `Encrypted` when it asks for a password.

    """
    try:
        file = pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError as fault:
        raise Encrypted(str(fault)) from fault
    except (pikepdf.PdfError, ValueError) as fault:
        raise Unreadable(str(fault)) from fault
    with file:
        yield file


def anatomy(data: bytes) -> Anatomy:
    """Take a PDF apart.

    Raises:
        Unreadable: when it cannot be opened.

    """
    with opened(data) as file:
        return anatomy_of(file)


def anatomy_of(file: pikepdf.Pdf) -> Anatomy:
    """Take apart a PDF that is open."""
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


def attachment(data: bytes, name: str) -> bytes | None:
    """Give one embedded file of a PDF, and look at nothing else; None where none has this name.

    Raises:
        Unreadable: when the PDF cannot be opened.

    """
    with opened(data) as file:
        return file.attachments[name].get_file().read_bytes() if name in file.attachments else None
