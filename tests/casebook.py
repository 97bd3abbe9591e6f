"""Cases as documents: prose, the files that differ from a small base project, and what the program says.

A fence with a path is an input (```yaml dossier/chapters/01.yaml); ```bytes PATH holds bytes with
Python's escapes; ```absent PATH takes a file away; ```sh holds another command than `check`
(`build`, `build --draft`, `build --chapter one`); a last ```text without a path holds what is expected.
`{digest:PATH}` stands for the SHA-256 of a file of the case.
"""

import hashlib
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

from roa_dossier import build, console
from roa_dossier.world import Memory

HERE = Path(__file__).parent / "cases"
BASE = HERE / "_base"
_FENCE = re.compile(
    r"^(?P<ticks>`{3,})(?P<kind>[\w-]+)(?: (?P<path>\S+))?\n(?P<body>.*?)^(?P=ticks)$\n?", re.M | re.S
)
_DIGEST = re.compile(r"\{digest:([^}]+)\}")


@dataclass(frozen=True)
class Case:
    path: Path
    files: dict[str, bytes]
    command: tuple[str, ...]
    expected: str
    place: tuple[int, int]

    def accept(self, said: str) -> None:
        """Write what was said into the document."""
        text = self.path.read_text("utf-8")
        start, stop = self.place
        self.path.write_text(text[:start] + said + "\n" + text[stop:], "utf-8")


def paths() -> list[Path]:
    return sorted(path for path in HERE.rglob("*.md") if BASE not in path.parents)


def base() -> dict[str, bytes]:
    """Give the base project's files."""
    return {
        path.relative_to(BASE).as_posix(): path.read_bytes() for path in BASE.rglob("*") if path.is_file()
    }


def read(path: Path) -> Case:
    text = path.read_text("utf-8")
    files, command, last = base(), ("check",), None
    for fence in _FENCE.finditer(text):
        match fence["kind"], fence["path"]:
            case "text", None:
                last = fence
            case "sh", None:
                command = tuple(shlex.split(fence["body"]))
            case "absent", str(name):
                del files[name]
            case "bytes", str(name):
                files[name] = (
                    fence["body"].removesuffix("\n").encode().decode("unicode_escape").encode("latin-1")
                )
            case _, str(name):
                files[name] = fence["body"].encode()
    assert last is not None, f"{path.name} has no expectation: a ```text fence without a path"
    return Case(path, with_digests(files), command, last["body"].removesuffix("\n"), last.span("body"))


def with_digests(files: dict[str, bytes]) -> dict[str, bytes]:
    """Put digests where the files ask for them."""

    def digest(match: re.Match[str]) -> str:
        return hashlib.sha256(files[match[1]]).hexdigest()

    return {
        name: _DIGEST.sub(digest, data.decode()).encode() if b"{digest:" in data else data
        for name, data in files.items()
    }


def said(case: Case) -> str:
    """Run the case's command on its files, and give what a terminal would show."""
    world = Memory(case.files)
    if case.command[0] == "check":
        proof = build.check(world)
        diagnostics = proof.diagnostics
    else:
        chapter = case.command[case.command.index("--chapter") + 1] if "--chapter" in case.command else None
        built = build.build(world, chapter=chapter, draft="--draft" in case.command)
        proof, diagnostics = built.proof, built.diagnostics
        assert bool(built.output) is bool(world.written)
    shown = console.human(diagnostics, build.reader(world, proof.texts))
    return "\n\n".join(filter(None, [shown, console.summary(diagnostics)]))
