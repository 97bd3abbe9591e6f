"""Themes: style sheets and templates between the built-in ones and a project's own."""

from __future__ import annotations

import re
from collections.abc import Callable

from roa_dossier import editions, nearest
from roa_dossier.diagnostics import Diagnostic, error, warning
from roa_dossier.model.outline import Edition, Outline, Words
from roa_dossier.patterns import regex
from roa_dossier.world import Refused, World

USUAL = "book"
BUILT_IN = (USUAL, "plain", "large-print")
"""The themes there are without any file of the project's; the first is what the built-in sheets make."""

FOLDER = "themes/"

_TEXT = regex(r"--text:\s*(\d+(?:\.\d+)?)pt\b")
_AT_LEAST = regex(r"--text-at-least:\s*(\d+(?:\.\d+)?)pt\b")


def of(outline: Outline, edition: Edition) -> str:
    """Name the theme of an edition: its own, else the dossier's, else the usual one."""
    return str(edition.theme or outline.theme or USUAL)


def sheets(world: World, theme: str, paper: str) -> tuple[tuple[str, str], ...]:
    """Give path and text of a theme's style sheets, the one for a paper after the one for all.

    A theme is `styles/themes/NAME.css`, or a folder of that name with `theme.css` and, where a paper asks for
    other measures, `A5.css` and the like.
    """
    names = (f"{FOLDER}{theme}.css", f"{FOLDER}{theme}/theme.css", f"{FOLDER}{theme}/{paper}.css")
    return tuple(found for name in names if (found := _read(world, name)) is not None)


def templates(world: World, theme: str) -> Callable[[str], tuple[str, str]]:
    """Give what finds a template: the theme's own in `templates/themes/NAME/` before all others."""

    def found(name: str) -> tuple[str, str]:
        try:
            return world.template(f"{FOLDER}{theme}/{name}")
        except Refused as refusal:
            if refusal.code != "missing-file":
                raise
        return world.template(name)

    return found


def check(world: World, outline: Outline, said: list[Diagnostic]) -> None:
    """Tell of themes that are named and not there, and of type that is small for its theme."""
    named: dict[str, Words] = {}
    for words in (outline.theme, *(edition.theme for edition in outline.editions)):
        if words is not None:
            named.setdefault(f"{words} {words.span}", words)
    for words in named.values():
        try:
            if not _there(world, str(words)):
                said.append(_unknown(words, world.own_themes()))
        except Refused as refusal:
            said.append(refusal.diagnostic(words.span))
            return
    for edition in editions.every_one(outline):
        least = least_text(sheets(world, of(outline, edition), edition.paper))
        if 0 < edition.type_size < least:
            message = (
                f"the theme `{of(outline, edition)}` is for type of {least:g} pt or more, and the edition "
                f"`{edition.key}` has {edition.type_size:g} pt"
            )
            small = warning("type-small-for-theme", message, edition.span)
            said.append(small.hint("take `type-size` away: the theme has its own", "name another theme"))


def text_size(theme: tuple[tuple[str, str], ...], usual: float) -> float:
    """Give the points of running text that a theme is made for; the usual ones by default."""
    return _last(_TEXT, theme, usual)


def least_text(theme: tuple[tuple[str, str], ...]) -> float:
    """Give the size in points under which a theme's running text is never set; 0.0 for none."""
    return _last(_AT_LEAST, theme, 0.0)


def _last(token: re.Pattern[str], theme: tuple[tuple[str, str], ...], otherwise: float) -> float:
    found = [float(size) for _, text in theme for size in token.findall(text)]
    return found[-1] if found else otherwise


def _there(world: World, theme: str) -> bool:
    return theme == USUAL or any(
        _read(world, name) is not None for name in (f"{FOLDER}{theme}.css", f"{FOLDER}{theme}/theme.css")
    )


def _read(world: World, name: str) -> tuple[str, str] | None:
    try:
        return world.style(name)
    except Refused as refusal:
        if refusal.code != "missing-file":
            raise
        return None


def _unknown(words: Words, own: tuple[str, ...]) -> Diagnostic:
    names = tuple(dict.fromkeys((*BUILT_IN, *own)))
    close = nearest.closest(str(words), names)
    known = ", ".join(f"`{one}`" for one in names)
    found = error("unknown-theme", f"there is no theme `{words}`", words.span)
    return found.hint(
        f"did you mean `{close}`?" if close else f"the themes are {known}",
        f"make one of your own: put its rules into `styles/{FOLDER}{words}.css`",
    )
