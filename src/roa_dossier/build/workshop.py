"""What is kept open from build to build: workers, and what was made before."""

from __future__ import annotations

from concurrent.futures import Executor
from types import TracebackType
from typing import Any

from roa_dossier import machine
from roa_dossier.audit.bound import Seen
from roa_dossier.bind import Prepared
from roa_dossier.build.stock import Stock
from roa_dossier.build.workers import Workers
from roa_dossier.model.fragment import Face, Fonts
from roa_dossier.recall import Recall
from roa_dossier.world import World


class Workshop:
    """A place where books are made: its workers, and its memory of what they made.

    Args:
        workers: how many processes lay out; None for one a core.
        executor: any executor that lays out in their place.
        whole: whether books are laid out whole, by the engine alone.
        fingerprint: of the machine, where it is known when the first book is begun.

    Attributes:
        recall: what stages made before.
        seen: what was found right in the last book's bytes.
        prepared: what was put together for it.
        dressed: the fonts of each book, by its file's name.

    """

    def __init__(
        self,
        workers: int | None = None,
        executor: Executor | None = None,
        *,
        whole: bool = False,
        fingerprint: str = "",
    ) -> None:
        self.workers = Workers(workers, executor)
        self.whole = whole
        self.recall = Recall()
        self.seen = Seen()
        self.prepared = Prepared()
        self.dressed: dict[str, tuple[tuple[Face, ...], Fonts]] = {}
        self._memory: dict[str, Any] = {}
        self._known, self._fingerprint = fingerprint, ""

    def begin(self) -> None:
        """Begin a book: let what makes chapters be made ready while it is read."""
        self._fingerprint, self._known = self._known or machine.fingerprint(), ""
        if not self.whole:
            self.workers.begin()

    def stock(self, world: World) -> Stock:
        """Give what is kept of the chapters of a project."""
        return Stock(world, self._memory, self._fingerprint)

    def close(self) -> None:
        """Let the workers go."""
        self.workers.close()

    def __enter__(self) -> Workshop:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
