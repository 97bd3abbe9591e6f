"""The command that builds after each save, and shows the pages in the browser."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from roa_dossier import console
from roa_dossier.cli.voice import say, usage
from roa_dossier.world import Disk

PORTS = 65_535


def add(app: typer.Typer, root: Callable[[typer.Context], Path], examples: Callable[..., str]) -> None:
    """Add the command to the program; `root` finds the project, `examples` sets the help's last lines."""
    shown = examples(
        "roa-dossier watch --open",
        "roa-dossier watch --edition student --chapter phantom-army",
        'roa-dossier watch --editor "vscode://file/{path}:{line}:{column}"',
    )
    app.command(name="watch", epilog=shown)(_watch(root))


def _watch(root: Callable[[typer.Context], Path]) -> Callable[..., None]:
    def watch(
        context: typer.Context,
        edition: Annotated[
            str, typer.Option(metavar="NAME", help="The edition to show at first; by default the usual one.")
        ] = "",
        chapter: Annotated[
            str | None, typer.Option(metavar="ID", help="Only this chapter, as a handout.")
        ] = None,
        port: Annotated[
            int, typer.Option(metavar="N", min=0, max=PORTS, help="Where to serve; by default any free port.")
        ] = 0,
        open_: Annotated[
            bool, typer.Option("--open/--no-open", help="Whether to open the page in your browser.")
        ] = False,
        editor: Annotated[
            str,
            typer.Option(
                metavar="ADDRESS",
                help="What a place in a file links to, with {path}, {line} and {column}; by default nothing.",
            ),
        ] = "",
    ) -> None:
        """Show the pages in the browser, and build them anew after each save.

        Nothing is written but the cache in build/, unless you ask for the PDF on the page. The page is
        served to this machine only, at an address that nobody can guess. Ctrl-C ends it.
        """
        from roa_dossier.preview.places import opens_an_editor
        from roa_dossier.preview.wants import Choice
        from roa_dossier.preview.watching import Asked
        from roa_dossier.preview.watching import watch as look
        from roa_dossier.preview.workshop import Bench

        if editor and not opens_an_editor(editor):
            usage(
                f"expected an address such as `vscode://file/{{path}}:{{line}}:{{column}}`, found `{editor}`"
            )
        folder = root(context)
        asked = Asked(folder, Choice(edition, chapter), port, editor)
        try:
            look(asked, Bench(Disk(folder)), lambda address: _ready(address, open_))
        except OSError as fault:
            usage(f"the port {port} cannot be had: {(fault.strerror or str(fault)).lower()}")

    return watch


def _ready(address: str, open_: bool) -> None:
    say(address)
    sys.stdout.flush()
    say(console.visible("shown there, and built after each save; Ctrl-C ends it"), sys.stderr)
    if open_:
        import webbrowser

        webbrowser.open(address)
