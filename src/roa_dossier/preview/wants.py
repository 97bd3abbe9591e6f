"""What is wanted of the thread that builds: wants that come while it builds are one want."""

from __future__ import annotations

from threading import Condition

from roa_dossier.frozen import Frozen


class Choice(Frozen):
    """What is to be shown: an edition by its key ("" for the usual one), and the whole or one chapter."""

    edition: str = ""
    chapter: str | None = None


class Want(Frozen):
    """What to do next.

    Attributes:
        choice: what is to be shown.
        paths: the files that were saved since the last time, from the project's root.
        write: whether it is to be written, too.

    """

    choice: Choice
    paths: frozenset[str] = frozenset()
    write: bool = False


class Wants:
    """Collects what is wanted; any thread may want, one does."""

    def __init__(self, choice: Choice) -> None:
        self._changed = Condition()
        self._choice = choice
        self._paths: set[str] = set()
        self._write = False
        self._build = True

    @property
    def choice(self) -> Choice:
        """What is to be shown."""
        return self._choice

    def saved(self, paths: frozenset[str]) -> None:
        """Want what was saved to be seen."""
        with self._changed:
            self._paths |= paths
            self._build = True
            self._changed.notify()

    def choose(self, choice: Choice) -> None:
        """Want something else to be shown."""
        with self._changed:
            self._build = self._build or choice != self._choice
            self._choice = choice
            self._changed.notify()

    def write(self) -> None:
        """Want the PDF."""
        with self._changed:
            self._write = True
            self._changed.notify()

    def next(self) -> Want:
        """Wait until something is wanted, and take all of it; a want to write comes after that to see."""
        with self._changed:
            while not (self._build or self._write):
                self._changed.wait()
            wanted = Want(self._choice, frozenset(self._paths), self._write and not self._build)
            self._paths = set()
            self._write = self._build and self._write
            self._build = False
            return wanted
