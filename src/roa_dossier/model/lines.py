"""How lines of justified text are broken, and what came of it."""

from __future__ import annotations

from roa_dossier.frozen import Frozen

HYPHENATIONS = ("less", "usual", "more")


class LineRules(Frozen):
    """How an edition wants its lines.

    Attributes:
        fitted: whether a paragraph's breaks are chosen together; otherwise line after line.
        hyphenation: how readily words are broken, one of `HYPHENATIONS`.
        hanging: whether light punctuation hangs a little into the margins.

    """

    fitted: bool = True
    hyphenation: str = "usual"
    hanging: bool = True


class LineCount(Frozen):
    """How the paragraphs of a book were set.

    Attributes:
        fitted: how many had their breaks chosen together.
        greedy: why others had not, as words that name the reason, and how many; the most first.

    """

    fitted: int = 0
    greedy: tuple[tuple[str, int], ...] = ()
