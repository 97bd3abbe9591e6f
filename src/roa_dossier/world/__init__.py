"""The one door to the world: the project's files, the built-in templates and styles, the output folder."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Protocol

from roa_dossier.frozen import Frozen, field
from roa_dossier.patterns import regex
from roa_dossier.world.files import make_room, opened, reason, replaced, unread
from roa_dossier.world.refused import Refused as Refused
from roa_dossier.world.refused import ToolMissing as ToolMissing

LIMIT = 50_000_000
TEXT_LIMIT = 5_000_000
BUILT_IN = "built-in/"
CACHE = ".cache/"
CACHE_LIMIT = 50_000_000

_DEVICE_NAME = regex(r"(?i)(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)")
_SCHEME = regex(r"[A-Za-z][A-Za-z0-9+.-]*:")
_UNPRINTABLE = regex(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class World(Protocol):
    """What the program may see of the machine. Paths are the project's, with forward slashes."""

    def read(self, path: str, limit: int = LIMIT) -> bytes:
        """Give the bytes of a file of the project, at most `limit` of them; raises `Refused`."""
        ...

    def exists(self, path: str) -> bool:
        """Say whether `read` would find a regular file there."""
        ...

    def template(self, name: str) -> tuple[str, str]:
        """Give path and text of a template: the project's `templates/NAME`, else the built-in one.

        Raises `Refused` where there is neither.
        """
        ...

    def style(self, name: str) -> tuple[str, str]:
        """Give path and text of a style sheet: the project's `styles/NAME`, else the built-in one."""
        ...

    def own_styles(self) -> tuple[str, ...]:
        """Give the names of the style sheets in the project's `styles/`, sorted."""
        ...

    def own_themes(self) -> tuple[str, ...]:
        """Give the names of the themes in the project's `styles/themes/`, sorted."""
        ...

    def ready(self, path: str) -> None:
        """Raise `Refused` where `write` to that path would be refused, as far as one can tell before."""
        ...

    def write(self, path: str, data: bytes) -> None:
        """Write a file of the output folder, whole or not at all; raises `Refused`."""
        ...

    def kept(self, name: str) -> bytes | None:
        """Give what was kept under a name; None where there is nothing that can be read."""
        ...

    def keeps(self, name: str) -> bool:
        """Say whether something is kept under a name, be it damaged."""
        ...

    def keep(self, name: str, data: bytes, limit: int | None = CACHE_LIMIT) -> None:
        """Keep what can be made again, whole or not at all; where nothing can be written, in silence not.

        The oldest of its folder make room where they are together more than `limit` bytes; without a limit
        that is left to `make_room`.
        """
        ...

    def make_room(self, folder: str, limit: int) -> None:
        """Let the least recently used of a folder of what is kept make room until it holds `limit` bytes."""
        ...


def inside(path: str) -> str:
    """Check the form of a path of the project and give it without `.` and doubled slashes.

    Whatever could mean a place outside the project, or another place on another machine, is refused:
    absolute paths, `..`, addresses, backslashes, drives, device names, control characters.
    """
    if not path or _UNPRINTABLE.search(path):
        raise Refused("not-a-file", f"expected the path of a file, found `{path}`")
    if path.startswith("/") or "\\" in path or _SCHEME.match(path):
        raise Refused("outside-project", f"expected a path inside the project, found `{path}`")
    names = [name for name in path.split("/") if name not in ("", ".")]
    if ".." in names:
        raise Refused("outside-project", f"expected a path inside the project, found `{path}`")
    if not names or path.endswith("/"):
        raise Refused("not-a-file", f"expected the path of a file, found `{path}`")
    for name in names:
        if _DEVICE_NAME.match(name):
            raise Refused("not-a-file", f"`{name}` is the name of a device on some machines")
    return "/".join(names)


def decoded(path: str, data: bytes) -> str:
    """Decode a text of the project, which is UTF-8 with or without a byte-order mark."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Refused("not-utf-8", f"`{path}` is not UTF-8: byte {fault.start} is wrong") from None


def built_in() -> Path:
    """Find the folder of the built-in `templates` and `styles`, in a wheel as in an editable install."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_builtin", package.parent.parent):
        if (folder / "templates").is_dir() and (folder / "styles").is_dir():
            return folder
    raise ToolMissing(
        "the folder of built-in templates and styles", "pip install --force-reinstall roa-dossier"
    )


@cache
def template_names() -> tuple[str, ...]:
    """Give the names of the built-in templates, sorted."""
    return tuple(sorted(file.name for file in (built_in() / "templates").glob("*.html")))


def _built_in_text(kind: str, name: str) -> tuple[str, str]:
    path = f"{kind}/{inside(name)}"
    try:
        data = (built_in() / path).read_bytes()
    except OSError:
        raise Refused("missing-file", f"there is no `{path}`, in the project or built in") from None
    return BUILT_IN + path, decoded(path, data)


def _either(world: World, kind: str, name: str) -> tuple[str, str]:
    path = f"{kind}/{inside(name)}"
    if world.exists(path):
        return path, decoded(path, world.read(path, TEXT_LIMIT))
    return _built_in_text(kind, name)


def _template(world: World, name: str) -> tuple[str, str]:
    """Give a project's own template; one that says what the built-in one says is the built-in one."""
    path, text = _either(world, "templates", name)
    if path.startswith(BUILT_IN):
        return path, text
    try:
        built_in = _built_in_text("templates", name)
    except Refused:
        return path, text
    return built_in if built_in[1] == text else (path, text)


class Disk(Frozen):
    """A project on disk.

    Attributes:
        root: the project's folder.
        output: the only folder written to; by default the project's `build`.

    """

    root: Path
    output: Path | None = None

    def read(self, path: str, limit: int = LIMIT) -> bytes:
        """Read a regular file below the root, once symbolic links are followed; never waits for one."""
        return opened(path, self._followed(inside(path)), limit)

    def exists(self, path: str) -> bool:
        """Say whether a regular file of the project stands there."""
        try:
            return self._followed(inside(path)).is_file()
        except (Refused, OSError):
            return False

    def template(self, name: str) -> tuple[str, str]:
        """Give path and text of a template; the project's own wins."""
        return _template(self, name)

    def style(self, name: str) -> tuple[str, str]:
        """Give path and text of a style sheet; the project's own wins."""
        return _either(self, "styles", name)

    def own_styles(self) -> tuple[str, ...]:
        """Give the names of the project's style sheets."""
        folder = self.root / "styles"
        if not folder.is_dir():
            return ()
        return tuple(sorted(file.name for file in folder.iterdir() if file.suffix == ".css"))

    def own_themes(self) -> tuple[str, ...]:
        """Give the names of the project's themes."""
        folder = self.root / "styles/themes"
        found = (*folder.glob("*.css"), *(file.parent for file in folder.glob("*/theme.css")))
        return tuple(sorted({file.name.removesuffix(".css") for file in found}))

    def ready(self, path: str) -> None:
        """Refuse an output that is a symbolic link, a folder, or not writable."""
        target = self._target(path)
        if target.is_symlink():
            raise Refused("output-refused", f"`{path}` is a symbolic link, which is not written through")
        if target.exists() and not target.is_file():
            raise Refused("output-refused", f"`{path}` is not a regular file")
        folder = target.parent
        while not folder.exists():
            folder = folder.parent
        if not (folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)):
            raise Refused("output-unwritable", f"the folder of `{path}` cannot be written to")

    def write(self, path: str, data: bytes) -> None:
        """Write beside, flush, check, then put in place: what stood there stays until all is written."""
        self.ready(path)
        target = self._target(path)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            replaced(target, data)
        except OSError as fault:
            raise Refused("output-unwritable", f"`{path}` cannot be written: {reason(fault)}") from None

    def kept_output(self, path: str) -> bytes | None:
        """Give what stands in the output folder; None where nothing can be read."""
        try:
            return self._target(path).read_bytes() if self._target(path).is_file() else None
        except (Refused, OSError):
            return None

    def kept(self, name: str) -> bytes | None:
        """Read from the cache, which is a folder of the project's own `build`."""
        folder, _, leaf = name.rpartition("/")
        try:
            return opened(name, f"{_cached(self, folder)}/{inside(leaf)}", LIMIT, used=True)
        except Refused:
            return None

    def keeps(self, name: str) -> bool:
        """Say whether a file of the cache is there."""
        folder, _, leaf = name.rpartition("/")
        try:
            return (_cached(self, folder) / inside(leaf)).is_file()
        except Refused:
            return False

    def keep(self, name: str, data: bytes, limit: int | None = CACHE_LIMIT) -> None:
        """Write to the cache, unless the output goes to a folder that is not ours; the oldest make room."""
        if self.output is not None:
            return
        try:
            self.ready(CACHE + name)
            target = self._target(CACHE + name)
            target.parent.mkdir(parents=True, exist_ok=True)
            replaced(target, data, flushed=False)
            if limit is not None:
                make_room(target.parent, limit)
        except (Refused, OSError):
            return

    def make_room(self, folder: str, limit: int) -> None:
        """Delete the files of a folder of the cache that were not used for longest."""
        if self.output is not None:
            return
        with suppress(Refused, OSError):
            make_room(self._target(f"{CACHE}{folder}/x").parent, limit)

    def _followed(self, path: str) -> Path:
        root = os.path.realpath(self.root)  # many times as fast as `Path.resolve`, and asked for every file
        target = Path(os.path.realpath(f"{root}/{path}"))
        try:
            loops = target.is_symlink()
        except OSError as fault:
            raise unread(path, fault) from None
        if loops:
            raise Refused("unreadable", f"`{path}` is a symbolic link that leads to itself")
        if not f"{target}/".startswith(f"{root.rstrip('/')}/"):
            raise Refused("outside-project", f"`{path}` leads out of the project")
        return target

    def _target(self, path: str) -> Path:
        folder = self._followed("build") if self.output is None else self.output.resolve()
        target = folder / inside(path)
        if not target.parent.resolve().is_relative_to(folder):
            raise Refused("outside-project", f"`{path}` leads out of the output folder")
        return target


class Memory(Frozen):
    """A project in memory, for tests: the same refusals, no disk but the built-in templates and styles.

    Attributes:
        files: bytes or text by path.
        written: what was written, by path.
        cache: what was kept, by name.

    """

    files: Mapping[str, bytes | str]
    written: dict[str, bytes] = field(default_factory=dict)
    cache: dict[str, bytes] = field(default_factory=dict)

    def read(self, path: str, limit: int = LIMIT) -> bytes:
        """Give the bytes of a file."""
        found = self.files.get(inside(path))
        if found is None:
            raise Refused("missing-file", f"there is no file `{path}`")
        data = found.encode("utf-8", "surrogatepass") if isinstance(found, str) else found
        if len(data) > limit:
            raise Refused("too-large", f"expected at most {limit:,} bytes, found more in `{path}`")
        return data

    def exists(self, path: str) -> bool:
        """Say whether the file is there."""
        try:
            return inside(path) in self.files
        except Refused:
            return False

    def template(self, name: str) -> tuple[str, str]:
        """Give path and text of a template; the project's own wins."""
        return _template(self, name)

    def style(self, name: str) -> tuple[str, str]:
        """Give path and text of a style sheet; the project's own wins."""
        return _either(self, "styles", name)

    def own_styles(self) -> tuple[str, ...]:
        """Give the names of the project's style sheets."""
        own = (path.removeprefix("styles/") for path in self.files if path.startswith("styles/"))
        return tuple(sorted(name for name in own if name.endswith(".css") and "/" not in name))

    def own_themes(self) -> tuple[str, ...]:
        """Give the names of the project's themes."""
        found = (re.fullmatch(r"styles/themes/([^/]+?)(?:/theme)?\.css", path) for path in self.files)
        return tuple(sorted({name[1] for name in found if name}))

    def ready(self, path: str) -> None:
        """Check the form of the path."""
        inside(path)

    def write(self, path: str, data: bytes) -> None:
        """Keep what was written."""
        self.written[inside(path)] = data

    def kept(self, name: str) -> bytes | None:
        """Give what was kept."""
        return self.cache.get(name)

    def keeps(self, name: str) -> bool:
        """Say whether something is kept under a name."""
        return name in self.cache

    def keep(self, name: str, data: bytes, limit: int | None = CACHE_LIMIT) -> None:
        """Keep it."""
        self.cache[name] = data

    def make_room(self, folder: str, limit: int) -> None:
        """Let there be room: memory has no folders."""


@cache
def _cached(disk: Disk, folder: str) -> Path:
    """Follow the way to a folder of the cache once: it is asked for hundreds of files of a long book."""
    return disk._followed(f"build/{CACHE}{folder}")
