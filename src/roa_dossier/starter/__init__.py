"""Small projects that work, to begin from, and the JSON Schemas that their files point at."""

from __future__ import annotations

import json
from pathlib import Path

from roa_dossier.diagnostics import Diagnostic, Span
from roa_dossier.frozen import Frozen
from roa_dossier.world import Disk, Refused

SCHEMAS = ("dossier", "sources", "works", "facts", "names", "chapter")
SCHEMA_FOLDER = "dossier/.schema"
NAMED_AT_MOST = 3


class Starter(Frozen):
    """A project to begin from.

    Attributes:
        about: what it is, in a few words.
        build: the command that prints it as it is meant.

    """

    about: str
    build: str = "roa-dossier build"


KINDS = {
    "dossier": Starter("a chapter with quotations, facts and a disagreement"),
    "document-pack": Starter(
        "documents and tasks for a class, with a student's and a teacher's copy", "roa-dossier build --all"
    ),
    "handout": Starter("two pages on one event", "roa-dossier build --chapter tampere"),
    "biography": Starter("a person, with a timeline and a register of people"),
    "order-of-battle": Starter("units as a tree, as a table and with their strengths"),
}


class InTheWay(Refused):
    """Something stands where a project would be written."""

    def diagnostic(self, span: Span | None = None) -> Diagnostic:
        """Give it as an error, with what can be done."""
        hint = "name another folder, and copy from there what you need"
        return super().diagnostic(span).hint(hint)


def files(kind: str = "dossier") -> dict[str, bytes]:
    """Give a project's files by path: outline, source, and the schemas."""
    root = Path(__file__).parent / "projects" / kind
    found = {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }
    schemas = {f"{SCHEMA_FOLDER}/{which}.json": schema_text(which).encode() for which in SCHEMAS}
    return dict(sorted((found | schemas).items()))


def make(folder: Path, kind: str = "dossier") -> tuple[str, ...]:
    """Write a project where nothing is in its way, and give the paths written; raises `Refused`."""
    made = files(kind)
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise InTheWay("in-the-way", f"expected a folder, found the file `{folder}`")
    taken = in_the_way(folder, tuple(made))
    if taken:
        raise InTheWay(
            "in-the-way", f"expected nothing where a project begins, found {_listed(taken, folder)}"
        )
    world = Disk(folder, folder)
    for path, data in made.items():
        world.write(path, data)
    return tuple(path for path in made if not path.startswith(SCHEMA_FOLDER))


def in_the_way(folder: Path, paths: tuple[str, ...]) -> tuple[str, ...]:
    """Give what stands in a folder where these files, or another project, would be.

    A chapter, a source or a schema that is there already tells of a project even where it has another name,
    so `dossier/` and `seeds/` must hold nothing at all.
    """
    tops = sorted({path.split("/")[0] for path in paths})
    return tuple(
        found.relative_to(folder).as_posix()
        for top in tops
        for found in ((folder / top), *sorted((folder / top).rglob("*")))
        if found.is_symlink() or (found.exists() and not found.is_dir())
    )


def _listed(paths: tuple[str, ...], folder: Path) -> str:
    """Name the first of some paths, and count the others."""
    shown = sorted(paths, key=lambda path: path.startswith(SCHEMA_FOLDER))[:NAMED_AT_MOST]
    more = f" and {len(paths) - len(shown)} more" if len(paths) > len(shown) else ""
    return f"{', '.join(f'`{path}`' for path in shown)}{more} in `{folder}`"


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
