"""What the preview needs of the build: something kept open that makes the same book again and again."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from typing import Protocol

from roa_dossier import build
from roa_dossier.build import Proof
from roa_dossier.diagnostics import Diagnostic
from roa_dossier.frozen import Frozen, field
from roa_dossier.model.book import Early
from roa_dossier.preview.unwritten import Unwritten
from roa_dossier.world import World

_LOOKED_THROUGH = 20

Progress = Callable[[str, str], None]


class Made(Frozen):
    """What a build gave.

    Attributes:
        proof: what checking gave.
        diagnostics: the messages of all stages.
        pdf: the pages; b"" when they were refused.
        first_pages: the page (from 0) on which each manuscript begins, by id; empty where it is not known.

    """

    proof: Proof
    diagnostics: tuple[Diagnostic, ...]
    pdf: bytes = b""
    first_pages: Mapping[str, int] = field(default_factory=dict)


class Written(Frozen):
    """The files that were written, by name; none when they were refused."""

    files: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


class Workshop(Protocol):
    """Kept open between builds; used by one thread."""

    def make(
        self, edition: str, chapter: str | None, early: Callable[[Early], None], progress: Progress
    ) -> Made:
        """Make the pages of an edition, or of a chapter of it, and write nothing but the cache.

        Args:
            edition: its key; "" for the usual one.
            chapter: the id of a handout's chapter; None for the whole.
            early: called at most once, when only one chapter was edited since the last call, with its pages.
            progress: told the stage and what it works on.

        """
        ...

    def write(self, edition: str, chapter: str | None, progress: Progress) -> Written:
        """Make the same and write it, as `roa-dossier build` does."""
        ...

    def reader(self, proof: Proof) -> Callable[[str], str | None]:
        """Give what finds the text of a path that a message speaks of."""
        ...

    def folders(self) -> frozenset[str]:
        """Give the folders at the project's top from which the last build read something."""
        ...

    def close(self) -> None:
        """End what is kept open."""
        ...


class Bench:
    """A workshop of the build's, kept open, and a project whose pages stay in memory.

    Args:
        world: the project.

    """

    def __init__(self, world: World) -> None:
        from roa_dossier.build.workshop import Workshop as Shop

        self._disk = world
        self._world = Unwritten(world)
        self._opened = Shop
        self._shop = Shop()
        self._made = 0

    def make(
        self, edition: str, chapter: str | None, early: Callable[[Early], None], progress: Progress
    ) -> Made:
        """Make the pages."""
        self._world.written.clear()
        self._world.folders.clear()  # the same world each time: what was made of it is known by that
        built = self._built(self._world, edition, chapter, progress, early)
        self._settle()
        first_pages = built.book.first_pages if built.book else {}
        return Made(built.proof, built.diagnostics, self._world.written.get(built.output, b""), first_pages)

    def _settle(self) -> None:
        """Set apart what is kept from build to build, so that none of it is looked through while one waits.

        Every now and then all of it is looked through nevertheless: what was kept and is no longer
        used by anything would stay in memory.
        """
        self._made += 1
        if self._made % _LOOKED_THROUGH == 0:
            gc.unfreeze()
        gc.collect()
        gc.freeze()

    def write(self, edition: str, chapter: str | None, progress: Progress) -> Written:
        """Make the same and write it."""
        built = self._built(self._disk, edition, chapter, progress)
        return Written(tuple(filter(None, (built.output, built.sheets))), built.diagnostics)

    def reader(self, proof: Proof) -> Callable[[str], str | None]:
        """Give what finds the text of a path that a message speaks of."""
        return build.reader(self._disk, proof.texts)

    def folders(self) -> frozenset[str]:
        """Give the folders at the project's top from which the last build read something."""
        return frozenset(self._world.folders)

    def close(self) -> None:
        """Let the workers go."""
        self._shop.close()

    def _built(
        self,
        world: World,
        edition: str,
        chapter: str | None,
        progress: Progress,
        early: Callable[[Early], None] | None = None,
    ) -> build.Built:
        """Build; where that fails, what was kept open is given up, so that the next build is a fresh one."""
        try:
            return build.build(world, "", chapter, False, progress, edition, self._shop, early)
        except Exception:
            self._shop.close()
            self._shop = self._opened()
            raise
