"""Whether chapters, pictures, links, bookmarks and fonts are in the PDF."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from roa_dossier import pdf
from roa_dossier.audit.cuts import span_of
from roa_dossier.diagnostics import Diagnostic, Span, error, warning
from roa_dossier.model.book import Book, Manuscript
from roa_dossier.pdf import Anatomy

_SCHEMES = ("http:", "https:", "mailto:")
_FIGURE = re.compile(rb"/Figure\s*(?:<<[^>]*>>|/\w+)\s*BDC")
_DRAWN = re.compile(rb"/(i[0-9a-f]{32})[01] Do")


def diagnostics(book: Book, anatomy: Anatomy) -> Iterator[Diagnostic]:
    """Say what the PDF lacks, besides notes and words."""
    for manuscript in book.manuscripts:
        if manuscript.id not in anatomy.destinations:
            message = f"`{manuscript.title}` is not in the PDF"
            yield error("manuscript-missing", message, _place(manuscript))
    yield from _images(book, anatomy)
    yield from _links(book, anatomy)
    for font in anatomy.fonts:
        if not font.embedded:
            yield error("font-not-embedded", f"the font `{font.name}` is not embedded in the PDF")
    if book.manuscripts and not anatomy.outline:
        found = warning("outline-missing", "the PDF has no bookmarks")
        yield found.hint("give heads a `bookmark-level` in the style sheets")


def _images(book: Book, anatomy: Anatomy) -> Iterator[Diagnostic]:
    wanted = [manuscript for manuscript in book.manuscripts if manuscript.images]
    spans = {m.id: frozenset(span_of(book, m, len(anatomy.boxes))) for m in wanted}
    if not wanted:
        return
    contents = pdf.contents(book.pdf, frozenset().union(*spans.values()))
    for manuscript in wanted:
        drawn = b"\n".join(contents.get(page, b"") for page in sorted(spans[manuscript.id]))
        names = {match.decode() for match in _DRAWN.findall(drawn)}
        lost = [digest for digest in manuscript.images if _name(digest) not in names]
        # a vector picture is drawn as lines without a name: only its tag can be counted
        if lost and len(_FIGURE.findall(drawn)) < len(manuscript.images):
            message = (
                f"{len(lost)} of {len(manuscript.images)} pictures of `{manuscript.title}` are not in the PDF"
            )
            yield error("image-missing", message, _place(manuscript))


def _name(digest: str) -> str:
    """Give the name under which the layout engine draws a bitmap: a hash of its address."""
    return "i" + hashlib.md5(f"dossier-image:{digest}".encode(), usedforsecurity=False).hexdigest()


def _links(book: Book, anatomy: Anatomy) -> Iterator[Diagnostic]:
    for link in anatomy.links:
        page = anatomy.labels[link.page]
        if link.uri and not link.uri.lower().startswith(_SCHEMES):
            yield error("link-unsafe", f"a link on page {page} opens neither a web page nor a letter")
        elif not link.uri and link.destination not in anatomy.destinations:
            yield error(
                "link-broken", f"a link on page {page} leads to `{link.destination}`, which is not there"
            )


def _place(manuscript: Manuscript) -> Span | None:
    return manuscript.span if manuscript.span.path else None
