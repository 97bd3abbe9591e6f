"""What an edition keeps back, and all that it says itself: what no other words of its file may give away."""

from __future__ import annotations

from roa_dossier.diagnostics import Span
from roa_dossier.frozen import Frozen, Placed
from roa_dossier.model.outline import NOWHERE


class Secret(Placed):
    """The answer to a task, or the words of a gap.

    Attributes:
        what: "answer" or "gap".
        chapter: the number of its chapter.
        runs: its words as they would be printed, in runs: nothing that is not known before the layout
            (the number of a page) stands within one.
        span: the task, or the block of the gap.

    """

    what: str
    chapter: int
    runs: tuple[str, ...]
    span: Span = NOWHERE


class Withheld(Frozen):
    """What an edition keeps back.

    Attributes:
        edition: its key.
        secrets: in the order of the chapters.
        own: what the edition says itself, in strings; none of it is a secret there.

    """

    edition: str
    secrets: tuple[Secret, ...]
    own: tuple[str, ...]
