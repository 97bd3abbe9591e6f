"""The progress of work, shown on a terminal only, and only when it takes longer than a second."""

from __future__ import annotations

from contextlib import AbstractContextManager
from threading import Lock, Timer
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

from roa_dossier.console.visible import visible
from roa_dossier.frozen import Frozen

if TYPE_CHECKING:
    from rich.status import Status

PATIENCE = 1.0


class Step(Frozen):
    """A stage of the work, and how many seconds by the clock it took in all, however often it ran."""

    stage: str
    seconds: float


class Progress(AbstractContextManager["Progress"]):
    """Shows the stage that runs; call it with a stage and what of it is worked on.

    Args:
        stream: where to show it; nothing is shown unless it is a terminal.

    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._timer = Timer(PATIENCE, self._begin)
        self._timer.daemon = True
        self._lock = Lock()
        self._status: Status | None = None
        self._words = ""
        self._over = False
        self._begun: list[tuple[str, float]] = []
        self._ended = 0.0

    def __enter__(self) -> Progress:
        if self._stream.isatty():
            self._timer.start()
        return self

    def __call__(self, stage: str, detail: str = "") -> None:
        """Say what runs now."""
        with self._lock:
            self._begun.append((stage, monotonic()))
            self._words = visible(f"{stage} {detail}".rstrip())
            if self._status is not None:
                self._status.update(self._safe())

    def taken(self) -> tuple[Step, ...]:
        """Give how long each stage took that was begun before this, in the order in which they were begun."""
        found: dict[str, float] = {}
        ends = [at for _, at in self._begun[1:]] + [self._ended or monotonic()]
        for (stage, begun), ended in zip(self._begun, ends, strict=True):
            found[stage] = found.get(stage, 0.0) + ended - begun
        return tuple(Step(stage, seconds) for stage, seconds in found.items())

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        self._ended = monotonic()
        with self._lock:
            self._over = True
            if self._status is not None:
                self._status.stop()

    def _begin(self) -> None:
        from rich.console import Console

        with self._lock:
            if self._over:
                return
            self._status = Console(file=self._stream).status(self._safe())
            self._status.start()

    def _safe(self) -> str:
        from rich.markup import escape

        return escape(self._words)
