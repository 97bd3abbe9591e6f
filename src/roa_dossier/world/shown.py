"""The texts of files that messages show lines of."""

from __future__ import annotations

from collections.abc import Callable

from roa_dossier.world import BUILT_IN, Refused, World, decoded


def reader(world: World, texts: dict[str, str]) -> Callable[[str], str | None]:
    """Give what finds the text of a path that a message speaks of; None where it cannot be shown."""

    def read(path: str) -> str | None:
        if path in texts:
            return texts[path]
        try:
            if path.startswith(BUILT_IN):
                kind, _, name = path.removeprefix(BUILT_IN).partition("/")
                return (world.template(name) if kind == "templates" else world.style(name))[1]
            return decoded(path, world.read(path))
        except Refused:
            return None

    return read
