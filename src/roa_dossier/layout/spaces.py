"""No-break spaces at the end of a run, moved into the next one.

Where a line is full and what follows a run may not be parted from it, the engine breaks the run at its
last opportunity. It looks for that by narrowing the line pixel by pixel; a space at the run's end hangs over
and hides the first of them, so that the engine takes the whole run for one word and breaks it at its first
opportunity instead: a line of half a word. A run that does not end with a space is broken well.
"""

from __future__ import annotations

from collections.abc import Iterator

from roa_dossier.patterns import regex

_SPACES = "\u00a0\u202f"
_END_OF_RUN = regex(
    "([\u00a0\u202f]+)"  # the spaces
    r"""((?:<(?:a|abbr|b|cite|em|i|small|span|strong|sub|sup)(?![a-z])"""
    r"""(?![^>]*\bclass="(?:note|call)\b)(?:[^<>"']|"[^"]*"|'[^']*')*>)+)"""
)


def moved(html: str) -> str:
    """Give HTML whose no-break spaces before inline elements stand inside them; not in notes and calls."""
    parts: list[str] = []
    done = 0
    for end in sorted(_before_tags(html)):  # to look at each character is a hundred times as dear
        start = end
        while start > done and html[start - 1] in _SPACES:
            start -= 1
        if start >= done and (match := _END_OF_RUN.match(html, start)):
            parts += (html[done:start], match[2], match[1])
            done = match.end()
    return "".join((*parts, html[done:])) if parts else html


def _before_tags(html: str) -> Iterator[int]:
    """Give the places of no-break spaces that stand before a tag."""
    for space in _SPACES:
        at = html.find(f"{space}<")
        while at >= 0:
            yield at
            at = html.find(f"{space}<", at + 1)
