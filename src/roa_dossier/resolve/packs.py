"""Whether a pack of documents is what a class can work with; departures are accepted with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from roa_dossier import withholding
from roa_dossier.diagnostics import Diagnostic, Severity, Span, warning
from roa_dossier.frozen import Frozen
from roa_dossier.model import outline as written
from roa_dossier.model.chapter import Chapter, Document, Quotation, Resolved, Task, Tasks, Verbatim
from roa_dossier.model.chapter import CrossRef as Reference
from roa_dossier.model.outline import TASK_KINDS, ChapterOutline, Outline
from roa_dossier.model.within import every
from roa_dossier.patterns import regex
from roa_dossier.resolve.desk import Desk

LONG = 200
"""Words of a document that a class reads at a sitting: about a third of a page."""

LONGER = 1.1
"""How much longer than the original a modified text may be before it is no easier."""

FEWEST, MOST = 5, 7
"""Documents of a pack."""

PACK = 2
"""Documents that make a chapter a pack."""

_WORD = regex(r"\w+(?:[-'’]\w+)*")


class _Piece(Frozen):
    """A document as written and resolved: its id or "", its place, what is printed of it and the original."""

    id: str
    titled: bool
    span: Span
    document: Document
    printed: tuple[str, ...]
    original: tuple[str, ...]


class _Asked(Frozen):
    """A task as written and resolved."""

    written: written.Task
    task: Task


def check(desk: Desk, outline: Outline, resolved: Resolved) -> None:
    """Warn where a chapter with documents departs from what teaching guides ask of a pack.

    The rules: excerpts of at most a third of a page, five to seven documents, each with a title and asked
    about, questions in the order sourcing, context, close reading, corroboration, and a modified text that is
    simpler than its original.

    Nothing is said of a chapter with mistakes: they come first, and may be why something is missing.
    """
    if outline.refused:
        return
    mistaken = {
        one.primary.span.path for one in desk.diagnostics if one.severity is Severity.ERROR and one.primary
    }
    for chapter, made in zip(outline.chapters, resolved.chapters, strict=True):
        if chapter.path in mistaken:
            continue
        found = tuple(_departing(chapter, made))
        accepted = {str(one.what) for one in chapter.departs}
        for diagnostic in found:
            if diagnostic.code not in accepted:
                desk.say(diagnostic)
        for diagnostic in _needless(chapter, {one.code for one in found}):
            desk.say(diagnostic)


def _needless(chapter: ChapterOutline, found: set[str]) -> Iterator[Diagnostic]:
    """Tell of what is accepted though nothing departs, and of what is accepted twice.

    Nothing is said of what a translation has from its original, which may need it alone.
    """
    known: dict[str, Span] = {}
    for departure in chapter.departs:
        if departure.what.span.path != chapter.path:
            continue
        code = str(departure.what)
        if code in known:
            said = warning("departure-needless", f"`{code}` is accepted twice", departure.what.span)
            yield said.beside(known[code], "accepted here").hint("take one of them out")
        elif code not in found:
            message = f"`{code}` is accepted, but there is nothing of it in this chapter"
            yield warning("departure-needless", message, departure.what.span).hint("take it out of `departs`")
        known.setdefault(code, departure.what.span)


def _departing(chapter: ChapterOutline, made: Chapter) -> Iterator[Diagnostic]:
    pieces = tuple(_pieces(chapter, made))
    for piece in pieces:
        yield from _modified(piece)
    if len(pieces) < PACK:
        return
    asked = tuple(_tasks(chapter, made))
    yield from _size(chapter, pieces)
    for piece in pieces:
        yield from _long(piece)
        yield from _untitled(piece)
    yield from _unasked(chapter, pieces, asked)
    yield from _kinds(asked)


def _pieces(chapter: ChapterOutline, made: Chapter) -> Iterator[_Piece]:
    for block, one in zip(chapter.blocks, made.blocks, strict=True):
        if isinstance(one.content, Document) and isinstance(block.content, written.DocumentBlock):
            original = _quoted(one.content)
            ours = " ".join(withholding.runs(one.content.modified)) if one.content.modified else ""
            yield _Piece(
                str(block.id or ""),
                bool(one.title),
                block.span,
                one.content,
                _words(ours) if one.content.modified else original,
                original,
            )


def _tasks(chapter: ChapterOutline, made: Chapter) -> Iterator[_Asked]:
    for block, one in zip(chapter.blocks, made.blocks, strict=True):
        if isinstance(one.content, Tasks) and isinstance(block.content, written.TasksBlock):
            for task, resolved in zip(block.content.tasks, one.content.tasks, strict=True):
                yield _Asked(task, resolved)


def _quoted(document: Document) -> tuple[str, ...]:
    quotation = document.excerpt.quotation if document.excerpt else None
    if not isinstance(quotation, Quotation):
        return ()
    return _words(" ".join(piece.text for piece in quotation.pieces if isinstance(piece, Verbatim)))


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text))


# ── each document ───────────────────────────────────────────────────────────────────────────────────


def _modified(piece: _Piece) -> Iterator[Diagnostic]:
    """Warn of a modified text that changes nothing, or is longer than the original.

    Letters are counted: simple words are short, and more of them are needed.
    """
    if not piece.document.modified or not piece.original:
        return
    ours, theirs = (sum(map(len, words)) for words in (piece.printed, piece.original))
    if [word.casefold() for word in piece.printed] == [word.casefold() for word in piece.original]:
        message = "the modified text has the same words as the original"
        found = warning("pack-modified", message, piece.span)
        yield found.hint("take `modified` out: the original is printed then", *_accepting("pack-modified"))
    elif ours > theirs * LONGER:
        message = f"the modified text is longer than the original: {ours} letters for {theirs}"
        found = warning("pack-modified", message, piece.span)
        yield found.hint("make it shorter, or explain hard words by `glosses`", *_accepting("pack-modified"))


def _long(piece: _Piece) -> Iterator[Diagnostic]:
    if len(piece.printed) > LONG:
        message = f"expected a document of at most {LONG} words, found {len(piece.printed)}"
        found = warning("pack-document-long", message, piece.span)
        yield found.hint(
            "leave words out with `[…]`, or make two documents of it", *_accepting("pack-document-long")
        )


def _untitled(piece: _Piece) -> Iterator[Diagnostic]:
    if not piece.titled:
        message = f"the document{_named(piece)} has no title"
        found = warning("pack-document-untitled", message, piece.span)
        yield found.hint("add `title:` beside `document:`", *_accepting("pack-document-untitled"))


def _named(piece: _Piece) -> str:
    return f" `{piece.id}`" if piece.id else ""


# ── the pack ────────────────────────────────────────────────────────────────────────────────────────


def _size(chapter: ChapterOutline, pieces: tuple[_Piece, ...]) -> Iterator[Diagnostic]:
    if FEWEST <= len(pieces) <= MOST:
        return
    message = f"expected a pack of five to seven documents, found {len(pieces)}"
    found = warning("pack-size", message, chapter.title.span)
    what = "add documents that disagree with these" if len(pieces) < FEWEST else "make two chapters of them"
    yield found.hint(what, *_accepting("pack-size"))


def _unasked(
    chapter: ChapterOutline, pieces: tuple[_Piece, ...], asked: tuple[_Asked, ...]
) -> Iterator[Diagnostic]:
    """Warn of documents that no task names: by `about`, by `gaps`, or by a reference in its question."""
    if not asked:
        message = f"no task asks about any of the {len(pieces)} documents"
        found = warning("pack-document-unasked", message, chapter.title.span)
        yield found.hint("add a block `tasks`", *_accepting("pack-document-unasked"))
        return
    named = {name for one in asked for name in (*one.task.about, one.task.gaps)}
    named |= {one.target for each in asked for one in every(Reference, each.task.question)}
    for piece in pieces:
        if piece.id not in named or not piece.id:
            message = f"no task asks about the document{_named(piece)}"
            found = warning("pack-document-unasked", message, piece.span)
            what = (
                f"write `about: {piece.id}` in a task" if piece.id else "give it an `id`, and a task `about`"
            )
            yield found.hint(what, *_accepting("pack-document-unasked"))


def _kinds(asked: tuple[_Asked, ...]) -> Iterator[Diagnostic]:
    """Warn of kinds of tasks that are missing from a pack, and of those out of order."""
    if not asked:
        return
    kinds = [one for one in asked if one.written.kind]
    missing = [kind for kind in TASK_KINDS if kind not in {one.written.kind for one in kinds}]
    if missing:
        message = f"no task of this pack is of the kind {_either(missing)}"
        found = warning("pack-task-kinds", message, asked[0].written.span)
        yield found.hint(f"add a task with `kind: {missing[0]}`", *_accepting("pack-task-kinds"))
    for before, after in pairwise(kinds):
        if TASK_KINDS.index(after.written.kind) < TASK_KINDS.index(before.written.kind):
            message = f"a task of the kind `{after.written.kind}` comes after one of `{before.written.kind}`"
            found = warning("pack-task-kinds", message, after.written.span)
            found = found.beside(before.written.span, f"`{before.written.kind}`")
            order = ", ".join(TASK_KINDS)
            yield found.hint(f"put the tasks in the order {order}", *_accepting("pack-task-kinds"))


def _either(kinds: list[str]) -> str:
    named = [f"`{kind}`" for kind in kinds]
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} or {named[-1]}"


def _accepting(code: str) -> tuple[str, ...]:
    return (f"or accept it: beside `title:`, `departs:`, and beneath it `- what: {code}` and `because:`",)
