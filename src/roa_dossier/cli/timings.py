"""How long each stage of a build took, and each chapter: for a person, and for a program."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from roa_dossier import console
from roa_dossier.console import Step
from roa_dossier.diagnostics import in_order
from roa_dossier.world import World
from roa_dossier.world.shown import reader

if TYPE_CHECKING:
    from roa_dossier.build import Built

_WIDTH = 44


def timed(built: Iterable[Built], taken: tuple[Step, ...]) -> str:
    """Give a line for each stage and each chapter that was laid out, with its seconds."""
    lines = [_line(step.stage, step.seconds) for step in taken]
    for each in built:
        for name, seconds in each.setting.laid if each.setting else ():
            lines.append(_line(f"  {name}", seconds))
    lines.append(_line("in all", sum(step.seconds for step in taken)))
    return "\n".join(map(console.visible, lines))


def _line(name: str, seconds: float) -> str:
    return f"{name:<{_WIDTH}} {seconds:8.3f} s"


def as_json(built: tuple[Built, ...], world: World, folder: Path, taken: tuple[Step, ...] | None) -> str:
    """Give what was made as JSON: files, pages, messages, and where they are wanted the seconds taken."""
    said = in_order(one for each in built for one in each.diagnostics)
    messages = console.as_json(said, reader(world, built[0].proof.texts))
    found: dict[str, Any] = {"files": [*_files(built, folder)], **json.loads(messages)}
    if taken is not None:
        found["seconds"] = {step.stage: round(step.seconds, 3) for step in taken}
        found["chapters"] = [
            {"id": name, "seconds": round(seconds, 3)}
            for each in built
            for name, seconds in (each.setting.laid if each.setting else ())
        ]
    return json.dumps(found, ensure_ascii=False, indent=2)


def _files(built: Iterable[Built], folder: Path) -> Iterator[dict[str, Any]]:
    for each in built:
        pages = each.report.pages if each.report else 0
        whole = each.setting.whole if each.setting else ""
        if each.output:
            yield {"file": str(folder / each.output), "pages": pages, "whole": whole}
        if each.sheets:
            yield {"file": str(folder / each.sheets), "of": str(folder / each.output)}
