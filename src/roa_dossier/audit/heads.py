"""Whether what leads to something stands on its page: heads, and heads of tables."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from roa_dossier.audit.cuts import owner
from roa_dossier.audit.sheets import Sheet
from roa_dossier.diagnostics import Diagnostic, warning
from roa_dossier.model.book import Book
from roa_dossier.patterns import regex

if TYPE_CHECKING:
    from roa_dossier.pdf import Structure

_HEAD = regex(r"H[1-6]?")


def diagnostics(book: Book, sheets: tuple[Sheet, ...], structure: Structure) -> Iterator[Diagnostic]:
    """Say which pages end with a head, or with the head of a table, and go on after it elsewhere.

    It is read from the structure of the finished PDF: the last thing in a page's sections lies in a head. A
    head that ends its part has nothing to lead to, and is no mistake.
    """
    for sheet in sheets[:-1]:
        part = owner(book, sheet.number)
        if part is None or part is not owner(book, sheet.number + 1):
            continue
        what = _what(structure.end(sheet.number))
        if what:
            message = f"page {sheet.label} of `{part.title}` ends with {what}: what follows is overleaf"
            found = warning("head-at-foot", message, part.span.known)
            yield found.hint("let something shorter follow it", "put a paragraph before it or after it")


def _what(roles: tuple[str, ...]) -> str:
    """Name what the last thing of a page is, by the roles around it; "" for text."""
    if any(_HEAD.fullmatch(role) for role in roles):
        return "a head"
    led = "THead" in roles or ("Caption", "Table") in pairwise(roles)
    return "the head of a table" if led else ""
