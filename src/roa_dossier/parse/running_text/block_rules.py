"""The block rules of running text: paragraphs, lists, and what is refused of Markdown's other blocks.

An ordered list begins with the number 1 after a blank line (or the text's start), so that `1945.` or
`12.` at a line's start stays what it is; the numbers after it have at most three digits. A bullet list may
follow a line directly. An indented first line is no code: it is refused, as its place would be lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.list import list_block

from roa_dossier.diagnostics import Diagnostic, error
from roa_dossier.model.outline import Words
from roa_dossier.parse.running_text.sheet import MOST
from roa_dossier.patterns import regex

DEEPEST = 8

_ORDERED = regex(r"(\d+)[.)](?=[ \t]|$)", re.M)
_BULLET = regex(r"[-+*](?=[ \t]|$)", re.M)
_FENCE = regex(r"(`{3,}(?=[^`\n]*$)|~{3,})", re.M)

_REFUSED: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (regex(r"#{1,6}(?=[ \t]|$)", re.M), "a heading", "write a block `heading:`, or `\\#` for the sign"),
    (regex(r">"), "a block quotation", "write a block `quote:`, or `\\>` for the sign"),
    (_FENCE, "a block of code", "write it as plain text, or in a block `quote:`"),
    (
        regex(r"\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$|\|[ \t]*:?-+:?[ \t]*\|[ \t]*$", re.M),
        "a table",
        "write a block `table:`",
    ),
    (
        regex(r"([-*_])[ \t]*(\1[ \t]*){2,}$|-{2,}[ \t]*$", re.M),
        "a rule or an underlined heading",
        "begin a block of its own, such as `heading:`",
    ),
    (regex(r"=+[ \t]*$", re.M), "an underlined heading", "write a block `heading:`"),
    (
        regex(r"\[\^[^\]\n]*\]:"),
        "a footnote of this form",
        "write the note where it belongs: `^[…]`",
    ),
    (
        regex(r"\[[^\]\n@^][^\]\n]*\]:(?=[ \t]+\S+$)", re.M),
        "a link definition",
        "write `[words](https://…)`",
    ),
)


@dataclass(slots=True)
class Blocks:
    """The text being read, and what is wrong with it."""

    words: Words
    told: list[Diagnostic] = field(default_factory=list)

    def tell(self, code: str, message: str, start: int, stop: int, hint: str) -> None:
        """Tell an error at a range of the text."""
        found = error(code, message, self.words.at(start, stop)).hint(hint)
        if len(self.told) < MOST and found not in self.told:
            self.told.append(found)

    def line(self, number: int) -> tuple[int, int]:
        """Give the range of a line (from 0) without its indentation."""
        chars = str(self.words)
        start = 0
        for _ in range(number):
            start = chars.find("\n", start) + 1
        stop = chars.find("\n", start)
        stop = len(chars) if stop < 0 else stop
        return (start + len(chars[start:stop]) - len(chars[start:stop].lstrip()), stop)


def _blocks(state: StateBlock) -> Blocks:
    blocks = state.env["blocks"]
    assert isinstance(blocks, Blocks)
    return blocks


def _begin(state: StateBlock, line: int) -> int:
    return state.bMarks[line] + state.tShift[line]


def refused(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Refuse a line that Markdown would make something of that a dossier has a block for."""
    start, stop = _begin(state, line), state.eMarks[line]
    found = next((form for form in _REFUSED if form[0].match(state.src, start, stop)), None)
    if found is None or silent:
        return found is not None
    pattern, what, hint = found
    last = _fence_end(state, line, end, state.src[start : start + 3]) if pattern is _FENCE else line
    _blocks(state).tell("markdown-not-allowed", f"running text has no place for {what}", start, stop, hint)
    state.line = last + 1
    return True


def _fence_end(state: StateBlock, line: int, end: int, fence: str) -> int:
    for number in range(line + 1, end):
        if state.src[_begin(state, number) : state.eMarks[number]].rstrip().startswith(fence):
            return number
    return line


def indented(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Refuse a paragraph that is indented as code would be."""
    if silent or state.sCount[line] - state.blkIndent < 4:
        return False
    start = _begin(state, line)
    hint = "line it up with the text above it"
    message = "running text has no place for indented code"
    _blocks(state).tell("markdown-not-allowed", message, start, state.eMarks[line], hint)
    return False


def items(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Read a list by Markdown's rule, where ours lets one begin."""
    start, stop = _begin(state, line), state.eMarks[line]
    ordered = _ORDERED.match(state.src, start, stop)
    if ordered is None and _BULLET.match(state.src, start, stop) is None:
        return False
    if ordered and len(ordered[1]) > 3:
        return False
    if silent and state.parentType == "paragraph" and state.sCount[line] >= state.blkIndent and ordered:
        return False
    if not silent and ordered and int(ordered[1]) != 1:
        return False
    if state.level >= 2 * DEEPEST:
        message = f"expected at most {DEEPEST} lists in each other, found more"
        _blocks(state).tell("nested-too-deep", message, start, stop, "divide the list")
        return False
    return list_block(state, line, end, silent)


def no_item(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """End a list before a line such as `1945. …`, which Markdown would take for its next item."""
    ordered = _ORDERED.match(state.src, _begin(state, line), state.eMarks[line])
    return silent and ordered is not None and len(ordered[1]) > 3


def paragraph(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Take lines up to a blank one, or one that begins something else, with the place of each."""
    terminators = state.md.block.ruler.getRules("paragraph")
    around, state.parentType = state.parentType, "paragraph"
    last = line + 1
    while last < end and not state.isEmpty(last):
        deep = state.sCount[last] - state.blkIndent > 3
        if not deep and any(rule(state, last, end, True) for rule in terminators):
            break
        last += 1
    state.parentType = around
    state.line = last
    token = state.push("words", "", 0)
    token.meta = {"lines": [(_begin(state, number), state.eMarks[number]) for number in range(line, last)]}
    return True


Rule = Callable[[StateBlock, int, int, bool], bool]

BLOCK_RULES: tuple[tuple[str, Rule, tuple[str, ...]], ...] = (
    ("refused", refused, ("paragraph", "list")),
    ("no_item", no_item, ("list",)),
    ("items", items, ("paragraph",)),
    ("indented", indented, ()),
    ("paragraph", paragraph, ()),
)
