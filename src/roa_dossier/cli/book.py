"""The command that makes books."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from roa_dossier import console
from roa_dossier.cli.made import failed, tell
from roa_dossier.cli.timings import as_json, timed
from roa_dossier.cli.voice import say, unknown, usage
from roa_dossier.world import Disk, World


class Shown(StrEnum):
    """A face of what was made."""

    HUMAN = "human"
    JSON = "json"


def add(app: typer.Typer, root: Callable[[typer.Context], Path], examples: Callable[..., str]) -> None:
    """Add the command to the program; `root` finds the project, `examples` sets the help's last lines."""
    shown = examples(
        "roa-dossier build",
        "roa-dossier build --edition student",
        "roa-dossier build --edition student --chapter phantom-army",
        "roa-dossier build --all",
        "roa-dossier build -o /tmp/for-the-seminar.pdf",
        "roa-dossier build --timings",
    )
    app.command(name="build", epilog=shown)(_build(root))


def _build(root_of: Callable[[typer.Context], Path]) -> Callable[..., None]:
    def build(
        context: typer.Context,
        edition: Annotated[
            str | None,
            typer.Option(metavar="NAME", help="Which edition to print; by default `print`, or the first."),
        ] = None,
        chapter: Annotated[
            str | None, typer.Option(metavar="ID", help="Only this chapter, as a handout that stands alone.")
        ] = None,
        all_: Annotated[
            bool, typer.Option("--all", help="Print every edition, and the handouts of those that want them.")
        ] = False,
        draft: Annotated[
            bool,
            typer.Option("--draft", help="Print in spite of mistakes, each in its place, with a watermark."),
        ] = False,
        output: Annotated[
            Path | None, typer.Option("--output", "-o", metavar="FILE", help="The PDF to write.")
        ] = None,
        verbose: Annotated[
            bool, typer.Option("--verbose", "-v", help="Say how the pages were set, too.")
        ] = False,
        single: Annotated[
            bool,
            typer.Option("--single", help="Lay the book out whole, as one document: slower, the same pages."),
        ] = False,
        workers: Annotated[
            int | None,
            typer.Option(
                metavar="N", min=1, help="How many processes lay out chapters; by default one a core."
            ),
        ] = None,
        timings: Annotated[
            bool, typer.Option("--timings", help="Say how long each stage took, and each chapter.")
        ] = False,
        format: Annotated[
            Shown, typer.Option(help="How to show what was made and the timings.")
        ] = Shown.HUMAN,
    ) -> None:
        """Check the dossier and print it as a PDF into build/.

        Nothing is written unless every quotation and fact is found in its source, and the finished pages hold
        every note: then the earlier PDF stays as it was. An edition is what dossier.yaml calls one. Chapters
        that did not change are taken from build/.cache.
        """
        from roa_dossier.cli.making import Request, made

        root = root_of(context)
        if all_:
            given = {"--edition": edition, "--chapter": chapter, "--output": output}
            for option in (name for name, value in given.items() if value is not None):
                usage(f"`--all` prints every edition; leave `{option}` out")
        world = open_project(root, output)
        name = output.name if output else ""
        request = Request(edition or "", chapter, draft, name, all_, single)
        with console.Progress(sys.stderr) as progress:
            built = made(world, request, workers, progress, _refuse_edition)
        folder = output.parent if output else Path(os.path.relpath(root / "build"))
        taken = progress.taken() if timings else None
        if format is Shown.JSON:
            say(as_json(built, world, folder, taken))
            raise typer.Exit(failed(built))
        if taken is not None:
            say(timed(built, taken), sys.stderr)
        tell(built, world, folder, verbose)

    return build


def open_project(root: Path, output: Path | None = None) -> Disk:
    """Open the project; what is written goes to the folder of `output`, or to the project's `build`."""
    if output is None:
        return Disk(root)
    if output.suffix.lower() != ".pdf":
        usage(f"expected a file name that ends in .pdf, found `{output}`")
    return Disk(root, output.absolute().parent)


def _refuse_edition(world: World, edition: str) -> None:
    """Say that there is no such edition, where one is named."""
    if not edition:
        return
    from roa_dossier import build, editions

    outline = build.library(world).outline
    if outline is not None and editions.of(outline, edition) is None:
        usage(unknown("edition", edition, [one.key for one in editions.every_one(outline)]))
