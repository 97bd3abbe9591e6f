"""Documents and tasks, resolved."""

from __future__ import annotations

from roa_dossier.diagnostics import Span
from roa_dossier.frozen import Frozen, Placed
from roa_dossier.model.chapter.excerpts import Excerpt
from roa_dossier.model.chapter.running import Call, Flow, Inline
from roa_dossier.model.outline import NOWHERE


class Glossed(Frozen):
    """A hard word as it is printed, and what it means."""

    word: str
    means: str


class Document(Frozen):
    """An excerpt to be worked on.

    Attributes:
        source: the source's key.
        excerpt: the words as checked, without their note; None where an edition withholds the original of a
            modified text.
        call: the note, at the end of the words that are printed first.
        author: who wrote it; empty for what the source's reference says.
        date: when; empty for what the reference says.
        place: where; empty for nothing.
        kind: what it is; empty for the source's kind.
        modified: simpler words of ours that are printed instead; empty for none.
        glosses: hard words of what is printed, with what they mean.

    """

    source: str
    excerpt: Excerpt | None
    call: Call | None = None
    author: tuple[Inline, ...] = ()
    date: tuple[Inline, ...] = ()
    place: tuple[Inline, ...] = ()
    kind: tuple[Inline, ...] = ()
    modified: tuple[Flow, ...] = ()
    glosses: tuple[Glossed, ...] = ()


class Task(Placed):
    """One task.

    Attributes:
        anchor: unique in the dossier; the author's id, or one made of the block's.
        question: what is asked.
        named: whether the anchor is the author's id.
        kind: one of `TASK_KINDS`; "" for none.
        about: anchors of the documents it is about.
        room: lines to write on.
        answer: what a good answer says; None where there is none, and where an edition withholds it.
        gaps: the anchor of the block whose gaps are to be filled; "" for none.
        filled: the words of those gaps in their order; empty where an edition withholds them.
        span: its place in the outline.

    """

    anchor: str
    question: tuple[Flow, ...]
    named: bool = False
    kind: str = ""
    about: tuple[str, ...] = ()
    room: int = 0
    answer: tuple[Flow, ...] | None = None
    gaps: str = ""
    filled: tuple[str, ...] = ()
    span: Span = NOWHERE


class Tasks(Frozen):
    """What is asked of the reader."""

    tasks: tuple[Task, ...]
