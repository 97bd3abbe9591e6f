"""Late parts put in the place that was kept for them: two documents drawn as one."""

from __future__ import annotations

import logging
from collections.abc import Callable

import weasyprint

from roa_dossier.layout import notes
from roa_dossier.model.book import Place

Sections = tuple[tuple[str, str], ...]

_GOING_ON = """
@page :nth({at}) {{ counter-set: page {number} !important }}
html {{ break-before: {side} !important }}
"""


class Open(Exception):
    """The late parts do not begin where the pages before them say: a fault of ours."""


def places(document: weasyprint.Document) -> dict[str, Place]:
    """Say where each anchor fell first."""
    found: dict[str, Place] = {}
    for index, page in enumerate(document.pages):
        place = Place(index, str(number(page, index)))
        for name in page.anchors:
            found.setdefault(name, place)
    return found


def joined(
    body: weasyprint.Document,
    kept: str,
    sections: Sections,
    lay: Callable[[Sections, str], weasyprint.Document],
) -> weasyprint.Document:
    """Put late parts in the place of the last page, which was laid out to keep it.

    Both documents share fonts and style sheets and are drawn as one: links, names, bookmarks and tags are
    made while drawing, so none is lost between them. Without sections the page goes, and the blank before it.

    Args:
        body: all pages before, and the one that keeps the place.
        kept: the anchor of that page.
        sections: id and HTML of each late part.
        lay: lays sections out as a document, with rules of its own.

    Raises:
        Open: the kept place is not one last page, or the late parts do not begin with its number.

    """
    before, last = body.pages[:-1], body.pages[-1]
    if kept not in last.anchors or any(kept in page.anchors for page in before):
        raise Open(f"{kept!r} does not stand on the last page alone")
    if not sections:
        while before and before[-1]._page_box.page_type.blank:
            before.pop()
        return body.copy(before)
    at, side = len(before), last._page_box.page_type.side
    kept_number = number(last, at)
    with notes.counted_from(lambda: at):
        late = lay(sections, _GOING_ON.format(at=at + 1, number=kept_number, side=side))
    opening = sections[0][0]
    first = next((page for page in late.pages if opening in page.anchors), late.pages[0])
    if first is not late.pages[0] or number(first, at) != kept_number:
        raise Open(f"{opening!r} opens on page {number(first, at)}, not on page {kept_number}")
    _tell_doubles(before, late.pages)
    return body.copy([*before, *late.pages])


def number(page: weasyprint.Page, index: int) -> int:
    """Give the number that a page bears."""
    return int(getattr(page._page_box, "printed_number", index + 1))


def _tell_doubles(before: list[weasyprint.Page], after: list[weasyprint.Page]) -> None:
    """Say in the engine's own words which anchors stand on both sides: it looks within a document only."""
    known = {name for page in before for name in page.anchors}
    for name in dict.fromkeys(name for page in after for name in page.anchors if name in known):
        logging.getLogger("weasyprint").warning("Anchor defined twice: %r", name)
