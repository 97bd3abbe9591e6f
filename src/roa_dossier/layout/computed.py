"""Computed styles found sooner: most properties of an element are what they are by default.

The engine works out each property of each element when it is first asked for, by every rule that there is for
any of them. A property that no style sheet names for an element has its parent's value, or the initial one;
that is found here, and all else is left to the engine.
"""

from __future__ import annotations

from typing import Any

import weasyprint
import weasyprint.css
from weasyprint.css import ComputedStyle

from roa_dossier.layout.notes import ENGINE

_NEEDED = ("INHERITED", "INITIAL_NOT_COMPUTED", "INITIAL_VALUES", "PHYSICAL_FUNCTIONS")
_missing = ComputedStyle.__missing__
_SIMPLE = (str, int, float, type(None))
_OWN_WAYS = ("float", "display", "position", "page")


def keep() -> bool:
    """Put what is here in place of the engine's own, once a process; whether it was put there."""
    if not weasyprint.__version__.startswith(ENGINE) or not _KNOWN:
        return False
    ComputedStyle.__missing__ = _found
    return True


def _defaults() -> tuple[frozenset[str], dict[str, Any]]:
    """Give the properties that are the parent's by default, and the initial values that are final."""
    rules = weasyprint.css
    apart = {*_OWN_WAYS, *rules.PHYSICAL_FUNCTIONS}
    plain = {
        key
        for key in rules.INITIAL_VALUES
        if key not in apart and not key.startswith("text_decoration_") and not key.startswith("__")
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


def _found(self: Any, key: str) -> Any:
    """Give the value of a property: the default, where no style sheet names it for the element."""
    if key not in self.cascaded:
        if key in _INHERITED and self.parent_style is not None:
            value = self.parent_style[key]
            if isinstance(value, _SIMPLE):  # else there may be something in it that is to be worked out
                self[key] = value
                return value
        if key in _INITIAL:
            value = self[key] = _INITIAL[key]
            return value
    return _missing(self, key)
