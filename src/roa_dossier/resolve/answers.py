"""Whether answers are there, agree with their gaps, can be looked up by a teacher, and are not given away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from roa_dossier import editions, withholding
from roa_dossier.diagnostics import Diagnostic, Span, error, warning
from roa_dossier.frozen import replace
from roa_dossier.model import outline as written
from roa_dossier.model.chapter import (
    Cell,
    ChapterBlock,
    Document,
    FactValue,
    Glossed,
    Insertion,
    NameForm,
    Passage,
    Plain,
    Quotation,
    Resolved,
    Task,
    Verbatim,
)
from roa_dossier.model.outline import Edition, Outline, Words
from roa_dossier.model.source import PartKind, Source
from roa_dossier.model.within import every
from roa_dossier.patterns import regex
from roa_dossier.recall import Recall
from roa_dossier.resolve import teaching
from roa_dossier.resolve.desk import Desk

_WORD = regex(r"[^\W_]+")
_COMMON = 3
"""Letters up to which a word that is no abbreviation stands everywhere: `the`, `und`."""

AS_QUOTED = "sources-as-quoted"


def check(
    desk: Desk, outline: Outline, resolved: Resolved, sources: Mapping[str, Source], recall: Recall
) -> None:
    """Tell of answers that are missing, contradict their gaps, are shown by no edition, or are given away."""
    gaps = teaching.all_gaps(outline, recall)
    for chapter in outline.chapters:
        tasks = [
            task
            for block in chapter.blocks
            if isinstance(block.content, written.TasksBlock)
            for task in block.content.tasks
        ]
        for task in tasks:
            for diagnostic in _listed(task, gaps.get(str(task.gaps or ""), ())):
                desk.say(diagnostic)
        for diagnostic in _unanswered(tasks):
            desk.say(diagnostic)
    if not outline.refused:
        for diagnostic in (
            *_keyless(outline, recall),
            *_told(outline, resolved),
            *_reprinted(outline, resolved, sources),
        ):
            desk.say(diagnostic)


# ── what is missing, and what contradicts ───────────────────────────────────────────────────────────


def _unanswered(tasks: list[written.Task]) -> Iterator[Diagnostic]:
    """Warn of tasks without an answer where others of their chapter have one."""
    answered = next((task for task in tasks if task.answer), None)
    if answered is None:
        return
    for task in tasks:
        if not task.answer and task.gaps is None:
            found = warning("answer-missing", "this task has no answer, and others have one", task.span)
            found = found.beside(answered.span, "a task with an answer")
            yield found.hint("add `answer: |`, and what a good answer says beneath it")


def _listed(task: written.Task, gaps: tuple[Words, ...]) -> Iterator[Diagnostic]:
    """Refuse an answer that lists other words than those of the gaps: both would be printed as the answer.

    An answer in sentences beside gaps is a remark on them, and is left alone.
    """
    lists = [part for part in task.answer if isinstance(part, written.ItemList)]
    if not gaps or len(lists) != 1 or len(lists[0].items) != len(gaps):
        return
    for number, (item, gap) in enumerate(zip(lists[0].items, gaps, strict=True), 1):
        words = [run.words for run in every(written.Run, item)]
        typed = " ".join(" ".join(map(str, words)).split())
        if words and _folded(typed) != _folded(str(gap)):
            message = f"expected `{gap}`, the words of gap {number} of `{task.gaps}`, found `{typed}`"
            found = error("gaps-do-not-pair", message, words[0].span).beside(gap.span, f"gap {number}")
            yield found.hint("take the list out: the words of the gaps are listed by themselves")


# ── editions ────────────────────────────────────────────────────────────────────────────────────────


def _keyless(outline: Outline, recall: Recall) -> Iterator[Diagnostic]:
    """Warn where answers or words of gaps are written that no edition prints: the teacher has no key.

    It is no error: nothing false is printed, and the key may be for the author alone.
    """
    made = editions.every_one(outline)
    firsts = [recall.of(_first, chapter) for chapter in outline.chapters]
    answered = next((task for task, _ in firsts if task), None)
    if answered is not None and not any(map(_shows_answers, made)):
        found = warning("no-answer-key", "no edition shows the answers", answered.span)
        yield found.hint(
            "add an edition for the teacher to `dossier.yaml`, with `show:` and beneath it `- answers`"
        )
        return
    gap = next((one for _, one in firsts if one), None)
    if gap is not None and not any(_shows_answers(one) or not one.blank_gaps for one in made):
        found = warning("no-answer-key", "every edition leaves the gaps blank", gap.words.span)
        yield found.hint("add an edition for the teacher to `dossier.yaml`, with `gaps: words`")


def _first(chapter: written.ChapterOutline) -> tuple[written.Task | None, written.Gap | None]:
    """Give the first task of a chapter that has an answer, and its first gap."""
    answered = (task for task in every(written.Task, chapter) if task.answer)
    return next(answered, None), next(every(written.Gap, chapter), None)


def _shows_answers(edition: Edition) -> bool:
    return editions.shows_part(edition, editions.ANSWERS)


# ── what is given away ──────────────────────────────────────────────────────────────────────────────


def _told(outline: Outline, resolved: Resolved) -> Iterator[Diagnostic]:
    """Warn of a gap whose words stand in its own block, or in the task that asks for it.

    Words that stand elsewhere in the chapter are no mistake: to find them there may be the task.
    """
    blank = [edition for edition in editions.every_one(outline) if edition.blank_gaps]
    if not blank:
        return
    for chapter, made in zip(outline.chapters, resolved.chapters, strict=True):
        asking = {task.gaps: task for task in every(Task, made.blocks) if task.gaps}
        for block, one in zip(chapter.blocks, made.blocks, strict=True):
            gaps = tuple(every(written.Gap, block.content))
            if gaps:
                own = _folded(" ".join(_beside(one)))
                task = asking.get(one.anchor)
                asked = _folded(" ".join(withholding.runs(task.question))) if task else ""
                for gap in gaps:
                    yield from _told_by(gap.words, own, asked, task)


def _told_by(words: Words, own: str, asked: str, task: Task | None) -> Iterator[Diagnostic]:
    chars = " ".join(str(words).split())
    if not _tells(chars):
        return
    if _folded(chars) in own:
        message = f"`{chars}` is left blank, and stands in the same block"
        found = warning("gap-given-away", message, words.span)
        yield found.hint("make a gap of another word, or say the other place in other words")
    elif task is not None and _folded(chars) in asked:
        message = f"`{chars}` is left blank, and the task that asks for it says it"
        found = warning("gap-given-away", message, words.span).beside(task.span, "this task")
        yield found.hint("take the word out of the question")


def _tells(chars: str) -> bool:
    """Whether the words of a gap are told from such as stand everywhere."""
    common = chars.isalpha() and not chars.isupper()
    return len(chars) > (_COMMON if common else 1)


def _beside(block: ChapterBlock) -> Iterator[str]:
    """Give what a block prints besides its gaps; the original of a modified text is withheld with them."""
    content = block.content
    if isinstance(content, Document) and content.modified:
        content = replace(content, excerpt=None)
    yield block.title
    yield from (one.text for one in every(Plain, content))
    yield from (one.text for one in every(Verbatim, content))
    yield from (one.text for one in every(Insertion, content))
    yield from (one.text for one in every(FactValue, content))
    yield from (one.text for one in every(NameForm, content))
    yield from (one.text for one in every(Cell, content))
    # The word of a gloss stands in the text that is printed; one that stands in a gap is an error of its own.
    yield from (gloss.means for gloss in every(Glossed, content))


def _folded(words: str) -> str:
    """Give words as they are compared, a space before and behind each."""
    return f" {' '.join(_WORD.findall(words.casefold()))} "


# ── sources as quoted ───────────────────────────────────────────────────────────────────────────────


def _reprinted(outline: Outline, resolved: Resolved, sources: Mapping[str, Source]) -> Iterator[Diagnostic]:
    """Warn of gaps whose words only the source says, where an edition with blanks reprints it.

    What the edition's own chapters say elsewhere is no secret there, and nothing is said of it.
    """
    told: dict[Span, None] = {}
    for edition in editions.every_one(outline):
        left_out = outline.leave_out if edition.leave_out is None else edition.leave_out
        if not edition.blank_gaps or AS_QUOTED in left_out:
            continue
        shown = editions.shown(resolved, edition)
        words = _folded(" ".join(_blocks(outline, shown, sources)))
        own = _folded(" ".join(withholding.said(shown.chapters)))
        for block in (one for chapter in outline.chapters for one in chapter.blocks):
            for gap in every(written.Gap, block.content):
                chars = " ".join(str(gap.words).split())
                folded = _folded(chars)
                fresh = gap.words.span not in told
                if fresh and _tells(chars) and folded in words and folded not in own:
                    told[gap.words.span] = None
                    message = (
                        f"`{chars}` is left blank in the edition `{edition.key}`, whose “Sources as quoted” "
                        "reprints it"
                    )
                    found = warning("gap-given-away", message, gap.words.span)
                    yield found.beside(edition.span, "the edition").hint(
                        f"write beneath `{edition.key}:` the key `leave-out:` with `- {AS_QUOTED}`"
                    )


def _blocks(outline: Outline, shown: Resolved, sources: Mapping[str, Source]) -> Iterator[str]:
    """Give the paragraphs and lines of which any words are printed, of sources that may be reprinted."""
    printed: dict[str, list[tuple[int, int]]] = {}
    for passage in _passages(shown):
        printed.setdefault(passage.source, []).extend(passage.ranges)
    free = {str(one.key) for one in outline.sources if one.licence is not None and one.licence.passes_on}
    for key, ranges in printed.items():
        if key in free and key in sources:
            for block in sources[key].blocks:
                used = any(start < block.stop and block.start < stop for start, stop in ranges)
                if used and block.kind is not PartKind.CHROME:
                    yield block.text.chars


def _passages(shown: Resolved) -> Iterator[Passage]:
    for chapter in shown.chapters:
        yield from (one.passage for one in every(Quotation, chapter.blocks))
        yield from (one.passage for one in every(FactValue, chapter.blocks) if one.passage)
        yield from (one.passage for one in every(Cell, chapter.blocks) if one.passage)
