"""A project of which everything is read where it stands, and whose pages stay in memory."""

from __future__ import annotations

from roa_dossier.frozen import Frozen, field
from roa_dossier.world import CACHE_LIMIT, LIMIT, World, inside


class Unwritten(Frozen):
    """A world that writes nothing but its cache, and remembers where it was read.

    Attributes:
        inner: the project.
        written: what would have been written, by path.
        folders: the folders at the project's top from which something was read or wanted.

    """

    inner: World
    written: dict[str, bytes] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)

    def read(self, path: str, limit: int = LIMIT) -> bytes:
        """Give the bytes of a file of the project."""
        self._remember(path)
        return self.inner.read(path, limit)

    def exists(self, path: str) -> bool:
        """Say whether a regular file stands there."""
        self._remember(path)
        return self.inner.exists(path)

    def template(self, name: str) -> tuple[str, str]:
        """Give path and text of a template."""
        return self.inner.template(name)

    def style(self, name: str) -> tuple[str, str]:
        """Give path and text of a style sheet."""
        return self.inner.style(name)

    def own_styles(self) -> tuple[str, ...]:
        """Give the names of the project's style sheets."""
        return self.inner.own_styles()

    def own_themes(self) -> tuple[str, ...]:
        """Give the names of the project's themes."""
        return self.inner.own_themes()

    def ready(self, path: str) -> None:
        """Check the form of the path; whether it could be written matters to nobody."""
        inside(path)

    def write(self, path: str, data: bytes) -> None:
        """Keep it in memory."""
        self.written[inside(path)] = data

    def keeps(self, name: str) -> bool:
        """Say whether something is kept under a name."""
        return self.inner.keeps(name)

    def kept(self, name: str) -> bytes | None:
        """Give what was kept under a name."""
        return self.inner.kept(name)

    def keep(self, name: str, data: bytes, limit: int | None = CACHE_LIMIT) -> None:
        """Keep what can be made again."""
        self.inner.keep(name, data, limit)

    def make_room(self, folder: str, limit: int) -> None:
        """Let the oldest of what was kept in a folder make room."""
        self.inner.make_room(folder, limit)

    def _remember(self, path: str) -> None:
        top, slash, _ = path.removeprefix("./").partition("/")
        if slash:
            self.folders.add(top)
