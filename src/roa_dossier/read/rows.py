"""The lines of a text that hold something, and the runs in which they stand together."""

from __future__ import annotations

from collections.abc import Iterator

from roa_dossier.frozen import Frozen
from roa_dossier.patterns import regex

_LINE = regex(r"[^\r\n]+")


class Line(Frozen):
    """One line without the white space around it.

    Attributes:
        start: its first character that is no white space, in the source's text.
        chars: its characters; it ends at `start + len(chars)`.
        indented: whether white space stands before it.

    """

    start: int
    chars: str
    indented: bool = False

    @property
    def stop(self) -> int:
        """The character after its last."""
        return self.start + len(self.chars)


def groups(text: str) -> Iterator[tuple[Line, ...]]:
    """Give the runs of lines that no empty line divides; a line ends with LF, CR LF or CR."""
    run: list[Line] = []
    done = 0
    for match in _LINE.finditer(text):
        line, (start, stop) = match.group(), match.span()
        chars = line.strip()
        if run and (not chars or (start - done > 1 and _breaks(text, done, start) > 1)):
            yield tuple(run)
            run = []
        if chars:
            lead = 0 if chars == line else len(line) - len(line.lstrip())
            run.append(Line(start + lead, chars, lead > 0))
        done = stop
    if run:
        yield tuple(run)


def _breaks(text: str, start: int, stop: int) -> int:
    gap = text[start:stop]
    return gap.count("\n") + gap.count("\r") - gap.count("\r\n")
