"""The reader for an encyclopaedia article scraped to text: its parts, its marks, its own apparatus."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from roa_dossier.frozen import replace
from roa_dossier.model.source import Block, Mark, MarkKind, PartKind, Record
from roa_dossier.patterns import regex
from roa_dossier.read import apparatus, appended, chrome, infobox, pictures, tables
from roa_dossier.read import marks as marks_
from roa_dossier.read.fields import fields
from roa_dossier.read.parts import Part, Reading, mute, whole
from roa_dossier.read.rows import Line, groups
from roa_dossier.text import Text

_BULLET = regex(r"(?:[-–—*•·]|[0-9]{1,2}[.)])\s+(?=\S)")
_HEAD_MARKS = regex(r"(?:#{1,6}|={2,6})\s*(.*?)\s*(?:#{1,6}|={2,6})?")
_TRAILING_MARKS = regex(r"(?:\s*\[[^\[\]]{1,20}\])+$")
_HEADING_LIMIT = 120
_LONG_PROSE = 120
_WRAPPED = (50, 130)
_CLOSERS = "\"'”’»“)]"
_IN_SENTENCES = frozenset((PartKind.BODY, PartKind.APPENDED, PartKind.NOTE, PartKind.REFERENCE))
_FRONT = frozenset((PartKind.TITLE, PartKind.CHROME, PartKind.INFOBOX, PartKind.CAPTION))
_WITHOUT_SECTION = frozenset((PartKind.CHROME, PartKind.TITLE, PartKind.NOTE, PartKind.REFERENCE))
_RECORDS = {PartKind.NOTE: MarkKind.NOTE, PartKind.REFERENCE: MarkKind.REFERENCE}

Run = tuple[Line, ...]


def reading(text: str) -> Reading:
    """Tell the parts of `text` apart (DESIGN.md §5), with every mark's reach and every record."""
    parts = appended.labelled(text, _parts(text))
    words = [marks_.without_marks(text, part.words) for part in parts]
    blocks = tuple(_blocks(parts, [one.text for one in words]))
    return Reading(blocks, tuple(_marks(blocks, words)), tuple(_records(blocks)))


def _blocks(parts: Sequence[Part], texts: Sequence[Text]) -> Iterator[Block]:
    """Number the body's paragraphs and give every block the heading it stands under."""
    paragraph, section = 0, ""
    for part, text in zip(parts, texts, strict=True):
        if part.kind is PartKind.HEADING:
            section = text.chars
        number = part.number
        if part.kind is PartKind.BODY:
            paragraph += 1
            number = paragraph
        under = "" if part.kind in _WITHOUT_SECTION else section
        yield Block(part.kind, part.start, part.stop, text, number, under, part.label, part.icon)


def _records(blocks: Sequence[Block]) -> Iterator[Record]:
    for block in blocks:
        if block.kind in _RECORDS and block.number is not None:
            told = fields(block.text.chars)
            yield Record(_RECORDS[block.kind], block.number, block.start, block.stop, block.text, told)


# ── marks ───────────────────────────────────────────────────────────────────────────────────────────


def _marks(blocks: Sequence[Block], words: Sequence[marks_.Words]) -> Iterator[Mark]:
    table = 0
    for index, (block, found) in enumerate(zip(blocks, words, strict=True)):
        if index and blocks[index - 1].kind is not PartKind.TABLE:
            table = index
        chars = block.text.chars
        places = [placed.at for placed in found.marks]
        reaches = marks_.reaches(chars, places) if block.kind in _IN_SENTENCES else {}
        for placed in found.marks:
            if placed.at in reaches:
                reach = _in_paragraph(blocks, index, reaches[placed.at], placed.start)
            else:
                reach = _in_line(block, blocks[table].start)
            yield Mark(placed.kind, placed.number, placed.start, placed.stop, reach)


def _in_paragraph(blocks: Sequence[Block], index: int, words: tuple[int, int], mark: int) -> tuple[int, int]:
    """Map a reach to the source; one that ends its paragraph with a colon goes on over the list below."""
    text = blocks[index].text
    if words[0] >= words[1]:
        return (mark, mark)
    start, stop = text.origin(*words)
    if words[1] == len(text) and text.chars.endswith(":"):
        stop = max(stop, _last_of(blocks, index + 1, PartKind.LIST))
    return start, stop


def _in_line(block: Block, table: int) -> tuple[int, int]:
    """Give the reach of a mark in a line: that line, or the table from `table` on for a line "Source: …"."""
    if block.kind is PartKind.TABLE and block.number is None:
        return table, block.stop
    return block.text.origin(0, len(block.text)) if block.text else (block.start, block.stop)


def _last_of(blocks: Sequence[Block], index: int, kind: PartKind) -> int:
    stop = 0
    while index < len(blocks) and blocks[index].kind is kind:
        stop = blocks[index].stop
        index += 1
    return stop


# ── parts ───────────────────────────────────────────────────────────────────────────────────────────


def _parts(text: str) -> list[Part]:
    runs = tuple(groups(text))
    _, last = chrome.edges(runs)
    own = apparatus.found(text, runs[:last])
    found: list[Part] = []
    title, begun, in_summaries = "", False, False
    for index, run in enumerate(runs):
        if index >= last or (not begun and chrome.is_chrome(run)):
            fresh = [mute(PartKind.CHROME, line) for line in run]
        elif index in own:
            fresh = own[index]
        elif in_summaries:
            fresh = [_summary(line) for line in run]
        elif begun:
            fresh = _body(run)
        else:
            fresh, title = _front(run, title)
        begun = begun or not _is_front(fresh)
        in_summaries = in_summaries or _opens_summaries(fresh, text)
        found += fresh
    return found


def _is_front(found: Sequence[Part]) -> bool:
    return all(part.kind in _FRONT for part in found)


def _opens_summaries(fresh: Sequence[Part], text: str) -> bool:
    return any(
        part.kind is PartKind.HEADING and appended.opens(text[part.start : part.stop]) for part in fresh
    )


def _front(run: Run, title: str) -> tuple[list[Part], str]:
    """Read a run before the first paragraph: the title, which may stand twice, and the infobox."""
    found: list[Part] = []
    box = infobox.is_infobox(run)
    if (run[0].chars == title) or (not title and not _is_prose(run[0].chars) and (box or len(run) == 1)):
        title = title or run[0].chars
        found.append(whole(PartKind.TITLE, run[0]))
        run = run[1:]
    if not run:
        return found, title
    return found + (infobox.parts(run) if box else _body(run)), title


def _body(run: Run) -> list[Part]:
    """Read a run among the paragraphs: captions taken out, then whatever the lines between them are."""
    if tables.is_table(run):
        return tables.parts(run)
    found: list[Part] = []
    lines: list[Line] = []
    for one in _without_remains(pictures.taken_out(run)):
        if isinstance(one, Line):
            lines.append(one)
            continue
        found += [*_lines(tuple(lines)), one]
        lines = []
    return found + _lines(tuple(lines))


def _without_remains(run: Sequence[Part | Line]) -> Iterator[Part | Line]:
    for one in run:
        if isinstance(one, Line):
            yield from pictures.remains(one)
        else:
            yield one


def _lines(run: Run) -> list[Part]:
    if not run:
        return []
    if len(run) == 1 and not _BULLET.match(run[0].chars):
        return [_single(run[0])]
    if _BULLET.match(run[0].chars) and (len(run) > 1 or run[0].chars[0] in "-–—*•·"):
        return _bullets(run)
    if _is_wrapped(run):
        start, stop = run[0].start, run[-1].stop
        return [Part(PartKind.BODY, start, stop, ((start, stop),))]
    if all(_is_prose(line.chars) and len(line.chars) > _LONG_PROSE for line in run[1:]):
        return [_single(line) for line in run]
    return [whole(PartKind.LIST, line) for line in run]


def _single(line: Line) -> Part:
    if len(line.chars) > _HEADING_LIMIT or _is_prose(line.chars):
        return whole(PartKind.BODY, line)
    marked = _HEAD_MARKS.fullmatch(line.chars)
    if marked and marked.group(1):
        words = (line.start + marked.start(1), line.start + marked.end(1))
        return Part(PartKind.HEADING, line.start, line.stop, (words,))
    return whole(PartKind.HEADING, line)


def _bullets(run: Run) -> list[Part]:
    """Read a list whose items begin with a bullet or a number; other lines go on with the item above."""
    found: list[Part] = []
    for line in run:
        match = _BULLET.match(line.chars)
        if match:
            words = (line.start + match.end(), line.stop)
            found.append(Part(PartKind.LIST, line.start, line.stop, (words,)))
        else:
            last = found[-1]
            words = (last.words[0][0], line.stop)
            found[-1] = replace(last, stop=line.stop, words=(words,))
    return found


def _summary(line: Line) -> Part:
    return whole(PartKind.APPENDED, line) if _is_prose(line.chars) else appended.title(line)


def _is_prose(chars: str) -> bool:
    """Whether a line reads like a paragraph: it ends with a stop or a colon, or is too long for a head."""
    bare = _TRAILING_MARKS.sub("", chars[-400:]).rstrip(_CLOSERS)
    return len(chars) > _HEADING_LIMIT or bare[-1:] in tuple(".!?…:;")


def _is_wrapped(run: Run) -> bool:
    """Whether lines of about one length, one of which goes on in lower case, are one paragraph."""
    low, high = _WRAPPED
    return all(low <= len(line.chars) <= high for line in run[:-1]) and any(
        line.chars[0].islower() for line in run[1:]
    )
