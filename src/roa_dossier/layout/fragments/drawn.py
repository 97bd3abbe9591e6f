"""A document drawn as a fragment: its PDF objects with numbers of their own, and what binding must know.

The engine draws the document as it draws a whole book, tags and all, but for what is of the whole book:
fonts, names, bookmarks and what the file says of itself. What it drew is then written down with places for
numbers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

import weasyprint
import weasyprint.document
import weasyprint.pdf
from weasyprint.formatting_structure import boxes
from weasyprint.images import RasterImage
from weasyprint.pdf import pydyf, stream
from weasyprint.pdf.fonts import Font
from weasyprint.text.ffi import pango

from roa_dossier.layout import wide
from roa_dossier.layout.fragments.late import Drawn, Late
from roa_dossier.layout.fragments.written import IDENTIFIER, objects, stretch
from roa_dossier.model.fragment import (
    DOCUMENT,
    FONTS,
    KEY,
    PAGES,
    Anchor,
    Face,
    Fragment,
    Head,
    Leaf,
    Slot,
    Stretch,
)

_OPTIONS = {"pdf_tags": True, "pdf_version": "1.7", "uncompressed_pdf": True}
_OVER_PAGES = ("table", "nav")
"""The elements that are one though they go on over pages, besides notes."""

_TRAITS = (
    "index",
    "font_size",
    "style",
    "weight",
    "ascent",
    "descent",
    "bitmap",
    "italic_angle",
    "upem",
    "png",
    "svg",
    "colr",
    "glyph_count",
    "stemv",
    "stemh",
    "used_in_forms",
    "flags",
)
"""What the engine knows of a font besides its file and its glyphs."""


def pieces(document: weasyprint.Document, late: Late, files: dict[str, bytes]) -> tuple[Fragment, ...]:
    """Draw a document as fragments: of pages by themselves, or several where something goes on over them.

    Args:
        document: laid out while `late` kept the places of numbers.
        late: the same, still at work.
        files: is given the file of each font, by its digest.

    """
    case = _Case()
    return tuple(_piece(document.copy(pages), late, case, files) for pages in _runs(document.pages))


class _Case:
    """The fonts of one document: each is made once for the sizes in which pages use it first."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[int, float], Any] = {}
        self._missing: dict[int, dict[int, int]] = {}

    def font(self, pango_font: Any, description: Any, size: float) -> Any:
        """Give a font of which no glyph is used yet."""
        name = pango.pango_font_description_hash(description)
        if (name, size) not in self._fonts:
            self._fonts[name, size] = Font(pango_font, description, size)
        font = self._fonts[name, size]
        font.to_unicode, font.widths = {}, {}
        # what stands for characters that it has not is counted in their order
        font.missing = self._missing.setdefault(name, {})
        return font


def _piece(document: weasyprint.Document, late: Late, case: _Case, files: dict[str, bytes]) -> Fragment:
    """Draw pages by themselves."""
    late.afresh()
    for index, page in enumerate(document.pages):
        page.paint = partial(_paint, late, page, index)
    try:
        with _bare(case):
            made = weasyprint.pdf.generate_pdf(
                document, None, 1, **{**weasyprint.DEFAULT_OPTIONS, **_OPTIONS}
            )
    finally:
        for page in document.pages:
            del page.paint  # which knows the page
    for page, reference in zip(document.pages, made.page_references, strict=True):
        if turn := wide.turn(page):
            made.objects[int(reference.split()[0])]["Rotate"] = turn
    _identify(made)
    return _Writer(document, made, late).written(_faces(document.fonts, files))


def _paint(late: Late, page: Any, index: int, stream: Any, scale: float) -> None:
    late.begins(index)
    weasyprint.document.Page.paint(page, stream, scale)


def _runs(pages: Sequence[Any]) -> list[list[Any]]:
    """Part pages where nothing goes on over the break that is one to those who hear it, nor a picture."""
    going_on = [set(_going_on(page)) for page in pages]
    last = {one: at for at, here in enumerate(going_on) for one in here}
    runs: list[list[Any]] = []
    until = -1
    for at, (page, here) in enumerate(zip(pages, going_on, strict=True)):
        if at > until:
            runs.append([])
        runs[-1].append(page)
        until = max((until, at, *(last[one] for one in here)))
    return runs


def _going_on(page: Any) -> Iterator[Any]:
    """Give what is one though it is on several pages: elements such as tables, notes, contents; pictures."""
    for box in page._page_box.descendants():
        yield from _pictures(box)
        element = box.element
        if element is not None and (box.element_tag in _OVER_PAGES or _is_gathered(element)):
            yield element
        elif isinstance(box, boxes.FootnoteAreaBox):
            yield from (child.element for child in box.children)


def _pictures(box: Any) -> Iterator[Any]:
    """Give the pictures of a box that are in a file once for all pages that are drawn together."""
    shown = [box.replacement] if isinstance(box, boxes.ReplacedBox) else []
    if (background := getattr(box, "background", None)) is not None:
        shown += [layer.image for layer in background.layers]
    for image in shown:
        if isinstance(image, RasterImage):
            yield image


def _is_gathered(element: Any) -> bool:
    return "endnotes" in (element.get("class") or "").split()


@contextmanager
def _bare(case: _Case) -> Iterator[None]:
    """Let the engine leave out what is of the whole book, and take its fonts from a case."""

    def every_link(pages: Any) -> Iterator[Any]:
        return ((page.links, [(name, *at[:2]) for name, at in page.anchors.items()]) for page in pages)

    def no_fonts(*given: Any) -> Any:
        return pydyf.Dictionary()

    patched = (
        (weasyprint.pdf, "resolve_links", every_link),
        (weasyprint.pdf, "build_fonts_dictionary", no_fonts),
        (weasyprint.pdf, "add_outlines", lambda *_: None),
        (stream, "Font", case.font),
    )
    theirs = [getattr(room, name) for room, name, _ in patched]
    for room, name, mine in patched:
        setattr(room, name, mine)
    try:
        yield
    finally:
        for (room, name, _), function in zip(patched, theirs, strict=True):
            setattr(room, name, function)


def _identify(pdf: Any) -> None:
    """Let structure elements be identified by the numbers of their objects; cells and heads share theirs."""
    for one in pdf.objects:
        if isinstance(one, pydyf.Dictionary) and one.get("Type") == "/StructElem" and "ID" in one:
            one["ID"].string = f"{IDENTIFIER}{one.number}"


class _Writer:
    """Writes the objects of one document down, with numbers of their own."""

    def __init__(self, document: weasyprint.Document, pdf: Any, late: Late) -> None:
        self._document, self._pdf, self._late = document, pdf, late
        self._pages = [int(reference.split()[0]) for reference in pdf.page_references]
        objects = pdf.objects
        resources = objects[int(objects[self._pages[0]]["Resources"].split()[0])]
        fonts = int(resources["Font"].split()[0])
        self._root = objects[int(pdf.catalog["StructTreeRoot"].split()[0])]
        self._tree = objects[int(self._root["ParentTree"].split()[0])]
        self._top = objects[int(self._root["K"][0].split()[0])]
        outside = {
            pdf.pages.number: PAGES,
            fonts: FONTS,
            self._top.number: DOCUMENT,
        }
        left_out = {0, pdf.catalog.number, self._root.number, self._tree.number, *outside}
        kept = [one for one in objects if one.number not in left_out and one.free != "f"]
        # number 0 is the leaf of the parent tree
        self._numbers = {one.number: at for at, one in enumerate(kept, 1)} | outside
        self._kept = kept

    def written(self, faces: tuple[Face, ...]) -> Fragment:
        keys = len(self._tree["Nums"]) // 2
        for page in self._pages:
            self._pdf.objects[page]["StructParents"] += KEY
        for one in self._kept:
            if isinstance(one, pydyf.Dictionary) and "StructParent" in one:
                one["StructParent"] += KEY
        leaf = self._leaf()
        leaf.number = 0
        streams, body = objects((leaf, *self._kept), {0: 0, **self._numbers}, self._parted)
        identifiers = tuple(
            self._numbers[one.number]
            for one in self._kept
            if isinstance(one, pydyf.Dictionary) and one.get("Type") == "/StructElem" and "ID" in one
        )
        return Fragment(
            pages=tuple(
                Leaf(self._numbers[number], page._page_box.printed_number)
                for number, page in zip(self._pages, self._document.pages, strict=True)
            ),
            count=len(self._kept) + 1,
            streams=streams,
            body=body,
            parents=keys,
            elements=tuple(self._numbers[int(one.split()[0])] for one in self._top["K"]),
            identifiers=identifiers,
            anchors=tuple(self._anchors()),
            heads=tuple(self._heads()),
            faces=faces,
        )

    def _leaf(self) -> Any:
        """Give the fragment's part of the parent tree (ISO 32000-1 §7.9.7)."""
        nums = self._tree["Nums"]
        keys = [key + KEY for key in nums[::2]]
        pairs = [part for key, value in zip(keys, nums[1::2], strict=True) for part in (key, value)]
        return pydyf.Dictionary({"Limits": pydyf.Array((keys[0], keys[-1])), "Nums": pydyf.Array(pairs)})

    def _parted(self, stream: Any) -> tuple[tuple[Stretch, ...], tuple[Slot, ...]]:
        """Cut the data of a stream where numbers are to come."""
        return _cut(stream.stream, self._late.drawn.get(id(stream), []))

    def _anchors(self) -> Iterator[Anchor]:
        for index, page in enumerate(self._document.pages):
            for name, (x, y, *_) in page.anchors.items():
                yield Anchor(name, index, x * 0.75, (page.height - y) * 0.75)

    def _heads(self) -> Iterator[Head]:
        for index, page in enumerate(self._document.pages):
            for level, words, (x, y), state in page.bookmarks:
                yield Head(level, words, index, x * 0.75, (page.height - y) * 0.75, state != "closed")


def _cut(operations: list[Any], drawn: list[Drawn]) -> tuple[tuple[Stretch, ...], tuple[Slot, ...]]:
    """Cut the data of a stream where numbers are to come."""
    late: dict[int, list[Drawn]] = {}
    for one in drawn:
        late.setdefault(one.operation, []).append(one)
    stretches: list[Stretch] = []
    slots: list[Slot] = []
    before: list[bytes] = []
    for index, operation in enumerate(operations):
        if index not in late:
            before.append(operation if type(operation) is bytes else bytes(pydyf._to_bytes(operation)))
            continue
        data, done = bytes(operation), 0
        for one in late[index]:
            start, stop = one.at[0], one.at[-1] + 4
            stretches.append(stretch(b"\n".join((*before, data[done:start]))))
            at = tuple(each - start for each in one.at)
            slots.append(Slot(one.target, one.page, data[start:stop], at, one.figures))
            before, done = [], stop
        before = [data[done:]]
    stretches.append(stretch(b"\n".join(before)))
    return tuple(stretches), tuple(slots)


def _faces(fonts: dict[Any, Any], files: dict[str, bytes]) -> tuple[Face, ...]:
    """Say what was used of each font; the engine may know one font under several keys."""
    found: dict[str, Any] = {}
    for font in fonts.values():
        first = found.setdefault(font.hash, font)
        if first is not font:
            first.to_unicode = {**font.to_unicode, **first.to_unicode}
            first.widths = {**font.widths, **first.widths}
            first.missing = {**font.missing, **first.missing}
    made = []
    for name, font in sorted(found.items()):
        digest = _digest(font.hash, font.file_content)
        files[digest] = font.file_content
        traits = tuple((trait, _plain(getattr(font, trait))) for trait in _TRAITS)
        made.append(
            Face(
                name,
                font.family,
                digest,
                font.name.decode(),
                traits,
                tuple(font.tables),
                tuple(sorted((axis, float(value)) for axis, value in font.variations.items())),
                tuple(sorted(font.to_unicode.items())),
                tuple(sorted((glyph, float(width)) for glyph, width in font.widths.items())),
                tuple(sorted(font.missing.items())),
            )
        )
    return tuple(made)


_digests: dict[tuple[str, int], str] = {}
"""The digests of fonts' files, by the engine's name for the font and the file's length, in this process."""


def _digest(name: str, data: bytes) -> str:
    key = (name, len(data))
    if key not in _digests:
        _digests[key] = hashlib.sha256(data).hexdigest()
    return _digests[key]


def _plain(value: Any) -> int | float | str:
    """Give a trait of a font as a plain value: what the engine has as flags of its own are numbers."""
    return value if isinstance(value, float | str) else int(value)
