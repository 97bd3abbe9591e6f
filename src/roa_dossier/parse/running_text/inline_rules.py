"""The inline rules of running text, in the order they are tried; the last takes any one character."""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

from roa_dossier.parse.running_text.brackets import bracketed, note
from roa_dossier.parse.running_text.citations import bare_key, citation
from roa_dossier.parse.running_text.quotations import quotation
from roa_dossier.parse.running_text.steps import literal, sheet_of
from roa_dossier.parse.running_text.uses import use
from roa_dossier.patterns import regex

_PLAIN = regex(r"[^\\\n\"“”„‟«»＂〝〞〟\[^{!<`*_@]+")
_HTML = regex(r"<(/?[A-Za-z][^<>]{0,400}|!--.{0,400}?--|[!?][A-Za-z][^<>]{0,400})>", re.S)
_AUTOLINK = regex(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{0,400}|[^\s<>@]{1,64}@[^\s<>@]{1,200})>")
_CODE = regex(r"(`+)(?!`)(.{0,1000}?[^`])\1(?!`)", re.S)
_IMAGE = regex(r"!\[[^\]]{0,400}\]\([^)\n]{0,400}\)")
_PUNCTUATION = frozenset("!#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


def words(state: StateInline, silent: bool) -> bool:
    """Take words up to the next character that might mean something."""
    match = _PLAIN.match(state.src, state.pos, state.posMax)
    return bool(match) and literal(state, match.end() if match else state.pos)


def line_feed(state: StateInline, silent: bool) -> bool:
    """Read a line's end: a space, or a break after two spaces."""
    if state.src[state.pos] != "\n":
        return False
    hard = state.pos in sheet_of(state).hard
    token = state.push("break" if hard else "space", "", 0)
    token.meta = {"start": state.pos}
    state.pos += 1
    return True


def escape(state: StateInline, silent: bool) -> bool:
    """Read a backslash: it takes the meaning from a sign, and breaks the line at its end."""
    if state.src[state.pos] != "\\" or state.pos + 1 >= state.posMax:
        return False
    following = state.src[state.pos + 1]
    if following == "\n":
        token = state.push("break", "", 0)
        token.meta = {"start": state.pos}
        state.pos += 2
        return True
    if following == '"':
        hint = "for inches or seconds write ″; a quotation stands between double marks"
        message = "a double mark cannot be escaped"
        sheet_of(state).tell("unpaired-quotation-mark", message, state.pos, state.pos + 2, hint)
    elif following not in _PUNCTUATION:
        return False
    state.pos += 1
    return literal(state, state.pos + 1)


def emphasis(state: StateInline, silent: bool) -> bool:
    """Take a run of `*` or `_`; Markdown's own rule pairs them afterwards."""
    marker = state.src[state.pos]
    if marker not in "*_":
        return False
    start = state.pos
    scanned = state.scanDelims(start, marker == "*")
    for at in range(start, start + scanned.length):
        literal(state, at + 1)
        state.delimiters.append(
            Delimiter(
                marker=ord(marker),
                length=scanned.length,
                token=len(state.tokens) - 1,
                end=-1,
                open=scanned.can_open,
                close=scanned.can_close,
            )
        )
    return True


def refused(state: StateInline, silent: bool) -> bool:
    """Refuse HTML, autolinks, code and images; their characters stay as typed."""
    for sign, pattern, what, hint in (
        ("<", _AUTOLINK, "a bare address", "write `[words](https://…)`"),
        ("<", _HTML, "HTML", "emphasise with `*words*`; for the sign itself write `\\<`"),
        ("`", _CODE, "code", "write it plainly; for the sign itself write `\\``"),
        ("!", _IMAGE, "an image", "write a block `figure:`"),
    ):
        if state.src[state.pos] == sign and (match := pattern.match(state.src, state.pos, state.posMax)):
            message = f"running text has no place for {what}"
            sheet_of(state).tell("markdown-not-allowed", message, match.start(), match.end(), hint)
            return literal(state, match.end())
    return False


def character(state: StateInline, silent: bool) -> bool:
    """Take one character as it is."""
    return literal(state, state.pos + 1)


Rule = Callable[[StateInline, bool], bool]

INLINE_RULES: tuple[tuple[str, Rule], ...] = (
    ("words", words),
    ("line_feed", line_feed),
    ("escape", escape),
    ("quotation", quotation),
    ("citation", citation),
    ("note", note),
    ("use", use),
    ("bracketed", bracketed),
    ("refused", refused),
    ("emphasis", emphasis),
    ("bare_key", bare_key),
    ("character", character),
)
