"""The stages in order, on one screen: the program's table of contents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from roa_dossier.build import given
from roa_dossier.build.given import Progress
from roa_dossier.diagnostics import Checked, Diagnostic, T, has_errors, in_order
from roa_dossier.model.apparatus import Apparatus
from roa_dossier.model.book import Attachment, Book, Manuscript, Place, Typesetting
from roa_dossier.model.chapter import Resolved
from roa_dossier.model.outline import Outline
from roa_dossier.model.report import Report
from roa_dossier.model.source import Source
from roa_dossier.world import BUILT_IN, Refused, World, decoded

Parts = Checked[tuple[Manuscript, ...]]
Late = Callable[[tuple[Manuscript, ...], Mapping[str, Place]], Parts]
"""Makes the parts that list pages, from the body and the places of its anchors."""

REMEDIES = 3
ECHOES = {"number-unsupported", "paragraph-unaccounted", "work-not-cited"}
"""Warnings that something is not used or not supported: a mistake may hide what uses or supports it."""


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
    images = given.images(world, outline, said)
    said.extend(given.without_effect(outline))
    progress("checking quotations and facts", "")
    resolved = _taken(resolve.dossier(outline, sources, images), said)
    style = given.citation_style(world, outline, said)
    apparatus = None
    if style is not None and not given.unknown(chapter, outline, said):
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
    sources = given.sources(world, outline, said, progress)
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
    from roa_dossier import render

    proof = check(world, chapter, progress)
    outline, resolved, apparatus = proof.outline, proof.resolved, proof.apparatus
    if outline is None or resolved is None or apparatus is None or (proof.refused and not draft):
        return Built(proof, proof.diagnostics)
    said = [*proof.diagnostics]
    output = output or given.file_name(outline, chapter, draft)
    try:
        world.ready(output)
        progress("setting the chapters", "")
        manuscripts = _manuscripts(world, proof, outline, resolved, apparatus, chapter, draft, said)
        typesetting = given.typesetting(world, outline, resolved, proof.images, draft)
        if _stopped(said, proof, draft):
            return Built(proof, in_order(said))
        files = (
            *given.attachments(world, outline, proof.sources),
            given.evidence(outline, resolved, apparatus, proof.sources, chapter),
        )

        def late(made: tuple[Manuscript, ...], places: Mapping[str, Place]) -> Parts:
            return render.late(outline, resolved, apparatus, proof.sources, world.template, made, places)

        book, report = _printed(manuscripts, late, typesetting, files, said, progress)
        if book is None or report is None or _stopped(said, proof, draft):
            return Built(proof, in_order(said), report=report)
        progress("writing", output)
        world.write(output, book.pdf)
    except Refused as refusal:
        return Built(proof, in_order([*said, refusal.diagnostic()]))
    return Built(proof, in_order(said), output, report)


def _printed(
    manuscripts: tuple[Manuscript, ...],
    late: Late,
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
        parts: Parts = Checked(())

        def finding(places: Mapping[str, Place]) -> tuple[Manuscript, ...] | None:
            nonlocal parts
            progress("listing the pages", "")
            parts = late(manuscripts, places)
            return None if has_errors(parts.diagnostics) else parts.value

        pages = layout.pages(manuscripts, cured, finding)
        if not pages.value.pdf:
            said.extend((*parts.diagnostics, *pages.diagnostics))
            return None, None
        progress("binding", "")
        book = bind.book(pages.value, layout.in_print(manuscripts, parts.value), cured, attachments)
        progress("auditing the pages", "")
        report = audit.report(book)
        curable = [name for name in report.value.missing if remedies.get(name, 0) < REMEDIES]
        if not curable:
            said.extend((*parts.diagnostics, *pages.diagnostics, *report.diagnostics))
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
