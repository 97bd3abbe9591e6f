"""What a signature is, whichever archive it belongs to, and how signatures are sorted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from roa_dossier.frozen import Frozen
from roa_dossier.patterns import regex

_RUNS = regex(r"\d+|\D+")
_TRAILING = " \t\r\n,;:"

NaturalKey = tuple[tuple[int, int, str], ...]


class Signature(Frozen):
    """An archival signature.

    Attributes:
        found: as it stands where it was found.
        archive: the archive in short: `BArch`, `GARF`, `NARA`.
        name: the archive in full.
        place: the signature in its archive, in the archive's own form: `RH 20-2/558, Bl. 91`.
        named: whether the archive is named with it. Where it is not, it follows from the holding, and
            the normal form has it in brackets, as what is ours.

    """

    found: str
    archive: str
    name: str
    place: str
    named: bool = True

    @property
    def normal(self) -> str:
        """The normal form: `BArch, RH 20-2/558, Bl. 91`."""
        return f"{self.archive if self.named else f'[{self.archive}]'}, {self.place}"

    @property
    def key(self) -> tuple[str, NaturalKey]:
        """What it is sorted by: its archive, then its place by natural numbers."""
        return (self.archive.casefold(), natural(self.place))


class Found(Frozen):
    """A signature and its range in the text that was searched."""

    signature: Signature
    start: int
    stop: int


def natural(words: str) -> NaturalKey:
    """Give what sorts `RH 2/30` after `RH 2/4`: numbers as numbers, letters without case."""
    return tuple(
        (0, int(run), "") if run.isdecimal() else (1, 0, run.casefold()) for run in _RUNS.findall(words)
    )


def among(pattern: re.Pattern[str], made: Callable[[re.Match[str]], Signature], text: str) -> Iterator[Found]:
    """Find what a pattern matches in a text, without the white space and commas it ends with."""
    for match in pattern.finditer(text):
        stop = match.start() + len(match.group().rstrip(_TRAILING))
        yield Found(made(match), match.start(), stop)
