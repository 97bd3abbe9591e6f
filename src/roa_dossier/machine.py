"""What a machine has that the look of pages hangs on: its fonts, the layout engine and its libraries."""

from __future__ import annotations

import hashlib
import importlib.util
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from roa_dossier.patterns import regex

_ENGINE = ("weasyprint", "pydyf", "tinycss2", "tinyhtml5", "fontTools", "pyphen")
_LIBRARIES = regex(r"lib(?:pango|pangoft2|harfbuzz|harfbuzz-subset|fontconfig|freetype|fribidi|glib)[-.]")
_FOLDERS = ("/usr/lib", "/usr/lib64", "/lib", "/usr/local/lib", "/opt/homebrew/lib")
_FONTS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "/etc/fonts",
)
_NAMED = regex(r"<dir[^>]*>\s*(/[^<]+?)\s*</dir>")


def packages() -> tuple[str, ...]:
    """Give the names of what is installed beside the layout engine, versions among them."""
    spec = importlib.util.find_spec("weasyprint")
    if spec is None or not spec.origin:
        return ()
    return tuple(sorted(each.name for each in Path(spec.origin).parent.parent.iterdir()))


def fingerprint() -> str:
    """Give a digest that changes with the fonts, the layout engine and the libraries that it uses."""
    found = hashlib.sha256()
    for line in (*_engine(), *_libraries(), *_fonts()):
        found.update(line.encode("utf-8", "surrogateescape") + b"\n")
    return found.hexdigest()


def _engine() -> Iterator[str]:
    for name in _ENGINE:
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.origin:
            folder = Path(spec.origin).parent
            yield from _stamp(Path(spec.origin))
            yield from sorted(each.name for each in folder.parent.glob(f"{name}-*.dist-info"))


def _libraries() -> Iterator[str]:
    for folder in _FOLDERS:
        root = Path(folder)
        for place in (root, *sorted(root.glob("*-linux-gnu*"))):
            try:
                found = sorted(each for each in place.iterdir() if _LIBRARIES.match(each.name))
            except OSError:
                continue
            for each in found:
                yield from _stamp(each)


def _fonts() -> Iterator[str]:
    home = Path(os.environ.get("HOME", "/nonexistent"))
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share")
    settings = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    own = (
        data / "fonts",
        settings / "fontconfig",
        home / ".fonts",
        home / ".fonts.conf",
        home / "Library/Fonts",
    )
    said = [os.environ.get(name, "") for name in ("FONTCONFIG_FILE", "FONTCONFIG_PATH", "FONTCONFIG_SYSROOT")]
    yield from said
    roots = [*map(Path, (*_FONTS, *filter(None, said))), *own]
    with suppress(OSError):
        roots += map(Path, _NAMED.findall(Path("/etc/fonts/fonts.conf").read_text("utf-8", "replace")))
    for root in dict.fromkeys(roots):
        yield from _stamp(root)
        for folder, folders, files in os.walk(root):
            folders.sort()
            for name in sorted(files):
                yield from _stamp(Path(folder) / name)


def _stamp(path: Path) -> Iterator[str]:
    """Give a file's path, size and time of its last change; nothing where there is none."""
    try:
        status = path.stat()
    except OSError:
        return
    yield f"{path} {status.st_size} {status.st_mtime_ns}"
