"""A finished PDF to sheets: booklets, and two or four pages on a side."""

from __future__ import annotations

import re
from typing import assert_never

from roa_dossier import limits, pdf
from roa_dossier.diagnostics import Checked, Diagnostic, Span, error, has_errors, warning
from roa_dossier.impose.order import booklet, in_turn
from roa_dossier.impose.paper import MM, alike, ground, shown, usual
from roa_dossier.impose.placing import sides, upright
from roa_dossier.model.sheets import Imposition, Scheme, Sheet, Sheets, Turn

__all__ = ["booklet", "in_turn", "sheets"]

SECONDS, MEMORY = 120, 2_000_000_000
"""What the work may take of processor time, and of bytes: ten times what a book of 2,000 pages needs."""

SMALLEST, LARGEST = 10 * MM, 2_400 * MM
"""The edges of a page that can be printed, in points: PDF has no room for two larger ones."""

LEAST_SCALE = 0.1
"""Below this nothing can be read."""

_NAMED = 8


def sheets(data: bytes, wanted: Imposition, name: str) -> Checked[Sheets | None]:
    """Place the pages of a finished PDF on sheets.

    Args:
        data: the PDF.
        wanted: how.
        name: of the PDF's file, for messages.

    Returns:
        The sheets, the same bytes for the same arguments; None where a message is an error.

    """
    try:
        return limits.forked(lambda: _sheets(data, wanted, name), SECONDS, MEMORY)
    except (limits.Died, limits.OutOfTime, MemoryError):
        said = f"expected pages that can be read in a minute or two, found heavier ones in `{name}`"
        found = error("pdf-too-heavy", said, Span(name))
        return Checked(None, (found.hint("save a smaller copy, or divide the PDF and impose its parts"),))


def _sheets(data: bytes, wanted: Imposition, name: str) -> Checked[Sheets | None]:
    """Do the work, in a child process."""
    here = Span(name)
    try:
        origin = pdf.origin(data)
        if faults := tuple(_unfit(origin.pages, here)):
            return Checked(None, faults)
        return _imposed(data, origin, wanted, here)
    except pdf.Encrypted:
        found = error("pdf-encrypted", f"expected a PDF that is open to all, found `{name}` encrypted", here)
        return Checked(None, (found.hint("save a copy without password and restrictions, and impose that"),))
    except pdf.Unreadable:
        found = error("not-a-pdf", f"expected a whole PDF, found something else in `{name}`", here)
        return Checked(
            None, (found.hint("name a PDF that a viewer opens, such as one that `build` printed"),)
        )


def _imposed(data: bytes, origin: pdf.Origin, wanted: Imposition, here: Span) -> Checked[Sheets | None]:
    pages = origin.pages
    base = ground(usual(pages), wanted)
    found = tuple(_doubts(pages, wanted, base.scale, here))
    if has_errors(found):
        return Checked(None, found)
    turn = wanted.turn or upright(base)
    order = _ordered(len(pages), wanted, turn)
    drawn = pdf.arranged(data, sides(order, pages, base, wanted, turn), turn.value)
    described = pdf.Described(
        title=f"{origin.title or here.path.removesuffix('.pdf')} ({wanted.scheme.value})",
        authors=(origin.author,) if origin.author else (),
        language=origin.language or "und",
        date=_date(origin.date),
    )
    whole = pdf.finish(drawn, described, ())
    made = Sheets(
        whole,
        order,
        base.width / MM,
        base.height / MM,
        base.scale,
        turn,
        base.columns,
        base.rows,
        turned=turn not in (Turn.NONE, upright(base)),
    )
    return Checked(made, found)


def _ordered(pages: int, wanted: Imposition, turn: Turn) -> tuple[Sheet, ...]:
    match wanted.scheme:
        case Scheme.BOOKLET:
            return booklet(pages, wanted.signature, wanted.blanks)
        case Scheme.TWO_UP:
            return in_turn(pages, 2, both_sides=turn is not Turn.NONE)
        case Scheme.FOUR_UP:
            return in_turn(pages, 4, both_sides=turn is not Turn.NONE)
        case _:
            assert_never(wanted.scheme)


def _date(stamp: str) -> str:
    """Give the day of a PDF's date as an ISO date; "" for none."""
    found = re.match(r"D:(\d{4})(\d\d)(\d\d)", stamp)
    return "-".join(found.groups()) if found else ""


# ── what cannot be imposed, and what will look odd ──────────────────────────────────────────────────


def _unfit(pages: tuple[pdf.PageShape, ...], here: Span) -> list[Diagnostic]:
    """Refuse a PDF without pages, and pages that no paper fits."""
    if not pages:
        found = error("pdf-without-pages", f"expected pages, found none in `{here.path}`", here)
        return [found.hint("print it again")]
    wrong = [number for number, page in enumerate(pages, 1) if not _printable(page)]
    if not wrong:
        return []
    width, height = (edge / MM for edge in shown(pages[wrong[0] - 1]))
    size = f"{_size(width)} × {_size(height)} mm"
    said = f"expected pages of 10 mm to 2,400 mm a side, found {size} on {_told(wrong, len(pages))}"
    return [error("page-size", said, here).hint("give the page a size that can be printed")]


def _printable(page: pdf.PageShape) -> bool:
    return all(SMALLEST <= edge <= LARGEST for edge in shown(page))


def _doubts(
    pages: tuple[pdf.PageShape, ...], wanted: Imposition, scale: float, here: Span
) -> list[Diagnostic]:
    if scale < LEAST_SCALE:
        paper = wanted.paper.value if wanted.paper else "the pages' own paper"
        said = f"expected room for pages of at least a tenth of their size, found less on {paper}"
        return [error("paper-too-small", said, here).hint("choose a larger `--paper`")]
    found: list[Diagnostic] = []
    size = usual(pages)
    other = [number for number, page in enumerate(pages, 1) if not alike(shown(page), size)]
    if other:
        width, height = (_size(edge / MM) for edge in size)
        said = (
            f"expected pages of one size, {width} × {height} mm, found another on {_told(other, len(pages))}"
        )
        note = "larger pages are shrunk to that size, smaller ones stay as they are"
        found.append(warning("page-sizes-differ", said, here).hint(note))
    if wanted.bleed and (
        bare := [n for n, page in enumerate(pages, 1) if not _bleeds(page, wanted.bleed, scale)]
    ):
        wide = f"{_size(wanted.bleed)} mm of bleed"
        said = f"expected {wide} around each page, found less on {_told(bare, len(pages))}"
        note = "leave `--bleed` out, or make the PDF with a bleed and a trim box"
        found.append(warning("no-bleed", said, here).hint(note))
    return found


def _bleeds(page: pdf.PageShape, bleed: float, scale: float) -> bool:
    """Whether the page's paper reaches as far beyond its trimmed edges as the sheet shows it."""
    wide = bleed * MM / page.unit / scale - 0.5
    return page.media.holds(
        pdf.Box(page.trim.left - wide, page.trim.bottom - wide, page.trim.right + wide, page.trim.top + wide)
    )


def _size(millimetres: float) -> str:
    return f"{millimetres:,.1f}".removesuffix(".0")


def _told(numbers: list[int], pages: int) -> str:
    """Name pages, counted from 1: all of a few, the first of many."""
    if len(numbers) == pages > 1:
        return "every page"
    if len(numbers) == 1:
        return f"page {numbers[0]}"
    first = ", ".join(map(str, numbers[:_NAMED]))
    more = len(numbers) - _NAMED
    return f"pages {first} and {more:,} more" if more > 0 else f"pages {first}"
