"""Pages to a book: metadata, attachments and a fixed identifier, in one PDF that is the same every time."""

from __future__ import annotations

from roa_dossier.bind.bound import Prepared, ahead, written
from roa_dossier.bind.file import Packed
from roa_dossier.bind.order import Part, Standing, count, number, places, standing
from roa_dossier.bind.union import union
from roa_dossier.model.book import Attachment, Book, Manuscript, Pages, Typesetting

__all__ = [
    "Packed",
    "Part",
    "Prepared",
    "Standing",
    "ahead",
    "book",
    "count",
    "number",
    "places",
    "standing",
    "union",
    "written",
]

_END_NOTES = 3


def book(
    pages: Pages,
    manuscripts: tuple[Manuscript, ...],
    typesetting: Typesetting,
    attachments: tuple[Attachment, ...] = (),
) -> Book:
    """Bind laid-out pages into the finished PDF.

    Args:
        pages: what the layout gave; not empty.
        manuscripts: what it was laid out from, for the audit.
        typesetting: for title, authors, language and date; no clock is read.
        attachments: files to embed, each name once.

    Returns:
        The PDF's bytes, the same for the same arguments, with what must be in it.

    """
    from roa_dossier import pdf  # fragments are bound without it

    described = pdf.Described(typesetting.title, typesetting.authors, typesetting.language, typesetting.date)
    files = tuple(
        pdf.Attached(file.name, file.data, file.description, file.media_type) for file in attachments
    )
    return Book(
        pdf=pdf.finish(pages.pdf, described, files),
        manuscripts=manuscripts,
        first_pages=pages.first_pages,
        end_notes=tuple(m.id for m in manuscripts if typesetting.remedies.get(m.id, 0) >= _END_NOTES),
        numbers=pages.numbers,
    )
