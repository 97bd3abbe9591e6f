"""The index: every name with its pages, and a reference from each other form of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from markupsafe import Markup

from roa_dossier.frozen import Frozen
from roa_dossier.model.book import Mention
from roa_dossier.model.outline import NameEntry
from roa_dossier.names import forms
from roa_dossier.render.aids import order
from roa_dossier.render.aids.pages import Body, Leaf, runs

MANY = 12
"""More page numbers than a reader wants to turn up one by one: such an entry is divided by chapters."""

NO_PAGES = Markup("")


class IndexLine(Frozen):
    """A line of the index: a head with its pages, or a form with the head to look under.

    Attributes:
        anchor: its id.
        head: as it is sorted.
        original: the name in its own script; "" for none.
        language: the original's language.
        pages: its pages; empty where they are divided, and for a reference.
        see: the head that a reference points to, and its anchor; ("", "") for a head.
        parts: for a name with many pages, each chapter's title with its pages.

    """

    anchor: str
    head: str
    original: str = ""
    language: str = ""
    pages: Markup = NO_PAGES
    see: tuple[str, str] = ("", "")
    parts: tuple[tuple[str, Markup], ...] = ()


class IndexLetter(Frozen):
    """The lines that begin with one letter."""

    letter: str
    lines: tuple[IndexLine, ...]


def values(body: Body) -> dict[str, object]:
    """Prepare the index in one alphabet, numbers before letters."""
    language = body.desk.outline.language
    mentions = body.by_key("name")
    printed = [entry for entry in body.desk.outline.names if str(entry.key) in mentions]
    lines = [line for entry in printed if (line := _line(body, entry, mentions[str(entry.key)]))]
    heads = {line.head for line in lines}
    lines += [line for line in _references(body, printed, lines) if line.head not in heads]
    lines.sort(key=lambda line: (order.sort_key(line.head, language), line.head, line.see))
    letters = groupby(lines, key=lambda line: order.initial(line.head, language) or body.desk.say.numerals)
    return {"letters": [IndexLetter(letter, tuple(found)) for letter, found in letters]}


def _line(body: Body, entry: NameEntry, mentions: list[Mention]) -> IndexLine | None:
    leaves = body.leaves(mentions)
    if not leaves:
        return None
    anchor = f"index.{entry.key}"
    body.claim(anchor, leaves, (*forms(entry), *(mention.text for mention in mentions)))
    many = len(runs(leaves, told=True)) > MANY
    return IndexLine(
        anchor,
        body.desk.ours(order.head(entry)),
        str(entry.original or ""),
        entry.language,
        NO_PAGES if many else body.pages(leaves, told=True),
        parts=tuple(_parts(body, leaves, mentions)) if many else (),
    )


def _parts(body: Body, leaves: tuple[Leaf, ...], mentions: list[Mention]) -> Iterator[tuple[str, Markup]]:
    """Divide the pages by the chapters in which the name stands."""
    wanted = {mention.anchor for mention in mentions}
    for manuscript in body.manuscripts:
        here = [mention for mention in manuscript.mentions if mention.anchor in wanted]
        if here:
            yield body.desk.ours(manuscript.title), body.pages(body.leaves(here), told=True)


def _references(body: Body, printed: Iterable[NameEntry], lines: list[IndexLine]) -> Iterator[IndexLine]:
    """Refer from every other form of a printed name, unless it stands beside its head anyway."""
    language = body.desk.outline.language
    heads = {line.anchor: line for line in lines}
    for entry in printed:
        line = heads.get(f"index.{entry.key}")
        if line is None:
            continue
        first = order.sort_key(line.head, language).split()[0]
        others: dict[str, str] = {}
        for form in _elsewhere(entry, first, language):
            others.setdefault(order.letters(form, language), form)
        for index, form in enumerate(others.values()):
            anchor = f"{line.anchor}.{index}"
            yield IndexLine(anchor, body.desk.ours(form), see=(line.head, line.anchor))


def _elsewhere(entry: NameEntry, first: str, language: str) -> Iterator[str]:
    """Give the other forms as they are sought, but for those that begin as the head does.

    A person's form with the surname in it, wherever it stands, is sought under the surname.
    """
    person = entry.kind == "person"
    for form in map(str, filter(None, (entry.short, *entry.variants))):
        words = order.sort_key(form, language).split()
        if first not in (words if person else words[:1]):
            yield order.inverted(form) if person else order.turned(form)
