"""What shaping needs of a style, prepared once for it: the engine makes it again for every run of text.

A run is measured, cut, and drawn, each time by a layout of its own; but the context of that, its font and its
features are those of the run's style, which has hundreds of runs. A run that is drawn as it was cut is drawn
by the layout that cut it; the layout of one whose spaces are stretched is made when it is drawn.
"""

from __future__ import annotations

from typing import Any

import weasyprint
from weasyprint.css import AnonymousStyle, ComputedStyle
from weasyprint.layout import inline
from weasyprint.text import line_break
from weasyprint.text.constants import LST_TO_ISO, PANGO_DIRECTION
from weasyprint.text.ffi import ffi, gobject, pango, unicode_to_char_p
from weasyprint.text.fonts import font_features, get_font_description

from roa_dossier.frozen import Frozen
from roa_dossier.layout.notes import ENGINE
from roa_dossier.patterns import regex

_NEEDED = ("Layout", "strut", "_font_style_cache_key", "create_layout")
_FEATURES = (
    *("kerning", "variant_ligatures", "variant_position", "variant_caps", "variant_numeric"),
    *("variant_alternates", "variant_east_asian", "feature_settings"),
)
_setup, _strut, _cache_key, _create = (
    line_break.Layout.setup,
    line_break.strut,
    line_break._font_style_cache_key,
    line_break.create_layout,
)
MOST = 5000
"""How many layouts are kept, each in some kilobytes: those of a chapter, and not those of a whole book."""
_kept = [0]
BREAKS = regex("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""What may end a line of Pango's, unless it is told to draw it."""


def keep() -> bool:
    """Put what is here in place of the engine's own, once a process; whether it was put there."""
    if not weasyprint.__version__.startswith(ENGINE) or not all(hasattr(line_break, it) for it in _NEEDED):
        return False
    line_break.Layout.setup = _set_up
    line_break.Layout.deactivate = _rest
    line_break.Layout.reactivate = _wake
    inline.create_layout = _stretched
    line_break.strut = inline.strut = _strut_of
    line_break._font_style_cache_key = _key_of
    return True


class _Shaping(Frozen):
    """What the layouts of a style share.

    Attributes:
        context: of Pango, with direction and language.
        font: its description.
        language: of Pango.
        features: the attribute that asks for the font's features; None for none.

    """

    context: Any
    font: Any
    language: Any
    features: Any


def _shaping_of(style: Any) -> _Shaping:
    """Give what a style shares with all of the same font, and keep it with the style."""
    known: dict[object, _Shaping] = style.font_config.__dict__.setdefault("dossier_shapings", {})
    name = (_key_of(style), style["font_size"], style["font_kerning"], style["direction"])
    if name not in known:
        known[name] = _shaping(style)
    found: _Shaping = known[name]
    style.dossier_shaping = found
    return found


def _shaping(style: Any) -> _Shaping:
    context = ffi.gc(pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, PANGO_DIRECTION[style["direction"]])
    override = style["font_language_override"]
    name = LST_TO_ISO.get(override.lower(), override) if override != "normal" else style["lang"]
    if name:
        pointer, _bytes = unicode_to_char_p(name)
        language = pango.pango_language_from_string(pointer)
        pango.pango_context_set_language(context, language)
    else:
        language = pango.pango_language_get_default()
    features = font_features(*(style[f"font_{what}"] for what in _FEATURES))
    wanted = ",".join(f"{name} {value}" for name, value in features.items()).encode()
    known = style.font_config.font_features
    if wanted and wanted not in known:
        known[wanted] = pango.pango_attr_font_features_new(wanted)
    return _Shaping(context, get_font_description(style), language, known[wanted] if wanted else None)


def begin() -> None:
    """Begin a document, of which no run has a layout yet."""
    _kept[0] = 0


def _rest(self: Any) -> None:
    """Keep the layout of a run until that is drawn; of a long document, that of the first runs."""
    _kept[0] += 1
    if _kept[0] > MOST:
        for name in ("layout", "language", "style"):
            self.__dict__.pop(name, None)


def _wake(self: Any, style: Any) -> None:
    """Make a layout anew to be drawn, with its spaces as they are stretched, unless it is as it will be."""
    if self.__dict__.get("style") is not style or self.justification_spacing or BREAKS.search(self.text):
        afresh(self, style)


def afresh(layout: Any, style: Any) -> None:
    """Make a layout anew to be drawn."""
    layout.setup(style)
    layout.set_text(layout.text, justify=True)


def _stretched(
    text: str, style: Any, context: Any, max_width: float | None, justification_spacing: float
) -> Any:
    """Give the layout of a run whose spaces are stretched, which is made when it is drawn."""
    if not _is_plain(style) or "\n" in text or text == " ":
        return _create(text, style, context, max_width, justification_spacing)
    return _unmade(text, max_width, justification_spacing)


def later(text: str, style: Any) -> Any:
    """Give the layout of a run that is made when it is drawn; None where the engine's own has to be made."""
    if inline.create_layout is not _stretched or not _is_plain(style):
        return None
    return _unmade(text, None, 0)


def _unmade(text: str, max_width: float | None, justification_spacing: float) -> Any:
    layout = line_break.Layout.__new__(line_break.Layout)
    layout.justification_spacing, layout.max_width = justification_spacing, max_width
    layout.text, layout.first_line_direction = text, 0
    return layout


def _is_plain(style: Any) -> bool:
    """Whether all layouts of a style are alike, but for their texts."""
    return type(style) in (ComputedStyle, AnonymousStyle) and style["text_decoration_line"] == "none"


def _set_up(self: Any, style: Any) -> None:
    """Make the layout of a run."""
    if not _is_plain(style):
        _setup(self, style)
        return
    shaping = style.__dict__.get("dossier_shaping") or _shaping_of(style)
    self.style = style
    self.first_line_direction = 0
    self.language = shaping.language
    self.layout = layout = ffi.gc(pango.pango_layout_new(shaping.context), gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(layout, False)
    pango.pango_layout_set_font_description(layout, shaping.font)
    self.ascent = self.underline_position = self.underline_thickness = None
    self.strikethrough_position = self.strikethrough_thickness = None
    if shaping.features is not None:
        attributes = pango.pango_attr_list_new()
        pango.pango_attr_list_insert(attributes, shaping.features)
        pango.pango_layout_set_attributes(layout, attributes)


def _key_of(style: Any, include_size: bool = False) -> str:
    """Give the name of a style's font."""
    if type(style) not in (ComputedStyle, AnonymousStyle):
        return str(_cache_key(style, include_size))
    known = style.__dict__.setdefault("dossier_fonts", {})
    if include_size not in known:
        known[include_size] = _cache_key(style, include_size)
    return str(known[include_size])


def _strut_of(style: Any) -> Any:
    """Give the height of a style's lines, and where they stand in it."""
    if type(style) not in (ComputedStyle, AnonymousStyle):
        return _strut(style)
    if "dossier_strut" not in style.__dict__:
        style.dossier_strut = _strut(style)
    return style.dossier_strut
