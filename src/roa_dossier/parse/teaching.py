"""The blocks that are handed to a class: documents and tasks."""

from __future__ import annotations

from roa_dossier.model.outline import ROOM, TASK_KINDS, DocumentBlock, Gloss, Task, TasksBlock
from roa_dossier.parse.charts import Some
from roa_dossier.parse.kinds import IDENTIFIER, Choice, Findings, Line, ListOf, Literal, Made, Patterned
from roa_dossier.parse.prose_kinds import CellText, RunningText
from roa_dossier.parse.quoting import QUOTE_FIELDS, quote
from roa_dossier.parse.shape import Field, Shape, Values
from roa_dossier.patterns import regex

_GLOSS = Shape(
    "a gloss",
    (
        Field("word", Literal("a word of the document"), "the word as the document has it", required=True),
        Field("means", Line("what it means"), "what it means, in plain words", required=True),
    ),
    lambda values, findings: Gloss(values["word"], values["means"]),
)


def _document(values: Values, findings: Findings) -> DocumentBlock:
    return DocumentBlock(
        quote(values, findings),
        values.get("author", ()),
        values.get("date", ()),
        values.get("place", ()),
        values.get("kind", ()),
        values.get("modified", ()),
        values.get("glosses", ()),
    )


DOCUMENT = Shape(
    "a document",
    (
        *QUOTE_FIELDS,
        Field("author", CellText(), "who wrote it, instead of what the source's reference says"),
        Field("date", CellText(), "when it was written, instead of what the reference says"),
        Field("place", CellText(), "where it was written"),
        Field("kind", CellText(), "what it is, instead of the source's kind"),
        Field("modified", RunningText(), "simpler words of ours, printed instead and labelled so"),
        Field("glosses", ListOf(_GLOSS, "a list of glosses"), "hard words with what they mean"),
    ),
    _document,
)

_LINES = Made(
    Patterned(regex(r"[0-9]|[1-3][0-9]|40"), "bad-room", "a number of lines from `0` to `40`"),
    lambda words: int(str(words)),
)


def _task(values: Values, findings: Findings) -> Task:
    gaps, answers = values.get("gaps"), values.get("answers", ())
    if answers and "gaps" not in values.keys:
        findings.error(
            "missing-key",
            "a task with `answers` lacks `gaps`",
            values.keys["answers"],
            "add `gaps:` with the id of the block whose gaps they fill",
            "or write `answer: |`, and what a good answer says beneath it",
        )
    return Task(
        values["question"],
        values.get("id"),
        str(values.get("kind", "")),
        values.get("about", ()),
        values.get("room", 0 if gaps else ROOM),
        values.get("answer", ()),
        gaps,
        answers,
        values.keys["question"],
    )


_TASK = Shape(
    "a task",
    (
        Field("id", IDENTIFIER, "its name for cross-references"),
        Field("question", RunningText(), "what is asked", required=True),
        Field("kind", Choice(TASK_KINDS), "what it trains"),
        Field("about", ListOf(IDENTIFIER, "a list of ids", lone=True), "ids of the documents it is about"),
        Field("room", _LINES, f"lines to write on; {ROOM}, or none where gaps are to be filled"),
        Field("answer", RunningText(), "what a good answer says; in editions that show `answers`"),
        Field("gaps", IDENTIFIER, "the id of the block whose gaps are to be filled"),
        Field("answers", ListOf(Literal(), "a list of words"), "the words of those gaps, one for each"),
    ),
    _task,
)

TASKS = Made(Some(ListOf(_TASK, "a list of tasks")), TasksBlock)
