"""Citations: `[@key]`, `[@key: words of the source]`, `[@key, p. 28]`, several parted by `; `."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

from roa_dossier.model.outline import Cite, CiteItem, Words
from roa_dossier.parse.kinds import ID
from roa_dossier.parse.running_text.sheet import Sheet
from roa_dossier.parse.running_text.steps import literal, put, sheet_of
from roa_dossier.parse.suggest import of_id
from roa_dossier.patterns import regex

_KEY = regex(r"@([^\s,:;\[\]]*)\s*")
_NEXT = regex(r"\\.|\[|;\s*(?=@)", re.S)
_ESCAPED = regex(r"\\([\[\];\\])")
_BARE = regex(r"@([a-z0-9][a-z0-9-]*)")
_FORMS = "write `[@key]`, `[@key: words of the source]` or `[@key, p. 28]`"


def citation(state: StateInline, silent: bool) -> bool:
    """Read a citation; one that is not closed, or of another form, is told."""
    start = state.pos
    if not state.src.startswith("[@", start, state.posMax):
        return False
    sheet = sheet_of(state)
    close = sheet.brackets.get(start)
    if close is None or close >= state.posMax:
        sheet.tell(
            "unclosed-citation", "a citation that is not closed", start, start + 2, "close it with `]`"
        )
        return literal(state, start + 2)
    items = [_item(sheet, low, high) for low, high in _parted(sheet, start + 1, close)]
    read = tuple(item for item in items if item is not None)
    if not read:
        return literal(state, close + 1)
    return put(state, Cite(read, sheet.words.at(start, close + 1)), close + 1)


def bare_key(state: StateInline, silent: bool) -> bool:
    """Tell of a key outside brackets, which other tools would cite."""
    if state.src[state.pos] != "@":
        return False
    match = _BARE.match(state.src, state.pos, state.posMax)
    if match is None or (state.pos > 0 and state.src[state.pos - 1].isalnum()):
        return False
    hint = f"write `[{match[0]}]`, or `\\@` for the sign itself"
    sheet_of(state).tell("bad-citation", "a citation stands in brackets", match.start(), match.end(), hint)
    return literal(state, match.end())


def _parted(sheet: Sheet, start: int, stop: int) -> list[tuple[int, int]]:
    """Part the items at `; @`, but not inside brackets."""
    parts: list[tuple[int, int]] = []
    begin = at = start
    while match := _NEXT.search(sheet.chars, at, stop):
        if match[0] == "[":
            at = sheet.brackets.get(match.start(), match.start()) + 1
        elif match[0].startswith("\\"):
            at = match.end()
        else:
            parts.append((begin, match.start()))
            begin = at = match.end()
    return [*parts, (begin, stop)]


def _item(sheet: Sheet, start: int, stop: int) -> CiteItem | None:
    match = _KEY.match(sheet.chars, start, stop)
    if match is None or not match[1]:
        sheet.tell("bad-citation", "a citation lacks its key", start, stop, _FORMS)
        return None
    key = sheet.words.slice(*match.span(1))
    if not ID.fullmatch(match[1]):
        sheet.tell("bad-id", f"expected an id, found `{match[1][:40]}`", *match.span(1), of_id(match[1]))
        return None
    if match.end() >= stop:
        return CiteItem(key)
    sign = sheet.chars[match.end()]
    rest = _unescaped(sheet.trimmed(match.end() + 1, stop))
    if sign not in ":," or not rest:
        what = "nothing" if sign in ":," else f"`{sheet.chars[match.end() : stop][:40]}`"
        message = f"expected `: words` or `, p. 28` after the key, found {what}"
        sheet.tell("bad-citation", message, match.end(), stop, _FORMS)
        return None
    return CiteItem(key, exact=rest) if sign == ":" else CiteItem(key, locator=rest)


def _unescaped(words: Words) -> Words:
    chars = words.text.chars
    if "\\" not in chars:
        return words
    return Words(words.text.edit((m.start(), m.end(), m[1]) for m in _ESCAPED.finditer(chars)), words.path)
