"""The boxes of a line as text: its runs, the advance of each character, whose each character is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import accumulate, pairwise
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.layout.percent import resolve_percentages
from weasyprint.text import line_break
from weasyprint.text.ffi import FROM_UNITS, pango
from weasyprint.text.line_break import create_layout, line_size

from roa_dossier.frozen import Frozen
from roa_dossier.layout.glyphs import address, shaped
from roa_dossier.patterns import regex

ATOM = "\ufffc"
"""Stands for a picture in a text."""

_STRETCHED = 8.0
"""By how much a space is stretched to see what becomes of kerning over it, in the engine's units."""

_SEPARATOR = regex("[\t\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


class Why(StrEnum):
    """Why a paragraph is not fitted."""

    FLOAT = "with a float inside"
    BESIDE = "beside a float"
    BLOCK = "with a block inside its lines"
    CLONED = "with edges on every line"
    LEADER = "with leaders"
    FIRST = "with a first letter or line of its own style"
    PRESERVED = "with spaces and lines as typed"
    RIGHT_TO_LEFT = "right to left"
    SPACELESS = "without spaces"
    OVERFULL = "with a word longer than its line"
    MISSED = "where a break did not come"


class Unfit(Exception):
    """A paragraph is to be set line after line."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


class Shape(Frozen):
    """A run of text as the engine shapes it where it stands on one line.

    Attributes:
        widths: how far the glyphs move on that stand for the characters from a byte (UTF-8) on, by that byte,
            in Pango's units.
        before: how wide all is before that byte, and as a whole.
        length: of the run, in bytes.
        height: of its line, in the engine's units.
        baseline: how far beneath the top of that.
        face: the one font of all its glyphs, by its address; None where there are several.

    """

    widths: Mapping[int, int]
    before: Mapping[int, int]
    length: int
    height: float
    baseline: float
    face: int | None

    @property
    def whole(self) -> int:
        """How wide it is, in Pango's units."""
        return self.before[self.length]


class Leaf(Frozen):
    """A run of text, or a picture, in a line box.

    Attributes:
        path: the numbers of the children that lead to it.
        style: its style.
        first: its first character in the paragraph.
        offsets: at which byte each character begins, and where the last ends; none for a picture.
        shape: how it is shaped as a whole; None for a picture.

    """

    path: tuple[int, ...]
    style: Any
    first: int
    offsets: Sequence[int] = ()
    shape: Shape | None = None


def key(linebox: Any) -> tuple[object, ...]:
    """Name what a line box holds: those of the same name are set the same way."""
    return (id(linebox.style), *_named(linebox.children))


def _named(children: Sequence[Any]) -> Iterator[object]:
    for child in children:
        yield id(child.style)
        if isinstance(child, boxes.TextBox):
            yield child.text
        elif isinstance(child, boxes.InlineBox):
            yield from (*_named(child.children), None)
        else:
            yield id(child.element)


def leaves(linebox: Any) -> Iterator[tuple[tuple[int, ...], Any]]:
    """Give the runs of text and the pictures of a line box that have a width, with the path to each."""
    return _leaves(linebox.children, ())


def _leaves(children: Sequence[Any], path: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], Any]]:
    for index, child in enumerate(children):
        if not child.is_in_normal_flow():
            continue
        if isinstance(child, boxes.InlineBox):
            yield from _leaves(child.children, (*path, index))
        elif not isinstance(child, boxes.TextBox) or child.text:
            yield (*path, index), child


class Reader:
    """Reads the boxes of a line.

    Attributes:
        text: what they hold, piece by piece.
        advances: how far each character moves on, in the engine's units.
        owners: the number of each character's leaf.
        leaves: the leaves, in order.
        edged: the characters whose advance has the edge of a box in it.
        unkerned: by how much a space is wider in a justified line, by its character.

    """

    def __init__(self, containing_block: Any) -> None:
        self.block = containing_block
        self.text: list[str] = []
        self.advances: list[float] = []
        self.owners: list[int] = []
        self.leaves: list[Leaf] = []
        self.edged: set[int] = set()
        self.unkerned: dict[int, float] = {}
        self._edge = 0.0

    def read(self, children: Sequence[Any], path: tuple[int, ...]) -> None:
        """Read boxes.

        Raises:
            Unfit: at what lines cannot be fitted around.

        """
        for index, child in enumerate(children):
            if not child.is_in_normal_flow():
                if not child.is_absolutely_positioned():
                    raise Unfit(Why.FLOAT if child.is_floated() else Why.BLOCK)
                continue
            if child.is_leader:
                raise Unfit(Why.LEADER)
            at = (*path, index)
            if isinstance(child, boxes.TextBox):
                self._read_text(child, at)
            elif isinstance(child, boxes.InlineBox):
                self._read_inline(child, at)
            elif isinstance(child, boxes.InlineReplacedBox):
                self._add(Leaf(at, child.style, len(self.owners)), ATOM, [self._width(child)])
            else:
                raise Unfit(Why.BLOCK)

    def _read_inline(self, box: Any, path: tuple[int, ...]) -> None:
        resolve_percentages(box, self.block)
        left, right = (
            sum(
                width
                for width in (
                    getattr(box, f"margin_{side}"),
                    getattr(box, f"padding_{side}"),
                    getattr(box, f"border_{side}_width"),
                )
                if width != "auto"
            )
            for side in ("left", "right")
        )
        if box.style["box_decoration_break"] == "clone" and (left or right):
            raise Unfit(Why.CLONED)
        self._edge += left
        self.read(box.children, path)
        if self.advances and not self._edge:
            self.advances[-1] += right
            if right:
                self.edged.add(len(self.advances) - 1)
        else:
            self._edge += right

    def _width(self, box: Any) -> float:
        box = box.copy()
        resolve_percentages(box, self.block)
        inline.inline_replaced_box_layout(box, self.block)
        return float(box.margin_width())

    def _add(self, leaf: Leaf, text: str, advances: list[float]) -> None:
        advances[0] += self._edge
        if self._edge:
            self.edged.add(len(self.advances))
        self._edge = 0.0
        self.owners.extend([len(self.leaves)] * len(text))
        self.leaves.append(leaf)
        self.text.append(text)
        self.advances.extend(advances)

    def _read_text(self, box: Any, path: tuple[int, ...]) -> None:
        style, text = box.style, box.text
        if not text:
            return
        if text != "\n" and (
            style["font_size"] == 0
            or style["white_space"] not in ("normal", "nowrap", "pre-line")
            or "\n" in text
            or _SEPARATOR.search(text)
        ):
            raise Unfit(Why.PRESERVED)
        offsets = _offsets(text)
        shape = shaped_whole(text, style)
        advances = [0.0] if text == "\n" else _spread(shape.widths, offsets)
        for at, more in _unkerned(text, style, shape, offsets):
            advances[at] += more
            self.unkerned[len(self.owners) + at] = more
        self._add(Leaf(path, style, len(self.owners), offsets, shape), text, advances)


def _offsets(text: str) -> Sequence[int]:
    """Give the byte at which each character begins, and that at which the text ends."""
    if text.isascii():
        return range(len(text) + 1)
    return tuple(accumulate((len(char.encode()) for char in text), initial=0))


def width(text: str, style: Any) -> float:
    """Give the width of a text as the engine sets it."""
    layout = create_layout(text, style, None, None, 0)
    found, _ = line_size(layout.get_first_line()[0], style)
    layout.deactivate()
    return float(found)


def shaped_whole(text: str, style: Any) -> Shape:
    """Shape a run as the engine does.

    Raises:
        Unfit: for text that runs from right to left.

    """
    layout = create_layout(text, style, None, None, 0)
    line, _ = layout.get_first_line()
    widths: dict[int, int] = {}
    faces = set()
    for run in shaped(line):
        if run.item.analysis.level % 2:
            raise Unfit(Why.RIGHT_TO_LEFT)
        faces.add(address(run.item.analysis.font))
        first = run.item.offset
        for cluster, width in zip(run.clusters, run.widths, strict=True):
            byte = first + cluster
            widths[byte] = widths.get(byte, 0) + width
    _, height = line_size(line, style)
    baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
    layout.deactivate()
    length = len(text.encode())
    before = dict(zip((*widths, length), accumulate(widths.values(), initial=0), strict=True))
    return Shape(widths, before, length, height, baseline, faces.pop() if len(faces) == 1 else None)


def kept(style: Any, what: str) -> dict[tuple[Any, ...], Any]:
    """Give what is kept of the fonts of a document, as long as they are; `named` says of which."""
    known: dict[tuple[Any, ...], Any] = style.font_config.__dict__.setdefault(f"dossier_{what}", {})
    return known


def named(style: Any) -> tuple[str, str]:
    """Name the font of a style, with its size and its features."""
    return line_break._font_style_cache_key(style, include_size=True), style["font_kerning"]


def is_usual(style: Any) -> bool:
    """Whether the characters of a style move on as their font says, and no further."""
    return style["letter_spacing"] == "normal" and not style["word_spacing"]


def alone(text: str, style: Any) -> Shape:
    """Shape a character, or two, by themselves, in a usual style; once for each font.

    Raises:
        Unfit: for text that runs from right to left.

    """
    known = kept(style, "alone")
    name = (*named(style), text)
    if name not in known:
        known[name] = shaped_whole(text, style)
    shape: Shape = known[name]
    return shape


def _unkerned(text: str, style: Any, shape: Shape, offsets: Sequence[int]) -> Iterator[tuple[int, float]]:
    """Give the spaces of a run that are wider in a justified line, and by how much.

    A space that is stretched is shaped apart from its neighbours: what kerning over it took away comes back,
    of its own width, and of that of the character before it.
    """
    widths, space = shape.widths if is_usual(style) else {}, None
    at = text.find(" ", 1)
    while 0 < at < len(text) - 1:
        before, here = widths.get(offsets[at - 1]), widths.get(offsets[at])
        if before is None or here is None:  # spaced out, or one glyph with another
            more = _kern(f"{text[at - 1]} {text[at + 1]}", style)
        else:
            space = space or alone(" ", style).whole
            more = round((alone(text[at - 1], style).whole + space - before - here) * FROM_UNITS, 2)
        if more:
            yield at, more
        at = text.find(" ", at + 1)


def _kern(text: str, style: Any) -> float:
    """Say by how much a text with one space is wider when that is stretched, besides what it is stretched."""
    known = kept(style, "kerns")
    name = (*named(style), style["letter_spacing"], style["word_spacing"], text)
    if name not in known:
        layout = create_layout(text, style, None, None, _STRETCHED)
        natural, _ = line_size(layout.get_first_line()[0], style)
        layout.set_text(text, justify=True)
        drawn, _ = line_size(layout.get_first_line()[0], style)
        layout.deactivate()
        known[name] = round(float(drawn - natural - _STRETCHED), 2)
    more: float = known[name]
    return more


def _spread(widths: Mapping[int, int], offsets: Sequence[int]) -> list[float]:
    """Give the width of each character: those that share a glyph share its width."""
    if len(widths) == len(offsets) - 1:
        return [widths[byte] * FROM_UNITS for byte in offsets[:-1]]
    found: list[float] = []
    starts = [at for at, byte in enumerate(offsets[:-1]) if byte in widths or not at]
    for at, end in pairwise((*starts, len(offsets) - 1)):
        width = widths.get(offsets[at], 0) * FROM_UNITS
        if end - at == 1:
            found.append(width)
        else:
            found.extend([width / (end - at)] * (end - at))
    return found
