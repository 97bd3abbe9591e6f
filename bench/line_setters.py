"""The same prose set by each setter, in one face, size, measure and leading, as PDF files.

Ours take the styles of `styles/`, Typst and XeLaTeX what they do by default: their languages' hyphenation,
their own tolerances, no protrusion by XeLaTeX. All spaces are of one width, figures old style.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FACE = "Linux Libertine O"
SIZE, LEADING, INDENT = 10.6, 15.0, 1.2 * 10.6
LANGUAGES = {
    "en": ("en-US", "english"),
    "de": ("de", "german"),
    "fr": ("fr", "french"),
    "ru": ("ru", "russian"),
}
"""The languages: what ours are told, so that all break English by one list, and polyglossia."""


@dataclass(frozen=True, slots=True)
class Task:
    """Prose to set: its paragraphs, its language (BCP 47), the measure (mm)."""

    paragraphs: tuple[str, ...]
    language: str
    measure: float


@dataclass(frozen=True, slots=True)
class Setter:
    """A setter: which version is here ("" for none), and what sets prose with it into a file."""

    version: Callable[[], str]
    sets: Callable[[Task, Path], None]


def prose(text: str) -> tuple[str, ...]:
    """Part a text into paragraphs at its blank lines."""
    return tuple(" ".join(part.split("\n")) for part in text.strip().split("\n\n"))


def _ours(task: Task, file: Path, fitted: bool) -> None:
    from roa_dossier import layout
    from roa_dossier.build.paper import HYPHENS
    from roa_dossier.model.book import Manuscript, Typesetting
    from roa_dossier.model.lines import LineRules

    side = (210 - task.measure) / 2
    page = f"@page {{ size: 210mm 297mm; margin: 25mm {side}mm }}"
    sheets = [("tokens.css", (ROOT / "styles/tokens.css").read_text("utf-8"))]
    sheets += [("text.css", (ROOT / "styles/text.css").read_text("utf-8")), ("page.css", page)]
    if not fitted:  # what an edition with `lines: greedy` has
        tokens = "".join(f"--{name}: {value};" for name, value in HYPHENS["usual"].items())
        sheets.append(("edition.css", f":root {{ {tokens} }}"))
    body = "".join(f"<p>{escape(one, quote=False)}</p>" for one in task.paragraphs)
    manuscript = Manuscript("prose", "Prose", f'<section id="prose">{body}</section>')
    typesetting = Typesetting(
        "Prose", LANGUAGES[task.language][0], tuple(sheets), lines=LineRules(fitted=fitted)
    )
    laid = layout.pages((manuscript,), typesetting)
    if not laid.value.pdf:
        raise SystemExit("\n".join(one.message for one in laid.diagnostics))
    file.write_bytes(laid.value.pdf)


def plain(task: Task, file: Path) -> None:
    """Set prose by our layout, line after line."""
    _ours(task, file, fitted=False)


def fitted(task: Task, file: Path) -> None:
    """Set prose by our layout, the breaks of a paragraph chosen together."""
    _ours(task, file, fitted=True)


TYPST = """
#set page(width: 210mm, height: 297mm, margin: (x: {side}mm, y: 25mm))
#set text(font: "{face}", size: {size}pt, lang: "{language}", hyphenate: true, number-type: "old-style",
  top-edge: 0.7em, bottom-edge: -0.3em)
#set par(justify: true, leading: {lead}pt, spacing: {lead}pt)
#set par(first-line-indent: (amount: {indent}pt, all: true))
#for one in json("prose.json") {{ par(one) }}
"""


def typst(task: Task, file: Path) -> None:
    """Set prose by Typst."""
    source = TYPST.format(
        side=(210 - task.measure) / 2,
        face=FACE,
        size=SIZE,
        language=task.language,
        lead=LEADING - SIZE,
        indent=INDENT,
    )
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        (room / "prose.typ").write_text(source, "utf-8")
        (room / "prose.json").write_text(json.dumps(task.paragraphs), "utf-8")
        if importlib.util.find_spec("typst"):
            import typst as compiler

            compiler.compile(str(room / "prose.typ"), output=str(file))
        else:
            _run(["typst", "compile", str(room / "prose.typ"), str(file)])


def _typst_version() -> str:
    if importlib.util.find_spec("typst"):
        return f"Typst {version('typst')}"
    if shutil.which("typst"):
        return _run(["typst", "--version"]).split(" (")[0].capitalize()
    return ""


XELATEX = r"""
\documentclass{{article}}
\usepackage[papersize={{210mm,297mm}},textwidth={measure}mm,textheight=247mm,centering]{{geometry}}
\usepackage{{fontspec}}
\setmainfont{{{face}}}[Numbers=OldStyle]
\newfontfamily\cyrillicfont{{{face}}}[Numbers=OldStyle]
\usepackage{{polyglossia}}
\setdefaultlanguage{{{language}}}
\makeatletter\@ifundefined{{nofrench@punctuation}}{{}}{{\nofrench@punctuation}}\makeatother
\pagestyle{{empty}}\frenchspacing\raggedbottom
\parindent={indent}bp \parskip=0pt \lineskiplimit=-\maxdimen
\begin{{document}}
\fontsize{{{size}bp}}{{{leading}bp}}\selectfont
{prose}
\end{{document}}
"""


def xelatex(task: Task, file: Path) -> None:
    """Set prose by XeLaTeX."""
    marks = {"\\": "\\textbackslash{}", "\u00a0": "~", **{mark: f"\\{mark}" for mark in "{}$&#%_"}}
    table = str.maketrans(marks | {"~": "\\textasciitilde{}", "^": "\\textasciicircum{}"})
    source = XELATEX.format(
        measure=task.measure,
        face=FACE,
        language=LANGUAGES[task.language][1],
        indent=INDENT,
        size=SIZE,
        leading=LEADING,
        prose="\n\n".join(one.translate(table) for one in task.paragraphs),
    )
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        (room / "prose.tex").write_text(source, "utf-8")
        _run(["xelatex", "-interaction=batchmode", "-halt-on-error", "prose.tex"], room)
        shutil.copyfile(room / "prose.pdf", file)


def _xelatex_version() -> str:
    return _run(["xelatex", "--version"]).split("\n")[0] if shutil.which("xelatex") else ""


def _run(command: list[str], folder: Path | None = None) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stdout[-2000:] + done.stderr)
    return done.stdout


SETTERS = {
    "plain": Setter(lambda: f"WeasyPrint {version('weasyprint')}", plain),
    "fitted": Setter(lambda: f"WeasyPrint {version('weasyprint')}", fitted),
    "typst": Setter(_typst_version, typst),
    "xelatex": Setter(_xelatex_version, xelatex),
}
"""By name, in the order of the table."""
