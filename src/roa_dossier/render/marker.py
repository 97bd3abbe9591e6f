"""Where names, citations and passages stand: an id for each, so that lists of pages can find them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup

from roa_dossier.model.book import Mention
from roa_dossier.model.chapter import Passage
from roa_dossier.render.desk import Desk
from roa_dossier.render.markup import Element, Node, Nodes, element, html, whole, words

NAMED, CITING = "named", "citing"
UNMARKED = (NAMED, CITING, "ref", "mistake", "original")
"""Classes of elements in which no name is looked for: found already, or no words of the text's."""

Range = tuple[int, int]

ALIKE = {char: f"[{re.escape(alike)}]" for alike in ("'’‘", '"“”„', "-–—") for char in alike}
"""Signs that sources and facts may spell apart."""

BRIEF, TELLING = 60, 24
"""How many letters stand on one page as a rule; how many of an end are enough to know a passage by."""


class Marker:
    """Marks what lists of pages may name, in the chapters of a book; elsewhere it marks nothing.

    Attributes:
        mentions: what was marked so far.
        role: what is being written: "contested", "excerpt", "note", or "".
        note: the id of the note that is being written; "" outside.

    """

    def __init__(self, desk: Desk, chapter: str = "") -> None:
        self.desk = desk
        self.chapter = chapter
        self.mentions: list[Mention] = []
        self.role = ""
        self.note = ""
        self._remembers = bool(chapter) and desk.only is None
        self._anchors = 0

    def names(self, nodes: Iterable[Node]) -> Nodes:
        """Give printed words with every name in them marked; those of citations and references are not."""
        if not self._remembers:
            return tuple(nodes)
        return tuple(marked for node in nodes for marked in self._names(node))

    def ours(self, text: object) -> Markup:
        """Write words of ours that stand alone: a head, a caption, a cell."""
        return html(self.names((self.desk.ours(text),)))

    def passage(self, nodes: Nodes, passage: Passage | None, **attributes: str) -> Nodes:
        """Write words taken from a source, so that its place can be found again."""
        return self._taken(nodes, passage, passage.ranges if passage else (), **attributes)

    def value(self, nodes: Nodes, passage: Passage | None, **attributes: str) -> Nodes:
        """Write a value that rests on a passage, whose other words are not printed."""
        return self._taken(nodes, passage, self._own(words(nodes), passage), **attributes)

    def _taken(
        self, nodes: Nodes, passage: Passage | None, printed: tuple[Range, ...], **attributes: str
    ) -> Nodes:
        anchor = ""
        if passage is not None and self._remembers:
            said = words(nodes)
            anchor = self._stands(passage, printed, _first(said))
            if len(said) > BRIEF:
                nodes = (*nodes, element("span", id=self._stands(passage, printed, _last(said))))
        given = {name: value for name, value in {**attributes, "id": anchor}.items() if value}
        return (element("span", *nodes, **given),) if given else nodes

    def _stands(self, passage: Passage, printed: tuple[Range, ...], text: str) -> str:
        """Remember an end of a passage with the words that stand there: it may run over a page."""
        anchor = self._anchor()
        self.mentions.append(
            Mention(anchor, "passage", passage.source, text, passage.ranges, self.role, printed)
        )
        return anchor

    def _own(self, value: str, passage: Passage | None) -> tuple[Range, ...]:
        """Find a value's own words in its passage, but for white space and the form of marks."""
        source = self.desk.sources.get(passage.source) if passage else None
        if passage is None or source is None:
            return ()
        own = wanted(value)
        found = (own.search(source.text, start, stop) for start, stop in passage.ranges)
        return next(((each.span(),) for each in found if each), ())

    def _names(self, node: Node) -> Nodes:
        match node:
            case str():
                return tuple(self._divided(node))
            case Element(tag, children, attributes) if dict(attributes).get("class", "") not in UNMARKED:
                return (Element(tag, self.names(children), attributes),)
            case _:
                return (node,)

    def _divided(self, text: str) -> Iterable[Node]:
        done = 0
        for start, stop, name in self.desk.finder.mentions(text):
            if start > done:
                yield text[done:start]
            yield self.named(text[start:stop], name)
            done = stop
        if done < len(text) or not text:
            yield text[done:]

    def named(self, text: str, name: str) -> Node:
        """Write a mention of the name with the id `name`, in whatever form."""
        if not self._remembers:
            return text
        anchor = self._anchor()
        self.mentions.append(Mention(anchor, "name", name, text, role=self.role))
        return element("span", text, class_=NAMED, id=anchor)

    def _anchor(self) -> str:
        self._anchors += 1
        return f"{self.chapter}--at-{self._anchors}"

    def citing(self, nodes: Nodes, keys: Iterable[str]) -> Nodes:
        """Write a citation of these sources and works; the id of the note it stands in serves for it."""
        named = tuple(keys)
        if not named or not self._remembers:
            return nodes
        anchor = self.note or self._anchor()
        known = {mention.key for mention in self.mentions if mention.anchor == anchor}
        self.mentions += [Mention(anchor, "cite", key, role=self.role) for key in named if key not in known]
        if self.note:
            return (whole(nodes),)
        return (element("span", *nodes, class_=CITING, id=anchor),)


def wanted(value: str) -> re.Pattern[str]:
    """Make a pattern of a value's words that finds them whole: not `5` in `1.5` or `1905`."""
    spelt = ("".join(ALIKE.get(char) or re.escape(char) for char in word) for word in value.split())
    return re.compile(r"(?<!\w)(?<!\d[.,])" + r"\s+".join(spelt) + r"(?!\w)(?![.,]\d)")


def _first(printed: str) -> str:
    """Give the first words of a passage, as many as tell it from others."""
    end = printed.find(" ", TELLING)
    return printed if end < 0 else printed[:end]


def _last(printed: str) -> str:
    """Give the last words of a passage."""
    return printed[printed.rfind(" ", 0, len(printed) - TELLING) + 1 :]
