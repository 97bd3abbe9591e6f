"""A dossier in another language: chapters whose translations stand beside them, all else shared.

The translation of `chapters/01-town.yaml` into German is `chapters/01-town.de.yaml`. Both must have the same
blocks, by kind and by id and in the same order, so that whatever is numbered has one number in all languages.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from roa_dossier.diagnostics import Checked, Diagnostic, Span, error, in_order, warning
from roa_dossier.frozen import replace
from roa_dossier.model.outline import Block, ChapterOutline, Outline, TasksBlock, Unread
from roa_dossier.parse.files import ChapterFile
from roa_dossier.parse.kinds import Findings
from roa_dossier.parse.whole import Reading, chapter_of, worded
from roa_dossier.recall import Recall
from roa_dossier.world import Refused, World


def variant(world: World, outline: Outline, language: str, recall: Recall | None = None) -> Checked[Outline]:
    """Give a dossier in another language than its own.

    Args:
        world: where the translations are, each beside the chapter it translates.
        outline: the dossier as written.
        language: a BCP 47 tag; a translation is sought under it, then under its first part (`de-AT`, `de`).
        recall: what an earlier run read.

    Returns:
        The outline with the chapters that have a translation taken from there, their originals no longer
        among its files; the others say what language they are in. A translation that cannot be read, or has
        not the blocks of its original, is told with its own places, and the original stands for it.

    """
    findings = Findings()
    reading = Reading(world, findings, recall or Recall())
    chapters = tuple(_chapter(reading, one, language, outline.language) for one in outline.chapters)
    missing = all(chapter.language for chapter in chapters) and not reading.decoded
    if missing and _first(language) != _first(outline.language):
        findings.add(_nothing(outline, language))
    worded(language, _asked(outline, language), findings)
    refused = Unread(outline.refused.ids | reading.refused, outline.refused.kinds | reading.unread)
    instead = {one.path for one in outline.chapters} - {one.path for one in chapters}
    files = {path: text for path, text in outline.files.items() if path not in instead}
    made = replace(
        outline,
        language=language,
        written=outline.language,
        chapters=chapters,
        files=files | reading.decoded,
        refused=refused,
    )
    return Checked(made, in_order(findings.told))


def _first(language: str) -> str:
    return language.split("-")[0].lower()


def paths(path: str, language: str) -> tuple[str, ...]:
    """Give the paths that the translation of a chapter may have, the likeliest first."""
    stem = path.removesuffix(".yaml")
    return tuple(f"{stem}.{tag}.yaml" for tag in dict.fromkeys((language, _first(language))))


def _chapter(reading: Reading, original: ChapterOutline, language: str, own: str) -> ChapterOutline:
    """Read the translation of a chapter; where there is none, the original, which says its language."""
    kept = reading.recall.of(_untouched, original, own)
    for path in paths(original.path, language):
        try:
            data = reading.world.read(path)
        except Refused as refused:
            if refused.code != "missing-file":
                reading.findings.add(refused.diagnostic(Span(path)))
                return kept
            continue
        written = reading.parsed(path, "target", data)
        if written is None:
            return kept
        found = reading.recall.of(_translation, path, written, original)
        if isinstance(found, Diagnostic):
            reading.findings.add(found)
            return kept
        return found
    return kept


def _untouched(original: ChapterOutline, own: str) -> ChapterOutline:
    """Give a chapter that is not translated, and says its language."""
    return replace(original, language=own)


def _translation(path: str, written: ChapterFile, original: ChapterOutline) -> ChapterOutline | Diagnostic:
    """Make a chapter of its translation's file, or say how that departs from the original."""
    found = chapter_of(path, replace(written, id=written.id or original.id))
    differing = next(_differences(found, original), None)
    if differing is not None:
        return differing
    blocks = tuple(_with_selection(one, of) for one, of in zip(found.blocks, original.blocks, strict=True))
    return replace(found, blocks=blocks, departs=found.departs or original.departs)


def _with_selection(block: Block, original: Block) -> Block:
    """Show and hide a block where its original is shown and hidden, unless it says more."""
    return replace(block, show=block.show or original.show, hide=block.hide or original.hide)


# ── what differs ────────────────────────────────────────────────────────────────────────────────────


def _differences(found: ChapterOutline, original: ChapterOutline) -> Iterator[Diagnostic]:
    """Tell how a translation departs from its original; what follows the first may be its echo."""
    if str(found.id) != str(original.id):
        message = f"expected the id `{original.id}`, as its original has, found `{found.id}`"
        told = error("variant-differs", message, found.id.span)
        yield told.beside(original.id.span, "the original").hint("leave the id out: it is the original's")
    for one, of in zip_longest(found.blocks, original.blocks):
        if one is None:
            yield _untranslated(found, of)
        elif of is None:
            message = f"expected no more blocks, as in its original, found {_said(one)}"
            told = error("variant-differs", message, _place(one))
            yield told.beside(_place(original.blocks[-1]), "the original's last block")
        elif _shape(one) != _shape(of):
            message = f"expected {_said(of)}, as its original has here, found {_said(one)}"
            yield error("variant-differs", message, _place(one)).beside(_place(of), "the original")


def _untranslated(found: ChapterOutline, block: Block) -> Diagnostic:
    last = _place(found.blocks[-1]) if found.blocks else found.title.span
    message = f"expected {_said(block)} after this, as in its original, found no more blocks"
    return error("variant-differs", message, last).beside(_place(block), "not translated")


def _shape(block: Block) -> tuple[object, ...]:
    """Give what must be the same in all languages for the numbers to be."""
    tasks = block.content.tasks if isinstance(block.content, TasksBlock) else ()
    return block.kind, str(block.id or ""), bool(block.title), tuple(str(task.id or "") for task in tasks)


def _said(block: Block) -> str:
    """Name a block: its kind, its id, whether it has a title, and how many tasks it sets."""
    has = [*([f"the id `{block.id}`"] if block.id else ()), *(["a title"] if block.title else ())]
    if isinstance(block.content, TasksBlock):
        ids = [f"`{task.id}`" if task.id else "one without id" for task in block.content.tasks]
        has.append(f"the tasks {', '.join(ids)}")
    said = f"with {' and '.join(has)}" if has else "without id or title"
    return f"`{block.kind}` {said}"


def _place(block: Block) -> Span:
    return block.id.span if block.id else block.span


def _asked(outline: Outline, language: str) -> Span:
    """Give where an edition asks for a language first."""
    asking = (one.language for one in outline.editions if one.language and str(one.language) == language)
    return next(words.span for words in asking)


def _nothing(outline: Outline, language: str) -> Diagnostic:
    path = paths(outline.chapters[0].path, language)[-1] if outline.chapters else ""
    message = f"no chapter has a translation into `{language}`"
    found = warning("nothing-translated", message, _asked(outline, language))
    return found.hint(f"put the translation of the first chapter into `{path}`") if path else found
