"""Jobs laid out here, and by a process whose engine has none of its functions replaced by quicker ones."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SOURCE = str(Path(__file__).parent.parent / "src")
SOONER = ("tokens", "computed", "lengths", "flow", "prepared", "glyphs")
"""The rooms of `roa_dossier.layout` that replace functions of the engine by quicker ones."""


@dataclass(frozen=True, slots=True)
class Side:
    """What became of jobs.

    Attributes:
        outcomes: of each, its `Outcome`, or its `Set` where it is a run.
        own: the functions that were the engine's own while they were laid out, by their names.

    """

    outcomes: tuple[object, ...]
    own: frozenset[str]


def here(jobs: tuple[object, ...]) -> Side:
    """Lay jobs out in this process, in order."""
    from roa_dossier.layout import engine
    from roa_dossier.layout.fragments import setting
    from roa_dossier.layout.job import Job

    made = tuple(engine.lay_out(job) if isinstance(job, Job) else setting.lay_out(job) for job in jobs)
    return Side(made, frozenset(name for name, function in replaced().items() if _is_own(function)))


def replaced() -> dict[str, object]:
    """Give what stands where the engine's functions stood."""
    from weasyprint import css
    from weasyprint.css import AnonymousStyle, ComputedStyle
    from weasyprint.css.tokens import Pending
    from weasyprint.draw import text
    from weasyprint.formatting_structure.boxes import Box
    from weasyprint.layout import absolute, background, block, column, grid, inline, page, percent, table
    from weasyprint.layout import float as floats
    from weasyprint.text import line_break

    users = (absolute, block, column, floats, grid, inline, page, percent, table)
    return {
        "ComputedStyle.__missing__": ComputedStyle.__missing__,
        "AnonymousStyle.__init__": AnonymousStyle.__init__,
        "Pending.solve": Pending.solve,
        **{f"{module.__name__}.resolve_percentages": module.resolve_percentages for module in users},
        **{f"{module.__name__}.check_math": module.check_math for module in (css, inline, percent)},
        "Box.is_in_normal_flow": Box.is_in_normal_flow,
        "Box.descendants": Box.descendants,
        **{f"{module.__name__}.avoid": module.avoid_collisions for module in (block, floats, inline)},
        **{f"{module.__name__}.radii": module.resolve_radii_percentages for module in (background, percent)},
        "Layout.setup": line_break.Layout.setup,
        "Layout.deactivate": line_break.Layout.deactivate,
        "Layout.reactivate": line_break.Layout.reactivate,
        "inline.create_layout": inline.create_layout,
        "line_break.strut": line_break.strut,
        "inline.strut": inline.strut,
        "_font_style_cache_key": line_break._font_style_cache_key,
        "draw_first_line": text.draw_first_line,
    }


def _is_own(function: object) -> bool:
    return str(getattr(function, "__module__", "")).startswith("weasyprint")


def plainly(jobs: tuple[object, ...]) -> Side:
    """Lay jobs out in another process, by the engine's own functions."""
    done = subprocess.run(
        [sys.executable, __file__],
        input=pickle.dumps(jobs),
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": SOURCE},
        check=True,
    )
    found = pickle.loads(done.stdout)
    assert isinstance(found, Side)
    return found


def _main() -> None:
    from roa_dossier.frozen import replace
    from roa_dossier.layout import computed, flow, glyphs, lengths, prepared, tokens
    from roa_dossier.layout.job import Job

    jobs = pickle.loads(sys.stdin.buffer.read())
    asked = [at for at, job in enumerate(jobs) if isinstance(job, Job)]
    books = here(tuple(replace(jobs[at], quick=False) for at in asked))
    for room in (tokens, computed, lengths, flow, prepared, glyphs):
        room.keep = lambda: True  # type: ignore[assignment]
    glyphs.draw_first_line = glyphs._engine_draws  # which draws the numbers of pages in what is bound
    others = [at for at in range(len(jobs)) if at not in asked]
    runs = here(tuple(jobs[at] for at in others))
    made = dict(zip((*asked, *others), (*books.outcomes, *runs.outcomes), strict=True))
    both = Side(tuple(made[at] for at in range(len(jobs))), books.own & runs.own)
    sys.stdout.buffer.write(pickle.dumps(both))


if __name__ == "__main__":
    sys.modules["laying"] = sys.modules["__main__"]  # whose values are read by that name
    Side.__module__ = "laying"
    _main()
