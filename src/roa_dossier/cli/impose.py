"""The command that puts the pages of a finished PDF on sheets."""

from __future__ import annotations

import math
import sys
from pathlib import Path
from typing import Annotated

import typer

from roa_dossier import console
from roa_dossier.cli.voice import refuse, say, show, usage
from roa_dossier.model.sheets import Blanks, Imposition, Paper, Scheme, Sheets, Turn
from roa_dossier.world import Disk, Refused

LIMIT = 200_000_000
MOST_CREEP, MOST_BLEED = 10.0, 20.0

EXAMPLES = (
    "roa-dossier impose build/roa-dossier.pdf --as booklet",
    "roa-dossier impose build/roa-dossier.pdf --as booklet --signature 4 --paper A4",
    "roa-dossier impose build/roa-dossier-ranks.pdf --as 2-up --turn none",
)

_EDGES = {
    Turn.LONG: "on both sides, turned over the long edge",
    Turn.SHORT: "on both sides, turned over the short edge",
    Turn.NONE: "on one side",
}


def impose(
    file: Annotated[Path, typer.Argument(metavar="FILE.pdf", help="The finished PDF; it stays as it is.")],
    scheme: Annotated[Scheme, typer.Option("--as", help="How pages share a sheet.")],
    paper: Annotated[
        Paper | None,
        typer.Option(
            case_sensitive=False,
            help="What is printed on; by default twice the page for a booklet, else the pages' own paper.",
        ),
    ] = None,
    turn: Annotated[
        Turn | None,
        typer.Option(
            help="The edge over which the printer turns the sheet; by default the one that needs no back on "
            "its head."
        ),
    ] = None,
    signature: Annotated[
        int | None,
        typer.Option(metavar="SHEETS", min=1, help="Booklet: sheets folded together; by default all."),
    ] = None,
    blanks: Annotated[
        Blanks, typer.Option(help="Booklet: where blank pages stand; before the last keeps a back cover.")
    ] = Blanks.END,
    creep: Annotated[
        float,
        typer.Option(
            metavar="MM", min=0, max=MOST_CREEP, help="Booklet: how far the innermost pages move to the fold."
        ),
    ] = 0.0,
    crop_marks: Annotated[bool, typer.Option("--crop-marks", help="Mark where to cut and to fold.")] = False,
    bleed: Annotated[
        float, typer.Option(metavar="MM", min=0, max=MOST_BLEED, help="What to show beyond the cut: 0 or 3.")
    ] = 0.0,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="The PDF to write; by default beside the first."),
    ] = None,
) -> None:
    """Put the pages of a finished PDF on sheets: as a booklet to fold, or two or four on a side.

    The pages stay as they are drawn and are never enlarged. Bookmarks, links, tags and attached files stay in
    FILE.pdf; beside it, FILE-booklet.pdf is for the printer.
    """
    wanted = Imposition(scheme, paper, turn, signature, blanks, creep, crop_marks, bleed)
    _agree(wanted)
    target = output or file.with_name(f"{file.stem}-{scheme.value}.pdf")
    _apart(file, target)
    if output is None:
        _spare_edition(target)
    made = _made(file, target, wanted)
    say(console.visible(str(target)))
    say(advice(made, file.name), sys.stderr)


def _agree(wanted: Imposition) -> None:
    """Refuse options that mean nothing, by themselves or for the scheme."""
    if math.isnan(wanted.creep) or math.isnan(wanted.bleed):
        usage("expected a number of millimetres, found `nan`")
    if wanted.scheme is Scheme.BOOKLET:
        if wanted.turn is Turn.NONE:
            usage("a booklet is printed on both sides; expected `--turn long` or `--turn short`")
        return
    given = {
        "--signature": wanted.signature is not None,
        "--blanks": wanted.blanks is not Blanks.END,
        "--creep": wanted.creep > 0,
    }
    for option, used in given.items():
        if used:
            usage(f"`{option}` is for `--as booklet` only; found it with `--as {wanted.scheme.value}`")


def _apart(file: Path, target: Path) -> None:
    """Keep both files."""
    if target.suffix.lower() != ".pdf":
        usage(f"expected a file name that ends in .pdf, found `{target}`")
    if target.resolve() == file.resolve():
        usage(f"both files are kept; expected another name than `{file}` for the sheets")


def _spare_edition(target: Path) -> None:
    """Write over no PDF of an edition that happens to have the name, as one called `booklet` has."""
    from roa_dossier import pdf, traces

    try:
        held = pdf.attachment(Disk(target.resolve().parent).read(target.name, LIMIT), traces.NAME)
    except (Refused, pdf.Unreadable):
        return
    if held is not None:
        usage(f"`{console.visible(str(target))}` is an edition; name another file for the sheets with `-o`")


def _made(file: Path, target: Path, wanted: Imposition) -> Sheets:
    """Read, impose and write; whatever is wrong ends the command and leaves everything as it was."""
    from roa_dossier import impose as stage

    real = file.resolve()
    world = Disk(real.parent, target.absolute().parent)
    try:
        world.ready(target.name)
        checked = stage.sheets(world.read(real.name, LIMIT), wanted, real.name)
        if checked.value is None:
            refuse(checked.diagnostics, world)
        show(checked.diagnostics, world, {}, sys.stderr)
        world.write(target.name, checked.value.pdf)
    except Refused as refusal:
        refuse([refusal.diagnostic()], world)
    return checked.value


def advice(made: Sheets, origin: str) -> str:
    """Say what to set at the printer, and what is left in the file of the pages."""
    sheets = "1 sheet" if len(made.sheets) == 1 else f"{len(made.sheets):,} sheets"
    size = f"{_named(made)}, pages at {made.scale:.0%}"
    blank = {0: "", 1: ", 1 blank page"}.get(made.blanks, f", {made.blanks} blank pages")
    left = f"bookmarks, links and tags are in {console.visible(origin)} only"
    return f"{sheets} of {size}{blank}: print {_EDGES[made.turn]}, without scaling; {left}"


def _named(made: Sheets) -> str:
    """Give the name of the paper, or its size."""
    edges = sorted((made.width, made.height))
    for paper in Paper:
        if all(abs(edge - known) < 1 for edge, known in zip(edges, paper.millimetres, strict=True)):
            return paper.value
    return f"{made.width:.0f} × {made.height:.0f} mm"
