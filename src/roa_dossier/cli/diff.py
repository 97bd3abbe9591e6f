"""The command that compares."""

from __future__ import annotations

import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from roa_dossier import console
from roa_dossier.cli.voice import MISTAKES, USAGE, say, show, usage
from roa_dossier.world import Disk

if TYPE_CHECKING:
    from roa_dossier.diff import NotCompared


class Face(StrEnum):
    """How a comparison is shown."""

    HUMAN = "human"
    JSON = "json"


def add(app: typer.Typer, root: Callable[[typer.Context], Path], examples: Callable[..., str]) -> None:
    """Add the command to the program; `root` finds the project, `examples` sets the help's last lines."""
    app.command(
        name="diff",
        epilog=examples(
            "roa-dossier diff march.pdf build/my-dossier.pdf",
            "roa-dossier diff ../before .",
            "roa-dossier diff seeds/letter.txt ~/Downloads/letter.txt",
            "roa-dossier diff seeds/old/585bd21a.txt seeds/letter.txt",
        ),
    )(_diff(root))


def _diff(root: Callable[[typer.Context], Path]) -> Callable[..., None]:
    def diff(
        context: typer.Context,
        old: Annotated[Path, typer.Argument(metavar="OLD", help="What it was.")],
        new: Annotated[Path, typer.Argument(metavar="NEW", help="What it is.")],
        source: Annotated[
            str | None,
            typer.Option(metavar="ID", help="Which source two snapshots are of, where neither file tells."),
        ] = None,
        exit_code: Annotated[
            bool, typer.Option("--exit-code", help="Exit with status 1 when they differ.")
        ] = False,
        format: Annotated[Face, typer.Option(help="How to show what differs.")] = Face.HUMAN,
    ) -> None:
        """Say what changed between two editions of a dossier, or between two snapshots of a source.

        An edition is a project's folder, a PDF that this program made, or the evidence.json taken out of one.
        Facts, quotations, notes, the ledger, sources and the bibliography are compared; pages and style are
        not. Two texts are taken for snapshots of a source of this project: what becomes of every quotation
        and fact that rests on it is said. Where nothing can be compared the exit status is 2.
        """
        from roa_dossier import diff as comparison

        try:
            with console.Progress(sys.stderr) as progress:
                found = comparison.compared(old, new, root(context), source, progress)
        except comparison.NotCompared as refusal:
            _refuse(refusal)
        say(comparison.as_json(found) if format is Face.JSON else comparison.human(found))
        if exit_code and not found.same:
            raise typer.Exit(MISTAKES)

    return diff


def _refuse(refusal: NotCompared) -> NoReturn:
    """Show the mistakes that stand in the way, and exit as for a wrong command line: 1 means a difference."""
    if refusal.root is None:
        usage(refusal.message)
    show(refusal.diagnostics, Disk(refusal.root), refusal.texts, sys.stderr)
    say(f"error: {console.visible(refusal.message)}", sys.stderr)
    raise typer.Exit(USAGE)
