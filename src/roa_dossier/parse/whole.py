"""A whole dossier out of its files: each read once, all their mistakes told together."""

from __future__ import annotations

import contextlib
import re
from bisect import bisect_right
from typing import Any

from roa_dossier import wording
from roa_dossier.diagnostics import Checked, Diagnostic, Span, error, in_order, warning
from roa_dossier.frozen import Frozen
from roa_dossier.model.outline import Block, ChapterOutline, Edition, Outline, TasksBlock, Unread, Words
from roa_dossier.parse.decoded import LIMIT, decode
from roa_dossier.parse.entries import NAMES, SOURCES, WORKS
from roa_dossier.parse.fact_entries import FACTS
from roa_dossier.parse.files import CHAPTER, DOSSIER, ChapterFile, DossierFile, WrittenEdition, editions
from roa_dossier.parse.kinds import MOST, Enough, Findings, Kind
from roa_dossier.recall import Recall
from roa_dossier.text import Text
from roa_dossier.world import Refused, World, inside

FOLDER = "dossier/"
DOSSIER_FILE = FOLDER + "dossier.yaml"


def outline(world: World, recall: Recall | None = None) -> Checked[Outline | None]:
    """Read `dossier/dossier.yaml` and every file it names.

    The outline is given whenever there is a title, a language and a list of chapters, also with mistakes
    in it: what could not be read is left out then. All mistakes of all files are told at once.

    Args:
        world: where the files are.
        recall: what an earlier run read; a file that did not change is not read again.

    """
    findings = Findings()
    reading = Reading(world, findings, recall or Recall())
    dossier: DossierFile | None = reading.file(
        DOSSIER_FILE, "dossier", Span(DOSSIER_FILE), "begin a project with `roa-dossier init`"
    )
    sources = reading.file(
        FOLDER + "sources.yaml",
        "source",
        Span(FOLDER + "sources.yaml"),
        "take a source in with `roa-dossier add FILE`",
    )
    works = reading.optional(FOLDER + "works.yaml", "work")
    facts = reading.optional(FOLDER + "facts.yaml", "fact")
    names = reading.optional(FOLDER + "names.yaml", "name")
    if dossier is None:
        return Checked(None, in_order(findings.told))
    chapters = reading.chapters(dossier)
    _one_namespace([*(source.key for source in sources or ()), *(work.item.key for work in works)], findings)
    _one_namespace([words for chapter in chapters for words in _ids(chapter)], findings)
    worded(str(dossier.language), dossier.language.span, findings)
    written = reading.recall.part(dossier, "editions")
    pair = reading.recall.of(_editions, written)
    made = reading.recall.part(pair, 0)
    findings.add(*pair[1])
    value = Outline(
        name=str(dossier.name),
        title=dossier.title,
        language=str(dossier.language),
        style=dossier.style,
        chapters=chapters,
        sources=sources or (),
        works=works,
        facts=facts,
        names=names,
        subtitle=dossier.subtitle,
        date=dossier.date,
        editors=dossier.editors,
        editions=tuple(reading.recall.part(made, at) for at in range(len(made))),
        files=reading.decoded,
        refused=Unread(frozenset(reading.refused), frozenset(reading.unread)),
        romanisation=dossier.romanisation,
        margin_marks=dossier.margin_marks,
        leave_out=dossier.leave_out,
        theme=dossier.theme,
        lines=dossier.lines,
        lettering=dossier.lettering,
        bibliography=dossier.bibliography,
    )
    return Checked(value, in_order(findings.told))


def _editions(
    written: tuple[WrittenEdition, ...],
) -> tuple[tuple[Edition, ...], tuple[Diagnostic, ...]]:
    findings = Findings()
    return editions(written, findings), tuple(findings.told)


def worded(language: str, asked: Span, findings: Findings) -> None:
    """Warn where the house has no labels of its own in a language that is asked for."""
    if not wording.known(language):
        message = f"the house has no labels in `{language}`, and prints them in English"
        languages = " and ".join(f"`{each}`" for each in wording.LANGUAGES)
        findings.add(warning("language-words", message, asked).hint(f"it has them in {languages}"))


class _File(Frozen):
    """What one file held: its text, the value or None, what to say of it, ids that could not be read."""

    decoded: str
    value: Any = None
    told: tuple[Diagnostic, ...] = ()
    refused: tuple[str, ...] = ()


class Reading:
    """Reads files one by one and keeps their decoded text, and what had to be left out, by kind."""

    def __init__(self, world: World, findings: Findings, recall: Recall) -> None:
        self.world = world
        self.findings = findings
        self.recall = recall
        self.decoded: dict[str, str] = {}
        self.refused: set[tuple[str, str]] = set()
        self.unread: set[str] = set()

    def file(self, path: str, holds: str, asked: Span, hint: str = "") -> Any:
        """Read a file that must be there; `asked` is the place that asks for it."""
        try:
            data = self.world.read(path, LIMIT)
        except Refused as refused:
            self.findings.add(error(refused.code, refused.message, asked).hint(*([hint] if hint else [])))
            self.unread.add(holds)
            return None
        return self.parsed(path, holds, data)

    def parsed(self, path: str, holds: str, data: bytes) -> Any:
        """Read a file's bytes; None where they hold nothing of the kind."""
        found = self.recall.kept(_file, path, data, holds)
        self.decoded[path] = found.decoded
        self.findings.add(*found.told)
        self.refused.update((holds, name) for name in found.refused)
        if found.value is None:
            self.unread.add(holds)
        return self.recall.part(found, "value")

    def optional(self, path: str, holds: str) -> Any:
        """Read a file that may be absent."""
        try:
            data = self.world.read(path, LIMIT)
        except Refused as refused:
            if refused.code != "missing-file":
                self.findings.add(refused.diagnostic(Span(path)))
                self.unread.add(holds)
            return ()
        return self.parsed(path, holds, data) or ()

    def chapters(self, dossier: DossierFile) -> tuple[ChapterOutline, ...]:
        """Read the chapters in order; one that is listed twice is told, and read once."""
        read: dict[str, Words] = {}
        found: list[ChapterOutline] = []
        self._foresee([FOLDER + inside(str(words)) for words in dossier.chapters])
        for words in dossier.chapters:
            path = FOLDER + inside(str(words))
            if path in read:
                twice = error("duplicate-chapter", f"chapter `{words}` is listed twice", words.span)
                self.findings.add(twice.beside(read[path].span, "first listed here"))
                continue
            read[path] = words
            chapter = self.file(
                path, "target", words.span, f"write the file `{path}`, or take it from the list"
            )
            if chapter:
                found.append(self.recall.of(chapter_of, path, chapter))
        return tuple(found)

    def _foresee(self, paths: list[str]) -> None:
        """Read many files of chapters at once; what is wrong with them is told when they are asked for."""
        ahead = []
        for path in dict.fromkeys(paths):
            with contextlib.suppress(Refused):
                ahead.append((path, self.world.read(path, LIMIT), "target"))
        self.recall.foresee(_file, ahead)


def _file(path: str, data: bytes, holds: str) -> _File:
    """Read the bytes of one file that holds entries of a kind."""
    from roa_dossier.parse.composing import compose  # what was read before needs no YAML

    kind = _KINDS[holds]
    typed, told = decode(path, data)
    if typed is None:
        return _File(data.decode("utf-8-sig", "replace") if len(data) <= LIMIT else "", None, tuple(told))
    node, odd = compose(typed)
    if node is None:
        return _File(typed.decoded, None, (*told, *odd))
    shaped = Findings(most=MOST)
    value = None
    try:
        value = kind.read(node, shaped)
    except Enough:
        message = f"{MOST:,} mistakes or more here: the rest of the file was not read"
        told.append(error("too-many-mistakes", message, Span(path)).hint("mend the first ones"))
    told += _without_echoes([*odd[:MOST], *shaped.told])
    return _File(typed.decoded, value, tuple(told), tuple(shaped.refused))


_KINDS: dict[str, Kind[Any]] = {
    "dossier": DOSSIER,
    "source": SOURCES,
    "work": WORKS,
    "fact": FACTS,
    "name": NAMES,
    "target": CHAPTER,
}


def _without_echoes(told: list[Diagnostic]) -> list[Diagnostic]:
    """Leave out what stands inside a flow collection that is refused as a whole."""
    spans = sorted(found.primary.span for found in told if found.code == "flow-style" and found.primary)
    outer: list[Span] = []
    for span in spans:
        if not outer or span.start >= outer[-1].stop:
            outer.append(span)
        elif span.stop > outer[-1].stop:
            outer[-1] = span
    starts = [span.start for span in outer]

    def echo(found: Diagnostic) -> bool:
        span = found.primary.span if found.primary else None
        index = bisect_right(starts, span.start) - 1 if span else -1
        return span is not None and index >= 0 and span != outer[index] and span.stop <= outer[index].stop

    return [found for found in told if not echo(found)] if outer else told


def chapter_of(path: str, chapter: ChapterFile) -> ChapterOutline:
    """Make a chapter of what its file says; without an id it has that of its file's name."""
    return ChapterOutline(
        path,
        chapter.title,
        chapter.id or _named_after(path, chapter.title),
        chapter.blocks,
        departs=chapter.departs,
    )


def _named_after(path: str, title: Words) -> Words:
    """Make an id of the file's name, without its leading number; its place is the title's."""
    stem = path.rpartition("/")[2].rpartition(".")[0].lower()
    slug = re.sub(r"[^a-z0-9]+", "-", stem).strip("-")
    slug = re.sub(r"^[0-9]+-", "", slug) or "chapter"
    return Words(Text.made(slug, *_range(title.span)), title.path)


def _range(span: Span) -> tuple[int, int]:
    return (span.start, span.stop)


def _ids(chapter: ChapterOutline) -> list[Words]:
    blocks: tuple[Block, ...] = chapter.blocks
    ids = [chapter.id]
    for block in blocks:
        within = block.content.tasks if isinstance(block.content, TasksBlock) else ()
        ids += [one for one in (block.id, *(task.id for task in within)) if one]
    return ids


def _one_namespace(ids: list[Words], findings: Findings) -> None:
    first: dict[str, Words] = {}
    for words in ids:
        name = str(words)
        if name in first:
            twice = error("duplicate-id", f"id `{name}` is given twice", words.span)
            findings.add(twice.beside(first[name].span, "first given here"))
        else:
            first[name] = words


def describe(which: str) -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of dossier, sources, works, facts, names or chapter."""
    kinds: dict[str, Kind[Any]] = {
        "dossier": DOSSIER,
        "sources": SOURCES,
        "works": WORKS,
        "facts": FACTS,
        "names": NAMES,
        "chapter": CHAPTER,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"roa-dossier: {which}",
        **kinds[which].schema(),
    }
