"""The order of a book: on which page each fragment begins, and before which a blank page stands."""

from __future__ import annotations

from collections.abc import Mapping

from roa_dossier.frozen import Frozen
from roa_dossier.model.book import Place
from roa_dossier.model.fragment import FOLIO, TOTAL, Fragment, Slot


class Part(Frozen):
    """A fragment on its way into the book.

    Attributes:
        fragment: its pages.
        blank: the page that stands before it where it would begin on the wrong side.
        side: on which its first page must be: `right`, `left`, or "" for either.
        name: under which it is kept, which no other fragment has; "" for none.

    """

    fragment: Fragment
    blank: Fragment | None = None
    side: str = "right"
    name: str = ""


class Standing(Frozen):
    """A fragment in its place.

    Attributes:
        fragment: its pages.
        first: the book's page, from 0, that its own first page is.
        name: under which it is kept; "" for none.

    """

    fragment: Fragment
    first: int
    name: str = ""


def standing(parts: tuple[Part, ...]) -> tuple[Standing, ...]:
    """Give all fragments in order, blank pages among them."""
    made: list[Standing] = []
    at = 0
    for part in parts:
        right = at % 2 == 0
        if part.blank is not None and part.side and (part.side == "right") != right:
            made.append(Standing(part.blank, at, f"{part.name} blank" if part.name else ""))
            at += 1
        made.append(Standing(part.fragment, at, part.name))
        at += len(part.fragment.pages)
    return tuple(made)


def count(order: tuple[Standing, ...]) -> int:
    """Give how many pages there are."""
    return order[-1].first + len(order[-1].fragment.pages) if order else 0


def places(order: tuple[Standing, ...]) -> dict[str, Place]:
    """Say where each anchor fell first."""
    found: dict[str, Place] = {}
    for one in order:
        for anchor in one.fragment.anchors:
            page = one.first + anchor.page
            found.setdefault(anchor.name, Place(page, str(page + 1)))
    return found


def number(slot: Slot, one: Standing, pages: int, found: Mapping[str, Place]) -> str:
    """Give the number that a slot is for; "" for one whose anchor is nowhere."""
    if slot.target == FOLIO:
        return str(one.first + slot.page + 1)
    if slot.target == TOTAL:
        return str(pages)
    return found[slot.target].label if slot.target in found else ""
