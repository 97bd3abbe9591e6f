"""The words that belong to a web page and not to the document on it."""

from __future__ import annotations

import re

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
_DATED = re.compile(r"last (?:updated|modified|edited)(?:(?::| on| at)? .{1,40})?", re.IGNORECASE)
_RETRIEVED = re.compile(r"(?:retrieved from [\"“]?https?:|this page was last (?:edited|modified) on )", re.I)


def at_edge(chars: str) -> bool:
    """Whether a line, standing before or after the document, is the page's and not the document's."""
    return _bare(chars) in _EDGE or _DATED.fullmatch(chars) is not None


def opens_tail(chars: str) -> bool:
    """Whether everything from this line on is the page's."""
    return _bare(chars) in _TAIL or _RETRIEVED.match(chars) is not None


def _bare(chars: str) -> str:
    return chars[:80].strip(" \t\u00a0.…:[]").casefold() if len(chars) < 80 else ""
