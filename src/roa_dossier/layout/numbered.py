"""Where the pages of a book that is laid out whole print numbers of pages, and of which pages.

The engine fills such numbers in as it lays out, and gives up after some passes; then one may be left that was
right in an earlier pass. Whether they are right is for the audit to say: here is noted where it must look. A
chapter that is laid out alone has slots in their places instead (`layout.fragments.late`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import weasyprint
from weasyprint.formatting_structure import boxes
from weasyprint.matrix import Matrix
from weasyprint.urls import get_url_tuple

from roa_dossier.layout.notes import ENGINE
from roa_dossier.model.fragment import FOLIO, TOTAL
from roa_dossier.model.numbered import FORMS, Numbered, PageNumber, Spot, Words, pattern
from roa_dossier.patterns import regex

_POINTS = 0.75
"""Points in a unit of the engine."""

_ABOVE, _BELOW, _ASIDE = 0.62, 0.05, 0.05
"""Which part of a line is looked at, in sizes of its type: no letter of another line stands there."""

_OWN = {"page": FOLIO, "pages": TOTAL}
_HERE = ("counter()", "counters()")
_THERE = ("target-counter()", "target-counters()")
_SPACE = regex(r"\s+")

Piece = tuple[Spot, str]


@dataclass(slots=True)
class _Found:
    """Text of one element, as far as pages hold it: it may go on over a page."""

    words: Words
    pieces: list[Piece]


def numbered(document: weasyprint.Document) -> tuple[Numbered, ...]:
    """Find the text of a laid-out document in which style sheets, or lists of pages, put numbers of pages.

    Text that is not drawn, or that holds something else than it should, is left out.
    """
    if not weasyprint.__version__.startswith(ENGINE):
        return ()
    found: list[Numbered] = []
    begun: dict[tuple[Any, str], _Found] = {}
    for index, page in enumerate(document.pages):
        here: dict[tuple[Any, str], _Found] = {}
        for key, words, box, matrix in _wanted(page._page_box, _drawn(page)):
            held = here.setdefault(key, _Found(words, []))
            held.pieces.extend(_pieces(box, index, matrix))
        for key, held in here.items():
            whole = pattern(held.words, _plain)
            before = begun.pop(key).pieces if key in begun else []
            for pieces in (held.pieces, [*before, *held.pieces]):
                if whole.fullmatch(_text(pieces)):
                    found.append(Numbered(tuple(spot for spot, _ in pieces), held.words))
                    break
            else:
                begun[key] = _Found(held.words, [*before, *held.pieces])
    return tuple(found)


def _drawn(page: Any) -> Matrix:
    """Give what makes points of the page, counted from its foot, of the engine's units from its head."""
    return Matrix(_POINTS, 0, 0, -_POINTS, 0, page.height * _POINTS)


def _wanted(box: Any, matrix: Matrix) -> Iterator[tuple[tuple[Any, str], Words, Any, Matrix]]:
    """Give the boxes whose text holds numbers of pages, each with what makes points of its units."""
    if isinstance(box, boxes.TextBox):
        return
    if (moved := box.transformation_matrix) is not None:
        matrix = moved @ matrix
    if words := _words(box):
        of = box.at_keyword if isinstance(box, boxes.MarginBox) else box.element
        yield (of, box.element_tag or ""), words, box, matrix
        return
    if isinstance(box, boxes.MarginBox):
        return  # what runs in a margin is filled in when all pages are made
    for child in box.all_children():
        yield from _wanted(child, matrix)


def _words(box: Any) -> Words:
    """Give the text of a box in which numbers of pages stand; none for other boxes."""
    tag = box.element_tag or ""
    if tag == "a" and "page-known" in (box.element.get("class") or "").split():
        target = (box.element.get("href") or "").removeprefix("#")
        return (PageNumber(target),) if isinstance(box, boxes.InlineBox) else ()
    if "::" not in tag and not isinstance(box, boxes.MarginBox):
        return ()
    content = box.style["content"]
    if isinstance(content, str):
        return ()
    words = tuple(_part(box, kind, value) for kind, value in content)
    return words if any(isinstance(one, PageNumber) for one in words) else ()


def _part(box: Any, kind: str, value: Any) -> str | PageNumber | None:
    """Give a part of generated text: its words, the number that it is, or None for any words."""
    if kind == "string":
        return str(value)
    if kind == "attr()" and value[1] == "string":
        return str(box.element.get(value[0], "")) if box.element is not None else None
    if kind in _HERE and value[0] in _OWN:
        return _number(_OWN[value[0]], value[-1])
    if kind in _THERE and value[1] in _OWN and box.element is not None:
        return _number(TOTAL if value[1] == "pages" else _target(box, value[0]), value[-1])
    return None


def _number(target: str, form: Any) -> PageNumber | None:
    return PageNumber(target, form) if form in FORMS and target else None


def _target(box: Any, token: Any) -> str:
    """Give the anchor that `target-counter` means, as the engine finds it; "" for none."""
    kind, value = token
    if kind == "attr()":
        name, kind, fallback = value
        value = box.element.get(name, fallback) or ""
        if kind == "url":
            value = get_url_tuple(value, box.style.base_url)
    if kind == "url":
        return str(value[1]) if value and value[0] == "internal" else ""
    return value[1:] if kind == "string" and value.startswith("#") else ""


def _pieces(box: Any, page: int, matrix: Matrix) -> Iterator[Piece]:
    """Give the texts of a box, and where on the page each is drawn."""
    for child in box.all_children():
        if isinstance(child, boxes.TextBox):
            size = child.style["font_size"]
            if child.text.strip() and size and child.style["visibility"] == "visible":
                yield _spot(page, child, size, matrix), child.text
        else:
            below = child.transformation_matrix
            yield from _pieces(child, page, below @ matrix if below is not None else matrix)


def _spot(page: int, box: Any, size: float, matrix: Matrix) -> Spot:
    """Say where the letters of a line stand, so that none of the lines beside it are taken for them."""
    base = box.position_y + box.baseline
    left, right = box.position_x, box.position_x + box.width
    aside = min(_ASIDE * size, box.width / 2)
    corners = (
        matrix.transform_point(x, y)
        for x in (left + aside, right - aside)
        for y in (base - _ABOVE * size, base + _BELOW * size)
    )
    across, up = zip(*corners, strict=True)
    letters = sum(not char.isspace() for char in box.text)
    edges = (min(across), min(up), max(across), max(up))
    return Spot(page, edges, matrix.transform_point(left, base), letters)


def _text(pieces: list[Piece]) -> str:
    return _plain("".join(text for _, text in pieces))


def _plain(words: str) -> str:
    return _SPACE.sub("", words).casefold()
