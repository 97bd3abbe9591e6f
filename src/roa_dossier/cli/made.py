"""What is said of the files that were made, and of those that were not."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from roa_dossier import build as stages
from roa_dossier import console
from roa_dossier.build.orders import Order
from roa_dossier.cli.impose import advice
from roa_dossier.cli.voice import mistaken, say, show
from roa_dossier.world import Disk


def tell(built: tuple[stages.Built, ...], world: Disk, folder: Path) -> None:
    """Say what was made and what was not; of several, what all share is said once, and first."""
    proof, several = built[0].proof, len(built) > 1
    said = [*(proof.diagnostics if several else built[0].diagnostics)]
    show(said, world, proof.texts, sys.stderr)
    for each in built if several else ():
        own = [one for one in each.diagnostics if one not in proof.diagnostics]
        if own and each.order:
            say(f"in {_named(each.order)}:\n", sys.stderr)
            show(own, world, proof.texts, sys.stderr)
            said += own
    failed = [each for each in built if not each.output]
    if said and (several or not failed):
        say(console.summary(said), sys.stderr)
    for each in built:
        for name in filter(None, (each.output, each.sheets)):
            say(console.visible(str(folder / name)))
        if each.imposed is not None:
            say(f"{console.visible(each.sheets)}: {advice(each.imposed, each.output)}", sys.stderr)
    for each in failed:
        what = f"{_named(each.order)}: " if each.order and several else ""
        say(f"{what}{console.summary(each.diagnostics)}: nothing was written", sys.stderr)
    if failed:
        raise typer.Exit(mistaken(one for each in failed for one in each.diagnostics))


def _named(order: Order) -> str:
    chapter = f", chapter `{order.chapter}`" if order.chapter else ""
    return f"the edition `{order.edition.key}`{chapter}"
