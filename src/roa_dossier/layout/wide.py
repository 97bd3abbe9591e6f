"""Tables that may be too wide for their page: measured before the layout, then set smaller, turned or split.

The manuscript says which tables may be too wide, and what their author wants (`data-wide`); only these are
measured, by the engine and in their own styles, before anything is laid out. Most fit as they are, and the
layout goes on; for one that does not, each is measured in small type too. What is decided hangs on nothing
but the text, the styles and the fonts.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import weasyprint
import weasyprint.layout

from roa_dossier.frozen import Frozen
from roa_dossier.layout import columns, elements, parted, unset
from roa_dossier.layout.notes import ENGINE
from roa_dossier.patterns import regex

if TYPE_CHECKING:
    from roa_dossier.layout.engine import Ear, Press

Sections = tuple[tuple[str, str], ...]

ASKED, _NUMBER = "data-wide", "data-number"
MARK = f' {ASKED}="'
SMALL, TIGHT, TURNED = "wide", "very-wide", "turned"
"""The classes of tables set smaller, smallest with words broken, and on a page of their own."""

_OPENING = regex(r"""\s*<section(?:[^>"']|"[^"]*"|'[^']*')*>""")
_ID = regex(r'id="([^"]*)"')
_CLASS = regex(r'class="([^"]*)"')
_NAMES = regex(r"""\s(?:data-[\w-]+|lang)=(?:"[^"]*"|'[^']*')""")


class Room(Frozen):
    """The width of the text on an upright page and on a turned one, in the engine's units."""

    upright: float
    turned: float


class Choice(Frozen):
    """How a table is set: classes of its block, and where its columns are parted."""

    classes: tuple[str, ...] = ()
    parts: tuple[tuple[int, ...], ...] = ()


class _Unfit(Exception):
    """A table is too wide as it is."""


def document(
    press: Press, sections: Sections, ear: Ear, lay: Callable[[Sections], weasyprint.Document]
) -> tuple[weasyprint.Document, tuple[str, ...]]:
    """Lay sections out with every table that may be too wide set so that it fits.

    Args:
        press: in whose styles.
        sections: id and HTML of each.
        ear: hears what the engine says, of what is printed only.
        lay: lays out.

    Returns:
        The document, and the ids of the tables that fit only with their words broken.

    """
    asked = [html for _, html in sections if MARK in html]
    if not asked or not weasyprint.__version__.startswith(ENGINE):
        return lay(sections), ()
    openings = [opening[0] for html in asked if (opening := _OPENING.match(html))]
    room = min((_room(press, each).upright for each in openings), default=0.0)
    heard = dict(ear.heard)
    try:
        with _looked_at(room):
            return lay(sections), ()
    except _Unfit:
        ear.heard = heard
    sections, tight = fitted(press, sections)
    return lay(sections), tight


@contextmanager
def _looked_at(room: float) -> Iterator[None]:
    """Have tables measured when the boxes of a document are made, and nothing laid out if one is too wide."""
    plain = weasyprint.layout.initialize_page_maker

    def initialize_page_maker(context: Any, root: Any) -> None:
        plain(context, root)
        for box in root.descendants():
            if box.element is None or box.is_table_wrapper or not (asked := box.element.get(ASKED)):
                continue
            table = next((each for each in box.descendants() if each.is_table_wrapper), None)
            if table is None:
                continue
            wrapped = table.get_wrapped_table()
            widths = context.tables[wrapped.element] = columns.measured(context, wrapped)
            if not _fits(asked, widths, room):
                raise _Unfit

    weasyprint.layout.initialize_page_maker = initialize_page_maker
    try:
        yield
    finally:
        weasyprint.layout.initialize_page_maker = plain


def fitted(press: Press, sections: Sections) -> tuple[Sections, tuple[str, ...]]:
    """Set every table that may be too wide so that it fits.

    Returns:
        The sections, and the ids of the tables that fit only with their words broken.

    """
    if not any(MARK in html for _, html in sections) or not weasyprint.__version__.startswith(ENGINE):
        return sections, ()
    tight: list[str] = []
    made = [(name, _section(press, html, tight) if MARK in html else html) for name, html in sections]
    return tuple(made), tuple(tight)


def _section(press: Press, html: str, tight: list[str]) -> str:
    opening = _OPENING.match(html)
    if opening is None:
        return html
    made, done = [], 0
    found = elements.found(html, "div", lambda attributes: attributes.get(ASKED))
    blocks = [html[one.start : one.stop] for one in found]
    plain = _measured(press, opening[0], blocks)
    room = _room(press, opening[0]) if plain else None
    if room is None or all(
        _fits(one.attributes[ASKED], plain.get(at), room.upright) for at, one in enumerate(found)
    ):
        return html
    small = _measured(press, opening[0], [_classed(block, (SMALL,)) for block in blocks])
    for at, (one, block) in enumerate(zip(found, blocks, strict=True)):
        usual, smaller = plain.get(at), small.get(at)
        if usual is None or smaller is None:
            continue
        choice = chosen(one.attributes[ASKED], usual, smaller, room)
        if TIGHT in choice.classes and (known := _ID.search(block)):
            tight.append(known[1])
        made += [html[done : one.start], _set(block, choice)]
        done = one.stop
    return "".join((*made, html[done:]))


def _fits(asked: str, usual: columns.Widths | None, upright: float) -> bool:
    """Whether a table is set as it is, and need not be measured in small type: what `chosen` finds first."""
    return usual is None or (asked in ("auto", "fit") and sum(columns.wanted(usual)) <= upright)


def chosen(asked: str, usual: columns.Widths, small: columns.Widths, room: Room) -> Choice:
    """Decide how a table is set.

    Args:
        asked: `auto`, or what its author wants: `fit`, `turn`, `split`.
        usual: its columns' widths in the usual type.
        small: in small type.
        room: what the pages hold.

    """
    needs = (columns.wanted(usual), columns.wanted(small))
    usually, smaller = sum(needs[0]), sum(needs[1])
    if asked in ("auto", "fit") and usually <= room.upright:
        return Choice()
    if asked in ("auto", "fit") and smaller <= room.upright:
        return Choice((SMALL,))
    if asked in ("auto", "turn") and usually <= room.turned:
        return Choice((TURNED,))
    if asked in ("auto", "turn") and smaller <= room.turned:
        return Choice((TURNED, SMALL))
    if asked in ("auto", "split"):
        for classes, widths in (((), needs[0]), ((SMALL,), needs[1])):
            parts = columns.parts(widths, room.upright)
            if len(parts) > 1 or sum(widths) <= room.upright:
                return Choice(classes, parts if len(parts) > 1 else ())
    return Choice((TIGHT,) if asked in ("fit", "split") else (TURNED, TIGHT))


# ── measuring ───────────────────────────────────────────────────────────────────────────────────────


def _measured(press: Press, opening: str, blocks: Sequence[str]) -> dict[int, columns.Widths]:
    """Measure the columns of each block's first table, in the styles that it has in its section.

    Returns:
        The widths by the number of the block; none for a block that a style sheet does not display.

    """
    numbered = (block.replace(MARK, f' {_NUMBER}="{at}"{MARK}', 1) for at, block in enumerate(blocks))
    html = "\n".join((press.head, opening, *numbered, "</section></body></html>"))
    with _unheard():
        _, context, root = unset.boxes(press, html)
        blocks_there = ((box, _of(context, box)) for box in root.descendants() if _is_block(box))
        return {int(box.element.get(_NUMBER)): widths for box, widths in blocks_there if widths}


@contextmanager
def _unheard() -> Iterator[None]:
    """Let the engine say nothing of a part that is measured alone: what it links to is not there."""
    logger = logging.getLogger("weasyprint")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before


def _is_block(box: Any) -> bool:
    return box.element is not None and box.element.get(_NUMBER) and not box.is_table_wrapper


def _of(context: Any, block: Any) -> columns.Widths | None:
    for box in block.descendants():
        if box.is_table_wrapper:
            return columns.measured(context, box.get_wrapped_table())
    return None


def _room(press: Press, opening: str) -> Room:
    """Look how wide the text is on an upright page and on a turned one, once for sections of a kind."""
    named = _ID.search(opening)
    kind = _NAMES.sub("", opening)
    if named and not any(f"#{named[1]}" in text for text in press.texts):
        kind = kind.replace(named[0], "", 1)
    if kind not in press.rooms:
        press.rooms[kind] = _looked(press, opening)
    return press.rooms[kind]


def _looked(press: Press, opening: str) -> Room:
    blank = f"{opening}<p>.</p><div class='block table {TURNED}'><p>.</p></div></section>"
    pages = press.document((("", blank),)).pages
    boxes = [page._page_box for page in pages if not page._page_box.page_type.blank]
    turned = [box.width for box in boxes if box.page_type.name == TURNED]
    upright = [box.width for box in boxes if box.page_type.name != TURNED]
    return Room(min(upright), min(turned, default=min(upright)))


def turn(page: Any) -> int:
    """Say by how many degrees a page is turned (ISO 32000-1 §7.7.3.3): to the side that its number stands
    at.
    """
    if page._page_box.page_type.name != TURNED:
        return 0
    numbered = {box.at_keyword for box in page._page_box.children[1:] if getattr(box, "at_keyword", "")}
    if any(name.startswith("@right") for name in numbered):
        return 270
    return 90 if any(name.startswith("@left") for name in numbered) else 0


# ── the manuscript ──────────────────────────────────────────────────────────────────────────────────


def _classed(block: str, classes: tuple[str, ...]) -> str:
    """Add classes to the block's own."""
    return _CLASS.sub(lambda match: f'class="{" ".join((match[1], *classes))}"', block, count=1)


def _set(block: str, choice: Choice) -> str:
    made = parted.parted(block, choice.parts) if choice.parts else block
    return _classed(made, choice.classes) if choice.classes else made
