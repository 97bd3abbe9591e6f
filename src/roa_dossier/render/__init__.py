"""Chapters and their apparatus become manuscripts: HTML by templates, with the notes they must print.

Each manuscript is one `<section>` that knows nothing of its neighbours: numbers come from the apparatus,
page numbers pass through the one macro `page` (DESIGN.md §2).
"""

from __future__ import annotations

from collections.abc import Mapping

from roa_dossier.diagnostics import Checked, in_order
from roa_dossier.model.apparatus import Apparatus
from roa_dossier.model.book import Manuscript
from roa_dossier.model.chapter import Resolved
from roa_dossier.model.outline import Outline
from roa_dossier.model.source import Source
from roa_dossier.render import back, chapter, front, handout
from roa_dossier.render.desk import Desk
from roa_dossier.render.press import Press, Templates

STYLES = ("tokens", "page", "text", "blocks", "apparatus", "front", "handout")
"""The built-in style sheets in the order they apply; `draft.css` follows them in a draft."""


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
    desk = Desk(outline, resolved, apparatus, sources, Press(template), draft, only)
    if only is None:
        chapters = tuple(chapter.manuscript(desk, each) for each in resolved.chapters)
        made = (*front.parts(desk), *chapters, *back.parts(desk))
    else:
        made = tuple(handout.manuscript(desk, each) for each in resolved.chapters if each.id == only)
    return Checked(made, in_order(desk.press.diagnostics))
