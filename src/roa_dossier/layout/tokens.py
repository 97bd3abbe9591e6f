"""What the engine's readers of HTML and CSS do over and over, done once.

The reader of HTML makes the pattern of a set of characters again each time that it looks for their end, since
it keeps each under another name than it looks for. And of every value of a style, most of them plain, it is
asked whether there is something to work out in it.
"""

from __future__ import annotations

import re
from typing import Any

import weasyprint
import weasyprint.css
from tinyhtml5 import inputstream
from weasyprint.css import computed_values, functions, tokens
from weasyprint.css.properties import Dimension
from weasyprint.layout import inline, percent, preferred

from roa_dossier.layout.notes import ENGINE

_ROOMS = (weasyprint.css, computed_values, functions, tokens, inline, percent, preferred)
_check_math = functions.check_math
_PLAIN = frozenset((str, int, float, bool, type(None), Dimension))


class _Patterns(dict[tuple[Any, bool], re.Pattern[str]]):
    """The patterns of the characters that are of a set, or of none of it."""

    def __missing__(self, of: tuple[Any, bool]) -> re.Pattern[str]:
        characters, opposite = of
        inside = "".join(f"\\x{ord(one):02x}" for one in characters)
        found = self[of] = re.compile(f"[{'' if opposite else '^'}{inside}]+")
        return found


def keep() -> bool:
    """Put what is here in place of the engine's own, once a process; whether it was put there."""
    if not weasyprint.__version__.startswith(ENGINE) or not hasattr(inputstream, "characters_until_regex"):
        return False
    if not isinstance(inputstream.characters_until_regex, _Patterns):
        inputstream.characters_until_regex = _Patterns()
    for room in _ROOMS:
        room.check_math = worked_out
    return True


def worked_out(token: Any) -> Any:
    """Whether there is something to work out in a value."""
    kind = type(token)
    if kind in _PLAIN:
        return None
    return any(map(worked_out, token)) if kind is tuple else _check_math(token)
