"""Words that are too long for any line: they alone may be broken anywhere."""

from __future__ import annotations

import re

from roa_dossier.patterns import regex

LONG = 32
"""About the longest word that the narrowest line of the built-in styles, the margin's, still holds."""

_TEXT = regex(r">([^<>]+)<")
_WORD = regex(rf"(?:&#?\w+;|[^\s<>&/\-\u2010-\u2014\u00ad\u200b]){{{LONG},}}")


def marked(html: str) -> str:
    """Set each such word apart (`class="long"`): the engine breaks other words too where it may break any."""
    return _TEXT.sub(lambda text: f">{_WORD.sub(_apart, text[1])}<", html)


def _apart(word: re.Match[str]) -> str:
    return f'<span class="long">{word[0]}</span>'
