"""Reading the structure tree of a PDF: which marked content of a page is text, note, or neither."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from roa_dossier.frozen import Frozen
from roa_dossier.pdf.nouns import Anatomy
from roa_dossier.pdf.parts import anatomy_of, opened


class Marked(Frozen):
    """The marked content of one page, by its numbers (MCID, ISO 32000-1 §14.7.4) in reading order.

    What stands in neither is outside the document's text: running heads, page numbers, rules.

    Attributes:
        text: what stands in the sections.
        notes: what stands beside them on the page.

    """

    text: tuple[int, ...] = ()
    notes: tuple[int, ...] = ()


class Structure(Frozen):
    """The structure tree of a PDF, page by page.

    An element may stand below one of an earlier page: the rows of a table that goes on over pages.
    """

    _pages: dict[int, Marked]
    _ends: dict[int, tuple[str, ...]]

    def page(self, number: int) -> Marked:
        """Give the marked content of a page (from 0)."""
        return self._pages.get(number, Marked())

    def end(self, number: int) -> tuple[str, ...]:
        """Give the roles around the last thing that a page's sections hold, the innermost first.

        Roles are those of ISO 32000-1 §14.8.4, such as `H2`; none where the page holds nothing.
        """
        return self._ends.get(number, ())


def structure(data: bytes) -> Structure:
    """Read the structure tree of a PDF.

    Raises:
        Unreadable: when the PDF cannot be opened.

    """
    with opened(data) as file:
        return _structure_of(file)


def apart(data: bytes) -> tuple[Anatomy, Structure]:
    """Take a PDF apart, and read its structure tree, opening it once.

    Raises:
        Unreadable: when it cannot be opened.

    """
    with opened(data) as file:
        return anatomy_of(file), _structure_of(file)


def _structure_of(file: pikepdf.Pdf) -> Structure:
    numbers = {page.obj.objgen: index for index, page in enumerate(file.pages)}
    text: dict[int, list[int]] = {}
    notes: dict[int, list[int]] = {}
    ends: dict[int, tuple[str, ...]] = {}
    tree = file.Root.get("/StructTreeRoot")
    for document in _kids(tree) if tree is not None else ():
        for root in _kids(document):
            if not isinstance(root, pikepdf.Dictionary) or "/Pg" not in root:
                continue
            section = root.get("/S") == "/Sect"
            for page, mark, roles in _marks(root, numbers):
                (text if section else notes).setdefault(page, []).append(mark)
                if section:
                    ends[page] = roles
    pages = {page: Marked(tuple(text.get(page, ())), tuple(notes.get(page, ()))) for page in {*text, *notes}}
    return Structure(pages, ends)


def _kids(element: Any) -> Any:
    kids = element.get("/K", ())
    return kids if isinstance(kids, pikepdf.Array) else (kids,)


def _marks(root: Any, numbers: dict[tuple[int, int], int]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Give the marked content below an element in reading order: its page, its number, the roles around it.

    The page is that of the nearest element that names one (ISO 32000-1 §14.7.2).
    """
    pending: list[tuple[Any, int, tuple[str, ...]]] = [(root, -1, ())]
    while pending:
        one, page, around = pending.pop()
        if isinstance(one, int):
            yield page, one, around
            continue
        if "/Pg" in one:
            page = numbers.get(one.Pg.objgen, -1)
        if one.get("/Type") != "/OBJR":
            inside = (str(one.get("/S", "")).removeprefix("/"), *around)
            pending.extend((kid, page, inside) for kid in reversed(list(_kids(one))))
