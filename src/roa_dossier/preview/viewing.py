"""The parent's side of the talk with the process that draws pages; any thread may ask."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any

import roa_dossier
from roa_dossier.preview.album import Leaf
from roa_dossier.preview.quoted import Region
from roa_dossier.traces.form import Quotation


class Unseen(Exception):
    """There is no such page or quotation, or it could not be drawn."""


class Viewer:
    """Draws pages in a process of its own, from the first question to `close`."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._last = 0

    def open(self, pdf: bytes) -> tuple[Leaf, ...]:
        """Open a PDF and give its pages; earlier ones stay open until `keep` closes them."""
        self._last += 1
        leaves: tuple[Leaf, ...] = self._ask("open", self._last, pdf)
        return leaves

    def keep(self, documents: Iterable[int]) -> None:
        """Close all PDFs but these."""
        self._ask("keep", tuple(documents))

    def picture(self, document: int, page: int, width: int) -> bytes:
        """Give a page as a PNG so many pixels wide; raises `Unseen`."""
        picture: bytes = self._ask("picture", document, page, width)
        return picture

    def begins(self, document: int, names: Iterable[str]) -> dict[str, int]:
        """Give the pages on which these, and the parts before and after them, begin."""
        pages: dict[str, int] = self._ask("begins", document, tuple(names))
        return pages

    def regions(self, document: int, page: int) -> tuple[Region, ...]:
        """Give where quotations stand on a page; raises `Unseen`."""
        found: tuple[Region, ...] = self._ask("regions", document, page)
        return found

    def quotation(self, document: int, number: int) -> Quotation:
        """Give a quotation by its number; raises `Unseen`."""
        found: Quotation = self._ask("quotation", document, number)
        return found

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        assert process.stdin and process.stdout
        with suppress(BrokenPipeError):
            process.stdin.close()
        process.stdout.close()

    def _ask(self, name: str, *arguments: Any) -> Any:
        with self._lock:
            process = self._running()
            assert process.stdin and process.stdout
            try:
                pickle.dump((name, arguments), process.stdin, protocol=5)
                process.stdin.flush()
                done, answer = pickle.load(process.stdout)
            except (BrokenPipeError, EOFError, pickle.UnpicklingError, ValueError):
                raise Unseen("the process that draws pages has ended") from None
        if not done:
            raise Unseen(answer)
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            home = str(Path(roa_dossier.__file__).resolve().parent.parent)
            paths = [home, *filter(None, [os.environ.get("PYTHONPATH")])]
            self._process = subprocess.Popen(
                # -P: the working folder is the author's, and no module of the program
                [sys.executable, "-P", "-m", "roa_dossier.preview.viewer"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            )
        return self._process
