"""Making what was asked for, unless it is made already."""

from __future__ import annotations

from collections.abc import Callable

from roa_dossier import build as stages
from roa_dossier import console, machine
from roa_dossier.build import unchanged
from roa_dossier.frozen import Frozen
from roa_dossier.world import Disk, World


class Request(Frozen):
    """What is to be built.

    Attributes:
        edition: the edition's key; "" for the usual one.
        chapter: the id of a chapter that is to stand alone; None for the whole.
        draft: whether mistakes are printed.
        output: the file's name; "" for that of the edition.
        every: whether all editions are made.
        whole: whether the book is laid out as one document.

    """

    edition: str = ""
    chapter: str | None = None
    draft: bool = False
    output: str = ""
    every: bool = False
    whole: bool = False


def made(
    world: Disk,
    request: Request,
    workers: int | None,
    progress: console.Progress,
    refuse: Callable[[World, str], None],
) -> tuple[stages.Built, ...]:
    """Build what is asked for, or give what was built before where nothing changed since.

    Args:
        world: the project.
        request: what is asked for.
        workers: how many processes lay out; None for one a core.
        progress: told what is done.
        refuse: does not come back where there is no such edition.

    """
    progress("looking what changed")
    fingerprint = machine.fingerprint()
    name = unchanged.key(request, fingerprint)
    if (told := unchanged.last(world, name)) is not None:
        return tuple(map(_as_built, told))
    from roa_dossier import processes

    if not request.whole and not processes.are_begun():
        processes.serve(world.root)  # it loads the engine while the rest of the program is loaded here
    from roa_dossier.build.workshop import Workshop

    witness = unchanged.Witness(world)
    refuse(witness, request.edition)
    with Workshop(workers, whole=request.whole, fingerprint=fingerprint) as shop:
        if request.every:
            built = stages.build_all(witness, request.draft, progress, shop)
        else:
            asked = (request.output, request.chapter, request.draft)
            built = (stages.build(witness, *asked, progress, request.edition, shop),)
    if world.output is None and all(each.output for each in built):
        unchanged.keep(witness, name, tuple(map(unchanged.told, built)))
    return built


def _as_built(told: unchanged.Told) -> stages.Built:
    proof, order = unchanged.proof_and_order(told)
    return stages.Built(
        proof,
        told.diagnostics,
        told.output,
        told.report,
        order,
        told.sheets,
        told.imposed,
        told.setting,
    )
