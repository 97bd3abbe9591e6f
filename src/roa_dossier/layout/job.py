"""What passes between the program and the child process that lays out: plain, picklable values."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from roa_dossier.model.book import Place
from roa_dossier.model.lines import LineCount, LineRules


@dataclass(frozen=True, slots=True)
class Job:
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


@dataclass(frozen=True, slots=True)
class Laid:
    """What a child process says of the pages before the late parts: where each anchor fell."""

    places: dict[str, Place]


@dataclass(frozen=True, slots=True)
class Late:
    """The answer: the late parts.

    Attributes:
        sections: id and HTML of each, in order; none leaves the book as it is.
        seconds: how much processor time the whole layout may take now.
        memory: how many bytes of address space it may take now.

    """

    sections: tuple[tuple[str, str], ...]
    seconds: int
    memory: int


@dataclass(frozen=True, slots=True)
class Remark:
    """One message of the engine.

    Attributes:
        level: `warning` or `error`.
        text: as the engine words it.
        sheet: the style sheet that was being read; "" for none.

    """

    level: str
    text: str
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class UsedFont:
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


@dataclass(frozen=True, slots=True)
class Failure:
    """A layout that came to nothing.

    Attributes:
        cause: why.
        detail: what the engine said, in one line; for `FONTS` the missing families, one a line.
        sections: ids of the manuscripts that cannot be laid out alone either.

    """

    cause: Cause
    detail: str = ""
    sections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
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
