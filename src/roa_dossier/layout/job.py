"""What passes between the program and the child process that lays out: plain, picklable values."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from roa_dossier.frozen import Frozen, field
from roa_dossier.model.book import Place
from roa_dossier.model.fragment import Fragment, Share
from roa_dossier.model.lines import LineCount, LineRules
from roa_dossier.model.numbered import Numbered


class Job(Frozen):
    """One layout.

    Attributes:
        head: the document up to and with its `<body>` tag.
        sections: id and HTML of each manuscript, in order.
        css: display path and text of each style sheet, in order.
        images: media type and bytes, by digest.
        fonts: the families that must be installed.
        seconds: how much processor time it may take.
        memory: how many bytes of address space it may take.
        waits: whether the last section only keeps the place of late parts, which are asked for when all
            pages before it are known.
        lines: how lines are broken.
        quick: whether what is quicker stands for the engine's own.

    """

    head: str
    sections: tuple[tuple[str, str], ...]
    css: tuple[tuple[str, str], ...]
    images: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    fonts: tuple[str, ...] = ()
    seconds: int = 60
    memory: int = 2_000_000_000
    waits: bool = False
    lines: LineRules = field(default_factory=LineRules)
    quick: bool = True


class Laid(Frozen):
    """What a child process says of the pages before the late parts: where each anchor fell."""

    places: dict[str, Place]


class Late(Frozen):
    """The answer: the late parts.

    Attributes:
        sections: id and HTML of each, in order; none leaves the book as it is.
        seconds: how much processor time the whole layout may take now.
        memory: how many bytes of address space it may take now.

    """

    sections: tuple[tuple[str, str], ...]
    seconds: int
    memory: int


class Remark(Frozen):
    """One message of the engine.

    Attributes:
        level: `warning` or `error`.
        text: as the engine words it.
        sheet: the style sheet that was being read; "" for none.

    """

    level: str
    text: str
    sheet: str = ""


class UsedFont(Frozen):
    """A font that the PDF uses; `chars` are all characters printed in it, in code point order."""

    family: str
    chars: str


class Cause(StrEnum):
    """Why there is no PDF."""

    NESTING = "nesting"
    MEMORY = "memory"
    TIME = "time"
    DIED = "died"
    FONTS = "fonts"
    TOOL = "tool"
    SEAM = "seam"
    ENGINE = "engine"


class Failure(Frozen):
    """A layout that came to nothing.

    Attributes:
        cause: why.
        detail: what the engine said, in one line; for `FONTS` the missing families, one a line.
        sections: ids of the manuscripts that cannot be laid out alone either.

    """

    cause: Cause
    detail: str = ""
    sections: tuple[str, ...] = ()


class Outcome(Frozen):
    """What a layout gave.

    Attributes:
        pdf: the bytes; empty after a failure.
        first_pages: the page (from 0) on which each section begins, by id.
        remarks: what the engine said, each once, in order.
        refused: the addresses it asked for and was not given, each once, in order.
        fonts: the fonts it used.
        tight: the ids of tables that fit only with their words broken.
        failure: why there is no PDF; None when there is.
        strange: which version of the engine was expected and found, where it is not the one that is mended
            here; "" where it is.
        lines: how many paragraphs had their breaks chosen together, and why others had not.
        numbers: where numbers of pages stand.

    """

    pdf: bytes = b""
    first_pages: dict[str, int] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    refused: tuple[str, ...] = ()
    fonts: tuple[UsedFont, ...] = ()
    failure: Failure | None = None
    tight: tuple[str, ...] = ()
    strange: str = ""
    lines: LineCount = field(default_factory=LineCount)
    numbers: tuple[Numbered, ...] = ()


# ── fragments ───────────────────────────────────────────────────────────────────────────────────────


class Survey(Frozen):
    """What is asked of the engine before manuscripts are laid out: where they begin.

    Attributes:
        head: the document up to and with its `<body>` tag.
        shells: the first tag of each manuscript.
        css: display path and text of each style sheet, in order.
        fonts: the families that must be installed.
        seconds: how much processor time it may take.
        memory: how many bytes of address space it may take.

    """

    head: str
    shells: tuple[str, ...]
    css: tuple[tuple[str, str], ...]
    fonts: tuple[str, ...] = ()
    seconds: int = 60
    memory: int = 2_000_000_000


class Opening(Frozen):
    """How a manuscript begins: whether on a page of its own, and on which side ("" for either)."""

    starts: bool
    side: str = ""


class Surveyed(Frozen):
    """What the engine said of the beginnings.

    Attributes:
        openings: of each manuscript.
        mirrored: whether it matters on which side those begin that may begin on either.
        whole: why the book must be laid out whole; "" where it need not.
        remarks: what the engine said of the style sheets.
        refused: the addresses that these asked for and were not given.
        failure: why nothing is known.

    """

    openings: tuple[Opening, ...] = ()
    mirrored: bool = False
    whole: str = ""
    remarks: tuple[Remark, ...] = ()
    refused: tuple[str, ...] = ()
    failure: Failure | None = None


class Block(Frozen):
    """What a block of a chapter held: digests of all of it, and of its own tag; the blocks in it.

    Blocks are told only of one that holds nothing else.
    """

    whole: bytes
    own: bytes
    inside: tuple[Block, ...] = ()


class State(Frozen):
    """What a page is made from, before it is made.

    Attributes:
        resume: where the text goes on, as the engine has it.
        next_page: which kind of page is wanted.
        right: whether it is a right one.
        counts: its counters.
        groups: the pages that it is grouped with.
        notes: how many notes wait for their pages.
        clear: whether nothing is handed to it from the page before but text.
        inside: whether the text goes on inside a paragraph, or in several places.
        over: a digest of how the lines were chosen of what goes on.
        in_table: whether a table goes on there, which is one with its part on the page before.

    """

    resume: Any
    next_page: dict[str, Any]
    right: bool
    counts: list[Any]
    groups: list[Any]
    notes: int
    clear: bool
    inside: bool
    over: bytes
    in_table: bool = False

    @property
    def free(self) -> bool:
        """Whether the page can be made without the one before it."""
        return self.clear and not self.inside and not self.in_table


class Past(Frozen):
    """What is remembered of the layout of a chapter, so that pages can stay in the next.

    Attributes:
        fixed: a digest of what has to be the same.
        digits: how many digits the number of the page has that an anchor stands on.
        path: where the section stands in the engine's tree.
        blocks: what it held.
        notes: how many notes it has.
        sizes: of the first page, as the engine has them.
        states: what each page was made from; and what would follow the last.
        shares: what the pages have of the fragment that were drawn together.
        lines: how the paragraphs were set that begin on these.

    """

    fixed: bytes
    digits: dict[str, int]
    path: tuple[int, ...]
    blocks: Block
    notes: int
    sizes: dict[str, Any] = field(default_factory=dict)
    states: tuple[State, ...] = ()
    shares: tuple[Share, ...] = ()
    lines: tuple[LineCount, ...] = ()


class Last(Frozen):
    """A chapter as it was laid out last: what is remembered of that, its pages, and the blank one."""

    past: Past
    fragment: Fragment
    blank: Fragment | None = None


class Run(Frozen):
    """Manuscripts that are laid out alone, as a fragment of a book.

    Attributes:
        head: the document up to and with its `<body>` tag.
        sections: id and HTML of each manuscript, in order.
        css: display path and text of each style sheet, in order.
        before: the first tag of the manuscript before them, for rules that look at it; "" for none.
        images: media type and bytes of the pictures that these show, by digest.
        fonts: the families that must be installed.
        seconds: how much processor time it may take.
        memory: how many bytes of address space it may take.
        lines: how lines are broken.
        side: of its first page: `right` or `left`.
        blank: whether a blank page is made too, which may stand before it.
        begins: whether its first page is the first of the book.
        digits: how many digits the number of the page has that an anchor stands on.
        first: how many digits the number of its own first page has.
        grows: the pages (from 0) whose numbers have one digit more than that before them.
        total: how many digits the number of all pages has.
        known: the digests of the files of fonts that need not be given again.
        last: how it was laid out last, where it is known: pages that stay are taken over.

    """

    head: str
    sections: tuple[tuple[str, str], ...]
    css: tuple[tuple[str, str], ...]
    before: str = ""
    images: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    fonts: tuple[str, ...] = ()
    seconds: int = 60
    memory: int = 2_000_000_000
    lines: LineRules = field(default_factory=LineRules)
    side: str = "right"
    blank: bool = False
    begins: bool = False
    digits: tuple[tuple[str, int], ...] = ()
    first: int = 1
    grows: tuple[int, ...] = ()
    total: int = 2
    known: frozenset[str] = frozenset()
    last: Last | None = None

    def folio(self, page: int) -> int:
        """Give how many digits the number of a page has, which is counted from 0."""
        return self.first + sum(page >= at for at in self.grows)


class Set(Frozen):
    """What the layout of a run gave.

    Attributes:
        fragment: its pages.
        blank: the blank page that may stand before them; None where none was asked for.
        whole: why it cannot be laid out alone; "" where it can.
        side: on which its first page is.
        asked: the anchors whose pages' numbers it prints.
        files: the fonts' files that were not known, by digest.
        remarks: what the engine said, each once, in order.
        refused: the addresses it asked for and was not given, each once, in order.
        fonts: the fonts it used.
        tight: the ids of tables that fit only with their words broken.
        failure: why there are no pages; None when there are.
        strange: whether the engine is not the one that is mended here.
        lines: how many paragraphs had their breaks chosen together, and why others had not.
        past: what is remembered of the layout; None for nothing.
        stays: of each page which one of the last layout it is, by its number from 0; -1 for one that was
            made. Empty where all were made, or fonts have other glyphs.

    """

    fragment: Fragment = field(default_factory=Fragment)
    blank: Fragment | None = None
    whole: str = ""
    side: str = "right"
    asked: tuple[str, ...] = ()
    files: tuple[tuple[str, bytes], ...] = ()
    remarks: tuple[Remark, ...] = ()
    refused: tuple[str, ...] = ()
    fonts: tuple[UsedFont, ...] = ()
    failure: Failure | None = None
    tight: tuple[str, ...] = ()
    strange: bool = False
    lines: LineCount = field(default_factory=LineCount)
    past: Past | None = None
    stays: tuple[int, ...] = ()
