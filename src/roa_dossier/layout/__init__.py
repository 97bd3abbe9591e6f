"""Manuscripts and style sheets to pages: the only door to WeasyPrint, in a child process with limits."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

import roa_dossier
from roa_dossier.diagnostics import Checked, has_errors, in_order
from roa_dossier.layout import join, remarks
from roa_dossier.layout.job import Cause, Failure, Job, Outcome
from roa_dossier.model.book import Manuscript, Pages, Typesetting

HOUSE_FONTS = {
    "Linux Libertine O": "fonts-linuxlibertine",
    "Linux Biolinum O": "fonts-linuxlibertine",
}
"""The families that the built-in styles are set in, with the Debian package of each."""

SECONDS, SECONDS_A_MEGABYTE = 60, 600
MEMORY, MEMORY_A_MEGABYTE = 2_500_000_000, 1_500_000_000


def pages(manuscripts: tuple[Manuscript, ...], typesetting: Typesetting) -> Checked[Pages]:
    """Lay out manuscripts, in order, as one PDF.

    The same arguments give the same bytes. No file of the project and no address is opened: the engine is
    given the style sheets' text and the pictures' bytes. It runs in a child process with limits of time and
    memory that grow with the matter (`docs/decisions/` says why).

    Args:
        manuscripts: each one `<section>`; at least one.
        typesetting: style sheets, pictures, metadata, and the remedies for manuscripts that lost a note.

    Returns:
        The pages, empty when an error says why there are none, and all that the engine said on its way.

    """
    outcome = _run(commissioned(manuscripts, typesetting))
    diagnostics = in_order(remarks.diagnostics(outcome, manuscripts, typesetting, HOUSE_FONTS))
    said = tuple((remark.level, remark.text) for remark in outcome.remarks)
    if outcome.failure is None and not outcome.pdf and not has_errors(diagnostics):
        raise RuntimeError("the layout gave neither a PDF nor a reason")
    return Checked(Pages(outcome.pdf, outcome.first_pages, said), diagnostics)


def commissioned(manuscripts: tuple[Manuscript, ...], typesetting: Typesetting) -> Job:
    """Make of manuscripts what the child process is given: plain, with limits that grow with it."""
    sections = tuple(
        (manuscript.id, join.section(manuscript, typesetting.remedies.get(manuscript.id, 0)))
        for manuscript in manuscripts
    )
    named = "\n".join(text for _, text in typesetting.css).lower()
    megabytes = sum(len(html) for _, html in sections) / 1_000_000
    return Job(
        head=join.head(typesetting),
        sections=sections,
        css=join.sheets(typesetting),
        images=typesetting.images,
        fonts=tuple(family for family in HOUSE_FONTS if family.lower() in named),
        seconds=SECONDS + int(megabytes * SECONDS_A_MEGABYTE),
        memory=MEMORY + int(megabytes * MEMORY_A_MEGABYTE),
    )


def _run(job: Job) -> Outcome:
    """Lay out in a child process; what becomes of it is an outcome, never an exception."""
    try:
        done = subprocess.run(
            # -P: the working folder is the author's, and no module of the program
            [sys.executable, "-P", "-m", "roa_dossier.layout.child"],
            input=pickle.dumps(job, protocol=5),
            capture_output=True,
            env=_environment(),
            timeout=job.seconds * 2 + 10,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Outcome(failure=Failure(Cause.TIME, str(job.seconds)))
    if done.returncode == 0:
        outcome: Outcome = pickle.loads(done.stdout)
        return outcome
    # SIGXCPU, or SIGKILL five seconds later
    if done.returncode in (-24, -9):
        return Outcome(failure=Failure(Cause.TIME, str(job.seconds)))
    last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
    cause = Cause.MEMORY if "MemoryError" in last else Cause.DIED
    return Outcome(failure=Failure(cause, last or f"signal {-done.returncode}"))


def _environment() -> dict[str, str]:
    """Let the child find the program where the parent found it."""
    home = str(Path(roa_dossier.__file__).resolve().parent.parent)
    paths = [home, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
