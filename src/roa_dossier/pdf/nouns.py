"""What is found in a PDF, as plain values."""

from __future__ import annotations

from collections.abc import Mapping

from roa_dossier.frozen import Frozen


class Unreadable(Exception):
    """The bytes are not a PDF that can be opened."""


class Encrypted(Unreadable):
    """The PDF asks for a password, or restricts what may be done with it."""


class Box(Frozen):
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


class Place(Frozen):
    """Where a destination stands: page from 0, and its point in points where it names one."""

    page: int
    x: float = 0.0
    y: float = 0.0


class Link(Frozen):
    """A link: the page it stands on (from 0), and what it opens.

    Attributes:
        page: from 0.
        destination: the name it goes to inside the document; "" for none.
        uri: the address it opens; "" for none.

    """

    page: int
    destination: str = ""
    uri: str = ""


class Bookmark(Frozen):
    """One line of the outline; `depth` from 0, `page` from 0 or None when it goes nowhere."""

    title: str
    depth: int
    page: int | None


class Font(Frozen):
    """A font of the document, by its PostScript name without the subset's tag."""

    name: str
    embedded: bool


class Attached(Frozen):
    """A file inside the PDF."""

    name: str
    data: bytes
    description: str
    media_type: str


class Anatomy(Frozen):
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
