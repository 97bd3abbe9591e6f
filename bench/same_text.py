"""Set documents line by line and whole, and compare: the same words, the same notes, nothing too wide.

    .venv/bin/python bench/same_text.py [--first 1] [--documents 200] [--least 10] [--most 25] [--jobs 2]
    .venv/bin/python bench/same_text.py --projects

Random documents are made by tests/random_documents.py, each from its number; `--projects` sets the gallery,
the starting projects and every chapter of this repository's dossier instead. Each is set line by line and
with the breaks of its paragraphs chosen together, some of them twice. Compared are the words of every
element, the layout's hyphens taken out; the letters of the PDF; which notes are called, and where they
stand; how many lines of a paragraph stand alone; what goes beyond its measure; what the engine says; the
bytes. Prints every difference with the number of its document, and the fewest blocks that still show it.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any
from unittest import mock

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests"), str(ROOT / "docs/make")]

from weasyprint.formatting_structure import boxes  # noqa: E402

from random_documents import PICTURES, Document, document  # noqa: E402
from roa_dossier import layout, pdf  # noqa: E402
from roa_dossier.frozen import replace  # noqa: E402
from roa_dossier.layout import engine  # noqa: E402
from roa_dossier.model.book import Manuscript, Typesetting  # noqa: E402
from roa_dossier.model.lines import HYPHENATIONS, LineCount, LineRules  # noqa: E402

HYPHEN = "\u2010"
"""What the layout sets where it breaks a word."""

HANGING = 0.45
"""By how much of its size a line's first or last sign may hang over its measure."""

TIGHTEST = -0.12
"""By how much of the size a space may be narrowed: a third of the widest of the faces in use."""

ROUNDING = 0.01
UNSEEN = dict.fromkeys(map(ord, "\u00ad" + HYPHEN))
UNPRINTED = re.compile(r"[\s\d\x02\ufffe\u00ad\u200b\u2010-]+")
"""What of a PDF's text depends on where lines and pages end."""


Key = tuple[int, str]
"""An element: its place among all those of the document, and its tag with that of a pseudo-element."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its words; how far it goes beyond its measure, and how much its spaces are widened, in ems."""

    text: str
    beyond: float
    widened: float


@dataclass(slots=True)
class Part:
    """The lines of an element on one page or in one column.

    Attributes:
        page: from 0.
        least: how many may stand alone at a page's foot, and at its head; 0 for what is part of an element.
        lines: in order.
        measure: how wide they may be, in whole units of the engine.

    """

    page: int
    least: tuple[int, int]
    lines: list[Line]
    measure: int = 0


@dataclass(slots=True)
class Setting:
    """What one layout of a document came to.

    Attributes:
        failure: what was raised; "" where nothing was.
        parts: of each element, in order: those of the text, and those of the notes.
        names: what an element is called in messages.
        written: its letters in the document.
        calls: the page of each note's call.
        stands: the pages on which each note stands.
        pages: how many.
        remarks: what the engine said.
        pdf: the bytes.
        count: how its paragraphs were set.

    """

    failure: str = ""
    parts: tuple[dict[Key, list[Part]], dict[Key, list[Part]]] = field(default_factory=lambda: ({}, {}))
    names: dict[int, str] = field(default_factory=dict)
    written: dict[int, str] = field(default_factory=dict)
    calls: dict[int, int] = field(default_factory=dict)
    stands: dict[int, list[int]] = field(default_factory=dict)
    pages: int = 0
    remarks: frozenset[str] = frozenset()
    pdf: bytes = b""
    count: LineCount = field(default_factory=LineCount)


@dataclass(frozen=True, slots=True)
class Difference:
    """What two settings do not share: its kind, the element, and what is the matter."""

    kind: str
    where: str = ""
    detail: str = ""


# ── setting ─────────────────────────────────────────────────────────────────────────────────────────


def setting(manuscripts: tuple[Manuscript, ...], typesetting: Typesetting, lines: LineRules) -> Setting:
    """Set manuscripts in this process, and read their lines before they are drawn."""
    job = layout.commissioned(manuscripts, replace(typesetting, lines=lines))
    made = Setting()
    end_bars = engine.torn.end_bars

    def read(laid: Any) -> None:
        Reader(made).read(laid)
        end_bars(laid)

    with mock.patch.object(engine.torn, "end_bars", read):
        try:
            outcome = engine.lay_out(job)
        except Exception as fault:
            made.failure = f"{type(fault).__name__}: {fault}"[:300]
            return made
    made.pdf, made.count = outcome.pdf, outcome.lines
    made.remarks = frozenset(one.text for one in outcome.remarks)
    if outcome.failure:
        made.failure = f"{outcome.failure.cause} {outcome.failure.detail}"
    return made


class Reader:
    """Reads the lines of a document that was laid out."""

    def __init__(self, made: Setting) -> None:
        self.made = made
        self.numbers: dict[Any, int] = {}

    def read(self, laid: Any) -> None:
        """Read all pages."""
        self.made.pages = len(laid.pages)
        for number, page in enumerate(laid.pages):
            root, *rest = page._page_box.children
            areas = [box for box in rest if isinstance(box, boxes.FootnoteAreaBox)]
            if not number:
                self.numbers = {element: at for at, element in enumerate(root.element.iter())}
                self.made.names.update((at, _name(element)) for element, at in self.numbers.items())
                self.made.written.update((at, written(element)) for element, at in self.numbers.items())
            body, notes = self.made.parts
            for into, box in ((body, root), *((notes, area) for area in areas)):
                self.page(box, number, into)
            for box in _all(root):
                if (note := getattr(box, "footnote", None)) is not None:
                    self.made.calls[self.numbers[note.element]] = number
            for box in (box for area in areas for box in _all(area)):
                if box.element is not None and "note" in (box.element.get("class") or "").split():
                    stands = self.made.stands.setdefault(self.numbers[box.element], [])
                    if number not in stands:
                        stands.append(number)

    def page(self, box: Any, number: int, into: dict[Key, list[Part]]) -> None:
        """Read a page's text or notes; heads of tables that are printed again, only where they are first."""
        new: dict[Key, None] = {}
        for owner, repeated in _owners(box):
            key = self.numbers.get(owner.element, -1), owner.element_tag
            if repeated and key in into and key not in new:
                continue
            new[key] = None
            own = type(owner.style).__name__ != "AnonymousStyle"
            least = (owner.style["orphans"], owner.style["widows"]) if own else (0, 0)
            lines = [_line(line, owner) for line in owner.children if isinstance(line, boxes.LineBox)]
            into.setdefault(key, []).append(Part(number, least, lines, round(owner.width)))


def _name(element: Any) -> str:
    name = element.get("id") or element.get("class") or ""
    return f"{element.tag} {name}".strip()


def written(element: Any) -> str:
    """Give the letters of an element as the document has them, but of what is set apart from it."""
    found: list[str] = []
    pending: list[Any] = [element]
    while pending:
        one = pending.pop()
        if isinstance(one, str):
            found.append(one)
            continue
        found.append(one.text or "" if isinstance(one.tag, str) else "")
        for child in reversed(one):
            pending.append(child.tail or "")
            if isinstance(child.tag, str) and not _APART.search(
                f"{child.tag} {child.get('class')} {child.get('style')}"
            ):
                pending.append(child)
    return folded("".join(found))


_APART = re.compile(r"^(p|ul|ol|li|div|table|h2)\b|\bnote\b|display|\bfloats\b|font-size: 0|absolute")


def folded(words: str) -> str:
    """Give the letters of words, without case."""
    return "".join(filter(str.isalpha, words.casefold()))


def _all(box: Any) -> Iterator[Any]:
    """Give a box and all in it, what is out of flow too."""
    box = getattr(box, "_box", box)
    yield box
    for child in box.children:
        yield from _all(child)


def _owners(box: Any, repeated: bool = False) -> Iterator[tuple[Any, bool]]:
    """Give the boxes that hold lines, and whether they are in what is printed again on every page."""
    box = getattr(box, "_box", box)
    repeated = repeated or getattr(box, "is_header", False) or getattr(box, "is_footer", False)
    in_line = isinstance(box, boxes.LineBox)  # that of `::first-line` stands in another one
    if not in_line and any(isinstance(child, boxes.LineBox) for child in box.children):
        yield box, repeated
    for child in box.children:
        yield from _owners(child, repeated)


def _line(line: Any, owner: Any) -> Line:
    runs = [*_runs(line)]
    words = [run for run in runs if isinstance(run, boxes.TextBox)]
    size = max((run.style["font_size"] for run in words), default=0) or 1
    start = owner.content_box_x()
    beyond = max(line.position_x + line.width - start - owner.width, start - line.position_x)
    if owner.style["direction"] == "rtl":
        beyond = line.width - owner.width
    widened = min((run.justification_spacing for run in words), default=0)
    return Line("".join(map(_text, runs)), beyond / size, widened / size)


def _runs(box: Any) -> Iterator[Any]:
    """Give what stands in a line."""
    for child in box.children:
        child = getattr(child, "_box", child)
        if not child.is_in_normal_flow():
            continue
        if isinstance(child, boxes.InlineBox | boxes.LineBox):
            yield from _runs(child)
        else:
            yield child


def _text(run: Any) -> str:
    """Give the words of a run; a sign for a picture, a box in the line, or the number of a page."""
    late = run.element is not None and (run.element.get("class") or "") == "page"
    return run.text if isinstance(run, boxes.TextBox) and not late else "\ufffc"


# ── comparing ───────────────────────────────────────────────────────────────────────────────────────


def differences(plain: Setting, fitted: Setting) -> Iterator[Difference]:
    """Tell in what a setting line by line and a fitted one are not alike; that of lines is no difference."""
    if fitted.failure or plain.failure:
        if fitted.failure != plain.failure:
            yield Difference("crash", "", f"plain: {plain.failure or 'none'}; fitted: {fitted.failure}")
        return
    for mine, theirs in zip(plain.parts, fitted.parts, strict=True):
        yield from _words_differ(mine, theirs, plain.names, plain.written)
    yield from _notes_differ(plain, fitted)
    for mine, theirs in zip(plain.parts, fitted.parts, strict=True):
        for key in mine.keys() & theirs.keys():
            for kind, detail in _shape(mine[key], theirs[key]):
                yield Difference(kind, plain.names.get(key[0], ""), detail)
    for remark in sorted(fitted.remarks - plain.remarks):
        yield Difference("remark", "", remark)
    mine, theirs = (read(one.pdf) for one in (plain, fitted))
    if [*map(sorted, mine)] != [*map(sorted, theirs)]:  # cells that go on over pages come in another order
        yield Difference("tags", "", _apart(" ".join(mine), " ".join(theirs)))


def _words_differ(
    mine: dict[Key, list[Part]],
    theirs: dict[Key, list[Part]],
    names: dict[int, str],
    written: dict[int, str],
) -> Iterator[Difference]:
    """Tell of elements whose words are not the same, and of an order that is not."""
    for key in (*mine, *(key for key in theirs if key not in mine)):
        texts = [joined(one.get(key, [])) for one in (mine, theirs)]
        if said := unlike(*texts):
            lost = texts[0].plain != written.get(key[0]) == texts[1].plain
            yield Difference("engine's words" if lost else "words", names.get(key[0], ""), said)
    orders = [[key for key in one if key[1] == "p"] for one in (mine, theirs)]  # cells go on side by side
    for one, other in zip(*orders, strict=False):
        if one != other:
            yield Difference("order", names.get(one[0], ""), f"{names.get(other[0], '')} stands in its place")
            return


@dataclass(frozen=True, slots=True)
class Joined:
    """The words of lines: their letters, and before which of them a space, a line's end, a hyphen stands."""

    letters: str
    spaces: frozenset[int]
    ends: frozenset[int]
    hyphens: frozenset[int]

    @property
    def plain(self) -> str:
        """The letters as they are compared with those of the document."""
        return folded(self.letters)


def joined(parts: list[Part]) -> Joined:
    """Join the lines of an element."""
    letters: list[str] = []
    spaces, ends, hyphens = set(), set(), set()
    for part in parts:
        for line in part.lines:
            for sign in line.text.translate(UNSEEN):
                if sign in " \t\n":
                    spaces.add(len(letters))
                else:
                    letters.append(sign)
            (hyphens if line.text.endswith(HYPHEN) else ends).add(len(letters))
    return Joined("".join(letters), frozenset(spaces), frozenset(ends), frozenset(hyphens))


def unlike(mine: Joined, theirs: Joined) -> str:
    """Say in what words differ; "" where they are the same."""
    if mine.letters != theirs.letters:
        return _apart(mine.letters, theirs.letters)
    inside = range(1, len(mine.letters))
    for one, other in ((mine, theirs), (theirs, mine)):
        for at in inside:
            beside = f"{one.letters[max(0, at - 20) : at]}|{one.letters[at : at + 20]}"
            if at in one.spaces and at in other.hyphens:
                return f"a hyphen for a space: {beside}"
            if at in one.spaces and at not in other.spaces | other.ends:
                return f"a space that the other has not: {beside}"
    torn = [
        at
        for at in theirs.ends - mine.ends - mine.spaces
        if at in inside and _one_word(mine.letters, at) and not _tears(mine, theirs, at)
    ]
    return f"a word torn without a hyphen: {mine.letters[torn[0] - 20 : torn[0] + 20]}" if torn else ""


def _tears(mine: Joined, theirs: Joined, at: int) -> bool:
    """Whether the word of a letter is torn in mine, too, elsewhere: no line holds it."""
    begin = max((space for space in mine.spaces if space <= at), default=0)
    end = min((space for space in mine.spaces if space > at), default=len(mine.letters))
    return any(begin < torn < end for torn in mine.ends - theirs.ends - theirs.spaces)


def _one_word(letters: str, at: int) -> bool:
    """Whether two letters of a script with spaces stand side by side."""
    return all(one.isalpha() and ord(one) < 0x500 for one in letters[at - 1 : at + 1])


def _apart(mine: str, theirs: str) -> str:
    """Show where two texts part."""
    at = next(
        (i for i, (a, b) in enumerate(zip(mine, theirs, strict=False)) if a != b), min(len(mine), len(theirs))
    )
    return f"{mine[max(0, at - 30) : at + 30]!r} became {theirs[max(0, at - 30) : at + 30]!r}"


def _notes_differ(plain: Setting, fitted: Setting) -> Iterator[Difference]:
    """Tell of notes that are not those of the other setting, or do not stand where they should."""
    if [*plain.calls] != [*fitted.calls]:
        yield Difference("notes", "", f"{len(plain.calls)} called, {len(fitted.calls)} when fitted")
    for note, page in fitted.calls.items():
        if note in plain.calls and well_placed(plain, note) and not well_placed(fitted, note):
            detail = (
                f"called on page {page + 1}, stands on {[one + 1 for one in fitted.stands.get(note, [])]}"
            )
            yield Difference("notes", fitted.names[note], detail)


def well_placed(one: Setting, note: int) -> bool:
    """Whether a note stands once, on the page of its call or the next."""
    stands = one.stands.get(note, [])
    return len(stands) == 1 and 0 <= stands[0] - one.calls[note] <= 1


def _shape(mine: list[Part], theirs: list[Part]) -> Iterator[tuple[str, str]]:
    """Tell of lines that stand alone, are too wide or too tight, and are not when set plainly."""
    if len({part.measure for part in (*mine, *theirs)}) > 1:  # lines of one page say little of another's
        return
    if len(alone(theirs)) > len(alone(mine)):
        yield "alone", f"{alone(theirs)} lines, {alone(mine)} when set plainly"
    far, far_plain = (max(_lines(one), key=lambda line: line.beyond, default=None) for one in (theirs, mine))
    if far and far_plain and far.beyond > HANGING and far_plain.beyond <= ROUNDING:
        yield "beyond", f"{far.beyond:.2f} em, {far_plain.beyond:.2f} when set plainly: {far.text}"
    tight, usual = (min(_lines(one), key=lambda line: line.widened, default=None) for one in (theirs, mine))
    if tight and usual and tight.widened < min(usual.widened, TIGHTEST) - ROUNDING:
        yield "tight", f"spaces narrowed by {-tight.widened:.3f} em: {tight.text}"


def _lines(parts: list[Part]) -> Iterator[Line]:
    return (line for part in parts for line in part.lines)


def alone(parts: list[Part]) -> list[int]:
    """Give how many lines stand alone wherever it is fewer than may."""
    parts = [part for part in parts if part.lines]
    short = [len(part.lines) for part in parts[:-1] if len(part.lines) < part.least[0]]
    return [*short, *(len(part.lines) for part in parts[1:] if len(part.lines) < part.least[1])]


def torn_over(one: Setting) -> int:
    """Count the words that are broken over pages."""
    return sum(
        before.lines[-1].text.endswith(HYPHEN)
        for parts in one.parts[0].values()
        for before, after in pairwise(parts)
        if before.lines and after.page > before.page
    )


def read(data: bytes) -> tuple[str, str]:
    """Read a PDF in the order of its tags: its text, and its notes, without spaces, hyphens and figures."""
    read: tuple[list[str], list[str]] = ([], [])
    structure = pdf.structure(data)
    with pdf.drawing(data) as drawing:
        for page in drawing:
            marked: dict[int, list[str]] = {}
            for at, char in enumerate(page.chars):
                if (mark := page.mark(at)) is not None:
                    marked.setdefault(mark, []).append(char)
            of = structure.page(page.number)
            for into, marks in zip(read, (of.text, of.notes), strict=True):
                into.extend("".join(marked.get(mark, ())) for mark in marks)
    text, notes = (UNPRINTED.sub("", "".join(one)) for one in read)
    return text, notes


# ── random documents ────────────────────────────────────────────────────────────────────────────────


AGAIN = 4
"""Every how many random documents are set once more, for their bytes."""


def rules(seed: int) -> LineRules:
    """Give the rules that a random document is set by: all kinds come by turns."""
    return LineRules(hyphenation=HYPHENATIONS[seed % 3], hanging=seed % 4 != 0)


def typeset(one: Document) -> tuple[tuple[Manuscript, ...], Typesetting]:
    """Give what the layout is given of a random document."""
    sheet = Typesetting("A random document", "en", (("random.css", one.css),), images=PICTURES)
    return (Manuscript("one", "One", one.html),), sheet


def found(one: Document, again: bool = True) -> tuple[Setting, Setting, list[Difference]]:
    """Set a random document both ways, the second one twice if `again`; tell of all differences."""
    return both(*typeset(one), rules(one.seed), again)


def both(
    manuscripts: tuple[Manuscript, ...], typesetting: Typesetting, lines: LineRules, again: bool
) -> tuple[Setting, Setting, list[Difference]]:
    """Set manuscripts both ways, the second one twice if `again`; tell of all differences."""
    plain = setting(manuscripts, typesetting, replace(lines, fitted=False))
    fitted = setting(manuscripts, typesetting, lines)
    apart = [*differences(plain, fitted)]
    if again and fitted.pdf and setting(manuscripts, typesetting, lines).pdf != fitted.pdf:
        apart.append(Difference("bytes", "", "set again, the bytes are others"))
    return plain, fitted, apart


def shrunk(one: Document, kind: str, seconds: float) -> Document:
    """Leave out what a difference of this kind does without, as long as there is time."""
    end = time.monotonic() + seconds
    size = len(one.blocks) // 2
    while size:
        at = 0
        while at < len(one.blocks) and time.monotonic() < end:
            less = dataclasses.replace(one, blocks=one.blocks[:at] + one.blocks[at + size :])
            if less.blocks and kind in {each.kind for each in found(less, kind == "bytes")[2]}:
                one = less
            else:
                at += size
        size //= 2
    return one


def told(name: str, plain: Setting, fitted: Setting, apart: list[Difference]) -> Counter[str]:
    """Print the differences of one document; count them and what else there is to count."""
    for each in apart:
        print(f"{name}: {each.kind}: {each.where}: {each.detail}", flush=True)
    counts = Counter({f"with {kind} unlike": 1 for kind in {each.kind for each in apart}})
    counts["documents"] = 1
    counts["with no difference"] = not apart
    counts["pages"], counts["notes"] = fitted.pages, len(fitted.calls)
    counts["paragraphs fitted"] = fitted.count.fitted
    counts.update({f"greedy: {why}": number for why, number in fitted.count.greedy})
    for label, of in (("plain", plain), ("fitted", fitted)):
        counts[f"words broken over pages, {label}"] = torn_over(of)
        counts[f"lines alone, {label}"] = sum(len(alone(one)) for one in of.parts[0].values())
        late = (of.stands.get(note, [page])[0] > page for note, page in of.calls.items())
        counts[f"late notes, {label}"] = sum(late)
        counts[f"notes out of place, {label}"] = sum(not well_placed(of, note) for note in of.calls)
    return counts


def random_ones(first: int, last: int, step: int, least: int, most: int, seconds: float) -> Counter[str]:
    """Compare the random documents of the numbers from `first` to before `last`."""
    counts: Counter[str] = Counter()
    for seed in range(first, last, step):
        one = document(seed, least, most)
        plain, fitted, apart = found(one, again=seed % AGAIN == 0)
        counts.update(told(f"document {seed} ({one.paper})", plain, fitted, apart))
        if counts["documents"] % 10 == 0:
            print(f"{counts['documents']} set, {counts['with no difference']} alike", file=sys.stderr)
        for kind in dict.fromkeys(each.kind for each in apart) if seconds else ():
            less = shrunk(one, kind, seconds)
            print(f"    {kind} with {len(less.blocks)} of {len(one.blocks)} blocks:", flush=True)
            print(*(f"    {block[:1500]}" for block in less.blocks[:3]), sep="\n", flush=True)
    return counts


# ── projects ────────────────────────────────────────────────────────────────────────────────────────


def projects() -> Iterator[tuple[str, Any, str | None]]:
    """Give the projects there are: what each is called, its world, and the chapter to be set alone."""
    import gallery

    from roa_dossier import build, starter
    from roa_dossier.world import Disk, Memory

    yield "gallery", gallery.world(), None
    for kind in starter.KINDS:
        yield f"starter {kind}", Memory(starter.files(kind)), None
    dossier = Disk(ROOT)
    outline = build.library(dossier).outline
    for chapter in outline.chapters if outline else ():
        yield f"chapter {chapter.id}", dossier, str(chapter.id)


class Caught(BaseException):
    """What a build gives to the layout; the build ends here."""

    def __init__(self, manuscripts: tuple[Manuscript, ...], typesetting: Typesetting) -> None:
        super().__init__()
        self.given = manuscripts, typesetting


def given(world: Any, chapter: str | None) -> tuple[tuple[Manuscript, ...], Typesetting] | None:
    """Build a project as far as the layout, late parts left out; None where no edition shows the chapter."""
    from roa_dossier import build

    def caught(manuscripts: tuple[Manuscript, ...], typesetting: Typesetting, late: Any = None) -> None:
        raise Caught(tuple(one for one in manuscripts if one.id != layout.KEPT), typesetting)

    outline = build.library(world).outline
    with mock.patch.object(layout, "pages", caught):
        for edition in outline.editions if outline else ():
            try:
                build.build(world, chapter=chapter, edition=str(edition.key))
            except Caught as catch:
                return catch.given
    return None


def real_ones(at: int, step: int) -> Counter[str]:
    """Compare every `step`th of the projects there are, from one on."""
    counts: Counter[str] = Counter()
    for index, (name, world, chapter) in enumerate(projects()):
        if index % step != at:
            continue
        if (what := given(world, chapter)) is None:
            print(f"{name}: no edition shows it", flush=True)
            continue
        counts.update(told(name, *both(*what, LineRules(), again=True)))
        print(f"{name}: {counts['pages']} pages so far", file=sys.stderr)
    return counts


# ── the command ─────────────────────────────────────────────────────────────────────────────────────


def main() -> None:
    """Compare in several processes, and print what they count together."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--first", type=int, default=1, help="the first document's number")
    parser.add_argument("--documents", type=int, default=200, help="how many")
    parser.add_argument("--least", type=int, default=10, help="blocks that a document has at least")
    parser.add_argument("--most", type=int, default=25, help="blocks that a document has at most")
    parser.add_argument("--shrink", type=float, default=60, help="seconds for each kind of difference")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--projects", action="store_true", help="set the projects there are")
    parser.add_argument("--part", type=int, default=-1, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.part < 0:
        print(_summary(_together(asked.jobs)))
        return
    os.nice(5)
    if asked.projects:
        counts = real_ones(asked.part, asked.jobs)
    else:
        last = asked.first + asked.documents
        counts = random_ones(
            asked.first + asked.part, last, asked.jobs, asked.least, asked.most, asked.shrink
        )
    print(_COUNTED + json.dumps(counts), flush=True)


_COUNTED = "counted "


def _together(jobs: int) -> Counter[str]:
    """Run the same command in parts; pass on what they print, and add up what they count."""
    with ThreadPoolExecutor(jobs) as crew:
        return sum(crew.map(_passed_on, range(jobs)), Counter())


def _passed_on(part: int) -> Counter[str]:
    command = [sys.executable, *sys.argv, "--part", str(part)]
    counts = Counter({"processes that died": 1})
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for line in child.stdout:
            if line.startswith(_COUNTED):
                counts = Counter(json.loads(line.removeprefix(_COUNTED)))
            else:
                print(line, end="", flush=True)
    return counts


def _summary(counts: Counter[str]) -> str:
    return "\n".join(f"{count:>7} {what}" for what, count in sorted(counts.items()))


if __name__ == "__main__":
    main()
