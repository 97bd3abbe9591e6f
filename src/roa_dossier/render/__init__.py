"""Chapters and their apparatus become manuscripts: HTML by templates, with the notes they must print.

Each manuscript is one `<section>` that knows nothing of its neighbours: numbers come from the apparatus,
page numbers pass through the one macro `page` (DESIGN.md §2).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping

from roa_dossier import limits, wording
from roa_dossier.diagnostics import Checked, error, in_order
from roa_dossier.model.apparatus import Apparatus
from roa_dossier.model.book import Manuscript
from roa_dossier.model.chapter import Resolved
from roa_dossier.model.outline import Outline
from roa_dossier.model.source import Source
from roa_dossier.render import back, chapter, front, handout
from roa_dossier.render.desk import Desk
from roa_dossier.render.press import OwnTemplate, Press, Spent, Templates

STYLES = ("tokens", "page", "text", "blocks", "apparatus", "front", "handout")
"""The built-in style sheets in the order they apply; `draft.css` follows them in a draft."""


SECONDS, MEMORY = 10, 500_000_000
"""What templates of the project's own may take: seconds of processor time, and bytes."""


def styles(draft: bool = False) -> tuple[str, ...]:
    """Give the file names of the built-in style sheets, in the order they apply."""
    return tuple(f"{name}.css" for name in (*STYLES, *(("draft",) if draft else ())))


def manuscripts(
    outline: Outline,
    resolved: Resolved,
    apparatus: Apparatus,
    sources: Mapping[str, Source],
    template: Templates,
    draft: bool = False,
    only: str | None = None,
) -> Checked[tuple[Manuscript, ...]]:
    """Make every manuscript of the book, or the one of a handout.

    Args:
        outline: the dossier as written.
        resolved: its chapters, every quoted word found.
        apparatus: its numbers.
        sources: the snapshots, by key.
        template: gives path and text of a template by its name (`quote.html`).
        draft: whether mistakes are printed in their places.
        only: a chapter's id, for a handout that stands alone.

    Returns:
        The manuscripts in reading order, and a `template-error` for each mistake in a template.

    """

    def made(own: bool) -> Checked[tuple[Manuscript, ...]]:
        press = Press(template, wording.of(outline.language), own=own)
        return _made(Desk(outline, resolved, apparatus, sources, press, draft, only))

    try:
        return made(own=not hasattr(os, "fork"))
    except OwnTemplate:
        return _limited(lambda: made(own=True))


def _made(desk: Desk) -> Checked[tuple[Manuscript, ...]]:
    try:
        found = tuple(_parts(desk))
    except Spent:
        found = ()
    return Checked(found, in_order(desk.press.diagnostics))


def _parts(desk: Desk) -> Iterator[Manuscript]:
    chapters = desk.resolved.chapters
    if desk.only is not None:
        yield from (handout.manuscript(desk, each) for each in chapters if each.id == desk.only)
        return
    yield from front.parts(desk)
    yield from (chapter.manuscript(desk, each) for each in chapters)
    yield from back.parts(desk)


def _limited(made: Callable[[], Checked[tuple[Manuscript, ...]]]) -> Checked[tuple[Manuscript, ...]]:
    """Set templates that are not ours within limits: a sandbox stops neither a loop nor a flood."""
    try:
        return limits.forked(made, SECONDS, MEMORY)
    except (limits.Died, limits.OutOfTime, MemoryError):
        message = f"the templates of the project take more than {SECONDS} s or more memory than there is"
        return Checked((), (error("template-error", message),))
