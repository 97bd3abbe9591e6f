"""Reading the structure tree of a PDF: which marked content of a page is text, note, or neither."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from roa_dossier.pdf.parts import opened


@dataclass(frozen=True, slots=True)
class Marked:
    """The marked content of one page, by its numbers (MCID, ISO 32000-1 §14.7.4) in reading order.

    What stands in neither is outside the document's text: running heads, page numbers, rules.

    Attributes:
        text: what stands in the sections.
        notes: what stands beside them on the page.

    """

    text: tuple[int, ...] = ()
    notes: tuple[int, ...] = ()


@dataclass(slots=True)
class Structure:
    """The structure tree of a PDF that is open; each page is read when it is asked for."""

    _roots: dict[int, list[Any]]
    _read: dict[int, Marked] = field(default_factory=dict)

    def page(self, number: int) -> Marked:
        """Give the marked content of a page (from 0)."""
        if number not in self._read:
            roots = [(root, root.get("/S") == "/Sect") for root in self._roots.get(number, ())]
            self._read[number] = Marked(
                tuple(mark for root, section in roots if section for mark in _marks(root)),
                tuple(mark for root, section in roots if not section for mark in _marks(root)),
            )
        return self._read[number]


    def end(self, number: int) -> tuple[str, ...]:
        """Give the roles around the last thing that a page's sections hold, the innermost first.

        Roles are those of ISO 32000-1 §14.8.4, such as `H2`; none where the page holds nothing.
        """
        sections = [root for root in self._roots.get(number, ()) if root.get("/S") == "/Sect"]
        for root in reversed(sections):
            if (roles := _last(root)) is not None:
                return roles
        return ()


def _last(root: Any) -> tuple[str, ...] | None:
    """Give the roles of the elements around the last marked content below an element; None for none."""
    pending: list[tuple[Any, tuple[str, ...]]] = [(root, ())]
    while pending:
        one, around = pending.pop()
        if isinstance(one, int):
            return around
        if one.get("/Type") != "/OBJR":
            inside = (str(one.get("/S", "")).removeprefix("/"), *around)
            pending.extend((kid, inside) for kid in _kids(one))
    return None


@contextmanager
def structure(data: bytes) -> Iterator[Structure]:
    """Open the structure tree of a PDF.

    Raises:
        Unreadable: when the PDF cannot be opened.

    """
    with opened(data) as file:
        numbers = {page.obj.objgen: index for index, page in enumerate(file.pages)}
        roots: dict[int, list[Any]] = {}
        tree = file.Root.get("/StructTreeRoot")
        for document in _kids(tree) if tree is not None else ():
            for root in _kids(document):
                if isinstance(root, pikepdf.Dictionary) and "/Pg" in root:
                    roots.setdefault(numbers.get(root.Pg.objgen, -1), []).append(root)
        yield Structure(roots)


def _kids(element: Any) -> Any:
    kids = element.get("/K", ())
    return kids if isinstance(kids, pikepdf.Array) else (kids,)


def _marks(root: Any) -> Iterator[int]:
    """Give the numbers of marked content below an element, in reading order."""
    pending = [root]
    while pending:
        one = pending.pop()
        if isinstance(one, int):
            yield one
        elif one.get("/Type") != "/OBJR":
            pending.extend(reversed(list(_kids(one))))
