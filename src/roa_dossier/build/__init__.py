"""The stages in order, on one screen: the program's table of contents."""

from __future__ import annotations

from contextlib import nullcontext
from functools import cache
from typing import TYPE_CHECKING

from roa_dossier import editions
from roa_dossier.build import given, themes
from roa_dossier.build.given import Progress
from roa_dossier.build.proofs import ECHOES, Proof, check, heard, library, reader, renderer, silent
from roa_dossier.diagnostics import Diagnostic, has_errors, in_order
from roa_dossier.frozen import Frozen, replace
from roa_dossier.world import Refused, World

if TYPE_CHECKING:  # whoever only checks does not wait for what prints
    from collections.abc import Callable, Mapping

    from roa_dossier.build.orders import Order
    from roa_dossier.build.printing import Parts
    from roa_dossier.build.workshop import Workshop
    from roa_dossier.model.apparatus import Apparatus
    from roa_dossier.model.book import Attachment, Book, Early, Manuscript, Place
    from roa_dossier.model.chapter import Resolved
    from roa_dossier.model.report import Report, Setting
    from roa_dossier.model.sheets import Sheets

__all__ = ["ECHOES", "Built", "Proof", "build", "build_all", "check", "library", "reader"]


_LATER = ("roa_dossier.render", "roa_dossier.build.printing", "roa_dossier.build.enclosed")
"""What is needed once a dossier is proved."""


class Built(Frozen):
    """What building gave.

    Attributes:
        proof: what checking gave.
        diagnostics: the messages of all stages, those of checking among them.
        output: the name of the file that was written; "" when refused.
        report: the audit of the PDF; None when it did not come to that.
        order: what was to be made; None where nothing can be made of the dossier.
        sheets: the name of the file with its pages on sheets; "" where none is wanted.
        imposed: what stands on them, and what to set at the printer.
        setting: how the pages of the file that was written were set; None when refused.
        book: the PDF, and what it was made from; None when refused.

    """

    proof: Proof
    diagnostics: tuple[Diagnostic, ...]
    output: str = ""
    report: Report | None = None
    order: Order | None = None
    sheets: str = ""
    imposed: Sheets | None = None
    setting: Setting | None = None
    book: Book | None = None


# ── the stages ──────────────────────────────────────────────────────────────────────────────────────


def build(
    world: World,
    output: str = "",
    chapter: str | None = None,
    draft: bool = False,
    progress: Progress = silent,
    edition: str = "",
    shop: Workshop | None = None,
    early: Callable[[Early], None] | None = None,
) -> Built:
    """Make the PDF of a dossier and write it, or write nothing and say why.

    Args:
        world: where its files are and where the PDF goes.
        output: the PDF's file name in the output folder; by default from the dossier's and the edition's.
        chapter: the id of a chapter to be made as a handout that stands alone; None for the whole.
        draft: whether to print in spite of mistakes, each in its place.
        progress: told the stage and what it works on.
        edition: the edition's key; "" for the usual one.
        shop: where it is made; by default one that is opened for it.
        early: told of the only chapter that is laid out anew, before the book is bound.

    """
    from roa_dossier.build.workshop import Workshop

    with nullcontext(shop) if shop else Workshop() as opened, opened.recall.patiently():
        return _build(world, output, chapter, draft, edition, opened, progress, early)


def _build(
    world: World,
    output: str,
    chapter: str | None,
    draft: bool,
    edition: str,
    shop: Workshop,
    progress: Progress,
    early: Callable[[Early], None] | None,
) -> Built:
    from roa_dossier.build import orders

    shop.begin()
    proof = check(world, chapter, progress, shop.recall, _LATER)
    if not _printable(proof, draft) or proof.outline is None:
        return Built(proof, proof.diagnostics)
    said: list[Diagnostic] = []
    wanted = orders.edition(proof.outline, edition, said)
    if wanted is None:
        return Built(proof, in_order([*proof.diagnostics, *said]))
    order = orders.Order(wanted, chapter, draft, output)
    return _made(world, shop, proof, order, progress, early)


def build_all(
    world: World, draft: bool = False, progress: Progress = silent, shop: Workshop | None = None
) -> tuple[Built, ...]:
    """Make every edition, and the handouts of those that want them; one that fails stops no other.

    Returns:
        What was made of each, in order; of a dossier of which nothing can be made, one that says why.

    """
    from roa_dossier.build import orders
    from roa_dossier.build.workshop import Workshop

    with nullcontext(shop) if shop else Workshop() as opened, opened.recall.patiently():
        opened.begin()
        proof = check(world, None, progress, opened.recall, _LATER)
        if not _printable(proof, draft) or proof.outline is None or proof.resolved is None:
            return (Built(proof, proof.diagnostics),)
        wanted = orders.every_one(proof.outline, proof.resolved, draft)
        return tuple(_made(world, opened, proof, order, progress) for order in wanted)


def _printable(proof: Proof, draft: bool) -> bool:
    """Whether there is something to print, and nothing against it that a draft does not bear."""
    return proof.apparatus is not None and (draft or not proof.refused)


def _made(
    world: World,
    shop: Workshop,
    proof: Proof,
    order: Order,
    progress: Progress,
    early: Callable[[Early], None] | None = None,
) -> Built:
    """Make one file, and where the edition wants it the sheets of its pages."""
    from roa_dossier import render, withholding
    from roa_dossier.build import enclosed, orders
    from roa_dossier.build.printing import Commission, printed

    edition, said = order.edition, [*proof.diagnostics]
    text = proof.of(edition)
    assert text.outline is not None and text.resolved is not None
    outline = editions.printed(text.outline, edition)
    recall = proof.recall
    resolved = editions.shown(text.resolved, edition, recall)
    withheld = editions.withholds(text.resolved, edition, recall)
    if orders.hidden(order, resolved, said):
        return Built(proof, in_order(said), order=order)
    apparatus = _numbered(world, text, order, resolved, said)
    said.extend(given.coloured(outline, resolved, edition))
    output = order.file_name(outline.name)
    progress("making", output)
    try:
        world.ready(output)
        if edition.impose:
            world.ready(orders.sheets_name(output))
        progress("setting the chapters", "")
        template = themes.templates(world, themes.of(outline, edition))
        taken = enclosed.files(world, outline, proof.sources, text.resolved, resolved, order.chapter, recall)
        typesetting = given.typesetting(world, outline, resolved, text.images, edition, order.draft)
        rendered = render.manuscripts(
            outline,
            resolved,
            apparatus,
            proof.sources,
            template,
            order.draft,
            order.chapter,
            given.room(world, outline, edition),
            enclosed.sources(outline, taken),
            recall,
        )
        manuscripts = heard(rendered, said)
        if _stopped(said, proof, order.draft):
            return Built(proof, in_order(said), order=order)

        @cache
        def attachments() -> tuple[Attachment, ...]:
            evidence = given.evidence(
                outline, resolved, apparatus, proof.sources, order.chapter, withheld=withheld, recall=recall
            )
            return (*taken, evidence)

        def late(body: tuple[Manuscript, ...], places: Mapping[str, Place]) -> Parts:
            return render.late(outline, resolved, apparatus, proof.sources, template, body, places, recall)

        noted = replace(typesetting, remedies=orders.note_places(edition, manuscripts))
        kept = withholding.withheld(text.resolved, resolved, edition, outline, apparatus, order.chapter)
        wanted = Commission(output, manuscripts, late, noted, attachments, kept, early)
        made = printed(world, shop, wanted, progress)
        said.extend(made.said)
        book, report = made.book, made.report
        if book is None or report is None or _stopped(said, proof, order.draft):
            return Built(proof, in_order(said), report=report, order=order)
        sheets = orders.imposed(order, output, book.pdf, said)
        if _stopped(said, proof, order.draft):
            return Built(proof, in_order(said), report=report, order=order)
        progress("writing", output)
        world.write(output, book.pdf)
        if sheets is not None:
            world.write(sheets.name, sheets.pdf)
    except Refused as refusal:
        return Built(proof, in_order([*said, refusal.diagnostic()]), order=order)
    built = Built(proof, in_order(said), output, report, order, setting=made.setting, book=book)
    return built if sheets is None else replace(built, sheets=sheets.name, imposed=sheets.sheets)


def _numbered(
    world: World, proof: Proof, order: Order, resolved: Resolved, said: list[Diagnostic]
) -> Apparatus:
    """Give the apparatus of what is shown; that of the whole, where it is the same."""
    from roa_dossier import number

    assert proof.outline is not None and proof.resolved is not None and proof.apparatus is not None
    usual, wanted = (
        editions.printed(proof.outline, one) for one in (editions.usual(proof.outline), order.edition)
    )
    alike = (usual.note_series, usual.first_citations) == (wanted.note_series, wanted.first_citations)
    if alike and resolved == proof.resolved and order.chapter == proof.chapter:
        return proof.apparatus
    unheard: list[Diagnostic] = []
    style = given.citation_style(world, proof.outline, unheard)
    if style is None:
        return proof.apparatus
    checked = number.apparatus(
        wanted,
        proof.resolved,
        proof.sources,
        style,
        order.chapter,
        renderer(world, proof.recall, _LATER),
        shown=resolved,
        recall=proof.recall,
    )
    said.extend(one for one in checked.diagnostics if one not in said and one.code not in ECHOES)
    return checked.value


def _stopped(said: list[Diagnostic], proof: Proof, draft: bool) -> bool:
    """Whether an error came after checking, or at all unless a draft prints in spite of it."""
    known = set(proof.diagnostics) if draft else set()
    return has_errors(diagnostic for diagnostic in said if diagnostic not in known)
