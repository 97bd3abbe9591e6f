"""What a run looked at of a project, so that a later one can tell whether it would see the same."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import TypeVar

from roa_dossier.world import LIMIT, Refused, World

T = TypeVar("T")

Seen = dict[str, str]
"""What was asked of a world, with a digest of what it gave, or the code of its refusal."""


class Watched:
    """A world that takes down what is asked of it; what it keeps beside the project is not looked at.

    Attributes:
        seen: what was asked so far.

    """

    def __init__(self, world: World) -> None:
        self._world = world
        self.seen: Seen = {}

    def read(self, path: str, limit: int = LIMIT) -> bytes:
        """Give the bytes of a file."""
        return self._asked(f"read {limit} {path}", lambda: self._world.read(path, limit))

    def exists(self, path: str) -> bool:
        """Say whether a file is there."""
        return self._asked(f"exists {path}", lambda: self._world.exists(path))

    def template(self, name: str) -> tuple[str, str]:
        """Give path and text of a template."""
        return self._asked(f"template {name}", lambda: self._world.template(name))

    def style(self, name: str) -> tuple[str, str]:
        """Give path and text of a style sheet."""
        return self._asked(f"style {name}", lambda: self._world.style(name))

    def own_styles(self) -> tuple[str, ...]:
        """Give the names of the project's style sheets."""
        return self._asked("own_styles", self._world.own_styles)

    def own_themes(self) -> tuple[str, ...]:
        """Give the names of the project's themes."""
        return self._asked("own_themes", self._world.own_themes)

    def ready(self, path: str) -> None:
        """Refuse what could not be written."""
        self._world.ready(path)

    def write(self, path: str, data: bytes) -> None:
        """Write a file of the output folder."""
        self._world.write(path, data)

    def kept(self, name: str) -> bytes | None:
        """Give what was kept."""
        return self._world.kept(name)

    def keeps(self, name: str) -> bool:
        """Say whether something is kept under a name."""
        return self._world.keeps(name)

    def keep(self, name: str, data: bytes, limit: int | None = None) -> None:
        """Keep what can be made again."""
        self._world.keep(name, data, limit)

    def make_room(self, folder: str, limit: int) -> None:
        """Let there be room."""
        self._world.make_room(folder, limit)

    def _asked(self, what: str, ask: Callable[[], T]) -> T:
        try:
            given = ask()
        except Refused as refused:
            self.seen[what] = f"{refused.code}: {refused.message}"
            raise
        data = given if isinstance(given, bytes) else repr(given).encode("utf-8", "surrogatepass")
        self.seen[what] = hashlib.sha256(data).hexdigest()
        return given


def unchanged(world: World, seen: Mapping[str, str]) -> bool:
    """Whether a world gives the same again to all that was asked of it."""
    now = Watched(world)
    return all(_again(now, what) == given for what, given in seen.items())


def _again(world: Watched, what: str) -> str | None:
    question, _, rest = what.partition(" ")
    try:
        match question:
            case "read":
                limit, _, path = rest.partition(" ")
                world.read(path, int(limit))
            case "exists" | "template" | "style":
                getattr(world, question)(rest)
            case "own_styles" | "own_themes":
                getattr(world, question)()
    except Refused:
        pass
    return world.seen.get(what)
