"""What checking a dossier gives: read, understood and proved, and nothing laid out."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING

from roa_dossier import editions
from roa_dossier.build import given, themes, variants
from roa_dossier.build.given import Progress
from roa_dossier.diagnostics import Checked, Diagnostic, T, has_errors, in_order
from roa_dossier.frozen import Placed, field, replace
from roa_dossier.model.apparatus import Apparatus
from roa_dossier.model.chapter import Resolved
from roa_dossier.model.outline import Edition, Outline
from roa_dossier.model.source import Source
from roa_dossier.recall import Recall
from roa_dossier.world import World
from roa_dossier.world.shown import reader

if TYPE_CHECKING:  # whoever waits for no citation does not wait for what makes them
    from roa_dossier import csl
    from roa_dossier.csl import Renderer

ECHOES = {
    "no-answer-key",
    "number-unsupported",
    "pack-document-unasked",
    "pack-size",
    "pack-task-kinds",
    "paragraph-unaccounted",
    "variant-notes",
    "work-not-cited",
}
"""Warnings that something is not there, not used or not supported: a mistake may hide it."""


def silent(stage: str, detail: str) -> None:
    """Say nothing of the progress."""


__all__ = ["ECHOES", "Proof", "check", "heard", "library", "reader", "silent"]


class Proof(Placed):
    """What checking a dossier gave: everything that could be made, and every message.

    Attributes:
        outline: None where it cannot be read.
        sources: the sources that could be read, by key.
        images: the bytes of each picture by path; None for one that cannot be read.
        resolved: None without an outline.
        apparatus: None without an outline or a citation style.
        diagnostics: the messages of all stages, by place.
        texts: the decoded text of files that messages speak of, by path.
        chapter: the id of the only chapter that was numbered; None for all.
        variants: the same in the other languages that editions ask for, by language; all messages are here.
        recall: what was made for it, so that a later run need not make it again.

    """

    APART = ("recall",)

    outline: Outline | None = None
    sources: dict[str, Source] = field(default_factory=dict)
    images: dict[str, bytes | None] = field(default_factory=dict)
    resolved: Resolved | None = None
    apparatus: Apparatus | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    texts: dict[str, str] = field(default_factory=dict)
    chapter: str | None = None
    variants: dict[str, Proof] = field(default_factory=dict)
    recall: Recall = field(default_factory=Recall)

    def of(self, edition: Edition) -> Proof:
        """Give what an edition is made of: the dossier as it was written, or in another language."""
        return self.variants.get(str(edition.language or ""), self)

    @property
    def refused(self) -> bool:
        """Whether any message is an error."""
        return has_errors(self.diagnostics)


def check(
    world: World,
    chapter: str | None = None,
    progress: Progress = silent,
    recall: Recall | None = None,
    load: tuple[str, ...] = (),
) -> Proof:
    """Read, understand and prove a dossier; lay out nothing.

    Args:
        world: where its files are.
        chapter: the id of the only chapter that is to be numbered, for a handout; None for all.
        progress: told the stage and what it works on.
        recall: what earlier runs made, in a process that stays; each run over it begins a turn.
        load: modules that are needed afterwards, and loaded while citations are waited for.

    """
    from roa_dossier import parse

    recall = recall or Recall()
    known = library(world, progress, recall)
    if known.outline is None:
        return known
    said = [*known.diagnostics, *editions.check(known.outline)]
    themes.check(world, known.outline, said)
    style = given.citation_style(world, known.outline, said)
    said.extend(given.miscounted(style or "", known.outline))
    proof = _proved(world, known, style, chapter, progress, load)
    found, texts = {}, {**known.texts}
    for language in editions.languages(known.outline):
        progress("reading the outline", f"({language})")
        translated = heard(parse.variant(world, known.outline, language, recall), said)
        texts |= translated.files
        of = replace(known, outline=translated, texts=texts, diagnostics=())
        found[language] = _proved(world, of, style, chapter, progress)
        if (one := found[language].resolved) is not None and proof.resolved is not None:
            said.extend(variants.unlike(one, proof.resolved))
    said.extend(one for each in (proof, *found.values()) for one in each.diagnostics)
    if any(each.outline and each.outline.refused for each in (proof, *found.values())) or has_errors(said):
        said = [diagnostic for diagnostic in said if diagnostic.code not in ECHOES]
    return replace(proof, diagnostics=in_order(said), texts=texts, variants=found)


def _proved(
    world: World,
    known: Proof,
    style: str | None,
    chapter: str | None,
    progress: Progress,
    load: tuple[str, ...] = (),
) -> Proof:
    """Resolve and number a dossier in one language; its messages are those of that alone."""
    from roa_dossier import number, resolve

    assert known.outline is not None
    outline, sources = known.outline, known.sources
    said: list[Diagnostic] = []
    images = given.images(world, outline, said)
    progress("checking quotations and facts", "")
    resolved = heard(resolve.dossier(outline, sources, images, known.recall), said)
    apparatus = None
    if style is not None and not given.unknown(chapter, outline, said):
        progress("numbering notes and citations", "")
        usual = editions.printed(outline, editions.usual(outline))
        apparatus = heard(
            number.apparatus(
                usual,
                resolved,
                sources,
                style,
                chapter,
                renderer(world, known.recall, load),
                recall=known.recall,
            ),
            said,
        )
    return replace(
        known,
        images=images,
        resolved=resolved,
        apparatus=apparatus,
        diagnostics=tuple(said),
        chapter=chapter,
    )


def renderer(world: World, recall: Recall, load: tuple[str, ...] = ()) -> Renderer:
    """Give what renders citations, and has modules loaded while it waits for them to be made."""
    from roa_dossier import cache

    render = recall.of(_loading, load)
    return recall.of(cache.citations, world, render)


def _loading(modules: tuple[str, ...]) -> Renderer:
    from roa_dossier import csl

    def rendered(
        style: csl.Style, language: str, items: tuple[csl.Item, ...], clusters: tuple[csl.Cluster, ...]
    ) -> csl.Rendered:
        loading = Thread(target=_load, args=(modules,), daemon=True)
        loading.start()
        try:
            return csl.render(style, language, items, clusters)
        finally:
            loading.join()  # a copy of this process that is made next is to find them whole

    return rendered if modules else csl.render


def _load(modules: tuple[str, ...]) -> None:
    with suppress(Exception):  # whoever needs them says what is wrong
        for name in modules:
            import_module(name)


def library(world: World, progress: Progress = silent, recall: Recall | None = None) -> Proof:
    """Read the outline and the sources, and prove nothing yet; with a recall this begins a turn of it."""
    from roa_dossier import parse
    from roa_dossier.shelf import Shelf

    progress("reading the outline", "")
    recall = recall or Recall()
    shelf = Shelf(world)
    recall.turn(shelf)
    shelf.tidy()
    parsed = parse.outline(world, recall)
    if parsed.value is None:
        return Proof(diagnostics=in_order(parsed.diagnostics))
    outline, said = parsed.value, [*parsed.diagnostics]
    sources = given.sources(world, outline, said, progress, recall)
    texts = {**outline.files, **{source.path: source.text for source in sources.values()}}
    return Proof(outline, sources, diagnostics=in_order(said), texts=texts, recall=recall)


def heard(checked: Checked[T], said: list[Diagnostic]) -> T:
    """Give what a stage made, and add all it has to say."""
    said.extend(checked.diagnostics)
    return checked.value
