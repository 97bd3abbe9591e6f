"""Pages drawn once: what was drawn of a page is drawn again where the page stays as it is.

What a page draws hangs on nothing but its boxes, and on the fonts, which are told of every glyph that is
drawn. So of each page the glyphs are kept apart, too: a font of the document has those of its pages, in their
order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import weasyprint
import weasyprint.document

from roa_dossier.frozen import Frozen
from roa_dossier.layout.fragments.late import Drawn, Late

_SIMPLE = ("a", "A")
"""What names of states begin with that stand for a transparency, and mean the same in every document."""


@dataclass(slots=True)
class _Glyphs:
    """What a page, or a document, uses of a font."""

    words: dict[int, str] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    missing: dict[int, int] = field(default_factory=dict)

    def add(self, other: _Glyphs) -> None:
        """Add what comes after: what a glyph stands for at first holds."""
        self.words = {**other.words, **self.words}
        self.widths = {**other.widths, **self.widths}
        self.missing = {**other.missing, **self.missing}


class _Page(Frozen):
    """What was drawn of a page.

    Attributes:
        begun: how many there were before.
        operations: the drawing instructions.
        marks: which of them are of which box.
        states: the states that they name.
        fonts: the engine's fonts by its keys, with the glyphs of this page.
        late: the numbers to come.

    """

    begun: int
    operations: list[Any]
    marks: dict[Any, dict[str, Any]]
    states: dict[str, Any]
    fonts: dict[Any, tuple[Any, _Glyphs]]
    late: tuple[Drawn, ...]


def _sets_state(operation: Any) -> bool:
    return isinstance(operation, bytes) and operation.startswith(b"/") and operation.endswith(b" gs")


class Brush:
    """Draws the pages of one document.

    Args:
        document: laid out.
        late: the numbers that are to come.

    """

    def __init__(self, document: weasyprint.Document, late: Late) -> None:
        self._document, self._late = document, late
        self._glyphs: dict[Any, _Glyphs] = {}

    def paint(self, page: Any, index: int, stream: Any, scale: float) -> None:
        """Draw a page, or what was drawn of it before."""
        self._late.begins(index)
        known: _Page | None = getattr(page._page_box, "dossier_drawn", None)
        if known is None:
            known = self._painted(page, stream, scale)
            page._page_box.dossier_drawn = known
        else:
            self._repainted(known, index, stream)
        for key, (_, glyphs) in known.fonts.items() if known else ():
            self._glyphs.setdefault(key, _Glyphs()).add(glyphs)

    def _painted(self, page: Any, stream: Any, scale: float) -> _Page | None:
        resources = stream._resources
        groups = [len(resources[kind]) for kind in ("XObject", "Pattern", "Shading")]
        states, first = set(resources["ExtGState"]), len(stream.stream)
        for font in self._document.fonts.values():
            font.to_unicode, font.widths = {}, {}
        weasyprint.document.Page.paint(page, stream, scale)
        fonts = {
            key: (font, _Glyphs(font.to_unicode, font.widths, dict(font.missing)))
            for key, font in self._document.fonts.items()
            if font.widths or font.to_unicode
        }
        used = [one[1:-3].decode() for one in stream.stream[first:] if _sets_state(one)]
        named = {key: resources["ExtGState"][key] for key in used if key.startswith(_SIMPLE)}
        made = _Page(
            first,
            stream.stream[first:],
            {box: dict(mark) for box, mark in stream._tags.items()},
            named,
            fonts,
            tuple(self._late.drawn.get(id(stream), ())),
        )
        plain = groups == [len(resources[kind]) for kind in ("XObject", "Pattern", "Shading")]
        if plain and all(key.startswith(_SIMPLE) for key in set(resources["ExtGState"]) - states):
            return made
        for key, (_, glyphs) in fonts.items():
            self._glyphs.setdefault(key, _Glyphs()).add(glyphs)
        return None

    def _repainted(self, known: _Page, index: int, stream: Any) -> None:
        first = len(stream.stream)
        stream.stream.extend(known.operations)
        stream._tags.update({box: dict(mark) for box, mark in known.marks.items()})
        stream._resources["ExtGState"].update(known.states)
        for key, (font, _) in known.fonts.items():
            self._document.fonts.setdefault(key, font)
        if known.late:
            self._late.drawn[id(stream)] = [
                Drawn(one.target, index, one.operation + first - known.begun, one.at, one.figures)
                for one in known.late
            ]

    def dry(self) -> None:
        """Give each font the glyphs of all pages."""
        for key, font in self._document.fonts.items():
            glyphs = self._glyphs.get(key, _Glyphs())
            font.to_unicode, font.widths, font.missing = glyphs.words, glyphs.widths, glyphs.missing
