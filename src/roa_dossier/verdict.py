"""What checking found, as it is told: kept while nothing that it looked at changes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from roa_dossier import pandoc, plain, seen, shelf, store
from roa_dossier.diagnostics import Diagnostic, has_errors
from roa_dossier.frozen import Frozen
from roa_dossier.world import World

FOLDER = "verdicts"
_LONGEST = 2_000_000
"""Characters of the texts that messages show, up to which they are kept with them."""


class Verdict(Frozen):
    """What there is to say of a dossier.

    Attributes:
        diagnostics: the messages, by place.
        texts: the path and the decoded text of each file that they speak of.
        found: how many quotations and facts were found, and in how many sources; empty where nothing could
            be resolved.

    """

    diagnostics: tuple[Diagnostic, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    found: tuple[int, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether any message is an error."""
        return has_errors(self.diagnostics)


def of(world: World, progress: Callable[[str, str], None]) -> Verdict:
    """Check a dossier; where all is as an earlier check saw it, give what that found.

    Args:
        world: where its files are.
        progress: told the stage and what it works on.

    """
    kept: store.Store[list[Any]] = store.Store(world, FOLDER, list[Any])
    name = store.key(shelf.code(), *_tools())
    known = _known(world, kept.get(name))
    if known is not None:
        return known
    watched = seen.Watched(world)
    made = _made(watched, progress)
    if sum(len(text) for _, text in made.texts) <= _LONGEST:
        kept.put(name, [watched.seen, plain.laid_out(made)])
        kept.tidy()
    return made


def _tools() -> tuple[object, ...]:
    """Give what tells other libraries: this Python, the folder that they are in, and pandoc."""
    try:
        tool: object = pandoc.identity()
    except pandoc.ToolMissing:
        tool = None
    folders = [Path(folder) for folder in sys.path if folder.endswith("site-packages")]
    return sys.version, [(str(one), one.stat().st_mtime_ns) for one in folders if one.is_dir()], tool


def _known(world: World, kept: list[Any] | None) -> Verdict | None:
    """Give a verdict that was kept, where its dossier is what it was."""
    try:
        looked_at, data = kept or ({}, [])
        if not looked_at or not seen.unchanged(world, looked_at):
            return None
        found = plain.made_up(data)
    except (plain.NotPlain, ValueError, TypeError, AttributeError):
        return None
    return found if isinstance(found, Verdict) else None


def _made(world: World, progress: Callable[[str, str], None]) -> Verdict:
    from roa_dossier import build

    proof = build.check(world, progress=progress)
    spoken = {label.span.path for one in proof.diagnostics for label in _labels(one)}
    texts = tuple((path, text) for path, text in proof.texts.items() if path in spoken)
    resolved = proof.resolved
    found = (resolved.quotations, resolved.facts, len(proof.sources)) if resolved else ()
    return Verdict(proof.diagnostics, texts, found)


def _labels(one: Diagnostic) -> tuple[Any, ...]:
    return (*((one.primary,) if one.primary else ()), *one.related)
