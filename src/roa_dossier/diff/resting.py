"""Everything in an outline that rests on one source, in the outline's order."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from roa_dossier.diagnostics import Span
from roa_dossier.evidence.fold import without_emphasis
from roa_dossier.frozen import Frozen
from roa_dossier.model import outline as written
from roa_dossier.model.chapter import ChapterBlock, Content, Flow, Passage, Resolved, TextFlow
from roa_dossier.model.outline import NOWHERE, Outline, Selector, Words
from roa_dossier.model.within import every
from roa_dossier.text import Text
from roa_dossier.traces import printed

_Flows = dict[str, tuple[Flow, ...]]


class Resting(Frozen):
    """One thing that rests on the source.

    Attributes:
        kind: "quotation", "fact", "citation", "name", "row" or "passed-over".
        name: its id, or its chapter's.
        typed: the words as typed, with their place.
        prefix: words right before them.
        suffix: words right after them.
        old: where resolving against OLD found it, for what only resolving can find; None otherwise.
        new: the same of NEW.
        often: whether words that stand more than once are meant wherever they stand.

    """

    kind: str
    name: str
    typed: Words
    prefix: Words | None = None
    suffix: Words | None = None
    old: Passage | None = None
    new: Passage | None = None
    often: bool = False


def resting(outline: Outline, old: Resolved, new: Resolved, key: str) -> tuple[Resting, ...]:
    """List what rests on the source `key`.

    Args:
        outline: the dossier as written.
        old: resolved against the one snapshot.
        new: resolved against the other.
        key: the source's key.

    """
    found: list[Resting] = []
    for chapter, one, other in zip(outline.chapters, old.chapters, new.chapters, strict=True):
        for block, left, right in zip(chapter.blocks, one.blocks, other.blocks, strict=True):
            found += _of_block(str(chapter.id), block, left, right, key)
    for fact in outline.facts:
        for reading in fact.readings:
            name = f"{fact.key}/{reading.id}" if reading.id else str(fact.key)
            found += _selected("fact", name, reading.origin, key)
    for entry in outline.names:
        found += _selected("name", str(entry.key), entry.origin, key)
        flows = (dict(old.glosses), dict(new.glosses))
        found += _of_prose(str(entry.key), entry.gloss, flows, key)
    for source in outline.sources:
        flows = (dict(old.assessments), dict(new.assessments))
        found += _of_prose(str(source.key), source.assessment, flows, key)
        if str(source.key) == key:
            for passed in source.passed_over or ():
                found += (Resting("passed-over", key, exact, often=True) for exact in passed.exact)
    return tuple(found)


def _of_prose(
    name: str, prose: tuple[written.Prose, ...], flows: tuple[_Flows, _Flows], key: str
) -> Iterator[Resting]:
    """List what the words of ours outside the chapters quote and cite."""
    old, new = (TextFlow(flow.get(name, ())) for flow in flows)
    yield from _found_only(name, NOWHERE, prose, old, new, key)
    yield from _cited(name, prose, key)


def _of_block(
    chapter: str, block: written.Block, old: ChapterBlock, new: ChapterBlock, key: str
) -> Iterator[Resting]:
    for selector in every(Selector, block.content):
        yield from _selected("quotation", chapter, selector, key)
    yield from _found_only(chapter, block.span, block.content, old.content, new.content, key)
    yield from _cited(chapter, block.content, key)


def _selected(kind: str, name: str, selector: Selector | None, key: str) -> Iterator[Resting]:
    if selector is not None and str(selector.source) == key:
        yield Resting(kind, name, selector.exact, selector.prefix, selector.suffix)


def _cited(name: str, content: object, key: str) -> Iterator[Resting]:
    for item in every(written.CiteItem, content):
        if item.exact is not None and str(item.key) == key:
            yield Resting("citation", name, item.exact)


def _found_only(
    name: str,
    span: Span,
    content: object,
    old: Content,
    new: Content,
    key: str,
) -> Iterator[Resting]:
    """List quotations in sentences, whose source a citation names, and rows, which are cut from lines."""
    typed: dict[str, list[Words]] = defaultdict(list)
    for quoted in every(written.Quoted, content):
        typed[_bare(str(quoted.words))].append(quoted.words)
    for form, kind in (("run-in", "quotation"), ("row", "row")):
        before, now = (_by_words(side, form, key) for side in (old, new))
        told = before if before and form == "row" else {**before, **now}  # a line cut anew is no row of ours
        for words in told:
            sides = (before.get(words, []), now.get(words, []))
            for at in range(max(map(len, sides))):
                places = typed.get(_bare(words), [])
                where = places[at] if at < len(places) else _standing(words, span)
                one, other = (side[at] if at < len(side) else None for side in sides)
                yield Resting(kind, name, where, old=one, new=other)


def _standing(words: str, span: Span) -> Words:
    """Give words that stand as such in no file, with the place of their block."""
    return Words(Text.made(words, span.start, span.stop), span.path)


def _by_words(content: Content, form: str, key: str) -> dict[str, list[Passage]]:
    found: dict[str, list[Passage]] = defaultdict(list)
    for kind, words, passage in printed(content):
        if kind == form and passage.source == key:
            found[words].append(passage)
    return found


def _bare(words: str) -> str:
    """Give words as both the outline and what is printed of it have them: without marks of any kind."""
    return "".join(
        without_emphasis(unicodedata.normalize("NFC", words)).replace("[citation needed]", "").split()
    )
