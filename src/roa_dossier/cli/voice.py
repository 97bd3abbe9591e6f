"""What is said on the terminal, and the exit statuses that go with it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import NoReturn, TextIO

import typer

from roa_dossier import console, nearest
from roa_dossier.diagnostics import Diagnostic, Severity
from roa_dossier.world import Disk
from roa_dossier.world.shown import reader

DONE, MISTAKES, USAGE, MISSING, FAULT = 0, 1, 2, 3, 70
TOOL_CODES = {"font-missing", "layout-tool-missing", "tool-missing"}
SHOWN = 100
"""How many messages are shown to a person; the other faces have all."""


def show(diagnostics: Iterable[Diagnostic], world: Disk, texts: dict[str, str], stream: TextIO) -> None:
    """Show messages to a person, the gravest of many; the command that lists them all is named."""
    listed = list(diagnostics)
    first = _gravest(listed)
    shown = console.human(first, reader(world, texts), _coloured(stream))
    if shown:
        say(f"{shown}\n", stream)
    if len(first) < len(listed):
        more = len(listed) - len(first)
        say(f"… and {more:,} more; `roa-dossier check --format short` lists them all\n", stream)


def _gravest(listed: list[Diagnostic]) -> list[Diagnostic]:
    """Give as many messages as a person can use, errors rather than warnings, in the order they have."""
    errors_first = sorted(range(len(listed)), key=lambda at: listed[at].severity is not Severity.ERROR)
    return [listed[at] for at in sorted(errors_first[:SHOWN])]


def _coloured(stream: TextIO) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def refuse(diagnostics: Iterable[Diagnostic], world: Disk) -> NoReturn:
    """Show messages and exit with the status they stand for."""
    listed = list(diagnostics)
    show(listed, world, {}, sys.stderr)
    raise typer.Exit(mistaken(listed))


def mistaken(diagnostics: Iterable[Diagnostic]) -> int:
    """Tell a missing tool or font, and a wrong command line, from mistakes in the dossier."""
    codes = {diagnostic.code for diagnostic in diagnostics}
    if codes & TOOL_CODES:
        return MISSING
    return USAGE if codes & {"unknown-chapter", "hidden-chapter"} else MISTAKES


def usage(message: str) -> NoReturn:
    """Say what is wrong with the command line, and exit."""
    say(f"error: {console.visible(message)}", sys.stderr)
    raise typer.Exit(USAGE)


def say(text: str, stream: TextIO | None = None) -> None:
    """Print; when nobody reads any more, go on in silence."""
    stream = stream or sys.stdout
    try:
        print(text, file=stream)
    except BrokenPipeError:
        _hush(stream)
    except UnicodeEncodeError:
        encoding = stream.encoding or "ascii"
        print(text.encode(encoding, "backslashreplace").decode(encoding), file=stream)


def flush() -> None:
    """Write out what was said; where nobody reads any more, in silence."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            _hush(stream)


def _hush(stream: TextIO) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """Say that there is no such thing, and what is likest or may stand there."""
    names = list(dict.fromkeys(known))
    close = nearest.closest(name, names)
    more = f"did you mean `{close}`?" if close else f"expected one of {', '.join(names)}"
    return f"there is no {what} `{name}`; {more}" if name else more
