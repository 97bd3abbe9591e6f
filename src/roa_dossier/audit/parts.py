"""Whether chapters, pictures, links, bookmarks and fonts are in the PDF."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from roa_dossier import pdf
from roa_dossier.audit.cuts import span_of
from roa_dossier.diagnostics import Diagnostic, error, warning
from roa_dossier.model.book import Book, ExpectedPicture, Manuscript
from roa_dossier.pdf import Anatomy

_SCHEMES = ("http:", "https:", "mailto:")


def diagnostics(book: Book, anatomy: Anatomy) -> Iterator[Diagnostic]:
    """Say what the PDF lacks, besides notes and words."""
    for manuscript in book.manuscripts:
        if manuscript.id not in anatomy.destinations:
            message = f"`{manuscript.title}` is not in the PDF"
            yield error("manuscript-missing", message, manuscript.span.known)
    yield from _images(book, anatomy)
    yield from _links(book, anatomy)
    for font in anatomy.fonts:
        if not font.embedded:
            yield error("font-not-embedded", f"the font `{font.name}` is not embedded in the PDF")
    if book.manuscripts and not anatomy.outline and not book.alone:
        found = warning("outline-missing", "the PDF has no bookmarks")
        yield found.hint("give heads a `bookmark-level` in the style sheets")


def _images(book: Book, anatomy: Anatomy) -> Iterator[Diagnostic]:
    """Say which pictures are not drawn, each counted as often as it must stand.

    A chapter's last page may be the next one's first, where a picture of either would be taken for the
    other's: so they are counted chapter by chapter, and all together.
    """
    wanted = [manuscript for manuscript in book.manuscripts if manuscript.images]
    if not wanted:
        return
    spans = {m.id: frozenset(span_of(book, m, len(anatomy.boxes))) for m in wanted}
    drawn = pdf.figures(book.pdf, frozenset().union(*spans.values()))
    lacking: Counter[str] = Counter()
    for manuscript in wanted:
        lost = _needed(manuscript) - _seen(one for one in drawn if one.page in spans[manuscript.id])
        lacking += lost
        if lost:
            yield _lost(lost.total(), (manuscript,))
    rest = sum(map(_needed, wanted), Counter[str]()) - _seen(drawn) - lacking
    if rest:
        yield _lost(rest.total(), tuple(m for m in wanted if _needed(m).keys() & rest.keys()))


def _lost(count: int, holders: tuple[Manuscript, ...]) -> Diagnostic:
    named = " or ".join(f"`{manuscript.title}`" for manuscript in holders)
    of = sum(len(manuscript.images) for manuscript in holders)
    plural = "pictures" if of > 1 else "picture"
    verb = "are" if count > 1 else "is"
    message = f"{count} of {of} {plural} of {named} {verb} not in the PDF"
    found = error("image-missing", message, holders[0].span.known)
    return found.hint("look for a rule in the project's style sheets that hides it, or gives it no size")


def _needed(manuscript: Manuscript) -> Counter[str]:
    return Counter(map(_sign, manuscript.images))


def _sign(picture: ExpectedPicture) -> str:
    """Give what a picture is known by in the PDF.

    A bitmap has the name under which the layout engine draws it, a hash of its address. Lines have no name:
    they are known by what they are said to show.
    """
    if picture.vector:
        return " ".join(picture.words.split())
    address = f"dossier-image:{picture.digest}"
    return "/i" + hashlib.md5(address.encode(), usedforsecurity=False).hexdigest()


def _seen(drawn: Iterable[pdf.Figure]) -> Counter[str]:
    # the engine adds a figure to the name for whether pixels may be smoothed
    return Counter(f"/{figure.names[0][:-1]}" if figure.names else figure.words for figure in drawn)


def _links(book: Book, anatomy: Anatomy) -> Iterator[Diagnostic]:
    for link in anatomy.links:
        page = anatomy.labels[link.page]
        if link.uri and not link.uri.lower().startswith(_SCHEMES):
            yield error("link-unsafe", f"a link on page {page} opens neither a web page nor a letter")
        elif not link.uri and not book.alone and link.destination not in anatomy.destinations:
            yield error(
                "link-broken", f"a link on page {page} leads to `{link.destination}`, which is not there"
            )
