"""Chapters and their apparatus become manuscripts: HTML by templates, with the notes they must print.

Each manuscript is one `<section>` that knows nothing of its neighbours: numbers come from the apparatus,
page numbers pass through the one macro `page` (DESIGN.md §2).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping

from roa_dossier import limits, wording
from roa_dossier.charts import Room
from roa_dossier.diagnostics import Checked, error, in_order
from roa_dossier.model.apparatus import Apparatus
from roa_dossier.model.book import Manuscript, Place
from roa_dossier.model.chapter import Resolved
from roa_dossier.model.outline import NameEntry, Outline
from roa_dossier.model.source import Source
from roa_dossier.names import Finder
from roa_dossier.recall import Recall
from roa_dossier.render import aids, back, chapters, foreign, front, handout
from roa_dossier.render.desk import Desk, anchors
from roa_dossier.render.finishing import Languages, finished
from roa_dossier.render.press import OwnTemplate, Press, Spent, Templates
from roa_dossier.world import template_names

STYLES = (
    "tokens",
    "page",
    "text",
    "blocks",
    "teaching",
    "charts",
    "apparatus",
    "front",
    "aids",
    "handout",
    "editions",
)
"""The built-in style sheets in the order they apply; `draft.css` follows them in a draft."""

CHOSEN = ("small-paper", "greyscale")
"""Those that only some editions have, between these and `draft.css`."""


SECONDS, MEMORY = 10, 500_000_000
"""What templates of the project's own may take: seconds of processor time, and bytes."""


def styles(draft: bool = False, chosen: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Give the file names of the built-in style sheets, in the order they apply; `chosen` of `CHOSEN`."""
    return tuple(f"{name}.css" for name in (*STYLES, *chosen, *(("draft",) if draft else ())))


def manuscripts(
    outline: Outline,
    resolved: Resolved,
    apparatus: Apparatus,
    sources: Mapping[str, Source],
    template: Templates,
    draft: bool = False,
    only: str | None = None,
    room: Room = Room(),  # noqa: B008  (frozen)
    attached: frozenset[str] = frozenset(),
    recall: Recall | None = None,
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
        room: what the text of a page holds; figures are drawn to it.
        attached: the keys of the sources whose snapshots travel in the file.
        recall: what an earlier run made: a chapter is made again where something changed that it looks at.

    Returns:
        The manuscripts in reading order, and a `template-error` for each mistake in a template.

    """
    recall = recall or Recall()

    def parts(press: Press) -> tuple[Manuscript, ...]:
        desk = Desk(
            outline,
            resolved,
            apparatus,
            sources,
            press,
            draft,
            only,
            recall.of(_finder, outline.names),
            room,
            attached=attached,
            present=frozenset(
                one
                for each in resolved.chapters
                if only in (None, each.id)
                for one in recall.of(anchors, each)
            ),
            recall=recall,
        )
        return tuple(_parts(desk))

    return _pressed(outline, template, parts, recall)


def _finder(names: tuple[NameEntry, ...]) -> Finder:
    return Finder.of(names)


def late(
    outline: Outline,
    resolved: Resolved,
    apparatus: Apparatus,
    sources: Mapping[str, Source],
    template: Templates,
    manuscripts: tuple[Manuscript, ...],
    places: Mapping[str, Place],
    recall: Recall | None = None,
) -> Checked[tuple[Manuscript, ...]]:
    """Make the parts that list pages of the body, which take the place of its last manuscript.

    Args:
        outline: the dossier as written.
        resolved: its chapters, every quoted word found.
        apparatus: its numbers.
        sources: the snapshots, by key.
        template: gives path and text of a template by its name.
        manuscripts: the body as it was laid out.
        places: where each anchor of it fell.
        recall: what an earlier run made.

    Returns:
        The manuscripts in reading order, the first with the anchor of the placeholder, each with what its
        lists claim; none where there is no placeholder.

    """
    if not any(manuscript.id == aids.AIDS for manuscript in manuscripts):
        return Checked(())
    recall = recall or Recall()
    finder = recall.of(_finder, outline.names)

    def parts(press: Press) -> tuple[Manuscript, ...]:
        desk = Desk(outline, resolved, apparatus, sources, press, finder=finder, recall=recall)
        made = aids.manuscripts(desk, manuscripts, places)
        return tuple(finished(one, languages(outline)) for one in made)

    return _pressed(outline, template, parts, recall)


def _pressed(
    outline: Outline,
    template: Templates,
    parts: Callable[[Press], tuple[Manuscript, ...]],
    recall: Recall,
) -> Checked[tuple[Manuscript, ...]]:
    """Make manuscripts by a press of their own; in limits where a template is the project's."""

    def made(own: bool) -> Checked[tuple[Manuscript, ...]]:
        press = _press(template, outline.language, own, recall)
        try:
            found = parts(press)
        except Spent as spent:
            press.take(spent.told)
            found = ()
        return Checked(found, in_order(press.diagnostics))

    try:
        return made(own=not hasattr(os, "fork"))
    except OwnTemplate:
        return _limited(lambda: made(own=True))


def _press(template: Templates, language: str, own: bool, recall: Recall) -> Press:
    """Give a press; one that was used before, where it set the same templates, all of them built in."""
    if own:
        return Press(template, wording.of(language), own=own)
    names = template_names()
    return recall.of(_built_in, language, names, tuple(map(template, names))).apart()


def _built_in(language: str, names: tuple[str, ...], files: tuple[tuple[str, str], ...]) -> Press:
    known = dict(zip(names, files, strict=True))
    return Press(known.__getitem__, wording.of(language), own=False)


def _parts(desk: Desk) -> Iterator[Manuscript]:
    scripts = languages(desk.outline)
    if desk.only is not None:
        handouts = (handout.manuscript(desk, each) for each in desk.resolved.chapters if each.id == desk.only)
        yield from (finished(one, scripts) for one in handouts)
        return
    made = list(chapters.manuscripts(desk, scripts))
    found = aids.parts(desk, (mention for each in made for mention in each.mentions))
    yield from (finished(one, scripts) for one in front.parts(desk, aids=bool(found)))
    yield from made
    yield from (finished(one, scripts) for one in back.parts(desk))
    if found:
        yield finished(aids.placeholder(desk), scripts)


def languages(outline: Outline) -> Languages:
    """Give the language that a dossier has most of each script in."""
    return tuple(foreign.declared(outline).items())


def _limited(made: Callable[[], Checked[tuple[Manuscript, ...]]]) -> Checked[tuple[Manuscript, ...]]:
    """Set templates that are not ours within limits: a sandbox stops neither a loop nor a flood."""
    try:
        return limits.forked(made, SECONDS, MEMORY)
    except (limits.Died, limits.OutOfTime, MemoryError):
        message = f"the templates of the project take more than {SECONDS} s or more memory than there is"
        return Checked((), (error("template-error", message),))
