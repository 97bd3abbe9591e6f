"""Paragraphs and lists of running text, out of the tokens of its block rules."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.ruler import Ruler
from markdown_it.rules_inline import emphasis, link_pairs
from markdown_it.token import Token

from roa_dossier.diagnostics import Diagnostic, error
from roa_dossier.model.outline import Inline, ItemList, Paragraph, Prose, Words
from roa_dossier.parse.running_text.block_rules import BLOCK_RULES, Blocks
from roa_dossier.parse.running_text.inline_rules import INLINE_RULES
from roa_dossier.parse.running_text.sheet import MOST, Sheet
from roa_dossier.parse.running_text.tree import inline_tree
from roa_dossier.text import Text


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"maxNesting": 100})
    parser.block.ruler = Ruler()
    for name, rule, interrupts in BLOCK_RULES:
        parser.block.ruler.push(name, rule, {"alt": list(interrupts)})
    parser.inline.ruler = Ruler()
    for name, inline_rule in INLINE_RULES:
        parser.inline.ruler.push(name, inline_rule)
    parser.inline.ruler2 = Ruler()
    parser.inline.ruler2.push("balance_pairs", link_pairs)
    parser.inline.ruler2.push("emphasis", emphasis.postProcess)
    return parser


_PARSER = _parser()


def prose(words: Words) -> tuple[tuple[Prose, ...], list[Diagnostic]]:
    """Read paragraphs and lists; gives also what is wrong with them."""
    blocks = Blocks(words)
    tokens: list[Token] = []
    _PARSER.block.parse(words.text.chars, _PARSER, {"blocks": blocks}, tokens)
    flow = _flow(tokens, blocks)
    return flow, blocks.told[:MOST]


def inlines(words: Words) -> tuple[tuple[Inline, ...], list[Diagnostic]]:
    """Read running text of one paragraph, as in a table's cell."""
    flow, told = prose(words)
    match flow:
        case (Paragraph(inlines=found),):
            return found, told
        case ():
            return (), told
    message = "expected one paragraph in a cell, found more"
    return (), [*told, error("one-paragraph", message, words.span).hint("join the lines")]


def _flow(tokens: list[Token], blocks: Blocks) -> tuple[Prose, ...]:
    """Build paragraphs and lists; `open_` holds, for each list and item that is open, what it has so far."""
    root: list[Prose] = []
    open_: list[tuple[list[Prose], list[tuple[Prose, ...]]]] = [(root, [])]
    for token in tokens:
        match token.type:
            case "words":
                open_[-1][0].append(Paragraph(_paragraph(token.meta["lines"], blocks.words, blocks.told)))
            case "ordered_list_open" | "bullet_list_open":
                open_.append(([], []))
            case "list_item_open":
                _check_number(token, len(open_[-1][1]) + 1, blocks)
                open_.append(([], []))
            case "list_item_close":
                item, _ = open_.pop()
                open_[-1][1].append(tuple(item))
            case "ordered_list_close" | "bullet_list_close":
                _, items = open_.pop()
                open_[-1][0].append(ItemList(tuple(items), token.type == "ordered_list_close"))
    return tuple(root)


def _check_number(token: Token, expected: int, blocks: Blocks) -> None:
    """See that items are numbered 1, 2, 3 or 1, 1, 1: a date at a line's start must not become an item."""
    if token.info and int(token.info) not in (1, expected) and token.map:
        start, stop = blocks.line(token.map[0])
        message = f"expected item {expected} of a list, found `{token.info}{token.markup}`"
        blocks.tell("list-number", message, start, stop, f"for a date write `{token.info}\\{token.markup}`")


def _paragraph(lines: list[tuple[int, int]], words: Words, told: list[Diagnostic]) -> tuple[Inline, ...]:
    parts: list[Text] = []
    hard: set[int] = set()
    at = 0
    for number, (start, stop) in enumerate(lines):
        end = start + len(words.text.chars[start:stop].rstrip(" \t"))
        parts.append(words.text.slice(start, end))
        at += end - start
        if number + 1 < len(lines):
            if words.text.chars[end:stop].startswith("  "):
                hard.add(at)
            parts.append(words.text.slice(stop, stop + 1))
            at += 1
    content = Words(Text.join(parts), words.path)
    sheet = Sheet.of(content, frozenset(hard), told)
    tokens: list[Token] = []
    _PARSER.inline.parse(content.text.chars, _PARSER, {"sheet": sheet}, tokens)
    return inline_tree(tokens, sheet)
