"""Where elements stand in the HTML of a manuscript."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html.parser import HTMLParser

from roa_dossier.frozen import Frozen

Attributes = Mapping[str, str]


class Element(Frozen):
    """An element: offsets of its first tag, its content, its end tag and what follows, in characters."""

    start: int
    inner: int
    close: int
    stop: int
    attributes: Attributes


def found(html: str, tag: str, wanted: Callable[[Attributes], object]) -> tuple[Element, ...]:
    """Give the outermost elements of a tag whose attributes are wanted, in their order.

    Args:
        html: well formed, every element of the tag closed.
        tag: in small letters.
        wanted: whether an element is looked for, by its attributes; one without a value has "".

    """
    finder = _Finder(html, tag, wanted)
    finder.feed(html)
    finder.close()
    return tuple(finder.found)


class _Finder(HTMLParser):
    def __init__(self, html: str, tag: str, wanted: Callable[[Attributes], object]) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[Element] = []
        self._tag, self._wanted = tag, wanted
        self._starts = [0, *(match.end() for match in re.finditer("\n", html))]
        self._open: tuple[int, int, Attributes] | None = None
        self._depth = 0

    def _at(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != self._tag:
            return
        attributes = {name: value or "" for name, value in attrs}
        if self._open is not None:
            self._depth += 1
        elif self._wanted(attributes):
            at = self._at()
            self._open, self._depth = (at, at + len(self.get_starttag_text() or ""), attributes), 1

    def handle_endtag(self, tag: str) -> None:
        if tag != self._tag or self._open is None:
            return
        self._depth -= 1
        if not self._depth:
            (start, inner, attributes), close = self._open, self._at()
            self.found.append(Element(start, inner, close, close + len(f"</{tag}>"), attributes))
            self._open = None
