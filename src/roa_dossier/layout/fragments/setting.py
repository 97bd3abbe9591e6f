"""A run of manuscripts laid out alone, its pages as they will stand in the book."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import weasyprint
import weasyprint.layout
from weasyprint.css.computed_values import ZERO_PIXELS

from roa_dossier.layout import (
    computed,
    engine,
    notes,
    torn,
    wide,
)
from roa_dossier.layout.fragments import drawn
from roa_dossier.layout.fragments.again import Again
from roa_dossier.layout.fragments.late import Late, Uneven, numbers
from roa_dossier.layout.job import Cause, Failure, Run, Set, Survey
from roa_dossier.layout.lines import hook
from roa_dossier.model.fragment import FOLIO, TOTAL, Fragment

_KEPT = 2
_presses: dict[object, engine.Press] = {}
files: dict[str, bytes] = {}
"""The files of the fonts that were used in this process, by digest."""


def lay_out(run: Run) -> Set:
    """Lay out a run of manuscripts and draw it as a fragment.

    Raises:
        Exception: whatever the engine raises.

    """
    if missing := engine.absent(run.fonts):
        return Set(failure=Failure(Cause.FONTS, "\n".join(missing)))
    known = engine.mended()
    before = 1 if run.blank else 0
    late = Late(dict(run.digits), lambda index: run.folio(index - before), run.total)
    given: dict[str, bytes] = {}
    blank = None
    with engine.listening() as ear, hook.lines(run.lines) as fits, numbers(late):
        if not (fits and known):
            return Set(strange=True)
        press = kept_press(run, run.images, ear)
        again = Again(run) if run.edited else None
        document, tight = wide.document(
            press, run.sections, ear, lambda tables: _laid(press, run, tables, again)
        )
        torn.end_bars(document)
        counted = hook.count(document)
        name = run.sections[0][0]
        try:
            if before:
                whole, document = document, document.copy(document.pages[1:])
                blank = drawn.fragment(whole.copy(whole.pages[:1]), late, f"blank-{name}", given)
            made = drawn.fragment(document, late, name, given)
        except Uneven as uneven:
            late.why = str(uneven)
        if again is not None and not late.why and not ear.heard:
            again.remember()
        used = engine._fonts(document) if not late.why else ()
        if again is None:
            _let_go(document)
    files.update(given)
    if not late.why and [leaf.counted - before for leaf in made.pages] != [*range(1, len(made.pages) + 1)]:
        late.why = "pages are counted otherwise"
    return Set(
        fragment=Fragment() if late.why else made,
        blank=None if late.why else blank,
        whole=late.why,
        side=run.side,
        asked=_asked(made) if not late.why else (),
        files=tuple((digest, data) for digest, data in sorted(given.items()) if digest not in run.known),
        remarks=(*press.heard, *ear.heard),
        refused=tuple(press.fetcher.refused),
        fonts=used,
        tight=tight,
        lines=counted,
    )


def _laid(press: engine.Press, run: Run, sections: wide.Sections, again: Again | None) -> weasyprint.Document:
    first = 0 if run.begins else 1  # `@page :first` is no blank page either
    with notes.counted_from(first) if first else nullcontext(), _opening(run, again):
        return press.document((*_unseen(run.before), *sections))


def _unseen(shell: str) -> tuple[tuple[str, str], ...]:
    """Give the manuscript before, empty and not displayed: rules may look at it (`.part + .part`)."""
    if not shell:
        return ()
    return (("", f'{shell.removesuffix(">")} style="display: none !important"></section>'),)


def _asked(fragment: Fragment) -> tuple[str, ...]:
    """Give the anchors whose pages' numbers a fragment prints."""
    return tuple(sorted({slot.target for slot in fragment.slots} - {FOLIO, TOTAL}))


def kept_press(of: Run | Survey, images: dict[str, tuple[str, bytes]], ear: engine.Ear) -> engine.Press:
    """Give the press of a book's style sheets, with remedies and without: they are read once in a process."""
    key = (of.css, tuple(sorted(images)))
    if key not in _presses:
        while len(_presses) >= _KEPT:
            del _presses[next(iter(_presses))]
        press = engine.Press(of, engine.Closed(images), ear)
        press.heard = tuple(ear.heard)
        ear.heard.clear()
        _presses[key] = press
    _presses[key] = _presses[key].anew(of.head)
    return _presses[key]


def _let_go(document: weasyprint.Document) -> None:
    """Let boxes that know each other be forgotten as soon as nothing else knows them."""
    computed.end()
    for page in document.pages:
        for box in page._page_box.children:
            box.__dict__.pop("page", None)


@contextmanager
def _opening(run: Run, again: Again | None) -> Iterator[None]:
    """Let the first page be of the side that is asked for, a blank one before it."""
    plain = weasyprint.layout.initialize_page_maker
    contexts: list[Any] = []

    def initialize_page_maker(context: Any, root_box: Any) -> None:
        plain(context, root_box)
        resume_at, next_page, _, *rest = context.page_maker[0]
        if not run.begins:
            _go_on(root_box)
        right = (run.side == "right") != run.blank
        if run.blank:
            next_page = {**next_page, "break": run.side}
        context.page_maker[0] = (resume_at, next_page, right, *rest)
        if again is not None:
            again.prepare(context, root_box)
        else:
            contexts.append(context)

    weasyprint.layout.initialize_page_maker = initialize_page_maker
    try:
        yield
    finally:
        weasyprint.layout.initialize_page_maker = plain
        for context in contexts:
            context.__dict__.clear()  # it knows itself


def _go_on(root_box: Any) -> None:
    """Take from the document and its body what stands above them on the first page of a book only."""
    for box in (root_box, *root_box.children[:1]):
        box.style = box.style.copy()
        box.style.update(margin_top=ZERO_PIXELS, padding_top=ZERO_PIXELS, border_top_width=0)
