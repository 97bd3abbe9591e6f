"""CSL items: the fields, types, dates and names of the Citation Style Language 1.0.2, checked as typed."""

from __future__ import annotations

import re
from typing import Any

from roa_dossier.diagnostics import Span
from roa_dossier.model.outline import CslItem, Json, Words
from roa_dossier.parse.kinds import LANGUAGE, Findings, Schema, real_date, scalar, trimmed
from roa_dossier.parse.nodes import Listing, Mapping, Node, Scalar
from roa_dossier.parse.shape import first_key
from roa_dossier.parse.suggest import nearest
from roa_dossier.text import Text


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


TYPES = _listed(
    """article article-journal article-magazine article-newspaper bill book broadcast chapter classic
    collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing
    interview legal_case legislation manuscript map motion_picture musical_score pamphlet paper-conference
    patent performance periodical personal_communication post post-weblog regulation report review
    review-book software song speech standard thesis treaty webpage"""
)
NAMES = _listed(
    """author chair collection-editor compiler composer container-author contributor curator director editor
    editorial-director executive-producer guest host illustrator interviewer narrator organizer
    original-author performer producer recipient reviewed-author script-writer series-creator
    translator"""
)
DATES = ("accessed", "available-date", "event-date", "issued", "original-date", "submitted")
TEXTS = _listed(
    """DOI ISBN ISSN PMCID PMID URL abstract annote archive archive-place archive_collection
    archive_location authority chapter-number citation-key citation-label citation-number collection-number
    collection-title container-title container-title-short dimensions division edition event event-place
    event-title first-reference-note-number genre issue jurisdiction keyword language license locator medium
    note number number-of-pages number-of-volumes original-publisher original-publisher-place original-title
    page page-first part-number part-title printing-number publisher publisher-place references
    reviewed-genre reviewed-title scale section source status supplement-number title title-short version
    volume volume-title volume-title-short year-suffix"""
)
NAME_PARTS = ("family", "given", "literal", "non-dropping-particle", "dropping-particle", "suffix")
DATE_PARTS = ("date-parts", "literal", "raw", "season", "circa")
_TYPE_HINT = "such as `book`, `chapter`, `article-journal`, `report`, `manuscript`, `webpage`, `document`"
_FIELDS = ("type", *NAMES, *DATES, *TEXTS)


class CslReference:
    """A CSL item as keys and values; its key is the id it stands under."""

    def read(self, node: Node, findings: Findings) -> CslItem | None:
        """Give the item, its key still to be set; tell all that a citation engine would trip over."""
        if not isinstance(node, Mapping):
            message = "expected a CSL item, found no keys and values"
            findings.error("wrong-kind", message, node.span, "write `type:`, `title:` and `language:`")
            return None
        data: dict[str, Json] = {}
        places: dict[str, Span] = {}
        for key, value in node.entries:
            name = str(key.words)
            places[name] = key.span
            read = _field(name, key, value, findings)
            if read is not None:
                data[name] = read
        for needed, code, hint in (
            ("type", "csl-no-type", "add `type:`, such as `book` or `article-journal`"),
            ("language", "csl-no-language", "add `language:`, such as `en` or `de`"),
        ):
            if needed not in places:
                message = f"a CSL item lacks `{needed}`"
                findings.error(code, message, first_key(node), hint)
        return CslItem(key=Words(Text("", ()), node.span.path), data=data, places=places)

    def schema(self) -> Schema:
        """Describe it."""
        free: Schema = {"type": ["string", "number", "boolean"]}
        person = {
            "type": "object",
            "properties": dict.fromkeys(NAME_PARTS, free),
            "additionalProperties": False,
            "anyOf": [{"required": ["family"]}, {"required": ["literal"]}],
        }
        day = {
            "anyOf": [
                {"type": ["string", "integer"]},
                {"type": "object", "properties": {p: {} for p in DATE_PARTS}},
            ]
        }
        return {
            "type": "object",
            "description": "a CSL item (Citation Style Language 1.0.2)",
            "properties": {
                "type": {"enum": list(TYPES)},
                **{name: {"type": "array", "items": person} for name in NAMES},
                **dict.fromkeys(DATES, day),
                **dict.fromkeys(TEXTS, free),
            },
            "required": ["type", "language"],
            "additionalProperties": False,
        }


def _field(name: str, key: Scalar, value: Node, findings: Findings) -> Json:
    if name == "type":
        return _type(value, findings)
    if name in NAMES:
        return _names(name, value, findings)
    if name in DATES:
        return _date(value, findings)
    if name == "call-number":
        hint = "write an archive's signature under `archive_location`"
        findings.error("csl-call-number", "`call-number` is dropped by citation styles", key.span, hint)
        return None
    if name not in TEXTS:
        hints = ("the key above is the id",) if name == "id" else nearest(name, _FIELDS)
        findings.error("csl-unknown-field", f"CSL has no field `{name}`", key.span, *hints)
        return None
    words = scalar(value, findings, f"the words of `{name}`")
    if words is None:
        return None
    if name == "language" and not LANGUAGE.fullmatch(str(words)):
        message = f"expected a language tag such as `en` or `ru`, found `{words}`"
        findings.error("bad-language", message, words.span)
    return re.sub(r"[ \t]*\n\s*", " ", str(words))


def _type(value: Node, findings: Findings) -> Json:
    words = scalar(value, findings, "a CSL type")
    if words is None:
        return None
    if str(words) not in TYPES:
        message = f"CSL has no type `{words}`"
        hints = nearest(str(words), TYPES) or (_TYPE_HINT,)
        findings.error("csl-unknown-type", message, words.span, *hints)
    return str(words)


# ── names ───────────────────────────────────────────────────────────────────────────────────────────

_NAME_HINT = "write `family:` and `given:`, or `literal:` for a body"


def _names(field: str, value: Node, findings: Findings) -> Json:
    if not isinstance(value, Listing):
        message = f"expected a list of names in `{field}`"
        findings.error("csl-bad-name", message, value.span, "begin each name with `- `; " + _NAME_HINT)
        return None
    names = [_name(item, findings) for item in value.items]
    return tuple(name for name in names if name is not None)


def _name(node: Node, findings: Findings) -> Json:
    if not isinstance(node, Mapping):
        findings.error("csl-bad-name", "expected the parts of a name", node.span, _NAME_HINT)
        return None
    parts: dict[str, Json] = {}
    for key, value in node.entries:
        part = str(key.words)
        if part not in NAME_PARTS:
            hints = nearest(part, NAME_PARTS) or (_NAME_HINT,)
            findings.error("csl-bad-name", f"a name has no part `{part}`", key.span, *hints)
            continue
        words = scalar(value, findings, f"the `{part}` of a name")
        if words is not None:
            parts[part] = str(words)
    if "family" not in parts and "literal" not in parts:
        findings.error("csl-bad-name", "a name lacks `family` or `literal`", first_key(node), _NAME_HINT)
        return None
    return parts


# ── dates ───────────────────────────────────────────────────────────────────────────────────────────

_DATE_HINT = "write `2012`, `2012-07`, `2012-07-30`, `1944/1945`, or `literal: n.d.`"


def _date(value: Node, findings: Findings) -> Json:
    match value:
        case Scalar():
            return _typed_date(value, findings)
        case Mapping():
            return _date_parts(value, findings)
        case Listing():
            findings.error("csl-bad-date", "expected a date, found a list", value.span, _DATE_HINT)
            return None


def _typed_date(value: Scalar, findings: Findings) -> Json:
    typed = str(trimmed(value.words))
    parts = [real_date(part) for part in typed.split("/")]
    if not typed or len(parts) > 2 or None in parts:
        findings.error("csl-bad-date", f"expected a date, found `{typed[:40]}`", value.span, _DATE_HINT)
        return None
    return {"date-parts": tuple(part for part in parts if part)}


def _date_parts(node: Mapping, findings: Findings) -> Json:
    date: dict[str, Json] = {}
    for key, value in node.entries:
        name = str(key.words)
        if name not in DATE_PARTS:
            hints = nearest(name, DATE_PARTS) or (_DATE_HINT,)
            findings.error("csl-bad-date", f"a date has no part `{name}`", key.span, *hints)
        elif name == "date-parts":
            date[name] = _numbers(value, findings)
        else:
            words = scalar(value, findings, f"the `{name}` of a date")
            date[name] = None if words is None else str(words) != "false" and (name == "circa" or str(words))
    date = {name: part for name, part in date.items() if part is not None and part is not False}
    if not date.keys() & {"date-parts", "literal", "raw"}:
        findings.error("csl-bad-date", "expected a date, found none", first_key(node), _DATE_HINT)
        return None
    return date


def _numbers(value: Node, findings: Findings) -> Json:
    """Read CSL's own `[[2012, 7, 30]]`, one day or two."""
    days: list[Any] = []
    for item in value.items if isinstance(value, Listing) else ():
        parts = (
            [str(part.words) for part in item.items if isinstance(part, Scalar)]
            if isinstance(item, Listing)
            else []
        )
        day = real_date("-".join([parts[0].rjust(4, "0"), *parts[1:]])) if parts else None
        days.append(day)
    if not 1 <= len(days) <= 2 or None in days:
        findings.error(
            "csl-bad-date", "expected `date-parts` of numbers", value.span, "write `[[2012, 7, 30]]`"
        )
        return None
    return tuple(days)
