"""Clusters of cites and items to styled lines, by one run of the citation engine."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator
from typing import Any

from roa_dossier import pandoc
from roa_dossier.csl import runs
from roa_dossier.csl.items import Item, to_meta
from roa_dossier.csl.styles import Style, fitted
from roa_dossier.frozen import Frozen, replace
from roa_dossier.model.apparatus import Line, Styled
from roa_dossier.pandoc import Node
from roa_dossier.patterns import regex

_UNPRINTED = regex(r"Citeproc: (Bibliography entry|Citation) with no printed form: ")
_SPEAKER = regex(r"^Citeproc\w*: ")
_NAME = regex(r"\br(\d+)\b")
_TITLES = ("title", "title-short", "container-title", "collection-title")
_CLOSING = "”’\"'»“"


class Refused(Exception):
    """The engine gave nothing; `message` says why, on one line."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Cite(Frozen):
    """One cite of a place.

    Attributes:
        key: the item's key.
        locator: as typed ("p. 28"); "" for none.
        before: what joins it to the cite before it, instead of the style's own delimiter.
        after: what follows it inside the citation.
        instead: what is printed for it; the style still counts the cite (for "ibid." and short forms).

    """

    key: str
    locator: str = ""
    before: Line = ()
    after: Line = ()
    instead: Line | None = None


class Cluster(Frozen):
    """The cites of one place.

    Attributes:
        cites: in order; at least one.
        note: the number of the note it stands in, within its chapter.
        restart: whether a chapter begins here, so that works are cited in full again.

    """

    cites: tuple[Cite, ...]
    note: int = 0
    restart: bool = False


class Rendered(Frozen):
    """What the engine made.

    Attributes:
        lines: one per cluster; in a note style without its final full stop.
        bibliography: key and entry, in the style's order. An item that the style leaves out of its
            bibliographies (Chicago does so with encyclopaedia entries) stands there as it is cited in full.
        unprinted: keys of the items for which the style prints nothing at all somewhere.
        warnings: what else the engine said, with items by their keys.

    """

    lines: tuple[Line, ...] = ()
    bibliography: tuple[tuple[str, Line], ...] = ()
    unprinted: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def render(style: Style, language: str, items: tuple[Item, ...], clusters: tuple[Cluster, ...]) -> Rendered:
    """Render citations and the bibliography of all items; a function of its arguments only.

    Args:
        style: a checked style.
        language: BCP 47 tag of the dossier, which chooses the style's words and marks.
        items: every item cited or to be listed, once each and without faults.
        clusters: the citations in document order.

    Raises:
        Refused: the style or an item stopped the engine, or a limit was met.
        pandoc.ToolMissing: there is no pandoc.

    """
    if not items:
        return Rendered()
    return _Run(style, language, items, clusters).rendered()


Renderer = Callable[[Style, str, tuple[Item, ...], tuple[Cluster, ...]], Rendered]
"""What renders as `render` does: that, or what remembers its results."""


class _Run:
    """One run: names for the items, the document made of the clusters, and the way back."""

    def __init__(self, style: Style, language: str, items: tuple[Item, ...], clusters: tuple[Cluster, ...]):
        self.style, self.language, self.items, self.clusters = style, language, items, clusters
        self.names = {item.key: f"r{index}" for index, item in enumerate(items)}
        self.by_key = {item.key: item for item in items}
        self.unprinted: list[str] = []
        self.last: Cite | None = None

    def rendered(self) -> Rendered:
        try:
            answer = pandoc.cite(self.meta(), tuple(self.blocks()))
        except pandoc.Failed as failed:
            raise Refused(self.with_keys(failed.message)) from None
        cited = [_cited(block) for block in answer.blocks if block["t"] == "Para"]
        lines = [self.line(cluster, inlines) for cluster, inlines in zip(self.clusters, cited, strict=False)]
        full = {
            item.key: self.entry_of_citation(item, inlines)
            for item, inlines in zip(self.items, cited[len(self.clusters) :], strict=True)
        }
        said = [self.with_keys(line) for line in answer.warnings if not _UNPRINTED.match(line)]
        entries = tuple(self.entries(answer.blocks, full))
        self.unprinted += [key for key, line in entries if not line]
        return Rendered(tuple(lines), entries, tuple(dict.fromkeys(self.unprinted)), tuple(said))

    # ── to pandoc ───────────────────────────────────────────────────────────────────────────────────

    def meta(self) -> dict[str, Node]:
        style = base64.b64encode(fitted(self.style).encode("utf-8")).decode("ascii")
        return {
            "references": {
                "t": "MetaList",
                "c": [to_meta(item, self.names[item.key]) for item in self.items],
            },
            "lang": {"t": "MetaString", "c": self.language},
            "citation-style": {"t": "MetaString", "c": f"data:application/xml;base64,{style}"},
            "nocite": {"t": "MetaInlines", "c": [_cite_node([("*", [], [])], 0)]},
        }

    def blocks(self) -> Iterator[Node]:
        for cluster in self.clusters:
            if cluster.restart:
                yield _RESTART
            yield _paragraph(_cite_node(list(self.triples(cluster)), cluster.note))
        for item in self.items:
            yield _RESTART
            yield _paragraph(_cite_node([(self.names[item.key], [], [])], 0))
        yield {"t": "Div", "c": [["refs", [], []], []]}

    def triples(self, cluster: Cluster) -> Iterator[tuple[str, list[Node], list[Node]]]:
        marked = self.is_marked(cluster)
        for index, cite in enumerate(cluster.cites):
            locator = [{"t": "Str", "c": f"{{{cite.locator}}}"}] if _is_locator(cite.locator) else []
            after = [*locator, runs.marker(runs.AFTER)] if marked else locator
            before = [runs.marker(runs.BEFORE)] if marked and index else []
            yield self.names[cite.key], before, after

    def is_marked(self, cluster: Cluster) -> bool:
        """Say whether the places between and after cites are needed; without them the style may collapse."""
        return not self.style.in_text or any(
            cite.before or cite.after or cite.locator for cite in cluster.cites
        )

    # ── and back ────────────────────────────────────────────────────────────────────────────────────

    def with_keys(self, message: str) -> str:
        def key(match: re.Match[str]) -> str:
            index = int(match[1])
            return f"`{self.items[index].key}`" if index < len(self.items) else match[0]

        return _NAME.sub(key, _SPEAKER.sub("", message))

    def line(self, cluster: Cluster, inlines: list[Any]) -> Line:
        if all(cite.instead is not None for cite in cluster.cites):
            self.last = cluster.cites[-1]
            return runs.joined(
                [run for cite in cluster.cites for run in (*cite.before, *(cite.instead or ()))]
            )
        read = runs.read(inlines)
        if not self.is_marked(cluster):
            styled = _styled(read)
            for key in dict.fromkeys(cite.key for cite in cluster.cites):
                styled = self.with_language(key, styled)
                self.unprinted += [] if runs.words(tuple(styled)).strip(" ()[];,") else [key]
            return runs.joined(styled)
        parts = _split(read, runs.BEFORE)
        if len(parts) != len(cluster.cites):
            raise Refused("the style does not print every cite of a citation")
        done: list[Styled] = []
        for index, (cite, part) in enumerate(zip(cluster.cites, parts, strict=True)):
            if index:
                done += cite.before or (Styled(self.style.delimiter or "; "),)
            done += self.cite(cite, part, last=index == len(parts) - 1)
            self.last = cite
        return runs.joined(done)

    def cite(self, cite: Cite, part: list[Styled | runs.Marker], *, last: bool) -> list[Styled]:
        if cite.instead is not None:
            return list(cite.instead)
        head, *rest = _split(part, runs.AFTER)
        printed = runs.without_spaces(runs.without_end(_styled(head), ", "))
        self.unprinted += [] if printed else [cite.key]
        after = list(cite.after)
        if not (self.is_repeated(cite) or _prints(printed, cite.locator)):
            after.insert(0, Styled(f", {cite.locator}"))
        printed = _mended(printed, after)
        tail = runs.without_spaces(_styled([run for some in rest for run in some]))
        if not last:
            tail = runs.without_end(tail, self.style.delimiter.strip())
        elif not self.style.in_text:
            tail = runs.without_end(tail, ".")
        return [*self.with_language(cite.key, printed), *after, *tail]

    def is_repeated(self, cite: Cite) -> bool:
        """Say whether the cite before was the same, so that "ibid." may stand for its locator too."""
        return self.last is not None and (self.last.key, self.last.locator) == (cite.key, cite.locator)

    def entry_of_citation(self, item: Item, inlines: list[Any]) -> Line:
        """Turn a citation in full into an entry of a bibliography."""
        found = runs.without_spaces(_styled(runs.read(inlines)))
        words = runs.words(tuple(found))
        if words[:1] + words[-1:] in ("()", "[]"):
            found = runs.without_end(found, words[-1])
            found[0] = replace(found[0], text=found[0].text[1:])
        if words and not words.rstrip(_CLOSING).endswith((".", "!", "?")):
            found.append(Styled("."))
        return runs.joined(self.with_language(item.key, found))

    def entries(self, blocks: tuple[Node, ...], full: dict[str, Line]) -> Iterator[tuple[str, Line]]:
        keys = {name: key for key, name in self.names.items()}
        left = dict(full)
        for attributes, inner in _entry_divs(blocks):
            key = keys[attributes[0].removeprefix("ref-")]
            cited = left.pop(key)
            found = runs.without_spaces(_styled(runs.read(list(_inlines(inner)))))
            yield key, runs.joined(self.with_language(key, found)) if found else cited
        yield from sorted(left.items(), key=lambda entry: (runs.words(entry[1]).casefold(), entry[0]))

    def with_language(self, key: str, line: list[Styled]) -> list[Styled]:
        item = self.by_key[key]
        if item.language.partition("-")[0].lower() == self.language.partition("-")[0].lower():
            return line
        titles = tuple(str(item.data[field]) for field in _TITLES if isinstance(item.data.get(field), str))
        return runs.in_language(line, titles, item.language)


_RESTART: Node = {"t": "Header", "c": [1, ["", ["reset-citation-positions"], []], []]}


def _paragraph(inline: Node) -> Node:
    return {"t": "Para", "c": [inline]}


def _cite_node(cites: list[tuple[str, list[Node], list[Node]]], note: int) -> Node:
    citations = [
        {
            "citationId": name,
            "citationPrefix": before,
            "citationSuffix": after,
            "citationMode": {"t": "NormalCitation"},
            "citationNoteNum": note,
            "citationHash": 0,
        }
        for name, before, after in cites
    ]
    return {"t": "Cite", "c": [citations, []]}


def _is_locator(typed: str) -> bool:
    return bool(typed) and "{" not in typed and "}" not in typed


def _prints(printed: list[Styled], locator: str) -> bool:
    """Say whether a cite shows its locator; some styles have no place for one."""
    if not locator:
        return True
    number = re.search(r"\d+", locator)
    sought = rf"(?<!\d){number[0]}(?!\d)" if number else re.escape(locator)
    return _is_locator(locator) and bool(re.search(sought, runs.words(tuple(printed))))


def _cited(paragraph: Node) -> list[Any]:
    """Give the inlines of the one citation of a paragraph, out of the note that a note style makes."""
    found: list[Any] = []
    for inline in paragraph["c"]:
        content = inline["c"][1] if inline["t"] == "Cite" else [inline]
        for inner in content:
            if inner["t"] == "Note":
                found += _inlines(inner["c"])
            else:
                found.append(inner)
    return found


def _inlines(blocks: list[Any]) -> Iterator[Any]:
    for index, block in enumerate(blocks):
        if index:
            yield {"t": "Space"}
        if block["t"] == "Div":
            yield from _inlines(block["c"][1])
        else:
            yield from block["c"]


def _entry_divs(blocks: tuple[Node, ...] | list[Any]) -> Iterator[tuple[list[Any], list[Any]]]:
    for block in blocks:
        if block["t"] == "Div":
            attributes, inner = block["c"]
            if "csl-entry" in attributes[1]:
                yield attributes, inner
            else:
                yield from _entry_divs(inner)


def _split(read: list[Styled | runs.Marker], kind: str) -> list[list[Styled | runs.Marker]]:
    parts: list[list[Styled | runs.Marker]] = [[]]
    for run in read:
        if isinstance(run, runs.Marker) and run.kind == kind:
            parts.append([])
        else:
            parts[-1].append(run)
    return parts


def _styled(read: list[Styled | runs.Marker]) -> list[Styled]:
    return [run for run in read if isinstance(run, Styled)]


def _mended(printed: list[Styled], after: list[Styled]) -> list[Styled]:
    """Take out the comma that an American style set inside a title's marks for what follows."""
    words = runs.words(tuple(printed))
    if len(words) < 2 or words[-1] not in _CLOSING or words[-2] != ",":
        return printed
    closing = words[-1]
    return [*runs.without_end(runs.without_end(printed, closing), ","), replace(printed[-1], text=closing)]
