"""The bookmarks of a book, as a tree of PDF objects (ISO 32000-1 §12.3.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from roa_dossier.bind.values import real, reference, string
from roa_dossier.model.fragment import Head


@dataclass(slots=True)
class _Item:
    head: Head
    page: int
    kids: list[_Item] = field(default_factory=list)
    number: int = 0


def objects(heads: Iterator[tuple[Head, int]], number: int) -> dict[int, bytes]:
    """Give the objects of an outline, its root first; none where there is no head.

    Args:
        heads: in order, each with the number of the page object that it is on.
        number: of the first object; the others follow.

    """
    top = _tree(heads)
    if not top:
        return {}
    at = number
    for item in _all(top):
        at += 1
        item.number = at
    made = {number: b""}
    _write(top, number, made)
    count = sum(1 + _shown(item) for item in top)
    made[number] = b"<</Count %d/First %b/Last %b>>" % (
        count,
        reference(top[0].number),
        reference(top[-1].number),
    )
    return made


def _tree(heads: Iterator[tuple[Head, int]]) -> list[_Item]:
    """Put each head below the last one before it whose level is smaller."""
    top: list[_Item] = []
    above: list[_Item] = []
    for head, page in heads:
        item = _Item(head, page)
        while above and above[-1].head.level >= head.level:
            above.pop()
        (above[-1].kids if above else top).append(item)
        above.append(item)
    return top


def _all(items: list[_Item]) -> Iterator[_Item]:
    for item in items:
        yield item
        yield from _all(item.kids)


def _shown(item: _Item) -> int:
    """Count the heads that are shown below one."""
    return sum(1 + _shown(kid) for kid in item.kids) if item.head.open else 0


def _write(items: list[_Item], parent: int, made: dict[int, bytes]) -> None:
    for at, item in enumerate(items):
        head = item.head
        below = sum(1 + _shown(kid) for kid in item.kids)
        parts = [
            b"<</Title %b/Parent %b/Dest[%b/XYZ %b %b 0]/Count %d"
            % (
                string(head.words),
                reference(parent),
                reference(item.page),
                real(head.x),
                real(head.y),
                below if head.open else -below,
            )
        ]
        if at:
            parts.append(b"/Prev %b" % reference(items[at - 1].number))
        if at + 1 < len(items):
            parts.append(b"/Next %b" % reference(items[at + 1].number))
        if item.kids:
            parts.append(
                b"/First %b/Last %b" % (reference(item.kids[0].number), reference(item.kids[-1].number))
            )
        made[item.number] = b"%b>>" % b"".join(parts)
        _write(item.kids, item.number, made)
