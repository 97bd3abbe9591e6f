"""A run of manuscripts laid out alone, its pages as they will stand in the book."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import weasyprint
import weasyprint.layout
from weasyprint.css.computed_values import ZERO_PIXELS

from roa_dossier.frozen import replace
from roa_dossier.layout import (
    computed,
    engine,
    notes,
    torn,
    wide,
)
from roa_dossier.layout.fragments import drawn
from roa_dossier.layout.fragments.again import Again, Unmet
from roa_dossier.layout.fragments.joined import joined, parted
from roa_dossier.layout.fragments.late import Late, Uneven, numbers
from roa_dossier.layout.job import Cause, Failure, Run, Set, Survey, UsedFont
from roa_dossier.layout.lines import hook
from roa_dossier.model.fragment import FOLIO, TOTAL, Face, Fragment, Share
from roa_dossier.model.lines import LineCount

_KEPT = 2
_presses: dict[object, engine.Press] = {}
files: dict[str, bytes] = {}
"""The files of the fonts that were used in this process, by digest."""


def lay_out(run: Run) -> Set:
    """Lay out a run of manuscripts and draw it as a fragment; where it was before, only what changed.

    Raises:
        Exception: whatever the engine raises.

    """
    if missing := absent(run, run.images):
        return Set(failure=Failure(Cause.FONTS, "\n".join(missing)))
    known = engine.mended()
    with engine.listening() as ear, hook.lines(run.lines) as fits:
        if not (fits and known):
            return Set(strange=True)
        press = kept_press(run, run.images, ear)
        try:
            return _set(run, press, ear)
        except Unmet:
            ear.heard.clear()
            return _set(replace(run, last=None), press.anew(run.head), ear)


def _set(run: Run, press: engine.Press, ear: engine.Ear) -> Set:
    again = Again(run)
    late = Late(dict(run.digits), lambda index: run.folio(index + again.shift), run.total)
    given: dict[str, bytes] = {}
    whole, blank, past = Fragment(), None, None
    stays: tuple[int, ...] = ()
    with numbers(late):
        document, tight = wide.document(
            press, run.sections, ear, lambda sections: _laid(press, run, sections, again)
        )
        torn.end_bars(document)
        try:
            if run.blank and again.first and run.last:
                blank = run.last.blank
            elif run.blank:
                (blank,) = drawn.pieces(document.copy(document.pages[:1]), late, given)
                document = document.copy(document.pages[1:])
            made = drawn.pieces(document, late, given)
        except Uneven as uneven:
            late.why = str(uneven)
        else:
            whole, shares, counts = _joined(run, again, made, document)
            stays = _stays(run, again, whole)
            if not (ear.heard or late.why or any(face.missing for face in whole.faces)):
                past = again.past(shares, counts)
        _let_go(document)
    files.update(given)
    before = 1 if run.blank else 0
    if not late.why and [leaf.counted - before for leaf in whole.pages] != [*range(1, len(whole.pages) + 1)]:
        late.why = "pages are counted otherwise"
    if late.why:
        whole, blank, past, stays = Fragment(), None, None, ()
    return Set(
        fragment=whole,
        blank=blank,
        whole=late.why,
        side=run.side,
        asked=_asked(whole),
        files=tuple((digest, data) for digest, data in sorted(given.items()) if digest not in run.known),
        remarks=(*press.heard, *ear.heard),
        refused=tuple(press.fetcher.refused),
        fonts=_used(whole.faces),
        tight=tight,
        lines=_sum(counts) if not late.why else LineCount(),
        past=past,
        stays=stays,
    )


def _joined(
    run: Run, again: Again, made: tuple[Fragment, ...], document: weasyprint.Document
) -> tuple[Fragment, tuple[Share, ...], tuple[LineCount, ...]]:
    """Put the pages that were made between those that stay; say how paragraphs are set on each few."""
    pages = iter(document.pages)
    counts = [hook.count(document.copy([next(pages) for _ in piece.pages])) for piece in made]
    before: list[Fragment] = []
    counted: list[LineCount] = []
    after: list[Fragment] = []
    later: list[LineCount] = []
    if run.last is not None and (again.first or again.stop is not None):
        past, at = run.last.past, 0
        for piece, lines in zip(parted(run.last.fragment, past.shares), past.lines, strict=True):
            if at < again.first:
                before.append(piece)
                counted.append(lines)
            elif again.stop is not None and at >= again.stop:
                after.append(piece)
                later.append(lines)
            at += len(piece.pages)
    whole, shares = joined((*before, *made, *after))
    return whole, shares, (*counted, *counts, *later)


def _stays(run: Run, again: Again, whole: Fragment) -> tuple[int, ...]:
    """Say which pages stay as they were: none where fonts have other glyphs, which may read otherwise."""
    if run.last is None or run.last.fragment.faces != whole.faces:
        return ()
    pages, before = len(whole.pages), len(run.last.fragment.pages)
    after = before - again.stop if again.stop is not None else 0
    made = [-1] * (pages - again.first - after)
    return (*range(again.first), *made, *range(before - after, before))


def _sum(counts: tuple[LineCount, ...]) -> LineCount:
    """Add up how paragraphs were set; the most frequent reason is the first."""
    why: Counter[str] = Counter()
    for count in counts:
        why.update(dict(count.greedy))
    return LineCount(sum(count.fitted for count in counts), tuple(why.most_common()))


def _laid(press: engine.Press, run: Run, sections: wide.Sections, again: Again) -> weasyprint.Document:
    first = 0 if run.begins else 1  # `@page :first` is no blank page either
    with notes.counted_from(lambda: first + again.first), _opening(run, again):
        return press.document((*_unseen(run.before), *sections))


def _unseen(shell: str) -> tuple[tuple[str, str], ...]:
    """Give the manuscript before, empty and not displayed: rules may look at it (`.part + .part`)."""
    if not shell:
        return ()
    return (("", f'{shell.removesuffix(">")} style="display: none !important"></section>'),)


def _used(faces: tuple[Face, ...]) -> tuple[UsedFont, ...]:
    """Say which fonts are used, and for which characters."""
    chars: dict[str, set[str]] = {}
    for face in faces:
        chars.setdefault(face.family, set()).update(*(words for _, words in face.glyphs))
    return tuple(UsedFont(family, "".join(sorted(chars[family]))) for family in sorted(chars))


def _asked(fragment: Fragment) -> tuple[str, ...]:
    """Give the anchors whose pages' numbers a fragment prints."""
    return tuple(sorted({slot.target for slot in fragment.slots} - {FOLIO, TOTAL}))


Pictures = dict[str, tuple[str, bytes]]


def _name(of: Run | Survey, images: Pictures) -> tuple[object, ...]:
    return (of.css, of.fonts, tuple(sorted(images)))


def absent(of: Run | Survey, images: Pictures) -> tuple[str, ...]:
    """Say which fonts are missing; those of a press that is kept were there when it was opened."""
    return () if _name(of, images) in _presses else engine.absent(of.fonts)


def kept_press(of: Run | Survey, images: Pictures, ear: engine.Ear) -> engine.Press:
    """Give the press of a book's style sheets, with remedies and without: they are read once in a process."""
    key = _name(of, images)
    if key not in _presses:
        while len(_presses) >= _KEPT:
            del _presses[next(iter(_presses))]
        press = engine.Press(of, engine.Closed(images), ear)
        press.heard = tuple(ear.heard)
        ear.heard.clear()
        _presses[key] = press
    _presses[key] = _presses[key].anew(of.head)
    return _presses[key]


def open_for(run: Run) -> None:
    """Read the style sheets of a run and look for its fonts, before something is laid out in them."""
    engine.absent(run.fonts)
    if engine.mended():
        with engine.listening() as ear:
            kept_press(run, run.images, ear)


def _let_go(document: weasyprint.Document) -> None:
    """Let boxes that know each other be forgotten as soon as nothing else knows them."""
    computed.end()
    for page in document.pages:
        for box in page._page_box.children:
            box.__dict__.pop("page", None)


@contextmanager
def _opening(run: Run, again: Again) -> Iterator[None]:
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
        again.prepare(context, root_box)
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
