"""A small tree of printed words, of which both the HTML and the plain words are made."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from roa_dossier.frozen import Frozen

PAGE = "￼"
"""Stands in printed words for a page number, which is not known before the layout."""


class Element(Frozen):
    """An HTML element with what it holds."""

    tag: str
    children: tuple[Node, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()


class Made(Frozen):
    """HTML that a template made, with the words it prints where it stands."""

    html: Markup
    words: str = ""


Node = str | Element | Made
Nodes = tuple[Node, ...]


def html(nodes: Iterable[Node]) -> Markup:
    """Give the nodes as HTML, every character of theirs escaped."""
    return Markup("".join(map(_html, nodes)))


def words(nodes: Iterable[Node]) -> str:
    """Give the words the nodes print, white space folded."""
    return " ".join("".join(_words(node) for node in nodes).split())


def whole(nodes: Iterable[Node]) -> Made:
    """Make the nodes one that is not looked into any more."""
    given = tuple(nodes)
    return Made(html(given), "".join(_words(node) for node in given))


def element(tag: str, *children: Node, **attributes: str) -> Element:
    """Make an element; attributes without a value are left out, and `class_` is `class`."""
    given = tuple((name.rstrip("_"), value) for name, value in attributes.items() if value)
    return Element(tag, children, given)


def _html(node: Node) -> str:
    match node:
        case str():
            return escape(node)
        case Made():
            return node.html
        case Element(tag, children, attributes):
            if not children and tag == "br":
                return "<br/>"
            opened = "".join(f' {name}="{escape(value)}"' for name, value in attributes)
            return f"<{tag}{opened}>{''.join(map(_html, children))}</{tag}>"


def _words(node: Node) -> str:
    match node:
        case str():
            return node
        case Made():
            return node.words
        case Element(tag, children, _):
            return " " if tag == "br" else "".join(_words(child) for child in children)
