"""Reading which figures are drawn on the pages of a PDF: bitmaps by name, all by what they show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from roa_dossier.frozen import Frozen
from roa_dossier.patterns import regex
from roa_dossier.pdf.parts import opened

_FIGURE = regex(rb"/Figure\s*<<[^>]*?/MCID\s+(\d+)[^>]*>>\s*BDC\b(.*?)\bEMC\b", re.DOTALL)
_DONE = regex(rb"/(\S+)\s+Do\b")
_PAINT = regex(rb"(?:^|\s)(?:[fFSsBb]\*?|sh|Tj|TJ|Do)(?=\s|$)")
_DEPTH = 8


class Figure(Frozen):
    """A figure that leaves something on its page (ISO 32000-1 §14.8.4.5).

    Attributes:
        page: from 0.
        names: those of the bitmaps it draws, in the resources of the page; none for a drawing of lines.
        words: what it is said to show; white space folded.

    """

    page: int
    names: tuple[str, ...]
    words: str


def figures(data: bytes, pages: frozenset[int]) -> tuple[Figure, ...]:
    """Give the figures on some pages (from 0), in the order in which they are drawn.

    What is tagged as a figure and paints nothing, and what is an artifact, is none.

    Raises:
        Unreadable: when the PDF cannot be opened.

    """
    with opened(data) as file:
        tree = file.Root.get("/StructTreeRoot", pikepdf.Dictionary()).get("/ParentTree")
        parents = pikepdf.NumberTree(tree) if tree is not None else {}
        return tuple(
            figure
            for number in sorted(pages)
            if number < len(file.pages)
            for figure in _of_page(file.pages[number].obj, number, parents)
        )


def _of_page(page: Any, number: int, parents: Any) -> Iterator[Figure]:
    owners = parents.get(int(page.get("/StructParents", -1)), ())
    for stream, forms in _streams(page, page.get("/Resources", pikepdf.Dictionary()), 0):
        for mark, drawn in _FIGURE.findall(stream):
            if not _PAINT.search(drawn):
                continue
            names = [name.decode("ascii", "replace") for name in _DONE.findall(drawn)]
            words = str(owners[int(mark)].get("/Alt", "")) if int(mark) < len(owners) else ""
            bitmaps = tuple(name for name in names if name not in forms)
            yield Figure(number, bitmaps, " ".join(words.split()))


def _streams(holder: Any, resources: Any, depth: int) -> Iterator[tuple[bytes, frozenset[str]]]:
    """Give the drawing instructions of a page or a group, and of the groups they draw, with these' names."""
    if "/Contents" not in holder:
        parts: list[Any] = [holder] if isinstance(holder, pikepdf.Stream) else []
    elif isinstance(holder.Contents, pikepdf.Array):
        parts = list(holder.Contents.as_list())
    else:
        parts = [holder.Contents]
    stream = b"\n".join(part.read_bytes() for part in parts)
    drawn = {name.decode("ascii", "replace") for name in _DONE.findall(stream)}
    forms = {
        name.removeprefix("/"): thing
        for name, thing in resources.get("/XObject", {}).items()
        if thing.get("/Subtype") == "/Form" and name.removeprefix("/") in drawn
    }
    yield stream, frozenset(forms)
    for form in forms.values() if depth < _DEPTH else ():
        yield from _streams(form, form.get("/Resources", pikepdf.Dictionary()), depth + 1)
