"""What is to be made: which edition, which chapter of it, and what its files are called."""

from __future__ import annotations

from collections.abc import Iterator

from roa_dossier import editions, nearest
from roa_dossier.diagnostics import Diagnostic, error
from roa_dossier.frozen import Frozen
from roa_dossier.model.book import Manuscript
from roa_dossier.model.chapter import Resolved
from roa_dossier.model.outline import Edition, Outline
from roa_dossier.model.sheets import Imposition, Scheme, Sheets

AT_THE_END = 3
"""The remedy that sets a manuscript's notes at its end (`Typesetting.remedies`)."""


class Order(Frozen):
    """One file to be made.

    Attributes:
        edition: of which edition.
        chapter: the id of the chapter of a handout; None for the whole.
        draft: whether mistakes are printed.
        output: the name asked for; "" for that of the edition.

    """

    edition: Edition
    chapter: str | None = None
    draft: bool = False
    output: str = ""

    def file_name(self, dossier: str) -> str:
        """Name the PDF; a draft never takes the place of a checked one, nor one edition that of another."""
        named = "" if self.edition.key == editions.PRINT else self.edition.key
        parts = [dossier, named, self.chapter or "", "draft" if self.draft else ""]
        return self.output or "-".join(part for part in parts if part) + ".pdf"


class Imposed(Frozen):
    """The second file of an edition: its pages on sheets."""

    name: str
    pdf: bytes
    sheets: Sheets


def edition(outline: Outline, key: str, said: list[Diagnostic]) -> Edition | None:
    """Give the edition asked for, or say that there is none."""
    found = editions.of(outline, key)
    if found is None:
        known = [one.key for one in editions.every_one(outline)]
        close = nearest.closest(key, known)
        names = ", ".join(f"`{one}`" for one in known)
        unknown = error("unknown-edition", f"there is no edition `{key}`")
        said.append(unknown.hint(f"did you mean `{close}`?" if close else f"the editions are {names}"))
    return found


def every_one(outline: Outline, resolved: Resolved, draft: bool) -> Iterator[Order]:
    """Order every edition, each followed by its handouts where it wants them."""
    for one in editions.every_one(outline):
        yield Order(one, None, draft)
        if one.handouts:
            for chapter in editions.shown(resolved, one).chapters:
                yield Order(one, chapter.id, draft)


def hidden(order: Order, shown: Resolved, said: list[Diagnostic]) -> bool:
    """Say so where the edition does not show the chapter of a handout."""
    if order.chapter is None or any(chapter.id == order.chapter for chapter in shown.chapters):
        return False
    message = f"the edition `{order.edition.key}` does not show the chapter `{order.chapter}`"
    known = ", ".join(f"`{chapter.id}`" for chapter in shown.chapters)
    said.append(error("hidden-chapter", message).hint(f"its chapters are {known}"))
    return True


def note_places(edition: Edition, manuscripts: tuple[Manuscript, ...]) -> dict[str, int]:
    """Give what takes the notes of chapters from their pages, where the edition wants them at an end."""
    if edition.notes == "foot":
        return {}
    return {manuscript.id: AT_THE_END for manuscript in manuscripts if manuscript.notes}


def imposed(order: Order, output: str, pdf: bytes, said: list[Diagnostic]) -> Imposed | None:
    """Put the pages on sheets as the edition wants, beside the file of its pages."""
    if not order.edition.impose:
        return None
    from roa_dossier import impose
    from roa_dossier.audit import imposed as audited

    checked = impose.sheets(pdf, Imposition(Scheme(order.edition.impose)), output)
    said.extend(checked.diagnostics)
    if checked.value is None:
        return None
    name = sheets_name(output)
    said.extend(audited.diagnostics(pdf, checked.value, name))
    return Imposed(name, checked.value.pdf, checked.value)


def sheets_name(output: str) -> str:
    """Name the file with the pages of another on sheets."""
    return f"{output.removesuffix('.pdf')}-sheets.pdf"
