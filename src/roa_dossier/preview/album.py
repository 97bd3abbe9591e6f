"""The PDFs that are shown, each open until others take its place: sizes, digests, pictures, quotations."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack

from roa_dossier import traces
from roa_dossier.frozen import Frozen
from roa_dossier.pdf.shown import Shown, shown
from roa_dossier.preview.quoted import Quotations, Region
from roa_dossier.traces.form import Quotation, Untraceable


class Leaf(Frozen):
    """A page as it is shown.

    Attributes:
        document: the number of its PDF in the album.
        page: its number in it, from 0.
        digest: tells what is drawn on it.
        width: in points.
        height: in points.

    """

    document: int
    page: int
    digest: str
    width: float
    height: float


class Album:
    """The PDFs that are open, by number."""

    def __init__(self) -> None:
        self._open: dict[int, tuple[Shown, ExitStack]] = {}
        self._quotations: dict[int, Quotations] = {}

    def open(self, document: int, pdf: bytes) -> tuple[Leaf, ...]:
        """Open a PDF under a number and give its pages."""
        stack = ExitStack()
        one = stack.enter_context(shown(pdf))
        self._open[document] = (one, stack)
        return tuple(Leaf(document, page, one.digest(page), *size) for page, size in enumerate(one.sizes))

    def keep(self, documents: Iterable[int]) -> None:
        """Close all but these."""
        for document in self._open.keys() - set(documents):
            self._open.pop(document)[1].close()
            self._quotations.pop(document, None)

    def picture(self, document: int, page: int, width: int) -> bytes:
        """Give a page as a PNG so many pixels wide."""
        return self._open[document][0].picture(page, width)

    def begins(self, document: int, names: tuple[str, ...]) -> dict[str, int]:
        """Give the pages of these named destinations, and of those of the front and back matter."""
        known = self._open[document][0].destinations
        parts = (name for name in known if name.startswith("part."))
        return {name: known[name].page for name in (*names, *parts) if name in known}

    def regions(self, document: int, page: int) -> tuple[Region, ...]:
        """Give where quotations stand on a page."""
        one = self._open[document][0]
        return self._all(document).on(page, one.paper(page))

    def quotation(self, document: int, number: int) -> Quotation:
        """Give a quotation of the document by its number."""
        return self._all(document).listed[number]

    def close(self) -> None:
        """Close all."""
        self.keep(())

    def _all(self, document: int) -> Quotations:
        """Read the trace of a PDF, once."""
        if document not in self._quotations:
            one = self._open[document][0]
            data = one.attachment(traces.NAME)
            try:
                listed = traces.read(data)["quotations"] if data else []
            except Untraceable:
                listed = []
            self._quotations[document] = Quotations(listed, one.destinations, len(one.sizes), one.drawn)
        return self._quotations[document]
