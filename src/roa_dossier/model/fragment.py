"""A chapter laid out alone: PDF objects with numbers of their own, and slots for the numbers of pages."""

from __future__ import annotations

from roa_dossier.frozen import Frozen, field

FOLIO = "#page"
"""Stands in a slot for the number of the page that it is on; no anchor begins with `#`."""

TOTAL = "#pages"
"""Stands in a slot for the number of all pages."""

PAGES, FONTS, DOCUMENT = -1, -2, -3
"""What a fragment's objects refer to outside it: the page tree, the fonts, the document element."""

KEY = 1 << 24
"""From here on a number in a fragment's objects is no reference but a key of the structure's parent tree."""

WIDTH = 7
"""Digits that each number has room for, so that no object's length depends on where it is bound."""

PLACE = b"%%%dd" % WIDTH
"""Stands in a template for a number."""


def identifier(number: int) -> str:
    """Give the identifier of a structure element, by the number of its object."""
    return f"e{number:{WIDTH}d}"


class Slot(Frozen):
    """A number that is known when the book is bound; what is drawn meanwhile are noughts.

    Attributes:
        target: the anchor whose page it is, `FOLIO` or `TOTAL`.
        page: the page of the fragment that it stands on, from 0.
        drawn: the drawing instructions that draw it, its glyphs among them.
        at: where in them each of its figures has its glyph, four hexadecimal digits.
        figures: the glyphs of the figures nought to nine, as written there.

    """

    target: str
    page: int
    drawn: bytes
    at: tuple[int, ...]
    figures: tuple[bytes, ...]

    def filled(self, number: str) -> bytes:
        """Give the drawing instructions for a number of as many digits as there are figures."""
        made = bytearray(self.drawn)
        for at, figure in zip(self.at, number, strict=True):
            made[at : at + 4] = self.figures[int(figure)]
        return bytes(made)


class Stretch(Frozen):
    """Drawing instructions between two slots, deflated apart from all others.

    Attributes:
        deflated: raw deflate data that ends at a byte's edge and looks back at nothing before it (RFC 1951).
        length: how many bytes it is of.
        sum: their Adler-32 (RFC 1950).

    """

    deflated: bytes
    length: int
    sum: int


class Stream(Frozen):
    """An object of data: its dictionary as text with numbers to come, its data in stretches and slots.

    Attributes:
        number: its number in the fragment.
        dictionary: its entries without `Length` and `Filter`; `%7d` for each number.
        numbers: these, as in `Body`.
        stretches: one more than slots.
        slots: what stands between them.
        plain: its data where it is not deflated here, such as a picture's; then it has no stretches.

    """

    number: int
    dictionary: bytes
    numbers: tuple[int, ...]
    stretches: tuple[Stretch, ...] = ()
    slots: tuple[Slot, ...] = ()
    plain: bytes = b""


class Body(Frozen):
    """All objects of a fragment that are no streams, as one text.

    Attributes:
        template: the objects one after another; `%7d` for each number, other per cent signs doubled.
        numbers: what stands there: numbers of the fragment's objects from 0, what is below 0 outside it, and
            from `KEY` on keys of the parent tree.
        members: number and offset of each object, in order.

    """

    template: bytes = b""
    numbers: tuple[int, ...] = ()
    members: tuple[tuple[int, int], ...] = ()


class Anchor(Frozen):
    """Where an anchor stands first: the fragment's page from 0, and the point in the page's own units."""

    name: str
    page: int
    x: float
    y: float


class Head(Frozen):
    """A bookmark: its level from 1, its words, where it leads, whether it is shown open."""

    level: int
    words: str
    page: int
    x: float
    y: float
    open: bool = True


class Face(Frozen):
    """What a fragment uses of a font.

    Attributes:
        name: its name in the resources.
        family: its family.
        file: the digest of its file.
        engine_name: what the engine calls it in the PDF.
        traits: what the engine knows of it, for taking a subset of it.
        tables: the names of its tables.
        variations: its axes, where it has any.
        glyphs: the characters of each glyph that is used.
        widths: the width of each, in thousandths.
        missing: glyphs that stand for characters that it has not, by code point.

    """

    name: str
    family: str
    file: str
    engine_name: str
    traits: tuple[tuple[str, int | float | str], ...]
    tables: tuple[str, ...]
    variations: tuple[tuple[str, float], ...]
    glyphs: tuple[tuple[int, str], ...]
    widths: tuple[tuple[int, float], ...]
    missing: tuple[tuple[int, int], ...] = ()


class Fonts(Frozen):
    """The fonts of a book as objects with numbers of their own; `names` are those in the resources.

    One name may stand there more than once: the same glyph of a font may stand for other characters in one
    chapter than in another, as small capitals do.
    """

    count: int = 0
    streams: tuple[Stream, ...] = ()
    body: Body = field(default_factory=Body)
    names: tuple[tuple[str, int], ...] = ()


class Wear(Frozen):
    """Which of a book's fonts its fragments use.

    Attributes:
        sets: of fonts, by their places among those of the book; each name once in a set.
        worn: the set of each fragment, in order.

    """

    sets: tuple[tuple[int, ...], ...]
    worn: tuple[int, ...]


class Leaf(Frozen):
    """A page: its object's number, its number as counted from the fragment's first page on."""

    number: int
    counted: int


class Fragment(Frozen):
    """Pages that were laid out alone.

    Attributes:
        pages: in order.
        count: how many objects there are.
        streams: those that hold data.
        body: all others.
        parents: how many keys of the parent tree they have; the first object holds them as a leaf of it.
        elements: the structure elements below the document element, by their numbers.
        identifiers: the numbers of the structure elements that have one.
        anchors: in order; of a name that is there more than once the first holds.
        heads: the bookmarks, in order.
        faces: the fonts.

    """

    pages: tuple[Leaf, ...] = ()
    count: int = 0
    streams: tuple[Stream, ...] = ()
    body: Body = field(default_factory=Body)
    parents: int = 0
    elements: tuple[int, ...] = ()
    identifiers: tuple[int, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    heads: tuple[Head, ...] = ()
    faces: tuple[Face, ...] = ()

    @property
    def slots(self) -> tuple[Slot, ...]:
        """All slots, in order."""
        return tuple(slot for stream in self.streams for slot in stream.slots)


class Share(Frozen):
    """What some pages of a fragment have of it, which were drawn by themselves: how many of each.

    Attributes:
        pages: pages.
        objects: objects, without the leaf of the parent tree.
        streams: those of them that hold data.
        members: the others.
        text: bytes of these in the template.
        length: bytes that they have when their numbers stand there.
        numbers: numbers in them.
        leaf: bytes of what the leaf says of them.
        leads: numbers in that.
        keys: keys of the parent tree.
        elements: structure elements below the document element.
        identifiers: those that have one.
        anchors: anchors.
        heads: bookmarks.
        faces: the fonts, with the glyphs of these pages.

    """

    pages: int
    objects: int
    streams: int
    members: int
    text: int
    length: int
    numbers: int
    leaf: int
    leads: int
    keys: int
    elements: int
    identifiers: int
    anchors: int
    heads: int
    faces: tuple[Face, ...] = ()
