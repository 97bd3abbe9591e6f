"""What the stages are given: files read, styles chosen, names for what is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from roa_dossier import editions, nearest
from roa_dossier.build import paper, themes
from roa_dossier.charts import Room
from roa_dossier.diagnostics import Checked, Diagnostic, error, warning
from roa_dossier.model.apparatus import Apparatus
from roa_dossier.model.book import Attachment, Typesetting
from roa_dossier.model.chapter import FigureBox, Picture, Resolved
from roa_dossier.model.lines import LineRules
from roa_dossier.model.outline import Edition, FigureBlock, Outline, SourceEntry
from roa_dossier.model.source import Source
from roa_dossier.recall import Recall
from roa_dossier.world import LIMIT, Refused, World, decoded

Progress = Callable[[str, str], None]


def sources(
    world: World,
    outline: Outline,
    said: list[Diagnostic],
    progress: Progress,
    recall: Recall | None = None,
) -> dict[str, Source]:
    """Read every source that can be read, by key."""
    found: dict[str, Source] = {}
    recall = recall or Recall()
    for entry in (recall.part(outline.sources, at) for at in range(len(outline.sources))):
        progress("reading sources", str(entry.file))
        try:
            data = world.read(str(entry.file))
        except Refused as refusal:
            said.append(_absent(refusal, refusal.diagnostic(entry.file.span)))
            continue
        checked = recall.kept(_source, entry, data)
        said.extend(checked.diagnostics)
        if checked.value is not None:
            found[checked.value.key] = recall.part(checked, "value")
    return found


def _source(entry: SourceEntry, data: bytes) -> Checked[Source | None]:
    """Read a source."""
    from roa_dossier import read

    return read.source(entry, data)


def images(world: World, outline: Outline, said: list[Diagnostic]) -> dict[str, bytes | None]:
    """Read every picture, by path; None for one that cannot be read."""
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


def citation_style(world: World, outline: Outline, said: list[Diagnostic]) -> str | None:
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


def miscounted(style: str, outline: Outline) -> Iterator[Diagnostic]:
    """Tell of editions whose notes a style cannot refer back to: it does so by the numbers of notes."""
    from roa_dossier import csl

    try:
        if not csl.read_style(style).counts_notes:
            return
    except csl.BadStyle:
        return
    asked = (
        ("first_citations", "book", "first-citations", "these begin anew in each chapter"),
        ("note_series", "two", "note-series", "some of these have letters"),
    )
    for edition in outline.editions:
        for name, value, key, why in asked:
            if getattr(edition, name) == value:
                message = f"`{outline.style}` refers back by numbers of notes: in `{edition.key}` {why}"
                found = error("style-counts-notes", message, edition.span)
                yield found.hint(f"take `{key}: {value}` from the edition, or another `citation-style`")


def unknown(chapter: str | None, outline: Outline, said: list[Diagnostic]) -> bool:
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


def typesetting(
    world: World,
    outline: Outline,
    resolved: Resolved,
    images: Mapping[str, bytes | None],
    edition: Edition,
    draft: bool,
) -> Typesetting:
    """Gather what the layout of an edition depends on besides the manuscripts.

    Args:
        world: for style sheets.
        outline: as the edition prints it (`editions.printed`).
        resolved: for the pictures that are printed.
        images: their bytes, by path.
        edition: for its paper, sides, colour, theme and size of type.
        draft: whether every page is watermarked.

    """
    return Typesetting(
        title=str(outline.title),
        language=outline.language,
        css=_css(world, edition, themes.of(outline, edition), draft, _hyphens(outline.lines)),
        authors=tuple(str(editor) for editor in outline.editors),
        date=outline.date.isoformat() if outline.date else "",
        images={
            picture.digest: (picture.media_type, data)
            for picture in _pictures(resolved)
            if (data := images.get(picture.path)) is not None
        },
        draft=draft,
        lines=outline.lines,
    )


def usual(world: World) -> Typesetting:
    """Give what most layouts depend on, of a dossier that nothing is known of yet."""
    return Typesetting("", "en", _css(world, Edition("print"), themes.USUAL, draft=False))


def _hyphens(lines: LineRules) -> str:
    """Give how readily style sheets have words broken; where lines are fitted, that is weighed there."""
    return "" if lines.fitted else lines.hyphenation


def _css(
    world: World, edition: Edition, theme: str, draft: bool, hyphenation: str = ""
) -> tuple[tuple[str, str], ...]:
    """Give the built-in sheets, that of what the edition asks for, the theme's, and the project's own."""
    from roa_dossier import render

    small = ("small-paper",) if edition.paper == "A5" else ()
    grey = ("greyscale",) if edition.greyscale else ()
    built_in = tuple(world.style(name) for name in render.styles(draft, small))
    of_theme = themes.sheets(world, theme, edition.paper)
    colours = tuple(world.style(f"{name}.css") for name in grey)
    known = render.styles(draft=True, chosen=render.CHOSEN)
    own = tuple(world.style(name) for name in world.own_styles() if name not in known)
    return paper.fitted(
        (*built_in, *paper.sheet(edition, hyphenation), *of_theme, *colours, *own),
        edition,
        themes.text_size(of_theme, paper.USUAL_SIZE),
        themes.least_text(of_theme),
    )


def room(world: World, outline: Outline, edition: Edition) -> Room:
    """Give the room that figures have on the pages of an edition."""
    return paper.room(_css(world, edition, themes.of(outline, edition), draft=False))


def coloured(outline: Outline, resolved: Resolved, edition: Edition) -> Iterator[Diagnostic]:
    """Warn of pictures in an edition without colour: their own colours are kept."""
    if not edition.greyscale:
        return
    files = {str(figure.file): figure.file.span for figure in _figures(outline)}
    for path in dict.fromkeys(picture.path for picture in _pictures(resolved)):
        message = f"the edition `{edition.key}` has no colour, and `{path}` keeps its own"
        yield warning("greyscale-picture", message, files.get(path)).hint(
            "put a picture without colours in its place, or let the printer print without"
        )


def _pictures(resolved: Resolved) -> Iterator[Picture]:
    for chapter in resolved.chapters:
        for block in chapter.blocks:
            if isinstance(block.content, FigureBox) and isinstance(block.content.picture, Picture):
                yield block.content.picture


def evidence(
    outline: Outline,
    resolved: Resolved,
    apparatus: Apparatus,
    sources: Mapping[str, Source],
    chapter: str | None,
    *,
    withheld: bool = False,
    recall: Recall | None = None,
) -> Attachment:
    """Take along what everything printed rests on, as plain data."""
    from roa_dossier import traces

    trace = traces.of(outline, resolved, apparatus, sources, chapter, recall)
    if withheld:
        ledger = chapter is None and "ledger" not in outline.leave_out
        trace = traces.shown_only(trace, editions.facts_of(resolved), ledger=ledger)
    what = "facts, quotations and notes, with what they rest on"
    return Attachment(traces.NAME, traces.written(trace, recall), what, "application/json")
