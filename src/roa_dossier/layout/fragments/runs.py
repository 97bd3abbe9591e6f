"""Manuscripts as runs that are laid out alone: those that share a page stay together."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from roa_dossier.frozen import Frozen
from roa_dossier.layout import join, spaces
from roa_dossier.layout.job import Run, Survey, Surveyed
from roa_dossier.model.book import Manuscript, Typesetting
from roa_dossier.patterns import regex

_OPENING = regex(r"""\s*<section(?:[^>"']|"[^"]*"|'[^']*')*>""")
_PICTURE = regex(r"dossier-image:([\w.-]+)")
_PAGE = regex(r"""<a class="page" href="#([^"]*)">""")
_TOTAL = regex(r"\bcounters?\(\s*pages\b")


class Plan(Frozen):
    """A run before its numbers are known.

    Attributes:
        run: without numbers.
        manuscripts: what it is of.
        side: on which it must begin: `right`, `left`, "" for either.
        free: whether it does not matter on which it begins.

    """

    run: Run
    manuscripts: tuple[Manuscript, ...]
    side: str
    free: bool


def asked(manuscripts: tuple[Manuscript, ...], typesetting: Typesetting, fonts: tuple[str, ...]) -> Survey:
    """Give what is asked of the engine about the beginnings of manuscripts."""
    sections = prepared(manuscripts, typesetting)
    shells = tuple(shell(html) for _, html in sections)
    return Survey(join.head(typesetting), shells, join.sheets(typesetting), fonts)


def planned(
    manuscripts: tuple[Manuscript, ...], typesetting: Typesetting, surveyed: Surveyed, fonts: tuple[str, ...]
) -> tuple[Plan, ...]:
    """Give the runs of a book, in order."""
    sections = prepared(manuscripts, typesetting)
    head, css = join.head(typesetting), join.sheets(typesetting)
    made = []
    for first, last in _spans(surveyed):
        held = sections[first:last]
        digests = {digest for _, html in held for digest in _PICTURE.findall(html)}
        side = surveyed.openings[first].side
        run = Run(
            head=head,
            sections=held,
            before=shell(sections[first - 1][1]) if first else "",
            css=css,
            images={key: value for key, value in typesetting.images.items() if key in digests},
            fonts=fonts,
            lines=typesetting.lines,
            side=side or "right",
            blank=bool(side and first),
            begins=not first,
        )
        made.append(Plan(run, manuscripts[first:last], side, not side and not surveyed.mirrored))
    return tuple(made)


def _spans(surveyed: Surveyed) -> Iterator[tuple[int, int]]:
    starts = [at for at, one in enumerate(surveyed.openings) if one.starts or not at]
    yield from zip(starts, [*starts[1:], len(surveyed.openings)], strict=True)


def prepared(manuscripts: tuple[Manuscript, ...], typesetting: Typesetting) -> tuple[tuple[str, str], ...]:
    """Give each manuscript's id and HTML as the engine gets it."""
    sections = join.sections(manuscripts, typesetting.remedies)
    return tuple((name, _moved(html)) for name, html in sections)


@lru_cache(maxsize=4096)
def _moved(html: str) -> str:
    return spaces.moved(html)


@lru_cache(maxsize=4096)
def shell(section: str) -> str:
    """Give the first tag of a section."""
    found = _OPENING.match(section)
    return found[0].strip() if found else "<section>"


@lru_cache(maxsize=4096)
def referred(html: str) -> tuple[str, ...]:
    """Give the anchors whose pages' numbers a manuscript prints, as far as its HTML shows."""
    return tuple(dict.fromkeys(_PAGE.findall(html)))


def counts_all(css: tuple[tuple[str, str], ...]) -> bool:
    """Say whether style sheets print the number of all pages."""
    return any(_TOTAL.search(text) for _, text in css)
