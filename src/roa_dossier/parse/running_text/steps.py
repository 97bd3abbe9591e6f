"""What every inline rule does: find the paragraph it reads, and put down words or what it made."""

from __future__ import annotations

from markdown_it.rules_inline import StateInline

from roa_dossier.model.outline import Inline
from roa_dossier.parse.running_text.sheet import Sheet


def sheet_of(state: StateInline) -> Sheet:
    """Give the paragraph being read."""
    sheet = state.env["sheet"]
    assert isinstance(sheet, Sheet)
    return sheet


def literal(state: StateInline, stop: int) -> bool:
    """Put down the characters up to `stop` as plain words, and go on there."""
    token = state.push("text", "", 0)
    token.content = state.src[state.pos : stop]
    token.meta = {"start": state.pos, "stop": stop}
    state.pos = stop
    return True


def put(state: StateInline, made: Inline, stop: int) -> bool:
    """Put down what a rule made of the characters up to `stop`, and go on there."""
    token = state.push("made", "", 0)
    token.meta = {"made": made}
    state.pos = stop
    return True


def within(state: StateInline, kind: str, meta: dict[str, object], start: int, stop: int, after: int) -> bool:
    """Read the characters `start`–`stop` by all rules inside a token of `kind`, and go on at `after`."""
    opened = state.push(f"{kind}_open", "", 1)
    opened.meta = meta
    sheet, end = sheet_of(state), state.posMax
    state.pos, state.posMax = start, stop
    sheet.depth += 1
    state.md.inline.tokenize(state)
    sheet.depth -= 1
    state.posMax = end
    state.push(f"{kind}_close", "", -1)
    state.pos = after
    return True
