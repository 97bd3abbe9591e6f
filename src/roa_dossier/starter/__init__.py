"""A small project that works, to begin from, and the JSON Schemas that its files point at."""

from __future__ import annotations

import json
from pathlib import Path

from roa_dossier.world import Disk, Refused

SCHEMAS = ("dossier", "sources", "works", "facts", "names", "chapter")
SCHEMA_FOLDER = "dossier/.schema"


def files() -> dict[str, bytes]:
    """Give the project's files by path: outline, one source, and the schemas."""
    root = Path(__file__).parent / "project"
    found = {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }
    schemas = {f"{SCHEMA_FOLDER}/{which}.json": schema_text(which).encode() for which in SCHEMAS}
    return dict(sorted((found | schemas).items()))


def make(folder: Path) -> tuple[str, ...]:
    """Write the project into a new or empty folder, and give the paths written; raises `Refused`."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise Refused("not-empty", f"expected a new or empty folder, found the file `{folder}`")
    if folder.is_dir() and any(folder.iterdir()):
        raise Refused("not-empty", f"expected a new or empty folder, found files in `{folder}`")
    world = Disk(folder, folder)
    made = files()
    for path, data in made.items():
        world.write(path, data)
    return tuple(path for path in made if not path.startswith(SCHEMA_FOLDER))


def schema_text(which: str) -> str:
    """Give one JSON Schema as text."""
    from roa_dossier import parse

    return json.dumps(parse.schema(which), indent=2, ensure_ascii=False) + "\n"


def write_schemas(root: Path) -> tuple[str, ...]:
    """Write all schemas where the files of a project point, and give their paths; raises `Refused`."""
    world = Disk(root, root)
    paths = tuple(f"{SCHEMA_FOLDER}/{which}.json" for which in SCHEMAS)
    for which, path in zip(SCHEMAS, paths, strict=True):
        world.write(path, schema_text(which).encode())
    return paths
