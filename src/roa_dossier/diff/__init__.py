"""What two editions of a dossier, or two snapshots of a source, do not share."""

from __future__ import annotations

from pathlib import Path

from roa_dossier.build.given import Progress
from roa_dossier.diff import editions, snapshots
from roa_dossier.diff.nouns import Editions, Snapshots
from roa_dossier.diff.opened import Document, NotCompared, library, opened
from roa_dossier.diff.shown import as_json, human

__all__ = ["Editions", "NotCompared", "Snapshots", "as_json", "compared", "human"]


def compared(old: Path, new: Path, root: Path, key: str | None, progress: Progress) -> Editions | Snapshots:
    """Compare what two paths name: two editions, or two snapshots of a source of the project at `root`.

    Args:
        old: a project's folder, a PDF of ours, a trace, or a text.
        new: the other, of the same sort.
        root: the project whose source two texts are.
        key: which source they are; None to tell by digest or path.
        progress: told the stage and what it works on.

    Raises:
        NotCompared: nothing can be compared.

    """
    one, other = opened(old, progress), opened(new, progress)
    if isinstance(one, Document) and isinstance(other, Document):
        project = library(root, one, other, key)
        progress("comparing two snapshots", "")
        return snapshots.compare(project.outline, project.sources, project.old, project.new)
    if isinstance(one, Document) or isinstance(other, Document):
        text, edition = (old, new) if isinstance(one, Document) else (new, old)
        raise NotCompared(f"`{text}` is a text and `{edition}` a dossier: name two of one sort")
    if key is not None:
        raise NotCompared("--source is said of two snapshots, and these are two editions")
    if one["only"] != other["only"]:
        told = (f"`{path}` is {_extent(trace['only'])}" for path, trace in ((old, one), (new, other)))
        raise NotCompared(f"{', '.join(told)}: compare two of one extent")
    progress("comparing two editions", "")
    return editions.compare(one, other)


def _extent(only: str) -> str:
    return f"the handout of the chapter `{only}`" if only else "a whole dossier"
