"""What can be done for a book while its chapters are laid out elsewhere, and else one would only wait."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from roa_dossier.build.stock import Stock
from roa_dossier.build.workshop import Workshop
from roa_dossier.model.book import Attachment


def rehearsed(
    shop: Workshop, stock: Stock, name: str, attachments: Callable[[], tuple[Attachment, ...]]
) -> Iterator[None]:
    """Put away what was made, make the files that travel in a book, and recall what was put together for it.

    It does so step by step, and may be left at any: what is done then is remembered.

    Args:
        shop: where the book is made.
        stock: has what was made before.
        name: of the book's file.
        attachments: gives the files.

    """
    yield from shop.recall.by_and_by()
    recalled(shop, stock, name)
    yield
    for file in attachments():
        yield
        shop.prepared.deflate(file.name, file.data)


def recalled(shop: Workshop, stock: Stock, name: str) -> None:
    """Give a workshop that bound nothing yet what another process put together for a book and found right."""
    if not shop.prepared.named:
        kept = stock.binding(name)
        shop.prepared.named = kept.bodies
        shop.prepared.files = {**kept.files, **shop.prepared.files}
        shop.seen.right = kept.right
