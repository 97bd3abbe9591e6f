"""Sources as quoted: the lines that are used, what is printed of them marked, and the pages that print it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, takewhile

from markupsafe import Markup

from roa_dossier.frozen import Frozen
from roa_dossier.model.book import Mention
from roa_dossier.model.outline import SourceEntry
from roa_dossier.model.source import Block, MarkKind, PartKind, Source
from roa_dossier.render.aids.pages import Body, Leaf
from roa_dossier.render.markup import Made, Node, Nodes, element, html
from roa_dossier.render.notice import licence
from roa_dossier.render.writer import Writer

Range = tuple[int, int]
Piece = tuple[int, int, str, bool]
"""Start, stop and characters of what is printed of a block, and whether it is a mark of the source's."""

CLOSING = ".,;:!?…)]}\"'”’“»"
"""What belongs to the words before it: it stands between them and their pages."""


class LineView(Frozen):
    """A line of a snapshot as far as it may be quoted; or, without words, lines that are not used."""

    number: str
    words: Markup
    unused: str = ""
    head: bool = False


class SourceAsQuoted(Frozen):
    """A source; `refused` says why it is not reprinted, with what is printed of it."""

    siglum: str
    title: Markup
    lines: tuple[LineView, ...]
    refused: str


class _Used(Frozen):
    """A run of a source's text that the chapters use, what they print of it, and the pages that do."""

    anchor: str
    start: int
    stop: int
    leaves: tuple[Leaf, ...]
    printed: tuple[Range, ...]


def values(body: Body) -> dict[str, object]:
    """Prepare every source of which words are printed."""
    passages = body.by_key("passage")
    return {
        "sources": [
            _source(body, entry, body.desk.sources[str(entry.key)], passages[str(entry.key)])
            for entry in body.desk.outline.sources
            if str(entry.key) in passages and str(entry.key) in body.desk.sources
        ]
    }


def _source(body: Body, entry: SourceEntry, source: Source, mentions: list[Mention]) -> SourceAsQuoted:
    writer = Writer(body.desk)
    title = html(writer.line(body.desk.apparatus.references.get(source.key, ())))
    if entry.licence is not None and entry.licence.passes_on:
        return SourceAsQuoted(source.siglum, title, tuple(_lines(body, source, mentions)), "")
    say, counted = body.desk.say, _counted(body, source, mentions)
    refused = say.not_reprinted.format(
        licence=licence(entry, say) if entry.licence else say.no_permission,
        words=say.number(counted[0]),
        total=say.count(counted[1], say.words_of),
    )
    return SourceAsQuoted(source.siglum, title, (), refused)


def _counted(body: Body, source: Source, mentions: Iterable[Mention]) -> tuple[int, int]:
    """Give how many words of a source are printed, each place once, and how many may be quoted."""
    for counted in body.desk.resolved.criticism:
        if counted.source == source.key and counted.total:
            return counted.words, counted.total
    ranges = merged(source.text, (each for mention in mentions for each in mention.printed))
    printed = sum(len(source.text[start:stop].split()) for start, stop in ranges)
    return printed, sum(len(block.text.chars.split()) for block in source.blocks)


def merged(text: str, ranges: Iterable[Range]) -> list[Range]:
    """Join ranges of one line that overlap, or between which there is nothing but white space."""
    found: list[Range] = []
    for start, stop in sorted(ranges):
        between = text[found[-1][1] : start] if found else ""
        if found and not between.strip() and "\n" not in between:
            found[-1] = (found[-1][0], max(found[-1][1], stop))
        else:
            found.append((start, stop))
    return found


# ── the lines ───────────────────────────────────────────────────────────────────────────────────────


def _used(body: Body, source: Source, mentions: list[Mention]) -> list[_Used]:
    """Give what is used of a source in runs, each with all pages that print any of it."""
    found: list[_Used] = []
    for start, stop in merged(source.text, (each for mention in mentions for each in mention.ranges)):
        here = [
            mention
            for mention in mentions
            if any(low < stop and start < high for low, high in mention.ranges)
        ]
        anchor = f"used.{source.key}.{len(found)}"
        leaves = body.leaves(here)
        body.claim(anchor, leaves, (mention.text for mention in here))
        printed = merged(source.text, (each for mention in here for each in mention.printed))
        found.append(_Used(anchor, start, stop, leaves, tuple(printed)))
    return found


def _lines(body: Body, source: Source, mentions: list[Mention]) -> Iterator[LineView]:
    """Give the lines of every block that is used, and say between them which lines are not."""
    used = _used(body, source, mentions)
    done = 0
    for block in source.blocks:
        here = [run for run in used if run.start < block.stop and block.start < run.stop]
        if not here or block.kind is PartKind.CHROME:
            continue
        first = source.lines.line(block.start)
        last = source.lines.line(max(block.start, block.stop - 1))
        unused = [line for line in range(done + 1, first) if _has_words(source, line)] if done else []
        if unused:
            between = body.desk.say.lines(unused[0], unused[-1])
            yield LineView("", Markup(""), body.desk.say.not_used.format(lines=between))
        yield from _block(body, source, block, here)
        done = max(done, last)


def _has_words(source: Source, line: int) -> bool:
    start, stop = source.lines.span(line)
    return any(
        block.text.chars.strip() for block in source.blocks if block.start < stop and start < block.stop
    )


def _block(body: Body, source: Source, block: Block, used: list[_Used]) -> Iterator[LineView]:
    """Give the lines of one block: what may be quoted, the source's marks among it."""
    head = block.kind in (PartKind.TITLE, PartKind.HEADING, PartKind.APPENDED_TITLE)
    pieces = _pieces(source, block)
    first = source.lines.line(block.start)
    for line in range(first, source.lines.line(max(block.start, block.stop - 1)) + 1):
        start, stop = source.lines.span(line)
        here = [piece for piece in pieces if start <= piece[0] < stop]
        words = html(_set(body, here, used))
        if words.striptags().strip():
            yield LineView(str(line), words, head=head)


def _pieces(source: Source, block: Block) -> list[Piece]:
    """Give start, stop and characters of what is printed of a block; the source's marks are told apart."""
    chars = block.text.chars
    found = [(*block.text.origin(at, at + 1), char, False) for at, char in enumerate(chars)]
    marks = [mark for mark in source.marks if block.start <= mark.start < block.stop]
    for mark in marks:
        words = source.text[mark.start : mark.stop].strip()
        if mark.kind is MarkKind.CITATION_NEEDED:
            words = "[citation needed]" if "citation" in words.lower() else words
        found.append((mark.start, mark.stop, words, True))
    return sorted(found, key=lambda piece: piece[:2])


def _set(body: Body, pieces: list[Piece], used: list[_Used]) -> Iterator[Node]:
    """Set characters, what is used of them marked, with its pages behind it and the stop that follows it."""
    groups = [(run, list(group)) for run, group in groupby(pieces, key=lambda piece: _of(piece, used))]
    for at, (run, group) in enumerate(groups):
        if run is None:
            yield from _nodes(group)
            continue
        following = groups[at + 1][1] if at + 1 < len(groups) and groups[at + 1][0] is None else []
        after = list(takewhile(lambda piece: not piece[3] and piece[2] in CLOSING, following))
        del following[: len(after)]
        ends = at + 1 < len(groups) or group[-1][1] >= run.stop
        yield _run(body, run, _marked(run, group), _nodes(after), ends=ends)


def _of(piece: Piece, used: list[_Used]) -> _Used | None:
    start, stop, _, _ = piece
    return next((run for run in used if start < run.stop and run.start < stop), None)


def _marked(run: _Used, pieces: list[Piece]) -> Nodes:
    """Mark what is printed of a run, and what a printed value rests on."""
    return tuple(
        element("mark", *_nodes(group), class_="used" if printed else "rests")
        for printed, group in groupby(pieces, key=lambda piece: _is_printed(run, piece))
    )


def _is_printed(run: _Used, piece: Piece) -> bool:
    return any(start < piece[1] and piece[0] < stop for start, stop in run.printed)


def _nodes(pieces: Iterable[Piece]) -> Nodes:
    return tuple(
        element("span", chars, class_="mark-of-source") if mark else chars for _, _, chars, mark in pieces
    )


def _run(body: Body, run: _Used, inside: Nodes, after: Nodes, *, ends: bool) -> Node:
    """Set a run with what closes it and its pages; a run that goes on in another line has none yet."""
    if not ends or not run.leaves:
        return element("span", *inside, *after)
    pages = Markup('\u00a0<span class="pages">→\u00a0{}</span>').format(body.pages(run.leaves))
    return element(
        "span", *inside, *after, Made(pages, pages.striptags()), class_="passage-used", id=run.anchor
    )
