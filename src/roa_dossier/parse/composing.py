"""Strict YAML: one document of mappings, lists and scalars as typed, every node with its place.

The scanner's events are read one by one, so no depth of brackets can exhaust a stack, and what YAML
offers beyond plain data (aliases, anchors, tags, merge keys) is refused where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from roa_dossier.diagnostics import Diagnostic, Span, error
from roa_dossier.model.outline import Words
from roa_dossier.parse.complaints import complaint
from roa_dossier.parse.decoded import Typed, control_characters, turned, turns
from roa_dossier.parse.flow import braces, brackets
from roa_dossier.parse.nodes import Listing, Mapping, Node, Scalar
from roa_dossier.parse.scalars import scalar_text
from roa_dossier.text import Text

DEPTH = 60

Loader = type[yaml.SafeLoader] | type[yaml.CSafeLoader]

_Loader: Loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader

_TOO_DEEP = "exceeded maximum nesting depth"
"""What the C scanner says of 1,000 brackets, which it scans ahead; the other one tells of each first."""


@dataclass(slots=True)
class _Open:
    """A collection while its members are read."""

    mapping: bool
    flow: bool
    start: int
    key: Scalar | None = None
    members: list[Node] = field(default_factory=list)
    entries: list[tuple[Scalar, Node]] = field(default_factory=list)
    seen: dict[str, Span] = field(default_factory=dict)


def compose(typed: Typed) -> tuple[Node | None, list[Diagnostic]]:
    """Read one document; the node is None where there is none that could be read on."""
    reader = _Reader(typed, _Loader)
    try:
        try:
            root = reader.read()
        except yaml.scanner.ScannerError as fault:
            if fault.problem != _TOO_DEEP:
                raise
            reader = _Reader(typed, yaml.SafeLoader)
            root = reader.read()
    except yaml.YAMLError as fault:
        return None, [*reader.found, complaint(typed, fault)]
    except (UnicodeEncodeError, ValueError):
        return None, reader.found or [error("yaml-syntax", "this is not YAML", Span(typed.path))]
    return root, reader.found


def _start(event: yaml.Event) -> int:
    return event.start_mark.index if event.start_mark else 0


def _end(event: yaml.Event) -> int:
    return event.end_mark.index if event.end_mark else 0


class _Reader:
    """Builds nodes from events with a stack of its own."""

    def __init__(self, typed: Typed, loader: Loader) -> None:
        self.typed = typed
        self.loader = loader
        self.source = typed.lines.chars
        self.found: list[Diagnostic] = []
        self.stack: list[_Open] = []
        self.root: Node | None = None
        self.documents = 0

    def read(self) -> Node | None:
        for event in self._events():
            match event:
                case yaml.DocumentStartEvent():
                    self.documents += 1
                    if self.documents > 1:
                        self._refuse(
                            event,
                            "several-documents",
                            "expected one document, found a second",
                            "delete `---`",
                        )
                        return self.root
                case yaml.AliasEvent():
                    hint = f"write it out, or put it in quotation marks: '*{event.anchor}'"
                    self._refuse(event, "yaml-alias", f"alias `*{event.anchor}`", hint)
                    self._add(self._nothing(event))
                case yaml.ScalarEvent():
                    self._odd(event)
                    self._add(self._scalar(event))
                case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                    self._odd(event)
                    if not self._open(event):
                        return None
                case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                    self._close(event)
        if self.documents == 0:
            message = "expected keys and values, found an empty file"
            self.found.append(error("empty-file", message, Span(self.typed.path)))
        return self.root

    def _events(self) -> Iterator[yaml.Event]:
        return iter(yaml.parse(self.source, Loader=self.loader))

    def _refuse(self, event: yaml.Event, code: str, message: str, hint: str) -> None:
        span = self._span(event)
        self.found.append(error(code, message, span).hint(hint))

    def _span(self, event: yaml.Event) -> Span:
        return self.typed.span(_start(event), _end(event))

    def _nothing(self, event: yaml.Event) -> Scalar:
        return Scalar(Words(Text("", ()), self.typed.path), self._span(event))

    def _odd(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        start = _start(event)
        if self.source[max(start - 1, 0) : start] == "\t":
            message = "expected a space before the value, found a tab"
            span = self.typed.span(start - 1, start)
            self.found.append(error("tab-indentation", message, span).hint("indent with spaces"))
        if event.anchor is not None:
            self._refuse(
                event,
                "yaml-anchor",
                f"anchor `&{event.anchor}`",
                f"put it in quotation marks: '&{event.anchor}'",
            )
        if event.tag is not None and event.tag != "!":
            self._refuse(
                event, "yaml-tag", f"tag `{event.tag}`", "delete the tag: every value is read as typed"
            )

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        start, stop = _start(event), _end(event)
        style = event.style or ""
        start = self._after_properties(event, start)
        text = scalar_text(self.source, start, stop, style, event.value)
        if not self.typed.direct:
            text = text.over(self.typed.lines)
        words = Words(text, self.typed.path)
        scalar = Scalar(words, self._covered(start, stop, style), style)
        if style == '"':
            self._escaped(words)
        return scalar

    def _after_properties(self, event: yaml.ScalarEvent, start: int) -> int:
        """Skip an anchor or a tag, which has been refused already."""
        if event.anchor is None and event.tag is None:
            return start
        while start < _end(event) and self.source[start] in "&!":
            while start < _end(event) and not self.source[start].isspace():
                start += 1
            while start < _end(event) and self.source[start].isspace():
                start += 1
        return start

    def _covered(self, start: int, stop: int, style: str) -> Span:
        if style in ("|", ">"):
            stop = start + len(self.source[start:stop].rstrip())
        return self.typed.span(start, stop)

    def _escaped(self, words: Words) -> None:
        """Look at what backslashes brought in; what stands in the file was looked at before."""
        chars = words.text.chars
        for at, name in control_characters(chars)[:5]:
            if chars[at] != "\r" and self._typed_by_escape(words, at):
                message = f"control character {name}"
                self.found.append(error("control-character", message, words.at(at, at + 1)).hint("delete it"))
        for at, name in turns(chars)[:5]:
            if self._typed_by_escape(words, at):
                self.found.append(turned(name, words.at(at, at + 1)))

    def _typed_by_escape(self, words: Words, at: int) -> bool:
        span = words.at(at, at + 1)
        return self.typed.decoded.startswith("\\", span.start)

    def _open(self, event: yaml.CollectionStartEvent) -> bool:
        if len(self.stack) >= DEPTH:
            message = f"expected at most {DEPTH} levels, found more"
            self._refuse(event, "nested-too-deep", message, "divide it")
            return False
        mapping = isinstance(event, yaml.MappingStartEvent)
        self.stack.append(_Open(mapping, bool(event.flow_style), _start(event)))
        return True

    def _close(self, event: yaml.Event) -> None:
        opened = self.stack.pop()
        stop = _end(event)
        if not opened.flow:
            stop = opened.start + len(self.source[opened.start : stop].rstrip())
        span = self.typed.span(opened.start, stop)
        node: Node
        if opened.mapping:
            node = Mapping(tuple(opened.entries), span)
        else:
            node = Listing(tuple(opened.members), span)
        if opened.flow:
            self._flow(node, opened.start, stop)
        self._add(node)

    def _flow(self, node: Node, start: int, stop: int) -> None:
        inner = bool(self.stack) and self.stack[-1].flow and not self.stack[-1].mapping
        surprise: tuple[str, str] | None
        match node:
            case Mapping(entries=()):
                return
            case Mapping():
                surprise = braces(self.source[start:stop])
            case Listing(items=items):
                plain = [str(item.words) for item in items if isinstance(item, Scalar) and not item.style]
                surprise = brackets(self.source[start:stop], plain, inner)
            case _:
                return
        if surprise:
            message, hint = surprise
            self.found.append(error("flow-style", message, self.typed.span(start, stop)).hint(hint))

    def _add(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        if not top.mapping:
            top.members.append(node)
        elif top.key is None:
            top.key = self._key(node)
        else:
            self._entry(top, top.key, node)
            top.key = None

    def _key(self, node: Node) -> Scalar:
        if isinstance(node, Scalar):
            return node
        self.found.append(error("wrong-kind", "expected a word as key, found a list or a mapping", node.span))
        return Scalar(Words(Text("", ()), self.typed.path), node.span, "?")

    def _entry(self, top: _Open, key: Scalar, value: Node) -> None:
        name = key.words.text.chars
        if name == "<<" and not key.style:
            hint = "write the keys out"
            self.found.append(error("yaml-merge-key", "merge key `<<`", key.span).hint(hint))
            return
        if key.style == "?":
            return
        if name in top.seen:
            twice = error("duplicate-key", f"key `{name}` is given twice", key.span)
            self.found.append(twice.beside(top.seen[name], "first given here"))
            return
        top.seen[name] = key.span
        top.entries.append((key, value))
