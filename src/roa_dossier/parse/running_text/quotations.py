"""A double-marked run is a quotation: its words are taken as typed; an underscore may have a backslash."""

from __future__ import annotations

from markdown_it.rules_inline import StateInline

from roa_dossier.model.outline import Quoted, Words
from roa_dossier.parse.running_text.sheet import Sheet
from roa_dossier.parse.running_text.steps import literal, put, sheet_of
from roa_dossier.patterns import regex

MARKS = frozenset('"“”„‟«»＂〝〞〟')

_CLOSERS = {
    '"': '"',
    "＂": "＂",
    "„": "“”",
    "‟": "”",
    "”": "”",
    "»": "«",
    "〝": "〞〟",
}
_ESCAPED = regex(r"\\(?=_)")
_MARKUP = regex(r"\[@|\^\[|\{(fact|name|ref):")


def quotation(state: StateInline, silent: bool) -> bool:
    """Read from a double mark to the one that answers it: `"…"`, `“…”`, `„…“`, `«…»` and the like."""
    start = state.pos
    if state.src[start] not in MARKS:
        return False
    sheet = sheet_of(state)
    stop = _answer(state, sheet)
    if stop is None:
        hint = "close it in the same paragraph; words of ours stand between single marks, inches take ″"
        message = f"a double mark without its other: `{state.src[start]}`"
        sheet.tell("unpaired-quotation-mark", message, start, start + 1, hint)
        return literal(state, start + 1)
    words = sheet.trimmed(start + 1, stop)
    if not words:
        sheet.tell(
            "empty-quotation", "a quotation without words", start, stop + 1, "quote the words of a source"
        )
        return literal(state, stop + 1)
    if markup := _MARKUP.search(state.src, start, stop):
        hint = "close the quotation before it"
        message = f"nothing but words of the source may stand in a quotation, found `{markup[0]}`"
        sheet.tell("markup-in-quotation", message, markup.start(), markup.end(), hint)
        return literal(state, stop + 1)
    return put(state, Quoted(_unescaped(words), sheet.words.at(start, stop + 1)), stop + 1)


def _unescaped(words: Words) -> Words:
    """Take the backslash off an underscore, which means nothing else in a quotation."""
    chars = str(words)
    if "\\_" not in chars:
        return words
    text = words.text.edit((match.start(), match.end(), "") for match in _ESCAPED.finditer(chars))
    return Words(text, words.path)


def _answer(state: StateInline, sheet: Sheet) -> int | None:
    """Find the mark that closes the one at the reading place."""
    chars, start, end = state.src, state.pos, state.posMax
    mark = chars[start]
    if mark in "“«":
        stop = sheet.marks.get(start)
        return stop if stop is not None and stop < end else None
    if mark not in _CLOSERS or not _opens(chars, start, end):
        return None
    found = [at for closer in _CLOSERS[mark] if (at := chars.find(closer, start + 1, end)) >= 0]
    if not found:
        return None
    stop = min(found)
    return None if mark == '"' and _opens(chars, stop, end) and chars[stop - 1].isspace() else stop


def _opens(chars: str, at: int, end: int) -> bool:
    """Say whether a mark stands before a word and not after one."""
    if at + 1 >= end or (chars[at] in '"＂”' and chars[at + 1].isspace()):
        return False
    return at == 0 or not chars[at - 1].isalnum()
