"""The book as it was, bound and read while the chapter that changed is laid out elsewhere.

Of a book of which one chapter changed, most of what is bound was bound before. In a process that stays
it is at hand; in a new one it is made here, while there is nothing else to do but wait.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from roa_dossier import bind
from roa_dossier.audit import bound as bound_audit
from roa_dossier.build.fragments import Bindery, Chapter
from roa_dossier.build.stock import Stock
from roa_dossier.build.workshop import Workshop
from roa_dossier.model.book import Attachment, Typesetting


def recalled(shop: Workshop, stock: Stock, name: str) -> None:
    """Give a workshop that bound nothing yet what another process put together for a book and found right."""
    if not shop.prepared.named:
        kept = stock.binding(name)
        shop.prepared.named, shop.prepared.files = kept.bodies, kept.files
        shop.seen.right = kept.right


def rehearsed(
    shop: Workshop,
    stock: Stock,
    name: str,
    bindery: Bindery,
    typesetting: Typesetting,
    attachments: Callable[[], tuple[Attachment, ...]],
) -> Callable[[list[Chapter]], Iterator[None]]:
    """Give what binds chapters in their old state, where they have no new one yet, and remembers what stays.

    It does so step by step, and may be left at any: what is done then is remembered.

    Args:
        shop: remembers it.
        stock: has what was made of the chapters.
        name: of the book's file.
        bindery: makes the new state.
        typesetting: of the book.
        attachments: gives the files that travel in it.

    """

    def rehearse(chapters: list[Chapter]) -> Iterator[None]:
        yield from shop.recall.by_and_by()
        files = attachments()
        yield
        if shop.prepared.bodies:
            return  # it is at hand
        made = [bindery.last(chapter) for chapter in chapters]
        if not all(made):
            return
        parts = (
            bind.Part(one.set.fragment, one.set.blank, chapter.plan.side, one.name)
            for one, chapter in zip(made, chapters, strict=True)
            if one
        )
        recalled(shop, stock, name)
        yield
        standing = bind.standing(tuple(parts))
        faces, wear = bind.union(standing)
        _, fonts = stock.fonts(faces)
        if fonts is None:
            return
        yield
        pdf = bind.written(standing, fonts, wear, typesetting, files, before=shop.prepared)
        yield
        bound = tuple(bound_audit.Bound(one.fragment, one.first, one.name) for one in standing)
        for _ in bound_audit.diagnostics(pdf, bound, shop.seen):
            pass  # what is wrong with the book is told of the new one

    return rehearse
