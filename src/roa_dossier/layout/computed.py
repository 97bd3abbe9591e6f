"""Computed styles found sooner: most properties of an element are what they are by default.

The engine works out each property of each element when it is first asked for, by every rule that there is for
any of them. A property that no style sheet names for an element has its parent's value, or the initial one;
that is found here, and all else is left to the engine.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import weasyprint
import weasyprint.css
from weasyprint.css import AnonymousStyle, ComputedStyle
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.tokens import InvalidValues, Pending
from weasyprint.images import Gradient

from roa_dossier.layout.notes import ENGINE
from roa_dossier.layout.tokens import worked_out

_NEEDED = ("INHERITED", "INITIAL_NOT_COMPUTED", "INITIAL_VALUES", "PHYSICAL_FUNCTIONS")
_missing = ComputedStyle.__missing__
_solve = Pending.solve
_anonymous_init = AnonymousStyle.__init__
_SIMPLE = (str, int, float, type(None))
_PLACED = {"position": "static", "float": "none", "display": ("inline", "flow")}
_HANDED_DOWN = ("page", *(f"text_decoration_{what}" for what in ("color", "line", "style", "thickness")))
"""What is not inherited, but the parent's all the same where nothing is said of it."""
_SIDES = ("top", "right", "bottom", "left")
_LOGICAL = ("inline_", "block_", "inset_", "_inline", "_block", "_start_", "_end_")
_EVERYWHERE = (
    *("width", "height", "min_width", "min_height", "max_width", "max_height", "box_sizing", "opacity"),
    *(f"{name}_{side}" for name in ("margin", "padding") for side in _SIDES),
    *(f"border_{side}_style" for side in _SIDES),
    *(f"border_{row}_{side}_radius" for row in ("top", "bottom") for side in ("left", "right")),
    *("border_image_source", "mask_border_source", "background_image", "background_color", "box_shadow"),
    *("outline_offset", "outline_color", "outline_style", "bookmark_level", "bookmark_state", "anchor"),
    *("appearance", "overflow", "transform", "vertical_align", "box_decoration_break"),
)
"""What the engine asks of almost every box."""
_MOST_SOLVED = 50
"""How many values of a declaration are kept."""
_anonymous: list[Any] = []
"""The styles of anonymous boxes in the document that is laid out."""
_NO_BORDER = {**dict.fromkeys((f"border_{side}_width" for side in _SIDES), 0), "outline_width": 0}


def keep() -> bool:
    """Put what is here in place of the engine's own, once a process; whether it was put there."""
    if not weasyprint.__version__.startswith(ENGINE) or not _KNOWN:
        return False
    ComputedStyle.__missing__ = _found
    AnonymousStyle.__init__ = _begun_anonymous
    Pending.solve = _solved
    return True


def _defaults() -> tuple[frozenset[str], dict[str, Any]]:
    """Give the properties that are the parent's by default, and the initial values that are final."""
    rules = weasyprint.css
    plain = {
        key
        for key in rules.INITIAL_VALUES
        if key not in _PLACED and key not in _HANDED_DOWN and not key.startswith("__")
    }
    inherited = frozenset(key for key in plain if key in rules.INHERITED)
    initial = {
        key: rules.INITIAL_VALUES[key]
        for key in plain
        if key not in rules.INHERITED and key not in rules.INITIAL_NOT_COMPUTED
    }
    return inherited, initial


_KNOWN = all(hasattr(weasyprint.css, name) for name in _NEEDED)
_INHERITED, _INITIAL = _defaults() if _KNOWN else (frozenset(), {})
_ANONYMOUS = {key: _INITIAL[key] for key in _EVERYWHERE if key in _INITIAL}


@cache
def _template(named: tuple[str, ...]) -> dict[str, Any]:
    """Give the values of an element for which style sheets name these properties: what they do not name."""
    if any(each in name for name in named for each in _LOGICAL):
        return {}  # one of them may be the width or the height, as the text runs
    plain = {key: value for key, value in _ANONYMOUS.items() if key not in named}
    borders = {
        key: none
        for key, none in _NO_BORDER.items()
        if key not in named and key.replace("width", "style") not in named
    }
    return {**plain, **borders}


def _begun_anonymous(self: Any, parent_style: Any) -> None:
    _anonymous_init(self, parent_style)
    self.update(_ANONYMOUS)
    _anonymous.append(self)


def end() -> None:
    """Let the styles of anonymous boxes know neither themselves nor their parents': the document is drawn."""
    for style in _anonymous:
        style.parent_style.__dict__.pop("anonymous_style", None)
        style.__dict__.clear()
    _anonymous.clear()


def _use(self: Any) -> None:
    """Give a style at once what no style sheet names for its element."""
    self.dossier_used = True
    known = dict(self)
    self.update(_template(tuple(self.cascaded)))
    if self.parent_style is not None and not any(name in self.cascaded for name in _PLACED):
        self.update(_PLACED)
        self.specified.update({**_PLACED, **self.specified})
    self.update(known)


def _found(self: Any, key: str) -> Any:
    """Give the value of a property: the default, where no style sheet names it for the element.

    A style that is used has soon all of `_EVERYWHERE`. Most that are made are never used: of them nothing is
    asked but the anchor.
    """
    if key == "anchor" and key not in self.cascaded:
        value = self[key] = _INITIAL[key]
        return value
    if "dossier_used" not in self.__dict__:
        _use(self)
        if key in self:
            return self[key]
    if key not in self.cascaded:
        if (key in _INHERITED or key in _HANDED_DOWN or key[:2] == "__") and self.parent_style is not None:
            value = self.parent_style[key]
            if isinstance(value, _SIMPLE) or not worked_out(value):
                self[key] = value
                return value
        if key in _INITIAL and key not in PHYSICAL_FUNCTIONS:
            value = self[key] = _INITIAL[key]
            return value
    return _missing(self, key)


_wrong: list[Any] = []


def begin() -> None:
    """Let what is wrong with declarations be said of each document: the engine says it once for a sheet."""
    for one in _wrong:
        one._reported_error = False
    _wrong.clear()
    _anonymous.clear()


def _solved(self: Any, tokens: list[Any], wanted_key: str, base_url: Any) -> Any:
    """Give the value of a declaration with variables: once for the same tokens, which a variable hands on.

    Gradients are made anew each time, for they are completed in place.

    Raises:
        InvalidValues: as the engine does.

    """
    known = self.__dict__.setdefault("dossier_solved", {})
    name = (wanted_key, base_url, *map(id, tokens))
    if name not in known:
        if len(known) >= _MOST_SOLVED:
            known.clear()
        try:
            value = _solve(self, tokens, wanted_key, base_url)
        except InvalidValues:
            _wrong.append(self)
            raise
        if _has_gradient(value):
            return value
        known[name] = value, tokens  # which live as long as their names
    return known[name][0]


def _has_gradient(value: Any) -> bool:
    return any(map(_has_gradient, value)) if isinstance(value, tuple | list) else isinstance(value, Gradient)
