"""No note is lost on the way through the engine's passes: its book-keeping, mended.

WeasyPrint lays a book out in passes and, from the second on, makes only those pages anew on which a page
number changed. A note that a page hands on to the next ("reported") is forgotten when the next page is made
anew and the first is not, or the other way round; and a line that is put back and set again may leave its
note behind. Both are mended here: what each page hands on is kept from pass to pass, a page is made anew
when what it is handed changed, and after each page every call is compared with the notes that stand there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import weasyprint
import weasyprint.layout
import weasyprint.layout.page
from weasyprint.layout.page import remake_page

ENGINE = "70."


@contextmanager
def counted_from(first: Callable[[], int]) -> Iterator[None]:
    """Let the engine take the pages that it makes meanwhile for those from `first` (from 0) on.

    So `@page :first` is the first page of the book, not of the document that goes on in it.
    """
    plain = weasyprint.layout.page.PageType

    def shifted(side: str, blank: bool, name: str, index: int, groups: Any) -> Any:
        return plain(side, blank, name, first() + index, groups)

    weasyprint.layout.page.PageType = shifted
    try:
        yield
    finally:
        weasyprint.layout.page.PageType = plain


def keep() -> bool:
    """Put the mended loop in place of the engine's, once a process.

    Returns:
        Whether it was put there: not when the engine is another version than the one it was written for,
        whose own loop is then kept; the audit finds what that loses.

    """
    if not weasyprint.__version__.startswith(ENGINE) or not hasattr(weasyprint.layout, "make_all_pages"):
        return False
    weasyprint.layout.make_all_pages = _make_all_pages
    return True


def _make_all_pages(context: Any, root_box: Any, html: Any, pages: list[Any]) -> Iterator[Any]:
    """Make the pages of one pass, those that need no change taken over from the pass before."""
    if hasattr(context, "dossier_notes"):  # columns were measured before the numbers in them were known
        context.tables.clear()
    handed_to, handed_on = _memory(context)
    context.rendered_notes = []
    context.reported_footnotes = []
    again = getattr(context, "dossier_again", None)
    index = again.begins(pages) if again is not None else 0
    while True:
        if again is not None and again.rest(index, context):
            return
        state = context.page_maker[index][-1]
        arriving = tuple(context.reported_footnotes)
        if (
            index >= len(pages)
            or state["content_changed"]
            or state["pages_wanted"]
            or _differ(arriving, handed_to.get(index, ()))
        ):
            state.update(content_changed=False, pages_wanted=False, anchors=[], content_lookups=[])
            page, resume_at = remake_page(index, context, root_box, html)
            _hand_on_forgotten(context, page)
            handed_to[index], handed_on[index] = arriving, tuple(context.reported_footnotes)
        else:
            page, resume_at = pages[index], context.page_maker[index + 1][0]
            context.reported_footnotes = list(handed_on[index])
        page.printed_number = context.page_maker[index + 1][3][1].get("page", [index + 1])[-1]
        if again is not None:
            again.made(page)
        yield page
        index += 1
        before_all = index == 1 and page.page_type.blank  # nothing of the text stands on it yet
        if resume_at is None and not context.reported_footnotes and not before_all:
            context.page_maker = context.page_maker[: index + 1]
            context.broken_out_of_flow.clear()
            if again is not None:
                again.ended(context, index)
            return


def _memory(context: Any) -> tuple[dict[int, tuple[Any, ...]], dict[int, tuple[Any, ...]]]:
    """Give what was handed to each page, and what each page handed on, in the pass before."""
    if not hasattr(context, "dossier_notes"):
        context.dossier_notes = ({}, {})
    memory: tuple[dict[int, tuple[Any, ...]], dict[int, tuple[Any, ...]]] = context.dossier_notes
    return memory


def _differ(notes: tuple[Any, ...], before: tuple[Any, ...]) -> bool:
    return [id(note) for note in notes] != [id(note) for note in before]


def _hand_on_forgotten(context: Any, page: Any) -> None:
    """Hand on to the next page, in their order, the notes that are called on this one and stand nowhere."""
    root, area = page.children[0], page.children[1]
    called = []
    for box in root.descendants():
        if (note := getattr(box, "footnote", None)) is not None:
            called.append(note)
            _lead(box, note)
    settled = {box.element for box in area.descendants()}
    settled.update(note.element for note in context.reported_footnotes)
    for note in called:
        if note.element in settled:
            continue
        settled.add(note.element)
        if note in context.footnotes:
            context.footnotes.remove(note)
        context.reported_footnotes.append(note)
    order = {note.element: at for at, note in enumerate(called)}
    context.reported_footnotes.sort(key=lambda note: order.get(note.element, -1))


def _lead(call: Any, note: Any) -> None:
    """Let a call lead to its note, as it does where the notes stand at an end."""
    if anchor := note.element.get("id"):
        call.link = ("url", ("internal", anchor))
