"""What a person names to be compared: a project's folder, a PDF of ours, a trace, or a text."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from roa_dossier import build, parse, read, traces
from roa_dossier.build.given import Progress
from roa_dossier.diagnostics import Diagnostic, Label, has_errors
from roa_dossier.frozen import Frozen, replace
from roa_dossier.limits import Died, OutOfTime, forked
from roa_dossier.model.outline import Outline, SourceEntry, Words
from roa_dossier.model.source import Source
from roa_dossier.parse.whole import DOSSIER_FILE
from roa_dossier.text import Text
from roa_dossier.traces import Trace, Untraceable
from roa_dossier.world import BUILT_IN, LIMIT, Disk, Refused

_SECONDS, _MEMORY = 15, 2_000_000_000


class NotCompared(Exception):
    """Nothing can be compared, and why.

    Attributes:
        message: in the words of a diagnostic.
        diagnostics: the mistakes that stand in the way.
        root: the project they are mistakes of; None for none.
        texts: the texts they speak of, by path.

    """

    def __init__(
        self,
        message: str,
        diagnostics: Sequence[Diagnostic] = (),
        root: Path | None = None,
        texts: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.diagnostics = tuple(diagnostics)
        self.root = root
        self.texts = dict(texts or {})


class Document(Frozen):
    """A file that is neither a PDF nor a trace: a snapshot of a source, as its bytes."""

    path: Path
    data: bytes

    @property
    def digest(self) -> str:
        """SHA-256, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


def opened(path: Path, progress: Progress) -> Trace | Document:
    """Open what was named.

    Raises:
        NotCompared: it is not there, cannot be read, or is a dossier with mistakes.

    """
    if path.is_dir():
        return _project(path, progress)
    data = _bytes(path)
    if b"%PDF-" in data[:1024]:
        return _traced(lambda: _attached(data), f"`{path}` cannot be compared")
    if path.suffix.lower() == ".json":
        return _traced(lambda: traces.read(data), f"`{path}` cannot be compared")
    return Document(path, data)


def _bytes(path: Path) -> bytes:
    """Read a file wherever it lies; what is no regular file is refused."""
    target = path.resolve()
    try:
        return Disk(target.parent).read(target.name, LIMIT)
    except Refused as refusal:
        raise NotCompared(refusal.message.replace(f"`{target.name}`", f"`{path}`")) from None


def _project(folder: Path, progress: Progress) -> Trace:
    """Check a project and trace it; nothing is written into it."""
    world = Disk(folder, folder)
    proof = build.check(world, progress=progress)
    known = (proof.outline, proof.resolved, proof.apparatus)
    if proof.refused or None in known:
        raise NotCompared(
            f"`{folder}` has mistakes, and is not compared",
            [_seen_from_here(folder, one) for one in proof.diagnostics],
            folder,
            _texts_seen_from_here(folder, proof.diagnostics, build.reader(world, proof.texts)),
        )
    outline, resolved, apparatus = known
    assert outline and resolved and apparatus
    return traces.of(outline, resolved, apparatus, proof.sources)


def _seen_from_here(folder: Path, said: Diagnostic) -> Diagnostic:
    """Give a message with the paths of its places beneath the folder as it was named."""

    def label(one: Label) -> Label:
        if one.span.path.startswith(BUILT_IN):
            return one
        return replace(one, span=replace(one.span, path=(folder / one.span.path).as_posix()))

    return replace(
        said,
        primary=label(said.primary) if said.primary else None,
        related=tuple(map(label, said.related)),
    )


def _texts_seen_from_here(
    folder: Path, said: Sequence[Diagnostic], text_of: Callable[[str], str | None]
) -> dict[str, str]:
    """Give the texts that messages speak of, by their paths beneath the folder."""
    places = [one for each in said for one in (each.primary, *each.related) if one]
    found = {path: text_of(path) for path in sorted({one.span.path for one in places})}
    return {(folder / path).as_posix(): text for path, text in found.items() if text is not None}


def _traced(work: Callable[[], Trace], failed: str) -> Trace:
    """Read a trace in a child process with limits: anybody may have made the file."""
    try:
        return forked(work, _SECONDS, _MEMORY)
    except Untraceable as fault:
        raise NotCompared(f"{failed}: {fault}") from None
    except (Died, OutOfTime, MemoryError):
        raise NotCompared(f"{failed}: reading it takes too much time or memory") from None


def _attached(data: bytes) -> Trace:
    from roa_dossier import pdf  # only a PDF waits for its libraries

    try:
        found = pdf.attachment(data, traces.NAME)
    except (OutOfTime, MemoryError):
        raise
    except Exception:
        raise Untraceable("it is no PDF that can be read") from None
    if found is None:
        message = f"it holds no `{traces.NAME}`: it was not made by this program, or by an earlier version"
        raise Untraceable(message)
    try:
        return traces.read(found)
    except Untraceable as fault:
        raise Untraceable(f"of its `{traces.NAME}`, {fault}") from None


# ── snapshots ───────────────────────────────────────────────────────────────────────────────────────


class Library(Frozen):
    """A project in which two snapshots are compared.

    Attributes:
        outline: the dossier.
        sources: the sources besides the one compared, by key.
        old: the one snapshot, read.
        new: the other.

    """

    outline: Outline
    sources: dict[str, Source]
    old: Source
    new: Source


def library(root: Path, old: Document, new: Document, key: str | None) -> Library:
    """Read a project and two snapshots of one of its sources.

    Args:
        root: the project's folder.
        old: the one.
        new: the other.
        key: which source; None to tell by the digest or the path of either.

    Raises:
        NotCompared: the outline has mistakes, no source is meant, or a snapshot cannot be read.

    """
    if not (root / DOSSIER_FILE).exists():
        here = "here is no project" if root.resolve() == Path.cwd() else f"`{root.name}` is no project"
        raise NotCompared(
            f"two texts are compared as snapshots of a source of a project, and {here}: "
            "name its folder with `roa-dossier -C FOLDER diff OLD NEW`"
        )
    world = Disk(root, root)
    parsed = parse.outline(world)
    outline = parsed.value
    if outline is None or has_errors(parsed.diagnostics):
        message = "the outline has mistakes: nothing is compared"
        raise NotCompared(message, parsed.diagnostics, root, outline.files if outline else {})
    entry = _meant(outline, root, (old, new), key)
    others = {
        source.key: source
        for other in outline.sources
        if other is not entry and (source := _other(world, other)) is not None
    }
    return Library(outline, others, *(_snapshot(entry, one, root, outline) for one in (old, new)))


def _meant(outline: Outline, root: Path, files: tuple[Document, ...], key: str | None) -> SourceEntry:
    known = [str(entry.key) for entry in outline.sources]
    listed = ", ".join(f"`{name}`" for name in known) or "none"
    if key is not None:
        if key not in known:
            raise NotCompared(f"no source is named `{key}`; the sources are {listed}")
        return outline.sources[known.index(key)]
    digests = {one.digest for one in files}
    paths = {one.path.resolve() for one in files}
    found = [e for e in outline.sources if str(e.sha256 or "").strip().casefold() in digests] or [
        e for e in outline.sources if (root / str(e.file)).resolve() in paths
    ]
    if len(found) != 1:
        said = "neither file is a source of this dossier" if not found else "the files are different sources"
        raise NotCompared(f"{said}: say which with --source; the sources are {listed}")
    return found[0]


def _other(world: Disk, entry: SourceEntry) -> Source | None:
    try:
        return read.source(entry, world.read(str(entry.file))).value
    except Refused:
        return None


def _snapshot(entry: SourceEntry, document: Document, root: Path, outline: Outline) -> Source:
    """Read a snapshot as its entry says, whatever its digest; in UTF-8 where that fails."""
    file = entry.file
    named = replace(
        entry,
        file=Words(Text.made(str(document.path), *file.text.origin(0, len(file.text))), file.path),
        sha256=Words(Text.of(document.digest)),
    )
    found = read.source(named, document.data)
    if found.value is None and entry.encoding is not None:
        again = read.source(replace(named, encoding=None), document.data)
        found = again if again.value is not None else found
    if found.value is None:
        message = f"`{document.path}` cannot be read as a snapshot of `{entry.key}`"
        raise NotCompared(message, found.diagnostics, root, outline.files)
    return found.value
