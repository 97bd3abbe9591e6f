"""CSL items: what may stand in one, and the form in which pandoc takes it.

The rule is the CSL-JSON schema of CSL 1.0.2, without the parts that only programs write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from roa_dossier import nearest
from roa_dossier.diagnostics import Diagnostic, Span, error, warning
from roa_dossier.model.outline import CslItem, Json
from roa_dossier.pandoc import Node


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


TYPES = _set(
    """article article-journal article-magazine article-newspaper bill book broadcast chapter classic
    collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing
    interview legal_case legislation manuscript map motion_picture musical_score pamphlet
    paper-conference patent performance periodical personal_communication post post-weblog regulation
    report review review-book software song speech standard thesis treaty webpage"""
)
NAMES = _set(
    """author chair collection-editor compiler composer container-author contributor curator director
    editor editor-translator editorial-director executive-producer guest host illustrator interviewer
    narrator organizer original-author performer producer recipient reviewed-author script-writer
    series-creator translator"""
)
DATES = _set("accessed available-date event-date issued original-date submitted")
WORDS = _set(
    """abstract annote archive archive-place archive_collection archive_location authority call-number
    chapter-number collection-number collection-title container-title
    container-title-short dimensions division DOI edition event event-place event-title genre
    ISBN ISSN issue journalAbbreviation jurisdiction keyword language license medium note number
    number-of-pages number-of-volumes original-publisher original-publisher-place original-title page
    page-first part-number part-title PMCID PMID printing-number publisher publisher-place references
    reviewed-genre reviewed-title scale section shortTitle source status supplement-number title
    title-short type URL version volume volume-title volume-title-short"""
)
_NAME_PARTS = _set(
    """family given literal suffix dropping-particle non-dropping-particle comma-suffix static-ordering
    parse-names"""
)
_DATE_PARTS = _set("date-parts literal season circa raw")
_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_MARKUP = re.compile(r"[<>{}\\$`*]")


@dataclass(frozen=True, slots=True)
class Item:
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


def faults(item: CslItem) -> tuple[Diagnostic, ...]:
    """Say what is wrong with an item, at its fields' places; errors would stop the citation engine."""
    return tuple(_faults(item))


def _faults(item: CslItem) -> Iterator[Diagnostic]:
    whole = item.key.span
    kind = item.data.get("type")
    if kind not in TYPES:
        found = f"found `{kind}`" if isinstance(kind, str) else "found none"
        yield _near(
            error(
                "bad-csl-item", f"`{item.key}`: expected a CSL type, {found}", item.places.get("type", whole)
            ),
            str(kind or ""),
            TYPES,
        )
    if "language" not in item.data:
        yield error(
            "language-missing",
            f"`{item.key}` has no `language`, without which its title would be re-capitalised",
            whole,
        ).hint("add the language of its title, such as `language: en`")
    for field, value in item.data.items():
        yield from _field_faults(str(item.key), field, value, item.places.get(field, whole))
    if "call-number" in item.data and "archive_location" not in item.data:
        yield warning(
            "call-number-dropped",
            f"`{item.key}`: many styles leave `call-number` out",
            item.places.get("call-number", whole),
        ).hint("write the signature as `archive_location`")


def _field_faults(key: str, field: str, value: Json, span: Span) -> Iterator[Diagnostic]:
    if field in NAMES:
        if why := _names_fault(value):
            yield error("bad-csl-item", f"`{key}`: `{field}` {why}", span).hint(
                "write a list of names with `family` and `given`, or `literal` for a body"
            )
    elif field in DATES:
        if why := _date_fault(value):
            yield error("bad-csl-item", f"`{key}`: `{field}` {why}", span).hint(
                "write a date as `2012`, `1943-10` or `1943-10-01`"
            )
    elif field not in WORDS:
        yield _near(
            error("bad-csl-item", f"`{key}`: `{field}` is not a CSL field", span),
            field,
            WORDS | NAMES | DATES,
        )
    elif isinstance(value, bool) or not isinstance(value, str | int):
        yield error("bad-csl-item", f"`{key}`: expected words in `{field}`, found {_kind(value)}", span)
    elif field == "language" and not _TAG.fullmatch(str(value)):
        yield error(
            "bad-csl-item", f"`{key}`: expected a language tag such as `en` or `de`, found `{value}`", span
        )


def _near(diagnostic: Diagnostic, word: str, names: frozenset[str]) -> Diagnostic:
    close = nearest.closest(word, names) if word else None
    return diagnostic.hint(f"write `{close}`") if close else diagnostic


def _names_fault(value: Json) -> str:
    if not isinstance(value, list | tuple) or not value:
        return f"expected a list of names, found {_kind(value)}"
    for name in value:
        if not isinstance(name, dict):
            return f"expected each name as a mapping, found {_kind(name)}"
        if unknown := next((part for part in name if part not in _NAME_PARTS), None):
            return f"has `{unknown}`, which is no part of a name"
        if not any(str(name.get(part) or "").strip() for part in ("family", "given", "literal")):
            return "has a name without `family`, `given` or `literal`"
        if any(isinstance(part, list | tuple | dict) for part in name.values()):
            return "has a part of a name that is not words"
    return ""


def _date_fault(value: Json) -> str:
    if not isinstance(value, dict):
        return f"expected a date, found {_kind(value)}"
    if unknown := next((part for part in value if part not in _DATE_PARTS), None):
        return f"has `{unknown}`, which is no part of a date"
    parts = value.get("date-parts")
    if parts is None:
        return "" if value.get("literal") or value.get("raw") else "has no `date-parts`"
    if not isinstance(parts, list | tuple) or not 1 <= len(parts) <= 2:
        return "expected one date or two"
    return "" if all(_is_day(part) for part in parts) else "is not a date of the calendar"


def _is_day(part: Json) -> bool:
    if not isinstance(part, list | tuple) or not 1 <= len(part) <= 3:
        return False
    numbers = [number for number in part if isinstance(number, int) and not isinstance(number, bool)]
    if len(numbers) != len(part):
        return False
    year, month, day = (*numbers, 1, 1)[:3]
    try:
        date(2000 + year % 400 if not 1 <= year <= 9999 else year, month, day)
    except ValueError:
        return False
    return -9999 <= year <= 9999


def _kind(value: Json) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return "true or false"
        case list() | tuple():
            return "a list"
        case dict():
            return "a mapping"
        case _:
            return f"`{value}`"


def to_meta(item: Item, name: str) -> Node:
    """Give the item as pandoc metadata under the id `name`; every field as literal words."""
    data = dict(item.data)
    title = data.get("title")
    if isinstance(title, str) and ": " in title and "title-short" not in data:
        data["title-short"] = title.split(": ", 1)[0]
    return _map({"id": _string(name), **{field: _meta(value) for field, value in data.items()}})


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
    """Keep the letters of what looks like markup or program text from being re-capitalised."""
    inlines: list[Node] = []
    for word in words.split(" "):
        inlines.append({"t": "Space"})
        if not word:
            continue
        plain: Node = {"t": "Str", "c": word}
        kept: Node = {"t": "Span", "c": [["", ["nocase"], []], [plain]]}
        inlines.append(kept if _MARKUP.search(word) else plain)
    return inlines[1:]


def _map(values: Mapping[str, Node]) -> Node:
    return {"t": "MetaMap", "c": dict(values)}


def _string(words: str) -> Node:
    return {"t": "MetaString", "c": words}
