"""What is said of the files that were made, and of those that were not."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from roa_dossier import console
from roa_dossier.cli.impose import advice
from roa_dossier.cli.voice import DONE, mistaken, say, show
from roa_dossier.world import Disk

if TYPE_CHECKING:
    from roa_dossier.build import Built
    from roa_dossier.build.orders import Order
    from roa_dossier.model.lines import LineCount
    from roa_dossier.model.report import Report, Setting

_GREEDY = "lines set one after another, as the edition asks"


def tell(built: tuple[Built, ...], world: Disk, folder: Path, verbose: bool = False) -> None:
    """Say what was made and what was not; of several, what all share is said once, and first.

    Args:
        built: what building gave, file by file.
        world: for the lines that messages show.
        folder: where the files are, as the person may type it.
        verbose: whether to say of each file how its pages were set.

    """
    proof, several = built[0].proof, len(built) > 1
    said = [*(proof.diagnostics if several else built[0].diagnostics)]
    show(said, world, proof.texts, sys.stderr)
    for each in built if several else ():
        own = [one for one in each.diagnostics if one not in proof.diagnostics]
        if own and each.order:
            say(f"in {_named(each.order)}:\n", sys.stderr)
            show(own, world, proof.texts, sys.stderr)
            said += own
    refused = [each for each in built if not each.output]
    if said and (several or not refused):
        say(console.summary(said), sys.stderr)
    for each in built:
        for name in filter(None, (each.output, each.sheets)):
            say(console.visible(str(folder / name)))
        if verbose and each.report and each.setting:
            say(console.visible(f"{each.output}: {how(each.report, each.setting)}"), sys.stderr)
        if each.imposed is not None:
            say(f"{console.visible(each.sheets)}: {advice(each.imposed, each.output)}", sys.stderr)
    for each in refused:
        what = f"{_named(each.order)}: " if each.order and several else ""
        say(f"{what}{console.summary(each.diagnostics)}: nothing was written", sys.stderr)
    if refused:
        raise typer.Exit(failed(built))


def failed(built: tuple[Built, ...]) -> int:
    """Give the exit status of a build: 0 where every file was made."""
    refused = [each for each in built if not each.output]
    return mistaken(one for each in refused for one in each.diagnostics) if refused else DONE


def how(report: Report, setting: Setting) -> str:
    """Say in one line what a file holds, and how it was set: its lines, and what was laid out again."""
    from roa_dossier.wording import ENGLISH

    pages = ENGLISH.count(report.pages, ("page", "pages"))
    notes = ENGLISH.count(report.notes, ("note", "notes")) if report.notes else "no notes"
    said = [f"{pages}, {notes}", *(_fitted(setting.lines) if setting.rules.fitted else (_GREEDY,))]
    if setting.again:
        names = ENGLISH.listed([f"`{name}`" for name in setting.again])
        said.append(f"laid out again, so that nothing of {names} is lost")
    if setting.whole:
        said.append(f"laid out whole: {setting.whole}")
    else:
        now = ENGLISH.count(len({name for name, _ in setting.laid}), ("part", "parts"))
        said.append(f"{now if setting.laid else 'nothing'} laid out now, the rest known")
    return "; ".join(said)


def _fitted(lines: LineCount) -> Iterator[str]:
    from roa_dossier.wording import ENGLISH

    paragraphs = ENGLISH.count(lines.fitted, ("paragraph", "paragraphs")) if lines.fitted else "no paragraph"
    yield f"{paragraphs} fitted"
    if lines.greedy:
        counted = (f"{ENGLISH.number(number)} {why}" for why, number in lines.greedy)
        yield f"set line after line: {', '.join(counted)}"


def _named(order: Order) -> str:
    chapter = f", chapter `{order.chapter}`" if order.chapter else ""
    return f"the edition `{order.edition.key}`{chapter}"
