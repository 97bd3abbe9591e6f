"""Which page stands where on which sheet: permutations, without sizes."""

from __future__ import annotations

from roa_dossier.model.sheets import Blanks, Sheet

_PAGES_OF_A_SHEET = 4


def booklet(pages: int, signature: int | None = None, blanks: Blanks = Blanks.END) -> tuple[Sheet, ...]:
    """Put pages on sheets that are laid into each other, folded once and stitched through the fold.

    Args:
        pages: how many; at least one.
        signature: sheets that are folded together, at least one; None for all. The last signature has what
            is left. Signatures are gathered one behind the other.
        blanks: where the blank pages stand that fill the last sheet.

    Returns:
        The sheets, signature by signature, the outermost first. Within a signature that begins at page f and
        ends at page l, the two pages of a side add up to f + l.

    """
    order = _filled(pages, blanks)
    size = len(order) if signature is None else signature * _PAGES_OF_A_SHEET
    starts = range(0, len(order), size)
    return tuple(sheet for start in starts for sheet in _folded(order[start : start + size]))


def _filled(pages: int, blanks: Blanks) -> tuple[int | None, ...]:
    """Give the pages with the blanks that make them a multiple of four."""
    missing = (None,) * (-pages % _PAGES_OF_A_SHEET)
    if blanks is Blanks.BEFORE_LAST:
        return (*range(pages - 1), *missing, pages - 1)
    return (*range(pages), *missing)


def _folded(order: tuple[int | None, ...]) -> tuple[Sheet, ...]:
    """Put the pages of one signature on its sheets."""
    nested = len(order) // _PAGES_OF_A_SHEET
    return tuple(
        Sheet(
            front=(order[-1 - 2 * depth], order[2 * depth]),
            back=(order[2 * depth + 1], order[-2 - 2 * depth]),
            depth=depth,
            nested=nested,
        )
        for depth in range(nested)
    )


def in_turn(pages: int, to_a_side: int, *, both_sides: bool = True) -> tuple[Sheet, ...]:
    """Put pages on sheets in reading order.

    Args:
        pages: how many; at least one.
        to_a_side: how many share a side.
        both_sides: whether the backs are printed too; then every sheet has one, if only of blanks, so that
            several copies can be printed in one go.

    """
    size = to_a_side * (2 if both_sides else 1)
    order: tuple[int | None, ...] = (*range(pages), *(None,) * (-pages % size))
    return tuple(
        Sheet(order[start : start + to_a_side], order[start + to_a_side : start + size])
        for start in range(0, len(order), size)
    )
