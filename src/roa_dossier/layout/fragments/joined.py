"""Pages that were drawn by themselves put together as one fragment, and taken apart again.

Of an edited chapter most pages stay. So what is drawn of pages is theirs alone, with numbers of their own;
a chapter has one after another, and what it has of each is counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TypeVar

from roa_dossier.frozen import replace
from roa_dossier.layout.fragments.written import length
from roa_dossier.model.fragment import (
    KEY,
    PLACE,
    Anchor,
    Body,
    Face,
    Fragment,
    Head,
    Leaf,
    Share,
    Stream,
)

T = TypeVar("T")

_OPENS, _CLOSES = b"<</Limits [%b %b]/Nums [" % (PLACE, PLACE), b"]>>"
"""Around what a leaf of the parent tree says, as `written` writes it."""

_LIMITS = 2


def joined(pieces: tuple[Fragment, ...]) -> tuple[Fragment, tuple[Share, ...]]:
    """Put fragments together, each of which begins with its leaf of the parent tree (`drawn`).

    Returns:
        The fragment, and what each piece has of it.

    """
    shares = tuple(map(_share, pieces))
    texts: list[bytes] = []
    leaves: list[bytes] = []
    leads: list[int] = []
    numbers: list[int] = []
    members: list[tuple[int, int]] = []
    streams: list[Stream] = []
    pages: list[Leaf] = []
    elements: list[int] = []
    identifiers: list[int] = []
    anchors: list[Anchor] = []
    heads: list[Head] = []
    objects = keys = at = 0
    for piece, share in zip(pieces, shares, strict=True):
        leaf, text = _halves(piece.body.template)
        first = length(leaf) + 1 - at
        page = len(pages)

        def moved(number: int, by: int = objects, key: int = keys) -> int:
            return number + (key if number >= KEY else by if number > 0 else 0)

        assert leaf.startswith(_OPENS) and leaf.endswith(_CLOSES)
        leaves.append(leaf[len(_OPENS) : -len(_CLOSES)])
        leads.extend(map(moved, piece.body.numbers[_LIMITS : _LIMITS + share.leads]))
        numbers.extend(map(moved, piece.body.numbers[_LIMITS + share.leads :]))
        texts.append(text)
        members.extend((number + objects, offset - first) for number, offset in piece.body.members[1:])
        streams.extend(_stream(one, objects, page, tuple(map(moved, one.numbers))) for one in piece.streams)
        pages.extend(Leaf(one.number + objects, one.counted) for one in piece.pages)
        elements.extend(one + objects for one in piece.elements)
        identifiers.extend(one + objects for one in piece.identifiers)
        anchors.extend(Anchor(one.name, one.page + page, one.x, one.y) for one in piece.anchors)
        heads.extend(replace(one, page=one.page + page) for one in piece.heads)
        objects, keys, at = objects + share.objects, keys + share.keys, at + share.length + 1
    leaf = b"%b%b%b" % (_OPENS, b" ".join(leaves), _CLOSES)
    begins = length(leaf) + 1
    body = Body(
        b"\n".join((leaf, *texts)),
        (KEY, KEY + keys - 1, *leads, *numbers),
        ((0, 0), *((number, offset + begins) for number, offset in members)),
    )
    whole = Fragment(
        tuple(pages),
        objects + 1,
        tuple(streams),
        body,
        keys,
        tuple(elements),
        tuple(identifiers),
        tuple(anchors),
        tuple(heads),
        merged(tuple(share.faces for share in shares)),
    )
    return whole, shares


def parted(whole: Fragment, shares: tuple[Share, ...]) -> tuple[Fragment, ...]:
    """Take apart again what `joined` put together."""
    return tuple(_parted(whole, shares))


def _parted(whole: Fragment, shares: tuple[Share, ...]) -> Iterator[Fragment]:
    leaf, _ = _halves(whole.body.template)
    rest = len(leaf) + 1
    begins = length(leaf) + 1
    lead = _LIMITS
    number = _LIMITS + sum(share.leads for share in shares)
    text, inner, member, at = rest, len(_OPENS), 1, begins
    stream = page = element = identified = anchor = head = objects = keys = 0
    for share in shares:

        def moved(number: int, by: int = objects, key: int = keys) -> int:
            return number - (key if number >= KEY else by if number > 0 else 0)

        own = b"%b%b%b" % (_OPENS, leaf[inner : inner + share.leaf], _CLOSES)
        first = length(own) + 1 - at
        numbers = whole.body.numbers
        body = Body(
            b"%b\n%b" % (own, whole.body.template[text : text + share.text]),
            (
                KEY,
                KEY + share.keys - 1,
                *map(moved, numbers[lead : lead + share.leads]),
                *map(moved, numbers[number : number + share.numbers]),
            ),
            (
                (0, 0),
                *(
                    (one - objects, to + first)
                    for one, to in _taken(whole.body.members, member, share.members)
                ),
            ),
        )
        yield Fragment(
            tuple(Leaf(one.number - objects, one.counted) for one in _taken(whole.pages, page, share.pages)),
            share.objects + 1,
            tuple(
                _stream(one, -objects, -page, tuple(map(moved, one.numbers)))
                for one in _taken(whole.streams, stream, share.streams)
            ),
            body,
            share.keys,
            tuple(one - objects for one in _taken(whole.elements, element, share.elements)),
            tuple(one - objects for one in _taken(whole.identifiers, identified, share.identifiers)),
            tuple(
                Anchor(one.name, one.page - page, one.x, one.y)
                for one in _taken(whole.anchors, anchor, share.anchors)
            ),
            tuple(replace(one, page=one.page - page) for one in _taken(whole.heads, head, share.heads)),
            share.faces,
        )
        lead, number, inner = lead + share.leads, number + share.numbers, inner + share.leaf + 1
        text, member, at = text + share.text + 1, member + share.members, at + share.length + 1
        stream, page, element = stream + share.streams, page + share.pages, element + share.elements
        identified, anchor, head = (
            identified + share.identifiers,
            anchor + share.anchors,
            head + share.heads,
        )
        objects, keys = objects + share.objects, keys + share.keys


def merged(of: tuple[tuple[Face, ...], ...]) -> tuple[Face, ...]:
    """Give the fonts of all pages: what a glyph stands for at first holds."""
    found: dict[str, Face] = {}
    for face in chain.from_iterable(of):
        first = found.get(face.name)
        if first is not None:
            face = replace(
                first,
                glyphs=_both(first.glyphs, face.glyphs),
                widths=_both(first.widths, face.widths),
                missing=_both(first.missing, face.missing),
            )
        found[face.name] = face
    return tuple(found[name] for name in sorted(found))


def _both(first: tuple[tuple[int, T], ...], then: tuple[tuple[int, T], ...]) -> tuple[tuple[int, T], ...]:
    return tuple(sorted((dict(then) | dict(first)).items()))


def _share(piece: Fragment) -> Share:
    leaf, text = _halves(piece.body.template)
    leads = leaf.count(PLACE) - _LIMITS
    return Share(
        pages=len(piece.pages),
        objects=piece.count - 1,
        streams=len(piece.streams),
        members=len(piece.body.members) - 1,
        text=len(text),
        length=length(text),
        numbers=len(piece.body.numbers) - _LIMITS - leads,
        leaf=len(leaf) - len(_OPENS) - len(_CLOSES),
        leads=leads,
        keys=piece.parents,
        elements=len(piece.elements),
        identifiers=len(piece.identifiers),
        anchors=len(piece.anchors),
        heads=len(piece.heads),
        faces=piece.faces,
    )


def _halves(template: bytes) -> tuple[bytes, bytes]:
    """Give the leaf, which is the first object and one line, and all others."""
    leaf, _, text = template.partition(b"\n")
    return leaf, text


def _stream(one: Stream, objects: int, pages: int, numbers: tuple[int, ...]) -> Stream:
    slots = tuple(replace(slot, page=slot.page + pages) for slot in one.slots)
    return Stream(one.number + objects, one.dictionary, numbers, one.stretches, slots, one.plain)


def _taken(many: tuple[T, ...], first: int, count: int) -> tuple[T, ...]:
    return many[first : first + count]
