"""What the YAML scanner complains of, in plain words and with something to do."""

from __future__ import annotations

import yaml

from roa_dossier.diagnostics import Diagnostic, Span, error
from roa_dossier.parse.decoded import Typed

_QUOTE = "put the whole value in quotation marks, or write it on the next line under `|`"
_LINE_UP = "line it up with the lines above it, and see that quotation marks hold the whole value"

_KNOWN: tuple[tuple[str, str, str], ...] = (
    ("mapping values are not allowed", "a colon and a space inside a value, or a key out of line", _QUOTE),
    ("cannot start any token", "a value cannot begin with this character", _QUOTE),
    ("expected alphabetic or numeric character", "a value cannot begin with this character", _QUOTE),
    ("unknown escape character", "unknown escape after a backslash", "use single quotation marks, or `|`"),
    (
        "invalid Unicode character",
        "no such character after a backslash",
        "use single quotation marks, or `|`",
    ),
    ("hexdecimal number", "unknown escape after a backslash", "use single quotation marks, or `|`"),
    ("entries are not allowed", "a list cannot begin here", "begin the list on the next line"),
    ("expected '-' indicator", "expected `- ` and an item, found something else", _LINE_UP),
    ("expected key", "expected a key and a colon, found something else", _LINE_UP),
    (
        "expected ',' or",
        "brackets or braces that are not closed",
        "close them, or put the value in quotation marks",
    ),
    ("comment or line break", "expected nothing more after `|`", "begin the text on the next line, indented"),
    (
        "indentation indicators",
        "expected nothing more after `|`",
        "begin the text on the next line, indented",
    ),
    ("<block end>", "expected a key and a colon, found something else", _LINE_UP),
    ("could not find expected ':'", "expected a colon after this key", "write `key: value`"),
    ("tab character", "expected spaces at the line's start, found a tab", "indent with spaces"),
    ("expected node content", "expected a value, found something else", _QUOTE),
    ("expected <document start>", "expected a key and a colon, found something else", _LINE_UP),
)


def complaint(typed: Typed, fault: yaml.YAMLError) -> Diagnostic:
    """Give the scanner's complaint as a located error."""
    problem = str(getattr(fault, "problem", None) or getattr(fault, "reason", None) or "")
    context = getattr(fault, "context", None) or ""
    if "end of stream" in problem and "scalar" in context:
        span = _place(typed, getattr(fault, "context_mark", None))
        return error("yaml-syntax", "a quotation mark that is not closed", span).hint("close it")
    code = "tab-indentation" if "tab character" in problem else "yaml-syntax"
    mark = getattr(fault, "problem_mark", None)
    if "expected alphabetic" in problem or "expected ',' or" in problem:
        mark = getattr(fault, "context_mark", None) or mark
    span = _place(typed, mark)
    for words, message, hint in _KNOWN:
        if words in problem:
            return error(code, message, span).hint(hint)
    return error(code, f"this is not YAML: {problem}" if problem else "this is not YAML", span)


def _place(typed: Typed, mark: object) -> Span:
    index = getattr(mark, "index", None)
    if not isinstance(index, int):
        return Span(typed.path)
    at = min(index, len(typed.lines))
    return typed.span(at, min(at + 1, len(typed.lines)))
