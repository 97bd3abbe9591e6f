"""Building after each save, and putting on the board what came of it: one thread does it, and only this."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from roa_dossier.build import Proof
from roa_dossier.frozen import Frozen, field
from roa_dossier.model.book import Early
from roa_dossier.preview import telling
from roa_dossier.preview.album import Leaf
from roa_dossier.preview.board import Board
from roa_dossier.preview.leaves import Leaves, edited, first_changed
from roa_dossier.preview.places import Places
from roa_dossier.preview.viewing import Unseen, Viewer
from roa_dossier.preview.wants import Choice, Want, Wants
from roa_dossier.preview.workshop import Made, Workshop
from roa_dossier.world import ToolMissing


class Known(Frozen):
    """What questions of the page are answered from; replaced as a whole.

    Attributes:
        leaves: by digest, those shown now and those shown before, whose pictures may still be asked for.
        proofs: what each PDF was made of, with the texts that places are found in, by its number.

    """

    leaves: dict[str, Leaf] = field(default_factory=dict)
    proofs: dict[int, tuple[Proof, Places]] = field(default_factory=dict)


class Desk:
    """Does what is wanted, one thing after another."""

    def __init__(
        self, workshop: Workshop, viewer: Viewer, board: Board, wants: Wants, root: Path, editor: str = ""
    ) -> None:
        self.known = Known()
        self._workshop = workshop
        self._viewer = viewer
        self._board = board
        self._wants = wants
        self._root = root
        self._editor = editor
        self._shown = Leaves()
        self._before = Leaves()
        self._last: Made | None = None
        self._jumped = False
        self._builds = 0
        self._versions = 0

    def do(self, want: Want) -> None:
        """Build what is wanted, or write it; whatever goes wrong is told on the page."""
        began = time.monotonic()
        self._told(phase="building", stage="", choice=_plain(want.choice))
        try:
            if want.write:
                self._write(want)
            else:
                self._build(want)
        except ToolMissing as missing:
            self._fault(str(missing), f"type `{missing.remedy}`")
        except Unseen as unseen:
            self._fault(f"the pages cannot be shown: {unseen}")
        except Exception as fault:
            said = f"this is a fault of roa-dossier, not of your dossier: {type(fault).__name__}: {fault}"
            self._fault(said[:400], "save again, or stop and start `roa-dossier watch`")
        seconds = round(time.monotonic() - began, 2)
        self._told(phase="resting", stage="", seconds=seconds, build=self._builds)

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _build(self, want: Want) -> None:
        self._jumped = False
        self._builds += 1

        def early(one: Early) -> None:
            self._early(one, want)

        made = self._workshop.make(want.choice.edition, want.choice.chapter, early, self._progress)
        places = Places(self._workshop.reader(made.proof), self._root, self._editor)
        self._board.put("messages", telling.messages(made.diagnostics, places))
        chosen = telling.choices(made.proof, want.choice.edition)
        if chosen is not None:
            self._board.put("choices", {**chosen, "chapter": want.choice.chapter or ""})
        if made.pdf:
            self._bound(made, want, places)
        self._told(good=bool(made.pdf))

    def _early(self, one: Early, want: Want) -> None:
        """Show the edited chapter among the pages of the last book."""
        if self._last is None or self._shown.choice != want.choice:
            return
        pages = self._viewer.open(one.pdf)
        leaves = self._shown.with_early(one.chapter, pages)
        if leaves is None:
            return
        proof = (self._last.proof, Places(self._workshop.reader(self._last.proof), self._root, self._editor))
        self._show(leaves, want, {pages[0].document: proof} if pages else {}, early=True)

    def _bound(self, made: Made, want: Want, places: Places) -> None:
        """Show the whole book."""
        pages = self._viewer.open(made.pdf)
        document = pages[0].document
        starts = made.first_pages or self._viewer.begins(document, _chapters(made).values())
        self._last = made
        self._show(Leaves(want.choice, pages, starts), want, {document: (made.proof, places)}, early=False)

    def _show(
        self, leaves: Leaves, want: Want, proofs: dict[int, tuple[Proof, Places]], *, early: bool
    ) -> None:
        files = _chapters(self._last)
        goal = first_changed(self._shown, leaves, edited(want.paths, files), files.values())
        if self._jumped:  # the reader is there already
            goal = None
        self._jumped = self._jumped or goal is not None
        self._before, self._shown = self._shown, leaves
        kept = self._before.documents | leaves.documents
        both = (*self._before.listed, *leaves.listed)
        proofs = {number: one for number, one in {**self.known.proofs, **proofs}.items() if number in kept}
        self.known = Known({leaf.digest: leaf for leaf in both}, proofs)
        self._versions += 1
        self._board.put("pages", _pages(leaves, goal, self._versions, early=early))
        self._viewer.keep(kept)

    # ── writing ─────────────────────────────────────────────────────────────────────────────────

    def _write(self, want: Want) -> None:
        written = self._workshop.write(want.choice.edition, want.choice.chapter, self._progress)
        self._told(written={"files": [f"build/{name}" for name in written.files], "build": self._builds})

    # ── telling ─────────────────────────────────────────────────────────────────────────────────

    def _progress(self, stage: str, detail: str) -> None:
        self._told(stage=f"{stage} {detail}".rstrip())

    def _told(self, **changes: Any) -> None:
        self._board.put("status", {**self._board.get("status"), **changes})

    def _fault(self, message: str, *hints: str) -> None:
        one = {"severity": "error", "code": "fault", "message": message, "sides": [], "hints": [*hints]}
        self._board.put("messages", {"errors": 1, "warnings": 0, "listed": [one]})
        self._told(good=False)


def _chapters(made: Made | None) -> dict[str, str]:
    """Give the id of each chapter by the path of its file."""
    resolved = made.proof.resolved if made else None
    return {one.path: one.id for one in resolved.chapters} if resolved else {}


def _plain(choice: Choice | None) -> dict[str, str]:
    chosen = choice or Choice()
    return {"edition": chosen.edition, "chapter": chosen.chapter or ""}


def _pages(leaves: Leaves, goal: int | None, version: int, *, early: bool) -> dict[str, Any]:
    """Give the pages as plain data: of each its digest, its size, and where it is asked about."""
    return {
        "version": version,
        "early": early,
        "choice": _plain(leaves.choice),
        "changed": goal,
        "starts": dict(leaves.starts),
        "leaves": [*_listed(leaves.listed)],
    }


def _listed(leaves: Iterable[Leaf]) -> Iterable[list[Any]]:
    for one in leaves:
        yield [one.digest, round(one.width, 2), round(one.height, 2), one.document, one.page]
