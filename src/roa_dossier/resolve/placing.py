"""Where the notes of a sentence stand, and what becomes one note."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from roa_dossier.diagnostics import Span
from roa_dossier.frozen import replace
from roa_dossier.model.chapter import Call, Citation, Inline, Plain, SourceCite, WorkCite
from roa_dossier.patterns import regex
from roa_dossier.resolve.desk import Desk

Cites = tuple[SourceCite | WorkCite, ...]

_CLOSING = regex(r"[)\].,;:!?…’”]+")
_CLAUSE_END = regex(r"[,;:.!?…]+(?=[\s)’”]|\Z)[)’”]*")
_BARE_AFTER = regex(r"(?:\A|[:(—–;]|\b[Ss]ee(?: also)?|\bcf\.|\b[Cc]ompare)\s*\Z")


@dataclass(slots=True)
class Note:
    """A note on its way to its place: what it holds, and whether it still looks for its clause's end."""

    parts: list[Cites | tuple[Inline, ...]]
    span: Span
    floats: bool = False


def placed(nodes: list[Inline | Note]) -> list[Inline | Note]:
    """Move each note after the punctuation it stands before; a fact's note goes to its clause's end.

    The call stands after punctuation, at the end of the clause; calls that meet become one note
    (CONVENTIONS.md, Notes and bibliography).
    """
    done: list[Inline | Note] = []
    floating: Note | None = None
    queue = deque(nodes)
    while queue:
        node = queue.popleft()
        if isinstance(node, Note) and node.floats:
            floating = _merged(floating, node)
        elif isinstance(node, Note):
            node = _merged(floating, node)
            floating = None
            _strip_blank(done)
            if done and isinstance(before := done[-1], Note):
                done.pop()
                node = _merged(before, node)
            _take_punctuation(done, queue)
            _append_note(done, node)
        elif isinstance(node, Plain) and floating and (end := _CLAUSE_END.search(node.text)):
            done.append(Plain(node.text[: end.end()]))
            if not _note_follows(node.text[end.end() :], queue):
                _append_note(done, floating)
                floating = None
            if rest := node.text[end.end() :]:
                queue.appendleft(Plain(rest)) if floating is None else done.append(Plain(rest))
        else:
            done.append(node)
    if floating:
        _strip_blank(done)
        _append_note(done, floating)
    return done


def _note_follows(rest: str, queue: deque[Inline | Note]) -> bool:
    """Whether the next thing after a clause's end is a note, with which a fact's note becomes one."""
    return not rest.strip() and bool(queue) and isinstance(queue[0], Note)


def _merged(first: Note | None, second: Note) -> Note:
    if first is None:
        return second
    return Note([*first.parts, *second.parts], second.span, second.floats)


def _append_note(placed: list[Inline | Note], note: Note) -> None:
    note.floats = False
    if placed and isinstance(placed[-1], Note):
        placed[-1] = _merged(placed[-1], note)
    else:
        placed.append(note)


def _strip_blank(placed: list[Inline | Note]) -> None:
    if placed and isinstance(placed[-1], Plain):
        text = placed[-1].text.rstrip()
        if text:
            placed[-1] = Plain(text)
        else:
            placed.pop()


def _take_punctuation(placed: list[Inline | Note], queue: deque[Inline | Note]) -> None:
    if not queue or not isinstance(queue[0], Plain):
        return
    text = queue[0].text
    if punctuation := _CLOSING.match(text):
        placed.append(Plain(punctuation.group()))
        queue.popleft()
        if rest := text[punctuation.end() :]:
            queue.appendleft(Plain(rest))


def finished(desk: Desk, nodes: list[Inline | Note], *, in_note: bool = False) -> tuple[Inline, ...]:
    """Make of each note that has its place a call, or in a note of ours a citation in parentheses."""
    done: list[Inline] = []
    for node in nodes:
        if not isinstance(node, Note):
            done.append(node)
        elif in_note:
            _set_in_note(desk, done, node)
        elif body := _body(desk, node):
            done.append(Call(desk.next_call(), body, (), node.span))
    return tuple(_joined(done))


def _body(desk: Desk, note: Note) -> tuple[Inline, ...]:
    """Make one note of what several parts hold: citations first joined, then set one after another."""
    body: list[Inline] = []
    cites: list[SourceCite | WorkCite] = []

    def flush() -> None:
        if cites:
            if body:
                body.append(Plain(" "))
            body.append(Citation(desk.next_citation(), tuple(dict.fromkeys(cites))))
            cites.clear()

    for part in note.parts:
        if part and isinstance(part[0], SourceCite | WorkCite):
            cites.extend(cite for cite in part if isinstance(cite, SourceCite | WorkCite))
        elif part:
            had = bool(body or cites)
            flush()
            if had:
                body.append(Plain(". " if isinstance(body[-1], Citation) else " "))
            body.extend(inline for inline in part if not isinstance(inline, SourceCite | WorkCite))
    flush()
    return tuple(body)


def _set_in_note(desk: Desk, done: list[Inline], note: Note) -> None:
    cites = tuple(cite for part in note.parts for cite in part if isinstance(cite, SourceCite | WorkCite))
    if not cites:
        return
    before = _words_before(done)
    citation = Citation(desk.next_citation(), tuple(dict.fromkeys(cites)))
    if _BARE_AFTER.search(before):
        done.append(citation)
        return
    if done and isinstance(done[-1], Plain):
        done[-1] = Plain(done[-1].text.rstrip())
    done.extend((Plain(" "), replace(citation, bracketed=True)))


def _words_before(done: list[Inline]) -> str:
    """Give the end of what stands so far; what is not plain words counts as a word."""
    last = done[-1].text if done and isinstance(done[-1], Plain) else ""
    return last if len(done) <= 1 and last else f"x{last}" if done else ""


def _joined(nodes: list[Inline]) -> Iterable[Inline]:
    """Join neighbouring runs of ours, and leave out empty ones."""
    text = ""
    for node in nodes:
        if isinstance(node, Plain):
            text += node.text
            continue
        if text:
            yield Plain(text)
            text = ""
        yield node
    if text:
        yield Plain(text)
