"""The commands a person types."""

from __future__ import annotations

import os
import signal
import sys
from enum import StrEnum
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from roa_dossier import console, starter
from roa_dossier.cli import book, diff, impose, records, watch
from roa_dossier.cli.ahead import STOPPED
from roa_dossier.cli.book import open_project
from roa_dossier.cli.voice import DONE, FAULT, MISSING, flush, mistaken, refuse, say, show, unknown, usage
from roa_dossier.world import Refused, ToolMissing
from roa_dossier.world.shown import reader

if TYPE_CHECKING:
    from roa_dossier.verdict import Verdict

OUTLINE = "dossier/dossier.yaml"


class Format(StrEnum):
    """A face of the messages."""

    HUMAN = "human"
    SHORT = "short"
    JSON = "json"


class Found(StrEnum):
    """A face of what was found."""

    HUMAN = "human"
    JSON = "json"


class Stopped(BaseException):
    """A signal asked the program to end; carries the exit status."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def _examples(*lines: str) -> str:
    """Set examples below a command's help, each on its line."""
    return "\n".join(("\b", "Examples:", *(f"  {line}" for line in lines)))


app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def status(arguments: list[str]) -> int:
    """Run a command line and give the exit status that DESIGN.md §7 gives."""
    for number in STOPPED:
        signal.signal(number, _stop)
    try:
        app(arguments, prog_name="roa-dossier")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else FAULT
    except Stopped as stopped:
        return stopped.status
    except ToolMissing as missing:
        say(f"error: {missing}\n  = hint: type `{missing.remedy}`", sys.stderr)
        return MISSING
    except Exception as fault:
        return _our_fault(fault)
    finally:
        flush()
    return DONE


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise Stopped(STOPPED[signal.Signals(number)])


def _our_fault(fault: Exception) -> int:
    if os.environ.get("ROA_DOSSIER_TRACEBACK") == "1":
        import traceback

        say(traceback.format_exc(), sys.stderr)
    said = console.visible(f"{type(fault).__name__}: {fault}")[:300]
    say(f"this is a fault of roa-dossier, not of your dossier: {said}", sys.stderr)
    say("please report it, with what ROA_DOSSIER_TRACEBACK=1 before the same command prints", sys.stderr)
    return FAULT


# ── the options before a command ────────────────────────────────────────────────────────────────────


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # it brings half the standard library's mail with it

        say(f"roa-dossier {version('roa-dossier')}")
        raise typer.Exit


@app.callback(epilog=_examples("roa-dossier init my-dossier", "cd my-dossier", "roa-dossier build"))
def _common(
    context: typer.Context,
    project: Annotated[
        Path | None,
        typer.Option("--project", "-C", metavar="DIR", help="The project's folder, instead of this one."),
    ] = None,
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Printed research dossiers in which every quoted word and stated fact is checked against its source."""
    context.obj = project


def _root(context: typer.Context) -> Path:
    """Find the project: the folder named, or the nearest at or above this one that holds an outline."""
    named: Path | None = context.obj
    if named is not None:
        if not named.is_dir():
            usage(f"there is no folder `{named}`")
        return named.resolve()
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / OUTLINE).is_file()), here)


# ── commands ────────────────────────────────────────────────────────────────────────────────────────


book.add(app, _root, _examples)


@app.command(
    epilog=_examples(
        "roa-dossier check",
        "roa-dossier check --format short     one message a line, for an editor",
        "roa-dossier check --format json      all places, for a program",
    )
)
def check(
    context: typer.Context,
    format: Annotated[Format, typer.Option(help="How to show what is wrong.")] = Format.HUMAN,
) -> None:
    """Check every quotation, fact and reference, without making a PDF."""
    from roa_dossier import verdict

    world = open_project(_root(context))
    with console.Progress(sys.stderr) as progress:
        found = verdict.of(world, progress)
    told, texts = found.diagnostics, dict(found.texts)
    match format:
        case Format.JSON:
            say(console.as_json(told, reader(world, texts)))
        case Format.SHORT:
            say(console.short(told, reader(world, texts)))
        case Format.HUMAN:
            show(told, world, texts, sys.stdout)
            say(_findings(found))
    if found.refused:
        raise typer.Exit(mistaken(told))


app.command(epilog=_examples(*impose.EXAMPLES))(impose.impose)


@app.command(epilog=_examples('roa-dossier find "volunteers are unreliable"', "roa-dossier find 120,000"))
def find(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="Words to look for.")],
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="How many passages at most.")] = 20,
    format: Annotated[Found, typer.Option(help="How to show what was found.")] = Found.HUMAN,
) -> None:
    """Search the sources, and print what to copy into an outline.

    Each passage comes with its place and with YAML that selects it and no other. It is marked exact, or
    folded with what differs (case and accents too), or similar: then it is a suggestion only.
    """
    from roa_dossier import build, search
    from roa_dossier.find import find_words

    if not " ".join(words).strip():
        usage("expected words to look for, found none")
    world = open_project(_root(context))
    known = build.library(world)
    if known.outline is None:
        refuse(known.diagnostics, world)
    hits = find_words(known.sources, " ".join(words), limit + 1)
    if format is Found.JSON:
        say(search.as_json(hits[:limit], more=len(hits) > limit))
        return
    say("\n\n".join(search.shown(hit) for hit in hits[:limit]) or "no passage reads like that")
    if len(hits) > limit:
        say(f"\n… and more; `--limit {5 * limit}` shows more of them")


@app.command(
    epilog=_examples(
        "roa-dossier add ~/Downloads/letter.txt",
        "roa-dossier add seeds/letter.txt                  writes the digest that is missing",
        "roa-dossier add new.txt --key letter --renew      and says what no longer fits",
    )
)
def add(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The document, as you received it.")],
    key: Annotated[
        str | None, typer.Option(metavar="ID", help="The source's id; by default from the file's name.")
    ] = None,
    renew: Annotated[
        bool, typer.Option("--renew", help="Replace the snapshot of a source that is there already.")
    ] = False,
) -> None:
    """Take a document into seeds/ and describe it in dossier/sources.yaml.

    The file is copied byte for byte; its digest is written down, so that no later change goes unnoticed.
    What stands in sources.yaml stays as it is, with its comments. With --renew the earlier snapshot is kept
    in seeds/old/ under its digest.
    """
    from roa_dossier import take

    root = _root(context)
    try:
        for line in take.take(root, file, key, renew):
            say(console.visible(line))
    except Refused as refusal:
        refuse([refusal.diagnostic()], open_project(root))
    if renew:
        check(context, Format.HUMAN)


diff.add(app, _root, _examples)
records.add(app, _root, _examples)
watch.add(app, _root, _examples)


def _kinds() -> str:
    """Set the projects to begin from below the help of `init`, each on its line."""
    width = max(map(len, starter.KINDS))
    listed = (f"  {name:<{width}}  {kind.about}" for name, kind in starter.KINDS.items())
    return "\n".join(("\b", "Kinds:", *listed))


@app.command(
    epilog=_kinds()
    + "\n\n"
    + _examples("roa-dossier init my-dossier", "roa-dossier init my-class --kind document-pack")
)
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder: a new one, or one of yours.")],
    kind: Annotated[
        str, typer.Option(metavar="KIND", help="What to begin from: one of the kinds below.")
    ] = "dossier",
) -> None:
    """Make a small project that works, to be changed into your own.

    The comments in its files teach the language step by step. What stands in DIR stays as it is; where a
    project is there already, nothing is written.
    """
    if kind not in starter.KINDS:
        usage(unknown("kind", kind, tuple(starter.KINDS)))
    try:
        made = starter.make(folder, kind)
    except Refused as refusal:
        refuse([refusal.diagnostic()], open_project(Path.cwd()))
    for path in made:
        say(console.visible(str(folder / path)))
    say(f"\nnow type: cd {console.visible(str(folder))} && {starter.KINDS[kind].build}")


@app.command(epilog=_examples("roa-dossier schema chapter", "roa-dossier schema --write"))
def schema(
    context: typer.Context,
    which: Annotated[
        str | None, typer.Argument(metavar="WHICH", help=f"One of {', '.join(starter.SCHEMAS)}.")
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help="Write all of them to dossier/.schema/, where the files point.")
    ] = False,
) -> None:
    """Print the JSON Schema of a file, by which an editor completes and checks while you type."""
    if write:
        try:
            for path in starter.write_schemas(_root(context)):
                say(path)
        except Refused as refusal:
            refuse([refusal.diagnostic()], open_project(_root(context)))
    elif which not in starter.SCHEMAS:
        usage(unknown("schema", which or "", starter.SCHEMAS))
    else:
        say(starter.schema_text(which).rstrip())


@app.command(name="doctor", epilog=_examples("roa-dossier doctor"))
def examine(context: typer.Context) -> None:
    """Say what this machine lacks, and what to type to get it."""
    from roa_dossier import doctor

    findings = doctor.examine(_root(context))
    for finding in findings:
        say(f"{'ok     ' if finding.found else 'missing'}  {finding.what}: {console.visible(finding.said)}")
        if not finding.found:
            say(f"         type: {finding.remedy}")
    if not all(finding.found for finding in findings):
        raise typer.Exit(MISSING)


# ── what commands share ─────────────────────────────────────────────────────────────────────────────


def _findings(verdict: Verdict) -> str:
    """Say how much was found, where nothing is wrong."""
    counted = console.summary(verdict.diagnostics)
    if verdict.refused or not verdict.found:
        return counted
    named = zip(verdict.found, ("quotation", "fact", "source"), strict=True)
    quotations, facts, sources = (f"{number:,} {one}{'s' * (number != 1)}" for number, one in named)
    return f"{counted}: {quotations} and {facts}, found in {sources}"
