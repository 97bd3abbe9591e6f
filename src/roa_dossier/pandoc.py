"""The only door to pandoc: one child process in a sandbox, JSON in and JSON out.

The child sees no network and no file but its own program, nothing of the user's environment or data
folder, and ends within its limits of time and memory.
"""

from __future__ import annotations

import json
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from roa_dossier.frozen import Frozen
from roa_dossier.world import ToolMissing

__all__ = ["Answer", "Failed", "Node", "ToolMissing", "binary", "cite", "identity", "version"]

Node = dict[str, Any]

API_VERSION = (1, 23, 1)
SECONDS = 10.0
MEGABYTES = 512
REMEDY = "pip install pypandoc_binary"
_HEAP_EXHAUSTED = 251
_HEAP = ("-A16m", "-O128m")
"""How much is allocated before something is collected, and how much is kept before that is looked through."""


class Failed(Exception):
    """Pandoc gave no document.

    Attributes:
        reason: "time" or "memory" for a limit, "refused" where it did not accept what it was given.
        message: what it said, on one line.

    """

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(f"{reason}: {message}")
        self.reason = reason
        self.message = message


class Answer(Frozen):
    """The blocks of the document that came back, and the warnings, each on one line."""

    blocks: tuple[Node, ...]
    warnings: tuple[str, ...] = ()


def binary() -> Path:
    """Find the pandoc that the Python package `pypandoc_binary` brings; `ToolMissing` without it."""
    spec = find_spec("pypandoc")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for name in ("pandoc", "pandoc.exe"):
            path = Path(folder) / "files" / name
            if path.is_file():
                return path
    raise ToolMissing("pandoc", REMEDY)


def identity() -> tuple[int, int]:
    """Give what another pandoc would differ in, without starting it: its size and when it was installed.

    Raises `ToolMissing` where there is none.
    """
    status = binary().stat()
    return status.st_size, status.st_mtime_ns


def version() -> str:
    """Give pandoc's version, such as `3.9`."""
    return _child(["--version"], b"", SECONDS, MEGABYTES).stdout.decode("utf-8").split()[1]


def cite(
    meta: dict[str, Node],
    blocks: tuple[Node, ...],
    *,
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
) -> Answer:
    """Run the citation engine over a document.

    Args:
        meta: the document's metadata in pandoc's form (`MetaMap` and so on).
        blocks: its blocks in pandoc's form.
        seconds: how long the child may run.
        megabytes: how large its heap may grow.

    Raises:
        Failed: pandoc refused the document or met a limit.
        ToolMissing: there is no pandoc.

    """
    document = {"pandoc-api-version": list(API_VERSION), "meta": meta, "blocks": list(blocks)}
    arguments = ["--from=json", "--to=json", "--citeproc"]
    done = _child(arguments, json.dumps(document).encode("ascii"), seconds, megabytes)
    said = [line.strip() for line in done.stderr.decode("utf-8", "replace").splitlines() if line.strip()]
    if done.returncode == _HEAP_EXHAUSTED:
        raise Failed("memory", f"pandoc needs more than {megabytes} MB")
    if done.returncode:
        raise Failed("refused", " ".join(said) or f"pandoc ended with status {done.returncode}")
    marker = "[WARNING] "
    return Answer(tuple(json.loads(done.stdout)["blocks"]), tuple(line.removeprefix(marker) for line in said))


def _child(
    arguments: list[str], given: bytes, seconds: float, megabytes: int
) -> subprocess.CompletedProcess[bytes]:
    program = binary()
    command = [
        str(program),
        "--sandbox",
        f"--data-dir={program.parent / 'none'}",
        *arguments,
        "+RTS",
        f"-M{megabytes}m",
        *_HEAP,
        "-RTS",
    ]
    try:
        return subprocess.run(
            command,
            input=given,
            capture_output=True,
            timeout=seconds,
            env={"LANG": "C.UTF-8"},
            cwd=program.parent,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Failed("time", f"pandoc ran longer than {seconds:g} s") from None
    except OSError as cause:
        fault = f"cannot be started: {(cause.strerror or type(cause).__name__).lower()}"
        raise ToolMissing("pandoc", REMEDY, fault) from None
