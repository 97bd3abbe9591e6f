"""Documents and tasks resolved: glosses found in what is printed, answers paired with gaps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from roa_dossier import nearest
from roa_dossier.diagnostics import Diagnostic, error
from roa_dossier.frozen import replace
from roa_dossier.model import outline as written
from roa_dossier.model.chapter import (
    Content,
    Document,
    Emphasised,
    FactValue,
    Flow,
    ForeignRun,
    GapRun,
    Glossed,
    Inline,
    Items,
    Linked,
    NameForm,
    Plain,
    Quotation,
    RunIn,
    Task,
    Tasks,
    Verbatim,
)
from roa_dossier.model.outline import Block, ChapterOutline, DocumentBlock, Outline, TasksBlock, Words
from roa_dossier.model.within import changed, every
from roa_dossier.patterns import regex
from roa_dossier.recall import Recall
from roa_dossier.resolve import excerpts, running
from roa_dossier.resolve.desk import Desk
from roa_dossier.resolve.facts import Facts

_WORD = regex(r"\w+(?:[-'’]\w+)*")
_MODIFIED = "modified"

# ── documents ───────────────────────────────────────────────────────────────────────────────────────


def document(desk: Desk, facts: Facts, block: DocumentBlock) -> Document:
    """Resolve a document: the original is checked, whether it or our modified words are printed."""
    modified = running.flow(desk, facts, block.modified)
    excerpt = excerpts.excerpt(desk, block.quote)
    call = excerpt.call
    if call and modified:
        call = replace(call, remarks=(*call.remarks, _MODIFIED))
    made = Document(
        str(block.quote.selector.source),
        replace(excerpt, call=None),
        call,
        running.paragraph(desk, facts, block.author),
        running.paragraph(desk, facts, block.date),
        running.paragraph(desk, facts, block.place),
        running.paragraph(desk, facts, block.kind),
        modified=modified,
        glosses=tuple(
            Glossed(" ".join(str(gloss.word).split()), " ".join(str(gloss.means).split()))
            for gloss in block.glosses
        ),
    )
    _check_glosses(desk, block, made)
    return made


def _check_glosses(desk: Desk, block: DocumentBlock, made: Document) -> None:
    """Refuse a gloss on a word that is not printed; nothing is said where no quotation was found."""
    quotation = made.excerpt.quotation if made.excerpt else None
    if made.modified:
        printed = " ".join(_said(made.modified))
    elif isinstance(quotation, Quotation):
        printed = "".join(piece.text for piece in quotation.pieces if isinstance(piece, Verbatim))
    else:
        return
    known: dict[str, Words] = {}
    for gloss, one in zip(block.glosses, made.glosses, strict=True):
        if one.word in known:
            twice = error("gloss-twice", f"`{one.word}` is glossed twice", gloss.word.span)
            desk.say(twice.beside(known[one.word].span, "first glossed here"))
        elif not standing(one.word).search(printed):
            desk.say(_told_by(block, gloss, one.word) or _not_printed(block, gloss, one.word, printed))
        known.setdefault(one.word, gloss.word)


def standing(word: str) -> re.Pattern[str]:
    """Make a pattern that finds a word, or several, whole in folded white space."""
    return re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, word.split())) + r"(?!\w)")


def _told_by(block: DocumentBlock, gloss: written.Gloss, word: str) -> Diagnostic | None:
    """Say that a glossed word stands in a gap; None where it does not."""
    gap = next(
        (gap for gap in every(written.Gap, block.modified) if standing(word).search(str(gap.words))), None
    )
    if gap is None:
        return None
    said = error(
        "gloss-not-there", f"`{word}` is the word of a gap, which a gloss would tell", gloss.word.span
    )
    return said.beside(gap.words.span, "this gap").hint("gloss another word", "or take the gap away")


def _not_printed(block: DocumentBlock, gloss: written.Gloss, word: str, printed: str) -> Diagnostic:
    """Say that a glossed word is not printed, beside the words that are."""
    what = "the modified text" if block.modified else "the words quoted"
    said = error("gloss-not-there", f"`{word}` does not stand in {what}", gloss.word.span)
    said = said.beside(_place(block).span, "these words are printed")
    alike = nearest.closest(word, dict.fromkeys(_WORD.findall(printed)))
    return said.hint(f"write `word: {alike}`" if alike else f"gloss a word of {what}, as it stands there")


def _place(block: DocumentBlock) -> Words:
    """Give the words that are printed: the original, or the first words of our own of the modified text."""
    own = next(every(Words, block.modified), None)
    return own or block.quote.selector.exact


def _said(flows: Iterable[Flow]) -> Iterator[str]:
    """Give the printed words of running text, one string for each paragraph."""
    for flow in flows:
        if isinstance(flow, Items):
            for item in flow.items:
                yield from _said(item)
        else:
            yield "".join(_spoken(flow.inlines))


def _spoken(inlines: Iterable[Inline]) -> Iterator[str]:
    for inline in inlines:
        match inline:
            case Plain(text) | NameForm(text=text) | FactValue(text=text):
                yield text
            case RunIn(quotation):
                yield "".join(piece.text for piece in quotation.pieces)
            case Emphasised(inner) | Linked(inlines=inner) | ForeignRun(inlines=inner):
                yield from _spoken(inner)
            case _:
                yield " "


# ── tasks ───────────────────────────────────────────────────────────────────────────────────────────


def tasks(
    desk: Desk, facts: Facts, block: TasksBlock, anchor: str, gapped: Mapping[str, tuple[Words, ...]]
) -> Tasks:
    """Resolve tasks.

    Args:
        desk: where messages go.
        facts: the facts.
        block: the tasks.
        anchor: that of their block, from which those of tasks without an id are made.
        gapped: the words of the gaps of each block, by its id.

    """
    return Tasks(
        tuple(
            _task(desk, facts, task, str(task.id) if task.id else f"{anchor}-t{number}", gapped)
            for number, task in enumerate(block.tasks, 1)
        )
    )


def _task(
    desk: Desk, facts: Facts, task: written.Task, anchor: str, gapped: Mapping[str, tuple[Words, ...]]
) -> Task:
    question = running.flow(desk, facts, task.question)
    answer = running.flow(desk, facts, task.answer)
    return Task(
        anchor,
        question,
        bool(task.id),
        task.kind,
        tuple(map(str, task.about)),
        task.room,
        answer or None,
        str(task.gaps or ""),
        tuple(" ".join(str(words).split()) for words in gapped.get(str(task.gaps or ""), ())),
        task.span,
    )


def gaps(chapter: ChapterOutline) -> tuple[tuple[str, tuple[Words, ...]], ...]:
    """Give each block of a chapter that has an id, with the words of its gaps in their order."""
    return tuple(
        (str(block.id), tuple(gap.words for gap in every(written.Gap, block.content)))
        for block in chapter.blocks
        if block.id
    )


def all_gaps(outline: Outline, recall: Recall) -> dict[str, tuple[Words, ...]]:
    """Give the words of the gaps of each block of a dossier, by its id."""
    return dict(one for chapter in outline.chapters for one in recall.of(gaps, chapter))


def asked(chapter: ChapterOutline) -> frozenset[str]:
    """Give the ids of the blocks whose gaps some task of a chapter asks for."""
    return frozenset(str(task.gaps) for _, task in _tasks(chapter) if task.gaps)


def numbered(content: Content) -> Content:
    """Number the gaps of a block in their order, so that an answer can name them."""
    number = 0

    def counted(gap: GapRun) -> GapRun:
        nonlocal number
        number += 1
        return replace(gap, number=number)

    return changed(GapRun, content, counted)


def _tasks(chapter: ChapterOutline) -> Iterator[tuple[Block, written.Task]]:
    for block in chapter.blocks:
        if isinstance(block.content, TasksBlock):
            yield from ((block, task) for task in block.content.tasks)


# ── what is wrong with tasks ────────────────────────────────────────────────────────────────────────


def check(desk: Desk, outline: Outline, recall: Recall) -> None:
    """Tell of documents and gaps that tasks name and that are not there, and of answers that do not pair."""
    blocks = {str(block.id): block for one in outline.chapters for block in one.blocks if block.id}
    found = all_gaps(outline, recall)
    for _, task in (one for chapter in outline.chapters for one in _tasks(chapter)):
        for about in task.about:
            if not isinstance(getattr(blocks.get(str(about)), "content", None), DocumentBlock):
                _say_no_document(desk, about, blocks, outline)
        if task.gaps is not None:
            _check_gaps(desk, task, task.gaps, found, outline)


def _say_no_document(desk: Desk, about: Words, blocks: Mapping[str, Block], outline: Outline) -> None:
    other = blocks.get(str(about))
    if other is None and outline.refused.holds("target", about):
        return
    documents = [key for key, block in blocks.items() if isinstance(block.content, DocumentBlock)]
    said = error("not-a-document", f"expected the id of a document, found `{about}`", about.span)
    if other is not None:
        said = said.beside(other.span, f"this is a block of the kind `{other.kind}`")
    desk.say(said.hint(*_instead(str(about), documents, "give the document you mean an `id`")))


def _check_gaps(
    desk: Desk, task: written.Task, named: Words, found: Mapping[str, tuple[Words, ...]], outline: Outline
) -> None:
    words = found.get(str(named))
    if not words:
        if words is None and outline.refused.holds("target", named):
            return
        there = "has none" if words is not None else "is no block's id"
        said = error("no-gaps", f"expected the id of a block with gaps, but `{named}` {there}", named.span)
        hint = "mark words of it: `[word]{gap}`" if words is not None else "give the block you mean an `id`"
        gapped = [key for key, gap in found.items() if gap]
        desk.say(said.hint(hint) if words is not None else said.hint(*_instead(str(named), gapped, hint)))
    elif task.answers:
        _check_pairs(desk, task, named, words)


def _check_pairs(desk: Desk, task: written.Task, named: Words, gaps: tuple[Words, ...]) -> None:
    """Hold typed answers against the words of the gaps, one for one."""
    if len(task.answers) != len(gaps):
        answers = "answer" if len(gaps) == 1 else "answers"
        said = error(
            "gaps-do-not-pair",
            f"expected {len(gaps)} {answers}, one for each gap of `{named}`, found {len(task.answers)}",
            task.answers[0].span,
        )
        extra = gaps[len(task.answers)] if len(gaps) > len(task.answers) else gaps[-1]
        label = "no answer for this gap" if len(gaps) > len(task.answers) else "the last gap"
        desk.say(said.beside(extra.span, label).hint("take `answers:` out: the words of the gaps are listed"))
        return
    for number, (answer, gap) in enumerate(zip(task.answers, gaps, strict=True), 1):
        if str(answer).split() != str(gap).split():
            said = error(
                "gaps-do-not-pair",
                f"expected `{_short(gap)}`, the words of gap {number} of `{named}`, found `{_short(answer)}`",
                answer.span,
            )
            said = said.beside(gap.span, f"gap {number}").hint(f"write `{_short(gap)}` here")
            desk.say(said.hint("or take `answers:` out: the words of the gaps are listed"))


def _short(words: Words) -> str:
    chars = " ".join(str(words).split())
    return chars if len(chars) <= 40 else chars[:39] + "…"


def _instead(name: str, known: Iterable[str], otherwise: str) -> tuple[str, ...]:
    close = nearest.closest(name, list(known))
    return (f"did you mean `{close}`?",) if close else (otherwise,)
