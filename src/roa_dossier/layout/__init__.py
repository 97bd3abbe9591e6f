"""Manuscripts and style sheets to pages: the only door to WeasyPrint, in a child process with limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from roa_dossier.diagnostics import Checked, Diagnostic, Span, has_errors, in_order, warning
from roa_dossier.frozen import replace
from roa_dossier.layout import join, libraries, remarks, spaces, specimen
from roa_dossier.layout.conversation import child
from roa_dossier.layout.fragments import reach
from roa_dossier.layout.guarded import guarded
from roa_dossier.layout.job import Job, Late, Outcome, Run, Set, Survey, Surveyed
from roa_dossier.model.book import Manuscript, Pages, Place, Typesetting
from roa_dossier.model.fragment import Face, Fonts
from roa_dossier.patterns import regex

HOUSE_FONTS = {
    "Linux Libertine O": "fonts-linuxlibertine",
    "Linux Biolinum O": "fonts-linuxlibertine",
    "Liberation Serif": "fonts-liberation",
    "Liberation Sans": "fonts-liberation",
}
"""The families that the built-in styles and themes are set in, with the Debian package of each."""

KEPT = "part.aids"
"""The id of the manuscript that only keeps the place of late parts."""

END_NOTES = join.END_NOTES
"""The remedy for a lost note that sets a manuscript's notes at its end; those before it let go of rules."""

LateParts = Callable[[Mapping[str, Place]], tuple[Manuscript, ...] | None]
"""Makes the late parts when it is known where each anchor fell; None stops the layout."""

SECONDS, SECONDS_A_MEGABYTE = 60, 600
MEMORY, MEMORY_A_MEGABYTE = 2_500_000_000, 1_500_000_000

_PAGES = regex(r"\b(?:target-)?counters?\((?:[^()]|\([^()]*\))*\bpages\b")


def pages(
    manuscripts: tuple[Manuscript, ...],
    typesetting: Typesetting,
    late: LateParts | None = None,
    *,
    quick: bool = True,
) -> Checked[Pages]:
    """Lay out manuscripts, in order, as one PDF.

    The same arguments give the same bytes. No file of the project and no address is opened: the engine is
    given the style sheets' text and the pictures' bytes. It runs in a child process with limits of time and
    memory that grow with the matter (`docs/decisions/` says why).

    Args:
        manuscripts: each one `<section>`; at least one. A last one named `KEPT` keeps the place of late
            parts: it is one page, and gives way to them.
        typesetting: style sheets, pictures, metadata, and the remedies for manuscripts that lost a note.
        late: makes the late parts, once, when all pages before them are known. They are laid out after
            them, on a page of the side and number that was kept; when there are none, nothing is kept.
        quick: whether what is quicker stands for the engine's own; without it the same comes out.

    Returns:
        The pages, empty when an error says why there are none or `late` stopped it, and all that the engine
        said on its way.

    Raises:
        RuntimeError: the late parts do not begin where the place for them was kept.

    """
    waits = bool(manuscripts) and manuscripts[-1].id == KEPT
    if waits and late is None:
        manuscripts, waits = manuscripts[:-1], False
    outcome, parts = _laid_out(manuscripts, typesetting, late if waits else None, quick=quick)
    if outcome is None:
        return Checked(Pages(b""))
    said = [*remarks.diagnostics(outcome, in_print(manuscripts, parts), typesetting, HOUSE_FONTS)]
    if parts:
        said.extend(_uncounted(typesetting))
    heard = tuple((remark.level, remark.text) for remark in outcome.remarks)
    if outcome.failure is None and not outcome.pdf and not has_errors(said):
        raise RuntimeError("the layout gave neither a PDF nor a reason")
    return Checked(
        Pages(outcome.pdf, outcome.first_pages, heard, outcome.lines, outcome.numbers), in_order(said)
    )


def in_print(manuscripts: tuple[Manuscript, ...], parts: tuple[Manuscript, ...]) -> tuple[Manuscript, ...]:
    """Give what is printed in the end: late parts in place of the manuscript that kept it."""
    return (*(one for one in manuscripts if one.id != KEPT), *parts)


def commissioned(manuscripts: tuple[Manuscript, ...], typesetting: Typesetting, waits: bool = False) -> Job:
    """Make of manuscripts what the child process is given: plain, with limits that grow with it."""
    sections = _sections(manuscripts, typesetting)
    seconds, memory = allowed(sections)
    return Job(
        head=join.head(typesetting),
        sections=sections,
        css=join.sheets(typesetting),
        images=typesetting.images,
        fonts=named_fonts(typesetting),
        seconds=seconds,
        memory=memory,
        waits=waits,
        lines=typesetting.lines,
    )


def diagnostics(
    outcome: Outcome, manuscripts: tuple[Manuscript, ...], typesetting: Typesetting
) -> tuple[Diagnostic, ...]:
    """Say in the dossier's own messages what the engine said of manuscripts that were laid out."""
    return in_order(remarks.diagnostics(outcome, manuscripts, typesetting, HOUSE_FONTS))


# ── chapters alone ──────────────────────────────────────────────────────────────────────────────────


def beyond(typesetting: Typesetting) -> str:
    """Say why a book is to be laid out whole, from its style sheets; "" where chapters can be alone."""
    return reach.beyond(join.sheets(typesetting))


def ready() -> bool:
    """Load what lays chapters out, so that the first need not wait for it.

    Raises:
        OSError: a library is missing.

    """
    libraries.load()
    from roa_dossier.layout.fragments import setting, survey

    return bool(setting and survey)


def example(typesetting: Typesetting) -> Run:
    """Give a few lines in the styles of a book, to be laid out while there is nothing else to do."""
    return specimen.run(typesetting, named_fonts(typesetting))


def open_for(run: Run) -> None:
    """Read style sheets, so that the first chapter that is laid out in them need not wait for it."""
    from roa_dossier.layout.fragments import setting

    setting.open_for(run)


def survey(asked: Survey) -> Surveyed:
    """Ask the engine where manuscripts begin; in this process."""
    return guarded(lambda: _surveyed(asked), lambda failure: Surveyed(failure=failure), asked.seconds)


def fragment(run: Run) -> Set:
    """Lay out manuscripts alone; in this process."""
    return guarded(lambda: _set(run), lambda failure: Set(failure=failure), run.seconds)


def eased(run: Run, remedies: Mapping[str, int]) -> Run:
    """Give manuscripts as they are laid out again where they lost a note: with what `remedies` let go."""
    return join.eased(run, remedies)


def faces(used: tuple[Face, ...], files: Mapping[str, bytes], whole: bool = False) -> Fonts:
    """Make fonts as PDF objects, of the glyphs that are used or `whole`; in this process."""
    libraries.load()
    from roa_dossier.layout.fragments import faces, setting

    return faces.embedded(used, {**setting.files, **files}, whole)


def _surveyed(asked: Survey) -> Surveyed:
    libraries.load()
    from roa_dossier.layout.fragments import survey

    return survey.survey(asked)


def _set(run: Run) -> Set:
    libraries.load()
    from roa_dossier.layout.fragments import setting

    return setting.lay_out(run)


def named_fonts(typesetting: Typesetting) -> tuple[str, ...]:
    """Give the families that must be installed."""
    named = "\n".join(text for _, text in typesetting.css).lower()
    return tuple(family for family in HOUSE_FONTS if family.lower() in named)


def _sections(manuscripts: tuple[Manuscript, ...], typesetting: Typesetting) -> tuple[tuple[str, str], ...]:
    sections = join.sections(manuscripts, typesetting.remedies)
    return tuple((name, spaces.moved(html)) for name, html in sections)


def allowed(sections: tuple[tuple[str, str], ...]) -> tuple[int, int]:
    """Give the seconds and the bytes that sections may take."""
    megabytes = sum(len(html) for _, html in sections) / 1_000_000
    return SECONDS + int(megabytes * SECONDS_A_MEGABYTE), MEMORY + int(megabytes * MEMORY_A_MEGABYTE)


def _laid_out(
    manuscripts: tuple[Manuscript, ...], typesetting: Typesetting, late: LateParts | None, *, quick: bool
) -> tuple[Outcome | None, tuple[Manuscript, ...]]:
    """Lay out in a child process; what becomes of it is an outcome, or None when `late` stopped it."""
    job = replace(commissioned(manuscripts, typesetting, waits=late is not None), quick=quick)
    with child() as layouter:
        answer = layouter.ask(job, job.seconds)
        if isinstance(answer, Outcome) or late is None:
            assert isinstance(answer, Outcome)
            return answer, ()
        parts = late(answer.places)
        if parts is None:
            return None, ()
        sections = _sections(parts, typesetting)
        seconds, memory = allowed((*job.sections, *sections))
        outcome = layouter.ask(Late(sections, seconds, memory), seconds)
        assert isinstance(outcome, Outcome)
        return outcome, parts


def _uncounted(typesetting: Typesetting) -> Iterator[Diagnostic]:
    """Warn of rules that print the number of all pages: each side of the seam knows its own alone."""
    for name, text in typesetting.css:
        for match in _PAGES.finditer(text):
            message = (
                "the number of all pages is not known when these are laid out: `pages` counts a part of them"
            )
            yield warning("pages-uncounted", message, Span(name, match.start(), match.end()))
