"""The words that belong to a web page and not to the document on it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from roa_dossier.patterns import regex
from roa_dossier.read.rows import Line

_EDGE = frozenset(
    (
        "skip to content",
        "skip to main content",
        "skip to navigation",
        "jump to navigation",
        "jump to search",
        "jump to content",
        "from wikipedia, the free encyclopedia",
        "toggle navigation",
        "toggle the table of contents",
        "navigation menu",
        "main menu",
        "menu",
        "search",
        "search for",
        "log in",
        "sign in",
        "subscribe",
        "share",
        "share this",
        "tweet",
        "like this",
        "like loading",
        "loading",
        "advertisement",
        "close",
        "edit",
        "aller au contenu",
        "zum inhalt springen",
        "перейти к содержимому",
        "перейти к содержанию",
    )
)
_TAIL = frozenset(
    (
        "leave a reply",
        "leave a comment",
        "post a comment",
        "add a comment",
        "comments are closed",
        "cancel reply",
        "post navigation",
        "related posts",
        "you may also like",
        "proudly powered by wordpress",
        "schreibe einen kommentar",
        "laisser un commentaire",
        "добавить комментарий",
    )
)
_DATED = regex(r"last (?:updated|modified|edited)(?:(?::| on| at)? .{1,40})?", re.IGNORECASE)
_RETRIEVED = regex(r"(?:retrieved from [\"“]?https?:|this page was last (?:edited|modified) on )", re.I)


def edges(runs: Sequence[Sequence[Line]]) -> tuple[int, int]:
    """Say which runs of lines are the document's: the first, and the one after the last."""
    last = next((i for i, run in enumerate(runs) if opens_tail(run[0].chars)), len(runs))
    while last and is_chrome(runs[last - 1]):
        last -= 1
    first = 0
    while first < last and is_chrome(runs[first]):
        first += 1
    return first, last


def is_chrome(run: Sequence[Line]) -> bool:
    """Whether all lines of a run, standing before or after the document, are the page's."""
    return all(at_edge(line.chars) for line in run)


def at_edge(chars: str) -> bool:
    """Whether a line, standing before or after the document, is the page's and not the document's."""
    return _bare(chars) in _EDGE or _DATED.fullmatch(chars) is not None


def opens_tail(chars: str) -> bool:
    """Whether everything from this line on is the page's."""
    return _bare(chars) in _TAIL or _RETRIEVED.match(chars) is not None


def _bare(chars: str) -> str:
    return chars[:80].strip(" \t\u00a0.…:[]").casefold() if len(chars) < 80 else ""
