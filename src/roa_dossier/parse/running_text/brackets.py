"""What else stands in brackets: notes of our own, links, foreign runs and gaps."""

from __future__ import annotations

from markdown_it.rules_inline import StateInline

from roa_dossier.model.outline import Gap
from roa_dossier.parse.kinds import LANGUAGE
from roa_dossier.parse.running_text.quotations import MARKS
from roa_dossier.parse.running_text.sheet import Sheet
from roa_dossier.parse.running_text.steps import literal, put, sheet_of, within
from roa_dossier.patterns import regex

DEEPEST = 8

_TARGET = regex(r"\(\s*<?([^\s<>()]{0,2000}(?:\([^\s<>()]{0,400}\)[^\s<>()]{0,2000})?)>?\s*\)")
_ALLOWED = regex(r"(?i)(https?://[^\s\"'<>\\]+|mailto:[^\s\"'<>\\]+)")
_SAID = regex(r"\{([^{}\n]{0,60})\}")
_LANG = regex(r"lang\s*=\s*[\"']?([A-Za-z0-9-]*)[\"']?")
_PREFIXED = regex(r"\[(?:-|[^@\[\]\"\n]{1,40}[\s(])@[a-z0-9-]+")
_FOOTNOTE = regex(r"\[\^[^\]\s]{1,40}\]")
_USE = regex(r"\{\s*(fact|name|ref)\s*:")


def note(state: StateInline, silent: bool) -> bool:
    """Read `^[…]`, a note of our own; a note in a note is told, and read in its place."""
    start = state.pos
    if not state.src.startswith("^[", start, state.posMax):
        return False
    sheet = sheet_of(state)
    close = sheet.brackets.get(start + 1)
    if close is None or close >= state.posMax:
        sheet.tell("unclosed-note", "a note that is not closed", start, start + 2, "close it with `]`")
        return literal(state, start + 2)
    if not state.src[start + 2 : close].strip():
        sheet.tell("empty-note", "a note without words", start, close + 1, "delete it")
        return literal(state, close + 1)
    if sheet.in_note:
        hint = "write it into the outer note, or after the sentence"
        sheet.tell("note-in-note", "a note cannot stand in a note", start, start + 2, hint)
    if _too_deep(sheet, start):
        return literal(state, close + 1)
    kind = "nothing" if sheet.in_note else "note"
    outer, sheet.in_note = sheet.in_note, True
    within(state, kind, {"span": sheet.words.at(start, close + 1)}, start + 2, close, close + 1)
    sheet.in_note = outer
    return True


def bracketed(state: StateInline, silent: bool) -> bool:
    """Read a link, a foreign run or a gap; any other bracket is one of ours and stays."""
    start = state.pos
    if state.src[start] != "[":
        return False
    sheet = sheet_of(state)
    if stop := _lookalike(state, sheet):
        return literal(state, stop)
    close = sheet.brackets.get(start)
    if close is None or close + 1 >= state.posMax:
        return literal(state, start + 1)
    if state.src[close + 1] == "(":
        return _link(state, sheet, close)
    if state.src[close + 1] == "{" and not _USE.match(state.src, close + 1, state.posMax):
        return _said(state, sheet, close)
    return literal(state, start + 1)


def _lookalike(state: StateInline, sheet: Sheet) -> int | None:
    """Tell of what other tools write in brackets, and say where it ends."""
    if match := _PREFIXED.match(state.src, state.pos, state.posMax):
        hint = "begin with `@key`; what comes before it belongs in the sentence, or in `^[…]`"
        sheet.tell("bad-citation", "a citation begins with its key", match.start(), match.end(), hint)
        return match.end()
    if match := _FOOTNOTE.match(state.src, state.pos, state.posMax):
        hint = "write the note where it belongs: `^[…]`"
        message = "running text has no place for a footnote of this form"
        sheet.tell("markdown-not-allowed", message, match.start(), match.end(), hint)
        return match.end()
    return None


def _link(state: StateInline, sheet: Sheet, close: int) -> bool:
    start = state.pos
    match = _TARGET.match(state.src, close + 1, state.posMax)
    if match is None or not _ALLOWED.fullmatch(match[1]):
        low, high = match.span(1) if match else (close + 1, close + 2)
        hint = "write `[words](https://…)`; for the sign itself `\\(`"
        message = "expected an address that begins with `https://`, `http://` or `mailto:`"
        sheet.tell("bad-link", message, low, max(high, low + 1), hint)
        return literal(state, start + 1)
    if _too_deep(sheet, start):
        return literal(state, match.end())
    meta: dict[str, object] = {"target": match[1], "span": sheet.words.at(start, match.end())}
    return within(state, "link", meta, start + 1, close, match.end())


def _said(state: StateInline, sheet: Sheet, close: int) -> bool:
    """Read what braces say of the bracket before them."""
    start = state.pos
    match = _SAID.match(state.src, close + 1, state.posMax)
    said = match[1].strip() if match else ""
    stop = match.end() if match else close + 2
    if said == "gap":
        return _gap(state, sheet, close, stop)
    if language := _LANG.fullmatch(said):
        if not LANGUAGE.fullmatch(language[1]):
            message = f"expected a language tag such as `de` or `ru`, found `{language[1]}`"
            sheet.tell("bad-language", message, close + 1, stop)
            return literal(state, stop)
        if _too_deep(sheet, start):
            return literal(state, stop)
        return within(state, "foreign", {"language": language[1]}, start + 1, close, stop)
    message = f"expected `{{lang=…}}` or `{{gap}}`, found `{state.src[close + 1 : stop][:60]}`"
    sheet.tell("unknown-braces", message, close + 1, stop, "for the sign itself write `\\{`")
    return literal(state, start + 1)


def _gap(state: StateInline, sheet: Sheet, close: int, stop: int) -> bool:
    words = sheet.words.slice(state.pos + 1, close)
    chars = str(words)
    if not chars.strip():
        hint = "write the word between the brackets: `[word]{gap}`"
        sheet.tell("bad-gap", "a gap without a word", state.pos, stop, hint)
        return literal(state, stop)
    if any(sign in chars for sign in ("[@", "^[", "{")) or MARKS & set(chars):
        hint = "close the gap before markup or quotation marks"
        sheet.tell("bad-gap", "expected plain words in a gap", state.pos, stop, hint)
        return literal(state, stop)
    return put(state, Gap(words), stop)


def _too_deep(sheet: Sheet, at: int) -> bool:
    if sheet.depth < DEEPEST:
        return False
    message = f"expected at most {DEEPEST} brackets in each other, found more"
    sheet.tell("nested-too-deep", message, at, at + 1, "divide the sentence")
    return True
