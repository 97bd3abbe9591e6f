"""CSL items, and the form in which pandoc takes them: every field as literal words."""

from __future__ import annotations

from collections.abc import Mapping

from roa_dossier.frozen import Frozen
from roa_dossier.model.outline import Json
from roa_dossier.pandoc import Node
from roa_dossier.patterns import regex

_TITLES = frozenset(("title", "title-short", "container-title", "collection-title", "volume-title"))
_MARKUP = regex(r"[<>{}\\$`*]|&#?\w+;")


class Item(Frozen):
    """A work to cite, as plain values.

    Attributes:
        key: its id.
        data: CSL-JSON without `id`; every item has `language`.

    """

    key: str
    data: Mapping[str, Json]

    @property
    def language(self) -> str:
        """Its BCP 47 tag; "" for none."""
        return str(self.data.get("language", ""))


def to_meta(item: Item, name: str) -> Node:
    """Give the item as pandoc metadata under the id `name`; every field as literal words."""
    data = dict(item.data)
    title = data.get("title")
    if isinstance(title, str) and ": " in title and "title-short" not in data:
        data["title-short"] = title.split(": ", 1)[0]
    fields = {
        field: _title(value) if field in _TITLES and isinstance(value, str) else _meta(value)
        for field, value in data.items()
    }
    return _map({"id": _string(name), **fields})


def _title(words: str) -> Node:
    """Keep a title's letters: a style that capitalises titles would change what the source calls itself."""
    return {"t": "MetaInlines", "c": _as_typed(words)}


def _meta(value: Json) -> Node:
    match value:
        case bool():
            return {"t": "MetaBool", "c": value}
        case dict():
            return _map({key: _meta(inner) for key, inner in value.items()})
        case list() | tuple():
            return {"t": "MetaList", "c": [_meta(inner) for inner in value]}
        case str() if _MARKUP.search(value):
            return {"t": "MetaInlines", "c": _as_typed(value)}
        case _:
            return _string("" if value is None else str(value))


def _as_typed(words: str) -> list[Node]:
    """Keep letters from being re-capitalised."""
    inlines: list[Node] = []
    for word in words.split(" "):
        inlines += [{"t": "Space"}, *([{"t": "Str", "c": word}] if word else [])]
    return [{"t": "Span", "c": [["", ["nocase"], []], inlines[1:]]}]


def _map(values: Mapping[str, Node]) -> Node:
    return {"t": "MetaMap", "c": dict(values)}


def _string(words: str) -> Node:
    return {"t": "MetaString", "c": words}
