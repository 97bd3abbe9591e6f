"""What is handed to a class, as written: documents with glosses, and tasks with room and answers."""

from __future__ import annotations

from roa_dossier.diagnostics import Span
from roa_dossier.frozen import Frozen, Placed
from roa_dossier.model.outline.quoting import QuoteBlock
from roa_dossier.model.outline.running import Inline, Prose
from roa_dossier.model.outline.words import NOWHERE, Words

TASK_KINDS = ("sourcing", "context", "close-reading", "corroboration")
"""What a task trains, in the order in which a pack asks for it."""


LETTERING = ("letters", "numbers")
"""How documents may be counted within their chapter."""


ROOM = 3
"""Lines to write on under a task that says nothing of its room."""


class Gloss(Frozen):
    """What a hard word means, in plain words of ours; the word stands in the words that are printed."""

    word: Words
    means: Words


class DocumentBlock(Frozen):
    """`document:` an excerpt to be worked on, with what is known of where it comes from.

    Attributes:
        quote: what is quoted, with all that a quotation may have.
        author: who wrote it; empty for what the source's reference says.
        date: when; empty for what the reference says.
        place: where; empty for nothing.
        kind: what it is; empty for the source's kind.
        modified: simpler words of ours that are printed instead; empty for none.
        glosses: hard words with what they mean.

    """

    quote: QuoteBlock
    author: tuple[Inline, ...] = ()
    date: tuple[Inline, ...] = ()
    place: tuple[Inline, ...] = ()
    kind: tuple[Inline, ...] = ()
    modified: tuple[Prose, ...] = ()
    glosses: tuple[Gloss, ...] = ()


class Task(Placed):
    """One task.

    Attributes:
        question: what is asked.
        id: its name for cross-references, in the namespace of blocks.
        kind: one of `TASK_KINDS`; "" for none.
        about: ids of the documents it is about.
        room: lines to write on.
        answer: what a good answer says; empty for none.
        gaps: the block whose gaps are to be filled.
        answers: the words of those gaps as typed, which must pair with them; empty to take them from there.
        span: its place in the file.

    """

    question: tuple[Prose, ...]
    id: Words | None = None
    kind: str = ""
    about: tuple[Words, ...] = ()
    room: int = ROOM
    answer: tuple[Prose, ...] = ()
    gaps: Words | None = None
    answers: tuple[Words, ...] = ()
    span: Span = NOWHERE


class TasksBlock(Frozen):
    """`tasks:` what is asked of the reader."""

    tasks: tuple[Task, ...]
