"""What an edition shows of a dossier: numbers are given before, and all that follows is computed after."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator

from roa_dossier import nearest
from roa_dossier.diagnostics import Diagnostic, error
from roa_dossier.frozen import replace
from roa_dossier.model.chapter import (
    BattleTree,
    Chapter,
    ChapterBlock,
    Document,
    Drawn,
    FactSheet,
    FactValue,
    GapRun,
    NameForm,
    Quotation,
    Resolved,
    StatedFact,
    Strengths,
    Task,
    Tasks,
    Timeline,
)
from roa_dossier.model.lines import LineRules
from roa_dossier.model.outline import (
    BIBLIOGRAPHIES,
    KINDS,
    BibliographyBlock,
    Block,
    Edition,
    Outline,
    Selection,
    TasksBlock,
    Words,
)
from roa_dossier.model.within import changed, every
from roa_dossier.recall import Recall

PRINT = "print"
"""The key of the edition that is made when none is named, and whose file has the dossier's bare name."""

_HIDEABLE = "a kind of block, `answers`, `originals`, or the id of a block, a task or a chapter"

ANSWERS, ORIGINALS = "answers", "originals"
"""What an edition withholds unless it shows it: answers to tasks, and the originals of modified texts."""

UNDECLARED = Edition(PRINT)
"""The edition of a dossier that declares none."""

RESERVED = ("draft", "sheets")
"""What the names of other files end in."""

_BLANKS = (5, 10, 18)
"""How many characters a blank of each width but the widest stands for: widths tell no word apart."""


def of(outline: Outline, key: str = "") -> Edition | None:
    """Give an edition by its key, None where there is no such one; "" for the one that is made unasked.

    That is `print`, or the first; where none is declared, A4 on two sides with all there is.
    """
    known = usual(outline)
    declared = {edition.key: edition for edition in outline.editions}
    return known if key in ("", known.key) else declared.get(key)


def usual(outline: Outline) -> Edition:
    """Give the edition that is made unasked."""
    declared = {edition.key: edition for edition in outline.editions}
    return declared.get(PRINT) or next(iter(outline.editions), UNDECLARED)


def every_one(outline: Outline) -> tuple[Edition, ...]:
    """Give all editions in their order; the usual one where none is declared."""
    return outline.editions or (UNDECLARED,)


def languages(outline: Outline) -> tuple[str, ...]:
    """Give the languages that editions ask for and the dossier is not written in, each once."""
    asked = (str(edition.language) for edition in outline.editions if edition.language)
    return tuple(dict.fromkeys(language for language in asked if language != outline.language))


def printed(outline: Outline, edition: Edition) -> Outline:
    """Give the outline with what the edition says of titles, notes, margin marks, back matter and lines."""
    marks, left_out = edition.margin_marks, edition.leave_out
    return replace(
        outline,
        title=edition.title or outline.title,
        subtitle=edition.subtitle or (None if edition.title else outline.subtitle),
        notes=edition.notes,
        note_series=edition.note_series,
        first_citations=edition.first_citations,
        bibliography=_bibliography(outline, edition),
        theme=edition.theme or outline.theme,
        margin_marks=outline.margin_marks if marks is None else marks,
        leave_out=outline.leave_out if left_out is None else left_out,
        lines=_lines(outline.lines, edition),
    )


def _bibliography(outline: Outline, edition: Edition) -> str:
    """Give where there is a bibliography: in no chapter for an edition that hides this kind of block."""
    hidden = _decided(edition, set(), KINDS[BibliographyBlock], (), ()) is False
    return BIBLIOGRAPHIES[0] if hidden else edition.bibliography or outline.bibliography


def _lines(usual: LineRules, edition: Edition) -> LineRules:
    """Give how lines are broken: as the edition says, and where it says nothing as usual."""
    return LineRules(
        usual.fitted if edition.fitted is None else edition.fitted,
        edition.hyphenation or usual.hyphenation,
        usual.hanging if edition.hanging is None else edition.hanging,
    )


# ── selecting ───────────────────────────────────────────────────────────────────────────────────────


def shown(resolved: Resolved, edition: Edition, recall: Recall | None = None) -> Resolved:
    """Give what the edition shows: chapters and blocks left out, gaps blanked, first mentions found anew.

    Nothing is numbered anew: chapters keep their numbers, notes and citations their ids. A chapter of which
    no block is shown is left out. What an account says of a source stays as it is.

    Args:
        resolved: the whole.
        edition: the edition.
        recall: what was shown in an earlier run.

    """
    recall = recall or Recall()
    made = (recall.of(_shown, chapter, edition) for chapter in resolved.chapters)
    found = _recounted(resolved, tuple(chapter for chapter in made if chapter.blocks), recall)
    if not edition.blank_gaps:
        return found
    beside = changed(GapRun, replace(found, chapters=()), _blank)
    return replace(beside, chapters=tuple(recall.of(_blanked, chapter) for chapter in found.chapters))


def _shown(chapter: Chapter, edition: Edition) -> Chapter:
    """Give a chapter as an edition shows it; without blocks where it does not."""
    kept = _kept(chapter, edition) if _has(edition, chapter.id) else replace(chapter, blocks=())
    return _names_anew(chapter, kept)


def _blanked(chapter: Chapter) -> Chapter:
    return changed(GapRun, chapter, _blank)


def withholds(resolved: Resolved, edition: Edition, recall: Recall | None = None) -> bool:
    """Whether an edition leaves out any block, any part of one, or any word of a gap."""
    recall = recall or Recall()
    if edition.blank_gaps and next(every(GapRun, resolved), None):
        return True
    return any(recall.of(_shown, chapter, edition) is not chapter for chapter in resolved.chapters)


def _has(edition: Edition, chapter: str) -> bool:
    """Whether an edition has a chapter: one it lists, where it lists any, and hides nowhere."""
    if edition.chapters and chapter not in map(str, edition.chapters):
        return False
    return _decided(edition, {chapter}, "", (), ()) is not False


def _kept(chapter: Chapter, edition: Edition) -> Chapter:
    """Give a chapter with the blocks an edition shows; itself, when it shows all."""
    parted = (_parted(edition, block) for block in chapter.blocks if _shows(edition, block))
    blocks = tuple(block for block in parted if block.content != Tasks(()))
    same = len(blocks) == len(chapter.blocks) and all(map(operator.is_, blocks, chapter.blocks))
    return chapter if same else replace(chapter, blocks=blocks)


def _parted(edition: Edition, block: ChapterBlock) -> ChapterBlock:
    """Give a block with the parts of it that an edition shows; itself, when it shows all."""
    match block.content:
        case Document(modified=modified, excerpt=excerpt) if modified and excerpt:
            originals = shows_part(edition, ORIGINALS)
            return block if originals else replace(block, content=replace(block.content, excerpt=None))
        case Tasks(tasks):
            kept = tuple(_task(edition, task) for task in tasks if _has_task(edition, task))
            same = len(kept) == len(tasks) and all(map(operator.is_, kept, tasks))
            return block if same else replace(block, content=Tasks(kept))
        case _:
            return block


def _task(edition: Edition, task: Task) -> Task:
    answers = shows_part(edition, ANSWERS)
    bare = task.answer is None and not task.filled
    return task if answers or bare else replace(task, answer=None, filled=())


def shows_part(edition: Edition, part: str) -> bool:
    """Whether an edition shows `ANSWERS` or `ORIGINALS`, which are withheld unless one says otherwise."""
    return _decided(edition, set(), part, (), ()) is True


def _has_task(edition: Edition, task: Task) -> bool:
    return not task.named or _decided(edition, {task.anchor}, "", (), ()) is not False


def _shows(edition: Edition, block: ChapterBlock) -> bool:
    ids = {block.anchor} if block.named else set()
    decided = _decided(edition, ids, block.kind, block.show, block.hide)
    return not block.show if decided is None else decided


def _decided(
    edition: Edition, ids: set[str], kind: str, show: tuple[str, ...], hide: tuple[str, ...]
) -> bool | None:
    """Ask the most derived edition first; None where none has a say.

    In one edition an id it names weighs more than what the block says, and that more than a kind it names.
    """
    for choice in edition.selections or (Selection(edition.key),):
        shows, hides = set(map(str, choice.show)), set(map(str, choice.hide))
        if ids & shows or ids & hides:
            return bool(ids & shows)
        if choice.edition in hide or choice.edition in show:
            return choice.edition in show
        if kind in shows or kind in hides:
            return kind in shows
    return None


def _names_anew(whole: Chapter, kept: Chapter) -> Chapter:
    """Give each name its full form where it now stands first, if the block that had it is hidden."""
    if kept is whole:
        return kept
    full: dict[str, NameForm] = {}
    for form in every(NameForm, whole):
        if form.original or form.name not in full:
            full[form.name] = form
    seen: set[str] = set()

    def first(form: NameForm) -> NameForm:
        new = form.name not in seen
        seen.add(form.name)
        return full[form.name] if new else form

    return changed(NameForm, kept, first)


def _blank(gap: GapRun) -> GapRun:
    return replace(gap, text="", blank=1 + sum(len(gap.text) > most for most in _BLANKS))


# ── counting ────────────────────────────────────────────────────────────────────────────────────────


def _recounted(resolved: Resolved, chapters: tuple[Chapter, ...], recall: Recall) -> Resolved:
    """Count what stands in the chapters and beside them, as it was counted for the whole."""
    whole, kept = (sum(recall.of(_quotations, one) for one in each) for each in (resolved.chapters, chapters))
    gone = whole - kept
    beside = facts_of((*resolved.assessments, *resolved.glosses))
    lost = facts_in(resolved.chapters, recall) - facts_in(chapters, recall) - beside
    return replace(
        resolved, chapters=chapters, quotations=resolved.quotations - gone, facts=resolved.facts - len(lost)
    )


def _quotations(chapter: Chapter) -> int:
    """Count quotations; the words behind the facts of a sheet or a drawing are not printed."""
    return sum(
        sum(1 for _ in every(Quotation, block.content))
        for block in chapter.blocks
        if not isinstance(block.content, FactSheet | Timeline | Strengths | BattleTree)
    )


def facts_in(chapters: tuple[Chapter, ...], recall: Recall) -> set[str]:
    """Give the ids of the facts that chapters print."""
    return {fact for chapter in chapters for fact in recall.of(facts_of, chapter)}


def facts_of(value: object) -> set[str]:
    """Give the ids of the facts that a resolved value prints."""
    stated = {one.key for one in every(StatedFact, value)}
    drawn = {one.fact for one in every(Drawn, value)}
    return stated | drawn | {one.fact for one in every(FactValue, value)}


# ── what is wrong with editions ─────────────────────────────────────────────────────────────────────


def check(outline: Outline) -> Iterator[Diagnostic]:
    """Tell of kinds, ids and editions that are not there, and of editions that show nothing."""
    yield from _unknown_names(outline)
    yield from _unknown_editions(outline)
    for edition in outline.editions:
        yield from _named_badly(outline, edition)
        if not outline.refused and not any(_outlines(outline, edition)):
            message = f"the edition `{edition.key}` shows nothing: every block is hidden"
            yield error("empty-edition", message, edition.span).hint(
                "take a kind or an id from its `hide`, or a chapter into its `chapters`"
            )


def _outlines(outline: Outline, edition: Edition) -> Iterator[Block]:
    """Give the blocks that an edition shows."""
    for chapter in outline.chapters:
        if _has(edition, str(chapter.id)):
            for block in chapter.blocks:
                ids = {str(block.id)} if block.id else set()
                named = tuple(map(str, block.show)), tuple(map(str, block.hide))
                decided = _decided(edition, ids, block.kind, *named)
                if (decided or (decided is None and not block.show)) and _asks(edition, block):
                    yield block


def _asks(edition: Edition, block: Block) -> bool:
    """Whether anything is left of a block when an edition has hidden tasks by their ids."""
    if not isinstance(block.content, TasksBlock):
        return True
    return any(
        not task.id or _decided(edition, {str(task.id)}, "", (), ()) is not False
        for task in block.content.tasks
    )


def _unknown_names(outline: Outline) -> Iterator[Diagnostic]:
    chapters = {str(chapter.id) for chapter in outline.chapters}
    blocks = {str(block.id) for chapter in outline.chapters for block in chapter.blocks if block.id}
    tasks = {str(task.id) for block in every(TasksBlock, outline.chapters) for task in block.tasks if task.id}
    known = {*KINDS.values(), ANSWERS, ORIGINALS, *chapters, *blocks, *tasks}
    told = set()
    for edition in outline.editions:
        own = edition.selections[0]
        for words in (*own.show, *own.hide):
            if str(words) not in known and not outline.refused.holds("target", words):
                yield _no_such(_HIDEABLE, words, known)
        for words in edition.chapters:
            absent = str(words) not in chapters and not outline.refused.holds("target", words)
            if absent and words.span not in told:
                told.add(words.span)
                yield _no_such("the id of a chapter", words, chapters)


def _no_such(wanted: str, words: Words, known: set[str]) -> Diagnostic:
    found = error("unknown-in-edition", f"expected {wanted}, found `{words}`", words.span)
    return found.hint(*_close(str(words), sorted(known)))


def _unknown_editions(outline: Outline) -> Iterator[Diagnostic]:
    known = [edition.key for edition in every_one(outline)]
    for chapter in outline.chapters:
        for block in chapter.blocks:
            for words in (*block.show, *block.hide):
                if str(words) not in known and not outline.refused.holds("dossier", words):
                    found = error("unknown-edition", f"no edition is named `{words}`", words.span)
                    names = ", ".join(f"`{key}`" for key in known)
                    yield found.hint(*(_close(str(words), known) or (f"the editions are {names}",)))


def _named_badly(outline: Outline, edition: Edition) -> Iterator[Diagnostic]:
    """Refuse the names whose files would be those of others."""
    if edition.key in RESERVED:
        message = f"expected another name: files that end in `-{edition.key}` are made by the program"
        yield error("edition-name", message, edition.span).hint(f"call it `{edition.key}-copy`")
        return
    same = next((one for one in outline.chapters if str(one.id) == edition.key), None)
    if same is not None:
        message = f"expected another name: the handout of the chapter `{edition.key}` has the same file"
        found = error("edition-name", message, edition.span).hint(f"call it `{edition.key}-edition`")
        yield found.beside(same.id.span, "the chapter")


def _close(word: str, known: Iterable[str]) -> tuple[str, ...]:
    found = nearest.closest(word, known)
    return (f"did you mean `{found}`?",) if found else ()
