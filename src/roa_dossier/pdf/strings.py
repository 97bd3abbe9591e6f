"""Every string of a PDF that is not drawn on its pages, wherever it is kept, with the name of its place."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from typing import Any

import pikepdf

from roa_dossier.patterns import regex
from roa_dossier.pdf.parts import opened

_PLACES = {
    "/Title": "the bookmarks",
    "/Alt": "an alternative text",
    "/ActualText": "the text behind a sign (`ActualText`)",
    "/E": "what an abbreviation stands for (`E`)",
    "/T": "a title in the structure tree",
    "/Lang": "a language tag",
    "/Contents": "the words behind a mark on a page",
    "/Desc": "the description of an attachment",
    "/F": "the name of an attachment",
    "/UF": "the name of an attachment",
    "/Dest": "the name of a destination",
    "/D": "the name of a destination",
    "/URI": "the address of a link",
}
_TREES = {"/Dests": "the name of a destination", "/EmbeddedFiles": "the name of an attachment"}
_ESCAPED = regex(r"\\u([0-9a-fA-F]{4})")
_UNREAD = {"/Parent", "/P", "/Pg", "/ID", "/CheckSum"}
_DEEP = 40
_HOLDERS = (pikepdf.String, pikepdf.Array, pikepdf.Dictionary, pikepdf.Stream)

Named = tuple[str, str]
"""The name of a place, as it is put into a sentence, and what stands there."""


def strings(data: bytes) -> tuple[Named, ...]:
    """Give every string of a PDF that is not drawn on its pages, and the files inside it.

    Gone through is every object there is, so that no place is forgotten: bookmarks, document information,
    structure tree, marks on pages, names of destinations, attachments with their names and descriptions, and
    the XMP metadata.

    Raises:
        Unreadable: when it cannot be opened.

    """
    with opened(data) as file:
        return tuple(_found(file))


def _found(file: pikepdf.Pdf) -> Iterator[Named]:
    information = file.trailer.get("/Info")
    told = information.objgen if information is not None else None
    inner = {spec.get_file().obj.objgen: name for name, spec in file.attachments.items()}
    trees = _trees(file)
    for thing in file.objects:
        place = "the document information" if thing.objgen == told else trees.get(thing.objgen, "")
        if isinstance(thing, pikepdf.Stream):
            name = inner.get(thing.objgen)
            kind = thing.get("/Type")
            if name is not None or kind == "/EmbeddedFile":
                yield from _inside(name or "", thing.read_bytes())
            elif kind == "/Metadata":
                yield "the XMP metadata", html.unescape(_decoded(thing.read_bytes()))
            elif b"ActualText" in (drawn := _drawing(thing)) or b"/Alt" in drawn:
                yield from _marked(thing)
        yield from _strings(thing, place, "an object")


def _trees(file: pikepdf.Pdf) -> dict[tuple[int, int], str]:
    """Tell the objects whose strings are names: those of destinations and of attachments."""
    found: dict[tuple[int, int], str] = {}
    names = file.Root.get("/Names", pikepdf.Dictionary())
    for key, place in _TREES.items():
        pending = [names[key]] if key in names else []
        while pending:
            branch = pending.pop()
            if branch.objgen in found:
                continue
            if branch.is_indirect:
                found[branch.objgen] = place
            pending.extend(branch.get("/Kids", ()))
    return found


def _strings(thing: Any, place: str, here: str, depth: int = 0) -> Iterator[Named]:
    """Give the strings of an object and of what stands in it; what it refers to is met by itself."""
    if isinstance(thing, pikepdf.String):
        yield place or here, str(thing)
    elif depth > _DEEP:
        return
    elif isinstance(thing, pikepdf.Array):
        for item in thing:
            if _holds(item):
                yield from _strings(item, place, here, depth + 1)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for key, item in thing.items():
            if _holds(item) and key not in _UNREAD:
                within = _PLACES.get(key, f"`{key}` of an object")
                yield from _strings(item, _TREES.get(key, place), within, depth + 1)


def _holds(item: Any) -> bool:
    """Whether something is, or may hold, a string, and does not stand apart as an object of its own."""
    return isinstance(item, _HOLDERS) and not item.is_indirect


def _drawing(stream: pikepdf.Stream) -> bytes:
    """Give the instructions of a stream that draws; nothing of pictures, fonts and the like."""
    if stream.get("/Type") in ("/XRef", "/ObjStm") or stream.get("/Subtype") in ("/Image", "/OpenType"):
        return b""
    if any(key in stream for key in ("/Length1", "/FunctionType", "/CMapName")):
        return b""
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:
        return b""


def _marked(stream: pikepdf.Stream) -> Iterator[Named]:
    """Give the strings that a drawing instruction carries beside what it draws."""
    for instruction in pikepdf.parse_content_stream(stream, "BDC DP"):
        for operand in instruction.operands:
            yield from _strings(operand, "", "a mark in a page's drawing")


def _inside(name: str, data: bytes) -> Iterator[Named]:
    """Give the words of an attached file; those of JSON as they read without its escapes."""
    place = f"the attachment `{name}`"
    words = _decoded(data)
    try:
        held = json.loads(words)
    except (ValueError, RecursionError):
        yield place, html.unescape(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), words))
        return
    for one in _values(held):
        yield place, one


def _values(held: Any) -> Iterator[str]:
    """Give keys and strings of JSON; its bare numbers are counts and places."""
    pending = [held]
    while pending:
        one = pending.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            yield from one
            pending.extend(one.values())
        elif isinstance(one, list):
            pending.extend(one)


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    return data.decode("utf-8", errors="replace")
