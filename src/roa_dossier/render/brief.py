"""Parts so short that several stand on one page."""

from __future__ import annotations

from roa_dossier.patterns import regex

LINES, LINE = 10, 84
"""Lines under a head that fill less than a third of a page; how many letters a line holds, about."""

_SECTION = regex(r'(<section class="manuscript part)\b')
_BLOCK = regex(r"<(?:p|tr|h2|li)\b")
_TAG = regex(r"<[^>]*>")


def marked(html: str) -> str:
    """Give a part of the book that is brief the class `brief`; anything else stays as it is."""
    opening = _SECTION.match(html.lstrip())
    return _SECTION.sub(r"\1 brief", html, count=1) if opening and _lines(html) <= LINES else html


def _lines(html: str) -> int:
    """Count the lines that the paragraphs, rows and heads of a part fill, about."""
    blocks = _BLOCK.split(html)[1:]
    return sum(1 + len(" ".join(_TAG.sub("", f"<{block}").split())) // LINE for block in blocks)
