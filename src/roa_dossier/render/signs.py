"""Signs that the typefaces would join to one other sign, kept as they are: `...` is not `…`."""

from __future__ import annotations

import re

from roa_dossier.patterns import regex

_TEXT = regex(r"<svg\b.*?</svg>|>([^<>]+)<", re.DOTALL)
_JOINED = regex(r"\.{3,}|[!?]{2,}|°[CF](?!\w)")


def kept(html: str) -> str:
    """Set such signs apart (`class="signs"`): a reader who copies them gets the characters of the source."""
    return _TEXT.sub(_in_text, html)


def _in_text(text: re.Match[str]) -> str:
    if text[1] is None:
        return text[0]
    return f">{_JOINED.sub(_apart, text[1])}<"


def _apart(signs: re.Match[str]) -> str:
    return f'<span class="signs">{signs[0]}</span>'
