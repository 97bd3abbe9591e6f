"""Places in files as the page shows them: file, line, column, and the address that opens an editor there."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from roa_dossier.console import visible
from roa_dossier.diagnostics import Span
from roa_dossier.locate import Lines
from roa_dossier.patterns import regex
from roa_dossier.world import BUILT_IN

_ADDRESS = regex(r"[a-z][a-z0-9+.-]*:[^\s<>\"]*\{path\}[^\s<>\"]*", re.IGNORECASE)
_RUNS = regex(r"(?i)(javascript|data|vbscript|blob|about|view-source):")
_BEFORE, _AFTER = 60, 100


def opens_an_editor(template: str) -> bool:
    """Say whether a template can be the address of an editor: a scheme that runs nothing, and `{path}`."""
    filled = re.sub(r"\{(path|line|column)\}", "", template)
    return bool(_ADDRESS.fullmatch(template)) and not _RUNS.match(template) and not set("{}") & set(filled)


class Places:
    """The files that are spoken of, each read once.

    Args:
        read: gives the decoded text of a path; None where there is none to show.
        root: the project's folder.
        editor: the address of an editor, with `{path}`, `{line}` and `{column}`; "" for none.

    """

    def __init__(self, read: Callable[[str], str | None], root: Path, editor: str = "") -> None:
        self._read = read
        self._root = root
        self._editor = editor
        self._known: dict[str, tuple[str, Lines] | None] = {}

    def place(self, span: Span) -> dict[str, Any]:
        """Give a place as plain data: `where` to read and copy, `link` to follow ("" for none)."""
        found = self._text(span.path)
        line, column = (found[1].line(span.start), found[1].column(span.start)) if found else (1, 1)
        where = f"{span.path}:{line}:{column}" if found else span.path
        return {"where": visible(where), "link": self._link(span.path, line, column)}

    def excerpt(self, span: Span) -> dict[str, str] | None:
        """Give the line of a place as what stands before it, in it and after it; None for a whole file."""
        found = self._text(span.path)
        if found is None or (span.start, span.stop) == (0, 0):
            return None
        text, lines = found
        first, last = lines.span(lines.line(span.start))
        start = min(max(span.start, first), last)
        stop = min(max(span.stop, start), last)
        left, right = max(first, start - _BEFORE), min(last, max(stop, start + _AFTER))
        left = text.find(" ", left, start) + 1 or left if left > first else left
        right = max(text.rfind(" ", stop, right), stop) if right < last else right
        before = visible(text[left:start])
        return {
            "before": f"… {before}" if left > first else before.lstrip(" "),
            "there": visible(text[start:stop]),
            "after": visible(text[stop:right]) + (" …" if right < last else ""),
        }

    def _text(self, path: str) -> tuple[str, Lines] | None:
        if path not in self._known:
            text = self._read(path)
            self._known[path] = None if text is None else (text, Lines.of(text))
        return self._known[path]

    def _link(self, path: str, line: int, column: int) -> str:
        if not self._editor or path.startswith(BUILT_IN):
            return ""
        filled = {"path": quote(str(self._root / path)), "line": str(line), "column": str(column)}
        return re.sub(r"\{(path|line|column)\}", lambda match: filled[match[1]], self._editor)
