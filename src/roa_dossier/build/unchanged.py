"""Whether anything changed since a book was made: if nothing did, it is made already.

What a build asks of the world is written down with a digest of each answer, and so is what it wrote. When the
answers are the same, and the files stand there as they were written, the same build would write them again.
"""

from __future__ import annotations

import hashlib
from typing import Any

from roa_dossier import glance, machine, program, seen, store
from roa_dossier.build.orders import Order
from roa_dossier.build.proofs import Proof
from roa_dossier.diagnostics import Diagnostic
from roa_dossier.frozen import Frozen, replace
from roa_dossier.model.outline import Edition
from roa_dossier.model.report import Report, Setting
from roa_dossier.model.sheets import Sheets
from roa_dossier.world import Disk

_FOLDER = "builds"
_LOOKED = "builds/looked"
"""How the files look that the last build read, for a glance before the next."""


class Told(Frozen):
    """What building one file told: as `Built`, without what it was made from."""

    diagnostics: tuple[Diagnostic, ...]
    checked: tuple[Diagnostic, ...]
    output: str
    edition: str
    chapter: str | None
    sheets: str
    report: Report | None
    setting: Setting | None
    imposed: Sheets | None
    texts: dict[str, str]


class Ledger(Frozen):
    """One build: what it asked and what it wrote, with a digest of each answer and file; what it told."""

    asked: seen.Seen
    written: dict[str, str]
    told: tuple[Told, ...]


class Witness(seen.Watched):
    """A project on disk that keeps in mind what was asked of it and what was written.

    Attributes:
        disk: the project.
        written: a digest of each file, by its name.

    """

    def __init__(self, disk: Disk) -> None:
        super().__init__(disk)
        self.disk = disk
        self.written: dict[str, str] = {}

    def write(self, path: str, data: bytes) -> None:
        """Write a file of the output folder."""
        super().write(path, data)
        self.written[path] = hashlib.sha256(data).hexdigest()


def key(request: object, fingerprint: str) -> str:
    """Name a build by what it hangs on besides the project: what was asked for, the program, the machine."""
    return store.key(program.code(), *machine.packages(), fingerprint, request)


def last(disk: Disk, name: str) -> tuple[Told, ...] | None:
    """Give what the last build of a name told, where nothing changed since; None where something did."""
    ledger = _ledgers(disk).get(name) if disk.output is None else None
    if ledger is None:
        return None
    if not seen.unchanged(disk, ledger.asked):
        return None
    for name, digest in ledger.written.items():
        data = disk.kept_output(name)
        if data is None or hashlib.sha256(data).hexdigest() != digest:
            return None
    _glance(disk, ledger.asked)
    return ledger.told


def keep(witness: Witness, name: str, told: tuple[Told, ...]) -> None:
    """Write a build down, in which every file was made."""
    ledgers = _ledgers(witness.disk)
    ledgers.put(name, Ledger(witness.seen, witness.written, told))
    _glance(witness.disk, witness.seen)
    ledgers.tidy()


def _glance(disk: Disk, asked: seen.Seen) -> None:
    """Keep how the files look that were read, unless that is kept already."""
    read = (what.split(" ", 2)[2] for what in asked if what.startswith("read "))
    taken = glance.taken(disk.root, read)
    if disk.kept(_LOOKED) != taken:
        disk.keep(_LOOKED, taken, None)


def told(built: Any) -> Told:
    """Give of what was built what is kept."""
    order: Order = built.order
    setting = replace(built.setting, laid=()) if built.setting else None
    lasting = tuple(one for one in built.diagnostics if one.code != "cache-damaged")
    return Told(
        lasting,
        built.proof.diagnostics,
        built.output,
        order.edition.key,
        order.chapter,
        built.sheets,
        built.report,
        setting,
        built.imposed,
        _spoken_of(built),
    )


def _spoken_of(built: Any) -> dict[str, str]:
    """Give the texts that messages show lines of, as they were read: not all are as the file has them."""
    said = (*built.diagnostics, *built.proof.diagnostics)
    labels = (label for one in said for label in (one.primary, *one.related) if label is not None)
    paths = {label.span.path for label in labels}
    return {path: text for path, text in built.proof.texts.items() if path in paths}


def proof_and_order(of: Told) -> tuple[Proof, Order]:
    """Give what stands for the proof and the order of a build that need not be made."""
    return Proof(diagnostics=of.checked, texts=of.texts), Order(Edition(of.edition), of.chapter)


def _ledgers(disk: Disk) -> store.Store[Ledger]:
    return store.Store(disk, _FOLDER, Ledger)
