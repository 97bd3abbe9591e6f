"""Whether anything changed since a book was made: if nothing did, it is made already.

What a build asks of the world is written down with a digest of each answer, and so is what it wrote. When the
answers are the same, and the files stand there as they were written, the same build would write them again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import roa_dossier
from roa_dossier import machine, store
from roa_dossier.build.orders import Order
from roa_dossier.build.proofs import Proof
from roa_dossier.diagnostics import Diagnostic
from roa_dossier.model.outline import Edition
from roa_dossier.model.report import Report, Setting
from roa_dossier.model.sheets import Sheets
from roa_dossier.world import LIMIT, Disk, Refused

_FOLDER = "builds"


@dataclass(frozen=True, slots=True)
class Told:
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


@dataclass(frozen=True, slots=True)
class Ledger:
    """One build: what it asked and what it wrote, with a digest of each answer and file; what it told."""

    asked: tuple[tuple[str, str, str], ...]
    written: tuple[tuple[str, str], ...]
    told: tuple[Told, ...]


@dataclass(slots=True)
class Witness:
    """A project on disk that keeps in mind what was asked of it and what was written.

    Attributes:
        disk: the project.
        asked: a digest of each answer, by the question.
        written: a digest of each file, by its name.

    """

    disk: Disk
    asked: dict[tuple[str, str], str] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)

    def _noted(self, question: str, about: str, answer: Callable[[], Any]) -> Any:
        try:
            found = answer()
        except Refused as refusal:
            self.asked[question, about] = _digest(repr((refusal.code, refusal.message)))
            raise
        self.asked[question, about] = _digest(found)
        return found

    def read(self, path: str, limit: int = LIMIT) -> bytes:
        """Give the bytes of a file of the project."""
        found: bytes = self._noted("read", path, lambda: self.disk.read(path, limit))
        return found

    def exists(self, path: str) -> bool:
        """Say whether `read` would find a regular file there."""
        found: bool = self._noted("exists", path, lambda: self.disk.exists(path))
        return found

    def template(self, name: str) -> tuple[str, str]:
        """Give path and text of a template."""
        found: tuple[str, str] = self._noted("template", name, lambda: self.disk.template(name))
        return found

    def style(self, name: str) -> tuple[str, str]:
        """Give path and text of a style sheet."""
        found: tuple[str, str] = self._noted("style", name, lambda: self.disk.style(name))
        return found

    def own_styles(self) -> tuple[str, ...]:
        """Give the names of the project's style sheets."""
        found: tuple[str, ...] = self._noted("own_styles", "", self.disk.own_styles)
        return found

    def own_themes(self) -> tuple[str, ...]:
        """Give the names of the project's themes."""
        found: tuple[str, ...] = self._noted("own_themes", "", self.disk.own_themes)
        return found

    def ready(self, path: str) -> None:
        """Raise `Refused` where `write` to that path would be refused."""
        self.disk.ready(path)

    def write(self, path: str, data: bytes) -> None:
        """Write a file of the output folder."""
        self.disk.write(path, data)
        self.written[path] = _digest(data)

    def kept(self, name: str) -> bytes | None:
        """Give what was kept under a name."""
        return self.disk.kept(name)

    def keep(self, name: str, data: bytes, limit: int | None = None) -> None:
        """Keep what can be made again."""
        self.disk.keep(name, data, limit)

    def make_room(self, folder: str, limit: int) -> None:
        """Let what was not used for longest make room."""
        self.disk.make_room(folder, limit)


def last(disk: Disk, request: object) -> tuple[Told, ...] | None:
    """Give what the last build for a request told, where nothing changed since; None where something did."""
    ledger = _ledgers(disk).get(_key(request)) if disk.output is None else None
    if ledger is None:
        return None
    for name, digest in ledger.written:
        data = disk.kept_output(name)
        if data is None or _digest(data) != digest:
            return None
    again = Witness(disk)
    for question, about, digest in ledger.asked:
        with suppress(Refused):  # that is an answer, too
            getattr(again, question)(*filter(None, [about]))
        if again.asked[question, about] != digest:
            return None
    return ledger.told


def keep(witness: Witness, request: object, told: tuple[Told, ...]) -> None:
    """Write a build down, in which every file was made."""
    asked = tuple((question, about, digest) for (question, about), digest in witness.asked.items())
    _ledgers(witness.disk).put(_key(request), Ledger(asked, tuple(witness.written.items()), told))


def told(built: Any) -> Told:
    """Give of what was built what is kept."""
    order: Order = built.order
    setting = replace(built.setting, laid=()) if built.setting else None
    return Told(
        built.diagnostics,
        built.proof.diagnostics,
        built.output,
        order.edition.key,
        order.chapter,
        built.sheets,
        built.report,
        setting,
        built.imposed,
    )


def proof_and_order(of: Told) -> tuple[Proof, Order]:
    """Give what stands for the proof and the order of a build that need not be made."""
    return Proof(diagnostics=of.checked), Order(Edition(of.edition), of.chapter)


def _ledgers(disk: Disk) -> store.Store[Ledger]:
    return store.Store(disk, _FOLDER, Ledger)


def _key(request: object) -> str:
    return store.key(_program(), machine.fingerprint(), request)


def _program() -> str:
    """Give a digest that changes with the program, and with what is installed beside it."""
    root = Path(roa_dossier.__file__).parent
    stamps = [
        f"{path} {(status := path.stat()).st_size} {status.st_mtime_ns}"
        for path in sorted(root.rglob("*.py"))
    ]
    return _digest("\n".join((*stamps, *machine.packages())))


def _digest(value: object) -> str:
    data = value if isinstance(value, bytes) else repr(value).encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()
