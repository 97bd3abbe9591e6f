"""The command that sets out the sources' own notes and references, and what became of them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from roa_dossier import console
from roa_dossier.cli.voice import mistaken, refuse, say, show
from roa_dossier.frozen import Frozen
from roa_dossier.patterns import regex
from roa_dossier.world import Disk

if TYPE_CHECKING:
    from roa_dossier.build import Proof
    from roa_dossier.model.apparatus import RecordLine
    from roa_dossier.model.outline import WorkEntry
    from roa_dossier.model.source import Record, RecordFields, Source

_SPECIAL = regex(r"([\\`*_|<>\[\]])")
_NAMES = {"issued": "date", "page": "pages", "archive_location": "place in the archive"}
_HEADS = ("mark", "line", "as it stands", "told from its words", "work, and what agrees", "carried by")


class Row(Frozen):
    """One record as it is set out.

    Attributes:
        line: the record as the apparatus has it.
        told: what can be told of it from its words: name and value.
        works: each work it is matched with, and what of it agrees.
        carried: the notes that carry it, in words.

    """

    line: RecordLine
    told: tuple[tuple[str, str], ...]
    works: tuple[tuple[str, str], ...]
    carried: str


def add(app: typer.Typer, root: Callable[[typer.Context], Path], examples: Callable[..., str]) -> None:
    """Add the command to the program; `root` finds the project, `examples` sets the help's last lines."""
    app.command(
        name="records", epilog=examples("roa-dossier records", "roa-dossier records --markdown > records.md")
    )(_records(root))


def _records(root: Callable[[typer.Context], Path]) -> Callable[..., None]:
    def records(
        context: typer.Context,
        markdown: Annotated[bool, typer.Option("--markdown", help="As a table in Markdown.")] = False,
    ) -> None:
        """Set out the sources' own notes and references, matched with your works.

        For each: its line in the snapshot, its words, what can be told from them, the works of works.yaml
        that it names, which of their fields it agrees with, and the notes of the dossier that carry it.
        """
        from roa_dossier import build

        world = Disk(root(context))
        with console.Progress(sys.stderr) as progress:
            proof = build.check(world, progress=progress)
        if proof.apparatus is None:
            refuse(proof.diagnostics, world)
        made = rows(proof)
        say(as_markdown(made) if markdown else as_text(made))
        if proof.refused:
            show(proof.diagnostics, world, proof.texts, sys.stderr)
            raise typer.Exit(mistaken(proof.diagnostics))

    return records


# ── what is said of each ────────────────────────────────────────────────────────────────────────────


def rows(proof: Proof) -> tuple[Row, ...]:
    """Set out every record of every source of a checked dossier, references first."""
    if proof.outline is None or proof.apparatus is None:
        return ()
    works = {str(work.item.key): work for work in proof.outline.works}
    sources = {source.siglum: source for source in proof.sources.values()}
    return tuple(_row(line, sources[line.siglum], works) for line in proof.apparatus.records)


def _row(line: RecordLine, source: Source, works: dict[str, WorkEntry]) -> Row:
    record = next(one for one in source.records if _is(one, line, source))
    return Row(
        line,
        tuple(_told(line.fields)),
        tuple((key, _agreement(works[key], record)) for key in line.works),
        _carried(line.carried),
    )


def _is(record: Record, line: RecordLine, source: Source) -> bool:
    return (record.kind.value == "note") is not line.mark.isdigit() and (
        source.lines.line(record.start) == line.line
    )


def _told(fields: RecordFields) -> Iterator[tuple[str, str]]:
    named = (
        ("author", (fields.authors,)),
        ("title", fields.titles),
        ("year", (fields.year,)),
        ("pages", (fields.pages,)),
        ("ISBN", (fields.isbn,)),
        ("DOI", (fields.doi,)),
        ("signature", fields.signatures),
        ("accessed", (fields.accessed,)),
    )
    yield from ((name, value) for name, values in named for value in values if value)


def _agreement(work: WorkEntry, record: Record) -> str:
    """Say which fields of a work the record has, and which it has not."""
    from roa_dossier.resolve.works import compared

    found = compared(work, record)
    agree = dict.fromkeys(_NAMES.get(one.field, one.field) for one in found if one.stands)
    differ = dict.fromkeys(_NAMES.get(one.field, one.field) for one in found if not one.stands)
    said = [f"{', '.join(agree)} agree{'s' if len(agree) == 1 else ''}"] if agree else []
    said += [f"not there: {', '.join(differ)}"] if differ else []
    return "; ".join(said) or "nothing to compare"


def _carried(notes: tuple[tuple[int, str], ...]) -> str:
    """Say chapters and notes: `ch. 2, nn. 3, 5; ch. 4, n. 1`."""
    said = []
    for chapter, places in groupby(notes, key=lambda one: one[0]):
        numbers = [sign for _, sign in places if sign]
        sign = "n." if len(numbers) == 1 else "nn."
        said.append(f"ch. {chapter}, {sign} {', '.join(numbers)}" if numbers else f"ch. {chapter}")
    return "; ".join(said)


# ── two faces ───────────────────────────────────────────────────────────────────────────────────────


def as_text(made: Iterable[Row]) -> str:
    """Set the records out for a person to read, one below the other."""
    return "\n\n".join(map(_block, made)) or "no source has notes or references of its own"


def _block(row: Row) -> str:
    line = row.line
    parts = [
        *(f"{name}: {value}" for name, value in row.told),
        *([f"work `{key}`: {said}" for key, said in row.works] or ["no work of works.yaml"]),
        *([f"remark: {line.remark}"] if line.remark else ()),
        f"carried by {row.carried}" if row.carried else "carried by no note",
    ]
    head = f"{line.siglum}, {_name(line)}, l. {line.line}: {line.text}"
    return "\n".join(console.visible(each) for each in (head, *(f"    {part}" for part in parts)))


def _name(line: RecordLine) -> str:
    return f"n. {line.mark}" if line.mark.isdigit() else f"note {line.mark}"


def as_markdown(made: Iterable[Row]) -> str:
    """Set the records out as a document with a table for each source."""
    parts = [
        "# The sources’ own notes and references",
        "Made by `roa-dossier records --markdown`. Each row is a record as it stands in the snapshot, what "
        "can be told from its words alone, the works of `works.yaml` that are matched with it and which of "
        "their fields it agrees with, and the notes of the dossier that carry it.",
    ]
    for siglum, group in groupby(made, key=lambda row: row.line.siglum):
        table = [_cells(_HEADS), _cells(["---"] * len(_HEADS)), *map(_table_row, group)]
        parts += [f"## {_plain(siglum)}", "\n".join(table)]
    return "\n\n".join(parts)


def _table_row(row: Row) -> str:
    told = "<br>".join(f"{name}: {_plain(value)}" for name, value in row.told)
    works = "<br>".join(f"`{key}`: {said}" for key, said in row.works)
    line = row.line
    said = (told, works, row.carried)
    return _cells([line.mark, str(line.line), _plain(line.text), *(words or "–" for words in said)])


def _plain(words: str) -> str:
    return _SPECIAL.sub(r"\\\1", words)


def _cells(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
