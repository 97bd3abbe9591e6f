"""PDF objects of the engine written down as text, with places for numbers."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from typing import Any

from weasyprint.pdf import pydyf

from roa_dossier.model.fragment import KEY, PLACE, WIDTH, Body, Slot, Stream, Stretch, identifier
from roa_dossier.patterns import regex

_REFERENCE = regex(rb"(\d+) 0 R")
_LEVEL = 6

_IDENTIFIED = b"(%b)" % identifier(0).encode().replace(b"%*d" % (WIDTH, 0), PLACE)
IDENTIFIER = "\0"
"""Begins a string that stands for the identifier of an object, by the engine's number."""

Cut = Callable[[Any], tuple[tuple[Stretch, ...], tuple[Slot, ...]]]


def objects(
    kept: Iterable[Any], numbers: dict[int, int], cut: Cut | None = None
) -> tuple[tuple[Stream, ...], Body]:
    """Write objects down.

    Args:
        kept: the engine's objects, in order.
        numbers: what each of the engine's numbers becomes.
        cut: gives the stretches and slots of a stream; without it the data stays as it is.

    """
    texts: list[bytes] = []
    found: list[int] = []
    members: list[tuple[int, int]] = []
    streams: list[Stream] = []
    at = 0
    for one in kept:
        number = numbers[one.number]
        if isinstance(one, pydyf.Stream):
            streams.append(_stream(one, number, numbers, cut))
            continue
        text = _text(one, numbers, found)
        members.append((number, at))
        texts.append(text)
        at += length(text) + 1
    return tuple(streams), Body(b"\n".join(texts), tuple(found), tuple(members))


def stretch(data: bytes) -> Stretch:
    """Deflate drawing instructions apart from all others."""
    deflater = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    deflated = deflater.compress(data) + deflater.flush(zlib.Z_FULL_FLUSH)
    return Stretch(deflated, len(data), zlib.adler32(data))


def _stream(one: Any, number: int, numbers: dict[int, int], cut: Cut | None) -> Stream:
    found: list[int] = []
    extra = pydyf.Dictionary({key: value for key, value in one.extra.items() if key != "Length"})
    text = _text(extra, numbers, found)[2:-2]
    if cut is None or "Filter" in one.extra:
        plain = b"\n".join(pydyf._to_bytes(item) for item in one.stream)
        if one.compress:
            text, plain = text + b"/Filter/FlateDecode", zlib.compress(plain, _LEVEL)
        return Stream(number, text, tuple(found), plain=plain)
    stretches, slots = cut(one)
    return Stream(number, text, tuple(found), stretches, slots)


def _text(value: Any, numbers: dict[int, int], found: list[int]) -> bytes:
    """Write a value down, its numbers put among those found."""
    kind = type(value)
    if kind is str:
        return bytes(value.encode("ascii")).replace(b"%", b"%%")
    if isinstance(value, pydyf.Dictionary):
        inside = [
            b"/%b %b" % (key.encode("ascii"), _text(each, numbers, found)) for key, each in value.items()
        ]
        return b"<<%b>>" % b"".join(inside)
    if isinstance(value, pydyf.Array):
        return b"[%b]" % b" ".join([_text(each, numbers, found) for each in value])
    if isinstance(value, pydyf.String) and value.string[:1] == IDENTIFIER:
        found.append(numbers[int(value.string[1:])])
        return _IDENTIFIED
    if kind is bytes and value[-2:] == b" R" and (match := _REFERENCE.fullmatch(value)):
        found.append(numbers[int(match[1])])
        return PLACE + b" 0 R"
    if isinstance(value, int) and value >= KEY:
        found.append(value)
        return PLACE
    return bytes(pydyf._to_bytes(value)).replace(b"%", b"%%")


def length(text: bytes) -> int:
    """Give the length that a text has when its numbers stand there."""
    bare = text.replace(b"%%", b"")
    return len(text) - text.count(b"%%") + bare.count(PLACE) * (WIDTH - len(PLACE))
