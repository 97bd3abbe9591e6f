"""The room that takes a snapshot in: bytes to characters, and characters to the parts of a source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from roa_dossier import nearest
from roa_dossier.diagnostics import Checked, Diagnostic, error, in_order
from roa_dossier.locate import Lines
from roa_dossier.model.outline import SourceEntry
from roa_dossier.model.source import Source
from roa_dossier.read import decode, plain, records, wiki_text
from roa_dossier.read.parts import Reading

READERS: Mapping[str, Callable[[str], Reading]] = MappingProxyType(
    {"plain": plain.reading, "wiki-text": wiki_text.reading}
)


def source(entry: SourceEntry, data: bytes) -> Checked[Source | None]:
    """Read a snapshot: check its digest, decode it, tell its parts apart.

    A snapshot whose digest is missing or another one is read all the same, with an error, so that what a
    change breaks can be shown; one that cannot be decoded, or that no reader knows, gives None.
    """
    sha256, problems = decode.digest(entry, data)
    decoded, more = decode.characters(entry, data)
    problems += more
    reader = READERS.get(entry.reads_as.text.chars)
    if reader is None:
        problems.append(_unknown_reader(entry))
    if reader is None or decoded is None:
        return Checked(None, in_order(problems))
    reading = reader(decoded.chars)
    path = entry.file.text.chars
    problems += records.complaints(path, reading.marks, reading.records)
    found = Source(
        key=entry.key.text.chars,
        siglum=entry.siglum.text.chars,
        path=path,
        digest=sha256,
        text=decoded.chars,
        encoding=decoded.encoding,
        lines=Lines.of(decoded.chars),
        blocks=reading.blocks,
        marks=reading.marks,
        records=reading.records,
    )
    return Checked(found, in_order(problems))


def _unknown_reader(entry: SourceEntry) -> Diagnostic:
    typed = entry.reads_as.text.chars
    known = " or ".join(f"`{name}`" for name in READERS)
    problem = error("unknown-reader", f"expected {known}, found `{typed}`", entry.reads_as.span)
    near = nearest.closest(typed.casefold(), READERS, 0.4)
    return problem.hint(*(f"reads-as: {name}" for name in ([near] if near else READERS)))
