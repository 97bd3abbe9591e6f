"""A table's block made into parts of some columns each, the first column before every one of them."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as Tree

_NAMED = ("id", "data-n")
_CALLS = ("call", "note")


def parted(block: str, parts: Sequence[Sequence[int]]) -> str:
    """Give the block with a table for each part.

    The first part keeps caption and anchors; the others say which columns they hold. What is repeated there
    has neither anchors nor notes: these stand once.

    Args:
        block: the `<div>` of a table, well formed; `data-part` says how parts after the first are called,
            with `{}` for their columns.
        parts: the columns of each part, without the first column but in the first part.

    """
    root = Tree.fromstring(block)
    whole = root.find("table")
    if whole is None:
        return block
    at = list(root).index(whole)
    root.remove(whole)
    name = root.get("data-part", "{}")
    for number, held in enumerate(parts):
        root.insert(at + number, _part(whole, held, name if number else ""))
    return Tree.tostring(root, encoding="unicode", method="html")


def _part(whole: Tree.Element, held: Sequence[int], name: str) -> Tree.Element:
    part = copy.deepcopy(whole)
    part.tail = "\n"
    kept = tuple(held) if not name else (0, *held)
    for row in part.iter("tr"):
        _keep(row, kept)
    if not name:
        return part
    told = name.format(_columns(held))
    part.set("class", f"{part.get('class', '')} part")
    caption = part.find("caption")
    if caption is None:
        caption = Tree.Element("caption")
        part.insert(0, caption)
    for child in list(caption):
        caption.remove(child)
    caption.text = told
    for row in part.findall("thead/tr"):
        if row.get("class") == "over":
            row[0].text = told
    for each in part.iter("tr"):
        if "group" in (each.get("class") or "").split():
            _once(each)
        elif len(each) and each[0].get("colspan") is None:
            _once(each[0])
            each.attrib.pop("id", None)
    return part


def _columns(held: Sequence[int]) -> str:
    """Name columns by their numbers, from 1: `5–9`."""
    return f"{held[0] + 1}\u2013{held[-1] + 1}" if len(held) > 1 else str(held[0] + 1)


def _keep(row: Tree.Element, kept: Sequence[int]) -> None:
    """Keep some cells of a row; one that spans the whole table spans the part."""
    cells = list(row)
    if len(cells) == 1 and cells[0].get("colspan"):
        cells[0].set("colspan", str(len(kept)))
        return
    for at, cell in enumerate(cells):
        if at not in kept:
            row.remove(cell)


def _once(element: Tree.Element) -> None:
    """Take anchors and notes out of what is repeated."""
    for each in element.iter():
        for name in _NAMED:
            each.attrib.pop(name, None)
    for parent in list(element.iter()):
        for child in list(_called(parent)):
            _lift(parent, child)


def _called(parent: Tree.Element) -> Iterator[Tree.Element]:
    for child in parent:
        if set((child.get("class") or "").split()) & set(_CALLS):
            yield child


def _lift(parent: Tree.Element, child: Tree.Element) -> None:
    """Take an element out and leave what follows it."""
    at = list(parent).index(child)
    if child.tail:
        if at:
            parent[at - 1].tail = (parent[at - 1].tail or "") + child.tail
        else:
            parent.text = (parent.text or "") + child.tail
    parent.remove(child)
