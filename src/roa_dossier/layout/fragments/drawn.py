"""A document drawn as a fragment: its PDF objects with numbers of their own, and what binding must know.

The engine draws the document as it draws a whole book, tags and all, but for what is of the whole book:
fonts, names, bookmarks and what the file says of itself. What it drew is then written down with places for
numbers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import weasyprint
import weasyprint.pdf
from weasyprint.pdf import pydyf

from roa_dossier.layout import wide
from roa_dossier.layout.fragments.brush import Brush
from roa_dossier.layout.fragments.late import Drawn, Late
from roa_dossier.layout.fragments.written import objects, stretch
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


def fragment(document: weasyprint.Document, late: Late, name: str, files: dict[str, bytes]) -> Fragment:
    """Draw a document as a fragment.

    Args:
        document: laid out while `late` kept the places of numbers.
        late: the same, still at work.
        name: begins the identifiers of its structure elements, which must be of one kind in a book.
        files: is given the file of each font, by its digest.

    """
    fonts: dict[Any, Any] = {}
    late.drawn.clear()  # streams of another document may have had the same identities
    brush = Brush(document, late)
    for index, page in enumerate(document.pages):
        page.paint = partial(brush.paint, page, index)
    with _bare(fonts, brush):
        made = weasyprint.pdf.generate_pdf(document, None, 1, **{**weasyprint.DEFAULT_OPTIONS, **_OPTIONS})
    for page in document.pages:
        del page.paint  # which knows the page
    for page, reference in zip(document.pages, made.page_references, strict=True):
        if turn := wide.turn(page):
            made.objects[int(reference.split()[0])]["Rotate"] = turn
    _rename(made, name)
    return _Writer(document, made, late).written(_faces(fonts, files))


@contextmanager
def _bare(fonts: dict[Any, Any], brush: Brush) -> Iterator[None]:
    """Let the engine leave out what is of the whole book, and give the fonts it used."""

    def every_link(pages: Any) -> Iterator[Any]:
        return ((page.links, [(name, *at[:2]) for name, at in page.anchors.items()]) for page in pages)

    def no_fonts(pdf: Any, used: Any, *rest: Any) -> Any:
        brush.dry()
        fonts.update(used)
        return pydyf.Dictionary()

    mine = {"resolve_links": every_link, "build_fonts_dictionary": no_fonts, "add_outlines": lambda *_: None}
    theirs = {name: getattr(weasyprint.pdf, name) for name in mine}
    for name, function in mine.items():
        setattr(weasyprint.pdf, name, function)
    try:
        yield
    finally:
        for name, function in theirs.items():
            setattr(weasyprint.pdf, name, function)


def _rename(pdf: Any, name: str) -> None:
    """Let the identifiers of structure elements begin with a name; cells and heads share their objects."""
    for one in pdf.objects:
        if isinstance(one, pydyf.Dictionary) and one.get("Type") == "/StructElem" and "ID" in one:
            one["ID"].string = f"{name}-{one['ID'].string}"


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
            (one["ID"].string, self._numbers[one.number])
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
        seen: set[str] = set()
        for index, page in enumerate(self._document.pages):
            for name, (x, y, *_) in page.anchors.items():
                if name not in seen:
                    seen.add(name)
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
            before.append(bytes(pydyf._to_bytes(operation)))
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
