"""What was measured, as lines and as Markdown tables, beside what is aimed at."""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pypandoc

from speed.contenders import CONTENDERS
from speed.measuring import Run

Runs = dict[str, list[Run]]
"""The runs of one size, by who ran."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a run: of whom, and which; "wall", "peak", or a part that the run measured itself."""

    name: str
    which: str = "wall"

    def of(self, runs: Runs) -> float | None:
        """Give the median over the turns; None where there was none."""
        good = [run for run in runs.get(self.name, []) if not run.failed]
        values = [value for run in good if (value := figure(run, self.which)) is not None]
        return statistics.median(values) if values else None


@dataclass(frozen=True, slots=True)
class Aim:
    """What is aimed at: a figure, or its ratio to another, and by size the most that it may be."""

    words: str
    figure: Figure
    most: Mapping[int, float]
    over: Figure | None = None

    def of(self, runs: Runs) -> float | None:
        """Give what was reached; None where it was not measured."""
        value = self.figure.of(runs)
        if value is None or self.over is None:
            return value
        other = self.over.of(runs)
        return value / other if other else None


COLD, WARM = Figure("cold-2"), Figure("warm")
AIMS = (
    Aim("cold, 2 workers ÷ `--single`", COLD, {108: 0.5, 310: 0.3, 1019: 0.25}, Figure("single")),
    Aim(
        "cold, 2 workers ÷ pandoc and XeLaTeX",
        COLD,
        {27: 1, 108: 1, 310: 1, 1019: 1.25},
        Figure("xelatex"),
    ),
    Aim("the same ÷ XeLaTeX alone", COLD, {}, Figure("xelatex", "runs")),
    Aim("warm, s", WARM, {310: 1.0, 1019: 1.3}),
    Aim("warm ÷ Typst, new process", WARM, {108: 1, 310: 1, 1019: 1}, Figure("typst")),
    Aim(
        "resident, edited chapter, s",
        Figure("resident", "chapter"),
        {27: 0.5, 108: 0.5, 310: 0.5, 1019: 0.5},
    ),
    Aim("resident, whole book, s", Figure("resident"), {310: 0.6, 1019: 0.9}),
    Aim("resident, whole book ÷ Typst, resident", Figure("resident"), {}, Figure("typst-resident")),
    Aim(
        "peak memory, cold, 2 workers ÷ Typst", Figure("cold-2", "peak"), {1019: 0.5}, Figure("typst", "peak")
    ),
)
ROOT_AIMS = {"check": 0.35, "build": 0.6}
"""Seconds for a check of the dossier at the root, and for a build in which nothing changed."""

ROWS = (
    *((name, name, contender.label, "wall") for name, contender in CONTENDERS.items()),
    ("resident-chapter", "resident", "resident, edited chapter", "chapter"),
    ("xelatex-alone", "xelatex", "XeLaTeX alone", "runs"),
)


def figure(run: Run, which: str) -> float | None:
    """Give a figure of a run."""
    if which in ("wall", "processor", "peak", "pages"):
        return float(getattr(run, which))
    return run.parts.get(which)


def all_of(runs: Mapping[int, Runs]) -> Iterator[str]:
    """Give the table of all runs, and that of what is aimed at."""
    columns = ("book", "run", "pages", "wall s", "processor s", "peak MB", "÷ single", "÷ XeLaTeX", "÷ Typst")
    yield ""
    yield f"| {' | '.join(columns)} |"
    yield "|---" * len(columns) + "|"
    for size, of_size in runs.items():
        for _, name, label, which in ROWS:
            if name in of_size:
                yield row(size, label, Figure(name, which), of_size)
    yield ""
    yield f"| aim | {' | '.join(f'{size:,} pages' for size in runs)} |"
    yield "|---" * (len(runs) + 1) + "|"
    for aim in AIMS:
        yield f"| {aim.words} | {' | '.join(reached(aim, size, of_size) for size, of_size in runs.items())} |"


def row(size: int, label: str, wall: Figure, runs: Runs) -> str:
    """Give the line of a table for one who ran, or why there is nothing to tell."""
    taken = wall.of(runs)
    if taken is None:
        why = next((run.failed for run in runs[wall.name] if run.failed), "not measured")
        return f"| {size:,} | {label} | – | {why.replace('|', '/')} |" + " |" * 5
    pages = Figure(wall.name, "pages").of(runs)
    told = [f"{size:,}", label, f"{pages:,.0f}" if pages else "refused", seconds(taken)]
    whole = wall.which == "wall"
    told.append(seconds(Figure(wall.name, "processor").of(runs)) if whole else "")
    told.append(f"{Figure(wall.name, 'peak').of(runs):,.0f}" if whole else "")
    told += [ratio(taken, Figure(other).of(runs)) for other in ("single", "xelatex", "typst")]
    return f"| {' | '.join(told)} |"


def reached(aim: Aim, size: int, runs: Runs) -> str:
    """Say what was reached of an aim at one size, and what is aimed at."""
    value, most = aim.of(runs), aim.most.get(size)
    if value is None:
        return "–"
    return (
        f"{value:.2f}" if most is None else f"{value:.2f} (≤ {most:g}{'' if value <= most else ': missed'})"
    )


def root(runs: Mapping[str, list[Run]]) -> Iterator[str]:
    """Give the table of the dossier at the root."""
    yield "| dossier | wall s | least | greatest | processor s | aim |"
    yield "|---" * 6 + "|"
    for name, label in (("check", "check"), ("build", "build, nothing changed")):
        good = [run for run in runs.get(name, []) if not run.failed]
        if not good:
            why = next((run.failed for run in runs.get(name, [])), "not measured")
            yield f"| {label} | {why.replace('|', '/')} | | | | {ROOT_AIMS[name]} |"
            continue
        walls = [run.wall for run in good]
        used = statistics.median(run.processor for run in good)
        yield (
            f"| {label} | {statistics.median(walls):.2f} | {min(walls):.2f} | {max(walls):.2f} "
            f"| {used:.2f} | {ROOT_AIMS[name]} |"
        )


def said(run: Run) -> str:
    """Say on a line what a run took."""
    if run.failed:
        return run.failed
    parts = "".join(f", {name} {value:.2f}" for name, value in run.parts.items())
    return (
        f"{run.pages:,} pages, {run.wall:.2f} s, processor {run.processor:.2f} s, {run.peak:,.0f} MB{parts}"
    )


def seconds(value: float | None) -> str:
    """Write seconds: the fewer, the more exactly."""
    return "–" if value is None else f"{value:.2f}" if value < 10 else f"{value:.1f}"


def ratio(value: float, other: float | None) -> str:
    """Write a ratio; nothing where the other was not measured."""
    return f"{value / other:.2f}" if other else ""


def machine() -> str:
    """Say on what machine, beside how much other work, and with which versions."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    packages = ("weasyprint", "pydyf", "pikepdf", "typst")
    told = [f"{name} {installed(name)}" for name in packages if installed(name)]
    return (
        f"{cpu()}, {os.cpu_count()} cores, {memory:.0f} GB, {platform.system()}; load before {load}; "
        f"Python {platform.python_version()}, {', '.join(told)}, pandoc {pypandoc.get_pandoc_version()}"
        f"{xetex()}"
    )


def cpu() -> str:
    """Name the processor."""
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    named = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())


def installed(name: str) -> str:
    """Give the version of a package; "" where it is not installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def xetex() -> str:
    """Give the version of XeTeX, after a comma; "" where it is not installed."""
    if not shutil.which("xelatex"):
        return ""
    told = subprocess.run(["xelatex", "--version"], capture_output=True, text=True, check=True).stdout
    return f", {told.splitlines()[0]}"
