"""Words that are too long for any line: they alone may be broken anywhere."""

from __future__ import annotations

from roa_dossier.patterns import regex

LONG = 32
"""About the longest word that the narrowest line of the built-in styles, the margin's, still holds."""

_TAGS = regex(r"(<[^<>]*>)")
_LETTER = r"[^\s<>&/\-\u2010-\u2014\u00ad\u200b]"
_WORD = regex(rf"(?<!{_LETTER})(?:{_LETTER}|&#?\w+;){{{LONG},}}+")


def marked(html: str) -> str:
    """Set each such word apart (`class="long"`): the engine breaks other words too where it may break any."""
    parts = _TAGS.split(html)
    for at in range(0, len(parts), 2):
        if len(parts[at]) >= LONG:
            parts[at] = _WORD.sub(r'<span class="long">\g<0></span>', parts[at])
    return "".join(parts)
