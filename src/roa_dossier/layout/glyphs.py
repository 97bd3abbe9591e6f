"""The glyphs of a line, read at once and written as the engine writes them.

The engine asks for each glyph, one number after another, and writes it by itself. Most glyphs of a page have
been written on it before, as wide as now: they are looked up. What is rare (pictures for glyphs, raised ones,
ones that a font has not) is left to the engine.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import weasyprint
from weasyprint.draw import text as draw
from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.fonts import get_pango_font_key
from weasyprint.text.line_break import create_layout

from roa_dossier.frozen import Frozen
from roa_dossier.layout.notes import ENGINE
from roa_dossier.layout.prepared import BREAKS, afresh

_engine_draws = draw.draw_first_line
_SIZE = ffi.sizeof("PangoGlyphInfo")
_NUMBER = array("i").itemsize
_STEP = _SIZE // _NUMBER
_EMPTY, _UNKNOWN = pango.PANGO_GLYPH_EMPTY, pango.PANGO_GLYPH_UNKNOWN_FLAG
_LEAST_VERSION = 14802
"""Before, Pango gives a size of fonts that is not that of the style."""
_LEAST_SIZE = 1e-6
"""Smaller letters are not drawn."""


def keep() -> bool:
    """Put what is here in place of the engine's own, once a process; whether it was put there."""
    if not weasyprint.__version__.startswith(ENGINE) or _SIZE % _NUMBER:
        return False
    draw.draw_first_line = draw_first_line
    return True


class Shaped(Frozen):
    """A run of glyphs of one font.

    Attributes:
        item: what Pango says of it.
        clusters: at which byte of the run's text what each glyph stands for begins.
        widths: how far each moves on, in Pango's units.

    """

    item: Any
    clusters: list[int]
    widths: Any


def shaped(line: Any) -> Iterator[Shaped]:
    """Read the runs of a line of Pango's, in order."""
    for run in _runs(line):
        string = run.glyphs
        numbers = array("i", bytes(_bytes(string)))
        yield Shaped(run.item, ffi.unpack(string.log_clusters, string.num_glyphs), numbers[1::_STEP])


def address(font: Any) -> int:
    """Name a font of Pango's."""
    return int(ffi.cast("intptr_t", font))


def _runs(line: Any) -> Iterator[Any]:
    run = line.runs[0] if line.runs != ffi.NULL else ffi.NULL
    while run != ffi.NULL:
        yield run.data
        run = run.next


def _bytes(string: Any) -> Any:
    return ffi.buffer(string.glyphs, string.num_glyphs * _SIZE)


class _Rare(Exception):
    """A glyph is to be drawn that is left to the engine."""


def origins(text: str, style: Any) -> tuple[float, ...]:
    """Give how far from the beginning of a line each of its glyphs is drawn, in the engine's units."""
    found, at = [], 0.0
    layout = create_layout(text, style, None, None, 0)
    rectangles = ffi.new("PangoRectangle *"), ffi.new("PangoRectangle *")
    for run in _runs(layout.get_first_line()[0]):
        face = run.item.analysis.font
        _, _, size = get_pango_font_key(face)
        numbers = array("i", bytes(_bytes(run.glyphs)))
        for glyph, width, across in zip(numbers[0::_STEP], numbers[1::_STEP], numbers[2::_STEP], strict=True):
            pango.pango_font_get_glyph_extents(face, glyph, *rectangles)
            bare = round(rectangles[1].width * 1000 * FROM_UNITS / size)
            at += across / 1000
            found.append(at)
            at += (bare - int(_kerning(bare, width, across, size))) * size / 1000
    layout.deactivate()
    return tuple(found)


def _kerning(bare: float, width: int, across: int, size: float) -> float:
    """Give what is taken from a glyph's own width, in thousandths of its size."""
    return float(bare + across / size - width * 1000 * FROM_UNITS / size)


Key = tuple[int, int, int]
"""A glyph's number, how far it moves on, and by how much it stands to the right."""


@dataclass(slots=True)
class _Page:
    """How the glyphs of a font are written on a page."""

    of: Any = None
    written: dict[Key, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Part:
    """The runs of a line that are of one font, one after another."""

    font: Any
    size: float
    runs: list[Any] = field(default_factory=list)


def draw_first_line(stream: Any, box: Any, text_overflow: str, block_ellipsis: Any, matrix: Any) -> Any:
    """Draw the line of a box; gives the pictures that stand for glyphs, with their places."""
    layout = box.pango_layout
    if text_overflow == "ellipsis" or block_ellipsis != "none" or pango.pango_version() < _LEAST_VERSION:
        afresh(layout, box.style)
        return _engine_draws(stream, box, text_overflow, block_ellipsis, matrix)
    if not box.text.strip() or box.style["font_size"] < _LEAST_SIZE:
        return []
    if BREAKS.search(layout.text):
        pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    line, _ = layout.get_first_line()
    try:
        shown = [(part.font, part.size, _shown(stream, part, layout.text)) for part in _parts(stream, line)]
    except _Rare:
        return _engine_draws(stream, box, text_overflow, block_ellipsis, matrix)
    stream.set_text_matrix(*matrix.values)
    before = ""
    for font, size, words in shown:
        if before:
            stream.show_text(before)
        stream.set_font_size(font.hash, size)
        before = words
    stream.show_text(before)
    return []


def _parts(stream: Any, line: Any) -> list[_Part]:
    """Part a line by its fonts.

    Raises:
        _Rare: a font has pictures, or there is nothing.

    """
    parts: list[_Part] = []
    last = None
    for run in _runs(line):
        if (face := run.item.analysis.font) != last:
            last = face
            font, size = stream.add_font(face)
            if font.bitmap or font.svg or font.png or font.colr:
                raise _Rare
            parts.append(_Part(font, size))
        parts[-1].runs.append(run)
    if not parts:
        raise _Rare
    return parts


def _shown(stream: Any, part: _Part, text: str) -> str:
    """Write the runs of one font.

    Raises:
        _Rare: a glyph is raised, or the font has none.

    """
    font = part.font
    known = font.__dict__.setdefault("dossier_written", {}).setdefault(part.size, _Page())
    if known.of is not font.widths:  # which are others for every page
        known.of, known.written = font.widths, {}
    strings = [run.glyphs for run in part.runs]
    numbers = array("i", b"".join([_bytes(string) for string in strings]))
    if any(numbers[3::_STEP]):
        raise _Rare
    keys = list(zip(numbers[0::_STEP], numbers[1::_STEP], numbers[2::_STEP], strict=True))
    if new := set(keys) - known.written.keys():
        at = 0
        for run in part.runs:
            end = at + run.glyphs.num_glyphs
            if not new.isdisjoint(keys[at:end]):
                _learn(stream, part, run, keys[at:end], text, known.written)
                new.difference_update(keys[at:end])
            at = end
    written = list(map(known.written.__getitem__, keys))
    found, at = [], 0
    for string in strings:
        end = at + string.num_glyphs
        words = "".join(written[at:end])
        found.append(f"<{words}>".removesuffix("<>"))
        at = end
    return "".join(found)


def _learn(stream: Any, part: _Part, run: Any, keys: list[Key], text: str, written: dict[Key, str]) -> None:
    """Write the glyphs that are new on the page, and tell the font how wide they are and what they mean."""
    item, font = run.item, part.font
    for at, key in enumerate(keys):
        if key in written:
            continue
        glyph, width, across = key
        if glyph == _EMPTY:
            written[key] = f">{-width / part.size}<"
            continue
        if glyph & _UNKNOWN:
            raise _Rare
        if glyph not in font.to_unicode:
            clusters = [*ffi.unpack(run.glyphs.log_clusters, len(keys)), item.length]
            begin, end = clusters[at], clusters[at + 1]
            if item.analysis.level % 2:  # from right to left
                end = clusters[at - 1]
            font.to_unicode[glyph] = text.encode()[item.offset + begin : item.offset + end].decode()
        if glyph not in font.widths:
            pango.pango_font_get_glyph_extents(
                item.analysis.font, glyph, stream.ink_rect, stream.logical_rect
            )
            font.widths[glyph] = round(stream.logical_rect.width * 1000 * FROM_UNITS / part.size)
        kerning = _kerning(font.widths[glyph], width, across, part.size)
        before = f">{-across / part.size}<" if across else ""
        after = f">{int(kerning)}<" if kerning else ""
        written[key] = f"{before}{glyph:04x}{after}"
