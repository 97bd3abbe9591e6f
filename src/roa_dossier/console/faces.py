"""The three faces of a message: for people, for one line, for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from roa_dossier.console.excerpt import excerpt
from roa_dossier.console.visible import visible
from roa_dossier.diagnostics import Diagnostic, Label, Severity, Span
from roa_dossier.locate import Lines

Reader = Callable[[str], str | None]
Segment = tuple[str, str]
Row = tuple[Segment, ...]

_GRAVE = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow"}


class _Texts:
    """The files that messages speak of, each read once."""

    def __init__(self, read: Reader) -> None:
        self._read = read
        self._known: dict[str, tuple[str, Lines] | None] = {}

    def get(self, path: str) -> tuple[str, Lines] | None:
        if path not in self._known:
            text = self._read(path)
            self._known[path] = None if text is None else (text, Lines.of(text))
        return self._known[path]

    def place(self, span: Span) -> str:
        """Give `path:line:column`, or the path alone where the file cannot be read."""
        found = self.get(span.path)
        if found is None:
            return span.path
        return f"{span.path}:{found[1].line(span.start)}:{found[1].column(span.start)}"


def human(diagnostics: Iterable[Diagnostic], read: Reader, colour: bool = False) -> str:
    """Show messages with the lines they speak of, both sides where there are two.

    Args:
        diagnostics: in the order to be shown.
        read: gives the decoded text of a path, None where there is none to show.
        colour: whether to paint with ANSI sequences.

    """
    texts = _Texts(read)
    shown = [_rows(diagnostic, texts) for diagnostic in diagnostics]
    rows = [row for message in shown for row in ((), *message)][1:]
    return _painted(rows) if colour else "\n".join("".join(text for text, _ in row) for row in rows)


def short(diagnostics: Iterable[Diagnostic], read: Reader) -> str:
    """Show each message on one line, as `path:line:column: error[code]: message`."""
    texts = _Texts(read)
    lines = []
    for diagnostic in diagnostics:
        place = f"{visible(texts.place(diagnostic.primary.span))}: " if diagnostic.primary else ""
        lines.append(f"{place}{diagnostic.severity}[{diagnostic.code}]: {visible(diagnostic.message)}")
    return "\n".join(lines)


def as_json(diagnostics: Iterable[Diagnostic], read: Reader) -> str:
    """Give all messages as one JSON object; lines and columns count from 1, in characters."""
    texts = _Texts(read)
    listed = list(diagnostics)
    whole = {
        "errors": _count(listed, Severity.ERROR),
        "warnings": _count(listed, Severity.WARNING),
        "diagnostics": [_plain(diagnostic, texts) for diagnostic in listed],
    }
    return json.dumps(whole, indent=2)


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """Count messages: `2 errors, 1 warning`, or `no mistakes`."""
    listed = list(diagnostics)
    counts = [(_count(listed, Severity.ERROR), "error"), (_count(listed, Severity.WARNING), "warning")]
    words = [f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts if count]
    return ", ".join(words) or "no mistakes"


def _count(diagnostics: list[Diagnostic], severity: Severity) -> int:
    return sum(diagnostic.severity is severity for diagnostic in diagnostics)


# ── for people ──────────────────────────────────────────────────────────────────────────────────────


def _rows(diagnostic: Diagnostic, texts: _Texts) -> list[Row]:
    sides = [label for label in (diagnostic.primary, *diagnostic.related) if label]
    margin = max((len(_line_number(label, texts)) for label in sides), default=1)
    grave = _GRAVE[diagnostic.severity]
    rows: list[Row] = [
        (
            (f"{diagnostic.severity}[{diagnostic.code}]", grave),
            (f": {visible(diagnostic.message)}", "bold"),
        )
    ]
    for index, label in enumerate(sides):
        primary = label is diagnostic.primary
        rows += _side(label, texts, margin, "-->" if index == 0 else ":::", "^" if primary else "-", grave)
    for hint in diagnostic.hints:
        rows += _hint(hint, margin)
    return rows


def _line_number(label: Label, texts: _Texts) -> str:
    found = texts.get(label.span.path)
    return str(found[1].line(label.span.start)) if found else " "


def _side(label: Label, texts: _Texts, margin: int, arrow: str, mark: str, grave: str) -> list[Row]:
    """Show one place; a label at the very beginning without extent means the file as a whole."""
    blank = " " * margin
    where: Row = ((f"{blank}{arrow} ", "blue"), (visible(texts.place(label.span)), ""))
    found = texts.get(label.span.path)
    if found is None or (label.span.start, label.span.stop) == (0, 0):
        said: Row = ((f"{blank} = ", "blue"), (visible(label.text), ""))
        return [where, said] if label.text else [where]
    cut = excerpt(*found, label.span)
    pointed = f"{' ' * cut.indent}{mark * cut.width} {visible(label.text)}".rstrip()
    return [
        where,
        ((f"{blank} |", "blue"),),
        ((f"{cut.line:>{margin}} |{' ' if cut.shown else ''}", "blue"), (cut.shown, "")),
        ((f"{blank} | ", "blue"), (pointed, grave if mark == "^" else "blue")),
    ]


def _hint(hint: str, margin: int) -> list[Row]:
    """Show a hint; its further lines (a piece of YAML to copy) stand under its first."""
    first, *more = hint.split("\n")
    blank = " " * margin
    rows: list[Row] = [((f"{blank} = ", "blue"), ("hint", "bold"), (f": {visible(first)}", ""))]
    return rows + [((f"{blank}   {visible(line)}".rstrip(), ""),) for line in more]


def _painted(rows: list[Row]) -> str:
    from rich.console import Console
    from rich.text import Text

    painter = Console(force_terminal=True, color_system="standard", no_color=False, width=10_000)
    with painter.capture() as capture:
        for row in rows:
            painter.print(Text.assemble(*row), soft_wrap=True, highlight=False)
    return capture.get().removesuffix("\n")


# ── for programs ────────────────────────────────────────────────────────────────────────────────────


def _plain(diagnostic: Diagnostic, texts: _Texts) -> dict[str, Any]:
    return {
        "severity": str(diagnostic.severity),
        "code": diagnostic.code,
        "message": diagnostic.message,
        "primary": _plain_label(diagnostic.primary, texts) if diagnostic.primary else None,
        "related": [_plain_label(label, texts) for label in diagnostic.related],
        "hints": list(diagnostic.hints),
    }


def _plain_label(label: Label, texts: _Texts) -> dict[str, Any]:
    found = texts.get(label.span.path)
    return {
        "path": label.span.path,
        "text": label.text,
        "start": _position(label.span.start, found),
        "stop": _position(label.span.stop, found),
    }


def _position(offset: int, found: tuple[str, Lines] | None) -> dict[str, int]:
    if found is None:
        return {"offset": offset}
    return {"offset": offset, "line": found[1].line(offset), "column": found[1].column(offset)}
