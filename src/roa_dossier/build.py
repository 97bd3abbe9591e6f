"""The stages in order, on one screen: the program's table of contents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from roa_dossier import nearest
from roa_dossier.diagnostics import Diagnostic, T, error, has_errors, in_order, warning
from roa_dossier.model.apparatus import Apparatus
from roa_dossier.model.book import Attachment, Book, Manuscript, Typesetting
from roa_dossier.model.chapter import FigureBox, Picture, Resolved
from roa_dossier.model.outline import FigureBlock, Outline, SourceEntry, Words
from roa_dossier.model.report import Report
from roa_dossier.model.source import Source
from roa_dossier.world import BUILT_IN, LIMIT, Refused, World, decoded

if TYPE_CHECKING:
    from roa_dossier.diagnostics import Checked

Progress = Callable[[str, str], None]

REMEDIES = 3
ECHOES = {"paragraph-unaccounted", "work-not-cited"}
"""Warnings that something is not used: not to be trusted while a mistake may hide its use."""


def _silent(stage: str, detail: str) -> None:
    """Say nothing of the progress."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What checking a dossier gave: everything that could be made, and every message.

    Attributes:
        outline: None where it cannot be read.
        sources: the sources that could be read, by key.
        images: the bytes of each picture by path; None for one that cannot be read.
        resolved: None without an outline.
        apparatus: None without an outline or a citation style.
        diagnostics: the messages of all stages, by place.
        texts: the decoded text of files that messages speak of, by path.

    """

    outline: Outline | None = None
    sources: dict[str, Source] = field(default_factory=dict)
    images: dict[str, bytes | None] = field(default_factory=dict)
    resolved: Resolved | None = None
    apparatus: Apparatus | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def refused(self) -> bool:
        """Whether any message is an error."""
        return has_errors(self.diagnostics)


@dataclass(frozen=True, slots=True)
class Built:
    """What building gave.

    Attributes:
        proof: what checking gave.
        diagnostics: the messages of all stages, those of checking among them.
        output: the name of the file that was written; "" when refused.
        report: the audit of the PDF; None when it did not come to that.

    """

    proof: Proof
    diagnostics: tuple[Diagnostic, ...]
    output: str = ""
    report: Report | None = None


# ── the stages ──────────────────────────────────────────────────────────────────────────────────────


def check(world: World, chapter: str | None = None, progress: Progress = _silent) -> Proof:
    """Read, understand and prove a dossier; lay out nothing.

    Args:
        world: where its files are.
        chapter: the id of the only chapter that is to be numbered, for a handout; None for all.
        progress: told the stage and what it works on.

    """
    from roa_dossier import cache, number, resolve

    known = library(world, progress)
    if known.outline is None:
        return known
    outline, sources, said = known.outline, known.sources, [*known.diagnostics]
    images = _images(world, outline, said)
    said.extend(_without_effect(outline))
    progress("checking quotations and facts", "")
    resolved = _taken(resolve.dossier(outline, sources, images), said)
    style = _citation_style(world, outline, said)
    apparatus = None
    if style is not None and not _unknown(chapter, outline, said):
        progress("numbering notes and citations", "")
        apparatus = _taken(
            number.apparatus(outline, resolved, sources, style, chapter, cache.citations(world)), said
        )
    if outline.refused or has_errors(said):
        said = [diagnostic for diagnostic in said if diagnostic.code not in ECHOES]
    return Proof(outline, sources, images, resolved, apparatus, in_order(said), known.texts)


def library(world: World, progress: Progress = _silent) -> Proof:
    """Read the outline and the sources, and prove nothing yet."""
    from roa_dossier import parse

    progress("reading the outline", "")
    parsed = parse.outline(world)
    if parsed.value is None:
        return Proof(diagnostics=in_order(parsed.diagnostics))
    outline, said = parsed.value, [*parsed.diagnostics]
    sources = _sources(world, outline, said, progress)
    texts = {**outline.files, **{source.path: source.text for source in sources.values()}}
    return Proof(outline, sources, diagnostics=in_order(said), texts=texts)


def build(
    world: World,
    output: str = "",
    chapter: str | None = None,
    draft: bool = False,
    progress: Progress = _silent,
) -> Built:
    """Make the PDF of a dossier and write it, or write nothing and say why.

    Args:
        world: where its files are and where the PDF goes.
        output: the PDF's file name in the output folder; by default from the dossier's name.
        chapter: the id of a chapter to be made as a handout that stands alone; None for the whole.
        draft: whether to print in spite of mistakes, each in its place.
        progress: told the stage and what it works on.

    """
    proof = check(world, chapter, progress)
    outline, resolved, apparatus = proof.outline, proof.resolved, proof.apparatus
    if outline is None or resolved is None or apparatus is None or (proof.refused and not draft):
        return Built(proof, proof.diagnostics)
    said = [*proof.diagnostics]
    output = output or _file_name(outline, chapter, draft)
    try:
        world.ready(output)
        progress("setting the chapters", "")
        manuscripts = _manuscripts(world, proof, outline, resolved, apparatus, chapter, draft, said)
        typesetting = _typesetting(world, proof, outline, resolved, draft)
        if _stopped(said, proof, draft):
            return Built(proof, in_order(said))
        book, report = _printed(manuscripts, typesetting, _attachments(world, proof, outline), said, progress)
        if book is None or report is None or _stopped(said, proof, draft):
            return Built(proof, in_order(said), report=report)
        progress("writing", output)
        world.write(output, book.pdf)
    except Refused as refusal:
        return Built(proof, in_order([*said, refusal.diagnostic()]))
    return Built(proof, in_order(said), output, report)


def _printed(
    manuscripts: tuple[Manuscript, ...],
    typesetting: Typesetting,
    attachments: tuple[Attachment, ...],
    said: list[Diagnostic],
    progress: Progress,
) -> tuple[Book | None, Report | None]:
    """Lay out, bind and audit; what lost a note or a word is laid out again by a stronger remedy."""
    from roa_dossier import audit, bind, layout

    remedies: dict[str, int] = {}
    while True:
        progress("laying out", f"(remedy for {', '.join(remedies)})" if remedies else "")
        cured = replace(typesetting, remedies=dict(remedies))
        pages = layout.pages(manuscripts, cured)
        if not pages.value.pdf:
            said.extend(pages.diagnostics)
            return None, None
        progress("binding", "")
        book = bind.book(pages.value, manuscripts, cured, attachments)
        progress("auditing the pages", "")
        report = audit.report(book)
        curable = [name for name in report.value.missing if remedies.get(name, 0) < REMEDIES]
        if not curable:
            said.extend((*pages.diagnostics, *report.diagnostics))
            return book, report.value
        remedies |= {name: remedies.get(name, 0) + 1 for name in curable}


def _manuscripts(
    world: World,
    proof: Proof,
    outline: Outline,
    resolved: Resolved,
    apparatus: Apparatus,
    chapter: str | None,
    draft: bool,
    said: list[Diagnostic],
) -> tuple[Manuscript, ...]:
    from roa_dossier import render

    made = render.manuscripts(outline, resolved, apparatus, proof.sources, world.template, draft, chapter)
    return _taken(made, said)


def _stopped(said: list[Diagnostic], proof: Proof, draft: bool) -> bool:
    """Whether an error came after checking, or at all unless a draft prints in spite of it."""
    known = set(proof.diagnostics) if draft else set()
    return has_errors(diagnostic for diagnostic in said if diagnostic not in known)


def _taken(checked: Checked[T], said: list[Diagnostic]) -> T:
    said.extend(checked.diagnostics)
    return checked.value


# ── what the stages are given ───────────────────────────────────────────────────────────────────────


def _sources(world: World, outline: Outline, said: list[Diagnostic], progress: Progress) -> dict[str, Source]:
    from roa_dossier import read

    found: dict[str, Source] = {}
    for entry in outline.sources:
        progress("reading sources", str(entry.file))
        try:
            data = world.read(str(entry.file))
        except Refused as refusal:
            said.append(_absent(refusal, refusal.diagnostic(entry.file.span)))
            continue
        source = _taken(read.source(entry, data), said)
        if source is not None:
            found[source.key] = source
    return found


def _without_effect(outline: Outline) -> Iterator[Diagnostic]:
    for edition in outline.editions:
        if edition.key == "print" and (edition.paper != "A4" or not edition.two_sided):
            message = "the edition `print` is set on A4, on two sides: another paper has no effect so far"
            yield warning("edition-not-yet", message)
    for words in _choosing(outline):
        yield warning(
            "edition-not-yet", "`show` and `hide` have no effect so far: the block is printed", words.span
        )


def _choosing(outline: Outline) -> Iterator[Words]:
    for chapter in outline.chapters:
        for block in chapter.blocks:
            yield from (*block.show[:1], *block.hide[:1])


def _images(world: World, outline: Outline, said: list[Diagnostic]) -> dict[str, bytes | None]:
    found: dict[str, bytes | None] = {}
    for figure in _figures(outline):
        path = str(figure.file)
        try:
            found[path] = world.read(path)
        except Refused as refusal:
            found[path] = None
            said.append(_absent(refusal, refusal.diagnostic(figure.file.span)))
    return found


def _absent(refusal: Refused, message: Diagnostic) -> Diagnostic:
    """Add what to do for a file that an outline names and that is not there."""
    if refusal.code != "missing-file":
        return message
    return message.hint("put the file there, or write its path from the project's folder")


def _figures(outline: Outline) -> Iterator[FigureBlock]:
    for chapter in outline.chapters:
        for block in chapter.blocks:
            if isinstance(block.content, FigureBlock):
                yield block.content


def _citation_style(world: World, outline: Outline, said: list[Diagnostic]) -> str | None:
    """Read the CSL style that the dossier names: a file of the project, or one of the official styles."""
    from roa_dossier import csl

    name = str(outline.style)
    if not name.endswith(".csl"):
        xml = csl.style(name)
        if xml is None:
            close = [f"did you mean `{one}`?" for one in csl.nearest_styles(name)]
            unknown = error("unknown-citation-style", f"there is no CSL style `{name}`", outline.style.span)
            said.append(unknown.hint(*close))
        return xml
    try:
        return decoded(name, world.read(name, LIMIT))
    except Refused as refusal:
        said.append(refusal.diagnostic(outline.style.span))
        return None


def _unknown(chapter: str | None, outline: Outline, said: list[Diagnostic]) -> bool:
    """Say so where the chapter asked for is none of the dossier's."""
    known = [str(one.id) for one in outline.chapters]
    if chapter is None or chapter in known:
        return False
    if outline.refused.holds("target", chapter):
        return True
    close = nearest.closest(chapter, known)
    wanted = error("unknown-chapter", f"there is no chapter `{chapter}`")
    hint = (
        f"did you mean `{close}`?" if close else f"the chapters are {', '.join(f'`{one}`' for one in known)}"
    )
    said.append(wanted.hint(hint))
    return True


def _file_name(outline: Outline, chapter: str | None, draft: bool) -> str:
    """Name the PDF; a draft never takes the place of a checked one."""
    parts = [outline.name, chapter or "", "draft" if draft else ""]
    return "-".join(part for part in parts if part) + ".pdf"


def _typesetting(
    world: World, proof: Proof, outline: Outline, resolved: Resolved, draft: bool
) -> Typesetting:
    from roa_dossier import render

    own = [name for name in world.own_styles() if name not in render.styles(draft=True)]
    return Typesetting(
        title=str(outline.title),
        language=outline.language,
        css=tuple(world.style(name) for name in (*render.styles(draft), *own)),
        authors=tuple(str(editor) for editor in outline.editors),
        date=outline.date.isoformat() if outline.date else "",
        images={
            picture.digest: (picture.media_type, data)
            for picture in _pictures(resolved)
            if (data := proof.images.get(picture.path)) is not None
        },
        draft=draft,
    )


def _pictures(resolved: Resolved) -> Iterator[Picture]:
    for chapter in resolved.chapters:
        for block in chapter.blocks:
            if isinstance(block.content, FigureBox) and isinstance(block.content.picture, Picture):
                yield block.content.picture


def _attachments(world: World, proof: Proof, outline: Outline) -> tuple[Attachment, ...]:
    """Take along the outline, and each snapshot whose licence lets it be passed on whole."""
    files = [
        Attachment(path, text.encode("utf-8"), "outline of this dossier", "application/yaml")
        for path, text in sorted(outline.files.items())
    ]
    snapshots = [
        Attachment(str(entry.file), world.read(str(entry.file)), f"snapshot of the source {entry.siglum}")
        for entry in outline.sources
        if str(entry.key) in proof.sources and _may_be_passed_on(entry)
    ]
    return (*files, *snapshots)


def _may_be_passed_on(entry: SourceEntry) -> bool:
    licence = str(entry.licence.id) if entry.licence else ""
    return licence == "public-domain" or licence.upper().startswith("CC")


# ── what messages are shown from ────────────────────────────────────────────────────────────────────


def reader(world: World, texts: dict[str, str]) -> Callable[[str], str | None]:
    """Give what finds the text of a path that a message speaks of; None where it cannot be shown."""

    def read(path: str) -> str | None:
        if path in texts:
            return texts[path]
        try:
            if path.startswith(BUILT_IN):
                kind, _, name = path.removeprefix(BUILT_IN).partition("/")
                return (world.template(name) if kind == "templates" else world.style(name))[1]
            return decoded(path, world.read(path))
        except Refused:
            return None

    return read
