"""Facts, names and cross-references in braces: `{fact:id}`, `{fact:id/reading}`, `{name:id}`, `{ref:id}`."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

from roa_dossier.model.outline import FactUse, NameUse, RefUse, Words
from roa_dossier.parse.kinds import ID
from roa_dossier.parse.running_text.sheet import Sheet
from roa_dossier.parse.running_text.steps import literal, put, sheet_of
from roa_dossier.parse.suggest import nearest, of_id
from roa_dossier.patterns import regex

_USE = regex(r"\{\s*([A-Za-z][A-Za-z0-9_-]{0,40})\s*(?::([^{}\n]{0,200}))?\}")
_BEGUN = regex(r"\{\s*(fact|name|ref)\s*:")
_FORMS = ("fact", "name", "ref")


def use(state: StateInline, silent: bool) -> bool:
    """Read a word in braces; one that is unknown or not closed is told."""
    start = state.pos
    if state.src[start] != "{":
        return False
    sheet = sheet_of(state)
    match = _USE.match(state.src, start, state.posMax)
    if match is None:
        if begun := _BEGUN.match(state.src, start, state.posMax):
            sheet.tell(
                "unclosed-brace", f"`{begun[0]}` is not closed", start, begun.end(), "close it with `}`"
            )
        return literal(state, start + 1)
    if match[1] not in _FORMS or match[2] is None:
        hints = nearest(match[1], _FORMS) if match[1] not in _FORMS else ()
        hints = (*hints, "write `{fact:id}`, `{name:id}` or `{ref:id}`; for the sign itself `\\{`")
        message = f"nothing is meant by `{match[0][:60]}`"
        sheet.tell("unknown-braces", message, match.start(), match.end(), *hints)
        return literal(state, match.end())
    ids = _ids(sheet, match, 2 if match[1] == "fact" else 1)
    if ids is None:
        return literal(state, match.end())
    span = sheet.words.at(match.start(), match.end())
    match match[1]:
        case "fact":
            return put(state, FactUse(ids[0], ids[1] if len(ids) > 1 else None, span), match.end())
        case "name":
            return put(state, NameUse(ids[0], span), match.end())
        case _:
            return put(state, RefUse(ids[0], span), match.end())


def _ids(sheet: Sheet, match: re.Match[str], most: int) -> list[Words] | None:
    """Read `id` or `id/reading`."""
    at = match.start(2)
    ids: list[Words] = []
    for typed in match[2].split("/"):
        ids.append(sheet.trimmed(at, at + len(typed)))
        at += len(typed) + 1
    if len(ids) > most or not all(ID.fullmatch(str(words)) for words in ids):
        message = f"expected an id, found `{match[2].strip()[:40]}`"
        sheet.tell("bad-id", message, *match.span(2), of_id(match[2]))
        return None
    return ids
