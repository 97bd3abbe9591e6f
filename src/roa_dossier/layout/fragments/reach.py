"""Whether style sheets look beyond a chapter: then a book is laid out whole.

A chapter that is laid out alone knows its own text and how many digits numbers of pages have. What counts
pages otherwise, or takes words from elsewhere, needs the whole book.
"""

from __future__ import annotations

import re

from roa_dossier.patterns import regex

_COMMENT = regex(r"/\*.*?\*/", re.DOTALL)
_PAGES = r"\bpages?\b"
_SECTION = r"(?:\bsection|\.(?:manuscript|chapter|part))\b[^\s{},>+~]*"
_SET = "dossier|head"
"""The strings that every section sets itself."""

_FAR = (
    (regex(r"\btarget-text\("), "`target-text` takes words from elsewhere"),
    (regex(r"\btarget-counters\("), "`target-counters` counts what stands elsewhere"),
    (
        regex(r"\btarget-counter\((?:[^(),]|\([^()]*\))*,\s*(?!page\s*[,)])[\w-]+"),
        "`target-counter` counts what stands elsewhere",
    ),
    (
        regex(rf"\bcounter-(?:set|reset|increment)\s*:[^;}}]*{_PAGES}"),
        "pages are counted otherwise than one by one",
    ),
    (
        regex(r"\bcounters?\(\s*pages?\s*,(?!\s*decimal\s*\))"),
        "numbers of pages are not written in figures",
    ),
    (
        regex(r"\btarget-counter\((?:[^(),]|\([^()]*\))*,\s*page\s*,(?!\s*decimal\s*\))"),
        "numbers of pages are not written in figures",
    ),
    (
        regex(r"@page[^{;]*:nth\(\s*(?![^)]*\bof\b)[^)]*\)"),
        "`@page :nth()` counts the pages of the whole book",
    ),
    (
        regex(r"(?<![\w-])counters?\(\s*(?!(?:pages?|list-item)\b)[\w-]+"),
        "a counter may go on from chapter to chapter",
    ),
    (
        regex(
            rf"\bstring-set\s*:(?:[^;}}]*,)?\s*(?!(?:none|{_SET})\b)[a-z_][\w-]*|\bposition\s*:\s*running\("
        ),
        "what stands in a margin may be of a chapter before",
    ),
    (
        regex(
            rf"{_SECTION}:(?:nth-|last-|only-)|~\s*{_SECTION}|{_SECTION}:has\(\s*[+~]|(?:{_SECTION}\s*\+\s*){{2}}"
        ),
        "a rule looks at more of a section's place than what is before it",
    ),
)


def beyond(css: tuple[tuple[str, str], ...]) -> str:
    """Say what in style sheets looks beyond a chapter; "" for nothing."""
    for _, text in css:
        plain = _COMMENT.sub("", text)
        for pattern, why in _FAR:
            if pattern.search(plain):
                return why
    return ""
